"""Figures that may not fall: floors.json holds each with its data's hash.

Lowering a floor is a change to that one file. Public data sets are looked for in ``shared/data``
beside the checkout; where they are absent their floors are skipped, those of the samples never.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.embedding import open_embedder
from rag.eval_commands import run_testset
from rag.metrics import mrr, token_f1
from rag.reader import Reader, Text
from rag.retrieval import Retriever
from rag.selective import auroc
from rag.summary import LOWER_IS_BETTER, measures
from rag.testset_files import read_testset
from rag.training.examples import read_set
from rag.wartanya import Wartanya
from tests.benchmarks import follow_ups
from tests.benchmarks.corpora import open_corpus, questions
from tests.benchmarks.statements import judge, read_articles, read_labels

FLOORS: dict[str, Any] = json.loads(Path(__file__).with_name("floors.json").read_text("utf-8"))
ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
SAMPLES = ROOT / "rag" / "sample_questions.jsonl"
LABELS = ROOT / "tests" / "data" / "statements.jsonl"


def floors(name: str, *files: Path) -> dict[str, float]:
    """The floors of a data set, which must be the one that they were set on."""
    for file in files:
        if not file.is_file():
            pytest.skip(f"the public data set {name} is not beside the checkout: {file} is absent")
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    assert digest == FLOORS[name]["sha256"], f"{name} changed: measure, then set floors and hash"
    found: dict[str, float] = FLOORS[name]["floors"]
    return found


def holds(figures: dict[str, float], wanted: dict[str, float]) -> None:
    """Every figure is at its floor or above; below its ceiling, where lower is better."""
    fallen = {
        name: (figures.get(name), floor)
        for name, floor in wanted.items()
        if name not in figures
        or (figures[name] > floor if name in LOWER_IS_BETTER else figures[name] < floor)
    }
    assert fallen == {}, f"(figure, floor): {fallen}; all figures: {figures}"


def test_the_sample_test_set(wartanya: Wartanya) -> None:
    wanted = floors("samples", SAMPLES)
    run = run_testset(wartanya, read_testset(SAMPLES))
    holds({m.name: m.estimate.value for m in measures(run.records, 50)}, wanted)


def test_follow_ups() -> None:
    sets = [follow_ups.DATA / name for name in follow_ups.SETS.values()]
    holds(follow_ups.figures(), floors("follow-ups", *sets, follow_ups.TEMPTING))


def test_facqa_valid(tmp_path: Path) -> None:
    """All 1,018 passages."""
    folder = SHARED / "facqa"
    wanted = floors("facqa", folder / "corpus.jsonl", folder / "questions.jsonl")
    holds({"mrr@10": ranked(folder, tmp_path)}, wanted)


def test_the_reader_in_given_passages() -> None:
    """A third of FacQA's valid questions, an eighth of IDK-MRC's: all would take half a minute."""
    wanted = floors("reader", *(SHARED / name / "questions.jsonl" for name in ("facqa", "idkmrc")))
    reader = Reader()
    figures: dict[str, float] = {}
    for name, step in (("facqa", 3), ("idkmrc", 8)):
        asked = read_set(SHARED / name, "valid", every=True)
        examples = asked.examples[::step]
        readings = [reader.read(e.question, [Text(e.passage)])[0] for e in examples]
        held = [e.start is not None for e in examples]
        f1 = [
            token_f1(e.passage[r.start : r.end], asked.gold[e.id])
            for e, r in zip(examples, readings, strict=True)
            if e.start is not None
        ]
        figures[f"{name} f1"] = float(np.mean(f1))
        if not all(held):
            figures[f"{name} auroc"] = auroc([r.score for r in readings], held).value
    holds(figures, wanted)


def test_idkmrc_valid(tmp_path: Path) -> None:
    """The passages that answer valid questions and 200 others: all 4,024 would take minutes."""
    folder = SHARED / "idkmrc"
    wanted = floors("idkmrc", folder / "corpus.jsonl", folder / "questions.jsonl")
    relevant = {i for row in questions(folder, "valid") for i in row.relevant}
    lines = (folder / "corpus.jsonl").read_text("utf-8").splitlines()
    others = [line for line in lines if json.loads(line)["id"] not in relevant]
    chosen = np.random.default_rng(0).choice(len(others), 200, replace=False)
    kept = [line for line in lines if json.loads(line)["id"] in relevant]
    part = tmp_path / "idkmrc"
    part.mkdir()
    (part / "corpus.jsonl").write_text("\n".join(kept + [others[i] for i in chosen]), "utf-8")
    (part / "questions.jsonl").symlink_to(folder / "questions.jsonl")
    holds({"mrr@10": ranked(part, tmp_path)}, wanted)


def ranked(folder: Path, tmp_path: Path) -> float:
    """MRR@10 of articles by their best passage, on the answerable valid questions."""
    embedder = open_embedder()
    with open_corpus(folder, tmp_path / "data", embedder) as index:
        retriever = Retriever(index, embedder)
        rows = [row for row in questions(folder, "valid") if row.relevant]
        rankings = [
            list(dict.fromkeys(f.passage.article_id for f in retriever.search(row.text, 20)))
            for row in rows
        ]
    return float(mrr(rankings, [row.relevant for row in rows], 10).mean())


def test_statements_labelled_by_hand() -> None:
    wanted = floors("statements", LABELS, SHARED / "pfsa_id" / "corpus.jsonl")
    articles = read_articles(SHARED / "pfsa_id")
    counts: dict[str, int] = {}
    for article_id, _, labels in read_labels("all"):
        for name, count in judge(articles[article_id], labels).counts.items():
            counts[name] = counts.get(name, 0) + count
    figures = {}
    for kind in ("direct", "reported"):
        found, false = counts[f"{kind} found"], counts.get(f"{kind} false", 0)
        figures[f"{kind} precision"] = found / (found + false)
        figures[f"{kind} recall"] = found / counts[f"{kind} labelled"]
        figures[f"{kind} speaker"] = counts[f"{kind} right"] / found
    figures["by reference speaker"] = counts["by reference right"] / counts["by reference found"]
    holds(figures, wanted)
