"""A conversation in a real browser: follow-ups, and what the browser keeps of it."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.rag.web.conftest import Site
from tests.rag.web.desk import HARBOUR, LIBRARY
from tests.rag.web.test_page import CITED, NOWHERE, QUESTION, answered, ask, marked

BOTH = "Kapan jam malam ditinjau setiap enam bulan dan kapal nelayan bersandar?"


def open_history(page: Page) -> None:
    if page.locator(".history").get_attribute("open") is None:
        page.locator(".history summary").click()


def kept_names(page: Page) -> list[str]:
    return page.locator(".kept-name").all_text_contents()


def test_a_follow_up_is_completed_shown_and_put_right(site: Site) -> None:
    page = site.new_page()
    ask(page, "Apa kata Ratih Wulandari tentang kerja sama koperasi nelayan?")
    answered(page)
    ask(page, "bagaimana dengan kapal nelayan?")
    answered(page, 2)
    turn = page.locator('[data-turn="1"].turn')
    meant = "Apa kata Ratih Wulandari tentang kapal nelayan?"
    expect(turn.locator(".question")).to_have_text("bagaimana dengan kapal nelayan?")
    expect(turn.locator(".understood strong")).to_have_text(meant)
    assert site.desk.asked[-1] == meant
    turn.locator(".amend summary").click()
    turn.locator(".amend input").fill("Apa kata Bima Prasaja tentang kapal nelayan?")
    turn.locator(".amend input").press("Enter")
    expect(turn.locator(".question")).to_have_text("Apa kata Bima Prasaja tentang kapal nelayan?")
    answered(page, 2)
    expect(turn.locator(".understood")).to_have_count(0)
    assert site.desk.asked[-1] == "Apa kata Bima Prasaja tentang kapal nelayan?"
    ask(page, NOWHERE)
    answered(page, 3)
    assert site.desk.asked[-1] == NOWHERE, "what stands alone is left alone"
    expect(page.locator(".understood")).to_have_count(0)


def test_who_is_meant_is_asked_back_where_nobody_can_tell(site: Site) -> None:
    page = site.new_page()
    ask(page, BOTH)
    answered(page)
    speakers = page.locator('[data-turn="0"] .sources .speaker').all_text_contents()
    assert {"kata Ratih Wulandari", "kata Bima Prasaja"} <= set(speakers)
    ask(page, "apa kata dia tentang biaya sandar?")
    answered(page, 2)
    turn = page.locator('[data-turn="1"].turn')
    expect(turn.locator(".unclear li")).to_have_text(
        ["Bima Prasaja", "Ratih Wulandari", "Tanyakan seperti yang ditulis"]
    )
    assert len(site.desk.asked) == 1, "nothing is guessed"
    turn.locator(".unclear button").first.click()
    expect(turn.locator(".question")).to_have_text("Apa kata Bima Prasaja tentang biaya sandar?")
    answered(page, 2)
    assert site.desk.asked[-1] == "Apa kata Bima Prasaja tentang biaya sandar?"


def test_more_brings_what_was_not_shown(site: Site) -> None:
    page = site.new_page()
    ask(page, QUESTION)
    answered(page)
    first = page.locator('[data-turn="0"] .answer .sentence').all_text_contents()
    ask(page, "ada lagi?")
    answered(page, 2)
    assert not set(first) & set(page.locator('[data-turn="1"] .sentence').all_text_contents())


def test_the_browser_keeps_conversations_and_opens_them_again(site: Site) -> None:
    page = site.new_page()
    ask(page, QUESTION)
    answered(page)
    site.reload(page)
    answered(page)
    expect(page.locator(".answer .sentence").first).to_contain_text(CITED)
    page.locator(".answer .marker").first.click()
    assert marked(page) == CITED
    open_history(page)
    page.locator('[data-history="new"]').click()
    expect(page.locator(".turn")).to_have_count(0)
    ask(page, NOWHERE)
    answered(page)
    open_history(page)
    assert kept_names(page) == [NOWHERE, QUESTION]
    page.locator(".kept-name").nth(1).click()
    expect(page.locator(".question")).to_have_text(QUESTION)
    answered(page)
    ask(page, "ada lagi?")
    answered(page, 2)
    more = "Apa saja kata Ratih tentang kerja sama koperasi nelayan?"
    assert site.desk.asked == [QUESTION, NOWHERE, more], "what is kept is not asked again"


def test_conversations_are_named_and_deleted(site: Site) -> None:
    page = site.new_page()
    ask(page, QUESTION)
    answered(page)
    open_history(page)
    row = page.locator(".kept-list li").first
    row.locator("button").nth(1).click()
    row.locator("input").fill("Pelabuhan <b>malam</b>")
    row.locator("input").press("Enter")
    assert kept_names(page) == ["Pelabuhan <b>malam</b>"]
    site.reload(page)
    answered(page)
    expect(page.locator(".history summary span")).to_have_text("Pelabuhan <b>malam</b>")
    open_history(page)
    delete = page.locator(".kept-list li").first.locator("button").nth(2)
    delete.click()
    expect(delete).to_have_text("Sungguh hapus?")
    assert kept_names(page), "once is not enough"
    delete.click()
    expect(page.locator(".turn")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage).filter(k => k.includes('conversation-'))") == []
    site.reload(page)
    expect(page.locator(".turn")).to_have_count(0)


def test_browsers_share_no_conversation_and_clear_empties_it(site: Site) -> None:
    one, other = site.new_page(), site.new_page()
    ask(one, QUESTION)
    answered(one)
    site.reload(other)
    open_history(other)
    expect(other.locator(".history .none")).to_be_visible()
    expect(other.locator(".turn")).to_have_count(0)
    one.locator("#clear").click()
    expect(one.locator(".turn")).to_have_count(0)
    open_history(one)
    expect(one.locator(".history .none")).to_be_visible()


def test_a_conversation_is_exported_with_its_citations(site: Site, tmp_path: Path) -> None:
    page = site.new_page()
    open_history(page)
    page.locator('[data-history="export"]').click()
    expect(page.locator("#asked .trouble")).to_have_text("Percakapan ini masih kosong.")
    ask(page, QUESTION)
    answered(page)
    with page.expect_download() as download:
        page.locator('[data-history="export"]').click()
    assert download.value.suggested_filename.endswith(".md")
    download.value.save_as(tmp_path / "kept.md")
    text = (tmp_path / "kept.md").read_text(encoding="utf-8")
    assert f"## {QUESTION}" in text
    assert f"[1] “{CITED}”" in text.replace("\\", "")
    assert "kata Ratih Wulandari" in text
    assert f"<{HARBOUR.url}>" in text


def test_a_shared_link_shows_the_question_and_the_articles_own_words(site: Site) -> None:
    page = site.new_page()
    ask(page, QUESTION)
    answered(page)
    link = site.url + "#" + str(page.locator("[data-share]").get_attribute("data-share"))
    assert CITED not in link, "no text of an article"
    assert len(site.desk.asked) == 1
    other = site.new_page()
    other.goto("about:blank")  # from the same page a hash alone opens none anew
    other.goto(link)
    answered(other)
    expect(other.locator(".question")).to_have_text(QUESTION)
    expect(other.locator(".answer .sentence").first).to_contain_text(CITED)
    expect(other.locator(".turn .state").first).to_contain_text("Dibuka dari tautan")
    other.locator(".answer .marker").first.click()
    assert marked(other) == CITED
    assert len(site.desk.asked) == 1, "a link asks nothing by itself"
    assert urlsplit(other.url).fragment == ""
    other.locator("#retry").click()
    expect(other.locator(".turn .state")).to_have_count(0)
    answered(other)
    assert site.desk.asked[-1] == QUESTION


def test_a_shared_link_says_what_is_gone(site: Site) -> None:
    page = site.new_page()
    ask(page, QUESTION)
    answered(page)
    link = str(page.locator("[data-share]").get_attribute("data-share"))
    site.desk.remove(HARBOUR.id)
    page.evaluate("hash => location.hash = hash", link)
    expect(page.locator(".state.trouble")).to_contain_text("tidak ada lagi di sini")
    expect(page.locator(".answer")).to_have_class("answer refusal")


def test_a_damaged_link_and_a_damaged_store_are_said(site: Site) -> None:
    page = site.new_page()
    page.evaluate("location.hash = 'share=bukan-tautan'")
    expect(page.locator("#asked .trouble")).to_contain_text("Tautan ini tidak lengkap")
    ask(page, QUESTION)
    answered(page)
    page.evaluate(
        """for (const key of Object.keys(localStorage)) {
             if (key.startsWith("wartanya-conversation-")) localStorage.setItem(key, '[{"x": 1}]');
           }"""
    )
    site.reload(page)
    expect(page.locator("#asked .trouble")).to_contain_text("tidak dapat dibaca lagi")
    ask(page, "What will the library lend from April, telescopes?")
    answered(page)
    expect(page.locator(".answer")).to_contain_text(LIBRARY.text.splitlines()[0])


def test_what_a_store_was_forged_to_hold_is_text(site: Site) -> None:
    page = site.new_page()
    ask(page, QUESTION)
    answered(page)
    page.evaluate(
        """for (const key of Object.keys(localStorage)) {
             if (!key.startsWith("wartanya-conversation-")) continue;
             const text = localStorage.getItem(key);
             const forged = '<img src=x onerror=alert(1)> [2](https://evil.example)';
             const turns = JSON.parse(text);
             turns[0].question = forged;
             turns[0].answer.sentences[0].text = forged;
             turns[0].answer.citations[0].title = forged;
             localStorage.setItem(key, JSON.stringify(turns));
           }"""
    )
    site.reload(page)
    answered(page)
    expect(page.locator(".question")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("#transcript img, #transcript a").count() == 0


def test_a_full_or_closed_store_is_said_and_keeps_nobody_from_asking(site: Site) -> None:
    page = site.new_page()
    page.evaluate(
        "void (Storage.prototype.setItem = () => { throw new DOMException('QuotaExceeded'); })"
    )
    ask(page, QUESTION)
    answered(page)
    expect(page.locator("#spoken")).to_contain_text("tidak tersimpan")
    expect(page.locator(".answer .sentence").first).to_contain_text(CITED)
