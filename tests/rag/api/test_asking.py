"""Asking and searching over HTTP: whole, streamed, filtered, refused."""

import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from rag.api.answer_schemas import Answer
from rag.wartanya import Wartanya
from tests.rag.api.server import events, serving

QUESTION = "Berapa perajin batik di Desa Lintang yang menolak mesin?"
BESIDE = ["understood", "turn", "written"]
UNANSWERED = "Siapa yang pertama kali mendarat di planet Mars?"
SENTENCE = (
    "Sebanyak 214 perajin batik di Desa Lintang, Kabupaten Tirtasari, menolak rencana pemerintah "
    "kabupaten memberikan mesin cetak kain gratis."
)


@pytest.fixture(scope="module")
def api(wartanya: Wartanya) -> Iterator[httpx.Client]:
    with serving(wartanya) as client:
        yield client


def ask(api: httpx.Client, **fields: object) -> httpx.Response:
    return api.post("/api/ask", json={"question": QUESTION, **fields})


def test_an_answer_is_the_engines_own_with_what_citations_have_since(
    api: httpx.Client, wartanya: Wartanya
) -> None:
    told = ask(api).json()
    assert told["answerable"] is True
    assert told["short_answer"] == "214"
    assert told["sentences"] == [{"text": SENTENCE, "citations": [1]}]
    citation = told["citations"][0]
    assert (citation["article_id"], citation["start"], citation["end"]) == ("batik-lintang", 0, 137)
    assert citation["text"] == SENTENCE
    assert citation["answer"] == [9, 12]
    assert citation["also"] == []
    assert citation["version"] == wartanya.article("batik-lintang").version

    published = wartanya.ask(QUESTION).to_json()
    assert list(told) == [*published, *BESIDE]
    for shown in told["citations"]:
        for later in ("answer", "version", "also"):
            del shown[later]
    for beside in BESIDE:
        del told[beside]
    assert told == {**published, "id": told["id"]}


def test_the_schema_has_every_field_that_an_answer_publishes(wartanya: Wartanya) -> None:
    published = wartanya.ask(QUESTION).to_json()
    assert list(Answer.model_fields) == [*published, *BESIDE]


def test_what_the_articles_dont_say_is_refused_with_the_nearest_passages(
    api: httpx.Client, wartanya: Wartanya
) -> None:
    told = ask(api, question=UNANSWERED).json()
    published = wartanya.ask(UNANSWERED).to_json()
    assert told["answerable"] is published["answerable"] is False
    assert told["sentences"] == published["sentences"]
    assert [c["text"] for c in told["citations"]] == [c["text"] for c in published["citations"]]
    assert told["citations"]


def test_a_question_keeps_to_articles_outlets_and_days(api: httpx.Client) -> None:
    def articles(**fields: object) -> set[str]:
        return {found["article_id"] for found in ask(api, **fields).json()["retrieved"]}

    assert articles(articles=["lantern-library"]) == {"lantern-library"}
    listed = api.get("/api/articles", params={"outlet": "Contoh", "limit": 200}).json()
    of_outlet = {article["id"] for article in listed["articles"]}
    assert "batik-lintang" in of_outlet
    assert articles(filters={"outlets": ["Contoh"]}) <= of_outlet
    assert articles(filters={"published_from": "2025-08-20", "published_to": "2025-08-20"}) == {
        "batik-lintang"
    }
    # Articles and filters narrow each other.
    assert articles(articles=["lantern-library"], filters={"published_to": "1999-01-01"}) == set()


def test_a_question_is_put_to_one_speakers_words(api: httpx.Client) -> None:
    told = ask(api, question="Apa katanya tentang kaca pembesar?", speaker="Sekar").json()
    assert {citation["speaker"] for citation in told["citations"]} == {"Sekar Mayangsari"}
    assert any("kaca pembesar" in citation["text"] for citation in told["citations"])


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
@pytest.mark.parametrize(
    ("body", "kind", "pointer"),
    [
        ({"question": "?!"}, "question", None),
        ({"question": ""}, "invalid", "#/question"),
        ({"question": "a" * 2001}, "invalid", "#/question"),
        ({"question": 5}, "invalid", "#/question"),
        ({"question": "a\ud800"}, "invalid", "#/question"),
        ({}, "invalid", "#/question"),
        ({"question": "a", "depth": 3}, "invalid", "#/depth"),
        ({"question": "a", "articles": []}, "invalid", "#/articles"),
        ({"question": "a", "filters": {"published_from": "2025-02-30"}}, "invalid", "#/filters"),
    ],
)
def test_what_cant_be_asked_is_a_problem_before_anything_is_sent(
    api: httpx.Client, path: str, body: dict[str, object], kind: str, pointer: str | None
) -> None:
    # As the standard library writes it: half of a surrogate pair as an escape.
    told = api.post(path, content=json.dumps(body), headers={"Content-Type": "application/json"})
    assert told.status_code == 422
    assert told.headers["content-type"] == "application/problem+json"
    problem = told.json()
    assert problem["type"] == f"urn:wartanya:problem:{kind}"
    assert problem["instance"] == told.headers["x-request-id"]
    if pointer is None:
        assert problem["detail"] == "the question is empty: write what you want to know"
    else:
        assert problem["errors"][0]["pointer"].startswith(pointer)


