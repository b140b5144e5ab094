"""Small files of every kind with fictional articles, made in code."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage

from fpdf import FPDF

TITLE = "Pelabuhan Teluk Biru Dibuka"
LEAD = (
    "Menteri Perhubungan membuka pelabuhan baru di Teluk Biru pada Senin pagi, "
    "disaksikan anak-anak nelayan dan perwakilan pemerintah daerah."
)
QUOTE = "\u201cKami siap menerima kapal besar mulai pekan depan,\u201d kata kepala pelabuhan itu."
TITLE_2 = "Harga Ikan Naik"
LEAD_2 = (
    "Harga ikan tongkol di pasar Muara Lama naik dua kali lipat menjelang hari raya, "
    "menurut para pedagang yang ditemui pada Selasa siang."
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>{title}</dc:title>'
    "<dc:creator>{creator}</dc:creator><dc:language>id-ID</dc:language>"
    "<dcterms:created>2024-03-09T01:02:03Z</dcterms:created></cp:coreProperties>"
)
STYLES = (
    f'<w:styles xmlns:w="{W}">'
    '<w:style w:styleId="Judul"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="Judul1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Berita"><w:name w:val="Berita"/><w:basedOn w:val="Judul1"/></w:style>'
    '<w:style w:styleId="Judul2"><w:name w:val="heading 2"/></w:style></w:styles>'
)
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
ODF = (
    f'xmlns:office="{OFFICE}:office:1.0" xmlns:text="{OFFICE}:text:1.0" '
    f'xmlns:table="{OFFICE}:table:1.0" xmlns:style="{OFFICE}:style:1.0" '
    f'xmlns:meta="{OFFICE}:meta:1.0" xmlns:draw="{OFFICE}:drawing:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def docx(*body: str, title: str = "", creator: str = "") -> bytes:
    """A Word document of these paragraphs in XML; one article where none are given."""
    body = body or (paragraph(TITLE, "Judul"), paragraph(LEAD), paragraph(QUOTE))
    return zipped(
        {
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body>'
            "</w:document>",
            "word/styles.xml": STYLES,
            "docProps/core.xml": CORE.format(title=title, creator=creator),
        }
    )


def odt(body: str = "", creator: str = "Rina Wulandari", manifest: str = "") -> bytes:
    body = body or (
        f'<text:p text:style-name="P1">{TITLE}</text:p><text:p>{LEAD}</text:p>'
        f"<text:p>{QUOTE}</text:p>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {ODF}><office:automatic-styles>"
            '<style:style style:name="P1" style:parent-style-name="Title"/>'
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {ODF}><office:meta><dc:creator>{creator}"
            "</dc:creator><meta:creation-date>2024-03-09T01:02:03</meta:creation-date>"
            "</office:meta></office:document-meta>",
            "META-INF/manifest.xml": manifest or "<manifest/>",
        }
    )


def chapter(title: str, *paragraphs: str) -> str:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Majalah</title></head>'
        f"<body><h1>{title}</h1>{body}</body></html>"
    )


def epub(
    chapters: Mapping[str, str] | None = None,
    metadata: str = "<dc:creator>Rina Wulandari</dc:creator><dc:date>2024-03-04</dc:date>",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A magazine of these chapters by file name; two where none are given, cover and contents."""
    chapters = chapters or {
        "sampul.xhtml": chapter("Majalah Laut", LEAD),
        "nav.xhtml": chapter("Daftar Isi", TITLE, TITLE_2, LEAD),
        "satu.xhtml": chapter(TITLE, LEAD, QUOTE),
        "dua.xhtml": chapter(TITLE_2, LEAD_2),
    }
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"<dc:title>Majalah Laut Kita</dc:title><dc:language>id</dc:language>{metadata}"
        f"</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:'
            'container"><rootfiles><rootfile full-path="OPS/isi.opf"/></rootfiles></container>',
            "OPS/isi.opf": package,
            **{f"OPS/{name}": page for name, page in chapters.items()},
            **(more or {}),
        }
    )


