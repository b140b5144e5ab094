"""An HTML page -> what it says about itself: run as a child process, see index/child.py.

Two readings are compared. Ours takes the lines that a browser would show, with links told apart,
through index/cleaning.py; trafilatura's goes by the tree, and stands in where ours finds another
part of the page. On 15 saved pages of eight Indonesian sites, on which the rules were made,
tests/benchmarks/cleaning.py gives a mean token F1 of 1.00, trafilatura alone of 0.87. What the
markup says about the article is read by index/page_data.py.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from index.child import serve
from index.cleaning import PARAGRAPH_BREAK, Cleaned, clean_body, clean_lines, clean_text
from index.dates import is_plausible, is_update, parse_date
from index.furniture import is_sentence_like
from index.header import split_site
from index.lines import PageLine
from index.page_data import Declared, declared

_BLOCKS = frozenset(
    """
    address article aside blockquote body br caption center dd details dialog div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main
    menu nav ol option p pre section summary table tbody tfoot thead tr ul
    """.split()
)
_UNSEEN = frozenset(
    """
    script style noscript template head iframe object embed select textarea svg button math
    audio video canvas input datalist map title
    """.split()
)
_APART = frozenset({"nav", "footer", "aside", "menu", "form", "dialog"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PRECISE = re.compile(r"T.+[+-]")  # the page shows time and zone: as its reader sees it
_LINKED = 0.6  # share of a line's characters inside links that makes it a link
_MIN_SHARED = 0.5  # of our body's words in trafilatura's: below, we read another part of the page
_MIN_SIZE = 0.2  # of trafilatura's words, its own furniture cut: below, we stopped too early


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
    said, lines = declared(root), list(page_lines(root))
    found = clean_lines(lines)
    ours = found or Cleaned("", "")
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
            text=_text(ours.text, _unlinked(clean_body(theirs.text or "", title), lines)),
            author=ours.author or _seen_author(theirs.author, theirs.sitename, lines),
            outlet=_outlet(theirs.sitename) or ours.outlet,
        )
        if not (ours.published or said.published or ours.updated) and theirs.date:
            merged = replace(merged, published=_plausible(theirs.date))
    if _has_no_article(found, merged, said):
        merged = replace(merged, text="")
    language = (root.get("lang") or "")[:2].lower()
    return _with_declared(merged, said), said.url, language if language.isalpha() else None


def _has_no_article(found: Cleaned | None, merged: Cleaned, said: Declared) -> bool:
    """A gallery or a list of articles, or a video with a line or two about it."""
    if found is not None and not found.text:
        return True
    return not said.article and PARAGRAPH_BREAK not in merged.text


def _with_declared(cleaned: Cleaned, said: Declared) -> Cleaned:
    """What the page shows, and what it doesn't show from its markup."""
    published = _published(cleaned.published, said.published)
    updated = next(
        (d for d in (said.updated, cleaned.updated) if d and is_update(d, published)), None
    )
    editor = cleaned.editor or said.editor
    authors = [name for name in said.authors if name not in (editor, cleaned.outlet)]
    return replace(
        cleaned,
        published=published,
        updated=updated,
        author=cleaned.author or ", ".join(authors) or None,
        editor=editor,
        section=said.section or cleaned.section,
        tags=cleaned.tags or said.tags,
    )


def _published(shown: str | None, said: str | None) -> str | None:
    """The date that the page shows or the one in its markup.

    Where they are days apart, the earlier one: the other is of an update, or of the visit. Else
    the one shown, as its reader sees it, unless the markup is more precise.
    """
    if not shown or not said:
        return shown or said
    apart = date.fromisoformat(shown[:10]) - date.fromisoformat(said[:10])
    if abs(apart.days) > 1:
        return min(shown, said)
    return shown if _PRECISE.search(shown) or "T" not in said else said


def _plausible(written: str) -> str | None:
    iso = parse_date(written)
    return iso if iso and is_plausible(iso) else None


def _unlinked(text: str, lines: list[PageLine]) -> str:
    """A body without the paragraphs that are links on the page: headlines of other articles."""
    linked = {_letters(line.text) for line in lines if line.linked}
    kept = (line for line in text.split(PARAGRAPH_BREAK) if _letters(line) not in linked)
    return PARAGRAPH_BREAK.join(kept)


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


def _answer(job: bytes) -> dict[str, object]:
    kind, page = job[:1], job[1:].decode("utf-8", "replace")
    if kind == b"h":
        cleaned, url, language = read_html(page)
    else:
        cleaned, url, language = clean_text(page), None, None
    return {"cleaned": asdict(cleaned), "url": url, "language": language}


if __name__ == "__main__":
    serve(_answer)
