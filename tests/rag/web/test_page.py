"""The chat page in a real browser, over a desk of invented articles."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.rag.web.conftest import Site
from tests.rag.web.desk import HARBOUR, LIBRARY

QUESTION = "Apa kata Ratih tentang kerja sama koperasi nelayan?"
CITED = "Kerja sama dengan koperasi nelayan berlaku tiga tahun, menurut Ratih."
NOWHERE = "Berapa jumlah gajah di bulan?"


def ask(page: Page, question: str) -> None:
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")


def answered(page: Page, turns: int = 1) -> None:
    page.locator(f'.turns[data-turns="{turns}"][data-state="idle"]').wait_for()


def marked(page: Page) -> str:
    """What is highlighted, once it is."""
    page.locator("#reader-view mark").first.wait_for()
    return "\n".join(page.locator("#reader-view mark").all_text_contents())


def in_view(page: Page, selector: str) -> bool:
    """Whether an element's middle can be seen, and isn't under another."""
    return bool(
        page.locator(selector).first.evaluate(
            """node => {
              const box = node.getBoundingClientRect();
              const seen = document.elementFromPoint(box.x + box.width / 2, box.y + 8);
              return node === seen || node.contains(seen) || (seen && seen.contains(node)
                && box.top >= 0 && box.bottom <= innerHeight);
            }"""
        )
    )


def test_a_click_on_a_marker_opens_the_article_at_the_exact_passage(site: Site) -> None:
    page = site.new_page()
    ask(page, QUESTION)
    answered(page)
    expect(page.locator(".answer .sentence").first).to_contain_text(CITED)
    assert page.locator(".answer .marker").all_text_contents() == ["[1]", "[2]"]
    page.locator(".answer .marker").first.click()
    assert marked(page) == CITED
    reading = page.locator("#reader-view")
    expect(reading.locator("h2")).to_have_text(HARBOUR.title)
    expect(reading.locator(".byline")).to_contain_text("Kabar Teluk · 11 Maret 2024, 08.30 WIB")
    expect(reading.locator(".cited")).to_have_text("Kutipan [1], kata Ratih Wulandari")
    link = reading.locator(".byline a")
    assert link.get_attribute("href") == HARBOUR.url
    assert link.get_attribute("rel") == "noopener noreferrer nofollow"


def test_the_passage_far_down_is_scrolled_into_view(site: Site) -> None:
    page = site.new_page()
    ask(page, "Siapa meminta jam malam ditinjau setiap enam bulan?")
    answered(page)
    page.locator(".answer .marker").first.click()
    assert marked(page).startswith("Wali Kota Bima Prasaja meminta jam malam")
    page.wait_for_function("document.activeElement.tagName === 'MARK'")
    page.wait_for_timeout(700)  # the smooth scroll
    assert in_view(page, "#reader-view mark")
    assert page.evaluate("scrollY") == 0


def test_the_keyboard_alone_opens_a_citation_and_comes_back(site: Site) -> None:
    page = site.new_page()
    ask(page, QUESTION)
    answered(page)
    marker = page.locator(".answer .marker").nth(1)
    marker.focus()
    page.keyboard.press("Enter")
    assert marked(page).startswith("“Kapal nelayan boleh bersandar")
    page.wait_for_function("document.activeElement.tagName === 'MARK'")
    page.keyboard.press("Escape")
    expect(marker).to_be_focused()


def test_a_refusal_says_so_and_offers_the_nearest_passages(site: Site) -> None:
    page = site.new_page()
    ask(page, NOWHERE)
    answered(page)
    expect(page.locator(".refusal")).to_contain_text("Artikel tidak menyebutkannya.")
    expect(page.locator(".sources h3")).to_have_text("Bagian yang paling dekat")
    nearest = page.locator(".sources .excerpt").first.text_content()
    page.locator(".sources .marker").first.click()
    assert marked(page).strip() == nearest


def test_earlier_turns_stay_and_their_markers_work(site: Site) -> None:
    page = site.new_page()
    ask(page, QUESTION)
    answered(page)
    ask(page, "Who may borrow telescopes for a week with a card?")
    answered(page, 2)
    page.locator('[data-turn="1"] .answer .marker').first.click()
    expect(page.locator("#reader-view h2")).to_have_text(LIBRARY.title)
    page.locator('[data-turn="0"] .answer .marker').first.click()
    expect(page.locator("#reader-view h2")).to_have_text(HARBOUR.title)
    assert marked(page) == CITED


def test_a_new_answer_is_scrolled_into_view(site: Site) -> None:
    page = site.new_page()
    ask(page, QUESTION)
    answered(page)
    ask(page, NOWHERE)
    answered(page, 2)
    page.wait_for_timeout(900)  # the smooth scroll
    assert in_view(page, ".refusal")


def test_an_example_asks_at_once(site: Site) -> None:
    page = site.new_page()
    page.get_by_role("button", name="Apa isi “Pelabuhan").click()
    answered(page)
    assert site.desk.asked == ["Apa isi “Pelabuhan Teluk Manik Buka Jalur Malam”?"]
    expect(page.locator(".question")).to_have_text(site.desk.asked[0])


def test_stop_retry_copy_and_clear(site: Site) -> None:
    page = site.new_page()
    site.desk.hold.clear()
    ask(page, QUESTION)
    expect(page.locator(".searching")).to_have_text("Mencari di artikel…")
    page.locator("#stop").click()
    expect(page.locator(".turn .state")).to_have_text("Dihentikan.")
    expect(page.locator("#send")).to_be_visible()
    site.desk.hold.set()
    page.locator("#retry").click()
    page.locator(".turn .sources").wait_for()
    assert page.locator(".turn").count() == 1
    assert site.desk.asked == [QUESTION, QUESTION]
    page.locator("[data-copy]").click()
    expect(page.locator("#spoken")).to_have_text("Jawaban disalin.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{QUESTION}\n{CITED} [1]\n")
    page.locator("#clear").click()
    page.locator(".welcome").wait_for()
    assert page.locator(".turn").count() == 0


def test_questions_that_cannot_be_asked_get_a_message_and_stay_in_the_box(site: Site) -> None:
    page = site.new_page()
    ask(page, "   ")
    message = page.locator('#asked [role="alert"]')
    expect(message).to_have_text("Pertanyaannya masih kosong. Tulis dulu, lalu tekan Tanya.")
    ask(page, "a" * 100_000)
    expect(message).to_contain_text("Pertanyaan ini 100000 karakter; paling panjang 2000.")
    ask(page, "b" * 1_500)
    expect(message).to_contain_text("the question has 1500 characters: ask in 1000")
    assert page.locator("#question textarea").input_value() == "b" * 1_500
    assert page.locator(".turn").count() == 0
    assert site.desk.asked == []


def test_a_defect_is_said_without_its_detail(site: Site) -> None:
    page = site.new_page(locale="en-GB")
    site.desk.broken = True
    ask(page, QUESTION)
    expect(page.locator(".turn .trouble")).to_contain_text("Something went wrong on our side")
    assert "secret" not in page.content()


def test_a_pasted_article_is_listed_asked_about_and_cited(site: Site) -> None:
    page = site.new_page()
    page.locator("#adding > button").click()
    page.locator("#paste textarea").fill(
        "Pasar Kembang Pindah\nPasar Kembang pindah ke Jalan Melati pada bulan Juli.\n"
    )
    page.locator("#add").click()
    expect(page.locator("#added .success")).to_have_text("Ditambahkan: Pasar Kembang Pindah")
    expect(page.locator("#reader-view .list")).to_contain_text("Pasar Kembang Pindah")
    expect(page.locator("#examples")).to_contain_text("Pasar Kembang Pindah")
    expect(page.locator("#paste textarea")).to_have_value("")
    ask(page, "Pasar Kembang pindah ke jalan mana?")
    answered(page)
    page.locator(".answer .marker").first.click()
    assert marked(page) == "Pasar Kembang pindah ke Jalan Melati pada bulan Juli."


def test_uploaded_files_are_added_and_bad_ones_named(site: Site, tmp_path: Path) -> None:
    page = site.new_page(locale="en-GB")
    page.locator("#adding > button").click()
    text = tmp_path / "Taman.txt"
    text.write_text("Taman Baru\nTaman Cempaka dibuka hari Sabtu.\n", encoding="utf-8")
    lines = tmp_path / "more.jsonl"
    lines.write_text('{"id": "j1", "title": "Bridge", "text": "The bridge is red."}\n')
    chooser = page.locator("#adding input[type=file]")
    chooser.set_input_files([text, lines])
    expect(page.locator("#added .success")).to_have_text("2 articles added.")
    expect(page.locator("#reader-view .list li")).to_have_count(4)
    empty = tmp_path / "kosong.txt"
    empty.write_text(" ")
    chooser.set_input_files([empty])
    expect(page.locator("#added .trouble")).to_have_text(
        "It could not be added. kosong.txt is empty: choose another file"
    )
    ask(page, "Taman Cempaka dibuka hari apa?")
    answered(page)
    expect(page.locator(".answer .sentence").first).to_contain_text("dibuka hari Sabtu")


def test_an_empty_paste_is_said(site: Site) -> None:
    page = site.new_page()
    page.locator("#adding > button").click()
    page.locator("#add").click()
    expect(page.locator('#added [role="alert"]')).to_contain_text("Belum ada teks.")


def test_an_article_edited_or_removed_since_still_shows_the_cited_words(site: Site) -> None:
    page = site.new_page()
    ask(page, QUESTION)
    answered(page)
    site.desk.edit("pelabuhan", "Kepala baru. " + HARBOUR.text)
    page.locator(".answer .marker").first.click()
    assert marked(page) == CITED
    expect(page.locator("#reader-view .trouble")).to_contain_text("kutipannya masih ada")
    site.desk.edit("pelabuhan", "Semua berubah.")
    page.locator(".answer .marker").first.click()
    expect(page.locator("#reader-view .trouble")).to_contain_text("Ini versi yang dikutip.")
    assert marked(page) == CITED
    page.locator("#reader-view .trouble button").click()
    expect(page.locator("#reader-view .body")).to_have_text("Semua berubah.")
    site.desk.forget_versions()
    page.locator(".answer .marker").first.click()
    expect(page.locator("#reader-view .trouble")).to_contain_text(f"“{CITED}”")
    assert page.locator("#reader-view mark").count() == 0
    site.desk.remove("pelabuhan")
    page.locator(".answer .marker").first.click()
    expect(page.locator("#reader-view .trouble")).to_contain_text("tidak dapat dibuka lagi")


def test_the_list_opens_an_article_and_comes_back(site: Site) -> None:
    page = site.new_page()
    assert page.locator("#reader-view .list .title").all_text_contents() == [
        LIBRARY.title,
        HARBOUR.title,
    ]
    page.locator("#reader-view .list button").nth(1).click()
    expect(page.locator("#reader-view h2")).to_have_text(HARBOUR.title)
    assert page.locator("#reader-view mark").count() == 0
    page.get_by_role("button", name="Semua artikel").click()
    expect(page.locator("#reader-view .list li")).to_have_count(2)


def test_the_language_follows_the_browser_and_the_choice(site: Site) -> None:
    page = site.new_page(locale="en-GB")
    expect(page.locator("#send")).to_have_text("Ask")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    ask(page, QUESTION)
    answered(page)
    page.locator(".answer .marker").first.click()
    expect(page.locator(".byline")).to_contain_text("11 March 2024, 08:30 WIB")
    page.get_by_text("Indonesia", exact=True).click()
    expect(page.locator("#send")).to_have_text("Tanya")
    expect(page.locator("html")).to_have_attribute("lang", "id")
    expect(page.locator(".byline")).to_contain_text("11 Maret 2024, 08.30 WIB")
    expect(page.locator(".sources h3")).to_have_text("Sumber")
    expect(page.get_by_label("Pertanyaan Anda")).to_be_visible()
    expect(site.new_page(locale="id-ID").locator("#send")).to_have_text("Tanya")


def test_dark_follows_the_system_and_the_toggle(site: Site) -> None:
    page = site.new_page(color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(24, 22, 19)"
    page.locator("#theme").click()
    assert page.evaluate(ground) == "rgb(251, 249, 245)"
    page.reload()
    page.locator("#reader-view .shelf").wait_for()
    assert page.evaluate(ground) == "rgb(251, 249, 245)"
    page.locator("#theme").click()
    assert page.evaluate(ground) == "rgb(24, 22, 19)"
    page.emulate_media(color_scheme="light")  # chosen as the system had it: follows again
    page.wait_for_function(f"{ground} === 'rgb(251, 249, 245)'")


def test_two_readers_share_nothing(site: Site) -> None:
    first, second = site.new_page(), site.new_page(locale="en-GB")
    ask(first, QUESTION)
    answered(first)
    ask(second, "Who may borrow telescopes for a week with a card?")
    answered(second)
    second.locator(".answer .marker").first.click()
    expect(second.locator("#reader-view h2")).to_have_text(LIBRARY.title)
    assert first.locator(".question").all_text_contents() == [QUESTION]
    assert second.locator(".question").count() == 1
    assert first.locator("#reader-view .reading").count() == 0
    expect(first.locator("#send")).to_have_text("Tanya")


def test_a_phone_shows_the_article_below_the_chat_without_sideways_scrolling(site: Site) -> None:
    page = site.new_page(width=390)
    wide = "document.documentElement.scrollWidth"
    assert page.evaluate(wide) == 390
    ask(page, QUESTION)
    answered(page)
    page.locator(".answer .marker").first.click()
    assert marked(page) == CITED
    page.wait_for_timeout(900)  # the smooth scroll
    assert in_view(page, "#reader-view mark")
    chat, reader = page.locator("#chat").bounding_box(), page.locator("#reader").bounding_box()
    assert chat is not None
    assert reader is not None
    assert reader["y"] >= chat["y"] + chat["height"]
    page.locator("#adding > button").click()
    page.locator("#paste textarea").wait_for()
    assert page.evaluate(wide) == 390
