"""The view of speakers, and questions put to one speaker's words, in a real browser."""

from playwright.sync_api import Locator, Page, expect

from index.article import Article
from tests.rag.web.conftest import Site
from tests.rag.web.desk import HARBOUR, LIBRARY
from tests.rag.web.test_page import answered, ask, marked

FILTER = "#who input"


def open_speakers(page: Page) -> Locator:
    page.locator('.views [data-view="speakers"]').click()
    view = page.locator("#speakers-view")
    view.locator(".shelf").wait_for()
    return view


def many(site: Site, count: int) -> None:
    """As many speakers, one an article."""
    for n in range(count):
        site.desk.add(Article(f"m{n}", f"Rapat {n}", f"“Rapat ke-{n} selesai,” kata Warga {n:04}."))


def test_a_speakers_timeline_leads_to_the_words_in_their_article(site: Site) -> None:
    page = site.new_page()
    view = open_speakers(page)
    assert page.locator("#chat").is_hidden()
    expect(view.locator(".count")).to_have_text("3 penutur")
    assert [row.inner_text().split("\n") for row in view.locator(".list li").all()] == [
        ["Ratih Wulandari", "Sekjen (11 Maret 2024, 08.30 WIB)", "2 pernyataan"],
        ["Bima Prasaja", "Wali Kota (11 Maret 2024, 08.30 WIB)", "1 pernyataan"],
        ["Oona Field", "librarian (2 April 2024)", "1 pernyataan"],
    ]
    view.get_by_role("button", name="Ratih Wulandari").click()
    expect(view.locator("h2")).to_have_text("Ratih Wulandari")
    expect(view.locator("h2")).to_be_focused()
    expect(view.locator(".told h4")).to_have_text(HARBOUR.title)
    expect(view.locator(".told .facts")).to_contain_text("Kabar Teluk · 11 Maret 2024")
    lines = view.locator(".told li button")
    expect(lines.nth(0)).to_have_text("“Kapal nelayan boleh bersandar sampai pukul dua dini hari,”")
    assert lines.nth(1).inner_text().split("\n") == [
        "dikutip tidak langsung",
        "Kerja sama dengan koperasi nelayan berlaku tiga tahun, menurut Ratih.",
        "penutur disimpulkan dari kata ganti",
    ]
    lines.nth(1).click()
    assert marked(page) == "Kerja sama dengan koperasi nelayan berlaku tiga tahun, menurut Ratih."
    expect(page.locator("#reader-view .cited")).to_have_text("Kata Ratih Wulandari")
    page.wait_for_function("document.activeElement.tagName === 'MARK'")
    page.keyboard.press("Escape")
    expect(lines.nth(1)).to_be_focused()
    view.get_by_role("button", name="Semua penutur").click()
    expect(view.locator(".list li")).to_have_count(3)


def test_the_filter_finds_names_and_roles(site: Site) -> None:
    page = site.new_page(locale="en-GB")
    view = open_speakers(page)
    page.locator(FILTER).press_sequentially("wali")
    expect(view.locator(".list li")).to_have_count(1)
    expect(view.locator(".list .title")).to_have_text(["Bima Prasaja"])
    page.locator(FILTER).fill("nobody at all")
    expect(view.locator(".state")).to_have_text("No speaker has that name or role.")
    page.locator(FILTER).fill("oona lib")
    expect(view.locator(".list .title")).to_have_text(["Oona Field"])


def test_a_speaker_chosen_while_typing_stays_chosen(site: Site) -> None:
    page = site.new_page()
    view = open_speakers(page)
    page.locator(FILTER).fill("oona")
    view.get_by_role("button", name="Ratih Wulandari").click()
    view.locator(".told").wait_for()
    page.wait_for_timeout(500)  # what was typed would have come by now
    expect(view.locator("h2")).to_have_text("Ratih Wulandari")
    view.get_by_role("button", name="Semua penutur").click()
    expect(view.locator(".list .title")).to_have_text(["Oona Field"])


def test_five_thousand_speakers_come_page_by_page(site: Site) -> None:
    many(site, 5_000)
    page = site.new_page()
    view = open_speakers(page)
    expect(view.locator(".count")).to_have_text("5003 penutur")
    assert view.locator(".list li").count() == 50
    view.get_by_role("button", name="Tampilkan 4953 lagi").click()
    expect(view.locator(".list li")).to_have_count(100)
    page.locator(FILTER).fill("warga 4321")
    expect(view.locator(".list .title")).to_have_text(["Warga 4321"])
    view.locator(".list button").click()
    view.locator(".told li button").click()
    assert marked(page) == "“Rapat ke-4321 selesai,”"


