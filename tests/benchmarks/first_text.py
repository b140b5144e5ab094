"""Time to the first cited text over 10,000 passages, with a language model and without.

    python tests/benchmarks/first_text.py --shared DIR --work DIR [--questions 100] [--page 20]

The index is the one of ``load.py`` (made in ``--work`` where it isn't there); the questions are
FacQA valid's, half of which such an index answers. One client, one question at a time. The model is
a scripted server that writes for seconds: an answer mustn't wait for it. Of the API, milliseconds
from the request to the first ``citation`` event of /api/ask/stream; of the page, from Enter to the
first marker that Chromium shows. Exits 1 where a median is above 350 ms.
"""

import argparse
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx
import numpy as np

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.load import build, running
from tests.benchmarks.starter import queries
from tests.rag.scripted_model import Reply, events, scripted_model

AIM = 350.0  # milliseconds
PORT = 7953
WRITES = 200  # bytes a second of the model's answer
FLAGS = ["--no-sandbox", "--disable-background-networking"]


def of_api(base: str, question: str, model: bool) -> float | None:
    """Seconds to the first citation of an answer; None for a refusal without any."""
    body = {"question": question, "model": model}
    began = time.perf_counter()
    with httpx.stream(
        "POST", f"{base}/api/ask/stream", json=body, timeout=60, trust_env=False
    ) as reply:
        reply.raise_for_status()
        for line in reply.iter_lines():
            if line == "event: citation":
                return time.perf_counter() - began
            if line.startswith("event: error"):
                raise SystemExit(f"{question}: the stream ended in an error")
    return None


def of_page(base: str, questions: Sequence[str], model: bool) -> list[float]:
    """Seconds from Enter to the first marker, in Chromium, a new conversation each time."""
    from playwright.sync_api import sync_playwright

    taken = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for question in questions:
            context = browser.new_context(viewport={"width": 1280, "height": 800})
            page = context.new_page()
            page.goto(base)
            page.locator("#reader-view .shelf").wait_for()
            if not model:
                page.locator("#use-model input").uncheck()
            page.locator("#question textarea").fill(question)
            page.evaluate(
                """() => {
                  const seen = () => document.querySelector("#transcript .turn .marker");
                  addEventListener("keydown", () => { window.began = performance.now(); },
                    { capture: true, once: true });
                  new MutationObserver((_, watch) => {
                    if (!seen()) return;
                    window.taken = performance.now() - window.began;
                    watch.disconnect();
                  }).observe(document.body, { childList: true, subtree: true });
                }"""
            )
            page.locator("#question textarea").press("Enter")
            page.wait_for_function("window.taken > 0", timeout=60_000)
            taken.append(float(page.evaluate("window.taken")) / 1000)
            context.close()
        browser.close()
    return taken


def told(name: str, taken: Sequence[float]) -> bool:
    """Prints the median with its 95% bootstrap interval, and p95; whether it is within the aim."""
    draw = np.random.default_rng(7)
    times = np.array(taken) * 1000
    medians = [np.median(draw.choice(times, len(times))) for _ in range(2000)]
    low, high = np.percentile(medians, [2.5, 97.5])
    middle, late = np.percentile(times, [50, 95])
    print(
        f"{name}: p50 {middle:.0f} ms [{low:.0f}, {high:.0f}], p95 {late:.0f} ms, n {len(times)}",
        flush=True,
    )
    return bool(middle <= AIM)


def main() -> int:
    """Build, ask, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--page", type=int, default=20)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    build(options.shared, options.work)
    asked = queries(options.shared)[: options.questions]
    base = f"http://127.0.0.1:{PORT}"
    writing = events(*["kata "] * 200)
    reply = Reply(raw=writing, seconds=1 / WRITES, kind="text/event-stream")
    command = [sys.executable, "app.py", "chat", "--data", str(options.work / "wartanya")]
    reached = []
    with scripted_model(lambda prompt: reply) as server:
        model = ["--llm-url", server.url, "--llm-model", "slow", "--port", str(PORT)]
        with running([*command, *model], base):
            for question in asked[:5]:
                of_api(base, question, False)  # to warm up
            ways: list[tuple[str, Callable[[bool], Sequence[float]]]] = [
                (
                    "API",
                    lambda on: [t for q in asked if (t := of_api(base, q, on)) is not None],
                ),
                ("page", lambda on: of_page(base, asked[: options.page], on)),
            ]
            for name, measure in ways:
                for on in (False, True):
                    title = f"{name}, the model {'writes' if on else 'is off'}"
                    reached.append(told(title, measure(on)))
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())
