"""Page and API on one port: who may come in, how often, and what is logged of it."""

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema.validators import Draft202012Validator

from index.errors import WartanyaError
from rag.api.access import Access, access_to
from rag.api.gate import WRONG_KEYS_A_MINUTE
from rag.api.keys import Keys, Scope, add_key, remove_key
from rag.wartanya import Wartanya
from rag.web.serving import start

QUESTION = {"question": "Apa kata Sekjen soal kerja sama?"}
SITE = "https://news.example"


@contextmanager
def serving(wartanya: Wartanya, access: Access | None = None) -> Iterator[httpx.Client]:
    running = start(wartanya, port=0, access=access)
    try:
        with httpx.Client(base_url=running.url, trust_env=False, timeout=30) as client:
            yield client
    finally:
        running.stop()


def _until(true: Callable[[], bool], within: float = 30.0) -> None:
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < within
        time.sleep(0.01)


@dataclass
class Guarded:
    """A server that wants keys; ``keys`` by what they may do."""

    client: httpx.Client
    data: Path
    keys: dict[str, str] = field(default_factory=dict)

    def bearing(self, kind: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.keys[kind]}"}


@pytest.fixture(scope="module")
def client(wartanya: Wartanya) -> Iterator[httpx.Client]:
    with serving(wartanya) as opened:
        yield opened


@pytest.fixture(scope="module")
def guarded(wartanya: Wartanya, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    data = tmp_path_factory.mktemp("keys")
    keys = {scope.value: add_key(data, scope.value, scope) for scope in Scope}
    access = access_to(
        data,
        "127.0.0.1",
        require_keys=True,
        hosts=("news.example",),
        origins=(SITE,),
        a_minute=0,
    )
    with serving(wartanya, access) as opened:
        yield Guarded(opened, data, keys)


def test_the_page_and_the_api_share_a_port(client: httpx.Client) -> None:
    assert "Wartanya" in client.get("/").text
    assert client.get("/health").json() == {"status": "ok"}
    answer = client.post("/api/ask", json=QUESTION)
    assert answer.json()["answerable"] is True
    chat = {"model": "wartanya", "messages": [{"role": "user", "content": QUESTION["question"]}]}
    assert client.post("/v1/chat/completions", json=chat).status_code == 200
    for path in ("/api/speakers", "/api/articles", "/api/jobs", "/v1/models", "/ready"):
        assert client.get(path).status_code == 200, path
    hello = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"},
        },
    }
    accept = {"Accept": "application/json, text/event-stream"}
    spoken = client.post("/mcp", json=hello, headers=accept)
    assert spoken.json()["result"]["serverInfo"]["name"] == "wartanya"


def test_what_is_not_there_is_a_problem_of_the_api_not_the_page(client: httpx.Client) -> None:
    for path in ("/api", "/api/", "/api/nothing", "/health/", "/ready/x", "/metrics/"):
        nowhere = client.get(path)
        assert nowhere.status_code == 404, path
        assert nowhere.headers["content-type"] == "application/problem+json"
    wrong = client.put("/api/search")
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "GET, POST")
    assert client.get("/v1/nothing").json()["error"]["code"] == "not_found"


def test_the_guard_speaks_the_api_s_language(client: httpx.Client) -> None:
    def post(path: str, **sent: Any) -> tuple[int, str]:
        response = client.post(path, **sent)
        return response.status_code, response.headers.get("content-type", "")

    problem = "application/problem+json"
    large = b" " * (1024 * 1024 + 1)
    assert post("/api/ask", json=QUESTION, headers={"Origin": SITE}) == (403, problem)
    assert post("/api/ask", json=QUESTION, headers={"Host": "evil.example"}) == (421, problem)
    assert post("/api/ask", content=large) == (413, problem)
    assert post("/api/ask", content=iter([large])) == (413, problem)
    assert post("/v1/embeddings", content=large) == (413, "application/json")
    assert post("/mcp", content=iter([large]))[0] == 413
    text = "Pasar Dibuka\n\n" + "Pasar ikan dibuka lagi. " * 50_000  # over 1 MB
    assert post("/api/articles", json={"text": text})[0] not in (413, 500)


