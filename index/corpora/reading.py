"""A file of articles, in any of the formats that tables and lists have -> articles, row by row."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain
from typing import IO

from index.article import Article
from index.bounded import unpacked_gzip
from index.corpora.columns import Columns, describe, guess_columns
from index.corpora.delimited import read_delimited
from index.corpora.json_rows import read_json, read_json_lines
from index.corpora.markup import is_markup, plain_text
from index.corpora.rows import MAX_BYTES, Row, Table
from index.corpora.streamed import read_streamed
from index.corpus import article_from_record
from index.errors import WartanyaError

_PACKABLE = (".jsonl", ".ndjson", ".csv", ".tsv")
SUFFIXES = (
    *_PACKABLE,
    ".json",
    ".xlsx",
    ".parquet",
    *(f"{suffix}.gz" for suffix in _PACKABLE),
)
_SAMPLED_ROWS = 100  # that columns are guessed from
_MAX_SAMPLE = 1000  # with rows that fail
_MAX_COLUMNS = 1000

Read = tuple[str, Article | WartanyaError]


def corpus_suffix(name: str) -> str | None:
    """The one of ``SUFFIXES`` that a file's name ends in, the longest; None if it has none."""
    found = [suffix for suffix in SUFFIXES if name.lower().endswith(suffix)]
    return max(found, key=len, default=None)


def read_corpus(
    file: IO[bytes],
    suffix: str,
    source: str,
    columns: Mapping[str, str] | None = None,
    shown: Callable[[str], None] | None = None,
) -> Iterator[Read]:
    """Each row's article, or why there is none, under ``source#id`` or ``source#number``.

    Memory is that of some rows, however long the file. ``columns`` is what ``parse_columns``
    gives; ``shown`` is called once with the line that says which columns were taken. A file that
    can't be read, or whose text no column can be told to have, gives one error under ``source``.
    """
    try:
        with closing(_tables(file, suffix, source)) as tables:
            yield from _articles(*_chosen(tables, source, columns or {}, shown), source)
    except WartanyaError as error:
        yield source, error


def _tables(file: IO[bytes], suffix: str, source: str) -> Generator[Table, None, None]:
    kind = suffix.lower()
    if kind.endswith(".gz"):
        file, kind = unpacked_gzip(file, source), kind.removesuffix(".gz")
    if kind in (".jsonl", ".ndjson"):
        yield Table(None, read_json_lines(file, source))
    elif kind == ".json":
        yield Table(None, read_json(file, source))
    elif kind in (".csv", ".tsv"):
        yield Table(None, read_delimited(file, source))
    elif kind in (".xlsx", ".parquet"):
        yield from read_streamed(kind[1:], file, source)
    else:
        raise WartanyaError(f"{source}: {suffix} files aren't read; use {', '.join(SUFFIXES)}")


def _chosen(
    tables: Iterator[Table],
    source: str,
    told: Mapping[str, str],
    shown: Callable[[str], None] | None,
) -> tuple[Iterator[Row], Columns]:
    """The rows of the first table with a text column, and its columns."""
    problem = WartanyaError(f"{source}: empty; put an article on each row or line")
    refused = False
    for table in tables:
        sample = _sample(table.rows)
        if not sample:
            continue
        sound = [row.cells for row in sample if not isinstance(row.cells, WartanyaError)]
        if not sound:  # each has its own error, which says more than one about columns
            return chain(sample, table.rows), Columns({})
        try:
            columns = guess_columns(_header(sound), sound, told, source)
        except WartanyaError as error:
            problem, refused = (problem if refused else error), True
            continue
        if shown is not None:
            where = f"sheet {table.name!r}, " if table.name else ""
            shown(f"{where}{describe(columns)}")
        return chain(sample, table.rows), columns
    raise problem


def _sample(rows: Iterator[Row]) -> list[Row]:
    """The first rows, up to ``MAX_BYTES`` of them."""
    sample: list[Row] = []
    sound = chars = 0
    for row in rows:
        sample.append(row)
        if not isinstance(row.cells, WartanyaError):
            sound += 1
            chars += sum(len(cell) for cell in row.cells.values() if isinstance(cell, str))
        if sound >= _SAMPLED_ROWS or chars >= MAX_BYTES or len(sample) >= _MAX_SAMPLE:
            break
    return sample


def _header(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """All columns of some rows, in the order that they come in."""
    names = dict.fromkeys(name for row in rows for name in row)
    return list(names)[:_MAX_COLUMNS]


def _articles(rows: Iterator[Row], columns: Columns, source: str) -> Iterator[Read]:
    seen: dict[str, str] = {}
    for row in rows:
        place = f"{row.unit} {row.number}"
        where = f"{source}, {place}"
        try:
            if isinstance(row.cells, WartanyaError):
                raise row.cells
            record = columns.record(row.cells)
            record["text"] = _text(record["text"], where)
            article = article_from_record(record, where)
            if first := seen.get(article.id):
                raise _twice(where, article.id, first, bool(record["id"]))
        except WartanyaError as error:
            yield f"{source}#{row.number}", error
            continue
        seen[article.id] = place
        yield f"{source}#{article.id}", article


def _text(value: object, where: str) -> object:
    """The text column's value as one plain text: paragraphs put together, tags taken out."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "\n\n".join(value)
    if isinstance(value, str) and is_markup(value):
        return plain_text(value, where)
    return value


def _twice(where: str, name: str, first: str, given: bool) -> WartanyaError:
    if given:
        return WartanyaError(
            f"{where}: has the id {name!r} of {first}; give each record an id of its own"
        )
    return WartanyaError(f"{where}: the same article as {first}; take one of them out")
