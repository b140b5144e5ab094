"""The page over the real engine: the sample articles, the real model, a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from rag.wartanya import Wartanya
from rag.web.serving import start
from tests.rag.web.conftest import Outside
from tests.rag.web.test_page import answered, ask, marked


@pytest.fixture
def page(browser: Browser, outside: Outside, wartanya: Wartanya) -> Iterator[Page]:
    running = start(wartanya, port=0)
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 800})
    context.set_default_timeout(20_000)
    opened = context.new_page()
    opened.goto(running.url)
    opened.locator("#reader-view .shelf").wait_for()
    yield opened
    context.close()
    running.stop()


def test_the_sekjen_on_cooperation_then_an_article_of_ones_own_then_a_refusal(
    page: Page, wartanya: Wartanya
) -> None:
    question = "what did the Sekjen say about cooperation?"
    expected = wartanya.ask(question).citations[0]
    ask(page, question)
    answered(page)
    expect(page.locator(".answer")).to_contain_text("Danu Wirasakti")
    page.locator(".answer .marker").first.click()
    assert marked(page) == expected.text
    expect(page.locator("#reader-view h2")).to_have_text(expected.title)
    expect(page.locator("#reader-view .cited")).to_contain_text("Danu Wirasakti")

    page.locator("#adding > button").click()
    page.locator("#paste textarea").fill(
        "Jembatan Lintang Ditutup Tiga Pekan\n\n"
        "Jembatan Lintang ditutup tiga pekan untuk perbaikan mulai Senin depan.\n\n"
        "“Kendaraan dialihkan ke Jalan Cemara,” kata Kepala Dinas Perhubungan Wira Kusnadi.\n"
    )
    page.locator("#add").click()
    expect(page.locator("#added .success")).to_contain_text("Jembatan Lintang")
    ask(page, "Apa kata Wira Kusnadi tentang kendaraan?")
    answered(page, 2)
    page.locator('[data-turn="1"] .answer .marker').first.click()
    assert marked(page) == "“Kendaraan dialihkan ke Jalan Cemara,”"

    ask(page, "How do black holes evaporate?")
    answered(page, 3)
    expect(page.locator('[data-turn="2"] .refusal')).to_contain_text("The articles don't say.")
