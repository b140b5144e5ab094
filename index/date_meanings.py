"""What a match of each date rule means near a given day: its days, or None where it names none.

Each function reads the groups of the patterns in date_rules.py that name it.
"""

import re
from datetime import date, timedelta

from index.date_words import DAY_WORD, MONTH, NUMBER, PART, SIDE, UNIT, WEEKDAY
from index.periods import Period, Side, Unit, around, month, moved, weekday_near, yearless

_LEADS = frozenset("Pada Hari Sejak Hingga Sampai Mulai Tadi Dari On Since Until By Last".split())


def nothing(match: re.Match[str], near: date) -> None:
    """What looks like a date and names no days."""


def _side(word: str | None) -> Side:
    return SIDE.get((word or "").removeprefix("yang "), Side.EITHER)


def _partly(period: Period, part: str | None, unit: Unit) -> Period:
    return period.part(PART[part.lower()], unit) if part else period


def dated_month(match: re.Match[str], near: date) -> Period:
    """'akhir Desember 2019', 'Januari hingga September 2020'."""
    year = int(match["year"])
    last = month(year, MONTH[match["to"] or match["month"]])
    first = month(year, MONTH[match["month"]])
    if match["to"]:
        return Period(first.first, last.last)
    return _partly(first, match["part"], Unit.MONTH)


def bracketed(match: re.Match[str], near: date) -> Period | None:
    """'Selasa malam (5/12)', 'besok (5/12)', '(28/10-1/11/2020)'."""
    day, number = int(match["day"]), int(match["number"])
    weekday = WEEKDAY[match["weekday"]] if match["weekday"] else None
    if not match["day2"]:
        if weekday is None and not match["word"]:
            return None
        found = yearless(day, number, near, weekday=weekday)
        return Period.day(found) if found else None
    last = (
        date(int(match["year"]), int(match["number2"]), int(match["day2"]))
        if match["year"]
        else yearless(int(match["day2"]), int(match["number2"]), near)
    )
    first = yearless(day, number, last, Side.PAST) if last else None
    return Period(first, last) if first and last else None


def day_of_month(match: re.Match[str], near: date) -> Period | None:
    """'5 Desember', 'Dec 5', '6-8 Desember', '5 Mei hingga 3 Juni 2020'."""
    number = MONTH[match["month"] or match["month2"]]
    day = int(match["day"] or match["day2"])
    weekday = WEEKDAY[match["weekday"]] if match["weekday"] else None
    if match["own"]:
        return Period.day(date(int(match["own"]), number, day))
    if _tells_of_other_years(match, near):
        return None
    if match["year"]:
        last = date(int(match["year"]), MONTH[match["to_month"]], int(match["to_day"]))
        found = yearless(day, number, last, Side.PAST)
    else:
        found = yearless(day, number, near, _side(match["tail"]), weekday)
    if found is None:
        return None
    if match["from"] and int(match["from"]) < day:
        return Period(found.replace(day=int(match["from"])), found)
    return Period.day(found)


def _tells_of_other_years(match: re.Match[str], near: date) -> bool:
    """'Pada 1998 ... 12 Mei': the sentence is history."""
    before = match.string[max(0, match.start() - 100) : match.start()]
    sentence = re.split(r"[.?!]\s", before)[-1]
    years = re.findall(r"(?<![\w.,])(?:1[5-9]|20)\d\d(?![\w.,]\d)", sentence)
    return any(abs(int(year) - near.year) > 1 for year in years)


def some_month(match: re.Match[str], near: date) -> Period | None:
    """'Desember lalu', 'awal Maret lalu', 'sejak Oktober', 'April sampai Juli ini'."""
    groups = match.groupdict()
    final = MONTH[groups.get("to") or match["month"]]
    side = Side.PAST if groups.get("since") else _side(groups.get("tail"))
    last = _month_near(final, near, side, this=not groups.get("tail"))
    if not groups.get("to"):
        return _partly(last, match["part"], Unit.MONTH)
    begun = month(last.first.year - (MONTH[match["month"]] > final), MONTH[match["month"]])
    return Period(begun.first, last.last)


def _month_near(number: int, near: date, side: Side, *, this: bool) -> Period:
    """The nearest such month; the present one only with ``this``, or where no side is given."""
    here = around(near, Unit.MONTH)
    months = [around(near, Unit.MONTH, shift) for shift in range(-12, 13)]
    months = [one for one in months if one.first.month == number]
    months = [one for one in months if (one.first - here.first).days * side.value >= 0]
    if side is not Side.EITHER and not this:
        months = [one for one in months if one != here]
    return min(months, key=lambda one: _months_away(one.first, near))


def _months_away(first: date, near: date) -> int:
    away = (first.year - near.year) * 12 + first.month - near.month
    return 3 * away if away > 0 else -away  # news looks back


