"""Speed and memory of the default embedder against sentence-transformers, the same weights.

    python -m tests.benchmarks.embedding [--seconds 180] [--threads 2]

Each engine has a process of its own, held to the same number of cores; short rounds alternate
between them, over the same passages and questions, until the time is over, so that a busy
machine slows both. sentence-transformers runs on torch in float32, as its users call it.
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
PASSAGES, QUESTIONS, ALONE = 64, 20, 4
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
    alone = np.stack([model.passages([text])[0] for text in passages[:ALONE]])
    for number, _ in enumerate(sys.stdin):
        start, used = time.perf_counter(), time.process_time()
        vectors = model.passages(passages)
        rate = len(passages) / (time.perf_counter() - start)
        cpu = 1000 * (time.process_time() - used) / len(passages)
        times, used = [], time.process_time()
        for question in questions:
            start = time.perf_counter()
            model.query(f"{question} {number}")  # ours keeps the last questions' vectors
            times.append(1000 * (time.perf_counter() - start))
        query_cpu = 1000 * (time.process_time() - used) / len(questions)
        result = {"rate": rate, "cpu": cpu, "query": median(times), "query_cpu": query_cpu}
        alike = float((alone * vectors[:ALONE]).sum(axis=1).min())
        result |= {"mb": resident(), "alike": alike, "open": opened}
        print(json.dumps(result), flush=True)  # a child's answer


def children(threads: int) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A process for each engine, on the first so many cores."""
    cores = ",".join(map(str, sorted(os.sched_getaffinity(0))[:threads]))
    for engine in ENGINES:
        command = ["taskset", "-c", cores, sys.executable, "-m", "tests.benchmarks.embedding"]
        command += ["--serve", engine, "--threads", str(threads)]
        pipe = subprocess.PIPE
        yield engine, subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)


def measure(seconds: float, threads: int) -> dict[str, list[dict[str, float]]]:
    """Rounds of each engine in turn, three at least."""
    sentence_transformers_directory()  # written before anything is timed
    open_embedder()
    deadline = time.monotonic() + seconds
    processes = dict(children(threads))
    results: dict[str, list[dict[str, float]]] = {engine: [] for engine in ENGINES}
    while time.monotonic() < deadline or len(results[ENGINES[-1]]) < 3:
        for engine, process in processes.items():
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write("round\n")
            process.stdin.flush()
            results[engine].append(json.loads(process.stdout.readline()))
    for process in processes.values():
        process.communicate()
    return results


COLUMNS = (
    ("rate", "passages/s"),
    ("query", "query p50, ms"),
    ("cpu", "CPU ms a passage"),
    ("query_cpu", "CPU ms a query"),
    ("mb", "resident MB"),
)


def report(results: dict[str, list[dict[str, float]]]) -> Iterator[str]:
    """Medians and ranges over the rounds, and the medians of the rounds' ratios."""
    titles = [title for _, title in COLUMNS]
    yield f"| engine | {' | '.join(titles)} | open, s | least cosine, alone to batch |"
    yield "| --- " * (len(titles) + 3) + "|"
    for engine, rounds in results.items():
        cells = []
        for name, _ in COLUMNS:
            values = [one[name] for one in rounds]
            cells.append(f"{median(values):.1f} ({min(values):.1f} to {max(values):.1f})")
        cells += [f"{rounds[0]['open']:.1f}", f"{min(one['alike'] for one in rounds):.5f}"]
        yield f"| {engine} | {' | '.join(cells)} |"
    ours, theirs = (results[engine] for engine in ENGINES)
    yield f"{len(ours)} rounds; ours to theirs, median (least to greatest):"
    for name, title in COLUMNS:
        ratios = [a[name] / b[name] for a, b in zip(ours, theirs, strict=True)]
        yield f"{title}: {median(ratios):.2f}x ({min(ratios):.2f} to {max(ratios):.2f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--serve", choices=ENGINES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve, options.threads)
        return
    for line in report(measure(options.seconds, options.threads)):
        print(line)  # the report


if __name__ == "__main__":
    main()
