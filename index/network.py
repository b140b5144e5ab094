"""The network of multilingual-e5-small, twelve BERT layers, as an OpenVINO graph."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.weights import WeightsFile


def build_network(weights: WeightsFile) -> Any:
    """Token embeddings (texts, length, hidden) and mask (texts, length) to vectors.

    Mask: 1 a token, 0 padding. Vectors (texts, hidden) are the tokens' mean, of unit length.
    """
    import openvino  # type: ignore[import-untyped]  # it has no stubs
    from openvino import opset13 as op

    hidden = weights.shape.hidden
    tokens = op.parameter([-1, -1, hidden], np.float32, name="tokens")
    mask = op.parameter([-1, -1], np.float32, name="mask")
    network = _Layers(weights, op, mask)
    state = network.normalise(tokens, "emb.ln")
    for layer in range(weights.shape.layers):
        state = network.layer(state, f"l{layer}")
    weighted = op.multiply(state, op.unsqueeze(mask, op.constant(2)))
    total = op.reduce_sum(weighted, op.constant(np.array([1])))
    unit = op.normalize_l2(total, op.constant(np.array([1])), 1e-12, "max")
    return openvino.Model([unit], [tokens, mask], "multilingual-e5-small")


class _Layers:
    def __init__(self, weights: WeightsFile, op: Any, mask: Any) -> None:
        shape = weights.shape
        self._weights = weights
        self._op = op
        one = op.constant(np.float32(1))
        far = op.constant(np.float32(1e9))
        penalty = op.multiply(op.subtract(mask, one), far)
        self._attended = op.unsqueeze(penalty, op.constant(np.array([1, 2])))
        size = shape.hidden // shape.heads
        self._to_heads = op.constant(np.array([0, 0, shape.heads, size]))
        self._from_heads = op.constant(np.array([0, 0, shape.hidden]))
        self._swap = op.constant(np.array([0, 2, 1, 3]))

    def layer(self, state: Any, name: str) -> Any:
        """Self-attention, then the feed-forward pair, each added and normalised."""
        op = self._op
        mixed = self._linear(self._attention(state, name), f"{name}.ao")
        state = self.normalise(op.add(state, mixed), f"{name}.aln")
        wide = op.gelu(self._linear(state, f"{name}.fi"), "erf")
        return self.normalise(op.add(state, self._linear(wide, f"{name}.fo")), f"{name}.oln")

    def normalise(self, state: Any, name: str) -> Any:
        op, weights = self._op, self._weights
        axis = op.constant(np.array([-1]))
        centred = op.mvn(state, axis, True, weights.shape.epsilon, "INSIDE_SQRT")
        scaled = op.multiply(centred, self._constant(weights.tensor(f"{name}.w")))
        return op.add(scaled, self._constant(weights.tensor(f"{name}.b")))

    def _attention(self, state: Any, name: str) -> Any:
        op = self._op
        query, key, value = (
            op.transpose(
                op.reshape(self._linear(state, f"{name}.{part}"), self._to_heads, True),
                self._swap,
            )
            for part in "qkv"
        )
        attended = op.scaled_dot_product_attention(query, key, value, self._attended)
        return op.reshape(op.transpose(attended, self._swap), self._from_heads, True)

    def _linear(self, state: Any, name: str) -> Any:
        op, weights = self._op, self._weights
        matrix = self._constant(weights.matrix(f"{name}.w"))
        bias = self._constant(weights.tensor(f"{name}.b"))
        return op.add(op.matmul(state, matrix, False, True), bias)

    def _constant(self, values: NDArray[np.float32]) -> Any:
        return self._op.constant(np.ascontiguousarray(values))
