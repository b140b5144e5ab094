"""A page -> its lines, white space normalised, each with its kind."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.dateline import DATELINE
from index.furniture import FURNITURE, Kind, ends_with_agency, is_sentence_like, kind


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page: whether most of it is links, in the main heading, or a caption."""

    text: str
    linked: bool = False
    heading: bool = False
    caption: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its kind and its number of words."""

    text: str
    kind: Kind
    words: int
    heading: bool = False
    linked: bool = False


def read_lines(page: Iterable[PageLine]) -> list[Line]:
    """The lines that have letters or digits, links and captions judged by what they are."""
    lines = []
    begun = False
    for line in _with_datelines(page):
        text = visible(line.text)
        if not any(c.isalnum() for c in text):
            continue
        shape = kind(text)
        if (line.heading and shape in FURNITURE | {Kind.CREDIT, Kind.ITEM}) or (
            line.linked and shape in (Kind.PROSE, Kind.CREDIT, Kind.ITEM)
        ):
            shape = Kind.SHORT
        elif line.caption:
            shape = Kind.CREDIT
        elif shape is Kind.CREDIT and begun and ends_with_agency(text) and is_sentence_like(text):
            shape = Kind.PROSE
        begun = begun or shape is Kind.PROSE
        lines.append(Line(text, shape, text.count(" ") + 1, line.heading, line.linked))
    return lines


def paragraphs(page: str) -> list[str]:
    """The lines that have text, white space normalised, hard-wrapped paragraphs joined."""
    blocks: list[list[str]] = [[]]
    for raw in page.splitlines():
        line = visible(raw)
        if line and any(c.isalnum() for c in line):
            blocks[-1].append(line)
        elif not line and blocks[-1]:
            blocks.append([])
    if _is_wrapped(blocks):
        return [" ".join(block) for block in blocks if block]
    return [line for block in blocks for line in block]


def visible(text: str) -> str:
    """White space normalised; control and formatting characters, which no reader sees, gone."""
    return " ".join(_CONTROL.sub(" ", _FORMAT.sub("", text)).split())


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_FORMAT = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffc]")


def _with_datelines(page: Iterable[PageLine]) -> Iterator[PageLine]:
    """'Jakarta -' on its own line goes in front of its paragraph."""
    held: PageLine | None = None
    for line in page:
        if held is not None:
            if line.linked or line.caption:
                yield held
            else:
                line = replace(line, text=f"{held.text} {line.text}")
            held = None
        text = visible(line.text)
        if len(text) < 80 and text.endswith(("-", "–", "—")) and DATELINE.fullmatch(text):
            held = replace(line, text=text)
        else:
            yield line
    if held is not None:
        yield held


def _is_wrapped(blocks: Sequence[Sequence[str]]) -> bool:
    """Whether lines were broken at a width: many then go on in lower case on the next line."""
    pairs = [(a, b) for block in blocks for a, b in pairwise(block)]
    widest = max((len(line) for block in blocks for line in block), default=0)
    if len(pairs) < 2 or widest > 130:
        return False
    running_on = sum(len(a) > 40 and b[0].islower() for a, b in pairs)
    return running_on / len(pairs) > 0.3
