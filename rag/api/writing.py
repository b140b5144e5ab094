"""Answers that the language model writes: so many at once, none for a client that has left."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager
from http import HTTPStatus

from fastapi import Request
from starlette.requests import ClientDisconnect

from rag.answer import Answer
from rag.api.metrics import Metrics
from rag.api.problems import Problem
from rag.api.work import RETRY_AFTER, left
from rag.wartanya import Wartanya
from rag.writing import Drafted, Written

logger = logging.getLogger(__name__)

AT_ONCE = 4  # a model on one's own machine does little more; a cloud has limits of its own


class Writers:
    """Places to write at. They are the event loop's; no thread waits for a model.

    ``metrics`` counts what was written.
    """

    def __init__(self, wartanya: Wartanya, metrics: Metrics, at_once: int = AT_ONCE) -> None:
        self._wartanya = wartanya
        self._metrics = metrics
        self._free = at_once

    @contextmanager
    def place(self, wanted: bool) -> Iterator[None]:
        """A place for the block, where one is wanted.

        Problem 422 where there is no model, 503 'busy' where no place is free.
        """
        if not wanted:
            yield
            return
        if self._wartanya.llm is None:
            detail = "no language model is configured here: leave `model` out, or say false"
            raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "no-model", detail)
        if not self._free:
            detail = "the language model writes as many answers as it may; try again in a moment"
            headers = {"Retry-After": RETRY_AFTER}
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "busy", detail, headers)
        self._free -= 1
        try:
            yield
        finally:
            self._free += 1

    async def parts(self, answer: Answer) -> AsyncGenerator[Drafted | Written]:
        """What is written of an answer, as it comes. Close it to end the model's request."""
        async with aclosing(self._wartanya.write(answer)) as parts:
            async for part in parts:
                if isinstance(part, Written):
                    self._tell(part)
                yield part

    async def whole(self, request: Request, answer: Answer) -> Written:
        """The checked wording. Where the client leaves, ClientDisconnect, and the model's request
        is ended."""
        writing = asyncio.ensure_future(self._whole(answer))
        leaving = asyncio.ensure_future(left(request))
        try:
            await asyncio.wait((writing, leaving), return_when=asyncio.FIRST_COMPLETED)
            if not writing.done():
                raise ClientDisconnect
            return writing.result()
        finally:
            leaving.cancel()
            writing.cancel()
            await asyncio.wait((writing,))  # until the connection to the model is closed

    async def _whole(self, answer: Answer) -> Written:
        async with aclosing(self.parts(answer)) as parts:
            async for part in parts:
                if isinstance(part, Written):
                    return part
        raise AssertionError("the engine ends with a Written")

    def _tell(self, written: Written) -> None:
        """Count it; for the operator, why a model didn't answer, without its address."""
        self._metrics.written(written.fallback)
        model = self._wartanya.llm
        if written.detail and model:
            logger.warning("%s", written.detail.replace(model.url, "the language model"))
