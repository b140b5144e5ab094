"""Open questions with the reader: ranks, answers and refusals over the whole corpora.

    python tests/benchmarks/reading.py --shared DIR --work DIR [--weights FILE] [--english]

FacQA's and IDK-MRC's valid questions, each asked over its own corpus and a sample over the other's.
What retrieval and reader find is kept in ``--work`` once for each weights' file; ranks, answers and
refusals are worked out from it. What is fitted (the reader's weight beside the fused score, the
probability that there is an answer, the threshold) is fitted on one half of the questions and used
on the other, both ways round; the constants that are printed are of all of them.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

sys.path.insert(0, str(Path(__file__).parents[2]))

from index.build import ArticleIndex
from index.embedding import open_embedder
from rag.extraction import evidence
from rag.intervals import bootstrap_interval
from rag.metrics import exact_match, token_f1
from rag.reader import WEIGHTS, Reader
from rag.rereading import WEIGHT, reread
from rag.retrieval import Retriever
from rag.selective import abstention, ece
from rag.support import content_stems, coverage
from rag.training.examples import read_set
from tests.benchmarks.corpora import NAMES, open_corpus

OFF_TOPIC = 200  # of each set's questions, asked over the other's corpus
GRID = [0.0, 0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.06, 0.1]
ENGLISH = Path(__file__).with_name("english_questions_valid.jsonl")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was found for a question: a row a passage that was read, in the fused order.

    ``rows`` are {"article", "fused", "dense", "lexical", "covered", "reading", "span"}; ``held`` is
    whether the corpus answers it, by its set; ``features`` are those of `rag.support.Evidence`.
    """

    corpus: str
    questions: str
    id: str
    gold: tuple[str, ...]
    relevant: str
    held: bool
    rows: tuple[dict[str, Any], ...]
    articles: tuple[str, ...]
    features: tuple[float, float, float | None]


