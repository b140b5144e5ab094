import io
import os
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa  # type: ignore[import-untyped]  # no stubs
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import Article
from index.corpora.reading import read_corpus
from index.corpora.streamed import read_streamed
from index.errors import WartanyaError
from tests.index.corpora.readings import BODY, articles, failures, read


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def parquet(**columns: object) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    return file.getvalue()


def test_workbook(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["No", "Judul", "Isi", "Tanggal", "Diperbarui", "Penulis", "Kata Kunci", "scraped_at"],
        [],
        [1, "Satu", BODY, datetime(2024, 3, 4, 9, 10), date(2024, 3, 5), "Rina", "a, b", date.max],
        [2, 1984, "Isi dua.", None, None, None, None, None],
        [3, "Tiga", None, None, None, "Budi", None, None],
        [4, "Empat", "=1/0", None, None, None, None, None],
    ]
    content = workbook(Info=[["catatan", "nilai"], ["x", 1]], Berita=rows, Lain=rows)
    path = tmp_path / "buku.xlsx"
    path.write_bytes(content)
    lines: list[str] = []
    with path.open("rb") as file:
        one, two, three, four = read_corpus(file, ".xlsx", "buku.xlsx", None, lines.append)
    assert lines == [
        "sheet 'Berita', columns: text=Isi, title=Judul, published=Tanggal, updated=Diperbarui, "
        "author=Penulis, tags=Kata Kunci; not used: No, scraped_at"
    ]
    assert isinstance(one[1], Article)
    assert isinstance(two[1], Article)
    assert (one[1].text, one[1].published, one[1].updated) == (
        BODY,
        "2024-03-04T09:10:00",
        "2024-03-05",
    )
    assert (one[1].author, one[1].tags) == ("Rina", ("a", "b"))
    assert (two[1].title, two[1].text, two[1].published) == ("1984", "Isi dua.", None)
    assert three[0] == "buku.xlsx#5"
    assert str(three[1]).startswith("buku.xlsx, row 5: has no text")
    assert str(four[1]).startswith("buku.xlsx, row 6: has no text")  # a formula never computed


def test_a_workbook_without_a_header() -> None:
    content = workbook(
        A=[["https://kabar.example/1", BODY * 5], ["https://kabar.example/2", BODY * 4]]
    )
    assert [article.url for article in articles(content, ".xlsx")] == [
        "https://kabar.example/1",
        "https://kabar.example/2",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "k: is no XLSX workbook"),
        (b"PK\3\4 and nothing", "k: is damaged; save it again"),
        (b"judul,isi", "k: is no XLSX workbook; save it as one, or as CSV"),
        (workbook(A=[]), "k: empty"),
        (workbook(A=[["nilai"], [1]]), "k: no column that has the articles' text"),
        (workbook(A=[["isi"], [BODY]])[:-400], "k: is damaged"),
    ],
)
def test_workbooks_without_articles(content: bytes, message: str) -> None:
    (found,) = failures(content, ".xlsx")
    assert message in found


