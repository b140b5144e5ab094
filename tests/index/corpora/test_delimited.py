import gzip
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, article_id
from index.bounded import Stream
from index.corpora import rows
from index.corpora.delimited import sniff
from index.corpora.reading import read_corpus
from tests.index.corpora.readings import BODY, articles, failures, read


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str) -> None:
    lines = [
        ["judul", "isi", "tanggal", "penulis"],
        ["Satu", f'"Kata dia, ""siap""; {BODY}\t|\n\nBaris dua."', "04/03/2024", "Rina"],
        ["Dua", "Isi dua.", "", "NULL"],
    ]
    content = "\r\n".join(delimiter.join(line) for line in lines).encode()
    one, two = articles(content, ".csv")
    assert one.text == f'Kata dia, "siap"; {BODY}\t|\n\nBaris dua.'
    assert (one.title, one.published, one.author) == ("Satu", "2024-03-04", "Rina")
    assert (two.title, two.text, two.published, two.author) == ("Dua", "Isi dua.", None, None)
    assert two.id == article_id("Dua", "Isi dua.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("suffix", [".csv", ".csv.gz"])
def test_encodings(encoding: str, suffix: str) -> None:
    text = f"{BODY} “Café di sini – indah,” katanya."
    content = f'judul,isi\nSatu,{BODY}\nDua,"{text}"\n'.encode(encoding)
    found = articles(gzip.compress(content) if suffix == ".csv.gz" else content, suffix)
    assert [article.text for article in found] == [BODY, text]


def test_the_first_other_letter_far_into_the_file() -> None:
    plain = "".join(f"Judul {number},{BODY} {number}\n" for number in range(5000))
    content = f"judul,isi\n{plain}".encode() + "Akhir,Café itu indah.\n".encode("cp1252")
    assert len(content) > rows.SAMPLED
    assert articles(content, ".csv")[-1].text == "Café itu indah."


def test_quotation_marks_that_are_only_text_in_a_tsv() -> None:
    content = f'judul\tisi\nSatu\t"Kami siap," kata dia. {BODY}\nDua\t"Siap.\n'.encode()
    assert [article.text for article in articles(content, ".tsv")] == [
        f'"Kami siap," kata dia. {BODY}',
        '"Siap.',
    ]


def test_backslashes_before_quotation_marks() -> None:
    content = b'judul,isi\n"Satu","Kata dia, \\"siap\\", lalu pergi."\n"Dua","Isi, dua."\n'
    assert [article.text for article in articles(content, ".csv")] == [
        'Kata dia, "siap", lalu pergi.',
        "Isi, dua.",
    ]


def test_a_line_for_excel_is_read_past() -> None:
    assert articles(b"sep=;\njudul;isi\nSatu;Isi satu.\n", ".csv")[0].text == "Isi satu."


def test_one_column() -> None:
    found = articles(b"isi\nSatu, dua; tiga.\nEmpat | lima.\n", ".csv")
    assert [article.text for article in found] == ["Satu, dua; tiga.", "Empat | lima."]


def test_rows_that_fail_leave_the_rest() -> None:
    content = (
        b"id,judul,isi\n"
        b"a,Satu,Isi satu.\n"
        b"b,Dua\n"
        b"c,Tiga,Isi, tiga.\n"
        b"\n"
        b"d,Empat,Isi\0 empat.,,\n"
        b"a,Lima,Isi lima.\n"
        b"e,Enam,\n"
        b",Tujuh,Isi tujuh.\n"
        b",Tujuh,Isi tujuh.\n"
    )
    found = [
        (key, r.text if isinstance(r, Article) else str(r)) for key, r in read(content, ".csv")
    ]
    assert found == [
        ("k#a", "Isi satu."),
        ("k#3", "k, row 3: 2 cells for 3 columns; quote those with the delimiter in"),
        ("k#4", "k, row 4: 4 cells for 3 columns; quote those with the delimiter in"),
        ("k#d", "Isi\ufffd empat."),
        ("k#7", "k, row 7: has the id 'a' of row 2; give each record an id of its own"),
        ("k#8", 'k, row 8: has no text; give the record a "text" or take it out'),
        (f"k#{article_id('Tujuh', 'Isi tujuh.')}", "Isi tujuh."),
        ("k#10", "k, row 10: the same article as row 9; take one of them out"),
    ]


def test_no_header() -> None:
    long = f"{BODY} " * 6
    content = f"https://kabar.example/1,2024-03-04,{long}1\n"
    content += f"https://kabar.example/2,2024-03-05,{long}2\n"
    one, two = articles(content.encode(), ".csv")
    assert (one.url, one.published, one.text) == (
        "https://kabar.example/1",
        "2024-03-04",
        f"{long}1",
    )
    assert two.url == "https://kabar.example/2"


def test_names_that_stand_there_twice() -> None:
    content = f"judul,isi,isi,\nSatu,{BODY},Lain.,x\n".encode()
    lines: list[str] = []
    found = list(read_corpus(io.BytesIO(content), ".csv", "k", None, lines.append))
    assert len(found) == 1
    assert lines == ["columns: text=isi, title=judul; not used: isi (2), column 4"]


def test_a_quotation_mark_that_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.corpora.delimited.MAX_BYTES", 2000)
    good = "".join(f"J{number},{BODY} {number}\n" for number in range(100))
    # Beyond the start, which would tell that the file isn't well-formed.
    monkeypatch.setattr(rows, "SAMPLED", 3000)
    monkeypatch.setattr("index.corpora.delimited.SAMPLED", 3000)
    content = f'judul,isi\n{good}Buruk,"{BODY}\n{good.replace("J", "K")}'.encode()
    found = read(content, ".csv")
    errors = [str(result) for _, result in found if not isinstance(result, Article)]
    assert errors == ["k, row 102: a quotation mark is opened and never closed; close it"]
    titles = [result.title for _, result in found if isinstance(result, Article)]
    assert titles[:100] == [f"J{number}" for number in range(100)]
    assert titles[100] > "K"
    assert titles[-1] == "K99"


def test_a_long_article_and_one_that_is_too_long() -> None:
    long = "kata " * 100_000
    content = f"judul,isi\nSatu,{long}\nDua,{'x' * 10_000_001}\nTiga,Isi tiga.\n".encode()
    one, two, three = (result for _, result in read(content, ".csv"))
    assert isinstance(one, Article)
    assert isinstance(three, Article)
    assert (len(one.text), three.text) == (500_000, "Isi tiga.")
    assert str(two) == "k, row 3: over 10 MB, too large for an article; split it"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "k: empty; put a header and an article on each row"),
        (b"\n\n", "k: empty"),
        (b"judul,isi\n", "k: empty; put an article on each row or line"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "k: is a PNG image, not text; save it as CSV"),
        (bytes(range(256)) * 20, "not text"),
        (b"a,b\n1,2\n3,4\n", "k: no column that has the articles' text; name it with --columns"),
    ],
)
def test_files_without_articles(content: bytes, message: str) -> None:
    (found,) = failures(content, ".csv")
    assert message in found


