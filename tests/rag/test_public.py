"""What `import rag` gives a program: names, types, nothing heavy until it is used."""

import json
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

import rag
from index.article import Article
from index.errors import WartanyaError
from rag.scoring import Verdict
from rag.testset import Case, TestSet
from rag.wartanya import SAMPLE_QUESTIONS, Wartanya

HEAVY = (
    *("chromadb", "ctranslate2", "fastapi", "gradio", "langchain_core", "llama_index", "mcp"),
    *("pyarrow", "sentence_transformers", "tantivy", "torch", "trafilatura", "transformers"),
)
# Our own types alone: libraries' would take a minute.
MYPY = (
    *(sys.executable, "-m", "mypy", "--strict", "--no-site-packages", "--ignore-missing-imports"),
    "--follow-imports=silent",
)
TEXT = "Menteri Arta membuka pelabuhan baru di Teluk Senja pada Senin pagi."


def imported(statement: str) -> set[str]:
    """The modules that a new process has after a statement."""
    code = f"{statement}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def test_importing_rag_reads_no_other_module_of_ours_and_no_library():
    modules = imported("import rag")
    assert not modules & {*HEAVY, "numpy", "sqlalchemy"}
    assert {name for name in modules if name.startswith(("rag.", "index"))} == set()


def test_the_class_itself_loads_no_model_and_no_heavy_library():
    assert not imported("from rag import Wartanya, Filter, Answer") & {*HEAVY, "index.loading"} - {
        "tantivy"  # the lexical index's own, 10 ms
    }


def test_every_name_is_there_once_and_documented():
    assert rag.__all__ == sorted(set(rag.__all__))
    assert set(rag.__all__) <= set(dir(rag))
    for name in rag.__all__:
        public = getattr(rag, name)
        assert public.__module__.startswith(("rag.", "index."))
        assert public.__doc__
        assert not public.__doc__.startswith(f"{name}("), f"{name} has only its signature"


def test_every_public_method_says_what_it_gives():
    methods = [getattr(Wartanya, name) for name in dir(Wartanya) if not name.startswith("_")]
    assert [method.__name__ for method in methods if not method.__doc__] == []


def test_another_name_is_no_attribute():
    with pytest.raises(AttributeError, match="no attribute 'Warta'"):
        _ = rag.Warta


