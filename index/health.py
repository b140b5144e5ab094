"""Decides whether the derived indexes can be trusted, without the risk of opening them here.

A store that was cut off while writing can crash the process that opens it, or open and have lost
vectors. So a child process opens it first and looks for vectors that the ledger knows.
"""

import json
import logging
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from index.ledger import Ledger
from index.store import load_chroma

logger = logging.getLogger(__name__)

AFTER_CLEAN = 100  # passages looked for after a clean close: damage on the disk is never so small
AFTER_KILL = 5000  # and after an unclean one: all of a small index, 3 s of a large one
_PROBE = Path(__file__).with_name("probe.py")
_SLOWEST = 200  # passages looked for in a second, on a machine 20 times slower than ours
_SECONDS = 30.0  # a probe of a sound store of 100,000 passages takes 4 s
_MEMORY = 8 << 30  # bytes of address space, and 16 kB a passage: maps of files count here
_LARGEST_FILE = (64 << 20, 64 << 10)  # bytes, and bytes a passage: a damaged graph can claim 300 GB


@dataclass(frozen=True, slots=True)
class Stores:
    """Where the derived indexes of a data directory lie."""

    data: Path

    @property
    def vectors(self) -> Path:
        """Chroma's directory."""
        return self.data / "vectors"

    @property
    def words(self) -> Path:
        """Tantivy's directory."""
        return self.data / "words"

    def sizes(self) -> dict[str, int]:
        """Every file of both, with its size in bytes."""
        return {
            str(path.relative_to(self.data)): path.stat().st_size
            for folder in (self.vectors, self.words)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }


class CleanMark:
    """A file that is there while the stores are closed, and says how they were left."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._path = stores.data / "closed.json"

    def leave(self) -> None:
        """Note that the stores were closed cleanly."""
        temporary = self._path.with_suffix(".new")
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(self._stores.sizes(), file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._path)

    def take(self) -> dict[str, int] | None:
        """The sizes that were left, None after an unclean end; the mark is gone then."""
        try:
            sizes: dict[str, int] = json.loads(self._path.read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            sizes = {}
        self._path.unlink(missing_ok=True)
        return sizes or None


def find_doubt(
    stores: Stores, ledger: Ledger, left: dict[str, int] | None, all_of_it: bool = False
) -> str | None:
    """Why the stores can't be trusted, None where they can. ``left``: from ``CleanMark.take``.

    With ``all_of_it`` every passage is looked for: 5,000 a second.
    """
    if not ledger.count():
        return "empty"
    if not (stores.vectors.is_dir() and stores.words.is_dir()):
        return "missing"
    sizes = stores.sizes()
    if left is not None and sizes != left:
        return "changed since they were closed"
    base, each = _LARGEST_FILE
    if max(sizes.values(), default=0) > base + each * ledger.count():
        return "a file far larger than its contents"
    if all_of_it:
        return _probe(stores, ledger, ledger.count())
    return _probe(stores, ledger, AFTER_KILL if left is None else AFTER_CLEAN)


def _probe(stores: Stores, ledger: Ledger, most: int) -> str | None:
    memory = _MEMORY + 16_384 * ledger.count()
    command = [sys.executable, "-P", str(_PROBE), str(stores.vectors), str(stores.words)]
    with subprocess.Popen(
        [*command, str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as child:
        timer = threading.Timer(_SECONDS + most / _SLOWEST, child.kill)
        timer.start()
        load_chroma()  # while the child opens the stores: both take about as long
        try:
            return _ask(child, ledger, most)
        except (BrokenPipeError, ValueError):  # it died, or wrote no JSON
            child.kill()
            return f"the process that opened them ended with {child.wait()}"
        finally:
            timer.cancel()
            child.kill()


def _ask(child: subprocess.Popen[bytes], ledger: Ledger, most: int) -> str | None:
    assert child.stdin is not None  # both are pipes
    assert child.stdout is not None
    held = _line(child.stdout)
    change = min(held["vectors"]["change"], held["words"]["change"])
    if max(held["vectors"]["change"], held["words"]["change"]) > ledger.change:
        return "newer than the ledger"
    if held["words"]["format"] < 0 and held["words"]["count"]:
        return "of another format"
    rows = ledger.sample(change, most)
    fewest = ledger.count_until(change)
    if min(held["vectors"]["count"], held["words"]["count"]) < fewest:
        return "fewer passages than were indexed"
    question = {"ids": [row.id for row in rows], "dimensions": len(rows[0].vector) if rows else 0}
    child.stdin.write(json.dumps(question).encode() + b"\n")
    child.stdin.write(b"".join(row.vector.astype("<f4").tobytes() for row in rows))
    child.stdin.flush()
    lost = _line(child.stdout)
    if lost["vectors"] or lost["words"]:
        return f"{lost['vectors']} vectors and {lost['words']} texts of {len(rows)} not found"
    return None


def _line(stream: IO[bytes]) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(stream.readline())
    return value
