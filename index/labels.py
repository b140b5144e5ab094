"""What a page's visible lines say under a label: 'Editor: ...', 'Diperbarui ...', 'Tag: ...'."""

import re
from collections.abc import Iterator, Sequence

from index.dateline import DATELINE
from index.dates import find_dates, is_plausible
from index.furniture import Kind
from index.header import author_name
from index.lines import Line

MAX_TAGS = 20
_MAX_TAG_WORDS = 5  # of a tag; a longer line is a headline
_EDITORS = (
    r"editor|red|redaktur(?: ?& ?(?:reporter|pelaksana))?|penyunting|disunting oleh|edited by|"
    r"editing by"
)
_EDITOR = re.compile(
    rf"(?:^|[|•·,/]\s?|\s[-–]\s)(?:(?:{_EDITORS})\s{{0,3}}[:/]\s?"
    rf"|(?i:{_EDITORS})\s(?=[A-Z][\w.'’-]+(?:\s[A-Z]|$)))(?P<name>[^|•·\n]{{2,100}})",
    re.IGNORECASE,
)
_EDITOR_LABEL = re.compile(rf"(?:{_EDITORS})\s?:?", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,4}")
_UPDATED = re.compile(
    r"\b(?:diperbar[ua]i|diperbaharui|di-?update|update[ds]?|terakhir diubah|disunting|pembaruan|"
    r"(?:last )?(?:modified|updated))\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:published|posted|diterbitkan|terbit|dipublikasikan|tayang|dibuat)\b", re.IGNORECASE
)
_TAGS_LABEL = re.compile(
    r"(?:tags?|tag terkait|topik(?: terkait)?|topics?|kata kunci|keywords?|label)\s?:?",
    re.IGNORECASE,
)
_TAGS_LINE = re.compile(
    r"(?:tags?|topik|kata kunci|keywords?|label)\s?:\s?(?P<tags>.+)", re.IGNORECASE
)
_TRAIL = re.compile(
    r"(?:home|beranda|halaman utama)\s?[>»›/]\s?(?P<rest>\S.{0,100})", re.IGNORECASE
)
_HOME = re.compile(r"home|beranda|halaman utama", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s?[>»›/]\s?")


def published_near(near: Sequence[Line], first_paragraph: str) -> str | None:
    """The date next to the title that isn't an update's, or else the one in the dateline."""
    dated = next((iso for iso, update in _dates(near) if not update), None)
    if dated:
        return dated
    dateline = DATELINE.match(first_paragraph)
    if dateline and (found := find_dates(first_paragraph[: dateline.end() + 12])):
        return found[0].iso if is_plausible(found[0].iso) else None
    return None


def updated_in(lines: Sequence[Line]) -> str | None:
    """The first date that a label calls that of an update."""
    return next((iso for iso, update in _dates(lines) if update), None)


def _dates(lines: Sequence[Line]) -> Iterator[tuple[str, bool]]:
    """Dates and whether each is of an update: by the words before it, or the line before."""
    label = ""
    for line in lines:
        if line.kind not in (Kind.DATE, Kind.BYLINE):
            label = line.text if line.words <= 2 else ""
            continue
        end = 0
        for found in find_dates(line.text):
            before = line.text[end : found.start] if end else label + " " + line.text[: found.start]
            if is_plausible(found.iso):
                yield found.iso, bool(_UPDATED.search(before)) and not _PUBLISHED.search(before)
            end = found.end
        label = ""


def editor_in(lines: Sequence[Line]) -> str | None:
    """The editor named in these lines, as written; capitals become title case."""
    for n, line in enumerate(lines):
        named = _EDITOR.search(line.text) if line.kind in (Kind.BYLINE, Kind.DATE) else None
        if named and (name := author_name(named["name"])):
            return name
        below = lines[n + 1].text if n + 1 < len(lines) else ""
        if _EDITOR_LABEL.fullmatch(line.text) and _PLAIN_NAME.fullmatch(below):
            return author_name(below)
    return None


def tags_in(lines: Sequence[Line]) -> tuple[str, ...]:
    """The tags under or behind 'Tag:' or 'Topik'; none where no label is."""
    for n, line in enumerate(lines):
        if named := _TAGS_LINE.fullmatch(line.text):
            return tidy_tags(re.split(r"[,;|#]", named["tags"]))
        if _TAGS_LABEL.fullmatch(line.text):
            return tidy_tags(_listed(lines[n + 1 :]))
    return ()


def _listed(lines: Sequence[Line]) -> Iterator[str]:
    """Tags on lines of their own, until something else; with '#', only those that have it."""
    hashed = bool(lines) and lines[0].text.startswith("#")
    for line in lines[:MAX_TAGS]:
        parts = [part for part in line.text.split("#") if part.strip()] if hashed else [line.text]
        if line.kind is not Kind.SHORT or hashed != line.text.startswith("#"):
            return
        if any(len(part.split()) > _MAX_TAG_WORDS for part in parts):
            return
        yield from parts


def tidy_tags(written: Sequence[str] | Iterator[str]) -> tuple[str, ...]:
    """Tags without marks and white space around them, each once, at most ``MAX_TAGS``."""
    tags: dict[str, str] = {}
    for tag in written:
        tag = " ".join(tag.split()).strip("#,;|•· ")
        if 1 < len(tag) <= 60:
            tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())[:MAX_TAGS]


def section_in(above: Sequence[Line]) -> str | None:
    """The last step of a trail above the title: 'Home > News > Nasional', or a line a step."""
    for n in range(len(above) - 1, -1, -1):
        text = above[n].text
        if trail := _TRAIL.fullmatch(text):
            steps = [step for step in _SEPARATOR.split(trail["rest"]) if step.strip()]
            return steps[-1].strip() if steps and len(steps[-1].split()) <= 4 else None
        steps = [line.text for line in above[n + 1 :]]
        if _HOME.fullmatch(text) and 1 <= len(steps) <= 3:
            return steps[-1] if all(len(step.split()) <= 3 for step in steps) else None
    return None
