"""What a browser keeps, what a link carries, what a file holds: all untrusted on the way back."""

import json
import re
from base64 import urlsafe_b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import WartanyaError
from rag.answer import Citation, Sentence
from rag.checking.sentences import Reason
from rag.web.conversation import MOST_TURNS, Choice, Stage, Turn
from rag.web.exporting import markdown
from rag.web.kept import LARGEST, from_text, to_text
from rag.web.sharing import link_to, shared_turn
from rag.web.texts import ENGLISH, INDONESIAN
from rag.web.turns_view import transcript
from rag.writing import Fallback, Struck, Written
from tests.rag.web.desk import HARBOUR, WordDesk

QUESTION = "Apa kata Ratih tentang kerja sama koperasi nelayan?"


@pytest.fixture
def desk(tmp_path: Path) -> WordDesk:
    return WordDesk(tmp_path)


def turn_of(desk: WordDesk, question: str = QUESTION) -> Turn:
    answer = desk.ask(question)
    return Turn(question, Stage.COMPLETE, answer, len(answer.sentences))


def written(turn: Turn, fallback: Fallback | None = None) -> Written:
    assert turn.answer is not None
    return Written(
        sentences=(Sentence("Menurut Ratih, kerja sama berlaku tiga tahun.", (1,)),),
        citations=turn.answer.citations[:1],
        struck=(Struck("Biayanya naik.", Reason.SUPPORT, "", 1),),
        model="m",
        tokens=12,
        seconds=1.5,
        fallback=fallback,
    )


def test_a_conversation_comes_back_as_it_was_kept(desk: WordDesk) -> None:
    plain = turn_of(desk)
    assert plain.answer is not None
    slim = replace(plain, answer=replace(plain.answer, retrieved=()))
    turns = (
        slim,
        replace(slim, written=written(plain), understood="Apa kata Ratih?"),
        Turn("dia?", Stage.UNCLEAR, choices=(Choice("Ratih", "Apa kata Ratih?"),)),
        Turn("rusak", Stage.FAILED),
    )
    assert from_text(to_text(turns)) == turns
    assert from_text(to_text((plain,))) == (slim,), "what was found and not cited isn't kept"


def test_half_of_a_surrogate_pair_is_kept_as_a_question_mark() -> None:
    assert from_text(to_text((Turn("a\udfffb", Stage.FAILED),)))[0].question == "a?b"


def test_a_turn_that_ran_comes_back_stopped(desk: WordDesk) -> None:
    running = replace(turn_of(desk), stage=Stage.WRITING, draft="belum diperiksa")
    (back,) = from_text(to_text((running,)))
    assert (back.stage, back.draft) == (Stage.COMPLETE, "")
    assert from_text(to_text((Turn("baru"),)))[0].stage is Stage.STOPPED


def test_no_more_turns_come_back_than_a_session_has() -> None:
    turns = tuple(Turn(str(n), Stage.FAILED) for n in range(MOST_TURNS + 5))
    assert len(from_text(to_text(turns))) == MOST_TURNS


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "{}",
        '[{"question": 3}]',
        '[{"question": "x", "stage": "complete"}]',
        '[{"question": "x", "stage": "unheard of"}]',
        "[" * 100_000,
        "\ud800",
        "x" * (LARGEST + 1),
    ],
    ids=range(9),
)
def test_what_is_no_conversation_is_refused(text: str) -> None:
    with pytest.raises(WartanyaError):
        from_text(text)


def test_an_answer_in_no_language_of_the_page_is_refused(desk: WordDesk) -> None:
    kept = json.loads(to_text((turn_of(desk),)))
    kept[0]["answer"]["language"] = "xx"
    with pytest.raises(WartanyaError):
        from_text(json.dumps(kept))


@given(st.text(), st.text(), st.text())
def test_whatever_was_forged_is_drawn_as_text(question: str, sentence: str, title: str) -> None:
    turn = turn_of(WordDesk())
    assert turn.answer is not None
    cited = replace(turn.answer.citations[0], title=f"<img src=x>{title}")
    forged = replace(
        turn,
        question=f"<script>{question}",
        answer=replace(
            turn.answer,
            citations=(cited,),
            sentences=(Sentence(f"<b>{sentence}", (1, 7)),),
        ),
    )
    text = json.loads(to_text((turn,)))
    text[0]["question"] = forged.question
    drawn = transcript((forged,), INDONESIAN)
    assert "<script" not in drawn
    assert "<img" not in drawn
    assert "<b>" not in drawn


def test_a_link_carries_places_and_no_words_of_an_article(desk: WordDesk) -> None:
    turn = turn_of(desk)
    part = link_to(turn)
    opened = shared_turn(part, desk)
    assert opened.question == QUESTION
    assert opened.shared
    assert [c.text for c in opened.citations] == [c.text for c in turn.citations]
    assert opened.citations[0].speaker == "Ratih Wulandari"
    assert [s.text for s in opened.sentences] == [c.text for c in turn.citations]


