"""Documents by the suffix of their file's name. Runs in the child of index/formats/child.py."""

from collections.abc import Callable

from index.formats.document import Document, FormatError
from index.formats.docx import read_docx
from index.formats.eml import read_eml
from index.formats.epub import read_epub
from index.formats.markdown import read_markdown
from index.formats.mhtml import read_mhtml
from index.formats.odt import read_odt
from index.formats.pdf import read_pdf

_READERS: dict[str, Callable[[bytes], list[Document]]] = {
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".odt": read_odt,
    ".epub": read_epub,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".eml": read_eml,
}
SUFFIXES = tuple(_READERS)


def read_documents(suffix: str, content: bytes) -> list[Document]:
    """The articles in a file of one of ``SUFFIXES``; at least one.

    Not to be called on untrusted files outside of the child, which has limits on time and memory.

    Raises:
        FormatError: there is none; says why and what to do.
    """
    if not content.strip(b"\0 \t\r\n\f"):
        raise FormatError("is empty; put an article in it or leave it out")
    return _READERS[suffix](content)
