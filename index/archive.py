"""The files in a .zip or .tar archive, one after the other, nothing of it trusted.

Nothing is written to disk: a member's name is a label, and its content a stream that ends in an
error where there is more of it than declared, or than text packs into so few bytes.
"""

import io
import re
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from index.bounded import Bounded, is_bomb, unpacked
from index.errors import WartanyaError

SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
MAX_MEMBERS = 100_000
MAX_MEMBER_BYTES = 4_000_000_000
MAX_TOTAL_BYTES = 20_000_000_000
_NESTED = (*SUFFIXES, ".7z", ".rar", ".jar", ".bz2", ".xz", ".zst")
_PACKED_IN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
_MAX_NAME = 1000
_DRIVE = re.compile(r"[A-Za-z]:")
_MARKS = ((b"\x1f\x8b", "gz"), (b"BZh", "bz2"), (b"\xfd7zXZ\0", "xz"))
_AROUND = 4_000_000  # bytes of a tar's headers between two members, names and padding included
_LOCAL_HEADER = 30  # bytes before a member's name in a zip
_END = b"PK\5\6"  # a zip's end record, the directory's size at 12
_END_64 = b"PK\6\6"  # the one of a large zip, the size at 40
_IN_64 = 0xFFFFFFFF  # in the first: look in the second
_END_BYTES = 65_536 + 22 + 20 + 56
_MAX_DIRECTORY = 200 * MAX_MEMBERS  # bytes of a zip's directory, read whole before it is checked


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive.

    ``name`` is relative, with '/' between its parts: a label, never a path to write to. ``size``
    is in bytes as declared. ``open`` gives the content, to be read before the next member is
    asked for; reading it raises WartanyaError where it is damaged or too large.
    """

    name: str
    size: int
    open: Callable[[], IO[bytes]]


def archive_suffix(name: str) -> str | None:
    """The one of ``SUFFIXES`` that a name ends in; None if it has none."""
    return next((suffix for suffix in SUFFIXES if name.lower().endswith(suffix)), None)


def members(file: IO[bytes], source: str) -> Iterator[Member | WartanyaError]:
    """The files of an archive that can be sought in, in its order.

    A member that isn't read gives an error, and so does the rest of an archive that is damaged or
    unpacks to too much. Folders, hidden files and macOS's __MACOSX are left out.
    """
    start = file.read(262)
    file.seek(0)
    try:
        if start.startswith((b"PK\3\4", _END)):
            yield from _zip_members(file, source)
        else:
            kind = next((kind for mark, kind in _MARKS if start.startswith(mark)), "")
            if not kind and start[257:262] != b"ustar":
                raise WartanyaError(f"{source}: no ZIP or TAR archive; pack it again")
            yield from _tar_members(unpacked(file, source, kind), source)
    except WartanyaError as error:
        yield error


def zip_problem(file: IO[bytes], most: int) -> str | None:
    """Why a zip is not to be unpacked: 'unpacks to 9 GB'; None where nothing speaks against it.

    ``most`` is in bytes, of all its members. Raises zipfile.BadZipFile where it is damaged.
    """
    if _directory_is_too_large(file):
        return f"has over {MAX_MEMBERS} members"
    with zipfile.ZipFile(file) as archive:
        infos = archive.infolist()
        if len(infos) > MAX_MEMBERS:
            return f"has over {MAX_MEMBERS} members"
        total = sum(info.file_size for info in infos)
        if total > most:
            return f"unpacks to {total / 1e9:.1f} GB"
        if any(is_bomb(info.file_size, info.compress_size) for info in infos) or is_bomb(
            total, sum(info.compress_size for info in infos)
        ):
            return "unpacks to far more than text does"
        if _overlap(infos, archive.start_dir):
            return "has members that lie in one another"
    return None


def _zip_members(file: IO[bytes], source: str) -> Iterator[Member | WartanyaError]:
    try:
        if problem := zip_problem(file, MAX_TOTAL_BYTES):
            raise WartanyaError(f"{source}: {problem}; unpack it and index the files")
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, struct.error, OSError, ValueError, NotImplementedError):
        raise WartanyaError(f"{source}: damaged or cut short; pack it again") from None
    with archive:
        seen: set[str] = set()
        for info in archive.infolist():
            mode = info.external_attr >> 16
            if info.is_dir() or stat.S_ISDIR(mode) or _is_hidden(info.filename):
                continue
            name, where = _label(info.filename), f"{source}, {_label(info.filename)}"
            regular = stat.S_IFMT(mode) in (0, stat.S_IFREG)
            problem = _refusal(info.filename, regular, info.file_size, seen)
            if info.flag_bits & 1:
                problem = "encrypted; pack it without a password"
            elif info.compress_type not in _PACKED_IN:
                problem = "packed in a way that isn't read; pack it as a usual ZIP"
            if problem:
                yield WartanyaError(f"{where}: {problem}")
            else:
                yield Member(name, info.file_size, _opener(archive, info, where))


def _opener(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        try:
            raw = archive.open(info)
        except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):
            raise WartanyaError(f"{where}: damaged or cut short; pack it again") from None
        bounded = Bounded(raw, where, lambda: info.compress_size, info.file_size)
        return io.BufferedReader(bounded)

    return opened


def _tar_members(stream: Bounded, source: str) -> Iterator[Member | WartanyaError]:
    seen: set[str] = set()
    stream.allow(_AROUND)
    try:
        with tarfile.open(fileobj=io.BufferedReader(stream), mode="r|") as archive:
            for count, info in enumerate(iter(archive.next, None)):
                if count >= MAX_MEMBERS:
                    raise WartanyaError(f"{source}: has over {MAX_MEMBERS} members; split it")
                archive.members = []  # type: ignore[attr-defined]  # kept else: 100 MB
                stream.allow(info.size + _AROUND)
                if info.size > MAX_MEMBER_BYTES:
                    raise WartanyaError(
                        f"{source}: unpacks to too much; unpack it and index the files"
                    )
                if not info.isdir() and not _is_hidden(info.name):
                    yield _tar_member(archive, info, source, seen)
    except (tarfile.TarError, OSError, ValueError, EOFError):
        raise WartanyaError(f"{source}: damaged or cut short; pack it again") from None


def _tar_member(
    archive: tarfile.TarFile, info: tarfile.TarInfo, source: str, seen: set[str]
) -> Member | WartanyaError:
    name = _label(info.name)
    where = f"{source}, {name}"
    regular = info.isreg() and not info.issparse()
    if problem := _refusal(info.name, regular, info.size, seen):
        return WartanyaError(f"{where}: {problem}")

    def opened() -> IO[bytes]:
        raw = archive.extractfile(info)
        assert raw is not None  # it is a regular file
        return io.BufferedReader(Bounded(raw, where, lambda: info.size, info.size))

    return Member(name, info.size, opened)


def _refusal(name: str, regular: bool, size: int, seen: set[str]) -> str | None:
    """Why a member isn't read, or None."""
    parts = name.replace("\\", "/").split("/")
    label = _label(name)
    if not regular:
        return "a link or device, no file; leave it out"
    if parts[0] == "" or _DRIVE.match(name) or ".." in parts or len(name) > _MAX_NAME:
        return "its name leads out of the archive; pack it under a relative name"
    if label.lower().endswith(_NESTED):
        return "an archive in an archive; unpack it first"
    if size > MAX_MEMBER_BYTES:
        return f"over {MAX_MEMBER_BYTES // 10**9} GB; split it"
    if label in seen:
        return "is there twice under this name; rename one"
    seen.add(label)
    return None


