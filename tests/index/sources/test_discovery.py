import gzip
import logging
from collections.abc import Iterator

import pytest

from index.sources.discovery import MAX_SITEMAPS, discover, fetch_article, with_following
from index.sources.entries import Entry
from index.sources.failures import FetchError
from tests.index.sources.site import Site, fetcher, redirect, reply


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


def rss(*items: tuple[str, str]) -> bytes:
    each = "".join(
        f"<item><link>{link}</link><pubDate>{day}</pubDate></item>" for link, day in items
    )
    return reply(f"<rss><channel>{each}</channel></rss>", type="text/xml")


def sitemap(*items: tuple[str, str], kind: str = "url") -> str:
    each = "".join(f"<{kind}><loc>{u}</loc><lastmod>{d}</lastmod></{kind}>" for u, d in items)
    root = {"url": "urlset", "sitemap": "sitemapindex"}[kind]
    return f"<{root}>{each}</{root}>"


def found(
    site: Site, path: str = "/", since: str | None = None, limit: int | None = None
) -> list[str]:
    entries = discover(fetcher(site), site.url + path, since=since, limit=limit)
    return [entry.url.removeprefix(site.url) for entry in entries]


def test_a_feed(site: Site) -> None:
    site["/rss"] = rss(
        ("/1", "2024-03-01"), ("/2?utm_source=a", "2024-03-03"), ("/2", "2024-03-02"), ("/3", "")
    )
    entries = list(discover(fetcher(site), f"{site.url}/rss"))
    assert entries[0] == Entry(f"{site.url}/2?utm_source=a", "2024-03-03")
    assert found(site, "/rss") == ["/2?utm_source=a", "/1", "/3"]
    assert found(site, "/rss", since="2024-03-02") == ["/2?utm_source=a", "/3"]
    assert found(site, "/rss", limit=1) == ["/2?utm_source=a"]
    assert found(site, "/rss", limit=0) == []


