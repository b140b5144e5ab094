"""Articles page by page, the newest first."""

from collections.abc import Iterable

from index.errors import WartanyaError
from index.records import ArticleRecord

_BORDER = "~"  # in no ISO 8601 date


def page(
    records: Iterable[ArticleRecord], limit: int, cursor: str | None
) -> tuple[list[ArticleRecord], str | None]:
    """The ``limit`` articles behind the cursor, and the next cursor; None at the end.

    A cursor is the place of the last article given, so articles that come and go meanwhile move
    nothing. WartanyaError for a cursor that isn't one.
    """
    rest = sorted(records, key=_place, reverse=True)
    if cursor is not None:
        published, border, article_id = cursor.partition(_BORDER)
        if not border:
            raise WartanyaError("cursor: not one that was given; leave it out to start anew")
        rest = [record for record in rest if _place(record) < (published, article_id)]
    given = rest[:limit]
    more = len(rest) > limit
    return given, _BORDER.join(_place(given[-1])) if more else None


def _place(record: ArticleRecord) -> tuple[str, str]:
    return record.published or "", record.id
