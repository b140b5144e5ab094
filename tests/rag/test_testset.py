"""Test sets out of every format, and what is said of broken ones."""

import dataclasses
import json
import random
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]  # has no types
import openpyxl
import pytest

from index.article import Article, article_id
from index.errors import WartanyaError
from rag.corpus_files import carried_articles
from rag.testset import Case, Evidence, case_row, write_testset
from rag.testset_files import read_testset

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "testset.schema.json").read_text(encoding="utf-8")
)
ROW = {
    "id": "q1",
    "question": "Apa kata Rina soal “kerja sama”?",
    "answers": ["perlu diperluas", "diperluas"],
    "evidence": [{"article": "a1", "start": 3, "end": 9}, {"article": "a2", "quote": "kerja sama"}],
    "speaker": ["Rina Kusumawati", "Sekjen Persatuan"],
    "answerable": True,
    "tags": ["speaker"],
    "language": "id",
    "note": "dari rapat",
}
CASE = Case(
    id="q1",
    question="Apa kata Rina soal “kerja sama”?",
    answers=("perlu diperluas", "diperluas"),
    evidence=(Evidence("a1", 3, 9), Evidence("a2", quote="kerja sama")),
    speakers=("Rina Kusumawati", "Sekjen Persatuan"),
    tags=("speaker",),
    language="id",
    note="dari rapat",
    where="line 1",
)
BARE = {"question": "Siapa?", "answerable": False}


def _jsonl(folder: Path, *rows: object) -> Path:
    path = folder / "set.jsonl"
    path.write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8"
    )
    return path


def test_jsonl_row_with_everything(tmp_path: Path) -> None:
    read = read_testset(_jsonl(tmp_path, ROW))
    assert read.cases == (CASE,)
    assert read.notices == ()
    assert read.name == "set.jsonl"


def test_single_values_stand_for_lists(tmp_path: Path) -> None:
    row = {
        "question": "Kapan?",
        "answers": "Senin",
        "evidence": "a1",
        "speaker": "Ani",
        "tags": "x",
    }
    (case,) = read_testset(_jsonl(tmp_path, row)).cases
    assert (case.answers, case.evidence) == (("Senin",), (Evidence("a1"),))
    assert (case.speakers, case.tags, case.answerable) == (("Ani",), ("x",), True)


def test_written_and_read_again_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "written.jsonl"
    write_testset(path, [CASE])
    assert read_testset(path).cases == (CASE,)
    assert [item.name for item in tmp_path.iterdir()] == ["written.jsonl"]


def test_the_schema_takes_what_is_written_and_what_is_read() -> None:
    jsonschema.validate(ROW, SCHEMA)
    jsonschema.validate(BARE, SCHEMA)
    jsonschema.validate(case_row(CASE), SCHEMA)


def test_ids_come_from_the_question_and_stay_apart(tmp_path: Path) -> None:
    first, second, third = read_testset(_jsonl(tmp_path, BARE, BARE, {**BARE, "id": "x"})).cases
    assert second.id == f"{first.id}-2"
    assert third.id == "x"
    (again,) = read_testset(_jsonl(tmp_path, BARE)).cases
    assert again.id == first.id


