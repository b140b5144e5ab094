"""A scraped page or a plain text -> title, date, author, outlet and the body alone.

The body is the run of lines with the largest sum of weights, where prose counts its words and
furniture counts against (maximum subsequence segmentation, Pasternack and Roth, WWW 2009). Title,
date and author are then read from the lines next to it. A text without furniture is left whole.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.dates import find_dates, parse_date
from index.furniture import Kind, ends_with_agency, is_sentence_like, kind

PARAGRAPH_BREAK = "\n\n"
MAX_TITLE_WORDS = 40
_FALLBACK_TITLE_CHARS = 80

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
_CUT = frozenset(
    {
        Kind.DATE,
        Kind.CREDIT,
        Kind.BYLINE,
        Kind.SHARE,
        Kind.PROMO,
        Kind.ASIDE,
        Kind.HEADING,
        Kind.BREAK,
    }
)
_OVER_LINKS = frozenset({Kind.HEADING, Kind.ASIDE})
_FURNITURE = _OVER_LINKS | {Kind.SHARE, Kind.PROMO, Kind.BREAK}

_ROLES = (
    r"laporan|pewarta|penulis|oleh|reporter|jurnalis|wartawan|written by|reported by|words by|"
    r"story by|by|authors?"
)
_AUTHOR = re.compile(
    rf"(?:^|[|•·,]\s?|\s[-–]\s)(?:(?:{_ROLES})\s{{0,3}}[:/]\s?|(?:by|oleh|written by|"
    r"reported by|laporan|story by)\s(?=[A-Z]))(?P<name>[^|•·\n]{2,100})",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z][\w.'’-]*(?:\s(?:[A-Z][\w.'’-]*|bin|binti|de|van|al)){1,4}")
_NAMES = re.compile(rf"{_NAME.pattern}(?:(?:,| and| dan| &) {_NAME.pattern}){{0,3}}")
_NAME_AND_OUTLET = re.compile(
    rf"(?P<name>{_NAME.pattern})\s?[-–|]\s?\w[\w.]{{2,20}}(?:\s\w[\w.]+)?"
)
_JOB = re.compile(
    r"(?:jurnalis|tim redaksi|reporter|wartawan|penulis|correspondent|staff writer|journalist)",
    re.I,
)
_CORRESPONDENT = re.compile(r"^(?:Kontributor|Koresponden|Wartawan)\s[\w ]{2,30},\s")
_NAME_ENDS = re.compile(
    r"\s?(?:[|•·,;/]|\s[-–]\s|\b(?:and|dan)\b(?=\s[a-z])|\b(?:in|for|di)\s[A-Z]).*$", re.DOTALL
)
_SITE = r"[A-Za-z][\w-]*\.(?:com|co\.id|co\.uk|co|id|net|org|tv|news)\b(?:\.\w+)?"
_DATELINE = re.compile(
    rf"(?:(?P<site>{_SITE})\s?,?\s?(?P<c1>[A-Z][\w.'’ /,]{{1,40}}?)?"
    rf"|(?P<city>[A-Z][\w.'’/-]*(?:[ ,]{{1,2}}[A-Z][\w.'’/-]*){{0,4}}),\s(?P<site2>{_SITE})"
    r"|[A-Z][\w.'’/-]*(?:[ ,]{1,2}[A-Z0-9][\w.'’/-]*){0,6},?\s\((?P<agency>[A-Z][\w./ ]{1,30})\)"
    r"|[A-Z][\w.'’/]*(?:[ ,]{1,2}[A-Z][\w.'’/]*){0,3}"
    r"(?:,\s\d{1,2}\s[A-Z][a-z]{2,9}\s\d{4})?)"
    r"\s?(?:--?|–|—)(?=\s|$)",
)
_INITIALS = re.compile(
    r"(?:(?<=[.!?\"”’'])|^)\s?[\[(](?:[a-z]{2,5}(?:[/-][a-z]{2,5}){0,3}|[A-Z]{2,3}/[A-Z]{2,3}|\*+)[\])]$"
)
_SITE_TAIL = re.compile(r"\s(?:[|»:]{1,2}|[-–—])\s(?:[\w.&'’]+\s?){1,4}$")
_WORD = re.compile(r"\w{4,}")


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


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page: whether most of it is links, in the main heading, or a caption."""

    text: str
    linked: bool = False
    heading: bool = False
    caption: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    kind: Kind
    words: int
    heading: bool = False
    linked: bool = False


