"""The network of multilingual-e5-small, twelve BERT layers, as CTranslate2 reads it.

The file, little-endian: version; the network's kind and its revision; how many variables, then
each one's name, shape, type (0 float32, 1 int8, 2 int16), bytes and values; how many aliases.
CTranslate2 reads the files of its older versions. Its own writer would import torch.
"""

import json
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import numpy as np
from numpy.typing import NDArray

from index.weights import BLOCK, Shape, dequantise

_VERSION = 6
_KIND = ("TransformerEncoderSpec", 1)
_TYPES = {"float32": 0, "int8": 1, "int16": 2}
_GELU_TANH = 1  # 3% faster than erf's GELU; the float32 vectors agree to cosine 1.00000

# Without AVX512-VNNI, sums of two products of an unsigned and a signed byte saturate at 16 bits:
# above 64 they could, and at 127 they do. Mean cosine to float32 over the first 128 passages of
# FacQA, on AVX2: 63 .99888, 80 .99908, 90 .99908, 104 .99917, 127 .99879.
WEIGHT_LIMIT = 104
_TABLE_LIMIT = 127  # only looked up, never multiplied
_ROWS_AT_ONCE = 8192  # of the table of token embeddings: 12 MB in float32


class NetworkWeights(Protocol):
    """The tensors of a network by name: 'emb.word', 'l0.q.w' and so on."""

    @property
    def shape(self) -> Shape:
        """Its sizes."""

    def tensor(self, name: str) -> NDArray[np.float32]:
        """A tensor, flat."""

    def matrix(self, name: str) -> NDArray[np.float32]:
        """A weight matrix, (outputs, inputs)."""

    def blocks(self, name: str) -> NDArray[np.uint8]:
        """A four-bit tensor as (blocks, 18); the table of token embeddings is one."""


def write_network(weights: NetworkWeights, directory: Path) -> None:
    """The files that ``ctranslate2.Encoder`` opens: eight-bit matrices, the rest float32.

    Token ids in; hidden states, not pooled, out.
    """
    variables = list(_variables(weights))
    with (directory / "model.bin").open("wb") as file:
        file.write(struct.pack("<I", _VERSION))
        _write_string(file, _KIND[0])
        file.write(struct.pack("<II", _KIND[1], len(variables) + 2))
        for name, values in variables:
            _write_variable(file, name, values.dtype, values.shape, [values])
        _write_table(file, weights)
        file.write(struct.pack("<I", 0))
    settings = {"layer_norm_epsilon": weights.shape.epsilon, "multi_query_attention": False}
    names = {"unk_token": "0", "bos_token": "0", "eos_token": "0"}
    (directory / "config.json").write_text(json.dumps(settings | names), "utf-8")
    (directory / "vocabulary.json").write_text('["0"]', "utf-8")  # we give ids, never pieces


def quantise(
    matrix: NDArray[np.float32], limit: int
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Rows as whole numbers, ``-limit`` to ``limit``, and what each row was multiplied by."""
    greatest = np.abs(matrix).max(axis=1)
    scales = (limit / np.maximum(greatest, np.finfo(np.float32).tiny * limit)).astype(np.float32)
    return np.rint(matrix * scales[:, None]).astype(np.int8), scales


def _variables(weights: NetworkWeights) -> Iterator[tuple[str, NDArray[Any]]]:
    """Every variable but the table of token embeddings, which is too large to hold."""
    shape = weights.shape
    for name, value in (
        ("activation", np.int8(_GELU_TANH)),
        ("multi_query_attention", np.int8(0)),
        ("num_heads", np.int16(shape.heads)),
        ("pre_norm", np.int8(0)),
        ("scale_embeddings", np.int8(0)),
    ):
        yield f"encoder/{name}", np.asarray(value)
    # Every token has the same type: its embedding joins the places'.
    places = weights.matrix("emb.pos") + weights.matrix("emb.type")[0]
    yield "encoder/position_encodings/encodings", places
    yield from _normalisation(weights, "encoder/layernorm_embedding", "emb.ln")
    for layer in range(shape.layers):
        ours, theirs = f"l{layer}", f"encoder/layer_{layer}"
        attention, feed = f"{theirs}/self_attention", f"{theirs}/ffn"
        yield from _linear(weights, f"{attention}/linear_0", [f"{ours}.{part}" for part in "qkv"])
        yield from _linear(weights, f"{attention}/linear_1", [f"{ours}.ao"])
        yield from _normalisation(weights, f"{attention}/layer_norm", f"{ours}.aln")
        yield from _linear(weights, f"{feed}/linear_0", [f"{ours}.fi"])
        yield from _linear(weights, f"{feed}/linear_1", [f"{ours}.fo"])
        yield from _normalisation(weights, f"{feed}/layer_norm", f"{ours}.oln")


def _linear(
    weights: NetworkWeights, name: str, parts: list[str]
) -> Iterator[tuple[str, NDArray[Any]]]:
    matrix = np.concatenate([weights.matrix(f"{part}.w") for part in parts])
    values, scales = quantise(matrix, WEIGHT_LIMIT)
    yield f"{name}/weight", values
    yield f"{name}/weight_scale", scales
    yield f"{name}/bias", np.concatenate([weights.tensor(f"{part}.b") for part in parts])


def _normalisation(
    weights: NetworkWeights, name: str, part: str
) -> Iterator[tuple[str, NDArray[Any]]]:
    yield f"{name}/gamma", weights.tensor(f"{part}.w")
    yield f"{name}/beta", weights.tensor(f"{part}.b")


def _write_table(file: BinaryIO, weights: NetworkWeights) -> None:
    """Token embeddings, some rows at a time, and their scales after them."""
    shape = (weights.shape.vocabulary, weights.shape.hidden)
    rows = weights.blocks("emb.word").reshape(shape[0], -1)
    all_scales = []

    def some_rows() -> Iterator[NDArray[np.int8]]:
        for start in range(0, shape[0], _ROWS_AT_ONCE):
            blocks = rows[start : start + _ROWS_AT_ONCE]
            blocks = blocks.reshape(-1, rows.shape[1] * BLOCK // shape[1])
            values, scales = quantise(dequantise(blocks).reshape(-1, shape[1]), _TABLE_LIMIT)
            all_scales.append(scales)
            yield values

    name = "encoder/embeddings_0/weight"
    _write_variable(file, name, np.dtype(np.int8), shape, some_rows())
    scales = np.concatenate(all_scales)
    _write_variable(file, f"{name}_scale", scales.dtype, scales.shape, [scales])


def _write_variable(
    file: BinaryIO,
    name: str,
    kind: np.dtype[Any],
    shape: tuple[int, ...],
    parts: Iterable[NDArray[Any]],
) -> None:
    _write_string(file, name)
    size = kind.itemsize * int(np.prod(shape))
    file.write(struct.pack(f"<B{len(shape)}I", len(shape), *shape))
    file.write(struct.pack("<BI", _TYPES[kind.name], size))
    for part in parts:
        file.write(np.ascontiguousarray(part).tobytes())


def _write_string(file: BinaryIO, text: str) -> None:
    encoded = text.encode() + b"\0"
    file.write(struct.pack("<H", len(encoded)) + encoded)
