import pytest

from index.formats.document import Document, FormatError
from index.formats.odt import read_odt
from tests.index.formats.samples import LEAD, LEAD_2, QUOTE, TITLE, TITLE_2, odt


def test_one_article_titled_by_a_style_made_from_title() -> None:
    text = f"{TITLE}\n\n{LEAD}\n\n{QUOTE}"
    assert read_odt(odt()) == [Document(text, title=TITLE, author="Rina Wulandari")]


def test_headings_with_bodies_begin_articles() -> None:
    content = odt(
        f'<text:h text:outline-level="1">{TITLE}</text:h><text:p>{LEAD}</text:p>'
        f'<text:h text:outline-level="2">Rincian</text:h><text:p>{QUOTE}</text:p>'
        f'<text:section><text:h text:outline-level="1">{TITLE_2}</text:h>'
        f"<text:p>{LEAD_2}</text:p></text:section>"
    )
    assert [(d.title, d.text) for d in read_odt(content)] == [
        (TITLE, f"{TITLE}\n\n{LEAD}\n\nRincian\n\n{QUOTE}"),
        (TITLE_2, f"{TITLE_2}\n\n{LEAD_2}"),
    ]


def test_what_a_reader_sees() -> None:
    content = odt(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Dihapus.</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p>Kapal<text:s text:c="3"/><text:span>baru</text:span><text:tab/>itu'
        "<office:annotation><text:p>Catatan.</text:p></office:annotation> tiba"
        "<text:note><text:note-body><text:p>Kaki.</text:p></text:note-body></text:note>.</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>Bahari</text:p>"
        "</table:table-cell><table:table-cell><text:p>40 ton</text:p></table:table-cell>"
        "</table:table-row></table:table><text:list><text:list-item><text:p>Butir.</text:p>"
        "</text:list-item></text:list>"
        "<text:p>Kotak: <draw:frame><draw:text-box><text:p>Isi.</text:p></draw:text-box>"
        "</draw:frame></text:p>"
    )
    assert read_odt(content)[0].text.split("\n\n") == [
        "Kapal baru itu tiba.",
        "Bahari | 40 ton",
        "Butir.",
        "Kotak:",
        "Isi.",
    ]


def test_an_encrypted_file() -> None:
    content = odt(manifest="<manifest><file-entry><encryption-data/></file-entry></manifest>")
    with pytest.raises(FormatError, match="is encrypted; save it without a password"):
        read_odt(content)
