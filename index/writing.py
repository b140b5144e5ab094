"""Articles that were read, into the ledger: embedded together, each whole or not at all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.article import Article, Passage
from index.errors import WartanyaError
from index.facts import Facts, read_facts
from index.ingest import Chunker, Plan, Result, plan
from index.ledger import Ledger
from index.story_groups import StoryGroups
from index.transaction import Transaction

if TYPE_CHECKING:
    from index.embedding import Embedder
    from index.loaded import Loaded

GROUP_CHARACTERS = 100_000  # embedded together: some 120 passages, 1 to 3 s
GROUP_ARTICLES = 256


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source. ``article_id`` is None and ``error`` set where it failed."""

    source: str
    result: Result
    article_id: str | None
    error: WartanyaError | None = None


class Writer:
    """Writes groups of articles into a ledger. One thread at a time."""

    def __init__(self, ledger: Ledger, embedder: "Embedder", chunker: Chunker | None) -> None:
        self._ledger = ledger
        self._embedder = embedder
        self._chunker = chunker
        self._groups = StoryGroups(ledger)

    def forget_groups(self) -> None:
        """Read the groups of the same story again: an article was removed."""
        self._groups.forget()

    def write(self, group: Sequence["Loaded"]) -> Iterator[tuple["Loaded", Outcome]]:
        """Write a group in as few transactions as its articles' independence allows.

        Yields each with what became of it, once that is on the disk.
        """
        made_with = self._made_with()
        batch: list[tuple[Loaded, Plan]] = []
        touched: set[str] = set()
        for item in group:
            error = item.error if item.article is None else _unstorable(item.source, item.article)
            if error is not None:
                yield item, Outcome(item.source, Result.FAILED, None, error)
                continue
            if item.article is None:
                held = self._ledger.holding(item.source)
                article_id = held.article_id if held else None
                yield item, Outcome(item.source, Result.UNCHANGED, article_id)
                continue
            planned = plan(self._ledger, item.source, item.article, made_with)
            if planned.touches & touched:
                yield from self._write(batch, made_with)
                batch, touched = [], set()
                planned = plan(self._ledger, item.source, item.article, made_with)
            batch.append((item, planned))
            touched |= planned.touches
        yield from self._write(batch, made_with)

    def rewrite(self, article_id: str) -> None:
        """Make an article's passages, vectors and statements anew from its text."""
        article = self._ledger.article(article_id)
        if article is None:
            return
        whole = Plan("", article, Result.UPDATED, True, False, frozenset())
        errors: dict[str, WartanyaError] = {}
        embedded = self._embed([whole], errors)
        for error in errors.values():
            raise error
        with self._transaction() as transaction:
            self._put(transaction, article, embedded[""], read_facts(article))

    def _write(
        self, batch: Sequence[tuple["Loaded", Plan]], made_with: str
    ) -> Iterator[tuple["Loaded", Outcome]]:
        """Embed, commit, tell."""
        errors: dict[str, WartanyaError] = {}
        writes = [planned for _, planned in batch if planned.writes]
        with ThreadPoolExecutor(1, "read") as pool:  # while the embedder waits for memory
            read = {p.source: pool.submit(read_facts, p.article) for p in writes}
            embedded = self._embed(writes, errors)
        if any(_notes(i, p) and p.source not in errors for i, p in batch):
            with self._transaction() as transaction:
                for item, planned in batch:
                    if planned.source in errors or not _notes(item, planned):
                        continue
                    article = planned.article
                    if planned.writes:
                        facts = read[planned.source].result()
                        self._put(transaction, article, embedded[planned.source], facts)
                    transaction.attach(
                        planned.source,
                        article.id,
                        article.version,
                        item.etag,
                        item.last_modified,
                    )
        for item, planned in batch:
            if error := errors.get(planned.source):
                yield item, Outcome(planned.source, Result.FAILED, None, error)
            else:
                yield item, Outcome(planned.source, planned.result, planned.article.id)

    @contextmanager
    def _transaction(self) -> Iterator[Transaction]:
        """One of the ledger's; where it fails, what the groups took in of it goes too."""
        try:
            with self._ledger.transaction() as transaction:
                yield transaction
            if transaction.removed:
                self._groups.forget()
        except BaseException:
            self._groups.forget()
            raise

    def _put(
        self,
        transaction: Transaction,
        article: Article,
        embedded: tuple[list[Passage], NDArray[np.float32]],
        facts: Facts,
    ) -> None:
        """An article with all that is read from its text."""
        transaction.put(article, self._made_with(), *embedded, facts.speech, facts.dates)
        self._groups.place(article, facts.signature, transaction)

    def _embed(
        self, plans: Sequence[Plan], errors: dict[str, WartanyaError]
    ) -> dict[str, tuple[list[Passage], NDArray[np.float32]]]:
        """Passages and vectors by source; ``errors`` takes those that have none."""
        chunker = self._chunking()
        passages: dict[str, list[Passage]] = {}
        texts: dict[str, list[str]] = {}
        for p in plans:
            try:
                passages[p.source] = chunker.split(p.article, self._embedder)
            except WartanyaError as error:
                errors[p.source] = error
                continue
            texts[p.source] = [chunker.embedded(p.article, one) for one in passages[p.source]]
        vectors = self._vectors(texts, errors)
        return {source: (passages[source], vectors[source]) for source in vectors}

    def _vectors(
        self, texts: Mapping[str, Sequence[str]], errors: dict[str, WartanyaError]
    ) -> dict[str, NDArray[np.float32]]:
        """Vectors by source, all embedded at once, or source by source where that fails."""
        try:
            vectors = self._vectors_of([text for part in texts.values() for text in part])
        except (WartanyaError, RuntimeError) as error:
            if len(texts) > 1:
                alone = [self._vectors({s: part}, errors) for s, part in texts.items()]
                return {source: done for one in alone for source, done in one.items()}
            cause = " ".join(str(error).split())
            for source in texts:
                errors[source] = WartanyaError(
                    f"{source}: not indexed, embedding failed ({cause}); try again"
                )
            return {}
        ends = accumulate(len(part) for part in texts.values())
        return {s: vectors[end - len(texts[s]) : end] for s, end in zip(texts, ends, strict=True)}

    def _vectors_of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.empty((0, self._embedder.dimensions), np.float32)
        vectors = self._embedder.embed_passages(texts)
        shape = (len(texts), self._embedder.dimensions)
        if vectors.shape != shape or not np.isfinite(vectors).all():
            raise WartanyaError(f"{self._embedder.model} gave no finite vectors of shape {shape}")
        return vectors

    def is_current(self, article_id: str) -> bool:
        """Whether an article's passages and vectors are what would be made of it now."""
        return self._ledger.made_with(article_id) == self._made_with()

    def _made_with(self) -> str:
        return f"{self._embedder.fingerprint} {self._chunking().settings}"

    def _chunking(self) -> Chunker:
        if self._chunker is None:
            self._chunker = default_chunker()
        return self._chunker


