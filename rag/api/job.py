"""A job: what it indexes, how far it is, and how it ended."""

import secrets
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO

from index.errors import WartanyaError
from index.how import How
from index.ingest import Result
from index.loaded import Loaded
from index.loading import load, load_bytes
from index.writing import Outcome
from rag.api.adding import one_added
from rag.api.job_schemas import Failure, Job, State
from rag.api.refusals import said
from rag.wartanya import Wartanya

MOST_FAILURES = 100  # told with a job; the others are counted


@dataclass(slots=True)
class Work:
    """A job under way or ended. One thread runs it; any may cancel it and ask how it stands.

    ``load`` reads what it indexes. With ``one_by_one`` each article is in the index as soon as it
    is read, as fits those that come by ones over the web; else they are written in groups.
    ``closing`` gives back what it holds, once it has ended.
    """

    sources: tuple[str, ...]
    load: Callable[[Wartanya, Callable[[int], None]], Iterable[Loaded]]
    one_by_one: bool
    closing: Callable[[], None] = lambda: None
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _cancelled: threading.Event = field(default_factory=threading.Event)
    _state: State = State.WAITING
    _counts: dict[Result, int] = field(default_factory=lambda: dict.fromkeys(Result, 0))
    _expected: int = 0
    _failures: list[Failure] = field(default_factory=list)
    _reason: str | None = None
    _times: dict[State, str] = field(default_factory=lambda: {State.WAITING: _now()})
    _began: float = 0.0
    _took: float = 0.0

    @property
    def state(self) -> State:
        """How it stands."""
        return self._state

    def cancel(self) -> None:
        """End it after the article that is being read or written; what is in stays."""
        self._cancelled.set()
        with self._lock:
            if self._state is State.WAITING:
                self._become(State.CANCELLED)

    def run(self, wartanya: Wartanya) -> None:
        """Index what it names. Raises what is a defect, once the job is told to have failed."""
        with self._lock:
            if self._state is not State.WAITING:
                return
            self._began = time.monotonic()
            self._become(State.RUNNING)
        state = State.FAILED
        try:
            self._index(wartanya)
            state = State.CANCELLED if self._cancelled.is_set() else State.COMPLETE
        except WartanyaError as error:
            self._reason = said(error)
        except Exception:
            self._reason = "a defect of the server; its log has more"
            raise
        finally:
            with self._lock:
                self._took = time.monotonic() - self._began
                self._become(state)

    def told(self) -> Job:
        """How it stands, for a client."""
        with self._lock:
            done = sum(self._counts.values())
            # A corpus is one file and many articles: the number to come is then not known.
            total = self._expected if 0 < self._expected >= done else None
            total = done if self._state is State.COMPLETE else total
            running = self._state is State.RUNNING
            took = time.monotonic() - self._began if running else self._took
            rate = done / took if done and took > 0 else None
            left = (total - done) / rate if running and total is not None and rate else None
            return Job(
                id=self.id,
                state=self._state,
                sources=list(self.sources),
                done=done,
                total=total,
                added=self._counts[Result.ADDED],
                updated=self._counts[Result.UPDATED],
                unchanged=self._counts[Result.UNCHANGED],
                failed=self._counts[Result.FAILED],
                per_second=None if rate is None else round(rate, 3),
                seconds_left=None if left is None else round(left, 1),
                failures=list(self._failures),
                reason=self._reason,
                created=self._times[State.WAITING],
                started=self._times.get(State.RUNNING),
                ended=self._times.get(self._state) if self._state.ended else None,
            )

    def _index(self, wartanya: Wartanya) -> None:
        index = wartanya.retriever.index
        loaded = self._until_cancelled(self.load(wartanya, self._expect))
        if self.one_by_one:
            for item in loaded:
                index.add([item], self._hear)
        else:
            index.add(loaded, self._hear)

    def _until_cancelled(self, loaded: Iterable[Loaded]) -> Iterator[Loaded]:
        for item in loaded:
            if self._cancelled.is_set():
                return
            yield item

    def _expect(self, count: int) -> None:
        with self._lock:
            self._expected += count

    def _hear(self, outcome: Outcome) -> None:
        told = one_added(outcome)
        with self._lock:
            self._counts[outcome.result] += 1
            if told.error is not None and len(self._failures) < MOST_FAILURES:
                self._failures.append(Failure(source=told.source, error=told.error))

    def _become(self, state: State) -> None:
        self._state = state
        self._times[state] = _now()
        if state.ended:
            self.closing()


def from_addresses(sources: list[str], since: str | None, limit: int | None) -> Work:
    """Index what addresses lead to, from public hosts alone."""

    def read(wartanya: Wartanya, expect: Callable[[int], None]) -> Iterable[Loaded]:
        held = wartanya.retriever.index.validators
        return load(sources, How(since=since, limit=limit, validators=held), expect)

    return Work(tuple(sources), read, one_by_one=True)


def from_file(name: str, content: IO[bytes]) -> Work:
    """Index an uploaded file, which is kept on the disk until its turn comes."""
    kept = tempfile.TemporaryFile()  # noqa: SIM115 # closed when the job ends
    while part := content.read(1 << 20):
        kept.write(part)

    def read(_wartanya: Wartanya, _expect: Callable[[int], None]) -> Iterable[Loaded]:
        kept.seek(0)
        return load_bytes(name, kept.read(), f"upload:{name}")

    return Work((name,), read, one_by_one=False, closing=kept.close)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