def counted(match: re.Match[str], near: date) -> Period | None:
    """'dua hari lalu', 'setahun silam', 'three weeks ago'."""
    count, unit = _count(match)
    if not count or (unit is Unit.YEAR and count % 10 == 0):
        return None  # 'sepuluh tahun lalu' is a round figure
    return around(near, unit, -count)


def lasting(match: re.Match[str], near: date) -> Period | None:
    """'sepekan terakhir', 'dua bulan ke depan', 'the last three years'."""
    count, unit = _count(match)
    if not count:
        return None
    if match["ahead"]:
        return Period(near, moved(near, unit, count))
    return Period(moved(near, unit, -count), near)


def _count(match: re.Match[str]) -> tuple[int, Unit]:
    groups = match.groupdict()
    if together := groups.get("se"):
        return 1, UNIT[together]
    written = match["count"].lower()
    count = int(written) if written.isdigit() else NUMBER[written]
    return count, UNIT[match["unit"].lower()]


def neighbour(match: re.Match[str], near: date) -> Period:
    """'pekan lalu', 'awal tahun ini', 'last month'."""
    unit = UNIT[(match["unit"] or match["unit2"]).lower()]
    side = _side(match["tail"] or match["head"].lower())
    return _partly(around(near, unit, side.value), match["part"], unit)


def weekday_of_week(match: re.Match[str], near: date) -> Period:
    """'Senin pekan depan'."""
    week = around(near, Unit.WEEK, _side(match["tail"]).value)
    return Period.day(week.first + timedelta(WEEKDAY[match["weekday"]]))


def weekday_tailed(match: re.Match[str], near: date) -> Period | None:
    """'Selasa lalu', 'Senin depan', 'Kamis kemarin', 'Jumat ini', 'next Monday'."""
    if match["weekday"] == "Minggu" and not _may_be_day(match):
        return None
    weekday = WEEKDAY[match["weekday"] or match["weekday2"]]
    word = match["tail"] or match["head"].lower()
    side = _side(word)
    if side is Side.EITHER and word != "nanti":
        return Period.day(around(near, Unit.WEEK).first + timedelta(weekday))
    return Period.day(weekday_near(near, weekday, side, same=False))


def first_of_range(match: re.Match[str], near: date) -> Period | None:
    """'Rabu hingga Minggu (1/11)': the Wednesday before that Sunday."""
    day, number = int(match["day"]), int(match["number"])
    year = match["year"]
    last = date(int(year), number, day) if year else yearless(day, number, near)
    if last is None:
        return None
    return Period.day(weekday_near(last, WEEKDAY[match["weekday"]], Side.PAST, same=False))


def bare_weekday(match: re.Match[str], near: date) -> Period | None:
    """The last such day; the next one behind 'akan'; None for what may be a name."""
    if not _may_be_day(match):
        return None
    side = Side.FUTURE if _is_ahead(match) else Side.PAST
    return Period.day(weekday_near(near, WEEKDAY[match["weekday"]], side))


def coming_weekday(match: re.Match[str], near: date) -> Period:
    """'besok (Sabtu)'."""
    weekday = WEEKDAY[match["weekday"]]
    return Period.day(weekday_near(near, weekday, Side.FUTURE, same=False))


def dateline(match: re.Match[str], near: date) -> Period:
    """'Washington, senin -': the day that it was filed."""
    return Period.day(weekday_near(near, WEEKDAY[match["weekday"].capitalize()], Side.PAST))


def _may_be_day(match: re.Match[str]) -> bool:
    """Not 'Pak Selasa', 'Selasa Wijaya', nor 'Minggu' that opens a sentence and may be a week."""
    before = match.string[max(0, match.start() - 30) : match.start()].rstrip()
    after = match.string[match.end() : match.end() + 2]
    last = re.search(r"[\w’'-]*$", before)
    word = last.group() if last else ""
    led = word.islower() or word in _LEADS
    if after[:1] == " " and after[1:].isupper() and word.capitalize() not in _LEADS:
        return False
    if word:
        return led and word not in ("untuk", "setiap", "tiap", "bernama")
    if before[-1:] in (",", "(", "—", "–"):
        return True
    return match["weekday"] != "Minggu" and (before[-1:] in (".", "?", "!", "") or before.isspace())


_CUE_AHEAD = re.compile(
    r"\b(?:akan|rencananya|direncanakan|dijadwalkan|will)\b"
    r"(?!.*(?:,|\b(?:kata|ujar|ucap|sebelumnya|said)\b))[^.?!,]*\Z"
)


def _is_ahead(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 70) : match.start()]
    return bool(_CUE_AHEAD.search(before))


def spoken_day(match: re.Match[str], near: date) -> Period:
    """'kemarin', 'hari ini', 'tomorrow'."""
    return Period.day(near + timedelta(DAY_WORD[" ".join(match[0].lower().split())]))
