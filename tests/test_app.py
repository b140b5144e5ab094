"""The command line as a user runs it: a process, its output, its exit status."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
KEYS = [
    "id",
    "question",
    "language",
    "answerable",
    "confidence",
    "short_answer",
    "sentences",
    "citations",
    "retrieved",
]
CITATION_KEYS = [
    "marker",
    "article_id",
    "title",
    "url",
    "published",
    "outlet",
    "start",
    "end",
    "text",
    "speaker",
    "score",
]


def wartanya(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "app.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def data(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("cli") / "data"
    shutil.copytree(sample_index, copy)
    return copy


def one_line(error: str) -> bool:
    return error.startswith("wartanya: ") and len(error.strip().splitlines()) == 1


def test_an_answer_as_json_has_the_published_form(data):
    done = wartanya("ask", "--data", data, "--json", "what did the Sekjen say about cooperation?")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert list(answer) == KEYS
    assert answer["language"] == "en"
    assert answer["answerable"] is True
    assert [list(c) for c in answer["citations"]] == [CITATION_KEYS] * len(answer["citations"])
    assert [c["marker"] for c in answer["citations"]] == list(
        range(1, len(answer["citations"]) + 1)
    )
    assert "kerja sama" in answer["citations"][0]["text"]
    assert len(answer["retrieved"]) == 10
    assert all(list(r) == ["article_id", "start", "end", "score"] for r in answer["retrieved"])


def test_a_batch_keeps_ids_and_order(data, tmp_path):
    rows = [
        {"id": "b", "question": "Apa kata Sekjen soal kerja sama?"},
        {"id": 7, "question": "Who won the 1966 World Cup?"},
    ]
    batch = tmp_path / "batch.jsonl"
    batch.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = wartanya("ask", "--data", data, "--batch", batch)
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(a["id"], a["question"]) for a in answers] == [(r["id"], r["question"]) for r in rows]
    assert [a["answerable"] for a in answers] == [True, False]


def test_a_bad_row_of_a_batch_is_named_and_the_rest_goes_on(data, tmp_path):
    batch = tmp_path / "batch.jsonl"
    batch.write_text(
        '{"id": 1, "text": "no question"}\n{"id": 2, "question": "Siapa wali kota?"}\n',
        encoding="utf-8",
    )
    done = wartanya("ask", "--data", data, "--batch", batch)
    assert done.returncode == 1
    assert f"{batch}:1: no 'question'" in done.stderr
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1, 2]


def test_index_list_and_remove(tmp_path):
    article = tmp_path / "artikel.txt"
    article.write_text(
        "Pasar Ikan Teluk Biru Dibuka Lagi\n\n"
        "Pasar ikan Teluk Biru dibuka lagi setelah diperbaiki selama enam bulan.\n\n"
        '"Kami berterima kasih kepada para nelayan," kata Kepala Pasar Sudiro Wangsa.\n',
        encoding="utf-8",
    )
    (tmp_path / "kosong.txt").write_text("", encoding="utf-8")
    data = tmp_path / "data"
    first = wartanya("index", "--data", data, article, tmp_path / "kosong.txt")
    assert first.returncode == 1
    assert "1 added, 0 updated, 0 unchanged, 1 failed" in first.stdout
    assert "kosong.txt" in first.stderr
    again = wartanya("index", "--data", data, article)
    assert again.returncode == 0
    assert "0 added, 0 updated, 1 unchanged, 0 failed" in again.stdout
    listed = wartanya("list", "--data", data, "--json").stdout.splitlines()
    record = json.loads(listed[0])
    assert (len(listed), record["title"]) == (1, "Pasar Ikan Teluk Biru Dibuka Lagi")
    assert wartanya("remove", "--data", data, record["id"]).returncode == 0
    assert wartanya("list", "--data", data).stdout == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", " "], "the question is empty"),
        (["ask"], "give either a QUESTION or --batch"),
        (["remove", "no-such-article"], "no-such-article"),
        (["index", "no/such/file.txt"], "no/such/file.txt"),
    ],
)
def test_what_a_user_can_mend_is_one_line(data, arguments, said):
    done = wartanya(arguments[0], "--data", data, *arguments[1:])
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_an_overlong_question_is_refused(data, tmp_path):
    batch = tmp_path / "batch.jsonl"
    batch.write_text(json.dumps({"id": 1, "question": "a" * 100_000}), encoding="utf-8")
    done = wartanya("ask", "--data", data, "--batch", batch)
    assert done.returncode == 1
    assert "100,000 characters" in done.stderr
    assert one_line(done.stderr)


def test_a_directory_that_cannot_be_made_is_named():
    done = wartanya("list", "--data", "/proc/wartanya")
    assert done.returncode == 1
    assert "/proc/wartanya" in done.stderr
    assert one_line(done.stderr)


def test_statements_by_role_as_json_lines(data):
    done = wartanya("statements", "--data", data, "--speaker", "the Sekjen", "--json")
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows
    assert {row["speaker"] for row in rows} == {"Danu Wirasakti"}
    assert list(rows[0]) == [
        "article_id",
        "start",
        "end",
        "direct",
        "speaker",
        "role",
        "affiliation",
        "cue_start",
        "cue_end",
        "resolved_by",
        "confidence",
    ]


def test_speakers_are_listed_and_an_unknown_one_is_named(data):
    listed = wartanya("speakers", "--data", data)
    assert "Danu Wirasakti" in listed.stdout
    unknown = wartanya("statements", "--data", data, "--speaker", "Barack Obama")
    assert unknown.returncode == 1
    assert "Barack Obama: nobody of this name or role" in unknown.stderr
