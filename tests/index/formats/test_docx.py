import pytest

from index.formats.document import Document, FormatError
from index.formats.docx import read_docx
from tests.index.formats.samples import (
    LEAD,
    LEAD_2,
    QUOTE,
    TITLE,
    TITLE_2,
    W,
    docx,
    paragraph,
    zipped,
)


def test_one_article() -> None:
    assert read_docx(docx(creator="Rina Wulandari")) == [
        Document(
            f"{TITLE}\n\n{LEAD}\n\n{QUOTE}", title=TITLE, author="Rina Wulandari", language="id"
        )
    ]


@pytest.mark.parametrize("style", ["Judul", "Judul1", "Berita"])
def test_headings_with_bodies_begin_articles(style: str) -> None:
    """By the style's name, or that of the style it is made from."""
    content = docx(
        paragraph(TITLE, style), paragraph(LEAD), paragraph(TITLE_2, style), paragraph(LEAD_2)
    )
    assert [(d.title, d.text, d.part) for d in read_docx(content)] == [
        (TITLE, f"{TITLE}\n\n{LEAD}", "1"),
        (TITLE_2, f"{TITLE_2}\n\n{LEAD_2}", "2"),
    ]


def test_a_collections_title_is_no_articles() -> None:
    content = docx(
        paragraph("Kumpulan Berita Maret", "Judul"),
        paragraph(TITLE, "Judul1"),
        paragraph(LEAD),
        paragraph(TITLE_2, "Judul1"),
        paragraph(LEAD_2),
    )
    assert [d.title for d in read_docx(content)] == [TITLE, TITLE_2]


@pytest.mark.parametrize("below", [LEAD, "Oleh Rina Wulandari"])
def test_headings_below_an_articles_lead_or_byline_are_subheadings(below: str) -> None:
    content = docx(
        paragraph(TITLE, "Judul"),
        paragraph(below),
        paragraph("Bagian satu", "Judul1"),
        paragraph(LEAD),
        paragraph("Bagian dua", "Judul1"),
        paragraph(LEAD_2),
    )
    (document,) = read_docx(content)
    assert document.title == TITLE
    assert document.text.split("\n\n") == [TITLE, below, "Bagian satu", LEAD, "Bagian dua", LEAD_2]


def test_changes_are_accepted_and_what_no_reader_sees_left_out() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    content = docx(
        paragraph(TITLE, "Judul"),
        "<w:p>"
        + run.format("Kapal ")
        + f"<w:del><w:r><w:delText>lama</w:delText></w:r>{run.format('usang')}</w:del>"
        + f"<w:ins>{run.format('baru')}</w:ins>"
        + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>rahasia</w:t></w:r>"
        + '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> itu</w:t></w:r>'
        + "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        + "<w:r><w:tab/><w:t>tiba</w:t><w:noBreakHyphen/><w:t>tiba</w:t></w:r></w:p>",
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + run.format("berlabuh ") + "</w:p>",
        paragraph("di dermaga."),
    )
    assert (
        read_docx(content)[0].text == f"{TITLE}\n\nKapal baru itu tiba-tiba\n\nberlabuh di dermaga."
    )


def test_tables_text_boxes_and_content_controls() -> None:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Bahari", "40 ton"))
    box = f"<w:r><w:txbxContent>{paragraph('Isi kotak.')}</w:txbxContent></w:r>"
    content = docx(
        f"<w:sdt><w:sdtContent>{paragraph(LEAD)}</w:sdtContent></w:sdt>",
        f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>",
        f"<w:p><w:r><w:t>Dengan kotak.</w:t></w:r>{box}</w:p>",
    )
    assert read_docx(content)[0].text.split("\n\n") == [
        LEAD,
        "Bahari | 40 ton",
        "Dengan kotak.",
        "Isi kotak.",
    ]


@pytest.mark.parametrize(
    ("title", "creator"), [("dokumen1.docx", "User"), ("Untitled document", "python-docx")]
)
def test_what_a_program_wrote_is_nobodys_word(title: str, creator: str) -> None:
    (document,) = read_docx(docx(paragraph(LEAD), title=title, creator=creator))
    assert (document.title, document.author, document.published) == (None, None, None)


def test_the_files_title_where_the_text_has_none() -> None:
    assert read_docx(docx(paragraph(LEAD), title=TITLE))[0].text == f"{TITLE}\n\n{LEAD}"
    (document,) = read_docx(docx(paragraph("Judul Lain"), paragraph(LEAD), title=TITLE))
    assert document.title is None  # left over from another file: the text has one of its own


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (zipped({"a.txt": "a"}), "has no word/document.xml; check that its suffix"),
        (zipped({"word/document.xml": "<w:document"}), r"word/document.xml is no XML"),
        (zipped({"word/document.xml": f'<d xmlns="{W}"/>'}), "has no text; put an article in it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is encrypted or of an old format"),
    ],
)
def test_files_that_hold_nothing(content: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read_docx(content)
