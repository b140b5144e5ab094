"""Scores and verdicts of single answers, by hand."""

import dataclasses
import math

import pytest

from rag.answer import Answer, Citation, Retrieved, Sentence
from rag.evidence import Span
from rag.scoring import Verdict, score, verdict
from rag.testset import Case

TEXT = "Rina Kusumawati meminta kerja sama diperluas. Ani menolak usul itu. Rapat ditutup pukul 10."
#       0                                            45                    67
FIRST, SECOND, THIRD = (0, 45), (46, 67), (68, 91)
CASE = Case("q", "Apa yang diminta?", answers=("kerja sama diperluas",))
EVIDENCE = (Span("a", *FIRST),)


def _citation(marker: int, span: tuple[int, int], speaker: str | None = None) -> Citation:
    start, end = span
    return Citation(marker, "a", "", None, None, None, start, end, TEXT[start:end], speaker, 1.0)


def _answer(*citations: Citation, short: str | None = None, answerable: bool = True) -> Answer:
    return Answer(
        id="0",
        question="Apa yang diminta?",
        language="id",
        answerable=answerable,
        confidence=0.8,
        short_answer=short,
        sentences=tuple(Sentence(c.text, (c.marker,)) for c in citations),
        citations=citations,
        retrieved=(Retrieved("a", *THIRD, 2.0), Retrieved("a", *FIRST, 1.0)),
    )


def _score(case: Case, spans: tuple[Span, ...], answer: Answer | None) -> dict[str, float]:
    return score(case, spans, answer, {"a": TEXT}.get)


def test_a_right_answer() -> None:
    scores = _score(CASE, EVIDENCE, _answer(_citation(1, FIRST), short="Kerja sama diperluas"))
    assert scores == {
        "hit@1": 0,
        "hit@5": 1,
        "hit@10": 1,
        "recall@1": 0,
        "recall@5": 1,
        "recall@10": 1,
        "mrr@10": 1 / 2,
        "ndcg@10": pytest.approx(1 / math.log2(3)),
        "citation_precision": 1,
        "citation_recall": 1,
        "em": 1,
        "f1": 1,
        "em_answerable": 1,
        "f1_answerable": 1,
        "citation_answer": 1,
        "citation_exact": 1,
        "grounded": 1,
        "brier": pytest.approx(0.04),
        "answered": 1,
        "correct": 1,
    }


def test_silence_where_there_is_an_answer_scores_0_and_has_every_measure() -> None:
    silent = _answer(_citation(1, FIRST), answerable=False)
    scores = _score(CASE, EVIDENCE, silent)
    answered = _score(CASE, EVIDENCE, _answer(_citation(1, FIRST)))
    assert set(answered) - set(scores) == {"grounded"}  # nothing was said that could stand on it
    for name in ("em", "f1", "f1_answerable", "citation_precision", "citation_recall"):
        assert scores[name] == 0, name
    assert (scores["citation_answer"], scores["answered"], scores["correct"]) == (0, 0, 0)
    assert verdict(CASE, EVIDENCE, silent) is Verdict.MISSED


def test_a_question_that_failed_scores_0_on_every_measure() -> None:
    case = dataclasses.replace(CASE, speakers=("Rina",))
    failed = _score(case, EVIDENCE, None)
    answered = _score(case, EVIDENCE, _answer(_citation(1, FIRST)))
    assert set(answered) - set(failed) == {"grounded", "citation_exact"}
    assert {name for name, value in failed.items() if value} == {"brier"}
    assert verdict(case, EVIDENCE, None) is Verdict.FAILED


def test_two_citations_one_of_them_on_the_evidence_and_half_the_evidence_cited() -> None:
    spans = (Span("a", *FIRST), Span("a", *SECOND))
    scores = _score(CASE, spans, _answer(_citation(1, FIRST), _citation(2, THIRD)))
    assert (scores["citation_precision"], scores["citation_recall"]) == (1 / 2, 1 / 2)
    assert (scores["recall@10"], scores["mrr@10"]) == (1 / 2, 1 / 2)


def test_without_a_short_answer_the_cited_words_are_held_against_the_expected() -> None:
    scores = _score(CASE, EVIDENCE, _answer(_citation(1, FIRST)))
    assert scores["em"] == 0
    assert scores["f1"] == pytest.approx(2 * 3 / (6 + 3))  # 3 of 6 words, all 3 expected
    assert scores["correct"] == 1


def test_an_answer_made_up_where_there_is_none() -> None:
    case = Case("q", "Berapa?", answerable=False)
    made_up = _answer(_citation(1, FIRST))
    assert verdict(case, (), made_up) is Verdict.MADE_UP
    scores = _score(case, (), made_up)
    assert (scores["em"], scores["f1"], scores["correct"]) == (0, 0, 0)
    assert "em_answerable" not in scores
    assert "mrr@10" not in scores


