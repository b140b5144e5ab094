"""How well copies of a story are told from other stories, and how fast.

    python tests/benchmarks/duplicates.py --split holdout
    python tests/benchmarks/duplicates.py --speed 10000

Copies are real articles of pfsa_id rewritten as outlets do. The others: each article's nearest
ones by TF-IDF; the nearest passages of FacQA, IDK-MRC and the translated SQuAD; other days of the
same template; and updates, whose own lead stands before the old background. The halves
share no article and no template; the thresholds were chosen on 'tune'.
"""

import argparse
import hashlib
import itertools
import json
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]

from index.duplicates import FLOOR, clusters, same_story
from index.errors import WartanyaError
from index.minhash import signature, similar
from rag.intervals import bootstrap_interval
from tests.benchmarks.rewriting import REWRITINGS, TEMPLATES, updated

DATA = ROOT.parent / "shared" / "data"
PASSAGES = ("facqa", "idkmrc", "squad_id")
NEAREST = 5
DAYS = 20  # of each template: 190 pairs
UPDATES = (0.3, 0.5)  # shares of new text
KNOWN_SAME = 0.5  # of three-word runs in common: corpora hold the same passage twice

Pair = tuple[str, str]


def read(data: Path, name: str, split: str) -> list[str]:
    """The distinct texts of a corpus whose hash falls in a half."""
    corpus = data / name / "corpus.jsonl"
    if not corpus.is_file():
        raise WartanyaError(f"{corpus}: no such file; give the folder of the data with --data")
    texts = {json.loads(line)["text"] for line in corpus.read_text("utf-8").splitlines()}
    return sorted(text for text in texts if _half(text) == split)


def _half(text: str) -> str:
    return ("tune", "holdout")[hashlib.sha256(text.encode()).digest()[0] % 2]


def nearest(texts: Sequence[str], count: int) -> list[list[int]]:
    """For each text its nearest others by TF-IDF."""
    matrix = TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
    similarities = (matrix @ matrix.T).toarray()
    np.fill_diagonal(similarities, 0)
    return [list(map(int, row)) for row in np.argsort(-similarities, axis=1)[:, :count]]


def copies(articles: Sequence[str]) -> Iterator[tuple[str, list[Pair]]]:
    for name, rewrite in REWRITINGS.items():
        rng = random.Random(name)
        yield name, [(text, rewrite(text, rng, articles)) for text in articles]


def others(articles: Sequence[str], data: Path, split: str) -> Iterator[tuple[str, list[Pair]]]:
    near = nearest(articles, NEAREST)
    yield "nearest articles", _distinct(articles, near)
    for name in PASSAGES:
        passages = read(data, name, split)[:3000]
        yield f"nearest passages, {name}", _distinct(passages, nearest(passages, 2))
    for name, template in TEMPLATES[split].items():
        rng = random.Random(name)
        days = [template(rng) for _ in range(DAYS)]
        yield f"another day's {name}", list(itertools.combinations(days, 2))
    for share in UPDATES:
        pairs = [
            (text, updated(text, articles[near[number][0]], share))
            for number, text in enumerate(articles)
        ]
        yield f"update, {share:.0%} new", pairs


def _distinct(texts: Sequence[str], near: Sequence[Sequence[int]]) -> list[Pair]:
    """Pairs of near texts; those that anyone would call one text are left out."""
    pairs = {(min(one, two), max(one, two)) for one, row in enumerate(near) for two in row}
    return [
        (texts[one], texts[two])
        for one, two in sorted(pairs)
        if similar(signature(texts[one]), signature(texts[two])) < KNOWN_SAME
    ]


def merged(pairs: Sequence[Pair]) -> list[float]:
    """1.0 for each pair that counts as one story."""
    return [
        float(similar(signature(one), signature(two)) >= FLOOR and same_story(one, two))
        for one, two in pairs
    ]


def show(name: str, values: Sequence[float]) -> None:
    low, high = bootstrap_interval(values)
    rate = sum(values) / len(values)
    print(f"  {name:34} {rate:.3f}  [{low:.3f}, {high:.3f}]  {sum(values):.0f} of {len(values)}")


def report(data: Path, split: str) -> None:
    articles = read(data, "pfsa_id", split)
    right: list[float] = []
    wrong: list[float] = []
    print(f"{len(articles)} articles; copies found:")
    for name, pairs in copies(articles):
        values = merged(pairs)
        right += values
        show(name, values)
    print("other stories merged by mistake:")
    for name, pairs in others(articles, data, split):
        values = merged(pairs)
        wrong += values
        show(name, values)
    print("all:")
    show("recall", right)
    show("false merges", wrong)
    show("precision", [1.0] * int(sum(right)) + [0.0] * int(sum(wrong)))


def report_speed(data: Path, count: int) -> None:
    """Processor time to sign and to group articles of 3,000 characters, one in five a copy."""
    rng = random.Random(0)
    sources = [
        text[start : start + 3000] for text in read(data, "pfsa_id", "tune") for start in (0,)
    ]
    words = " ".join(sources).split()
    texts = {}
    for number in range(count):
        start = rng.randrange(len(words) - 600)
        rest = [
            rng.choice(words) if rng.random() < 0.5 else word for word in words[start : start + 450]
        ]
        texts[str(number)] = " ".join(rest)[:3000]
        if number % 5 == 4:
            copied = texts[str(number - 1)]
            texts[str(number)] = REWRITINGS["cut to 80%"](copied, rng, sources)
    started = time.process_time()
    signatures = {name: signature(text) for name, text in texts.items()}
    signed = time.process_time()
    groups = clusters(signatures, texts.__getitem__)
    grouped = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = f"{signed - started:.1f} s to sign, {grouped - signed:.1f} s to group"
    print(f"{count} articles: {seconds} (processor time)")
    print(f"{len(groups)} groups, {count * signatures['0'].nbytes / 1e6:.1f} MB of signatures")
    print(f"peak memory of the whole run {peak:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description="Copies of a story against other stories.")
    parser.add_argument("--split", choices=("tune", "holdout"), default="holdout")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--speed", type=int, help="time this many articles instead")
    arguments = parser.parse_args()
    if arguments.speed:
        report_speed(arguments.data, arguments.speed)
    else:
        report(arguments.data, arguments.split)


if __name__ == "__main__":
    try:
        main()
    except WartanyaError as error:
        sys.exit(str(error))