def test_digest_is_of_the_content(tmp_path: Path) -> None:
    one = read_testset(_jsonl(tmp_path, BARE)).digest
    assert read_testset(_jsonl(tmp_path, BARE)).digest == one
    assert read_testset(_jsonl(tmp_path, BARE, ROW)).digest != one


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"answers": ["x"]}, "set.jsonl: line 2, field 'question': missing or empty"),
        ({"question": "  "}, "line 2, field 'question': missing or empty"),
        ({"question": 3, "answers": "x"}, "field 'question': expected text, found 3"),
        ({"question": "x"}, "field 'answers': nothing to check"),
        ({**BARE, "answers": ["x"]}, "field 'answerable': false, but answers or evidence"),
        ({"question": "x", "answerable": "ya"}, "field 'answerable': expected true or false"),
        ({"question": "x", "answers": [{}]}, "field 'answers': expected text, found an object"),
        ({**BARE, "language": "Indonesia"}, "field 'language': expected a code of two letters"),
        (
            {"question": "x", "evidence": [{"start": 1, "end": 2}]},
            "field 'evidence': names neither",
        ),
        ({"question": "x", "evidence": {"article": "a", "start": 1}}, "start and end go together"),
        ({"question": "x", "evidence": {"article": "a", "start": 5, "end": 5}}, "not before end 5"),
        ({"question": "x", "evidence": {"article": "a", "start": -1, "end": 5}}, "found -1"),
        ({"question": "x", "evidence": {"article": "a", "start": "1", "end": 5}}, "found '1'"),
        ({"question": "x", "evidence": {"article": "a", "grade": 0}}, "grade: expected 1 or more"),
        ({"question": "x\ud800", "answers": "y"}, "field 'question': half of a surrogate pair"),
        (["x"], "expected an object with named fields, found a list"),
    ],
)
def test_faults_name_file_line_and_field(tmp_path: Path, row: object, message: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(f"{json.dumps(BARE)}\n{json.dumps(row)}\n", encoding="utf-8")
    with pytest.raises(WartanyaError) as raised:
        read_testset(path)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_same_id_twice_names_both_lines(tmp_path: Path) -> None:
    path = _jsonl(tmp_path, {**BARE, "id": "x"}, ROW, {**BARE, "id": "x"})
    with pytest.raises(WartanyaError, match=r"line 3, field 'id': 'x' is the id of line 1 too"):
        read_testset(path)


def test_further_faults_are_counted(tmp_path: Path) -> None:
    with pytest.raises(WartanyaError, match=r"line 1.*\(and 2 more faults\)"):
        read_testset(_jsonl(tmp_path, {}, BARE, {}, []))


def test_unknown_fields_are_noticed(tmp_path: Path) -> None:
    (notice,) = read_testset(_jsonl(tmp_path, {**BARE, "anwsers": 1})).notices
    assert (notice.kind, notice.where) == ("unknown field", "line 1")
    assert "anwsers" in notice.text


def test_empty_files(tmp_path: Path) -> None:
    for name in ("set.jsonl", "set.csv"):
        (tmp_path / name).write_bytes(b"")
        with pytest.raises(WartanyaError, match=r"no questions in it|no column 'question'"):
            read_testset(tmp_path / name)


@pytest.mark.parametrize("content", [b'{"question": ', b"[" * 100_000, b"{}}", b"\x00\x01"])
def test_not_json(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "set.jsonl").write_bytes(json.dumps(BARE).encode() + b"\n" + content)
    with pytest.raises(WartanyaError, match=r"set.jsonl: line 2: not JSON"):
        read_testset(tmp_path / "set.jsonl")


def test_mixed_encodings_name_the_line(tmp_path: Path) -> None:
    good = json.dumps({**BARE, "note": "café"}, ensure_ascii=False)
    (tmp_path / "set.jsonl").write_bytes(
        good.encode() + b"\n" + good.replace("note", "tags").encode("cp1252") + b"\n"
    )
    with pytest.raises(WartanyaError, match=r"line 2: byte 0xe9 is not UTF-8: save"):
        read_testset(tmp_path / "set.jsonl")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marked_encodings(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "set.jsonl").write_text(json.dumps(ROW, ensure_ascii=False), encoding=encoding)
    assert read_testset(tmp_path / "set.jsonl").cases == (CASE,)


def test_a_line_separator_inside_a_question_ends_no_line(tmp_path: Path) -> None:
    (case,) = read_testset(_jsonl(tmp_path, {**BARE, "question": "satu\u2028dua"})).cases
    assert case.question == "satu\u2028dua"


def test_not_there_and_not_known(tmp_path: Path) -> None:
    with pytest.raises(WartanyaError, match=r"none.jsonl: not readable \(No such file"):
        read_testset(tmp_path / "none.jsonl")
    with pytest.raises(WartanyaError, match="not a test set's ending"):
        read_testset(tmp_path / "set.docx")


HEADER = ["id", "question", "answers", "article", "start", "end", "quote", "speaker", "tags"]
HEADER += ["language", "note", "answerable"]
CELLS = ["q1", CASE.question, "perlu diperluas|diperluas", "a1|a2", "3|", "9|", "|kerja sama"]
CELLS += ["Rina Kusumawati | Sekjen Persatuan", "speaker", "id", "dari rapat", "ya"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_any_delimiter(tmp_path: Path, delimiter: str) -> None:
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in (HEADER, CELLS)]
    (tmp_path / "set.csv").write_text("\r\n".join(lines), encoding="utf-8", newline="")
    (case,) = read_testset(tmp_path / "set.csv").cases
    assert case == dataclasses.replace(CASE, where="line 2")


def test_csv_counts_the_lines_of_quoted_cells(tmp_path: Path) -> None:
    (tmp_path / "set.csv").write_text(
        'question,answerable\n"satu\ndua",no\n\n"tiga",perhaps\n', encoding="utf-8"
    )
    with pytest.raises(WartanyaError, match=r"line 5, field 'answerable': expected true or false"):
        read_testset(tmp_path / "set.csv")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("pertanyaan,answers\na,b\n", "line 1: no column 'question'; found pertanyaan, answers"),
        ("question,answers,answers\na,b,c\n", "line 1: column 'answers' stands there twice"),
        ("question,answers\na,b,c\n", "line 2: 3 cells for 2 columns"),
        ("question,article,start,end\na,b,x,9\n", "line 2, field 'start': expected a whole number"),
        ("question,article,quote\na,b|c|d,x|y\n", "line 2, field 'quote': 2 parts where another"),
        ('question,answers\na,"b\n', "not CSV"),
        ('question,evidence,article\na,"[]",x\n', "field 'evidence': given twice"),
    ],
)
def test_csv_faults(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "set.csv").write_text(text, encoding="utf-8")
    with pytest.raises(WartanyaError) as raised:
        read_testset(tmp_path / "set.csv")
    assert message in str(raised.value)


