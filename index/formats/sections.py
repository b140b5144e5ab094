"""Headings and paragraphs -> one Document for each article among them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from index.formats.document import Document, count_words, letters
from index.furniture import Kind, kind

ARTICLE_LEVEL = 2  # the lowest level of headings that begin an article
LOWEST = 9  # level of a heading
MIN_BODY = 15  # words from which what stands under a heading is an article's body


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a heading if ``level``: 1 is a title, 2 'Heading 1' and so on."""

    text: str
    level: int = 0


def articles(blocks: Sequence[Block], about: Document) -> list[Document]:
    """The articles of a document, each with what the document says of itself.

    Two or more titles, or headings of the first level, with a body under each begin an article
    each. One above them with neither body nor byline is the collection's, not an article's.
    ``about`` holds the facts, and the title to use where no heading has one.
    """
    blocks = [block for block in blocks if block.text.strip()]
    level = _article_level(blocks)
    if level is None:
        return _whole(blocks, about)
    cuts = [n for n, block in enumerate(blocks) if 0 < block.level <= level]
    parts = [blocks[a:b] for a, b in zip(cuts, [*cuts[1:], len(blocks)], strict=True)]
    found = [part for part in parts if any(not block.level for block in part)]
    if count_words(_text(blocks[: cuts[0]])) >= MIN_BODY:
        found.insert(0, blocks[: cuts[0]])
    return [
        replace(
            about,
            text=_text(part),
            title=part[0].text if part[0].level else None,
            part=str(number),
        )
        for number, part in enumerate(found, 1)
    ]


def _article_level(blocks: Sequence[Block]) -> int | None:
    """The level of the headings that begin an article each; None for one article."""
    for level in range(1, ARTICLE_LEVEL + 1):
        heads = [n for n, block in enumerate(blocks) if block.level == level]
        if sum(_words_under(blocks, n, level) >= MIN_BODY for n in heads) >= 2:
            return level
        if any(_is_article(blocks, n) for n in heads):
            return None  # what is below it are its subheadings
    return None


def _words_under(blocks: Sequence[Block], head: int, level: int) -> int:
    """Words of body between a heading and the next of its level or a higher one."""
    words = 0
    for block in blocks[head + 1 :]:
        if 0 < block.level <= level:
            break
        words += 0 if block.level else count_words(block.text)
    return words


def _is_article(blocks: Sequence[Block], head: int) -> bool:
    """Whether a body, a byline or a date stands right under a heading, before any other."""
    under = takewhile(lambda block: not block.level, blocks[head + 1 :])
    if any(is_label(block.text) for block in islice(under, 3)):
        return True
    return _words_under(blocks, head, LOWEST) >= MIN_BODY


def is_label(text: str) -> bool:
    """Whether a line is a byline or a date, which stand at the head of an article."""
    line = " ".join(text.split())
    return bool(line) and kind(line) in (Kind.BYLINE, Kind.DATE)


def _whole(blocks: Sequence[Block], about: Document) -> list[Document]:
    """The one article, titled by the heading it begins with, or by the file where it may be."""
    text = _text(blocks)
    if not blocks:
        return []
    if blocks[0].level:
        return [replace(about, text=text, title=blocks[0].text)]
    title = about.title
    if title is None or letters(text).startswith(letters(title)):
        return [replace(about, text=text)]
    if kind(" ".join(blocks[0].text.split())) is Kind.SHORT:
        return [replace(about, text=text, title=None)]  # a title left over from another file
    return [replace(about, text=f"{title}\n\n{text}")]


def _text(blocks: Sequence[Block]) -> str:
    return "\n\n".join(" ".join(block.text.split()) for block in blocks)