def test_an_id_of_the_client_is_kept_if_it_is_plain(client: httpx.Client) -> None:
    def given(value: str) -> str:
        return client.get("/health", headers={"X-Request-ID": value}).headers["x-request-id"]

    assert given("abc-1.2_3") == "abc-1.2_3"
    for bad in ("a b", "", "-x", "x" * 129, 'a"b', "<b>"):
        assert given(bad) != bad
        assert len(given(bad)) == 32


def test_one_line_a_request_and_nothing_of_the_question(
    client: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="rag"):
        client.post("/api/ask?secret=query", json=QUESTION, headers={"X-Request-ID": "one"})
        client.get("/api/articles/rahasia")
        client.get("/api/rahasia")
        client.get("/rahasia")
        _until(lambda: len(caplog.records) >= 4)  # the line follows the response
    lines = [record.getMessage() for record in caplog.records]
    shown = [line.rsplit(" ", 2)[0] for line in lines]
    assert shown == [
        "POST /api/ask 200",
        "GET /api/articles/{article_id:path} 404",
        "GET none 404",
        "GET page 404",
    ]


def test_every_line_of_a_request_has_its_id() -> None:
    from rag.api import request_ids

    record = logging.LogRecord("rag.x", logging.INFO, "", 0, "said %s", ("this",), None)
    formatter = request_ids.Formatter(logging.BASIC_FORMAT)
    assert formatter.format(record) == "INFO:rag.x:said this"
    before = request_ids.current.set("r1")
    assert formatter.format(record) == "r1 INFO:rag.x:said this"
    request_ids.current.reset(before)


def test_questions_and_requests_are_counted(client: httpx.Client) -> None:
    client.post("/api/ask", json=QUESTION)
    client.post("/api/ask", json={"question": "Who won the 1966 World Cup?"})
    text = client.get("/metrics").text
    assert 'wartanya_requests_total{method="POST",route="/api/ask",status="200"}' in text
    assert "wartanya_articles 14.0" in text
    counts = dict(line.rsplit(" ", 1) for line in text.splitlines() if line[0] != "#")
    assert float(counts['wartanya_questions_total{answerable="true"}']) >= 1
    assert float(counts['wartanya_questions_total{answerable="false"}']) >= 1


