"""Markdown, with or without front matter in YAML or TOML -> its articles."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from index.dates import parse_date
from index.encoding import decode
from index.formats.document import Document, FormatError, headline, language_code
from index.formats.page import page_root
from index.formats.sections import ARTICLE_LEVEL, LOWEST, Block, articles
from index.html import page_lines
from index.urls import web_url

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(
    r"\A(?P<mark>---|\+\+\+)[ \t]*\n(?P<facts>.*?)^(?P=mark)[ \t]*$\n?", re.S | re.M
)
_FIELD = re.compile(r"\s*[\w.-]+\s*[:=]")
_MAX_FRONT = 20_000  # characters; a page's facts have hundreds
_MAX_LINE = 200_000  # characters: of one line, which some rules take quadratic time for
_CELL = " | "
_TITLES = ("title", "judul")
_AUTHORS = ("author", "authors", "penulis", "by")
_DATES = ("date", "published", "pubdate", "publish_date", "tanggal", "datepublished")
_URLS = ("url", "link", "canonical", "canonical_url", "source")
_LANGUAGES = ("lang", "language", "bahasa")


def read_markdown(content: bytes) -> list[Document]:
    """The articles of a Markdown text, its marks taken off.

    Raises:
        FormatError: it is no text, its front matter can't be read, or it has no text.
    """
    try:
        text = decode(content, "a Markdown file").replace("\r\n", "\n").replace("\0", " ")
    except ValueError as error:
        raise FormatError(f"{error}; save it as UTF-8 text") from error
    facts, text = _front_matter(text)
    if any(len(line) > _MAX_LINE for line in text.split("\n")):
        raise FormatError("has a line too long for Markdown; save it as .txt")
    about = Document(
        "",
        title=headline(_first(facts, _TITLES)) or _first(facts, _TITLES) or None,
        author=_first(facts, _AUTHORS) or None,
        published=parse_date(_first(facts, _DATES)[:60]),
        url=web_url(_first(facts, _URLS), front_page=False),
        language=language_code(_first(facts, _LANGUAGES)),
    )
    blocks = list(_blocks(text))
    if about.title and not (blocks and blocks[0].level == ARTICLE_LEVEL):
        blocks.insert(0, Block(about.title, ARTICLE_LEVEL))
    found = articles(blocks, about)
    if not any(block.text.strip() for block in blocks if not block.level):
        raise FormatError("has no text; put an article in it or leave it out")
    return found


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The facts before the text, names in lower case, and the text without them."""
    match = _FRONT.match(text)
    if match is None or not _FIELD.match(match["facts"]):
        return {}, text  # a line of dashes over a text is a rule
    if len(match["facts"]) > _MAX_FRONT:
        raise FormatError("has front matter too long for an article's; shorten it")
    read = _read_yaml if match["mark"] == "---" else _read_toml
    facts = read(match["facts"])
    if not isinstance(facts, dict):
        return {}, text
    return {str(name).lower(): value for name, value in facts.items()}, text[match.end() :]


def _read_yaml(text: str) -> object:
    """The facts with every value as it is written; only that loader keeps a date's precision."""
    import yaml

    try:
        return yaml.load(text, Loader=yaml.BaseLoader)  # makes strings, lists and dicts alone
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise FormatError("has front matter that is no YAML; mend it") from error


def _read_toml(text: str) -> object:
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise FormatError("has front matter that is no TOML; mend it") from error


def _first(facts: dict[str, Any], names: tuple[str, ...]) -> str:
    """The first of these facts that is there, as one line; of a list the first."""
    for name in names:
        value = facts.get(name)
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, dict):
            value = value.get("name")
        if value is not None and not isinstance(value, (list, dict)):
            return " ".join(str(value)[:1000].split())
    return ""


def _blocks(text: str) -> Iterator[Block]:
    from markdown_it import MarkdownIt

    level, row = 0, list[str]()
    in_row = False
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "heading_open":
            level = min(int(token.tag[1:]) + 1, LOWEST)
        elif token.type == "heading_close":
            level = 0
        elif token.type == "tr_open":
            row, in_row = [], True
        elif token.type == "tr_close":
            in_row = False
            yield Block(_CELL.join(cell for cell in row if cell))
        elif token.type == "inline":
            line = _inline(token)
            if in_row:
                row.append(line)
            else:
                yield Block(line, level)
        elif token.type in ("fence", "code_block"):
            yield Block(token.content)
        elif token.type == "html_block":
            for line in _html_lines(token.content):
                yield Block(line)


def _inline(token: "Token") -> str:
    """What is read of a paragraph: no images, no tags, no addresses of links."""
    parts = []
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return " ".join("".join(parts).split())


def _html_lines(content: str) -> list[str]:
    root = page_root(content)
    return [] if root is None else [line.text for line in page_lines(root)]
