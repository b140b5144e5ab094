"""The retriever as LlamaIndex's own, for query engines, agents and whatever else takes one."""

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.build import Filter
from rag.wartanya import Wartanya


class ArticleRetriever(BaseRetriever):
    """The ``k`` passages nearest to a query, best first, as nodes.

    A node's text is the article's own characters; its metadata holds ``article_id``, ``title``,
    ``url``, ``published``, ``author``, ``outlet``, ``language``, ``start`` and ``end`` (characters
    in the article's body), ``dense_score`` (cosine) and ``lexical_score`` (BM25; None where the
    passage isn't among the best by words). ``NodeWithScore.score`` is the fused score, below 1.
    The node's id is the passage's, so it stays the same on every rebuild.
    """

    def __init__(self, wartanya: Wartanya, k: int = 10, within: Filter | None = None) -> None:
        super().__init__()
        self._wartanya = wartanya
        self._k = k
        self._within = within

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        nodes = []
        for found in self._wartanya.search(query_bundle.query_str, self._k, self._within):
            passage = found.passage
            article = self._wartanya.article(passage.article_id)
            metadata = {
                "article_id": article.id,
                "title": article.title,
                "url": article.url,
                "published": article.published,
                "updated": article.updated,
                "author": article.author,
                "outlet": article.outlet,
                "section": article.section,
                "tags": list(article.tags),
                "language": article.language,
                "start": passage.start,
                "end": passage.end,
                "dense_score": found.dense,
                "lexical_score": found.lexical,
            }
            node = TextNode(
                id_=passage.id,
                text=passage.text,
                metadata=metadata,
                start_char_idx=passage.start,
                end_char_idx=passage.end,
                excluded_embed_metadata_keys=list(metadata),
            )
            nodes.append(NodeWithScore(node=node, score=found.score))
        return nodes
