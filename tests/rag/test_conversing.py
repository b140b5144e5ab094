"""A conversation with an open index: follow-ups, more of it, a language model's wording."""

import asyncio
import re
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import WartanyaError
from rag.answer import Answer
from rag.checking.sentences import Reason
from rag.conversing import Conversed
from rag.follow_up.turns import Completed, Shown, Turn
from rag.llm import LanguageModel
from rag.prompts import NO_MORE
from rag.wartanya import Wartanya
from rag.writing import Drafted, Fallback, Written
from tests.rag.scripted_model import Reply, events, scripted_model

FLOOD = "Berapa warga yang mengungsi karena banjir di Muarajati?"
TRUE = "Sebanyak 2.318 warga mengungsi ke gedung olahraga dan dua sekolah"
FALSE = "Sebanyak 2.813 warga mengungsi ke gedung olahraga"


@pytest.fixture
def opened(sample_index: Path, tmp_path: Path) -> Iterator[Wartanya]:
    """An open copy of the sample index for one test."""
    shutil.copytree(sample_index, tmp_path / "data")
    with Wartanya(tmp_path / "data") as wartanya:
        yield wartanya


def talk(wartanya: Wartanya, *questions: str) -> list[Conversed]:
    """The answers to questions that follow one upon the other."""
    said: list[Conversed] = []
    for question in questions:
        said.append(wartanya.converse(question, [one.turn for one in said]))
    return said


def test_each_question_is_answered_as_it_is_understood(wartanya: Wartanya) -> None:
    first, second, third, fourth = talk(
        wartanya,
        "Apa kata Menteri Bahari tentang pelampung?",
        "dan Sekjen, soal kerja sama?",
        "siapa penulisnya?",
        "What did Okonjo-Vale say about tired doctors?",
    )
    assert first.understood == Completed("Apa kata Menteri Bahari tentang pelampung?")
    assert second.understood == Completed("Apa kata Sekjen tentang kerja sama?", leaning=True)
    assert second.answer.question == second.turn.question == second.understood.text
    assert {cited.speaker for cited in second.answer.citations} == {"Danu Wirasakti"}
    assert third.understood.leaning
    assert third.answer.short_answer == "Rara Wulandika"
    assert not fourth.understood.leaning
    assert fourth.answer.language == "en"
    for one in (first, second, third, fourth):
        assert one.turn == Turn.of(one.understood.text, one.answer)


def test_a_question_without_turns_is_asked_as_it_was_typed(wartanya: Wartanya) -> None:
    found = wartanya.converse("dan Sekjen?")
    assert found.understood == Completed("dan Sekjen?")
    asked = wartanya.ask("dan Sekjen?")
    assert replace(found.answer, id="") == replace(asked, id="")


def test_a_follow_up_keeps_to_articles_and_speaker_as_a_question_does(wartanya: Wartanya) -> None:
    turn = wartanya.converse("Apa kata Menteri Bahari tentang pelampung?").turn
    kept = wartanya.converse("bagaimana dengan harga?", [turn], articles=["batik-lintang"])
    assert {one.article_id for one in kept.answer.retrieved} == {"batik-lintang"}
    spoken = wartanya.converse("Apa katanya tentang kaca pembesar?", speaker="Sekar")
    assert {one.speaker for one in spoken.answer.citations} == {"Sekar Mayangsari"}


def overlap(shown: Sequence[Shown], others: Sequence[Shown]) -> list[tuple[Shown, Shown]]:
    return [
        (one, other)
        for one in shown
        for other in others
        if one.article_id == other.article_id and one.start < other.end and other.start < one.end
    ]


@pytest.mark.parametrize(
    ("question", "more"),
    [
        ("Apa kata Sekjen tentang kerja sama?", "lagi"),
        ("Apa kata Sekjen tentang kerja sama?", "ada lagi?"),
        ("Apa kata Sekjen tentang kerja sama?", "siapa lagi?"),
        ("Siapa saja yang dikutip tentang banjir?", "siapa lagi?"),
        ("What did Okonjo-Vale say about tired doctors?", "more"),
        ("What did Okonjo-Vale say about tired doctors?", "who else?"),
        ("Berapa perajin batik di Desa Lintang yang menolak mesin?", "lagi"),
    ],
)
def test_more_shows_nothing_twice_until_there_is_no_more(
    wartanya: Wartanya, question: str, more: str
) -> None:
    said = talk(wartanya, question)
    assert said[0].answer.answerable
    for _ in range(12):
        before = [span for one in said for span in one.turn.shown]
        said.append(wartanya.converse(more, [one.turn for one in said]))
        found = said[-1]
        assert found.understood.leaning
        assert found.understood.beyond
        if not found.answer.answerable:
            break
        assert not overlap(found.turn.shown, before)
    last = said[-1].answer
    assert [sentence.text for sentence in last.sentences] == [NO_MORE[last.language]]
    assert (last.citations, said[-1].turn.shown) == ((), ())


def test_what_was_shown_is_passed_over_in_any_question(wartanya: Wartanya) -> None:
    question = "Apa kata Sekjen soal kerja sama?"
    answer = wartanya.ask(question)
    first = Turn.of(question, answer).shown
    further = wartanya.ask(question, beyond=first[:1])
    assert not overlap(Turn.of(question, further).shown, first[:1])
    nowhere = Shown("no such article", 0, 100)
    assert wartanya.ask(question, beyond=[nowhere]).citations == answer.citations


