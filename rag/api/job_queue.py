"""Jobs one after the other, in a thread of their own, the last ones kept in memory."""

import logging
import threading
from collections import OrderedDict, deque

from rag.api.job import Work
from rag.wartanya import Wartanya

logger = logging.getLogger(__name__)

MOST_WAITING = 8
MOST_KEPT = 100  # jobs that ended
CLOSING = 10.0  # seconds for the article that is being read or written


class Full(Exception):
    """As many jobs wait as may."""


class JobQueue:
    """The jobs of one server. Thread-safe. Its thread runs only while there are jobs."""

    def __init__(self, wartanya: Wartanya) -> None:
        self._wartanya = wartanya
        self._lock = threading.Lock()
        self._known: OrderedDict[str, Work] = OrderedDict()
        self._waiting: deque[Work] = deque()
        self._running: Work | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    def put(self, work: Work) -> None:
        """Run it when its turn comes. Full where too many wait."""
        with self._lock:
            self._waiting = deque(one for one in self._waiting if not one.state.ended)
            if len(self._waiting) >= MOST_WAITING or self._closed:
                raise Full
            self._known[work.id] = work
            self._waiting.append(work)
            self._forget()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
                self._thread.start()

    def find(self, job_id: str) -> Work | None:
        """A job that waits, runs, or is kept after its end."""
        return self._known.get(job_id)

    def all(self) -> list[Work]:
        """Every job that is known, the newest first."""
        with self._lock:
            return list(reversed(self._known.values()))

    def close(self) -> None:
        """Cancel all of them, and wait for the article that is being read or written."""
        with self._lock:
            self._closed = True
            known, thread = list(self._known.values()), self._thread
        for work in known:
            work.cancel()
        if thread is not None:
            thread.join(CLOSING)

    def _forget(self) -> None:
        ended = [work.id for work in self._known.values() if work.state.ended]
        for job_id in ended[: max(0, len(ended) - MOST_KEPT)]:
            del self._known[job_id]

    def _run(self) -> None:
        while (work := self._next()) is not None:
            try:
                work.run(self._wartanya)
            except Exception:
                logger.exception("A job ended in a defect")

    def _next(self) -> Work | None:
        """The job whose turn it is; None where there is none, and the thread ends."""
        with self._lock:
            self._running = self._waiting.popleft() if self._waiting else None
            if self._running is None:
                self._thread = None
            return self._running
