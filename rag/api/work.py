"""Blocking work off the event loop, so much at once, and none for a client that has left."""

import asyncio
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from http import HTTPStatus
from typing import TypeVar

from fastapi import Request
from starlette.requests import ClientDisconnect

from rag.api.problems import Problem

T = TypeVar("T")

# Questions a second on two cores: 6.0 one at a time, 6.2 two, 10.2 four, 8.6 eight at once.
AT_ONCE = 2 * (os.cpu_count() or 1)
WAITING = 64  # some six seconds' work
RETRY_AFTER = "5"  # seconds


class Workers:
    """Runs functions in threads: ``at_once`` of them, while ``waiting`` more may wait.

    ``rejected`` counts those that found no place.
    """

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="api")
        self._places = at_once + waiting
        self._lock = threading.Lock()
        self._inside = 0
        self._busy = 0
        self.rejected = 0

    @property
    def busy(self) -> int:
        """How many functions are running."""
        return self._busy

    @property
    def waiting(self) -> int:
        """How many functions wait for a thread."""
        return max(0, self._inside - self._busy)

    async def run(self, request: Request, function: Callable[[], T]) -> T:
        """What ``function`` gives. Problem 503 'busy' where too many wait already.

        Where the client leaves, ClientDisconnect at once: a function that waits isn't called, and
        one that runs ends by itself, its thread not free before; nobody hears what it gives.
        """
        await _read_whole(request)
        result = asyncio.wrap_future(self._begun(function))
        leaving = asyncio.ensure_future(left(request))
        try:
            await asyncio.wait((result, leaving), return_when=asyncio.FIRST_COMPLETED)
            if not result.done():
                raise ClientDisconnect
            return result.result()
        finally:
            leaving.cancel()
            result.cancel()

    def close(self) -> None:
        """Drop what waits, and return when what runs has ended."""
        self._pool.shutdown(cancel_futures=True)

    def _begun(self, function: Callable[[], T]) -> Future[T]:
        with self._lock:
            if self._inside >= self._places:
                self.rejected += 1
                detail = "too many requests wait already; try again in a moment"
                headers = {"Retry-After": RETRY_AFTER}
                raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "busy", detail, headers)
            self._inside += 1
        context = copy_context()  # the request's id, for what the function logs
        try:
            future = self._pool.submit(lambda: context.run(self._counted, function))
        except RuntimeError as error:  # closed
            self._leave()
            detail = "the server is stopping; try again when it is back"
            headers = {"Retry-After": RETRY_AFTER}
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "stopping", detail, headers) from error
        future.add_done_callback(lambda _: self._leave())
        return future

    def _counted(self, function: Callable[[], T]) -> T:
        with self._lock:
            self._busy += 1
        try:
            return function()
        finally:
            with self._lock:
                self._busy -= 1

    def _leave(self) -> None:
        with self._lock:
            self._inside -= 1


async def _read_whole(request: Request) -> None:
    """Read the body, which the request keeps: what comes after it is the client's leaving."""
    with suppress(RuntimeError):  # it was read as a form or a stream
        await request.body()


async def left(request: Request) -> None:
    """Return when the client of a request that was read has left."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
