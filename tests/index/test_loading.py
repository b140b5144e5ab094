import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import pages
from index.article import article_id
from index.child import JobFailed, Pool
from index.corpora import rows
from index.files import find_files
from index.loading import SUFFIXES, How, Loaded, load, load_bytes, load_file, load_text

BODY = "Menteri membuka pelabuhan baru di Teluk Biru pada Senin pagi."
TEXT = f"Pelabuhan Teluk Biru Dibuka\n\nSenin, 4 Maret 2024 | 09:10 WIB\n\n{BODY}\n"
HTML = f"""<!DOCTYPE html><html lang="id"><head><title>Pelabuhan Teluk Biru Dibuka - Kabar</title>
<link rel="canonical" href="https://kabar.example/pelabuhan#top">
<meta property="og:site_name" content="Kabar"></head><body>
<nav><a href="/">Beranda</a> <a href="/e">Ekonomi</a></nav>
<h1>Pelabuhan Teluk Biru Dibuka</h1><p>Oleh Rina Wulandari</p>
<p>Senin, 4 Maret 2024 | 09:10 WIB</p>
<p>{BODY}</p><p style="display: none">Kata tersembunyi yang tak pernah dibaca oleh siapa pun.</p>
<p>\u201cKami siap,\u201d kata \0kepala pelabuhan.</p><script>var rahasia = "skrip jahat.";</script>
<p><a href="/x">Kapal tongkang tenggelam di selat, semua awak selamat dalam kejadian itu.</a></p>
<div hidden>Sama sekali tak terlihat oleh para pembaca halaman ini.</div></body></html>"""


def only(loaded: list[Loaded]) -> Loaded:
    assert len(loaded) == 1
    assert (loaded[0].article is None) != (loaded[0].error is None)
    return loaded[0]


def failure(loaded: list[Loaded]) -> str:
    error = only(loaded).error
    assert error is not None
    assert "\n" not in str(error)
    return str(error)


def test_text_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    loaded = only(list(load([path])))
    assert loaded.source == str(path)
    assert loaded.article is not None
    assert loaded.article.title == "Pelabuhan Teluk Biru Dibuka"
    assert loaded.article.text == BODY
    assert loaded.article.published == "2024-03-04T09:10+07:00"
    assert loaded.article.language == "id"
    assert loaded.article.id == article_id("Pelabuhan Teluk Biru Dibuka", BODY)


def test_html_file(tmp_path: Path) -> None:
    path = tmp_path / "a.HTML"
    path.write_text(HTML, "utf-8")
    article = only(list(load([str(path)]))).article
    assert article is not None
    assert article.title == "Pelabuhan Teluk Biru Dibuka"
    assert article.text == f"{BODY}\n\n“Kami siap,” kata kepala pelabuhan."
    assert article.url == "https://kabar.example/pelabuhan"
    assert article.id == article_id("", "", "https://kabar.example/pelabuhan")
    assert article.published == "2024-03-04T09:10+07:00"
    assert article.author == "Rina Wulandari"
    assert article.outlet == "Kabar"


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "ftp://kabar.example/a", "/a", "https://kabar.example/"]
)
def test_canonical_links_that_name_no_article(href: str) -> None:
    page = HTML.replace("https://kabar.example/pelabuhan#top", href)
    article = only(list(load_bytes("a.htm", page.encode(), "upload"))).article
    assert article is not None
    assert article.url is None


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"]
)
@pytest.mark.parametrize("suffix", [".txt", ".html", ".jsonl"])
def test_encodings(encoding: str, suffix: str) -> None:
    quoted = BODY + " “Café di sini – indah,” katanya."
    page = {
        ".txt": TEXT.replace(BODY, quoted),
        ".html": f"<html><body><h1>Judul Berita Ini</h1><p>{quoted}</p></body></html>",
        ".jsonl": json.dumps({"id": "1", "title": "Judul", "text": quoted}, ensure_ascii=False),
    }[suffix]
    if suffix == ".jsonl" and encoding == "utf-16-le":
        page = "\ufeff" + page
    article = only(list(load_bytes("a" + suffix, page.encode(encoding), "upload"))).article
    assert article is not None
    assert article.text == quoted


