"""The lines around a body -> title and author."""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.dates import find_dates
from index.furniture import OVER_LINKS, Kind, is_sentence_like
from index.lines import Line

MAX_TITLE_WORDS = 40
_FALLBACK_TITLE_CHARS = 80
_ROLES = (
    r"laporan|pewarta|rep|penulis|oleh|reporter|jurnalis|wartawan|written by|reported by|words by|"
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
    re.IGNORECASE,
)
_JOB_LABEL = re.compile(r"(?:reporter|penulis|pewarta|wartawan|authors?)\s?:?", re.IGNORECASE)
_CORRESPONDENT = re.compile(r"^(?:Kontributor|Koresponden|Wartawan)\s[\w ]{2,30},\s")
_NAME_ENDS = re.compile(
    r"\s?(?:[|•·,;/]|\s[-–]\s|\b(?:and|dan)\b(?=\s[a-z])|\b(?:in|for|di)\s[A-Z]).*$", re.DOTALL
)
_SITE_TAIL = re.compile(r"\s(?:[|»:]{1,2}|[-–—])\s(?:[\w.&'’]+\s?){1,4}$")
_NAME_WORDS = 6  # of a reporter's name with the outlet's
_ABOUT = 0.5  # share of a title's words that its article says; of other articles' titles, fewer
_WORD = re.compile(r"\w{4,}")
_FULL_STOP = re.compile(r"[^.]\.(?: ?\([^()]{1,40}\))?$")  # also before a caption's credit
_SENTENCES = re.compile(r"[a-z]{4}\. [A-Z]")


def leading_words(text: str) -> str:
    """A title for an article that has none: its first words."""
    first = " ".join(text.split("\n", 1)[0].split())
    if len(first) <= _FALLBACK_TITLE_CHARS:
        return first
    return first[:_FALLBACK_TITLE_CHARS].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"


def split_site(title: str) -> str:
    """A page's title without the site's name after it: 'Ini Kata Menteri - Kabar.com'."""
    return _SITE_TAIL.sub("", title) or title


def title_place(header: Sequence[Line], body: Sequence[str], lines: Sequence[Line]) -> int | None:
    """Which line of the header is the title: near the date, sharing words with the body."""
    said = set(_WORD.findall(" ".join(body).lower()))
    texts = [line.text for line in lines]
    best, place, listed = 0.0, None, False
    for n, line in enumerate(header):
        if line.kind in OVER_LINKS:
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
        score -= 2 * _names_people(line) + 1.5 * bool(_SENTENCES.search(line.text))
        score -= 0.1 * (len(header) - n) + 3.5 * bool(_FULL_STOP.search(line.text))
        score += 0.5 * (sum(line.text in text for text in texts) > 1)
        if score > best:
            best, place = score, n
    return _above_summary(header, place, said)


def _above_summary(header: Sequence[Line], place: int | None, said: set[str]) -> int | None:
    """The line above a summary, where it says about the same; else the place itself."""
    if place is None or place == 0 or header[place].heading:
        return place
    shares = []
    for line in header[place - 1 : place + 1]:
        words = _WORD.findall(line.text.lower())
        shares.append(sum(w in said for w in words) / max(len(words), 4))
    above = header[place - 1]
    is_title = above.kind is Kind.SHORT and above.words >= 4 and not _names_people(above)
    return place - 1 if is_title and shares[0] >= max(_ABOUT, shares[1]) else place


def _names_people(line: Line) -> bool:
    """Whether a line looks like reporters' names rather than a short title in capitals."""
    if _NAME_AND_OUTLET.fullmatch(line.text) and line.words <= _NAME_WORDS:
        return True
    if not _NAMES.fullmatch(line.text):
        return False
    return line.words <= 3 or _NAME.fullmatch(line.text) is None


def could_be_title(text: str) -> bool:
    """Whether the first line of a body without a header reads as its title."""
    words = text.count(" ") + 1
    return (
        words <= 25
        and not text.endswith((".", '"', "”", ":", ","))
        and not (is_sentence_like(text) and words > 20)
    )


def lines_near(header: Sequence[Line], place: int | None) -> list[Line]:
    """The lines after the title, then the three above it, nearest first.

    A day further up is the one on which the page was opened, which many sites show.
    """
    if place is None:
        return list(reversed(header[-6:]))
    above = list(reversed(header[max(0, place - 3) : place]))
    clock = [
        n for n, line in enumerate(above) if n and line.kind is Kind.DATE and not _has_time(line)
    ]
    return [*header[place + 1 :], *(line for n, line in enumerate(above) if n not in clock)]


def _has_time(line: Line) -> bool:
    return any(found.precise for found in find_dates(line.text))


def author_near(near: Sequence[Line]) -> str | None:
    """The reporter named near the title or at the end, as written; capitals become title case."""
    for line in near:
        named = _AUTHOR.search(line.text) if line.kind in (Kind.BYLINE, Kind.DATE) else None
        if named and (name := author_name(named["name"])):
            return name
    for label, below in pairwise(near):
        if _JOB_LABEL.fullmatch(label.text) and _NAMES.fullmatch(below.text):
            return below.text
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
