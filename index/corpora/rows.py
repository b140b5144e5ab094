"""Rows of a table or list, whatever its format, and the lines that text formats have."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from index.bounded import Stream
from index.encoding import unicode_mark
from index.errors import WartanyaError

MAX_BYTES = 10_000_000  # of one row or record: the longest articles have 200,000
SAMPLED = 262_144  # bytes that show a file's encoding and dialect
_ZEROS = 0.7  # share of every other byte in UTF-16 of Latin letters
_DEEPEST = 8  # objects in objects


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its columns' names, or why there is none.

    ``number`` counts from 1, as ``unit`` says: a 'line' of the file, a 'row' of a sheet, an 'item'
    of a list. It is the same on every run.
    """

    number: int
    unit: str
    cells: Mapping[str, object] | WartanyaError


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that share their columns; ``name`` is a sheet's, or None."""

    name: str | None
    rows: Iterator[Row]


class Replayed(Stream):
    """A stream with what was read of its start put back: no seeking, so that any stream serves."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = head
        self._rest = rest

    def take(self, count: int) -> bytes:
        part = self._head[:count] or self._rest.read(count)
        self._head = self._head[len(part) :]
        return part


def sampled(file: IO[bytes]) -> tuple[bytes, IO[bytes]]:
    """The first ``SAMPLED`` bytes of a file, and the whole file to read."""
    head = file.read(SAMPLED)
    return head, io.BufferedReader(Replayed(head, file))


def wide_encoding(sample: bytes) -> str | None:
    """The encoding of a sample whose lines don't end in a single byte: UTF-16, UTF-32."""
    mark = unicode_mark(sample)
    if mark is not None:
        return None if mark == "utf-8-sig" else mark
    pairs = len(sample) // 2
    if pairs and sample[1::2].count(0) > _ZEROS * pairs:
        return "utf-16-le"
    if pairs and sample[0::2].count(0) > _ZEROS * pairs:
        return "utf-16-be"
    return None


def lines(file: IO[bytes], wide: str | None) -> Iterator[str | bytes | None]:
    """The lines with their ends; None for one over ``MAX_BYTES``, which is read past."""
    opened: IO[bytes] | IO[str] = file
    if wide:
        opened = io.TextIOWrapper(file, encoding=wide, errors="replace", newline="\n")
    while line := opened.readline(MAX_BYTES + 1):
        if len(line) <= MAX_BYTES:
            yield line
            continue
        while line and line[-1:] not in ("\n", b"\n"):
            line = opened.readline(MAX_BYTES)
        yield None


def too_large(what: str) -> WartanyaError:
    """The error for a row that no article fills."""
    return WartanyaError(
        f"{what}: over {MAX_BYTES // 1_000_000} MB, too large for an article; split it"
    )


def flat(record: Mapping[str, object]) -> dict[str, object]:
    """A nested object's values by dotted names: {"article": {"body": ...}} -> 'article.body'.

    A list of objects becomes the list of their names, as tags and authors are kept.
    """
    found: dict[str, object] = {}
    _flatten(record, "", found, _DEEPEST)
    return found


def _flatten(
    record: Mapping[str, object], before: str, found: dict[str, object], deep: int
) -> None:
    for key, value in record.items():
        name = f"{before}{key}"
        if isinstance(value, dict):
            if deep:
                _flatten(value, f"{name}.", found, deep - 1)
        elif isinstance(value, list):
            found[name] = [_named(part) if isinstance(part, dict) else part for part in value]
        else:
            found[name] = value


def _named(part: dict[str, object]) -> object:
    return next(
        (part[key] for key in ("name", "nama", "title", "label", "text") if key in part), None
    )
