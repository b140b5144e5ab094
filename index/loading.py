"""Files, folders, corpora, pasted text and uploads -> articles, one error for each that fails.

Files are .txt (a scraped page or a plain article), .html and .htm, and .jsonl corpora, whose
records are ``{"id", "title", "text"}`` with optional ``url``, ``published``, ``author``,
``outlet`` and ``language``; a record's text is the body as it stands.
"""

import io
import json
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from index.article import Article, article_id
from index.child import JobFailed, Pool
from index.cleaning import Cleaned, clean_text
from index.corpus import read_record
from index.encoding import decode, unicode_mark
from index.errors import WartanyaError
from index.header import leading_words
from index.language import detect_language

SUFFIXES = (".txt", ".html", ".htm", ".jsonl")
MAX_BYTES = 10_000_000  # of one page or record: the longest articles have 200,000
_IN_CHILD = 100_000  # characters; longer texts are cleaned within the child's limits too

_pool = Pool("index.html")


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article, or why there is none: exactly one of ``article`` and ``error`` is set.

    ``source`` is the file's absolute path, for a record of a corpus with '#' and its id or line
    number after it; the same on every run.
    """

    source: str
    article: Article | None
    error: WartanyaError | None


@dataclass(frozen=True, slots=True)
class Found:
    """What paths hold: files to load in order, paths that can't be, and files of other kinds."""

    files: tuple[Path, ...]
    failed: tuple[Loaded, ...]
    skipped: int


def find_files(paths: Sequence[str | Path]) -> Found:
    """The files that paths name, folders with all that is in them, sorted, each file once.

    Hidden files and folders are left out. A file of another kind is counted when it lies in a
    folder, and an error when it is named.
    """
    files: dict[Path, None] = {}
    failed: list[Loaded] = []
    skipped = 0
    for named in paths:
        path = Path(os.path.abspath(named))
        if path.is_dir():
            for entry in _walk(path, failed):
                if entry.suffix.lower() in SUFFIXES:
                    files[entry] = None
                else:
                    skipped += 1
        elif problem := _refusal(path):
            failed.append(_failed(_source(path), problem))
        else:
            files[path] = None
    return Found(tuple(files), tuple(failed), skipped)


def load(paths: Sequence[str | Path]) -> Iterator[Loaded]:
    """All articles of the paths; a file or record that fails gives its error, the rest goes on."""
    found = find_files(paths)
    yield from found.failed
    for path in found.files:
        yield from load_file(path)


def load_file(path: Path) -> Iterator[Loaded]:
    """The article of a file, or the articles of a corpus."""
    source = _source(path)
    try:
        # O_NONBLOCK: a pipe that took the file's place would wait for a writer for ever.
        opened = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        with open(opened, "rb") as file:
            if not stat.S_ISREG(os.fstat(opened).st_mode):
                yield _failed(source, f"{source}: is no file; name a file or a folder")
            elif path.suffix.lower() == ".jsonl":
                yield from _load_corpus(file, source)
            else:
                yield _load_page(path.suffix.lower(), file.read(MAX_BYTES + 1), source)
    except FileNotFoundError:
        yield _failed(source, f"{source}: no longer there; index again if it comes back")
    except PermissionError:
        yield _failed(source, f"{source}: may not be read; give yourself read permission")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield _failed(source, f"{source}: can't be read ({reason}); check the disk and try again")


def load_text(text: str, source: str) -> Loaded:
    """The article of a pasted text, page furniture and all."""
    if not text.strip():
        return _failed(source, f"{source}: empty; paste an article's text")
    if len(text) > MAX_BYTES:
        return _failed(source, _too_large(source))
    try:
        cleaned = _clean(text)
    except JobFailed as failure:
        return _failed(source, f"{source}: {failure} to read; split it into articles")
    return _loaded(source, cleaned, None, None)


def load_bytes(name: str, content: bytes, source: str) -> Iterator[Loaded]:
    """The articles of an uploaded file; the suffix of its name says what it is."""
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        yield _failed(source, f"{name}: {_unsupported(suffix)}")
    elif suffix == ".jsonl":
        yield from _load_corpus(io.BytesIO(content), source)
    else:
        yield _load_page(suffix, content, source)


def _load_page(suffix: str, content: bytes, source: str) -> Loaded:
    if len(content) > MAX_BYTES:
        return _failed(source, _too_large(source))
    if not content.strip(b"\0 \t\r\n\f"):
        return _failed(source, f"{source}: empty; put an article in it or leave it out")
    is_html = suffix in (".html", ".htm")
    try:
        text = decode(content, source, is_html)
    except ValueError as error:
        return _failed(source, f"{source}: {error}; save it as UTF-8 text")
    if not is_html:
        return load_text(text, source)
    try:
        answer = json.loads(_pool.run(b"h" + text.encode("utf-8", "replace")))
    except JobFailed as failure:
        return _failed(source, f"{source}: {failure} to parse; save its text as .txt instead")
    if "error" in answer:
        problem = f"can't be parsed as HTML ({answer['error']})"
        return _failed(source, f"{source}: {problem}; save its text as .txt instead")
    return _loaded(source, Cleaned(**answer["cleaned"]), answer["url"], answer["language"])


