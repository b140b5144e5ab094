"""A text that is HTML -> plain text, in a child process: a parser may take any time, see child.py.

A column of a scraper's table often has the body with its tags. It is shown and cited as a reader
sees it: lines as a browser breaks them, no tags, scripts or hidden elements.
"""

import re
import sys

from index.child import JobFailed, Pool, limit_memory, read_frame, write_frame
from index.errors import WartanyaError

_TAG = re.compile(
    r"</?(?:p|br|div|span|a|strong|em|b|i|u|ul|ol|li|img|h[1-6]|table|tr|td|blockquote|figure|"
    r"script|style|iframe|article|section|body|html)(?=[\s/>])[^<>]{0,2000}>",
    re.IGNORECASE,
)
_MANY = 3  # tags: an article may mention one or two
_END_TAG = re.compile(r"</?\w{1,12}\s?/?>\s*\Z")

_pool = Pool("index.corpora.markup")


def is_markup(text: str) -> bool:
    """Whether a text is HTML: it has several tags, or is one element from end to end."""
    if "<" not in text:
        return False
    first = _TAG.match(text.lstrip()[:3000])
    if first and _END_TAG.search(text[-40:]):
        return True
    return sum(1 for _, _ in zip(range(_MANY), _TAG.finditer(text), strict=False)) == _MANY


def plain_text(text: str, where: str) -> str:
    """What a browser shows of HTML, paragraphs apart by an empty line.

    Raises:
        WartanyaError: it takes too much time or memory; names ``where``.
    """
    try:
        return _pool.run(text.encode("utf-8", "replace")).decode("utf-8")
    except JobFailed as failure:
        raise WartanyaError(f"{where}: {failure} to parse; give its text without tags") from None


def _shown(page: str) -> str:
    from lxml.etree import ParserError  # type: ignore[import-untyped]  # no stubs
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]

    from index.html import page_lines

    try:
        root = document_fromstring(
            page.replace("\0", " ").encode("utf-8", "replace"),
            parser=HTMLParser(encoding="utf-8"),
        )
    except ParserError:  # nothing but comments
        return ""
    return "\n\n".join(line.text for line in page_lines(root))


def main() -> None:
    """Answer frames until the input ends."""
    limit_memory()
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # a print of a library is no answer
    while (job := read_frame(sys.stdin.buffer)) is not None:
        write_frame(answers, _shown(job.decode("utf-8", "replace")).encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
