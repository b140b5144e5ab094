"""What could not be indexed, as a file that can be fed back."""

import json
from collections.abc import Iterable
from pathlib import Path

from index.errors import WartanyaError
from index.loading import Loaded


def write_failures(path: Path, failed: Iterable[Loaded]) -> None:
    """A line of JSON for each source that failed: ``source`` and ``error``, which names the mend.

    The file is written anew, empty where nothing failed.
    """
    lines = (
        json.dumps({"source": one.source, "error": str(one.error)}, ensure_ascii=False) + "\n"
        for one in failed
    )
    try:
        path.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise WartanyaError(
            f"{path}: can't be written ({error.strerror}); choose another place for the report"
        ) from error


def read_failures(path: Path) -> list[str]:
    """The sources of a report, each once; of a record in a file, the file.

    WartanyaError where the report can't be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise WartanyaError(f"{path}: can't be read; give a report that --report wrote") from error
    sources: dict[str, None] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            source = json.loads(line)["source"]
        except (ValueError, TypeError, KeyError):
            source = None
        if not isinstance(source, str):
            raise WartanyaError(f"{path}:{number}: names no source; give what --report wrote")
        sources[_file_of(source)] = None
    return list(sources)


def _file_of(source: str) -> str:
    """'/news/corpus.jsonl' of '/news/corpus.jsonl#17', unless that is a file's own name."""
    if source.startswith(("http://", "https://")) or Path(source).exists():
        return source
    file, mark, _ = source.partition("#")
    return file if mark and Path(file).exists() else source
