"""Feeds -> the articles they name: RSS 2.0, 1.0 and 0.9x, Atom, JSON Feed.

trafilatura's ``extract_links`` gives addresses alone, sorted; here dates and titles count, to
leave out what is old before it is fetched. feedparser gives those, but parses each article's
whole text, and has no bound on time.
"""

import json
import re
from typing import Any

from index.dates import parse_date
from index.sources.entries import Entry, newest_first
from index.sources.markup import SAFE, article_url, as_title, local, sound, text

MAX_ENTRIES = 5000  # of one feed: real ones have 10 to 500
MAX_FEEDS = 5  # of one page
_OF_PICTURES = re.compile(r"/mrss|itunes")  # namespaces whose titles are others' than the article's
_PUBLISHED = ("pubdate", "published", "date", "issued")
_MODIFIED = ("updated", "modified")


def read_feed(content: bytes, base: str) -> list[Entry]:
    """The articles of a feed, newest first, those without a date last; [] where it has none."""
    content = content.removeprefix(b"\xef\xbb\xbf").strip()
    entries = _json_entries(content, base) if content[:1] == b"{" else _xml_entries(content, base)
    return newest_first(entries)


def feed_links(page: str, url: str) -> list[str]:
    """The feeds that a page declares, or failing that links to; no feeds of comments."""
    from courlan import get_hostinfo
    from trafilatura.feeds import FeedParameters, determine_feed

    domain, base = get_hostinfo(url)
    found = determine_feed(page, FeedParameters(base, domain or base, url))
    return list(dict.fromkeys(found))[:MAX_FEEDS]


def _xml_entries(content: bytes, base: str) -> list[Entry]:
    from lxml import etree  # type: ignore[import-untyped]  # no stubs

    try:
        root = etree.fromstring(sound(content), etree.XMLParser(**SAFE))
    except etree.XMLSyntaxError:  # not a single element
        return []
    if root is None:
        return []
    entries = []
    for element in root.iter("{*}item", "{*}entry"):
        if entry := _entry(element, base):
            entries.append(entry)
        if len(entries) == MAX_ENTRIES:
            break
    return entries


def _entry(element: Any, base: str) -> Entry | None:
    """An RSS item or an Atom entry; None without the address of an article."""
    children = [child for child in element if local(child)]
    url = next(filter(None, (article_url(link, base) for link in _links(element, children))), None)
    if url is None:
        return None
    texts: dict[str, str] = {}
    for child in children:
        if _OF_PICTURES.search(child.tag):
            continue
        texts.setdefault(local(child), text(child))
    return Entry(
        url,
        _date(texts, _PUBLISHED),
        as_title(texts.get("title", "")),
        _date(texts, _MODIFIED),
    )


def _links(element: Any, children: list[Any]) -> list[str]:
    """Where an item may lead, the likeliest first: the original, its link, its identity."""
    original, links, identities = [], [], []
    for child in children:
        name = local(child)
        if name == "origlink":  # FeedBurner's
            original.append(text(child))
        elif name == "link" and child.get("href"):
            if child.get("rel", "alternate") == "alternate":
                links.append(child.get("href"))
        elif name == "link" and text(child):
            links.append(text(child))
        elif name in ("guid", "id") and child.get("isPermaLink", "true") != "false":
            identities += [found for found in [text(child)] if found.startswith("http")]
    identities += [v for k, v in element.attrib.items() if k.endswith("}about")]  # RSS 1.0
    return [link for link in original + links + identities if link]


def _date(texts: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((d for name in names if (d := parse_date(texts.get(name, "")[:100]))), None)


def _json_entries(content: bytes, base: str) -> list[Entry]:
    try:
        feed = json.loads(content.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return []
    items = feed.get("items") if isinstance(feed, dict) else None
    entries = []
    for item in items[:MAX_ENTRIES] if isinstance(items, list) else []:
        if not isinstance(item, dict):
            continue
        texts = {name: value for name, value in item.items() if isinstance(value, str)}
        link = texts.get("url") or texts.get("external_url") or texts.get("id", "")
        if link and (url := article_url(link, base)):
            published = parse_date(texts.get("date_published", "")[:100])
            modified = parse_date(texts.get("date_modified", "")[:100])
            entries.append(Entry(url, published, as_title(texts.get("title", "")), modified))
    return entries
