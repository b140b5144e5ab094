"""Sources -> articles, one error for each that fails: files, folders, archives, corpora, URLs.

A record's text in a corpus is the body as it stands; from pages and documents furniture is cut.
"""

import io
import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from index import archive
from index.corpora.reading import SUFFIXES as CORPORA
from index.corpora.reading import read_corpus
from index.errors import WartanyaError
from index.files import find_files, suffix_of, unsupported
from index.formats.reading import SUFFIXES as DOCUMENTS
from index.how import How
from index.loaded import Loaded, failed, source_of
from index.pages import (
    HTML,
    MAX_BYTES,
    MAX_DOCUMENT_BYTES,
    TEXT,
    load_document,
    load_page,
    load_text,
)
from index.prefetch import side_by_side

__all__ = ["MAX_BYTES", "SUFFIXES", "How", "Loaded", "load", "load_bytes", "load_file", "load_text"]

SUFFIXES = (*TEXT, *HTML, *DOCUMENTS, *CORPORA, *archive.SUFFIXES)
_WEB = ("http://", "https://")


def load(
    sources: Sequence[str | Path],
    how: How | None = None,
    expect: Callable[[int], None] | None = None,
) -> Iterator[Loaded]:
    """All articles of the sources; what fails gives its error, the rest goes on.

    ``expect`` hears how many files there are, before they are read.
    """
    how = how or How()
    web = [source for source in sources if isinstance(source, str) and source.startswith(_WEB)]
    rest = [source for source in sources if source not in web]
    if "-" in rest:
        rest = [source for source in rest if source != "-"]
        yield from load_bytes(f"input{how.input_suffix}", _standard_input(), "input", how)
    if rest:
        found = find_files(rest, SUFFIXES)
        if expect is not None:
            expect(len(found.files) + len(found.failed))
        yield from found.failed
        yield from side_by_side(found.files, partial(load_file, how=how), how.jobs, _streams)
    if web:
        from index.web_pages import load_urls

        yield from load_urls(web, how, _parse, expect)


def load_file(path: Path, how: How | None = None) -> Iterator[Loaded]:
    """The articles of a file."""
    source = source_of(path)
    try:
        # O_NONBLOCK: a pipe that took the file's place would wait for a writer for ever.
        opened = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        with open(opened, "rb") as file:
            if not stat.S_ISREG(os.fstat(opened).st_mode):
                yield failed(source, f"{source}: is no file; name a file or a folder")
            else:
                yield from _load(suffix_of(path), file, source, how or How())
    except FileNotFoundError:
        yield failed(source, f"{source}: no longer there; index again if it comes back")
    except PermissionError:
        yield failed(source, f"{source}: may not be read; give yourself read permission")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield failed(source, f"{source}: can't be read ({reason}); check the disk and try again")


def load_bytes(name: str, content: bytes, source: str, how: How | None = None) -> Iterator[Loaded]:
    """The articles of an uploaded file; the suffix of its name says what it is."""
    suffix = suffix_of(Path(name))
    if suffix not in SUFFIXES:
        yield failed(source, f"{name}: {unsupported(suffix)}")
    else:
        yield from _load(suffix, io.BytesIO(content), source, how or How())


def _parse(suffix: str, content: bytes, source: str, how: How) -> Iterator[Loaded]:
    """What a server gave, read as a file of that suffix, or else of the one its address ends in."""
    named = suffix_of(Path(urlsplit(source).path))
    if suffix not in SUFFIXES and named in SUFFIXES:
        suffix = named
    if suffix in SUFFIXES:
        yield from _load(suffix, io.BytesIO(content), source, how)
    else:
        yield failed(source, f"{source}: {unsupported(suffix)}")


def _load(suffix: str, file: IO[bytes], source: str, how: How) -> Iterator[Loaded]:
    if suffix in archive.SUFFIXES:
        yield from _load_archive(file, source, how)
    elif suffix in CORPORA:
        yield from _load_corpus(suffix, file, source, how)
    elif suffix in DOCUMENTS:
        yield from load_document(suffix, file.read(MAX_DOCUMENT_BYTES + 1), source)
    else:
        yield load_page(suffix, file.read(MAX_BYTES + 1), source)


def _load_corpus(suffix: str, file: IO[bytes], source: str, how: How) -> Iterator[Loaded]:
    for where, outcome in read_corpus(file, suffix, source, how.columns, how.told):
        if isinstance(outcome, WartanyaError):
            yield Loaded(where, None, outcome)
        else:
            yield Loaded(where, outcome, None)


def _load_archive(file: IO[bytes], source: str, how: How) -> Iterator[Loaded]:
    """The articles of each file in an archive; files of other kinds are passed over."""
    for member in archive.members(file, source):
        if isinstance(member, WartanyaError):
            yield Loaded(source, None, member)
            continue
        suffix = suffix_of(Path(member.name))
        if suffix not in SUFFIXES:
            continue
        where = f"{source}#{member.name}"
        try:
            with member.open() as content:
                yield from _load(suffix, content, where, how)
        except WartanyaError as error:
            yield Loaded(where, None, error)


def _streams(path: Path) -> bool:
    return suffix_of(path) in (*archive.SUFFIXES, *CORPORA)


def _standard_input() -> bytes:
    return sys.stdin.buffer.read(MAX_DOCUMENT_BYTES + 1)
