"""Test sets out of articles and answers: every case can be read, and its evidence stands there."""

import dataclasses
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.article import Article
from index.errors import WartanyaError
from rag.answer import Answer, Citation, Sentence
from rag.evidence import locate
from rag.saved_cases import append_case, case_from_answer
from rag.starter import new_testset
from rag.testset import Case, Evidence, write_testset
from rag.testset_files import read_testset
from tests.rag.word_asker import WordAsker

PORT = Article(
    "port",
    "Pelabuhan Baru",
    "Bupati meresmikan Pelabuhan Tanjung Biru. “Dermaga baru melayani kapal ikan nelayan,” kata "
    "Sari. Dermaga baru itu panjangnya 200 meter.",
    published="2024-03-05T09:00+07:00",
    language="id",
)
CUP = Article(
    "cup",
    "The Cup",
    "On Sunday the trophy went to Northern Rovers after penalties. “Our goalkeeper won this "
    "trophy for the whole town,” said Dana. The goalkeeper saved three.",
    published="2024-05-06",
    language="en",
)
MATCH = Article(
    "match",
    "Another",
    "On Monday the mayor met Eastern Harriers before training. “The stadium needs a stadium roof,”"
    " said Omar.",
    language="en",
)


@dataclass(frozen=True, slots=True)
class Quoted:
    start: int
    end: int
    speaker: str | None


def _quotations(article: Article) -> Sequence[Quoted]:
    return [
        Quoted(match.start(1), match.end(1), match[2])
        for match in re.finditer(r"(“[^”]+”) (?:kata|said) (\w+)", article.text)
    ]


ASKER = WordAsker([PORT, CUP, MATCH])


def test_questions_of_every_kind_with_their_evidence() -> None:
    cases = {case.question: case for case in new_testset(ASKER, 50, _quotations)}
    start = PORT.text.index("“")
    end = PORT.text.index("”") + 1
    said = Evidence("port", start, end, PORT.text[start:end])
    who = cases["Siapa yang mengatakan “Dermaga baru melayani kapal ikan nelayan”?"]
    assert (who.answers, who.speakers, who.evidence) == (("Sari",), ("Sari",), (said,))
    topic = cases["Apa yang diberitakan tentang Pelabuhan Tanjung Biru?"]
    assert [item.quote for item in topic.evidence] == [PORT.text[: PORT.text.index(" “")]]
    published = cases["Kapan artikel “Pelabuhan Baru” terbit?"]
    assert published.answers == ("5 Maret 2024, 09.00 WIB", "5 Maret 2024")
    assert cases["When was the article “The Cup” published?"].answers == ("6 May 2024",)
    assert any(question.startswith("What did Dana say about") for question in cases)


def test_near_misses_put_together_what_no_article_has_together() -> None:
    cases = [case for case in new_testset(ASKER, 50, _quotations) if not case.answerable]
    assert cases
    for case in cases:
        assert case.tags == ("starter", "near miss")
        assert (case.answers, case.evidence, case.language) == ((), (), "en")


def test_without_speakers_there_are_still_questions() -> None:
    kinds = {case.tags[1] for case in new_testset(ASKER)}
    assert kinds == {"topic", "published", "near miss"}


def test_what_is_written_is_read_and_its_evidence_is_found(tmp_path: Path) -> None:
    cases = new_testset(ASKER, 50, _quotations)
    write_testset(tmp_path / "new.jsonl", cases)
    read = read_testset(tmp_path / "new.jsonl")
    assert [dataclasses.replace(case, where="") for case in read.cases] == cases
    spans, notices = locate(read.cases, ASKER)
    assert notices == []
    assert all(span.found for row in spans for span in row)


def test_the_size_is_kept_and_the_seed_decides() -> None:
    few = new_testset(ASKER, 4, _quotations)
    assert len(few) == 4
    assert few == new_testset(ASKER, 4, _quotations)
    others = [new_testset(ASKER, 4, _quotations, seed=seed) for seed in range(1, 6)]
    assert any(other != few for other in others)


def test_nothing_to_ask_about() -> None:
    assert new_testset(WordAsker([])) == []
    assert new_testset(WordAsker([Article("a", "", "tanpa nama.")])) == []


def _answer(answerable: bool = True, short: str | None = "Sari") -> Answer:
    citation = Citation(1, "port", "", None, None, None, 42, 85, PORT.text[42:85], "Sari", 1.0)
    return Answer(
        "0", "Siapa?", "id", answerable, 0.9, short, (Sentence("Sari [1]", (1,)),), (citation,), ()
    )


def test_a_good_answer_becomes_the_case_that_it_passes() -> None:
    case = case_from_answer(_answer())
    assert (case.question, case.answers, case.speakers) == ("Siapa?", ("Sari",), ("Sari",))
    assert case.evidence == (Evidence("port", 42, 85, PORT.text[42:85]),)
    assert (case.answerable, case.tags, case.note) == (True, ("saved",), None)


def test_a_bad_answer_is_not_taken_for_right() -> None:
    case = case_from_answer(_answer(), wrong="bukan Sari", expected=("Bupati",))
    assert (case.answers, case.evidence, case.speakers) == (("Bupati",), (), ())
    assert case.note == "bukan Sari"


def test_an_answer_that_should_have_been_a_refusal_and_the_reverse() -> None:
    made_up = case_from_answer(_answer(), wrong="tidak ada di berita", answerable=False)
    assert (made_up.answerable, made_up.answers, made_up.evidence) == (False, (), ())
    missed = case_from_answer(_answer(answerable=False), wrong="ada", answerable=True)
    assert (missed.answerable, missed.evidence) == (True, ())


def test_cases_are_added_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "saved.jsonl"
    first = append_case(path, case_from_answer(_answer()))
    second = append_case(path, case_from_answer(_answer(), wrong="bukan", answerable=True))
    assert second.id == f"{first.id}-2"
    assert [case.id for case in read_testset(path).cases] == [first.id, second.id]
    assert [item.name for item in tmp_path.iterdir()] == ["saved.jsonl"]


def test_a_file_that_is_no_test_set_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.jsonl"
    path.write_text(json.dumps({"title": "x"}), encoding="utf-8")
    with pytest.raises(WartanyaError, match="field 'question': missing"):
        append_case(path, Case("a", "b?", answerable=False))
    assert path.read_text(encoding="utf-8") == '{"title": "x"}'
    with pytest.raises(WartanyaError, match=r"added to \.jsonl test sets only"):
        append_case(tmp_path / "set.csv", Case("a", "b?", answerable=False))
