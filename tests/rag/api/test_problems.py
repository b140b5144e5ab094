"""Errors as problem details, and in OpenAI's shape."""

import logging
from http import HTTPStatus
from typing import Annotated, Any

import httpx
import pytest
from fastapi import Body, FastAPI, Query
from fastapi.testclient import TestClient
from pydantic import BaseModel

from index.errors import Closed, NotFound, WartanyaError
from rag.api.metrics import Metrics
from rag.api.problems import Problem, tell_problems
from rag.api.watch import Watch


class Inner(BaseModel):
    size: int


class Outer(BaseModel):
    parts: list[Inner]


ERRORS = {
    "problem": Problem(HTTPStatus.SERVICE_UNAVAILABLE, "busy", "wait", {"Retry-After": "5"}),
    "absent": NotFound("a1: no article has this id"),
    "closed": Closed("the index is closed"),
    "mendable": WartanyaError("x.txt: empty: write something"),
    "defect": RuntimeError("secret detail"),
}


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = FastAPI(redirect_slashes=False)
    tell_problems(app)

    @app.get("/api/fails/{kind}")
    @app.get("/v1/fails/{kind}")
    def fail(kind: str) -> None:
        raise ERRORS[kind]

    @app.post("/api/takes/{number}")
    def take(number: int, outer: Outer, k: Annotated[int, Query(le=9)] = 1) -> None: ...

    @app.post("/v1/takes")
    def take_too(outer: Outer, kind: Annotated[str, Body()]) -> None: ...

    @app.delete("/api/takes/{number}")
    def drop(number: int) -> None: ...

    app.add_middleware(Watch, metrics=Metrics())
    return TestClient(app, raise_server_exceptions=False)


def told(response: httpx.Response) -> dict[str, Any]:
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["status"] == response.status_code
    assert body["instance"] == response.headers["x-request-id"]
    return body


@pytest.mark.parametrize(
    ("kind", "status", "type_", "detail"),
    [
        ("problem", 503, "busy", "wait"),
        ("absent", 404, "not-found", "a1: no article has this id"),
        ("mendable", 400, "refused", "x.txt: empty: write something"),
        ("closed", 503, "stopping", "The server is stopping: ask again when it is back."),
    ],
)
def test_an_error_says_what_is_wrong_and_the_mend(
    client: TestClient, kind: str, status: int, type_: str, detail: str
) -> None:
    response = client.get(f"/api/fails/{kind}")
    body = told(response)
    assert (response.status_code, body["detail"]) == (status, detail)
    assert body["type"] == f"urn:wartanya:problem:{type_}"
    assert body["title"] == response.reason_phrase
    assert response.headers.get("retry-after") == ("5" if status == 503 else None)


def test_a_defect_tells_nothing_but_its_id_and_the_log_has_the_rest(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    for path in ("/api/fails/defect", "/v1/fails/defect"):
        caplog.clear()
        response = client.get(path, headers={"X-Request-ID": "mine"})
        assert response.status_code == 500
        assert "secret" not in response.text
        assert response.headers["x-request-id"] == "mine"
        errors = [r for r in caplog.records if r.levelno == logging.ERROR]
        assert [bool(r.exc_info and "secret detail" in str(r.exc_info[1])) for r in errors] == [
            True
        ]


def test_wrong_fields_are_pointed_at_and_not_sent_back(client: TestClient) -> None:
    body = told(
        client.post("/api/takes/one?k=10", json={"parts": [{"size": 1}, {"size": "hush-hush"}]})
    )
    assert body["status"] == 422
    assert body["type"] == "urn:wartanya:problem:invalid"
    assert [(e["place"], e["pointer"]) for e in body["errors"]] == [
        ("path", "#/number"),
        ("query", "#/k"),
        ("body", "#/parts/1/size"),
    ]
    assert "hush-hush" not in str(body)
    assert body["errors"][1]["detail"] == "Input should be less than or equal to 9"


def test_text_that_is_no_json_is_named_without_it(client: TestClient) -> None:
    response = client.post(
        "/api/takes/1", content=b'{"hush": ', headers={"Content-Type": "application/json"}
    )
    assert told(response)["errors"] == [
        {"place": "body", "pointer": "#", "detail": "JSON decode error"}
    ]


def test_halves_of_surrogate_pairs_do_not_break_an_answer(client: TestClient) -> None:
    deep = b'{"parts": [{"size": 1}], "\\ud800": 1}'
    many = b"[" * 100_000
    for body in (deep, many, b'{"parts": [{"\\udc00": "\\ud800"}]}'):
        response = client.post(
            "/api/takes/1", content=body, headers={"Content-Type": "application/json"}
        )
        assert response.status_code in (200, 400, 422)


def test_paths_and_methods_that_are_not_there(client: TestClient) -> None:
    nowhere = told(client.get("/api/takes"))
    assert (nowhere["status"], nowhere["type"]) == (404, "urn:wartanya:problem:not-found")
    wrong = client.get("/api/takes/1")
    assert told(wrong)["type"] == "urn:wartanya:problem:method-not-allowed"
    assert wrong.headers["allow"] == "DELETE, POST"


def test_clients_of_openai_get_its_errors(client: TestClient) -> None:
    busy = client.get("/v1/fails/problem")
    assert busy.json() == {
        "error": {"message": "wait", "type": "server_error", "param": None, "code": "busy"}
    }
    assert (busy.status_code, busy.headers["retry-after"]) == (503, "5")
    wrong = client.post("/v1/takes", json={"outer": {"parts": [{"size": []}]}, "kind": "a"})
    error = wrong.json()["error"]
    assert wrong.status_code == 422
    assert (error["param"], error["type"]) == ("outer.parts.0.size", "invalid_request_error")
    assert error["message"].endswith("outer.parts.0.size: Input should be a valid integer")
    assert client.get("/v1/nothing").json()["error"]["code"] == "not_found"