def test_the_description_is_whole(client: httpx.Client) -> None:
    schema = client.get("/api/openapi.json").json()
    assert schema["info"]["title"] == "Wartanya"
    assert schema["servers"] == [{"url": "/"}]
    assert schema["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"
    ids: list[str] = []
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            ids.append(operation["operationId"])
            if path == "/health":
                continue
            assert operation["security"] == [{}, {"HTTPBearer": []}], path
            kind = "application/json" if path.startswith("/v1") else "application/problem+json"
            for status in ("401", "403", "429", "503"):
                content = operation["responses"][status]["content"][kind]
                assert "schema" in content, (path, status)
                assert "example" in content, (path, status)
    assert len(set(ids)) == len(ids)


def test_problems_are_as_they_are_described(client: httpx.Client) -> None:
    described = client.get("/api/openapi.json").json()
    responses = described["paths"]["/api/ask"]["post"]["responses"]
    schema = responses["422"]["content"]["application/problem+json"]["schema"]
    found = client.post("/api/ask", json={}).json()
    Draft202012Validator(schema | {"components": described["components"]}).validate(found)


def test_without_a_key_nothing_but_health_is_told(guarded: Guarded) -> None:
    assert guarded.client.get("/health").status_code == 200
    for path in ("/api/articles", "/ready", "/metrics", "/api/openapi.json", "/mcp", "/v1/models"):
        refused = guarded.client.get(path)
        assert (refused.status_code, refused.headers["www-authenticate"]) == (
            401,
            'Bearer realm="Wartanya"',
        )
        assert guarded.client.get(path, auth=("u", guarded.keys["write"])).status_code == 401
    page = guarded.client.get("/")
    assert page.status_code == 401
    assert page.headers["www-authenticate"].startswith("Basic ")


def test_the_description_says_whether_a_key_is_needed(guarded: Guarded) -> None:
    schema = guarded.client.get("/api/openapi.json", headers=guarded.bearing("read")).json()
    assert schema["paths"]["/api/ask"]["post"]["security"] == [{"HTTPBearer": []}]
    assert "security" not in schema["paths"]["/health"]["get"]


def test_a_key_opens_what_its_scope_says(guarded: Guarded) -> None:
    def status(kind: str, method: str, path: str, **sent: Any) -> int:
        headers = guarded.bearing(kind)
        return guarded.client.request(method, path, headers=headers, **sent).status_code

    for kind in ("read", "write"):
        assert status(kind, "GET", "/api/articles") == 200
        assert status(kind, "GET", "/metrics") == 200
        assert status(kind, "GET", "/api/openapi.json") == 200
        assert status(kind, "GET", "/") == 200
        assert status(kind, "POST", "/api/ask", json=QUESTION) == 200
    assert status("read", "DELETE", "/api/articles/none") == 403
    assert status("write", "DELETE", "/api/articles/none") == 404
    assert status("read", "POST", "/api/articles", json={"text": "A\n\nB"}) == 403
    assert status("read", "POST", "/api/jobs", json={"sources": []}) == 403
    assert status("read", "POST", "/api/evaluations", json={}) == 403
    file = {"files": ("a.txt", b"a")}
    assert status("read", "POST", "/gradio_api/upload", files=file) == 403
    assert status("write", "POST", "/gradio_api/upload", files=file) == 200


def test_the_page_takes_a_key_as_a_password(guarded: Guarded) -> None:
    def status(password: str) -> int:
        return guarded.client.get("/", auth=("anybody", password)).status_code

    assert status(guarded.keys["read"]) == 200
    assert status("") == 401
    garbled = guarded.client.get("/", headers={"Authorization": "Basic ///"})
    assert garbled.status_code == 401


def test_a_key_comes_and_goes_while_the_server_runs(guarded: Guarded) -> None:
    late = add_key(guarded.data, "late", Scope.READ)
    headers = {"Authorization": f"bearer {late}"}
    assert guarded.client.get("/ready", headers=headers).status_code == 200
    remove_key(guarded.data, "late")
    assert guarded.client.get("/ready", headers=headers).status_code == 401


def test_guessing_is_slowed_and_does_not_shut_the_right_key_out(guarded: Guarded) -> None:
    wrong = {"Authorization": "Bearer wartanya_guess"}
    statuses = [
        guarded.client.get("/api/articles", headers=wrong).status_code
        for _ in range(WRONG_KEYS_A_MINUTE + 5)
    ]
    assert statuses[-1] == 429
    assert set(statuses) == {401, 429}
    late = guarded.client.get("/api/articles", headers=wrong)
    assert 1 <= int(late.headers["retry-after"]) <= 6
    assert guarded.client.get("/ready", headers=guarded.bearing("read")).status_code == 200


def test_only_sites_that_were_named_may_call_the_api(guarded: Guarded) -> None:
    asks = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x-a"}
    allowed = guarded.client.options("/api/ask", headers={"Origin": SITE, **asks})
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == SITE
    assert "access-control-allow-credentials" not in allowed.headers
    other = {"Origin": "https://evil.example", **asks}
    assert guarded.client.options("/api/ask", headers=other).status_code == 403
    headers = {"Origin": SITE, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
    answer = guarded.client.get("/api/articles", headers=headers | guarded.bearing("read"))
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == SITE
    keyless = guarded.client.get("/api/articles", headers=headers)
    assert (keyless.status_code, keyless.headers["access-control-allow-origin"]) == (401, SITE)
    for path in ("/", "/gradio_api/queue/join", "/mcp"):
        shut = guarded.client.post(path, headers=headers | guarded.bearing("write"), json={})
        assert shut.status_code == 403


def test_names_of_a_proxy_are_answered_and_no_others(guarded: Guarded) -> None:
    def status(host: str, **headers: str) -> int:
        sent = {"Host": host, **headers, **guarded.bearing("read")}
        return guarded.client.get("/ready", headers=sent).status_code

    assert status("news.example") == 200
    assert status("News.Example:443", Origin="https://News.Example:443") == 200
    assert status("localhost") == 200
    assert status("evil.example") == 421


def test_requests_are_counted_by_key(wartanya: Wartanya, tmp_path: Path) -> None:
    keys = [add_key(tmp_path, name, Scope.READ) for name in ("a", "b")]
    access = access_to(tmp_path, "127.0.0.1", require_keys=True, a_minute=2)
    with serving(wartanya, access) as client:

        def status(key: str, path: str = "/api/articles") -> int:
            headers = {"Authorization": f"Bearer {key}"}
            return client.get(path, headers=headers).status_code

        assert [status(keys[0]) for _ in range(3)] == [200, 200, 429]
        assert status(keys[1]) == 200
        assert [status(keys[0], path) for path in ("/ready", "/metrics", "/")] == [200] * 3
        limited = client.get("/v1/models", headers={"Authorization": f"Bearer {keys[0]}"})
        assert limited.json()["error"]["type"] == "rate_limit_error"
        assert limited.headers["retry-after"] == "30"


def test_keys_that_cannot_be_read_let_nobody_in(wartanya: Wartanya, tmp_path: Path) -> None:
    key = add_key(tmp_path, "a", Scope.WRITE)
    with serving(wartanya, access_to(tmp_path, "127.0.0.1", require_keys=True)) as client:
        (tmp_path / "keys.json").write_text("{")
        refused = client.get("/ready", headers={"Authorization": f"Bearer {key}"})
    assert (refused.status_code, refused.json()["type"]) == (503, "urn:wartanya:problem:keys")


def test_an_address_that_others_reach_is_not_served_without_keys(
    wartanya: Wartanya, tmp_path: Path
) -> None:
    for further in ({"host": "0.0.0.0"}, {"host": "::"}, {"host": "news.example"}):
        with pytest.raises(WartanyaError, match="wartanya keys add"):
            access_to(tmp_path, **further)
        with pytest.raises(WartanyaError, match="wartanya keys add"):
            start(wartanya, port=0, **further)
    with pytest.raises(WartanyaError, match="wartanya keys add"):
        access_to(tmp_path, "127.0.0.1", hosts=("news.example",))
    with pytest.raises(WartanyaError, match="wartanya keys add"):
        access_to(tmp_path, "127.0.0.1", require_keys=True)
    add_key(tmp_path, "a", Scope.READ)
    assert isinstance(access_to(tmp_path, "0.0.0.0").keys, Keys)
    assert access_to(tmp_path, "0.0.0.0").a_minute == 120
    assert access_to(tmp_path, "127.0.0.1") == Access()
    assert access_to(tmp_path, "127.0.0.1", a_minute=30).a_minute == 30


@pytest.mark.parametrize(
    "origin", ["*", "news.example", "https://a.example/", "https://u@a.example", "ftp://a", "null"]
)
def test_an_origin_that_is_none_is_named(tmp_path: Path, origin: str) -> None:
    with pytest.raises(WartanyaError, match="no origin; write it as"):
        access_to(tmp_path, "127.0.0.1", origins=(origin,))


def test_what_is_being_answered_when_the_server_stops_is_answered(
    wartanya: Wartanya, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking, go_on = threading.Event(), threading.Event()
    found = wartanya.ask(QUESTION["question"])

    def slow(*given: Any, **named: Any) -> Any:
        asking.set()
        go_on.wait(10)
        return found

    monkeypatch.setattr(wartanya, "ask", slow)
    running = start(wartanya, port=0)
    with ThreadPoolExecutor(2) as pool:
        url = f"{running.url}api/ask"
        answer = pool.submit(lambda: httpx.post(url, json=QUESTION, trust_env=False, timeout=30))
        assert asking.wait(10)
        stopping = pool.submit(running.stop)
        _until(lambda: running.served is not None and running.served.stopping.is_set())
        go_on.set()
        assert answer.result().status_code == 200
        stopping.result()
    with pytest.raises(httpx.ConnectError):
        httpx.get(running.url, trust_env=False)


def test_a_client_that_leaves_a_stream_leaves_no_error(
    client: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    body = b'{"question": "Apa kata Sekjen soal kerja sama?"}'
    head = (
        f"POST /api/ask/stream HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: leaver\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with caplog.at_level(logging.INFO):
        for _ in range(10):
            with socket.create_connection((client.base_url.host, client.base_url.port)) as leaver:
                leaver.sendall(head.encode() + body)
                assert leaver.recv(20).startswith(b"HTTP/1.1 200")
        _until(lambda: sum(r.name == "rag.api.watch" for r in caplog.records) == 10)
    assert [r for r in caplog.records if r.levelno >= logging.WARNING] == []
