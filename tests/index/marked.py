"""Articles whose statements are marked in their text: '[Mary Dunn| the bridge is safe]'."""

import re

from index.article import Article
from index.speakers import statements

_MARK = re.compile(r"\[([^\]|]+)\| ?([^\]]*)\]")
_LINE_END = re.compile(r"(?<!\n)\n(?!\n)")
NOBODY = "-"


def read_marked(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without its marks, and the marked spans with their speakers.

    A line end within a paragraph is a space.
    """
    marked = _LINE_END.sub(" ", marked)
    parts: list[str] = []
    spans: list[tuple[int, int, str]] = []
    size = behind = 0
    for match in _MARK.finditer(marked):
        before = marked[behind : match.start()]
        start = size + len(before)
        size = start + len(match[2])
        parts += [before, match[2]]
        spans.append((start, size, match[1]))
        behind = match.end()
    return "".join(parts) + marked[behind:], spans


def check_marked(marked: str) -> None:
    """The statements found are those marked, each with its speaker."""
    text, spans = read_marked(marked)
    found = [
        (text[one.start : one.end], one.speaker or NOBODY)
        for one in statements(Article("a", "", text))
    ]
    assert found == [(text[start:end], speaker) for start, end, speaker in spans]