def clean_text(page: str) -> Cleaned:
    """The article of a page copied as text, or of a plain text with its title first."""
    return _clean(_lines(PageLine(text) for text in paragraphs(page)))


def clean_lines(page: Iterable[PageLine]) -> Cleaned:
    """The article of a page whose links and heading are known."""
    return _clean(_lines(page))


def _lines(page: Iterable[PageLine]) -> list[_Line]:
    lines = []
    begun = False
    for line in page:
        text = _visible(line.text)
        if not any(c.isalnum() for c in text):
            continue
        shape = kind(text)
        if (line.heading and shape in _FURNITURE | {Kind.CREDIT, Kind.ITEM}) or (
            line.linked and shape in (Kind.PROSE, Kind.CREDIT, Kind.ITEM)
        ):
            shape = Kind.SHORT
        elif line.caption:
            shape = Kind.CREDIT
        elif shape is Kind.CREDIT and begun and ends_with_agency(text) and is_sentence_like(text):
            shape = Kind.PROSE
        begun = begun or shape is Kind.PROSE
        lines.append(_Line(text, shape, text.count(" ") + 1, line.heading, line.linked))
    return lines


def _clean(lines: list[_Line]) -> Cleaned:
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
    place = _title_place(header, body, lines)
    if plain and place is None and header and header[0].kind is Kind.SHORT:
        place = 0
    title = header[place].text if place is not None else ""
    if not title and len(body) > 1 and _could_be_title(body[0]):
        title, body = body[0], body[1:]
    near = _near(header, place)
    return Cleaned(
        title=split_site(title) if " | " in title else title,
        text=PARAGRAPH_BREAK.join(body),
        published=_published(near, body[0]),
        author=_author(near)
        or _author(lines[end : end + _ENDING_LINES])
        or _author(lines[start:end]),
        outlet=outlet_of(body[0]),
    )


def clean_body(text: str, title: str = "") -> str:
    """A body that another extractor found, without the furniture that it let through."""
    lines = _lines(PageLine(line) for line in paragraphs(text))
    while lines and (lines[0].kind in _CUT or _same(lines[0].text, title)):
        lines = lines[1:]
    _, end = _segment(lines) if not _is_plain(lines) else (0, len(lines))
    return PARAGRAPH_BREAK.join(_body(lines[:end]))


def leading_words(text: str) -> str:
    """A title for an article that has none: its first words."""
    first = " ".join(text.split("\n", 1)[0].split())
    if len(first) <= _FALLBACK_TITLE_CHARS:
        return first
    return first[:_FALLBACK_TITLE_CHARS].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"


def split_site(title: str) -> str:
    """A page's title without the site's name after it: 'Ini Kata Menteri - Kabar.com'."""
    return _SITE_TAIL.sub("", title) or title


def outlet_of(first_paragraph: str) -> str | None:
    """The outlet that a dateline names: 'JAKARTA, KOMPAS.com - ...', 'Jakarta (ANTARA) - ...'."""
    dateline = _DATELINE.match(first_paragraph)
    if not dateline:
        return None
    return dateline["site"] or dateline["site2"] or dateline["agency"]


def paragraphs(page: str) -> list[str]:
    """The lines that have text, white space normalised, hard-wrapped paragraphs joined."""
    blocks: list[list[str]] = [[]]
    for raw in page.splitlines():
        line = _visible(raw)
        if line and any(c.isalnum() for c in line):
            blocks[-1].append(line)
        elif not line and blocks[-1]:
            blocks.append([])
    if _is_wrapped(blocks):
        return [" ".join(block) for block in blocks if block]
    return list(_join_datelines(line for block in blocks for line in block))


def _visible(text: str) -> str:
    """White space normalised; control and formatting characters, which no reader sees, gone."""
    return " ".join(_CONTROL.sub(" ", _FORMAT.sub("", text)).split())


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_FORMAT = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffc]")


