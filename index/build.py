"""Articles in, index out, and the index open for search.

An article is acknowledged, by ``progress``, once the ledger's transaction that holds it whole is
on the disk. Vectors and words follow; whatever cuts them off, the next ``open`` catches up.
"""

import atexit
import logging
import signal
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, NoReturn, Self

import numpy as np
from numpy.typing import NDArray

from index.article import Article, Passage
from index.derived import DerivedIndexes
from index.errors import Closed, NotFound, WartanyaError
from index.identity import adopt_embedder
from index.ingest import Chunker, Result
from index.ledger import Ledger
from index.lock import DirectoryLock
from index.mentioned_dates import MentionedDate
from index.people import Speaker, merge_people
from index.portable import export_index
from index.records import ArticleRecord, Filter, OldVersion
from index.refresh import refresh
from index.statement import Statement
from index.store import SYNC_THRESHOLD
from index.verification import Verification, find_faults
from index.writing import Outcome, Writer, groups

if TYPE_CHECKING:
    from index.embedding import Embedder
    from index.loaded import Loaded

__all__ = ["ArticleIndex", "ArticleRecord", "Chunker", "Filter", "Outcome", "Result", "Summary"]

logger = logging.getLogger(__name__)

WORDS_EVERY = 5.0  # seconds between two commits of words, 50 ms each, while articles come in
EXACT = 2000  # passages that pass a filter: up to here all are compared, in 22 ms
WIDEST = 4000  # nearest passages asked of Chroma for those that pass a filter, in 23 ms


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of sources, and those that failed with their errors."""

    added: int
    updated: int
    unchanged: int
    failed: tuple["Loaded", ...]


class ArticleIndex:
    """The articles of one data directory, open for search and for more. Thread-safe."""

    def __init__(
        self,
        lock: DirectoryLock,
        ledger: Ledger,
        derived: DerivedIndexes,
        embedder: "Embedder",
        chunker: Chunker | None,
    ) -> None:
        self._lock = lock
        self._ledger = ledger
        self._derived = derived
        self._embedder = embedder
        self._writer = Writer(ledger, embedder, chunker)
        self._writing = threading.RLock()
        self._open = True
        self._speakers: tuple[int, list[Speaker]] | None = None
        self._words_at = time.monotonic()

    @classmethod
    def open(
        cls,
        data: Path,
        embedder: "Embedder",
        *,
        create: bool = True,
        chunker: Chunker | None = None,
        sync_threshold: int = SYNC_THRESHOLD,
    ) -> "ArticleIndex":
        """Open the index of a directory, whole again whatever happened to it.

        ``sync_threshold`` is Chroma's. Raises WartanyaError where the directory is another
        process's, can't be written, was made with another model, or has no index and ``create``
        is False.
        """
        path = data / "articles.db"
        if not create and not path.exists():
            raise WartanyaError(f"{data}: no articles here; index some, or name another directory")
        try:
            data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WartanyaError(
                f"{data}: can't be made ({error.strerror}); choose another data directory"
            ) from error
        lock = DirectoryLock(data)
        try:
            ledger = Ledger(path)
            try:
                adopt_embedder(data, ledger, embedder)
                refresh(ledger)
                derived = DerivedIndexes(data, ledger, sync_threshold)
            except BaseException:
                ledger.close()
                raise
        except BaseException:
            lock.release()
            raise
        return cls(lock, ledger, derived, embedder, chunker)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close cleanly and give the directory up; a second call does nothing."""
        with self._writing:
            if not self._open:
                return
            self._open = False
            try:
                self._derived.close()
            except (WartanyaError, OSError) as error:
                # The ledger has everything; the next opening will probe, and rebuild if need be.
                logger.warning("not closed cleanly: %s", error)
            finally:
                self._ledger.close()
                self._lock.release()

    def add(
        self, loaded: Iterable["Loaded"], progress: Callable[[Outcome], None] | None = None
    ) -> Summary:
        """Add articles, replace edited ones, pass unchanged ones over without embedding them.

        ``progress`` hears of each source once its article is safe, or has failed. Raises
        WartanyaError where the disk is full or can't be written; what was told before is kept.
        """
        counts = dict.fromkeys(Result, 0)
        failed: list[Loaded] = []
        for group in groups(loaded):
            with self._writing:
                self._check_open()
                for item, outcome in self._writer.write(group):
                    counts[outcome.result] += 1
                    if outcome.error is not None:
                        failed.append(replace(item, article=None, error=outcome.error))
                    if progress is not None:
                        progress(outcome)
                self._follow(words=time.monotonic() - self._words_at > WORDS_EVERY)
        with self._writing:
            self._check_open()
            self._follow()
        return Summary(
            counts[Result.ADDED], counts[Result.UPDATED], counts[Result.UNCHANGED], tuple(failed)
        )

    def validators(self, source: str) -> tuple[str | None, str | None]:
        """The etag and last-modified date that a URL came with, where nothing need be made anew."""
        self._check_open()
        held = self._ledger.holding(source)
        if held is None or not self._writer.is_current(held.article_id):
            return None, None
        return held.etag, held.last_modified

    def remove(self, article_id: str) -> None:
        """Delete an article, wherever it was read. WartanyaError where there is none of that id."""
        with self._writing:
            self._check_open()
            if self._ledger.made_with(article_id) is None:
                raise _unknown(article_id)
            with self._ledger.transaction() as transaction:
                transaction.remove(article_id)
            self._writer.forget_groups()
            self._follow()

    def verify(self) -> Verification:
        """Check ledger, vectors and words against each other, and mend what can be mended.

        Articles whose passages, vectors or statements don't fit their text are indexed anew from
        it; the search indexes are rebuilt where they lack anything. No other thread may search
        meanwhile. WartanyaError where the database itself is damaged.
        """
        with self._writing:
            self._check_open()
            faults = tuple(find_faults(self._ledger, self._embedder.dimensions))
            for fault in faults:
                self._writer.rewrite(fault.article_id)
            doubt = self._derived.verify()
            left = find_faults(self._ledger, self._embedder.dimensions) if faults else iter(())
            return Verification(
                len(self._ledger.records()), self._ledger.count(), faults, doubt, not any(left)
            )

    def export(self, path: Path) -> None:
        """Write everything to one new file, which `import_index` takes."""
        with self._writing:
            self._check_open()
            export_index(self._ledger, path)

    def compact(self, forget_versions: bool = False) -> None:
        """Rewrite all files, so that nothing of a deleted article is left in them.

        What articles were before they changed is kept unless ``forget_versions``. No other thread
        may search meanwhile. Takes as long as a rebuild: 100,000 passages a minute.
        """
        with self._writing:
            self._check_open()
            if forget_versions:
                with self._ledger.transaction() as transaction:
                    transaction.forget_versions()
            self._derived.compact()
            self._ledger.vacuum()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What this thread reads of the articles inside the block doesn't change meanwhile."""
        self._check_open()
        with self._ledger.snapshot():
            yield

    def articles(self) -> list[ArticleRecord]:
        """All articles without their text, by date (unknown last), title and id."""
        self._check_open()
        return self._ledger.records()

    def size(self) -> tuple[int, int]:
        """How many articles and passages there are."""
        self._check_open()
        return self._ledger.size()

    def article(self, article_id: str, version: str | None = None) -> Article:
        """One article, as it is now or was. WartanyaError where there is none of that id."""
        self._check_open()
        found = self._ledger.article(article_id, version)
        if found is None:
            raise _unknown(article_id)
        return found

    def versions(self, article_id: str) -> list[OldVersion]:
        """What an article was before it changed, oldest first."""
        self._check_open()
        return self._ledger.versions(article_id)

    def read(self, ids: Collection[str]) -> dict[str, Article]:
        """Articles by id, those of an answer at once; an id that isn't there is left out."""
        self._check_open()
        return self._ledger.read(ids)

    def statements(self, articles: Collection[str] | None = None) -> list[Statement]:
        """Who said what, by article and in its order; in all articles where None are named."""
        self._check_open()
        return self._ledger.statements(articles)

    def mentioned_dates(self, articles: Collection[str]) -> dict[str, list[MentionedDate]]:
        """The dates that articles' texts mention, by article and in its order."""
        self._check_open()
        return self._ledger.mentioned_dates(articles)

    def same_story(self, articles: Collection[str]) -> dict[str, str]:
        """Which of these articles tell a story that others tell too: ids with their group's name.

        Articles of one name tell the same one.
        """
        self._check_open()
        return self._ledger.same_story(articles)

    def of_story(self, home: str) -> list[str]:
        """The articles of a group that `same_story` named, by id."""
        self._check_open()
        return self._ledger.of_story(home)

    def speakers(self) -> list[Speaker]:
        """Everybody who speaks or holds a role, the same person in many articles as one."""
        self._check_open()
        change = self._ledger.change
        if self._speakers is None or self._speakers[0] != change:
            self._speakers = (change, merge_people(self._ledger.appearances()))
        return self._speakers[1]

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """Passages in the order asked; one that was deleted since it was found is left out."""
        self._check_open()
        return self._ledger.passages(ids)

    def article_passages(self, article_id: str) -> list[Passage]:
        """An article's passages in reading order; none where there is no such article."""
        self._check_open()
        return self._ledger.article_passages(article_id)

    def vectors(self, ids: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, (len(ids), dimensions), in the order asked. KeyError for an unknown id."""
        self._check_open()
        found = self._ledger.vectors(ids)
        if not ids:
            return np.empty((0, self._embedder.dimensions), np.float32)
        return np.stack([found[passage_id] for passage_id in ids])

    def dense(
        self, vector: NDArray[np.float32], n: int, within: Filter | None = None
    ) -> list[tuple[str, float]]:
        """The ``n`` nearest passages: ids with cosine similarities, -1 to 1, best first."""
        self._check_open()
        if n < 1:
            return []
        if within is None:
            return self._derived.vectors.search(vector, n)
        passages = self._ledger.count(within)
        if passages > EXACT:
            width = int(1.5 * n * self._ledger.count() / passages) + 20
            if width <= WIDEST:
                articles = set(self._ledger.matching_articles(within))
                found = self._derived.vectors.search(vector, width)
                kept = [hit for hit in found if article_of(hit[0]) in articles]
                if len(kept) >= n:
                    return kept[:n]
        return self._exact(vector, n, within) if passages else []

    def rarity(self, stems: Iterable[str]) -> dict[str, float]:
        """How rare stems are among the passages: BM25's inverse document frequency."""
        return self._derived.words.rarity(stems)

    def similarities(self, vector: NDArray[np.float32], ids: Sequence[str]) -> dict[str, float]:
        """Cosine similarity to each of these passages; one that is gone is left out."""
        self._check_open()
        found = self._ledger.vectors(ids)
        return {passage_id: float(known @ vector) for passage_id, known in found.items()}

    def lexical(self, query: str, n: int, within: Filter | None = None) -> list[tuple[str, float]]:
        """The ``n`` passages that share most words: ids with BM25 scores, best first."""
        self._check_open()
        if within is None:
            return self._derived.words.search(query, n)
        articles = self._ledger.matching_articles(within)
        return self._derived.words.search(query, n, articles) if articles else []

    def _exact(
        self, vector: NDArray[np.float32], n: int, within: Filter
    ) -> list[tuple[str, float]]:
        """Compare with every passage that passes the filter."""
        best: list[tuple[str, float]] = []
        for ids, vectors in self._ledger.matching_vectors(within):
            scores = vectors @ vector
            for i in np.argsort(-scores)[:n]:
                best.append((ids[i], float(scores[i])))
            best = sorted(best, key=lambda hit: -hit[1])[:n]
        return best

    def _follow(self, words: bool = True) -> None:
        self._derived.follow(words)
        if words:
            self._words_at = time.monotonic()

    def _check_open(self) -> None:
        if not self._open:
            raise Closed("the index is closed; open it again")


def close_on_sigterm(index: ArticleIndex) -> None:
    """End the process on SIGTERM by SystemExit, so that ``with`` and this close the index.

    From the main thread alone. Exit status 143, as of a process that the signal killed.
    """

    def end(signum: int, _frame: FrameType | None) -> NoReturn:
        raise SystemExit(128 + signum)

    atexit.register(index.close)
    signal.signal(signal.SIGTERM, end)


def article_of(passage_id: str) -> str:
    """The id of a passage's article."""
    return passage_id.rsplit(":", 2)[0]


def _unknown(article_id: str) -> NotFound:
    return NotFound(f"{article_id}: no article has this id; list the articles to see theirs")
