"""A scraped page or a plain text -> title, date, author, outlet and the body alone.

The body comes first, by the shape of its lines (index/body.py); title, date, author and what else
the page says about itself are then read from the lines next to it. A text without furniture is
left whole.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.body import body_of, gallery_at, is_listing, segment, skip_caption, teasers_as_headlines
from index.dateline import outlet_of
from index.dates import is_update
from index.furniture import CUT, FURNITURE, Kind
from index.header import (
    MAX_TITLE_WORDS,
    author_near,
    could_be_title,
    lines_near,
    split_site,
    title_place,
)
from index.labels import editor_in, published_near, section_in, tags_in, updated_in
from index.lines import Line, PageLine, paragraphs, read_lines

PARAGRAPH_BREAK = "\n\n"
_HEADER_LINES = 40  # the title is no further above the body
_ENDING_LINES = 8  # an author at the end is no further below it
_LABELLED_LINES = 30  # an editor and tags, which share bars come before


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What a page says about itself; ``text`` is '' where no article was found.

    ``text`` has paragraphs parted by one blank line, each with the page's own words in their
    order, white space normalised. ``title`` is '' where the page has none. ``published`` and
    ``updated`` are ISO 8601, never the same moment; ``section`` is the outlet's name for where
    the article stands, ``tags`` are its keywords.
    """

    title: str
    text: str
    published: str | None = None
    author: str | None = None
    outlet: str | None = None
    updated: str | None = None
    editor: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()


def clean_text(page: str) -> Cleaned:
    """The article of a page copied as text, or of a plain text with its title first."""
    return _clean(read_lines(PageLine(text) for text in paragraphs(page))) or Cleaned("", "")


def clean_lines(page: Iterable[PageLine]) -> Cleaned | None:
    """The article of a page whose links and heading are known; None where no text was found.

    A gallery or a list of articles is found, and has the text ''.
    """
    return _clean(read_lines(page))


def _clean(lines: list[Line]) -> Cleaned | None:
    if not lines:
        return None
    plain, gallery = _is_plain(lines), None
    if plain:
        start, end = _plain_start(lines), len(lines)
        body = body_of([_kept_whole(line) for line in lines[start:end]])
    else:
        lines = teasers_as_headlines(lines)
        start, end = segment(lines)
        start = skip_caption(lines, start, end)
        if gallery := gallery_at(lines, start, end):
            start, end = gallery
            body = [lines[n].text for n in range(start, end)]
        elif is_listing(lines[max(0, start - 1) : end]):
            return Cleaned("", "")
        else:
            body = body_of(lines[start:end])
    if not body:
        return None
    header = lines[max(0, start - _HEADER_LINES) : start]
    place = title_place(header, body, lines)
    if plain and place is None and header and header[0].kind is Kind.SHORT:
        place = 0
    title = header[place].text if place is not None else ""
    if not title and len(body) > 1 and could_be_title(body[0]):
        title, body = body[0], body[1:]
    return replace(
        _facts(lines, header, place, start, end, body[0]),
        title=split_site(title) if " | " in title else title,
        text="" if gallery else PARAGRAPH_BREAK.join(body),
    )


def _facts(
    lines: Sequence[Line],
    header: Sequence[Line],
    place: int | None,
    start: int,
    end: int,
    first: str,
) -> Cleaned:
    """What the lines around a body say; ``lines[start:end]`` hold it, ``first`` opens it."""
    near, ending = lines_near(header, place), lines[end : end + _LABELLED_LINES]
    published, updated = published_near(near, first), updated_in(header[place or 0 :])
    return Cleaned(
        title="",
        text="",
        published=published,
        author=author_near(near)
        or author_near(ending[:_ENDING_LINES])
        or author_near(lines[start:end]),
        outlet=outlet_of(first),
        updated=updated if updated and is_update(updated, published) else None,
        editor=editor_in(near) or editor_in(ending) or editor_in(lines[start:end]),
        section=section_in(header[:place]) if place else None,
        tags=tags_in(ending),
    )


def clean_body(text: str, title: str = "") -> str:
    """A body that another extractor found, without the furniture that it let through."""
    lines = read_lines(PageLine(line) for line in paragraphs(text))
    while lines and (lines[0].kind in CUT or _same(lines[0].text, title)):
        lines = lines[1:]
    _, end = segment(lines) if not _is_plain(lines) else (0, len(lines))
    if is_listing(lines[:end]):
        return ""
    return PARAGRAPH_BREAK.join(body_of(lines[:end]))


def _is_plain(lines: Sequence[Line]) -> bool:
    """Whether a text has no sign of page furniture, so that nothing may be cut from its end."""
    if any(line.linked or line.kind in FURNITURE for line in lines):
        return False
    if sum(line.kind is Kind.DATE for line in lines) > 2:
        return False
    prose = [n for n, line in enumerate(lines) if line.kind is Kind.PROSE]
    return not prose or prose[0] <= 6


def _kept_whole(line: Line) -> Line:
    """A plain text's own line, whatever it looks like; its byline apart."""
    return line if line.kind is Kind.BYLINE else replace(line, kind=Kind.PROSE)


def _plain_start(lines: Sequence[Line]) -> int:
    """Where the body of a plain text starts: after its title, byline and date."""
    prose = next((n for n, line in enumerate(lines) if line.kind is Kind.PROSE), None)
    labels = {Kind.DATE, Kind.BYLINE, Kind.CREDIT}
    top = prose if prose is not None else min(3, len(lines))
    last_label = max((n for n in range(top) if lines[n].kind in labels), default=-1)
    if last_label >= 0:
        return min(last_label + 1, len(lines) - 1)
    if len(lines) > 1 and lines[0].kind is Kind.SHORT and lines[0].words <= MAX_TITLE_WORDS:
        return 1
    return 0


def _same(a: str, b: str) -> bool:
    return bool(b) and _key(a) == _key(b)


def _key(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
