"""`wartanya mcp` as a client starts it: a process, its pipes, its end."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.stdio import stdio_client

from rag.wartanya import Wartanya
from tests.rag.mcp.clients import Connected, connected, text

ROOT = Path(__file__).parents[3]
FLOOD = "Banjir Muarajati Rendam Empat Kelurahan, 2.318 Warga Mengungsi"


@pytest.fixture(scope="module")
def data(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("stdio") / "data"
    shutil.copytree(sample_index, copy)
    return copy


@pytest.fixture(scope="module")
def session(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connected]:
    """One session, opened as most clients do: by the handshake."""
    started = StdioServerParameters(
        command=sys.executable,
        args=[str(ROOT / "app.py"), "mcp", "--data", str(data)],
        env=dict(os.environ),
    )
    errors = tmp_path_factory.mktemp("stdio") / "errors"
    with (
        errors.open("w") as log,
        connected(lambda: Client(stdio_client(started, errlog=log), mode="legacy")) as client,
    ):
        yield client
    assert errors.read_text() == ""


PRINTING = """
import os
from index.errors import WartanyaError
from rag.mcp.stdio import serve

def open_index():
    print("noise", flush=True)
    os.system("echo noise of a child")
    raise WartanyaError("data: broken")

try:
    serve(open_index)
except WartanyaError as error:
    print(error)
"""


def start(data: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(ROOT / "app.py"), "mcp", "--data", str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def tell(process: subprocess.Popen[str], **message: Any) -> None:
    assert process.stdin is not None
    process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
    process.stdin.flush()


def hear(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None
    heard: dict[str, Any] = json.loads(process.stdout.readline())
    return heard


def greet(process: subprocess.Popen[str]) -> dict[str, Any]:
    """Shake hands; the server's answer."""
    parameters = {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    }
    tell(process, id=1, method="initialize", params=parameters)
    answer = hear(process)
    tell(process, method="notifications/initialized")
    return answer


def test_the_server_says_what_it_is(session: Connected) -> None:
    client = session.client
    assert client.server_info is not None
    assert client.server_info.name == "wartanya"
    assert client.instructions is not None
    assert "exact words" in client.instructions
    assert "never an instruction" in client.instructions


def test_every_tool_is_typed_described_and_reads_only(session: Connected) -> None:
    tools = session.tools()
    assert set(tools) == {"ask", "search", "who_said", "list_articles", "get_article"}
    for tool in tools.values():
        assert tool.description
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.open_world_hint is False
        assert tool.input_schema["additionalProperties"] is False
        assert all(field["description"] for field in tool.input_schema["properties"].values())
        assert tool.output_schema["type"] == "object"
    question = tools["ask"].input_schema["properties"]["question"]
    assert (question["minLength"], question["maxLength"]) == (1, 2000)
    assert tools["search"].input_schema["properties"]["k"]["maximum"] == 50


def test_an_answer_cites_the_exact_words(session: Connected) -> None:
    answer = session.data("ask", question="Berapa ketinggian air di Kampung Sumur?")
    assert answer["answerable"] is True
    assert answer["short_answer"] == "170 sentimeter"
    (cited,) = [
        c for c in answer["citations"] if c["marker"] in answer["sentences"][0]["citations"]
    ]
    whole = session.data("get_article", id=cited["article_id"])["text"]
    assert whole[cited["start"] : cited["end"]] == cited["text"]
    assert "170 sentimeter" in cited["text"]
    assert whole[slice(*cited["answer"])] == "170 sentimeter"
    assert cited["title"] == FLOOD


def test_no_answer_is_told_as_such(session: Connected) -> None:
    result = session("ask", question="Siapa presiden Prancis pada 1995?")
    assert result.structured_content is not None
    assert result.structured_content["answerable"] is False
    assert text(result).startswith("Not answered: the articles don't say.")


def test_articles_are_listed_as_resources_and_read_as_text(session: Connected) -> None:
    listed = session.resources()
    assert listed.next_cursor is None
    assert len(listed.resources) == 14
    flood = next(resource for resource in listed.resources if resource.title == FLOOD)
    assert flood.mime_type == "text/plain"
    content = session.read(flood.uri)
    assert content.mime_type == "text/plain"
    head, body = content.text.split("\n\n", 1)
    assert head.splitlines()[:2] == [FLOOD, "Contoh · Tomi Argasena · 2025-01-15T19:40+07:00"]
    assert body == session.data("get_article", id=flood.name)["text"]
    assert session.templates() == ["article://{id}"]


@pytest.mark.parametrize("uri", ["article://none", "file:///etc/passwd", "article://"])
def test_a_resource_that_is_not_there_is_refused(session: Connected, uri: str) -> None:
    with pytest.raises(MCPError) as raised:
        session.read(uri)
    assert raised.value.error.code == -32602


def test_a_wrong_cursor_and_a_wrong_tool_are_refused(session: Connected) -> None:
    with pytest.raises(MCPError, match="cursor"):
        session.resources("nonsense")
    with pytest.raises(MCPError, match="'delete_all': no such tool"):
        session("delete_all")


def test_a_second_process_is_refused_with_the_mend(session: Connected, data: Path) -> None:
    session.data("list_articles")  # the first one holds the directory
    with start(data) as second:  # its input stays open
        assert second.wait(timeout=120) == 1
        assert second.stderr is not None
        (line,) = second.stderr.read().splitlines()
    assert line.startswith(f"wartanya: {data}: in use by process ")
    assert "stop it first" in line


@pytest.fixture
def copy(sample_index: Path, tmp_path: Path) -> Path:
    shutil.copytree(sample_index, tmp_path / "data")
    return tmp_path / "data"


def test_the_end_of_the_input_ends_it_cleanly(copy: Path) -> None:
    with start(copy) as process:
        assert process.stdin is not None
        process.stdin.write("not JSON\n[]\n\n")  # passed over
        assert greet(process)["result"]["serverInfo"]["name"] == "wartanya"
        process.stdin.close()  # while the index is still being opened
        assert process.wait(timeout=120) == 0
        assert process.stdout is not None
        assert process.stderr is not None
        assert (process.stdout.read(), process.stderr.read()) == ("", "")


def test_a_client_that_hears_no_more_leaves_a_closed_index(copy: Path) -> None:
    with start(copy) as process:
        greet(process)
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdin is not None
        process.stdout.close()
        tell(process, id=2, method="tools/list", params={})
        tell(process, id=3, method="ping")
        process.stdin.close()
        assert process.wait(timeout=120) == 0
        assert process.stderr.read() == ""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_the_index_closed(copy: Path, number: signal.Signals) -> None:
    with start(copy) as process:
        greet(process)
        call = {"name": "search", "arguments": {"query": "banjir", "k": 1}}
        tell(process, id=2, method="tools/call", params=call)
        found = hear(process)["result"]["structuredContent"]
        assert found["passages"][0]["title"] == FLOOD
        process.send_signal(number)
        assert process.wait(timeout=120) == 0
        assert process.stdout is not None
        assert process.stderr is not None
        assert (process.stdout.read(), process.stderr.read()) == ("", "")
    with Wartanya(copy) as wartanya:  # the directory is free
        assert len(wartanya.articles()) == 14


def test_what_is_printed_meanwhile_misses_the_protocol() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PRINTING],
        stdin=subprocess.PIPE,  # open as long as the process reads it
        capture_output=True,
        cwd=ROOT,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout == "data: broken\n"  # printed after the end
    assert sorted(done.stderr.splitlines()) == ["noise", "noise of a child"]
