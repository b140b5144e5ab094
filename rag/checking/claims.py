"""A model's answer as claims: sentences, each with the markers of what it cites."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.quotations import Quotation, find_quotations
from index.sentences import split_sentences
from rag.fencing import visible_text

_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_MARKERS = re.compile(r"\s*[\[【]\^?(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)[\]】]")
_MARKER = re.compile(r"\[(\d{1,3})\]")
_BULLET = re.compile(r"(?m)^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|(?m:^\s*#{1,6}\s+)")
_LINKED = re.compile(
    r"https?:|www\.|javascript:|data:[a-z]|!?\[[^\]]*\]\s*[(\[:]\s*\S*[^\d\s\]]|</?[a-z!]|&[a-z#0-9]{2,8};"
    r"|\b[\w-]+\.(?:com|org|net|id|co|io|info|biz|xyz|ru|cn|app|dev|me|ly|gg|tv|test|example|invalid)\b(?:/\S*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of an answer without its markers, and the numbers that it cites."""

    text: str
    markers: tuple[int, ...]


def read_claims(draft: str) -> list[Claim]:
    """The claims of an answer in order, none twice; thoughts, bullets and emphasis taken off.

    A sentence without a marker has those of the next one in its paragraph: some models mark a
    paragraph once, at its end. A quotation of several sentences stays whole.
    """
    text = _THOUGHT.sub("", draft)
    text = _EMPHASIS.sub("", _BULLET.sub("", text))
    claims: list[Claim] = []
    for paragraph in re.split(r"\n+", text):
        claims += _claims(paragraph)
    return list(dict.fromkeys(claims))


def holds_link(text: str) -> bool:
    """Whether it has an address, a Markdown link or image, HTML, or characters nobody sees."""
    return _LINKED.search(text) is not None or visible_text(text) != text


def _claims(paragraph: str) -> list[Claim]:
    marked = _MARKERS.sub(lambda m: "".join(f"[{n}]" for n in re.findall(r"\d+", m[1])), paragraph)
    found: list[Claim] = []
    following: tuple[int, ...] = ()
    for piece in reversed(_pieces(marked)):
        markers = tuple(dict.fromkeys(int(number) for number in _MARKER.findall(piece)))
        text = " ".join(_MARKER.sub("", piece).split())
        if not any(char.isalnum() for char in text):
            following = markers or following
            continue
        following = markers or following
        found.append(Claim(text, following))
    return found[::-1]


def _pieces(text: str) -> list[str]:
    """Sentences; one that a quotation goes through is not cut."""
    quotations = find_quotations(text)
    pieces: list[str] = []
    start = None
    for span in split_sentences(text):
        start = span.start if start is None else start
        if any(q.start < span.end < q.end for q in quotations):
            continue
        if _goes_on(text, span.end, quotations):
            continue
        pieces.append(text[start : span.end])
        start = None
    if start is not None:
        pieces.append(text[start:])
    return pieces


def _goes_on(text: str, end: int, quotations: Sequence[Quotation]) -> bool:
    """'"... selesai." kata X': the words that say whose the quotation is follow in lower case."""
    after = text[end:].lstrip()
    return any(q.end == end for q in quotations) and after[:1].islower()
