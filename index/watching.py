"""Files as they come and change."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from index.errors import WartanyaError

_SETTLED = 500  # milliseconds without a change: whoever writes a file has written it


def changes(sources: Sequence[str | Path]) -> Iterator[list[str]]:
    """The files that came or changed under the folders and files given, batch after batch.

    Hidden files are left out. Ends only by KeyboardInterrupt or closing. WartanyaError where none
    of the sources is a folder or a file.
    """
    from watchfiles import Change, watch

    watched = [Path(source).resolve() for source in sources if Path(source).exists()]
    if not watched:
        raise WartanyaError("--watch: nothing to watch; name a folder or a file that is there")
    for batch in watch(*watched, step=_SETTLED, raise_interrupt=True):
        paths = sorted({path for change, path in batch if change is not Change.deleted})
        seen = [path for path in paths if _is_seen(Path(path), watched)]
        if seen:
            yield seen


def _is_seen(path: Path, watched: Sequence[Path]) -> bool:
    """Whether a path is a file that isn't hidden from where it is watched."""
    if not path.is_file():
        return False
    inside = [path.relative_to(root) for root in watched if path.is_relative_to(root)]
    return any(not part.startswith(".") for below in inside for part in below.parts or (path.name,))
