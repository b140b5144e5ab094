"""Hostile requests: a small run of Schemathesis, and what no client library would send.

The whole run is `tests/benchmarks/fuzz_api.py`.
"""

import json
import socket
from collections.abc import Iterator

import pytest

from tests.benchmarks.fuzz_api import Counts, fuzz, logged, server

JSON = ("Content-Type", "application/json")
MULTIPART = ("Content-Type", "multipart/form-data; boundary=x")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    with server(tmp_path_factory.mktemp("fuzzed") / "data") as (url, key):
        yield url, key


@pytest.fixture
def defects() -> Iterator[list[str]]:
    found: list[str] = []
    with logged(found):
        yield found


def test_generated_requests_meet_no_defect(served: tuple[str, str]) -> None:
    counts = Counts()
    url, key = served
    with logged(counts.tracebacks):
        fuzz(url, key, counts, seed=7, per_operation=5, phases=("fuzzing",))
    assert counts.clean, counts.shown()
    assert counts.cases >= 100
    assert len(counts.operations) >= 25


def sent(
    served: tuple[str, str], method: str, target: str, *headers: tuple[str, str], body: bytes = b""
) -> int:
    """The status of a request sent byte by byte as it is; 0 where the server hung up on it."""
    url, key = served
    host, port = url.removeprefix("http://").rstrip("/").split(":")
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}:{port}", f"Authorization: Bearer {key}"]
    lines += [f"{name}: {value}" for name, value in headers]
    if not any(name.lower() in ("content-length", "transfer-encoding") for name, _ in headers):
        lines.append(f"Content-Length: {len(body)}")
    request = "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + body
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        connection.sendall(request)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    assert b"Traceback" not in answer
    return int(answer.split(b" ", 2)[1]) if answer else 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"{",
        b'{"question": "\\u0000"}',
        b'{"question": "a\\u0000b"}',
        b'{"question": "\\ud800"}',
        b'{"question": "a", "speaker": "\\udfff"}',
        b'{"\\ud800": 1}',
        b'{"question": "a", "articles": ["\\u0000"]}',
        b'{"question": "a", "articles": ["\\ud83d"]}',
        b'{"question": "a", "question": 5}',
        b'{"question": ' + b"9" * 5000 + b"}",
        b'{"question": NaN}',
        b'{"question": "a", "filters": {"published_from": "0000-00-00"}}',
        '{"question": "a", "filters": {"published_from": "２０２５-01-01"}}'.encode(),
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"\xff\xfe\x00",
        '{"question": "apa"}'.encode("utf-16"),
        b'{"question": "a"}\x00',
    ],
)
@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_odd_json_is_answered(
    served: tuple[str, str], defects: list[str], path: str, body: bytes
) -> None:
    assert sent(served, "POST", path, JSON, body=body) in (200, 400, 422)
    assert not defects


@pytest.mark.parametrize(
    "body",
    [
        {"text": "\0"},
        {"text": "Judul\0\n\nTeks\0 satu."},
        {"text": "Judul\n\nSetengah \ud83d huruf."},
        {"text": "\u202e\u200b\ufeff"},
        {"records": [{"id": "a\0b", "text": "a"}]},
        {"records": [{"id": "\n", "text": "a"}]},
        {"records": [{"id": "\ud800", "text": "a"}]},
        {"records": [{"text": "\ud800", "title": "\0", "published": "9" * 90, "url": "x:\0"}]},
        {"records": [{"text": "a", "published": "-1"}, {"text": "b", "published": "1e999"}]},
        {"records": [{"text": "a", "tags": ["\ud800", "\0"], "language": "\0"}]},
        {"url": "http://a\0b/"},
        {"url": "http://[::1/"},
        {"url": "http://a[b"},
        {"url": "http://a\u2100b/"},
        {"url": "http://a:99999999999/"},
        {"url": "http://" + "a" * 300 + ".example/"},
        {"url": "http://xn--\u00df.example/\ud800"},
        {"url": "https://ani:rahasia@kabar.example/"},
    ],
)
def test_odd_articles_are_answered(
    served: tuple[str, str], defects: list[str], body: dict[str, object]
) -> None:
    status = sent(served, "POST", "/api/articles", JSON, body=json.dumps(body).encode())
    assert status in (200, 201, 422)
    assert not defects


