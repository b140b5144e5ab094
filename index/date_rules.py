"""Rules that read one kind of date each: a pattern, and what it means near a given day.

Earlier rules take their words first. A rule that gives no period still takes them: 'beberapa
bulan lalu' or 'Pasar Minggu' is then nothing to the rules behind it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from index.date_meanings import (
    bare_weekday,
    bracketed,
    coming_weekday,
    counted,
    dated_month,
    dateline,
    day_of_month,
    first_of_range,
    lasting,
    neighbour,
    nothing,
    some_month,
    spoken_day,
    weekday_of_week,
    weekday_tailed,
)
from index.date_words import DAY_WORD, MONTH, NUMBER, PART, UNIT, WEEKDAY, WHOLE_MONTHS, any_of
from index.periods import Period

Resolve = Callable[[re.Match[str], date], Period | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """``resolve`` takes a match and the day of publication; it may raise ValueError or
    OverflowError where the calendar ends. A group 'date' leaves out the words around it.
    ``spoken``: counts from the day of speaking."""

    pattern: re.Pattern[str]
    resolve: Resolve
    spoken: bool = False


WEEKDAYS = any_of(WEEKDAY)
_MONTHS = any_of(MONTH)
_WHOLE = any_of(WHOLE_MONTHS)
_UNITS = any_of(UNIT)
_PARTS = any_of(PART)
_CLOCK = r"(?:pagi|siang|sore|petang|malam|subuh|dini hari|morning|afternoon|evening|night)"
_TAIL = r"(?:(?:yang )?lalu|silam|kemarin|ini|besok|depan|mendatang|nanti)"
_THEN = r"(?:yang )?(?:lalu|silam|kemarin)|ini|depan|mendatang|nanti"
_TO = r"(?:\s?[-–—]\s?|\s(?:hingga|sampai|sampai dengan|s/d|dan|to|until|through|and)\s)"
_YEAR = r"(?:19|20)\d\d(?![\d.,]\d)"
_EVERY = r"(?:[Ss]etiap|[Tt]iap|[Ss]aban|[Ee]very|[Ee]ach)"
_VAGUE = (
    r"(?:beberapa|sejumlah|puluhan|belasan|ratusan|ribuan|jutaan|sekian|berapa|sekitar|kira-kira|"
    r"hampir|lebih dari|kurang lebih|kurang dari|several|some|few|many|about|around|nearly|almost|"
    r"over|more than|less than|roughly)"
)


_ENGLISH = any_of(
    name
    for name in MONTH
    if name not in "Januari Februari Pebruari Maret Mei Juni Juli".split()
    and name not in "Agustus Oktober Desember Nopember Agu Agt Ags Okt Des".split()
)
_ENGLISH_END = r"(?! (?!in|at|and|when|with|as|to|for|by|after|the|that|from|until|on)[a-z])"
_ID_WEEKDAYS = any_of(name for name in WEEKDAY if not name.endswith("day"))
_NUMBERS = rf"\d{{1,3}}|(?i:{any_of(word for word in NUMBER if word != 'se')})"
_COUNT = (
    rf"(?<![\w,.-])(?:(?P<count>{_NUMBERS}) (?P<unit>(?i:{_UNITS}))"
    r"|[Ss]e(?P<se>hari|pekan|minggu|bulan|tahun))"
)
_NOT_IN_NUMBER = r"(?<![\w/])(?<![\d][.,:–-])"

DATED_MONTHS = Rule(
    re.compile(
        rf"(?<!\w)(?:(?P<part>(?i:{_PARTS}))[ -](?:bulan )?)?(?<!\d )(?P<month>{_MONTHS})"
        rf"(?:{_TO}(?P<to>{_MONTHS}))?,? (?:tahun )?(?P<year>{_YEAR})"
    ),
    dated_month,
)
"""'akhir Desember 2019', 'Januari hingga September 2020': known without a day of publication."""

_BLOCKERS = (
    # names, holidays and days of no particular week
    rf"(?:Pasar|Malam|malam|Pantai|Jalan|Jl\.|Universitas|Gerakan|[Ss]h?[ao]lat|"
    rf"Ibu|Bu|Pak|Bapak|Mbah|Koran|Sekolah|sekolah|USA|Good|Black|Ash|Super|Palm|Long) "
    rf"(?:\d\d? )?(?:{WEEKDAYS}|{_MONTHS}|Today)\b",
    r"(?:Jumat|Kamis|Rabu|Minggu|Sabtu|Sunday) (?:Agung|Putih|Abu|Palma|Paskah|Suci|Times)\b",
    rf"{_EVERY} (?:hari |tanggal |bulan |on )?(?:\d\d? )?(?:{WEEKDAYS}|{_MONTHS})"
    rf"(?:(?:{_TO}|, )(?:{WEEKDAYS}))*\b",
    rf"(?:{WEEKDAYS})(?:\s?[-–—/]\s?|, )(?:{WEEKDAYS})\b(?! ?\()",
    rf"(?:{WEEKDAYS})(?: hingga| sampai| sampai dengan| dan| to| and| through) (?:hari )?"
    rf"(?:{WEEKDAYS})\b(?! ?\()",
    rf"(?i:{_VAGUE}) (?:\w+[ -]){{0,3}}?(?i:{_UNITS})\b(?: yang)? "
    r"(?:lalu|silam|terakhir|mendatang|ke depan|belakangan|ago)\b",
    r"(?i:hari|pekan|minggu|bulan|tahun) ?- ?\w+ (?:ini|lalu|depan)\b",
    rf"\w+(?:\s?[-–]\s?|\satau\s|\sor\s)\w+ (?i:{_UNITS})(?: yang)? (?:lalu|silam|ago)\b",
)

RULES = (
    Rule(
        re.compile(
            rf"(?:\b(?:(?P<weekday>{WEEKDAYS})|(?P<word>(?i:hari ini|kemarin|besok|lusa|tanggal|"
            rf"tadi malam|malam ini|today|yesterday|tomorrow)))(?: {_CLOCK}| {_TAIL}){{0,3}},?\s?)?"
            r"\(\s?(?P<day>\d\d?)\s?/\s?(?P<number>\d\d?)"
            r"(?:\s?[-–]\s?(?P<day2>\d\d?)/(?P<number2>\d\d?)(?:/(?P<year>(?:19|20)\d\d))?)?\s?\)"
            rf"(?: (?:{_CLOCK}|{_TAIL})\b)*"
        ),
        bracketed,
    ),
    Rule(re.compile(rf"\b(?:{'|'.join(_BLOCKERS)})"), nothing),
    Rule(
        re.compile(
            rf"{_NOT_IN_NUMBER}(?:\b(?P<weekday>{WEEKDAYS}),? )?"
            rf"(?:(?P<from>\d\d?)(?:\s?[-–]\s?| hingga | sampai ))?"
            rf"(?:(?P<day>\d\d?)(?:st|nd|rd|th)? (?P<month>{_MONTHS})\b"
            rf"|(?P<month2>{_ENGLISH})\b\.? (?P<day2>\d\d?)(?:st|nd|rd|th)?(?![\d.,:/]*\d)"
            rf"{_ENGLISH_END})"
            rf"(?:(?={_TO}(?P<to_day>\d\d?) (?P<to_month>{_MONTHS}) (?P<year>{_YEAR}))"
            rf"|,? tahun (?P<own>{_YEAR})|,? (?P<tail>{_THEN})\b)?"
        ),
        day_of_month,
    ),
    Rule(re.compile(rf"{_COUNT}(?: yang)? (?:lalu|silam|ago)\b"), counted),
    Rule(
        re.compile(
            rf"{_COUNT} (?:terakhir|belakangan(?: ini)?|ke belakang|(?(se)(?!)|ini)|"
            r"(?P<ahead>ke depan|mendatang))\b"
        ),
        lasting,
    ),
    Rule(
        re.compile(
            rf"\b(?P<ahead>[Nn]ext )?(?(ahead)|(?:[Ll]ast|[Pp]ast) )(?P<count>{_NUMBERS}) "
            r"(?P<unit>days|weeks|months|years)\b"
        ),
        lasting,
    ),
    Rule(
        re.compile(
            rf"\b(?P<weekday>{WEEKDAYS})(?: {_CLOCK})? (?:pekan|minggu) (?P<tail>{_THEN})\b"
        ),
        weekday_of_week,
    ),
    Rule(
        re.compile(
            rf"\b(?:(?P<part>(?i:{_PARTS}))[ -])?"
            r"(?:(?P<unit>(?:[Pp]ekan|minggu|[Bb]ulan|[Tt]ahun))"
            r" (?P<tail>(?:yang )?(?:lalu|silam)|kemarin|ini|depan|mendatang)"
            r"|(?P<head>[Ll]ast|[Tt]his|[Nn]ext) (?P<unit2>week|month|year))\b"
        ),
        neighbour,
    ),
    Rule(
        re.compile(
            rf"(?<!\w)(?:(?P<part>(?i:{_PARTS}))[ -](?:bulan )?)?"
            rf"(?P<month>{_WHOLE})(?:{_TO}(?P<to>{_WHOLE}))? (?P<tail>{_THEN})\b"
        ),
        some_month,
    ),
    Rule(
        re.compile(
            r"\b(?:(?P<since>[Ss]ejak|[Ss]elama|[Ss]epanjang|[Ss]ince)|[Hh]ingga|[Ss]ampai|[Mm]ulai|"
            rf"[Pp]ada|[Dd]i bulan|[Ii]n) (?:bulan )?(?P<date>(?:(?P<part>(?i:{_PARTS}))[ -]"
            rf"(?:bulan )?)?(?P<month>{_WHOLE}))\b(?! ?[-–] ?\w| \d)"
        ),
        some_month,
    ),
    Rule(
        re.compile(
            rf"\b(?P<date>(?P<weekday>{WEEKDAYS})(?: {_CLOCK})?)"
            rf"(?= (?:hingga|sampai|dan)(?: hari)? (?:{WEEKDAYS}) ?\("
            r"(?:\d\d?/\d\d?-)?(?P<day>\d\d?)/(?P<number>\d\d?)(?:/(?P<year>\d{4}))?\))"
        ),
        first_of_range,
    ),
    Rule(
        re.compile(
            rf"\b(?:(?P<weekday>{WEEKDAYS})(?: {_CLOCK})*,? (?P<tail>{_TAIL})(?: {_CLOCK})?"
            rf"|(?P<head>[Ll]ast|[Nn]ext|[Tt]his) (?P<weekday2>{WEEKDAYS}))\b"
        ),
        weekday_tailed,
    ),
    Rule(
        re.compile(
            rf"(?:\b(?:[Ee]sok|[Bb]esok),? \(?(?P<weekday>{WEEKDAYS})(?: {_CLOCK})?\)?)(?!\w)"
        ),
        coming_weekday,
    ),
    Rule(
        re.compile(
            r"(?:^|(?<=\n))[^\n,.]{2,40}, "
            rf"(?P<date>(?P<weekday>(?i:{_ID_WEEKDAYS})))(?= [-–—]{{1,2}} )"
        ),
        dateline,
    ),
    Rule(
        re.compile(rf"\b(?P<weekday>{WEEKDAYS})(?: {_CLOCK})*(?![\w’'-])(?! ?\()"),
        bare_weekday,
        spoken=True,
    ),
    Rule(
        re.compile(rf"\b(?<!USA )(?<![-’'])(?i:{any_of(DAY_WORD)})\b(?![-’'])"),
        spoken_day,
        spoken=True,
    ),
)
