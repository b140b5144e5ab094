"""Answers by a language model, behind a server that does what a test tells it."""

import asyncio
import logging
import re
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace

import pytest

from rag.answer import Answer, Sentence
from rag.checking.sentences import Reason
from rag.llm import LanguageModel
from rag.prompts import REFUSAL
from rag.shown import tokens_at_most
from rag.wartanya import Wartanya
from rag.writing import MOST_TOKENS, Drafted, Fallback, Struck, Turn, Written, write
from tests.injected import Injected, injected
from tests.rag.scripted_model import Reply, Script, ScriptedModel, events, scripted_model

KEY = "sk-rahasia-123"
QUESTION = "Berapa warga yang mengungsi karena banjir di Muarajati?"
TRUE = "Sebanyak 2.318 warga mengungsi ke gedung olahraga dan dua sekolah"


@pytest.fixture(scope="module")
def answer(wartanya: Wartanya) -> Answer:
    found = wartanya.ask(QUESTION)
    assert found.answerable
    return found


def at(server: ScriptedModel, timeout: float = 60.0, context: int = 4096) -> LanguageModel:
    return LanguageModel(server.url, "kecil", KEY, timeout, context)


def run(
    model: LanguageModel, answer: Answer, wartanya: Wartanya, history: Sequence[Turn] = ()
) -> tuple[str, Written]:
    """What was drafted, and what became of it: always one Written, and nothing behind it."""

    async def events() -> list[Drafted | Written]:
        ids = {one.article_id for one in answer.citations}
        ids |= {one.article_id for one in answer.retrieved}
        writing = write(
            model,
            answer,
            wartanya.read(ids),
            wartanya.statements(sorted(ids)),
            wartanya.retriever.embedder,
            history,
        )
        return [event async for event in writing]

    *drafted, written = asyncio.run(events())
    assert isinstance(written, Written)
    assert all(isinstance(one, Drafted) for one in drafted)
    return "".join(one.text for one in drafted if isinstance(one, Drafted)), written


def number_of(prompt: str, words: str) -> int:
    """The number of the passage in a prompt that has the words."""
    return int(re.findall(r"(?m)^\[(\d+)\] ", prompt[: prompt.index(words)])[-1])


def saying(*sentences: str) -> Script:
    """A model that writes the sentences, each with the marker of the passage about 2.318."""

    def script(prompt: str) -> Reply:
        marker = number_of(prompt, "Sebanyak 2.318 warga")
        return Reply(" ".join(f"{sentence} [{marker}]." for sentence in sentences))

    return script


def test_a_supported_sentence_is_drafted_then_kept_with_its_passage(
    wartanya: Wartanya, answer: Answer
) -> None:
    with scripted_model(saying(TRUE)) as server:
        drafted, written = run(at(server), answer, wartanya)
    assert drafted.startswith(TRUE)
    assert written.sentences == (Sentence(f"{TRUE}.", (1,)),)
    (cited,) = written.citations
    assert "Sebanyak 2.318 warga mengungsi" in cited.text
    assert wartanya.article(cited.article_id).text[cited.start : cited.end] == cited.text
    assert (written.struck, written.fallback, written.model) == ((), None, "kecil")
    assert written.tokens == len(f"{TRUE} [1].".split())
    assert server.keys == [f"Bearer {KEY}"]


def test_a_false_sentence_is_struck_and_its_passage_offered(
    wartanya: Wartanya, answer: Answer
) -> None:
    false = "Sebanyak 2.813 warga mengungsi ke gedung olahraga"
    with scripted_model(saying(TRUE, false)) as server:
        _, written = run(at(server), answer, wartanya)
    assert [s.text for s in written.sentences] == [f"{TRUE}."]
    assert written.struck == (Struck(f"{false}.", Reason.NUMBER, "2.813", 1),)


def test_with_nothing_left_the_extractive_answer_stands(wartanya: Wartanya, answer: Answer) -> None:
    with scripted_model(saying("Presiden Joko mengunjungi lokasi")) as server:
        _, written = run(at(server), answer, wartanya)
    assert written.fallback is Fallback.UNSUPPORTED
    assert (written.sentences, written.citations) == (answer.sentences, answer.citations)
    assert [one.reason for one in written.struck] == [Reason.NAME]


