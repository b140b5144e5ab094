import pytest
from fpdf import FPDF

from index.formats.document import Document, FormatError
from index.formats.pdf import read_pdf
from index.formats.pdf_text import keeps_hyphen
from tests.index.formats.samples import LEAD, LEAD_2, QUOTE, TITLE, TITLE_2, pdf, placed

PLAIN_QUOTE = QUOTE.replace("“", '"').replace("”", '"')
BODY = f"{LEAD}\n\n{PLAIN_QUOTE}"


def test_one_article_with_its_headline_and_without_its_page_number() -> None:
    assert read_pdf(pdf()) == [Document(f"{TITLE}\n\n{BODY}", title=TITLE)]


def test_a_larger_headline_begins_an_article() -> None:
    content = pdf([(TITLE, [LEAD, QUOTE]), (TITLE_2, [LEAD_2])], head="Kabar Laut, Maret 2024")
    first, second = read_pdf(content)
    assert (first.title, first.part) == (TITLE, "1")
    assert (second.title, second.part) == (TITLE_2, "2")
    assert second.text == f"{TITLE_2}\n\n{LEAD_2}"
    assert LEAD_2 not in first.text


def test_running_heads_go_and_a_paragraph_runs_over_the_page() -> None:
    long = " ".join(f"Kapal ke-{n} berlabuh di dermaga utara pada malam hari." for n in range(200))
    (document,) = read_pdf(pdf([(TITLE, [long])], head="Kabar Laut, Edisi 9"))
    assert document.text == f"{TITLE}\n\n{long}"


def test_a_browsers_printout_tells_its_address() -> None:
    lines = [(50.0, 300.0 + 14 * n, 11.0, line) for n, line in enumerate(_wrapped(LEAD, 60))]
    margin = [
        (30.0, 20.0, 8.0, "3/9/24, 10:15 AM"),
        (250.0, 20.0, 8.0, "Pelabuhan - Kabar"),
        (30.0, 830.0, 8.0, "https://kabar.example/pelabuhan"),
        (550.0, 830.0, 8.0, "1/1"),
    ]
    (document,) = read_pdf(placed([*margin, *lines]))
    assert document == Document(LEAD, url="https://kabar.example/pelabuhan")


def test_columns_are_read_one_by_one_whatever_the_order_in_the_file() -> None:
    left, right = _wrapped(LEAD, 34), _wrapped(LEAD_2, 34)
    rows = [(50.0, 80.0, 22.0, "Pelabuhan dan Ikan di Teluk Biru Tahun Ini")]
    for n in range(max(len(left), len(right))):
        rows += [
            (x, 120.0 + 13 * n, 11.0, c[n]) for x, c in ((50.0, left), (310.0, right)) if c[n:]
        ]
    (document,) = read_pdf(placed(rows))
    title, *paragraphs = document.text.split("\n\n")
    assert title == "Pelabuhan dan Ikan di Teluk Biru Tahun Ini"
    assert paragraphs == [LEAD, LEAD_2]


def test_words_broken_at_the_end_of_a_line_are_made_whole() -> None:
    lines = [
        "Pemerintah daerah menyerahkan bantuan kepada masyara-",
        "kat pesisir, dan terutama untuk pendidikan anak-",
        "anak nelayan di kepulauan itu, yang berlari-",
        "larian di dermaga ketika kapal dari wilayah Asia-",
        "Pasifik datang.",
    ]
    (document,) = read_pdf(placed([(50.0, 200.0 + 14 * n, 11.0, t) for n, t in enumerate(lines)]))
    assert document.text == (
        "Pemerintah daerah menyerahkan bantuan kepada masyarakat pesisir, dan terutama untuk "
        "pendidikan anak-anak nelayan di kepulauan itu, yang berlari-larian di dermaga ketika "
        "kapal dari wilayah Asia-Pasifik datang."
    )


@pytest.mark.parametrize(
    ("first", "second", "words", "kept"),
    [
        ("pemerin", "tah", "", False),
        ("buku", "bukunya", "", True),
        ("tarik", "menarik", "", True),
        ("me", "menarik", "", False),
        ("six", "month", "six month", True),
        ("gado", "gadonya", "gadogadonya", False),
        ("warna", "warni", "warna-warni", True),
    ],
)
def test_which_hyphens_are_the_words_own(first: str, second: str, words: str, kept: bool) -> None:
    assert keeps_hyphen(first, second, frozenset(words.split())) is kept


