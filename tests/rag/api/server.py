"""Page and API over an open index, on a real server, and a client of it."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpx
import pytest

from index import web_pages
from index.sources.fetch import Limits
from rag.wartanya import Wartanya
from rag.web.serving import start
from tests.index.sources.site import Site

Event = tuple[str, dict[str, Any]]


@contextmanager
def serving(wartanya: Wartanya) -> Iterator[httpx.Client]:
    """A client of a server on loopback, which is stopped at the end."""
    running = start(wartanya, port=0)
    try:
        with httpx.Client(base_url=running.url, trust_env=False, timeout=60) as client:
            yield client
    finally:
        running.stop()


def events(response: httpx.Response) -> Iterator[Event]:
    """The events of a stream as they come, with their data."""
    name = ""
    for line in response.iter_lines():
        field, _, value = line.partition(": ")
        if field == "event":
            name = value
        elif field == "data":
            yield name, json.loads(value)


@contextmanager
def reachable(site: Site) -> Iterator[None]:
    """Let the server fetch from a site on this machine, at once, as no request can ask for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(web_pages, "allowed_hosts", lambda _: frozenset({site.host}))
        patch.setattr(web_pages, "Limits", lambda interval: Limits(interval=0.0))
        yield


class Listener:
    """A port of this machine that nobody is to connect to."""

    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening
        self.port: int = listening.getsockname()[1]

    def visits(self) -> int:
        """How many have connected since it was asked last; they wait until they are counted."""
        count = 0
        with suppress(BlockingIOError):
            while True:
                self._listening.accept()[0].close()
                count += 1
        return count


@contextmanager
def private() -> Iterator[Listener]:
    """A listener on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield Listener(listening)
