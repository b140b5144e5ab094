"""`wartanya ask`: conversations, a language model's wording, batches."""

import argparse
import json
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from rag.cli import run
from rag.llm import LanguageModel
from rag.model_prompts import FALLBACK
from rag.wartanya import Wartanya
from tests.rag.scripted_model import Reply, ScriptedModel, scripted_model

KEY = "sk-rahasia-123"
MINISTER = "Apa kata Menteri Bahari tentang pelampung?"
FLOOD = "Berapa warga yang mengungsi karena banjir di Muarajati?"
TRUE = "Sebanyak 2.318 warga mengungsi ke gedung olahraga dan dua sekolah"
FALSE = "Sebanyak 2.813 warga mengungsi ke gedung olahraga"
PUBLISHED = (
    "id question language answerable confidence short_answer sentences citations retrieved".split()
)
BESIDE = ["understood", "turn", "written"]
NOBODY = {"typed": FLOOD, "text": FLOOD, "leaning": False, "unclear": []}


@pytest.fixture(autouse=True)
def opened(wartanya: Wartanya, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command opens the tests' own index."""

    @contextmanager
    def open_wartanya(_: argparse.Namespace, llm: LanguageModel | None) -> Iterator[Wartanya]:
        wartanya.llm = llm
        yield wartanya

    monkeypatch.setattr("rag.ask_command.open_wartanya", open_wartanya)


def ask(*words: str | Path, server: ScriptedModel | None = None) -> int:
    environment = {"WARTANYA_LLM_KEY": KEY, "WARTANYA_LLM_MODEL": "kecil"} if server else {}
    environment |= {"WARTANYA_LLM_URL": server.url} if server else {}
    return run(["ask", *map(str, words)], environment)


def script(prompt: str) -> Reply:
    marker = re.findall(r"(?m)^\[(\d+)\] ", prompt[: prompt.index("Sebanyak 2.318 warga")])[-1]
    return Reply(f"{TRUE} [{marker}]. {FALSE} [{marker}].")


def test_a_conversation_goes_on_in_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "percakapan.json"
    assert ask("--conversation", path, MINISTER) == 0
    first = capsys.readouterr().out
    assert first.startswith("Laksmi Pranajaya (")
    assert ask("--conversation", path, "dan Sekjen, soal kerja sama?") == 0
    second = capsys.readouterr().out
    assert second.startswith("Dipahami sebagai: Apa kata Sekjen tentang kerja sama?\n\nDanu ")
    assert ask("--conversation", path, "--json", "siapa lagi?") == 0
    third = json.loads(capsys.readouterr().out)
    assert list(third) == [*PUBLISHED, *BESIDE]
    assert third["understood"] == {
        "typed": "siapa lagi?",
        "text": "Siapa saja yang dikutip tentang kerja sama?",
        "leaning": True,
        "unclear": [],
    }
    assert third["question"] == third["turn"]["question"] == third["understood"]["text"]
    assert "Danu Wirasakti" not in third["turn"]["speakers"]
    assert third["written"] is None
    kept = json.loads(path.read_text())
    assert [turn["question"] for turn in kept] == [
        MINISTER,
        "Apa kata Sekjen tentang kerja sama?",
        "Siapa saja yang dikutip tentang kerja sama?",
    ]
    assert kept[-1] == third["turn"]


def test_who_may_be_meant_is_told_where_nobody_could_tell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "percakapan.json"
    turn = {"question": "Siapa saja yang dikutip?", "short_answer": "Hanif\u001b[2J, Hery"}
    path.write_text(json.dumps([turn]))
    assert ask("--conversation", path, "apa katanya?") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Siapa atau apa yang dimaksud? Hanif [2J; Hery.\n\n")


def test_without_conversation_and_model_the_answer_is_as_published(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert ask("--json", FLOOD) == 0
    assert list(json.loads(capsys.readouterr().out)) == PUBLISHED


def test_a_damaged_conversation_is_named_and_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "percakapan.json"
    path.write_text("{")
    assert ask("--conversation", path, MINISTER) == 1
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)
    assert shown.err.startswith(f"wartanya: {path}: not JSON")
    assert path.read_text() == "{"


def test_a_question_that_is_none_is_not_added(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "percakapan.json"
    assert ask("--conversation", path, "?") == 1
    assert "the question is empty" in capsys.readouterr().err
    assert not path.exists()


def test_a_models_checked_wording_is_printed_and_what_was_struck(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with scripted_model(script) as server:
        assert ask(FLOOD, server=server) == 0
    shown = capsys.readouterr()
    answer, sources, struck, made = shown.out.rstrip().split("\n\n")
    assert answer == f"{TRUE}. [1]"
    assert sources.startswith("[1] Banjir Muarajati Rendam Empat Kelurahan")
    assert struck.split("\n") == [
        "1 kalimat dicoret:",
        f"- {FALSE}. – memuat angka yang tidak ada dalam kutipannya (2.813)",
    ]
    assert re.fullmatch(r"kecil · \d+ token · \d+\.\d detik", made)
    assert shown.err == ""
    assert server.keys == [f"Bearer {KEY}"]


def test_what_is_written_is_beside_the_answer_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    with scripted_model(script) as server:
        assert ask("--json", FLOOD, server=server) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == [*PUBLISHED, *BESIDE]
    assert told["understood"] == NOBODY
    written = told["written"]
    assert list(written) == ("sentences citations struck model tokens seconds fallback".split())
    assert written["sentences"] == [{"text": f"{TRUE}.", "citations": [1]}]
    assert list(written["citations"][0]) == list(told["citations"][0])
    assert written["struck"] == [
        {"text": f"{FALSE}.", "reason": "number", "found": "2.813", "offered": 1}
    ]
    assert (written["model"], written["fallback"]) == ("kecil", None)


def test_no_model_is_asked_where_none_is_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    with scripted_model(script) as server:
        assert ask("--no-llm", "--json", FLOOD, server=server) == 0
    assert server.prompts == []
    assert list(json.loads(capsys.readouterr().out)) == PUBLISHED


def test_a_model_that_is_down_leaves_the_answer_and_a_line_with_the_mend(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
    environment = {"WARTANYA_LLM_URL": url, "WARTANYA_LLM_MODEL": "kecil", "WARTANYA_LLM_KEY": KEY}
    assert run(["ask", FLOOD], environment) == 1
    shown = capsys.readouterr()
    assert shown.out.startswith(f"{FALLBACK['failed']['id']}\n\n")
    assert "2.318 warga" in shown.out
    assert shown.err.startswith(f"wartanya: {url}: not reached: start the server")
    assert shown.err.count("\n") == 1
    assert url not in shown.out
    assert KEY not in shown.out + shown.err
    assert run(["ask", "--json", FLOOD], environment) == 1
    written = json.loads(capsys.readouterr().out)["written"]
    assert written["fallback"] == "failed"
    assert written["detail"].startswith(f"{url}: not reached")


def test_a_model_moves_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with scripted_model(lambda _: Reply("\u001b[2J\u001b]0;x\u0007 Semua bohong [1].")) as server:
        assert ask(FLOOD, server=server) == 0
    shown = capsys.readouterr().out
    assert "Semua bohong" in shown
    assert "\u001b" not in shown
    assert "\u0007" not in shown


def test_a_refusal_is_sent_to_no_model(capsys: pytest.CaptureFixture[str]) -> None:
    with scripted_model(script) as server:
        assert ask("What is the capital of Mongolia?", server=server) == 0
    assert server.prompts == []
    assert capsys.readouterr().out.startswith(
        f"{FALLBACK['unanswerable']['en']}\n\nThe articles don't say."
    )


def rows(path: Path, *given: dict[str, Any]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in given))
    return path


def test_rows_of_one_conversation_are_one_in_their_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = rows(
        tmp_path / "batch.jsonl",
        {"question": MINISTER, "conversation": "a"},
        {"question": FLOOD, "conversation": "b"},
        {"question": "\u2028dan Sekjen, soal kerja sama?", "conversation": "a"},
        {"question": "dan Sekjen, soal kerja sama?"},
        {"question": "?", "conversation": "a"},
        {"question": "bagaimana dengan data cuaca?", "conversation": "a", "id": 6},
        {"question": FLOOD, "conversation": 7},
    )
    assert ask("--batch", batch) == 1
    shown = capsys.readouterr()
    told = [json.loads(line) for line in shown.out.split("\n") if line]
    assert [one.get("question") for one in told] == [
        MINISTER,
        FLOOD,
        "Apa kata Sekjen tentang kerja sama?",
        "dan Sekjen, soal kerja sama?",
        None,
        "Apa kata Sekjen tentang data cuaca?",
        None,
    ]
    assert list(told[0]) == [*PUBLISHED, *BESIDE]
    assert list(told[3]) == PUBLISHED
    assert told[5]["id"] == 6
    errors = shown.err.splitlines()
    assert errors[0].startswith(f"wartanya: {batch}:5: the question is empty")
    assert errors[1] == (
        f"wartanya: {batch}:7: 'conversation' is no text: put it in quotation marks"
    )


def test_a_batch_takes_no_conversation_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask("--batch", tmp_path / "b.jsonl", "--conversation", tmp_path / "c.json") == 1
    assert "--batch names conversations in its rows" in capsys.readouterr().err
