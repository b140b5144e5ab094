"""An article as words to compare: without what each outlet puts around the same story."""

import re
from dataclasses import dataclass
from enum import IntEnum

from index.date_words import MONTH, NUMBER
from index.dateline import DATELINE

SIZE = 3  # words a shingle: two are shared by chance, four break at every changed word

_FURNITURE = re.compile(
    r"^[ \t]*(?:baca (?:juga|selengkapnya|artikel)|simak (?:juga|video)|lihat juga|ikuti berita|"
    r"(?:penulis|editor|reporter|pewarta|laporan|sumber|foto|copyright|read also|also read|"
    r"reporting by|editing by)\s?:)[^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_BYLINE = re.compile(r"\(\s?(?:[\w.]{1,12}\s?[/,\-]\s?){0,4}[\w.]{1,12}\s?\)\s*\Z")
_NUMBER_MONTH = {name.casefold(): number for name, number in MONTH.items()}
_WORD = re.compile(
    r"(?P<date>(?P<day>\d\d?)(?:/(?P<number>\d\d?)|[ ](?P<month>[A-Za-z]{3,9}))"
    r"(?:[/ ](?:19|20)\d\d)?)(?![\w/])"
    r"|(?P<figure>\d+(?:[.,:/]\d+)*)|[^\W\d_]+(?:['’-][^\W\d_]+)*"
)
_MARKS = re.compile(r"[.,:](?=\d)")
_DIGITS = {word: str(number) for word, number in NUMBER.items() if number < 12 and len(word) > 2}
_ENDS = '.?!:"“”\n'


class Kind(IntEnum):
    """What a word tells. All but WORD are facts: what a template changes from one day to the next,
    and a copy doesn't. ``NAME``: a capital that no sentence opens with."""

    WORD = 0
    NAME = 1
    NUMBER = 2
    DAY = 3


@dataclass(frozen=True, slots=True)
class Story:
    """The words of an article in order, case folded, and the kind of each."""

    words: tuple[str, ...]
    kinds: tuple[Kind, ...]


def story(text: str) -> Story:
    """The words of a text without dateline, byline and links to other articles.

    '5/12', '(5/12/2017)' and '5 Desember 2017' are the same word, '08.30' is '08:30', 'dua' is '2'.
    """
    return _read(body_of(text))


def story_words(text: str) -> tuple[str, ...]:
    """The words of any text, read as in a story; nothing of it is left out."""
    return _read(text).words


def _read(body: str) -> Story:
    words: list[str] = []
    kinds: list[Kind] = []
    position = 0
    while match := _WORD.search(body, position):
        position = match.end()
        written = match.group()
        day = _day(match)
        if match["date"] and day is None:  # '5 orang', '31/40'
            position = match.end("day")
            written = match["day"]
            if match["number"]:
                position, written = match.end("number"), f"{match['day']}/{match['number']}"
        folded = written.casefold().replace("’", "'")
        words.append(day or _DIGITS.get(folded) or _MARKS.sub("", folded))
        if written[0].isdigit():
            kinds.append(Kind.DAY if day else Kind.NUMBER)
        else:
            named = written[0].isupper() and not _opens_sentence(body, match.start())
            kinds.append(Kind.NAME if named else Kind.WORD)
    return Story(tuple(words), tuple(kinds))


def body_of(text: str) -> str:
    """A text without its dateline, its byline at the end, and links to other articles."""
    body = _FURNITURE.sub("", text).strip()
    dateline = DATELINE.match(body)
    if dateline and dateline.end() < 70:
        body = body[dateline.end() :].lstrip()
    return _BYLINE.sub("", body)


def shingled(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Runs of SIZE words in order; the whole of a shorter text, nothing of an empty one."""
    if len(words) < SIZE:
        return [words] if words else []
    return list(zip(*(words[start:] for start in range(SIZE)), strict=False))


def _day(match: re.Match[str]) -> str | None:
    if not match["date"]:
        return None
    month = int(match["number"] or _NUMBER_MONTH.get((match["month"] or "").casefold(), 0))
    day = int(match["day"])
    return f"{day}/{month}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" \t\"'“”‘’(")
    return not before or before[-1] in _ENDS
