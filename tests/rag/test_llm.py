"""A language model behind an address: settings, answers, and every way to fail."""

import asyncio
import json
import logging
import socket

import pytest

from index.errors import WartanyaError
from rag.llm import LanguageModel, Unkeyed, answered, configured, connected, without_key
from tests.rag.scripted_model import Reply, ScriptedModel, scripted_model

KEY = "sk-rahasia-123"


def ask(model: LanguageModel, prompt: str = "Apa kabar?") -> str:
    async def asking() -> str:
        async with connected(model) as llm:
            return str(await answered(model, llm.acomplete(prompt)))

    return asyncio.run(asking())


def at(server: ScriptedModel, timeout: float = 10.0) -> LanguageModel:
    return LanguageModel(server.url, "kecil", KEY, timeout)


def test_settings_name_a_model() -> None:
    model = configured("http://127.0.0.1:8080/v1/", "kecil", KEY)
    assert (model.url, model.name, model.key) == ("http://127.0.0.1:8080/v1", "kecil", KEY)
    assert configured("https://llm.example", "kecil", "").key is None
    assert KEY not in repr(model)
    assert configured("http://127.0.0.1/v1", "kecil", context=2000, timeout=5.0) == LanguageModel(
        "http://127.0.0.1/v1", "kecil", None, 5.0, 2000
    )


@pytest.mark.parametrize(
    ("url", "name", "unset"),
    [
        (None, None, "WARTANYA_LLM_URL and WARTANYA_LLM_MODEL not set"),
        ("", "kecil", "model: WARTANYA_LLM_URL not set"),
        ("http://127.0.0.1/v1", None, "model: WARTANYA_LLM_MODEL not set"),
    ],
)
def test_what_is_not_set_is_named(url: str | None, name: str | None, unset: str) -> None:
    with pytest.raises(WartanyaError, match=unset) as raised:
        configured(url, name)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "url",
    [
        "127.0.0.1:8080",
        "ftp://llm.example/v1",
        "http:///v1",
        "http://llm.example:port/v1",
        "http://[::1/v1",
        f"https://user:{KEY}@llm.example/v1",
        f"https://llm.example/v1?key={KEY}",
        "http://llm.example/\nv1",
    ],
)
def test_an_address_that_is_none_or_holds_a_key_is_not_repeated(url: str) -> None:
    with pytest.raises(WartanyaError, match="WARTANYA_LLM_URL: not a plain http") as raised:
        configured(url, "kecil")
    assert KEY not in str(raised.value)


@pytest.mark.parametrize("key", [f"{KEY}\n", f"{KEY} x", "kunci-é"])
def test_a_key_that_no_header_carries_is_not_repeated(key: str) -> None:
    with pytest.raises(WartanyaError, match="WARTANYA_LLM_KEY: has a character") as raised:
        configured("http://127.0.0.1/v1", "kecil", key)
    assert key.strip() not in str(raised.value)


def test_a_model_answers() -> None:
    with scripted_model(lambda prompt: Reply(f"“{prompt}” — baik")) as server:
        assert ask(at(server)) == "“Apa kabar?” — baik"
    assert server.paths == ["/v1/chat/completions"]
    assert server.keys == [f"Bearer {KEY}"]
    assert (server.bodies[0]["model"], server.bodies[0]["temperature"]) == ("kecil", 0.0)


def test_no_setting_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_API_BASE", "http://127.0.0.1:1/v1")
    for proxy in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(proxy, "http://127.0.0.1:1")
    with scripted_model(lambda _: Reply("baik")) as server:
        assert ask(LanguageModel(server.url, "kecil")) == "baik"
    assert server.keys == ["Bearer none"]


@pytest.mark.parametrize(
    ("reply", "message", "requests"),
    [
        (Reply(status=401), r"refused the key \(401\): correct WARTANYA_LLM_KEY", 1),
        (Reply(status=404), r"has no model 'kecil', .*WARTANYA_LLM_MODEL or WARTANYA_LLM_URL", 1),
        (Reply(status=429), r"too many requests, .* \(429\): wait", 2),
        (Reply(status=500), "failed with status 500: see the server's log", 2),
        (Reply(status=302), "failed with status 302", 1),
        (Reply(raw=b"<html>halo", kind="text/html"), "not an answer of an OpenAI-compatible", 1),
        (Reply(raw=b"{", kind="application/json"), "not an answer of an OpenAI-compatible", 1),
        (Reply(raw=b"{}"), "not an answer of an OpenAI-compatible", 1),
        (Reply(raw=b'{"choices": []}'), "not an answer of an OpenAI-compatible", 1),
        (Reply(raw=b'{"choices": [{"message": null}]}'), "not an answer of an OpenAI-", 1),
        (Reply(raw=b"\xff\xfe\x00"), "not an answer of an OpenAI-compatible", 1),
    ],
)
def test_failures_name_the_address_and_the_mend(reply: Reply, message: str, requests: int) -> None:
    with (
        scripted_model(lambda _: reply) as server,
        pytest.raises(WartanyaError, match=f"^{server.url}: {message}") as raised,
    ):
        ask(at(server))
    assert "\n" not in str(raised.value)
    assert len(server.prompts) == requests


def test_one_failure_is_tried_again() -> None:
    replies = iter([Reply(status=503), Reply("baik")])
    with scripted_model(lambda _: next(replies)) as server:
        assert ask(at(server)) == "baik"


@pytest.mark.parametrize("reply", [Reply("baik", seconds=60), Reply(raw=b"{" * 99, seconds=0.1)])
def test_a_slow_model_is_not_waited_for(reply: Reply) -> None:
    with (
        scripted_model(lambda _: reply) as server,
        pytest.raises(WartanyaError, match=f"^{server.url}: no answer within 0.5 s"),
    ):
        ask(at(server, timeout=0.5))


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
    with pytest.raises(WartanyaError, match=f"^{url}: not reached: start the server"):
        ask(LanguageModel(url, "kecil", KEY))


def test_the_key_is_in_no_message_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    echo = Reply(status=401, raw=json.dumps({"error": f"wrong key {KEY}"}).encode())
    with scripted_model(lambda _: echo) as server, pytest.raises(WartanyaError) as raised:
        ask(at(server))
    assert KEY not in str(raised.value)
    shown = [r for r in caplog.records if r.levelno >= logging.INFO and KEY in r.getMessage()]
    assert shown == []
    assert not any(f"Bearer {KEY}" in record.getMessage() for record in caplog.records)


def test_a_key_written_back_is_struck_out() -> None:
    model = LanguageModel("http://127.0.0.1/v1", "kecil", KEY)
    assert without_key(f"Kunci Anda {KEY}!", model) == "Kunci Anda ***!"
    assert without_key("Kunci Anda none!", LanguageModel("http://127.0.0.1/v1", "kecil")) == (
        "Kunci Anda none!"
    )


@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_a_key_that_comes_in_pieces_is_struck_out(size: int) -> None:
    unkeyed = Unkeyed(LanguageModel("http://127.0.0.1/v1", "kecil", KEY))
    text = f"Kunci {KEY}, sk-rahasia dan {KEY}{KEY}: s"
    shown = [unkeyed.take(text[at : at + size]) for at in range(0, len(text), size)]
    assert "".join([*shown, unkeyed.rest()]) == "Kunci ***, sk-rahasia dan ******: s"


def test_pieces_without_a_key_are_shown_at_once() -> None:
    unkeyed = Unkeyed(LanguageModel("http://127.0.0.1/v1", "kecil"))
    assert (unkeyed.take("sk"), unkeyed.rest()) == ("sk", "")
