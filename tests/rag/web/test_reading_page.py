"""Who said what in the article beside the chat, in a real browser."""

from playwright.sync_api import Page, expect

from index.article import Article
from tests.rag.web.conftest import Site
from tests.rag.web.desk import HARBOUR
from tests.rag.web.test_page import CITED, QUESTION, answered, ask, marked


def open_article(page: Page, title: str) -> None:
    page.locator(".list button").filter(has_text=title).click()
    page.locator("#reader-view .body").wait_for()


def test_statements_are_marked_by_speaker_without_changing_the_articles_words(site: Site) -> None:
    page = site.new_page()
    open_article(page, HARBOUR.title)
    said = page.locator("#reader-view .body .said")
    assert (
        said.all_text_contents()[0] == "“Kapal nelayan boleh bersandar sampai pukul dua dini hari,”"
    )
    assert [node.get_attribute("data-who") for node in said.all()] == [
        "A Ratih Wulandari",
        None,
        "B Bima Prasaja",
    ]
    assert said.nth(0).get_attribute("title") == "Ratih Wulandari: kutipan langsung"
    assert said.nth(1).get_attribute("title") == (
        "Ratih Wulandari: dikutip tidak langsung; penutur disimpulkan dari kata ganti"
    )
    legend = page.locator(".legend li")
    assert [item.inner_text().split("\n") for item in legend.all()] == [
        ["A Ratih Wulandari", "Sekjen · 2 pernyataan"],
        ["B Bima Prasaja", "Wali Kota · 1 pernyataan"],
    ]
    lines = HARBOUR.text.strip().split("\n")
    assert page.locator("#reader-view .body p").all_text_contents() == lines


def test_speakers_differ_in_colour_and_without_it(site: Site) -> None:
    page = site.new_page()
    open_article(page, HARBOUR.title)
    style = "node => ['Style', 'Color'].map(it => getComputedStyle(node)[`textDecoration${it}`])"
    said = page.locator("#reader-view .body .said")
    first, again, other = (node.evaluate(style) for node in said.all())
    assert first == again
    assert first[0] != other[0]
    assert first[1] != other[1]


def test_the_marks_can_be_switched_off_and_stay_off(site: Site) -> None:
    page = site.new_page()
    open_article(page, HARBOUR.title)
    switch = page.get_by_role("button", name="Tandai siapa berkata apa")
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "false")
    line = "node => getComputedStyle(node).textDecorationLine"
    assert page.locator(".body .said").first.evaluate(line) == "none"
    page.get_by_role("button", name="Semua artikel").click()
    open_article(page, HARBOUR.title)
    expect(page.locator("[data-toggle]")).to_have_attribute("aria-pressed", "false")
    assert page.locator(".body .said").first.evaluate(line) == "none"


def test_the_cited_passage_stays_one_highlight_over_the_marks(site: Site) -> None:
    page = site.new_page()
    ask(page, QUESTION)
    answered(page)
    page.locator(".answer .marker").first.click()
    assert marked(page) == CITED
    assert page.locator("#reader-view mark").count() == 1
    assert page.locator("#reader-view mark .said").text_content() == CITED


def test_a_hostile_speaker_is_text(site: Site) -> None:
    name = "<img src=x onerror=alert(1)>\"'"
    site.desk.add(Article("x", "Nama aneh", f"“Baik,” kata {name}. “Ya,” kata Anu."))
    page = site.new_page()
    open_article(page, "Nama aneh")
    expect(page.locator(".body .said").first).to_have_attribute("data-who", f"A {name}")
    expect(page.locator(".legend li").first).to_contain_text(name)
    assert page.locator("#reader-view img").count() == 0
