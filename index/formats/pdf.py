"""PDFs with a text layer -> their articles.

PDFium reads the letters, as in Chrome, so that hostile files are nothing new to it. The day a
PDF was made is not the day of publication.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from index.formats.document import Document, FormatError, count_words, headline, letters, person
from index.formats.pdf_margins import without_margins
from index.formats.pdf_order import reading_order
from index.formats.pdf_page import Page, read_page
from index.formats.pdf_text import Paragraph, most_common_size, paragraphs
from index.formats.sections import MIN_BODY, is_label
from index.urls import web_url

MAX_LETTERS = 1_000_000  # a newspaper of 40 pages has 400,000
MAX_PAGES = 1000
_HEADING = 1.25  # times the body's size, from which a paragraph is a heading
_ARTICLE = 0.7  # of the largest article heading: smaller ones are subheadings
_ALIKE = 0.3  # share by which the sizes of two articles' headings may differ
_NAME = 1.5  # times the headline's size, from which a short line above is a paper's name;
# times the body's size, from which a heading is no subheading
_NAME_WORDS = 3
_HEADING_WORDS = 40  # at most
_MIN_LETTERS = 20  # of a text layer
_MAX_UNMAPPED = 0.3  # share of letters without a character: the text is not to be read
_TOP = 3000  # characters of the text in which the file's own title must be found
_PASSWORD, _SECURITY = 4, 5  # PDFium's codes of errors
_END = 8192  # bytes: the end mark is in the last of them
_NO_TEXT = "has no text layer; run OCR on it first"
_DAMAGED = "is damaged or cut short; get the file again or save it anew"


def read_pdf(content: bytes) -> list[Document]:
    """The articles of a PDF, columns read one by one, running heads and page numbers left out.

    A heading clearly larger than the text begins an article, and so does an entry of the
    outline's first level, where it has two or more.

    Raises:
        FormatError: it is damaged, encrypted, too long, or scanned without a text layer.
    """
    import pypdfium2  # type: ignore[import-untyped]  # no types

    if b"%PDF-" not in content[:1024] or b"%%EOF" not in content[-_END:]:
        raise FormatError(_DAMAGED)
    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (_PASSWORD, _SECURITY):
            raise FormatError("is encrypted; save it without a password") from error
        raise FormatError(_DAMAGED) from error
    try:
        pages = list(_pages(file))
        outline = _outline(file)
        facts = file.get_metadata_dict()
    except (pypdfium2.PdfiumError, UnicodeDecodeError) as error:
        raise FormatError(_DAMAGED) from error
    finally:
        file.close()
    _check_text(pages)
    own, address = without_margins(pages)
    found = paragraphs([reading_order(runs) for runs in own])
    if not found:
        raise FormatError(_NO_TEXT)
    return _articles(found, outline, _about(found, facts, address))


def _pages(file: Any) -> Iterator[Page]:
    if len(file) > MAX_PAGES:
        raise FormatError(f"has more than {MAX_PAGES} pages; split it")
    left = MAX_LETTERS
    for number in range(len(file)):
        page = file[number]
        try:
            read = read_page(page, left)
        except OverflowError as error:
            raise FormatError("is too long for articles; split it") from error
        finally:
            page.close()
        left -= sum(len(run.text) for run in read.runs)
        yield read


def _check_text(pages: Sequence[Page]) -> None:
    written = sum(c.isalpha() for page in pages for run in page.runs for c in run.text)
    unmapped = sum(page.unmapped for page in pages)
    if unmapped > _MAX_UNMAPPED * (written + unmapped) and unmapped > _MIN_LETTERS:
        raise FormatError("has fonts that don't tell their letters; run OCR on it first")
    if written < _MIN_LETTERS:
        raise FormatError(_NO_TEXT)


def _outline(file: Any) -> dict[str, int]:
    """The letters of the outline's first-level entries, with the pages that they lead to."""
    entries: dict[str, int] = {}
    for entry in file.get_toc(max_depth=1):
        target = entry.get_dest()
        page = target.get_index() if target else None
        if page is not None and len(entries) < MAX_PAGES:
            entries[letters(entry.get_title())] = page
    return entries if len(entries) > 1 else {}


def _about(found: Sequence[Paragraph], facts: dict[str, str], address: str | None) -> Document:
    """What the file says of itself, as far as its text says so too."""
    top = letters(" ".join(p.text for p in found)[:_TOP])
    everything = letters(" ".join(p.text for p in found))
    title, author = headline(facts.get("Title")), person(facts.get("Author"))
    return Document(
        "",
        title=title if title and letters(title) in top else None,
        author=author if author and letters(author) in everything else None,
        url=web_url(address) if address else None,
    )