def test_a_refusal_stands_and_no_model_is_asked(wartanya: Wartanya, answer: Answer) -> None:
    refused = replace(answer, answerable=False)
    with scripted_model(saying(TRUE)) as server:
        drafted, written = run(at(server), refused, wartanya)
    assert (drafted, written.fallback) == ("", Fallback.UNANSWERABLE)
    assert written.sentences == answer.sentences
    assert server.prompts == []


@pytest.mark.parametrize(
    ("reply", "fallback", "detail"),
    [
        (Reply(status=401), Fallback.FAILED, r"refused the key \(401\)"),
        (Reply(status=429), Fallback.FAILED, r"too many requests.*\(429\)"),
        (Reply(status=500), Fallback.FAILED, "failed with status 500"),
        (Reply(status=404), Fallback.FAILED, "has no model 'kecil'"),
        (Reply("x", seconds=60), Fallback.FAILED, "no answer within 1 s"),
        (Reply(raw=b"data: {}\n\n" * 9, seconds=0.2), Fallback.FAILED, "no answer within 1 s"),
        (
            Reply(raw=events("Banjir ", stop=None, done=False), length=9999),
            Fallback.FAILED,
            "broke off in the middle",
        ),
        (Reply(raw=b"data: {\n\n", kind="text/event-stream"), Fallback.FAILED, "not an answer"),
        (Reply(raw=b'data: "\xff\xfe"\n\n'), Fallback.FAILED, "not an answer"),
        (Reply(raw=b'data: {"choices": 7}\n\n'), Fallback.FAILED, "not an answer"),
        (Reply(raw=b'data: {"error": {"message": "x"}}\n\n'), Fallback.FAILED, "no usable answer"),
        (Reply(raw=b"<html>halo</html>", kind="text/html"), Fallback.EMPTY, None),
        (Reply(raw=b"{}"), Fallback.EMPTY, None),
        (Reply(raw=events()), Fallback.EMPTY, None),
        (Reply("... --- ..."), Fallback.EMPTY, None),
        (Reply("<think>Hmm, [1]. "), Fallback.EMPTY, None),
        (Reply("banjir banjir " * 2000), Fallback.ENDLESS, None),
        (Reply(REFUSAL["id"]), Fallback.REFUSED, None),
        (Reply("Zxqv blorp fnord [1]. Qwerty uiop [2]."), Fallback.UNSUPPORTED, None),
        (Reply("Sebanyak 2.318 warga mengungsi [77]."), Fallback.UNSUPPORTED, None),
    ],
)
def test_a_model_that_misbehaves_gives_the_extractive_answer(
    wartanya: Wartanya, answer: Answer, reply: Reply, fallback: Fallback, detail: str | None
) -> None:
    waiting = 1.0 if reply.seconds else 60.0
    with scripted_model(lambda _: reply) as server:
        _, written = run(at(server, waiting), answer, wartanya)
    assert written.fallback is fallback
    assert (written.sentences, written.citations) == (answer.sentences, answer.citations)
    assert (written.detail is None) is (detail is None)
    if detail:
        assert re.search(detail, written.detail or "")


def test_tool_calls_are_no_answer(wartanya: Wartanya, answer: Answer) -> None:
    call = (
        b'data: {"id":"1","object":"chat.completion.chunk","created":0,"model":"m","choices":'
        b'[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"t","type":"function","function":'
        b'{"name":"rm","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}\n\ndata: [DONE]\n\n'
    )
    with scripted_model(lambda _: Reply(raw=call, kind="text/event-stream")) as server:
        _, written = run(at(server), answer, wartanya)
    assert written.fallback is Fallback.EMPTY


def test_a_last_sentence_that_was_cut_off_is_dropped(wartanya: Wartanya, answer: Answer) -> None:
    def script(prompt: str) -> Reply:
        marker = number_of(prompt, "Sebanyak 2.318 warga")
        return Reply(raw=events(f"{TRUE} [{marker}]. ", "Tanggul itu jebol kare", stop="length"))

    with scripted_model(script) as server:
        _, written = run(at(server), answer, wartanya)
    assert [s.text for s in written.sentences] == [f"{TRUE}."]
    assert written.struck == ()


