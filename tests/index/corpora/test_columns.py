import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.corpora.columns import Columns, describe, guess_columns, parse_columns
from index.corpora.rows import flat
from index.errors import WartanyaError

BODY = "Menteri membuka pelabuhan baru di Teluk Biru pada Senin pagi, disaksikan warga. "
SHARED = Path(__file__).parents[4] / "shared" / "data"


def guessed(**columns: Sequence[object]) -> Columns:
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    return guess_columns(list(columns), rows)


def test_indonesian_names() -> None:
    columns = guessed(
        **{
            "No": ["1", "2"],
            "Judul Berita": ["Pelabuhan Dibuka", "Harga Cabai Naik"],
            "Isi": [BODY, BODY],
            "Tgl. Terbit": ["04/03/2024", "5 Maret 2024"],
            "Wartawan": ["Rina", "Budi"],
            "Redaktur": ["Sari", "Sari"],
            "Sumber": ["Kabar Teluk", "Kabar Teluk"],
            "Tautan": ["https://kabar.example/1", "https://kabar.example/2"],
            "Rubrik": ["Ekonomi", "Ekonomi"],
            "Kata Kunci": ["pelabuhan, laut", "cabai"],
            "kategori2": ["x", "y"],
        }
    )
    assert columns.by_field == {
        "text": "Isi",
        "title": "Judul Berita",
        "url": "Tautan",
        "published": "Tgl. Terbit",
        "author": "Wartawan",
        "editor": "Redaktur",
        "outlet": "Sumber",
        "section": "Rubrik",
        "tags": "Kata Kunci",
    }
    assert describe(columns) == (
        "columns: text=Isi, title=Judul Berita, url=Tautan, published=Tgl. Terbit, "
        "author=Wartawan, editor=Redaktur, outlet=Sumber, section=Rubrik, tags=Kata Kunci; "
        "not used: No, kategori2"
    )


def test_english_names() -> None:
    columns = guessed(
        articleId=["a1", "a2"],
        headline=["Port Opens", "Chili Prices Rise"],
        articleBody=[BODY, BODY],
        publishDate=["2024-03-04", "2024-03-05"],
        dateModified=["2024-03-06", "2024-03-07"],
        byline=["Rina", "Budi"],
        publisher=["Bay News", "Bay News"],
        permalink=["https://bay.example/1", "https://bay.example/2"],
        category=["Economy", "Economy"],
        keywords=[["port"], ["chili"]],
        lang=["en", "en"],
    )
    assert columns.by_field == {
        "id": "articleId",
        "text": "articleBody",
        "title": "headline",
        "url": "permalink",
        "published": "publishDate",
        "updated": "dateModified",
        "author": "byline",
        "outlet": "publisher",
        "section": "category",
        "tags": "keywords",
        "language": "lang",
    }
    assert columns.unused == ()


def test_nested_names_as_news_interfaces_have_them() -> None:
    item = {
        "source": {"id": None, "name": "Kabar Teluk"},
        "author": {"name": "Rina"},
        "title": "Pelabuhan",
        "image": {"url": "https://img.example/a"},
        "url": "https://kabar.example/1",
        "article": {"body": BODY, "tags": [{"name": "laut"}, {"name": "kapal"}]},
        "publishedAt": "2024-03-04T02:10:00Z",
    }
    row = flat(item)
    columns = guess_columns(list(row), [row])
    assert columns.record(row) == {
        "id": None,
        "title": "Pelabuhan",
        "text": BODY,
        "url": "https://kabar.example/1",
        "published": "2024-03-04T02:10:00Z",
        "updated": None,
        "author": "Rina",
        "editor": None,
        "outlet": "Kabar Teluk",
        "section": None,
        "tags": ["laut", "kapal"],
        "language": None,
    }


def test_values_tell_where_names_do_not() -> None:
    long = [f"{number} " + BODY * 4 for number in range(4)]
    columns = guessed(
        a=["Kabar"] * 4,
        b=long,
        c=[text[:250] for text in long],
        d=[f"https://kabar.example/{number}" for number in range(4)],
        e=["Senin, 4 Maret 2024 09:10 WIB"] * 4,
        foto=[f"https://kabar.example/f{number}" for number in range(4)],
    )
    assert columns.by_field == {"text": "b", "url": "d", "published": "e"}
    assert columns.unused == ("a", "c", "foto")


@pytest.mark.parametrize(
    "name",
    """
    scraped_at crawled Crawl-Date created_at fetchedAt timestamp indexed_on tanggal_diunduh
    tanggal_scraping inserted last_seen downloadDate
    """.split(),
)
def test_the_time_of_crawling_is_no_publication(name: str) -> None:
    columns = guessed(**{"isi": [BODY, BODY], name: ["2024-03-04", "2024-03-05"]})
    assert columns.by_field == {"text": "isi"}
    assert columns.unused == (name,)


def test_of_two_unnamed_dates_none_is_taken() -> None:
    assert guessed(isi=[BODY], x=["2024-03-04"], y=["2024-03-05"]).by_field == {"text": "isi"}


