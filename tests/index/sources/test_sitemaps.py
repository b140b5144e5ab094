import gzip

import pytest

from index.sources.decoding import Damaged, TooLarge
from index.sources.entries import Entry, canonical, is_since, latest_day, same_site
from index.sources.sitemaps import Sitemap, read_sitemap

BASE = "https://kabar.example/sitemap.xml"
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://kabar.example/1</loc><lastmod>2024-03-09</lastmod></url>
<url><loc> https://kabar.example/2 </loc>
 <image:image><image:loc>https://kabar.example/2.jpg</image:loc><image:title>Foto</image:title></image:image>
 <news:news><news:publication><news:name>Kabar</news:name></news:publication>
 <news:publication_date>2024-03-10T09:10:00+07:00</news:publication_date>
 <news:title>Feri &amp; Kapal</news:title></news:news></url>
<url><loc>https://kabar.example/</loc></url>
<url><loc>javascript:alert(1)</loc></url>
<url/>
<url><loc>https://kabar.example/3</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://kabar.example/a.xml</loc><lastmod>2024-01-01</lastmod></sitemap>
<sitemap><loc>https://kabar.example/b.xml.gz</loc><lastmod>2024-03-01T00:00:00Z</lastmod></sitemap>
</sitemapindex>"""
READ = Sitemap(
    (
        Entry("https://kabar.example/2", "2024-03-10T09:10:00+07:00", "Feri & Kapal"),
        Entry("https://kabar.example/1", modified="2024-03-09"),
        Entry("https://kabar.example/3"),
    ),
    (),
)


def test_reads_news_sitemaps() -> None:
    assert read_sitemap(NEWS.encode(), BASE) == READ
    assert read_sitemap(gzip.compress(NEWS.encode()), BASE) == READ
    assert read_sitemap(NEWS.replace("xmlns=", "xmlns:x=").encode(), BASE) == READ


def test_reads_an_index() -> None:
    assert read_sitemap(INDEX.encode(), BASE).sitemaps == (
        Entry("https://kabar.example/b.xml.gz", modified="2024-03-01T00:00:00+00:00"),
        Entry("https://kabar.example/a.xml", modified="2024-01-01"),
    )


def test_reads_lines() -> None:
    content = b"\xef\xbb\xbfhttps://kabar.example/1\r\n\r\nbukan\nhttps://kabar.example/2"
    assert read_sitemap(content, BASE).entries == (
        Entry("https://kabar.example/1"),
        Entry("https://kabar.example/2"),
    )


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(TooLarge):
        read_sitemap(gzip.compress(b"<urlset>" + b" " * 60_000_000, 1), BASE)
    with pytest.raises(Damaged):
        read_sitemap(gzip.compress(NEWS.encode())[:-20], BASE)


def test_entities_are_not_expanded() -> None:
    content = (
        b'<!DOCTYPE a [<!ENTITY e "https://kabar.example/9">]><urlset><url><loc>&e;</loc></url>'
    )
    assert read_sitemap(content, BASE).entries == (Entry("https://kabar.example/&e"),)


@pytest.mark.parametrize(
    ("entry", "kept"),
    [
        (Entry("https://a.example/1", published="2024-03-04"), True),
        (Entry("https://a.example/1", published="2024-03-03"), False),
        (Entry("https://a.example/1", published="2024-03-03T18:00:00+00:00"), True),  # 01.00 WIB
        (Entry("https://a.example/1", published="2024-03-03T16:00:00+00:00"), False),
        (Entry("https://a.example/1", modified="2024-03-03"), False),
        (Entry("https://a.example/1", modified="2024-03-05"), True),
        (Entry("https://a.example/2024/03/01/b", modified="2024-03-05"), False),
        (Entry("https://a.example/2024/03/05/b"), True),
        (Entry("https://a.example/1", published="2024-03-01", modified="2024-03-05"), False),
        (Entry("https://a.example/1"), True),
    ],
)
def test_leaves_out_what_is_older(entry: Entry, kept: bool) -> None:
    assert is_since(entry, "2024-03-04") == kept
    assert is_since(entry, None)


def test_the_day_of_a_date() -> None:
    assert latest_day("2024-03-03T23:30+07:00") == "2024-03-03"
    assert latest_day("2024-03-03T23:30") == "2024-03-03"
    assert latest_day("2024-03-03T17:30Z") == "2024-03-04"


def test_one_article_has_one_key() -> None:
    key = canonical("https://kabar.example/a?id=1")
    assert canonical("http://www.kabar.example:80/a/?utm_source=rss&id=1&fbclid=x#k") == key
    assert canonical("https://kabar.example/a?id=2") != key
    assert canonical("https://kabar.example/a?id=1&cid=9") != key
    assert canonical("https://kabar.example:8080/a?id=1") != key
    assert canonical("https://kabar.example/A?id=1") != key
    assert canonical("http://kabar::/a") != key  # no reason to fail


def test_tells_sites_apart() -> None:
    assert same_site("https://kabar.co.id/", "http://bola.kabar.co.id/1")
    assert not same_site("https://kabar.co.id/", "https://lain.co.id/")
    assert same_site("http://127.0.0.1:80/", "http://127.0.0.1:81/")
    assert not same_site("http://127.0.0.1/", "http://127.0.0.2/")
    assert not same_site("http://intranet/", "http://rahasia/")
