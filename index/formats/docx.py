"""Word documents (.docx) -> their articles.

What a reader sees with all changes accepted: deletions, hidden text, comments, footnotes, page
headers and field codes are left out. The day a document was made is not the day of publication.
"""

from collections.abc import Iterator
from typing import Any

from index.formats.document import Document, FormatError, headline, language_code, person
from index.formats.sections import LOWEST, Block, articles
from index.formats.zipped import Archive, attribute, local, open_zip, parse_xml

_LEFT_OUT = frozenset(
    "del moveFrom Fallback footnoteReference endnoteReference pPr sectPr object".split()
)
_CELL = " | "  # between the cells of a table's row


def read_docx(content: bytes) -> list[Document]:
    """The articles of a Word document.

    Raises:
        FormatError: it is damaged, encrypted, too large or has no text.
    """
    archive = open_zip(content)
    root = parse_xml(archive.read("word/document.xml"), "word/document.xml")
    levels = _style_levels(archive)
    body = next((child for child in root if local(child) == "body"), None)
    found = articles(list(_blocks(body, levels)) if body is not None else [], about(archive))
    if not found:
        raise FormatError("has no text; put an article in it or leave it out")
    return found


def about(archive: Archive, part: str = "docProps/core.xml") -> Document:
    """What a document's properties say of it."""
    facts: dict[str, str] = {}
    if part in archive:
        for element in parse_xml(archive.read(part), part).iter():
            if element.text and not len(element):
                facts.setdefault(local(element), element.text)
    return Document(
        "",
        title=headline(facts.get("title")),
        author=person(facts.get("creator")),
        language=language_code(facts.get("language")),
    )


def _blocks(parent: Any, levels: dict[str, int]) -> Iterator[Block]:
    """Paragraphs, headings and table rows in order; one whose end was deleted runs on."""
    held = ""
    for element in parent:
        name = local(element)
        if name == "p":
            level = _level(element, levels)
            text = held + _text(element)
            held = ""
            if _end_deleted(element):
                held = text
                continue
            yield Block(text, level)
            for box in _boxes(element):
                yield from _blocks(box, levels)
        elif name == "tbl":
            yield from _rows(element)
        elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _blocks(element, levels)
    if held:
        yield Block(held)


def _rows(table: Any) -> Iterator[Block]:
    """The rows of a table, a line each; what is in a table within it is in its cell."""
    for row in table:
        if local(row) != "tr":
            continue
        cells = [
            " ".join(_text(paragraph) for paragraph in cell.iter("{*}p"))
            for cell in row.iter("{*}tc")
        ]
        yield Block(_CELL.join(text for cell in cells if (text := " ".join(cell.split()))))


def _text(paragraph: Any) -> str:
    """A paragraph's own text, without the text boxes that hang on it."""
    parts: list[str] = []

    def walk(element: Any) -> None:
        for child in element:
            name = local(child)
            if name == "t":
                parts.append(child.text or "")
            elif name in ("tab", "br", "cr"):
                parts.append(" ")
            elif name == "noBreakHyphen":
                parts.append("-")
            elif name not in _LEFT_OUT and name != "txbxContent" and not _hidden(child):
                walk(child)

    walk(paragraph)
    return "".join(parts)


def _boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes of a paragraph, each once: Word writes a second copy for old readers."""
    for box in paragraph.iter("{*}txbxContent"):
        if not any(local(above) in ("Fallback", "txbxContent") for above in box.iterancestors()):
            yield box


def _hidden(run: Any) -> bool:
    properties = next((child for child in run if local(child) == "rPr"), None)
    return local(run) == "r" and properties is not None and _switched_on(properties, "vanish")


def _switched_on(properties: Any, name: str) -> bool:
    found = next((child for child in properties if local(child) == name), None)
    return found is not None and attribute(found, "val") not in ("0", "false", "off")


def _end_deleted(paragraph: Any) -> bool:
    """Whether a tracked change joins a paragraph to the next."""
    for properties in paragraph.iterchildren("{*}pPr"):
        for run in properties.iterchildren("{*}rPr"):
            return any(local(child) == "del" for child in run)
    return False


def _level(paragraph: Any, levels: dict[str, int]) -> int:
    for properties in paragraph.iterchildren("{*}pPr"):
        for child in properties:
            if local(child) == "pStyle":
                return levels.get(attribute(child, "val") or "", 0)
    return 0


def _style_levels(archive: Archive) -> dict[str, int]:
    """The heading level of each style, by its name and those that it is based on.

    Word translates a style's id ('Judul1') and not its name ('heading 1').
    """
    if "word/styles.xml" not in archive:
        return {f"Heading{n}": n + 1 for n in range(1, LOWEST)} | {"Title": 1}
    own: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in parse_xml(archive.read("word/styles.xml"), "word/styles.xml").iter("{*}style"):
        identity = attribute(style, "styleId") or ""
        for child in style:
            value = (attribute(child, "val") or "").lower()
            if local(child) == "name":
                own[identity] = _named_level(value)
            elif local(child) == "basedOn":
                based[identity] = attribute(child, "val") or ""
    return {identity: _inherited(identity, own, based) for identity in own}


def _named_level(name: str) -> int:
    if name == "title":
        return 1
    number = name.removeprefix("heading ")
    return int(number) + 1 if number in "12345678" and len(number) == 1 else 0


def _inherited(identity: str, own: dict[str, int], based: dict[str, str]) -> int:
    for _ in range(20):  # styles based on each other in a circle
        if own.get(identity) or identity not in based:
            break
        identity = based[identity]
    return own.get(identity, 0)
