"""What compressed content unpacks to, as a stream that ends in an error where it is a bomb."""

import bz2
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from gzip import GzipFile
from typing import IO, TYPE_CHECKING

from index.errors import WartanyaError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_RATIO = 200  # unpacked to packed; news text has 3 to 10, the most repetitive tables 100
FREE_BYTES = 10_000_000  # that may unpack from however few
MAX_TOTAL_BYTES = 20_000_000_000
_XZ_MEMORY = 128 * 2**20  # bytes; xz -9 takes 65 million, a hostile header may claim 4 GiB
_DAMAGED = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,  # NotImplementedError too: zipfile on what it doesn't know
)


class Stream(io.RawIOBase):
    """A stream to read from by ``take``, which gives at most ``count`` bytes, b"" at the end."""

    def take(self, count: int) -> bytes:
        raise NotImplementedError

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        room = memoryview(buffer)
        content = self.take(len(room))
        room[: len(content)] = content
        return len(content)


class Counted(Stream):
    """A stream that knows how many bytes were read of it."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self.count = 0

    def take(self, count: int) -> bytes:
        content = self._raw.read(count)
        self.count += len(content)
        return content


class Bounded(Stream):
    """An unpacking stream with limits; its failures are WartanyaErrors that start with ``name``.

    ``packed`` says how many bytes it was unpacked from so far.
    """

    def __init__(
        self, raw: IO[bytes], name: str, packed: Callable[[], int], most: int = MAX_TOTAL_BYTES
    ) -> None:
        self._raw = raw
        self._name = name
        self._packed = packed
        self._most = most
        self._count = 0

    def allow(self, count: int) -> None:
        """Let ``count`` bytes more be read, and no others, before the next call."""
        self._most = min(MAX_TOTAL_BYTES, self._count + count)

    def take(self, count: int) -> bytes:
        try:
            content = self._raw.read(count)
        except _DAMAGED:
            raise WartanyaError(f"{self._name}: damaged or cut short; pack it again") from None
        self._count += len(content)
        if self._count > self._most or is_bomb(self._count, self._packed()):
            raise WartanyaError(f"{self._name}: unpacks to too much; unpack it and index the files")
        return content

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()


class _Xz(Stream):
    """xz with a limit on memory, which lzma.LZMAFile doesn't take."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self._xz = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)

    def take(self, count: int) -> bytes:
        content = b""
        while not content and not self._xz.eof:
            packed = self._raw.read(65_536) if self._xz.needs_input else b""
            if self._xz.needs_input and not packed:
                raise EOFError
            content = self._xz.decompress(packed, max_length=count)
        return content


def is_bomb(unpacked: int, packed: int) -> bool:
    """Whether so much from so little is no text any more."""
    return unpacked > FREE_BYTES and unpacked > MAX_RATIO * packed


def unpacked_gzip(file: IO[bytes], name: str) -> IO[bytes]:
    """What a .gz file holds."""
    return io.BufferedReader(unpacked(file, name, "gz"))


def unpacked(file: IO[bytes], name: str, kind: str) -> Bounded:
    """What a file compressed with ``kind``, 'gz', 'bz2', 'xz' or '' for none, holds."""
    counted = Counted(file)
    packed = io.BufferedReader(counted)
    raw: IO[bytes]
    if kind == "gz":
        raw = GzipFile(fileobj=packed, mode="rb")  # type: ignore[assignment]  # is one in all it has
    elif kind == "bz2":
        raw = bz2.BZ2File(packed)
    elif kind == "xz":
        raw = io.BufferedReader(_Xz(packed))
    else:
        raw = packed
    return Bounded(raw, name, lambda: counted.count)
