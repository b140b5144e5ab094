"""XLSX and Parquet -> frames of rows as JSON has them, made in the child of streamed.py."""

import math
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import IO

from index.corpora.rows import MAX_BYTES
from index.corpus import date_of

BATCH_CHARS = 500_000  # about what one frame holds
BATCH_ROWS = 500


class Unreadable(Exception):
    """Why a file can't be read, as the end of a sentence that starts with its name."""


def plain(value: object) -> object:
    """A cell as JSON has it: dates as ISO 8601, numbers that are none left out."""
    if isinstance(value, date | datetime):
        return date_of(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    return str(value)


def frames(kind: str, file: IO[bytes]) -> Iterator[dict[str, object]]:
    """{"table": name or None}, then {"rows": [[number, {column: value} or None]]}.

    None stands for a row that is too large for an article.
    """
    if kind == "xlsx":
        from index.corpora.workbook import read_workbook as read
    else:
        from index.corpora.parquet import read_parquet as read
    for name, rows in read(file):
        yield {"table": name}
        batch: list[object] = []
        chars = 0
        for number, cells in rows:
            size = sum(map(_size, cells.values()))
            batch.append([number, cells if size <= MAX_BYTES else None])
            chars += min(size, MAX_BYTES)
            if chars > BATCH_CHARS or len(batch) >= BATCH_ROWS:
                yield {"rows": batch}
                batch, chars = [], 0
        yield {"rows": batch}


def _size(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, list):
        return sum(map(_size, value)) + 8
    if isinstance(value, dict):
        return sum(map(_size, value.values())) + 8
    return 8
