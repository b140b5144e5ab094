"""Where quotation marks open and close in news text.

Glyphs can't be trusted: much Indonesian news opens with ”, some with “ and closes with it. The
white space around a mark decides, and what is open already; a mark that nothing answers is
dropped rather than paired with one far away.
"""

import re
from dataclasses import dataclass

from .speech_verbs import speech_stem

_MARK = re.compile(r"[\"“”„‟«»]")
_SINGLE_OPENING = re.compile(r"(?<![\w’'])[‘'](?=\w)")
_SINGLE_CLOSING = re.compile(r"(?<=[,.?!…])[’'](?!\w)|\n|[\"“”„‟«»]")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n|(?<=[.?!\"”“»])[^\S\n]*\n")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_SINGLE = 2000  # characters
_BEFORE_OPENING = "([{-–—/:"
_AFTER_CLOSING = ".,;:?!)]}-–—…"
_ENDS = (",", "?", "!")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters ``[start, end)`` of a text, both marks included.

    ``ends_paragraph``: the quotation has no closing mark because it goes on in the next
    paragraph, which opens with a mark again.
    """

    start: int
    end: int
    ends_paragraph: bool = False


def find_quotations(text: str) -> list[Quotation]:
    """Outermost quotations in order, without overlap, in time linear in the text."""
    marks = [match.start() for match in _MARK.finditer(text)]
    shapes = [_shape(text, mark) for mark in marks]
    borders = [match.end() for match in _PARAGRAPH.finditer(text)] + [len(text) + 1]
    found: list[Quotation] = []
    first = border = 0
    while first < len(marks):
        while borders[border] <= marks[first]:
            border += 1
        last = first
        while last < len(marks) and marks[last] < borders[border]:
            last += 1
        goes_on = last < len(marks) and _opens_paragraph(text, marks[last], borders[border])
        found += _pair(text, marks[first:last], shapes[first:last], borders[border], goes_on)
        first = last
    return _with_single(text, found)


def _shape(text: str, mark: int) -> str:
    """'open' or 'close' by the space around the mark, 'either' where that says nothing."""
    before = text[mark - 1] if mark else " "
    after = text[mark + 1] if mark + 1 < len(text) else " "
    free_left = before.isspace() or before in _BEFORE_OPENING
    free_right = after.isspace() or after in _AFTER_CLOSING
    if free_left == free_right:
        glyph = text[mark]
        if glyph in "„«" or (glyph == "“" and not free_left and before in ".,?!"):
            return "open"
        return "either"
    if free_right:
        return "close"
    if (
        after.islower()
        and before.isspace()
        and text[max(mark - 3, 0) : mark].rstrip()[-1:] in _ENDS
    ):
        return "stray"  # 'selesai, ”kata Budi': closes what is open
    return "open"


def _opens_paragraph(text: str, mark: int, border: int) -> bool:
    return not text[border:mark].strip()


def _pair(
    text: str, marks: list[int], shapes: list[str], border: int, goes_on: bool
) -> list[Quotation]:
    """The quotations of one paragraph, which ends at ``border``."""
    found: list[Quotation] = []
    start: int | None = None
    index = 0
    while index < len(marks):
        mark, shape = marks[index], shapes[index]
        if start is None:
            if _can_open(text, marks, shapes, index):
                start = mark
        elif shape in ("close", "stray", "either"):
            found.append(Quotation(start, mark + 1))
            start = None
        elif _is_nested(shapes, index):
            index += 1  # the inner quotation's closing mark
        else:
            start = mark  # the earlier mark was never closed
        index += 1
    if start is not None and goes_on:
        end = start + len(text[start:border].rstrip())
        found.append(Quotation(start, end, ends_paragraph=True))
    return found


def _can_open(text: str, marks: list[int], shapes: list[str], index: int) -> bool:
    mark, shape = marks[index], shapes[index]
    if shape == "stray":
        behind = _WORD.match(text, mark + 1)
        return behind is None or speech_stem(behind[0]) is None
    if shape == "open":
        return True
    if shape == "either":
        return not text[mark - 1 : mark].isalnum()
    following = shapes[index + 1 : index + 2]
    begins = text[mark + 1 : mark + 3].strip()[:1].isupper()
    # 'virtual.” Kami siap, ”kata Budi': the mark stands on the wrong side of the space
    return begins and text[mark - 1] in ".?!" and following in (["close"], ["stray"])


def _is_nested(shapes: list[str], index: int) -> bool:
    """An opening mark inside a quotation, with closing marks for both behind it."""
    behind = shapes[index + 1 : index + 3]
    return len(behind) == 2 and behind[0] != "open" and behind[1] in ("close", "stray")


def _with_single(text: str, double: list[Quotation]) -> list[Quotation]:
    """Adds speech in single marks, as British outlets print it, outside of double ones.

    At least three words, closed on the same line behind a mark; else it may be an apostrophe.
    """
    if "'" not in text and "‘" not in text:
        return double
    found = list(double)
    index = 0
    free = 0  # characters before it belong to a quotation
    for opening in _SINGLE_OPENING.finditer(text):
        start = opening.start()
        while index < len(double) and double[index].end <= start:
            index += 1
        if start < free or (index < len(double) and double[index].start < start):
            continue
        closing = _SINGLE_CLOSING.search(text, start + 1, start + _LONGEST_SINGLE)
        if closing and closing[0] in "’'" and text.count(" ", start, closing.start()) >= 2:
            free = closing.end()
            found.append(Quotation(start, free))
    return sorted(found, key=lambda quotation: quotation.start)
