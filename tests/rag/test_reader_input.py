"""How a question and a passage become windows of tokens, and back."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.e5_tokenizer import build_tokenizer
from index.weights import installed_weights, open_weights
from rag.reader_input import WINDOW, asked_as, token_span, windows

PASSAGE = "Douwes Dekker terlahir di Pasuruan, Jawa Timur, pada tanggal 8 Oktober 1879."


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    weights = installed_weights()
    assert weights is not None
    return build_tokenizer(open_weights(weights))


def test_a_short_passage_is_one_window(tokenizer: Any) -> None:
    (window,) = windows(tokenizer, "Di mana ia lahir?", PASSAGE)
    assert len(window.ids) == window.first + len(window.spans) + 1
    assert (window.ids[0], window.ids[-1]) == (0, 2)
    assert window.ids[window.first - 2 : window.first] == (2, 2)
    first, last = window.spans[0], window.spans[-1]
    assert PASSAGE[slice(*first)] == "Dou"[: first[1]] or PASSAGE.startswith(PASSAGE[slice(*first)])
    assert last[1] == len(PASSAGE)


def test_an_answers_characters_are_tokens_and_back(tokenizer: Any) -> None:
    (window,) = windows(tokenizer, "Di mana ia lahir?", PASSAGE)
    start = PASSAGE.index("Pasuruan, Jawa Timur")
    found = token_span(window.spans, start, start + len("Pasuruan, Jawa Timur"))
    assert found is not None
    first, last = found
    assert PASSAGE[window.spans[first][0] : window.spans[last][1]].startswith(
        "Pasuruan, Jawa Timur"
    )
    assert token_span(window.spans, len(PASSAGE) - 3, len(PASSAGE) + 3) is None


def test_what_stands_in_front_is_read_and_never_the_answer(tokenizer: Any) -> None:
    front = "Riwayat Douwes Dekker (2020-01-02)\n"
    (window,) = windows(tokenizer, "Kapan ia lahir?", front + PASSAGE, len(front))
    (bare,) = windows(tokenizer, "Kapan ia lahir?", PASSAGE)
    assert len(window.ids) > len(bare.ids)
    assert len(window.spans) == len(bare.spans)
    assert window.spans[0][0] == len(front)


def test_windows_cover_a_long_passage(tokenizer: Any) -> None:
    text = " ".join(f"Kata{number} berbunyi." for number in range(900))
    seen = list(windows(tokenizer, "Apa bunyi kata 7?", text))
    assert len(seen) > 5
    assert all(len(window.ids) <= WINDOW for window in seen)
    covered = 0
    for window in seen:
        assert window.spans[0][0] <= covered
        covered = window.spans[-1][1]
    assert covered == len(text)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=400), st.text(max_size=900), st.integers(0, 60))
def test_any_text_gives_windows_inside_it(
    tokenizer: Any, question: str, passage: str, start: int
) -> None:
    seen = list(windows(tokenizer, question, passage, min(start, len(passage))))
    assert seen
    for window in seen:
        assert len(window.ids) <= WINDOW
        assert all(0 <= a <= b <= len(passage) for a, b in window.spans)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("kapan PBB  terbentuk ?", "Kapan PBB terbentuk?"),
        ("Siapa ketuanya", "Siapa ketuanya?"),
        ("Siapa?? ", "Siapa?"),
        ("", "?"),
    ],
)
def test_typing_is_the_same_for_all(typed: str, asked: str) -> None:
    assert asked_as(typed) == asked
