"""Evaluations, as requests give them and responses tell them."""

import math
from typing import Annotated, Any, Literal, Self

from pydantic import Field

from rag import run_record
from rag.api.schemas import ID_CHARACTERS, NAME_CHARACTERS, QUESTION_CHARACTERS, Given, Paged, Told
from rag.scoring import Verdict
from rag.summary import LOWER_IS_BETTER, Measure
from rag.web.evaluations import Evaluation as Running
from rag.web.evaluations import Group

MOST_CASES = 10_000
_MOST_ALTERNATIVES = 100
_TEXT_CHARACTERS = 100_000
_LAST_OFFSET = 1_000_000_000

Text = Annotated[str, Field(min_length=1, max_length=QUESTION_CHARACTERS)]
Texts = Annotated[list[Text], Field(max_length=_MOST_ALTERNATIVES)]

EXAMPLE_EVIDENCE: dict[str, Any] = {
    "article": "batik-lintang",
    "quote": "Sebanyak 214 perajin batik di Desa Lintang",
}
EXAMPLE_CASE: dict[str, Any] = {
    "id": "perajin",
    "question": "Berapa perajin batik di Desa Lintang yang menolak mesin?",
    "answers": ["214", "214 perajin"],
    "evidence": [EXAMPLE_EVIDENCE],
    "tags": ["factoid"],
}
EXAMPLE_FIGURE: dict[str, Any] = {
    "name": "f1",
    "value": 0.853,
    "low": 0.812,
    "high": 0.889,
    "questions": 40,
    "lower_is_better": False,
}
EXAMPLE_GROUP: dict[str, Any] = {"name": "factoid", "questions": 20, "figures": [EXAMPLE_FIGURE]}
EXAMPLE_CITED: dict[str, Any] = {
    "article_id": "batik-lintang",
    "title": "Perajin Batik Lintang Tolak Cap Mesin",
    "start": 0,
    "end": 137,
    "text": "Sebanyak 214 perajin batik di Desa Lintang ...",
    "speaker": None,
    "meets": True,
}
EXAMPLE_RECORD: dict[str, Any] = {
    "id": "perajin",
    "question": EXAMPLE_CASE["question"],
    "tags": ["factoid"],
    "language": "id",
    "answerable": True,
    "expected": ["214", "214 perajin"],
    "answered": True,
    "confidence": 0.97,
    "short_answer": "214",
    "said": EXAMPLE_CITED["text"],
    "cited": [EXAMPLE_CITED],
    "verdict": "right",
    "seconds": 0.12,
    "scores": {"f1": 1.0, "correct": 1.0},
    "note": None,
    "error": None,
}


class Evidence(Given):
    """Where an answer stands."""

    article: str | None = Field(
        default=None,
        min_length=1,
        max_length=ID_CHARACTERS,
        description="The article's id or title.",
        examples=["batik-lintang"],
    )
    start: int | None = Field(
        default=None,
        ge=0,
        le=_LAST_OFFSET,
        description="First character in its text; goes with end.",
        examples=[0],
    )
    end: int | None = Field(
        default=None,
        ge=1,
        le=_LAST_OFFSET,
        description="One past the last character.",
        examples=[42],
    )
    quote: str | None = Field(
        default=None,
        max_length=_TEXT_CHARACTERS,
        description="Its own words, looked for in the article, or in all where none is named.",
        examples=[EXAMPLE_EVIDENCE["quote"]],
    )
    context: str | None = Field(
        default=None,
        max_length=_TEXT_CHARACTERS,
        description="A text that some article holds, which start and end then count in.",
        examples=["Sebanyak 214 perajin batik di Desa Lintang menolak."],
    )
    grade: int = Field(default=1, ge=1, le=100, description="How relevant it is.", examples=[1])