def test_a_page_leads_to_its_feeds(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    links = "".join(
        f'<link rel=alternate type="application/rss+xml" href="{u}">'
        for u in ("/hilang", "/rss/a", "/rss/b", "http://10.0.0.1/rss")
    )
    site["/"] = reply(f"<html><head>{links}</head></html>")
    site["/rss/a"] = rss(("/1", "2024-03-01"), ("https://lain.example/9", "2024-03-01"))
    site["/rss/b"] = rss(("/2", "2024-03-02"), ("/1", "2024-03-01"))
    with caplog.at_level(logging.WARNING):
        assert found(site) == ["/2", "/1", "https://lain.example/9"]
    assert [record.message.split(": ")[2][:20] for record in caplog.records] == [
        "answers with HTTP st",
        "is inside a private ",
    ]


def test_a_page_without_feeds_leads_to_sitemaps(site: Site) -> None:
    site["/"] = reply("<html><p>Depan</p></html>")
    site["/robots.txt"] = reply(f"Sitemap: {site.url}/peta.xml\nSitemap: /peta.txt")
    site["/peta.txt"] = reply(f"{site.url}/teks", type="text/plain")
    site["/peta.xml"] = reply(
        sitemap(
            (f"{site.url}/lama.xml", "2020-01-01"),
            (f"{site.url}/baru.xml.gz", "2024-03-09"),
            (f"{site.url}/peta.xml", "2024-03-09"),
            ("http://10.0.0.1/peta.xml", "2024-03-09"),
            kind="sitemap",
        )
    )
    site["/lama.xml"] = reply(sitemap((f"{site.url}/lama", "2020-01-01")))
    site["/baru.xml.gz"] = reply(
        gzip.compress(
            sitemap(
                (f"{site.url}/baru/1", "2024-03-08"),
                (f"{site.url}/baru/2", "2024-03-09"),
                ("https://lain.example/3", "2024-03-09"),
            ).encode()
        ),
        type="application/gzip",
    )
    assert found(site) == ["/teks", "/baru/2", "/baru/1", "/lama"]
    site.requests.clear()
    assert found(site, since="2024-03-09") == ["/teks", "/baru/2"]
    assert "/lama.xml" not in site.paths
    site.requests.clear()
    assert found(site, limit=2) == ["/teks", "/baru/2"]
    assert "/lama.xml" not in site.paths  # nor what isn't needed any more


def test_a_site_that_names_nothing(site: Site) -> None:
    site["/"] = reply("<html><p>Depan</p></html>")
    with pytest.raises(FetchError, match="leads to no feed and no sitemap; use the address of a"):
        found(site)
    assert site.paths == ["/", "/sitemap.xml"]
    site["/a"] = reply("teks", type="text/plain")
    with pytest.raises(FetchError, match="is a document"):
        found(site, "/a")


def test_a_sitemap_that_cannot_be_read(site: Site) -> None:
    site["/a.xml.gz"] = reply(gzip.compress(b"<urlset>" + b" " * 60_000_000, 1))
    with pytest.raises(FetchError, match="can't be parsed \\(unpacks to too much\\)"):
        found(site, "/a.xml.gz")


def test_sitemaps_of_sitemaps_end(site: Site) -> None:
    for number in range(MAX_SITEMAPS + 5):
        following = sitemap((f"{site.url}/{number + 1}.xml", ""), kind="sitemap")
        site[f"/{number}.xml"] = reply(following)
    assert found(site, "/0.xml") == []
    assert len(site.paths) == MAX_SITEMAPS + 1


def test_an_article_of_three_pages(site: Site) -> None:
    site["/a"] = reply('<p>satu</p><a href="/a?page=2">2</a><a href="/a?page=3">3</a>')
    site["/a?page=2"] = reply('<p>dua</p><a href="/a">1</a><a href="/a?page=3">3</a>')
    site["/a?page=3"] = reply('<p>tiga</p><a href="/a?page=4">Selanjutnya</a>')
    site["/a?page=4"] = redirect("/")
    site["/"] = reply("<p>Depan</p>")
    pages = fetch_article(fetcher(site), f"{site.url}/a")
    assert [page.content[3:7] for page in pages] == [b"satu", b"dua<", b"tiga"]
    assert len(fetch_article(fetcher(site), f"{site.url}/a", max_pages=2)) == 2
    site.requests.clear()
    assert with_following(fetcher(site), pages[0]) == pages
    assert site.paths == ["/a?page=2", "/a?page=3", "/a?page=4", "/"]


def test_pages_that_never_end(site: Site) -> None:
    for number in range(1, 30):
        body = f'<p>{number}</p><a href="/a?page={number + 1}">Selanjutnya</a>'
        site["/a" if number == 1 else f"/a?page={number}"] = reply(body)
    assert len(fetch_article(fetcher(site), f"{site.url}/a")) == 10
    same = reply('<p>sama</p><a href="/b?page=2">2</a><a href="/b?page=3">3</a>')
    site["/b"] = site["/b?page=2"] = same
    assert len(fetch_article(fetcher(site), f"{site.url}/b")) == 1


def test_half_an_article_is_none(site: Site) -> None:
    site["/a"] = reply('<p>satu</p><a href="/a?page=2">2</a>')
    with pytest.raises(FetchError, match=r"/a\?page=2: answers with HTTP status 404"):
        fetch_article(fetcher(site), f"{site.url}/a")


def test_the_whole_article_on_one_page(site: Site) -> None:
    site["/a"] = reply('<p>satu</p><a href="/a?page=2">2</a><a href="/a?page=all">Semua</a>')
    site["/a?page=2"] = reply("<p>dua</p>")
    assert len(fetch_article(fetcher(site), f"{site.url}/a")) == 2  # 'all' isn't there after all
    site["/a?page=all"] = reply("<p>satu dua</p>")
    pages = fetch_article(fetcher(site), f"{site.url}/a")
    assert [page.url for page in pages] == [f"{site.url}/a?page=all"]


def test_a_document_has_one_page(site: Site) -> None:
    site["/a.pdf"] = reply(b"%PDF-1.7", type="application/pdf")
    assert [page.content for page in fetch_article(fetcher(site), f"{site.url}/a.pdf")] == [
        b"%PDF-1.7"
    ]
