"""The API as one application, to stand beside the page."""

from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from rag.api import (
    articles,
    asking,
    evaluating,
    health,
    jobs,
    openai_routes,
    searching,
    speaking,
)
from rag.api.access import Access
from rag.api.paths import SHARED, is_api, root
from rag.api.problems import tell_problems
from rag.api.schemas import complete, redescribe
from rag.api.served import Served
from rag.mcp import http as mcp

DESCRIPTION = """\
Ask news articles in Indonesian or English; get the exact words and who said them.

Every sentence of an answer comes with citations: spans of articles, their text the article's own
characters, offsets in characters of its text. What isn't in the articles is refused, with the
nearest passages.

Errors are problem details (RFC 9457), under `/v1` OpenAI's errors. Each response carries its
request's id in `X-Request-ID`, which a client may give.
"""
TAGS = [
    {"name": "asking", "description": "Answers and passages."},
    {"name": "speakers", "description": "Who said what."},
    {"name": "articles", "description": "What is asked: list, read, add, delete."},
    {"name": "jobs", "description": "Indexing that takes longer than a request."},
    {"name": "evaluation", "description": "Test sets, and how well their questions are answered."},
    {"name": "OpenAI-compatible", "description": "For clients that speak OpenAI's API."},
    {"name": "operations", "description": "For what watches the server."},
]


def build_api(served: Served, access: Access, host: str, port: int) -> FastAPI:
    """Everything that is served but the page; ``host`` and ``port`` are where it listens.

    `rag.api.gate` and `rag.api.watch` go around it. It lives by its lifespan.
    """
    app = FastAPI(
        title="Wartanya",
        version=version("wartanya"),
        description=DESCRIPTION,
        openapi_tags=TAGS,
        servers=[{"url": "/"}],
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    tell_problems(app)
    parts = (asking, searching, speaking, articles, jobs, evaluating, openai_routes, health)
    for part in parts:
        app.include_router(part.routes(served))
    redescribe(app, complete)
    if access.keys is None:
        redescribe(app, _without_key)
    mcp.mount(app, served, host, port, access.hosts)
    served.metrics.watch(served.workers, served.wartanya.size)
    return app


def _without_key(schema: dict[str, Any]) -> None:
    """Say in an OpenAPI that a key may be left out."""
    for operation in (one for path in schema["paths"].values() for one in path.values()):
        if "security" in operation and {} not in operation["security"]:
            operation["security"] = [{}, *operation["security"]]


class Beside:
    """ASGI middleware around the page: on its paths the API answers."""

    def __init__(self, app: ASGIApp, api: ASGIApp) -> None:
        self._app = app
        self._api = api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        to_api = scope["type"] == "http" and is_api(scope["path"])
        await (self._api if to_api else self._app)(scope, receive, send)


class Sites:
    """ASGI middleware that lets other sites' pages call the API, with a key but no cookie."""

    def __init__(self, app: ASGIApp, origins: tuple[str, ...]) -> None:
        self._app = app
        self._shared = CORSMiddleware(
            app,
            allow_origins=origins,
            allow_methods=("GET", "POST", "PUT", "PATCH", "DELETE"),
            allow_headers=("*",),
            expose_headers=("X-Request-ID", "Retry-After"),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        shared = scope["type"] == "http" and root(scope["path"]) in SHARED
        await (self._shared if shared else self._app)(scope, receive, send)
