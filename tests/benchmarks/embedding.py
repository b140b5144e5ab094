"""Speed and memory of the default embedder against sentence-transformers, the same weights.

    python -m tests.benchmarks.embedding [--rounds 5] [--threads 2]

Each engine has a process of its own, held to the same number of cores; rounds alternate between
them, so that a busy machine slows both. sentence-transformers runs on torch in float32.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from index.embedding import open_embedder, sentence_transformers_directory

ROOT = Path(__file__).parents[2]
FACQA = ROOT.parent / "shared" / "data" / "facqa"
PASSAGES, QUESTIONS, ALONE = 128, 40, 8
ENGINES = ("ours", "sentence-transformers")


def texts(name: str, field: str, count: int) -> list[str]:
    """The first so many of FacQA's passages or questions."""
    with (FACQA / name).open(encoding="utf-8") as lines:
        return [json.loads(line)[field] for line in lines][:count]


def resident() -> float:
    """Resident memory of this process, MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


class Ours:
    def __init__(self) -> None:
        self._embedder = open_embedder()

    def passages(self, texts: list[str]) -> Any:
        return self._embedder.embed_passages(texts)

    def query(self, text: str) -> Any:
        return self._embedder.embed_query(text)


class Theirs:
    def __init__(self, threads: int) -> None:
        import torch
        from sentence_transformers import SentenceTransformer

        torch.set_num_threads(threads)
        self._model = SentenceTransformer(str(sentence_transformers_directory()))

    def passages(self, texts: list[str]) -> Any:
        return self._model.encode_document(texts, batch_size=32, show_progress_bar=False)

    def query(self, text: str) -> Any:
        return self._model.encode_query(text, show_progress_bar=False)


def serve(engine: str, threads: int) -> None:
    """A child: a round of measurements for each line read."""
    passages = texts("corpus.jsonl", "text", PASSAGES)
    questions = texts("questions.jsonl", "question", QUESTIONS)
    start = time.perf_counter()
    model = Ours() if engine == "ours" else Theirs(threads)
    opened = time.perf_counter() - start
    model.query(questions[0])
    for _ in sys.stdin:
        start = time.perf_counter()
        vectors = model.passages(passages)
        rate = len(passages) / (time.perf_counter() - start)
        times = []
        for question in questions:
            start = time.perf_counter()
            model.query(question)
            times.append(1000 * (time.perf_counter() - start))
        alone = np.stack([model.passages([text])[0] for text in passages[:ALONE]])
        alike = float((alone * vectors[:ALONE]).sum(axis=1).min())
        result = {"rate": rate, "query": median(times), "mb": resident(), "alike": alike}
        print(json.dumps(result | {"open": opened}), flush=True)  # a child's answer


def children(threads: int) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A process for each engine, on the first so many cores."""
    cores = ",".join(map(str, sorted(os.sched_getaffinity(0))[:threads]))
    for engine in ENGINES:
        command = ["taskset", "-c", cores, sys.executable, "-m", "tests.benchmarks.embedding"]
        command += ["--serve", engine, "--threads", str(threads)]
        pipe = subprocess.PIPE
        yield engine, subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)


def measure(rounds: int, threads: int) -> dict[str, list[dict[str, float]]]:
    """Rounds of each engine in turn."""
    sentence_transformers_directory()  # written before anything is timed
    processes = dict(children(threads))
    results: dict[str, list[dict[str, float]]] = {engine: [] for engine in ENGINES}
    for _ in range(rounds):
        for engine, process in processes.items():
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write("round\n")
            process.stdin.flush()
            results[engine].append(json.loads(process.stdout.readline()))
    for process in processes.values():
        process.communicate()
    return results


def report(results: dict[str, list[dict[str, float]]]) -> Iterator[str]:
    yield "| engine | passages/s | query p50 ms | resident MB | open s | cosine, alone to batch |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for engine, rounds in results.items():
        cells = []
        for name in ("rate", "query", "mb"):
            values = [one[name] for one in rounds]
            cells.append(f"{median(values):.1f} ({min(values):.1f} to {max(values):.1f})")
        least = min(one["alike"] for one in rounds)
        cells += [f"{rounds[0]['open']:.1f}", f"{least:.5f}"]
        yield f"| {engine} | {' | '.join(cells)} |"
    ours, theirs = (results[engine] for engine in ENGINES)
    for name, words in (("rate", "passages/s"), ("query", "query p50"), ("mb", "resident memory")):
        ratio = median(a[name] / b[name] for a, b in zip(ours, theirs, strict=True))
        yield f"{words}: {ratio:.2f}x of sentence-transformers"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--serve", choices=ENGINES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve, options.threads)
        return
    for line in report(measure(options.rounds, options.threads)):
        print(line)  # the report


if __name__ == "__main__":
    main()
