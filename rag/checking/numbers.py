"""Numbers in a claim that what it cites doesn't have."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from index.date_words import MONTH, WHOLE_MONTHS, any_of

_MAGNITUDES = {
    **dict.fromkeys(("ribu", "rb", "thousand"), 1e3),
    **dict.fromkeys(("juta", "jt", "million"), 1e6),
    **dict.fromkeys(("miliar", "milyar", "billion", "bn"), 1e9),
    **dict.fromkeys(("triliun", "trillion"), 1e12),
}
_CURRENCIES = {
    **dict.fromkeys(("rp", "rupiah", "idr"), "IDR"),
    **dict.fromkeys(("us$", "$", "usd", "dollar", "dollars", "dolar"), "USD"),
    **dict.fromkeys(("€", "euro", "euros"), "EUR"),
    **dict.fromkeys(("£", "pound", "pounds"), "GBP"),
    **dict.fromkeys(("crown", "crowns"), "crowns"),
}
_DIGITS = re.compile(
    r"""
    (?<![\w.,])(?:(?P<before>Rp|IDR|US\$|USD|\$|€|£)\.?\s*)?
    (?P<digits>\d+(?:[.,:]\d+)*)(?:st|nd|rd|th)?(?![\d])
    (?:[\s-]*(?P<magnitude>ribu|rb|juta|jt|miliar|milyar|triliun|thousand|million|billion|bn|trillion)\b)?
    (?:\s*(?P<percent>%|persen\b|percent\b|per\ cent\b))?
    (?:\s*(?P<after>rupiah|dollars?|dolar|euros?|pounds?|crowns?)\b)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CLOCK = re.compile(
    r"(?:\b(?:pukul|jam|at)\s+)?\b(?P<h>[01]?\d|2[0-3])[.:](?P<m>[0-5]\d)(?=\s*(?:WIB|WITA|WIT|[ap]\.?m\b))"
    r"|\b(?P<h3>1[0-2]|0?[1-9])\s?[ap]\.?m\b"
    r"|\b(?:pukul|jam)\s+(?P<h2>[01]?\d|2[0-3])(?:[.:](?P<m2>[0-5]\d))?(?![\d.,]*\d)",
    re.IGNORECASE,
)
_UNITS = {
    word: number
    for number, words in enumerate(
        (
            "nol zero",
            "satu one",
            "dua two twice double doubled ganda",
            "tiga three triple tripled threefold",
            "empat four fourfold",
            "lima five",
            "enam six",
            "tujuh seven",
            "delapan eight",
            "sembilan nine",
            "sepuluh ten",
            "sebelas eleven",
            "twelve dozen selusin",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        )
    )
    for word in words.split()
}
_TENS = dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
_TIMES = {"belas": 0, "puluh": 10, "ratus": 100, "hundred": 100}
_WHOLE = {"seratus": 100, "seribu": 1000, "sejuta": 1e6}
_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "", "", "kedua second", "ketiga third", "keempat fourth", "kelima fifth",
            "keenam sixth", "ketujuh seventh", "kedelapan eighth", "kesembilan ninth",
            "kesepuluh tenth",
        )
    )
    for word in words.split()
}  # fmt: skip
_PARTS = {
    "setengah": 0.5,
    "separuh": 0.5,
    "separo": 0.5,
    "half": 0.5,
    "seperempat": 0.25,
    "quarter": 0.25,
    "sepertiga": 1 / 3,
}
_WORD = re.compile(r"[^\W\d_]+")
_SPELLED = {*_UNITS, *_TENS, *_TIMES, *_WHOLE, *_MAGNITUDES}
_DAY = re.compile(
    rf"\(\d\d?/\d\d?(?:/\d{{2,4}})?\)|\b\d\d? (?:{any_of(MONTH)})\b"
    rf"|\b(?:{any_of(WHOLE_MONTHS)}) \d\d?\b"
)
_NO_UNITS = frozenset(
    "dari di ke pada dan atau untuk dengan yang itu ini per lebih of in on at to and or for with "
    "from per more the a an wib wita wit dalam sampai hingga mulai serta kali times since "
    "sejak".split()
)
_COMMON = 2  # ordinals up to it, and a spelled 'one', are words like any other