def test_mypy_sees_the_types_behind_the_names(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        "from rag import Citation, Filter, Wartanya\n\n\n"
        "def cited(question: str) -> tuple[Citation, ...]:\n"
        '    with Wartanya("wartanya-data") as wartanya:\n'
        '        return wartanya.ask(question, within=Filter(published_to="2025")).citations\n'
        "\n\n"
        'reveal_type(Wartanya("data").ask("apa?").confidence)\n'
        'Wartanya("data").ask(3)\n'
    )
    done = subprocess.run(
        [*MYPY, "--cache-dir", tmp_path / "cache", program],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert 'note: Revealed type is "float"' in done.stdout.replace("builtins.", "")
    errors = [line for line in done.stdout.splitlines() if " error: " in line]
    assert len(errors) == 1, done.stdout
    assert 'incompatible type "int"; expected "str"' in errors[0]


@pytest.fixture(scope="module")
def changed(sample_index, tmp_path_factory):
    """An open copy that tests add to and remove from."""
    data = tmp_path_factory.mktemp("changed") / "data"
    shutil.copytree(sample_index, data)
    with Wartanya(data) as opened:
        yield opened


def test_articles_of_a_program_are_added_with_what_is_missing_found(changed):
    given = Article(
        id="senja-1",
        title="Pelabuhan Teluk Senja dibuka",
        text=TEXT,
        published="2025-03-03",
        outlet="Kabar Senja",
        tags=("pelabuhan",),
    )
    summary = changed.add_articles([given, {"text": "Banjir merendam tiga desa. " * 3}])
    assert (summary.added, summary.updated, summary.failed) == (2, 0, ())
    kept = changed.article("senja-1")
    assert asdict(kept) == asdict(given) | {"language": "id"}
    second = changed.search("banjir merendam desa", 1)[0].passage
    assert changed.article(second.article_id).title.startswith("Banjir merendam tiga desa")
    changed.remove("senja-1")
    changed.remove(second.article_id)


def test_an_article_of_the_same_id_takes_the_others_place(changed):
    changed.add_articles([{"id": "senja-2", "text": TEXT}])
    again = changed.add_articles([{"id": "senja-2", "text": TEXT}])
    edited = changed.add_articles([{"id": "senja-2", "text": TEXT + " Ratusan warga hadir."}])
    assert (again.unchanged, edited.updated) == (1, 1)
    assert changed.article("senja-2").text.endswith("hadir.")
    assert len(changed.versions("senja-2")) == 1
    changed.remove("senja-2")


def test_what_is_no_article_is_told_and_the_rest_added(changed):
    heard = []
    summary = changed.add_articles(
        [{"title": "kosong"}, {"text": TEXT, "id": "senja-3"}, {"text": 7}], heard.append
    )
    assert summary.added == 1
    assert [str(failed.error) for failed in summary.failed] == [
        'article 1: has no text; give the record a "text" or take it out',
        'article 3: "text" is no text; put it in quotation marks',
    ]
    assert sorted(outcome.source for outcome in heard) == [
        "article 1",
        "article 3",
        "record:senja-3",
    ]
    changed.remove("senja-3")


def test_evaluating_gives_the_run_and_its_figures_with_intervals(wartanya, tmp_path):
    cases = SAMPLE_QUESTIONS.read_text("utf-8").splitlines()[:4]
    path = tmp_path / "four.jsonl"
    path.write_text("\n".join(cases), "utf-8")
    heard = []
    done = wartanya.evaluate(
        path,
        record=tmp_path / "run.json",
        fail_under=["hit@10=0.1"],
        progress=lambda asked, total: heard.append((asked, total)),
    )
    assert done.passed
    assert heard == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [record.question for record in done.run.records] == [
        json.loads(case)["question"] for case in cases
    ]
    answered = next(figure for figure in done.figures if figure.name == "answered")
    share = sum(record.answered for record in done.run.records) / 4
    assert answered.estimate.value == pytest.approx(share)
    assert answered.estimate.low <= share <= answered.estimate.high
    assert (tmp_path / "run.json").exists()


def test_a_test_set_of_the_programs_own_is_evaluated(wartanya):
    case = Case("1", "Berapa jumlah penduduk Planet Mars?", answerable=False)
    done = wartanya.evaluate(TestSet("mars", "0" * 64, (case,)))
    assert done.run.testset == "mars"
    assert [record.verdict for record in done.run.records] == [Verdict.REFUSED]


def test_closing_twice_is_closing_once_and_then_everything_says_so(sample_index, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(sample_index, data)
    wartanya = Wartanya(data)
    (first, *_) = wartanya.articles()
    wartanya.close()
    wartanya.close()
    for use in (
        lambda: wartanya.ask("apa?"),
        lambda: wartanya.search("apa"),
        lambda: wartanya.articles(),
        lambda: wartanya.article(first.id),
        lambda: wartanya.statements(),
        lambda: wartanya.speakers(),
        lambda: wartanya.add_articles([{"text": TEXT}]),
        lambda: wartanya.remove(first.id),
        lambda: wartanya.verify(),
        lambda: wartanya.examples("id"),
        lambda: wartanya.describe(),
        lambda: wartanya.export(tmp_path / "out"),
    ):
        with pytest.raises(WartanyaError, match="the index is closed; open it again"):
            use()
    with Wartanya(data) as again:  # the directory was given up
        assert again.article(first.id).title == first.title


def test_two_pasted_texts_are_two_articles(wartanya):
    first = wartanya.add_text(
        "Pasar Anyar Dibuka\n\nPasar Anyar dibuka pada Senin pagi di Muarajati."
    )
    second = wartanya.add_text("Jembatan Ditutup\n\nJembatan Lama ditutup selama dua minggu ini.")
    try:
        assert first != second
        assert wartanya.article(first).title != wartanya.article(second).title
    finally:
        wartanya.remove(first)
        wartanya.remove(second)
