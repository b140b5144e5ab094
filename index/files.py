"""The files that paths, folders and globs name."""

import glob
import os
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.loaded import Loaded, failed, source_of


@dataclass(frozen=True, slots=True)
class Found:
    """What paths hold: files to load in order, paths that can't be, and files of other kinds."""

    files: tuple[Path, ...]
    failed: tuple[Loaded, ...]
    skipped: int


def find_files(paths: Sequence[str | Path], suffixes: Collection[str]) -> Found:
    """The files that paths name, folders with all that is in them, sorted, each file once.

    A name with ``*``, ``?`` or ``[`` that no file has is a pattern; ``**`` goes into folders.
    Hidden files and folders are left out. A file of another kind is counted when it lies in a
    folder, and an error when it is named.
    """
    files: dict[Path, None] = {}
    errors: list[Loaded] = []
    skipped = 0
    for named in paths:
        for path in _named(os.path.abspath(named)):
            if path.is_dir():
                for entry in _walk(path, errors):
                    if suffix_of(entry) in suffixes:
                        files[entry] = None
                    else:
                        skipped += 1
            elif problem := _refusal(path, suffixes):
                errors.append(failed(source_of(path), problem))
            else:
                files[path] = None
    return Found(tuple(files), tuple(errors), skipped)


def suffix_of(path: Path) -> str:
    """'.html' of 'A.HTML', '.csv.gz' of 'a.csv.gz'."""
    last = path.suffix.lower()
    before = Path(path.stem).suffix.lower()
    return before + last if last in (".gz", ".bz2", ".xz") and before else last


def unsupported(suffix: str) -> str:
    """What to say of a file of another kind."""
    kind = f"{suffix} files aren't read" if suffix else "has no suffix"
    return f"{kind}; see `wartanya index --help` for what is, or save its text as .txt"


def _named(path: str) -> list[Path]:
    """The path itself, or what a pattern stands for."""
    if os.path.lexists(path) or not glob.has_magic(path):
        return [Path(path)]
    return [Path(one) for one in sorted(glob.glob(path, recursive=True))] or [Path(path)]


def _walk(folder: Path, errors: list[Loaded]) -> Iterator[Path]:
    """Regular files under a folder, sorted; no hidden ones, no folders behind links."""

    def unreadable(error: OSError) -> None:
        where = source_of(Path(str(error.filename)))
        errors.append(failed(where, f"{where}: may not be read; give yourself read permission"))

    for here, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(here, name)
            if not name.startswith(".") and (path.is_file() or path.is_symlink()):
                yield path


def _refusal(path: Path, suffixes: Collection[str]) -> str | None:
    """Why a path that was named can't be loaded, or None."""
    source = source_of(path)
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return f"{source}: not found; check the path"
    except OSError as error:
        return f"{source}: can't be opened ({error.strerror}); check the path and its permissions"
    if not stat.S_ISREG(mode):
        return f"{source}: is no file; name a file or a folder"
    if suffix_of(path) not in suffixes:
        return f"{source}: {unsupported(path.suffix)}"
    return None
