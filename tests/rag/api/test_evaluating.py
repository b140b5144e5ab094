"""Evaluations over HTTP: started, followed, read, cancelled."""

import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from rag.run_record import read_run
from rag.wartanya import SAMPLE_QUESTIONS, Wartanya
from tests.rag.api.server import serving

CASES = [
    {
        "id": "perajin",
        "question": "Berapa perajin batik di Desa Lintang yang menolak mesin?",
        "answers": ["214"],
        "evidence": [{"article": "batik-lintang", "quote": "Sebanyak 214 perajin batik"}],
        "tags": ["angka"],
    },
    {"id": "mars", "question": "Siapa pertama kali mendarat di planet Mars?", "answerable": False},
]


@pytest.fixture(scope="module")
def api(wartanya: Wartanya) -> Iterator[httpx.Client]:
    with serving(wartanya) as client:
        yield client


@pytest.fixture(scope="module")
def complete(api: httpx.Client) -> str:
    """Where a complete run of the cases is."""
    started = api.post("/api/evaluations", json={"name": "meja", "cases": CASES})
    assert started.status_code == 202, started.text
    assert ended(api, started)["state"] == "complete"
    return started.headers["location"]


def ended(api: httpx.Client, started: httpx.Response) -> dict[str, Any]:
    """How a run stands once its thread has ended."""
    for thread in threading.enumerate():
        if thread.name == "evaluation":
            thread.join(60)
    told: dict[str, Any] = api.get(started.headers["location"]).json()
    return told


def test_a_run_tells_its_figures_with_intervals(api: httpx.Client, complete: str) -> None:
    told = api.get(complete).json()
    assert (told["testset"], told["asked"], told["total"]) == ("meja", 2, 2)
    figures = {figure["name"]: figure for figure in told["figures"]}
    assert figures["hit@1"] == {
        "name": "hit@1",
        "value": 1.0,
        "low": 1.0,
        "high": 1.0,
        "questions": 1,
        "lower_is_better": False,
    }
    assert figures["correct"]["questions"] == 2
    assert figures["latency_p50"]["lower_is_better"] is True
    (tag,) = told["tags"]
    assert (tag["name"], tag["questions"]) == ("angka", 1)
    assert "id" in {group["name"] for group in told["languages"]}


def test_a_run_tells_its_questions(api: httpx.Client, complete: str) -> None:
    told = api.get(f"{complete}/records", params={"limit": 1}).json()
    assert (told["total"], told["next_offset"]) == (2, 1)
    (record,) = told["records"]
    assert (record["id"], record["verdict"], record["short_answer"]) == ("perajin", "right", "214")
    assert record["cited"][0]["meets"] is True
    assert record["scores"]["hit@1"] == 1.0


def test_a_run_gives_its_report_and_its_record(
    api: httpx.Client, complete: str, tmp_path: Any
) -> None:
    report = api.get(f"{complete}/report.html")
    assert report.headers["content-type"] == "text/html; charset=utf-8"
    assert report.headers["content-disposition"] == 'attachment; filename="meja-report.html"'
    assert "<title>Evaluation: meja</title>" in report.text
    path = tmp_path / "run.json"
    path.write_bytes(api.get(f"{complete}/run.json").content)
    assert [record.id for record in read_run(path).records] == ["perajin", "mars"]


def test_a_file_is_evaluated_and_cancelled_after_a_question(
    api: httpx.Client, wartanya: Wartanya, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, may = threading.Event(), threading.Event()
    real = Wartanya.ask

    def held(self: Wartanya, question: str) -> object:
        asked.set()
        assert may.wait(60)
        return real(self, question)

    monkeypatch.setattr(Wartanya, "ask", held)
    files = {"file": ("contoh.jsonl", SAMPLE_QUESTIONS.read_bytes())}
    started = api.post("/api/evaluations/file", files=files)
    assert (started.status_code, started.json()["testset"]) == (202, "contoh.jsonl")
    assert started.json()["total"] > 2
    assert asked.wait(60)

    where = started.headers["location"]
    busy = api.post("/api/evaluations", json={"cases": CASES})
    assert busy.status_code == 409
    assert busy.json()["type"] == "urn:wartanya:problem:evaluation-running"
    assert api.get(f"{where}/records").status_code == 409
    assert api.get(f"{where}/report.html").json()["type"] == "urn:wartanya:problem:not-complete"

    assert api.delete(where).status_code == 202
    may.set()
    told = ended(api, started)
    assert (told["state"], told["asked"], told["figures"]) == ("cancelled", 1, [])


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"cases": []}, "invalid"),
        ({"cases": [{"question": "Apa?"}]}, "testset"),
        ({"cases": [{"question": "Apa?", "answers": ["a"], "answerable": False}]}, "testset"),
        ({"cases": [{"question": "Apa?", "answers": "a"}]}, "invalid"),
        ({"cases": CASES + CASES}, "testset"),
        ({"cases": CASES, "path": "/etc/passwd"}, "invalid"),
    ],
)
def test_cases_that_cant_be_right_are_problems(
    api: httpx.Client, body: dict[str, object], kind: str
) -> None:
    told = api.post("/api/evaluations", json=body)
    assert (told.status_code, told.json()["type"]) == (422, f"urn:wartanya:problem:{kind}")


@pytest.mark.parametrize(
    ("name", "content", "detail"),
    [
        ("a.txt", b"x", "a.txt: not a test set's ending: .jsonl, .csv, .tsv, .xlsx, .json"),
        ("../b.jsonl", b"{", "testset.jsonl: line 1: not JSON"),
        ("c.xlsx", b"x", "testset.xlsx: not an XLSX workbook"),
        ("é" * 200 + ".csv", b"a,b\n", "testset.csv: line 1: no column 'question'"),
    ],
)
def test_files_that_are_no_test_set_are_problems(
    api: httpx.Client, name: str, content: bytes, detail: str
) -> None:
    told = api.post("/api/evaluations/file", files={"file": (name, content)})
    assert (told.status_code, told.json()["type"]) == (422, "urn:wartanya:problem:testset")
    assert told.json()["detail"].startswith(detail)
    assert "/tmp" not in told.text


def test_unknown_runs_are_problems(api: httpx.Client) -> None:
    for path in ("", "/records", "/report.html", "/run.json"):
        assert api.get(f"/api/evaluations/{'x' * 32}{path}").status_code == 404
    assert api.delete(f"/api/evaluations/{'x' * 32}").status_code == 404
