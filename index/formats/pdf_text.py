"""The lines of a PDF -> its paragraphs, hyphenated words whole."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.formats.pdf_page import Run
from index.formats.sections import is_label

_SAME_SIZE = 0.12  # share by which the sizes of one paragraph's lines may differ
_USUAL = 0.3  # of the commonest distance: where paragraphs are short, theirs may be commoner
_WIDE = 1.25  # times the usual distance of lines: a wider one parts paragraphs
_INDENT = 0.7  # times the size: from which a first line is indented
_LARGE = 1.15  # times the usual size: lines of a heading are broken anywhere
_HEADING_STEP = 1.6  # times the size, from one line of a heading to the next
_SHORT = 0.4  # of the column's width, left free after a line that is one of its own
_ENDED = re.compile(r"[.!?:;…][\"”’'»)\]]*$|[\"”]$")
_BULLET = re.compile(r"(?:[•▪●◦■–—*-]|\d{1,2}[.)])\s+\S")
_BROKEN = re.compile(r"(?P<first>[^\W\d_]+)-$")
_START = re.compile(r"[^\W\d_]+")
_SUFFIX = re.compile(r"(?:kan|an|nya|i)$")
_PAIR = re.compile(r"[^\W\d_]+-[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph on a page from 0; ``size`` is that of its letters, in points."""

    text: str
    size: float
    page: int


def paragraphs(pages: Sequence[Sequence[Run]]) -> list[Paragraph]:
    """The paragraphs, also those that go on in the next column or on the next page."""
    pitches = _pitches(pages)
    usual_size = most_common_size((line.text, line.size) for page in pages for line in page)
    words = _words(line.text for page in pages for line in page)
    found: list[tuple[list[Run], int]] = []
    for number, page in enumerate(pages):
        for n, line in enumerate(page):
            last = found[-1][0] if found else None
            following = page[n + 1] if n + 1 < len(page) else None
            if last and _goes_on(last, line, following, pitches, usual_size):
                last.append(line)
            else:
                found.append(([line], number))
    return [
        Paragraph(_joined([line.text for line in lines], words), lines[0].size, number)
        for lines, number in found
    ]


def most_common_size(texts: Iterable[tuple[str, float]]) -> float:
    """The size of most letters, in points, of texts with their sizes; 0 where there are none."""
    letters: Counter[float] = Counter()
    for text, size in texts:
        letters[round(size * 2) / 2] += len(text)
    return max(letters, key=lambda size: letters[size], default=0.0)


def _pitches(pages: Sequence[Sequence[Run]]) -> dict[int, float]:
    """The usual distance of lines for each size, both in points."""
    steps: dict[int, Counter[float]] = {}
    for page in pages:
        for above, line in pairwise(page):
            if above.column == line.column and above.base > line.base:
                step = round((above.base - line.base) * 2) / 2
                steps.setdefault(round(line.size), Counter())[step] += 1
    return {
        size: min(step for step in counts if counts[step] >= _USUAL * max(counts.values()))
        for size, counts in steps.items()
    }


def _goes_on(
    lines: Sequence[Run],
    line: Run,
    following: Run | None,
    pitches: dict[int, float],
    usual_size: float,
) -> bool:
    """Whether a line belongs to the paragraph of the lines before it."""
    last = lines[-1]
    if abs(last.size - line.size) > _SAME_SIZE * max(last.size, line.size):
        return False
    if _BULLET.match(line.text) or (len(lines) == 1 and is_label(last.text)):
        return False
    step = last.base - line.base
    if line.size > _LARGE * usual_size and 0 < step < _HEADING_STEP * line.size:
        return True  # a heading's lines may be of any width, and the last one in a column
    usual = min(pitches.get(round(line.size), 1.2 * line.size), 2.0 * line.size)
    if last.column != line.column or not 0 < step < 4 * usual:
        return not _ended(last) and (line.text[0].islower() or not _ends_far_from_edge(last))
    if step > _WIDE * usual:
        return False
    if _indented(last, line, following) and _ended(last):
        return False
    if last.size < _LARGE * usual_size and _ends_far_from_edge(last):
        return False
    return not (_word_would_fit(last, line) and _ended(last))


def _ends_far_from_edge(line: Run) -> bool:
    """Whether a line leaves so much of its column that it is a line of its own, as a byline is."""
    left, right = line.column
    return right - line.right > _SHORT * (right - left)


def _ended(line: Run) -> bool:
    return _ENDED.search(line.text) is not None


def _indented(last: Run, line: Run, following: Run | None) -> bool:
    """Whether a line begins further right than the lines around it."""
    indent = _INDENT * line.size
    others = [last.left] + ([following.left] if following is not None else [])
    return all(line.left - left > indent for left in others)


def _word_would_fit(last: Run, line: Run) -> bool:
    """Whether the line above had room for the first word: then it was ended on purpose."""
    word = line.text.split(" ")[0]
    width = (line.right - line.left) * (len(word) + 1) / max(len(line.text), 1)
    return last.column[1] - last.right > width


def _words(lines: Iterable[str]) -> frozenset[str]:
    """The words and the pairs with a hyphen in these lines, without those broken at their ends."""
    found: set[str] = set()
    broken = False
    for line in lines:
        lowered = line.lower()
        words = _START.findall(lowered)
        starts_broken, broken = broken, lowered.endswith("-")
        found.update(words[int(starts_broken) : -1 if broken else None])
        found.update(_PAIR.findall(lowered))
    return frozenset(found)


def _joined(lines: Sequence[str], words: frozenset[str]) -> str:
    """The lines as one text; a word broken at a line's end is made whole."""
    text = lines[0]
    for line in lines[1:]:
        broken = _BROKEN.search(text)
        start = _START.match(line)
        if broken is None or start is None:
            text += ("" if text.endswith("-") and line[:1].isdigit() else " ") + line
        elif keeps_hyphen(broken["first"], start[0], words):
            text += line
        else:
            text = text[:-1] + line
    return text


def keeps_hyphen(first: str, second: str, words: frozenset[str]) -> bool:
    """Whether the hyphen between two parts is the word's own: 'anak-anak', 'Asia-Pasifik'.

    ``words`` are those seen elsewhere in the text, in lower case.
    """
    if second[0].isupper():
        return True
    a, b = first.lower(), second.lower()
    if f"{a}-{b}" in words:
        return True
    if a + b in words:
        return False
    if min(len(a), len(b)) > 2 and a in words and b in words:
        return True
    return _doubled(a, b)


def _doubled(a: str, b: str) -> bool:
    """Whether two parts are one word twice: 'buku-bukunya', 'berlari-larian', 'tarik-menarik'."""
    stem = _SUFFIX.sub("", b)
    return (
        (len(a) > 2 and (b.startswith(a) or b.endswith(a)))
        or (len(stem) > 2 and a.endswith(stem))
        or (len(a) > 3 and b.startswith(("me", "pe")) and b.endswith(a[1:]))
    )
