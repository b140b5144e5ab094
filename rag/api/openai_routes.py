"""An OpenAI-compatible server: chat completions that are answers from the articles, embeddings.

Only what the last user message asks is answered, made whole from what users asked before it.
Nothing that a client sends instructs anybody: system messages are never followed, nor sent on.
"""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import APIRoute

from rag.api.access import reads
from rag.api.openai_chat import ANSWERER, answered, chat_models, streamed, whole
from rag.api.openai_embeddings import embedded, model_name
from rag.api.openai_models import ChatRequest, EmbeddingsRequest
from rag.api.openai_replies import (
    ChatCompletion,
    Embeddings,
    Model,
    Models,
    OpenAIProblem,
)
from rag.api.problems import Fault, Problem, as_problem
from rag.api.served import Served

_CREATED: Final = 1_795_500_000  # clients show and sort by it: it must not change with a restart


class _Route(APIRoute):
    """A request that doesn't validate is status 400, as OpenAI has it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                found = as_problem(error)
                raise Problem(
                    HTTPStatus.BAD_REQUEST, found.kind, found.detail, faults=found.faults
                ) from error

        return told


def routes(served: Served) -> APIRouter:
    """Everything under /v1."""
    router = APIRouter(
        prefix="/v1",
        tags=["OpenAI-compatible"],
        dependencies=[Depends(reads)],
        route_class=_Route,
        responses=_ERRORS,
    )

    @router.get("/models", operation_id="listModels", summary="List the models")
    async def models() -> Models:
        """The answerer, with a language model's wording too where one is configured, and the
        embedding model."""
        return Models(data=[_model(name) for name in _names(served)])

    @router.get("/models/{name:path}", operation_id="getModel", summary="Get one model")
    async def model(
        name: Annotated[str, Path(description="A model's name.", examples=[ANSWERER])],
    ) -> Model:
        """A model by its name."""
        _known(name, *_names(served))
        return _model(name)

    @router.post(
        "/chat/completions",
        operation_id="createChatCompletion",
        summary="Ask a question, as a chat",
        response_model=ChatCompletion,
        responses={200: {"content": {"text/event-stream": {"example": _STREAM}}}},
    )
    async def chat(request: Request, asked: ChatRequest) -> ChatCompletion | Response:
        """Answer the last user message from the articles, or say that they don't; where it leans
        on the messages before, as it is understood from them. With `stream`, events: a chunk a
        sentence, one with the sources, one that closes the answer with its annotations and the
        whole `wartanya` answer in its delta, `[DONE]`. `wartanya-written` has the language
        model's wording, sent once it is checked."""
        _known(asked.model, *chat_models(served))
        found = await answered(served, request, asked)
        if not asked.stream:
            return whole(found)
        options = asked.stream_options
        return streamed(found, include_usage=bool(options and options.include_usage))

    @router.post("/embeddings", operation_id="createEmbeddings", summary="Embed texts")
    async def embeddings(request: Request, asked: EmbeddingsRequest) -> Embeddings:
        """The vectors that the index itself is made of. Inner products are cosines."""
        _known(asked.model, model_name(served))
        return await embedded(served, request, asked)

    return router


def _names(served: Served) -> list[str]:
    return [*chat_models(served), model_name(served)]


def _model(name: str) -> Model:
    return Model(id=name, created=_CREATED, owned_by="wartanya")


def _known(name: str, *names: str) -> None:
    """Problem 404 for a model that isn't served, or not for this."""
    if name not in names:
        why = f"no such model is served here; there is {' and '.join(names)}"
        raise Problem(
            HTTPStatus.NOT_FOUND,
            "model-not-found",
            "The model wasn't found.",
            faults=[Fault("body", "#/model", why)],
        )


def _documented(message: str, kind: str, param: str | None, code: str) -> dict[str, Any]:
    error = {"message": message, "type": kind, "param": param, "code": code}
    return {
        "model": OpenAIProblem,
        "description": message,
        "content": {"application/json": {"example": {"error": error}}},
    }


_INVALID: Final = "invalid_request_error"
_ERRORS: dict[int | str, dict[str, Any]] = {
    400: _documented("This can't be asked here.", _INVALID, "tools", "unsupported_parameter"),
    401: _documented("Give a key.", "authentication_error", None, "no_key"),
    403: _documented("This key doesn't allow it.", "permission_error", None, "scope"),
    404: _documented("The model wasn't found.", _INVALID, "model", "model_not_found"),
    413: _documented("The body is too large.", _INVALID, None, "too_large"),
    429: _documented("Too many requests.", "rate_limit_error", None, "too_many"),
    503: _documented("Too many requests wait already.", "server_error", None, "busy"),
    "default": {"model": OpenAIProblem, "description": "Any other error"},
}

_STREAM: Final = (
    'data: {"id": "chatcmpl-0f0e…", "object": "chat.completion.chunk", "created": 1795500000, '
    '"model": "wartanya", "choices": [{"index": 0, "delta": {"content": "Perajin batik menolak '
    'mesin. [1]"}, "logprobs": null, "finish_reason": null}]}\n\ndata: [DONE]\n\n'
)
