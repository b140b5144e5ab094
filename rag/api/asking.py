"""Asking: answers whole and as they come."""

import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.requests import ClientDisconnect

from index.errors import WartanyaError
from rag import answer as engine
from rag.api.access import reads
from rag.api.answer_schemas import Answer, AskRequest, Retrieved
from rag.api.filters import within
from rag.api.problems import Problem, answered, as_problem
from rag.api.refusals import refused
from rag.api.schemas import events_documented, problems
from rag.api.served import Served
from rag.question import read_question
from rag.retrieval import Found

logger = logging.getLogger(__name__)

_RETRIEVED = 10  # passages, as many as an answer names
_STREAM_EXAMPLE = (
    'event: retrieved\ndata: {"passages": [{"article_id": "batik-lintang", "start": 0, "end": 567, '
    '"score": 0.81}]}\n\nevent: sentence\ndata: {"text": "Sebanyak 214 perajin ...", "citations": '
    '[1]}\n\nevent: citation\ndata: {"marker": 1, "article_id": "batik-lintang", ...}\n\n'
    'event: answer\ndata: {"id": "0f0e...", "answerable": true, ...}\n\n'
)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A question whose passages were found."""

    request: Request
    asked: AskRequest
    found: list[Found]


@dataclass(frozen=True, slots=True)
class _Asking:
    served: Served

    async def ask(self, request: Request, asked: AskRequest) -> Answer:
        """The answer, from all articles or from those named."""
        with refused("question"):
            read_question(asked.question)
            answer = await self.served.workers.run(request, lambda: self._answer(asked))
        return Answer.of(answer)

    async def begin(self, request: Request, asked: AskRequest) -> _Begun:
        """What is nearest to a question. Problem where it can't be asked, before any event."""
        with refused("question"):
            read_question(asked.question)
            found = await self.served.workers.run(request, lambda: self._nearest(asked))
        return _Begun(request, asked, found)

    async def events(self, begun: _Begun) -> AsyncIterator[ServerSentEvent]:
        """The events of an answer; the last one is the answer, or an error."""
        shown = [Retrieved.of(found).model_dump() for found in begun.found]
        yield ServerSentEvent(event="retrieved", data={"passages": shown})
        try:
            with refused("question"):
                run = self.served.workers.run
                answer = await run(begun.request, lambda: self._answer(begun.asked))
            for event in told(Answer.of(answer)):
                yield event
        except ClientDisconnect:
            return
        except Exception as error:
            if not isinstance(error, Problem | WartanyaError):
                logger.exception("An answer's stream ended in a defect")
            yield error_event(error, begun.request)

    def _answer(self, asked: AskRequest) -> engine.Answer:
        kept = within(asked.articles, asked.filters)
        answer = self.served.wartanya.ask(asked.question, within=kept, speaker=asked.speaker)
        self.served.metrics.answered(answer.answerable)
        return answer

    def _nearest(self, asked: AskRequest) -> list[Found]:
        kept = within(asked.articles, asked.filters)
        return self.served.wartanya.search(asked.question, _RETRIEVED, kept)


def told(answer: Answer) -> Iterator[ServerSentEvent]:
    """Each sentence and then its citations, the citations of no sentence, the whole."""
    waiting = {citation.marker: citation for citation in answer.citations}
    for sentence in answer.sentences:
        yield ServerSentEvent(event="sentence", data=sentence)
        for marker in sentence.citations:
            if marker in waiting:
                yield ServerSentEvent(event="citation", data=waiting.pop(marker))
    for citation in waiting.values():
        yield ServerSentEvent(event="citation", data=citation)
    yield ServerSentEvent(event="answer", data=answer)


def error_event(error: Exception, request: Request) -> ServerSentEvent:
    """The problem of an error that came after the response had begun."""
    body = bytes(answered(as_problem(error), request.scope).body)
    return ServerSentEvent(event="error", raw_data=body.decode())


def routes(served: Served) -> APIRouter:
    """The routes that ask."""
    asking = _Asking(served)
    router = APIRouter(prefix="/api", tags=["asking"], dependencies=[Depends(reads)])
    router.post("/ask", operation_id="ask", summary="Ask a question", responses=problems())(
        asking.ask
    )

    @router.post(
        "/ask/stream",
        operation_id="askStream",
        summary="Ask a question, and hear the answer as it comes",
        response_class=EventSourceResponse,
        responses=problems() | events_documented(_STREAM_EXAMPLE),
    )
    async def stream(
        begun: Annotated[_Begun, Depends(asking.begin)],
    ) -> AsyncIterator[ServerSentEvent]:
        """Server-sent events: `retrieved` (the passages that will be read), then a `sentence` each
        with its markers and after it each new `citation`, then `answer` (the whole), or `error` (a
        problem). Leaving ends it."""
        async for event in asking.events(begun):
            yield event

    return router
