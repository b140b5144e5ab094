"""Web pages saved with their images in one file (.mhtml, .mht) -> the page."""

from email.message import Message

from index.formats.document import Document, FormatError
from index.formats.mime import header, parameter, parse_message, part_text, walk
from index.urls import web_url


def read_mhtml(content: bytes) -> list[Document]:
    """The page, with the address that it was saved from.

    Raises:
        FormatError: it is damaged, cut short or holds no page.
    """
    message = parse_message(content)
    page = _page(message)
    address = header(page, "Content-Location") or header(message, "Snapshot-Content-Location")
    text = part_text(page)
    if not text.strip():
        raise FormatError("has an empty page; save it anew")
    return [Document(text, html=True, url=web_url(address))]


def _page(message: Message) -> Message:
    """The part that the file says it starts with, or its first page; frames come after it."""
    start = parameter(message, "start")
    pages = [part for part, _ in walk(message) if part.get_content_type() == "text/html"]
    if not pages:
        raise FormatError("holds no web page; save the page as HTML")
    return next((page for page in pages if start and page.get("Content-ID") == start), pages[0])
