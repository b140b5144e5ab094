"""A report of failures, and its sources fed back."""

import json
from pathlib import Path

import pytest

from index.errors import WartanyaError
from index.loaded import failed
from rag.failures import read_failures, write_failures


def test_what_failed_is_a_line_each_and_comes_back_as_sources(tmp_path: Path) -> None:
    corpus = tmp_path / "berita.jsonl"
    corpus.write_text("{}\n")
    odd = tmp_path / "a#b.txt"
    odd.write_text("")
    path = tmp_path / "report.jsonl"
    write_failures(
        path,
        [
            failed(f"{corpus}#1", f"{corpus}, line 1: has no text; give it one"),
            failed(f"{corpus}#7", f"{corpus}, line 7: has no text; give it one"),
            failed(str(odd), f"{odd}: empty; leave it out"),
            failed("https://kabar.example/a#1", "https://kabar.example/a#1: not found"),
        ],
    )
    first = json.loads(path.read_text().splitlines()[0])
    assert first == {
        "source": f"{corpus}#1",
        "error": f"{corpus}, line 1: has no text; give it one",
    }
    assert read_failures(path) == [str(corpus), str(odd), "https://kabar.example/a#1"]
    write_failures(path, [])
    assert read_failures(path) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", r":1: names no source; give what --report wrote"),
        ('\n{"error": "x"}\n', r":2: names no source"),
        ("[]", r":1: names no source"),
        (None, "can't be read; give a report"),
    ],
)
def test_what_is_no_report_is_told(tmp_path: Path, content: str | None, told: str) -> None:
    path = tmp_path / "report.jsonl"
    if content is not None:
        path.write_text(content)
    with pytest.raises(WartanyaError, match=told):
        read_failures(path)


def test_a_report_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(WartanyaError, match="can't be written"):
        write_failures(tmp_path / "no" / "report.jsonl", [])