class Case(Given):
    """A question and what a right answer is."""

    question: Text = Field(
        description="As a reader would ask it.", examples=[EXAMPLE_CASE["question"]]
    )
    id: str | None = Field(
        default=None,
        min_length=1,
        max_length=ID_CHARACTERS,
        description="Unlike any other's; made from the question where it isn't given.",
        examples=["perajin"],
    )
    answers: Texts | None = Field(
        default=None,
        description="Right answers, any of which will do.",
        examples=[EXAMPLE_CASE["answers"]],
    )
    evidence: list[Evidence] | None = Field(
        default=None,
        max_length=_MOST_ALTERNATIVES,
        description="Where the answer stands.",
        examples=[[EXAMPLE_EVIDENCE]],
    )
    speaker: Texts | None = Field(
        default=None,
        description="Who said it: names of one speaker.",
        examples=[["Sekar Mayangsari"]],
    )
    answerable: bool | None = Field(
        default=None,
        description="False: to say that the articles don't answer is right.",
        examples=[True],
    )
    tags: Texts | None = Field(
        default=None, description="Figures are also given by tag.", examples=[["factoid"]]
    )
    language: str | None = Field(
        default=None, pattern="^[a-z]{2}$", description="ISO 639-1.", examples=["id"]
    )
    note: str | None = Field(
        default=None,
        max_length=QUESTION_CHARACTERS,
        description="For people; shown in the report.",
        examples=["asked at the desk"],
    )


class EvaluationRequest(Given):
    """A test set of cases."""

    name: str = Field(
        default="cases",
        min_length=1,
        max_length=NAME_CHARACTERS,
        description="What the report calls it.",
        examples=["desk"],
    )
    cases: list[Case] = Field(
        min_length=1,
        max_length=MOST_CASES,
        description="The questions. A case needs answers, evidence, a speaker or answerable.",
        examples=[[EXAMPLE_CASE]],
    )


class Figure(Told):
    """A measure over a set of questions, with its 95% bootstrap interval."""

    name: str = Field(description="The measure; docs/evaluation.md defines it.", examples=["f1"])
    value: float = Field(description="Milliseconds for latencies, else 0 to 1.", examples=[0.853])
    low: float | None = Field(
        description="The interval's lower end; null where it has none.", examples=[0.812]
    )
    high: float | None = Field(description="The upper end.", examples=[0.889])
    questions: int = Field(description="How many questions have it.", examples=[40], ge=0)
    lower_is_better: bool = Field(description="Whether less is better.", examples=[False])

    @classmethod
    def of(cls, measure: Measure) -> Self:
        """A measure of a run."""
        found = measure.estimate
        return cls(
            name=measure.name,
            value=found.value,
            low=_finite(found.low),
            high=_finite(found.high),
            questions=found.n,
            lower_is_better=measure.name in LOWER_IS_BETTER,
        )


class Figures(Told):
    """The figures of a tag or a language."""

    name: str = Field(description="The tag, or the language.", examples=["factoid"])
    questions: int = Field(description="How many it has.", examples=[20], ge=0)
    figures: list[Figure] = Field(description="Its figures.", examples=[[EXAMPLE_FIGURE]])

    @classmethod
    def of(cls, group: Group) -> Self:
        """A group of a run."""
        return cls(
            name=group.name,
            questions=group.count,
            figures=[Figure.of(measure) for measure in group.found],
        )


class Evaluation(Told):
    """A run of a test set: how far it is, and its figures once it is complete."""

    id: str = Field(
        description="Of this run; who has it may read it.",
        examples=["kC1fM0mTq0b3y6zq2yqz2n1l0c7a9d8e"],
    )
    state: Literal["running", "complete", "cancelled", "failed"] = Field(
        description="How it stands.", examples=["complete"]
    )
    testset: str = Field(description="The test set's name.", examples=["desk"])
    asked: int = Field(description="Questions asked so far.", examples=[40], ge=0)
    total: int = Field(description="Questions in all.", examples=[40], ge=0)
    reason: str | None = Field(
        description="Why it failed, else null.",
        examples=["batik: no article has this id; list the articles to see theirs"],
    )
    started: str | None = Field(
        description="ISO 8601 in UTC; null until it is complete.",
        examples=["2026-01-31T08:15:00+00:00"],
    )
    figures: list[Figure] = Field(
        description="Over all questions; none until it is complete.", examples=[[EXAMPLE_FIGURE]]
    )
    tags: list[Figures] = Field(description="By tag.", examples=[[EXAMPLE_GROUP]])
    languages: list[Figures] = Field(
        description="By language.", examples=[[{**EXAMPLE_GROUP, "name": "id"}]]
    )

    @classmethod
    def of(cls, running: Running) -> Self:
        """How an evaluation stands."""
        result = running.result
        return cls(
            id=running.token,
            state=running.progress.value,
            testset=running.testset.name,
            asked=running.asked,
            total=len(running.testset.cases),
            reason=running.reason or None,
            started=result.run.started if result else None,
            figures=[Figure.of(measure) for measure in result.found] if result else [],
            tags=[Figures.of(group) for group in result.tags] if result else [],
            languages=[Figures.of(group) for group in result.languages] if result else [],
        )