def _label(name: str) -> str:
    """The name as any terminal and store takes it."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    whole = "/".join(parts).encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(char if char.isprintable() else "\ufffd" for char in whole[:_MAX_NAME])


def _is_hidden(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return any(
        part == "__MACOSX" or (part.startswith(".") and part not in (".", "..")) for part in parts
    )


def _overlap(infos: Sequence[zipfile.ZipInfo], directory: int) -> bool:
    """Whether a member's bytes go on where another's, or the directory, have begun."""
    ordered = sorted(infos, key=lambda info: info.header_offset)
    starts = [info.header_offset for info in ordered[1:]] + [directory]
    return any(
        info.header_offset + _LOCAL_HEADER + info.compress_size > start
        for info, start in zip(ordered, starts, strict=True)
    )


def _directory_is_too_large(file: IO[bytes]) -> bool:
    """Whether any end record in a zip's last bytes tells of more members than are read.

    zipfile reads the whole directory before anything can be asked of it.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _END_BYTES))
    tail = file.read()
    file.seek(0)
    sizes = [
        struct.unpack_from(form, tail, match.start() + place)[0]
        for mark, form, place in ((_END, "<L", 12), (_END_64, "<Q", 40))
        for match in re.finditer(re.escape(mark), tail)
        if match.start() + place + struct.calcsize(form) <= len(tail)
    ]
    return any(size > _MAX_DIRECTORY and size != _IN_64 for size in sizes)
