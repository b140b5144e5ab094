"""Mails (.eml) -> the article that one is or forwards, and those attached to it."""

from dataclasses import replace
from datetime import datetime
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import PurePosixPath

from index.formats.document import Document, FormatError, count_words, headline, person
from index.formats.mail_text import cut_html, cut_text, is_forward, plain_subject
from index.formats.mime import (
    file_name,
    header,
    inner_parts,
    parse_message,
    part_bytes,
    part_text,
    walk,
)

MAX_ATTACHMENTS = 50
MAX_DEPTH = 3  # of mails within mails
_COVER_NOTE = 40  # words at most, of a mail that only hands over what is attached
_TEXTS = (".txt", ".html", ".htm")
_MAX_LABEL = 120  # characters of an attachment's name
_MIN_PLAIN = 0.5  # of the words of the HTML: below, the plain text is a stand-in


def read_eml(content: bytes, depth: int = 0) -> list[Document]:
    """The mail's own text with its subject as title, then the articles attached.

    An attachment that can't be read is a Document that says why in ``problem``. ``depth`` counts
    the mails that this one is attached to.

    Raises:
        FormatError: the mail is damaged, or has neither text nor articles attached.
    """
    return _read(parse_message(content), depth)


def _read(message: Message, depth: int) -> list[Document]:
    if depth > MAX_DEPTH:
        raise FormatError("is a mail within too many others; save it apart")
    own = _body(message)
    attached = _attached(message, depth)
    if own is not None and (not attached or count_words(own.text) > _COVER_NOTE):
        attached.insert(0, own)
    if not attached:
        raise FormatError("has no text; put an article in it or leave it out")
    return attached


def _body(message: Message) -> Document | None:
    """The mail's own text; None where it has none beside what it answers."""
    subject = header(message, "Subject")
    title = headline(plain_subject(subject))
    plain, html = _parts(message)
    forwarded = is_forward(subject, plain)
    about = Document("", title=title, published=_sent(message), author=_sender(message))
    if forwarded:
        about = replace(about, published=None, author=None)  # those of the one who passed it on
    text = cut_text(plain, forwarded)
    if html:
        page, page_text = cut_html(html, forwarded)
        if count_words(text) < _MIN_PLAIN * count_words(page_text):
            return replace(about, text=page, html=True)
    if not any(c.isalnum() for c in text):
        return None
    return replace(about, text=f"{title}\n\n{text}" if title else text)


def _parts(message: Message) -> tuple[str, str]:
    """The plain text and the HTML of a mail, attachments left out."""
    texts = {"text/plain": "", "text/html": ""}
    for part in _own_parts(message):
        kind = part.get_content_type()
        if kind in texts and not file_name(part) and not texts[kind]:
            texts[kind] = part_text(part)
    return texts["text/plain"], texts["text/html"]


def _own_parts(message: Message) -> list[Message]:
    """The parts of this mail, not those of a mail that is attached to it."""
    own, inner_depth = [], None
    for part, depth in walk(message):
        if inner_depth is not None and depth > inner_depth:
            continue
        inner_depth = depth if part.get_content_type() == "message/rfc822" else None
        own.append(part)
    return own


def _attached(message: Message, depth: int) -> list[Document]:
    """The articles attached, each with the number and name of its attachment."""
    found: list[Document] = []
    number = 0
    for part in _own_parts(message):
        inner = _inner(part)
        name = file_name(part) or ("mail.eml" if inner is not None else "")
        path = PurePosixPath(name.replace("\\", "/").replace("\0", ""))
        if part is message or (inner is None and path.suffix.lower() not in _readable()):
            continue
        number += 1
        if number > MAX_ATTACHMENTS:
            raise FormatError(f"has more than {MAX_ATTACHMENTS} attachments; save them apart")
        try:
            if inner is not None:
                documents = _read(inner, depth + 1)
            else:
                documents = _attachment(part, path.suffix.lower(), depth)
        except FormatError as error:
            documents = [Document("", problem=str(error))]
        label = f"{number}-{path.name}"[:_MAX_LABEL]
        for document in documents:
            place = f"{label}/{document.part}" if document.part else label
            found.append(replace(document, part=place))
    return found


def _readable() -> tuple[str, ...]:
    from index.formats.reading import SUFFIXES

    return (*SUFFIXES, *_TEXTS)


def _attachment(part: Message, suffix: str, depth: int) -> list[Document]:
    from index.formats.reading import read_documents

    if suffix == ".eml":
        return read_eml(part_bytes(part), depth + 1)
    if suffix in _TEXTS:
        return [Document(part_text(part), html=suffix != ".txt")]
    return read_documents(suffix, part_bytes(part))


def _inner(part: Message) -> Message | None:
    """The mail that a part is."""
    if part.get_content_type() != "message/rfc822":
        return None
    return next(iter(inner_parts(part)), None)


def _sender(message: Message) -> str | None:
    try:
        return person(parseaddr(header(message, "From"))[0])
    except (ValueError, IndexError, RecursionError):  # of comments in comments
        return None


def _sent(message: Message) -> str | None:
    """When the mail was sent, where that says its zone."""
    try:
        sent: datetime = parsedate_to_datetime(header(message, "Date"))
        if sent.tzinfo is None or not 1990 <= sent.year < 2100:
            return None
        return sent.isoformat(timespec="minutes")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
