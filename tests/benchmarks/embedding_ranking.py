"""MRR@10 of the default embedder beside float32 on torch, the same weights.

    python -m tests.benchmarks.embedding_ranking

FacQA valid and the answerable questions of IDK-MRC valid, each over its whole corpus, dense
search alone. Intervals are 95% bootstraps over questions.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder, open_embedder, sentence_transformers_directory

DATA = Path(__file__).parents[2].parent / "shared" / "data"
DEPTH = 10
RESAMPLES = 10_000


def rows(path: Path) -> Iterable[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def passages_of(embedder: Embedder, texts: list[str]) -> NDArray[np.float32]:
    """A vector for each text; one past the model's limit is cut at a space, for both alike."""
    fitting = []
    for text in texts:
        words = text.split(" ")
        while embedder.count_tokens(" ".join(words)) > embedder.max_tokens:
            words = words[: len(words) * 9 // 10]
        fitting.append(" ".join(words))
    return embedder.embed_passages(fitting)


def reciprocal_ranks(embedder: Embedder, name: str) -> NDArray[np.float64]:
    """1 / rank of each question's first relevant passage, 0 past rank 10."""
    corpus = list(rows(DATA / name / "corpus.jsonl"))
    ids = [passage["id"] for passage in corpus]
    vectors = passages_of(embedder, [passage["text"] for passage in corpus])
    values = []
    for question in rows(DATA / name / "questions.jsonl"):
        if question["split"] != "valid" or not question["answerable"]:
            continue
        scores = vectors @ embedder.embed_query(question["question"])
        best = [ids[i] for i in np.argsort(-scores, kind="stable")[:DEPTH]]
        ranks = [rank for rank, one in enumerate(best, 1) if one in question["relevant"]]
        values.append(1 / ranks[0] if ranks else 0.0)
    return np.array(values)


def interval(values: NDArray[np.float64]) -> tuple[float, float]:
    random = np.random.default_rng(0)
    means = values[random.integers(0, len(values), (RESAMPLES, len(values)))].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def main() -> None:
    engines = (open_embedder(), open_embedder(str(sentence_transformers_directory())))
    for name in ("facqa", "idkmrc"):
        ours, theirs = (reciprocal_ranks(engine, name) for engine in engines)
        for label, values in (("ours", ours), ("float32", theirs), ("difference", ours - theirs)):
            low, high = interval(values)
            line = f"{name} valid, {len(values)} questions, {label}: MRR@10 {values.mean():.4f}"
            print(f"{line} [{low:.4f}, {high:.4f}]", flush=True)  # the report


if __name__ == "__main__":
    main()