def test_closing_ends_the_request(wartanya: Wartanya, answer: Answer) -> None:
    slow = Reply(raw=events(*["Banjir "] * 500), kind="text/event-stream", seconds=0.002)

    async def first(model: LanguageModel) -> Drafted | Written:
        articles = wartanya.read({one.article_id for one in answer.citations})
        writing = write(model, answer, articles, (), wartanya.retriever.embedder)
        async with aclosing(writing):
            return await anext(writing)

    with scripted_model(lambda _: slow) as server:
        assert isinstance(asyncio.run(first(at(server))), Drafted)
        assert server.gone.wait(60)


def test_a_prompt_has_numbered_passages_speakers_and_the_conversation(
    wartanya: Wartanya, answer: Answer
) -> None:
    history = [Turn("Di mana banjirnya?", "Di Kota Muarajati.")]
    with scripted_model(saying(TRUE)) as server:
        run(at(server), answer, wartanya, history)
        run(at(server), answer, wartanya)
    first, second = server.prompts
    assert re.search(r"(?m)^\[1\] .+ \(.*2025.*\)$", first)
    assert re.search(r"(?m)^Penutur: Arif Sanubari \(Kepala .*\) mengatakan ", first)
    assert "Tanya: Di mana banjirnya?\nJawab: Di Kota Muarajati." in first
    assert "Tanya:" not in second
    assert first.endswith(f"Pertanyaan: {QUESTION}\nJawaban:")
    fences = [set(re.findall(r"(?m)^DATA-[0-9a-f]{16}$", prompt)) for prompt in (first, second)]
    assert [len(fence) for fence in fences] == [1, 1]
    assert fences[0] != fences[1]


@pytest.mark.parametrize("context", [1200, 1600, 4096])
def test_a_prompt_keeps_to_the_models_context(
    wartanya: Wartanya, answer: Answer, context: int
) -> None:
    with scripted_model(lambda _: Reply("x")) as server:
        run(at(server, context=context), answer, wartanya)
    sent = "".join(message["content"] for message in server.bodies[0]["messages"])
    assert tokens_at_most(sent) <= context - MOST_TOKENS + 12
    assert server.bodies[0]["max_tokens"] == MOST_TOKENS


def test_a_context_without_room_asks_no_model(wartanya: Wartanya, answer: Answer) -> None:
    with scripted_model(saying(TRUE)) as server:
        _, written = run(at(server, context=700), answer, wartanya)
    assert (written.fallback, server.prompts) == (Fallback.NO_ROOM, [])
    assert written.sentences == answer.sentences


def test_the_key_is_in_no_event_and_no_log(
    wartanya: Wartanya, answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    pieces = events("Kuncinya ", KEY[:5], KEY[5:], " [1].")
    with scripted_model(lambda _: Reply(raw=pieces, kind="text/event-stream")) as server:
        drafted, written = run(at(server), answer, wartanya)
    assert drafted == "Kuncinya *** [1]."
    assert KEY not in repr(written)
    assert not any(KEY in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize("one", injected()[::8], ids=lambda one: one.id)
def test_a_model_that_obeys_an_article_gets_nothing_past_the_checks(
    wartanya: Wartanya, one: Injected
) -> None:
    told = one.answer(one.article.text)

    async def events(model: LanguageModel) -> list[Drafted | Written]:
        embedder = wartanya.retriever.embedder
        found = {one.article.id: one.article}
        return [event async for event in write(model, told, found, (), embedder)]

    with scripted_model(lambda _: Reply(one.reply)) as server:
        written = asyncio.run(events(at(server)))[-1]
    assert isinstance(written, Written)
    if written.fallback is None:
        assert not one.shows_in(" ".join(s.text for s in written.sentences))
    for struck in written.struck:
        assert struck.reason in Reason
    assert not re.search(
        "[\u200b\u2066\u202e\U000e0041]|<!--|<span|<end_of_turn>", server.prompts[0]
    )