def test_corpus(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    records = [
        {"id": "a1", "title": "Satu", "text": "  Isi\n\n apa adanya. ", "language": "en"},
        {"id": 7, "title": "Dua", "text": "Isi dua.", "published": "4 Maret 2024", "author": "Ani"},
        {"title": "Tiga", "text": "Isi tiga.", "url": "https://kabar.example/3", "outlet": "Kabar"},
        {"id": "", "text": "Tanpa judul."},
    ]
    path.write_text("\n".join(map(json.dumps, records)) + "\n\n", "utf-8")
    one, two, three, four = (loaded.article for loaded in load([path]))
    assert one is not None
    assert two is not None
    assert three is not None
    assert four is not None
    assert (one.id, one.text, one.language) == ("a1", "  Isi\n\n apa adanya. ", "en")
    assert (two.id, two.published, two.author) == ("7", "2024-03-04", "Ani")
    assert three.id == article_id("Tiga", "Isi tiga.", "https://kabar.example/3")
    assert (three.url, three.outlet) == ("https://kabar.example/3", "Kabar")
    assert (four.title, four.id) == ("Tanpa judul.", article_id("Tanpa judul.", "Tanpa judul."))
    sources = [loaded.source for loaded in load([path])]
    assert sources[:2] == [f"{path}#a1", f"{path}#7"]


def test_records_that_fail_leave_the_rest() -> None:
    lines = [
        '{"id": "a", "title": "A", "text": "Isi."}',
        "{tidak}",
        '["a"]',
        '{"id": "b", "title": "B"}',
        '{"id": "c", "title": "C", "text": 3}',
        '{"id": "a", "title": "A", "text": "Lain."}',
        '{"id": ["x"], "title": "A", "text": "Lain."}',
        "[" * 100_000,
        '{"id": "d", "title": "D", "text": "\\ud800\\u0000 satu"}',
    ]
    loaded = list(load_bytes("k.jsonl", "\n".join(lines).encode(), "k.jsonl"))
    assert [bool(one.article) for one in loaded] == [True, *[False] * 7, True]
    messages = [str(one.error) for one in loaded]
    for number in range(2, 9):
        assert f"k.jsonl, line {number}: " in messages[number - 1]
    assert "of line 1" in messages[5]
    assert loaded[8].article is not None
    assert loaded[8].article.text == "\ufffd\ufffd satu"


def test_record_dates_and_urls_that_are_none(caplog: pytest.LogCaptureFixture) -> None:
    record = {"id": "a", "text": "Isi.", "published": "entah", "url": "javascript:alert(1)"}
    article = only(list(load_bytes("k.jsonl", json.dumps(record).encode(), "k"))).article
    assert article is not None
    assert (article.published, article.url) == (None, None)
    assert len(caplog.records) == 2
    counted = b'{"id": "a", "text": "Isi.", "published": 1512611760000}'
    article = only(list(load_bytes("k.jsonl", counted, "k"))).article
    assert article is not None
    assert article.published == "2017-12-07T01:56:00+00:00"


def test_folders(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b/2.txt", "a.txt", ".hidden.txt", ".git/x.txt", "b/picture.png", "notes.psd"):
        (tmp_path / name).write_text(TEXT)
    found = find_files([tmp_path, tmp_path / "a.txt"], SUFFIXES)
    assert found.files == (tmp_path / "a.txt", tmp_path / "b" / "2.txt")
    assert (found.failed, found.skipped) == ((), 2)


def test_named_paths_that_fail(tmp_path: Path) -> None:
    (tmp_path / "a.psd").write_bytes(b"8BPS")
    os.mkfifo(tmp_path / "pipe.txt")
    found = find_files([tmp_path / "none.txt", tmp_path / "a.psd", tmp_path / "pipe.txt"], SUFFIXES)
    messages = [str(loaded.error) for loaded in found.failed]
    assert found.files == ()
    assert messages[0].startswith(f"{tmp_path}/none.txt: not found")
    assert ".psd files aren't read" in messages[1]
    assert "is no file" in messages[2]


def test_file_that_vanishes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    loaded = load_file(path)  # found, and not opened yet
    path.unlink()
    assert "no longer there" in failure(list(loaded))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.chmod(0)
    assert "may not be read" in failure(list(load([path])))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"\xef\xbb\xbf \n", "empty"),
        ("a.html", b"", "empty"),
        ("a.jsonl", b"", "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a PNG image"),
        ("a.txt", bytes(range(256)) * 20, "not text"),
        ("a.html", b"%PDF-1.7 ...", "a PDF"),
        ("a.html", b"<html><body><a href='/'>Home</a></body></html>", "no article found"),
        ("a.html", b"<!-- -->", "no article found"),
        ("a.txt", b"Home\nShare\nBaca juga\nTag", "no article found"),
        ("a.txt", b"a" * 10_000_001, "over 10 MB"),
        ("a.psd", b"8BPS", ".psd files aren't read"),
        ("a.docx", b"PK", "a.docx"),
        ("a", b"x", "has no suffix"),
    ],
)
def test_content_that_holds_no_article(name: str, content: bytes, message: str) -> None:
    text = failure(list(load_bytes(name, content, name)))
    assert message in text
    assert name in text


