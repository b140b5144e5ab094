import pytest

from index.formats.document import Document, FormatError
from index.formats.markdown import read_markdown
from tests.index.formats.samples import LEAD, LEAD_2, QUOTE, TITLE, TITLE_2, markdown

FACTS = Document(
    f"{TITLE}\n\n{LEAD}",
    title=TITLE,
    author="Rina Wulandari",
    published="2024-03-04",
    url="https://kabar.example/pelabuhan",
    language="id",
)


def test_front_matter_in_yaml() -> None:
    (document,) = read_markdown(markdown())
    assert document.text.split("\n\n") == [TITLE, LEAD, QUOTE, "Kapal | Muatan", "Bahari | 40 ton"]
    assert document.published == "2024-03-04T09:10:00+07:00"
    assert (document.title, document.author) == (TITLE, "Rina Wulandari")
    assert (document.url, document.language) == ("https://kabar.example/pelabuhan", "id")


@pytest.mark.parametrize(
    "facts",
    [
        f'+++\ntitle = "{TITLE}"\nauthors = ["Rina Wulandari", "Joko Susilo"]\n'
        'date = 2024-03-04\nlink = "https://kabar.example/pelabuhan"\nlanguage = "id-ID"\n+++\n',
        f"---\r\nJudul: {TITLE}\r\nPenulis:\r\n  - name: Rina Wulandari\r\n"
        "tanggal: 4 Maret 2024\r\n"
        "canonical: https://kabar.example/pelabuhan\r\nbahasa: id\r\n---\r\n",
    ],
)
def test_other_ways_to_say_the_same(facts: str) -> None:
    assert read_markdown(f"{facts}\n{LEAD}\n".encode()) == [FACTS]


def test_marks_are_taken_off() -> None:
    text = (
        "# Harga *Ikan* Naik\n\nHarga **tongkol** naik\nmenurut [pedagang](https://x.example) "
        "`Muara` &amp; lainnya.\n\n![Foto](a.png)\n\n- satu\n- dua\n\n<!-- catatan -->\n\n"
        "<div>Dalam <b>kotak</b>.</div>\n\n```\nkode\n```\n\nAkhir <i>cerita</i>.\n"
    )
    (document,) = read_markdown(text.encode())
    assert document.title == "Harga Ikan Naik"
    assert document.text.split("\n\n") == [
        "Harga Ikan Naik",
        "Harga tongkol naik menurut pedagang Muara & lainnya.",
        "satu",
        "dua",
        "Dalam kotak.",
        "kode",
        "Akhir cerita.",
    ]


def test_first_headings_with_bodies_begin_articles_and_second_ones_do_not() -> None:
    two = f"# {TITLE}\n\n{LEAD}\n\n## Rincian\n\n{QUOTE}\n\n{TITLE_2}\n===\n\n{LEAD_2}\n"
    assert [(d.title, d.text.count("\n\n")) for d in read_markdown(two.encode())] == [
        (TITLE, 3),
        (TITLE_2, 1),
    ]
    assert len(read_markdown(two.replace("\n===", "").encode())) == 1


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    (document,) = read_markdown(f"---\n\n{LEAD}\n\n---\n\n{LEAD_2}\n".encode())
    assert document.text == f"{LEAD}\n\n{LEAD_2}"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"---\ntitle: [a\n---\nIsi.\n", "has front matter that is no YAML; mend it"),
        (b"---\na: " + b"[" * 1000 + b"\n---\nIsi.\n", "has front matter that is no YAML"),
        (b"+++\ntitle = a\n+++\nIsi.\n", "has front matter that is no TOML; mend it"),
        (b"---\ntitle: Hanya Judul\n---\n", "has no text; put an article in it"),
        (b"---\na: " + b"b" * 30_000 + b"\n---\nIsi.\n", "front matter too long"),
        (b"%PDF-1.4", "is a PDF, not text; save it as UTF-8 text"),
        (b"a" * 300_000, "has a line too long for Markdown"),
    ],
)
def test_files_that_hold_nothing(content: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read_markdown(content)
