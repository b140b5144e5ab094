"""A page's or a document's bytes -> its articles, parsed in a child process."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.article import Article, article_id
from index.child import JobFailed, Pool
from index.cleaning import Cleaned, clean_text
from index.encoding import decode
from index.formats.child import documents
from index.formats.document import Document, FormatError
from index.header import leading_words
from index.joining import join_pages
from index.language import detect_language
from index.loaded import Loaded, failed

TEXT = (".txt",)
HTML = (".html", ".htm", ".xhtml")
MAX_BYTES = 10_000_000  # of one page or record: the longest articles have 200,000
MAX_DOCUMENT_BYTES = 40_000_000  # of one document: it may hold pictures, and many articles
_IN_CHILD = 100_000  # characters; longer texts are cleaned within the child's limits too

_pages = Pool("index.html")
_documents = Pool("index.formats.child")


def load_page(suffix: str, content: bytes, source: str, charset: str | None = None) -> Loaded:
    """The article of a .txt or .html file. ``charset`` is what a server called it."""
    if len(content) > MAX_BYTES:
        return failed(source, too_large(source, MAX_BYTES))
    if not content.strip(b"\0 \t\r\n\f"):
        return failed(source, f"{source}: empty; put an article in it or leave it out")
    is_html = suffix in HTML
    try:
        text = _decoded(content, source, is_html, charset)
    except ValueError as error:
        return failed(source, f"{source}: {error}; save it as UTF-8 text")
    return _load_html(text, source) if is_html else load_text(text, source)


def load_pages(pages: Sequence[tuple[bytes, str | None]], source: str) -> Loaded:
    """The article of one HTML page or more, in order, each with what its server called it."""
    cleaned: list[Cleaned] = []
    url = declared = None
    for content, charset in pages:
        try:
            text = _decoded(content, source, True, charset)
            found, its_url, its_language = _parsed(text)
        except (ValueError, JobFailed) as error:
            return failed(source, f"{source}: {error}; save its text as .txt instead")
        url, declared = url or its_url, declared or its_language
        cleaned.append(found)
    return _loaded(source, join_pages(cleaned), url, declared)


def load_text(text: str, source: str) -> Loaded:
    """The article of a pasted text, page furniture and all."""
    if not text.strip():
        return failed(source, f"{source}: empty; paste an article's text")
    if len(text) > MAX_BYTES:
        return failed(source, too_large(source, MAX_BYTES))
    try:
        cleaned = _clean(text)
    except JobFailed as failure:
        return failed(source, f"{source}: {failure} to read; split it into articles")
    return _loaded(source, cleaned, None, None)


def load_document(suffix: str, content: bytes, source: str) -> Iterator[Loaded]:
    """The articles of a PDF, a Word file, a mail and the like, each with its part's name."""
    if len(content) > MAX_DOCUMENT_BYTES:
        yield failed(source, too_large(source, MAX_DOCUMENT_BYTES))
        return
    try:
        found = documents(_documents, suffix, content)
    except FormatError as error:
        yield failed(source, f"{source}: {error}")
        return
    except JobFailed as failure:
        yield failed(source, f"{source}: {failure} to parse; save its text as .txt instead")
        return
    for document in found:
        yield _load_part(document, f"{source}#{document.part}" if document.part else source)


def too_large(what: str, most: int) -> str:
    """What to say of something over the limit."""
    return f"{what}: over {most // 1_000_000} MB, too large for an article; split it"


def _load_part(document: Document, source: str) -> Loaded:
    if document.problem is not None:
        return failed(source, f"{source}: {document.problem}")
    if document.body:
        title = document.title or leading_words(document.text.strip())
        loaded = _loaded(source, Cleaned(title, document.text), None, None)
    elif document.html:
        loaded = _load_html(document.text, source)
    else:
        loaded = load_text(document.text, source)
    if loaded.article is None:
        return loaded
    return replace(loaded, article=_with_facts(loaded.article, document))


def _with_facts(article: Article, document: Document) -> Article:
    """What the text doesn't say, and its file does."""
    title = document.title if document.title and not document.html else article.title
    url = article.url or document.url
    return replace(
        article,
        id=article_id(title, article.text, url),
        title=title,
        url=url,
        published=article.published or document.published,
        author=article.author or document.author,
        language=article.language or document.language,
    )


def _decoded(content: bytes, source: str, is_html: bool, charset: str | None) -> str:
    if charset:
        try:
            return content.decode(charset)
        except (LookupError, ValueError):
            pass  # servers are often wrong about it: the content tells
    return decode(content, source, is_html)


def _load_html(text: str, source: str) -> Loaded:
    try:
        cleaned, url, declared = _parsed(text)
    except JobFailed as failure:
        return failed(source, f"{source}: {failure}; save its text as .txt instead")
    return _loaded(source, cleaned, url, declared)


def _parsed(page: str) -> tuple[Cleaned, str | None, str | None]:
    """As `index.html.read_html`; JobFailed says why there is nothing: 'took too long to parse'."""
    try:
        answer = json.loads(_pages.run(b"h" + page.encode("utf-8", "replace")))
    except JobFailed as failure:
        raise JobFailed(f"{failure} to parse") from failure
    if "error" in answer:
        raise JobFailed(f"can't be parsed as HTML ({answer['error']})")
    return Cleaned(**answer["cleaned"]), answer["url"], answer["language"]


def _clean(text: str) -> Cleaned:
    """The cleaned text; JobFailed where that takes too long."""
    if len(text) <= _IN_CHILD:
        return clean_text(text)
    answer = json.loads(_pages.run(b"t" + text.encode("utf-8", "replace")))
    if "error" in answer:
        raise JobFailed(f"broke the parser ({answer['error']})")
    return Cleaned(**answer["cleaned"])


def _loaded(source: str, cleaned: Cleaned, url: str | None, declared: str | None) -> Loaded:
    """The article with its id; the text's language counts more than the one a page declares."""
    if not cleaned.text.strip():
        mend = "check that the page has an article's text, or save that text alone as .txt"
        return failed(source, f"{source}: no article found; {mend}")
    text = _whole(cleaned.text)
    title = _whole(cleaned.title) or leading_words(text)
    article = Article(
        id=article_id(title, text, url),
        title=title,
        text=text,
        url=url,
        published=cleaned.published,
        author=_whole_or_none(cleaned.author),
        outlet=_whole_or_none(cleaned.outlet),
        language=detect_language(text) or declared,
        updated=cleaned.updated,
        editor=_whole_or_none(cleaned.editor),
        section=_whole_or_none(cleaned.section),
        tags=tuple(_whole(tag) for tag in cleaned.tags),
    )
    return Loaded(source, article, None)


def _whole(text: str) -> str:
    """Without lone surrogates, which no store takes."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _whole_or_none(text: str | None) -> str | None:
    return _whole(text) if text else None
