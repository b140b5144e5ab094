"""Addresses of pages, documents, feeds, sitemaps and sites -> articles."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

from index.article import article_id
from index.errors import WartanyaError
from index.how import How
from index.loaded import Loaded
from index.pages import HTML, load_pages
from index.prefetch import side_by_side
from index.sources.addresses import allowed_hosts
from index.sources.discovery import discover, with_following
from index.sources.entries import Entry, latest_day
from index.sources.failures import shown
from index.sources.fetch import Fetched, Fetcher, Limits
from index.sources.kinds import kind_of, suffix_of
from index.urls import article_url, web_url

Parse = Callable[[str, bytes, str, How], Iterator[Loaded]]

_ARTICLE_NAME = re.compile(r"\d{4,}|\w+-\w+-\w+")  # in the path of an article, not of a section


def load_urls(
    urls: Sequence[str], how: How, parse: Parse, expect: Callable[[int], None] | None = None
) -> Iterator[Loaded]:
    """The articles of addresses; one that gives none is told, the rest goes on.

    A feed, a sitemap or a site's front page leads to the articles that it names. ``parse`` reads
    what is no web page, as a file of that suffix.
    """
    with Fetcher(allow=allowed_hosts(how.allow), limits=Limits(interval=how.interval)) as fetcher:
        if expect is not None:
            expect(len(urls))
        for url in urls:
            yield from _load_url(fetcher, url, how, parse, expect)


def _load_url(
    fetcher: Fetcher,
    url: str,
    how: How,
    parse: Parse,
    expect: Callable[[int], None] | None,
) -> Iterator[Loaded]:
    try:
        first = _get(fetcher, url, how)
    except WartanyaError as error:
        yield Loaded(_source(url), None, error)
        return
    if first is None:
        yield Loaded(_source(url), None, None)
        return
    if kind_of(first) not in ("feed", "sitemap"):
        loaded = list(_load_article(fetcher, first, Entry(url), how, parse))
        if any(one.article for one in loaded) or not _may_be_list(first):
            yield from loaded
            return
    try:
        entries = list(discover(fetcher, url, since=how.since, limit=how.limit))
    except WartanyaError as error:
        yield Loaded(_source(url), None, error)
        return
    if expect is not None:
        expect(len(entries) - 1)
    read = partial(_load_entry, fetcher, how=how, parse=parse)
    yield from side_by_side(entries, read, how.jobs)


def _get(fetcher: Fetcher, url: str, how: How) -> Fetched | None:
    """What an address gives; None where it is what it gave before."""
    etag, last_modified = how.validators(_source(url))
    fetched = fetcher.get(url, etag=etag, last_modified=last_modified)
    return None if fetched.not_modified else fetched


def _load_entry(fetcher: Fetcher, entry: Entry, how: How, parse: Parse) -> Iterator[Loaded]:
    source = _source(entry.url)
    try:
        first = _get(fetcher, entry.url, how)
    except WartanyaError as error:
        yield Loaded(source, None, error)
        return
    if first is None:
        yield Loaded(source, None, None)
        return
    for loaded in _load_article(fetcher, first, entry, how, parse):
        if not _is_older(loaded, how.since):
            yield loaded


def _load_article(
    fetcher: Fetcher, first: Fetched, entry: Entry, how: How, parse: Parse
) -> Iterator[Loaded]:
    """The article of a page and of those that follow it, or of a document."""
    source = _source(entry.url)
    suffix = suffix_of(first)
    if suffix not in HTML:
        for loaded in parse(suffix, first.content, source, how):
            yield _from_web(loaded, first, entry)
        return
    try:
        pages = with_following(fetcher, first)
    except WartanyaError as error:
        yield Loaded(source, None, error)
        return
    loaded = load_pages([(page.content, page.charset) for page in pages], source)
    yield _from_web(loaded, first, entry)


def _from_web(loaded: Loaded, first: Fetched, entry: Entry) -> Loaded:
    """With what the server and the feed say; the address, where the page names none."""
    article = loaded.article
    if article is None or loaded.source != _source(entry.url):  # one of several, in a document
        return loaded
    url = article.url or _article_url(first.url)
    named = article_id(article.title, article.text, url)
    article = replace(article, id=named, url=url, published=article.published or entry.published)
    return replace(loaded, article=article, etag=first.etag, last_modified=first.last_modified)


def _is_older(loaded: Loaded, since: str | None) -> bool:
    """Whether a page's own date is before the first day wanted; its feed may have had none."""
    published = loaded.article.published if loaded.article else None
    return since is not None and published is not None and latest_day(published) < since


def _article_url(url: str) -> str | None:
    whole = web_url(url)
    return article_url(whole) if whole else None


def _source(url: str) -> str:
    """The address, never with a password in it."""
    try:
        secret = "@" in urlsplit(url).netloc
    except ValueError:  # half a bracket: no address, and refused as that
        secret = "@" in url
    return shown(url) if secret else url.strip()


def _may_be_list(fetched: Fetched) -> bool:
    """Whether an address may be a site's or a section's front page rather than an article's."""
    path = urlsplit(fetched.url).path
    return suffix_of(fetched) in HTML and not _ARTICLE_NAME.search(path)
