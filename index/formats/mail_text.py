"""The text that a mail's writer wrote: without what it answers and signatures."""

import re
from typing import Any

from index.formats.page import page_root
from index.html import page_lines

_PREFIX = re.compile(r"\s*(?P<mark>re|fwd?|bls|balas|trs|terusan|aw|wg)\s*(?:\[\d+\])?:\s*", re.I)
_FORWARDING = frozenset({"fw", "fwd", "trs", "terusan", "wg"})
_PASSED_ON = re.compile(
    r"\s*(?:-{2,}\s*(?:forwarded message|pesan (?:yang )?diteruskan|original message|"
    r"pesan asli)\s*-{2,}|begin forwarded message:|mulai pesan terusan:)\s*",
    re.IGNORECASE,
)
_INNER_HEADER = re.compile(
    r"\*?(?:from|date|subject|to|cc|sent|reply-to|dari|tanggal|subjek|perihal|kepada|terkirim|"
    r"dikirim)\*?\s*:.*",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"\s*(?:on|pada)\s.{6,200}\s(?:wrote|menulis|written)\s*:\s*|\s*_{20,}\s*", re.IGNORECASE
)
_SIGNATURE = re.compile(
    r"-- ?|(?:sent from my|dikirim dari|sent via|get outlook for)\b.{0,80}", re.I
)
_QUOTED = """
    descendant-or-self::blockquote[@type="cite"]
    | descendant-or-self::*[contains(concat(" ", @class, " "), " gmail_quote ")]
    | descendant-or-self::*[contains(@class, "moz-cite-prefix")]
    | descendant-or-self::*[@id="divRplyFwdMsg" or @id="appendonsend"]
    """
_SIGNED = """
    descendant-or-self::*[contains(@class, "gmail_signature") or contains(@class, "moz-signature")]
    | descendant-or-self::*[contains(concat(" ", @class, " "), " gmail_attr ")]
    """


def plain_subject(subject: str) -> str:
    """'Banjir di Teluk Biru' of 'Fwd: Re: Banjir di Teluk Biru'."""
    while match := _PREFIX.match(subject):
        subject = subject[match.end() :]
    return subject.strip()


def is_forward(subject: str, text: str) -> bool:
    """Whether the subject, or the first line, says that the mail passes another on."""
    match = _PREFIX.match(subject)
    if match is not None and match["mark"].lower() in _FORWARDING:
        return True
    return _PASSED_ON.fullmatch(text.strip().split("\n")[0]) is not None


def cut_text(text: str, forwarded: bool = False) -> str:
    """The writer's own paragraphs; of a mail that is passed on, the other's."""
    lines = [line.rstrip("\r") for line in text.split("\n")]
    if forwarded:
        lines = _passed_on(lines)
    kept: list[str] = []
    for number, line in enumerate(lines):
        if _PASSED_ON.fullmatch(line) or _answers(lines, number):
            break
        if _SIGNATURE.fullmatch(line) and kept:
            break
        if not line.startswith(">"):
            kept.append(line)
    return "\n".join(_unflowed(kept)).strip()


def _answers(lines: list[str], number: int) -> bool:
    """'On 4 March 2024, Rina wrote:', which may run over two lines, with a quotation after it."""
    for span in (1, 2):
        if _ANSWERED.fullmatch(" ".join(lines[number : number + span])[:400]):
            return any(line.startswith(">") or line.strip() for line in lines[number + span :])
    return False


def _passed_on(lines: list[str]) -> list[str]:
    """What follows the mark of passing on and the headers under it, its quotation marks off."""
    for number, line in enumerate(lines):
        if _PASSED_ON.fullmatch(line.lstrip("> ")):
            rest = [re.sub(r"^(?:> ?)+", "", after) for after in lines[number + 1 :]]
            while rest and (not rest[0].strip() or _INNER_HEADER.fullmatch(rest[0].strip())):
                rest.pop(0)
            return rest
    return lines


def _unflowed(lines: list[str]) -> list[str]:
    """Lines that end with a space go on in the next one (RFC 3676)."""
    joined: list[str] = []
    for line in lines:
        if joined and joined[-1].endswith(" ") and line.strip():
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def cut_html(page: str, forwarded: bool = False) -> tuple[str, str]:
    """The page without what it answers and its signature, and the text that it shows."""
    from lxml.etree import tostring  # type: ignore[import-untyped]  # no stubs

    root = page_root(page)
    if root is None:
        return "", ""
    for element in root.xpath(_SIGNED if forwarded else f"{_QUOTED} | {_SIGNED}"):
        _remove(element)
    text = "\n".join(line.text for line in page_lines(root))
    return tostring(root, encoding="unicode", method="html"), text


def _remove(element: Any) -> None:
    """Take an element out, with the text after it left in."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
