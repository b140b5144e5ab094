"""Periods of days: weeks, months and years around a day, and the nearest day of a kind."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, StrEnum


class Unit(StrEnum):
    """What time is counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Part(StrEnum):
    """A third of a month or year; of a week, its first two days, the next three, its weekend."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


class Side(Enum):
    """Where, seen from a day, another one lies; ``EITHER`` where the words don't say."""

    PAST = -1
    EITHER = 0
    FUTURE = 1


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date

    @classmethod
    def day(cls, day: date) -> "Period":
        """One day."""
        return cls(day, day)

    def part(self, part: Part, unit: Unit) -> "Period":
        """A part of a week, a month or a year."""
        first = self.first
        if unit is Unit.WEEK:
            begin, end = {Part.START: (0, 1), Part.MIDDLE: (2, 4), Part.END: (5, 6)}[part]
            return Period(first + timedelta(begin), first + timedelta(end))
        third = list(Part).index(part)
        if unit is Unit.MONTH:
            last = self.last if part is Part.END else first + timedelta(10 * third + 9)
            return Period(first + timedelta(10 * third), last)
        return Period(date(first.year, 4 * third + 1, 1), month(first.year, 4 * third + 4).last)


def month(year: int, number: int) -> Period:
    """A calendar month; ValueError where there is none."""
    return Period(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]))


def around(day: date, unit: Unit, shift: int = 0) -> Period:
    """The unit that holds a day, ``shift`` units later; weeks run from Monday to Sunday.

    Raises ValueError or OverflowError where the calendar ends.
    """
    if unit is Unit.DAY:
        return Period.day(day + timedelta(shift))
    if unit is Unit.WEEK:
        monday = day - timedelta(day.weekday()) + timedelta(7 * shift)
        return Period(monday, monday + timedelta(6))
    if unit is Unit.MONTH:
        years, zero_based = divmod(day.month - 1 + shift, 12)
        return month(day.year + years, zero_based + 1)
    year = day.year + shift
    return Period(date(year, 1, 1), date(year, 12, 31))


def moved(day: date, unit: Unit, shift: int) -> date:
    """The day ``shift`` units later: the same day of the month, or its last."""
    if unit in (Unit.DAY, Unit.WEEK):
        return day + timedelta(shift * (7 if unit is Unit.WEEK else 1))
    there = around(day.replace(day=1), Unit.MONTH, shift * (12 if unit is Unit.YEAR else 1))
    return there.first + timedelta(min(day.day, there.last.day) - 1)


def weekday_near(day: date, weekday: int, side: Side, *, same: bool = True) -> date:
    """The nearest such weekday (Monday is 0) at or before a day, or for FUTURE at or after it.

    With ``same`` False the day itself doesn't count.
    """
    step = 1 if side is Side.FUTURE else -1
    away = (weekday - day.weekday()) * step % 7
    return day + timedelta(step * (away or (0 if same else 7)))


def yearless(
    day: int, number: int, near: date, side: Side = Side.EITHER, weekday: int | None = None
) -> date | None:
    """The day of a month in the year that a text of ``near`` means; None where there is none.

    A day ahead counts as twice as far: news tells what happened, and says so when it will.
    A weekday that contradicts is a slip, unless the day is far and another year agrees.
    """
    days = []
    for year in range(near.year - 1, near.year + 2):
        try:
            days.append(date(year, number, day))
        except ValueError:
            continue
    days = [one for one in days if (one - near).days * side.value >= 0]
    days.sort(key=lambda one: _distance(one, near))
    if not days:
        return None
    agreeing = [one for one in days if weekday in (None, one.weekday())]
    is_far = abs((days[0] - near).days) > _SLIP_DAYS
    return agreeing[0] if agreeing and is_far else days[0]


_SLIP_DAYS = 60  # a date this near is meant even if its weekday is another


def _distance(day: date, near: date) -> int:
    away = (day - near).days
    return 2 * away if away > 0 else -away
