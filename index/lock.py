"""One process a data directory."""

import errno
import fcntl
import os
from pathlib import Path

from index.errors import WartanyaError

WIDTH = 16  # bytes of the file: a process id, padded


class DirectoryLock:
    """Holds a data directory for this process until ``release``, or until the process dies.

    The lock is the kernel's (``flock``), so a killed process leaves none behind; the process id
    in the file is for the message alone.
    """

    def __init__(self, data: Path) -> None:
        """Take the lock; WartanyaError where another process has it or nothing can be written."""
        path = data / "lock"
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise WartanyaError(
                f"{data}: can't write here ({error.strerror}); choose another data directory"
            ) from error
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(self._descriptor, WIDTH, 0).decode("ascii", "replace").strip()
            os.close(self._descriptor)
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                raise WartanyaError(
                    f"{data}: can't be locked ({error.strerror}); choose a local disk"
                ) from error
            raise WartanyaError(
                f"{data}: in use by process {holder or 'unknown'}; "
                "stop it first, or ask through its page or API"
            ) from error
        # Of one width, so that no reader ever meets half a number.
        os.pwrite(self._descriptor, f"{os.getpid():<{WIDTH - 1}}\n".encode("ascii"), 0)

    def release(self) -> None:
        """Let the next process in; a second call does nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
