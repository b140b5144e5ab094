"""The server over standard input and output, for one client that started it."""

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, TypeVar

import anyio
from anyio import CapacityLimiter, to_thread
from mcp.server.stdio import stdio_server

from rag.mcp.server import build_server
from rag.wartanya import Wartanya

logger = logging.getLogger(__name__)

T = TypeVar("T")


class _Opening:
    """An index that is being opened: the client is greeted meanwhile, its first call waits."""

    def __init__(self, opened: Future[Wartanya]) -> None:
        self._opened = opened
        self._limiter = CapacityLimiter(os.cpu_count() or 1)

    async def run(self, request: Any, function: Callable[[Wartanya], T]) -> T:
        return await to_thread.run_sync(
            lambda: function(self._opened.result()), limiter=self._limiter
        )


def serve(open_index: Callable[[], Wartanya]) -> None:
    """Serve until the client closes our input, or SIGTERM or SIGINT comes; the index is closed.

    Nothing but the protocol is written to standard output: what else is printed goes to standard
    error. Raises what ``open_index`` raises.
    """
    with ThreadPoolExecutor(1) as pool, _ending_input() as end:
        opened = anyio.run(_serve, open_index, pool, end)
    opened.result()


async def _serve(
    open_index: Callable[[], Wartanya], pool: ThreadPoolExecutor, end: Callable[[], None]
) -> Future[Wartanya]:
    try:
        async with stdio_server() as (read, write):
            opened = pool.submit(open_index)
            opened.add_done_callback(lambda done: end() if done.exception() else None)
            server = build_server(_Opening(opened))
            try:
                await server.run(read, write, server.create_initialization_options())
            finally:
                with anyio.CancelScope(shield=True):
                    await to_thread.run_sync(_close, opened)
    except* BrokenPipeError:
        logger.info("the client left before it was answered")
    return opened


def _close(opened: Future[Wartanya]) -> None:
    if opened.exception() is None:
        opened.result().close()


@contextmanager
def _ending_input() -> Iterator[Callable[[], None]]:
    """Standard input through a socket of ours, and what ends it; SIGTERM and SIGINT do too.

    The thread that waits for a line can't be interrupted. Ended from behind, it reads the end of
    the input, and everything goes the way that it goes when the client leaves.
    """
    ours, theirs = socket.socketpair()
    client = os.dup(0)
    os.dup2(theirs.fileno(), 0)
    theirs.close()

    def end() -> None:
        with suppress(OSError):  # ended already
            ours.shutdown(socket.SHUT_WR)

    def pass_on() -> None:
        with suppress(OSError):  # ended by us
            while data := os.read(client, 65_536):
                ours.sendall(data)
        end()

    def stop(number: int, frame: FrameType | None) -> None:
        end()

    threading.Thread(target=pass_on, name="input", daemon=True).start()
    before = {name: signal.signal(name, stop) for name in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield end
    finally:
        for name, old in before.items():
            signal.signal(name, old)
