"""An article as words and marks, sentence by sentence, each quotation folded into one token."""

import re
from dataclasses import dataclass

from .dateline import DATELINE, is_dateline
from .quotations import Quotation, find_quotations
from .sentences import split_sentences
from .speech_verbs import ENGLISH_BOTH_WAYS, speech_stem

QUOTE = "\ufffc"
"""The word of the token that stands for a whole quotation."""

_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:[’'‑-][^\W_]+)*|[^\w\s]|_")
_WORD = re.compile(r"[^\W_]+")
_SPEECH_BEHIND = re.compile(r"[\s,]*([^\W\d_]+)")
_ENGLISH_BEHIND = re.compile(
    r"(?:(?:[A-Z][\w’'.-]{0,25} ){1,4}|(?:[Hh]e|[Ss]he|[Tt]hey) )([a-z]+)\b"
)
_TITLE_BEFORE = re.compile(
    r"\b(?:bertajuk|berjudul|bertema(?:kan)?|tema|judul|film|lagu|buku|novel|album|bertuliskan|tulisan"
    r"|bertulis|slogan|semboyan|istilah|tajuk|titled|entitled|called|headlined|film|song|book|movie)"
    r"[\s:,]*$"
)
_LONG_FRAGMENT = 6  # words: shorter ones without a mark inside are names, titles, scare quotes
_LONGEST_DATELINE = 200  # characters, with the beginning of the report
_ENDINGS = ".,?!…"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens of one sentence, in parallel lists, and the characters ``[start, end)`` it covers.

    A quotation of many sentences and the cue behind it are one sentence, and the first begins
    behind the article's dateline. ``quotations`` maps the index of a QUOTE token to what it stands
    for. ``new_paragraph``: first of its paragraph.
    """

    start: int
    end: int
    new_paragraph: bool
    words: list[str]
    lowers: list[str]
    starts: list[int]
    ends: list[int]
    quotations: dict[int, Quotation]


def read_sentences(text: str) -> list[Sentence]:
    """The sentences of ``text`` in order, empty for an empty one; time linear in the text."""
    quotations = [q for q in find_quotations(text) if _is_speech(text, q)]
    sentences: list[Sentence] = []
    first = 0
    before = 0
    opening = _behind_dateline(text)
    for start, end in _merged(text, quotations):
        if end <= opening:
            continue
        start = max(start, opening)
        last = first
        while last < len(quotations) and quotations[last].start < end:
            last += 1
        gap = text[before:start]
        is_new = not sentences or "\n" in gap
        sentences.append(_sentence(text, start, end, is_new, quotations[first:last]))
        first, before = last, end
    return sentences


def _behind_dateline(text: str) -> int:
    """Where the first sentence begins behind 'MUARAJATI (Antara) - ', 0 without a dateline."""
    indent = len(text) - len(text.lstrip())
    opening = text[indent : indent + _LONGEST_DATELINE]
    match = DATELINE.match(opening)
    if match is None or not is_dateline(opening):
        return 0
    behind = indent + match.end()
    return behind + len(text[behind:]) - len(text[behind:].lstrip())


def _is_speech(text: str, quotation: Quotation) -> bool:
    """Whether it reads as something said: a mark before the closing one, many words, or a verb
    of speaking behind it; otherwise it is a title, a name or a scare quote."""
    if _TITLE_BEFORE.search(text, max(0, quotation.start - 24), quotation.start):
        return False
    if quotation.ends_paragraph or quotation.end - quotation.start > 200:
        return True
    inner = text[quotation.start + 1 : quotation.end - 1].rstrip()
    if inner[-1:] and inner[-1] in _ENDINGS:
        return True
    behind = _SPEECH_BEHIND.match(text, quotation.end)
    if behind and speech_stem(behind[1]):
        return True
    return len(_WORD.findall(inner)) >= _LONG_FRAGMENT


def _merged(text: str, quotations: list[Quotation]) -> list[tuple[int, int]]:
    """Sentences as offsets; those that one quotation runs through become one."""
    spans = split_sentences(text)
    merged: list[tuple[int, int]] = []
    index = 0
    for span in spans:
        start = span.start
        while index < len(quotations) and quotations[index].end <= start:
            index += 1
        inside = index < len(quotations) and quotations[index].start < start
        if merged and (inside or _is_cue_behind(text, merged[-1][1], span.start)):
            merged[-1] = (merged[-1][0], span.end)
        else:
            if index < len(quotations) and span.start > quotations[index].start:
                start = quotations[index].start
            merged.append((start, span.end))
    return merged


def _is_cue_behind(text: str, end: int, start: int) -> bool:
    """A verb of speaking behind a quotation that the splitter set apart ('"Why?" Budi asked')."""
    if text[end - 1 : end] not in tuple('”"»“'):
        return False
    behind = _SPEECH_BEHIND.match(text, start)
    if behind is not None and speech_stem(behind[1]):
        return True
    if text[end - 2 : end - 1] not in ("?", "!") or "\n" in text[end:start]:
        return False
    english = _ENGLISH_BEHIND.match(text, start)
    return english is not None and english[1] in ENGLISH_BOTH_WAYS


def _sentence(
    text: str, start: int, end: int, is_new: bool, quotations: list[Quotation]
) -> Sentence:
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    folded: dict[int, Quotation] = {}
    position = start
    for quotation in quotations:
        _scan(text, position, quotation.start, words, starts, ends)
        folded[len(words)] = quotation
        words.append(QUOTE)
        starts.append(quotation.start)
        ends.append(quotation.end)
        position = quotation.end
    _scan(text, position, end, words, starts, ends)
    lowers = [word.lower() for word in words]
    return Sentence(start, end, is_new, words, lowers, starts, ends, folded)


def _scan(
    text: str, start: int, end: int, words: list[str], starts: list[int], ends: list[int]
) -> None:
    matches = list(_TOKEN.finditer(text, start, max(start, end)))
    words += [match.group() for match in matches]
    starts += [match.start() for match in matches]
    ends += [match.end() for match in matches]
