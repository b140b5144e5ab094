"""Takes the pictures in docs/screenshots of a page that is being served.

python docs/screenshots.py http://127.0.0.1:7860 QUESTION FOLLOW-UP NOWHERE SPEAKER TESTSET [FOLDER]

QUESTION is one that the articles answer, FOLLOW-UP one that leans on it, NOWHERE one that they
don't answer; SPEAKER is somebody they quote, TESTSET a test set to run. Where a language model is
configured, answers are in its words.
"""

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FLAGS = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]
WIDTHS = {1280: 800, 390: 844}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("url")
    options.add_argument("question")
    options.add_argument("follow_up")
    options.add_argument("nowhere")
    options.add_argument("speaker")
    options.add_argument("testset", type=Path)
    options.add_argument(
        "folder", nargs="?", type=Path, default=Path(__file__).parent / "screenshots"
    )
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for scheme in ("light", "dark"):
            for width, height in WIDTHS.items():
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme="dark" if scheme == "dark" else "light",
                    locale="en-GB" if scheme == "dark" else "id-ID",
                    reduced_motion="reduce",
                    device_scale_factor=2 if width < 600 else 1,
                )
                page = context.new_page()
                page.goto(given.url)
                page.locator("#reader-view .shelf").wait_for()
                name = f"{given.folder}/{{}}-{width}-{scheme}.png"
                _take(page, name.format("welcome"))
                _ask(page, given.question, 1)
                page.locator(".answer .marker").first.click()
                page.locator("#reader-view mark").first.wait_for()
                if width < 600:
                    _take(page, name.format("article"))
                    page.locator(".answer").scroll_into_view_if_needed()
                    page.evaluate("document.querySelector('.turn').scrollIntoView()")
                _take(page, name.format("answer"))
                _ask(page, given.follow_up, 2)
                page.locator(".history summary").click()
                _take(page, name.format("conversation"))
                page.locator(".history summary").click()
                _ask(page, given.nowhere, 3)
                _take(page, name.format("refusal"))
                _show_speaker(page, given.speaker)
                _take(page, name.format("speaker"))
                _evaluate(page, given.testset)
                _take(page, name.format("evaluation"))
                context.close()
        browser.close()


def _ask(page: Page, question: str, turns: int) -> None:
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    page.locator(f'.turns[data-turns="{turns}"][data-state="idle"]').wait_for()


def _show_speaker(page: Page, name: str) -> None:
    page.locator('.views [data-view="speakers"]').click()
    page.locator("#who input").fill(name)
    page.locator("#speakers-view .list button").filter(has_text=name).first.click()
    page.locator(".told button").first.click()
    page.locator("#reader-view mark").first.wait_for()
    page.wait_for_timeout(600)  # the phone has scrolled to the article
    page.evaluate("scrollTo(0, 0)")


def _evaluate(page: Page, testset: Path) -> None:
    page.locator('.views [data-view="evaluation"]').click()
    page.locator("#evaluation input[type=file]").first.set_input_files(testset)
    page.locator(".chosen").wait_for()
    page.locator("#run").click()
    page.locator(".cases").wait_for()
    page.locator("#run").wait_for()


def _take(page: Page, path: str) -> None:
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    page.wait_for_timeout(400)
    page.screenshot(path=path)


if __name__ == "__main__":
    main()
