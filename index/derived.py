"""Vectors and words, kept in step with the ledger, rebuilt from it on any doubt."""

import logging
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from index.errors import WartanyaError
from index.health import CleanMark, Stores, find_doubt
from index.ledger import PAGE, Ledger, Row
from index.lexical import WordIndex
from index.store import SYNC_THRESHOLD, VectorStore

logger = logging.getLogger(__name__)

PAGES_BETWEEN_MARKS = 40  # while catching up: a cut-off rebuild goes on from there
WASTE = 2  # times its passages that Chroma's file may hold deleted vectors, and
SLACK = 1000  # so many vectors (1.6 MB) besides


class Derived(Protocol):
    """An index made from the ledger, which remembers the last change that it has taken in."""

    @property
    def change(self) -> int: ...
    def count(self) -> int: ...
    def upsert(self, rows: Sequence[Row]) -> None: ...
    def delete(self, ids: Sequence[str]) -> None: ...
    def mark(self, change: int) -> None: ...


def follow(derived: Derived, ledger: Ledger) -> None:
    """Take in all that changed in the ledger. Cut off anywhere, the next call mends it."""
    head, after = ledger.change, derived.change
    if after == head:
        return
    if retired := ledger.retired(after):
        derived.delete(retired)
    change, number, pages = after, sys.maxsize, 0
    while rows := ledger.page(change, number, PAGE):
        derived.upsert(rows)
        change, number, pages = rows[-1].change, rows[-1].number, pages + 1
        if pages % PAGES_BETWEEN_MARKS == 0 and change - 1 > after:
            derived.mark(change - 1)
    derived.mark(head)


class DerivedIndexes:
    """The two derived indexes of a data directory, open."""

    vectors: VectorStore
    words: WordIndex

    def __init__(self, data: Path, ledger: Ledger, sync_threshold: int = SYNC_THRESHOLD) -> None:
        """Open both, probed first, rebuilt where in doubt, and caught up with the ledger."""
        self._stores = Stores(data)
        self._mark = CleanMark(self._stores)
        self._ledger = ledger
        self._sync_threshold = sync_threshold
        try:
            doubt = find_doubt(self._stores, ledger, self._mark.take())
        except OSError as error:
            raise WartanyaError(
                f"{error.filename or data}: {error.strerror}; make the directory readable and "
                "writable, or choose another data directory"
            ) from error
        if doubt is None:
            self._open()
            try:
                if self._caught_up():
                    return
                doubt = "out of step, or full of deleted passages"
                self._close()
            except WartanyaError as error:  # left by a killed process as it can't be written
                doubt = f"not to be written ({error})"
        if ledger.count():
            # An index that was just imported never had any.
            had = self._stores.vectors.exists() or self._stores.words.exists()
            level = logging.WARNING if had else logging.INFO
            logger.log(level, "%s: the search index is %s; rebuilding it", data, doubt)
        self._rebuild()

    def follow(self, words: bool = True) -> None:
        """Take in what changed in the ledger; words, whose commits are slow, only where asked."""
        try:
            follow(self.vectors, self._ledger)
            if words:
                follow(self.words, self._ledger)
        except WartanyaError:
            # A write that failed half-way can lose vectors that were written before.
            self._doubtful = True
            raise

    def verify(self) -> str | None:
        """Look for every passage in both; why they had to be made anew, None where they hadn't."""
        self._close()
        left = self._stores.sizes()
        doubt = find_doubt(self._stores, self._ledger, left, all_of_it=True)
        if doubt is None:
            self._open()
            if self._caught_up():
                return None
            doubt = "out of step, or full of deleted passages"
            self._close()
        self._rebuild()
        return doubt if self._ledger.count() else None

    def compact(self) -> None:
        """Make both anew, so that nothing of a deleted article is left in their files."""
        self._close()
        self._rebuild()
        self._forget_retired()

    def close(self) -> None:
        """Close both and leave a mark that they are whole."""
        try:
            self._forget_retired()
        finally:
            self._close()
        if self._doubtful:
            shutil.rmtree(self._stores.vectors, ignore_errors=True)
        else:
            self._mark.leave()

    def _rebuild(self) -> None:
        """Make both anew from the ledger. They must be closed."""
        for path in (self._stores.vectors, self._stores.words):
            shutil.rmtree(path, ignore_errors=True)
        self._open()
        if not self._caught_up():
            self._close()
            raise RuntimeError(f"{self._stores.data}: rebuilt, and not the ledger's passages")

    def _forget_retired(self) -> None:
        """Drop from the ledger the ids of deleted passages that neither index holds any more."""
        change = min(self.vectors.change, self.words.change)
        if self._ledger.any_retired(change):
            with self._ledger.transaction() as transaction:
                transaction.forget_retired(change)

    def _open(self) -> None:
        self._doubtful = False
        self.words = WordIndex(self._stores.words)
        try:
            self.vectors = VectorStore(self._stores.vectors, self._sync_threshold)
        except BaseException:
            self.words.close()
            raise

    def _close(self) -> None:
        try:
            self.words.close()
        finally:
            self.vectors.close()

    def _caught_up(self) -> bool:
        """Catch up; whether both then hold the ledger's passages, and not too much waste."""
        try:
            self.follow()
            count = self._ledger.count()
            return (
                self.vectors.count() == self.words.count() == count
                and self.vectors.written <= (1 + WASTE) * count + SLACK
            )
        except BaseException:
            self._close()
            raise