def test_a_long_timeline_comes_page_by_page_newest_first(site: Site) -> None:
    for n in range(1, 61):
        text = f"“Laporan hari ke-{n} sudah masuk,” kata Jaga Malam."
        site.desk.add(Article(f"j{n}", f"Hari {n}", text, published=f"2024-{1 + n // 28:02}-01"))
    page = site.new_page()
    view = open_speakers(page)
    view.locator(".list button").filter(has_text="Jaga Malam").click()
    expect(view.locator(".told li")).to_have_count(50)
    expect(view.locator(".told .facts").first).to_have_text("1 Maret 2024")
    view.get_by_role("button", name="Tampilkan 10 lagi").click()
    expect(view.locator(".told li")).to_have_count(60)
    expect(view.locator(".told .facts").last).to_have_text("1 Januari 2024")


def test_questions_are_put_to_one_speakers_words_until_the_chip_is_removed(site: Site) -> None:
    page = site.new_page()
    view = open_speakers(page)
    view.get_by_role("button", name="Ratih Wulandari").click()
    view.get_by_role("button", name="Tanyakan hanya kata-kata Ratih Wulandari").click()
    expect(page.locator("#question textarea")).to_be_focused()
    expect(page.locator(".narrowed span")).to_have_text("Hanya kata-kata Ratih Wulandari")
    ask(page, "Wali Kota Bima meminta jam malam ditinjau setiap enam bulan, kapal nelayan?")
    answered(page)
    assert site.desk.asked_of == ["Ratih Wulandari"]
    expect(page.locator(".asked-of")).to_have_text("Hanya kata-kata Ratih Wulandari")
    speakers = set(page.locator(".sources .speaker").all_text_contents())
    assert speakers == {"kata Ratih Wulandari"}
    page.get_by_role("button", name="Hapus saringan: Ratih Wulandari").press("Enter")
    expect(page.locator(".narrowed")).to_have_count(0)
    expect(page.locator("#question textarea")).to_be_focused()
    page.locator("#retry").click()  # what was asked of her stays asked of her
    while len(site.desk.asked_of) < 2:
        page.wait_for_timeout(50)
    answered(page)
    ask(page, "Jam malam ditinjau kapan?")
    answered(page, 2)
    assert site.desk.asked_of == ["Ratih Wulandari", "Ratih Wulandari", None]


def test_two_readers_narrow_and_look_each_for_themselves(site: Site) -> None:
    first, second = site.new_page(), site.new_page(locale="en-GB")
    view = open_speakers(first)
    view.get_by_role("button", name="Ratih Wulandari").click()
    view.locator("[data-event=narrow]").click()
    expect(first.locator(".narrowed")).to_have_count(1)
    expect(open_speakers(second).locator(".list li")).to_have_count(3)
    assert second.locator(".narrowed").count() == 0
    second.locator('.views [data-view="chat"]').click()
    ask(second, "Who may borrow telescopes for a week with a card?")
    answered(second)
    assert site.desk.asked_of == [None]


def test_the_language_of_a_timeline_and_of_the_chip_follows_the_choice(site: Site) -> None:
    page = site.new_page()
    view = open_speakers(page)
    view.get_by_role("button", name="Ratih Wulandari").click()
    view.locator("[data-event=narrow]").click()
    page.locator(".narrowed").wait_for()
    page.get_by_text("English", exact=True).click()
    expect(page.locator(".narrowed span")).to_have_text("Only the words of Ratih Wulandari")
    page.locator('.views [data-view="speakers"]').click()
    expect(page.get_by_label("Filter speakers")).to_be_visible()
    expect(view.locator("h2")).to_have_text("Ratih Wulandari")
    expect(view.locator(".inferred")).to_have_text("speaker inferred from a pronoun")


def test_what_is_removed_meanwhile_is_said(site: Site) -> None:
    page = site.new_page(locale="en-GB")
    view = open_speakers(page)
    view.get_by_role("button", name="Oona Field").click()
    view.locator(".told").wait_for()
    site.desk.remove(LIBRARY.id)
    view.locator(".told li button").click()
    expect(page.locator("#reader-view .trouble")).to_contain_text("can't be opened any more")
    page.locator('.views [data-view="speakers"]').click()
    expect(view.locator(".trouble")).to_contain_text("isn't there any more")


def test_hostile_speakers_are_text(site: Site) -> None:
    name = "<img src=x onerror=alert(1)>\"' ${alert(1)}"
    site.desk.add(Article('"><b>', "<b>Judul</b>", f"“<i>Baik</i>,” kata {name}."))
    page = site.new_page()
    view = open_speakers(page)
    view.locator(".list button").filter(has_text="alert").click()
    expect(view.locator("h2")).to_have_text(name)
    assert view.locator(".told li button").inner_text() == "“<i>Baik</i>,”"
    view.locator("[data-event=narrow]").click()
    expect(page.locator(".narrowed span")).to_have_text(f"Hanya kata-kata {name}")
    assert page.locator("#desk :is(img, b, i)").count() == 0


def test_a_phone_shows_speakers_without_sideways_scrolling(site: Site) -> None:
    page = site.new_page(width=390)
    view = open_speakers(page)
    view.get_by_role("button", name="Ratih Wulandari").click()
    view.locator(".told li button").first.click()
    marked(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