def _join_datelines(lines: Iterable[str]) -> Iterable[str]:
    """'Jakarta -' on its own line goes in front of its paragraph."""
    held = ""
    for line in lines:
        if held:
            line, held = f"{held} {line}", ""
        if len(line) < 80 and line.endswith(("-", "–", "—")) and _DATELINE.fullmatch(line):
            held = line
        else:
            yield line
    if held:
        yield held


def _is_wrapped(blocks: Sequence[Sequence[str]]) -> bool:
    """Whether lines were broken at a width: many then go on in lower case on the next line."""
    pairs = [(a, b) for block in blocks for a, b in pairwise(block)]
    widest = max((len(line) for block in blocks for line in block), default=0)
    if len(pairs) < 2 or widest > 130:
        return False
    running_on = sum(len(a) > 40 and b[0].islower() for a, b in pairs)
    return running_on / len(pairs) > 0.3


def _is_plain(lines: Sequence[_Line]) -> bool:
    """Whether a text has no sign of page furniture, so that nothing may be cut from its end."""
    if any(line.linked or line.kind in _FURNITURE for line in lines):
        return False
    if sum(line.kind is Kind.DATE for line in lines) > 2:
        return False
    prose = [n for n, line in enumerate(lines) if line.kind is Kind.PROSE]
    return not prose or prose[0] <= 6


def _kept_whole(line: _Line) -> _Line:
    """A plain text's own line, whatever it looks like; its byline apart."""
    return line if line.kind is Kind.BYLINE else replace(line, kind=Kind.PROSE)


def _plain_start(lines: Sequence[_Line]) -> int:
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


def _weights(lines: Sequence[_Line]) -> Iterator[int]:
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
        headlines = headlines or line.kind in _OVER_LINKS or line.kind is Kind.BREAK
        listing = line.text.endswith(":") and line.kind in (Kind.PROSE, Kind.SHORT)


def _heads_an_article(line: _Line) -> bool:
    """A byline or a full date; 'two hours ago' stands over comments and in lists too."""
    return line.kind is Kind.BYLINE or (line.kind is Kind.DATE and bool(find_dates(line.text)))


def _segment(lines: Sequence[_Line]) -> tuple[int, int]:
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
        if start == 1 or lines[start - 2].kind not in _CUT | {Kind.SHORT}:
            break
        start -= 1  # a question that opens an interview; a title has its date below it
    return start, end


def _skip_caption(lines: Sequence[_Line], start: int, end: int) -> int:
    """Past what stands between the title and a dateline: captions, a summary."""
    prose = 0
    for n in range(start, end - 1):
        if _is_dateline(lines[n].text):
            return n
        prose += lines[n].kind is Kind.PROSE
        if prose > 2:
            break
    return start


def _is_dateline(text: str) -> bool:
    match = _DATELINE.match(text)
    return bool(match and (match.end() < 60) and len(text) > match.end() + 20)


def _body(lines: Sequence[_Line]) -> list[str]:
    """The lines of the article's own text: no furniture, no headlines listed inside it."""
    kept: list[str] = []
    listed = -1  # headlines seen since a heading over them; -1 outside such a list
    for n, line in enumerate(lines):
        if line.kind is Kind.PROSE:
            listed = -1
        elif line.kind in _OVER_LINKS:
            listed = 0
        elif listed > 0 and line.words <= _SUBHEADING and _kind_at(lines, n + 1) is Kind.PROSE:
            listed = -1
        elif listed >= 0:
            listed += 1
        if line.kind not in _CUT and (listed < 0 or line.kind is Kind.ITEM):
            kept.append(line.text)
    while kept and _INITIALS.fullmatch(kept[-1]):
        kept.pop()
    if kept:
        kept[-1] = _INITIALS.sub("", kept[-1])
    return kept


def _kind_at(lines: Sequence[_Line], n: int) -> Kind | None:
    return lines[n].kind if n < len(lines) else None


def _captions(lines: Sequence[_Line]) -> range:
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


