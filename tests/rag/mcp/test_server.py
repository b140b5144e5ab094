"""What goes wrong on our side is told without its own words."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar, cast

import pytest
from fastapi import Request
from mcp import Client, MCPError
from starlette.requests import ClientDisconnect

from index.errors import WartanyaError
from rag.api.problems import Problem
from rag.api.served import Served
from rag.api.work import Workers
from rag.mcp.http import SharedEngine
from rag.mcp.server import DEFECT, build_server
from rag.wartanya import Wartanya
from tests.rag.mcp.clients import connected

T = TypeVar("T")


class Failing:
    """An engine whose index raises."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def run(self, request: Any, function: Callable[[Wartanya], T]) -> T:
        raise self.error


class FullWorkers(Workers):
    def __init__(self, error: Exception) -> None:
        self.error = error

    async def run(self, request: Request, function: Callable[[], T]) -> T:
        raise self.error


def told(engine: Any) -> str:
    with connected(lambda: Client(build_server(engine))) as session:
        return session.error("ask", question="Berapa?")


def test_a_defect_is_logged_and_told_as_one(caplog: pytest.LogCaptureFixture) -> None:
    engine = Failing(RuntimeError("words of an article"))
    with caplog.at_level(logging.INFO):
        assert told(engine) == DEFECT
        with (
            connected(lambda: Client(build_server(engine))) as session,
            pytest.raises(MCPError) as raised,
        ):
            session.read("article://a")
    assert (raised.value.error.code, raised.value.error.message) == (-32603, DEFECT)
    logged = [record for record in caplog.records if record.name == "rag.mcp.server"]
    assert [record.getMessage() for record in logged] == [
        "tools/call ended in a defect",
        "resources/read ended in a defect",
    ]
    assert all(record.levelno == logging.ERROR for record in logged)


def test_an_error_that_can_be_mended_is_told_as_it_is() -> None:
    assert told(Failing(WartanyaError("data: in use; stop it"))) == "data: in use; stop it"


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (Problem(HTTPStatus.SERVICE_UNAVAILABLE, "busy", "too many wait"), "too many wait"),
        (ClientDisconnect(), "the client has left"),
    ],
)
def test_workers_without_a_place_are_no_defect(
    error: Exception, line: str, caplog: pytest.LogCaptureFixture
) -> None:
    served = Served(cast(Wartanya, None), FullWorkers(error))
    assert told(SharedEngine(served)) == line
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
