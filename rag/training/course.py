"""The course of training: which examples an epoch has, and in which batches."""

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index.embedding import Embedder
from rag.reader_input import Window, asked_as, token_span, windows
from rag.training.english import in_english
from rag.training.examples import (
    SETS,
    Example,
    PassageCutter,
    negatives,
    over,
    read_set,
    unique,
    with_context,
)
from rag.training.mine import found_passages
from rag.training.speech_examples import speech_examples
from rag.training.swaps import Names, swapped

TRANSLATED = Path(__file__).parent / "english_questions.jsonl"

# How much of each source an epoch has, and how often an example is changed. Chosen, not tuned:
# an epoch takes the better part of an hour of two cores.
FACQA_TIMES = 2  # news goes first, and there is little of it; the third run takes it once
SQUAD_SHARE = 0.7  # machine translation: volume, not style
ELSEWHERE_IDKMRC = 0.5  # of its answered questions, each over a passage found for it
ELSEWHERE_FACQA = 1.0
SWAPPED = 0.15  # of the answered, once more with another name or year, which has no answer
CUT = 0.5  # passages as the index cuts them, the rest whole
CONTEXT = 0.35
ENGLISH = 0.4  # of the questions that have been translated
TEMPLATE = 0.15  # of those that a template fits
LOWER = 0.1  # questions typed in small letters


@dataclass(frozen=True, slots=True)
class Item:
    """A window and its answer's first and last place in ``window.ids``; (0, 0) for none."""

    window: Window
    first: int
    last: int


class Course:
    """Epochs of examples from the data sets in ``shared``; the same for the same seed.

    What takes long (retrieval's hard negatives) is kept in ``work``.
    """

    def __init__(
        self,
        shared: Path,
        work: Path,
        embedder: Embedder,
        tokenizer: Any,
        seed: int,
        facqa_times: int = FACQA_TIMES,
    ) -> None:
        facqa, idkmrc, squad = (
            read_set(shared / name, "" if name == "squad_id" else "train") for name in SETS
        )
        self._news, self._wiki, self._squad = facqa, idkmrc, squad
        self._elsewhere = [
            (list(negatives(held, found_passages(held, shared / held.name, work))), share)
            for held, share in ((facqa, ELSEWHERE_FACQA), (idkmrc, ELSEWHERE_IDKMRC))
        ]
        self._speech = speech_examples(facqa.passages.values(), random.Random(seed))
        self._headlines = [*facqa.passages.values()]
        self._names = Names([*facqa.passages.values(), *idkmrc.passages.values()])
        self._translated = read_translations(TRANSLATED)
        self._cutter = PassageCutter(embedder)
        self._tokenizer = tokenizer
        self._seed = seed
        self._facqa_times = facqa_times

    def examples(self, epoch: int) -> list[Example]:
        """The epoch's examples, in an order that means nothing."""
        draw = random.Random(f"{self._seed} {epoch}")
        squad = list(self._squad.examples)
        chosen = [*self._news.examples] * self._facqa_times + [*self._wiki.examples, *self._speech]
        chosen += draw.sample(squad, int(SQUAD_SHARE * len(squad)))
        for pairs, share in self._elsewhere:
            for example, passages in draw.sample(pairs, int(share * len(pairs))):
                chosen.append(over(example, draw.choice(passages[:5])))
        changed = [self._changed(example, draw) for example in chosen]
        changed += [
            near_miss
            for example in changed
            if example.start is not None
            and example.source in SETS
            and draw.random() < SWAPPED
            and (near_miss := swapped(example, self._names, draw)) is not None
        ]
        changed = unique(changed)
        draw.shuffle(changed)
        return changed

    def batches(self, epoch: int, tokens: int) -> list[list[Item]]:
        """The epoch in batches of like lengths, of at most about ``tokens`` tokens, shuffled."""
        draw = random.Random(f"{self._seed} {epoch} batches")
        items = [item for e in self.examples(epoch) if (item := self._item(e, draw)) is not None]
        items.sort(key=lambda item: len(item.window.ids) + draw.uniform(0, 8))
        batches: list[list[Item]] = [[]]
        for item in items:
            if (len(batches[-1]) + 1) * len(item.window.ids) > tokens and batches[-1]:
                batches.append([])
            batches[-1].append(item)
        draw.shuffle(batches)
        return batches

    def stream(self, tokens: int) -> Iterator[tuple[int, list[Item]]]:
        """Batches without end, each with the number of its epoch."""
        epoch = 0
        while True:
            for batch in self.batches(epoch, tokens):
                yield epoch, batch
            epoch += 1

    def _changed(self, example: Example, draw: random.Random) -> Example:
        question = example.question
        english = self._translated.get(example.id.removesuffix("-elsewhere"))
        if english is not None and draw.random() < ENGLISH:
            question = english
        elif draw.random() < TEMPLATE:
            question = in_english(question) or question
        if draw.random() < LOWER:
            question = asked_as(question.lower())
        example = replace(example, question=question)
        if draw.random() < CUT:
            example = self._cutter.cut(example, draw)
        if draw.random() < CONTEXT:
            example = with_context(example, draw.choice(self._headlines), draw)
        return example

    def _item(self, example: Example, draw: random.Random) -> Item | None:
        """One window: the one that holds the answer, any where there is none."""
        seen = list(windows(self._tokenizer, example.question, example.passage, example.body))
        if example.start is None or example.end is None:
            return Item(draw.choice(seen), 0, 0)
        for window in seen:
            found = token_span(window.spans, example.start, example.end)
            if found is not None:
                return Item(window, window.first + found[0], window.first + found[1])
        return None


def read_translations(path: Path) -> Mapping[str, str]:
    """English questions by the id of the Indonesian one."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {row["id"]: asked_as(row["question"]) for row in rows}
