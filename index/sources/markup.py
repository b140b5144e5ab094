"""XML that isn't trusted, and the few things that feeds and sitemaps are read with.

No entity is expanded, no DTD loaded, nothing fetched; lxml itself refuses elements nested more
than 256 deep and texts over 10 MB. Broken XML is read as far as it goes: many feeds are.
"""

import html
import html.entities
import re
from typing import Any
from urllib.parse import urljoin

from index.urls import web_url

_REFERENCE = re.compile(
    rb"<!\[CDATA\[.*?\]\]>|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)(?:(\w{1,31});)?",
    re.DOTALL | re.ASCII,
)
_TAG = re.compile(r"<[^<>]{0,1000}>")
_MAX_TITLE = 500  # characters

SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "recover": True,
}


def sound(content: bytes) -> bytes:
    """XML without a reference to any entity but its own five: bare '&' and others are text.

    Many feeds have '&nbsp;', or a link with a bare '&': libxml2 2.14 reads past these, and then
    drops each '&amp;' that follows. Without references nothing can be expanded, either.
    """
    return _REFERENCE.sub(_as_text, content)


def _as_text(match: re.Match[bytes]) -> bytes:
    if match[0].startswith(b"<"):
        return match[0]
    character = html.entities.html5.get((match[1] or b"").decode() + ";")
    if character is None:
        return b"&amp;" + match[0][1:]
    return "".join(f"&#{ord(part)};" for part in character).encode()


def local(element: Any) -> str:
    """An element's name without its namespace, in lower case; '' for a comment or an entity."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def text(element: Any) -> str:
    """All the text in an element, trimmed: no comments, and an entity as it is written."""
    return "".join(element.itertext()).strip()


def as_title(markup: str) -> str | None:
    """A title as one line without tags; None where nothing is left."""
    line = " ".join(html.unescape(_TAG.sub(" ", html.unescape(markup))).split())
    return line[:_MAX_TITLE] or None


def article_url(link: str, base: str) -> str | None:
    """A link as the address of an article; None for a front page, or what is no web address."""
    link = link.strip()
    try:
        if not link.startswith(("http://", "https://")):
            link = urljoin(base, link)
        return web_url(link, front_page=False)
    except ValueError:
        return None