def test_large_files(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert "over 10 MB" in failure(list(load([path])))


def test_a_record_that_is_too_large_is_read_past(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MAX_BYTES", 100)
    long = json.dumps({"id": "x", "text": "a" * 1000})
    short = json.dumps({"id": "y", "text": "Isi."})
    first, second = load_bytes("k.jsonl", f"{long}\n{short}\n".encode(), "k.jsonl")
    assert "line 1: over" in str(first.error)
    assert second.article is not None
    assert second.article.id == "y"


def test_hostile_page_is_given_up_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_pages", Pool("index.html", seconds=3))
    attributes = " ".join(f"a{n}=1" for n in range(200_000))
    bomb = f"<html><body><p {attributes}>{BODY}</p></body></html>".encode()
    bad = list(load_bytes("bomb.html", bomb, "bomb.html"))
    assert len(bad) == 1
    article = only(list(load_bytes("a.html", HTML.encode(), "a.html"))).article
    assert article is not None
    pages._pages.close()


def test_child_that_takes_too_long() -> None:
    pool = Pool("index.html", seconds=0.05)
    with pytest.raises(JobFailed, match="more than 0 seconds"):
        pool.run(b"h<p>")
    pool.close()


def test_deep_and_broken_pages() -> None:
    for page in (
        "<div>" * 20_000 + BODY,
        "<p" * 1000,
        "<html><body><p>\x00&#xd800;",
        "<!DOCTYPE",
    ):
        only(list(load_bytes("a.html", page.encode(), "a.html")))


def test_pasted_text() -> None:
    article = load_text(TEXT, "pasted").article
    assert article is not None
    assert article.text == BODY
    assert "empty" in failure([load_text(" \n", "pasted")])
    assert load_text("kata \ud800 " + BODY, "pasted").article is not None


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.jsonl", "a.html"]))
def test_any_bytes_give_articles_or_errors(content: bytes, name: str) -> None:
    for loaded in load_bytes(name, content, name):
        assert (loaded.article is None) != (loaded.error is None)
        if loaded.article:
            json.dumps(loaded.article.text).encode()
            loaded.article.text.encode("utf-8")


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_an_article_or_an_error(text: str) -> None:
    loaded = load_text(text, "pasted")
    assert (loaded.article is None) != (loaded.error is None)
    if loaded.article:
        assert loaded.article.text.strip()


def test_utf_8_with_a_broken_byte_is_read_and_reported(caplog: pytest.LogCaptureFixture) -> None:
    content = (BODY + " “Ya,” katanya. " * 6).encode() + b"Selesai \x81 sudah."
    article = load_bytes("a.txt", content, "a.txt")
    text = only(list(article)).article
    assert text is not None
    assert text.text.endswith("Selesai \ufffd sudah.")
    assert "a.txt: 1 characters" in caplog.text


def test_many_files_side_by_side_keep_their_order(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text(f"Judul {number}\n\n{BODY} Nomor {number}.")
    (tmp_path / "05.txt").write_text("")
    (tmp_path / "10.jsonl").write_text('{"id": "x", "text": "Isi x."}\n{"id": "y", "text": "Y."}')
    expected: list[int] = []
    loaded = list(load([tmp_path], How(jobs=4), expected.append))
    assert expected == [31]
    sources = [Path(one.source).name for one in loaded]
    assert sources == sorted(sources)
    assert len(loaded) == 32
    assert [Path(one.source).name for one in loaded if one.error] == ["05.txt"]


def test_a_pattern_names_files(tmp_path: Path) -> None:
    for name in ("a1.txt", "a2.txt", "b1.txt", "a[3].txt"):
        (tmp_path / name).write_text(f"Judul\n\n{BODY}")
    found = find_files([str(tmp_path / "a?.txt")], SUFFIXES)
    assert [path.name for path in found.files] == ["a1.txt", "a2.txt"]
    found = find_files([str(tmp_path / "a[3].txt")], SUFFIXES)
    assert [path.name for path in found.files] == ["a[3].txt"]
    found = find_files([str(tmp_path / "z*.txt")], SUFFIXES)
    assert "not found" in str(found.failed[0].error)


def test_an_archive_is_read_member_by_member(tmp_path: Path) -> None:
    path = tmp_path / "berita.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a/satu.txt", f"Judul Satu\n\n{BODY}")
        made.writestr("dua.html", HTML)
        made.writestr("gambar.png", b"\x89PNG")
        made.writestr("tiga.jsonl", '{"id": "t", "text": "Isi tiga."}')
        made.writestr("kosong.txt", "")
    loaded = list(load([path]))
    assert [one.source.removeprefix(f"{path}#") for one in loaded] == [
        "a/satu.txt",
        "dua.html",
        "tiga.jsonl#t",
        "kosong.txt",
    ]
    assert [one.error is None for one in loaded] == [True, True, True, False]
    assert "kosong.txt: empty" in str(loaded[3].error)


def test_columns_are_told_and_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "berita.csv"
    path.write_text(f"judul,isi,ringkas\nSatu,{BODY},Pendek sekali.\n")
    told: list[str] = []
    (loaded,) = load([path], How(told=told.append))
    assert loaded.article is not None
    assert (loaded.article.title, loaded.article.text) == ("Satu", BODY)
    assert "text=isi" in told[0]
    (loaded,) = load([path], How(columns={"text": "ringkas"}))
    assert loaded.article is not None
    assert loaded.article.text == "Pendek sekali."


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(HTML.encode())

    monkeypatch.setattr("sys.stdin", Input)
    (loaded,) = load(["-"], How(input_suffix=".html"))
    assert loaded.article is not None
    assert loaded.article.author == "Rina Wulandari"


def test_a_mail_s_facts_are_the_article_s() -> None:
    mail = (
        "From: Rina Wulandari <rina@kabar.example>\nSubject: Kapal Tiba Lebih Awal\n"
        "Date: Mon, 4 Mar 2024 09:10:00 +0700\nContent-Type: text/plain; charset=utf-8\n\n"
        f"{BODY}\n"
    )
    (loaded,) = load_bytes("surat.eml", mail.encode(), "surat.eml")
    assert loaded.article is not None
    assert loaded.article.title == "Kapal Tiba Lebih Awal"
    assert loaded.article.text.strip() == BODY
    assert loaded.article.author == "Rina Wulandari"
    assert (loaded.article.published or "").startswith("2024-03-04T09:10")
