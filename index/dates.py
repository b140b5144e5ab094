"""Dates as Indonesian and English news write them, as ISO 8601 no more precise than the source.

Not dateparser: it fills in what a text leaves out (today's day, midnight) and can't say which
parts were there, and its search takes numbers of any kind for dates.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_MONTHS = (
    "jan january januari",
    "feb february februari pebruari peb",
    "mar march maret mrt",
    "apr april",
    "may mei",
    "jun june juni",
    "jul july juli",
    "aug august agustus agt agu ags agust",
    "sep sept september",
    "oct october oktober okt",
    "nov november nopember nop",
    "dec december desember des",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_ZONES = {
    "wib": "+07:00",
    "wita": "+08:00",
    "wit": "+09:00",
    "z": "+00:00",
    "gmt": "+00:00",
    "utc": "+00:00",
    "bst": "+01:00",
    "cet": "+01:00",
    "cest": "+02:00",
    "sgt": "+08:00",
    "myt": "+08:00",
    "jst": "+09:00",
    "aest": "+10:00",
    "aedt": "+11:00",
    "est": "-05:00",
    "edt": "-04:00",
    "cst": "-06:00",
    "cdt": "-05:00",
    "pst": "-08:00",
    "pdt": "-07:00",
}
_DAYS = (
    "senin|selasa|rabu|kamis|jum'?at|jum’at|sabtu|minggu|ahad|"
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thurs|fri|sat|sun"
)
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_DATE = rf"""
    (?P<y1>(?:19|20)\d\d)(?P<s1>[-/.])(?P<m1>\d\d?)(?P=s1)(?P<d1>\d\d?)(?!\d)
  | (?P<d2>\d\d?)(?:st|nd|rd|th)?[ \t]{{0,3}}[-/. ]?[ \t]{{0,3}}(?P<m2>{_NAMES})\b
    \.?,?[ \t]{{0,3}}[-/ ]?[ \t]{{0,3}}(?P<y2>(?:19|20)\d\d)(?!\d)
  | (?P<m3>{_NAMES})\b\.?[ \t]{{1,3}}(?P<d3>\d\d?)(?:st|nd|rd|th)?,?[ \t]{{1,3}}
    (?P<y3>(?:19|20)\d\d)(?!\d)
  | (?P<d4>\d\d?)[ ]?(?P<s4>[-/.])[ ]?(?P<m4>\d\d?)[ ]?(?P=s4)[ ]?(?P<y4>(?:19|20)\d\d)
    (?!\.?\d|/[a-z])
  | (?P<d5>\d\d?)(?P<s5>[-/.])(?P<m5>\d\d?|{_NAMES})(?P=s5)(?P<y5>\d\d)(?![\w/]|[-.]\d)
  | (?P<d6>\d\d?)[ ](?P<m6>{_NAMES})\b\.?[ ](?P<s6>['’]?)(?P<y6>\d\d)(?![\w/]|[-.,:]\d)
"""
_ZONE = r"""
    [ \t]{0,3}\(?(?:
        (?P<zone>wib|wita|wit|z|gmt|utc|bst|cest|cet|sgt|myt|jst|aest|aedt|est|edt|cst|cdt|pst|pdt)
        (?![a-z])(?:[ ]?(?P<shift>[+-]\d\d?(?::?\d\d)?))?
      | (?P<offset>[+-]\d\d:?\d\d)(?!\d)
    )\)?
"""
_TIME = rf"""
    (?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:[.,]\d{{1,9}})?)?
    (?![\d%])(?:[ \t]?(?P<half>[ap])\.?m\b\.?)?
    (?:[ \t](?P<part>pagi|siang|sore|petang|malam)\b)?(?:{_ZONE})?
"""
_BETWEEN = r"""
    (?:[ ]?T|[ \t,|·•\-–—/()]{1,6}(?:(?:pukul|pkl\.?|jam|at|on|pada)[ \t:]{1,3})?)
"""
_WHEN = re.compile(
    rf"(?<![\d\w/.])(?:(?:{_DATE})(?:{_BETWEEN}(?:{_TIME}))?)", re.VERBOSE | re.IGNORECASE
)
_TIME_FIRST = re.compile(
    rf"(?<![\d\w:.])(?:{_TIME})[ \t,|·•\-–—]{{1,6}}(?:on[ ]|(?:{_DAYS})[ \t,]{{1,4}})?\Z",
    re.VERBOSE | re.IGNORECASE,
)
_DAY_BEFORE = re.compile(rf"(?<!\w)(?:{_DAYS})[ \t]{{0,3}}[,./]?[ \t]{{0,3}}\Z", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?:sekitar |about |kurang lebih )?(?:\d{1,3}|se|an?|satu|one|beberapa|a few)[ \t]?"
    r"(?:detik|menit|jam|hari|minggu|pekan|bulan|tahun|seconds?|secs?|minutes?|mins?|hours?|hrs?|h|m|d"
    r"|days?|weeks?|months?|years?)(?: yang)?[ \t](?:lalu|ago|silam)\b"
    r"|\b(?:baru saja|just now|kemarin|yesterday)\b",
    re.IGNORECASE,
)
_DECORATION = re.compile(
    r"\b(?:published|updated|last updated|posted|first published|created|modified|on|at|pada|pukul|"
    r"diterbitkan|terbit|dipublikasikan|publikasi|diperbarui|diperbaharui|diupdate|update|"
    r"dibuat|tayang|tanggal|rilis|jam|views?|kali|dibaca|dilihat|read|min(?:ute)?s?|menit|baca|wib|"
    rf"{_DAYS})\b|\d[\d.,]*|[^\w]",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"((?:19|20)\d\d)(\d\d)(\d\d)(?:[T ]?([01]\d|2[0-3])([0-5]\d)([0-5]\d)?(Z|[+-]\d{4})?)?"
)
_SPACES = str.maketrans("\u00a0\u2009\u202f", "   ")  # one for one: offsets stay
_ZONED = re.compile(r"T.+[+-]")
_FIRST_YEAR = 1990  # no news site is older: what says so is a template's 1970 or 0001
_BEFORE_CHARS = 40  # a time before its date, or a weekday, is no further away


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: ``text[start:end]`` reads as ``iso``."""

    start: int
    end: int
    iso: str

    @property
    def precise(self) -> bool:
        """Whether the source gives a time of day."""
        return "T" in self.iso


def find_dates(text: str) -> list[Found]:
    """All full dates (day, month and year) in a text, in order.

    '05/03/2024' is read as 5 March, as Indonesia and Britain write it, unless only the other
    order exists ('03/15/2024'). A year of two digits is one from 1990 to 2089. A date without a
    year, or one that is none, isn't reported.
    """
    found = []
    text = text.translate(_SPACES)
    for match in _WHEN.finditer(text):
        day = _date(match)
        if day is None or (_is_vague(match) and not _is_confirmed(match)):
            continue
        start, clock = match.start(), _time(match)
        before = text[max(0, start - _BEFORE_CHARS) : start]
        if clock is None and (first := _TIME_FIRST.search(before)):
            clock, start = _time(first), start - len(before) + first.start()
        elif weekday := _DAY_BEFORE.search(before):
            start -= len(before) - weekday.start()
        found.append(Found(start, match.end(), f"{day}T{clock}" if clock else day))
    return found


def parse_date(text: str) -> str | None:
    """The first date of a text as ISO 8601, e.g. '2017-12-07' or '2017-12-07T08:56+07:00'.

    >>> parse_date("KAMIS, 07 DESEMBER 2017 | 08:56 WIB")
    '2017-12-07T08:56+07:00'
    """
    if compact := _COMPACT.fullmatch(text.strip()):
        year, month, day, hour, minute, second, zone = compact.groups()
        text = f"{year}-{month}-{day}"
        text += f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else ""
    found = find_dates(text)
    return found[0].iso if found else None


def is_plausible(iso: str, today: date | None = None) -> bool:
    """Whether an article can be of this date: from 1990 on, and no later than tomorrow.

    ``iso`` is a date that was found; ``today`` is for tests.
    """
    day = date.fromisoformat(iso[:10])
    return day.year >= _FIRST_YEAR and day <= (today or date.today()) + timedelta(days=1)


def is_update(updated: str, published: str | None) -> bool:
    """Whether a date is of another, later moment than the publication, as far as one can tell."""
    if published is None:
        return True
    if not all(_ZONED.search(iso) for iso in (updated, published)):
        return updated[:16] > published[:16] and not published.startswith(updated)
    later = datetime.fromisoformat(updated) - datetime.fromisoformat(published)
    return later >= timedelta(minutes=1)


def is_timestamp(line: str) -> bool:
    """Whether a line says when, and nothing else: 'Kamis, 07/12/2017 08:56 WIB', '2 jam lalu'."""
    if len(line) > 120:
        return False
    rest, dated = line, False
    for found in reversed(find_dates(line)):
        rest, dated = rest[: found.start] + " " + rest[found.end :], True
    rest, ago = _RELATIVE.subn(" ", rest)
    return (dated or ago > 0) and not _DECORATION.sub("", rest).strip("_ \t")


def _is_vague(match: re.Match[str]) -> bool:
    """Whether it may be no date but a score or a number: '21-7-17', '7 Mei 17 orang'."""
    if match["y5"]:
        return match["s5"] != "/" and match["m5"].isdigit()
    return bool(match["y6"]) and not match["s6"]


def _is_confirmed(match: re.Match[str]) -> bool:
    """Whether a time or a weekday stands by a vague date, or nothing else at all."""
    text, start = match.string, match.start()
    before = text[max(0, start - _BEFORE_CHARS) : start]
    alone = not (before + text[match.end() : match.end() + 1]).strip(" ()")
    return alone or match["hour"] is not None or _DAY_BEFORE.search(before) is not None


def _date(match: re.Match[str]) -> str | None:
    for form in "123456":
        if year := match[f"y{form}"]:
            day, month = int(match[f"d{form}"]), match[f"m{form}"].lower()
            number = _MONTH[month] if month in _MONTH else int(month)
            if form in "45" and number > 12 >= day:
                day, number = number, day
            if len(year) == 2:
                year = ("19" if int(year) >= _FIRST_YEAR % 100 else "20") + year
            try:
                return date(int(year), number, day).isoformat()
            except ValueError:
                return None
    return None


def _time(match: re.Match[str]) -> str | None:
    if match["hour"] is None:
        return None
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    elif part := (match["part"] or "").lower():
        hour = _of_day(hour, part)
    second = int(match["second"] or 0)
    clock = time(hour, int(match["minute"]), second)
    return clock.isoformat("seconds" if match["second"] else "minutes") + _offset(match)


def _of_day(hour: int, part: str) -> int:
    """The hour that 'pukul 8 malam' means; one that is past noon already stays."""
    if part == "malam" and hour == 12:
        return 0
    first = {"siang": 1, "sore": 1, "petang": 1, "malam": 6}.get(part, 12)
    last = 4 if part == "siang" else 11
    return hour + 12 if first <= hour <= last else hour


def _offset(match: re.Match[str]) -> str:
    """'+07:00', or '' where the source names no zone."""
    if offset := match["offset"]:
        return _written(offset)
    if (zone := (match["zone"] or "").lower()) in ("gmt", "utc") and match["shift"]:
        return _written(match["shift"])
    return _ZONES.get(zone, "")


def _written(offset: str) -> str:
    """'+7', '+07', '+0700' and '+07:00' as '+07:00'; '' for what is no offset."""
    sign, digits = offset[0], offset[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    return f"{sign}{hours:02}:{minutes:02}" if hours <= 14 and minutes < 60 else ""
