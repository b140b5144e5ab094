"""The public question sets, and indexes over their passages.

Each folder holds ``corpus.jsonl`` {id, title, text} and ``questions.jsonl`` {id, question,
answers, relevant, answerable, split}; ``--shared`` says where they are.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from index.build import ArticleIndex
from index.embedding import Embedder
from index.loading import load
from rag.reader_input import asked_as

NAMES = ("facqa", "idkmrc")


@dataclass(frozen=True, slots=True)
class Row:
    """A question and the ids of the passages that answer it (none: they don't say)."""

    id: str
    text: str
    relevant: frozenset[str]
    answerable: bool


def questions(folder: Path, split: str) -> list[Row]:
    """The questions of one split, typing artefacts normalised away."""
    with (folder / "questions.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Row(row["id"], asked_as(row["question"]), frozenset(row["relevant"]), row["answerable"])
        for row in rows
        if row["split"] == split
    ]


def open_corpus(folder: Path, data: Path, embedder: Embedder) -> ArticleIndex:
    """An index over the folder's corpus, made in ``data`` once and kept there."""
    index = ArticleIndex.open(data, embedder)
    summary = index.add(load([folder / "corpus.jsonl"]))
    if summary.failed:
        raise SystemExit(f"{folder}: {len(summary.failed)} records failed: {summary.failed[0]}")
    return index