def test_packed_files_that_are_cut_or_bombs() -> None:
    rows_of_many = "".join(f"J{number},{BODY} {number}\n" for number in range(30_000)).encode()
    for suffix, content in (
        (".csv.gz", b"judul,isi\n" + rows_of_many),
        (".jsonl.gz", b"{}\n" * 10),
    ):
        *_, (key, error) = read(gzip.compress(content)[:-9], suffix)
        assert (key, str(error)) == ("k", "k: damaged or cut short; pack it again")
    bomb = gzip.compress(b"judul,isi\n" + (b" " * 1_000_000 + b"\n") * 20)
    *_, (key, error) = read(bomb, ".csv.gz")
    assert (key, str(error)) == ("k", "k: unpacks to too much; unpack it and index the files")


def test_sniffing_counts_rows_not_marks() -> None:
    text = "a;b\n" + "".join(f"x, y, z, {n};satu, dua\n" for n in range(20))
    assert sniff(text)["delimiter"] == ";"


class Generated(Stream):
    """200,000 rows of a CSV, none of them kept."""

    def __init__(self) -> None:
        self._chunks = self._rows()
        self._left = b""
        self.size = 0

    def _rows(self) -> Iterator[bytes]:
        yield b"id,judul,isi\n"
        for start in range(0, 200_000, 100):
            yield b"".join(
                b'%d,Judul %d,"%s"\n' % (n, n, BODY.encode() * 8) for n in range(start, start + 100)
            )

    def take(self, count: int) -> bytes:
        if not self._left:
            self._left = next(self._chunks, b"")
        part, self._left = self._left[:count], self._left[count:]
        self.size += len(part)
        return part


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="Linux tells resident memory")
def test_memory_does_not_grow_with_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    # Dates, languages and ids are no matter of memory, and take a minute for as many articles.
    monkeypatch.setattr(
        "index.corpora.reading.article_from_record",
        lambda record, where: Article(record["id"], record["title"], record["text"]),
    )
    source = Generated()
    marks = []
    for count, (_, result) in enumerate(read_corpus(io.BufferedReader(source), ".csv", "k"), 1):
        assert isinstance(result, Article)
        if count in (20_000, 200_000):
            marks.append(int(Path("/proc/self/statm").read_text().split()[1]) * 4096)
    assert source.size > 100_000_000
    # 180,000 ids and their rows, to tell those that come twice, are 150 bytes each.
    assert marks[1] - marks[0] < 40_000_000


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from([".csv", ".tsv", ".csv.gz"]))
def test_any_bytes_give_articles_or_errors(content: bytes, suffix: str) -> None:
    for key, result in read(content, suffix):
        assert key.startswith("k")
        if isinstance(result, Article):
            result.text.encode()
