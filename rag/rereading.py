"""The passages that were found, read: ranked anew, with the likeliest answer in each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.article import Article
from index.chunking import context
from rag.reader import Reading, Text
from rag.retrieval import Found
from rag.spans import asks_for_list, whole_list, whole_span

READ = 8  # passages, the best ones; reading is nearly all of the time that an answer takes
# Of the reader's score, a logit, beside the fused score. MRR@10 on FacQA and IDK-MRC valid: without
# it .860, .926; .003: .901, .936; .005: .908, .934; .01: .903, .924 (tests/benchmarks/reading.py).
# Regressions over cosine, BM25, words held and the reader's logit or probability rank no better.
WEIGHT = 0.005


@dataclass(frozen=True, slots=True)
class Reread:
    """A passage and the likeliest answer in it, ``article.text[start:end]``.

    ``reading`` is the reader's score: how much likelier, as a logit, the span is than that the
    passage holds no answer. ``score`` ranks: the fused score with the reader's.
    """

    found: Found
    start: int
    end: int
    reading: float
    score: float


class Reads(Protocol):
    """What gives the likeliest answer in each of some texts."""

    def read(self, question: str, texts: Sequence[Text]) -> list[Reading]:
        """In their order."""


def reread(
    reader: Reads,
    question: str,
    found: Sequence[Found],
    articles: Mapping[str, Article],
    weight: float = WEIGHT,
) -> list[Reread]:
    """The first ``READ`` passages, best first by both scores.

    A passage is read with its context line, title and date, in front, as it was embedded.
    """
    chosen = found[:READ]
    fronts = [context(articles[f.passage.article_id]) for f in chosen]
    readings = reader.read(
        question,
        [Text(front + f.passage.text, len(front)) for front, f in zip(fronts, chosen, strict=True)],
    )
    many = asks_for_list(question)
    read = []
    for f, front, reading in zip(chosen, fronts, readings, strict=True):
        text = f.passage.text
        span = (max(0, reading.start - len(front)), max(0, reading.end - len(front)))
        if span[0] < span[1]:
            span = whole_span(text, *span)
            span = whole_list(text, *span) if many else span
        start, end = (f.passage.start + place for place in span)
        score = f.score + weight * max(-20.0, reading.score)
        read.append(Reread(f, start, end, reading.score, score))
    return sorted(read, key=lambda one: -one.score)