class Cited(Told):
    """A citation that was shown."""

    article_id: str = Field(description="The article's id.", examples=["batik-lintang"])
    title: str = Field(description="Its title.", examples=[EXAMPLE_CITED["title"]])
    start: int = Field(description="First character in its text.", examples=[0], ge=0)
    end: int = Field(description="One past the last character.", examples=[137], ge=0)
    text: str = Field(description="The cited words.", examples=[EXAMPLE_CITED["text"]])
    speaker: str | None = Field(description="Who said it.", examples=["Sekar Mayangsari"])
    meets: bool = Field(description="Whether it meets the evidence.", examples=[True])


class Record(Told):
    """One question of a run."""

    id: str = Field(description="The case's id.", examples=["perajin"])
    question: str = Field(description="As it was asked.", examples=[EXAMPLE_CASE["question"]])
    tags: list[str] = Field(description="Its tags.", examples=[["factoid"]])
    language: str = Field(description="ISO 639-1, or unknown.", examples=["id"])
    answerable: bool = Field(description="Whether the test set has an answer.", examples=[True])
    expected: list[str] = Field(description="Right answers.", examples=[EXAMPLE_CASE["answers"]])
    answered: bool = Field(description="Whether an answer was given.", examples=[True])
    confidence: float = Field(description="The answer's own.", examples=[0.97])
    short_answer: str | None = Field(description="The short answer.", examples=["214"])
    said: str = Field(description="The answer's sentences.", examples=[EXAMPLE_CITED["text"]])
    cited: list[Cited] = Field(description="Its citations.", examples=[[EXAMPLE_CITED]])
    verdict: Verdict = Field(
        description="right; partly: a citation meets the evidence; wrong; missed: no answer was "
        "given; refused: rightly none; made up: there is none; failed: it couldn't be asked.",
        examples=["right"],
    )
    seconds: float = Field(description="Of asking.", examples=[0.12], ge=0)
    scores: dict[str, float] = Field(
        description="The measures that the case has.", examples=[EXAMPLE_RECORD["scores"]]
    )
    note: str | None = Field(description="The test set's note.", examples=[None])
    error: str | None = Field(description="Why asking failed.", examples=[None])

    @classmethod
    def of(cls, record: run_record.Record) -> Self:
        """A question of a run's record."""
        return cls(
            id=record.id,
            question=record.question,
            tags=list(record.tags),
            language=record.language,
            answerable=record.expected.answerable,
            expected=list(record.expected.answers),
            answered=record.answered,
            confidence=record.confidence,
            short_answer=record.short_answer,
            said=record.said,
            cited=[
                Cited(
                    article_id=c.article_id,
                    title=c.title,
                    start=c.start,
                    end=c.end,
                    text=c.text,
                    speaker=c.speaker,
                    meets=c.meets,
                )
                for c in record.cited
            ],
            verdict=record.verdict,
            seconds=record.seconds,
            scores=dict(record.scores),
            note=record.note,
            error=record.error,
        )


class Records(Paged):
    """A part of a run's questions."""

    records: list[Record] = Field(
        description="In the test set's order.", examples=[[EXAMPLE_RECORD]]
    )


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
