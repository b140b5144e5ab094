"""What the reader learns from: examples from question sets, and how they are changed."""

import json
import random
from pathlib import Path

import pytest

from index.embedding import open_embedder
from index.errors import WartanyaError
from rag.training.english import in_english
from rag.training.examples import (
    Example,
    PassageCutter,
    negatives,
    over,
    read_set,
    unique,
    with_context,
)
from rag.training.speech_examples import speech_examples

RIVER = "Sungai Lintang mengalir di Pulau Segara. Panjangnya 120 kilometer."
LAKE = "Danau Sagara dibuat pada 1965. Dalamnya 40 meter."
ROWS = [
    {
        "id": "long",
        "question": "berapa panjang Sungai Lintang ?",
        "answers": ["120 kilometer"],
        "answer_start": RIVER.index("120"),
        "split": "train",
        "passage": "p0",
    },
    {
        "id": "again",
        "question": "Berapa panjang Sungai Lintang?",
        "answers": ["120 kilometer"],
        "answer_start": RIVER.index("120"),
        "split": "train",
        "passage": "p0",
    },
    {
        "id": "deep",
        "question": "Berapa dalam Sungai Lintang?",
        "answers": [],
        "answer_start": None,
        "split": "train",
        "passage": "p0",
    },
    {
        "id": "torn",
        "question": "Berapa dalamnya?",
        "answers": ["40 meter"],
        "answer_start": LAKE.index("40"),
        "split": "train",
        "passage": "p1",
    },
    {
        "id": "torn too",
        "question": "berapa dalamnya?",
        "answers": [],
        "answer_start": None,
        "split": "train",
        "passage": "p1",
    },
    {
        "id": "kept",
        "question": "Kapan dibuat?",
        "answers": ["1965"],
        "answer_start": LAKE.index("1965"),
        "split": "valid",
        "passage": "p1",
    },
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "lakes"
    place.mkdir()
    corpus = [{"id": "p0", "text": RIVER}, {"id": "p1", "text": LAKE}]
    for name, rows in (("corpus", corpus), ("questions", ROWS)):
        (place / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return place


def test_a_split_is_read_without_twins_and_contradictions(folder: Path) -> None:
    found = read_set(folder, "train")
    assert [(e.id, e.question, e.answer) for e in found.examples] == [
        ("again", "Berapa panjang Sungai Lintang?", "120 kilometer"),
        ("deep", "Berapa dalam Sungai Lintang?", ""),
    ]
    assert found.passages == {"p0": RIVER}


def test_every_row_of_a_split_is_read_to_measure(folder: Path) -> None:
    found = read_set(folder, "train", every=True)
    assert [e.id for e in found.examples] == ["long", "again", "deep", "torn", "torn too"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WartanyaError, match=r"corpus\.jsonl"):
        read_set(tmp_path, "train")


def test_negatives_hold_no_answer(folder: Path) -> None:
    both = read_set(folder, "")
    pairs = list(negatives(both, {"kept": ["p1", "p0"], "long": ["p0"]}))
    assert [(example.id, texts) for example, texts in pairs] == [("kept", [RIVER])]
    lacking = over(pairs[0][0], RIVER)
    assert (lacking.start, lacking.end, lacking.answer) == (None, None, "")


def test_a_context_line_moves_the_answer() -> None:
    example = Example("a", "Berapa?", RIVER, RIVER.index("120"), RIVER.index("120") + 3, "x")
    moved = with_context(example, "Banjir besar melanda kota lama lagi", random.Random(1))
    assert moved.answer == example.answer == "120"
    assert moved.passage[moved.body :] == RIVER
    assert moved.passage[: moved.body].endswith("\n")


def test_passages_are_cut_as_an_index_cuts_them() -> None:
    long = " ".join(f"Kalimat nomor {number} berbunyi panjang sekali." for number in range(60))
    start = long.index("Kalimat nomor 41")
    example = Example("a", "Mana?", long, start, start + len("Kalimat nomor 41"), "x")
    cut = PassageCutter(open_embedder()).cut(example, random.Random(0))
    assert cut.answer == "Kalimat nomor 41"
    assert len(cut.passage) < len(long) / 2


def test_the_same_question_over_the_same_passage_counts_once() -> None:
    one = Example("a", "Berapa?", RIVER, 0, 6, "x")
    twin = Example("b", "berapa?", RIVER, None, None, "x")
    assert len(unique([one, twin])) == 1


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("Kapan Danau Sagara dibangun?", "When was Danau Sagara built?"),
        ("Di mana Rina Kusuma lahir?", "Where was Rina Kusuma born?"),
        ("Apa ibukota Segara?", "What is the capital of Segara?"),
        ("Siapa yang hadir dan yang tidak?", None),
    ],
)
def test_questions_in_english_by_template(question: str, english: str | None) -> None:
    assert in_english(question) == english


def test_statements_become_questions_of_who_and_what() -> None:
    told = (
        "Ketua KPK Nawa Pratama mengatakan, dua pejabat daerah ditangkap di Segara kemarin malam. "
        "Rapat ditutup pada sore hari."
    )
    other = (
        "Kepala BPBD Rina Kusuma menyebut, banjir mulai surut di sebelas desa sejak Senin pagi. "
        "Warga pulang."
    )
    examples = speech_examples([told, other], random.Random(3))
    answers = {e.answer for e in examples if e.start is not None}
    assert "Nawa Pratama" in answers
    assert any("dua pejabat daerah ditangkap" in answer for answer in answers)
    assert all(e.passage[e.start : e.end] == e.answer for e in examples if e.start is not None)
    assert any(e.start is None for e in examples)
