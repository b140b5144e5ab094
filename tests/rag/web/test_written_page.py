"""The page where a language model words the answers: over the real engine, in a real browser."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect

from rag.llm import LanguageModel
from rag.wartanya import Wartanya
from rag.web.serving import start
from tests.rag.scripted_model import Reply, Script, ScriptedModel, events, scripted_model
from tests.rag.web.conftest import Outside
from tests.rag.web.test_page import answered, ask, marked

QUESTION = "Berapa warga yang mengungsi karena banjir di Muarajati?"
TRUE = "Sebanyak 2.318 warga mengungsi ke gedung olahraga dan dua sekolah"
INVENTED = "Gubernur menjanjikan bantuan 900 juta rupiah"
KEY = "sk-rahasia-456"


@dataclass
class Talking:
    """A model that says what it is told to, and the page that asks it."""

    page: Page
    server: ScriptedModel
    script: list[Script] = field(default_factory=list)


def number_of(prompt: str, words: str) -> int:
    """The number of the passage in a prompt that has the words."""
    return int(re.findall(r"(?m)^\[(\d+)\] ", prompt[: prompt.index(words)])[-1])


def saying(*sentences: str, seconds: float = 0.0) -> Script:
    """A model that writes the sentences, each with the marker of the passage about 2.318."""

    def script(prompt: str) -> Reply:
        marker = number_of(prompt, "Sebanyak 2.318 warga")
        text = " ".join(f"{sentence} [{marker}]." for sentence in sentences)
        if not seconds:
            return Reply(text)
        return Reply(raw=events(*re.split(r"(?<= )", text)), seconds=seconds, kind=_EVENTS)

    return script


_EVENTS = "text/event-stream"


@pytest.fixture
def talking(browser: Browser, outside: Outside, wartanya: Wartanya) -> Iterator[Talking]:
    scripts: list[Script] = []
    with ExitStack() as stack:
        server = stack.enter_context(scripted_model(lambda prompt: scripts[-1](prompt)))
        before, wartanya.llm = wartanya.llm, LanguageModel(server.url, "kecil <b>", KEY, 20.0)
        stack.callback(setattr, wartanya, "llm", before)
        running = start(wartanya, port=0)
        stack.callback(running.stop)
        context = browser.new_context(locale="id-ID", viewport={"width": 1280, "height": 800})
        stack.callback(context.close)
        context.set_default_timeout(25_000)
        page = context.new_page()
        page.goto(running.url)
        page.locator("#reader-view .shelf").wait_for()
        yield Talking(page, server, scripts)


def test_the_draft_looks_unchecked_and_the_checked_wording_takes_the_answers_place(
    talking: Talking, wartanya: Wartanya
) -> None:
    page = talking.page
    talking.script.append(saying(TRUE, INVENTED, seconds=0.0015))
    expect(page.locator("#use-model")).to_contain_text("Tulis dengan kecil <b>")
    ask(page, QUESTION)
    draft = page.locator(".draft")
    expect(draft).to_contain_text("belum diperiksa")
    expect(page.locator(".answer .sentence").first).to_contain_text("2.318")
    expect(draft).to_contain_text("Sebanyak 2.318")
    answered(page)
    expect(draft).to_have_count(0)
    expect(page.locator(".answer .sentence")).to_have_count(1)
    expect(page.locator(".answer .sentence")).to_contain_text(TRUE)
    expect(page.locator(".of-model")).to_contain_text("Ditulis oleh kecil <b>")
    expect(page.locator(".of-model")).to_contain_text(re.compile(r"\d+ token, \d+,\d detik"))
    page.locator(".struck summary").click()
    expect(page.locator(".struck del")).to_have_text(INVENTED + ".")
    expect(page.locator(".struck .why")).to_contain_text("900")
    page.locator(".answer .marker").first.click()
    assert "Sebanyak 2.318 warga" in marked(page)
    assert KEY not in page.content()
    assert talking.server.url not in page.content()


def test_switched_off_it_is_not_asked_and_that_is_remembered(talking: Talking) -> None:
    page = talking.page
    talking.script.append(saying(TRUE))
    page.locator("#use-model input").uncheck()
    ask(page, QUESTION)
    answered(page)
    expect(page.locator(".of-model")).to_have_count(0)
    assert talking.server.prompts == []
    page.reload()
    answered(page)
    expect(page.locator("#use-model input")).not_to_be_checked()


def test_a_model_that_is_down_or_invents_leaves_the_articles_words_and_says_so(
    talking: Talking, wartanya: Wartanya
) -> None:
    page = talking.page
    extractive = wartanya.ask(QUESTION).sentences[0].text
    for turns, (script, told) in enumerate(
        (
            (lambda prompt: Reply(status=500), "Model bahasa tidak menjawab"),
            (saying(INVENTED), "Tidak ada kalimat model bahasa yang didukung"),
            (lambda prompt: Reply("<script>alert(1)</script> ![x](https://evil.example)"), "Tidak"),
        ),
        start=1,
    ):
        talking.script.append(script)
        ask(page, QUESTION)
        answered(page, turns)
        turn = page.locator(f'[data-turn="{turns - 1}"].turn')
        expect(turn.locator(".answer .sentence").first).to_contain_text(extractive)
        expect(turn.locator(".of-model")).to_contain_text(told)
    assert page.locator("#transcript script, #transcript img, #transcript a").count() == 0


def test_stopping_the_model_keeps_the_answer_and_ends_the_request(talking: Talking) -> None:
    page = talking.page
    talking.script.append(saying(*[TRUE] * 20, seconds=0.02))
    ask(page, QUESTION)
    expect(page.locator(".draft")).to_contain_text("Sebanyak")
    page.locator("#stop").click()
    answered(page)
    expect(page.locator(".draft")).to_have_count(0)
    expect(page.locator(".answer .sentence").first).to_contain_text("2.318")
    expect(page.locator(".sources")).to_be_visible()
    assert talking.server.gone.wait(10)


def test_a_refusal_is_not_put_to_the_model(talking: Talking) -> None:
    talking.script.append(saying(TRUE))
    ask(talking.page, "Berapa jumlah gajah di bulan?")
    answered(talking.page)
    expect(talking.page.locator(".refusal")).to_be_visible()
    expect(talking.page.locator(".of-model")).to_contain_text("tidak ditanya")
    assert talking.server.prompts == []


def test_a_follow_up_is_put_to_the_model_whole_and_without_what_was_told(talking: Talking) -> None:
    page = talking.page
    talking.script.append(saying(TRUE))
    ask(page, QUESTION)
    answered(page)
    talking.script.append(lambda prompt: Reply("Tidak tahu."))
    ask(page, "di mana?")
    answered(page, 2)
    meant = page.locator('[data-turn="1"] .understood strong').inner_text()
    assert f"Pertanyaan: {meant}" in talking.server.prompts[-1]
    assert "Percakapan sebelumnya" not in talking.server.prompts[-1]


def test_a_defect_in_the_writing_is_said_and_leaves_the_answer(
    talking: Talking, wartanya: Wartanya, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(answer: object) -> None:
        raise RuntimeError("secret detail of a defect")

    monkeypatch.setattr(wartanya, "write", broken)
    ask(talking.page, QUESTION)
    answered(talking.page)
    expect(talking.page.locator("#asked .trouble")).to_contain_text("kesalahan di pihak kami")
    expect(talking.page.locator(".answer .sentence").first).to_contain_text("2.318")
    assert "secret detail" not in talking.page.content()
