"""Errors as RFC 9457 problem details, and in OpenAI's shape under /v1."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from index.errors import Closed, NotFound, WartanyaError
from rag.api.paths import root

TYPE = "urn:wartanya:problem:"  # and the kind: stable, for programs to compare
MEDIA_TYPE = "application/problem+json"
CLIENT_LEFT = 499  # nobody reads it; it is what the log and the metrics say
MOST_FAULTS = 20
LONGEST_WORDS = 200  # characters of a fault: a field's name may be the client's own

_KINDS = {413: "too-large", 422: "invalid"}
_OPENAI_TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field: a JSON pointer into ``place`` (body, query, path, header)."""

    place: str
    pointer: str
    detail: str


class Problem(Exception):
    """A request that can't be met: what is wrong, and the mend.

    ``kind`` is a short stable name in kebab case, the end of the problem's type; ``detail`` is one
    sentence for a person, without article text or secrets; ``headers`` go with the response;
    ``faults`` name the fields that are wrong.
    """

    def __init__(
        self,
        status: HTTPStatus,
        kind: str,
        detail: str,
        headers: Mapping[str, str] | None = None,
        faults: Sequence[Fault] = (),
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.kind = kind
        self.detail = detail
        self.headers = dict(headers or {})
        self.faults = tuple(faults)


class _Escaped(JSONResponse):
    """JSON in ASCII: a client's half of a surrogate pair has no bytes in UTF-8."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content, separators=(",", ":")).encode("ascii")


def answered(problem: Problem, scope: Scope) -> Response:
    """The response that tells of a problem, in the shape that its path's clients expect."""
    if root(scope["path"]) == "v1":
        return _Escaped(_openai(problem), problem.status, problem.headers)
    body: dict[str, Any] = {
        "type": TYPE + problem.kind,
        "title": HTTPStatus(problem.status).phrase,
        "status": int(problem.status),
        "detail": problem.detail,
        "instance": scope.get("state", {}).get("request_id", ""),
    }
    if problem.faults:
        body["errors"] = [asdict(fault) for fault in problem.faults]
    return _Escaped(body, problem.status, problem.headers, media_type=MEDIA_TYPE)


def as_problem(error: Exception) -> Problem:
    """Any error that a route raised. Of a defect nothing is told."""
    match error:
        case Problem():
            return error
        case RequestValidationError():
            return _invalid(error)
        case HTTPException():
            return _plain(error)
        case NotFound():
            return Problem(HTTPStatus.NOT_FOUND, "not-found", str(error))
        case Closed():
            detail = "The server is stopping: ask again when it is back."
            return Problem(HTTPStatus.SERVICE_UNAVAILABLE, "stopping", detail, {"Retry-After": "5"})
        case WartanyaError():
            return Problem(HTTPStatus.BAD_REQUEST, "refused", str(error))
    return Problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "defect",
        "Something went wrong on our side; the server's log tells of it by this request's id.",
    )


def tell_problems(app: FastAPI) -> None:
    """Have an application answer every error with its problem.

    One that isn't foreseen is raised on for `rag.api.watch`, which logs it.
    """

    async def tell(request: Request, error: Exception) -> Response:
        problem = as_problem(error)
        if problem.status == HTTPStatus.METHOD_NOT_ALLOWED:
            problem.headers = {"Allow": ", ".join(_allowed(app, request.scope))}
        return answered(problem, request.scope)

    async def gone(request: Request, error: Exception) -> Response:
        return Response(status_code=CLIENT_LEFT)

    for kind in (Problem, RequestValidationError, HTTPException, WartanyaError, Exception):
        app.add_exception_handler(kind, tell)
    app.add_exception_handler(ClientDisconnect, gone)


def _allowed(app: FastAPI, scope: Scope) -> list[str]:
    """The methods of a path, whichever of its routes has them: Starlette names the first one's."""
    path = getattr(scope.get("route"), "path", None)
    routes = [route for route in iter_route_contexts(app.routes) if route.path == path]
    return sorted({method for route in routes for method in route.methods or ()})


def _openai(problem: Problem) -> dict[str, Any]:
    usual = "server_error" if problem.status >= 500 else "invalid_request_error"
    fault = problem.faults[0] if problem.faults else None
    message = f"{problem.detail} {_where(fault)}: {fault.detail}" if fault else problem.detail
    return {
        "error": {
            "message": message,
            "type": _OPENAI_TYPES.get(problem.status, usual),
            "param": _where(fault) if fault else None,
            "code": problem.kind.replace("-", "_"),
        }
    }


def _where(fault: Fault) -> str:
    return fault.pointer.removeprefix("#/").replace("/", ".")


def _invalid(error: RequestValidationError) -> Problem:
    return Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "invalid",
        "The request isn't as the API's description wants it.",
        faults=[_fault(found) for found in error.errors()[:MOST_FAULTS]],
    )


def _fault(found: Mapping[str, Any]) -> Fault:
    """One of pydantic's errors; what the client sent isn't sent back."""
    place, *parts = found["loc"] or ("body",)
    if found["type"] == "json_invalid":
        parts = []  # it is a position in the text
    steps = (str(part).replace("~", "~0").replace("/", "~1") for part in parts)
    pointer = "#" + "".join(f"/{step}" for step in steps)
    return Fault(str(place), pointer[:LONGEST_WORDS], str(found["msg"])[:LONGEST_WORDS])


def _plain(error: HTTPException) -> Problem:
    """What the framework itself refuses: paths, methods, bodies."""
    status = HTTPStatus(error.status_code)
    kind = _KINDS.get(status, status.phrase.lower().replace(" ", "-"))
    detail = error.detail if error.detail != status.phrase else _DETAILS.get(status, status.phrase)
    return Problem(status, kind, detail, error.headers)


_DETAILS = {
    404: "There is nothing at this path; /api/openapi.json describes what there is.",
    405: "This path doesn't take this method; Allow names those that it does.",
    413: "The body is too large.",
}
