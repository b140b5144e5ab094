"""Questions with passages, and where in them the answer stands: what the reader learns from."""

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index.article import Article
from index.chunking import chunk
from index.embedding import Embedder
from index.errors import WartanyaError
from rag.reader_input import asked_as, trimmed

SETS = ("facqa", "idkmrc", "squad_id")


@dataclass(frozen=True, slots=True)
class Example:
    """``passage[start:end]`` answers the question; None where the passage doesn't.

    ``body`` is where the passage's own words begin: before it is a context line.
    """

    id: str
    question: str
    passage: str
    start: int | None
    end: int | None
    source: str
    body: int = 0

    @property
    def answer(self) -> str:
        """The words, '' where there are none."""
        return "" if self.start is None else self.passage[self.start : self.end]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """One data set's split. ``passages`` are those that its own questions are asked over."""

    name: str
    examples: tuple[Example, ...]
    gold: Mapping[str, tuple[str, ...]]  # question id -> every answer that counts
    passages: Mapping[str, str]  # passage id -> text
    passage_of: Mapping[str, str]  # question id -> passage id


def read_set(folder: Path, split: str, every: bool = False) -> QuestionSet:
    """A split of facqa, idkmrc or squad_id; ``split`` '' takes all of them.

    WartanyaError where the folder lacks a file. Questions asked twice over one passage count once;
    those that are both answered and not answered there not at all. With ``every``, as to measure
    what others measured, all count.
    """
    corpus = {row["id"]: row["text"] for row in _rows(folder / "corpus.jsonl")}
    seen: dict[tuple[str, str], Example | None] = {}
    gold: dict[str, tuple[str, ...]] = {}
    passage_of: dict[str, str] = {}
    for row in _rows(folder / "questions.jsonl"):
        if split and row["split"] != split:
            continue
        passage_id = row.get("passage") or row["gold_passage"]
        text = corpus[passage_id]
        start = row["answer_start"]
        end = None if start is None else start + len(row["answers"][0])
        if end is not None:
            start, end = trimmed(text, start, end)
        question = asked_as(row["question"])
        example = Example(row["id"], question, text, start, end, folder.name)
        key = (row["id"] if every else question.casefold(), passage_id)
        before = seen.get(key, example)
        seen[key] = example if before is not None and _agree(before, example) else None
        gold[example.id] = tuple(row["answers"])
        passage_of[example.id] = passage_id
    kept = tuple(example for example in seen.values() if example is not None)
    used = dict.fromkeys(passage_of[example.id] for example in kept)  # in order: draws repeat
    return QuestionSet(
        folder.name,
        kept,
        {example.id: gold[example.id] for example in kept},
        {passage_id: corpus[passage_id] for passage_id in used},
        {example.id: passage_of[example.id] for example in kept},
    )


def _agree(one: Example, other: Example) -> bool:
    return (one.start is None) == (other.start is None)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise WartanyaError(f"{path}: no such file; give the folder of the data sets with --shared")
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


class PassageCutter:
    """Passages as an index cuts them, with a context line in front now and then."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._cuts: dict[str, list[tuple[int, int]]] = {}

    def cut(self, example: Example, draw: random.Random) -> Example:
        """The example over the one passage that holds its answer; any, where there is none."""
        spans = self._spans(example.passage)
        if example.start is None or example.end is None:
            start, end = draw.choice(spans)
            return replace(example, passage=example.passage[start:end])
        for start, end in spans:
            if start <= example.start and example.end <= end:
                return replace(
                    example,
                    passage=example.passage[start:end],
                    start=example.start - start,
                    end=example.end - start,
                )
        return example

    def _spans(self, text: str) -> list[tuple[int, int]]:
        if text not in self._cuts:
            passages = chunk(
                Article("x", "", text), self._embedder.count_tokens, self._embedder.max_tokens
            )
            self._cuts[text] = [trimmed(text, p.start, p.end) for p in passages] or [(0, len(text))]
        return self._cuts[text]


def with_context(example: Example, headline: str, draw: random.Random) -> Example:
    """The example with a line in front such as an article's title and date make."""
    words = headline.split()[: draw.randint(4, 10)]
    day = f"{draw.randint(2001, 2026)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    line = " ".join(words) + (f" ({day})" if draw.random() < 0.8 else "") + "\n"
    shift = len(line)
    return replace(
        example,
        passage=line + example.passage,
        start=None if example.start is None else example.start + shift,
        end=None if example.end is None else example.end + shift,
        body=shift,
    )


def negatives(
    question_set: QuestionSet, found: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Example, list[str]]]:
    """Answerable examples with the passages that were ``found`` for them (question id -> passage
    ids, best first) and that hold none of their answers: hard to tell from the right one."""
    for example in question_set.examples:
        if example.start is None:
            continue
        answers = [answer.casefold() for answer in question_set.gold[example.id]]
        own = question_set.passage_of[example.id]
        texts = [
            question_set.passages[passage_id]
            for passage_id in found.get(example.id, ())
            if passage_id != own and passage_id in question_set.passages
        ]
        texts = [t for t in texts if not any(a in t.casefold() for a in answers)]
        if texts:
            yield example, texts


def over(example: Example, passage: str) -> Example:
    """The question over a passage that doesn't answer it."""
    return replace(
        example, id=f"{example.id}-elsewhere", passage=passage, start=None, end=None, body=0
    )


def unique(examples: Iterable[Example]) -> list[Example]:
    """Without those that ask the same of the same passage."""
    return list({(e.question.casefold(), e.passage): e for e in examples}.values())
