from email.message import EmailMessage

import pytest

from index.formats.document import Document, FormatError
from index.formats.eml import read_eml
from index.formats.mhtml import read_mhtml
from tests.index.formats.samples import LEAD, LEAD_2, QUOTE, TITLE, TITLE_2, docx, eml, mhtml, pdf


def test_a_saved_page_with_its_address() -> None:
    (document,) = read_mhtml(mhtml())
    assert document.html
    assert document.url == "https://kabar.example/pelabuhan"
    assert f"<p>{LEAD}</p><p>{QUOTE}</p>" in document.text
    assert document.published is None  # its date is when the page was saved


def test_the_page_that_the_file_starts_with() -> None:
    content = mhtml().replace(b'type="text/html"', b'start="<utama>"')
    content = content.replace(
        b"Content-Type: text/html\r\nContent-Location: https://iklan",
        b"Content-ID: <utama>\r\nContent-Type: text/html\r\nContent-Location: https://iklan",
    )
    assert "kacang goreng" in read_mhtml(content)[0].text


def test_a_saved_page_cut_short() -> None:
    with pytest.raises(FormatError, match="is damaged or cut short"):
        read_mhtml(mhtml()[:-20])


def test_a_mail_of_plain_text() -> None:
    assert read_eml(eml()) == [
        Document(
            f"{TITLE}\n\n{LEAD}\n\n{QUOTE}",
            title=TITLE,
            author="Rina Wulandari",
            published="2024-03-04T09:10+07:00",
        )
    ]


@pytest.mark.parametrize(
    "date", ["Mon, 4 Mar 2024 09:10:00", "Mon, 4 Mar 2024 09:10:00 -0000", "kemarin", ""]
)
def test_a_date_without_a_zone_is_none(date: str) -> None:
    assert read_eml(eml(date=date))[0].published is None


@pytest.mark.parametrize(
    "sender",
    ["redaksi@kabar.example", "Kabar Newsletter <a@b.example>", "", "(" * 5000 + "<a@b.example>"],
)
def test_a_sender_who_is_nobody(sender: str) -> None:
    assert read_eml(eml(sender=sender))[0].author is None


@pytest.mark.parametrize("charset", ["u\0", "latin-9000", "us-ascii"])
def test_a_charset_that_is_wrong(charset: str) -> None:
    content = eml(QUOTE).replace(b"charset=utf-8", b'charset="%s"' % charset.encode())
    assert read_eml(content)[0].text == f"{TITLE}\n\n{QUOTE}"


def test_headers_in_other_letters() -> None:
    subject = "=?utf-8?Q?Re:_Pelabuhan_Teluk_Biru?=\r\n =?iso-8859-1?B?6Q==?="
    assert read_eml(eml(subject=subject))[0].title == "Pelabuhan Teluk Biru\u00e9"


@pytest.mark.parametrize(
    "end",
    [
        "-- \nRina Wulandari\nMeja Kota\n",
        "Dikirim dari iPhone saya\n",
        "Pada Sen, 4 Mar 2024 pukul 09.10 Joko Susilo <joko@kabar.example>\nmenulis:\n\n> Kapan?\n",
        "On Mon, 4 Mar 2024 at 09:10, Joko Susilo wrote:\n> Kapan tayang?\n> Terima kasih.\n",
        "-----Original Message-----\nFrom: Joko Susilo\nSubject: Naskah\n\nKapan tayang?\n",
    ],
)
def test_answers_and_signatures_are_cut(end: str) -> None:
    assert read_eml(eml(f"{LEAD}\n\n{QUOTE}\n\n{end}"))[0].text == f"{TITLE}\n\n{LEAD}\n\n{QUOTE}"


