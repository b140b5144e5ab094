"""The retriever and the embedding model as LlamaIndex's own, for engines, agents and indexes."""

import asyncio
import re
from collections.abc import Sequence
from typing import Self

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.schema import (
    NodeRelationship,
    NodeWithScore,
    ObjectType,
    QueryBundle,
    RelatedNodeInfo,
    TextNode,
)

from index.article import Article, Passage
from index.build import Filter
from index.chunking import context
from index.embedding import DEFAULT_MODEL, Embedder, shared_embedder
from index.errors import WartanyaError
from rag.answer import Citation
from rag.extraction import speaker_of
from rag.passage_data import Data, find, found_data
from rag.wartanya import Wartanya

_FOR_MODELS = ("context", "outlet", "url")  # what a language model reads above a passage
_EMBEDDED = "context"  # what the embedding model reads above it
# What RetrieverTool makes of an agent's question: searched so, "input is" would count as words.
_TOOL_INPUT = re.compile(r"\A\s*input is (.+?)\s*\Z", re.DOTALL)
_NUMBERED = re.compile(r"\ASource \d+:\n")  # CitationQueryEngine's, in front of what it cut


class ArticleRetriever(BaseRetriever):
    """The ``k`` passages nearest to a query, best first, as nodes; ``within`` narrows the search.

    A node's text is the article's own characters; its metadata holds ``article_id``, ``version``,
    ``title``, ``url``, ``published``, ``updated``, ``author``, ``outlet``, ``section``, ``tags``,
    ``language``, ``start`` and ``end`` (characters in that version's body), ``context`` (title and
    day, as they are embedded with it), ``dense_score`` (cosine) and ``lexical_score`` (BM25; None
    where the passage isn't among the best by words). A language model is shown context, outlet
    and url above the text. ``NodeWithScore.score`` is the fused score, below 1. The node's id is
    the passage's, the same on every rebuild; its source node is the article.

    `retrieve` raises WartanyaError where the query is too long, or the index is closed;
    `aretrieve` searches in a thread.
    """

    def __init__(self, wartanya: Wartanya, k: int = 10, within: Filter | None = None) -> None:
        super().__init__()
        self._wartanya = wartanya
        self._k = k
        self._within = within

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        query = _TOOL_INPUT.sub(r"\1", query_bundle.query_str)
        return [
            NodeWithScore(
                node=passage_node(found.passage, article, found_data(found, article)),
                score=found.score,
            )
            for found, article in find(self._wartanya, query, self._k, self._within)
        ]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


class WartanyaEmbedding(BaseEmbedding):
    """The embedding model of an index, for LlamaIndex.

    ``model_name`` is as for `Wartanya`, the default one where it is left out; it is opened when
    it is first used. Queries and texts get the prompts that the model was trained with. A node of
    `ArticleRetriever` gets the vector that the index has of its passage. WartanyaError for a text
    that is longer than the model reads: split into 300 tokens, LlamaIndex's count, at most.
    """

    model_name: str = DEFAULT_MODEL
    embed_batch_size: int = 64
    _embedder: Embedder | None = PrivateAttr(default=None)

    @classmethod
    def of(cls, wartanya: Wartanya) -> Self:
        """The model that an open index has in memory already."""
        made = cls(model_name=wartanya.retriever.embedder.model)
        made._embedder = wartanya.retriever.embedder
        return made

    @classmethod
    def class_name(cls) -> str:
        return "WartanyaEmbedding"

    def _opened(self) -> Embedder:
        return self._embedder or shared_embedder(self.model_name)

    def _get_query_embedding(self, query: str) -> list[float]:
        vector: list[float] = self._opened().embed_query(query).tolist()
        return vector

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._opened().embed_passages(texts).tolist()
        return vectors

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return await asyncio.to_thread(self._get_query_embedding, query)

    async def _aget_text_embedding(self, text: str) -> list[float]:
        return await asyncio.to_thread(self._get_text_embedding, text)

    async def _aget_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return await asyncio.to_thread(self._get_text_embeddings, texts)


def passage_node(passage: Passage, article: Article, data: Data) -> TextNode:
    """A passage as a node with ``data`` as its metadata, its article as its source node."""
    above: Data = {"context": context(article).strip() or None}  # first, as it is embedded
    data = above | data
    return TextNode(
        id_=passage.id,
        text=passage.text,
        metadata=data,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        excluded_embed_metadata_keys=_all_but((_EMBEDDED,), data),
        excluded_llm_metadata_keys=_all_but(_FOR_MODELS, data),
        metadata_template="{value}",
        text_template="{metadata_str}\n{content}",
        relationships={
            NodeRelationship.SOURCE: RelatedNodeInfo(
                node_id=article.id, node_type=ObjectType.DOCUMENT
            )
        },
    )


def citations(wartanya: Wartanya, nodes: Sequence[NodeWithScore]) -> list[Citation]:
    """The exact spans that a response's source nodes stand for, markers from 1 in their order.

    Of `ArticleRetriever`'s nodes, also as a CitationQueryEngine cuts and numbers them: its
    ``[2]`` is marker 2. Raises WartanyaError for a node that isn't of these articles.
    """
    return [_citation(wartanya, node, marker) for marker, node in enumerate(nodes, start=1)]


def _citation(wartanya: Wartanya, scored: NodeWithScore, marker: int) -> Citation:
    data = scored.node.metadata
    try:
        article_id, version, start, end = (
            data[name] for name in ("article_id", "version", "start", "end")
        )
    except KeyError as missing:
        raise WartanyaError(
            f"node {scored.node.node_id}: has no {missing} in its metadata; give nodes of an "
            "ArticleRetriever"
        ) from None
    article = wartanya.article(article_id, version)
    span = _find(article.text, scored.node.get_content(), start, end)
    if span is None:
        raise WartanyaError(
            f"node {scored.node.node_id}: its words aren't in article {article_id} from {start} "
            f"to {end}; give nodes as an ArticleRetriever made them, or cut from them"
        )
    statements = wartanya.statements([article_id])
    current = wartanya.article(article_id).version == version
    speaker = speaker_of(statements, *span) if current else None
    return Citation.of(article, *span, marker, speaker, scored.score or 0.0)


def _find(text: str, words: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the words stand in the span, also with a number above and a line end below them."""
    for candidate in (words, _NUMBERED.sub("", words).removesuffix("\n")):
        place = text.find(candidate, start, end) if candidate else -1
        if place >= 0:
            return place, place + len(candidate)
    return None


def _all_but(kept: Sequence[str], data: Data) -> list[str]:
    """The names of data to leave out: all but these, and of these what isn't known."""
    return [name for name, value in data.items() if name not in kept or value is None]
