"""Articles on several pages: the link to the next one, and to the whole article on one.

A link must read like one ('2', 'Selanjutnya', rel=next) and lead to the same article: the same
address but for the page's number. 'Next article' links have the first and not the second.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from index.urls import web_url

MAX_PAGE = 50  # no article has more; '?p=1234' is an article's number
_PARAMETERS = frozenset("page halaman hal pg p paged paging".split())
_ALL_PARAMETERS = _PARAMETERS | frozenset("single view showpage show".split())
_ALL_VALUES = frozenset("all semua full single 1 true".split())
_PATH = re.compile(
    r"(?P<base>.+?)/(?:page/|halaman/|hal/|page-|halaman-|hal-)?(?P<number>\d{1,2})/?"
)
_NEXT = re.compile(
    r"(?:halaman|laman|page)?\s*(?:se)?(?:lanjut(?:nya|an)?|berikut(?:nya)?)(?:\s*(?:halaman|laman))?"
    r"|(?:baca\s+)?(?:selanjutnya|selengkapnya|lanjutan(?:nya)?)|next(?:\s+page)?|[›»>→]+"
)
_ALL_TEXT = re.compile(
    r"(?:tampilkan|lihat|baca|buka)?\s*(?:semua|seluruh)(?:\s*(?:halaman|laman|artikel))?"
    r"|show all|view all|single page|all pages|read (?:in )?full|(?:baca )?selengkapnya|all"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A page of an article: its article (host, path, what else the query asks), and its number."""

    article: tuple[str, str, tuple[tuple[str, str], ...]]
    number: int


@dataclass(frozen=True, slots=True)
class _Link:
    url: str
    words: str  # in lower case, without '...' and the like
    is_next: bool  # rel=next


def next_page(html: str, url: str) -> str | None:
    """The address of the page after this one of the same article; None on the last page.

    ``url`` is this page's address. Numbers in the query ('?page=2', '?halaman=2') and at the end
    of the path ('/2', '/page/2') are known.
    """
    here = _places(url)
    for link in _links(html, url):
        for place in _places(link.url):
            if place.number > MAX_PAGE or not _reads_as(link, place.number):
                continue
            if _Place(place.article, place.number - 1) in here:
                return link.url
    return None


def all_pages(html: str, url: str) -> str | None:
    """The address of the whole article on one page, where this page links to one."""
    parts = urlsplit(url)
    if _asks_for_all(parts.query):
        return None
    articles = {place.article for place in _places(url)}
    for link in _links(html, url):
        place = urlsplit(link.url)
        if _asks_for_all(place.query):
            rest = _Place(_article(link.url, place.path, _ALL_PARAMETERS), 1)
        elif place.path.rstrip("/").endswith("/all") and _ALL_TEXT.fullmatch(link.words):
            path = place.path.rstrip("/").removesuffix("/all")
            rest = _Place(_article(link.url, path, _ALL_PARAMETERS), 1)
        else:
            continue
        if rest.article in articles:
            return link.url
    return None


def same_article(first: str, second: str) -> bool:
    """Whether two addresses are pages of one article."""
    articles = {place.article for place in _places(first)}
    return any(place.article in articles for place in _places(second))


def _links(html: str, base: str) -> list[_Link]:
    """The links of a page to its own site, as addresses."""
    from lxml.etree import ParserError  # type: ignore[import-untyped]  # no stubs
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]

    try:
        root = document_fromstring(
            html.replace("\0", " ").encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8")
        )
    except ParserError:
        return []
    links = []
    for element in root.iter("link", "a"):
        link = _link(element, base)
        if link is not None and urlsplit(link.url).hostname == urlsplit(base).hostname:
            links.append(link)
    return links


def _link(element: Any, base: str) -> _Link | None:
    is_next = "next" in (element.get("rel") or "").lower().split()
    if element.tag == "link" and not is_next:
        return None
    try:
        url = web_url(urljoin(base, (element.get("href") or "").strip()))
    except ValueError:
        return None
    if url is None or not element.get("href"):
        return None
    shown = "".join(element.itertext()).strip() or element.get("aria-label") or ""
    return _Link(url, " ".join(shown.lower().split()).strip(" .…:")[:60], is_next)


def _reads_as(link: _Link, number: int) -> bool:
    """Whether a link's words are those of a link to that page, or to the next."""
    numbered = re.fullmatch(r"(?:halaman|laman|hal|page)?\s*(\d{1,2})", link.words)
    if numbered:
        return int(numbered[1]) == number
    return link.is_next or _NEXT.fullmatch(link.words) is not None


def _places(url: str) -> set[_Place]:
    """Which page of which article an address may be: '/a/2' is a page 2, or an article's name."""
    parts = urlsplit(url)
    numbers = [int(v) for k, v in _query(parts.query) if k in _PARAMETERS and _is_number(v)]
    places = {_Place(_article(url, parts.path), numbers[0] if numbers else 1)}
    match = _PATH.fullmatch(parts.path)
    if match and not numbers:
        places.add(_Place(_article(url, match["base"]), int(match["number"])))
    return places


def _article(
    url: str, path: str, dropped: frozenset[str] = _PARAMETERS
) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    parts = urlsplit(url)
    rest = [
        (name, value)
        for name, value in _query(parts.query)
        if not (name in dropped and (_is_number(value) or value.lower() in _ALL_VALUES))
        and not name.startswith("utm_")
    ]
    return parts.netloc.lower(), path.rstrip("/"), tuple(sorted(rest))


def _asks_for_all(query: str) -> bool:
    return any(
        value.lower() in _ALL_VALUES and not (name in _PARAMETERS and value == "1")
        for name, value in _query(query)
        if name in _ALL_PARAMETERS
    )


def _query(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 2
