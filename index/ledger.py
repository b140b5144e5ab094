"""The ledger: articles, passages and vectors in one database, the only truth.

Vectors in Chroma and words in Tantivy are derived from it: every write takes the next change
number, and they catch up by asking for what changed after the number that they hold.
"""

import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from index import tables
from index.article import Article, Passage
from index.errors import WartanyaError
from index.mentioned_dates import MentionedDate
from index.people import Appearance, Person
from index.records import ArticleRecord, Filter, OldVersion
from index.statement import Resolution, Statement
from index.transaction import Transaction

PAGE = 250  # rows read at once: Chroma's advised batch

_OLD_ARTICLE = [
    (tables.versions.c.article_id if name == "id" else tables.versions.c[name]).label(name)
    for name in Article.__dataclass_fields__
]
_ARTICLE = [tables.articles.c[name] for name in Article.__dataclass_fields__]
_PASSAGE = [tables.passages.c[name] for name in Passage.__dataclass_fields__]


@dataclass(frozen=True, slots=True)
class Holding:
    """The article that a source last gave, and the version that was read there.

    ``etag`` and ``last_modified`` are what its server said of it, None where it said nothing or
    the source is no server's.
    """

    article_id: str
    version: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A passage as the derived indexes take it, with the number of the change that wrote it."""

    change: int
    number: int
    id: str
    article_id: str
    title: str
    text: str
    language: str | None
    vector: NDArray[np.float32]


class Ledger:
    """The database of a data directory. Thread-safe to read; one transaction at a time writes."""

    def __init__(self, path: Path) -> None:
        """Open, or create where missing. WartanyaError where it can't be read or written."""
        self._path = path
        # A snapshot holds a connection, and what it reads may need another: a limit could lock.
        self._engine = sa.create_engine(f"sqlite:///{path}", max_overflow=-1)
        self._snapshots = threading.local()
        sa.event.listen(self._engine, "connect", _prepare)
        try:
            self._adopt()
        except WartanyaError:
            self.close()
            raise

    def _adopt(self) -> None:
        """Make the tables, or those that a file of an older format lacks."""
        found = self._format()
        if found is not None and found not in tables.READABLE:
            raise WartanyaError(
                f"{self._path}: has format {found}, this Wartanya reads {tables.FORMAT}; "
                "use the Wartanya that made it, or index again into another data directory"
            )
        with tables.mendable(self._path), self._engine.begin() as connection:
            if found not in (None, tables.FORMAT):
                tables.migrate(connection, found)
            tables.metadata.create_all(connection)
        if found is None:
            with self.transaction() as transaction:
                transaction.set("format", tables.FORMAT)

    def _format(self) -> str | None:
        with tables.mendable(self._path), self._engine.connect() as connection:
            there = sa.inspect(connection).has_table(tables.settings.name)
        return self.setting("format") if there else None

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """One change, whole or not at all; durable when the block is left."""
        if self._snapshot() is not None:
            raise WartanyaError("inside a snapshot: leave it before changing anything")
        with tables.mendable(self._path), self._engine.begin() as connection:
            yield Transaction(connection)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that this thread reads inside the block is as it was at the first reading.

        Other threads may write meanwhile, and don't wait. One within another is one.
        """
        if self._snapshot() is not None:
            yield
            return
        with tables.mendable(self._path), self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            self._snapshots.connection = connection
            try:
                yield
            finally:
                del self._snapshots.connection

    def vacuum(self) -> None:
        """Rewrite the file without what was deleted from it."""
        with tables.mendable(self._path), self._engine.connect() as connection:
            plain = connection.execution_options(isolation_level="AUTOCOMMIT")
            plain.exec_driver_sql("VACUUM")
            plain.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def check(self) -> None:
        """Raise WartanyaError where the database is damaged."""
        with tables.mendable(self._path), self._engine.connect() as connection:
            answer = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
        if answer != "ok":
            raise WartanyaError(
                f"{self._path}: damaged ({answer}); restore it from a copy or an export, or index "
                "again into another data directory"
            )

    def copy_to(self, path: Path) -> None:
        """Write all of it to a new file, without what was deleted."""
        with tables.mendable(path), self._engine.connect() as connection:
            plain = connection.execution_options(isolation_level="AUTOCOMMIT")
            plain.exec_driver_sql("VACUUM INTO ?", (str(path),))

    def setting(self, name: str) -> str | None:
        """A value that was set, None where it wasn't."""
        return self._text(sa.select(tables.settings.c.value).where(tables.settings.c.name == name))

    @property
    def change(self) -> int:
        """The number of the last change, 0 before the first."""
        return int(self.setting("change") or 0)

    def holding(self, source: str) -> Holding | None:
        """What a source last gave."""
        columns = [tables.sources.c[name] for name in Holding.__dataclass_fields__]
        rows = self._all(sa.select(*columns).where(tables.sources.c.source == source))
        return Holding(*rows[0]) if rows else None

    def sources(self, article_id: str) -> list[str]:
        """Where an article was read, sorted."""
        query = sa.select(tables.sources.c.source).where(tables.sources.c.article_id == article_id)
        return sorted(row[0] for row in self._all(query))

    def article(self, article_id: str, version: str | None = None) -> Article | None:
        """An article with its text: as it is now, or in a version that it has or had."""
        query = sa.select(*_ARTICLE).where(tables.articles.c.id == article_id)
        if version is None:
            rows = self._all(query)
        else:
            rows = self._all(query.where(tables.articles.c.version == version)) or self._all(
                sa.select(*_OLD_ARTICLE).where(
                    tables.versions.c.article_id == article_id,
                    tables.versions.c.version == version,
                )
            )
        return _article(rows[0]) if rows else None

    def versions(self, article_id: str) -> list[OldVersion]:
        """What an article was before, oldest first; nothing for one that never changed."""
        table = tables.versions
        columns = [table.c[name] for name in OldVersion.__dataclass_fields__]
        query = sa.select(*columns).where(table.c.article_id == article_id)
        rows = self._all(query.order_by(table.c.replaced_at, table.c.indexed_at))
        return [OldVersion(**row._mapping) for row in rows]

    def read(self, ids: Collection[str]) -> dict[str, Article]:
        """Articles with their text by id; an id that isn't there is left out."""
        query = sa.select(*_ARTICLE)
        return {
            row.id: _article(row)
            for part in _parts(ids)
            for row in self._all(query.where(tables.articles.c.id.in_(part)))
        }

    def made_with(self, article_id: str) -> str | None:
        """The embedder and chunking that an article's passages come from; None: no such article."""
        return self._text(
            sa.select(tables.articles.c.made_with).where(tables.articles.c.id == article_id)
        )

    def same_content(self, version: str) -> str | None:
        """An article of this version, whatever its id."""
        return self._text(
            sa.select(tables.articles.c.id)
            .where(tables.articles.c.version == version)
            .order_by("id")
            .limit(1)
        )

    def statements(self, articles: Collection[str] | None = None) -> list[Statement]:
        """Statements by article and in its order; of all articles where None are named."""
        table = tables.statements
        query = sa.select(*(table.c[name] for name in Statement.__dataclass_fields__))
        query = query.order_by(table.c.article_id, table.c.position)
        rows: list[Any] = []
        for part in [None] if articles is None else list(_parts(articles)):
            rows += self._all(query if part is None else query.where(table.c.article_id.in_(part)))
        return [
            Statement(**{**row._mapping, "resolved_by": Resolution(row.resolved_by)})
            for row in rows
        ]

    def mentioned_dates(self, articles: Collection[str]) -> dict[str, list[MentionedDate]]:
        """The dates that articles' texts mention, by article and in its order."""
        table = tables.dates
        columns = [table.c[name] for name in MentionedDate.__dataclass_fields__]
        query = sa.select(table.c.article_id, *columns).order_by(table.c.position)
        found: dict[str, list[MentionedDate]] = {}
        for part in _parts(articles):
            for article_id, *values in self._all(query.where(table.c.article_id.in_(part))):
                found.setdefault(article_id, []).append(MentionedDate(*values))
        return found

    def stories(self) -> list[tuple[str, bytes, str]]:
        """Every article's signature and the home of its group."""
        table = tables.stories
        return [
            (row.article_id, row.signature, row.home)
            for row in self._all(sa.select(table.c.article_id, table.c.signature, table.c.home))
        ]

    def same_story(self, articles: Collection[str]) -> dict[str, str]:
        """The home of the group of each of these articles that tells a story others tell too."""
        table = tables.stories
        shared = sa.select(table.c.home).group_by(table.c.home).having(sa.func.count() > 1)
        query = sa.select(table.c.article_id, table.c.home).where(table.c.home.in_(shared))
        return {
            row.article_id: row.home
            for part in _parts(articles)
            for row in self._all(query.where(table.c.article_id.in_(part)))
        }

    def of_story(self, home: str) -> list[str]:
        """The articles of a group."""
        table = tables.stories
        query = sa.select(table.c.article_id).where(table.c.home == home)
        return [row[0] for row in self._all(query.order_by(table.c.article_id))]

    def appearances(self) -> list[Appearance]:
        """Everybody who speaks or holds a role, by article, articles by date."""
        table = tables.people
        names = Person.__dataclass_fields__
        query = (
            sa.select(tables.articles.c.published, table.c.article_id, *(table.c[n] for n in names))
            .join(tables.articles, tables.articles.c.id == table.c.article_id)
            .order_by(tables.articles.c.published, table.c.article_id, table.c.position)
        )
        return [
            Appearance(
                row.article_id,
                row.published,
                Person(
                    row.name,
                    tuple(row.roles),
                    row.affiliation,
                    tuple(row.aliases),
                    row.institution,
                ),
            )
            for row in self._all(query)
        ]

    def records(self) -> list[ArticleRecord]:
        """All articles without their text, by date (unknown last), title and id."""
        sources: dict[str, list[str]] = {}
        for article_id, source in self._all(
            sa.select(tables.sources.c.article_id, tables.sources.c.source)
        ):
            sources.setdefault(article_id, []).append(source)
        names = [name for name in ArticleRecord.__dataclass_fields__ if name != "sources"]
        order = (tables.articles.c.published.is_(None), *(tables.articles.c[n] for n in _ORDER))
        rows = self._all(sa.select(*(tables.articles.c[name] for name in names)).order_by(*order))
        return [
            ArticleRecord(
                **{**row._mapping, "tags": tuple(row.tags or ())},
                sources=tuple(sorted(sources.get(row.id, ()))),
            )
            for row in rows
        ]

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """Passages in the order asked; an id that isn't there (any more) is left out."""
        rows = self._all(
            sa.select(tables.passages.c.id, *_PASSAGE).where(tables.passages.c.id.in_(ids))
        )
        found = {row[0]: Passage(*row[1:]) for row in rows}
        return [found[passage_id] for passage_id in ids if passage_id in found]

    def article_passages(self, article_id: str) -> list[Passage]:
        """An article's passages in reading order."""
        query = sa.select(*_PASSAGE).where(tables.passages.c.article_id == article_id)
        return [Passage(*row) for row in self._all(query.order_by(tables.passages.c.start))]

    def vectors(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Unit vectors by passage id; an id that isn't there is left out."""
        query = sa.select(tables.passages.c.id, tables.vectors.c.vector).join_from(
            tables.passages, tables.vectors, tables.passages.c.number == tables.vectors.c.number
        )
        rows = self._all(query.where(tables.passages.c.id.in_(ids)))
        return {passage_id: _vector(blob) for passage_id, blob in rows}

    def count(self, within: Filter | None = None) -> int:
        """How many passages there are, or pass the filter."""
        if within is None:
            return int(self._one(sa.select(sa.func.count()).select_from(tables.passages)) or 0)
        query = sa.select(sa.func.sum(tables.articles.c.passages)).where(*_conditions(within))
        return int(self._one(query) or 0)

    def size(self) -> tuple[int, int]:
        """How many articles and passages there are."""
        passages = sa.func.coalesce(sa.func.sum(tables.articles.c.passages), 0)
        row = self._all(sa.select(sa.func.count(), passages).select_from(tables.articles))[0]
        return int(row[0]), int(row[1])

    def count_until(self, change: int) -> int:
        """How many passages there are that were written up to a change."""
        query = sa.select(sa.func.count()).select_from(tables.passages)
        return int(self._one(query.where(tables.passages.c.change <= change)) or 0)

    def matching_articles(self, within: Filter) -> list[str]:
        """Ids of the articles that pass the filter."""
        return [
            row[0] for row in self._all(sa.select(tables.articles.c.id).where(*_conditions(within)))
        ]

    def matching_vectors(self, within: Filter) -> Iterator[tuple[list[str], NDArray[np.float32]]]:
        """Pages of passage ids and their vectors, (n, dimensions), for the filter's passages."""
        query = (
            sa.select(tables.passages.c.id, tables.vectors.c.vector)
            .join_from(tables.articles, tables.passages, _OF_ARTICLE)
            .join(tables.vectors, tables.passages.c.number == tables.vectors.c.number)
            .where(*_conditions(within))
        )
        with tables.mendable(self._path), self._engine.connect() as connection:
            for rows in (
                connection.execution_options(yield_per=4 * PAGE).execute(query).partitions()
            ):
                ids = [row[0] for row in rows]
                blobs = b"".join(row[1] for row in rows)
                yield ids, np.frombuffer(blobs, "<f4").reshape(len(ids), -1)

    def page(self, change: int, number: int, limit: int = PAGE) -> list[Row]:
        """The next passages written after (change, number), in that order."""
        position = sa.tuple_(tables.passages.c.change, tables.passages.c.number)
        query = _ROWS.where(position > sa.tuple_(change, number))
        return _rows(
            self._all(
                query.order_by(tables.passages.c.change, tables.passages.c.number).limit(limit)
            )
        )

    def sample(self, change: int, limit: int) -> list[Row]:
        """Passages written up to a change: all, or the newest half and others at random."""
        query = _ROWS.where(tables.passages.c.change <= change)
        newest = self._all(
            query.order_by(tables.passages.c.change.desc(), tables.passages.c.number.desc()).limit(
                limit // 2
            )
        )
        chosen = (
            sa.select(tables.passages.c.number)
            .where(tables.passages.c.change <= change)
            .order_by(sa.func.random())
            .limit(limit)
        )
        others = self._all(query.where(tables.passages.c.number.in_(chosen)))
        rows = {row.number: row for row in [*others, *newest]}
        return _rows(list(rows.values())[-limit:])

    def retired(self, after: int) -> list[str]:
        """Ids of passages that were deleted after a change and aren't there now."""
        here = sa.select(tables.passages.c.id)
        query = sa.select(tables.retired.c.id).where(tables.retired.c.change > after)
        return [row[0] for row in self._all(query.where(tables.retired.c.id.not_in(here)))]

    def any_retired(self, until: int) -> bool:
        """Whether ids of passages deleted up to a change are still kept."""
        query = sa.select(tables.retired.c.id).where(tables.retired.c.change <= until)
        return self._one(query.limit(1)) is not None

    def _all(self, query: sa.Select[*tuple[Any, ...]]) -> Sequence[Any]:
        with self._reading() as connection:
            return connection.execute(query).all()

    def _text(self, query: sa.Select[*tuple[Any, ...]]) -> str | None:
        value: str | None = self._one(query)
        return value

    def _one(self, query: sa.Select[*tuple[Any, ...]]) -> Any:
        with self._reading() as connection:
            return connection.execute(query).scalar()

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        kept = self._snapshot()
        with tables.mendable(self._path):
            if kept is not None:
                yield kept
                return
            with self._engine.connect() as connection:
                yield connection

    def _snapshot(self) -> sa.Connection | None:
        """This thread's, where it has one."""
        return getattr(self._snapshots, "connection", None)


_ORDER = ("published", "title", "id")
_OF_ARTICLE = tables.passages.c.article_id == tables.articles.c.id
_ROWS = (
    sa.select(
        tables.passages.c.change,
        tables.passages.c.number,
        tables.passages.c.id,
        tables.passages.c.article_id,
        tables.articles.c.title,
        tables.passages.c.text,
        tables.articles.c.language,
        tables.vectors.c.vector,
    )
    .join_from(tables.passages, tables.articles, _OF_ARTICLE)
    .join(tables.vectors, tables.passages.c.number == tables.vectors.c.number)
)


def _conditions(within: Filter) -> list[sa.ColumnElement[bool]]:
    day = sa.func.substr(tables.articles.c.published, 1, 10)
    conditions: list[sa.ColumnElement[bool]] = []
    if within.articles is not None:
        conditions.append(tables.articles.c.id.in_(sorted(within.articles)))
    if within.outlets is not None:
        conditions.append(tables.articles.c.outlet.in_(sorted(within.outlets)))
    if within.published_from is not None:
        conditions.append(day >= within.published_from)
    if within.published_to is not None:
        conditions.append(day <= within.published_to)
    return conditions


def _article(row: Any) -> Article:
    return Article(**{**row._mapping, "tags": tuple(row.tags or ())})


def _vector(blob: bytes) -> NDArray[np.float32]:
    return np.frombuffer(blob, "<f4")


def _rows(rows: Sequence[Any]) -> list[Row]:
    return [Row(**{**row._mapping, "vector": _vector(row.vector)}) for row in rows]


def _prepare(connection: Any, _record: object) -> None:
    """A commit is on the disk before it returns, and readers never wait for a writer."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")


def _parts(ids: Collection[str], size: int = 500) -> Iterator[list[str]]:
    """Ids in parts that fit one query's variables."""
    wanted = list(ids)
    for first in range(0, len(wanted), size):
        yield wanted[first : first + size]
