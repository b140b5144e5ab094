"""Evaluation's commands: files in, text, files and a verdict out."""

from pathlib import Path

import pytest

from index.article import Article
from index.errors import WartanyaError
from rag.eval_commands import (
    compare_records,
    evaluate,
    evaluate_settings,
    parse_setting,
    start_testset,
)
from rag.run_record import read_run
from rag.testset import write_testset
from rag.testset_files import read_testset
from tests.rag.test_evaluation import ARTICLES, CASES
from tests.rag.word_asker import WordAsker


@pytest.fixture
def testset(tmp_path: Path) -> Path:
    write_testset(tmp_path / "set.jsonl", CASES)
    return tmp_path / "set.jsonl"


def test_evaluate_writes_what_is_named(testset: Path, tmp_path: Path) -> None:
    report, record = tmp_path / "out.html", tmp_path / "out.json"
    done = evaluate(WordAsker(ARTICLES), testset, report=report, record=record)
    assert done.passed
    assert read_run(record) == done.run
    assert "<h1>set.jsonl</h1>" in report.read_text(encoding="utf-8")
    assert done.text.startswith("set.jsonl: 6 questions\nmeasure")
    assert "\ntag b\nmeasure" in done.text
    assert "\nlanguage en\n" in done.text
    assert done.text.endswith("\n\n1 x unknown article")
    assert "gates" not in done.text


def test_gates_decide(testset: Path) -> None:
    done = evaluate(WordAsker(ARTICLES), testset, fail_under=["correct=.5", "f1=.9"])
    assert not done.passed
    assert done.text.endswith("1 of 2 gates passed")
    assert "FAILED f1: " in done.text
    assert "FAILED correct" not in done.text


def test_the_baseline_decides(testset: Path, tmp_path: Path) -> None:
    record, report = tmp_path / "first.json", tmp_path / "out.html"
    evaluate(WordAsker(ARTICLES), testset, record=record)
    same = evaluate(WordAsker(ARTICLES), testset, baseline=record)
    assert same.passed
    silent = WordAsker(ARTICLES, least=99)
    worse = evaluate(silent, testset, baseline=record, tolerance=0.1, report=report)
    assert not worse.passed
    assert "FAILED citation_recall: 0.500 before, 0.000 now: worse by 0.500" in worse.text
    assert "Against the earlier run" in report.read_text(encoding="utf-8")
    assert evaluate(silent, testset, baseline=record, tolerance=1.0).passed


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"fail_under": ["mrr=1"]}, "'mrr': not a measure"),
        ({"baseline": "nowhere.json"}, "nowhere.json: not readable"),
        ({"report": "nowhere/out.html"}, "nowhere/out.html: there is no folder nowhere"),
    ],
)
def test_faults_come_before_the_first_question(
    testset: Path, options: dict[str, str], message: str
) -> None:
    told: list[int] = []
    with pytest.raises(WartanyaError, match=message):
        evaluate(
            WordAsker(ARTICLES),
            testset,
            progress=lambda asked, _: told.append(asked),
            **options,  # type: ignore[arg-type]  # each test gives one option of its own type
        )
    assert told == []


def test_two_records_side_by_side(testset: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    evaluate(WordAsker(ARTICLES), testset, record=first)
    evaluate(WordAsker(ARTICLES, least=99), testset, record=second)
    assert "3 questions with another verdict" in compare_records(first, second)


def test_settings_in_one_table(testset: Path) -> None:
    shown = evaluate_settings(
        lambda chosen: WordAsker(ARTICLES, least=int(chosen["least"])), testset, ["least=2, 99"]
    )
    assert [line.split()[0] for line in shown.split("\n")] == ["least", "2", "99"]


@pytest.mark.parametrize("text", ["", "a", "a=", "=1", "a=1,,2"])
def test_what_is_no_setting(text: str) -> None:
    with pytest.raises(WartanyaError, match="not a setting"):
        parse_setting(text)


def test_a_starter_is_written_once(tmp_path: Path) -> None:
    path = tmp_path / "new.jsonl"
    dated = Article("a", "Pasar Baru", "Wali kota membuka Pasar Baru.", published="2024-03-05")
    said = start_testset(WordAsker([dated]), path)
    assert said.startswith(f"{path}: 2 questions, 0 of them without an answer.")
    assert len(read_testset(path).cases) == 2
    with pytest.raises(WartanyaError, match="is there already"):
        start_testset(WordAsker([dated]), path)


def test_no_articles_give_no_starter(tmp_path: Path) -> None:
    with pytest.raises(WartanyaError, match="index some articles first"):
        start_testset(WordAsker([]), tmp_path / "new.jsonl")
    assert list(tmp_path.iterdir()) == []
