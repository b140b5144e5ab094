"""Jobs on content that isn't trusted, in a child process with limits on time and memory.

A page of 149 kB can take a parser a gigabyte, and one of 80,000 attributes 81 seconds: the child
is killed, the program goes on. A child is kept for the next job, so that 10,000 pages don't pay
for 10,000 starts.
"""

import atexit
import contextlib
import json
import os
import queue
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

SECONDS = 10.0  # of one job
MEMORY_BYTES = 512 * 2**20  # of address space; a child takes about 100 MiB of it on real pages
JOBS_PER_CHILD = 500  # then a fresh one, since parsers' caches only grow
MAX_IDLE = 2
_LENGTH = struct.Struct(">Q")


class JobFailed(Exception):
    """A job that ended without a result; the message says how: 'took more than 10 seconds'."""


class Child:
    """One child that runs ``python -m module`` and answers frames with frames."""

    def __init__(self, module: str) -> None:
        root = str(Path(__file__).parents[1])
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        self.jobs = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            start_new_session=True,  # Ctrl-C is for the parent; the child ends with its input
        )

    def run(self, job: bytes, seconds: float) -> bytes:
        """The answer to a job; JobFailed if the child dies or takes longer than ``seconds``."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.jobs += 1
        late = threading.Event()
        timer = threading.Timer(seconds, self._kill_late, [late])
        timer.start()
        try:
            write_frame(self._process.stdin, job)
            answer = read_frame(self._process.stdout)
        except OSError:
            answer = None
        finally:
            timer.cancel()
        if answer is None:
            self.close()
            raise JobFailed(
                f"took more than {seconds:.0f} seconds"
                if late.is_set()
                else f"took more than {MEMORY_BYTES // 2**20} MiB of memory, or broke the parser"
            )
        return answer

    def _kill_late(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def close(self) -> None:
        """End the child at once."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._process.wait()


class Pool:
    """Children for one module: one a caller at a time, started when needed, kept when idle."""

    def __init__(self, module: str, seconds: float = SECONDS) -> None:
        self._module = module
        self._seconds = seconds
        self._idle: queue.LifoQueue[Child] = queue.LifoQueue(MAX_IDLE)
        atexit.register(self.close)

    def run(self, job: bytes) -> bytes:
        """The answer to a job; JobFailed if it ends without one, also in a fresh child."""
        try:
            child = self._idle.get_nowait()
        except queue.Empty:
            child = Child(self._module)
        try:
            answer = child.run(job, self._seconds)
        except JobFailed as failure:
            # A child that did others before may have died of what they left; time is time.
            if child.jobs == 1 or "seconds" in str(failure):
                raise
            child = Child(self._module)
            answer = child.run(job, self._seconds)
        self._keep(child)
        return answer

    def close(self) -> None:
        """End the idle children; the next job starts a new one."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._idle.get_nowait().close()

    def _keep(self, child: Child) -> None:
        if child.jobs >= JOBS_PER_CHILD:
            child.close()
            return
        try:
            self._idle.put_nowait(child)
        except queue.Full:
            child.close()


def serve(answer: Callable[[bytes], Mapping[str, object]]) -> None:
    """In the child: answer each job as JSON until the input ends; a failed one with its error."""
    limit_memory()
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # a print of a library is no answer
    while (job := read_frame(sys.stdin.buffer)) is not None:
        try:
            made = answer(job)
        except MemoryError:
            return  # what is left of the memory is not to be trusted: the parent starts another
        except Exception as error:  # noqa: BLE001  parsers raise anything on hostile content
            made = {"error": type(error).__name__}
        write_frame(answers, json.dumps(made).encode())


def limit_memory() -> None:
    """In the child: no more than MEMORY_BYTES of address space, where the system can tell."""
    try:
        import resource
    except ImportError:  # Windows: the time limit alone
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def write_frame(stream: IO[bytes], content: bytes) -> None:
    """Eight bytes of length, then the content."""
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next frame's content; None at the end of the stream, or within a frame."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    length = _LENGTH.unpack(head)[0]
    content = stream.read(length)
    return content if len(content) == length else None
