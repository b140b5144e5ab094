"""How long indexing takes beside embedding alone, and how much memory.

    python -m tests.benchmarks.indexing [--articles 1000] [--shared DIR] [--no-model] [--jobs N]

Articles of some 3,000 characters, made of IDK-MRC's and squad_id's sentences in an order drawn by
a seed, one a .txt file with title and date. In turn, 100 at a time: indexed as `wartanya index`
does, and their passages embedded alone. The ratio is embedding's time by indexing's. With
``--no-model`` vectors are drawn instead, so that memory can be seen at 10,000 articles in minutes.
"""

import argparse
import json
import random
import resource
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from index import chunking
from index.build import ArticleIndex
from index.embedding import Embedder, open_embedder
from index.how import How
from index.loading import load
from index.sentences import split_sentences
from tests.benchmarks.embedding import resident

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
LENGTH = 3000  # characters an article
ROUND = 100  # articles indexed, then embedded


class Drawn:
    """Vectors by chance, the same for the same text; tokens are words."""

    model, fingerprint, dimensions, max_tokens = "drawn", "drawn", 384, 512

    def count_tokens(self, text: str) -> int:
        return int(1.6 * len(text.split()))

    def embed_query(self, text: str) -> NDArray[np.float32]:
        vector = np.random.default_rng(zlib.crc32(text.encode())).normal(size=384)
        return np.asarray(vector / np.linalg.norm(vector), np.float32)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self.embed_query(text) for text in texts])


def sentences(shared: Path) -> list[str]:
    """Sentences of 40 to 300 characters."""
    found: dict[str, None] = {}
    for name in ("idkmrc", "squad_id"):
        with (shared / name / "corpus.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line)["text"]
                for span in split_sentences(text):
                    sentence = " ".join(text[span.start : span.end].split())
                    if 40 <= len(sentence) <= 300:
                        found[sentence] = None
    return list(found)


def write_articles(folder: Path, count: int, stock: Sequence[str]) -> Iterator[list[Path]]:
    """Rounds of files."""
    draw = random.Random(7)
    paths: list[Path] = []
    for number in range(count):
        paragraphs, length = [], 0
        while length < LENGTH:
            paragraphs.append(" ".join(draw.sample(stock, 2)))
            length += len(paragraphs[-1])
        title = " ".join(draw.choice(stock).split()[:8])
        day = f"Senin, {draw.randint(1, 28):02}/03/{draw.randint(2005, 2025)} 08:56 WIB"
        path = folder / f"{number:06}.txt"
        path.write_text("\n\n".join([title, day, *paragraphs]), encoding="utf-8")
        paths.append(path)
        if len(paths) == ROUND:
            yield paths
            paths = []


def main() -> None:
    """Read the options, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--no-model", action="store_true")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    embedder: Embedder = Drawn() if options.no_model else open_embedder()
    stock = sentences(options.shared)
    ratios, memory = [], {}
    indexing = embedding = 0.0
    passages = done = 0
    with tempfile.TemporaryDirectory() as name:
        data, folder = Path(name, "data"), Path(name, "in")
        folder.mkdir()
        with ArticleIndex.open(data, embedder) as index:
            for paths in write_articles(folder, options.articles, stock):
                began = time.perf_counter()
                summary = index.add(load(paths, How(jobs=options.jobs)))
                took = time.perf_counter() - began
                assert summary.added == len(paths), summary
                done += len(paths)
                indexing += took
                memory[done] = resident()
                if options.no_model:
                    continue
                texts = embedded(index, done - len(paths))
                began = time.perf_counter()
                embedder.embed_passages(texts)
                alone = time.perf_counter() - began
                embedding += alone
                passages += len(texts)
                ratios.append(alone / took)
                print(
                    f"{done} articles: {len(texts) / took:.1f} passages/s, ratio {alone / took:.3f}"
                )
    print(f"indexing {done} articles: {indexing:.1f} s")
    if ratios:
        rates = f"{passages / indexing:.1f}/s, embedding alone {passages / embedding:.1f}/s"
        print(f"{passages} passages, {rates}; ratio {embedding / indexing:.3f}")
        print(f"rounds: median {median(ratios):.3f}, {min(ratios):.3f} to {max(ratios):.3f}")
    marks = sorted({min(1000, done), done})
    print("resident MB: " + ", ".join(f"{memory[mark]:.0f} at {mark}" for mark in marks))
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def embedded(index: ArticleIndex, after: int) -> list[str]:
    """What was embedded of the articles of the files from number ``after`` on."""
    wanted = [r for r in index.articles() if int(Path(r.sources[0]).stem) >= after]
    found = []
    for record in wanted:
        article = index.article(record.id)
        found += [chunking.context(article) + p.text for p in index.article_passages(record.id)]
    return found


if __name__ == "__main__":
    main()
