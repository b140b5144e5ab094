"""A page of a PDF -> runs of letters, each with its place as PDFium gives it."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median_low
from typing import Any

SPACE = 0.15  # times the size: a wider space between letters parts words
_SAME_LINE = 0.5  # of the smaller letter's height that two letters of one line share
_BREAK = 1.0  # times the size: a wider space parts columns or cells
_STRETCHED = 1.6  # times a line's usual space: a wider one isn't there to fill the line
_ALONE = 4.0  # times the size: from which the only space of a line is no space between words
_FAR = 8.0  # times the size: whatever else is on the line
_DROP_CAP = 1.8  # times the size of the text that it begins
_MAX_SIZE = 2000.0  # points; a poster's
_HYPHENS = "\x02\ufffe\u00ad"  # PDFium's marks of a word that goes on in the next line


@dataclass(frozen=True, slots=True)
class Run:
    """Text on one line. Points from the left and the bottom; ``size`` is the font's, in points.

    ``column`` is the left and right edge of the column it stands in.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    column: tuple[float, float] = (0.0, 0.0)

    @property
    def top(self) -> float:
        """Where its capitals end, about."""
        return self.base + 0.75 * self.size


@dataclass(frozen=True, slots=True)
class Page:
    """What is written on a page, in the file's order; ``height`` in points.

    ``unmapped`` letters have no character in their font.
    """

    runs: tuple[Run, ...]
    height: float
    unmapped: int


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter, and whether white space is before it; PDFium puts some where it sees a gap."""

    text: str
    left: float
    right: float
    base: float
    size: float
    spaced: bool


def read_page(page: Any, budget: int) -> Page:
    """The runs of an open PDFium page; OverflowError if it has more than ``budget`` letters."""
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > budget:
            raise OverflowError
        by_turn, unmapped = _letters(text, count)
    finally:
        text.close()
    turn = max(by_turn, key=lambda turn: len(by_turn[turn]), default=0)
    left, bottom, right, top = page.get_bbox()
    # The letters of a page turned on its side are measured from its own bottom too.
    low = (bottom, -right, -top, left)[turn]
    runs = [replace(run, base=run.base - low) for run in _runs(by_turn.get(turn, []))]
    height = right - left if turn % 2 else top - bottom
    return Page(tuple(_drop_caps(runs)), height, unmapped)


def _letters(text: Any, count: int) -> tuple[dict[int, list[_Letter]], int]:
    """The letters by the quarter turns they are written in, turned upright; those unmapped."""
    import pypdfium2.raw as raw  # type: ignore[import-untyped]  # no types

    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    by_turn: dict[int, list[_Letter]] = {}
    unmapped = 0
    spaced = False
    for n in range(count):
        code = raw.FPDFText_GetUnicode(text, n)
        if code in (0, 0xFFFD) or 0xE000 <= code <= 0xF8FF:
            unmapped += 1
            continue
        if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            continue
        if chr(code).isspace():
            spaced = True
            continue
        if not raw.FPDFText_GetCharOrigin(text, n, x, y):
            continue
        raw.FPDFText_GetLooseCharBox(text, n, box)
        size, turn = raw.FPDFText_GetFontSize(text, n), 0
        if raw.FPDFText_GetMatrix(text, n, matrix):
            size *= math.hypot(matrix.c, matrix.d)
            turn = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
        edges = (box.left, box.bottom, box.right, box.top)
        places = _upright(turn, x.value, y.value, edges)
        if all(math.isfinite(v) for v in (*places, size)) and 0 < size < _MAX_SIZE:
            character = "-" if chr(code) in _HYPHENS else chr(code)
            letter = _Letter(character, *places, size, spaced)
            by_turn.setdefault(turn, []).append(letter)
            spaced = False
    return by_turn, unmapped


def _upright(
    turn: int, x: float, y: float, box: tuple[float, float, float, float]
) -> tuple[float, float, float]:
    """Left, right and baseline of a letter once its quarter turns are undone."""
    left, bottom, right, top = box
    if turn == 1:
        return bottom, top, -x
    if turn == 2:
        return -right, -left, -y
    if turn == 3:
        return -top, -bottom, x
    return left, right, y


def _runs(letters: Sequence[_Letter]) -> Iterator[Run]:
    """Letters that follow each other on a line, parted where columns or cells are."""
    row: list[_Letter] = []
    for letter in letters:
        if row and not _on_line(row[-1], letter):
            yield from _split(row)
            row = []
        row.append(letter)
    if row:
        yield from _split(row)


def _on_line(last: _Letter, letter: _Letter) -> bool:
    smaller, larger = sorted((last.size, letter.size))
    shared = min(last.base + last.size, letter.base + letter.size) - max(last.base, letter.base)
    if larger > _DROP_CAP * smaller or shared < _SAME_LINE * smaller:
        return False
    return -smaller < letter.left - last.right < _FAR * smaller


def _split(row: Sequence[_Letter]) -> Iterator[Run]:
    """A line parted at spaces that are wide in themselves and beside its others.

    Justified text has wide spaces too, but those of one line are all alike.
    """
    words = [0]
    for n in range(1, len(row)):
        if row[n].spaced or row[n].left - row[n - 1].right > SPACE * row[n].size:
            words.append(n)
    gaps = [row[n].left - row[n - 1].right for n in words[1:]]
    usual = median_low(gaps) if len(gaps) > 1 else 0.0
    pieces: list[list[Sequence[_Letter]]] = [[]]
    for number, (start, end) in enumerate(zip(words, [*words[1:], len(row)], strict=True)):
        if number:
            size, gap = row[start].size, gaps[number - 1]
            least = max(_BREAK * size, _STRETCHED * usual) if usual > 0 else _ALONE * size
            if gap > least:
                pieces.append([])
        pieces[-1].append(row[start:end])
    for piece in pieces:
        yield _run(piece)


def _run(words: Sequence[Sequence[_Letter]]) -> Run:
    text = " ".join("".join(letter.text for letter in word) for word in words)
    size = Counter(letter.size for word in words for letter in word).most_common(1)[0][0]
    first, last = words[0][0], words[-1][-1]
    return Run(text, first.left, last.right, first.base, size)


def _drop_caps(runs: list[Run]) -> list[Run]:
    """A large first letter is put before the line that it begins."""
    joined: list[Run] = []
    for run in runs:
        cap = joined[-1] if joined else None
        if (
            cap is not None
            and len(cap.text) == 1
            and cap.text.isalpha()
            and cap.size > _DROP_CAP * run.size
            and cap.base - run.size < run.base < cap.top
            and 0 <= run.left - cap.right + run.size < 3 * run.size
        ):
            joined[-1] = replace(run, text=cap.text + run.text, left=cap.left)
        else:
            joined.append(run)
    return joined
