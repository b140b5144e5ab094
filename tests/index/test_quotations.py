"""Marks as news uses them, well and badly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.quotations import find_quotations

MARKED = st.text(alphabet="\"“”„«»'‘’ ab A.,?!\n\t(5)\u200f\u05d0", max_size=120)


def quoted(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Kami siap," kata Sari.', ['"Kami siap,"']),
        ("“Kami siap,” kata Sari.", ["“Kami siap,”"]),
        ("”Kami siap,” kata Sari.", ["”Kami siap,”"]),
        ('“Kami siap," kata Sari.', ['“Kami siap,"']),
        ("„Kami siap,“ kata Sari.", ["„Kami siap,“"]),
        ("«Kami siap,» kata Sari.", ["«Kami siap,»"]),
        ("‘We are ready now,’ said Sari.", ["‘We are ready now,’"]),
        ("“Kami siap, ”kata Sari.", ["“Kami siap, ”"]),
        ("Sudah selesai.” Kami siap, ”kata Sari.", ["” Kami siap, ”"]),
        ('"A," kata Sari, "B."', ['"A,"', '"B."']),
        ("(”Kami siap,” kata Sari)", ["”Kami siap,”"]),
    ],
)
def test_every_glyph_opens_and_closes(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_quotation_inside_another_belongs_to_it() -> None:
    text = "”Ia bilang ”tidak” kepada saya,” kata Sari."
    assert quoted(text) == ["”Ia bilang ”tidak” kepada saya,”"]


def test_apostrophes_open_nothing() -> None:
    assert quoted("Wakil Presiden Ma’ruf Amin dan Jum'at; the dogs' bowls, Sari's 'own' one.") == []


def test_a_mark_that_nothing_answers_is_dropped() -> None:
    text = 'Pipa 5" bocor. ”Kami siap. ”Kami datang,” kata Sari.'
    assert quoted(text) == ["”Kami datang,”"]


def test_a_quotation_of_two_paragraphs_is_two_spans() -> None:
    text = '"Kami siap.\n\n"Kami datang," kata Sari.'
    first, second = find_quotations(text)
    assert text[first.start : first.end] == '"Kami siap.'
    assert first.ends_paragraph
    assert text[second.start : second.end] == '"Kami datang,"'
    assert not second.ends_paragraph


def test_a_quotation_never_runs_into_a_paragraph_that_opens_none() -> None:
    assert quoted('"Kami siap.\n\nRapat selesai. "Kami datang," kata Sari.') == ['"Kami datang,"']


def test_a_quotation_of_20_000_characters_is_found_whole() -> None:
    long = "”" + "Kami siap bekerja. " * 1053 + "Selesai,”"
    assert quoted(long + " kata Sari.") == [long]


@given(MARKED)
def test_spans_are_in_order_and_begin_and_end_with_marks(text: str) -> None:
    end = 0
    for one in find_quotations(text):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start] in "\"“”„«»'‘"
        assert one.ends_paragraph or text[one.end - 1] in "\"“”„«»'’"
        end = one.end
