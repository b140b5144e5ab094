"""A page of HTML as a tree, for those formats that hold one."""

from typing import Any


def page_root(page: str) -> Any | None:
    """The root element, read as browsers do; None where the page is empty."""
    from lxml.etree import ParserError  # type: ignore[import-untyped]  # no stubs
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]

    # As bytes: lxml refuses a text that declares an encoding.
    content = page.replace("\0", " ").encode("utf-8", "replace")
    try:
        return document_fromstring(content, parser=HTMLParser(encoding="utf-8"))
    except ParserError:
        return None
