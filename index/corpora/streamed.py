"""Rows from a child process that reads a file whose parser isn't trusted with our memory.

openpyxl holds all of a workbook's strings and takes minutes on some, and Arrow trusts the sizes
that a file declares. So a child with a limit on its memory reads, and is killed when it takes
``SECONDS`` for one frame; it waits while nobody asks for more.
"""

import io
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from index.child import MEMORY_BYTES, SECONDS, read_frame
from index.corpora.rows import Row, Table, flat, too_large
from index.errors import WartanyaError

_MAX_COPIED = 2_000_000_000  # bytes put on disk of a stream that can't be sought in


def read_streamed(
    kind: str, file: IO[bytes], source: str, seconds: float = SECONDS
) -> Iterator[Table]:
    """The sheets of a workbook ('xlsx') or the one table of a 'parquet' file.

    A table's rows are to be read before the next table is asked for; those left are read past.

    Raises:
        WartanyaError: the file can't be read, also in the midst of it.
    """
    with _on_disk(file, source) as opened, _child(kind, opened) as answers:
        frames = _frames(answers, source, seconds)
        table = next(frames, None)
        while table is not None:
            following: list[dict[str, Any]] = []
            rows = _rows(frames, following, source)
            yield Table(table["table"], rows)
            for _ in rows:
                pass
            table = following[0] if following else None


def _rows(
    frames: Iterator[dict[str, Any]], following: list[dict[str, Any]], source: str
) -> Iterator[Row]:
    """Rows up to the next table's frame, which is put into ``following``."""
    for frame in frames:
        if "table" in frame:
            following.append(frame)
            return
        for number, cells in frame["rows"]:
            if cells is None:
                yield Row(number, "row", too_large(f"{source}, row {number}"))
            else:
                yield Row(number, "row", flat(cells))


def _frames(
    answers: "subprocess.Popen[bytes]", source: str, seconds: float
) -> Iterator[dict[str, Any]]:
    assert answers.stdout is not None
    while True:
        late = threading.Event()
        timer = threading.Timer(seconds, _kill, [answers, late])
        timer.start()
        try:
            content = read_frame(answers.stdout)
        finally:
            timer.cancel()
        if content is None:
            taken = (
                f"{seconds:.0f} seconds"
                if late.is_set()
                else f"{MEMORY_BYTES // 2**20} MiB of memory"
            )
            raise WartanyaError(f"{source}: took more than {taken} to read; save it as CSV")
        frame: dict[str, Any] = json.loads(content)
        if "problem" in frame:
            raise WartanyaError(f"{source}: {frame['problem']}")
        if not frame:
            return
        yield frame


def _kill(answers: "subprocess.Popen[bytes]", late: threading.Event) -> None:
    late.set()
    answers.kill()


@contextmanager
def _child(kind: str, file: IO[bytes]) -> Iterator["subprocess.Popen[bytes]"]:
    root = str(Path(__file__).parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    process = subprocess.Popen(
        [sys.executable, "-m", "index.corpora.child", kind],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        start_new_session=True,  # Ctrl-C is for the parent; the child ends with its output
    )
    try:
        yield process
    finally:
        process.kill()
        assert process.stdout is not None
        process.stdout.close()
        process.wait()


@contextmanager
def _on_disk(file: IO[bytes], source: str) -> Iterator[IO[bytes]]:
    """The file at its start, or a copy without a name where a child can't have the file itself."""
    if isinstance(file, io.BufferedReader) and isinstance(file.raw, io.FileIO):
        os.lseek(file.fileno(), 0, os.SEEK_SET)
        yield file
        return
    with tempfile.TemporaryFile() as copy:
        while content := file.read(1 << 20):
            copy.write(content)
            if copy.tell() > _MAX_COPIED:
                raise WartanyaError(f"{source}: over {_MAX_COPIED // 10**9} GB; split it")
        copy.flush()
        os.lseek(copy.fileno(), 0, os.SEEK_SET)
        yield copy