def mhtml() -> bytes:
    page = chapter(TITLE, LEAD, QUOTE).replace("=", "=3D").replace("\u201c", "=E2=80=9C")
    return (
        "From: <Saved by Blink>\r\n"
        "Snapshot-Content-Location: https://kabar.example/pelabuhan\r\n"
        "Subject: =?utf-8?Q?Pelabuhan=20-=20Kabar?=\r\n"
        "Date: Sat, 9 Mar 2024 10:00:00 +0700\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="batas"\r\n\r\n'
        "--batas\r\nContent-Type: text/html\r\nContent-ID: <frame-1@kabar>\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n"
        "Content-Location: https://kabar.example/pelabuhan#top\r\n\r\n"
        f"{page.replace(chr(0x201D), '=E2=80=9D')}\r\n"
        "--batas\r\nContent-Type: text/html\r\nContent-Location: https://iklan.example/\r\n\r\n"
        "<p>Iklan kacang goreng</p>\r\n--batas--\r\n"
    ).encode()


def eml(
    body: str = f"{LEAD}\n\n{QUOTE}\n",
    subject: str = TITLE,
    sender: str = "Rina Wulandari <rina@kabar.example>",
    date: str = "Mon, 4 Mar 2024 09:10:00 +0700",
    kind: str = "text/plain",
) -> bytes:
    return (
        f"From: {sender}\r\nTo: meja@kabar.example\r\nSubject: {subject}\r\nDate: {date}\r\n"
        f"MIME-Version: 1.0\r\nContent-Type: {kind}; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{body}"
    ).encode()


def mail_of_parts() -> bytes:
    """A mail with two forms of its text, a Word document and another mail attached."""
    mail = EmailMessage()
    mail["Subject"], mail["From"] = f"Fwd: {TITLE}", "R\u00edna Wulandari <rina@kabar.example>"
    mail.set_content(f"{LEAD}\n\n{QUOTE}\n", cte="base64")
    mail.add_alternative(chapter(TITLE, LEAD, QUOTE), subtype="html")
    mail.add_attachment(
        docx(), maintype="application", subtype="msword", filename="n\u00e1skah.docx"
    )
    inner = EmailMessage()
    inner["Subject"] = TITLE_2
    inner.set_content(LEAD_2)
    mail.add_attachment(inner)
    return mail.as_bytes()


def markdown() -> bytes:
    return (
        f"---\ntitle: {TITLE}\nauthor: Rina Wulandari\ndate: 2024-03-04 09:10:00 +0700\n"
        "url: https://kabar.example/pelabuhan\nlang: id\n---\n\n"
        f"{LEAD}\n\n> {QUOTE}\n\n| Kapal | Muatan |\n|---|---|\n| Bahari | 40 ton |\n"
    ).encode()


def pdf(
    articles: Sequence[tuple[str, Sequence[str]]] = ((TITLE, (LEAD, QUOTE)),),
    head: str = "",
    title: str = "",
    author: str = "",
    password: str = "",
) -> bytes:
    """Articles one after the other in one column, a running head and a number on each page."""

    class Paper(FPDF):
        def header(self) -> None:
            if head:
                self.set_font("helvetica", size=9)
                self.cell(0, 8, head, new_x="LMARGIN", new_y="NEXT")

        def footer(self) -> None:
            self.set_y(-15)
            self.set_font("helvetica", size=9)
            self.cell(0, 8, f"Halaman {self.page_no()}", align="C")

    paper = Paper()
    paper.set_title(title)
    paper.set_author(author)
    if password:
        paper.set_encryption("pemilik", password)
    paper.add_page()
    for headline, paragraphs in articles:
        paper.set_font("times", size=20)
        paper.multi_cell(0, 9, headline, align="L", new_x="LMARGIN", new_y="NEXT")
        paper.set_font("times", size=11)
        for text in paragraphs:
            latin = text.replace("\u201c", '"').replace("\u201d", '"')
            paper.multi_cell(0, 5, latin, new_x="LMARGIN", new_y="NEXT")
            paper.ln(3)
    return bytes(paper.output())


def placed(lines: Sequence[tuple[float, float, float, str]], pages: int = 1) -> bytes:
    """A PDF of lines at (left, distance from the top, size) in points, the same on each page."""
    paper = FPDF(unit="pt", format="A4")
    for _ in range(pages):
        paper.add_page()
        for left, top, size, text in lines:
            paper.set_font("times", size=size)
            paper.text(left, top, text)
    return bytes(paper.output())


SAMPLES: dict[str, Callable[[], bytes]] = {
    ".pdf": pdf,
    ".docx": docx,
    ".odt": odt,
    ".epub": epub,
    ".mhtml": mhtml,
    ".md": markdown,
    ".eml": eml,
}