def test_what_an_answer_cites_can_be_read_of_one_moment(opened: Wartanya) -> None:
    with opened.snapshot():
        turn = opened.converse("Apa kata Menteri Bahari tentang pelampung?").turn
        found = opened.converse("dan Sekjen, soal kerja sama?", [turn])
        with ThreadPoolExecutor(1) as pool:
            for article_id in {cited.article_id for cited in found.answer.citations}:
                pool.submit(opened.remove, article_id).result()
        for cited in found.answer.citations:
            text = opened.article(cited.article_id).text
            assert text[cited.start : cited.end] == cited.text
    later = opened.converse("dan Sekjen, soal kerja sama?", [turn])
    assert later.understood == found.understood
    assert "Danu Wirasakti" not in {cited.speaker for cited in later.answer.citations}


def script(prompt: str) -> Reply:
    marker = re.findall(r"(?m)^\[(\d+)\] ", prompt[: prompt.index("Sebanyak 2.318 warga")])[-1]
    return Reply(f"{TRUE} [{marker}]. {FALSE} [{marker}].")


def written(wartanya: Wartanya, answer: Answer) -> Written:
    async def last() -> Drafted | Written:
        async with aclosing(wartanya.write(answer)) as parts:
            *_, found = [part async for part in parts]
            return found

    found = asyncio.run(last())
    assert isinstance(found, Written)
    return found


def test_a_model_words_the_answer_and_every_sentence_is_checked(
    wartanya: Wartanya, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = wartanya.converse(FLOOD).answer
    with scripted_model(script) as server:
        monkeypatch.setattr(wartanya, "llm", LanguageModel(server.url, "kecil"))
        found = written(wartanya, answer)
    assert [sentence.text for sentence in found.sentences] == [f"{TRUE}."]
    assert [(one.reason, one.found) for one in found.struck] == [(Reason.NUMBER, "2.813")]
    for cited in found.citations:
        article = wartanya.article(cited.article_id, cited.version)
        assert article.text[cited.start : cited.end] == cited.text


def test_a_refusal_and_that_there_is_no_more_are_sent_to_no_model(
    wartanya: Wartanya, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "Berapa perajin batik di Desa Lintang yang menolak mesin?"
    shown = [Shown("batik-lintang", 0, 100_000)]
    with scripted_model(script) as server:
        monkeypatch.setattr(wartanya, "llm", LanguageModel(server.url, "kecil"))
        for answer in (
            wartanya.ask("What is the capital of Mongolia?"),
            wartanya.ask(question, articles=["batik-lintang"], beyond=shown),
        ):
            found = written(wartanya, answer)
            assert found.fallback is Fallback.UNANSWERABLE
            assert found.sentences == answer.sentences
    assert server.prompts == []


@pytest.mark.parametrize("meanwhile", ["edited", "removed"])
def test_an_answers_own_words_are_worded_though_its_article_changes(
    opened: Wartanya, meanwhile: str
) -> None:
    answer = opened.ask(FLOOD)
    article = opened.article(answer.citations[0].article_id)

    def change(prompt: str) -> Reply:
        if meanwhile == "removed":
            opened.remove(article.id)
        else:
            opened.add_articles([replace(article, text=f"Pembaruan. {article.text}")])
        return script(prompt)

    with scripted_model(change) as server:
        opened.llm = LanguageModel(server.url, "kecil")
        found = written(opened, answer)
    assert [sentence.text for sentence in found.sentences] == [f"{TRUE}."]
    for cited in found.citations:
        assert (cited.article_id, cited.version) == (article.id, article.version)
        assert article.text[cited.start : cited.end] == cited.text


def test_an_article_that_was_edited_before_it_is_worded_is_cited_as_it_was(
    opened: Wartanya,
) -> None:
    answer = opened.ask(FLOOD)
    article = opened.article(answer.citations[0].article_id)
    opened.add_articles([replace(article, text=f"Pembaruan. {article.text}")])
    with scripted_model(script) as server:
        opened.llm = LanguageModel(server.url, "kecil")
        found = written(opened, answer)
    for cited in found.citations:
        text = opened.article(cited.article_id, cited.version).text
        assert text[cited.start : cited.end] == cited.text


def test_without_a_model_nothing_is_worded(wartanya: Wartanya) -> None:
    answer = wartanya.ask(FLOOD)
    with pytest.raises(WartanyaError, match="no language model: give Wartanya one as llm="):
        written(wartanya, answer)


def test_closing_the_wording_ends_the_models_request(
    wartanya: Wartanya, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = wartanya.ask(FLOOD)
    slow = Reply(raw=events(*["Banjir "] * 500), kind="text/event-stream", seconds=0.002)

    async def first() -> Drafted | Written:
        async with aclosing(wartanya.write(answer)) as parts:
            return await anext(parts)

    with scripted_model(lambda _: slow) as server:
        monkeypatch.setattr(wartanya, "llm", LanguageModel(server.url, "kecil"))
        assert isinstance(asyncio.run(first()), Drafted)
        assert server.gone.wait(60)
