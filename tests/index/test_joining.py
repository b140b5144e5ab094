import pytest

from index.cleaning import Cleaned
from index.joining import join_pages

LEAD = "Bendungan Sukamaju mulai dialiri air pada Senin pagi, kata Menteri Pengairan."
FIRST = Cleaned(
    "Bendungan Dialiri",
    f"SUKAMAJU, KABAR.com - {LEAD}\n\nAir mengaliri 2.000 hektare sawah.\n\nBersambung.",
    published="2024-03-04",
    outlet="KABAR.com",
    section="Daerah",
)
SECOND = Cleaned(
    "Bendungan Dialiri (2)",
    f'{LEAD}\n\nTahap kedua\n\n"Kami senang," kata seorang petani.\n\nBersambung.',
    published="2024-03-05",
    author="Siti Rahayu",
    editor="Tono",
    tags=("air", "sawah"),
)
THIRD = Cleaned("Bendungan Dialiri (3)", "Petani menanam padi lagi.\n\nBersambung.", editor="Budi")


def test_later_pages_follow_without_what_they_repeat() -> None:
    assert join_pages([FIRST, SECOND, THIRD]) == Cleaned(
        "Bendungan Dialiri",
        f"SUKAMAJU, KABAR.com - {LEAD}\n\nAir mengaliri 2.000 hektare sawah.\n\nTahap kedua\n\n"
        '"Kami senang," kata seorang petani.\n\nPetani menanam padi lagi.',
        published="2024-03-04",
        author="Siti Rahayu",
        outlet="KABAR.com",
        editor="Tono",
        section="Daerah",
        tags=("air", "sawah"),
    )


@pytest.mark.parametrize("pages", [[FIRST], [FIRST, FIRST], [FIRST, Cleaned("", "")]])
def test_pages_with_nothing_new(pages: list[Cleaned]) -> None:
    assert join_pages(pages) == FIRST


def test_a_paragraph_that_one_page_says_twice_stays() -> None:
    chorus = Cleaned("Lagu", "Ayo!\n\nKita berangkat.\n\nAyo!")
    assert join_pages([chorus, THIRD]).text.split("\n\n")[:3] == ["Ayo!", "Kita berangkat.", "Ayo!"]


def test_a_first_page_without_text_gives_its_title() -> None:
    joined = join_pages([Cleaned("Judul", ""), THIRD])
    assert (joined.title, joined.text) == ("Judul", THIRD.text)
