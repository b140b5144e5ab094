"""Dates as people write them."""

from datetime import datetime

_MONTHS = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_ZONES = {7.0: "WIB", 8.0: "WITA", 9.0: "WIT"}


def written_date(published: str | None, language: str) -> str | None:
    """'2017-12-07T08:56+07:00' as '7 Desember 2017, 08.56 WIB' or '7 December 2017, 08:56 WIB'.

    As precise as what is given: a month ('2017-12') or a year alone stay that. None for None;
    what is no such date comes back as it was. Indonesia's three zones are named, others given as
    an offset.
    """
    if published is None:
        return None
    try:
        return _written(published, _MONTHS[language], "." if language == "id" else ":")
    except (ValueError, IndexError):
        return published


def _written(published: str, months: tuple[str, ...], separator: str) -> str:
    year, *rest = published[:10].split("-")
    if len(rest) < 2:
        return f"{months[range(12)[int(rest[0]) - 1]]} {int(year)}" if rest else published
    moment = datetime.fromisoformat(published)
    day = f"{moment.day} {months[moment.month - 1]} {moment.year}"
    if len(published) == 10:
        return day
    offset = moment.utcoffset()
    clock = f"{day}, {moment.hour:02}{separator}{moment.minute:02}"
    if offset is None:
        return clock
    zone = _ZONES.get(offset.total_seconds() / 3600)
    return f"{clock} {zone or 'UTC' + moment.isoformat()[-6:]}"
