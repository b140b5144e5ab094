"""The reader's language, and dates in it."""

from datetime import datetime, timedelta

from rag.web.texts import LANGUAGES, Texts

# The three time zones of Indonesia by their usual names.
_ZONES = {timedelta(hours=7): "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}


def preferred_language(accept_language: str) -> str:
    """'id' or 'en' from an Accept-Language header, RFC 9110; 'en' where it wants neither.

    A browser that names no language at all gets Indonesian.
    """
    if not accept_language.strip():
        return "id"
    weighted = []
    for position, item in enumerate(accept_language.split(",")):
        tag, _, parameter = item.strip().partition(";")
        primary = tag.strip().lower().split("-")[0]
        # Java and old Android say 'in' for Indonesian; Malay readers follow Indonesian.
        code = {"in": "id", "ms": "id"}.get(primary, primary)
        weight = _quality(parameter)
        if code in LANGUAGES and weight > 0:
            weighted.append((-weight, position, code))
    return min(weighted)[2] if weighted else "en"


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def published_in(texts: Texts, published: str) -> str:
    """An ISO 8601 date in words, as precise as it is: '7 Desember 2017, 08.56 WIB'.

    What isn't such a date comes back as it was.
    """
    parts = published.split("T")[0].split("-")
    try:
        if len(parts) == 2:
            return f"{texts.months[_month(parts[1])]} {parts[0]}"
        moment = datetime.fromisoformat(published)
    except ValueError:
        return published
    if len(parts) < 3:
        return published
    day = f"{moment.day} {texts.months[moment.month - 1]} {moment.year}"
    if "T" not in published and " " not in published:
        return day
    clock = f"{moment:%H.%M}" if texts.language == "id" else f"{moment:%H:%M}"
    return f"{day}, {clock}{_zone(moment)}"


def _month(digits: str) -> int:
    """0 to 11; ValueError for anything else."""
    number = int(digits)
    if not 1 <= number <= 12:
        raise ValueError(digits)
    return number - 1


def _zone(moment: datetime) -> str:
    offset = moment.utcoffset()
    if offset is None:
        return ""
    return " " + (_ZONES.get(offset) or f"UTC{moment:%z}"[:6] + ":" + f"{moment:%z}"[3:5])
