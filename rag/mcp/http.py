"""The server over streamable HTTP, at /mcp of the page's application."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from fastapi import APIRouter, FastAPI, Request
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from index.errors import WartanyaError
from rag.api.access import reads
from rag.api.problems import Problem
from rag.api.served import Served
from rag.mcp.server import build_server
from rag.wartanya import Wartanya
from rag.web.security import allowed_hosts

PATH = "/mcp"
LARGEST_REQUEST = 256 * 1024  # bytes; a question has 2,000 characters

T = TypeVar("T")


def mount(
    app: FastAPI, served: Served, host: str, port: int, hosts: frozenset[str] = frozenset()
) -> None:
    """Serve MCP at /mcp of ``app``, which listens on ``host`` and ``port``.

    ``hosts`` are further names that a proxy answers to. What the API's reading needs is needed
    here too: a key, where keys are required. The server runs within the application's lifespan.
    """
    endpoint = _Endpoint(build_server(SharedEngine(served)), security(host, port, hosts))
    router = APIRouter(lifespan=endpoint.lifespan)
    router.routes.append(Route(PATH, endpoint, include_in_schema=False))
    app.include_router(router)


def security(
    host: str, port: int, hosts: frozenset[str] = frozenset()
) -> TransportSecuritySettings:
    """The Host and Origin headers to answer to when bound to an address.

    On loopback its own names at any port, since a tunnel may end at another one, but no page of
    another port. Elsewhere keys are required, which a page that rebinds its name doesn't have.
    """
    names = allowed_hosts(host, hosts)
    if names is None:
        return TransportSecuritySettings(enable_dns_rebinding_protection=False)
    own = [f"[{name}]" if ":" in name else name for name in sorted(names - hosts)]
    further = sorted(hosts)
    return TransportSecuritySettings(
        allowed_hosts=[form for name in [*own, *further] for form in (name, f"{name}:*")],
        allowed_origins=[
            *(f"http://{name}:{port}" for name in own),
            *(f"{scheme}://{name}" for scheme in ("http", "https") for name in further),
        ],
    )


class SharedEngine:
    """The index and the workers that the page and the API ask too."""

    def __init__(self, served: Served) -> None:
        self._served = served

    async def run(self, request: Any, function: Callable[[Wartanya], T]) -> T:
        try:
            return await self._served.workers.run(request, lambda: function(self._served.wartanya))
        except Problem as problem:  # too many wait already
            raise WartanyaError(problem.detail) from problem
        except ClientDisconnect as error:
            raise WartanyaError("the client has left") from error


class _Endpoint:
    """ASGI application of one path.

    Every request stands alone and is answered in JSON: no tool asks anything back or tells of
    progress. So there are no sessions to hold, to run out of or to lose with a restart, and any
    replica may answer.
    """

    def __init__(self, server: Server[Any], settings: TransportSecuritySettings) -> None:
        self._server = server
        self._settings = settings
        self._running: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def lifespan(self, app: Any) -> AsyncIterator[None]:
        """Runs the transport; each start of the application has its own, which runs once."""
        self._running = StreamableHTTPSessionManager(
            self._server,
            json_response=True,
            stateless=True,
            security_settings=self._settings,
            max_request_body_size=LARGEST_REQUEST,
        )
        async with self._running.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self._running is not None, "the application's lifespan hasn't begun"
        await reads(Request(scope, receive))
        if scope["method"] != "POST":  # a stream for what the server tells by itself: nothing
            await Response(status_code=405, headers={"Allow": "POST"})(scope, receive, send)
            return
        await self._running.handle_request(scope, receive, send)
