"""Workers, over a real server and clients that leave."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI, Request, UploadFile

from rag.api.problems import tell_problems
from rag.api.work import Workers


@dataclass
class Work:
    """Functions that wait until they are told to go on, and what became of the requests."""

    url: str
    workers: Workers
    go_on: threading.Event = field(default_factory=threading.Event)
    called: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)

    @property
    def address(self) -> tuple[str, int]:
        found = httpx.URL(self.url)
        return found.host, found.port or 80

    def send(self, name: str) -> socket.socket:
        """A client that has asked and not been answered."""
        client = socket.create_connection(self.address)
        client.sendall(f"GET /api/work/{name} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        return client


def until(true: Callable[[], bool], within: float = 10.0) -> float:
    """The seconds until something is true; an error past ``within``."""
    began = time.perf_counter()
    while not true():
        assert time.perf_counter() - began < within
        time.sleep(0.005)
    return time.perf_counter() - began


@contextmanager
def serving(workers: Workers) -> Iterator[Work]:
    app = FastAPI()
    tell_problems(app)
    work = Work("", workers)

    @app.get("/api/work/{name}")
    async def wait(name: str, request: Request) -> str:
        def called() -> str:
            work.called.append(name)
            work.go_on.wait(30)
            return name

        try:
            return await workers.run(request, called)
        finally:
            work.ended.append(name)

    @app.post("/api/json")
    async def sized(request: Request) -> dict[str, int]:
        length = await workers.run(request, lambda: 1)
        return {"length": length + len(await request.body())}

    @app.post("/api/form")
    async def form(request: Request, file: UploadFile) -> dict[str, int]:
        return {"length": await workers.run(request, lambda: len(file.file.read()))}

    @app.get("/api/fails")
    async def fails(request: Request) -> Any:
        return await workers.run(request, lambda: {}["nothing"])

    config = uvicorn.Config(app, port=0, log_config=None, timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    until(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    work.url = f"http://127.0.0.1:{port}"
    try:
        yield work
    finally:
        work.go_on.set()
        server.should_exit = True
        thread.join()
        workers.close()


@pytest.fixture
def work() -> Iterator[Work]:
    with serving(Workers(at_once=1, waiting=2)) as served:
        yield served


def test_bodies_are_read_whole_however_they_come(work: Work) -> None:
    with httpx.Client(base_url=work.url, trust_env=False) as client:
        large = b"x" * 3_000_000
        assert client.post("/api/json", content=large).json() == {"length": 3_000_001}
        sent = client.post("/api/form", files={"file": ("a.txt", large)})
        assert sent.json() == {"length": 3_000_000}
        assert client.post("/api/json").json() == {"length": 1}


def test_one_more_than_may_wait_is_told_to_come_back(work: Work) -> None:
    clients = [work.send("a")]
    until(lambda: work.called == ["a"])
    clients += [work.send("b"), work.send("c")]
    until(lambda: work.workers.waiting == 2)
    assert work.workers.busy == 1
    refused = httpx.get(f"{work.url}/api/work/d", trust_env=False)
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    assert refused.json()["type"] == "urn:wartanya:problem:busy"
    assert work.workers.rejected == 1
    work.go_on.set()
    answers = [client.recv(1000) for client in clients]
    assert all(answer.startswith(b"HTTP/1.1 200") for answer in answers)
    assert work.called == ["a", "b", "c"]
    assert (work.workers.busy, work.workers.waiting) == (0, 0)
    for client in clients:
        client.close()


def test_a_client_that_leaves_while_it_waits_leaves_the_queue(work: Work) -> None:
    first = work.send("a")
    until(lambda: work.called == ["a"])
    leaving = [work.send("b"), work.send("c")]
    until(lambda: work.workers.waiting == 2)
    for client in leaving:
        client.close()
    assert until(lambda: work.workers.waiting == 0) < 1
    last = work.send("d")
    until(lambda: work.workers.waiting == 1)
    work.go_on.set()
    assert first.recv(1000).startswith(b"HTTP/1.1 200")
    assert last.recv(1000).startswith(b"HTTP/1.1 200")
    assert work.called == ["a", "d"]
    first.close()
    last.close()


def test_a_client_that_leaves_mid_answer_is_dropped_and_its_thread_counts_to_the_end(
    work: Work,
) -> None:
    for n in range(20):
        client = work.send(str(n))
        until(lambda: work.workers.busy == 1)
        client.close()
        assert until(lambda n=n: work.ended[-1:] == [str(n)]) < 1  # type: ignore[misc]  # bound
        assert work.workers.busy == 1  # its function runs on, and its place isn't free
        work.go_on.set()
        until(lambda: work.workers.busy == 0)
        work.go_on.clear()
    assert work.called == [str(n) for n in range(20)]
    assert len([t for t in threading.enumerate() if t.name.startswith("api_")]) == 1


def test_what_a_function_raises_is_told_as_any_defect(work: Work) -> None:
    failed = httpx.get(f"{work.url}/api/fails", trust_env=False)
    assert failed.status_code == 500
    assert failed.json()["type"] == "urn:wartanya:problem:defect"
    assert "nothing" not in failed.text


def test_closing_waits_for_what_runs_and_refuses_what_comes() -> None:
    with serving(Workers(at_once=1, waiting=2)) as work:
        client = work.send("a")
        until(lambda: work.called == ["a"])
        threading.Timer(0.2, work.go_on.set).start()
        work.workers.close()
        assert work.workers.busy == 0
        refused = httpx.get(f"{work.url}/api/work/b", trust_env=False)
        assert refused.status_code == 503
        assert refused.json()["type"] == "urn:wartanya:problem:stopping"
        client.close()