def _title_place(
    header: Sequence[_Line], body: Sequence[str], lines: Sequence[_Line]
) -> int | None:
    """Which line of the header is the title: near the date, sharing words with the body."""
    said = set(_WORD.findall(" ".join(body).lower()))
    texts = [line.text for line in lines]
    best, place, listed = 0.0, None, False
    for n, line in enumerate(header):
        if line.kind in _OVER_LINKS:
            listed = True
        if line.kind is Kind.DATE or line.kind is Kind.BYLINE:
            listed = False
        if line.kind not in (Kind.SHORT, Kind.PROSE, Kind.ITEM) or line.words > MAX_TITLE_WORDS:
            continue
        words = _WORD.findall(line.text.lower())
        around = [*header[max(0, n - 1) : n], *header[n + 1 : n + 3]]
        score = 4 * sum(w in said for w in words) / max(len(words), 6)
        score += 2 * any(near.kind in (Kind.DATE, Kind.BYLINE) for near in around)
        score += n + 1 < len(header) and header[n + 1].kind in (Kind.DATE, Kind.BYLINE)
        score += 3 * line.heading + (line.words >= 4) - 1.5 * (line.words < 3) - 2 * listed
        score -= 2 * _names_people(line)
        score -= 0.1 * (len(header) - n) + 1.5 * line.text.endswith(".")
        score += 0.5 * (sum(line.text in text for text in texts) > 1)
        if score > best:
            best, place = score, n
    return place


def _names_people(line: _Line) -> bool:
    """Whether a line looks like reporters' names rather than a short title in capitals."""
    if not _NAMES.fullmatch(line.text):
        return False
    return line.words <= 3 or _NAME.fullmatch(line.text) is None


def _could_be_title(text: str) -> bool:
    words = text.count(" ") + 1
    return (
        words <= 25
        and not text.endswith((".", '"', "”", ":", ","))
        and not (is_sentence_like(text) and words > 20)
    )


def _near(header: Sequence[_Line], place: int | None) -> list[_Line]:
    """The lines after the title, then the three above it, nearest first."""
    if place is None:
        return list(reversed(header[-6:]))
    return [*header[place + 1 :], *reversed(header[max(0, place - 3) : place])]


def _published(near: Sequence[_Line], first_paragraph: str) -> str | None:
    """The date next to the title, or else the one in the dateline."""
    dated = [line.text for line in near if line.kind in (Kind.DATE, Kind.BYLINE)]
    first = [text for text in dated if not re.match(r"(?:last )?updated?|diperbar", text, re.I)]
    for text in [*first, *dated]:
        if iso := parse_date(text):
            return iso
    dateline = _DATELINE.match(first_paragraph)
    if dateline and (found := find_dates(first_paragraph[: dateline.end() + 12])):
        return found[0].iso
    return None


def _author(near: Sequence[_Line]) -> str | None:
    """The reporter named near the title or at the end, as written; capitals become title case."""
    for line in near:
        label = _AUTHOR.search(line.text) if line.kind in (Kind.BYLINE, Kind.DATE) else None
        if label and (name := author_name(label["name"])):
            return name
    for n, line in enumerate(near[:3]):
        if line.kind is not Kind.SHORT:
            continue
        if named := _NAME_AND_OUTLET.fullmatch(line.text):
            return author_name(named["name"])
        if _NAMES.fullmatch(line.text) and n + 1 < len(near):
            after = near[n + 1]
            if _JOB.fullmatch(after.text) or (n < 2 and after.kind is Kind.DATE):
                return line.text
    return None


def author_name(written: str) -> str | None:
    """A name without what stands after it; None if that leaves no name."""
    written = _CORRESPONDENT.sub("", written)
    name = _NAME_ENDS.sub("", written).strip(" \t-–.:")
    if found := find_dates(name):
        name = name[: found[0].start].strip(" \t-–.:")
    if not name or len(name.split()) > 8 or not any(c.isalpha() for c in name):
        return None
    return _title_case(name) if name.isupper() and len(name) > 4 else name


def _title_case(name: str) -> str:
    return " ".join(word[:1] + word[1:].lower() for word in name.split())


def _same(a: str, b: str) -> bool:
    return bool(b) and _key(a) == _key(b)


def _key(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