def test_silence_where_there_is_no_answer_is_right() -> None:
    case = Case("q", "Berapa?", answerable=False)
    silent = _answer(answerable=False)
    assert verdict(case, (), silent) is Verdict.REFUSED
    scores = _score(case, (), silent)
    assert (scores["em"], scores["f1"], scores["correct"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("short", "cited", "expected"),
    [
        ("pada rapat, kerja sama diperluas", FIRST, Verdict.RIGHT),
        ("kerja sama diperluas", THIRD, Verdict.RIGHT),
        ("rapat", FIRST, Verdict.PARTLY),
        (None, THIRD, Verdict.WRONG),
    ],
)
def test_verdicts_on_words(short: str | None, cited: tuple[int, int], expected: Verdict) -> None:
    assert verdict(CASE, EVIDENCE, _answer(_citation(1, cited), short=short)) is expected


def test_verdict_on_evidence_alone() -> None:
    case = Case("q", "Apa?")
    assert verdict(case, EVIDENCE, _answer(_citation(1, FIRST))) is Verdict.RIGHT
    assert verdict(case, EVIDENCE, _answer(_citation(1, THIRD))) is Verdict.WRONG


def test_an_article_that_is_not_in_the_index_is_missed() -> None:
    gone = (Span("a", found=False),)
    scores = _score(CASE, gone, _answer(_citation(1, FIRST)))
    assert (scores["mrr@10"], scores["citation_precision"]) == (0, 0)


@pytest.mark.parametrize(
    ("speakers", "right", "wrong"),
    [
        (["Rina"], 1, 0),
        (["Sekjen Rina Kusumawati", None], 1, 0),
        ([None, "Rina"], 1, 0),
        (["Rina", "Ani"], 1, 1),
        (["Ani", "Rina"], 0, 1),
        ([None], 0, 0),
        ([], 0, 0),
    ],
)
def test_speakers(speakers: list[str | None], right: int, wrong: int) -> None:
    case = dataclasses.replace(CASE, speakers=("Rina Kusumawati",))
    answer = _answer(*(_citation(n, FIRST, name) for n, name in enumerate(speakers, 1)))
    scores = _score(case, EVIDENCE, answer)
    assert (scores["speaker"], scores["wrong_speaker"]) == (right, wrong)


def test_a_refusals_nearest_passages_accuse_nobody() -> None:
    case = dataclasses.replace(CASE, speakers=("Rina",))
    scores = _score(case, EVIDENCE, _answer(_citation(1, SECOND, "Ani"), answerable=False))
    assert (scores["speaker"], scores["wrong_speaker"]) == (0, 0)


def test_another_speaker_where_the_asked_one_said_nothing() -> None:
    case = Case("q", "Apa kata Budi?", speakers=("Budi",), answerable=False)
    scores = _score(case, (), _answer(_citation(1, SECOND, "Ani")))
    assert scores["wrong_speaker"] == 1
    assert "speaker" not in scores


def test_a_citation_that_is_not_the_articles_own_characters() -> None:
    bent = dataclasses.replace(_citation(1, FIRST), text="Rina meminta kerja sama diperluas.")
    unknown = dataclasses.replace(_citation(1, FIRST), article_id="b")
    past = dataclasses.replace(_citation(1, FIRST), start=90, end=200, text=TEXT[90:])
    for citation in (bent, unknown, past):
        assert _score(CASE, EVIDENCE, _answer(citation))["citation_exact"] == 0


def test_the_article_itself_may_be_cited_for_its_date() -> None:
    article = _citation(1, (0, 0))
    scores = _score(
        Case("q", "Kapan?", answers=("7 Desember",)), (), _answer(article, short="7 Desember")
    )
    assert (scores["citation_exact"], scores["grounded"], scores["em"]) == (1, 1, 1)


def test_what_is_said_must_stand_on_citations() -> None:
    cited = _answer(_citation(1, FIRST), short="Kerja sama")
    invented = _answer(_citation(1, FIRST), short="100 juta rupiah")
    unmarked = dataclasses.replace(cited, sentences=(Sentence("Kerja sama.", ()),))
    astray = dataclasses.replace(cited, sentences=(Sentence("Kerja sama.", (1, 2)),))
    answers = (cited, invented, unmarked, astray)
    assert [_score(CASE, EVIDENCE, answer)["grounded"] for answer in answers] == [1, 0, 0, 0]


def test_whole_articles_are_ranked_by_their_first_passage() -> None:
    answer = dataclasses.replace(
        _answer(_citation(1, FIRST)),
        retrieved=tuple(
            Retrieved(article, 0, 9, 1.0) for article in ("x", "x", "x", "a", "x", "b")
        ),
    )
    scores = _score(CASE, (Span("a", grade=1), Span("b", grade=2)), answer)
    assert (scores["mrr@10"], scores["hit@1"], scores["recall@5"]) == (1 / 2, 0, 1)
    ideal = 2 + 1 / math.log2(3)
    assert scores["ndcg@10"] == pytest.approx((1 / math.log2(3) + 2 / math.log2(4)) / ideal)


def test_a_second_passage_of_the_same_evidence_gains_nothing() -> None:
    answer = dataclasses.replace(
        _answer(_citation(1, FIRST)),
        retrieved=(Retrieved("a", 0, 20, 2.0), Retrieved("a", 20, 45, 1.0)),
    )
    scores = _score(CASE, (*EVIDENCE, Span("a", *THIRD)), answer)
    assert scores["recall@10"] == 1 / 2
    assert scores["ndcg@10"] == pytest.approx(1 / (1 + 1 / math.log2(3)))


def test_a_short_answer_that_names_who_is_cited_stands_on_the_citation() -> None:
    said = _citation(1, SECOND, speaker="Ani Lestari")
    shorts = ("Ani Lestari", "Budi Santoso")
    assert [_score(CASE, EVIDENCE, _answer(said, short=s))["grounded"] for s in shorts] == [1, 0]