def _clean(text: str) -> Cleaned:
    """The cleaned text; JobFailed where that takes too long."""
    if len(text) <= _IN_CHILD:
        return clean_text(text)
    answer = json.loads(_pool.run(b"t" + text.encode("utf-8", "replace")))
    if "error" in answer:
        raise JobFailed(f"broke the parser ({answer['error']})")
    return Cleaned(**answer["cleaned"])


def _loaded(source: str, cleaned: Cleaned, url: str | None, declared: str | None) -> Loaded:
    """The article with its id; the text's language counts more than the one a page declares."""
    if not cleaned.text:
        mend = "check that the page has an article's text, or save that text alone as .txt"
        return _failed(source, f"{source}: no article found; {mend}")
    clean = _sound(cleaned)
    title = clean.title or leading_words(clean.text)
    article = Article(
        id=article_id(title, clean.text, url),
        title=title,
        text=clean.text,
        url=url,
        published=clean.published,
        author=clean.author,
        outlet=clean.outlet,
        language=detect_language(clean.text) or declared,
    )
    return Loaded(source, article, None)


def _load_corpus(file: IO[bytes], source: str) -> Iterator[Loaded]:
    """A corpus line by line, however large; no line is held that is larger than MAX_BYTES."""
    lines_of_ids: dict[str, int] = {}
    number = 0
    for number, line in enumerate(_lines(file), 1):
        where = f"{source}#{number}"
        if line is not None and not line.strip():
            continue
        try:
            if line is None:
                raise WartanyaError(_too_large(f"{source}, line {number}"))
            article = read_record(line, f"{source}, line {number}")
            if first := lines_of_ids.get(article.id):
                raise WartanyaError(
                    f"{source}, line {number}: has the id {article.id!r} of line {first}; "
                    "give each record an id of its own"
                )
        except WartanyaError as error:
            yield Loaded(where, None, error)
            continue
        lines_of_ids[article.id] = number
        yield Loaded(f"{source}#{article.id}", article, None)
    if not number:
        yield _failed(source, f"{source}: empty; put a JSON object on each line")


def _lines(file: IO[bytes]) -> Iterator[str | bytes | None]:
    """The lines of a corpus; None for one that is too large, which is read past."""
    mark = unicode_mark(file.read(4))
    file.seek(0)
    opened: IO[bytes] | IO[str] = file
    if mark not in (None, "utf-8-sig"):
        opened = io.TextIOWrapper(file, encoding=mark, errors="replace", newline="\n")
    while line := opened.readline(MAX_BYTES + 1):
        if len(line) <= MAX_BYTES:
            yield line
            continue
        while line and line[-1:] not in ("\n", b"\n"):
            line = opened.readline(MAX_BYTES)
        yield None


def _walk(folder: Path, failed: list[Loaded]) -> Iterator[Path]:
    """Regular files under a folder, sorted; no hidden ones, no folders behind links."""

    def unreadable(error: OSError) -> None:
        where = _source(Path(str(error.filename)))
        failed.append(_failed(where, f"{where}: may not be read; give yourself read permission"))

    for here, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(here, name)
            if not name.startswith(".") and (path.is_file() or path.is_symlink()):
                yield path


def _refusal(path: Path) -> str | None:
    """Why a path that was named can't be loaded, or None."""
    source = _source(path)
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return f"{source}: not found; check the path"
    except OSError as error:
        return f"{source}: can't be opened ({error.strerror}); check the path and its permissions"
    if not stat.S_ISREG(mode):
        return f"{source}: is no file; name a file or a folder"
    if path.suffix.lower() not in SUFFIXES:
        return f"{source}: {_unsupported(path.suffix)}"
    return None


def _unsupported(suffix: str) -> str:
    kind = f"{suffix} files aren't read" if suffix else "has no suffix"
    return f"{kind}; use .txt, .html or .jsonl"


def _too_large(what: str) -> str:
    return f"{what}: over {MAX_BYTES // 1_000_000} MB, too large for an article; split it"


def _failed(source: str, message: str) -> Loaded:
    return Loaded(source, None, WartanyaError(" ".join(message.split())))


def _source(path: Path) -> str:
    """The path as text that any store takes, also where its bytes are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _sound(cleaned: Cleaned) -> Cleaned:
    """Without lone surrogates, which no store takes."""
    return replace(
        cleaned,
        title=_whole(cleaned.title),
        text=_whole(cleaned.text),
        author=_whole(cleaned.author) if cleaned.author else None,
        outlet=_whole(cleaned.outlet) if cleaned.outlet else None,
    )


def _whole(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
