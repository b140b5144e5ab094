"""Asking: answers whole and as they come."""

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.requests import ClientDisconnect

from index.errors import WartanyaError
from rag.api.access import reads
from rag.api.answer_schemas import Answer, AskRequest, Retrieved
from rag.api.filters import within
from rag.api.problems import Problem, answered, as_problem
from rag.api.refusals import refused
from rag.api.schemas import events_documented, problems
from rag.api.served import Served
from rag.api.turn_schemas import Understood
from rag.api.written_schemas import Written
from rag.conversing import Conversed
from rag.follow_up.turns import Completed, Turn
from rag.question import read_question
from rag.retrieval import Found
from rag.writing import Drafted

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
    """A question that was understood, and whose passages were found."""

    request: Request
    asked: AskRequest
    understood: Completed
    found: list[Found]


@dataclass(frozen=True, slots=True)
class _Asking:
    served: Served

    async def ask(self, request: Request, asked: AskRequest) -> Answer:
        """The answer, from all articles or from those named. With `turns`, to the question as it
        is understood from them; with `model`, in the language model's wording too."""
        with self.served.writers.place(asked.model):
            with refused("question"):
                read_question(asked.question)
                run = self.served.workers.run
                found = await run(request, lambda: self._answer(asked, self._understood(asked)))
            if not asked.model:
                return Answer.of(asked.question, found)
            written = await self.served.writers.whole(request, found.answer)
        return Answer.of(asked.question, found, Written.of(written))

    async def begin(self, request: Request, asked: AskRequest) -> AsyncIterator[_Begun]:
        """What is nearest to a question. Problem where it can't be asked, before any event; the
        place to write at is kept until the last one."""
        with self.served.writers.place(asked.model):
            with refused("question"):
                read_question(asked.question)
                begun = await self.served.workers.run(request, lambda: self._begun(request, asked))
            yield begun

    async def events(self, begun: _Begun) -> AsyncIterator[ServerSentEvent]:
        """The events of an answer; the last one is the answer, what was written, or an error."""
        shown = [Retrieved.of(found).model_dump() for found in begun.found]
        yield ServerSentEvent(event="retrieved", data={"passages": shown})
        understood = begun.understood
        if understood.leaning or understood.unclear:
            told_as = Understood.of(begun.asked.question, understood)
            yield ServerSentEvent(event="understood", data=told_as)
        try:
            with refused("question"):
                run = self.served.workers.run
                found = await run(begun.request, lambda: self._answer(begun.asked, understood))
            for event in told(Answer.of(begun.asked.question, found)):
                yield event
            if begun.asked.model:
                async with aclosing(self._writing(found)) as writing:
                    async for event in writing:
                        yield event
        except ClientDisconnect:
            return
        except Exception as error:
            if not isinstance(error, Problem | WartanyaError):
                logger.exception("An answer's stream ended in a defect")
            yield error_event(error, begun.request)

    async def _writing(self, found: Conversed) -> AsyncGenerator[ServerSentEvent]:
        """The model's drafts as they come, then what is left of them."""
        async with aclosing(self.served.writers.parts(found.answer)) as parts:
            async for part in parts:
                if isinstance(part, Drafted):
                    yield ServerSentEvent(event="draft", data={"text": part.text})
                else:
                    yield ServerSentEvent(event="written", data=Written.of(part))

    def _begun(self, request: Request, asked: AskRequest) -> _Begun:
        understood = self._understood(asked)
        kept = within(asked.articles, asked.filters)
        found = self.served.wartanya.search(understood.text, _RETRIEVED, kept)
        return _Begun(request, asked, understood, found)

    def _understood(self, asked: AskRequest) -> Completed:
        return self.served.wartanya.understand(asked.question, asked.before())

    def _answer(self, asked: AskRequest, understood: Completed) -> Conversed:
        answer = self.served.wartanya.ask(
            understood.text,
            within=within(asked.articles, asked.filters),
            speaker=asked.speaker,
            beyond=understood.beyond,
        )
        self.served.metrics.answered(answer.answerable)
        return Conversed(understood, answer, Turn.of(understood.text, answer))


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
        """Server-sent events: `retrieved` (the nearest passages), `understood` where the question
        leant on `turns` or is unclear, then a `sentence` each with its markers and after it each
        new `citation`, then `answer` (the whole). With `model`, then each `draft` (a piece of
        text that is not checked) and at last `written`. An `error` (a problem) ends it, too.
        Leaving ends it, and the model's writing."""
        async for event in asking.events(begun):
            yield event

    return router
