"""A language model's wording of an answer, over HTTP, behind a server that does as it is told."""

import json
import logging
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from rag.llm import LanguageModel
from rag.wartanya import Wartanya
from tests.rag.api.server import events, serving
from tests.rag.scripted_model import Reply, ScriptedModel, scripted_model
from tests.rag.scripted_model import events as sse

KEY = "sk-rahasia-123"
FLOOD = "Berapa warga yang mengungsi karena banjir di Muarajati?"
TRUE = "Sebanyak 2.318 warga mengungsi ke gedung olahraga dan dua sekolah"
FALSE = "Sebanyak 2.813 warga mengungsi ke gedung olahraga"
NOBODY = "http://127.0.0.1:1/v1"  # where no server listens


@pytest.fixture(scope="module")
def api(wartanya: Wartanya) -> Iterator[httpx.Client]:
    with serving(wartanya) as client:
        yield client


@pytest.fixture
def asked_of(wartanya: Wartanya, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def set_model(where: ScriptedModel | str, timeout: float = 30.0) -> None:
        url = where if isinstance(where, str) else where.url
        monkeypatch.setattr(wartanya, "llm", LanguageModel(url, "kecil", KEY, timeout))

    return set_model


def ask(api: httpx.Client, question: str = FLOOD, **fields: object) -> httpx.Response:
    return api.post("/api/ask", json={"question": question, "model": True, **fields})


def streamed(api: httpx.Client, question: str = FLOOD) -> list[tuple[str, dict[str, Any]]]:
    body = {"question": question, "model": True}
    with api.stream("POST", "/api/ask/stream", json=body) as response:
        assert response.status_code == 200
        return list(events(response))


def script(prompt: str) -> Reply:
    marker = re.findall(r"(?m)^\[(\d+)\] ", prompt[: prompt.index("Sebanyak 2.318 warga")])[-1]
    return Reply(f"{TRUE} [{marker}]. {FALSE} [{marker}].")


def figure(api: httpx.Client, name: str, **labels: str) -> float:
    families = text_string_to_metric_families(api.get("/metrics").text)
    return next(
        sample.value
        for family in families
        for sample in family.samples
        if sample.name == name and sample.labels == labels
    )


def until(true: Callable[[], bool]) -> None:
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < 30
        time.sleep(0.01)


def test_the_checked_wording_comes_beside_the_answer(
    api: httpx.Client, wartanya: Wartanya, asked_of: Callable[..., None]
) -> None:
    before = figure(api, "wartanya_written_total", fallback="none")
    with scripted_model(script) as server:
        asked_of(server)
        told = ask(api).json()
    written = told["written"]
    assert written["sentences"] == [{"text": f"{TRUE}.", "citations": [1]}]
    (cited,) = written["citations"]
    article = wartanya.article(cited["article_id"], cited["version"])
    assert article.text[cited["start"] : cited["end"]] == cited["text"]
    assert cited.keys() == told["citations"][0].keys()
    assert written["struck"] == [
        {"text": f"{FALSE}.", "reason": "number", "found": "2.813", "offered": 1}
    ]
    assert (written["model"], written["fallback"]) == ("kecil", None)
    assert list(written) == ("sentences citations struck model tokens seconds fallback".split())
    assert server.keys == [f"Bearer {KEY}"]
    assert told["sentences"] == [
        {"text": s.text, "citations": list(s.citations)} for s in wartanya.ask(FLOOD).sentences
    ]
    assert figure(api, "wartanya_written_total", fallback="none") == before + 1


def test_a_stream_has_the_answer_then_drafts_then_what_is_left_of_them(
    api: httpx.Client, asked_of: Callable[..., None]
) -> None:
    with scripted_model(script) as server:
        asked_of(server)
        told = streamed(api)
    names = [name for name, _ in told]
    answer = names.index("answer")
    assert names[:2] == ["retrieved", "sentence"]
    assert set(names[answer + 1 : -1]) == {"draft"}
    assert names[-1] == "written"
    assert told[answer][1]["written"] is None
    assert "".join(data["text"] for name, data in told if name == "draft").startswith(TRUE)
    assert [one["text"] for one in told[-1][1]["sentences"]] == [f"{TRUE}."]


def test_no_model_is_asked_where_none_is_wanted_or_none_can_help(
    api: httpx.Client, asked_of: Callable[..., None]
) -> None:
    with scripted_model(script) as server:
        asked_of(server)
        assert ask(api, model=False).json()["written"] is None
        refused = ask(api, "What is the capital of Mongolia?").json()
    assert server.prompts == []
    assert refused["written"]["fallback"] == "unanswerable"
    assert refused["written"]["sentences"] == refused["sentences"]


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_without_a_model_it_says_so(api: httpx.Client, path: str) -> None:
    told = api.post(path, json={"question": FLOOD, "model": True})
    assert told.status_code == 422
    problem = told.json()
    assert problem["type"] == "urn:wartanya:problem:no-model"
    assert problem["detail"] == (
        "no language model is configured here: leave `model` out, or say false"
    )
    wrong = api.post(path, json={"question": FLOOD, "model": "yes"})
    assert wrong.json()["errors"][0]["pointer"] == "#/model"


@pytest.mark.parametrize("as_stream", [False, True])
def test_a_model_that_is_down_leaves_the_answer_and_tells_nobody_where_it_is(
    api: httpx.Client,
    asked_of: Callable[..., None],
    caplog: pytest.LogCaptureFixture,
    as_stream: bool,
) -> None:
    caplog.set_level(logging.INFO)
    asked_of(NOBODY)
    if as_stream:
        told = streamed(api)
        shown, written, answer = json.dumps(told), told[-1][1], told[-2][1]
    else:
        response = ask(api)
        shown, written, answer = response.text, response.json()["written"], response.json()
    assert written["fallback"] == "failed"
    assert written["sentences"] == answer["sentences"]
    assert "detail" not in written
    lines = [record.getMessage() for record in caplog.records]
    assert any(line.startswith("the language model: not reached: start") for line in lines)
    for secret in (KEY, NOBODY, "127.0.0.1:1/"):
        assert secret not in shown
        assert not any(secret in line for line in lines)


def test_a_key_that_is_written_back_is_in_no_event(
    api: httpx.Client, asked_of: Callable[..., None]
) -> None:
    pieces = sse("Kunci ", KEY[:6], KEY[6:], " [1].")
    with scripted_model(lambda _: Reply(raw=pieces, kind="text/event-stream")) as server:
        asked_of(server)
        told = streamed(api)
        whole = ask(api).text
    assert "***" in "".join(data["text"] for name, data in told if name == "draft")
    assert KEY not in json.dumps(told)
    assert KEY not in "".join(data["text"] for name, data in told if name == "draft")
    assert KEY not in whole


SLOW = Reply(raw=sse(*["Banjir "] * 5000), kind="text/event-stream", seconds=0.002)


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_a_client_that_leaves_ends_the_models_request(
    api: httpx.Client, asked_of: Callable[..., None], path: str
) -> None:
    body = json.dumps({"question": FLOOD, "model": True}).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {api.base_url.netloc.decode()}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with scripted_model(lambda _: SLOW) as server:
        asked_of(server)
        with socket.create_connection((api.base_url.host, api.base_url.port or 80)) as leaving:
            leaving.sendall(head.encode() + body)
            until(lambda: bool(server.prompts))
            assert not server.gone.is_set()
            assert figure(api, "wartanya_workers_busy") == 0  # no thread waits for the model
        assert server.gone.wait(30)


def test_so_many_are_written_at_once_and_others_are_told_to_come_again(
    api: httpx.Client, asked_of: Callable[..., None]
) -> None:
    may = threading.Event()

    def wait(prompt: str) -> Reply:
        assert may.wait(30)
        return script(prompt)

    with scripted_model(wait) as server, ThreadPoolExecutor(4) as pool:
        asked_of(server)
        try:
            asking = [pool.submit(ask, api) for _ in range(2)]
            asking_streams = [pool.submit(streamed, api) for _ in range(2)]
            until(lambda: len(server.prompts) == 4)
            for path in ("/api/ask", "/api/ask/stream"):
                busy = api.post(path, json={"question": FLOOD, "model": True})
                assert (busy.status_code, busy.headers["retry-after"]) == (503, "5")
                assert busy.json()["type"] == "urn:wartanya:problem:busy"
            assert ask(api, model=False).status_code == 200
        finally:
            may.set()
        assert [one.result().json()["written"]["fallback"] for one in asking] == [None, None]
        assert [one.result()[-1][0] for one in asking_streams] == ["written", "written"]
        assert ask(api).status_code == 200
    assert len(server.prompts) == 5


def test_a_place_is_given_back_whatever_happens(
    api: httpx.Client, asked_of: Callable[..., None]
) -> None:
    asked_of(NOBODY)
    for _ in range(5):
        assert ask(api, "?").json()["type"] == "urn:wartanya:problem:question"
        assert api.post("/api/ask/stream", json={"question": "?", "model": True}).status_code == 422
    assert ask(api).json()["written"]["fallback"] == "failed"


def test_an_article_that_was_edited_meanwhile_is_cited_as_it_was(
    api: httpx.Client, wartanya: Wartanya, asked_of: Callable[..., None]
) -> None:
    article = wartanya.article(wartanya.ask(FLOOD).citations[0].article_id)

    def edit(prompt: str) -> Reply:
        wartanya.add_articles([replace(article, text=f"Pembaruan redaksi. {article.text}")])
        return script(prompt)

    with scripted_model(edit) as server:
        asked_of(server)
        told = ask(api).json()
    (cited,) = told["written"]["citations"]
    assert cited["version"] == article.version != wartanya.article(article.id).version
    assert article.text[cited["start"] : cited["end"]] == cited["text"]
    wartanya.add_articles([article])
