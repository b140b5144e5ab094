"""The reader as shipped: answers, odd input, damage, threads."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.embedding import sentence_transformers_directory
from index.errors import WartanyaError
from rag.reader import LONGEST, WEIGHTS, Reader, Reading, Text, best_span
from rag.reader_input import Window

PASSAGE = (
    "Jembatan Lintang Baru diresmikan Wali Kota Rina Kusuma pada 6 Agustus 2019 di Muarajati. "
    "Pembangunannya menghabiskan Rp 1,2 triliun dan melibatkan 4.500 pekerja."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def answered(reader: Reader, question: str, passage: str = PASSAGE) -> str:
    (reading,) = reader.read(question, [Text(passage)])
    return passage[reading.start : reading.end]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Kapan Jembatan Lintang Baru diresmikan?", "6 Agustus 2019"),
        ("Siapa yang meresmikan Jembatan Lintang Baru?", "Rina Kusuma"),
        ("Berapa banyak pekerja yang dilibatkan?", "4.500"),
        ("When was Jembatan Lintang Baru inaugurated?", "6 Agustus 2019"),
    ],
)
def test_the_words_that_answer(reader: Reader, question: str, answer: str) -> None:
    assert answer in answered(reader, question)


def test_a_passage_that_answers_scores_above_one_that_does_not(reader: Reader) -> None:
    other = "Harga cabai di Pasar Sagara naik menjadi Rp 80.000 per kilogram sejak Senin."
    right, wrong = reader.read(
        "Kapan Jembatan Lintang Baru diresmikan?", [Text(PASSAGE), Text(other)]
    )
    assert right.score > 0 > wrong.score


def test_the_answer_is_found_in_whichever_window_it_stands(reader: Reader) -> None:
    padding = "Pasar Sagara ramai pada hari libur dan warga senang berbelanja di sana. " * 60
    text = padding + PASSAGE + " " + padding
    assert "6 Agustus 2019" in answered(reader, "Kapan Jembatan Lintang Baru diresmikan?", text)


def test_what_is_context_is_never_the_answer(reader: Reader) -> None:
    front = "Jembatan Lintang Baru diresmikan 1 Mei 2001 (2001-05-01)\n"
    text = Text(front + PASSAGE, len(front))
    (reading,) = reader.read("Kapan Jembatan Lintang Baru diresmikan?", [text])
    assert reading.start >= len(front)


@pytest.mark.parametrize("passage", ["", "   ", "\n", "\ud800 dan lagi", "﷽" * 50, "a" * 5000])
@pytest.mark.parametrize("question", ["", "?", "Siapa?" * 400, "\udfff?"])
def test_odd_texts_give_a_span_inside_them(reader: Reader, passage: str, question: str) -> None:
    (reading,) = reader.read(question, [Text(passage)])
    assert 0 <= reading.start <= reading.end <= len(passage)


def test_nothing_to_read_gives_nothing(reader: Reader) -> None:
    assert reader.read("Siapa?", []) == []


def test_alone_and_in_a_batch_it_reads_the_same(reader: Reader) -> None:
    texts = [Text(PASSAGE), Text(PASSAGE[:90]), Text("Pasar ramai."), Text("")]
    together = reader.read("Kapan jembatan diresmikan?", texts)
    alone = [reader.read("Kapan jembatan diresmikan?", [text])[0] for text in texts]
    assert [(r.start, r.end) for r in together] == [(r.start, r.end) for r in alone]
    assert [r.score for r in together] == pytest.approx([r.score for r in alone], abs=0.3)


def test_many_threads_at_once_get_their_own_answers(reader: Reader) -> None:
    questions = ["Kapan jembatan diresmikan?", "Siapa yang meresmikan jembatan?"]
    wanted = {question: answered(reader, question) for question in questions}
    with ThreadPoolExecutor(64) as pool:
        asked = questions * 100
        found = list(pool.map(lambda question: answered(reader, question), asked))
    assert found == [wanted[question] for question in asked]


def test_torch_reads_the_same(reader: Reader) -> None:
    other = Reader(model=str(sentence_transformers_directory()))
    for question in ("Kapan jembatan diresmikan?", "Berapa biayanya?"):
        (ours,), (theirs,) = (one.read(question, [Text(PASSAGE)]) for one in (reader, other))
        assert (ours.start, ours.end) == (theirs.start, theirs.end)
        assert ours.score == pytest.approx(theirs.score, abs=1.0)


def test_a_missing_file_is_named_with_the_mend(tmp_path: Path) -> None:
    with pytest.raises(WartanyaError, match=r"nowhere\.safetensors.*pip install"):
        Reader(tmp_path / "nowhere.safetensors")


@pytest.mark.parametrize("at", [100, 1_000_000, -5])
def test_a_damaged_file_is_refused(tmp_path: Path, at: int) -> None:
    damaged = tmp_path / "reader.safetensors"
    shutil.copy(WEIGHTS, damaged)
    content = bytearray(damaged.read_bytes())
    content[at] ^= 0xFF
    damaged.write_bytes(content)
    with pytest.raises(WartanyaError, match="pip install"):
        Reader(damaged)


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    damaged = tmp_path / "reader.safetensors"
    damaged.write_bytes(WEIGHTS.read_bytes()[:-1000])
    with pytest.raises(WartanyaError, match="pip install"):
        Reader(damaged)


def test_the_file_is_small_enough_to_ship() -> None:
    assert WEIGHTS.stat().st_size <= 35_000_000


def test_the_best_span_by_hand() -> None:
    # <s> q </s></s> a b c </s>; a null of 1 + 1
    window = Window((0, 5, 2, 2, 7, 8, 9, 2), 4, ((0, 1), (2, 3), (4, 5)))
    logits = np.zeros((8, 2), np.float32)
    logits[0] = (1.0, 1.0)
    logits[5, 0], logits[6, 1], logits[4, 1] = 3.0, 4.0, 9.0  # an end before the start counts not
    assert best_span(window, logits) == Reading(0, 1, pytest.approx(9.0 - 2.0))
    logits[4, 1] = 0.0
    assert best_span(window, logits) == Reading(2, 5, pytest.approx(7.0 - 2.0))


def test_a_span_is_no_longer_than_the_longest_answer() -> None:
    count = LONGEST + 20
    spans = tuple((place, place + 1) for place in range(count))
    window = Window(tuple(range(count + 5)), 4, spans)
    logits = np.zeros((count + 5, 2), np.float32)
    logits[4, 0] = logits[4 + count - 1, 1] = 5.0
    found = best_span(window, logits)
    assert found.end - found.start <= LONGEST
