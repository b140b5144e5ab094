"""Turns at something shared: many together, or one alone."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from index.errors import WartanyaError


class Turns:
    """Who needs it alone waits till those inside have left, and lets nobody in meanwhile.

    A thread may go in together more than once.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._alone = 0  # who have it alone, or wait for that
        self._mine = threading.local()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Inside at once with others of the kind."""
        if self._is_inside():
            yield
            return
        with self._changed:
            self._changed.wait_for(lambda: not self._alone)
            self._inside += 1
        self._mine.inside = True
        try:
            yield
        finally:
            self._mine.inside = False
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Inside with nobody of the other kind; those who need it alone keep off each other.

        WartanyaError for a thread that is inside together, which would wait for itself.
        """
        if self._is_inside():
            raise WartanyaError(
                "inside a snapshot: leave it before closing, checking or compacting"
            )
        with self._changed:
            self._alone += 1
        try:
            with self._changed:
                self._changed.wait_for(lambda: not self._inside)
            yield
        finally:
            with self._changed:
                self._alone -= 1
                self._changed.notify_all()

    def _is_inside(self) -> bool:
        return getattr(self._mine, "inside", False)
