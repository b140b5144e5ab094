"""What is written to the ledger together."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from index import tables
from index.article import Article, Passage
from index.mentioned_dates import MentionedDate
from index.people import Person
from index.speech import Speech
from index.statement import Statement


class Transaction:
    """Writes that become durable together. All of one transaction have one change number."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._change = 0
        self.removed = False  # an article, also one that its last source gave up

    def set(self, name: str, value: str) -> None:
        """Set a setting."""
        self._connection.execute(
            sa.insert(tables.settings).prefix_with("OR REPLACE"), {"name": name, "value": value}
        )

    def put(
        self,
        article: Article,
        made_with: str,
        passages: Sequence[Passage],
        vectors: NDArray[np.float32],
        speech: Speech,
        dates: Sequence[MentionedDate] = (),
    ) -> None:
        """Write an article whole, in place of the version that was there."""
        change = self._next_change()
        self._retire(article.id)
        self._keep_version(article)
        self._connection.execute(
            sa.insert(tables.articles).prefix_with("OR REPLACE"),
            {name: getattr(article, name) for name in Article.__dataclass_fields__}
            | {
                "tags": list(article.tags),
                "version": article.version,
                "made_with": made_with,
                "length": len(article.text),
                "passages": len(passages),
                "indexed_at": _now(),
            },
        )
        self.put_speech(article.id, speech)
        self.put_dates(article.id, dates)
        if not passages:
            return
        query = sa.select(sa.func.max(tables.passages.c.number))
        first = int(self._connection.execute(query).scalar() or 0) + 1
        numbers = range(first, first + len(passages))
        self._connection.execute(
            sa.insert(tables.passages),
            [
                {name: getattr(passage, name) for name in Passage.__dataclass_fields__}
                | {"number": number, "id": passage.id, "change": change}
                for number, passage in zip(numbers, passages, strict=True)
            ],
        )
        self._connection.execute(
            sa.insert(tables.vectors),
            [
                {"number": number, "vector": vector.astype("<f4").tobytes()}
                for number, vector in zip(numbers, vectors, strict=True)
            ],
        )

    def put_speech(self, article_id: str, speech: Speech) -> None:
        """Write who said what in an article, in place of what was there."""
        self._put_all(tables.statements, article_id, speech.statements)
        self._put_all(tables.people, article_id, speech.people)

    def put_dates(self, article_id: str, dates: Sequence[MentionedDate]) -> None:
        """Write the dates that an article mentions, in place of what was there."""
        self._put_all(tables.dates, article_id, dates)

    def put_story(self, article_id: str, signature: bytes, home: str) -> None:
        """Write which group an article's story belongs to, by its fullest article."""
        self._connection.execute(
            sa.insert(tables.stories).prefix_with("OR REPLACE"),
            {"article_id": article_id, "signature": signature, "home": home},
        )

    def forget_stories(self) -> None:
        """Delete all groups, to be made anew."""
        self._connection.execute(sa.delete(tables.stories))

    def text(self, article_id: str) -> str | None:
        """An article's text, also where this transaction wrote it; None where it isn't there."""
        query = sa.select(tables.articles.c.text).where(tables.articles.c.id == article_id)
        found: str | None = self._connection.execute(query).scalar()
        return found

    def rehome(self, home: str, new: str) -> None:
        """Give a group another fullest article."""
        self._connection.execute(
            sa.update(tables.stories).where(tables.stories.c.home == home).values(home=new)
        )

    def _put_all(
        self,
        table: sa.Table,
        article_id: str,
        rows: Sequence[Statement | Person | MentionedDate],
    ) -> None:
        self._connection.execute(sa.delete(table).where(table.c.article_id == article_id))
        if rows:
            self._connection.execute(
                sa.insert(table),
                [
                    asdict(row) | {"article_id": article_id, "position": position}
                    for position, row in enumerate(rows)
                ],
            )

    def remove(self, article_id: str) -> None:
        """Delete an article, its passages, vectors and sources."""
        self._next_change()
        self.removed = True
        self._retire(article_id)
        self.put_speech(article_id, Speech((), ()))
        self.put_dates(article_id, ())
        self._connection.execute(
            sa.delete(tables.articles).where(tables.articles.c.id == article_id)
        )
        self.leave_story(article_id)
        for table in (tables.sources, tables.versions, tables.stories):
            self._connection.execute(sa.delete(table).where(table.c.article_id == article_id))

    def forget_versions(self) -> None:
        """Delete what articles were before they changed."""
        self._connection.execute(sa.delete(tables.versions))

    def attach(
        self,
        source: str,
        article_id: str,
        version: str,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> None:
        """Note that a source gave an article. One that no source gives any more is removed."""
        before = self._connection.execute(
            sa.select(tables.sources.c.article_id).where(tables.sources.c.source == source)
        ).scalar()
        self._connection.execute(
            sa.insert(tables.sources).prefix_with("OR REPLACE"),
            {
                "source": source,
                "article_id": article_id,
                "version": version,
                "etag": etag,
                "last_modified": last_modified,
            },
        )
        if before is None or before == article_id:
            return
        given = sa.select(sa.func.count()).where(tables.sources.c.article_id == before)
        if self._connection.execute(given).scalar() == 0:
            self.remove(before)

    def forget_retired(self, change: int) -> None:
        """Drop the ids retired up to a change, once no derived index can hold them."""
        self._connection.execute(sa.delete(tables.retired).where(tables.retired.c.change <= change))

    def _next_change(self) -> int:
        if not self._change:
            query = sa.select(tables.settings.c.value).where(tables.settings.c.name == "change")
            self._change = int(self._connection.execute(query).scalar() or 0) + 1
            self.set("change", str(self._change))
        return self._change

    def _keep_version(self, article: Article) -> None:
        """Keep what an article was, where it is about to become another version."""
        now, old = tables.articles, tables.versions
        kept = [column.name for column in old.columns if column.name in now.c]
        self._connection.execute(
            sa.insert(old)
            .prefix_with("OR REPLACE")
            .from_select(
                ["article_id", *kept, "replaced_at"],
                sa.select(now.c.id, *(now.c[name] for name in kept), sa.literal(_now())).where(
                    now.c.id == article.id, now.c.version != article.version
                ),
            )
        )

    def leave_story(self, article_id: str) -> str | None:
        """Where an article is its group's home, the longest of the others is from now on; its id.

        None where it is nobody's home.
        """
        there, of = tables.articles, tables.stories
        query = (
            sa.select(of.c.article_id)
            .join(there, there.c.id == of.c.article_id)
            .where(of.c.home == article_id, of.c.article_id != article_id)
            .order_by(there.c.length.desc(), of.c.article_id)
            .limit(1)
        )
        new: str | None = self._connection.execute(query).scalar()
        if new is not None:
            self.rehome(article_id, new)
        return new

    def _retire(self, article_id: str) -> None:
        """Delete an article's passages and vectors, their ids kept for the derived indexes."""
        of_article = tables.passages.c.article_id == article_id
        numbers = sa.select(tables.passages.c.number).where(of_article)
        self._connection.execute(
            sa.insert(tables.retired)
            .prefix_with("OR REPLACE")
            .from_select(
                ["id", "change"],
                sa.select(tables.passages.c.id, sa.literal(self._change)).where(of_article),
            )
        )
        self._connection.execute(
            sa.delete(tables.vectors).where(tables.vectors.c.number.in_(numbers))
        )
        self._connection.execute(sa.delete(tables.passages).where(of_article))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
