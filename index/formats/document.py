"""Document: one article's worth of a file, and FormatError: why a file can't be read."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]{2,}")
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’-]*,?")
# What programs and machines write into a file as its author or title.
_NO_NAME = re.compile(
    r"\b(?:user|admin|administrator|owner|unknown|anonymous|author|microsoft|python-docx|office|"
    r"pc|laptop|acer|asus|lenovo|hewlett|toshiba|windows|calibre|redaksi|newsletters?|no-?reply|"
    r"pengguna|tidak dikenal|default|scanner|redaktur|humas)\b",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"(?:untitled|microsoft \w+|document|dokumen|slide|book|buku|presentation|scan|img|tanpa judul|"
    r"no subject|tanpa subjek)\b.*|.*\.(?:docx?|odt|rtf|pdf|indd|qxd|html?|txt|md|epub|xlsx?)",
    re.IGNORECASE,
)


class FormatError(Exception):
    """A file that can't be read; the message is cause and mend, without the file's name."""


@dataclass(frozen=True, slots=True)
class Document:
    """What one article's worth of a file holds, before furniture is cleaned off.

    ``text`` is a page's HTML if ``html``, else plain text with blank lines between paragraphs,
    which begins with the title where there is one, unless it is a ``body``: the article's body as
    it stands, with nothing to clean off. What the file says of itself is None where it doesn't
    say, or says what only its program wrote; ``published`` is ISO 8601 as in Article. ``part``
    names the part of a file that holds several, the same on every run.
    """

    text: str
    html: bool = False
    body: bool = False
    title: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    part: str = ""
    problem: str | None = None  # why this part alone couldn't be read, as a FormatError's message


def count_words(text: str) -> int:
    """Words of two letters or more."""
    return sum(1 for _ in _WORD.finditer(text))


def person(name: str | None) -> str | None:
    """A name of two to six words that could be a person's; None for 'Admin', 'user@kabar.id'."""
    words = (name or "").split()
    if not 2 <= len(words) <= 6 or not all(_NAME_WORD.fullmatch(word) for word in words):
        return None
    return None if _NO_NAME.search(" ".join(words)) else " ".join(words)


def headline(title: str | None) -> str | None:
    """A title of two to forty words that an author gave; None for 'Untitled', 'berita.docx'."""
    words = (title or "").split()
    if not 2 <= len(words) <= 40 or _NO_TITLE.fullmatch(" ".join(words)):
        return None
    return " ".join(words)


def language_code(tag: str | None) -> str | None:
    """'id' of 'id-ID'; None for what is no language tag."""
    code = re.split("[-_]", (tag or "").strip())[0].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def letters(text: str) -> str:
    """Only the letters and digits, in one case: what two spellings of a title share."""
    return "".join(c for c in text.casefold() if c.isalnum())
