"""The parts of a zipped document and their XML, within limits on what a few bytes may unpack to."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.formats.document import FormatError

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    ValueError,
)
_BOMB = "unpacks to more than an article can have; take its text alone"
_DAMAGED = "is damaged or cut short; get the file again or save it anew"
_FREE = 1_000_000  # bytes that may unpack from however few


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may hold. ``member`` and ``total`` are bytes unpacked, of what is read."""

    members: int = 10_000
    member: int = 24_000_000
    total: int = 48_000_000
    ratio: int = 200  # unpacked to packed; XML of a word processor has 5 to 50


LIMITS = Limits()


class Archive:
    """The members of an open zip, read whole and within the limits."""

    def __init__(self, file: zipfile.ZipFile, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self._left = limits.total
        self._members = {info.filename: info for info in file.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def read(self, name: str) -> bytes:
        """A member's bytes; those declared are checked first, then those that come.

        Raises:
            FormatError: it isn't there, is damaged, encrypted or too large.
        """
        info = self._members.get(name)
        if info is None:
            raise FormatError(f"has no {name[-80:]}; check that its suffix says what it is")
        if info.flag_bits & 1:
            raise FormatError("is encrypted; save it without a password")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise FormatError("is compressed in a way that isn't read; save it anew")
        allowed = min(
            self._limits.member, self._left, info.compress_size * self._limits.ratio + _FREE
        )
        if info.file_size > allowed:
            raise FormatError(_BOMB)
        try:
            with self._file.open(info) as member:
                content = member.read(allowed + 1)
        except (*_BROKEN, RuntimeError) as error:  # RuntimeError: a password is asked for
            raise FormatError(_DAMAGED) from error
        if len(content) > allowed:
            raise FormatError(_BOMB)
        if len(content) != info.file_size:
            raise FormatError(_DAMAGED)
        self._left -= len(content)
        return content


def open_zip(content: bytes, limits: Limits = LIMITS) -> Archive:
    """The archive in these bytes.

    Raises:
        FormatError: it is none, is damaged, or has more members than a document.
    """
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FormatError("is encrypted or of an old format; save it anew, without a password")
    try:
        file = zipfile.ZipFile(io.BytesIO(content))
        count = len(file.infolist())
    except _BROKEN as error:
        raise FormatError(_DAMAGED) from error
    if count > limits.members:
        raise FormatError(_BOMB)
    return Archive(file, limits)


def parse_xml(content: bytes, what: str) -> Any:
    """The root element of a part; ``what`` names it.

    Raises:
        FormatError: it is no XML, is nested too deep, or declares entities.
    """
    from lxml.etree import (  # type: ignore[import-untyped]  # no stubs
        XMLParser,
        XMLSyntaxError,
        fromstring,
    )

    parser = XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = fromstring(content, parser=parser)
    except (XMLSyntaxError, ValueError) as error:
        raise FormatError(f"is damaged ({what[-80:]} is no XML); save it anew") from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise FormatError(f"declares entities in {what[-80:]}; save it anew")
    return root


def local(element: Any) -> str:
    """An element's or attribute's name without its namespace; '' for what is no element."""
    name = element if isinstance(element, str) else element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """An attribute's value, whatever its namespace."""
    for key, value in element.attrib.items():
        if local(key) == name:
            return str(value)
    return None
