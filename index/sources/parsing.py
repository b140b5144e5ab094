"""Parsing of what the web sent, in a child process with limits: see index/child.py.

A page of one tag with 80,000 attributes can hold a parser for a minute.
"""

import json
from dataclasses import asdict
from typing import Any

from index.child import JobFailed, Pool, serve
from index.sources.answers import Fetched
from index.sources.decoding import Damaged, TooLarge
from index.sources.entries import Entry
from index.sources.failures import FetchError
from index.sources.feeds import feed_links, read_feed
from index.sources.kinds import text_of
from index.sources.paging import all_pages, next_page
from index.sources.sitemaps import Sitemap, read_sitemap

_SECONDS = 30.0  # a sitemap of 50,000 articles with titles takes 6 on an idle machine
_pool = Pool("index.sources.parsing", _SECONDS)


def feed_entries(fetched: Fetched) -> list[Entry]:
    """The articles of a feed; see feeds.read_feed. FetchError if it can't be parsed in time."""
    return [Entry(**entry) for entry in _parsed("feed", fetched, fetched.content)]


def sitemap_of(fetched: Fetched) -> Sitemap:
    """What a sitemap names. FetchError if it can't be parsed in time, or is too large."""
    answer = _parsed("sitemap", fetched, fetched.content)
    return Sitemap(
        tuple(Entry(**entry) for entry in answer["entries"]),
        tuple(Entry(**entry) for entry in answer["sitemaps"]),
    )


def feeds_of(fetched: Fetched) -> list[str]:
    """The feeds that a page leads to. FetchError if it can't be parsed in time."""
    links: list[str] = _parsed("feeds", fetched, _text(fetched))
    return links


def pages_of(fetched: Fetched) -> tuple[str | None, str | None]:
    """Of an article's page: the address of the next one, and of all on one.

    Raises:
        FetchError: it can't be parsed in time.
    """
    following, whole = _parsed("pages", fetched, _text(fetched))
    return following, whole


def _text(fetched: Fetched) -> bytes:
    try:
        return text_of(fetched).encode("utf-8", "replace")
    except ValueError as error:
        raise FetchError(fetched.url, str(error), "use the address of a page") from None


def _parsed(kind: str, fetched: Fetched, content: bytes) -> Any:
    """What the child made of it."""
    head = json.dumps({"kind": kind, "url": fetched.url}).encode()
    mend = "save the page yourself and index the file"
    try:
        answer = json.loads(_pool.run(head + b"\n" + content))
    except JobFailed as failure:
        raise FetchError(fetched.url, f"{failure} to parse", mend) from None
    if "error" in answer:
        raise FetchError(fetched.url, f"can't be parsed ({answer['error']})", mend)
    return answer["result"]


def _answer(job: bytes) -> Any:
    head, _, content = job.partition(b"\n")
    question = json.loads(head)
    url = question["url"]
    match question["kind"]:
        case "feed":
            return [asdict(entry) for entry in read_feed(content, url)]
        case "sitemap":
            return asdict(read_sitemap(content, url))
        case "feeds":
            return feed_links(content.decode(), url)
    page = content.decode()
    return [next_page(page, url), all_pages(page, url)]


def _told(job: bytes) -> dict[str, object]:
    try:
        return {"result": _answer(job)}
    except TooLarge:
        return {"error": "unpacks to too much"}
    except Damaged:
        return {"error": "damaged"}


if __name__ == "__main__":
    serve(_told)
