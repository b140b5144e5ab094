"""A line of a .jsonl corpus -> an Article, its text the body as it stands."""

import json
import logging
from datetime import UTC, datetime

from index.article import Article, article_id
from index.dates import parse_date
from index.encoding import decode
from index.errors import WartanyaError
from index.header import leading_words
from index.html import web_url
from index.language import detect_language

logger = logging.getLogger(__name__)

MAX_ID_CHARS = 200
_MAX_FIELD_CHARS = 2000


def read_record(line: str | bytes, where: str) -> Article:
    """The article of one line.

    The text keeps its length, so that offsets into it hold: NULs and lone surrogates, which
    stores don't take, become U+FFFD. A date or URL that is none is left out with a warning.

    Raises:
        WartanyaError: no JSON object, or one without text; names ``where``.
    """
    record = _parsed(line, where)
    text = _text(record, "text", where)
    if not text.strip():
        raise WartanyaError(f'{where}: has no text; give the record a "text" or take it out')
    title = " ".join(_text(record, "title", where).split()) or leading_words(text.strip())
    url = _url(record, where)
    return Article(
        id=_id(record, where) or article_id(title, text, url),
        title=title,
        text=text,
        url=url,
        published=_published(record, where),
        author=_short(record, "author", where),
        outlet=_short(record, "outlet", where),
        language=_language(record, where) or detect_language(text),
    )


def _parsed(line: str | bytes, where: str) -> dict[str, object]:
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


def _text(record: dict[str, object], name: str, where: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise WartanyaError(f'{where}: "{name}" is no text; put it in quotation marks')
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "\ufffd")


def _short(record: dict[str, object], name: str, where: str) -> str | None:
    return " ".join(_text(record, name, where)[:_MAX_FIELD_CHARS].split()) or None


def _id(record: dict[str, object], where: str) -> str | None:
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not value.isprintable() or len(value) > MAX_ID_CHARS:
        raise WartanyaError(
            f'{where}: "id" is no id; use one line of text, at most {MAX_ID_CHARS} characters'
        )
    return value


def _url(record: dict[str, object], where: str) -> str | None:
    written = _text(record, "url", where)
    url = web_url(written)
    if written.strip() and url is None:
        logger.warning("%s: the url is no http or https URL; the article is kept without", where)
    return url


def _published(record: dict[str, object], where: str) -> str | None:
    """The date as ISO 8601; a number is seconds or milliseconds since 1970, in UTC."""
    value = record.get("published")
    if value is None or value == "":
        return None
    iso = None
    if isinstance(value, str):
        iso = parse_date(value)
    elif isinstance(value, int | float) and 0 < value < 1e14:
        moment = datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC)
        iso = moment.isoformat(timespec="seconds")
    if iso is None:
        logger.warning('%s: "published" is no full date; the article is kept without', where)
    return iso


def _language(record: dict[str, object], where: str) -> str | None:
    code = _text(record, "language", where).strip().lower().replace("_", "-").split("-")[0]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None