def _notes(item: "Loaded", planned: Plan) -> bool:
    """Whether the source has something new to remember, be it only what its server said."""
    return planned.notes_source or item.etag is not None or item.last_modified is not None


def default_chunker() -> Chunker:
    """The project's own chunking."""
    from index import chunking

    return Chunker(
        settings=chunking.SETTINGS,
        split=lambda article, embedder: chunking.chunk(
            article, embedder.count_tokens, embedder.max_tokens
        ),
        embedded=lambda article, passage: chunking.context(article) + passage.text,
    )


def groups(loaded: Iterable["Loaded"]) -> Iterator[list["Loaded"]]:
    """Cut a stream into groups that are worth a transaction and a call of the embedder."""
    group: list[Loaded] = []
    characters = 0
    for item in loaded:
        group.append(item)
        characters += len(item.article.text) if item.article else 0
        if characters >= GROUP_CHARACTERS or len(group) >= GROUP_ARTICLES:
            yield group
            group, characters = [], 0
    if group:
        yield group


def _unstorable(source: str, article: Article) -> WartanyaError | None:
    """An article with half a character (a lone surrogate) fits no database."""
    try:
        "".join((article.id, article.title, article.text)).encode("utf-8")
    except UnicodeEncodeError as error:
        return WartanyaError(
            f"{source}: has half a character at {error.start}; save it as UTF-8 and try again"
        )
    return None
