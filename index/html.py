"""An HTML page -> what it says about itself: run as a child process, see index/child.py.

Two readings are compared. Ours takes the lines that a browser would show, with links told apart,
through index/cleaning.py; trafilatura's goes by the tree. On 15 saved pages of eight Indonesian
sites the body's mean token F1 is in tests/benchmarks/cleaning.py; ours misses fewer paragraphs,
trafilatura's stands in where ours finds another part of the page.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlsplit

from index.child import limit_memory, read_frame, write_frame
from index.cleaning import Cleaned, clean_body, clean_lines, clean_text
from index.dates import parse_date
from index.furniture import is_sentence_like
from index.header import split_site
from index.lines import PageLine

_BLOCKS = frozenset(
    """
    address article aside blockquote body br caption center dd details dialog div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main
    menu nav ol option p pre section summary table tbody tfoot thead tr ul"
    """.split()
)
_UNSEEN = frozenset(
    """
    script style noscript template head iframe object embed select textarea svg button math
    audio video canvas input datalist map title"
    """.split()
)
_APART = frozenset({"nav", "footer", "aside", "menu", "form", "dialog"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PRECISE = re.compile(r"T.+[+-]")  # the page shows time and zone: as its reader sees it
_LINKED = 0.6  # share of a line's characters inside links that makes it a link
_MIN_SHARED = 0.5  # of our body's words in trafilatura's: below, we read another part of the page
_MIN_SIZE = 0.2  # of trafilatura's words, its own furniture cut: below, we stopped too early
_DATE_NAMES = """
    article:published_time datepublished og:published_time pubdate publishdate publish-date
    publish_date date dc.date dc.date.issued dcterms.created article.published sailthru.date
    parsely-pub-date content_publisheddate content_publishdate originalpublicationdate
    """.split()
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{4,60})"')


def read_html(page: str) -> tuple[Cleaned, str | None, str | None]:
    """The article of a page, its canonical URL and the language its root element names."""
    from lxml.etree import ParserError  # type: ignore[import-untyped]  # no stubs
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]
    from trafilatura import bare_extraction

    page = page.replace("\0", " ")
    try:
        # As bytes: lxml refuses a text that declares an encoding.
        root = document_fromstring(
            page.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8")
        )
    except ParserError:
        return Cleaned("", ""), None, None
    date = _declared_date(root)
    lines = list(page_lines(root))
    ours = clean_lines(lines)
    theirs = bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    merged = ours
    if theirs is not None and not isinstance(theirs, dict):
        title = _title(ours.title, theirs.title or "")
        merged = replace(
            ours,
            title=title,
            text=_text(ours.text, clean_body(theirs.text or "", title)),
            published=ours.published or (parse_date(theirs.date) if theirs.date else None),
            author=ours.author or _seen_author(theirs.author, theirs.sitename, lines),
            outlet=_outlet(theirs.sitename) or ours.outlet,
        )
    if date and not (merged.published and _PRECISE.search(merged.published)):
        merged = replace(merged, published=date)
    language = (root.get("lang") or "")[:2].lower()
    return merged, _canonical(root), language if language.isalpha() else None


def page_lines(root: Any) -> Iterator[PageLine]:
    """The lines a browser shows, in order; hidden elements, scripts and controls left out."""
    from lxml.etree import iterwalk

    texts: list[str] = []
    linked = skipped = in_link = apart = title = caption = 0
    for event, element in iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        block = tag in _BLOCKS
        if tag in ("td", "th"):
            texts.append(" ")
        if block and texts and not skipped:
            text = " ".join("".join(texts).split())
            if text:
                links = apart > 0 or linked > _LINKED * len(text)
                yield PageLine(text, links, title > 0, caption > 0)
            texts, linked = [], 0
        if event == "start":
            skipped += _is_unseen(element, tag)
            in_link += tag == "a"
            apart += tag in _APART
            title += tag == "h1"
            caption += tag == "figcaption"
            text = element.text
        else:
            if event == "end":
                skipped -= _is_unseen(element, tag)
                in_link -= tag == "a"
                apart -= tag in _APART
                title -= tag == "h1"
                caption -= tag == "figcaption"
            text = element.tail
        if text and not skipped:
            texts.append(text)
            linked += len(text.strip()) if in_link else 0
    if text := " ".join("".join(texts).split()):
        yield PageLine(text, linked > _LINKED * len(text))


def _is_unseen(element: Any, tag: str) -> bool:
    return (
        tag in _UNSEEN
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _text(ours: str, theirs: str) -> str:
    """Our body, unless trafilatura found another part of the page, or far more of it."""
    if not any(is_sentence_like(line) for line in theirs.split("\n")):
        return ours
    mine, found = Counter(ours.lower().split()), Counter(theirs.lower().split())
    shared, size = sum((mine & found).values()), sum(mine.values())
    if ours and (shared >= _MIN_SHARED * size and size >= _MIN_SIZE * sum(found.values())):
        return ours
    return theirs


def _title(ours: str, theirs: str) -> str:
    """The line above the body if the page's declared title has it, else the declared one."""
    if ours and (not theirs or (len(ours) > 10 and _letters(ours) in _letters(theirs))):
        return ours
    return split_site(theirs) or ours


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _outlet(name: str | None) -> str | None:
    return name if name and "/" not in name and 1 < len(name) <= 60 else None


def _seen_author(name: str | None, site: str | None, lines: list[PageLine]) -> str | None:
    """A declared author who is also named on the page; sites declare themselves too."""
    if not name or name == site or len(name.split()) > 6 or any(c in name for c in ";/@"):
        return None
    return name if any(name in line.text and "©" not in line.text for line in lines) else None


def _declared_date(root: Any) -> str | None:
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "") and script.text:
            for match in _JSON_DATE.finditer(script.text):
                if iso := parse_date(match[1]):
                    return iso
    declared: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if iso := parse_date((meta.get("content") or "")[:60]):
            declared.setdefault(name.lower(), iso)
    return next((declared[name] for name in _DATE_NAMES if name in declared), None)


def _canonical(root: Any) -> str | None:
    for element in root.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            return web_url(element.get("href") or "", front_page=False)
    for element in root.iter("meta"):
        if element.get("property") == "og:url":
            return web_url(element.get("content") or "", front_page=False)
    return None


def web_url(url: str, front_page: bool = True) -> str | None:
    """An http or https URL without its fragment; None for anything else.

    A canonical link to the front page, which some sites put on every page, is no article's.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or len(url) > 2000:
        return None
    if any(c.isspace() or not c.isprintable() for c in url) or "@" in parts.netloc:
        return None
    if not front_page and parts.path in ("", "/") and not parts.query:
        return None
    return parts._replace(fragment="").geturl()


def _answer(job: bytes) -> dict[str, object]:
    kind, page = job[:1], job[1:].decode("utf-8", "replace")
    if kind == b"h":
        cleaned, url, language = read_html(page)
    else:
        cleaned, url, language = clean_text(page), None, None
    return {"cleaned": asdict(cleaned), "url": url, "language": language}


def main() -> None:
    """Answer frames until the input ends; a failed job is answered with its error."""
    limit_memory()
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # a print of a library is no answer
    while (job := read_frame(sys.stdin.buffer)) is not None:
        try:
            answer = _answer(job)
        except MemoryError:
            return  # what is left of the memory is not to be trusted: the parent starts another
        except Exception as error:  # noqa: BLE001  parsers raise anything on hostile pages
            answer = {"error": type(error).__name__}
        write_frame(answers, json.dumps(answer).encode())


if __name__ == "__main__":
    main()
