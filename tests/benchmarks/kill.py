"""Kills the indexer at random moments and looks for what it had acknowledged.

    python tests/benchmarks/kill.py [--kills 50] [--seed 1] [--sync-threshold 100] [--sigterm]

The indexer adds, edits and deletes articles with the real ledger, Chroma and Tantivy, and a small
embedder so that most of its time goes to storage. After each SIGKILL the index is opened here:
every acknowledged change must be there, no article or passage twice, every vector and text found
by itself. With ``--sigterm`` the indexer is asked to end, and has to leave an index that needs
no rebuilding. Prints what was lost, and how often the derived indexes were rebuilt.
"""

import argparse
import logging
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from index.build import ArticleIndex, Outcome, close_on_sigterm
from index.loading import Loaded
from tests.index.fakes import LINES, WordEmbedder, read

SOURCES = 150
ANSWER = 0.9999  # cosine of a vector to itself, as Chroma computes it


@dataclass(slots=True)
class Kills:
    """What a series of kills came to. ``acknowledged`` counts changes."""

    kills: int = 0
    acknowledged: int = 0
    rebuilds: int = 0
    faults: list[str] = field(default_factory=list)


def work(data: Path, seed: int, sync_threshold: int) -> None:
    """Index for ever, telling of each change that is acknowledged: source and step."""
    chance = random.Random(seed)
    with ArticleIndex.open(
        data, WordEmbedder(), chunker=LINES, sync_threshold=sync_threshold
    ) as index:
        close_on_sigterm(index)
        tell("ready")
        ids = {source: record.id for record in index.articles() for source in record.sources}
        step = 1 + max((int(r.title.split()[1]) for r in index.articles()), default=0)
        while True:
            items = list(edits(chance, step))
            steps = {item.source: step + number for number, item in enumerate(items)}

            def acknowledge(outcome: Outcome) -> None:
                assert outcome.article_id is not None
                ids[outcome.source] = outcome.article_id
                tell(f"put {outcome.source} {steps[outcome.source]}")

            index.add(items, acknowledge)
            step += len(items)
            for source in chance.sample(sorted(ids), min(len(ids), chance.randrange(3))):
                tell(f"removing {source}")
                index.remove(ids.pop(source))
                tell(f"removed {source}")


def edits(chance: random.Random, step: int) -> Iterator[Loaded]:
    """Some sources with new articles of 1 to 12 passages, their step in the title."""
    for number in range(chance.randrange(1, 40)):
        source = f"{(step + number) * 7 % SOURCES}.txt"
        lines = (
            f"Baris {line} langkah {step + number} dari {source} {chance.random()}\n"
            for line in range(chance.randrange(1, 13))
        )
        yield read(source, f"Langkah {step + number}", "".join(lines))


def tell(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def kill_often(
    data: Path,
    kills: int,
    seed: int,
    sync_threshold: int,
    slowest: float = 3.0,
    end: signal.Signals = signal.SIGKILL,
) -> Kills:
    """Kill the indexer so many times, each within ``slowest`` seconds of its start."""
    chance = random.Random(seed)
    result = Kills()
    expected: dict[str, int] = {}  # source -> step last acknowledged, 0: removed
    for number in range(kills):
        command = [sys.executable, __file__, "--work", str(data)]
        options = ["--seed", str(chance.randrange(1 << 30))]
        options += ["--sync-threshold", str(sync_threshold)]
        with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            if number % 4 or end == signal.SIGTERM:  # of four, one is killed while it starts
                child.stdout.readline()
            time.sleep(chance.uniform(0, slowest))
            child.send_signal(end)
            removing = take(child.stdout, expected, result)
            status = child.wait()
        result.kills += 1
        if status != (-end if end == signal.SIGKILL else 128 + end):
            result.faults.append(f"the indexer ended with {status}")
        examine(data, expected, removing, result)
    return result


def take(told: IO[str], expected: dict[str, int], result: Kills) -> set[str]:
    """Note what was acknowledged; the sources whose removal was begun and perhaps not told."""
    removing: set[str] = set()
    for line in told:
        match line.split():
            case ["put", source, step]:
                expected[source] = int(step)
                result.acknowledged += 1
            case ["removing", source]:
                removing.add(source)
            case ["removed", source]:
                expected[source] = 0
                removing.discard(source)
                result.acknowledged += 1
    return removing


def examine(data: Path, expected: dict[str, int], removing: set[str], result: Kills) -> None:
    """Open the index and compare; what was done but not told is taken as done."""
    rebuilt = _Rebuilds()
    logging.getLogger("index").addHandler(rebuilt)
    with ArticleIndex.open(data, WordEmbedder(), chunker=LINES) as index:
        records = index.articles()
        found: dict[str, int] = {}
        for record in records:
            for source in record.sources:
                found[source] = int(record.title.split()[1])
        sources = [source for record in records for source in record.sources]
        if len(sources) != len(set(sources)) or not all(record.sources for record in records):
            result.faults.append("an article twice, or one of no source")
        for source, step in expected.items():
            there = found.get(source, 0)
            if there < step and not (there == 0 and source in removing):
                result.faults.append(f"{source}: step {step} acknowledged, {there} found")
        result.faults.extend(unfindable(index))
        expected.clear()
        expected.update(found)
    logging.getLogger("index").removeHandler(rebuilt)
    result.rebuilds += rebuilt.count


def unfindable(index: ArticleIndex) -> Iterator[str]:
    """Passages that are there twice, or that their own vector or words don't find."""
    passages = [p for r in index.articles() for p in index.article_passages(r.id)]
    ids = [passage.id for passage in passages]
    derived = index._derived
    counts = {len(ids), len(set(ids)), derived.vectors.count(), derived.words.count()}
    if len(counts) != 1:
        yield f"passages, distinct ones, vectors and texts: {counts}"
    for passage, vector in zip(passages, index.vectors(ids), strict=True):
        if not any(i == passage.id and s > ANSWER for i, s in index.dense(vector, 3)):
            yield f"{passage.id}: not found by its vector"
        if passage.id not in [i for i, _ in index.lexical(passage.text, 3)]:
            yield f"{passage.id}: not found by its words"


class _Rebuilds(logging.Handler):
    """Counts the warnings that an index is rebuilt."""

    count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += "rebuilding" in record.getMessage()


def main() -> None:
    """Kill, look, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sync-threshold", type=int, default=100, help="Chroma's; harshest: 100")
    parser.add_argument("--sigterm", action="store_true", help="SIGTERM in place of SIGKILL")
    parser.add_argument("--work", type=Path, help="be the indexer, in this directory")
    options = parser.parse_args()
    if options.work is not None:
        work(options.work, options.seed, options.sync_threshold)
    end = signal.SIGTERM if options.sigterm else signal.SIGKILL
    with tempfile.TemporaryDirectory() as data:
        result = kill_often(
            Path(data), options.kills, options.seed, options.sync_threshold, end=end
        )
        if options.sigterm and result.rebuilds:
            result.faults.append("SIGTERM left an index to be rebuilt")
    print(
        f"{result.kills} kills, {result.acknowledged} changes acknowledged, "
        f"{result.rebuilds} rebuilds, {len(result.faults)} faults"
    )
    for fault in result.faults:
        print(f"  {fault}")
    sys.exit(1 if result.faults else 0)


if __name__ == "__main__":
    main()
