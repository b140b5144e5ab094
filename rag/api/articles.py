"""Articles: list, read, add, delete."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, File, Path, Query, Request, Response, UploadFile

from index.errors import NotFound
from index.mentioned_dates import mentioned_dates
from rag.api.access import reads, writes
from rag.api.adding import add_new, add_upload
from rag.api.article_schemas import (
    Added,
    Article,
    Articles,
    Listed,
    OldVersion,
    Versions,
)
from rag.api.filters import ArticlesQuery
from rag.api.new_articles import New
from rag.api.problems import Problem
from rag.api.schemas import ID_CHARACTERS, paged, problems
from rag.api.served import Served

Id = Annotated[
    str,
    Path(
        min_length=1,
        max_length=ID_CHARACTERS,
        description="The article's id.",
        examples=["batik-lintang"],
    ),
]
Version = Annotated[
    str | None,
    Query(
        pattern="^[0-9a-f]{12}$",
        description="A version that it has or had; what it is now where none is given.",
        examples=["a36af612a9fe"],
    ),
]


@dataclass(frozen=True, slots=True)
class _Articles:
    served: Served

    async def list(self, request: Request, asked: Annotated[ArticlesQuery, Query()]) -> Articles:
        """The articles without their text, by date (unknown last), title and id."""

        def listed() -> Articles:
            kept = [one for one in self.served.wartanya.articles() if asked.passes(one)]
            part = kept[asked.offset : asked.offset + asked.limit]
            return Articles(articles=[Listed.of(o) for o in part], **paged(len(kept), asked))

        return await self.served.workers.run(request, listed)

    async def get(self, request: Request, article_id: Id, version: Version = None) -> Article:
        """An article with its text, versions, counts of statements and the days it names."""
        return await self.served.workers.run(request, lambda: self._at_once(article_id, version))

    async def versions(self, request: Request, article_id: Id) -> Versions:
        """What an article was before it changed."""

        def listed() -> Versions:
            now = self.served.wartanya.article(article_id)
            older = self.served.wartanya.versions(article_id)
            return Versions(current=now.version, older=[OldVersion.of(old) for old in older])

        return await self.served.workers.run(request, listed)

    async def delete(self, request: Request, article_id: Id) -> None:
        """Delete an article with all its versions, passages and statements."""
        wartanya = self.served.wartanya
        await self.served.workers.run(request, lambda: wartanya.remove(article_id))

    async def add(self, request: Request, response: Response, new: New) -> Added:
        """Add a pasted text, one article by its address, or records. What is new gives 201."""
        added = await self.served.workers.run(request, lambda: add_new(self.served.wartanya, new))
        return _with_status(added, response)

    async def add_file(
        self,
        request: Request,
        response: Response,
        file: Annotated[
            UploadFile,
            File(
                description="A text, page, document, corpus or archive; its name's ending tells.",
                examples=["(contents of berita.html)"],
            ),
        ],
    ) -> Added:
        """Add the articles of a file. What is new gives 201; long ones are for jobs."""
        content = await file.read()
        name = file.filename or ""
        added = await self.served.workers.run(
            request, lambda: add_upload(self.served.wartanya, name, content)
        )
        return _with_status(added, response)

    def _at_once(self, article_id: str, version: str | None) -> Article:
        with self.served.wartanya.retriever.index.snapshot():  # offsets fit the text
            return self._article(article_id, version)

    def _article(self, article_id: str, version: str | None) -> Article:
        wartanya = self.served.wartanya
        now = wartanya.article(article_id)
        versions = wartanya.versions(article_id)
        if version in (None, now.version):
            direct = [one.direct for one in wartanya.statements([article_id])]
            dates = wartanya.mentioned_dates([article_id]).get(article_id, [])
            return Article.of(now, versions, direct, dates)
        try:
            old = wartanya.article(article_id, version)
        except NotFound as error:
            detail = f"{article_id}: has no version {version}; list its versions to see which"
            raise Problem(HTTPStatus.NOT_FOUND, "no-such-version", detail) from error
        return Article.of(old, versions, None, mentioned_dates(old.text, old.published))


def _with_status(added: Added, response: Response) -> Added:
    """201 and where the first new article is; 200 where none is new."""
    first = next((one.article_id for one in added.articles if one.result == "added"), None)
    if first is None:
        response.status_code = HTTPStatus.OK
    else:
        response.headers["Location"] = f"/api/articles/{quote(first, safe='')}"
    return added


def routes(served: Served) -> APIRouter:
    """The routes of articles."""
    articles = _Articles(served)
    router = APIRouter(prefix="/api/articles", tags=["articles"])
    reading, writing = [Depends(reads)], [Depends(writes)]
    missing = problems(HTTPStatus.NOT_FOUND)
    added: dict[int | str, dict[str, Any]] = {200: {"model": Added, "description": "None is new."}}
    router.get(
        "",
        operation_id="listArticles",
        summary="List articles",
        dependencies=reading,
        responses=problems(),
    )(articles.list)
    router.post(
        "",
        operation_id="addArticles",
        summary="Add articles: a text, an address, records",
        status_code=HTTPStatus.CREATED,
        dependencies=writing,
        responses=problems() | added,
    )(articles.add)
    router.post(
        "/file",
        operation_id="addArticlesFile",
        summary="Add articles: a file",
        status_code=HTTPStatus.CREATED,
        dependencies=writing,
        responses=problems() | added,
    )(articles.add_file)
    # Ids of corpora may have slashes in them.
    router.get(
        "/{article_id:path}/versions",
        operation_id="listVersions",
        summary="List an article's versions",
        dependencies=reading,
        responses=missing,
    )(articles.versions)
    router.get(
        "/{article_id:path}",
        operation_id="getArticle",
        summary="Read an article",
        dependencies=reading,
        responses=missing,
    )(articles.get)
    router.delete(
        "/{article_id:path}",
        operation_id="deleteArticle",
        summary="Delete an article",
        status_code=HTTPStatus.NO_CONTENT,
        dependencies=writing,
        responses=missing,
    )(articles.delete)
    return router