def repacked(content: bytes, **parts: bytes) -> bytes:
    """A workbook with parts replaced or added, by the last of their names."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            name = info.filename.split("/")[-1].split(".")[0]
            new.writestr(info.filename, parts.pop(name) if name in parts else old.read(info))
        for name, part in parts.items():
            new.writestr(f"xl/{name}.xml", part)
    return file.getvalue()


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData>{{}}</sheetData></worksheet>'


def test_shared_strings() -> None:
    """As Excel writes them; openpyxl writes them into their cells."""
    plain = workbook(A=[["isi"], [BODY]])
    with zipfile.ZipFile(io.BytesIO(plain)) as old:
        types = old.read("[Content_Types].xml").decode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    listed = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    cells = "".join(f'<row><c t="s"><v>{number}</v></c></row>' for number in range(2))
    strings = (
        f'<sst xmlns="{MAIN}"><si><t>isi</t></si><si><r><t>Isi </t></r><r><t>dua.</t></r></si>'
    )
    parts = {
        "[Content_Types]": types.replace("</Types>", listed).encode(),
        "sheet1": SHEET.format(cells).encode(),
        "sharedStrings": f"{strings}</sst>".encode(),
    }
    assert [article.text for article in articles(repacked(plain, **parts), ".xlsx")] == ["Isi dua."]


def test_a_workbook_that_unpacks_to_too_much() -> None:
    bomb = repacked(workbook(A=[["isi"], [BODY]]), sheet1=b" " * 50_000_000)
    assert len(bomb) < 100_000
    assert failures(bomb, ".xlsx") == ["k: unpacks to far more than text does; save it as CSV"]


def test_a_workbook_whose_entities_multiply() -> None:
    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12)
    )
    rows = "<row><c t='inlineStr'><is><t>&e11;</t></is></c></row>"
    sheet = f"<!DOCTYPE worksheet [{entities}]>{SHEET.format(rows)}".encode()
    (found,) = failures(repacked(workbook(A=[["isi"], [BODY]]), sheet1=sheet), ".xlsx")
    assert found.startswith(("k: is damaged", "k: took more than"))


def test_a_child_that_takes_too_long() -> None:
    content = workbook(A=[["isi"], [BODY]])
    with pytest.raises(WartanyaError, match="k: took more than 0 seconds to read; save it as CSV"):
        list(read_streamed("xlsx", io.BytesIO(content), "k", seconds=0.01))


def test_parquet() -> None:
    moment = datetime(2024, 3, 4, 2, 10, tzinfo=UTC)
    content = parquet(
        judul=["Satu", "Dua", None],
        konten=[BODY, "Isi dua.", None],
        tanggal=pa.array([moment, None, None], pa.timestamp("us", "UTC")),
        tanggal_update=pa.array([datetime(2024, 3, 5), None, None], pa.timestamp("ns")),
        kata_kunci=[["a", "b"], [], None],
        penulis=pa.array(["Rina", "Rina", "Rina"]).dictionary_encode(),
        source=[{"id": 1, "name": "Kabar"}] * 3,
        vektor=[[0.5, 0.25]] * 3,
        gambar=[{"bytes": b"\xff\xd8", "path": "a.jpg"}] * 3,
    )
    lines: list[str] = []
    one, two, three = read_corpus(io.BytesIO(content), ".parquet", "k", None, lines.append)
    assert lines == [
        "columns: text=konten, title=judul, published=tanggal, updated=tanggal_update, "
        "author=penulis, outlet=source.name, tags=kata_kunci; not used: source.id"
    ]
    assert isinstance(one[1], Article)
    assert isinstance(two[1], Article)
    assert (one[1].published, one[1].updated) == ("2024-03-04T02:10:00+00:00", "2024-03-05")
    assert (one[1].tags, one[1].author, one[1].outlet) == (("a", "b"), "Rina", "Kabar")
    assert (two[1].text, two[1].published, two[1].tags) == ("Isi dua.", None, ())
    assert str(three[1]).startswith("k, row 3: has no text")


def test_parquet_of_many_rows() -> None:
    content = parquet(id=[str(n) for n in range(3000)], text=[f"{BODY} {n}" for n in range(3000)])
    found = articles(content, ".parquet")
    assert [article.id for article in found] == [str(n) for n in range(3000)]
    assert found[2999].text == f"{BODY} 2999"


def test_parquet_that_is_damaged() -> None:
    content = parquet(text=[f"{os.urandom(40).hex()} {n}" for n in range(3000)])
    cut = failures(content[:-100], ".parquet")
    assert cut == ["k: is no Parquet file (ArrowInvalid); write it again"]
    middle = len(content) // 2
    spoiled = content[:middle] + bytes(5000) + content[middle + 5000 :]
    assert all(message.startswith("k") for message in failures(spoiled, ".parquet"))
    assert failures(b"", ".parquet")[0].startswith("k: is no Parquet file")


def test_parquet_whose_few_bytes_are_many() -> None:
    long = "a" * 9_000_000
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 5000, pa.int32()), pa.array([long]))
    content = parquet(id=list(range(5000)), text=column)
    assert len(content) < 2_000_000
    found = failures(content, ".parquet")
    assert found == ["k: took more than 512 MiB of memory to read; save it as CSV"]


@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_spoiled_files_give_articles_or_errors(data: st.DataObject) -> None:
    suffix = data.draw(st.sampled_from([".xlsx", ".parquet"]))
    whole = SMALL[suffix]
    spoiled = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 5))):
        spoiled[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    for key, result in read(bytes(spoiled), suffix):
        assert key.startswith("k")
        assert isinstance(result, Article | WartanyaError)


SMALL = {
    ".xlsx": workbook(A=[["judul", "isi"], ["Satu", BODY]]),
    ".parquet": parquet(judul=["Satu"], isi=[BODY]),
}
