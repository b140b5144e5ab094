"""CSV and its kin -> rows: delimiter and quotation marks are told from the file's start.

Python's csv reads it, in this process: it is a state machine that holds one row, whose size is
bounded here.
"""

import csv
from collections.abc import Iterator, Sequence
from typing import IO, Any

from index.corpora.rows import MAX_BYTES, SAMPLED, Row, lines, sampled, wide_encoding
from index.corpora.shapes import is_date_alone, is_url
from index.encoding import decode
from index.errors import WartanyaError

Dialect = dict[str, Any]  # arguments of csv.reader

_MAX_COLUMNS = 10_000
_MAX_NAME = 200  # characters of a column's name; longer is a value
_TOO_LARGE = f"over {MAX_BYTES // 1_000_000} MB, too large for an article; split it"
_SNIFFED = 200  # rows
_KEPT = 0.9  # of the rows have the header's width, where a dialect is the file's
_NOTHING = frozenset({"NULL", "\\N", "NaN", "nan", "None", "N/A"})  # as programs write no value
_DELIMITERS = ",;\t|"
# A file has the first of these that its start keeps to: RFC 4180's, MySQL's, none in a .tsv.
_QUOTINGS: tuple[Dialect, ...] = (
    {"doublequote": True},
    {"doublequote": False, "escapechar": "\\"},
    {"quoting": csv.QUOTE_NONE},
)


def read_delimited(file: IO[bytes], source: str) -> Iterator[Row]:
    """The rows under the header's names; those shorter or longer than it are errors.

    A file without a header, whose first row has values, gets 'column 1', 'column 2' ...

    Raises:
        WartanyaError: it is no text, or empty.
    """
    sample, file = sampled(file)
    try:
        start = decode(sample[: sample.rfind(b"\n") + 1] or sample, source).removeprefix("\ufeff")
    except ValueError as error:
        raise WartanyaError(f"{source}: {error}; save it as CSV in UTF-8") from None
    cut = len(sample) >= SAMPLED
    csv.field_size_limit(2 * MAX_BYTES)  # csv's own, 131,072, is less than a long article
    texts = _Lines(lines(file, wide_encoding(sample)), source)
    rows = _cells(csv.reader(texts, **sniff(start, cut)), texts, source)
    number, cells = next(rows, (1, []))
    if isinstance(cells, WartanyaError):
        raise cells
    if not any(cell.strip() for cell in cells):
        raise WartanyaError(f"{source}: empty; put a header and an article on each row")
    if len(cells) > _MAX_COLUMNS:
        raise WartanyaError(f"{source}: {len(cells)} columns; save those of the articles alone")
    headed = is_header(cells)
    names = column_names(cells if headed else [""] * len(cells))
    if not headed:
        yield _row(names, cells, number, source)
    for number, cells in rows:
        yield _row(names, cells, number, source)


def sniff(start: str, cut: bool = False) -> Dialect:
    """How a file is delimited and quoted, from its first lines; ``cut``: there are more.

    Strict where the start is well-formed: there a quotation mark that stays open is an error of
    its row, not of all rows that it swallows.
    """
    measured = [
        (_measure(start, dialect, cut), dialect)
        for quoting in _QUOTINGS
        for delimiter in _DELIMITERS
        if _may_be(quoting, delimiter, start)
        for dialect in [{"delimiter": delimiter, "strict": True, **quoting}]
    ]
    for quoting in _QUOTINGS:
        kept = [
            (measure[1:], dialect)
            for measure, dialect in measured
            if quoting.items() <= dialect.items()
            and measure[0]
            and measure[1] >= _KEPT
            and measure[2] > 1
        ]
        if kept:
            return max(kept, key=lambda pair: pair[0])[1]
    loose = measured[: len(_DELIMITERS)]  # in which most rows have several columns, if any
    (well, _, _), dialect = max(
        loose, key=lambda pair: (pair[0][2] > 1 and pair[0][1] >= 0.5, *pair[0][1:])
    )
    return {**dialect, "strict": well}


def is_header(cells: Sequence[str]) -> bool:
    """Whether a first row has names, not an article."""
    return not any(
        len(cell) > _MAX_NAME or is_url(cell) or is_date_alone(cell) or cell.strip().isdigit()
        for cell in cells
    )


def column_names(cells: Sequence[str]) -> list[str]:
    """A name of its own for each column: 'judul', 'judul (2)', 'column 3'."""
    names: list[str] = []
    seen: dict[str, int] = {}
    for number, cell in enumerate(cells, 1):
        name = " ".join(cell.split())[:_MAX_NAME] or f"column {number}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


class _RowFailed(Exception):
    """Why a row can't be read; the next one may be."""


class _Lines:
    """Lines as text for csv's reader, which may take no more than ``MAX_BYTES`` for a row."""

    def __init__(self, raw: Iterator[str | bytes | None], source: str) -> None:
        self._raw = raw
        self._source = source
        self._taken = 0
        self._first = True

    def begin_row(self) -> None:
        """Count anew."""
        self._taken = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._raw)
        if line is None:
            raise _RowFailed(_TOO_LARGE)
        self._taken += len(line)
        if self._taken > MAX_BYTES:
            raise _RowFailed("a quotation mark is opened and never closed; close it")
        text = line if isinstance(line, str) else self._decoded(line)
        if self._first:
            self._first = False
            text = text.removeprefix("\ufeff")
            if text.startswith("sep="):  # for Excel
                return next(self)
        return text

    def _decoded(self, line: bytes) -> str:
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            return decode(line, self._source)


def _cells(
    reader: Iterator[list[str]], texts: _Lines, source: str
) -> Iterator[tuple[int, list[str] | WartanyaError]]:
    """The rows that say something, numbered as a spreadsheet does, and those that fail."""
    number = 0
    while True:
        number += 1
        texts.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (_RowFailed, ValueError, csv.Error) as error:
            problem = error if isinstance(error, _RowFailed) else f"not CSV ({error}); mend it"
            yield number, WartanyaError(f"{source}, row {number}: {problem}")
            continue
        if any(cell.strip() for cell in cells):
            yield number, cells


def _row(names: Sequence[str], cells: list[str] | WartanyaError, number: int, source: str) -> Row:
    if isinstance(cells, WartanyaError):
        return Row(number, "row", cells)
    if len(cells) < len(names) or any(cell.strip() for cell in cells[len(names) :]):
        problem = f"{len(cells)} cells for {len(names)} columns; quote those with the delimiter in"
        return Row(number, "row", WartanyaError(f"{source}, row {number}: {problem}"))
    told = ("" if cell in _NOTHING else cell for cell in cells)
    return Row(number, "row", dict(zip(names, told, strict=False)))


def _may_be(quoting: Dialect, delimiter: str, start: str) -> bool:
    if "quoting" in quoting:
        return delimiter == "\t"
    return "escapechar" not in quoting or '\\"' in start


def _measure(start: str, dialect: Dialect, cut: bool) -> tuple[bool, float, int]:
    """Whether text keeps to a dialect, the share of rows as wide as the first, and its width."""
    widths: list[int] = []
    well = True
    reader = csv.reader(start.splitlines(keepends=True), **dialect)
    while len(widths) < _SNIFFED:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            if not cut or "unexpected end" not in str(error):  # the start may end within a row
                well = False
                continue
            break
        if cells is None:
            break
        if any(cell.strip() for cell in cells):
            widths.append(len(cells))
    kept = sum(width == widths[0] for width in widths) / len(widths) if widths else 0.0
    return well, kept, widths[0] if widths else 0