def test_a_link_to_a_refusal_opens_as_one(desk: WordDesk) -> None:
    opened = shared_turn(link_to(turn_of(desk, "Berapa jumlah gajah di bulan?")), desk)
    assert opened.answer is not None
    assert not opened.answer.answerable


def test_a_link_to_what_was_edited_shows_what_it_was(desk: WordDesk) -> None:
    turn = turn_of(desk)
    part = link_to(turn)
    desk.edit(HARBOUR.id, "Isinya lain sama sekali.")
    assert shared_turn(part, desk).citations[0].text == turn.citations[0].text
    desk.forget_versions()
    opened = shared_turn(part, desk)
    assert opened.missing == len(turn.citations)
    assert opened.citations == ()


def part_of(value: Any) -> str:
    return "share=" + urlsafe_b64encode(json.dumps(value).encode()).decode()


GOOD: dict[str, Any] = {"q": "Apa?", "s": None, "a": 1, "c": [["pelabuhan", None, 0, 5]]}


@pytest.mark.parametrize(
    "changed",
    [
        {"q": ""},
        {"q": 3},
        {"q": "x" * 2001},
        {"s": 3},
        {"c": None},
        {"c": [["pelabuhan", None, 0]]},
        {"c": [["pelabuhan", None, -1, 5]]},
        {"c": [["pelabuhan", None, True, 5]]},
        {"c": [["pelabuhan", None, 0, 10**12]]},
        {"c": [[3, None, 0, 5]]},
        {"c": [["x" * 301, None, 0, 5]]},
        {"c": [["pelabuhan", None, 0, 5]] * 31},
    ],
    ids=range(12),
)
def test_a_link_that_is_none_is_refused(desk: WordDesk, changed: dict[str, Any]) -> None:
    assert shared_turn(part_of(GOOD), desk).citations[0].text == HARBOUR.text[:5]
    with pytest.raises(WartanyaError):
        shared_turn(part_of(GOOD | changed), desk)


@given(st.text(max_size=200))
def test_no_text_after_a_hash_is_more_than_refused(text: str) -> None:
    for part in (text, "share=" + text):
        with pytest.raises(WartanyaError):
            shared_turn(part, WordDesk())


@pytest.mark.parametrize("place", [["nowhere", None, 0, 5], ["pelabuhan", None, 0, 99_999]])
def test_a_place_that_is_not_there_is_counted(desk: WordDesk, place: list[Any]) -> None:
    assert shared_turn(part_of(GOOD | {"c": [place]}), desk).missing == 1


def test_an_exported_conversation_has_the_words_and_who_said_them(desk: WordDesk) -> None:
    turn = replace(turn_of(desk), understood="Apa kata Ratih Wulandari?")
    worded = replace(turn, written=written(turn))
    text = markdown("Pelabuhan", (turn, worded), INDONESIAN)
    assert text.startswith("# Pelabuhan\n\n## Apa kata Ratih")
    assert "Dipahami sebagai: *Apa kata Ratih Wulandari?*" in text
    assert text.count(f"“{turn.citations[0].text}”") == 2
    assert "kata Ratih Wulandari" in text
    assert "Ditulis oleh m; setiap kalimat sudah diperiksa" in text
    assert "Biayanya naik" not in text, "what was struck is no part of the answer"


@given(st.text(), st.text())
def test_nothing_untrusted_is_markup_in_an_export(name: str, question: str) -> None:
    turn = turn_of(WordDesk())
    evil = replace(turn, question=f"![x](https://evil.example/{question}) <img src=x>")
    text = markdown(f"[{name}](javascript:x)", (evil,), ENGLISH)
    assert re.search(r"\[[^\]]*\]\(", text) is None, "no link of theirs"
    assert "<img" not in text


def test_a_fallback_leaves_the_articles_words(desk: WordDesk) -> None:
    turn = turn_of(desk)
    fallen = replace(turn, written=written(turn, Fallback.FAILED))
    assert fallen.sentences == turn.sentences
    assert fallen.citations == turn.citations
    drawn = transcript((fallen,), ENGLISH)
    assert "The language model didn&#x27;t answer" in drawn
    assert "12 tokens, 1.5 seconds." in drawn


def test_markers_of_a_model_wording_stand_for_its_own_citations(desk: WordDesk) -> None:
    turn = turn_of(desk)
    assert turn.answer is not None
    swapped = Written(
        sentences=(Sentence("Satu.", (1,)),),
        citations=(replace(turn.answer.citations[1], marker=1),),
        struck=(),
        model="m",
        tokens=None,
        seconds=0.25,
    )
    worded = replace(turn, written=swapped)
    cited = worded.citation(1)
    assert isinstance(cited, Citation)
    assert cited.text == turn.answer.citations[1].text
    assert "0.2 seconds." in transcript((worded,), ENGLISH)
