from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from index.corpus import article_from_record, date_of
from index.errors import WartanyaError


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        (datetime(2024, 3, 4, 9, 10), "2024-03-04T09:10:00"),
        (datetime(2024, 3, 4), "2024-03-04"),
        (datetime(2024, 3, 4, tzinfo=UTC), "2024-03-04T00:00:00+00:00"),
        (
            datetime(2024, 3, 4, 9, 10, tzinfo=timezone(timedelta(hours=7))),
            "2024-03-04T09:10:00+07:00",
        ),
        (date(2024, 3, 4), "2024-03-04"),
        (1709518200, "2024-03-04T02:10:00+00:00"),
        (1709518200.5, "2024-03-04T02:10:00+00:00"),
        (1709518200000, "2024-03-04T02:10:00+00:00"),
        (1709518200000000, "2024-03-04T02:10:00+00:00"),
        (1709518200000000000, "2024-03-04T02:10:00+00:00"),
        ("1709518200", "2024-03-04T02:10:00+00:00"),
        ("1709518200000", "2024-03-04T02:10:00+00:00"),
        (20240304, "2024-03-04"),
        ("20240304", "2024-03-04"),
        (20241304, None),
        ("Senin, 4 Maret 2024 | 09:10 WIB", "2024-03-04T09:10+07:00"),
        (2024, None),
        ("2024", None),
        (45355, None),  # a day as a workbook counts them, without its format
        (0, None),
        (-1709518200, None),
        (True, None),
        (10**30, None),
        ("9" * 40, None),
        (float("nan"), None),
        (float("inf"), None),
        (["2024-03-04"], None),
        (None, None),
    ],
)
def test_dates_of_any_kind(value: object, iso: str | None) -> None:
    assert date_of(value) == iso


def test_all_fields() -> None:
    article = article_from_record(
        {
            "id": 7.0,
            "title": 1984,
            "text": "  Isi apa adanya. ",
            "url": "https://kabar.example/7#top",
            "published": "4 Maret 2024",
            "updated": 20240305,
            "author": ["Rina", "Budi"],
            "editor": "Sari",
            "outlet": "Kabar  Teluk",
            "section": "Ekonomi",
            "tags": "laut; kapal ;laut",
            "language": "Bahasa Indonesia",
            "else": object(),
        },
        "k, row 2",
    )
    assert (article.id, article.title, article.text) == ("7", "1984", "  Isi apa adanya. ")
    assert (article.url, article.language) == ("https://kabar.example/7", "id")
    assert (article.published, article.updated) == ("2024-03-04", "2024-03-05")
    assert (article.author, article.editor) == ("Rina, Budi", "Sari")
    assert (article.outlet, article.section) == ("Kabar Teluk", "Ekonomi")
    assert article.tags == ("laut", "kapal")


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("a, b", ("a", "b")),
        ("['a', 'b c']", ("a", "b c")),
        ('["a", "b"]', ("a", "b")),
        ("a|b", ("a", "b")),
        (["a", None, " a ", "b"], ("a", "b")),
        ("", ()),
        (None, ()),
        ([], ()),
        (["x" * 300], ("x" * 100,)),
        ([str(n) for n in range(99)], tuple(str(n) for n in range(50))),
    ],
)
def test_tags(written: object, tags: tuple[str, ...]) -> None:
    assert article_from_record({"text": "Isi.", "tags": written}, "k").tags == tags


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"text": " "}, "k, row 2: has no text"),
        ({"text": ["a"]}, 'k, row 2: "text" is no text'),
        ({"text": "Isi.", "title": {}}, 'k, row 2: "title" is no text'),
        ({"text": "Isi.", "tags": 3}, 'k, row 2: "tags" is no list'),
        ({"text": "Isi.", "id": "a\nb"}, 'k, row 2: "id" is no id'),
        ({"text": "Isi.", "id": True}, 'k, row 2: "id" is no id'),
    ],
)
def test_records_that_fail(record: dict[str, object], message: str) -> None:
    with pytest.raises(WartanyaError) as raised:
        article_from_record(record, "k, row 2")
    assert str(raised.value).startswith(message)
