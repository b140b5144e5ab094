"""Evaluations that the page runs: one at a time, in a thread, the last few kept in memory."""

import logging
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from index.errors import WartanyaError
from rag.asker import Asker
from rag.comparison import Comparison, compare
from rag.evaluation import run_testset
from rag.run_record import Record, Run, languages, tagged
from rag.summary import Measure, measures
from rag.testset import TestSet

logger = logging.getLogger(__name__)

KEPT = 8  # results; of 1,000 questions each takes some 5 MB
SETS_REMEMBERED = 32  # test sets whose last run can be compared with
_GROUP_RESAMPLES = 500  # of each tag's intervals, of which there can be many


class Progress(Enum):
    """How an evaluation stands."""

    RUNNING = "running"
    COMPLETE = "complete"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Group:
    """A tag's or a language's questions and figures."""

    name: str
    count: int
    found: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A run with its figures, and against the last run of the same test set where there was one.

    ``before`` is when that one was started.
    """

    run: Run
    found: tuple[Measure, ...]
    tags: tuple[Group, ...]
    languages: tuple[Group, ...]
    comparison: Comparison | None
    before: str | None


@dataclass(slots=True)
class Evaluation:
    """A run under way or ended. ``token`` is a secret of the session that started it.

    ``series`` names the runs that it is compared with the last of. ``reason`` says why it
    failed, '' for a defect of ours.
    """

    testset: TestSet
    series: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    asked: int = 0
    began: float = field(default_factory=time.monotonic)
    progress: Progress = Progress.RUNNING
    result: Result | None = None
    reason: str = ""
    cancelled: bool = False

    def cancel(self) -> None:
        """End it after the question that is being asked."""
        self.cancelled = True


class Busy(WartanyaError):
    """Another evaluation is running: ``asked`` of ``total`` questions."""

    def __init__(self, asked: int, total: int) -> None:
        super().__init__(f"an evaluation is running, {asked} of {total} questions: wait for it")
        self.asked = asked
        self.total = total


class _Cancelled(Exception):
    pass


class Evaluations:
    """The evaluations of one process, over one asker."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._lock = threading.Lock()
        self._running: Evaluation | None = None
        self._thread: threading.Thread | None = None
        self._kept: OrderedDict[str, Evaluation] = OrderedDict()
        self._last: OrderedDict[str, Run] = OrderedDict()

    def start(self, testset: TestSet, series: str | None = None) -> Evaluation:
        """Run the test set in a thread. Busy where another is running.

        Runs of one ``series`` are compared; without one, runs of equal content: so no session
        sees another's questions under a file name of its own.
        """
        with self._lock:
            running = self._running
            if running is not None:
                raise Busy(running.asked, len(running.testset.cases))
            evaluation = Evaluation(testset, series or testset.digest)
            self._running = evaluation
            self._kept[evaluation.token] = evaluation
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            self._thread = threading.Thread(
                target=self._evaluate, args=(evaluation,), name="evaluation", daemon=True
            )
            self._thread.start()
        return evaluation

    def find(self, token: str | None) -> Evaluation | None:
        """The evaluation of a token; None where there is none, or it isn't kept any more."""
        return self._kept.get(token) if token else None

    def close(self) -> None:
        """End what is running, and wait for the question that is being asked."""
        with self._lock:
            running, thread = self._running, self._thread
        if running is not None:
            running.cancel()
        if thread is not None:
            thread.join(timeout=10)

    def _evaluate(self, evaluation: Evaluation) -> None:
        def told(asked: int, _: int) -> None:
            evaluation.asked = asked
            if evaluation.cancelled:
                raise _Cancelled

        progress = Progress.FAILED
        try:
            run = run_testset(self._asker, evaluation.testset, told)
            evaluation.result = self._result(run, evaluation.series)
            progress = Progress.COMPLETE
        except _Cancelled:
            progress = Progress.CANCELLED
        except WartanyaError as error:
            evaluation.reason = str(error)
        except Exception:
            logger.exception("An evaluation ended in a defect")
        finally:
            with self._lock:
                self._running = None
            evaluation.progress = progress

    def _result(self, run: Run, series: str) -> Result:
        before = self._last.get(series)
        self._last[series] = run
        self._last.move_to_end(series)
        while len(self._last) > SETS_REMEMBERED:
            self._last.popitem(last=False)
        return Result(
            run=run,
            found=tuple(measures(run.records)),
            tags=_groups(tagged(run.records)),
            languages=_groups(languages(run.records)),
            comparison=compare(before, run) if before and _share(before, run) else None,
            before=before.started if before else None,
        )


def _groups(records: dict[str, list[Record]]) -> tuple[Group, ...]:
    return tuple(Group(name, len(found), _figures(found)) for name, found in records.items())


def _figures(records: Sequence[Record]) -> tuple[Measure, ...]:
    return tuple(measures(records, _GROUP_RESAMPLES))


def _share(before: Run, after: Run) -> bool:
    """Whether any question is in both, as in a set that was written anew it is not."""
    return not {r.id for r in before.records}.isdisjoint(r.id for r in after.records)
