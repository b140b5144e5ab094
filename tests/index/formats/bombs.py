"""Small files that would take much time or memory, by name with their suffix."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.index.formats.samples import STYLES, W, docx, epub, markdown, odt, paragraph, zipped

_MANY = 40_000_000  # bytes that a bomb unpacks to


def zip_bomb() -> bytes:
    """A Word document of a few kilobytes with 40 MB of spaces in it."""
    text = "<w:t>" + " " * _MANY + "</w:t>"
    return zipped({"word/document.xml": f'<w:document xmlns:w="{W}">{text}</w:document>'})


def zip_of_lies() -> bytes:
    """The same, declared as 1,000 bytes in both places where a zip says so."""
    content = zip_bomb()
    true, lie = (struct.pack("<I", size) for size in (len_of(content), 1000))
    return content.replace(true, lie)


def len_of(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.infolist()[0].file_size


def nested_zip() -> bytes:
    """Zips in zips, nine deep, where a document should be."""
    content = zip_bomb()
    for _ in range(8):
        content = zipped({"word/document.xml": content})
    return content


def many_members() -> bytes:
    return zipped({**{f"a{n}": "" for n in range(20_000)}, "content.xml": "<a/>"})


def overlapping_chapters() -> bytes:
    """An EPUB of four chapters of 20 MB, each within the limit of one."""
    page = f"<html><body><p>{'a ' * 10_000_000}</p></body></html>"
    return epub({f"bab{n}.xhtml": page for n in range(4)})


def billion_laughs() -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    return zipped(
        {
            "word/document.xml": f"<!DOCTYPE d [{entities}]>"
            f'<w:document xmlns:w="{W}"><w:body>{paragraph("&a9;")}</w:body></w:document>',
            "word/styles.xml": STYLES,
        }
    )


def quadratic_blowup() -> bytes:
    body = f"<text:p>{'&a;' * 50_000}</text:p>"
    return _entity_odt("a" * 50_000, body)


def _entity_odt(entity: str, body: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(odt(body))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    declared = f'<!DOCTYPE d [<!ENTITY a "{entity}">]>'.encode()
    return zipped(members | {"content.xml": declared + members["content.xml"]})


def deep_xml() -> bytes:
    depth = 20_000
    return docx("<w:ins>" * depth + "</w:ins>" * depth)


def _one_page(stream: bytes, more: str = "") -> bytes:
    """A PDF of one page that draws a stream packed twice, or as ``more`` says."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>>>"
        b"/XObject<</I 5 0 R>>>>>>",
        f"<</Length {len(stream)}{more}>>stream\n".encode() + stream + b"\nendstream",
        b"<</Type/XObject/Subtype/Image/Width 1000000/Height 1000000/BitsPerComponent 8"
        b"/ColorSpace/DeviceRGB/Length 0>>stream\n\nendstream",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        out
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
            f"<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
        ).encode()
    )


def pdf_flate_bomb() -> bytes:
    twice = zlib.compress(zlib.compress(b"BT /F 9 Tf (a) Tj ET\n" * 15_000_000))
    return _one_page(twice, "/Filter[/FlateDecode/FlateDecode]")


def pdf_many_letters() -> bytes:
    text = b"BT /F 9 Tf 50 700 Td " + b"(kata kata) Tj 0 -10 Td\n" * 300_000 + b"ET"
    return _one_page(zlib.compress(text), "/Filter/FlateDecode")


def pdf_huge_image() -> bytes:
    return _one_page(b"q 600 0 0 800 0 0 cm /I Do Q")


def deep_html() -> bytes:
    return epub({"a.xhtml": "<html><body>" + "<div>" * 300_000 + "kata " * 50})


def many_attributes() -> bytes:
    attributes = " ".join(f"a{n}='1'" for n in range(80_000))
    return epub({"a.xhtml": f"<html><body><p {attributes}>{'kata ' * 50}</p></body></html>"})


def deep_mime() -> bytes:
    parts = (
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(4000)
    )
    return b"Subject: a\n" + b"".join(parts)


def gzip_bomb() -> bytes:
    return gzip.compress(b" " * _MANY)


def long_line() -> bytes:
    return markdown() + b"[" * 9_000_000


def deep_markdown() -> bytes:
    return markdown() + b"".join(b"> " * 90_000 + b"a\n" for _ in range(20))


def yaml_laughs() -> bytes:
    lines = ["a0: &a0 [ha]"] + [
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)
    ]
    return ("---\ntitle: a\n" + "\n".join(lines) + "\n---\nIsi.\n").encode()


# What is refused, whatever the machine; the others are read or run into a limit of the child.
REFUSED: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    (".docx", zip_bomb, "unpacks to more than an article can have"),
    (".docx", zip_of_lies, "is damaged or cut short"),
    (".docx", nested_zip, "is no XML"),
    (".odt", many_members, "unpacks to more than an article can have"),
    (".epub", overlapping_chapters, "unpacks to more than an article can have"),
    (".docx", billion_laughs, "declares entities|is no XML"),
    (".odt", quadratic_blowup, "declares entities|is no XML"),
    (".docx", deep_xml, "is no XML"),
    (".eml", deep_mime, "nested deeper"),
    (".md", gzip_bomb, "is compressed with gzip"),
    (".md", long_line, "has a line too long"),
)
LIMITED: tuple[tuple[str, Callable[[], bytes]], ...] = (
    (".pdf", pdf_flate_bomb),
    (".pdf", pdf_many_letters),
    (".pdf", pdf_huge_image),
    (".epub", deep_html),
    (".epub", many_attributes),
    (".md", deep_markdown),
    (".md", yaml_laughs),
)
