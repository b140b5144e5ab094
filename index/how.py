"""How sources are read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def _tell_nobody(_line: str) -> None:
    """For where nobody listens."""


def _nothing_held(_source: str) -> tuple[str | None, str | None]:
    return None, None


@dataclass(frozen=True, slots=True)
class How:
    """How sources are read.

    ``since`` (an ISO day) and ``limit`` (articles) are of each feed and sitemap. ``columns`` are
    a corpus's columns by field, guessed where not given. ``allow`` are hosts, ``HOST`` or
    ``HOST:PORT``, that may be fetched from though their addresses are private; ``interval`` are
    seconds between two requests to one host. ``jobs`` files are
    read side by side. ``input_suffix`` says what standard input is. ``told`` hears what was
    guessed. ``validators`` gives the etag and the last-modified date of what a URL gave before.
    """

    since: str | None = None
    limit: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    allow: frozenset[str] = frozenset()
    interval: float = 1.0
    jobs: int = 1
    input_suffix: str = ".txt"
    told: Callable[[str], None] = _tell_nobody
    validators: Callable[[str], tuple[str | None, str | None]] = _nothing_held
