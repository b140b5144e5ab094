"""Spans made whole, and what a question wants a span of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.spans import asks_for_list, asks_yes_or_no, whole_list, whole_span


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("Kota itu dibom pada 6 Agustus 1945 pagi.", "6", "6 Agustus 1945"),
        ("Kota itu dibom pada 6 Agustus 1945 pagi.", "1945", "6 Agustus 1945"),
        ("It fell on August 6, 1945 at dawn.", "August", "August 6, 1945"),
        ("Harga satu unit Rp 385.000.", "385", "Rp 385.000"),
        ("Nilainya Rp 1,2 triliun tahun ini.", "1,2", "Rp 1,2 triliun"),
        ("Naik 4,5 persen dari tahun lalu.", "4,5", "4,5 persen"),
        ("Dibuka pukul 09.12 WIB oleh Rina.", "09", "pukul 09.12 WIB"),
        ("Jumlahnya 1.234,5 ton.", "234", "1.234,5"),
        ("Ketua Hery Sudarmanto hadir.", "Sudar", "Sudarmanto"),
        ("Ada 24 orang di sana.", "24", "24"),
    ],
)
def test_all_of_what_is_touched(text: str, part: str, whole: str) -> None:
    start = text.index(part)
    first, last = whole_span(text, start, start + len(part))
    assert text[first:last] == whole


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_a_span_loses_marks_alone_and_stays_inside(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    first, last = whole_span(text, start, end)
    assert 0 <= first <= last <= len(text)
    assert set(text[start:first] + text[last:end]) <= set(",;: \n()")


def test_a_list_goes_on_to_its_last_member() -> None:
    text = "Hadir Rina Kusuma, Budi Santoso, dan Ani. Rapat ditutup."
    start = text.index("Rina")
    assert text[slice(*whole_list(text, start, start + len("Rina Kusuma")))] == (
        "Rina Kusuma, Budi Santoso, dan Ani"
    )


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Siapa saja yang hadir?", True),
        ("Sebutkan anggota ASEAN!", True),
        ("Siapa ketuanya?", False),
        ("Which countries are members?", True),
    ],
)
def test_questions_for_a_list(question: str, wanted: bool) -> None:
    assert asks_for_list(question) is wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Apakah Jakarta akan pindah?", True),
        ("Benarkah harga naik?", True),
        ("Did the minister resign?", True),
        ("Apakah nama ibu kota Mesir?", False),
        ("Apakah fungsi hati?", False),
        ("Who resigned?", False),
    ],
)
def test_questions_for_a_yes_or_no(question: str, wanted: bool) -> None:
    assert asks_yes_or_no(question) is wanted


@pytest.mark.parametrize(
    ("text", "found", "bare"),
    [
        ("sultan pertama (1514-1530)", "(1514", "1514"),
        ("pada 23 November 2005, di", "23 November 2005,", "23 November 2005"),
        ("film itu (2001) laris", "(2001)", "(2001)"),
        ("badan PBB (UNICEF) itu", "PBB (UNICEF)", "PBB (UNICEF)"),
        ("kata 'a', ia", ",", ","),
    ],
)
def test_a_span_has_no_comma_or_half_a_bracket_at_its_ends(
    text: str, found: str, bare: str
) -> None:
    at = text.index(found)
    start, end = whole_span(text, at, at + len(found))
    assert text[start:end] == bare
