"""Addresses -> articles, from a real server."""

import json
from collections.abc import Iterator

import pytest

from index.build import ArticleIndex, Outcome, Result
from index.how import How
from index.loaded import Loaded
from index.loading import load
from tests.index.fakes import LINES, WordEmbedder
from tests.index.sources.site import Site, reply

BODY = (
    "<p>Pelabuhan Tanjung Bayu menambah dua dermaga pada bulan depan, kata pengelolanya.</p>"
    "<p>“Antrean kapal akan jauh lebih pendek,” kata Kepala Pelabuhan Sri Wedari di kantornya.</p>"
)


def page(title: str, body: str = BODY, head: str = "") -> str:
    return (
        f"<html><head><title>{title}</title>{head}</head><body><nav><a href='/'>Beranda</a></nav>"
        f"<h1>{title}</h1><p>Senin, 4 Maret 2024 | 09:10 WIB</p>{body}</body></html>"
    )


def feed(site: Site, *items: tuple[str, str]) -> str:
    entries = "".join(
        f"<item><link>{site.url}{path}</link><pubDate>{date}</pubDate></item>"
        for path, date in items
    )
    return f"<rss version='2.0'><channel><title>Kabar</title>{entries}</channel></rss>"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        site["/robots.txt"] = reply(status=404)
        yield site


def fetched(site: Site, path: str, **options: object) -> list[Loaded]:
    how = How(allow=frozenset({site.host}), interval=0.0, **options)  # type: ignore[arg-type]  # of fields' own types
    return list(load([site.url + path], how))


def test_a_page_is_an_article_under_its_address(site: Site) -> None:
    site["/a"] = reply(page("Dermaga Ditambah Dua"), ETag='"x1"')
    (loaded,) = fetched(site, "/a")
    article = loaded.article
    assert article is not None
    assert (article.title, article.published) == ("Dermaga Ditambah Dua", "2024-03-04T09:10+07:00")
    assert article.url == f"{site.url}/a"
    assert article.text.startswith("Pelabuhan Tanjung Bayu")
    assert loaded.etag == '"x1"'


def test_the_page_s_own_address_counts_more(site: Site) -> None:
    head = '<link rel="canonical" href="https://kabar.example/dermaga?utm_source=wa">'
    site["/a"] = reply(page("Dermaga Ditambah Dua", head=head))
    (loaded,) = fetched(site, "/a")
    assert loaded.article is not None
    assert loaded.article.url == "https://kabar.example/dermaga"


def test_pages_of_one_article_are_joined(site: Site) -> None:
    link = '<a href="/a?page=2">2</a>'
    more = "<p>Pembangunan memakan waktu sembilan bulan dan melibatkan tiga ratus pekerja.</p>"
    site["/a"] = reply(page("Dermaga Ditambah Dua", BODY + link))
    site["/a?page=2"] = reply(page("Dermaga Ditambah Dua", more + '<a href="/a">1</a>'))
    (loaded,) = fetched(site, "/a")
    assert loaded.article is not None
    paragraphs = loaded.article.text.split("\n\n")
    assert len(paragraphs) == 3
    assert paragraphs[2].startswith("Pembangunan memakan waktu")


def test_a_feed_leads_to_its_articles_and_what_fails_is_told(site: Site) -> None:
    site["/rss"] = reply(
        feed(
            site,
            ("/lama", "Mon, 01 Jan 2024 09:00:00 +0700"),
            ("/a", "Mon, 04 Mar 2024 09:00:00 +0700"),
            ("/hilang", "Tue, 05 Mar 2024 09:00:00 +0700"),
        ),
        type="application/rss+xml",
    )
    site["/a"] = reply(page("Dermaga Ditambah Dua"))
    site["/lama"] = reply(page("Berita Lama Sekali"))
    loaded = fetched(site, "/rss", since="2024-02-01")
    assert [one.source.removeprefix(site.url) for one in loaded] == ["/hilang", "/a"]
    assert "HTTP status 404; check the address" in str(loaded[0].error)
    assert loaded[1].article is not None
    assert "/lama" not in site.paths
    assert len(fetched(site, "/rss", limit=1)) == 1


def test_the_feed_s_date_counts_where_the_page_has_none(site: Site) -> None:
    site["/rss"] = reply(feed(site, ("/a", "Mon, 04 Mar 2024 09:00:00 +0700")))
    undated = page("Dermaga Ditambah Dua").replace("Senin, 4 Maret 2024 | 09:10 WIB", "Kabar")
    site["/a"] = reply(undated)
    (loaded,) = fetched(site, "/rss")
    assert loaded.article is not None
    assert loaded.article.published == "2024-03-04T09:00:00+07:00"


