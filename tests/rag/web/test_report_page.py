"""The report in a real browser: filters, details, themes, and nothing fetched or run."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from index.article import Article
from rag.evaluation import run_testset
from rag.report import write_report
from rag.testset import Case, Evidence, TestSet
from tests.rag.test_evaluation import ARTICLES, CASES
from tests.rag.word_asker import WordAsker

HOSTILE = "</script><img src=//evil.example/x onerror=alert(1)>"
PLAIN = tuple(Case(f"n{n}", f"Rapat kerja nomor {n}?", answerable=False) for n in range(60))


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    hostile = Case("hostile", f"Tanah {HOSTILE} air", (HOSTILE,), (Evidence("a"),), tags=(HOSTILE,))
    articles = [*ARTICLES, Article("a", HOSTILE, f"Tanah air {HOSTILE}")]
    run = run_testset(WordAsker(articles), TestSet("set", "d", (*CASES, hostile, *PLAIN)))
    write_report(run, tmp_path / "out.html")
    context = browser.new_context(color_scheme="light", viewport={"width": 390, "height": 800})
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("console", lambda line: troubles.append(line.text))
    opened.on("dialog", lambda dialog: troubles.append(dialog.message))
    opened.on("request", lambda request: troubles.append(request.url))
    address = (tmp_path / "out.html").as_uri()
    opened.goto(address)
    yield opened
    context.close()
    assert troubles == [address]


def test_questions_are_filtered_and_opened(page: Page) -> None:
    expect(page.locator("#count")).to_have_text("67 of 67 questions")
    page.get_by_label("verdict").select_option("missed")
    expect(page.locator("#count")).to_have_text("1 of 67 questions")
    question = page.locator("details.question")
    expect(question).to_have_count(1)
    question.locator("summary").click()
    expect(question.locator("dd").first).to_have_text("kerja")
    expect(question).to_contain_text("mrr@10")
    page.get_by_label("verdict").select_option("")
    page.get_by_label("words").fill("GELAP")
    expect(page.locator("#count")).to_have_text("1 of 67 questions")
    expect(page.locator("details.question summary")).to_contain_text("rapat gelap")


def test_many_questions_come_page_by_page(page: Page) -> None:
    expect(page.locator("details.question")).to_have_count(50)
    page.get_by_role("button", name="More").click()
    expect(page.locator("details.question")).to_have_count(67)
    expect(page.get_by_role("button", name="More")).to_be_hidden()


def test_hostile_text_is_text(page: Page) -> None:
    page.locator("#tag").select_option(HOSTILE)
    page.locator("details.question summary").click()
    expect(page.locator("details.question dd").first).to_have_text(HOSTILE)
    assert page.locator("img").count() == 0


def test_dark_by_choice_and_no_wider_than_a_phone(page: Page) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    page.get_by_role("button", name="Light / dark").click()
    assert page.evaluate(paper) == "rgb(22, 24, 28)"
    assert page.evaluate("document.documentElement.scrollWidth") == 390
