"""How well the dates that a text mentions are read, on mentions labelled by hand.

    python tests/benchmarks/mentioned_dates.py --split holdout
    python tests/benchmarks/mentioned_dates.py --split development --errors

The mentions were drawn at random from what a broad pattern (weekdays, months, 'kemarin', 'lalu',
...) finds in pfsa_id and in FacQA's train passages, full dates, durations and months with a year
left out, and labelled before any rule ran on them; the errors of 'development' have been mended.
The labels, tests/data/mentioned_dates.jsonl, hold offsets and days only. Where an article gives no
day of publication, the label's is one that fits what it tells.

Right: the same day; for a longer period, days in common over days in either of ``--overlap``.
"""

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from index.errors import WartanyaError
from index.mentioned_dates import MentionedDate, mentioned_dates
from rag.intervals import bootstrap_interval

LABELS = ROOT / "tests" / "data" / "mentioned_dates.jsonl"
DATA = ROOT.parent / "shared" / "data"
CORPORA = ("pfsa_id", "facqa")


@dataclass(frozen=True, slots=True)
class Label:
    """A mention; ``first`` and ``last`` are None where it names no days that can be told."""

    article: str
    sha256: str
    split: str
    start: int
    end: int
    published: str
    first: str | None
    last: str | None


def read_labels(split: str) -> list[Label]:
    rows = map(json.loads, LABELS.read_text(encoding="utf-8").splitlines())
    return [Label(**row) for row in rows if split in ("all", row["split"])]


def read_texts(data: Path) -> dict[str, str]:
    texts = {}
    for name in CORPORA:
        corpus = data / name / "corpus.jsonl"
        if not corpus.is_file():
            raise WartanyaError(f"{corpus}: no such file; give the folder of the data with --data")
        rows = map(json.loads, corpus.read_text(encoding="utf-8").splitlines())
        texts.update({row["id"]: row["text"] for row in rows})
    return texts


def is_right(label: Label, found: MentionedDate, overlap: float) -> bool:
    if label.first is None or label.last is None:
        return False
    left = date.fromisoformat(label.first), date.fromisoformat(label.last)
    right = date.fromisoformat(found.first), date.fromisoformat(found.last)
    shared = (min(left[1], right[1]) - max(left[0], right[0])).days + 1
    either = (max(left[1], right[1]) - min(left[0], right[0])).days + 1
    return shared >= overlap * either


def report(name: str, values: Sequence[bool]) -> None:
    if values:
        mean = sum(values) / len(values)
        low, high = bootstrap_interval([float(value) for value in values])
        print(f"{name:10} {mean:.3f}  [{low:.3f}, {high:.3f}]  {sum(values)} of {len(values)}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Mentioned dates against labels made by hand.")
    parser.add_argument("--split", choices=("development", "holdout", "all"), default="holdout")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--overlap", type=float, default=0.8)
    parser.add_argument("--errors", action="store_true", help="list what went wrong")
    arguments = parser.parse_args()
    texts = read_texts(arguments.data)
    precise, recalled = [], []
    for label in read_labels(arguments.split):
        text = texts[label.article]
        if hashlib.sha256(text.encode()).hexdigest() != label.sha256:
            raise WartanyaError(f"{label.article}: another text than was labelled")
        found = mentioned_dates(text, label.published)
        hit = next((one for one in found if one.start < label.end and one.end > label.start), None)
        right = hit is not None and is_right(label, hit, arguments.overlap)
        if hit is not None:
            precise.append(right)
        if label.first is not None:
            recalled.append(right)
        if arguments.errors and not right and (hit or label.first):
            print(label.article, label.start, label.first, label.last, "not", hit)
    report("precision", precise)
    report("recall", recalled)
    started = time.perf_counter()
    for text in texts.values():
        mentioned_dates(text, "2020-09-18")
    size = sum(map(len, texts.values()))
    print(f"{(time.perf_counter() - started) * 1e6 / size:.2f} s for a million characters")


if __name__ == "__main__":
    try:
        main()
    except WartanyaError as error:
        sys.exit(str(error))