def main() -> None:
    """Gather what is missing, and report."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, required=True, help="the folder of the data sets")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--english", action="store_true", help="the 150 translated questions")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(options.weights.read_bytes()).hexdigest()[:12]
    kept = options.work / f"found-{digest}{'-english' if options.english else ''}.jsonl"
    if not kept.is_file():
        gather(options, kept)
    asked = [read_row(line) for line in kept.read_text("utf-8").splitlines()]
    for name in NAMES:
        report_ranks(name, [a for a in asked if a.corpus == a.questions == name and a.held])
        report_answers(name, [a for a in asked if a.corpus == a.questions == name])
    report_refusals(asked)


def gather(options: argparse.Namespace, kept: Path) -> None:
    """Ask every question and keep what was found."""
    embedder, reader = open_embedder(), Reader(options.weights)
    language = "en" if options.english else "id"
    english = read_english()
    lines = []
    for corpus in NAMES:
        with open_corpus(options.shared / corpus, options.work / corpus, embedder) as index:
            retriever = Retriever(index, embedder)
            for name in NAMES:
                asked = read_set(options.shared / name, "valid", every=True)
                examples = [e for e in asked.examples if not options.english or e.id in english]
                if name != corpus:
                    random = np.random.default_rng(0)
                    chosen = random.permutation(len(examples))[:OFF_TOPIC]
                    examples = [examples[i] for i in sorted(chosen)]
                for example in examples:
                    text = english[example.id] if options.english else example.question
                    found = ask(index, retriever, reader, text, language)
                    lines.append(
                        json.dumps(
                            {
                                "corpus": corpus,
                                "questions": name,
                                "id": example.id,
                                "gold": asked.gold[example.id],
                                "relevant": asked.passage_of[example.id],
                                "held": example.start is not None and name == corpus,
                                **found,
                            },
                            ensure_ascii=False,
                        )
                    )
    kept.write_text("\n".join(lines) + "\n", "utf-8")


def read_english() -> dict[str, str]:
    """The translated questions by the id of the Indonesian one."""
    with ENGLISH.open(encoding="utf-8") as lines:
        return {row["id"]: row["question"] for row in map(json.loads, lines)}


def ask(
    index: ArticleIndex, retriever: Retriever, reader: Reader, text: str, language: str
) -> dict[str, Any]:
    """What retrieval and reader find."""
    found = retriever.search(text)
    # All of both corpora is Indonesian, whatever is detected in a short passage.
    articles = {
        article_id: replace(article, language="id")
        for article_id, article in index.read({f.passage.article_id for f in found}).items()
    }
    read = reread(reader, text, found, articles, 0.0)
    rarity = index.rarity(content_stems(text, language))
    seen = max(evidence(read, articles, rarity, language), key=lambda one: one.reading)
    return {
        "rows": [
            {
                "article": one.found.passage.article_id,
                "fused": one.found.score,
                "dense": one.found.dense,
                "lexical": one.found.lexical,
                "covered": coverage(rarity, one.found.passage.text, language),
                "reading": max(-20.0, one.reading),
                "span": articles[one.found.passage.article_id].text[one.start : one.end],
            }
            for one in read
        ],
        "articles": [f.passage.article_id for f in found],
        "features": [max(-20.0, min(20.0, seen.reading)), seen.passage, seen.coverage],
    }


def read_row(line: str) -> Asked:
    """A kept line."""
    row = json.loads(line)
    return Asked(
        **{name: row[name] for name in ("corpus", "questions", "id", "relevant", "held")},
        gold=tuple(row["gold"]),
        rows=tuple(row["rows"]),
        articles=tuple(row["articles"]),
        features=tuple(row["features"]),
    )


def ranked(asked: Asked, weight: float) -> list[dict[str, Any]]:
    """The rows by both scores."""
    return sorted(asked.rows, key=lambda row: -(row["fused"] + weight * row["reading"]))


def reciprocal(asked: Asked, weight: float) -> float:
    """Reciprocal rank of the right article among the first ten, by its best passage."""
    order = [row["article"] for row in ranked(asked, weight)]
    order = list(dict.fromkeys([*order, *asked.articles]))[:10]
    return 1 / (order.index(asked.relevant) + 1) if asked.relevant in order else 0.0


def halves(count: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """(fitted, used) masks, both ways round."""
    side = np.arange(count) % 2 == 0
    return [(side, ~side), (~side, side)]


def report_ranks(name: str, asked: Sequence[Asked]) -> None:
    """Ranks without the reader, with it at a weight from the other half, and as shipped."""
    table = np.array([[reciprocal(a, weight) for weight in GRID] for a in asked])
    chosen = np.zeros(len(asked))
    for fitted, used in halves(len(asked)):
        best = int(table[fitted].mean(axis=0).argmax())
        chosen[used] = table[used, best]
    shipped = np.array([reciprocal(a, WEIGHT) for a in asked])
    for label, values in (
        ("fused alone", table[:, 0]),
        ("with reader", chosen),
        (f"weight {WEIGHT}", shipped),
    ):
        show(f"{name} {label} MRR@10", values)
        show(f"{name} {label} hit@1", values == 1)
    print(f"{name} MRR@10 by weight", dict(zip(GRID, table.mean(axis=0).round(4), strict=True)))


def report_answers(name: str, asked: Sequence[Asked]) -> None:
    """EM and F1 of the best span over the whole corpus, of questions that it answers."""
    best = [ranked(a, WEIGHT)[0]["span"] for a in asked if a.held]
    gold = [a.gold for a in asked if a.held]
    show(f"{name} open EM", [exact_match(s, g) for s, g in zip(best, gold, strict=True)])
    show(f"{name} open F1", [token_f1(s, g) for s, g in zip(best, gold, strict=True)])


def report_refusals(asked: Sequence[Asked]) -> None:
    """Fit and report whether there is an answer."""
    held = np.array([a.held for a in asked])
    own = np.array([a.corpus == a.questions for a in asked])
    wiki = np.array([a.questions == "idkmrc" for a in asked])
    words = all(a.features[2] is not None for a in asked)
    columns = 3 if words else 2
    features = np.array([a.features[:columns] for a in asked], float)
    likely = np.zeros(len(asked))
    refused = np.zeros(len(asked), bool)
    for fitted, used in halves(len(asked)):
        model = logistic(features[fitted], held[fitted])
        likely[used] = model.predict_proba(features[used])[:, 1]
        threshold = best_threshold(model.predict_proba(features[fitted])[:, 1], held[fitted])
        refused[used] = likely[used] < threshold
    for label, chosen in (
        ("IDK-MRC over its own corpus", own & wiki),
        ("in-corpus answered against off-topic", held | ~own),
        ("all", np.ones(len(asked), bool)),
    ):
        scores, truth = likely[chosen], held[chosen]
        measures = abstention(refused[chosen].tolist(), (~truth).tolist())
        print(
            f"{label}: n={chosen.sum()} AUROC={roc_auc_score(truth, scores):.3f} "
            f"[{spread(truth, scores)}] abstention F1={measures.f1.value:.3f} "
            f"[{measures.f1.low:.3f}, {measures.f1.high:.3f}] P={measures.precision.value:.3f} "
            f"R={measures.recall.value:.3f} ECE={ece(scores.tolist(), truth.tolist()).value:.3f} "
            f"answerable refused={np.mean(refused[chosen][truth]):.3f}"
        )
    model = logistic(features, held)
    threshold = best_threshold(model.predict_proba(features)[:, 1], held)
    print("constants", model.coef_[0].round(3), model.intercept_.round(3), f"{threshold:.3f}")


def logistic(features: np.ndarray, held: np.ndarray) -> LogisticRegression:
    """The probability that there is an answer."""
    return LogisticRegression(C=100.0, max_iter=10_000).fit(features, held)


def best_threshold(likely: np.ndarray, held: np.ndarray) -> float:
    """Below which to refuse, for the greatest F1 of refusals."""
    grid = np.linspace(0.05, 0.95, 91)
    scores = [_f1(likely < threshold, ~held) for threshold in grid]
    return float(grid[int(np.argmax(scores))])


def _f1(said: np.ndarray, right: np.ndarray) -> float:
    return 2 * float((said & right).sum()) / max(1, int(said.sum() + right.sum()))


def spread(truth: np.ndarray, scores: np.ndarray) -> str:
    """95% bootstrap interval of an AUROC."""
    random = np.random.default_rng(0)
    draws = [random.integers(0, len(truth), len(truth)) for _ in range(500)]
    low, high = np.percentile([roc_auc_score(truth[d], scores[d]) for d in draws], [2.5, 97.5])
    return f"{low:.3f}, {high:.3f}"


def show(name: str, values: Sequence[float] | np.ndarray) -> None:
    """A mean with its interval."""
    array = np.asarray(values, float)
    low, high = bootstrap_interval(array)
    print(f"{name:40} {array.mean():.3f} [{low:.3f}, {high:.3f}] n={len(array)}")


if __name__ == "__main__":
    main()
