"""Serving: the port, the signals, the end."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest

from index.errors import WartanyaError
from rag.api.access import access_to
from rag.api.keys import Scope, add_key
from rag.web import serving
from rag.web.serving import Running, start
from tests.rag.web.desk import WordDesk

ROOT = Path(__file__).parents[3]
PROGRAM = """
import sys
from rag.web.serving import serve
from tests.rag.web.desk import WordDesk
serve(WordDesk(), port=int(sys.argv[1]))
print("closed")
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_taken_port_is_named_with_the_mend(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(WartanyaError, match=rf"127\.0\.0\.1:{port} .*another address or port"):
            start(WordDesk(), port=port)
    with pytest.raises(WartanyaError, match="99999"):
        start(WordDesk(), port=99999)
    add_key(tmp_path, "a", Scope.READ)
    others = access_to(tmp_path, "192.0.2.1")
    with pytest.raises(WartanyaError, match=r"cannot listen on 192\.0\.2\.1"):
        start(WordDesk(), host="192.0.2.1", port=0, access=others)


def test_an_address_that_others_reach_needs_keys() -> None:
    with pytest.raises(WartanyaError, match=r"192\.0\.2\.1: .* `wartanya keys add NAME`"):
        start(WordDesk(), host="192.0.2.1", port=0)


def test_without_an_index_there_is_a_page_and_no_api() -> None:
    running = start(WordDesk(), port=0)
    try:
        with httpx.Client(base_url=running.url, trust_env=False) as client:
            statuses = [client.get(path).status_code for path in ("/", "/api/articles", "/health")]
        assert statuses == [200, 404, 404]
        assert running.served is None
    finally:
        running.stop()


def test_stop_frees_the_port() -> None:
    running = start(WordDesk(), port=0)
    assert httpx.get(running.url, trust_env=False).status_code == 200
    running.stop()
    with pytest.raises(httpx.ConnectError):
        httpx.get(running.url, trust_env=False)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_serving_and_the_caller_goes_on(number: signal.Signals) -> None:
    port = free_port()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment,
    ) as program:
        transport = httpx.HTTPTransport(retries=0)
        with httpx.Client(transport=transport) as client:
            while program.poll() is None:
                try:
                    client.get(f"http://127.0.0.1:{port}/")
                    break
                except httpx.TransportError:
                    continue
            # An open event stream does not hold the end up.
            with client.stream("GET", f"http://127.0.0.1:{port}/gradio_api/heartbeat/abc"):
                program.send_signal(number)
                written, errors = program.communicate(timeout=60)
    assert (program.returncode, written, errors) == (0, "closed\n", "")


def test_a_signal_as_soon_as_the_page_answers_ends_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[bool] = []

    def start_and_signal(*given: object) -> Running:
        running = start(WordDesk(), port=0)
        os.kill(os.getpid(), signal.SIGTERM)  # before serve() has it back
        return running

    def ends(*_: object) -> None:
        raise AssertionError("the signal went past serve()")

    before = signal.signal(signal.SIGTERM, ends)
    monkeypatch.setattr(serving, "start", start_and_signal)
    try:
        serving.serve(WordDesk(), port=0)
        ended.append(all(thread.name != "page" for thread in threading.enumerate()))
    finally:
        signal.signal(signal.SIGTERM, before)
    assert ended == [True]
