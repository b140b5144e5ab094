"""What an event of the browser carries, and work that mustn't hold up the others."""

from collections.abc import Callable
from typing import Any, TypeVar

import anyio
import gradio as gr

from rag.api.access import Scope, caller_of

Updates = dict[Any, Any]
Found = TypeVar("Found")


def sent(event: gr.EventData, name: str) -> str:
    """A text that the browser sent, '' where it sent none."""
    return str((event._data or {}).get(name, ""))


def number_sent(event: gr.EventData, name: str) -> int:
    """A number that the browser sent, -1 for anything that isn't one."""
    value = sent(event, name)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1


def may_write(request: gr.Request) -> bool:
    """Whether whoever opened the page may add articles, keep cases and evaluate."""
    return request.request is not None and caller_of(request.request).scope is Scope.WRITE


async def in_thread(work: Callable[[], Found]) -> Found:
    """The work's result, from a thread of its own."""
    # Stop and a closed page leave at once; the engine's call ends by itself.
    return await anyio.to_thread.run_sync(work, abandon_on_cancel=True)