def test_a_front_page_leads_to_its_feed(site: Site) -> None:
    links = "".join(f'<a href="/a{n}">Berita {n}</a>' for n in range(20))
    site["/"] = reply(
        f'<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head>'
        f"<body>{links}</body></html>"
    )
    site["/rss"] = reply(feed(site, ("/a", "Mon, 04 Mar 2024 09:00:00 +0700")))
    site["/a"] = reply(page("Dermaga Ditambah Dua"))
    (loaded,) = fetched(site, "/")
    assert loaded.article is not None
    assert loaded.article.title == "Dermaga Ditambah Dua"


def test_a_gallery_is_told_and_leads_nowhere(site: Site) -> None:
    links = "".join(f'<li><a href="/a{n}">Foto {n}</a></li>' for n in range(20))
    site["/foto/12345/galeri"] = reply(f"<html><body><ul>{links}</ul></body></html>")
    (loaded,) = fetched(site, "/foto/12345/galeri")
    assert "no article found" in str(loaded.error)
    assert site.paths == ["/foto/12345/galeri"]


def test_other_kinds_are_read_as_files_of_theirs(site: Site) -> None:
    rows = json.dumps({"id": "x", "text": "Isi berita."})
    site["/k.jsonl"] = reply(rows, type="application/octet-stream")
    site["/a.md"] = reply("# Dermaga Ditambah Dua\n\nIsi berita lengkap.", type="text/markdown")
    site["/b.bin"] = reply(b"\x00\x01", type="application/x-thing")
    (corpus,) = fetched(site, "/k.jsonl")
    assert corpus.article is not None
    assert (corpus.article.id, corpus.source) == ("x", f"{site.url}/k.jsonl#x")
    (note,) = fetched(site, "/a.md")
    assert note.article is not None
    assert (note.article.title, note.article.url) == ("Dermaga Ditambah Dua", f"{site.url}/a.md")
    (odd,) = fetched(site, "/b.bin")
    assert f"{site.url}/b.bin: " in str(odd.error)


def test_what_has_not_changed_is_not_sent_again(site: Site, tmp_path) -> None:
    site["/a"] = [reply(page("Dermaga Ditambah Dua"), ETag='"x1"'), reply(status=304)]
    told: list[Outcome] = []
    with ArticleIndex.open(tmp_path, WordEmbedder(), chunker=LINES) as index:
        how = How(allow=frozenset({site.host}), interval=0.0, validators=index.validators)
        for _ in range(2):
            index.add(load([f"{site.url}/a"], how), told.append)
        assert [outcome.result for outcome in told] == [Result.ADDED, Result.UNCHANGED]
        assert told[1].article_id == told[0].article_id
        assert 'If-None-Match: "x1"' in site.requests[-1]
        index.remove(told[0].article_id or "")
        site["/a"] = reply(page("Dermaga Ditambah Dua"))
        index.add(load([f"{site.url}/a"], how), told.append)
        assert told[2].result is Result.ADDED
        assert "If-None-Match" not in site.requests[-1]


def test_a_new_version_keeps_the_old_one(site: Site, tmp_path) -> None:
    site["/a"] = [
        reply(page("Dermaga Ditambah Dua")),
        reply(page("Dermaga Ditambah Tiga")),
    ]
    with ArticleIndex.open(tmp_path, WordEmbedder(), chunker=LINES) as index:
        how = How(allow=frozenset({site.host}), interval=0.0)
        results = [index.add(load([f"{site.url}/a"], how)) for _ in range(2)]
        assert [(r.added, r.updated) for r in results] == [(1, 0), (0, 1)]
        (record,) = index.articles()
        assert record.title == "Dermaga Ditambah Tiga"
        assert [old.title for old in index.versions(record.id)] == ["Dermaga Ditambah Dua"]


def test_private_addresses_and_passwords_are_refused(site: Site) -> None:
    (loaded,) = load([f"{site.url}/a"], How())
    assert "--allow-host" in str(loaded.error)
    (loaded,) = load(["http://ani:rahasia@kabar.example/a"], How())
    assert "rahasia" not in str(loaded.error) + loaded.source
    assert site.requests == []


def test_an_address_with_half_a_bracket_is_refused_by_name():
    (loaded,) = load(["http://ani:rahasia@a[b"])
    assert "no web address" in str(loaded.error)
    assert "rahasia" not in f"{loaded.source}{loaded.error}"