def test_updated_at_beside_created_at_is_the_rows() -> None:
    dates: list[object] = ["2024-03-04"]
    assert "updated" not in guessed(isi=[BODY], created_at=dates, updated_at=dates).by_field
    assert guessed(isi=[BODY], updated_at=dates).by_field["updated"] == "updated_at"


def test_values_that_deny_a_name() -> None:
    columns = guessed(
        artikel=["a-1", "a-2", "a-3", "a-4"],
        isi=[BODY] * 4,
        tanggal=["kemarin", "entah", "dulu", "nanti"],
        link=["https://kabar.example/"] * 4,  # all articles would be one
        source=[f"https://kabar.example/{number}" for number in range(4)],
    )
    assert columns.by_field == {"text": "isi", "url": "source"}


def test_the_whole_text_is_preferred_to_its_teaser() -> None:
    columns = guessed(content=[BODY[:40]], full_text=[BODY * 3])
    assert columns.by_field == {"text": "full_text"}
    assert guessed(text=[BODY[:40]], content=[BODY * 3]).by_field == {"text": "text"}


def test_told_columns_come_first() -> None:
    rows = [{"Isi ": BODY, "judul": "A", "ringkasan": "Singkat.", "tanggal": "2024-03-04"}]
    told = parse_columns("text=ringkasan, title = JUDUL ,published=")
    assert told == {"text": "ringkasan", "title": "JUDUL", "published": ""}
    columns = guess_columns(list(rows[0]), rows, told)
    assert columns.by_field == {"text": "ringkasan", "title": "judul", "published": ""}
    assert columns.record(rows[0])["published"] is None
    assert describe(columns) == "columns: text=ringkasan, title=judul; not used: Isi , tanggal"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("isi=text", "--columns: 'isi' is no field; use one of id, title, text, url, published"),
        ("text", "--columns: 'text' is no FIELD=COLUMN, such as text=isi"),
        ("text=a,text=b", "--columns: text is given twice"),
    ],
)
def test_told_columns_that_are_wrong(written: str, message: str) -> None:
    with pytest.raises(WartanyaError) as raised:
        parse_columns(written)
    assert str(raised.value).startswith(message)


def test_a_told_column_that_is_not_there() -> None:
    with pytest.raises(WartanyaError) as raised:
        guess_columns(["isi", "judul"], [{"isi": BODY, "judul": "A"}], {"text": "teks"}, "a.csv")
    assert str(raised.value) == "a.csv: no column 'teks' for --columns text; there are isi, judul"


def test_no_text_column() -> None:
    with pytest.raises(WartanyaError) as raised:
        guess_columns(["nomor", "nilai"], [{"nomor": "1", "nilai": "2"}], None, "a.csv")
    assert str(raised.value) == (
        "a.csv: no column that has the articles' text; name it with --columns text=NAME, "
        "where NAME is one of nomor, nilai"
    )


def test_names_are_shown_without_control_characters() -> None:
    columns = guess_columns(["isi", "\x1b[2Jx"], [{"isi": BODY, "\x1b[2Jx": ""}])
    assert describe(columns) == "columns: text=isi; not used:  [2Jx"


@pytest.mark.parametrize(
    ("file", "fields"),
    [
        ("facqa/corpus.jsonl", {"id": "id", "title": "title", "text": "text"}),
        ("idkmrc/corpus.jsonl", {"id": "id", "title": "title", "text": "text"}),
        ("squad_id/corpus.jsonl", {"id": "id", "title": "title", "text": "text"}),
        ("pfsa_id/corpus.jsonl", {"id": "id", "title": "title", "text": "text"}),
        ("facqa/questions.jsonl", None),
        ("idkmrc/questions.jsonl", None),
        ("pfsa_id/attributions.jsonl", None),  # statements are no articles
    ],
)
def test_public_data(file: str, fields: dict[str, str] | None) -> None:
    path = SHARED / file
    if not path.is_file():
        pytest.skip(f"the public data is not beside the checkout: {path} is absent")
    with path.open(encoding="utf-8") as lines:
        rows = [flat(json.loads(line)) for _, line in zip(range(100), lines, strict=False)]
    # As other people call them, where the names are ours already.
    renamed = [{"text": "isi_berita", "title": "judul"}.get(name, name) for name in rows[0]]
    if fields is None:
        with pytest.raises(WartanyaError, match=r"(question|statement),"):
            guess_columns(list(rows[0]), rows)
        return
    assert guess_columns(list(rows[0]), rows).by_field == fields
    if "corpus" in file:
        moved = [dict(zip(renamed, row.values(), strict=True)) for row in rows]
        found = guess_columns(renamed, moved).by_field
        assert (found["text"], found["id"]) == ("isi_berita", "id")
        bare = [{f"x{n}": value for n, value in enumerate(row.values())} for row in rows]
        assert guess_columns(list(bare[0]), bare).by_field["text"] == "x2"