def test_csv_takes_evidence_as_json(tmp_path: Path) -> None:
    (tmp_path / "set.csv").write_text(
        'question,evidence\na,"[{""article"": ""a1"", ""quote"": ""x|y""}]"\nb,a2\n',
        encoding="utf-8",
    )
    first, second = read_testset(tmp_path / "set.csv").cases
    assert first.evidence == (Evidence("a1", quote="x|y"),)
    assert second.evidence == (Evidence("a2"),)


def test_xlsx_is_as_csv(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER)
    sheet.append(CELLS)
    sheet.append([None] * len(HEADER))
    sheet.append(["q2", "Berapa?", 1945, "a1", 3, 9.0])
    book.save(tmp_path / "set.xlsx")
    first, second = read_testset(tmp_path / "set.xlsx").cases
    assert first == dataclasses.replace(CASE, where="line 2")
    assert (second.answers, second.where) == (("1945",), "line 4")
    assert second.evidence == (Evidence("a1", 3, 9),)


def test_a_broken_workbook(tmp_path: Path) -> None:
    (tmp_path / "set.xlsx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(WartanyaError, match=r"set.xlsx: not an XLSX workbook"):
        read_testset(tmp_path / "set.xlsx")


def test_any_bent_workbook_is_an_error_of_one_line(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "set.xlsx")
    content = (tmp_path / "set.xlsx").read_bytes()
    chance = random.Random(3)
    for _ in range(60):
        bent = bytearray(content)
        for _ in range(4):
            bent[chance.randrange(len(bent))] = chance.randrange(256)
        (tmp_path / "bent.xlsx").write_bytes(bent)
        with pytest.raises(WartanyaError) as raised:  # as it is, it has no column 'question'
            read_testset(tmp_path / "bent.xlsx")
        assert str(raised.value).startswith("bent.xlsx: ")
        assert str(raised.value).isprintable()


def test_what_moves_a_terminal_is_not_in_a_message(tmp_path: Path) -> None:
    row = {**BARE, "id": "\x1b[2Jx\n"}
    with pytest.raises(WartanyaError) as raised:
        read_testset(_jsonl(tmp_path, row, row))
    assert str(raised.value).isprintable()


CONTEXT = "Ani lahir di Solo. Ibu Ani lahir di Kota Solo."


def _squad(folder: Path, *qas: dict[str, object]) -> Path:
    path = folder / "squad.json"
    tree = {"data": [{"title": "Ani", "paragraphs": [{"context": CONTEXT, "qas": list(qas)}]}]}
    path.write_text(json.dumps(tree), encoding="utf-8")
    return path


def test_squad(tmp_path: Path) -> None:
    answers = [{"text": "Solo", "answer_start": 41}, {"text": "Kota Solo", "answer_start": 36}]
    path = _squad(
        tmp_path,
        {"id": "s1", "question": "Di mana ibu Ani lahir?", "answers": answers},
        {"id": "s2", "question": "Kapan?", "answers": [], "is_impossible": True},
    )
    first, second = read_testset(path).cases
    (article,) = carried_articles(path)
    assert article == Article(article_id("Ani", CONTEXT), "Ani", CONTEXT)
    assert first.answers == ("Solo", "Kota Solo")
    assert first.evidence == (Evidence(article.id, 36, 45, context=CONTEXT),)
    assert (second.answerable, second.evidence) == (False, ())
    assert second.where == "data[0].paragraphs[0].qas[1]"


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"answers": [{"text": "Solo", "answer_start": 3}]}, "'Solo' is not at 3 of the context"),
        ({"answers": []}, "empty, but is_impossible doesn't say true"),
        ({"answers": [{"text": "Solo"}]}, "text or answer_start missing"),
        ({}, "field 'answers': expected a list"),
    ],
)
def test_squad_faults(tmp_path: Path, entry: dict[str, object], message: str) -> None:
    with pytest.raises(WartanyaError) as raised:
        read_testset(_squad(tmp_path, {"id": "s", "question": "x", **entry}))
    assert "squad.json: data[0].paragraphs[0].qas[0]" in str(raised.value)
    assert message in str(raised.value)


