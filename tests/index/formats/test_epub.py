import pytest

from index.formats.document import FormatError
from index.formats.epub import read_epub
from tests.index.formats.samples import LEAD, LEAD_2, TITLE, TITLE_2, chapter, epub


def test_each_chapter_without_cover_and_contents() -> None:
    first, second = read_epub(epub())
    assert (first.title, first.part) == (TITLE, "OPS/satu.xhtml")
    assert (second.title, second.part) == (TITLE_2, "OPS/dua.xhtml")
    assert first.html
    assert f"<p>{LEAD}</p>" in first.text
    assert (first.author, first.published, first.language) == ("Rina Wulandari", "2024-03-04", "id")


def test_a_book_of_one_chapter_has_the_books_title_and_source() -> None:
    page = "<html><body><p>" + LEAD + "</p></body></html>"
    more = "<dc:source>https://kabar.example/pelabuhan</dc:source>"
    (document,) = read_epub(epub({"isi.xhtml": page}, more))
    assert (document.title, document.url) == (
        "Majalah Laut Kita",
        "https://kabar.example/pelabuhan",
    )
    assert document.published is None


def test_a_day_of_modification_is_not_the_day_of_publication() -> None:
    event = 'xmlns:opf="http://www.idpf.org/2007/opf" opf:event="modification"'
    document = read_epub(epub(metadata=f"<dc:date {event}>2024-03-09</dc:date>"))[0]
    assert document.published is None


def test_names_written_as_addresses() -> None:
    archive = epub({"bab satu.xhtml": chapter(TITLE, LEAD), "b%C3%A9.xhtml": chapter("B", LEAD_2)})
    with pytest.raises(FormatError, match=r"has no OPS/bé\.xhtml"):
        read_epub(archive)
    assert read_epub(epub({"bab satu.xhtml": chapter(TITLE, LEAD)}))[0].part == "OPS/bab satu.xhtml"


@pytest.mark.parametrize(
    ("algorithm", "path", "readable"),
    [
        ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OPS/dua.xhtml", False),
        ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OPS/video.mp4", True),
        ("http://www.idpf.org/2008/embedding", "OPS/huruf.otf", True),
    ],
)
def test_protection_of_chapters_and_not_of_fonts(algorithm: str, path: str, readable: bool) -> None:
    locks = (
        f'<encryption><EncryptedData><EncryptionMethod Algorithm="{algorithm}"/><CipherData>'
        f'<CipherReference URI="{path}"/></CipherData></EncryptedData></encryption>'
    )
    content = epub(more={"META-INF/encryption.xml": locks})
    if readable:
        assert len(read_epub(content)) == 2
    else:
        with pytest.raises(FormatError, match="is protected against copying"):
            read_epub(content)


def test_a_book_of_pictures() -> None:
    with pytest.raises(FormatError, match="has no chapter with text"):
        read_epub(epub({"gambar.xhtml": '<html><body><img src="a.png"/></body></html>'}))