def test_a_stream_tells_passages_then_sentences_and_their_citations_then_all(
    api: httpx.Client,
) -> None:
    with api.stream("POST", "/api/ask/stream", json={"question": QUESTION}) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        told = list(events(response))
    assert [name for name, _ in told] == ["retrieved", "sentence", "citation", "answer"]
    passages, sentence, citation, answer = (data for _, data in told)
    assert passages["passages"][0]["article_id"] == "batik-lintang"
    assert sentence == {"text": SENTENCE, "citations": [1]}
    assert citation == answer["citations"][0]
    assert {**answer, "id": ""} == {**ask(api).json(), "id": ""}


def test_a_streamed_refusal_ends_with_the_nearest_passages(api: httpx.Client) -> None:
    with api.stream("POST", "/api/ask/stream", json={"question": UNANSWERED}) as response:
        names = [name for name, _ in events(response)]
    assert names[:2] == ["retrieved", "sentence"]
    assert names[-2:] == ["citation", "answer"]


def test_passages_come_before_the_answer_is_made(
    api: httpx.Client, wartanya: Wartanya, monkeypatch: pytest.MonkeyPatch
) -> None:
    may = threading.Event()
    real = Wartanya.ask

    def held(self: Wartanya, question: str, **options: object) -> object:
        assert may.wait(30)
        return real(self, question, **options)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(Wartanya, "ask", held)
    with api.stream("POST", "/api/ask/stream", json={"question": QUESTION}) as response:
        told = events(response)
        assert next(told)[0] == "retrieved"
        may.set()
        assert next(told)[0] == "sentence"


def test_a_client_that_leaves_is_not_answered(
    api: httpx.Client, wartanya: Wartanya, monkeypatch: pytest.MonkeyPatch
) -> None:
    searching, may = threading.Event(), threading.Event()
    asked: list[str] = []
    real = Wartanya.search

    def held(self: Wartanya, query: str, *options: Any) -> object:
        searching.set()
        assert may.wait(30)
        return real(self, query, *options)

    monkeypatch.setattr(Wartanya, "search", held)
    monkeypatch.setattr(Wartanya, "ask", lambda _, question, **__: asked.append(question))
    body = json.dumps({"question": QUESTION}).encode()
    head = (
        f"POST /api/ask/stream HTTP/1.1\r\nHost: {api.base_url.netloc.decode()}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection((api.base_url.host, api.base_url.port or 80)) as leaving:
        leaving.sendall(head.encode() + body)
        assert searching.wait(30)
    assert api.get("/health").status_code == 200  # the server has heard of it by then
    may.set()
    assert api.get("/api/search", params={"query": "batik"}).status_code == 200
    assert not asked


def test_what_fails_in_a_stream_is_an_event(
    api: httpx.Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a secret of the server's")

    monkeypatch.setattr(Wartanya, "ask", broken)
    with api.stream("POST", "/api/ask/stream", json={"question": QUESTION}) as response:
        told = list(events(response))
    assert [name for name, _ in told] == ["retrieved", "error"]
    assert (told[-1][1]["status"], told[-1][1]["type"]) == (500, "urn:wartanya:problem:defect")
    assert "secret" not in str(told)
    assert "a secret of the server's" in caplog.text


def test_search_gives_passages_with_their_scores_and_facts(
    api: httpx.Client, wartanya: Wartanya
) -> None:
    asked: dict[str, str | int] = {"query": "harga batik tulis", "k": 2}
    told = api.get("/api/search", params=asked).json()
    posted = api.post("/api/search", json=asked).json()
    assert len(told["passages"]) == len(posted["passages"]) == 2
    for one, other in zip(told["passages"], posted["passages"], strict=True):
        assert one == pytest.approx(other)
    best = told["passages"][0]
    article = wartanya.article("batik-lintang")
    assert best["text"] == article.text[best["start"] : best["end"]]
    assert (best["article_id"], best["version"]) == (article.id, article.version)
    assert (best["title"], best["url"], best["outlet"]) == (
        "Perajin Batik Lintang Tolak Cap Mesin",
        "https://contoh.example/ekonomi/batik-lintang",
        "Contoh",
    )
    found = wartanya.search("harga batik tulis", 2)[0]
    assert (best["score"], best["dense"], best["lexical"]) == pytest.approx(
        (found.score, found.dense, found.lexical)
    )


def test_search_keeps_to_what_is_asked(api: httpx.Client) -> None:
    def found(**asked: str | list[str]) -> set[str]:
        response = api.get("/api/search", params={"query": "harga batik", **asked})
        return {passage["article_id"] for passage in response.json()["passages"]}

    assert found(article=["lantern-library", "nobody"]) == {"lantern-library"}
    assert found(published_from="2025-08-20", published_to="2025-08-20") == {"batik-lintang"}
    assert found(outlet="Nobody") == set()


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"query": "a", "k": "101"}, "#/k"),
        ({"query": "a", "k": "0"}, "#/k"),
        ({"query": "a", "k": "9" * 400}, "#/k"),
        ({"query": ""}, "#/query"),
        ({"k": "1"}, "#/query"),
        ({"query": "a", "order": "date"}, "#/order"),
        ({"query": "a", "published_to": "yesterday"}, "#/published_to"),
    ],
)
def test_a_search_out_of_bounds_is_a_problem(
    api: httpx.Client, asked: dict[str, str], pointer: str
) -> None:
    told = api.get("/api/search", params=asked)
    assert told.status_code == 422
    assert [error["pointer"] for error in told.json()["errors"]] == [pointer]


