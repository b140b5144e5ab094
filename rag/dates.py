"""Dates as people write them."""

from datetime import date, datetime

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

    As precise as what is given; None for None and for what is not ISO 8601. Indonesia's three
    zones are named, others given as an offset.
    """
    if published is None:
        return None
    try:
        day = date.fromisoformat(published[:10])
        moment = datetime.fromisoformat(published) if len(published) > 10 else None
    except ValueError:
        return None
    written = f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"
    if moment is None:
        return written
    separator = "." if language == "id" else ":"
    written += f", {moment.hour:02}{separator}{moment.minute:02}"
    offset = moment.utcoffset()
    if offset is None:
        return written
    hours = offset.total_seconds() / 3600
    return f"{written} {_ZONES.get(hours) or 'UTC' + moment.isoformat()[-6:]}"