@pytest.mark.parametrize(
    "target",
    [
        "/api/search?query=%00",
        "/api/search?query=%ff%fe",
        "/api/search?query=%ED%A0%80",
        "/api/search?query=a&k=1&k=2",
        "/api/search?query=a&k=" + "9" * 5000,
        "/api/search?query=a&k=1e2",
        "/api/search?query=a&article=%00&outlet=%ff",
        "/api/search?query=" + "%22%28AND+OR+NOT+%2A%3A%5E~" * 20,
        "/api/articles?offset=999999999999999999999",
        "/api/articles?offset=1000000000&limit=200",
        "/api/articles?query=%00",
        "/api/articles/%00",
        "/api/articles/%ff",
        "/api/articles/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/api/articles/../../etc/passwd",
        "/api/articles/",
        "/api/articles//versions",
        "/api/articles/a?version=%00",
        "/api/articles/" + "a" * 5000,
        "/api/statements?speaker=%00",
        "/api/statements?speaker=%F0%9F%98%80&article=%00",
        "/api/speakers?query=%EF%BF%BF",
        "/api/jobs/%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00",
        "/api/evaluations/" + "-" * 32,
        "/api/ask",
    ],
)
def test_odd_addresses_are_answered(
    served: tuple[str, str], defects: list[str], target: str
) -> None:
    assert sent(served, "GET", target) in (200, 400, 404, 405, 422)
    assert not defects


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ((("Content-Type", "text/plain"),), b'{"question": "a"}'),
        ((("Content-Type", "application/json; charset=utf-7"),), b'{"question": "a"}'),
        ((("Content-Type", "application/x-www-form-urlencoded"),), b"question=a"),
        ((("Content-Type", ""),), b'{"question": "a"}'),
        ((("Content-Type", "application/"),), b'{"question": "a"}'),
        ((("Content-Type", "\xff\xfe; =;;"),), b'{"question": "a"}'),
        ((JSON, ("Content-Type", "text/plain")), b'{"question": "a"}'),
        ((JSON, ("Authorization", "Bearer other")), b'{"question": "a"}'),
        ((JSON, ("Content-Length", "5"), ("Content-Length", "17")), b'{"question": "a"}'),
        ((JSON, ("Content-Length", "-1")), b'{"question": "a"}'),
        ((JSON, ("Content-Length", "9" * 30)), b'{"question": "a"}'),
        ((JSON, ("Content-Length", "17"), ("Transfer-Encoding", "chunked")), b"0\r\n\r\n"),
        ((JSON, ("Transfer-Encoding", "chunked")), b"zz\r\n"),
        ((JSON, ("Accept", "\xff")), b'{"question": "a"}'),
        ((JSON, ("X-Request-ID", "\xff" * 3000)), b'{"question": "a"}'),
        ((JSON, ("Expect", "100-continue")), b'{"question": "a"}'),
    ],
)
def test_odd_headers_are_answered(
    served: tuple[str, str],
    defects: list[str],
    headers: tuple[tuple[str, str], ...],
    body: bytes,
) -> None:
    status = sent(served, "POST", "/api/ask", *headers, body=body)
    assert status in (0, 100, 200, 400, 401, 413, 415, 422)
    assert not defects


PART = b'--x\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\n%s\r\n'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x--\r\n",
        b"--y\r\n\r\n--y--\r\n",
        b"--x\r\n\r\nno headers\r\n--x--\r\n",
        b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n",
        PART % (b"a.txt", b"no end"),
        PART % (b"", b"a") + b"--x--\r\n",
        PART % (b"\xff\xfe.txt", b"Judul\r\n\r\nTeks.") + b"--x--\r\n",
        PART % (b"a\x00.jsonl", b"{}") + b"--x--\r\n",
        PART % (b"a.jsonl", b'{"text": "\\ud800"}\n\x00\n') + b"--x--\r\n",
        PART % (b"a.zip", b"PK\3\4") + b"--x--\r\n",
        PART % (b"a.pdf", b"%PDF-1.4\n%\xff") + b"--x--\r\n",
        PART % (b"x" * 5000 + b".txt", b"Judul\r\n\r\nTeks.") + b"--x--\r\n",
        PART % (b"a.txt", b"Satu\r\n\r\nTeks.") + PART % (b"b.txt", b"Dua") + b"--x--\r\n",
        (PART % (b"a.txt", b"a")) * 1001 + b"--x--\r\n",
        b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\ntext\r\n--x--\r\n',
        b"--x\r\n" + b"A: b\r\n" * 5000 + b"\r\na\r\n--x--\r\n",
    ],
)
@pytest.mark.parametrize("path", ["/api/articles/file", "/api/jobs/file", "/api/evaluations/file"])
# Starlette lets go of the file of a part that never ends, and leaves closing it to the collector.
@pytest.mark.filterwarnings(
    "ignore:Exception ignored in. <function SpooledTemporaryFile:"
    "pytest.PytestUnraisableExceptionWarning"
)
def test_odd_uploads_are_answered(
    served: tuple[str, str], defects: list[str], path: str, body: bytes
) -> None:
    status = sent(served, "POST", path, MULTIPART, body=body)
    assert status in (200, 201, 202, 400, 409, 413, 422, 429)
    assert not defects


def test_a_body_over_the_limit_is_refused_before_it_is_read(served: tuple[str, str]) -> None:
    length = ("Content-Length", str(100_000_000))
    assert sent(served, "POST", "/api/ask", JSON, length, body=b"{") == 413
    assert sent(served, "POST", "/api/articles/file", MULTIPART, length, body=b"--x") == 413


def test_the_server_answers_after_all_this(served: tuple[str, str]) -> None:
    assert sent(served, "GET", "/ready") == 200
    assert sent(served, "POST", "/api/ask", JSON, body=b'{"question": "Apa kabar?"}') == 200
