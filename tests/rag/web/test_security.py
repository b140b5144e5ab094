"""The guard around the page, by plain HTTP."""

import re
from collections.abc import Iterator

import httpx
import pytest

from rag.web import security
from rag.web.security import allowed_hosts
from rag.web.serving import Running, start
from tests.rag.web.desk import WordDesk


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    served = start(WordDesk(), port=0)
    yield served
    served.stop()


@pytest.fixture
def client(running: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=running.url, trust_env=False) as opened:
        yield opened


def test_the_page_carries_its_policy_and_a_fresh_nonce(client: httpx.Client) -> None:
    pages = [client.get("/") for _ in range(2)]
    nonces = []
    for page in pages:
        policy = page.headers["content-security-policy"]
        nonce = re.search(r"'nonce-([^']+)'", policy)
        assert nonce
        nonces.append(nonce.group(1))
        inline = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", page.text)
        assert inline
        assert all(f'nonce="{nonce.group(1)}"' in script for script in inline)
        assert "script-src 'self' 'unsafe-eval' 'nonce-" in policy
        assert "frame-ancestors 'none'" in policy
        assert page.headers["x-content-type-options"] == "nosniff"
        assert page.headers["referrer-policy"] == "no-referrer"
        assert "githubusercontent" not in page.text
    assert nonces[0] != nonces[1]


def test_every_other_answer_is_guarded_too(client: httpx.Client) -> None:
    for path in ("/page/page.css", "/favicon.ico", "/theme.css", "/nowhere"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "nonce" not in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:7860", 200),
        ("127.0.0.1", 200),
        ("[::1]:9", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example:7860", 421),
        ("", 421),
        ("[", 421),
    ],
)
def test_a_loopback_page_answers_to_its_own_names_only(
    client: httpx.Client, host: str, status: int
) -> None:
    assert client.get("/", headers={"Host": host}).status_code == status


def test_another_site_may_not_send(client: httpx.Client) -> None:
    def status(headers: dict[str, str]) -> int:
        return client.post("/gradio_api/queue/join", json={}, headers=headers).status_code

    assert status({"Origin": "http://evil.example"}) == 403
    assert status({"Origin": "null"}) == 403
    assert status({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}) == 403
    assert status({"Origin": str(client.base_url).rstrip("/")}) != 403


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/proxy=http://evil.example/",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=http://evil.example/",
        "/gradio_api/info",
        "/gradio_api/call/ask",
        "/gradio_api/runs",
        "/gradio_api/component_server",
        "/monitoring",
        "/svelte/x",
        "/docs",
        "/openapi.json",
    ],
)
def test_doors_that_the_page_does_not_use_are_shut(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_bodies_are_bounded_whether_they_say_their_length_or_not(client: httpx.Client) -> None:
    large = b" " * (security.LARGEST_BODY + 1)
    assert client.post("/gradio_api/queue/join", content=large).status_code == 413
    pieces = (b" " * 1024 * 1024 for _ in range(9))
    unsaid = client.post("/gradio_api/queue/join", content=pieces)
    assert unsaid.status_code == 400


def test_uploads_have_a_size_and_a_rate(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "MOST_UPLOADS", 3)
    with httpx.Client(base_url=running.url, trust_env=False) as client:
        large = b"a" * (security.LARGEST_UPLOAD + 1)
        sizes = [
            client.post("/gradio_api/upload", files={"files": ("a.txt", body)}).status_code
            for body in (b"a", large)
        ]
        assert sizes == [200, 413]
        rest = [
            client.post("/gradio_api/upload", files={"files": ("a.txt", b"a")}).status_code
            for _ in range(2)
        ]
    assert rest[-1] == 429


def test_names_are_checked_on_loopback_alone() -> None:
    own = frozenset({"localhost", "127.0.0.1", "::1"})
    assert [allowed_hosts(host) for host in ("127.0.0.1", "localhost", "::1")] == [own] * 3
    assert allowed_hosts("0.0.0.0") is None
    assert allowed_hosts("news.example") is None
    proxied = frozenset({"news.example"})
    assert allowed_hosts("127.0.0.1", proxied) == own | proxied
    assert allowed_hosts("0.0.0.0", proxied) == own | proxied | {"0.0.0.0"}


@pytest.mark.parametrize("path", ["guess/run.json", "guess/report.html", "x/../run.json", "x/y"])
def test_a_run_is_had_only_with_its_token(running: Running, path: str) -> None:
    assert httpx.get(f"{running.url}runs/{path}", trust_env=False).status_code == 404
