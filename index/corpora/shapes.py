"""What a column's values look like, whatever its name: long texts, URLs, dates, names."""

from collections.abc import Callable, Sequence

from index.corpus import date_of
from index.dates import is_timestamp
from index.urls import web_url

_IMAGES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".mp4", ".pdf")
_LONG = 200  # characters on average: teasers and statements are shorter, articles longer
_FEW = 4  # values don't tell whether they are all different


def filled(values: Sequence[object]) -> list[object]:
    """The values that say something."""
    return [value for value in values if value is not None and value not in ("", [])]


def share(values: Sequence[object], holds: Callable[[object], bool]) -> float:
    """The share of the filled values that hold; 0 where none is filled."""
    found = filled(values)
    return sum(map(holds, found)) / len(found) if found else 0.0


def mean_length(values: Sequence[object]) -> float:
    """Characters of the filled values that are text or its paragraphs, on average over all."""
    found = filled(values)
    return sum(map(_length, found)) / len(found) if found else 0.0


def is_text(value: object) -> bool:
    """Whether it is text of any length, or a list of it: paragraphs."""
    if isinstance(value, list):
        return all(isinstance(part, str) for part in value)
    return isinstance(value, str)


def is_prose(values: Sequence[object]) -> bool:
    """Whether a column holds texts as long as articles, in words, most of them different."""
    words = share(values, has_words)
    return mean_length(values) >= _LONG and words >= 0.5 and are_different(values)


def has_words(value: object) -> bool:
    """Whether it is a sentence or more, not an id or a name."""
    return isinstance(value, str) and value[:500].count(" ") >= 5


def is_url(value: object) -> bool:
    """Whether it is the address of a page."""
    if not isinstance(value, str) or len(value) > 2000:
        return False
    url = web_url(value)
    return url is not None and not url.split("?")[0].lower().endswith(_IMAGES)


def is_date(value: object) -> bool:
    """Whether it reads as a full date."""
    return not (isinstance(value, str) and len(value) > 120) and date_of(value) is not None


def is_date_alone(value: object) -> bool:
    """Whether it is a date and nothing else; a number may count anything."""
    if isinstance(value, str):
        return is_timestamp(value) and date_of(value) is not None
    return is_date(value) and not isinstance(value, int | float)


def is_short(value: object) -> bool:
    """Whether it is a name or a few: one line, a list, no address."""
    if isinstance(value, list):
        return all(isinstance(part, str) for part in value)
    if isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return True
    return isinstance(value, str) and len(value) <= 300 and not value.startswith("http")


def is_id(value: object) -> bool:
    """Whether it can be an article's id."""
    if isinstance(value, str):
        return 0 < len(value) <= 200 and value.isprintable()
    if isinstance(value, float):
        return value.is_integer()
    return isinstance(value, int) and not isinstance(value, bool)


def are_different(values: Sequence[object]) -> bool:
    """Whether most values stand there once; a few values tell nothing."""
    found = [str(value)[:1000] for value in filled(values)]
    return len(found) < _FEW or len(set(found)) > len(found) / 2


def _length(value: object) -> int:
    if isinstance(value, list):
        return sum(len(part) for part in value if isinstance(part, str))
    return len(value) if isinstance(value, str) else 0
