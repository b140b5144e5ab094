"""An XLSX workbook -> the rows of its sheets; runs in index/corpora/child.py."""

import zipfile
from collections.abc import Iterator
from typing import IO

from index.archive import zip_problem
from index.corpora.delimited import column_names, is_header
from index.corpora.sheets import Unreadable, plain
from index.errors import WartanyaError

_MAX_UNPACKED = 500_000_000  # bytes of a workbook; 100,000 short articles take about 300 million

Rows = Iterator[tuple[int, dict[str, object]]]


def read_workbook(file: IO[bytes]) -> Iterator[tuple[str | None, Rows]]:
    """Each sheet's name and rows: formulas' last values, dates as ISO 8601, numbers as numbers.

    Raises:
        Unreadable: it isn't a workbook, or would unpack to more than is read.
    """
    import openpyxl

    if file.read(4) != b"PK\3\4":
        raise Unreadable("is no XLSX workbook; save it as one, or as CSV")
    file.seek(0)
    try:
        if problem := zip_problem(file, _MAX_UNPACKED):
            raise Unreadable(f"{problem}; save it as CSV")
    except (zipfile.BadZipFile, WartanyaError):
        raise Unreadable("is damaged; save it again") from None
    file.seek(0)
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # which may claim more columns than there are
        rows = enumerate(sheet.iter_rows(values_only=True), 1)
        yield sheet.title, _named((number, list(cells)) for number, cells in rows)


def _named(rows: Iterator[tuple[int, list[object]]]) -> Rows:
    """The rows that say something, under the names in the first of them."""
    names: list[str] | None = None
    for number, cells in rows:
        values = [plain(cell) for cell in cells]
        if all(value is None or value == "" for value in values):
            continue
        if names is None:
            written = ["" if value is None else str(value) for value in values]
            headed = is_header(written)
            names = column_names(written if headed else [""] * len(written))
            if headed:
                continue
        more = range(len(names) + 1, len(values) + 1)
        names += [f"column {extra}" for extra in more]  # cells beyond the header's end
        yield number, dict(zip(names, values, strict=False))
