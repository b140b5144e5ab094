"""MRR@10 of BM25, dense, reciprocal rank fusion and the fused retriever, side by side.

    python tests/benchmarks/retrieval.py --shared DIR [--tune] [--starter]

``--tune`` sweeps the dense weight on the train splits; figures are reported on the valid splits.
``--starter`` adds the LlamaIndex starter as its documentation writes it, which gives the model
none of the prompts that it was trained with; it wants the extra ``benchmark``.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from index.build import ArticleIndex
from index.embedding import Embedder, open_embedder
from rag.intervals import bootstrap_interval
from rag.metrics import mrr
from rag.retrieval import CANDIDATES, DENSE_WEIGHT, fuse, reciprocal_rank_fusion
from tests.benchmarks.corpora import NAMES, Row, open_corpus, questions

WEIGHTS = [step / 20 for step in range(21)]
TRAIN_SAMPLE = 1_500  # of IDK-MRC's 4,700 answerable train questions: the curve is flat


@dataclass(frozen=True, slots=True)
class Candidates:
    """What the two searches bring for one question: passage ids with scores.

    ``cosines`` has the similarity of what either brought.
    """

    row: Row
    dense: Mapping[str, float]
    lexical: Mapping[str, float]
    cosines: Mapping[str, float]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, required=True, help="the folder of the data sets")
    parser.add_argument("--data", type=Path, default=Path("/tmp/wartanya-benchmark"))
    parser.add_argument("--tune", action="store_true")
    parser.add_argument("--starter", action="store_true")
    options = parser.parse_args()
    embedder = open_embedder()
    for name in NAMES:
        with open_corpus(options.shared / name, options.data / name, embedder) as index:

            def collect(split: str, most: int | None = None) -> list[Candidates]:
                rows = [r for r in questions(options.shared / name, split) if r.relevant]
                if most is not None and len(rows) > most:
                    chosen = np.random.default_rng(0).choice(len(rows), most, replace=False)
                    rows = [rows[i] for i in sorted(chosen)]
                return [candidates(index, embedder, row) for row in rows]

            if options.tune:
                tune(name, collect("train", TRAIN_SAMPLE))
            valid = collect("valid")
            report(name, valid)
            if options.starter:
                rows = [candidate.row for candidate in valid]
                rankings = starter_rankings(options.shared / name / "corpus.jsonl", rows)
                show(
                    name,
                    "LlamaIndex",
                    *(mrr(rankings, [row.relevant for row in rows], k) for k in (10, 1)),
                )


def candidates(index: ArticleIndex, embedder: Embedder, row: Row) -> Candidates:
    """What the retriever fuses for a question."""
    vector = embedder.embed_query(row.text)
    nearest = dict(index.dense(vector, CANDIDATES))
    lexical = dict(index.lexical(row.text, CANDIDATES))
    others = [passage_id for passage_id in lexical if passage_id not in nearest]
    return Candidates(row, nearest, lexical, nearest | index.similarities(vector, others))


def tune(name: str, train: Sequence[Candidates]) -> None:
    """Print MRR@10 on train by dense weight."""
    for weight in WEIGHTS:
        score = evaluate(train, lambda c, w=weight: fuse(c.cosines, c.lexical, w)).mean()
        print(f"{name} train n={len(train)} dense_weight={weight:.2f} MRR@10={score:.4f}")


def report(name: str, valid: Sequence[Candidates]) -> None:
    """Print each method's MRR@10 on valid with its 95% interval."""
    methods: dict[str, Callable[[Candidates], list[tuple[str, float]]]] = {
        "BM25": lambda c: ranked(c.lexical),
        "dense": lambda c: ranked(c.dense),
        "RRF": lambda c: reciprocal_rank_fusion([_ids(ranked(c.dense)), _ids(ranked(c.lexical))]),
        f"fused {DENSE_WEIGHT}": lambda c: fuse(c.cosines, c.lexical, DENSE_WEIGHT),
    }
    for method, rank in methods.items():
        show(name, method, evaluate(valid, rank), evaluate(valid, rank, k=1))


def show(name: str, method: str, values: np.ndarray, hits: np.ndarray) -> None:
    """A line with reciprocal ranks' mean and interval, and the part found at the first rank."""
    low, high = bootstrap_interval(values)
    print(
        f"{name} valid n={len(values)} {method:12} MRR@10={values.mean():.3f} "
        f"[{low:.3f}, {high:.3f}] hit@1={hits.mean():.3f}"
    )


def starter_rankings(corpus: Path, rows: Sequence[Row]) -> list[list[str]]:
    """Articles by rank for each question, as the LlamaIndex starter finds them."""
    import json

    from llama_index.core import Document, VectorStoreIndex
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    from index.embedding import sentence_transformers_directory

    with corpus.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    retriever = VectorStoreIndex.from_documents(
        [Document(text=record["text"], id_=record["id"]) for record in records],
        embed_model=HuggingFaceEmbedding(model_name=str(sentence_transformers_directory())),
    ).as_retriever(similarity_top_k=20)
    return [
        list(dict.fromkeys(found.node.ref_doc_id for found in retriever.retrieve(row.text)))
        for row in rows
    ]


def evaluate(
    candidates: Sequence[Candidates],
    rank: Callable[[Candidates], list[tuple[str, float]]],
    k: int = 10,
) -> np.ndarray:
    """Reciprocal rank by question, of articles by their best passage."""
    return mrr(
        [list(dict.fromkeys(_article(i) for i in _ids(rank(c)))) for c in candidates],
        [c.row.relevant for c in candidates],
        k,
    )


def ranked(scores: Mapping[str, float]) -> list[tuple[str, float]]:
    """Scores as a ranking, best first."""
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def _ids(ranking: Sequence[tuple[str, float]]) -> list[str]:
    return [passage_id for passage_id, _ in ranking]


def _article(passage_id: str) -> str:
    return passage_id.rsplit(":", 2)[0]


if __name__ == "__main__":
    main()
