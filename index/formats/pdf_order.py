"""The runs of a PDF's page -> its lines in the order in which they are read.

Columns are read one after the other, as far down as no line crosses the space between them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.formats.pdf_page import SPACE, Run

_SAME_LINE = 0.5  # times the size: as far may the baselines of one line differ
_GUTTER = 0.8  # times the size: the least width of the space between columns
_COLUMN_LINES = 3  # of each column, side by side
_COLUMN_LETTERS = 8.0  # on the mean of a column's lines; a table's cells have fewer
_STEP = 3.0  # points between the places where a gutter is looked for
_MAX_DEPTH = 8  # of columns within columns
_MAX_RUNS = 1500  # of a page of columns; a newspaper's has about 700
_Edges = tuple[float, float]


def reading_order(runs: Sequence[Run]) -> list[Run]:
    """The lines of a page: columns from left to right, what crosses them before and after."""
    return _columns(list(runs), _edges(runs), 0) if runs else []


def _edges(runs: Sequence[Run]) -> _Edges:
    return min(run.left for run in runs), max(run.right for run in runs)


def _columns(runs: list[Run], edges: _Edges, depth: int) -> list[Run]:
    """The lines between these edges; those above and below the columns have the same edges."""
    gutter = _gutter(runs) if depth < _MAX_DEPTH and len(runs) < _MAX_RUNS else None
    if gutter is None:
        return _lines(runs, edges)
    x, top, bottom = gutter
    above = [run for run in runs if run.base > top]
    below = [run for run in runs if run.base < bottom]
    band = [run for run in runs if bottom <= run.base <= top]
    lines = _columns(above, edges, depth + 1) if above else []
    for column in ([r for r in band if r.right <= x], [r for r in band if r.right > x]):
        lines += _columns(column, _edges(column), depth + 1)
    return lines + (_columns(below, edges, depth + 1) if below else [])


def _gutter(runs: Sequence[Run]) -> tuple[float, float, float] | None:
    """Where the tallest pair of columns is parted: x, and the top and bottom baseline of the band.

    None where no lines stand side by side in columns of text.
    """
    best, found = 0.0, None
    lines = sorted(runs, key=lambda run: -run.base)
    places = {(round(run.right / _STEP) + 0.5) * _STEP for run in runs}
    for x in sorted(places):
        for band in _bands(lines, x):
            score = _side_by_side(band, x)
            if score > best:
                best, found = score, (x, band[0].base, band[-1].base)
    return found


def _bands(lines: Sequence[Run], x: float) -> Iterator[list[Run]]:
    """The runs, top to bottom, between those that cross x."""
    band: list[Run] = []
    for run in lines:
        if not run.left < x < run.right:
            band.append(run)
        elif band:
            yield band
            band = []
    if band:
        yield band


def _side_by_side(band: Sequence[Run], x: float) -> float:
    """How tall the two columns of a band stand beside each other, in points; 0 if they are none."""
    sides = [run for run in band if run.right <= x], [run for run in band if run.right > x]
    if any(len(side) < _COLUMN_LINES for side in sides):
        return 0.0
    if any(sum(len(r.text) for r in side) < _COLUMN_LETTERS * len(side) for side in sides):
        return 0.0
    if min(run.left for run in sides[1]) - max(run.right for run in sides[0]) < _GUTTER * min(
        run.size for run in band
    ):
        return 0.0
    top = min(side[0].base for side in sides)
    bottom = max(side[-1].base for side in sides)
    within = [sum(bottom <= run.base <= top for run in side) for side in sides]
    return top - bottom if min(within) >= _COLUMN_LINES else 0.0


def _lines(runs: list[Run], edges: _Edges) -> list[Run]:
    """Runs on one height joined to lines, top to bottom."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.base, run.left)):
        row = rows[-1] if rows else []
        if row and row[0].base - run.base < _SAME_LINE * min(row[0].size, run.size):
            row.append(run)
        else:
            rows.append([run])
    return [_joined(sorted(row, key=lambda run: run.left), edges) for row in rows]


def _joined(row: list[Run], edges: _Edges) -> Run:
    longest = max(row, key=lambda run: len(run.text))
    text = row[0].text
    for before, run in pairwise(row):
        text += ("" if run.left - before.right < SPACE * run.size else " ") + run.text
    right = max(run.right for run in row)
    return replace(longest, text=text, left=row[0].left, right=right, column=edges)
