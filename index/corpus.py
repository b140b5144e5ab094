"""A record of a corpus -> an Article, its text the body as it stands."""

import json
import logging
from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from index.article import Article, article_id
from index.dates import parse_date
from index.encoding import decode
from index.errors import WartanyaError
from index.header import leading_words
from index.language import detect_language
from index.urls import web_url

logger = logging.getLogger(__name__)

FIELDS = tuple(
    "id title text url published updated author editor outlet section tags language".split()
)
MAX_ID_CHARS = 200
_MAX_FIELD_CHARS = 2000
_MAX_TAGS = 50
_MAX_TAG_CHARS = 100
_NUMBERS = ((1e17, 1e9), (1e14, 1e6), (1e11, 1e3), (1e8, 1.0))  # from, to the second: ns, µs, ms, s
_LANGUAGES = {
    "indonesian": "id",
    "indonesia": "id",
    "bahasa indonesia": "id",
    "ind": "id",
    "in": "id",
    "english": "en",
    "inggris": "en",
    "bahasa inggris": "en",
    "eng": "en",
}


def read_record(line: str | bytes, where: str) -> Article:
    """The article of one line of a .jsonl corpus whose keys are ``FIELDS``.

    Raises:
        WartanyaError: no JSON object, or one without text; names ``where``.
    """
    return article_from_record(parse_record(line, where), where)


def article_from_record(record: Mapping[str, object], where: str) -> Article:
    """The article of a record with the keys ``FIELDS``, all but "text" optional; others are unseen.

    The text keeps its length, so that offsets into it hold: NULs and lone surrogates, which
    stores don't take, become U+FFFD. A date or URL that is none is left out with a warning.

    Raises:
        WartanyaError: a record without text, or with a field of another kind; names ``where``.
    """
    text = _text(record, "text", where)
    if not text.strip():
        raise WartanyaError(f'{where}: has no text; give the record a "text" or take it out')
    title = _short(record, "title", where) or leading_words(text.strip())
    url = _url(record, where)
    return Article(
        id=_id(record, where) or article_id(title, text, url),
        title=title,
        text=text,
        url=url,
        published=_date(record, "published", where),
        author=_short(record, "author", where),
        outlet=_short(record, "outlet", where),
        language=_language(record, where) or detect_language(text),
        updated=_date(record, "updated", where),
        editor=_short(record, "editor", where),
        section=_short(record, "section", where),
        tags=_tags(record, where),
    )


def parse_record(line: str | bytes, where: str) -> dict[str, object]:
    """The JSON object of a line; WartanyaError where there is none."""
    try:
        content = line if isinstance(line, str) else decode(line, where)
        record = json.loads(content.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "not text"
        raise WartanyaError(
            f"{where}: not JSON ({reason}); put one JSON object on each line"
        ) from None
    if not isinstance(record, dict):
        raise WartanyaError(f'{where}: not a JSON object; write {{"id", "title", "text"}}')
    return record


def date_of(value: object) -> str | None:
    """A date of any kind as ISO 8601, no more precise than it is; None for what is no full date.

    A number is seconds (or milli-, micro- or nanoseconds) since 1970, in UTC, or a day written
    20240304. A datetime at midnight without a zone is a day: tables keep days so.
    """
    if isinstance(value, datetime):
        if value.time() == time() and value.tzinfo is None:
            return value.date().isoformat()
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        digits = value.strip()
        if digits.isascii() and digits.isdigit() and len(digits) <= 19:
            return _numbered(int(digits))
        return parse_date(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _numbered(value)
    return None


def _numbered(value: int | float) -> str | None:
    if 19000101 <= value <= 21001231:
        try:
            return datetime.strptime(str(int(value)), "%Y%m%d").date().isoformat()
        except ValueError:
            return None
    unit = next((unit for least, unit in _NUMBERS if least <= value < 1e19), None)
    if unit is None:
        return None
    return datetime.fromtimestamp(value / unit, UTC).isoformat(timespec="seconds")


def _text(record: Mapping[str, object], name: str, where: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise WartanyaError(f'{where}: "{name}" is no text; put it in quotation marks')
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "\ufffd")


def _short(record: Mapping[str, object], name: str, where: str) -> str | None:
    """One line of text; a list is joined with commas."""
    value = record.get(name)
    if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        value = ", ".join(value[:_MAX_TAGS])
    elif isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return " ".join(_text({name: value}, name, where)[:_MAX_FIELD_CHARS].split()) or None


def _tags(record: Mapping[str, object], where: str) -> tuple[str, ...]:
    """Each tag once, in order: a list, or one text of them between commas, semicolons or bars."""
    value = record.get("tags")
    if isinstance(value, str):
        written = value[: _MAX_TAGS * _MAX_TAG_CHARS].strip()
        listed = written[:1] == "[" and written[-1:] == "]"  # as pandas writes a list in a CSV
        mark = next((mark for mark in ";|" if mark in written and not listed), ",")
        value = [part.strip("\"' []") for part in written.split(mark)]
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise WartanyaError(f'{where}: "tags" is no list; write ["ekonomi", "pelabuhan"]')
    tags = (" ".join(_text({"tags": tag}, "tags", where).split()) for tag in value[:_MAX_TAGS])
    return tuple(dict.fromkeys(tag[:_MAX_TAG_CHARS] for tag in tags if tag))


def _id(record: Mapping[str, object], where: str) -> str | None:
    value = record.get("id")
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a table's column of numbers with an empty cell in it
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not value.isprintable() or len(value) > MAX_ID_CHARS:
        raise WartanyaError(
            f'{where}: "id" is no id; use one line of text, at most {MAX_ID_CHARS} characters'
        )
    return value


def _url(record: Mapping[str, object], where: str) -> str | None:
    written = _text(record, "url", where)
    url = web_url(written)
    if written.strip() and url is None:
        logger.warning("%s: the url is no http or https URL; the article is kept without", where)
    return url


def _date(record: Mapping[str, object], name: str, where: str) -> str | None:
    value = record.get(name)
    if value is None or value == "":
        return None
    iso = date_of(value)
    if iso is None:
        logger.warning('%s: "%s" is no full date; the article is kept without', where, name)
    return iso


def _language(record: Mapping[str, object], where: str) -> str | None:
    written = _text(record, "language", where).strip().lower()
    code = _LANGUAGES.get(written, written.replace("_", "-").split("-")[0])
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None
