"""Who said what: statements and speakers."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from index.errors import NotFound
from rag.api.access import reads
from rag.api.problems import Problem
from rag.api.schemas import paged, problems
from rag.api.served import Served
from rag.api.speech_schemas import (
    Speaker,
    Speakers,
    SpeakersQuery,
    Statement,
    Statements,
    StatementsQuery,
)
from rag.speaker_match import match_speakers


@dataclass(frozen=True, slots=True)
class _Speaking:
    served: Served

    async def statements(
        self, request: Request, asked: Annotated[StatementsQuery, Query()]
    ) -> Statements:
        """What was said, by one speaker or by all, in one article or in all.

        What several articles of one story have is told once, unless an article is named.
        """
        return await self.served.workers.run(request, lambda: self._at_once(asked))

    async def speakers(
        self, request: Request, asked: Annotated[SpeakersQuery, Query()]
    ) -> Speakers:
        """Everybody who speaks or holds a role, the same person in many articles as one."""
        return await self.served.workers.run(request, lambda: self._speakers(asked))

    def _at_once(self, asked: StatementsQuery) -> Statements:
        with self.served.wartanya.retriever.index.snapshot():  # offsets fit their articles
            return self._statements(asked)

    def _statements(self, asked: StatementsQuery) -> Statements:
        wartanya = self.served.wartanya
        if asked.article is not None:
            wartanya.article(asked.article)  # NotFound
        try:
            said = wartanya.said_by(asked.speaker, asked.article)
        except NotFound as error:
            detail = f"{asked.speaker}: nobody of this name or role; list the speakers to see whose"
            raise Problem(HTTPStatus.NOT_FOUND, "no-such-speaker", detail) from error
        part = said[asked.offset : asked.offset + asked.limit]
        articles = wartanya.read({one.article_id for one in part})
        return Statements(
            statements=[
                Statement.of(one, articles[one.article_id])
                for one in part
                if one.article_id in articles  # not removed meanwhile
            ],
            **paged(len(said), asked),
        )

    def _speakers(self, asked: SpeakersQuery) -> Speakers:
        known = self.served.wartanya.speakers()
        if asked.query is None:
            listed = sorted(known, key=lambda one: one.name.casefold())
        else:
            listed = [match.speaker for match in match_speakers(asked.query, known)]
        part = listed[asked.offset : asked.offset + asked.limit]
        return Speakers(speakers=[Speaker.of(one) for one in part], **paged(len(listed), asked))


def routes(served: Served) -> APIRouter:
    """The routes that tell who said what."""
    speaking = _Speaking(served)
    router = APIRouter(prefix="/api", tags=["speakers"], dependencies=[Depends(reads)])
    router.get(
        "/statements",
        operation_id="listStatements",
        summary="List who said what",
        responses=problems(HTTPStatus.NOT_FOUND),
    )(speaking.statements)
    router.get(
        "/speakers", operation_id="listSpeakers", summary="List speakers", responses=problems()
    )(speaking.speakers)
    return router
