"""The pages of one article -> one body."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from index.cleaning import PARAGRAPH_BREAK, Cleaned

_LEAD = 40  # letters from which one paragraph may be another with a dateline before it


def join_pages(pages: Sequence[Cleaned]) -> Cleaned:
    """One article from its pages, one or more, in order.

    The body of each page follows those before it, without the paragraphs that it repeats: the
    lead that many sites print on every page, and lines that end every page, which are no text.
    Title, dates and the rest are the first page's; an author, an editor and tags are taken from a
    later page where only that one has them, since they stand at an article's end.
    """
    first, *later = pages
    bodies = [page.text.split(PARAGRAPH_BREAK) for page in pages if page.text]
    shared = _shared_endings(bodies)
    joined: list[str] = []
    for body in bodies:
        said = [_letters(paragraph) for paragraph in joined]
        joined += [
            paragraph
            for paragraph in body[: len(body) - shared]
            if not any(_repeats(_letters(paragraph), key) for key in said)
        ]
    return replace(
        first,
        text=PARAGRAPH_BREAK.join(joined),
        author=next((page.author for page in pages if page.author), None),
        editor=next((page.editor for page in pages if page.editor), None),
        tags=first.tags or next((page.tags for page in later if page.tags), ()),
    )


def _shared_endings(bodies: Sequence[Sequence[str]]) -> int:
    """How many paragraphs end all of several bodies, none of which consists of them."""
    if len(bodies) < 2:
        return 0
    endings = zip(*(reversed(body) for body in bodies), strict=False)
    for shared, paragraphs in enumerate(endings):
        if len({_letters(paragraph) for paragraph in paragraphs}) > 1:
            return shared
    return 0  # one page is the others' end: the same page twice


def _repeats(paragraph: str, said: str) -> bool:
    """Whether a paragraph was said, with or without a dateline."""
    if paragraph == said:
        return True
    shorter, longer = sorted((paragraph, said), key=len)
    return len(shorter) >= _LEAD and longer.endswith(shorter)


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
