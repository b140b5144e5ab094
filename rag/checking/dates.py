"""Dates in a claim that what it cites doesn't have."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from index.date_words import MONTH, WEEKDAY
from index.mentioned_dates import MentionedDate, mentioned_dates

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_DAY = len("2025-01-01")
_MONTH_DAYS = 31


def claimed_dates(claim: str, published: str | None) -> list[MentionedDate]:
    """The dates of a claim, as on the day that what it cites was published."""
    return mentioned_dates(claim, published)


def wrong_date(claim: str, sources: Iterable[tuple[str, str | None]]) -> str | None:
    """The first date of a claim that none of the sources has, as it is written; or None.

    ``sources`` are texts and their days of publication, ISO 8601, which count as mentioned.
    """
    nowhere: set[str] | None = None
    for text, published in sources:
        missing = _missing(claim, text, published)
        nowhere = missing if nowhere is None else nowhere & missing
    return min(nowhere, key=claim.index) if nowhere else None


def _missing(claim: str, text: str, published: str | None) -> set[str]:
    there = [(one.first, one.last) for one in mentioned_dates(text, published)]
    if published and len(published) >= _DAY:
        there.append((published[:_DAY], published[:_DAY]))
    own = claimed_dates(claim, published)
    meanings = _meanings(text, there)
    missing = {
        words
        for one in own
        if (words := claim[one.start : one.end])
        and not any(_agrees(one, words, span) for span in there)
        and not _is_vague_there(words, meanings)
    }
    word = _foreign_word(claim, own, meanings)
    return missing | {word} if word else missing


def _agrees(one: MentionedDate, words: str, span: tuple[str, str]) -> bool:
    """Whether a date that is there lies in the claimed one; in any year where it names none.

    'akhir Januari' may also be part of a month that is there.
    """
    if one.first <= span[0] and span[1] <= one.last:
        return True
    if not any(char.isalpha() for char in words):
        return False
    if not any(char.isdigit() for char in words) and _is_month(span):
        return span[0][4:] <= one.first[4:] and one.last[4:] <= span[1][4:]
    if _YEAR.search(words):
        return False
    return one.first[4:] <= span[0][4:] and span[1][4:] <= one.last[4:]


def _is_vague_there(words: str, there: set[str]) -> bool:
    """'akhir Januari', 'Rabu': no figure, and the article names the month or weekday too."""
    own = _meanings(words, ())
    return bool(own) and own <= there and not any(char.isdigit() for char in words)


def _is_month(span: tuple[str, str]) -> bool:
    first, last = map(date.fromisoformat, span)
    return first.day == 1 and (last - first).days < _MONTH_DAYS


def _foreign_word(claim: str, taken: Sequence[MentionedDate], there: set[str]) -> str | None:
    """The first month or weekday that is part of no date in the claim, nor in what is there."""
    for match in _WORD.finditer(claim):
        word = match[0]
        if any(one.start <= match.start() < one.end for one in taken) or not match.start():
            continue
        if _meaning(word) is not None and _meaning(word) not in there:
            return word
    return None


def _meaning(word: str) -> str | None:
    if word in MONTH and len(word) > 2:
        return f"month {MONTH[word]}"
    return f"weekday {WEEKDAY[word]}" if word in WEEKDAY else None


def _meanings(text: str, dates: Iterable[tuple[str, str]]) -> set[str]:
    """The months and weekdays that a text names, or whose days it does."""
    named = {meaning for word in _WORD.findall(text) if (meaning := _meaning(word))}
    for first, last in dates:
        named.add(f"month {int(first[5:7])}")
        if first == last:
            named.add(f"weekday {date.fromisoformat(first).weekday()}")
    return named
