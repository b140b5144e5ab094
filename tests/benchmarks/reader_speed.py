"""What reading costs: time beside embedding as many tokens, memory, and whether it grows.

    python tests/benchmarks/reader_speed.py --shared DIR [--calls 10000]

Eight passages as an index cuts them, read for a question and embedded, in turn; the ratio is of
times a token. Resident memory is taken before and after the reader is opened, and over ``--calls``
readings of passages of all lengths.
"""

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from index.article import Article
from index.chunking import chunk
from index.embedding import Embedder, open_embedder
from rag.reader import Reader, Text
from tests.benchmarks.starter import resident_megabytes

ROUNDS = 40
PASSAGES = 8


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, required=True, help="the folder of the data sets")
    parser.add_argument("--calls", type=int, default=0, help="readings to watch memory over")
    options = parser.parse_args()
    embedder = open_embedder()
    texts = passages(options.shared, embedder)
    embedder.embed_passages(texts[:PASSAGES])
    before = resident_megabytes()
    reader = Reader()
    reader.read("Apa?", [Text(text) for text in texts[:PASSAGES]])
    print(f"resident: {before:.0f} MB, with the reader {resident_megabytes():.0f} MB")
    question = "Kapan perusahaan itu didirikan oleh pemerintah?"
    asked = embedder.count_tokens(question)
    reads, embeds = [], []
    for number in range(ROUNDS):
        some = texts[number * PASSAGES : (number + 1) * PASSAGES]
        tokens = sum(map(embedder.count_tokens, some))
        began = time.perf_counter()
        reader.read(question, [Text(text) for text in some])
        middle = time.perf_counter()
        embedder.embed_passages(some)
        done = time.perf_counter()
        reads.append((middle - began, tokens + len(some) * (asked + 4)))
        embeds.append((done - middle, tokens + len(some) * 5))
    ratio = statistics.median(
        (r / n) / (e / m) for (r, n), (e, m) in zip(reads, embeds, strict=True)
    )
    milliseconds = 1000 * statistics.median(seconds for seconds, _ in reads)
    print(
        f"{PASSAGES} passages read in {milliseconds:.0f} ms; a token takes {ratio:.2f} of embedding"
    )
    if options.calls:
        grow(reader, texts, options.calls)


def passages(shared: Path, embedder: Embedder) -> list[str]:
    """IDK-MRC's passages as an index cuts them."""
    found: list[str] = []
    with (shared / "idkmrc" / "corpus.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            article = Article(row["id"], "", row["text"])
            found += [p.text for p in chunk(article, embedder.count_tokens, embedder.max_tokens)]
            if len(found) > 4_000:
                return found
    return found


def grow(reader: Reader, texts: list[str], calls: int) -> None:
    """Print resident memory over many readings."""
    for number in range(calls + 1):
        if number % max(1, calls // 5) == 0:
            print(f"after {number} calls {resident_megabytes():.0f} MB")
        reader.read("Siapa ketuanya?", [Text(texts[number % len(texts)])])


if __name__ == "__main__":
    main()
