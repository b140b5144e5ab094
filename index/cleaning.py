"""A scraped page or a plain text -> title, date, author, outlet and the body alone.

The body is the run of lines with the largest sum of weights, where prose counts its words and
furniture counts against (maximum subsequence segmentation, Pasternack and Roth, WWW 2009). Title,
date and author are then read from the lines next to it. A text without furniture is left whole.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.dateline import is_dateline, outlet_of
from index.dates import find_dates
from index.furniture import CUT, FURNITURE, OVER_LINKS, Kind
from index.header import (
    MAX_TITLE_WORDS,
    author_near,
    could_be_title,
    lines_near,
    published_near,
    split_site,
    title_place,
)
from index.lines import Line, PageLine, paragraphs, read_lines

PARAGRAPH_BREAK = "\n\n"
# In words of prose. Chosen by what must follow from them: five headlines under 'Related' (-32)
# end no article of which two paragraphs are left, and a promise of more news after them is lost.
_WEIGHTS = {
    Kind.SHORT: -4,
    Kind.ITEM: -1,
    Kind.DATE: -12,
    Kind.CREDIT: -2,
    Kind.BYLINE: -8,
    Kind.SHARE: -5,
    Kind.PROMO: -2,
    Kind.ASIDE: -3,
    Kind.HEADING: -12,
    Kind.BREAK: -10_000,
}
_PARAGRAPH = 6  # for being a paragraph, however short
_FIRST = 100  # for being the first paragraph below a date, a byline or the page's main heading
_BELOW = 8  # lines: as far as that counts
_LISTED_DATE = -2  # of a headline under a heading
_ASKING = -1  # a short line that leads on: 'Mengapa es?'
_STOPPED = 2  # a short line with a full stop: 'Persatu: Andi; Budi, Candra.'
_MAX_WORDS = 60  # of a paragraph that count, so that one block of legal text can't win
_HEADER_LINES = 40  # the title is no further above the body
_ENDING_LINES = 8  # an author at the end is no further below it
_CAPTION = 8  # words from which a credit line is a caption with a text of its own
_SUBHEADING = 4  # words at most, of one that may follow a list of headlines
_INITIALS = re.compile(
    r"(?:(?<=[.!?\"”’'])|^)\s?[\[(](?:[a-z]{2,5}(?:[/-][a-z]{2,5}){0,3}|[A-Z]{2,3}/[A-Z]{2,3}|\*+)[\])]$"
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What a page says about itself; ``text`` is '' where no article was found.

    ``text`` has paragraphs parted by one blank line, each with the page's own words in their
    order, white space normalised. ``title`` is '' where the page has none.
    """

    title: str
    text: str
    published: str | None = None
    author: str | None = None
    outlet: str | None = None


def clean_text(page: str) -> Cleaned:
    """The article of a page copied as text, or of a plain text with its title first."""
    return _clean(read_lines(PageLine(text) for text in paragraphs(page)))


def clean_lines(page: Iterable[PageLine]) -> Cleaned:
    """The article of a page whose links and heading are known."""
    return _clean(read_lines(page))


def _clean(lines: list[Line]) -> Cleaned:
    if not lines:
        return Cleaned("", "")
    plain = _is_plain(lines)
    if plain:
        start, end = _plain_start(lines), len(lines)
        body = _body([_kept_whole(line) for line in lines[start:end]])
    else:
        start, end = _segment(lines)
        start = _skip_caption(lines, start, end)
        body = _body(lines[start:end])
    gallery = _captions(lines)
    if _count_words(lines[n].text for n in gallery) > _count_words(body):
        start, end = gallery.start, gallery.stop
        body = [lines[n].text for n in gallery]
    if not body:
        return Cleaned("", "")
    header = lines[max(0, start - _HEADER_LINES) : start]
    place = title_place(header, body, lines)
    if plain and place is None and header and header[0].kind is Kind.SHORT:
        place = 0
    title = header[place].text if place is not None else ""
    if not title and len(body) > 1 and could_be_title(body[0]):
        title, body = body[0], body[1:]
    near = lines_near(header, place)
    return Cleaned(
        title=split_site(title) if " | " in title else title,
        text=PARAGRAPH_BREAK.join(body),
        published=published_near(near, body[0]),
        author=author_near(near)
        or author_near(lines[end : end + _ENDING_LINES])
        or author_near(lines[start:end]),
        outlet=outlet_of(body[0]),
    )