def test_beir_folder(tmp_path: Path) -> None:
    (tmp_path / "qrels").mkdir()
    (tmp_path / "corpus.jsonl").write_text(
        '{"_id": "d1", "title": "T", "text": "isi"}\n', encoding="utf-8"
    )
    (tmp_path / "queries.jsonl").write_text(
        '{"_id": "7", "text": "apa?"}\n{"_id": "8", "text": "tak dinilai"}\n', encoding="utf-8"
    )
    (tmp_path / "qrels" / "test.tsv").write_text(
        "query-id\tcorpus-id\tscore\n7\td1\t2\n7\td2\t0\n", encoding="utf-8"
    )
    (case,) = read_testset(tmp_path).cases
    assert (case.id, case.question) == ("7", "apa?")
    assert case.evidence == (Evidence("d1", grade=2),)
    assert list(carried_articles(tmp_path)) == [Article("d1", "T", "isi")]


def test_trec_folder_and_its_faults(tmp_path: Path) -> None:
    with pytest.raises(WartanyaError, match=r"not a test collection: none of qrels/test.tsv"):
        read_testset(tmp_path)
    (tmp_path / "queries.tsv").write_text("7\tapa?\n", encoding="utf-8")
    (tmp_path / "qrels.txt").write_text("7 0 d1 1\n7 0 d2 -1\n", encoding="utf-8")
    (case,) = read_testset(tmp_path).cases
    assert case.evidence == (Evidence("d1"),)
    (tmp_path / "qrels.txt").write_text("7 0 d1 1\n9 0 d2 1\n", encoding="utf-8")
    with pytest.raises(WartanyaError, match=r"query '9' of the qrels is not in it"):
        read_testset(tmp_path)
    (tmp_path / "qrels.txt").write_text("7 0 d1 1\nnonsense\n", encoding="utf-8")
    with pytest.raises(WartanyaError, match=r"qrels.txt: line 2: expected query, article and"):
        read_testset(tmp_path)


def test_a_hundred_thousand_rows(tmp_path: Path) -> None:
    path = _jsonl(
        tmp_path, *({"id": i, "question": f"n {i}?", "answers": [i]} for i in range(100_000))
    )
    assert len(read_testset(path).cases) == 100_000
