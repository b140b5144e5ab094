"""Questions that lean on the turns before them, over HTTP."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from rag.wartanya import Wartanya
from tests.rag.api.server import events, serving

MINISTER = "Apa kata Menteri Bahari tentang pelampung?"
SECRETARY = "Apa kata Sekjen tentang kerja sama?"
TWO = {"question": "Siapa saja yang dikutip?", "short_answer": "Hanif, Hery"}


@pytest.fixture(scope="module")
def api(wartanya: Wartanya) -> Iterator[httpx.Client]:
    with serving(wartanya) as client:
        yield client


def ask(api: httpx.Client, question: str, *turns: dict[str, Any]) -> dict[str, Any]:
    told = api.post("/api/ask", json={"question": question, "turns": turns})
    assert told.status_code == 200, told.text
    answer: dict[str, Any] = told.json()
    return answer


def test_an_answers_turn_is_what_the_next_question_leans_on(api: httpx.Client) -> None:
    first = ask(api, MINISTER)
    assert first["understood"] == {
        "typed": MINISTER,
        "text": MINISTER,
        "leaning": False,
        "unclear": [],
    }
    assert first["turn"]["speakers"] == ["Laksmi Pranajaya"]
    assert first["turn"]["shown"] == [
        {name: cited[name] for name in ("article_id", "start", "end")}
        for cited in first["citations"]
    ]
    second = ask(api, "dan Sekjen, soal kerja sama?", first["turn"])
    assert second["question"] == second["turn"]["question"] == SECRETARY
    assert second["understood"]["typed"] == "dan Sekjen, soal kerja sama?"
    assert second["understood"]["leaning"] is True
    assert {cited["speaker"] for cited in second["citations"]} == {"Danu Wirasakti"}
    assert second["written"] is None


def test_more_shows_nothing_twice_and_says_where_there_is_no_more(api: httpx.Client) -> None:
    turns = [ask(api, SECRETARY)["turn"]]
    shown = {(span["article_id"], span["start"]) for span in turns[0]["shown"]}
    for _ in range(8):
        told = ask(api, "lagi", *turns)
        assert told["understood"]["leaning"] is True
        if not told["answerable"]:
            break
        spans = {(span["article_id"], span["start"]) for span in told["turn"]["shown"]}
        assert not spans & shown
        shown |= spans
        turns.append(told["turn"])
    assert told["sentences"][0]["text"] == (
        "Selain itu, artikel-artikel ini tidak menyebutkan apa pun lagi."
    )


def test_who_may_be_meant_is_told_and_nothing_guessed(api: httpx.Client) -> None:
    told = ask(api, "apa katanya?", TWO)
    assert told["understood"] == {
        "typed": "apa katanya?",
        "text": "apa katanya?",
        "leaning": False,
        "unclear": ["Hanif", "Hery"],
    }


def test_every_turn_that_is_told_is_taken_back(api: httpx.Client, wartanya: Wartanya) -> None:
    added = wartanya.add_articles(
        [
            {
                "id": "panjang",
                "title": "Judul yang panjang sekali " * 50,
                "text": "Pasar Senja dibuka Wali Kota Rini Lestari pada Senin pagi.",
            }
        ]
    )
    assert added.added == 1
    try:
        for question in ("Kapan Pasar Senja dibuka?", "Siapa saja yang dikutip?", "apa " * 400):
            turn = ask(api, question)["turn"]
            ask(api, "lagi", *[turn] * 20)
    finally:
        wartanya.remove("panjang")


@pytest.mark.parametrize(
    ("question", "turn", "understood"),
    [
        (
            "dan Sekjen, soal kerja sama?",
            {"question": MINISTER, "speakers": ["Laksmi Pranajaya"]},
            {"typed": "dan Sekjen, soal kerja sama?", "text": SECRETARY, "leaning": True},
        ),
        ("apa katanya?", TWO, {"typed": "apa katanya?", "unclear": ["Hanif", "Hery"]}),
        ("Siapa wali kota Muarajati?", TWO, None),
    ],
)
def test_a_stream_tells_how_it_was_understood_before_the_answer(
    api: httpx.Client, question: str, turn: dict[str, Any], understood: dict[str, Any] | None
) -> None:
    body = {"question": question, "turns": [turn]}
    with api.stream("POST", "/api/ask/stream", json=body) as response:
        told = list(events(response))
    names = [name for name, _ in told]
    if understood is None:
        assert names[:2] == ["retrieved", "sentence"]
        return
    assert names[:3] == ["retrieved", "understood", "sentence"]
    assert understood.items() <= told[1][1].items()
    name, answer = told[-1]
    assert (name, answer["understood"]) == ("answer", told[1][1])
    nearest = api.post("/api/search", json={"query": answer["question"], "k": 10}).json()
    assert [one["start"] for one in told[0][1]["passages"]] == [
        one["start"] for one in nearest["passages"]
    ]


SPAN = {"article_id": "a", "start": 0, "end": 1}


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
@pytest.mark.parametrize(
    ("turns", "pointer"),
    [
        ("lagi", "#/turns"),
        ([TWO] * 21, "#/turns"),
        ([{}], "#/turns/0/question"),
        ([{"question": 5}], "#/turns/0/question"),
        ([{"question": "a" * 2001}], "#/turns/0/question"),
        ([{"question": "a\ud800"}], "#/turns/0/question"),
        ([{"question": "a", "answer": "b"}], "#/turns/0/answer"),
        ([{"question": "a", "speakers": ["b"] * 51}], "#/turns/0/speakers"),
        ([{"question": "a", "speakers": ["b" * 201]}], "#/turns/0/speakers/0"),
        ([{"question": "a", "titles": ["b" * 501]}], "#/turns/0/titles/0"),
        ([{"question": "a", "titles": None}], "#/turns/0/titles"),
        ([{"question": "a", "short_answer": "b" * 2001}], "#/turns/0/short_answer"),
        ([{"question": "a", "shown": [SPAN] * 101}], "#/turns/0/shown"),
        ([{"question": "a", "shown": [{**SPAN, "start": -1}]}], "#/turns/0/shown/0/start"),
        ([{"question": "a", "shown": [{**SPAN, "end": 10**9 + 1}]}], "#/turns/0/shown/0/end"),
        ([{"question": "a", "shown": [{**SPAN, "end": "1"}]}], "#/turns/0/shown/0/end"),
        ([{"question": "a", "shown": [{"article_id": "a"}]}], "#/turns/0/shown/0/start"),
    ],
)
def test_turns_are_strict_and_bounded(
    api: httpx.Client, path: str, turns: object, pointer: str
) -> None:
    body = json.dumps({"question": "lagi", "turns": turns})
    told = api.post(path, content=body, headers={"Content-Type": "application/json"})
    assert told.status_code == 422
    problem = told.json()
    assert problem["type"] == "urn:wartanya:problem:invalid"
    assert problem["errors"][0]["pointer"] == pointer


def test_turns_of_a_clients_own_do_no_harm(api: httpx.Client) -> None:
    turn = {
        "question": "Siapa Menteri  Luar\nNegeri \\1 {x}\0?",
        "speakers": ["<b>", "\u202eHanif", ""],
        "titles": ["”", "x" * 500],
        "short_answer": ", dan , ",
        "shown": [{"article_id": "tidak ada", "start": 5, "end": 2}] * 100,
    }
    for question in ("di Bali?", "lagi", "siapa penulisnya?", "kapan dia lahir?", "siapa lagi?"):
        told = ask(api, question, *[turn] * 20)
        assert told["understood"]["typed"] == question


def test_a_question_on_both_sides_of_a_filter_keeps_to_it(api: httpx.Client) -> None:
    turn = ask(api, MINISTER)["turn"]
    body = {
        "question": "dan Sekjen, soal kerja sama?",
        "turns": [turn],
        "articles": ["batik-lintang"],
    }
    told = api.post("/api/ask", json=body).json()
    assert {one["article_id"] for one in told["retrieved"]} == {"batik-lintang"}
    assert {one["article_id"] for one in told["citations"]} <= {"batik-lintang"}
