"""Two runs side by side, sweeps in one table, and gates."""

import dataclasses

import pytest

from index.errors import WartanyaError
from rag.comparison import compare, comparison_table, sweep_table
from rag.evaluation import run_testset, sweep
from rag.gate import Gate, check_baseline, check_gates, parse_gate
from rag.scoring import Verdict
from rag.summary import measures
from tests.rag.test_evaluation import ARTICLES, SET
from tests.rag.word_asker import WordAsker

GOOD = run_testset(WordAsker(ARTICLES), SET)
SILENT = run_testset(WordAsker(ARTICLES, least=99), SET)


def test_a_run_against_itself() -> None:
    comparison = compare(GOOD, GOOD)
    assert {moved.difference.mean for moved in comparison.moved} == {0}
    assert {moved.corrected for moved in comparison.moved} == {1}
    assert (comparison.changed, comparison.only_before, comparison.remarks) == ((), (), ())


def test_questions_whose_verdict_changed() -> None:
    comparison = compare(GOOD, SILENT)
    changed = {(c.id, c.before, c.after) for c in comparison.changed}
    assert changed == {
        ("born", Verdict.RIGHT, Verdict.MISSED),
        ("closed", Verdict.RIGHT, Verdict.MISSED),
        ("made", Verdict.MADE_UP, Verdict.REFUSED),
    }
    assert comparison.remarks == ("least: 2 before, 99 after",)


def test_lists_that_differ_are_counted_not_shown() -> None:
    before = dataclasses.replace(GOOD, described={"articles": ["a", "b"]})
    after = dataclasses.replace(GOOD, described={"articles": ["b", "c", "d"]})
    assert compare(before, after).remarks == ("articles: 1 gone, 2 new",)


def test_a_measure_moves_by_its_paired_mean() -> None:
    moved = {m.name: m for m in compare(GOOD, SILENT).moved}
    assert (moved["citation_recall"].before, moved["citation_recall"].after) == (0.5, 0)
    assert moved["citation_recall"].n == 4
    assert moved["citation_recall"].difference.mean == -0.5
    assert moved["citation_recall"].better is None  # two questions prove nothing
    assert moved["mrr@10"].difference.mean == 0


def test_many_questions_prove_it() -> None:
    many = dataclasses.replace(
        GOOD,
        records=tuple(
            dataclasses.replace(record, id=f"{record.id}{n}")
            for n in range(40)
            for record in GOOD.records
        ),
    )
    worse = dataclasses.replace(
        many,
        records=tuple(
            dataclasses.replace(r, scores={**r.scores, "correct": 0.0, "wrong_speaker": 1.0})
            for r in many.records
        ),
    )
    moved = {m.name: m for m in compare(many, worse).moved}
    assert moved["correct"].better is False
    assert moved["brier"].better is None


def test_questions_of_one_run_only() -> None:
    less = dataclasses.replace(GOOD, records=GOOD.records[1:], digest="other")
    comparison = compare(GOOD, less)
    assert (comparison.only_before, comparison.only_after) == (("born",), ())
    assert comparison.remarks == ("the test sets' contents differ: questions are paired by id",)
    assert "1 questions only in the first run" in comparison_table(comparison)


def test_runs_with_nothing_in_common() -> None:
    with pytest.raises(WartanyaError, match="no question in common"):
        compare(GOOD, dataclasses.replace(GOOD, records=()))


def test_the_comparison_as_a_table() -> None:
    lines = comparison_table(compare(GOOD, SILENT)).split("\n")
    row = next(line.split() for line in lines if line.startswith("citation_recall"))
    assert row[:4] == ["citation_recall", "0.500", "0.000", "-0.500"]
    assert "3 questions with another verdict" in lines
    assert "  made: made up -> refused: Siapa membuka rapat gelap?" in lines


def test_a_sweep_in_one_table() -> None:
    runs = sweep(
        lambda chosen: WordAsker(ARTICLES, least=int(chosen["least"])), SET, {"least": ["2", "99"]}
    )
    header, first, second = sweep_table(runs, ["correct"]).split("\n")
    assert header.split() == ["least", "correct"]
    assert first.split()[:2] == ["2", "0.500"]
    assert second.split()[:2] == ["99", "0.333"]


@pytest.mark.parametrize(
    ("text", "gate"),
    [
        ("mrr@10=.85", Gate("mrr@10", 0.85)),
        (" latency_p95 = 1e3 ", Gate("latency_p95", 1000)),
    ],
)
def test_gates_are_read(text: str, gate: Gate) -> None:
    assert parse_gate(text) == gate


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("mrr@10", "not a gate: write a measure and a limit"),
        ("mrr@10=high", "not a gate"),
        ("mrr@10=.8.5", "'.8.5' is not a number"),
        ("mrr=.85", "'mrr': not a measure; there are hit@1, hit@5"),
    ],
)
def test_gates_that_cannot_be_read(text: str, message: str) -> None:
    with pytest.raises(WartanyaError) as raised:
        parse_gate(text)
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("gate", "passed"),
    [
        (Gate("correct", 0.5), True),
        (Gate("correct", 0.51), False),
        (Gate("latency_p95", 60_000), True),
        (Gate("wrong_speaker", 1), False),  # no question has a speaker
    ],
)
def test_gates_are_held_against_a_run(gate: Gate, passed: bool) -> None:
    (outcome,) = check_gates(measures(GOOD.records), [gate])
    assert outcome.passed is passed
    assert outcome.text.startswith(gate.name)


def test_a_gate_where_lower_is_better() -> None:
    (outcome,) = check_gates(measures(GOOD.records), [Gate("latency_p50", 0)])
    assert not outcome.passed
    assert "at most 0 ms wanted" in outcome.text


def test_the_baseline_itself_passes() -> None:
    assert all(outcome.passed for outcome in check_baseline(GOOD, GOOD))


def test_a_fall_beyond_the_tolerance_fails() -> None:
    failed = [o.text.split(":")[0] for o in check_baseline(GOOD, SILENT, 0.2) if not o.passed]
    assert "citation_recall" in failed
    assert "mrr@10" not in failed
    assert not any(name.startswith("latency") for name in failed)
    assert all(o.passed for o in check_baseline(GOOD, SILENT, 1.0))


def test_a_measure_where_lower_is_better_fails_when_it_rises() -> None:
    worse = dataclasses.replace(
        GOOD,
        records=tuple(
            dataclasses.replace(r, scores={**r.scores, "brier": r.scores["brier"] + 0.1})
            for r in GOOD.records
        ),
    )
    assert [o.text.split(":")[0] for o in check_baseline(GOOD, worse, 0.05) if not o.passed] == [
        "brier"
    ]


def test_a_baseline_question_that_is_gone_fails() -> None:
    less = dataclasses.replace(GOOD, records=GOOD.records[1:])
    first = check_baseline(GOOD, less, tolerance=1.0)[0]
    assert (first.passed, first.text) == (False, "1 questions of the baseline are not in this run")
