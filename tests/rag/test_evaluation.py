"""Runs: every question kept, cancelled, written, read, summed up."""

import json
from pathlib import Path

import pytest

from index.article import Article
from index.errors import WartanyaError
from rag.evaluation import run_testset, sweep
from rag.run_record import read_run, write_run
from rag.scoring import Verdict
from rag.summary import measures, table
from rag.testset import Case, Evidence, TestSet
from tests.rag.word_asker import WordAsker

ARTICLES = [
    Article("solo", "Solo", "Presiden lahir di Solo. Ia pindah ke Jakarta."),
    Article("rapat", "Rapat", "Menteri membuka rapat kerja. Rapat kerja ditutup Selasa."),
]
CASES = (
    Case(
        "born", "Presiden lahir di mana?", ("Solo",), (Evidence("solo", 18, 22),), tags=("a", "b")
    ),
    Case("closed", "Kapan rapat kerja ditutup?", ("Selasa",), (Evidence("rapat", quote="Selasa"),)),
    Case("moved", "Mengapa pindah?", ("kerja",), (Evidence("solo", quote="Jakarta"),), tags=("b",)),
    Case("none", "Berapa anggaran?", answerable=False, language="en"),
    Case("made", "Siapa membuka rapat gelap?", answerable=False),
    Case("empty", "?!", ("apa",), (Evidence("unknown"),), where="line 6"),
)
SET = TestSet("set.jsonl", "d1gest", CASES)


def _values(name: str) -> dict[str, float]:
    return run_testset(WordAsker(ARTICLES), SET).values(name)


def test_every_question_is_kept_with_its_verdict() -> None:
    run = run_testset(WordAsker(ARTICLES), SET)
    assert [(record.id, record.verdict) for record in run.records] == [
        ("born", Verdict.RIGHT),
        ("closed", Verdict.RIGHT),
        ("moved", Verdict.MISSED),
        ("none", Verdict.REFUSED),
        ("made", Verdict.MADE_UP),
        ("empty", Verdict.FAILED),
    ]
    assert run.records[5].error == "the question is empty: write one"
    assert (run.testset, run.digest, run.described["index"]) == ("set.jsonl", "d1gest", "words")
    assert run.notices[-1][:2] == ("unknown article", "line 6")


def test_means_are_over_all_questions_answered_or_not() -> None:
    assert _values("citation_recall") == {"born": 1, "closed": 1, "moved": 0, "empty": 0}
    assert _values("em_answerable").keys() == {"born", "closed", "moved", "empty"}
    figures = {m.name: m.estimate for m in measures(run_testset(WordAsker(ARTICLES), SET).records)}
    assert (figures["citation_recall"].value, figures["citation_recall"].n) == (0.5, 4)
    assert (figures["correct"].value, figures["correct"].n) == (3 / 6, 6)
    assert figures["citation_exact"].value == 1
    # refused: moved (wrongly), none, and empty, which failed and has an answer; made was not
    assert figures["abstention_precision"].value == pytest.approx(1 / 3)
    assert figures["abstention_recall"].value == 1 / 2


def test_an_asker_that_never_answers_scores_0_not_nothing() -> None:
    run = run_testset(WordAsker(ARTICLES, least=99), SET)
    figures = {m.name: m.estimate for m in measures(run.records)}
    for name in ("em_answerable", "f1_answerable", "citation_precision", "citation_recall"):
        assert (figures[name].value, figures[name].n) == (0, 4), name
    assert figures["abstention_recall"].value == 1
    assert "aurc" not in figures


def test_a_record_shows_what_was_asked_expected_cited_and_retrieved() -> None:
    record = run_testset(WordAsker(ARTICLES), SET).records[1]
    assert record.expected.evidence == ("Selasa",)
    assert record.said == " Rapat kerja ditutup Selasa."
    (cited,) = record.cited
    assert (cited.article_id, cited.start, cited.end, cited.meets) == ("rapat", 28, 56, True)
    assert [(listed.beginning, listed.meets) for listed in record.retrieved] == [
        (" Rapat kerja ditutup Selasa.", True),
        ("Menteri membuka rapat kerja.", False),
    ]


def test_a_table_for_the_terminal() -> None:
    lines = table(measures(run_testset(WordAsker(ARTICLES), SET).records), "set.jsonl").split("\n")
    assert lines[0] == "set.jsonl"
    assert lines[1].split() == ["measure", "value", "95%", "interval", "questions"]
    row = next(line.split() for line in lines if line.startswith("citation_recall"))
    assert row == ["citation_recall", "0.500", "0.000", "to", "1.000", "4"]


def test_progress_and_cancelling() -> None:
    told: list[tuple[int, int]] = []

    def stop_at_two(asked: int, total: int) -> None:
        told.append((asked, total))
        if asked == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_testset(WordAsker(ARTICLES), SET, stop_at_two)
    assert told == [(1, 6), (2, 6)]


def test_a_run_written_and_read_again_is_the_same(tmp_path: Path) -> None:
    run = run_testset(WordAsker(ARTICLES), SET)
    write_run(run, tmp_path / "run.json")
    assert read_run(tmp_path / "run.json") == run
    assert [item.name for item in tmp_path.iterdir()] == ["run.json"]


def test_a_run_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    run = run_testset(WordAsker(ARTICLES), SET)
    with pytest.raises(WartanyaError, match=r"run.json: not written \(No such file"):
        write_run(run, tmp_path / "nowhere" / "run.json")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "not JSON"),
        ("[]", "not a run record of format 1 (found None)"),
        ('{"wartanya_run": 2}', "not a run record of format 1 (found 2)"),
        ('{"wartanya_run": 1}', "a run record with a part missing ('testset')"),
    ],
)
def test_what_is_no_run_record(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "run.json").write_text(content, encoding="utf-8")
    with pytest.raises(WartanyaError) as raised:
        read_run(tmp_path / "run.json")
    assert str(tmp_path / "run.json") in str(raised.value)
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("verdict", "splendid", "splendid"),
        ("scores", {"mrr@10": float("nan")}, "nan is not a score"),
        ("scores", [], "part missing"),
        ("cited", [{}], "part missing"),
        ("else", 1, "else"),
    ],
)
def test_a_record_with_a_bent_part(tmp_path: Path, field: str, value: object, message: str) -> None:
    path = tmp_path / "run.json"
    write_run(run_testset(WordAsker(ARTICLES), SET), path)
    document = json.loads(path.read_text(encoding="utf-8"))
    document["records"][0][field] = value
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(WartanyaError, match=message):
        read_run(path)


def test_a_sweep_runs_every_combination_and_closes_it() -> None:
    closed: list[str] = []

    class Closing(WordAsker):
        def close(self) -> None:
            closed.append(str(self.describe()["least"]))

    told: list[tuple[int, int]] = []
    runs = sweep(
        lambda chosen: Closing(ARTICLES, least=int(chosen["least"])),
        SET,
        {"least": ["2", "99"], "other": ["x"]},
        lambda asked, total: told.append((asked, total)),
    )
    assert [chosen for chosen, _ in runs] == [
        {"least": "2", "other": "x"},
        {"least": "99", "other": "x"},
    ]
    assert [sum(r.answered for r in run.records) for _, run in runs] == [3, 0]
    assert closed == ["2", "99"]
    assert told == [(n, 12) for n in range(1, 13)]