def clean_body(text: str, title: str = "") -> str:
    """A body that another extractor found, without the furniture that it let through."""
    lines = read_lines(PageLine(line) for line in paragraphs(text))
    while lines and (lines[0].kind in CUT or _same(lines[0].text, title)):
        lines = lines[1:]
    _, end = _segment(lines) if not _is_plain(lines) else (0, len(lines))
    return PARAGRAPH_BREAK.join(_body(lines[:end]))


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


def _weights(lines: Sequence[Line]) -> Iterator[int]:
    """What each line adds to the run that it is in."""
    below = _BELOW + 1  # lines since a date, byline or main heading
    listing = headlines = False
    for line in lines:
        below += 1
        if line.kind is Kind.PROSE:
            yield min(line.words, _MAX_WORDS) + _PARAGRAPH + _FIRST * (below <= _BELOW)
            below, headlines = _BELOW + 1, False
        elif listing and line.kind in (Kind.ITEM, Kind.SHORT):
            yield 1
            continue
        elif line.kind is Kind.DATE and headlines:
            yield _LISTED_DATE
        elif line.kind is Kind.SHORT and not line.linked and line.text[-1] in ".?:":
            yield _STOPPED if line.text[-1] == "." else _ASKING
        else:
            yield _WEIGHTS[line.kind]
        if line.heading or (not headlines and _heads_an_article(line)):
            below = 0
        headlines = headlines or line.kind in OVER_LINKS or line.kind is Kind.BREAK
        listing = line.text.endswith(":") and line.kind in (Kind.PROSE, Kind.SHORT)


def _heads_an_article(line: Line) -> bool:
    """A byline or a full date; 'two hours ago' stands over comments and in lists too."""
    return line.kind is Kind.BYLINE or (line.kind is Kind.DATE and bool(find_dates(line.text)))


def _segment(lines: Sequence[Line]) -> tuple[int, int]:
    """Start and end of the run of lines with the largest sum of weights; (0, 0) if none is > 0."""
    best, best_span, total, start = 0, (0, 0), 0, 0
    for n, weight in enumerate(_weights(lines)):
        if total <= 0:
            total, start = 0, n
        total += weight
        if total > best:
            best, best_span = total, (start, n + 1)
    start, end = best_span
    while 0 < end < len(lines) and lines[end].kind is Kind.ITEM:
        end += 1  # a list that ends the article
    while start > 0 and lines[start - 1].kind is Kind.SHORT and lines[start - 1].text[-1] in "?:":
        if start == 1 or lines[start - 2].kind not in CUT | {Kind.SHORT}:
            break
        start -= 1  # a question that opens an interview; a title has its date below it
    return start, end


def _skip_caption(lines: Sequence[Line], start: int, end: int) -> int:
    """Past what stands between the title and a dateline: captions, a summary."""
    prose = 0
    for n in range(start, end - 1):
        if is_dateline(lines[n].text):
            return n
        prose += lines[n].kind is Kind.PROSE
        if prose > 2:
            break
    return start


def _body(lines: Sequence[Line]) -> list[str]:
    """The lines of the article's own text: no furniture, no headlines listed inside it."""
    kept: list[str] = []
    listed = -1  # headlines seen since a heading over them; -1 outside such a list
    for n, line in enumerate(lines):
        if line.kind is Kind.PROSE:
            listed = -1
        elif line.kind in OVER_LINKS:
            listed = 0
        elif listed > 0 and line.words <= _SUBHEADING and _kind_at(lines, n + 1) is Kind.PROSE:
            listed = -1
        elif listed >= 0:
            listed += 1
        if line.kind not in CUT and (listed < 0 or line.kind is Kind.ITEM):
            kept.append(line.text)
    while kept and _INITIALS.fullmatch(kept[-1]):
        kept.pop()
    if kept:
        kept[-1] = _INITIALS.sub("", kept[-1])
    return kept


def _kind_at(lines: Sequence[Line], n: int) -> Kind | None:
    return lines[n].kind if n < len(lines) else None


def _captions(lines: Sequence[Line]) -> range:
    """The longest run of captions, at least two: the whole text of a photo gallery."""
    best, start = range(0), 0
    for n in range(len(lines) + 1):
        if n == len(lines) or lines[n].kind is not Kind.CREDIT or lines[n].words < _CAPTION:
            if n - start > max(len(best), 1):
                best = range(start, n)
            start = n + 1
    return best


def _count_words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _same(a: str, b: str) -> bool:
    return bool(b) and _key(a) == _key(b)


def _key(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
