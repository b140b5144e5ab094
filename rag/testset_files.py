"""Test sets out of files: JSONL, CSV, XLSX, SQuAD's JSON, and BEIR's or TREC's folders."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from index.errors import WartanyaError
from rag.corpus_files import beir_rows, squad_rows
from rag.testset import TestSet, testset
from rag.textfile import decode, one_line, parse_json, read_bytes

Rows = Iterator[tuple[str, object]]

SEPARATOR = "|"  # between several answers, tags, articles, quotes or offsets in one cell
_LISTS = ("answers", "tags", "speaker")
_PARTS = ("article", "start", "end", "quote")  # columns that together give the evidence
_TRUE = frozenset({"true", "yes", "y", "1", "ya", "benar"})
_FALSE = frozenset({"false", "no", "n", "0", "tidak", "salah"})
_MAX_UNPACKED = 500_000_000  # bytes of a workbook unpacked; 100,000 rows take about 60 million


def read_testset(path: str | Path) -> TestSet:
    """Read a test set; its format is known by the file's ending, or by being a folder.

    .jsonl, .csv, .tsv and .xlsx have the fields of docs/testset.schema.json; .json is SQuAD 1.1
    or 2.0; a folder is BEIR's (queries.jsonl, qrels/test.tsv) or TREC's (queries.tsv,
    qrels.txt). Raises WartanyaError naming file, line and field.
    """
    place = Path(path)
    if place.is_dir():
        digest, rows = beir_rows(place)
        return testset(place.name, digest, rows)
    readers: dict[str, Callable[[bytes, str], Rows]] = {
        ".jsonl": _jsonl,
        ".csv": _csv,
        ".tsv": _csv,
        ".xlsx": _xlsx,
        ".json": _squad,
    }
    reader = readers.get(place.suffix.lower())
    if reader is None:
        raise WartanyaError(
            f"{place}: not a test set's ending: .jsonl, .csv, .tsv, .xlsx, .json or a folder"
        )
    content = read_bytes(place)
    return testset(place.name, hashlib.sha256(content).hexdigest(), reader(content, place.name))


def _jsonl(content: bytes, name: str) -> Rows:
    for number, line in enumerate(decode(content, name).split("\n"), 1):
        if line.strip():
            yield f"line {number}", parse_json(line, f"{name}: line {number}")


def _squad(content: bytes, name: str) -> Rows:
    return squad_rows(parse_json(decode(content, name), name), name)


def _csv(content: bytes, name: str) -> Rows:
    text = decode(content, name)
    header = text.split("\n", 1)[0]
    delimiter = max("\t;,", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = _columns(next(reader, []), name)
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield f"line {line}", _row(columns, cells, f"{name}: line {line}")
            line = reader.line_num + 1
    except csv.Error as error:
        raise WartanyaError(f"{name}: line {reader.line_num}: not CSV ({error})") from error


def _xlsx(content: bytes, name: str) -> Rows:
    lines = enumerate(_sheet(content, name), 1)
    _, header = next(lines, (1, []))
    columns = _columns(header, name)
    for number, cells in lines:
        if any(cell.strip() for cell in cells):
            yield f"line {number}", _row(columns, cells, f"{name}: line {number}")


def _sheet(content: bytes, name: str) -> Iterator[list[str]]:
    """The cells of the first sheet, row by row."""
    import openpyxl  # half a second, and only for workbooks

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(item.file_size for item in packed.infolist())
        if size > _MAX_UNPACKED:
            raise WartanyaError(f"{name}: {size} bytes unpacked: split it, or save it as CSV")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # which may claim more columns than there are
        for values in sheet.iter_rows(values_only=True):
            yield [_cell(value) for value in values]
    except WartanyaError:
        raise
    except Exception as error:  # a bent workbook makes openpyxl raise anything
        reason = one_line(f"{type(error).__name__}: {error}")[:80]
        raise WartanyaError(f"{name}: not an XLSX workbook ({reason}): save it again") from error


def _cell(value: object) -> str:
    """A cell's text; a whole number without the '.0' that a workbook stores it with."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _columns(header: list[str], name: str) -> list[str]:
    columns = [column.strip().lower() for column in header]
    if "question" not in columns:
        shown = one_line(", ".join(column for column in columns if column))[:100] or "nothing"
        raise WartanyaError(f"{name}: line 1: no column 'question'; found {shown}")
    twice = next((c for c in columns if c and columns.count(c) > 1), None)
    if twice is not None:
        raise WartanyaError(f"{name}: line 1: column {twice[:40]!r} stands there twice")
    return columns


def _row(columns: list[str], cells: list[str], where: str) -> dict[str, object]:
    """A table's row as a JSONL row: lists cut at the separator, evidence put together."""
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        raise WartanyaError(f"{where}: {len(cells)} cells for {len(columns)} columns")
    filled = {c: v.strip() for c, v in zip(columns, cells, strict=False) if c and v.strip()}
    row: dict[str, object] = {
        column: [part.strip() for part in value.split(SEPARATOR)] if column in _LISTS else value
        for column, value in filled.items()
        if column not in _PARTS
    }
    if "answerable" in filled:
        row["answerable"] = _truth(filled["answerable"], where)
    if "evidence" in filled and filled["evidence"][0] in "[{":
        row["evidence"] = parse_json(filled["evidence"], f"{where}, field 'evidence'")
    parts = {column: filled[column].split(SEPARATOR) for column in _PARTS if column in filled}
    if parts:
        if "evidence" in row:
            raise WartanyaError(
                f"{where}, field 'evidence': given twice, as {', '.join(parts)} too"
            )
        row["evidence"] = _evidence(parts, where)
    return row


def _evidence(parts: dict[str, list[str]], where: str) -> list[dict[str, object]]:
    """Evidence from cells; one article serves several quotes or offsets."""
    count = max(map(len, parts.values()))
    evidence: list[dict[str, object]] = [{} for _ in range(count)]
    for column, values in parts.items():
        if len(values) not in (1, count):
            raise WartanyaError(
                f"{where}, field '{column}': {len(values)} parts where another column has {count}"
            )
        for item, value in zip(evidence, values * (count // len(values)), strict=True):
            item[column] = _number(value, where, column) if column in _PARTS[1:3] else value
    return evidence


def _number(value: str, where: str, field: str) -> int | None:
    if not value.strip():
        return None
    try:
        return int(value)
    except ValueError as error:
        raise WartanyaError(
            f"{where}, field '{field}': expected a whole number, found {value.strip()[:40]!r}"
        ) from error


def _truth(value: str, where: str) -> bool:
    word = value.lower()
    if word not in _TRUE | _FALSE:
        raise WartanyaError(
            f"{where}, field 'answerable': expected true or false, found {value[:40]!r}"
        )
    return word in _TRUE
