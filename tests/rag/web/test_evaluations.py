"""Evaluations in their thread: one at a time, cancelled, compared, and kept to their tokens."""

import threading
from collections.abc import Callable

import pytest

from index.errors import WartanyaError
from rag.answer import Answer
from rag.testset import Case, TestSet
from rag.web import evaluations as module
from rag.web.downloads import download
from rag.web.evaluations import Busy, Evaluation, Evaluations, Progress
from tests.rag.test_evaluation import ARTICLES, CASES
from tests.rag.word_asker import WordAsker


class Asker(WordAsker):
    """Waits before each answer until it may go on."""

    def __init__(self) -> None:
        super().__init__(ARTICLES)
        self.may = threading.Event()
        self.may.set()
        self.before: Callable[[str], None] = lambda question: None

    def ask(self, question: str) -> Answer:
        self.may.wait(10)
        self.before(question)
        return super().ask(question)


def questions(digest: str = "d", cases: tuple[Case, ...] = CASES) -> TestSet:
    return TestSet("set.jsonl", digest, cases)


def ended(evaluations: Evaluations, evaluation: Evaluation) -> Evaluation:
    assert evaluations._thread is not None
    evaluations._thread.join(20)
    return evaluation


def test_a_run_gives_its_figures_and_its_files() -> None:
    evaluations = Evaluations(Asker())
    evaluation = ended(evaluations, evaluations.start(questions()))
    assert evaluation.progress is Progress.COMPLETE
    assert evaluation.asked == len(CASES)
    result = evaluation.result
    assert result is not None
    assert [record.id for record in result.run.records] == [case.id for case in CASES]
    assert result.comparison is None
    assert "correct" in {measure.name for measure in result.found}
    record = download(evaluations, evaluation.token, "run.json")
    assert record is not None
    assert record[0].startswith(b'{"wartanya_run": 1')
    assert record[2]["Content-Disposition"] == 'attachment; filename="set-run.json"'
    report = download(evaluations, evaluation.token, "report.html")
    assert report is not None
    assert report[0].startswith(b"<!doctype html>")
    assert download(evaluations, evaluation.token, "../run.json") is None
    assert download(evaluations, "guessed", "run.json") is None


def test_one_at_a_time_and_cancelled_after_the_question_that_is_asked() -> None:
    asker = Asker()
    asker.may.clear()
    evaluations = Evaluations(asker)
    first = evaluations.start(questions())
    with pytest.raises(Busy, match=f"0 of {len(CASES)} questions"):
        evaluations.start(questions("other"))
    first.cancel()
    asker.may.set()
    ended(evaluations, first)
    assert (first.progress, first.asked, first.result) == (Progress.CANCELLED, 1, None)
    again = ended(evaluations, evaluations.start(questions()))
    assert again.progress is Progress.COMPLETE
    assert again.result is not None
    assert again.result.comparison is None  # a cancelled run is nothing to compare with


def test_the_second_run_of_a_set_is_compared_with_the_first_and_others_are_not() -> None:
    evaluations = Evaluations(Asker())
    first = ended(evaluations, evaluations.start(questions("d"))).result
    other = ended(evaluations, evaluations.start(questions("e"))).result
    again = ended(evaluations, evaluations.start(questions("d"))).result
    assert first is not None
    assert other is not None
    assert again is not None
    assert other.comparison is None
    assert again.comparison is not None
    assert again.comparison.changed == ()
    assert again.before == first.run.started


def test_sets_of_one_series_are_compared_though_they_grew() -> None:
    evaluations = Evaluations(Asker())
    ended(evaluations, evaluations.start(questions("d", CASES[:2]), "kept"))
    grown = ended(evaluations, evaluations.start(questions("e"), "kept")).result
    assert grown is not None
    assert grown.comparison is not None
    assert grown.comparison.only_after == tuple(case.id for case in CASES[2:])


def test_a_defect_ends_the_run_and_lets_the_next_begin(caplog: pytest.LogCaptureFixture) -> None:
    asker = Asker()

    def break_down(question: str) -> None:
        raise RuntimeError("secret")

    asker.before = break_down
    evaluations = Evaluations(asker)
    failed = ended(evaluations, evaluations.start(questions()))
    assert (failed.progress, failed.reason) == (Progress.FAILED, "")
    assert "An evaluation ended in a defect" in caplog.text
    asker.before = lambda question: None
    assert ended(evaluations, evaluations.start(questions())).progress is Progress.COMPLETE


def test_a_question_that_cannot_be_asked_is_a_failed_one_not_the_end() -> None:
    asker = Asker()

    def refuse(question: str) -> None:
        raise WartanyaError("too long")

    asker.before = refuse
    evaluations = Evaluations(asker)
    result = ended(evaluations, evaluations.start(questions())).result
    assert result is not None
    assert {record.error for record in result.run.records} == {"too long"}


def test_only_the_last_results_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 2)
    evaluations = Evaluations(Asker())
    tokens = [ended(evaluations, evaluations.start(questions(d))).token for d in "abc"]
    assert [evaluations.find(token) is None for token in tokens] == [True, False, False]
    assert len(set(tokens)) == 3


def test_closing_ends_what_runs() -> None:
    asker = Asker()
    asker.may.clear()
    evaluations = Evaluations(asker)
    running = evaluations.start(questions())
    threading.Timer(0.1, asker.may.set).start()
    evaluations.close()
    assert running.progress is Progress.CANCELLED
