"""The ledger's tables, and what a disk does to them told in a line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from index.errors import WartanyaError

FORMAT = "2"  # of the tables below; a higher number is a newer program's

READABLE = ("1", FORMAT)

MENDS = (
    ("disk is full", "free some space and run again: what was indexed before is kept"),
    ("disk I/O error", "free some space or check the disk, then run again"),
    ("readonly", "make the directory writable, or choose another data directory"),
    ("unable to open", "make the directory readable and writable, or choose another"),
    ("not a database", "restore it from a copy, or index again into another data directory"),
    ("malformed", "restore it from a copy, or index again into another data directory"),
)

metadata = sa.MetaData()
settings = sa.Table(
    "settings",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)


def _content() -> list[sa.Column[Any]]:
    """What an article says, and says of itself: `index.article.Article` but for its id."""
    return [
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("author", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("language", sa.Text),
        *_content_since_2(),
    ]


def _content_since_2() -> list[sa.Column[Any]]:
    return [
        sa.Column("updated", sa.Text),
        sa.Column("editor", sa.Text),
        sa.Column("section", sa.Text),
        sa.Column("tags", sa.JSON),
    ]


articles = sa.Table(
    "articles",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, nullable=False, index=True),
    sa.Column("made_with", sa.Text, nullable=False),
    *_content(),
    sa.Column("length", sa.Integer, nullable=False),
    sa.Column("passages", sa.Integer, nullable=False),
    sa.Column("indexed_at", sa.Text, nullable=False),
    # All that a filter looks at, so that it doesn't wade through the texts.
    sa.Index("articles_by_facts", "outlet", "published", "id", "passages"),
)
versions = sa.Table(  # those that a newer one took the place of
    "versions",
    metadata,
    sa.Column("article_id", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, primary_key=True),
    *_content(),
    sa.Column("indexed_at", sa.Text, nullable=False),
    sa.Column("replaced_at", sa.Text, nullable=False),
)
sources = sa.Table(
    "sources",
    metadata,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("article_id", sa.Text, nullable=False, index=True),
    sa.Column("version", sa.Text, nullable=False),  # as last read there
    # What the server that gave it wants to hear when asked whether there is anything new.
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
)
passages = sa.Table(
    "passages",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("article_id", sa.Text, nullable=False, index=True),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("change", sa.Integer, nullable=False, index=True),
)
# Apart from the passages, so that reading text doesn't wade through 1.5 kB a row.
vectors = sa.Table(
    "vectors",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),  # float32, little-endian
)
statements = sa.Table(
    "statements",
    metadata,
    sa.Column("article_id", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),  # in the article's order
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("direct", sa.Boolean, nullable=False),
    sa.Column("speaker", sa.Text, index=True),
    sa.Column("role", sa.Text),
    sa.Column("affiliation", sa.Text),
    sa.Column("cue_start", sa.Integer),
    sa.Column("cue_end", sa.Integer),
    sa.Column("resolved_by", sa.Text, nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),
)
people = sa.Table(
    "people",
    metadata,
    sa.Column("article_id", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("roles", sa.JSON, nullable=False),
    sa.Column("affiliation", sa.Text),
    sa.Column("aliases", sa.JSON, nullable=False),
    sa.Column("institution", sa.Boolean, nullable=False),
)
dates = sa.Table(  # that a text mentions
    "dates",
    metadata,
    sa.Column("article_id", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("first", sa.Text, nullable=False),
    sa.Column("last", sa.Text, nullable=False),
)
stories = sa.Table(  # which articles tell the same one
    "stories",
    metadata,
    sa.Column("article_id", sa.Text, primary_key=True),
    sa.Column("signature", sa.LargeBinary, nullable=False),  # index.minhash
    sa.Column("home", sa.Text, nullable=False, index=True),  # the group's fullest article
)
retired = sa.Table(  # passages that a derived index may still hold
    "retired",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("change", sa.Integer, nullable=False),
)


def migrate(connection: sa.Connection, found: str) -> None:
    """Give the tables of format ``found`` what later ones have, all of it or nothing."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # or each ALTER would be a commit of its own
    if found == "1":
        added = [("articles", column) for column in _content_since_2()]
        added += [("sources", sources.c.etag), ("sources", sources.c.last_modified)]
        for table, column in added:
            kind = column.type.compile(connection.dialect)
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column.name} {kind}")
    connection.execute(sa.update(settings).where(settings.c.name == "format").values(value=FORMAT))


@contextmanager
def mendable(path: Path) -> Iterator[None]:
    """Turn what a disk or a damaged file does to a database into a line that says so."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        cause = str(error.orig)
        mend = next((mend for sign, mend in MENDS if sign in cause), None)
        if mend is None:
            raise
        raise WartanyaError(f"{path}: {cause}; {mend}") from error
