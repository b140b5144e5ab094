"""The retriever as LangChain's own, for chains and graphs; needs the extra ``langchain``."""

import asyncio

try:
    from langchain_core.callbacks import (
        AsyncCallbackManagerForRetrieverRun,
        CallbackManagerForRetrieverRun,
    )
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever
except ImportError as error:
    raise ModuleNotFoundError(
        "rag.langchain: langchain-core isn't installed; pip install 'wartanya[langchain]'",
        name=error.name,
    ) from error

from index.build import Filter
from rag.passage_data import find, found_data
from rag.wartanya import Wartanya


class ArticleRetriever(BaseRetriever):
    """The ``k`` passages nearest to a query, best first, as documents; ``within`` narrows it.

    ``page_content`` is the article's own characters. ``metadata`` holds ``article_id``,
    ``version``, ``title``, ``url``, ``published``, ``updated``, ``author``, ``outlet``,
    ``section``, ``tags``, ``language``, ``start`` and ``end`` (characters in that version's
    body), ``score`` (fused, below 1), ``dense_score`` (cosine) and ``lexical_score`` (BM25; None
    where the passage isn't among the best by words). ``id`` is the passage's, the same on every
    rebuild.

    `invoke` raises WartanyaError where the query is too long, or the index is closed; `ainvoke`
    searches in a thread.
    """

    wartanya: Wartanya
    k: int = 10
    within: Filter | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return self._documents(query)

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun
    ) -> list[Document]:
        return await asyncio.to_thread(self._documents, query)

    def _documents(self, query: str) -> list[Document]:
        return [
            Document(
                id=found.passage.id,
                page_content=found.passage.text,
                metadata=found_data(found, article) | {"score": found.score},
            )
            for found, article in find(self.wartanya, query, self.k, self.within)
        ]
