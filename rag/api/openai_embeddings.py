"""The index's own embedding model, as OpenAI's embeddings."""

from base64 import b64encode
from functools import partial
from http import HTTPStatus
from pathlib import Path

import numpy as np
from fastapi import Request
from numpy.typing import NDArray

from rag.api.openai_models import EmbeddingsRequest
from rag.api.openai_replies import Embedding, Embeddings, EmbeddingUsage
from rag.api.problems import Fault, Problem
from rag.api.served import Served

# Between batches others get their turn, and a client that has left is noticed.
_BATCH = 32


def model_name(served: Served) -> str:
    """The embedding model's public name: of one that was opened by its path, the last part."""
    model = served.wartanya.retriever.embedder.model
    return Path(model).resolve().name if Path(model).is_dir() else model


async def embedded(served: Served, request: Request, asked: EmbeddingsRequest) -> Embeddings:
    """The texts' vectors, in their order. WartanyaError for one past the model's
    limit."""
    embedder = served.wartanya.retriever.embedder
    if asked.dimensions not in (None, embedder.dimensions):
        why = f"this model has {embedder.dimensions}; leave it out"
        raise Problem(
            HTTPStatus.BAD_REQUEST,
            "unsupported-parameter",
            "This can't be embedded so.",
            faults=[Fault("body", "#/dimensions", why)],
        )
    vectors: list[NDArray[np.float32]] = []
    tokens = 0
    for first in range(0, len(asked.input), _BATCH):
        texts = asked.input[first : first + _BATCH]
        work = partial(_batch, served, texts, asked.input_type == "query")
        found, counted = await served.workers.run(request, work)
        vectors += found
        tokens += counted
    as_base64 = asked.encoding_format == "base64"
    return Embeddings(
        data=[
            Embedding(index=place, embedding=_base64(one) if as_base64 else one.tolist())
            for place, one in enumerate(vectors)
        ],
        model=model_name(served),
        usage=EmbeddingUsage(prompt_tokens=tokens, total_tokens=tokens),
    )


def _batch(
    served: Served, texts: list[str], as_queries: bool
) -> tuple[list[NDArray[np.float32]], int]:
    """Vectors and the number of tokens."""
    embedder = served.wartanya.retriever.embedder
    tokens = sum(map(embedder.count_tokens, texts))
    if as_queries:
        return [embedder.embed_query(text) for text in texts], tokens
    return list(embedder.embed_passages(texts)), tokens


def _base64(vector: NDArray[np.float32]) -> str:
    return b64encode(vector.astype("<f4").tobytes()).decode("ascii")