def test_statements_of_a_speaker_are_the_articles_words(
    api: httpx.Client, wartanya: Wartanya
) -> None:
    told = api.get("/api/statements", params={"speaker": "Sekar"}).json()
    assert told["total"] == len(told["statements"]) == 4
    article = wartanya.article("batik-lintang")
    quoted = next(one for one in told["statements"] if one["direct"])
    assert (quoted["start"], quoted["end"]) == (424, 538)
    assert quoted["text"] == article.text[424:538]
    assert quoted["text"].startswith("“Pembeli di pasar tidak membawa kaca pembesar.")
    assert quoted["role"] == "Ketua Paguyuban Perajin Batik Lintang"

    pages = [
        api.get("/api/statements", params={"speaker": "Sekar", "limit": 3, "offset": o}).json()
        for o in (0, 3)
    ]
    assert [page["next_offset"] for page in pages] == [3, None]
    assert pages[0]["statements"] + pages[1]["statements"] == told["statements"]


def test_statements_of_an_article(api: httpx.Client, wartanya: Wartanya) -> None:
    told = api.get("/api/statements", params={"article": "batik-lintang"}).json()
    assert told["total"] == len(wartanya.statements(["batik-lintang"])) == 8
    assert {one["article_id"] for one in told["statements"]} == {"batik-lintang"}


@pytest.mark.parametrize(
    ("asked", "kind"),
    [({"speaker": "Zzyzx"}, "no-such-speaker"), ({"article": "zzyzx"}, "not-found")],
)
def test_statements_of_nobody_are_a_problem(
    api: httpx.Client, asked: dict[str, str], kind: str
) -> None:
    told = api.get("/api/statements", params=asked)
    assert (told.status_code, told.json()["type"]) == (404, f"urn:wartanya:problem:{kind}")
    assert "wartanya speakers" not in told.text


def test_speakers_by_name_and_by_role(api: httpx.Client, wartanya: Wartanya) -> None:
    told = api.get("/api/speakers", params={"limit": 200}).json()
    names = [one["name"] for one in told["speakers"]]
    assert told["total"] == len(names) == len(wartanya.speakers())
    assert names == sorted(names, key=str.casefold)
    found = api.get("/api/speakers", params={"query": "Ketua Paguyuban Perajin Batik"}).json()
    assert found["speakers"][0] == {
        "name": "Sekar Mayangsari",
        "aliases": ["Sekar"],
        "institution": False,
        "roles": [
            {
                "role": "Ketua Paguyuban Perajin Batik Lintang",
                "affiliation": None,
                "published": "2025-08-20",
                "article_id": "batik-lintang",
            }
        ],
        "articles": ["batik-lintang"],
    }
    assert api.get("/api/speakers", params={"query": "Zzyzx"}).json()["total"] == 0
