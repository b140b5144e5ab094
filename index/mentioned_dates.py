"""The dates that an article's text mentions, as days of the calendar: 'Selasa (5/12)', 'kemarin'.

Full dates stand by themselves; the others are read from the day of publication. What the words
leave open ('beberapa hari lalu', 'sekitar sebulan lalu', 'Senin-Jumat') is left out.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.date_rules import DATED_MONTHS, RULES, WEEKDAYS, Rule
from index.dates import find_dates
from index.periods import Period, Side, yearless
from index.quotations import Quotation, find_quotations

VERSION = "1"  # another one, and every article is read again on opening

_BEFORE = re.compile(
    rf"(?:\b(?:{WEEKDAYS})(?: (?:pagi|siang|sore|petang|malam|besok|lalu|kemarin|ini))*,? ?)?\($"
)
_FROM = re.compile(
    r"(?<![\w.,:/-])(?P<day>\d\d?)(?:/(?P<month>\d\d?))?(?:\s?[-–]\s?| hingga | sampai )$"
)
_AFTER = re.compile(r" (?:besok|kemarin|lalu|mendatang|ini|nanti)\b")
_SENTENCE_END = re.compile(r"[.?!][\"”’]?\s|\n|[\"“”„«»]")
_NEAR_QUOTE = 160  # characters between a quotation and the day that its speaker spoke


@dataclass(frozen=True, slots=True)
class MentionedDate:
    """``text[start:end]`` names the days from ``first`` to ``last``, both ISO 8601.

    They are the same for one day. Weeks run from Monday to Sunday; the start of a month is its
    first ten days, of a year its first four months.
    """

    start: int
    end: int
    first: str
    last: str


def mentioned_dates(text: str, published: str | None) -> list[MentionedDate]:
    """The dates of a text in order, without overlap; only absolute ones if ``published`` is None.

    ``published`` is ISO 8601; one without a day (a year, a month) counts as None. A weekday alone
    is the last one up to that day. In a quotation 'kemarin' counts from the day that its speaker
    is said to have spoken, and is left out where the sentence doesn't tell.
    """
    reading = _Reading(text)
    reading.add_full()
    near = _day(published)
    reading.apply(DATED_MONTHS, near or date.min, ())
    if near is not None:
        quotations = find_quotations(text)
        for rule in RULES:
            reading.apply(rule, near, quotations)
    return sorted(reading.found, key=lambda one: one.start)


class _Reading:
    """The dates found in a text so far, and the characters that rules have taken."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[MentionedDate] = []
        self._taken = bytearray(len(text))

    def add_full(self) -> None:
        """Dates with a year, with brackets and weekday around them: 'Selasa (5/12/2017) lalu'."""
        for full in find_dates(self.text):
            day = date.fromisoformat(full.iso[:10])
            start, end, first = full.start, full.end, day
            if (days := _FROM.search(self.text, max(0, start - 14), start)) and (
                begun := _begun(days, day)
            ):
                start, first = days.start(), begun
            if self.text[end : end + 1] == ")" and (
                opened := _BEFORE.search(self.text, max(0, start - 40), start)
            ):
                start, end = opened.start(), end + 1
            if after := _AFTER.match(self.text, end):
                end = after.end()
            self._take(start, end, Period(first, day))

    def apply(self, rule: Rule, near: date, quotations: Sequence[Quotation]) -> None:
        """Add what a rule finds in characters not yet taken."""
        said = _SpokenDays(self.text, quotations, self.found) if rule.spoken else None
        for match in rule.pattern.finditer(self.text):
            start, end = match.span("date" if "date" in rule.pattern.groupindex else 0)
            if any(self._taken[start:end]):
                continue
            anchor = said.day(start, near) if said else near
            try:
                period = rule.resolve(match, anchor) if anchor else None
            except (ValueError, OverflowError):  # 31 Februari, 3.000 years ago
                period = None
            self._take(start, end, period)

    def _take(self, start: int, end: int, period: Period | None) -> None:
        self._taken[start:end] = b"\1" * (end - start)
        if period is not None:
            first, last = period.first.isoformat(), period.last.isoformat()
            self.found.append(MentionedDate(start, end, first, last))


class _SpokenDays:
    """The days on which quotations were spoken, by the dates found next to them."""

    def __init__(
        self, text: str, quotations: Sequence[Quotation], found: Sequence[MentionedDate]
    ) -> None:
        self._text = text
        self._quotations = quotations
        self._opens = [quotation.start for quotation in quotations]
        self._days = sorted(
            (one.start, one.end, one.first) for one in found if one.first == one.last
        )

    def day(self, offset: int, published: date) -> date | None:
        """What 'today' is at an offset; None in a quotation whose day isn't told."""
        index = bisect_right(self._opens, offset) - 1
        if index < 0 or self._quotations[index].end <= offset:
            return published
        quotation = self._quotations[index]
        after = bisect_left(self._days, (quotation.end,))
        if after < len(self._days):
            start, _, first = self._days[after]
            if start - quotation.end <= _NEAR_QUOTE and self._is_one_sentence(quotation.end, start):
                return date.fromisoformat(first)
        before = bisect_left(self._days, (quotation.start,)) - 1
        if before >= 0:
            _, end, first = self._days[before]
            if quotation.start - end <= _NEAR_QUOTE and self._is_one_sentence(end, quotation.start):
                return date.fromisoformat(first)
        return None

    def _is_one_sentence(self, start: int, end: int) -> bool:
        return not _SENTENCE_END.search(self._text, start, end)


def _begun(match: re.Match[str], last: date) -> date | None:
    """The first of '18-22 September 2020' or '28/10-1/11/2020'; None where that is no date."""
    try:
        if match["month"]:
            return yearless(int(match["day"]), int(match["month"]), last, Side.PAST)
        first = last.replace(day=int(match["day"]))
    except ValueError:
        return None
    return first if first < last else None


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
