"""Which of a page's lines are the article's body.

The body is the run of lines with the largest sum of weights, where prose counts its words and
furniture counts against (maximum subsequence segmentation, Pasternack and Roth, WWW 2009).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.dateline import is_dateline
from index.dates import find_dates
from index.furniture import CUT, OVER_LINKS, Kind
from index.lines import Line
from index.promotions import is_address

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
_CAPTION = 8  # words from which a credit line is a caption with a text of its own
_LISTED = 3  # lines that are dates, or headlines: in an article, one or two
_HEADLINE = 3  # words from which a short line may be a headline
_SUBHEADING = 4  # words at most, of one that may follow a list of headlines
_INITIALS = re.compile(
    r"(?:(?<=[.!?\"”’'])|^)\s?[\[(](?:[a-z]{2,5}(?:[/-][a-z]{2,5}){0,3}|[A-Z]{2,3}/[A-Z]{2,3}|\*+)[\])]$"
)


def teasers_as_headlines(lines: Sequence[Line]) -> list[Line]:
    """The lines with the first words of other articles, listed under a heading, as headlines.

    A teaser stands alone below its headline, with the next headline below it.
    """
    read: list[Line] = []
    linked = any(line.linked for line in lines)
    listed = was_teaser = False
    for n, line in enumerate(lines):
        if line.kind in (Kind.HEADING, Kind.BREAK):
            listed, was_teaser = True, False
        elif listed and line.kind is Kind.PROSE:
            above = _undated(lines[m] for m in range(n - 1, -1, -1))
            below = _undated(lines[m] for m in range(n + 1, len(lines)))
            was_teaser = _is_headline(above, linked) and (was_teaser or _is_headline(below, linked))
            listed = was_teaser
            line = replace(line, kind=Kind.SHORT) if was_teaser else line
        read.append(line)
    return read


def _undated(lines: Iterator[Line]) -> Line | None:
    return next((line for line in lines if line.kind is not Kind.DATE), None)


def _is_headline(line: Line | None, linked: bool) -> bool:
    """``linked`` says whether the page's links are known; then a headline is one."""
    if line is None or line.kind is not Kind.SHORT:
        return False
    return line.words >= _HEADLINE and (line.linked or not linked)


def segment(lines: Sequence[Line]) -> tuple[int, int]:
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
    if 0 < end < len(lines) - 1 and _asks(lines[end]) and lines[end + 1].kind in CUT:
        end += 1
    while start > 0 and lines[start - 1].kind is Kind.SHORT and lines[start - 1].text[-1] in "?:":
        if start == 1 or lines[start - 2].kind not in CUT | {Kind.SHORT}:
            break
        start -= 1  # a question that opens an interview; a title has its date below it
    return start, end


def _asks(line: Line) -> bool:
    """A question that closes an article; headlines that ask have more capitals, or are links."""
    words = line.text.split(" ")
    lower = sum(word[:1].islower() for word in words)
    return (
        line.kind is Kind.SHORT
        and not line.linked
        and line.text[-1] == "?"
        and (len(words) > 3 and lower > len(words) / 2)
    )


def skip_caption(lines: Sequence[Line], start: int, end: int) -> int:
    """Past what stands between the title and a dateline: captions, a summary."""
    prose = 0
    for n in range(start, end - 1):
        if is_dateline(lines[n].text):
            return n
        prose += lines[n].kind is Kind.PROSE
        if prose > 2:
            break
    return start


def body_of(lines: Sequence[Line]) -> list[str]:
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
        over_address = line.text[-1] == ":" and is_address(lines[min(n + 1, len(lines) - 1)].text)
        if line.kind not in CUT and (listed < 0 or line.kind is Kind.ITEM) and not over_address:
            kept.append(line.text)
    while kept and _INITIALS.fullmatch(kept[-1]):
        kept.pop()
    if kept:
        kept[-1] = _INITIALS.sub("", kept[-1])
    return kept


def gallery_at(lines: Sequence[Line], start: int, end: int) -> tuple[int, int] | None:
    """Where a photo gallery's captions are; None where ``lines[start:end]`` is an article.

    Of a gallery, captions in a row say more than that body, which is far from them or a single
    paragraph.
    """
    first, last = _captions(lines)
    shown = sum(line.words for line in lines[first:last])
    prose = [line.words for line in lines[start:end] if line.kind is Kind.PROSE]
    near = start - last <= _BELOW and first - end <= _BELOW
    if shown <= sum(prose) or (near and len(prose) > 1):
        return None
    return first, last


def _captions(lines: Sequence[Line]) -> tuple[int, int]:
    """Start and end of the longest run of captions, at least two; (0, 0) if there is none."""
    best, start = (0, 0), 0
    for n in range(len(lines) + 1):
        if n == len(lines) or lines[n].kind is not Kind.CREDIT or lines[n].words < _CAPTION:
            if n - start > max(best[1] - best[0], 1):
                best = (start, n)
            start = n + 1
    return best


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


def _kind_at(lines: Sequence[Line], n: int) -> Kind | None:
    return lines[n].kind if n < len(lines) else None


def is_listing(lines: Sequence[Line]) -> bool:
    """Whether a body is rather a list of articles: each a headline, and its date or a link.

    Dates without headlines are a chronology's.
    """
    prose = sum(line.kind is Kind.PROSE for line in lines)
    headlines = [line for line in lines if _is_headline(line, linked=False)]
    dates = min(sum(line.kind is Kind.DATE for line in lines), len(headlines) + 1)
    links = sum(line.linked for line in headlines)
    return (dates >= _LISTED and 2 * dates >= prose) or links >= max(prose, _LISTED)
