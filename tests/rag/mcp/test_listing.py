"""Pages of articles."""

import pytest

from index.errors import WartanyaError
from index.records import ArticleRecord
from rag.mcp.listing import page


def record(article_id: str, published: str | None) -> ArticleRecord:
    return ArticleRecord(
        id=article_id,
        title=article_id,
        url=None,
        published=published,
        author=None,
        outlet=None,
        language="id",
        updated=None,
        editor=None,
        section=None,
        tags=(),
        version="0",
        length=1,
        passages=1,
        indexed_at="2025-01-01T00:00:00+00:00",
        sources=(),
    )


RECORDS = [
    record("a", "2025-01-01"),
    record("b", None),
    record("c", "2025-03-01T10:00+07:00"),
    record("d", "2025-03-01"),
    record("e~f", None),
]


def ids(records: list[ArticleRecord]) -> list[str]:
    return [one.id for one in records]


def test_pages_run_from_the_newest_to_those_without_a_day() -> None:
    first, cursor = page(RECORDS, 2, None)
    assert ids(first) == ["c", "d"]
    second, cursor = page(RECORDS, 2, cursor)
    assert ids(second) == ["a", "e~f"]
    third, cursor = page(RECORDS, 2, cursor)
    assert ids(third) == ["b"]
    assert cursor is None


def test_the_last_page_when_full_has_no_next() -> None:
    assert page(RECORDS, 5, None)[1] is None
    assert page([], 5, None) == ([], None)


def test_articles_that_come_and_go_move_nothing() -> None:
    _, cursor = page(RECORDS, 2, None)  # its last is d
    changed = [record("new", "2025-04-01"), *(one for one in RECORDS if one.id != "d")]
    assert ids(page(changed, 2, cursor)[0]) == ["a", "e~f"]


def test_a_cursor_of_another_kind_is_refused() -> None:
    with pytest.raises(WartanyaError, match="leave it out to start anew"):
        page(RECORDS, 2, "50")
