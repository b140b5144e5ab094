import gzip
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, article_id
from tests.index.corpora.readings import BODY, articles, failures, read

ITEMS = [{"judul": "Satu", "isi": "Isi satu."}, {"judul": "Dua", "isi": "Isi dua."}]


@pytest.mark.parametrize(
    "value",
    [
        ITEMS,
        {"data": ITEMS},
        {"status": "ok", "totalResults": 2, "articles": ITEMS, "next": None},
        {"response": {"total": 2, "docs": ITEMS}},
        {"hits": {"hits": [{"_id": n, "_source": ITEMS[n]} for n in (0, 1)]}},
        {"sources": [{"nama": "Kabar"}], "articles": ITEMS},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_lists_of_articles(value: object, indent: int | None) -> None:
    found = articles(json.dumps(value, indent=indent).encode(), ".json")
    assert [(article.title, article.text) for article in found] == [
        ("Satu", "Isi satu."),
        ("Dua", "Isi dua."),
    ]


def test_one_article_with_lists_of_its_own() -> None:
    value = {
        "images": [{"url": "https://img.example/1"}],
        "title": "Satu",
        "body": ["Paragraf satu.", "Paragraf dua."],
        "authors": [{"name": "Rina"}, {"name": "Budi"}],
        "isi": "Isi satu.",
    }
    (article,) = articles(json.dumps(value).encode(), ".json")
    assert (article.title, article.author) == ("Satu", "Rina, Budi")
    assert article.text == "Paragraf satu.\n\nParagraf dua."


def test_json_lines_under_the_name_of_json() -> None:
    content = "\n".join(map(json.dumps, ITEMS)).encode()
    assert [article.title for article in articles(content, ".json")] == ["Satu", "Dua"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(encoding: str) -> None:
    content = json.dumps([{"isi": "“Café – indah.”"}], ensure_ascii=False).encode(encoding)
    assert articles(content, ".json")[0].text == "“Café – indah.”"


def test_a_large_object_is_read_in_parts() -> None:
    items = [{"judul": f"Judul {n}", "isi": f"{BODY} {n} " * 3000} for n in range(60)]
    content = json.dumps({"meta": {"count": 60}, "hasil": {"berita": items}}).encode()
    assert len(content) > 11_000_000
    found = articles(content, ".json")
    assert [article.title for article in found] == [f"Judul {n}" for n in range(60)]
    assert found[59].text == items[59]["isi"]


def test_what_comes_before_the_damage_is_read() -> None:
    content = json.dumps({"data": ITEMS}).encode()[:-3] + b', {"isi": "Isi ti'
    found = read(content, ".json")
    assert [key for key, _ in found] == [
        f"k#{article_id('Satu', 'Isi satu.')}",
        "k#2",
    ]
    assert "k, item 2: not JSON (" in str(found[1][1])
    assert "what follows isn't read" in str(found[1][1])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "k: empty"),
        (b" \n", "k: empty"),
        (b"[]", "k: empty"),
        (b"{}", "k: no column that has the articles' text"),
        (b"[1]", "k, item 1: not a JSON object"),
        (b'"x"', "k, item 1: not a JSON object"),
        (b"tidak", "k, item 1: not JSON"),
        (b"[" + b"9" * 5000 + b"]", "k, item 1: not JSON"),
        (b"[" * 200_000, "k, item 1: not JSON (too deep"),
        (b'{"a":' * 200_000, "k, item 1: not JSON (too deep"),
        (b'[{"isi": "' + b"a" * 12_000_000 + b'"}]', "k: over 10 MB"),
        (b'{"a": [{"x": "1"}], "b": [{"x": "2"}]}', "k: an object with 2 lists of objects"),
    ],
)
def test_files_without_articles(content: bytes, message: str) -> None:
    start = time.monotonic()
    (found,) = failures(content, ".json")
    assert message in found
    assert time.monotonic() - start < 10


def test_json_lines() -> None:
    lines = [
        '{"judul": "Satu", "isi": "Isi satu.", "tag": ["a", "b"], "tanggal": 1709518200}',
        "{tidak}",
        "",
        '{"judul": "Dua", "isi": 3}',
        '{"judul": "Tiga", "isi": "Isi tiga.", "outlet": "Kabar"}',
    ]
    content = "\n".join(lines).encode()
    for packed, suffix in ((content, ".jsonl"), (gzip.compress(content), ".jsonl.gz")):
        one, two, three, four = read(packed, suffix)
        assert isinstance(one[1], Article)
        assert isinstance(four[1], Article)
        assert (one[1].tags, one[1].published) == (("a", "b"), "2024-03-04T02:10:00+00:00")
        assert two[0] == "k#2"
        assert str(two[1]).startswith("k, line 2: not JSON (")
        assert str(three[1]) == 'k, line 4: "text" is no text; put it in quotation marks'
        assert (four[1].title, four[1].outlet) == ("Tiga", "Kabar")


def test_a_field_that_comes_late_is_read_by_its_own_name() -> None:
    records: list[dict[str, object]] = [{"id": n, "text": f"Isi {n}."} for n in range(150)]
    records[140]["published"] = "4 Maret 2024"
    content = "\n".join(map(json.dumps, records)).encode()
    assert articles(content, ".jsonl")[140].published == "2024-03-04"
    assert articles(content, ".jsonl", {"published": ""})[140].published is None


@settings(deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(max_size=9) | st.integers(),
            lambda inner: (
                st.lists(inner, max_size=4)
                | st.dictionaries(st.sampled_from(["text", "isi", "tags", "url", "id", "x"]), inner)
            ),
            max_leaves=12,
        ).map(lambda value: json.dumps(value).encode()),
    ),
    st.sampled_from([".json", ".jsonl"]),
)
def test_any_content_gives_articles_or_errors(content: bytes, suffix: str) -> None:
    for key, result in read(content, suffix):
        assert key.startswith("k")
        if isinstance(result, Article):
            assert result.text.strip()
            result.text.encode()
