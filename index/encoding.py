"""Bytes of a file -> text: Unicode in its forms, cp1252 and what charset-normalizer knows."""

import codecs
import logging
import re

logger = logging.getLogger(__name__)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP or an Office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROLS = 0.02  # share of characters; text has none, a random file of bytes a tenth
_MAX_BROKEN = 0.01  # share of characters
_SNIFFED = 200_000  # bytes are enough to tell an encoding
_UNUSUAL = re.compile(r"[^\x00-\x7f‘’“”–—…•€™©®°·«»\u00a0\u00ad½¼¾²³×À-ÖØ-öø-ÿŠšŽžœŒ´`§¢£¥]")


def decode(content: bytes, name: str, is_html: bool = False) -> str:
    """The text of a file; ``name`` is for the log.

    A Unicode mark counts first, then UTF-8, then what HTML declares, then UTF-16 without a mark,
    cp1252 where that gives the letters of western Europe, and charset-normalizer's best guess.

    Raises:
        ValueError: it is no text; says what it is instead: 'is a PDF, not text'.
    """
    for magic, what in _MAGIC:
        if content.startswith(magic):
            raise ValueError(f"is {what}, not text")
    text = _decoded(content, name, is_html)
    if text is None:
        raise ValueError("is in no known encoding, or not text at all")
    sample = text[:_SNIFFED]
    if len(_CONTROLS.findall(sample)) > _MAX_CONTROLS * len(sample) + 2:
        raise ValueError("is binary, not text")
    return text


def unicode_mark(start: bytes) -> str | None:
    """The encoding that a file's first bytes mark it with, as Python names it."""
    return next((name for mark, name in _MARKS if start.startswith(mark)), None)


def _decoded(content: bytes, name: str, is_html: bool) -> str | None:
    if mark := unicode_mark(content):
        return content.decode(mark, "replace")
    if wide := _wide(content):
        return content.decode(wide, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if is_html and (declared := _DECLARED.search(content[:4096])):
        text = _try(content, declared[1].decode("ascii", "replace"))
        if text is not None:
            return text
    return (
        _damaged_utf8(content, name, 10)
        or _western(content)
        or _guessed(content)
        or _damaged_utf8(content, name, 0)
    )


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: in text of Latin letters every other byte is 0."""
    sample = content[: _SNIFFED - _SNIFFED % 2]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    pairs = max(len(sample) // 2, 1)
    if odd > 0.7 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.7 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return None


def _try(content: bytes, encoding: str) -> str | None:
    """The text in a declared encoding, read as browsers do: Latin-1 means cp1252."""
    if encoding.lower() in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"):
        encoding = "cp1252"
    try:
        return content.decode(encoding)
    except (LookupError, ValueError):
        return None


def _damaged_utf8(content: bytes, name: str, sound_each: int) -> str | None:
    """UTF-8 with a few broken bytes, as a cut download leaves them.

    ``sound_each``: how many sound characters beyond ASCII are asked for each broken one.
    """
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(c > "\x7f" for c in text) - broken
    if sound < sound_each * broken or broken > _MAX_BROKEN * len(text):
        return None
    logger.warning("%s: %d characters aren't UTF-8 and are shown as \ufffd", name, broken)
    return text


def _western(content: bytes) -> str | None:
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return None if _UNUSUAL.search(text) else text


def _guessed(content: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_SNIFFED]).best()
    if best is None:
        return None
    return content.decode(best.encoding, "replace")
