"""Wartanya's vectors for other programs' Chroma: a copy of the collection, the embedding model."""

import shutil
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from chromadb.api.types import Documents, EmbeddingFunction, Embeddings, Space
from chromadb.errors import ChromaError
from chromadb.utils.embedding_functions import register_embedding_function

from index.article import Article, Passage
from index.embedding import DEFAULT_MODEL, Embedder, shared_embedder
from index.errors import WartanyaError
from index.store import BATCH, COLLECTION, load_chroma
from rag.passage_data import passage_data
from rag.wartanya import Wartanya

_T = TypeVar("_T")


@register_embedding_function
class WartanyaEmbeddingFunction(EmbeddingFunction[Documents]):
    """The embedding model of an index, for Chroma: documents and queries, each with its prompt.

    ``model`` is as for `Wartanya`, the default one where it is left out; it is opened when it is
    first used. Chroma keeps name and model with a collection, and finds them again where this
    module was imported. WartanyaError for a text that is longer than the model reads.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self._model = model

    @property
    def _embedder(self) -> Embedder:
        return shared_embedder(self._model)

    def __call__(self, input: Documents) -> Embeddings:
        return list(self._embedder.embed_passages(input))

    def embed_query(self, input: Documents) -> Embeddings:
        return [self._embedder.embed_query(text) for text in input]

    @staticmethod
    def name() -> str:
        return "wartanya"

    def default_space(self) -> Space:
        return "cosine"

    def supported_spaces(self) -> list[Space]:
        return ["cosine", "ip", "l2"]

    def get_config(self) -> dict[str, Any]:
        return {"model": self._model}

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> "WartanyaEmbeddingFunction":
        return WartanyaEmbeddingFunction(config["model"])

    def validate_config_update(
        self, old_config: dict[str, Any], new_config: dict[str, Any]
    ) -> None:
        if old_config != new_config:
            raise WartanyaError(
                f"{new_config['model']}: this collection's vectors are {old_config['model']}'s; "
                "make another collection"
            )


def export_collection(wartanya: Wartanya, path: str | Path) -> int:
    """Write the passages to a new Chroma directory, for LlamaIndex's or another's use; how many.

    Its collection ``passages`` has the index's ids and vectors, and besides them what the index's
    own collection does without: each passage's text as its document, and as metadata its article
    and place and the node of LlamaIndex that it is. So the copy is some four times as large, 9 KB
    a passage, and nothing of it changes when the index does.

    Raises WartanyaError where ``path`` is there already, or can't be written.
    """
    place = Path(path)
    try:
        place.mkdir(parents=True)
    except FileExistsError as error:
        raise WartanyaError(f"{place}: is there already; remove it, or name another") from error
    except OSError as error:
        raise WartanyaError(
            f"{place}: can't be made ({error.strerror}); name another directory"
        ) from error
    try:
        with wartanya.snapshot():
            return _write(wartanya, place)
    except BaseException as error:
        shutil.rmtree(place, ignore_errors=True)
        if isinstance(error, ChromaError):
            cause = " ".join(str(error).split())
            raise WartanyaError(
                f"{place}: can't be written ({cause}); free some space and export again"
            ) from error
        raise


def _write(wartanya: Wartanya, place: Path) -> int:
    chromadb = load_chroma()
    client = chromadb.PersistentClient(
        place, settings=chromadb.Settings(anonymized_telemetry=False)
    )
    try:
        collection = client.create_collection(
            COLLECTION,
            configuration={"hnsw": {"space": "cosine"}},
            embedding_function=WartanyaEmbeddingFunction(wartanya.retriever.embedder.model),
        )
        for rows in _batches(_passages(wartanya)):
            passages, articles = zip(*rows, strict=True)
            collection.add(
                ids=[passage.id for passage in passages],
                embeddings=wartanya.retriever.index.vectors([p.id for p in passages]),
                documents=[passage.text for passage in passages],
                metadatas=list(map(_metadata, passages, articles)),
            )
        return int(collection.count())
    finally:
        client.close()


def _passages(wartanya: Wartanya) -> Iterator[tuple[Passage, Article]]:
    for record in wartanya.articles():
        article = wartanya.article(record.id)
        for passage in wartanya.retriever.index.article_passages(record.id):
            yield passage, article


def _batches(rows: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _metadata(passage: Passage, article: Article) -> dict[str, Any]:
    """What ChromaVectorStore makes a node from, and what a search may be kept to."""
    from llama_index.core.vector_stores.utils import node_to_metadata_dict

    from rag.llamaindex import passage_node

    node = passage_node(passage, article, passage_data(passage, article))
    metadata = node_to_metadata_dict(node, remove_text=True, flat_metadata=True)
    return {name: value for name, value in metadata.items() if value is not None}
