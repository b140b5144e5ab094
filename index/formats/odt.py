"""OpenDocument texts (.odt) -> their articles, as a reader sees them with changes accepted."""

from collections.abc import Iterator
from typing import Any

from index.formats.document import Document, FormatError
from index.formats.docx import about
from index.formats.sections import LOWEST, Block, articles
from index.formats.zipped import Archive, attribute, local, open_zip, parse_xml

_LEFT_OUT = frozenset(
    "tracked-changes annotation note forms sequence-decls table-of-content frame".split()
)
_MAX_SPACES = 100  # of one text:s element
_CELL = " | "


def read_odt(content: bytes) -> list[Document]:
    """The articles of an OpenDocument text.

    Raises:
        FormatError: it is damaged, encrypted, too large or has no text.
    """
    archive = open_zip(content)
    if _is_encrypted(archive):
        raise FormatError("is encrypted; save it without a password")
    root = parse_xml(archive.read("content.xml"), "content.xml")
    titles = _title_styles(root)
    blocks = [block for text in root.iter("{*}text") for block in _blocks(text, titles)]
    found = articles(blocks, about(archive, "meta.xml"))
    if not found:
        raise FormatError("has no text; put an article in it or leave it out")
    return found


def _is_encrypted(archive: Archive) -> bool:
    manifest = "META-INF/manifest.xml"
    return manifest in archive and b"encryption-data" in archive.read(manifest)


def _blocks(parent: Any, titles: frozenset[str]) -> Iterator[Block]:
    for element in parent:
        name = local(element)
        if name == "h":
            level = attribute(element, "outline-level") or "1"
            number = int(level) if level.isdecimal() and len(level) == 1 else 1
            yield Block(_text(element), min(number + 1, LOWEST))
        elif name == "p":
            yield Block(_text(element), int(attribute(element, "style-name") in titles))
        elif name == "table":
            yield from _rows(element)
            continue
        elif name not in _LEFT_OUT:
            yield from _blocks(element, titles)
            continue
        for box in element.iter("{*}text-box"):
            if not any(local(above) == "text-box" for above in box.iterancestors()):
                yield from _blocks(box, titles)


def _rows(table: Any) -> Iterator[Block]:
    for row in table.iter("{*}table-row"):
        cells = [
            " ".join(" ".join(_text(p) for p in cell.iter("{*}p", "{*}h")).split())
            for cell in row.iterchildren("{*}table-cell")
        ]
        yield Block(_CELL.join(cell for cell in cells if cell))


def _text(element: Any) -> str:
    """A paragraph's text; spaces and tabs are elements there."""
    parts = [element.text or ""]
    for child in element:
        name = local(child)
        if name == "s":
            count = attribute(child, "c") or "1"
            parts.append(" " * min(int(count) if count.isdecimal() else 1, _MAX_SPACES))
        elif name in ("tab", "line-break"):
            parts.append(" ")
        elif name and name not in _LEFT_OUT:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _title_styles(root: Any) -> frozenset[str]:
    """'Title', and the document's own styles that are made from it."""
    made = {
        attribute(style, "name") or ""
        for style in root.iter("{*}style")
        if attribute(style, "parent-style-name") == "Title"
    }
    return frozenset(made | {"Title"})
