"""What an address gave: a feed, a sitemap, a page to read, or a document of another kind."""

import mimetypes
import re
import zlib
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import urlsplit

from index.encoding import decode
from index.sources.answers import Fetched

Kind = Literal["feed", "sitemap", "page", "document"]

_SNIFFED = 4096  # bytes that tell a kind
_ROOT = re.compile(  # the first element, past declaration, comments and style sheets
    rb"\s*(?:<\?[^>]{0,500}\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^>]{0,500}>\s*){0,9}"
    rb"<(?:[\w.-]{1,40}:)?(rss|rdf|feed|urlset|sitemapindex|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_KINDS: dict[bytes, Kind] = {
    b"rss": "feed",
    b"rdf": "feed",
    b"feed": "feed",
    b"urlset": "sitemap",
    b"sitemapindex": "sitemap",
}
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org')
_WEB_LINE = re.compile(rb"https?://\S{3,2000}")
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/rtf": ".rtf",
    "application/rtf": ".rtf",
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/msword": ".doc",
    "application/json": ".json",
    "application/feed+json": ".json",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/rdf+xml": ".xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/gzip": ".gz",
    "application/x-gzip": ".gz",
}
_MAGIC = ((b"%PDF-", ".pdf"), (b"{\\rtf", ".rtf"), (b"\x1f\x8b", ".gz"))
_ZIPPED = (".docx", ".xlsx", ".odt", ".epub", ".zip")
_VAGUE = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/download"})


def kind_of(fetched: Fetched) -> Kind:
    """What the content is, by itself and not by its name: servers call feeds by any type."""
    start = _start(fetched.content)
    if match := _ROOT.match(start):
        return _KINDS.get(match[1].lower(), "page")
    if start.startswith(b"{") and _JSON_FEED.search(start):
        return "feed"
    if _is_list(start):
        return "sitemap"
    return "page" if suffix_of(fetched) == ".html" else "document"


def suffix_of(fetched: Fetched) -> str:
    """The suffix that a file of this content would have, '.html', '.pdf'; '' for an unknown one.

    First bytes that leave no doubt count more than the type the server names, and that more than
    the end of the address.
    """
    content = fetched.content
    for magic, suffix in _MAGIC:
        if content.startswith(magic):
            return suffix
    by_name = PurePosixPath(urlsplit(fetched.url).path).suffix.lower()
    by_type = _SUFFIXES.get(fetched.content_type) or _guess(fetched.content_type)
    if content.startswith(b"PK\x03\x04"):
        return next((suffix for suffix in (by_type, by_name) if suffix in _ZIPPED), ".zip")
    match = _ROOT.match(_start(content))
    if match and match[1].lower() in (b"html", b"head", b"body"):
        return ".html"
    if by_type == ".txt" and by_name in (".md", ".csv"):
        return by_name  # more precise
    if by_type:
        return by_type
    known = by_name in _SUFFIXES.values() or by_name in mimetypes.types_map
    return {".htm": ".html", ".xhtml": ".html"}.get(by_name, by_name) if known else ""


def text_of(fetched: Fetched) -> str:
    """The text of a page or list, in the encoding that the server names, else as a file's is told.

    Raises:
        ValueError: it is no text; says what it is.
    """
    if fetched.charset is not None:
        return fetched.content.decode(fetched.charset, "replace")
    return decode(fetched.content, fetched.url, is_html=suffix_of(fetched) == ".html")


def _guess(content_type: str) -> str:
    if content_type in _VAGUE:
        return ""
    return mimetypes.guess_extension(content_type) or ""


def _start(content: bytes) -> bytes:
    """The first bytes, unpacked, without a mark of Unicode or space before them."""
    start = content[:_SNIFFED]
    if start.startswith(b"\x1f\x8b"):
        try:
            start = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(start, _SNIFFED)
        except zlib.error:
            return b""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "replace").encode()
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()


def _is_list(start: bytes) -> bool:
    """Whether it is a sitemap of the plain kind: addresses, one a line."""
    lines = start.splitlines()
    if len(start) >= _SNIFFED // 2:
        lines = lines[:-1]  # cut off
    lines = [line.strip() for line in lines if line.strip()]
    return bool(lines) and all(_WEB_LINE.fullmatch(line) for line in lines)
