"""Sitemaps -> the articles and further sitemaps they name: XML, compressed or not, and text.

News sitemaps say when an article was published, and its title; others only when its page last
changed. trafilatura's reading of them keeps neither.
"""

import io
from dataclasses import dataclass
from typing import Any

from index.dates import parse_date
from index.sources.decoding import unpack_gzip
from index.sources.entries import Entry, newest_first
from index.sources.markup import SAFE, article_url, as_title, local, sound, text
from index.urls import web_url

MAX_ENTRIES = 50_000  # of one: the standard's own bound, as are the bytes
MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one names: articles, newest first, and sitemaps, those that changed last first."""

    entries: tuple[Entry, ...]
    sitemaps: tuple[Entry, ...]


def read_sitemap(content: bytes, base: str) -> Sitemap:
    """The articles and sitemaps of one; nothing where it has none.

    Raises:
        TooLarge, Damaged: compressed, and not to be unpacked within MAX_BYTES.
    """
    if content.startswith(b"\x1f\x8b"):
        content = unpack_gzip(content, MAX_BYTES)
    content = content.removeprefix(b"\xef\xbb\xbf").strip()
    if not content.startswith(b"<"):
        return Sitemap(tuple(_from_lines(content, base)), ())
    entries: list[Entry] = []
    sitemaps: list[Entry] = []
    for element in _elements(content):
        is_article = local(element) == "url"
        if entry := _entry(element, base, is_article):
            (entries if is_article else sitemaps).append(entry)
        if len(entries) + len(sitemaps) == MAX_ENTRIES:
            break
    return Sitemap(tuple(newest_first(entries)), tuple(newest_first(sitemaps)))


def _elements(content: bytes) -> Any:
    """The url and sitemap elements, one at a time: 50 MB of them as a tree would take 1 GB."""
    from lxml import etree  # type: ignore[import-untyped]  # no stubs

    tags = ("{*}url", "{*}sitemap")
    for _, element in etree.iterparse(
        io.BytesIO(sound(content)), events=("end",), tag=tags, **SAFE
    ):
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and parent[0] is not element:
            del parent[0]


def _entry(element: Any, base: str, is_article: bool) -> Entry | None:
    location = changed = published = title = ""
    for part in element.iter():
        match local(part):
            case "loc" if part.getparent() is element:
                location = location or text(part)
            case "lastmod":
                changed = changed or text(part)
            case "publication_date":
                published = published or text(part)
            case "title" if local(part.getparent()) == "news":
                title = title or text(part)
    url = article_url(location, base) if is_article else web_url(location)
    if not location or url is None:
        return None
    return Entry(url, parse_date(published[:100]), as_title(title), parse_date(changed[:100]))


def _from_lines(content: bytes, base: str) -> list[Entry]:
    lines = content.decode("utf-8", "replace").splitlines()[:MAX_ENTRIES]
    urls = (article_url(line, base) for line in lines if line.strip().startswith("http"))
    return [Entry(url) for url in urls if url is not None]
