"""Compressed bytes -> the bytes themselves, never more than asked for.

One megabyte of gzip can hold a gigabyte: it is unpacked piece by piece, and no further than the
limit. httpx would unpack all of it (2 GB of memory for such a page).
"""

import zlib
from collections.abc import Iterable, Iterator
from typing import Any

ACCEPTED = "gzip, deflate, br"
_PIECE = 65_536  # bytes of output at a time
_GZIP = b"\x1f\x8b"
_MAX_MEMBERS = 100  # files that a gzip file strings together; writers use one, or a few


class TooLarge(Exception):
    """More bytes than the limit, before or after unpacking."""


class Damaged(Exception):
    """Bytes that can't be unpacked; the message says how they were said to be packed."""


def read_bounded(chunks: Iterable[bytes], encoding: str, limit: int, cut: bool = False) -> bytes:
    """The content of a body whose Content-Encoding header is ``encoding``, '' for none.

    Neither what is read nor what it unpacks to exceeds ``limit`` bytes: TooLarge, or with ``cut``
    the first ``limit`` bytes.

    Raises:
        TooLarge: as said.
        Damaged: the encoding is another than ACCEPTED, or the bytes aren't in it.
    """
    content = bytearray()
    pieces = _unpacked(_limited(chunks, limit, cut), encoding.strip().lower())
    for piece in pieces:
        content += piece
        if len(content) > limit:
            if cut:
                break
            raise TooLarge
    return bytes(content[:limit])


def unpack_gzip(content: bytes, limit: int) -> bytes:
    """What a .gz file holds; TooLarge past the limit, Damaged if it is none."""
    chunks = (content[start : start + _PIECE] for start in range(0, len(content), _PIECE))
    return read_bounded(chunks, "gzip", limit)


def _limited(chunks: Iterable[bytes], limit: int, cut: bool) -> Iterator[bytes]:
    taken = 0
    for chunk in chunks:
        taken += len(chunk)
        yield chunk
        if taken > limit:
            if cut:
                return
            raise TooLarge


def _unpacked(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    if encoding in ("", "identity"):
        return chunks
    if encoding in ("gzip", "x-gzip"):
        return _inflated(chunks, zlib.MAX_WBITS | 16, "gzip")
    if encoding == "deflate":
        return _deflated(chunks)
    if encoding == "br":
        return _unbrotlied(chunks)
    raise Damaged(encoding[:40])


def _deflated(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """With zlib's header, as it should be, or without, as some servers send it."""
    first = next(chunks, b"")
    has_header = len(first) > 1 and first[0] & 15 == 8 and (first[0] << 8 | first[1]) % 31 == 0

    def all_chunks() -> Iterator[bytes]:
        yield first
        yield from chunks

    return _inflated(all_chunks(), zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS, "deflate")


def _inflated(chunks: Iterator[bytes], bits: int, name: str) -> Iterator[bytes]:
    unpacker, members = zlib.decompressobj(bits), 1
    try:
        for chunk in chunks:
            waiting = chunk
            while waiting:
                yield unpacker.decompress(waiting, _PIECE)
                waiting = unpacker.unconsumed_tail
                if unpacker.eof and unpacker.unused_data.startswith(_GZIP):
                    waiting, members = unpacker.unused_data, members + 1
                    unpacker = zlib.decompressobj(bits)
                if members > _MAX_MEMBERS:
                    raise Damaged(name)
            if unpacker.eof:
                return  # what follows is padding
        while piece := unpacker.decompress(b"", _PIECE):
            yield piece
    except zlib.error:
        raise Damaged(name) from None
    if not unpacker.eof:
        raise Damaged(name)


def _unbrotlied(chunks: Iterator[bytes]) -> Iterator[bytes]:
    import brotli  # type: ignore[import-untyped]  # no stubs

    unpacker: Any = brotli.Decompressor()
    try:
        for chunk in chunks:
            yield unpacker.process(chunk, output_buffer_limit=_PIECE)
            while not unpacker.can_accept_more_data():
                yield unpacker.process(b"", output_buffer_limit=_PIECE)
            if unpacker.is_finished():
                return
    except brotli.error:
        raise Damaged("br") from None
    raise Damaged("br")
