"""Calibrates the support of an answer: are the question and the articles about the same thing?

    python tests/benchmarks/support.py --shared DIR

Questions of each set are asked over its own corpus (in-corpus) and over the other set's
(off-topic). A logistic regression is fitted on a sample of the train splits; AUROC with 95%
intervals, and how many answerable questions are refused, are reported on the valid splits. The
weights for two languages are fitted on FacQA train questions in English (english_questions.jsonl)
over both corpora, where words are not compared; their AUROC is that of the same questions.
"""

import argparse
import json
import sys
from dataclasses import astuple, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

sys.path.insert(0, str(Path(__file__).parents[2]))

from index.build import ArticleIndex
from index.embedding import Embedder, open_embedder
from rag.extraction import PASSAGES, evidence, rank_sentences
from rag.question import read_question
from rag.retrieval import Retriever
from rag.support import THRESHOLD, Evidence, content_stems, support
from tests.benchmarks.corpora import NAMES, open_corpus, questions

TRAIN_SAMPLE = 400  # questions of each set, asked over both corpora


def main() -> None:
    """Fit and report."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, required=True, help="the folder of the data sets")
    parser.add_argument("--data", type=Path, default=Path("/tmp/wartanya-benchmark"))
    options = parser.parse_args()
    embedder = open_embedder()
    random = np.random.default_rng(0)
    gathered: dict[tuple[str, str, str], list[Evidence]] = {}
    english: dict[str, list[Evidence]] = {}
    for corpus in NAMES:
        with open_corpus(options.shared / corpus, options.data / corpus, embedder) as index:
            english[corpus] = [seen(index, embedder, text, "en") for text in in_english()]
            for asked in NAMES:
                for split in ("train", "valid"):
                    rows = [q for q in questions(options.shared / asked, split) if q.answerable]
                    if len(rows) > TRAIN_SAMPLE:
                        rows = [rows[i] for i in random.choice(len(rows), TRAIN_SAMPLE, False)]
                    evidences = gathered.setdefault((corpus, asked, split), [])
                    evidences += [seen(index, embedder, row.text, "id") for row in rows]
    fit(gathered)
    report(gathered)
    two_languages(english)


def seen(index: ArticleIndex, embedder: Embedder, text: str, language: str) -> Evidence:
    """What speaks for a question in its language; of the words, where the corpus' own."""
    found = Retriever(index, embedder).search(text)
    rarity = index.rarity(content_stems(text, language))
    ranked = rank_sentences(read_question(text), embedder, found[:PASSAGES], rarity)
    return evidence(found, ranked, rarity if language == "id" else None, language)


def in_english() -> list[str]:
    """FacQA train questions, translated for this project."""
    path = Path(__file__).with_name("english_questions.jsonl")
    return [json.loads(line)["question"] for line in path.read_text("utf-8").splitlines()]


def split_of(
    gathered: dict[tuple[str, str, str], list[Evidence]], split: str
) -> tuple[np.ndarray, np.ndarray, list[Evidence]]:
    """Features (n, 3), labels (n,) and evidence of one split, in-corpus being 1."""
    pairs = [
        (e, corpus == asked)
        for (corpus, asked, part), evidences in gathered.items()
        if part == split
        for e in evidences
    ]
    features = np.array([astuple(e) for e, _ in pairs])
    return features, np.array([label for _, label in pairs]), [e for e, _ in pairs]


def fit(gathered: dict[tuple[str, str, str], list[Evidence]]) -> None:
    """Print the constants of rag/support.py."""
    features, labels, _ = split_of(gathered, "train")
    for name, columns in {"SAME_LANGUAGE": [0, 1, 2], "TWO_LANGUAGES": [0, 1]}.items():
        model = LogisticRegression(C=100.0, class_weight="balanced", max_iter=10_000)
        model.fit(features[:, columns], labels)
        print(f"{name}: {model.coef_[0].round(3)} {model.intercept_.round(3)}")
        scores = np.sort(model.predict_proba(features[:, columns])[labels, 1])
        for part in (0.01, 0.02, 0.05):
            print(f"  a threshold of {scores[int(part * len(scores))]:.3f} refuses {part:.0%}")
    for column, name in enumerate(Evidence.__dataclass_fields__):
        print(f"  train AUROC of {name} alone: {roc_auc_score(labels, features[:, column]):.3f}")


def report(gathered: dict[tuple[str, str, str], list[Evidence]]) -> None:
    """Print the figures of rag/support.py's constants on valid."""
    _, labels, evidences = split_of(gathered, "valid")
    random = np.random.default_rng(0)
    draws = [random.integers(0, len(labels), len(labels)) for _ in range(1_000)]
    wordless = [replace(e, coverage=None) for e in evidences]
    for name, seen in {"with words": evidences, "without words": wordless}.items():
        scores = np.array([support(e) for e in seen])
        low, high = np.percentile([roc_auc_score(labels[d], scores[d]) for d in draws], [2.5, 97.5])
        print(
            f"valid n={len(labels)} {name} AUROC={roc_auc_score(labels, scores):.3f} "
            f"[{low:.3f}, {high:.3f}] in-corpus refused {np.mean(scores[labels] < THRESHOLD):.3f}, "
            f"off-topic refused {np.mean(scores[~labels] < THRESHOLD):.3f}"
        )


def two_languages(english: dict[str, list[Evidence]]) -> None:
    """Print weights for English questions, and the figures of rag/support.py's constants."""
    evidences = [e for corpus in NAMES for e in english[corpus]]
    labels = np.array([corpus == "facqa" for corpus in NAMES for _ in english[corpus]])
    features = np.array([(e.passage, e.sentence) for e in evidences])
    model = LogisticRegression(C=100.0, class_weight="balanced", max_iter=10_000)
    model.fit(features, labels)
    scores = np.array([support(e) for e in evidences])
    print(
        f"English n={len(labels)} fitted: {model.coef_[0].round(3)} {model.intercept_.round(3)}; "
        f"AUROC={roc_auc_score(labels, scores):.3f} in-corpus refused "
        f"{np.mean(scores[labels] < THRESHOLD):.3f}, "
        f"off-topic refused {np.mean(scores[~labels] < THRESHOLD):.3f}"
    )


if __name__ == "__main__":
    main()
