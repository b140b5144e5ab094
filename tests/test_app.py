"""The command line as a user runs it: a process, its output, its exit status."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from index.embedding import sentence_transformers_directory
from tests.rag.scripted_model import Reply, scripted_model

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
WATCHED = (
    "Pelabuhan Tanjung Bayu menambah dua dermaga pada bulan depan, kata pengelolanya kemarin. "
    "Pembangunan memakan waktu sembilan bulan dan melibatkan tiga ratus pekerja setempat."
)
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


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
    return port


def test_the_chat_opens_holds_its_directory_and_closes_on_sigterm(sample_index, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(sample_index, data)
    port = free_port()
    chat = subprocess.Popen(
        [sys.executable, str(ROOT / "app.py"), "--data", str(data), "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        page = fetched(f"http://127.0.0.1:{port}/", chat)
        second = wartanya("list", "--data", data)
        taken = wartanya("chat", "--data", tmp_path / "other", "--port", port)
    finally:
        chat.terminate()
        said, trouble = chat.communicate(timeout=60)
    assert b"Wartanya" in page
    assert second.returncode == 1
    assert str(data) in second.stderr
    assert str(chat.pid) in second.stderr
    assert one_line(second.stderr)
    assert taken.returncode == 1
    assert str(port) in taken.stderr
    assert "Traceback" not in taken.stderr
    assert chat.returncode == 0
    assert "Traceback" not in trouble
    assert f"http://127.0.0.1:{port}/" in said
    assert (data / "closed.json").exists()
    assert wartanya("list", "--data", data).returncode == 0


def test_a_language_models_address_and_key_are_in_no_log(sample_index, tmp_path):
    data, key = tmp_path / "data", "sk-rahasia-123"
    shutil.copytree(sample_index, data)
    port = free_port()
    body = {"question": "Berapa ketinggian air di Kampung Sumur?", "model": True}
    replies = iter([Reply("Bohong [1]."), Reply(status=401), Reply(status=401)])
    with scripted_model(lambda _: next(replies)) as server:
        settings = {"URL": server.url, "MODEL": "kecil", "KEY": key}
        chat = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py"), "--data", str(data), "--port", str(port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={
                **os.environ,
                "WARTANYA_LOG": "INFO",
                **{f"WARTANYA_LLM_{name}": value for name, value in settings.items()},
            },
        )
        try:
            fetched(f"http://127.0.0.1:{port}/health", chat)
            fallbacks = []
            for _ in range(2):
                request = urllib.request.Request(
                    f"http://127.0.0.1:{port}/api/ask",
                    json.dumps(body).encode(),
                    {"Content-Type": "application/json"},
                )
                with urllib.request.urlopen(request, timeout=60) as response:
                    fallbacks.append(json.load(response)["written"]["fallback"])
        finally:
            chat.terminate()
            said, logged = chat.communicate(timeout=60)
    assert fallbacks == ["unsupported", "failed"]
    assert logged.count("POST /api/ask 200") == 2
    assert "the language model: refused the key (401): correct WARTANYA_LLM_KEY" in logged
    assert server.keys[0] == f"Bearer {key}"
    for secret in (key, server.url, server.url.removeprefix("http://").removesuffix("/v1")):
        assert secret not in said + logged


def fetched(url: str, process: subprocess.Popen[str]) -> bytes:
    """What is served there, once it is; the process must not end before."""
    for _ in range(300):
        assert process.poll() is None, process.communicate()
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                body: bytes = response.read()
                return body
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nothing at {url}")


def test_an_index_of_another_model_is_refused_by_name(sample_index, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(sample_index, data)
    model = sentence_transformers_directory(tmp_path)
    refused = wartanya("list", "--data", data, "--model", model)
    assert refused.returncode == 1
    assert "multilingual-e5-small" in refused.stderr
    assert str(model) in refused.stderr
    assert one_line(refused.stderr.strip().splitlines()[-1])  # behind the loading of weights


def test_a_watched_folder_is_indexed_as_files_come(tmp_path):
    folder = tmp_path / "masuk"
    folder.mkdir()
    (folder / "satu.txt").write_text(f"Dermaga Ditambah\n\n{WATCHED}", encoding="utf-8")
    command = [sys.executable, str(ROOT / "app.py"), "index", str(folder)]
    command += ["--data", str(tmp_path / "data"), "--watch"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        assert process.stdout.readline() == "1 added, 0 updated, 0 unchanged, 0 failed\n"
        while "watching" not in process.stderr.readline():
            assert process.poll() is None
        time.sleep(1)  # until the system tells of changes
        (folder / "dua.md").write_text(f"# Ruang Baca Dibuka\n\n{WATCHED}", encoding="utf-8")
        assert process.stdout.readline() == "1 added, 0 updated, 0 unchanged, 0 failed\n"
    finally:
        process.terminate()  # as Ctrl-C, which a shell's background job may have turned off
        _, error = process.communicate(timeout=60)
    assert process.returncode == 130
    assert error.splitlines()[-1].startswith("wartanya: stopped; what was reported is kept")


def test_failures_are_reported_and_retried_and_the_index_moves(tmp_path):
    folder = tmp_path / "berita"
    folder.mkdir()
    (folder / "baik.txt").write_text(f"Dermaga Ditambah\n\n{WATCHED}", encoding="utf-8")
    (folder / "kosong.txt").write_text("")
    report, data = tmp_path / "gagal.jsonl", tmp_path / "data"
    done = wartanya("index", folder, "--data", data, "--report", report)
    assert done.returncode == 1
    assert json.loads(report.read_text())["source"] == str(folder / "kosong.txt")
    (folder / "kosong.txt").write_text(f"Ruang Baca Dibuka\n\n{WATCHED}", encoding="utf-8")
    done = wartanya("index", "--retry", report, "--report", report, "--data", data)
    assert (done.returncode, done.stdout) == (0, "1 added, 0 updated, 0 unchanged, 0 failed\n")
    assert report.read_text() == ""
    assert wartanya("verify", "--data", data).stdout == "2 articles, 2 passages: sound\n"
    out = tmp_path / "berita.wartanya"
    assert wartanya("export", out, "--data", data).returncode == 0
    done = wartanya("import", out, "--data", tmp_path / "lain")
    assert done.stdout == f"{tmp_path / 'lain'}: 2 articles\n"


def test_a_day_that_is_none_is_named(tmp_path):
    done = wartanya("index", "x.txt", "--since", "kemarin", "--data", tmp_path / "data")
    assert "--since kemarin: no day; write it as 2026-01-31" in done.stderr