def _articles(
    found: Sequence[Paragraph], outline: dict[str, int], about: Document
) -> list[Document]:
    """One document for each heading of an article, with all that follows it."""
    body = most_common_size((p.text, p.size) for p in found)
    groups = _without_masthead(found, _headings(found, body), body)
    starts = _starts(found, groups, outline)
    if len(starts) < 2:
        return [_whole(found, groups, about)]
    bounds = [*starts, len(found)]
    documents = []
    if count_words(_text(found[: bounds[0]])) >= MIN_BODY:
        above = [group for group in groups if group.start < bounds[0]]
        documents.append(_whole(found[: bounds[0]], above, replace(about, title=None)))
    for (start, head), end in zip(starts.items(), bounds[1:], strict=True):
        documents.append(_headed(found[start:end], head - start, about))
    return [
        replace(document, author=None, url=None, part=str(number))
        for number, document in enumerate(documents, 1)
    ]


def _headed(found: Sequence[Paragraph], head: int, about: Document) -> Document:
    """An article with its title first, also where a kicker stands over it."""
    text = _text([found[head], *found[:head], *found[head + 1 :]])
    return replace(about, text=text, title=found[head].text)


def _headings(found: Sequence[Paragraph], body: float) -> list[range]:
    """Runs of paragraphs larger than the body, each run over some text of the body's size."""
    groups: list[range] = []
    start = None
    for n, paragraph in enumerate(found):
        large = paragraph.size >= _HEADING * body
        if large and len(paragraph.text.split()) <= _HEADING_WORDS:
            start = n if start is None else start
        elif start is not None:
            groups.append(range(start, n))
            start = None
    return groups


def _starts(
    found: Sequence[Paragraph], groups: Sequence[range], outline: dict[str, int]
) -> dict[int, int]:
    """Where articles begin, in order, and where the title of each stands."""
    largest = max((_top(found, group) for group in groups), default=0.0)
    starts: dict[int, int] = {}
    for number, group in enumerate(groups):
        labelled = any(is_label(p.text) for p in found[group.stop : group.stop + 2])
        if number == 0 or _top(found, group) >= _ARTICLE * largest or labelled:
            starts[group.start] = _head(found, group)
    in_heading = {n for group in groups for n in group}
    for n, paragraph in enumerate(found):
        if n not in in_heading and outline.get(letters(paragraph.text)) == paragraph.page:
            starts[n] = n
    ordered = sorted(starts.items())
    return {
        start: head
        for (start, head), (end, _) in pairwise([*ordered, (len(found), 0)])
        if count_words(_text(found[head + 1 : end])) >= MIN_BODY
    }


def _without_masthead(found: Sequence[Paragraph], groups: list[range], body: float) -> list[range]:
    """Without a paper's name: the first of all headings, over one as large as the later ones.

    A title over its first subheading looks like it, but is longer, and subheadings are small.
    """
    if not groups or len(groups[0]) < 2:
        return groups
    first, rest = found[groups[0].start], range(groups[0].start + 1, groups[0].stop)
    under = _top(found, rest)
    short = len(first.text.split()) <= _NAME_WORDS
    if len(groups) > 1:
        later = max(_top(found, group) for group in groups[1:])
        alike = first.size > max(later, under) and abs(under - later) < _ALIKE * later
        is_name = alike and (short or later > _NAME * body)
    else:
        longer = len(found[_head(found, rest)].text.split()) > _NAME_WORDS
        is_name = short and longer and first.size > _NAME * under
    return [rest, *groups[1:]] if is_name else groups


def _top(found: Sequence[Paragraph], group: range) -> float:
    """The size of the largest heading of a run, in points."""
    return found[_head(found, group)].size


def _head(found: Sequence[Paragraph], group: range) -> int:
    return max(group, key=lambda n: found[n].size)


def _whole(found: Sequence[Paragraph], groups: Sequence[range], about: Document) -> Document:
    """The one article; its title is the largest heading above its text."""
    if groups and count_words(_text(found[: groups[0].start])) < MIN_BODY:
        start = groups[0].start  # above it a paper's name, or a line too short to be the text
        return _headed(found[start:], _head(found, groups[0]) - start, about)
    text = _text(found)
    if about.title and not letters(text).startswith(letters(about.title)):
        return replace(about, text=f"{about.title}\n\n{text}")
    return replace(about, text=text)


def _text(found: Sequence[Paragraph]) -> str:
    return "\n\n".join(paragraph.text for paragraph in found)
