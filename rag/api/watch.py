"""One line in the log for each request, one figure in the metrics, and no error left untold."""

import logging
import time
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.api import request_ids
from rag.api.metrics import Metrics
from rag.api.paths import is_api, root
from rag.api.problems import CLIENT_LEFT, answered, as_problem

logger = logging.getLogger(__name__)

PAGE = "page"
NO_ROUTE = "none"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})


@dataclass(slots=True)
class _Response:
    """How far a response is; ``status`` is 0 before it has begun."""

    send: Send
    request_id: str
    status: int = 0

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message)[request_ids.HEADER] = self.request_id
        await self.send(message)


class Watch:
    """ASGI middleware around everything.

    The log has no query, question, article or key: method, the route's template, status,
    milliseconds, and the id that the response carries.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = request_ids.given_or_new(Headers(scope=scope).get(request_ids.HEADER))
        # A dict of its own: Starlette shares the lifespan's between requests.
        scope["state"] = {**scope.get("state", {}), "request_id": request_id}
        before = request_ids.current.set(request_id)
        began = time.perf_counter()
        response = _Response(send, request_id)
        try:
            await self._answered(scope, receive, response)
        finally:
            self._tell(scope, response.status or CLIENT_LEFT, time.perf_counter() - began)
            request_ids.current.reset(before)

    async def _answered(self, scope: Scope, receive: Receive, response: _Response) -> None:
        try:
            await self._app(scope, receive, response.take)
        except Exception as error:
            logger.exception("A request ended in a defect")
            if not response.status:  # else it was told, or the server cuts the connection
                await answered(as_problem(error), scope)(scope, receive, response.take)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        route = _template(scope)
        method = scope["method"] if scope["method"] in METHODS else "other"
        self._metrics.request(method, route, status)
        if route != PAGE:
            self._metrics.took(route, seconds)
        logger.info("%s %s %d %.0f ms", method, route, status, 1000 * seconds)


def _template(scope: Scope) -> str:
    """A route's path with its parameters' names; of what wasn't found, no path of the client's."""
    if not is_api(scope["path"]):
        return PAGE
    if root(scope["path"]) == "mcp":  # it is no route of FastAPI's
        return "/mcp"
    return getattr(scope.get("route"), "path", NO_ROUTE)
