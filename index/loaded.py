"""What reading a source came to."""

import os
from dataclasses import dataclass
from pathlib import Path

from index.article import Article
from index.errors import WartanyaError


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article, why there is none, or that it is the one that was read there before.

    At most one of ``article`` and ``error`` is set; where neither is, nothing has changed since.
    ``source`` is the file's absolute path or the URL, for a record of a corpus or a part of a
    file with '#' and its id or number after it; the same on every run. ``etag`` and
    ``last_modified`` are what a server said of what it gave.
    """

    source: str
    article: Article | None
    error: WartanyaError | None
    etag: str | None = None
    last_modified: str | None = None


def failed(source: str, message: str) -> Loaded:
    """A source with the line that says what is wrong with it."""
    return Loaded(source, None, WartanyaError(" ".join(message.split())))


def source_of(path: Path) -> str:
    """The path as text that any store takes, also where its bytes are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
