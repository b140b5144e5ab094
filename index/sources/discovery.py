"""A site, feed or sitemap -> its articles, and an article -> its pages."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain
from urllib.parse import urljoin

from index.sources.answers import Fetched
from index.sources.entries import Entry, canonical, is_since, newest_first, same_site
from index.sources.failures import FetchError, shown
from index.sources.fetch import Fetcher
from index.sources.kinds import kind_of
from index.sources.paging import same_article
from index.sources.parsing import feed_entries, feeds_of, pages_of, sitemap_of

logger = logging.getLogger(__name__)

MAX_SITEMAPS = 50  # of one site, fetched in one go


def discover(
    fetcher: Fetcher, url: str, *, since: str | None = None, limit: int | None = None
) -> Iterator[Entry]:
    """The articles that a feed, a sitemap or a site's page names, each once; at most ``limit``.

    Newest first within a feed and a sitemap. A page leads to the feeds it declares; where these
    name no article, to the sitemaps in the site's robots.txt, else to /sitemap.xml. A sitemap's
    articles are its own site's; a feed's may be anywhere. With ``since``, a day such as
    '2024-03-04', older ones are left out; one without any date is kept, with ``published`` None,
    since only its page can tell (see entries.is_since). A feed or sitemap among several that
    can't be had is logged, and left out.

    Raises:
        FetchError: the address gives nothing, or leads to no article list at all.
    """
    found = (entry for entry in _entries(fetcher, url, since) if is_since(entry, since))
    seen: set[str] = set()
    for entry in found:
        if limit is not None and len(seen) >= limit:
            return
        key = canonical(entry.url)
        if key not in seen:
            seen.add(key)
            yield entry


def fetch_article(fetcher: Fetcher, url: str, max_pages: int = 10) -> list[Fetched]:
    """The pages of an article in order; the whole on one page where the site has that.

    Raises:
        FetchError: one of them can't be had; half an article is none.
    """
    return with_following(fetcher, fetcher.get(url), max_pages)


def with_following(fetcher: Fetcher, first: Fetched, max_pages: int = 10) -> list[Fetched]:
    """As ``fetch_article``, of an article whose first page is at hand."""
    pages = [first]
    if kind_of(pages[0]) != "page":
        return pages
    following, whole = pages_of(pages[0])
    if whole is not None and (found := _whole(fetcher, whole, pages[0])):
        return [found]
    seen = {pages[0].url}
    while following is not None and following not in seen and len(pages) < max_pages:
        page = fetcher.get(following)
        if page.url in seen or not same_article(pages[0].url, page.url):
            break  # past the last page some sites show the first again, or their front page
        if any(page.content == other.content for other in pages):
            break
        seen |= {following, page.url}
        pages.append(page)
        following, _ = pages_of(page) if kind_of(page) == "page" else (None, None)
    return pages


def _whole(fetcher: Fetcher, url: str, first: Fetched) -> Fetched | None:
    """The article on one page; None if there is none after all."""
    try:
        whole = fetcher.get(url)
    except FetchError as error:
        logger.info("taking page after page: %s", error)
        return None
    is_article = kind_of(whole) == "page" and same_site(whole.url, first.url)
    return whole if is_article else None


def _entries(fetcher: Fetcher, url: str, since: str | None) -> Iterator[Entry]:
    first = fetcher.get(url)
    match kind_of(first):
        case "feed":
            yield from feed_entries(first)
        case "sitemap":
            yield from _sitemap_entries(fetcher, [first], first.url, since)
        case "page":
            yield from _site_entries(fetcher, first, since)
        case "document":
            mend = "use the address of a feed, a sitemap or a site's front page"
            raise FetchError(url, "is a document, which names no articles", mend)


def _site_entries(fetcher: Fetcher, page: Fetched, since: str | None) -> Iterator[Entry]:
    """From the feeds that a page declares, or from its site's sitemaps."""
    entries: list[Entry] = []
    for feed in _each(fetcher, feeds_of(page)):
        if kind_of(feed) == "feed":
            entries += feed_entries(feed)
    if entries:
        yield from newest_first(entries)
        return
    declared = fetcher.rules(page.url).sitemaps or ("/sitemap.xml",)
    addresses = [urljoin(page.url, address) for address in declared]
    sitemaps = (found for found in _each(fetcher, addresses) if kind_of(found) == "sitemap")
    first = next(sitemaps, None)
    if first is None:
        mend = "use the address of a feed or a sitemap, or of one article"
        raise FetchError(page.url, "leads to no feed and no sitemap", mend)
    yield from _sitemap_entries(fetcher, chain([first], sitemaps), page.url, since)


def _sitemap_entries(
    fetcher: Fetcher, given: Iterable[Fetched], site: str, since: str | None
) -> Iterator[Entry]:
    """The articles of sitemaps and of those they name, the ones that changed last first."""
    waiting: deque[str] = deque()
    failure: FetchError | None = None
    read = 0
    for fetched in chain(given, _later(fetcher, waiting)):
        try:
            sitemap = sitemap_of(fetched)
        except FetchError as error:
            logger.warning("left out: %s", error)
            failure = error
            continue
        read += 1
        yield from (entry for entry in sitemap.entries if same_site(entry.url, site))
        waiting.extend(
            further.url
            for further in sitemap.sitemaps
            if same_site(further.url, site) and is_since(further, since)
        )
    if failure is not None and not read:
        raise failure


def _later(fetcher: Fetcher, waiting: deque[str]) -> Iterator[Fetched]:
    """The sitemaps of a queue that grows meanwhile, each once."""
    seen: set[str] = set()
    while waiting:
        url = waiting.popleft()
        if url in seen:
            continue
        if len(seen) == MAX_SITEMAPS:
            logger.warning("%s: only %d sitemaps of it are read", shown(url), MAX_SITEMAPS)
            return
        seen.add(url)
        yield from (found for found in _each(fetcher, [url]) if kind_of(found) == "sitemap")


def _each(fetcher: Fetcher, urls: Iterable[str]) -> Iterator[Fetched]:
    """What addresses give; one that gives nothing is logged."""
    for url in urls:
        try:
            yield fetcher.get(url)
        except FetchError as error:
            logger.warning("left out: %s", error)
