"""The public question sets, and indexes over their passages.

Each folder holds ``corpus.jsonl`` {id, title, text} and ``questions.jsonl`` {id, question,
answers, relevant, answerable, split}; ``--shared`` says where they are.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from index.build import ArticleIndex
from index.embedding import Embedder
from index.loading import load

NAMES = ("facqa", "idkmrc")


@dataclass(frozen=True, slots=True)
class Row:
    """A question and the ids of the passages that answer it (none: they don't say)."""

    id: str
    text: str
    relevant: frozenset[str]
    answerable: bool


def questions(folder: Path, split: str) -> list[Row]:
    """The questions of one split, typing artefacts normalised away.

    In IDK-MRC a space before the question mark and the case of the first letter tell whether a
    question is answerable, which is a trait of its typing, not of the question.
    """
    with (folder / "questions.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Row(row["id"], typed(row["question"]), frozenset(row["relevant"]), row["answerable"])
        for row in rows
        if row["split"] == split
    ]


def typed(question: str) -> str:
    """A question as everybody types it: one space, a capital first, '?' last."""
    bare = re.sub(r"\s+", " ", question).strip().rstrip("?").strip()
    return bare[:1].upper() + bare[1:] + "?"


def open_corpus(folder: Path, data: Path, embedder: Embedder) -> ArticleIndex:
    """An index over the folder's corpus, made in ``data`` once and kept there."""
    index = ArticleIndex.open(data, embedder)
    summary = index.add(load([folder / "corpus.jsonl"]))
    if summary.failed:
        raise SystemExit(f"{folder}: {len(summary.failed)} records failed: {summary.failed[0]}")
    return index
