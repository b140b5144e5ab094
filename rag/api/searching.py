"""Searching: the passages nearest to a query."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from rag.api.access import reads
from rag.api.filters import within
from rag.api.schemas import problems
from rag.api.search_schemas import FoundPassage, SearchQuery, SearchRequest, SearchResults
from rag.api.served import Served


@dataclass(frozen=True, slots=True)
class _Searching:
    served: Served

    async def search(self, request: Request, asked: SearchRequest) -> SearchResults:
        """The passages nearest to a query, by words and by meaning."""
        passages = await self.served.workers.run(request, lambda: self._search(asked))
        return SearchResults(query=asked.query, passages=passages)

    async def search_by_query(
        self, request: Request, asked: Annotated[SearchQuery, Query()]
    ) -> SearchResults:
        """The passages nearest to a query, by words and by meaning."""
        return await self.search(request, asked.request())

    def _search(self, asked: SearchRequest) -> list[FoundPassage]:
        wartanya = self.served.wartanya
        found = wartanya.search(asked.query, asked.k, within(asked.articles, asked.filters))
        articles = wartanya.read({one.passage.article_id for one in found})
        return [
            FoundPassage.of(one, articles[one.passage.article_id])
            for one in found
            if one.passage.article_id in articles  # not removed meanwhile
        ]


def routes(served: Served) -> APIRouter:
    """The routes that search."""
    searching = _Searching(served)
    router = APIRouter(prefix="/api", tags=["asking"], dependencies=[Depends(reads)])
    router.get("/search", operation_id="search", summary="Search passages", responses=problems())(
        searching.search_by_query
    )
    router.post(
        "/search", operation_id="searchByBody", summary="Search passages", responses=problems()
    )(searching.search)
    return router
