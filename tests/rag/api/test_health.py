"""Whether the process lives, whether it can answer."""

import shutil
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from rag.api import health
from rag.api.health import routes
from rag.api.problems import tell_problems
from rag.api.served import Served
from rag.api.work import Workers
from rag.llm import LanguageModel
from rag.wartanya import Wartanya


def client_of(wartanya: Wartanya) -> tuple[Served, TestClient]:
    served = Served(wartanya, Workers(at_once=1))
    served.metrics.watch(served.workers, wartanya.size)
    app = FastAPI()
    tell_problems(app)
    app.include_router(routes(served))
    return served, TestClient(app)


def test_an_open_index_is_ready_and_says_what_it_holds(wartanya: Wartanya) -> None:
    _, client = client_of(wartanya)
    articles = wartanya.articles()
    passages = sum(len(wartanya.retriever.index.article_passages(a.id)) for a in articles)
    assert client.get("/health").json() == {"status": "ok"}
    assert client.get("/ready").json() == {
        "status": "ready",
        "articles": len(articles),
        "passages": passages,
        "language_model": None,
    }


def test_a_language_model_is_told_of_by_its_name_alone(
    wartanya: Wartanya, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = LanguageModel("http://127.0.0.1:1/v1", "kecil", "sk-rahasia-123")
    monkeypatch.setattr(wartanya, "llm", model)
    _, client = client_of(wartanya)
    told = client.get("/ready")
    assert told.json()["language_model"] == "kecil"
    assert "127.0.0.1:1" not in told.text
    assert "rahasia" not in told.text


def test_a_server_that_stops_is_not_ready_and_lives(wartanya: Wartanya) -> None:
    served, client = client_of(wartanya)
    assert client.get("/ready").status_code == 200
    served.stopping.set()
    stopping = client.get("/ready")
    assert (stopping.status_code, stopping.headers["retry-after"]) == (503, "10")
    assert stopping.json()["type"] == "urn:wartanya:problem:stopping"
    assert client.get("/health").status_code == 200


def test_an_index_that_finds_nothing_or_is_closed_is_not_ready(
    sample_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "KEPT", 0.0)
    data = tmp_path / "data"
    shutil.copytree(sample_index, data)
    with Wartanya(data) as opened:
        _, client = client_of(opened)
        assert client.get("/ready").status_code == 200
        monkeypatch.setattr(opened, "search", lambda *_, **__: [])
        lost = client.get("/ready")
        assert lost.status_code == 503
        assert "finds nothing" in lost.json()["detail"]
        monkeypatch.setattr(opened, "search", lambda *_, **__: 1 / 0)
        broken = client.get("/ready")
        assert (broken.status_code, "division" in broken.text) == (503, False)
    assert client.get("/ready").json()["detail"] == "the index is closed; open it again"
    assert client.get("/metrics").json()["type"] == "urn:wartanya:problem:stopping"


def test_many_who_ask_at_once_are_answered_by_one_check(
    wartanya: Wartanya, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, client = client_of(wartanya)
    asked: list[int] = []
    search = wartanya.search
    monkeypatch.setattr(wartanya, "search", lambda q, k: asked.append(k) or search(q, k))
    with client:
        assert {client.get("/ready").status_code for _ in range(20)} == {200}
    assert asked == [1]
