"""How long should a passage be? Retrieval for several targets, on the train splits.

    python -m tests.benchmarks.chunk_size DATA [--questions 300] [--targets 64 128 256]

DATA holds ``facqa/`` and ``idkmrc/`` with ``corpus.jsonl`` and ``questions.jsonl``. Three sets:
eight neighbouring passages of FacQA, or of IDK-MRC, as one article (no title); and IDK-MRC
passages of at least 1,200 characters as articles of their own, whose first six words stand in
for the title. A question's answer is found when a passage that overlaps its span is among the best
passages that fit 500 or 1,000 tokens together: equal reading for every target. MRR@10 counts
passages. Intervals are 95% bootstrap intervals over questions.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.article import Article, Passage
from index.chunking import chunk, context
from index.embedding import Embedder, open_embedder

NEIGHBOURS = 8
LONG = 1200  # characters
TITLE_WORDS = 6
BUDGETS = (500, 1000)  # tokens of passages, best first


@dataclass(frozen=True, slots=True)
class Question:
    """``spans``: where its answer stands, as (article id, start, end)."""

    text: str
    spans: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Set:
    name: str
    articles: list[Article]
    questions: list[Question]


def main() -> None:
    arguments = _arguments()
    embedder = open_embedder()
    sets = [_read(name, arguments.data, arguments.questions) for name in arguments.sets]
    queries = {s.name: np.stack([embedder.embed_query(q.text) for q in s.questions]) for s in sets}
    print("| set | questions | target | context | passages | MRR@10 | hit 500 | hit 1000 | s |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for target in arguments.targets:
        for each in sets:
            for with_context in (False, True) if each.articles[0].title else (False,):
                row = _row(each, embedder, queries[each.name], target, with_context)
                print(row, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path)
    parser.add_argument("--questions", type=int, default=300, help="at most, of each set")
    parser.add_argument("--targets", type=int, nargs="+", default=[48, 64, 96, 128, 192, 256, 384])
    parser.add_argument("--sets", nargs="+", default=["facqa", "idkmrc", "long"])
    return parser.parse_args()


def _read(name: str, data: Path, count: int) -> Set:
    return _long(data, count) if name == "long" else _neighbours(name, data, count)


def _row(
    each: Set, embedder: Embedder, queries: NDArray[np.float32], target: int, with_context: bool
) -> str:
    began = time.perf_counter()
    passages: list[Passage] = []
    shown: list[str] = []
    for article in each.articles:
        new = chunk(article, embedder.count_tokens, embedder.max_tokens, target)
        passages += new
        shown += [(context(article) if with_context else "") + p.text for p in new]
    vectors = embedder.embed_passages(shown)
    tokens = np.array([embedder.count_tokens(p.text) for p in passages])
    outcomes = np.array(
        [
            _outcome(q, s, passages, tokens)
            for q, s in zip(each.questions, queries @ vectors.T, strict=True)
        ]
    )
    cells = " | ".join(_interval(column) for column in outcomes.T)
    seconds = time.perf_counter() - began
    name = f"{each.name} | {len(each.questions)} | {target} | {'yes' if with_context else 'no'}"
    return f"| {name} | {len(passages)} | {cells} | {seconds:.0f} |"


def _outcome(
    question: Question,
    scores: NDArray[np.float32],
    passages: list[Passage],
    tokens: NDArray[np.int64],
) -> list[float]:
    """Reciprocal rank within ten, and whether the answer is within each budget."""
    order = np.argsort(-scores, kind="stable")[:100]
    right = [_overlaps(passages[i], question) for i in order]
    if True not in right:
        return [0.0] * (1 + len(BUDGETS))
    rank = right.index(True) + 1
    read = int(tokens[order[:rank]].sum())
    # the best passage is read, however long
    hits = [float(rank == 1 or read <= budget) for budget in BUDGETS]
    return [1 / rank if rank <= 10 else 0.0, *hits]


def _overlaps(passage: Passage, question: Question) -> bool:
    return any(
        passage.article_id == article_id and passage.start < end and start < passage.end
        for article_id, start, end in question.spans
    )


def _interval(values: NDArray[np.float64]) -> str:
    draws = np.random.default_rng(1).choice(values, (2000, len(values))).mean(axis=1)
    low, high = np.percentile(draws, [2.5, 97.5])
    return f"{values.mean():.3f} ({low:.3f}-{high:.3f})"


def _neighbours(name: str, data: Path, count: int) -> Set:
    """Articles of neighbouring passages: those that hold the drawn questions' answers."""
    corpus = {row["id"]: row["text"] for row in _rows(data / name / "corpus.jsonl")}
    ids = list(corpus)
    place: dict[str, tuple[str, int]] = {}
    articles: dict[str, Article] = {}
    for first in range(0, len(ids), NEIGHBOURS):
        group = ids[first : first + NEIGHBOURS]
        offset = 0
        for passage in group:
            place[passage] = (group[0], offset)
            offset += len(corpus[passage]) + 2
        articles[group[0]] = Article(group[0], "", "\n\n".join(corpus[p] for p in group))
    questions = _draw(data / name / "questions.jsonl", corpus, place, count)
    used = {article_id for question in questions for article_id, _, _ in question.spans}
    return Set(f"{name} x{NEIGHBOURS}", [articles[a] for a in sorted(used)], questions)


def _long(data: Path, count: int) -> Set:
    corpus = {row["id"]: row["text"] for row in _rows(data / "idkmrc" / "corpus.jsonl")}
    corpus = {key: text for key, text in corpus.items() if len(text) >= LONG}
    place = {key: (key, 0) for key in corpus}
    questions = _draw(data / "idkmrc" / "questions.jsonl", corpus, place, count)
    used = {article_id for question in questions for article_id, _, _ in question.spans}
    articles = [
        Article(key, " ".join(corpus[key].split()[:TITLE_WORDS]), corpus[key])
        for key in sorted(used)
    ]
    return Set("idkmrc long", articles, questions)


def _draw(
    path: Path, corpus: dict[str, str], place: dict[str, tuple[str, int]], count: int
) -> list[Question]:
    """At most ``count`` answerable questions of the train split whose passages are there."""
    questions = []
    for row in _rows(path):
        if row["split"] != "train" or not row["answerable"]:
            continue
        spans = []
        for relevant in row["relevant"]:
            if relevant not in place:
                continue
            is_gold = relevant == (row.get("gold_passage") or row.get("passage"))
            answer = row["answers"][0]
            start = row["answer_start"] if is_gold else corpus[relevant].find(answer)
            if start >= 0:
                article_id, offset = place[relevant]
                spans.append((article_id, offset + start, offset + start + len(answer)))
        if spans:
            questions.append(Question(row["question"], tuple(spans)))
    random.Random(1).shuffle(questions)
    return questions[:count]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


if __name__ == "__main__":
    main()