class Kind(StrEnum):
    """What a number counts, as far as that must be the same."""

    PLAIN = "plain"
    PERCENT = "percent"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, ``text[start:end]``, and all that it can be read as: '12.400' is two numbers.

    ``loose``: so common a word that a claim may have it unasked. ``unit``: the word behind it.
    """

    start: int
    end: int
    readings: frozenset[float]
    kind: Kind = Kind.PLAIN
    currency: str | None = None
    loose: bool = False
    unit: str | None = None


def quantities(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """The numbers of a text in digits and words, Indonesian and English, outside of ``taken``."""
    found: list[Quantity] = []
    spans = list(taken)
    for one in (*_clocks(text), *_in_digits(text), *_in_words(text)):
        if not any(one.start < end and start < one.end for start, end in spans):
            spans.append((one.start, one.end))
            found.append(replace(one, unit=_unit(text, one.end)))
    return sorted(found, key=lambda one: one.start)


def wrong_number(
    claim: str, sources: Sequence[str], dates: Sequence[tuple[int, int]]
) -> str | None:
    """The first number of a claim that none of the sources has, as it is written; or None.

    ``dates`` are spans of the claim that are looked at as dates; days in the sources don't count,
    their years do. A number that the sources give
    to something else counts too: '14 hari' where they say '14 meter' and '30 hari'.
    """
    there = [one for source in sources for one in quantities(source, _days(source))]
    every = [one for source in sources for one in quantities(source)]
    days = _days(claim)  # those that are no dates: '(18/10)' where nobody knows of which year
    for one in quantities(claim, dates):
        if one.loose:
            continue
        is_day = any(start <= one.start < end for start, end in days)
        same = [other for other in (every if is_day else there) if _same(one, other)]
        if not same or _of_another_unit(one, same, there):
            return claim[one.start : one.end]
    return None


def _days(text: str) -> list[tuple[int, int]]:
    """Where a text has the day of a month: '10/6', '10 Juni'."""
    return [match.span() for match in _DAY.finditer(text)]


def _clocks(text: str) -> list[Quantity]:
    found = []
    for match in _CLOCK.finditer(text):
        hour, minute = (
            int(match["h"] or match["h2"] or match["h3"]),
            int(match["m"] or match["m2"] or 0),
        )
        value = float(hour % 12 * 60 + minute)
        found.append(Quantity(match.start(), match.end(), frozenset({value}), Kind.CLOCK))
    return found


def _in_digits(text: str) -> list[Quantity]:
    found = []
    for match in _DIGITS.finditer(text):
        times = _MAGNITUDES.get((match["magnitude"] or "").lower(), 1.0)
        readings = frozenset(round(value * times, 6) for value in _readings(match["digits"]))
        kind = Kind.PERCENT if match["percent"] else Kind.PLAIN
        currency = _CURRENCIES.get((match["before"] or match["after"] or "").lower())
        found.append(Quantity(match.start(), match.end(), readings, kind, currency))
    return found


def _readings(digits: str) -> set[float]:
    """'1.500' is 1500 and 1.5, '1.234,5' 1234.5; '21,16,12' are three."""
    marks = re.sub(r"\d", "", digits)
    if not marks:
        return {float(digits)}
    found = set()
    if len(set(marks)) == 1 and re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):
        found.add(float(re.sub(r"[.,]", "", digits)))
    if len(marks) == 1 or (len(set(marks)) == 2 and marks.count(marks[-1]) == 1):
        whole, _, part = digits.rpartition(marks[-1])
        found.add(float(f"{re.sub('[.,:]', '', whole)}.{part}"))
    return found or {float(part) for part in re.split("[.,:]", digits)}


def _in_words(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    run: list[re.Match[str]] = []
    for match in [*_WORD.finditer(text), None]:
        word = match[0].lower() if match else ""
        joined = bool(run) and match is not None and _joined(text[run[-1].end() : match.start()])
        if run and not (word in _SPELLED and joined):
            found.append(_spelled(run))
            run = []
        if match is None:
            break
        if word in _SPELLED and (word not in _TIMES or run) and (word not in _MAGNITUDES or run):
            run.append(match)
        elif word in _ORDINALS:
            number = _ORDINALS[word]
            parts = {round(1 / 3, 6)} if word == "third" else set()
            found.append(
                Quantity(
                    match.start(),
                    match.end(),
                    frozenset({float(number), *parts}),
                    loose=number <= _COMMON,
                )
            )
        elif word in _PARTS:
            found.append(Quantity(match.start(), match.end(), frozenset({round(_PARTS[word], 6)})))
    return found


def _joined(between: str) -> bool:
    return between.strip() in ("", "-") and len(between) <= 2


def _spelled(run: Sequence[re.Match[str]]) -> Quantity:
    total = group = last = 0.0
    for match in run:
        word = match[0].lower()
        if word in _UNITS or word in _TENS:
            last += _UNITS.get(word, 0) + _TENS.get(word, 0)
        elif word in _WHOLE:
            group += _WHOLE[word]
        elif word == "belas":
            last += 10
        elif word in _TIMES:
            group, last = group + (last or 1) * _TIMES[word], 0
        else:
            total, group, last = total + (group + last or 1) * _MAGNITUDES[word], 0, 0
    value = total + group + last
    return Quantity(run[0].start(), run[-1].end(), frozenset({value}), loose=value <= 1)


def _unit(text: str, end: int) -> str | None:
    """The word behind a number, folded; None where something else stands between."""
    match = re.match(r"[\s-]+([^\W\d_]{2,})", text[end : end + 40])
    return match[1].casefold() if match and match[1].casefold() not in _NO_UNITS else None


def _same(one: Quantity, other: Quantity) -> bool:
    if one.kind is not other.kind or not one.readings & other.readings:
        return False
    return None in (one.currency, other.currency) or one.currency == other.currency


def _of_another_unit(one: Quantity, same: Sequence[Quantity], there: Sequence[Quantity]) -> bool:
    if one.unit is None or any(other.unit in (None, one.unit) for other in same):
        return False
    return any(other.unit == one.unit and not other.loose for other in there)
