from collections.abc import Iterator

import pytest

from index.sources.failures import FetchError
from index.sources.fetch import Limits
from tests.index.sources.site import Site, Waits, fetcher, redirect, reply

PAGE = "<p>Feri baru berlayar dari Teluk Biru.</p>"
RULES = """\ufeff# aturan
User-agent: *
Disallow: /

User-agent: wartanya
Disallow: /arsip
Allow: /arsip/umum
Disallow: /*.pdf$
Crawl-delay: 7
Sitemap: https://kabar.example/peta.xml
"""


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        for path in ("/", "/a", "/arsip/1", "/arsip/umum/1", "/a.pdf", "/a.pdf?b"):
            site[path] = reply(PAGE)
        yield site


def test_a_site_decides_for_this_program(site: Site) -> None:
    site["/robots.txt"] = reply(RULES, type="text/plain")
    web = fetcher(site)
    for path in ("/", "/arsip/umum/1", "/a.pdf?b"):
        web.get(site.url + path)
    for path in ("/arsip/1", "/a.pdf"):
        with pytest.raises(FetchError, match=r"robots.txt asks programs not to fetch it; save"):
            web.get(site.url + path)
    assert site.paths == ["/", "/arsip/umum/1", "/a.pdf?b"]
    assert len(site.requests) == 4  # robots.txt once
    assert web.rules(site.url).sitemaps == ("https://kabar.example/peta.xml",)


def test_the_site_asks_for_time(site: Site) -> None:
    site["/robots.txt"] = reply(RULES.replace("7", "9999"))
    waits = Waits()
    web = fetcher(site, waits=waits)
    web.get(site.url)
    web.get(site.url)
    assert waits.seconds == [pytest.approx(30, abs=0.5)]  # never longer


def test_a_rate_is_a_delay(site: Site) -> None:
    site["/robots.txt"] = reply("User-agent: *\nRequest-rate: 2/10s\n")
    assert fetcher(site).rules(site.url).delay == 5


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_no_file_no_rules(site: Site, status: int) -> None:
    site["/robots.txt"] = reply("User-agent: *\nDisallow: /", status)
    assert fetcher(site).get(site.url).content == PAGE.encode()


@pytest.mark.parametrize("status", [429, 500, 503, 599])
def test_a_file_that_cannot_be_had_forbids(site: Site, status: int) -> None:
    site["/robots.txt"] = reply("", status)
    web = fetcher(site, limits=Limits(interval=0.0, attempts=1))
    for _ in range(2):
        with pytest.raises(FetchError, match=rf"not fetched, since .*{status}.*; try again later"):
            web.get(site.url)
    assert len(site.requests) == 1


def test_a_web_page_in_its_place_has_no_rules(site: Site) -> None:
    site["/robots.txt"] = reply("<html><p>Disallow: /</p></html>")
    assert fetcher(site).get(site.url).content == PAGE.encode()


def test_the_first_half_megabyte_counts(site: Site) -> None:
    site["/robots.txt"] = reply("User-agent: *\nDisallow: /a\n" + "#\n" * 400_000 + "Disallow: /")
    web = fetcher(site)
    web.get(site.url)
    with pytest.raises(FetchError):
        web.get(f"{site.url}/a")


def test_redirects_are_followed_but_not_anywhere(site: Site) -> None:
    site["/robots.txt"] = redirect("/lain.txt")
    site["/lain.txt"] = reply("User-agent: *\nDisallow: /a")
    with pytest.raises(FetchError, match="asks programs not"):
        fetcher(site).get(f"{site.url}/a")
    site["/robots.txt"] = redirect("http://10.0.0.1/robots.txt")
    with pytest.raises(FetchError, match=r"not fetched, since .* leads to what isn't fetched"):
        fetcher(site).get(site.url)


def test_each_site_on_the_way_decides(site: Site) -> None:
    with Site() as other:
        other["/robots.txt"] = reply("User-agent: *\nDisallow: /a")
        site["/lanjut"] = redirect(f"{other.url}/a")
        with pytest.raises(FetchError, match="asks programs not"):
            fetcher(site, other).get(f"{site.url}/lanjut")
        assert other.paths == []


def test_a_user_may_say_otherwise(site: Site) -> None:
    site["/robots.txt"] = reply("User-agent: *\nDisallow: /")
    assert fetcher(site, obey_robots=False).get(site.url).content == PAGE.encode()
    assert site.paths == ["/"]