def test_a_drop_cap_is_put_before_its_word() -> None:
    lines = [
        (50.0, 230.0, 40.0, "P"),
        (75.0, 205.0, 11.0, "elabuhan itu dibuka pada hari Senin yang cerah ini,"),
    ]
    lines += [
        (75.0, 218.0, 11.0, "pukul sembilan pagi, oleh Menteri Perhubungan."),
        (50.0, 244.0, 11.0, LEAD[:60]),
    ]
    (document,) = read_pdf(placed(lines))
    assert document.text.startswith("Pelabuhan itu dibuka pada hari Senin yang cerah ini, pukul")


def test_what_the_file_says_of_itself_counts_where_its_text_says_so_too() -> None:
    untold = read_pdf(pdf(title="Microsoft Word - berita.docx", author="Joko Susilo"))
    assert untold == read_pdf(pdf())  # nor is the day on which it was made its date
    signed = [(TITLE, [LEAD, "Penulis: Joko Susilo"])]
    assert read_pdf(pdf(signed, author="Joko Susilo"))[0].author == "Joko Susilo"


def test_a_papers_name_is_no_headline() -> None:
    lines = [
        (50.0, 120.0, 48.0, "KORAN PAGI"),
        (50.0, 170.0, 20.0, TITLE),
        *((50.0, 200.0 + 14 * n, 11.0, t) for n, t in enumerate(_wrapped(LEAD, 60))),
        (50.0, 400.0, 20.0, TITLE_2),
        *((50.0, 430.0 + 14 * n, 11.0, t) for n, t in enumerate(_wrapped(LEAD_2, 60))),
    ]
    assert [d.title for d in read_pdf(placed(lines))] == [TITLE, TITLE_2]
    assert [d.title for d in read_pdf(placed(lines[:5]))] == [TITLE]


def test_subheadings_begin_no_article() -> None:
    lines = [(50.0, 100.0, 24.0, TITLE)]
    for part, text in enumerate((LEAD, QUOTE, LEAD_2)):
        top = 140.0 + 120 * part
        lines += [(50.0, top, 14.0, f"Bagian yang ke {part}")]
        lines += [(50.0, top + 20 + 14 * n, 11.0, t) for n, t in enumerate(_wrapped(text, 60))]
    latin = [(*line[:3], line[3].replace("“", '"').replace("”", '"')) for line in lines]
    (document,) = read_pdf(placed(latin))
    assert document.title == TITLE
    assert "\n\nBagian yang ke 2\n\n" in document.text


def test_the_outlines_first_level_begins_articles() -> None:
    paper = FPDF()
    paper.add_page()
    paper.set_font("times", size=11)
    for title, text in ((TITLE, LEAD), (TITLE_2, LEAD_2)):
        paper.start_section(title)
        for line in (title, text):
            paper.multi_cell(0, 5, line, new_x="LMARGIN", new_y="NEXT")
            paper.ln(4)
    documents = read_pdf(bytes(paper.output()))
    assert [(d.title, d.text) for d in documents] == [
        (TITLE, f"{TITLE}\n\n{LEAD}"),
        (TITLE_2, f"{TITLE_2}\n\n{LEAD_2}"),
    ]


def test_a_page_on_its_side() -> None:
    paper = FPDF(unit="pt", format="A4")
    paper.add_page()
    paper.set_font("times", size=11)
    with paper.rotation(90, 300, 400):
        for n, line in enumerate(_wrapped(LEAD, 60)):
            paper.text(150, 300 + 14 * n, line)
    assert read_pdf(bytes(paper.output())) == [Document(LEAD)]


def test_a_scan_asks_for_ocr() -> None:
    paper = FPDF()
    paper.add_page()
    paper.rect(10, 10, 100, 100)
    with pytest.raises(FormatError, match="has no text layer; run OCR on it first"):
        read_pdf(bytes(paper.output()))


def test_a_password() -> None:
    with pytest.raises(FormatError, match="is encrypted; save it without a password"):
        read_pdf(pdf(password="rahasia"))


def test_a_cut_file() -> None:
    content = pdf()
    with pytest.raises(FormatError, match="damaged or cut short"):
        read_pdf(content[: len(content) // 2])


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
