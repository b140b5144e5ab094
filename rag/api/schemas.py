"""What requests and responses share: strict models, bounds, pages, documented errors."""

from collections.abc import Callable
from datetime import date
from functools import cache
from http import HTTPStatus
from typing import Annotated, Any, TypedDict

from fastapi import FastAPI
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.json_schema import models_json_schema

from index.sources.addresses import parse
from index.sources.failures import Refused
from rag.api.problems import MEDIA_TYPE, TYPE

ID_CHARACTERS = 200
QUESTION_CHARACTERS = 2000  # as many as the engine reads of a question
NAME_CHARACTERS = 200
MOST_IDS = 500  # articles, outlets in one filter
MOST_ON_PAGE = 200
# Offsets into a list are numbers that a database takes.
LAST_OFFSET = 1_000_000_000
_ADDRESS_CHARACTERS = 2000


class Given(BaseModel):
    """What a request's body holds: no field that isn't known, no value of another type."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Queried(BaseModel):
    """What a request's query holds: texts that stand for values."""

    model_config = ConfigDict(extra="forbid")


class Told(BaseModel):
    """What a response holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _web_address(url: str) -> str:
    try:
        parse(url)
    except Refused as refused:
        raise ValueError(refused.found) from None  # 'is no web address'
    return url


def _real_day(text: str) -> str:
    date.fromisoformat(text)  # ValueError: 2025-02-30
    return text


Day = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", json_schema_extra={"format": "date"}),
    AfterValidator(_real_day),
]
Address = Annotated[
    str,
    Field(pattern=r"^https?://[^\s]+$", max_length=_ADDRESS_CHARACTERS),
    AfterValidator(_web_address),
]
ArticleId = Annotated[str, Field(min_length=1, max_length=ID_CHARACTERS)]
Outlet = Annotated[str, Field(min_length=1, max_length=NAME_CHARACTERS)]


class Page(Queried):
    """Which part of a list."""

    limit: int = Field(
        default=50, ge=1, le=MOST_ON_PAGE, description="How many to give at most.", examples=[50]
    )
    offset: int = Field(
        default=0, ge=0, le=LAST_OFFSET, description="How many to pass over.", examples=[0]
    )


class Paged(Told):
    """A part of a list."""

    total: int = Field(description="How many there are in all.", examples=[13], ge=0)
    limit: int = Field(description="The limit that was asked for.", examples=[50], ge=1)
    offset: int = Field(description="The offset that was asked for.", examples=[0], ge=0)
    next_offset: int | None = Field(
        description="The offset of the part that follows, null after the last.", examples=[None]
    )


class Paging(TypedDict):
    """The fields of ``Paged``."""

    total: int
    limit: int
    offset: int
    next_offset: int | None


def paged(total: int, page: Page) -> Paging:
    """Which part of a list a page is."""
    end = page.offset + page.limit
    return {
        "total": total,
        "limit": page.limit,
        "offset": page.offset,
        "next_offset": end if end < total else None,
    }


class FaultDetails(BaseModel):
    """What is wrong with one field."""

    place: str = Field(description="body, query, path or header.", examples=["body"])
    pointer: str = Field(description="A JSON pointer to the field.", examples=["#/question"])
    detail: str = Field(
        description="What is wrong with it.", examples=["String should have at least 1 character"]
    )


class ProblemDetails(BaseModel):
    """An error as RFC 9457 has it."""

    type: str = Field(
        description="A URI that names the kind of error; its end is stable.",
        examples=["urn:wartanya:problem:question"],
    )
    title: str = Field(description="The status in words.", examples=["Unprocessable Entity"])
    status: int = Field(description="The HTTP status.", examples=[422], ge=400, le=599)
    detail: str = Field(
        description="What is wrong and the mend, in a sentence.",
        examples=["the question is empty: write what you want to know"],
    )
    instance: str = Field(
        description="The request's id, which the server's log has too.", examples=["8f14e45fceea"]
    )
    errors: list[FaultDetails] | None = Field(
        default=None,
        description="The fields that are wrong, where single ones are.",
        examples=[[{"place": "body", "pointer": "#/question", "detail": "Field required"}]],
    )


_REF = "#/components/schemas/{model}"
# Kind and detail of the problem that each status is documented with.
_EXAMPLES: dict[HTTPStatus, tuple[str, str]] = {
    HTTPStatus.BAD_REQUEST: ("bad-request", "the body can't be parsed; check its content type"),
    HTTPStatus.UNAUTHORIZED: ("no-key", "give a key: Authorization: Bearer KEY"),
    HTTPStatus.FORBIDDEN: ("scope", "this key may read only; use one with the scope write"),
    HTTPStatus.NOT_FOUND: (
        "not-found",
        "batik: no article has this id; list the articles to see theirs",
    ),
    HTTPStatus.CONFLICT: (
        "evaluation-running",
        "an evaluation is running, 3 of 40 questions: wait for it",
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("too-large", "too large; send it in parts"),
    HTTPStatus.UNPROCESSABLE_ENTITY: (
        "question",
        "the question is empty: write what you want to know",
    ),
    HTTPStatus.TOO_MANY_REQUESTS: ("too-many", "too many requests; wait a moment"),
    HTTPStatus.SERVICE_UNAVAILABLE: ("busy", "too many requests wait already; try again"),
}
_ALWAYS = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
)


def problems(*further: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """Documented errors: those that any route may answer with, and further ones."""
    return {int(status): _documented(status) for status in sorted({*_ALWAYS, *further})}


def redescribe(app: FastAPI, change: Callable[[dict[str, Any]], None]) -> None:
    """Have the application's OpenAPI changed in place whenever it is asked for."""
    before = app.openapi

    def described() -> dict[str, Any]:
        schema = before()
        change(schema)
        return schema

    app.openapi = described  # type: ignore[method-assign]  # as FastAPI's documentation has it


def complete(schema: dict[str, Any]) -> None:
    """Complete an OpenAPI: problems once for all routes, and examples with nulls.

    FastAPI takes every null out of what it describes, so that examples lack fields.
    """
    known = schema["components"]["schemas"]
    ours = _schemas()
    known.update({name: ours[name] for name in ours.keys() & known.keys()})
    known.update({m.__name__: ours[m.__name__] for m in (ProblemDetails, FaultDetails)})


@cache
def _schemas() -> dict[str, Any]:
    """All that requests and responses hold, by name."""
    _, shared = models_json_schema(
        [
            *((model, "validation") for model in Given.__subclasses__()),
            *((model, "serialization") for model in _below(Told)),
            (ProblemDetails, "serialization"),
        ],
        ref_template=_REF,
    )
    found: dict[str, Any] = shared["$defs"]
    return found


def _below(model: type[BaseModel]) -> list[type[BaseModel]]:
    return [one for sub in model.__subclasses__() for one in (sub, *_below(sub))]


def events_documented(example: str) -> dict[int | str, dict[str, Any]]:
    """The documented response of a stream of server-sent events."""
    return {200: {"content": {"text/event-stream": {"example": example}}}}


def _documented(status: HTTPStatus) -> dict[str, Any]:
    kind, detail = _EXAMPLES[status]
    example = {
        "type": TYPE + kind,
        "title": status.phrase,
        "status": int(status),
        "detail": detail,
        "instance": "8f14e45fceea",
    }
    content = {"schema": {"$ref": _REF.format(model="ProblemDetails")}, "example": example}
    return {"description": status.phrase, "content": {MEDIA_TYPE: content}}