@pytest.mark.parametrize("subject", [f"Fwd: {TITLE}", f"Trs: {TITLE}", TITLE])
def test_a_mail_passed_on_is_the_others_article(subject: str) -> None:
    note = "Tolong dimuat ya.\n\n" if subject != TITLE else ""
    passed_on = (
        "---------- Forwarded message ---------\nFrom: Joko Susilo <joko@kabar.example>\n"
        f"Date: Sen, 4 Mar 2024 09:10\nSubject: {TITLE}\nTo: Rina\n\n\n{LEAD}\n"
    )
    (document,) = read_eml(eml(note + passed_on, subject))
    assert document == Document(f"{TITLE}\n\n{LEAD}", title=TITLE)


def test_flowed_lines_are_joined() -> None:
    body = LEAD.replace(", disaksikan", ", \ndisaksikan")
    assert read_eml(eml(f"{body}\n"))[0].text == f"{TITLE}\n\n{LEAD}"


def test_a_mail_in_html_without_what_it_answers() -> None:
    page = (
        f"<html><body><p>{LEAD}</p><p>{QUOTE}</p>"
        '<div class="gmail_signature">Meja Kota</div><div class="gmail_quote">Kapan?</div>'
        '<blockquote type="cite">Kapan tayang?</blockquote> ekor</body></html>'
    )
    (document,) = read_eml(eml(page, kind="text/html"))
    assert document.html
    assert f"<p>{LEAD}</p>" in document.text
    assert not any(word in document.text for word in ("Kapan", "Meja"))
    assert "ekor" in document.text


def test_plain_text_counts_unless_it_only_stands_in_for_the_html() -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = TITLE, "Rina Wulandari <rina@kabar.example>"
    mail.set_content(LEAD)
    mail.add_alternative(f"<p>{LEAD}</p>", subtype="html")
    assert read_eml(mail.as_bytes())[0] == Document(
        f"{TITLE}\n\n{LEAD}", title=TITLE, author="Rina Wulandari"
    )
    mail.get_payload(0).set_content("Buka di peramban.")  # type: ignore[union-attr, unused-ignore]
    assert read_eml(mail.as_bytes())[0].html


def test_attached_articles_and_one_that_cannot_be_read() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Naskah untuk besok"
    mail.set_content("Terlampir naskahnya, terima kasih.")
    word, application = "vnd.openxmlformats-officedocument.wordprocessingml.document", "application"
    mail.add_attachment(docx(), maintype=application, subtype=word, filename="pelabuhan.docx")
    mail.add_attachment(LEAD_2, filename="ikan.txt")
    mail.add_attachment(
        pdf(password="x"), maintype=application, subtype="pdf", filename="laporan.pdf"
    )
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="foto.png")
    port, fish, report = read_eml(mail.as_bytes())
    assert (port.part, port.title) == ("1-pelabuhan.docx", TITLE)
    assert (fish.part, fish.text.strip()) == ("2-ikan.txt", LEAD_2)
    assert report == Document(
        "", part="3-laporan.pdf", problem="is encrypted; save it without a password"
    )


def test_a_mail_attached_to_a_mail() -> None:
    inner = EmailMessage()
    inner["Subject"] = TITLE_2
    inner.set_content(LEAD_2)
    outer = EmailMessage()
    outer["Subject"] = TITLE
    outer.set_content(f"{LEAD}\n\n{QUOTE}\n\n{LEAD_2.upper()}")
    outer.add_attachment(inner)
    own, attached = read_eml(outer.as_bytes())
    assert (own.title, own.part) == (TITLE, "")
    assert attached == Document(f"{TITLE_2}\n\n{LEAD_2}", title=TITLE_2, part="1-mail.eml")


def test_mails_in_mails_end_somewhere() -> None:
    mail = EmailMessage()
    mail.set_content(LEAD)
    for _ in range(6):
        outer = EmailMessage()
        outer["Subject"] = TITLE
        outer.add_attachment(mail)
        mail = outer
    (document,) = read_eml(mail.as_bytes())
    assert document.problem == "is a mail within too many others; save it apart"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\x00\x01\x02", "has no headers; check that its suffix"),
        (eml("> Kapan tayang?\n"), "has no text; put an article in it"),
    ],
)
def test_mails_that_hold_nothing(content: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read_eml(content)
