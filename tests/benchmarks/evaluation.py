"""How long evaluating takes beside asking: 1,000 train questions over both corpora.

    python tests/benchmarks/evaluation.py --shared DIR --work DIR

400 of FacQA's and 600 of IDK-MRC's train questions, in their files' order, over all passages of
both (5,042), indexed in ``--work`` once. Asking is the time inside ``ask``; everything else that
``wartanya eval`` does with an open index (reading the set, finding evidence, scoring, intervals,
record and report) is what evaluating adds.
"""

import argparse
import json
import sys
import time
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from index.article import Article
from rag.answer import Answer
from rag.asker import Listed
from rag.eval_commands import evaluate
from rag.wartanya import Wartanya
from tests.benchmarks.corpora import NAMES

QUESTIONS = {"facqa": 400, "idkmrc": 600}


class TimedAsker:
    """An asker that adds up the seconds it is asked for."""

    def __init__(self, asker: Wartanya) -> None:
        self._asker = asker
        self.seconds = 0.0

    def ask(self, question: str) -> Answer:
        began = time.perf_counter()
        try:
            return self._asker.ask(question)
        finally:
            self.seconds += time.perf_counter() - began

    def article(self, article_id: str) -> Article:
        return self._asker.article(article_id)

    def read(self, ids: Collection[str]) -> Mapping[str, Article]:
        return self._asker.read(ids)

    def articles(self) -> Sequence[Listed]:
        return self._asker.articles()

    def describe(self) -> dict[str, Any]:
        return self._asker.describe()


def main() -> None:
    """Index once, evaluate, and print where the time went."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, required=True, help="the folder of the data sets")
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    testset = options.work / "questions.jsonl"
    write_questions(options.shared, testset)
    opening = time.perf_counter()
    with Wartanya(options.work / "data") as wartanya:
        summary = wartanya.add([options.shared / name / "corpus.jsonl" for name in NAMES])
        if summary.failed:
            sys.exit(f"{len(summary.failed)} records failed: {summary.failed[0]}")
        asker = TimedAsker(wartanya)
        began = time.perf_counter()
        done = evaluate(
            asker,
            testset,
            report=options.work / "report.html",
            record=options.work / "record.json",
        )
        seconds = time.perf_counter() - began
    count = len(done.run.records)
    adds = (seconds - asker.seconds) / asker.seconds
    print(f"{count} questions over {len(done.run.described['articles'])} articles")
    print(f"opening the index (and making it, the first time): {began - opening:.1f} s")
    print(f"evaluating: {seconds:.1f} s, of them asking {asker.seconds:.1f} s; it adds {adds:.1%}")


def write_questions(shared: Path, path: Path) -> None:
    """The set, as `wartanya eval` reads it."""
    with path.open("w", encoding="utf-8") as file:
        for name, most in QUESTIONS.items():
            with (shared / name / "questions.jsonl").open(encoding="utf-8") as lines:
                rows = [json.loads(line) for line in lines]
            for row in [row for row in rows if row["split"] == "train"][:most]:
                case = {key: row[key] for key in ("id", "question", "answers", "answerable")}
                case["language"] = "id"
                case["evidence"] = [{"article": found} for found in row["relevant"]]
                file.write(json.dumps(case, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
