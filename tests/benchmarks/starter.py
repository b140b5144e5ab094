"""Wartanya beside the LlamaIndex starter that a user would write, on the same passages.

    python tests/benchmarks/starter.py --shared DIR [--passages 100000] [--rounds 3]

The starter: VectorStoreIndex over ChromaVectorStore with HuggingFaceEmbedding, the same weights
in float32, its prompts given. Each contender indexes and asks in a process of its own, in turn,
``--rounds`` times; medians, and the range over rounds, are printed with the ratio.

- Indexing: passages a second over ``--indexed`` passages, text to searchable.
- Asking: question to ten ranked passages over ``--passages`` passages, p50. Both get the same
  vectors, made once: those of the first ``--embedded`` passages, and these again, moved a little,
  for the rest, which overlap them. Each embeds the question itself.
- Resident memory after the questions, and the time from start to a first answer on the samples.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

QUERIES = 200
NOISE = 0.01  # of each of 384 numbers: a cosine of .98, as windows that share most words have
WORDS = 40  # of a passage cut from the corpora to fill an index


def passages(shared: Path, most: int) -> list[str]:
    """Distinct passages: the corpora's words in windows of 40, then again half a window on."""
    texts = []
    for name in ("facqa", "idkmrc", "squad_id"):
        with (shared / name / "corpus.jsonl").open(encoding="utf-8") as lines:
            texts += [json.loads(line)["text"].split() for line in lines]
    seen: dict[str, None] = {}
    for offset in range(0, WORDS, 2):
        for words in texts:
            for start in range(offset, max(len(words) - WORDS // 2, 1), WORDS):
                seen.setdefault(" ".join(words[start : start + WORDS]))
                if len(seen) == most:
                    return list(seen)
    return list(seen)


def queries(shared: Path) -> list[str]:
    """The first 200 questions of FacQA's valid split."""
    with (shared / "facqa" / "questions.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row["question"] for row in rows if row["split"] == "valid"][:QUERIES]


def resident_megabytes() -> float:
    """Of this process, now."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        pages = int(statm.read().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def timed_queries(search: Any, asked: Sequence[str]) -> float:
    """Median milliseconds a query, after ten to warm up."""
    for query in asked[:10]:
        search(f"warm {query}")  # not the query itself: ours keeps the last questions' vectors
    times = []
    for query in asked:
        start = time.perf_counter()
        found = search(query)
        times.append(time.perf_counter() - start)
        assert len(found) == 10, len(found)
    return statistics.median(times) * 1e3


class Precomputed:
    """Our embedder, with the vectors of known passages at hand."""

    def __init__(self, embedder: Any, vectors: dict[str, np.ndarray]) -> None:
        self._embedder = embedder
        self._vectors = vectors

    def __getattr__(self, name: str) -> Any:
        return getattr(self._embedder, name)

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        """The vectors at hand."""
        return np.array([self._vectors[text] for text in texts], dtype=np.float32)


def records(texts: Sequence[str]) -> Iterator[Any]:
    """The passages as articles of one passage."""
    from index.article import Article
    from index.loading import Loaded

    for number, text in enumerate(texts):
        yield Loaded(f"benchmark#{number}", Article(f"a{number}", "", text, language="id"), None)


def whole() -> Any:
    """A chunker that takes an article for one passage, so that both contenders have the same."""
    from index.article import Passage
    from index.ingest import Chunker

    return Chunker(
        settings="whole",
        split=lambda article, _: [
            Passage(article.id, article.version, 0, len(article.text), article.text)
        ],
        embedded=lambda _, passage: passage.text,
    )


def ours(work: Path, options: argparse.Namespace) -> dict[str, float]:
    """Wartanya's figures."""
    from index.build import ArticleIndex
    from index.embedding import open_embedder
    from rag.retrieval import Retriever

    texts = json.loads((work / "texts.json").read_text(encoding="utf-8"))
    embedder = open_embedder()
    embedder.embed_query("warm")
    indexed = texts[: options.indexed]
    data = work / f"ours-{time.time_ns()}"
    with ArticleIndex.open(data, embedder, chunker=whole()) as index:
        start = time.perf_counter()
        index.add(records(indexed))
        rate = len(indexed) / (time.perf_counter() - start)
    large = work / "ours-large"
    built = (large / "closed.json").exists()
    known = {} if built else dict(zip(texts, np.load(work / "vectors.npy"), strict=True))
    with ArticleIndex.open(large, Precomputed(embedder, known), chunker=whole()) as index:
        if not built:
            index.add(records(texts))
            return {}
        retriever = Retriever(index, embedder)
        p50 = timed_queries(retriever.search, queries(options.shared))
        return {"passages/s": rate, "query p50 ms": p50, "resident MB": resident_megabytes()}


def starter(work: Path, options: argparse.Namespace) -> dict[str, float]:
    """The LlamaIndex starter's figures."""
    import chromadb
    from llama_index.core import StorageContext, VectorStoreIndex
    from llama_index.core.schema import TextNode
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    from llama_index.vector_stores.chroma import ChromaVectorStore

    texts = json.loads((work / "texts.json").read_text(encoding="utf-8"))
    model = HuggingFaceEmbedding(
        model_name=(work / "model").read_text(encoding="utf-8"),
        query_instruction="query: ",
        text_instruction="passage: ",
    )
    model.get_query_embedding("warm")

    def opened(path: Path) -> Any:
        client = chromadb.PersistentClient(str(path))
        collection = client.get_or_create_collection("starter", metadata={"hnsw:space": "cosine"})
        return ChromaVectorStore(chroma_collection=collection)

    indexed = texts[: options.indexed]
    start = time.perf_counter()
    VectorStoreIndex(
        [TextNode(text=text) for text in indexed],
        storage_context=StorageContext.from_defaults(
            vector_store=opened(work / f"starter-{time.time_ns()}")
        ),
        embed_model=model,
    )
    rate = len(indexed) / (time.perf_counter() - start)
    large = work / "starter-large"
    built = large.exists()
    store = opened(large)
    if not built:
        vectors = np.load(work / "vectors.npy")
        for first in range(0, len(texts), 2_000):
            part = range(first, min(first + 2_000, len(texts)))
            store.add([TextNode(text=texts[i], embedding=vectors[i].tolist()) for i in part])
        return {}
    retriever = VectorStoreIndex.from_vector_store(store, embed_model=model).as_retriever(
        similarity_top_k=10
    )
    p50 = timed_queries(retriever.retrieve, queries(options.shared))
    return {"passages/s": rate, "query p50 ms": p50, "resident MB": resident_megabytes()}


def first_answer(work: Path) -> float:
    """Seconds from starting a process to a first answer over the indexed samples."""
    data = work / "samples"
    app = str(Path(__file__).parents[2] / "app.py")
    if not data.exists():
        samples = str(files("index") / "samples")
        subprocess.run([sys.executable, app, "index", "--data", str(data), samples], check=True)
    start = time.perf_counter()
    question = "Apa kata Sekjen soal kerja sama?"
    subprocess.run(
        [sys.executable, app, "ask", "--data", str(data), question],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


def prepare(work: Path, options: argparse.Namespace) -> None:
    """Passages, their vectors and the rival's model directory, made once."""
    from index.embedding import open_embedder, sentence_transformers_directory

    (work / "model").write_text(str(sentence_transformers_directory(work)), encoding="utf-8")
    texts = passages(options.shared, options.passages)
    (work / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    if not (work / "vectors.npy").exists():
        vectors = open_embedder().embed_passages(texts[: options.embedded])
        moved = np.resize(vectors, (len(texts), vectors.shape[1])).astype(np.float32)
        noise = np.random.default_rng(0).normal(scale=NOISE, size=moved.shape)
        noise[: len(vectors)] = 0
        moved += noise.astype(np.float32)
        np.save(work / "vectors.npy", moved / np.linalg.norm(moved, axis=1, keepdims=True))


def main() -> None:
    """Run both, in turn, and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, required=True, help="the folder of the data sets")
    parser.add_argument(
        "--work", type=Path, default=Path(tempfile.gettempdir()) / "wartanya-starter"
    )
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--embedded", type=int, default=15_000)
    parser.add_argument("--indexed", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=["ours", "starter"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        figures = {"ours": ours, "starter": starter}[options.only](options.work, options)
        print(json.dumps(figures))
        return
    options.work.mkdir(parents=True, exist_ok=True)
    prepare(options.work, options)
    rounds: dict[str, list[dict[str, float]]] = {"ours": [], "starter": []}
    for number in range(options.rounds + 1):  # the first one only builds the large indexes
        for name, seen in rounds.items():
            command = [sys.executable, *sys.argv, "--only", name]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            figures = json.loads(done.stdout.splitlines()[-1])
            if number:
                seen.append(figures)
                print(name, figures, flush=True)
    for key in rounds["ours"][0]:
        mine, theirs = ([r[key] for r in rounds[name]] for name in ("ours", "starter"))
        a, b = statistics.median(mine), statistics.median(theirs)
        print(
            f"{key}: ours {a:.1f} ({min(mine):.1f}-{max(mine):.1f}), "
            f"starter {b:.1f} ({min(theirs):.1f}-{max(theirs):.1f}), ratio {a / b:.2f}"
        )
    firsts = [first_answer(options.work) for _ in range(options.rounds + 1)][1:]
    print(
        f"start to first answer: {statistics.median(firsts):.2f} s "
        f"({min(firsts):.2f}-{max(firsts):.2f})"
    )


if __name__ == "__main__":
    main()
