"""EPUB books and magazines -> their chapters, a page of HTML each."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote, urlsplit

from index.dates import parse_date
from index.encoding import decode
from index.formats.document import Document, FormatError, headline, language_code, person
from index.formats.page import page_root
from index.formats.zipped import Archive, attribute, local, open_zip, parse_xml
from index.html import page_lines
from index.urls import web_url

_PAGES = ("application/xhtml+xml", "text/html")
_NO_CHAPTER = re.compile(
    r"(?:.*[/_-])?(?:cover|titlepage|title-page|toc|nav|contents|copyright|colophon|daftar-?isi|"
    r"sampul)(?:[_-]?page|\d*)(?:\.x?html?)?",
    re.IGNORECASE,
)
_FONT_ALGORITHMS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_MIN_LETTERS = 40  # of a chapter; below it is a plate or a divider
_MAX_CHAPTERS = 2000


@dataclass(frozen=True, slots=True)
class _Item:
    """A file of the book, as its manifest tells of it."""

    identity: str
    path: str
    kind: str
    properties: str


def read_epub(content: bytes) -> list[Document]:
    """The chapters in reading order, without cover and table of contents.

    The book's date and author count for all its chapters; a page may say better itself.

    Raises:
        FormatError: it is damaged, protected, too large or has no text.
    """
    archive = open_zip(content)
    path = _package_path(archive)
    package = parse_xml(archive.read(path), path)
    about = _about(package)
    locked = _locked(archive)
    found = []
    for item in _chapters(package, posixpath.dirname(path)):
        if item.path in locked:
            raise FormatError("is protected against copying; use a copy without protection")
        page = _page(archive.read(item.path), item.path)
        if (document := _chapter(page, about, item.path)) is not None:
            found.append(document)
    if not found:
        raise FormatError("has no chapter with text; put an article in it or leave it out")
    if len(found) == 1:
        return [replace(found[0], title=found[0].title or about.title, url=about.url)]
    return found


def _package_path(archive: Archive) -> str:
    container = parse_xml(archive.read("META-INF/container.xml"), "META-INF/container.xml")
    for element in container.iter("{*}rootfile"):
        if path := attribute(element, "full-path"):
            return path
    raise FormatError("names no package in META-INF/container.xml; save it anew")


def _about(package: Any) -> Document:
    """What the package's metadata say of the whole book."""
    facts: dict[str, str] = {}
    for element in package.iter("{http://purl.org/dc/elements/1.1/}*"):
        event = attribute(element, "event")
        if element.text and event in (None, "publication", "original-publication"):
            facts.setdefault(local(element), element.text.strip())
    return Document(
        "",
        html=True,
        title=headline(facts.get("title")),
        author=person(facts.get("creator")),
        published=parse_date(facts.get("date", "")[:60]),
        url=web_url(facts.get("source", ""), front_page=False),
        language=language_code(facts.get("language")),
    )


def _chapters(package: Any, folder: str) -> Iterator[_Item]:
    items = {item.identity: item for item in _items(package, folder)}
    apart = {
        posixpath.normpath(posixpath.join(folder, _path(attribute(element, "href"))))
        for element in package.iter("{*}reference")
        if attribute(element, "type") in ("cover", "toc", "title-page", "copyright-page")
    }
    references = [r for spine in package.iter("{*}spine") for r in spine.iter("{*}itemref")]
    if len(references) > _MAX_CHAPTERS:
        raise FormatError(f"has more than {_MAX_CHAPTERS} chapters; split it")
    seen: set[str] = set()
    for reference in references:
        item = items.get(attribute(reference, "idref") or "")
        if item is None or item.path in seen or attribute(reference, "linear") == "no":
            continue
        seen.add(item.path)
        named = _NO_CHAPTER.fullmatch(posixpath.basename(item.path))
        is_nav = named is not None or "nav" in item.properties.split()
        if item.kind in _PAGES and item.path not in apart and not is_nav:
            yield item


def _items(package: Any, folder: str) -> Iterator[_Item]:
    for element in package.iter("{*}item"):
        yield _Item(
            attribute(element, "id") or "",
            posixpath.normpath(posixpath.join(folder, _path(attribute(element, "href")))),
            attribute(element, "media-type") or "",
            attribute(element, "properties") or "",
        )


def _path(href: str | None) -> str:
    try:
        return unquote(urlsplit(href or "").path)
    except ValueError:
        return ""


def _locked(archive: Archive) -> frozenset[str]:
    """The files that are encrypted, fonts apart, which are often only obfuscated."""
    part = "META-INF/encryption.xml"
    if part not in archive:
        return frozenset()
    locked = set()
    for data in parse_xml(archive.read(part), part).iter("{*}EncryptedData"):
        methods = [attribute(m, "Algorithm") for m in data.iter("{*}EncryptionMethod")]
        if not any(method in _FONT_ALGORITHMS for method in methods):
            locked |= {_path(attribute(r, "URI")) for r in data.iter("{*}CipherReference")}
    return frozenset(locked)


def _page(content: bytes, path: str) -> str:
    try:
        return decode(content, path, is_html=True).replace("\0", " ")
    except ValueError as error:
        raise FormatError(f"{path[-80:]} in it {error}; save it anew") from error


def _chapter(page: str, about: Document, path: str) -> Document | None:
    """A chapter with its heading as title; None where it has no text to speak of."""
    root = page_root(page)
    if (
        root is None
        or sum(c.isalnum() for line in page_lines(root) for c in line.text) < _MIN_LETTERS
    ):
        return None
    headings = (" ".join(h.text_content().split()) for h in root.iter("h1", "h2", "h3"))
    title = next((heading for heading in headings if heading), None)
    return replace(about, text=page, title=title, url=None, part=path)
