"""Questions, and what comes of them."""

from typing import Any, Self

from pydantic import Field

from rag.api.citation_schemas import EXAMPLE_CITATION, EXAMPLE_SENTENCE, Citation, Sentence
from rag.api.filters import Filters
from rag.api.schemas import (
    MOST_IDS,
    NAME_CHARACTERS,
    QUESTION_CHARACTERS,
    ArticleId,
    Given,
    Told,
)
from rag.api.turn_schemas import EXAMPLE_TURN, EXAMPLE_UNDERSTOOD, PastTurn, Turn, Understood
from rag.api.written_schemas import EXAMPLE_WRITTEN, Written
from rag.conversing import Conversed
from rag.follow_up import turns as past
from rag.retrieval import Found
from rag.turn_json import MOST_TURNS

EXAMPLE_RETRIEVED: dict[str, Any] = {
    "article_id": "batik-lintang",
    "start": 0,
    "end": 567,
    "score": 0.81,
}


class AskRequest(Given):
    """A question, and what to keep to."""

    question: str = Field(
        min_length=1,
        max_length=QUESTION_CHARACTERS,
        description="What you want to know, in Indonesian or English; with a letter or digit.",
        examples=["Berapa perajin batik di Desa Lintang yang menolak mesin?"],
    )
    articles: list[ArticleId] | None = Field(
        default=None,
        min_length=1,
        max_length=MOST_IDS,
        description="Ids of articles to keep to; all where none are given.",
        examples=[["batik-lintang"]],
    )
    speaker: str | None = Field(
        default=None,
        min_length=1,
        max_length=NAME_CHARACTERS,
        description="A name: a question that names no speaker is put to this one's words.",
        examples=[None],
    )
    filters: Filters | None = Field(
        default=None,
        description="What else to keep to.",
        examples=[{"outlets": ["Contoh"], "published_from": "2025-01-01"}],
    )
    turns: list[PastTurn] | None = Field(
        default=None,
        max_length=MOST_TURNS,
        description="The conversation before, oldest first: the `turn` of each answer. The last "
        "four are leant on.",
        examples=[[EXAMPLE_TURN]],
    )
    model: bool = Field(
        default=False,
        description="Whether the server's language model also writes the answer, each sentence "
        "checked. Refused where it has none.",
        examples=[False],
    )

    def before(self) -> list[past.Turn]:
        """The turns before, as the engine has them."""
        return [turn.turn() for turn in self.turns or ()]


class Retrieved(Told):
    """A passage that was found."""

    article_id: str = Field(description="The article's id.", examples=["batik-lintang"])
    start: int = Field(description="First character in its text.", examples=[0], ge=0)
    end: int = Field(description="One past the last character.", examples=[567], ge=0)
    score: float = Field(description="Higher is better, below 1.", examples=[0.81])

    @classmethod
    def of(cls, found: Found) -> Self:
        """A passage as a search finds it."""
        passage = found.passage
        return cls(
            article_id=passage.article_id,
            start=passage.start,
            end=passage.end,
            score=found.score,
        )


class Answer(Told):
    """What the articles say to a question, or that they don't."""

    id: str = Field(description="Of this answer.", examples=["0f0e6cbb7ff44d4f9f0f0c6f2a3c9c11"])
    question: str = Field(
        description="As it was answered: whole where it leant on the turns before, else as put.",
        examples=["Berapa perajin batik di Desa Lintang yang menolak mesin?"],
    )
    language: str = Field(description="The question's: id or en.", examples=["id"])
    answerable: bool = Field(
        description="False: the articles don't answer it, the sentences say so, and the citations "
        "are the nearest passages.",
        examples=[True],
    )
    confidence: float = Field(
        description="How likely the articles answer it.", examples=[0.97], ge=0, le=1
    )
    short_answer: str | None = Field(
        description="The answer in a few words, null where there is none.", examples=["214"]
    )
    sentences: list[Sentence] = Field(
        description="The answer, sentence by sentence.", examples=[[EXAMPLE_SENTENCE]]
    )
    citations: list[Citation] = Field(
        description="What the markers stand for.", examples=[[EXAMPLE_CITATION]]
    )
    retrieved: list[Retrieved] = Field(
        description="The passages that were found, best first.", examples=[[EXAMPLE_RETRIEVED]]
    )

    understood: Understood = Field(
        description="How it was understood from the turns before.", examples=[EXAMPLE_UNDERSTOOD]
    )
    turn: Turn = Field(
        description="What to send back with the next question, in `turns`.",
        examples=[EXAMPLE_TURN],
    )
    written: Written | None = Field(
        default=None,
        description="The language model's wording of it, checked; null where none was asked for.",
        examples=[EXAMPLE_WRITTEN],
    )

    @classmethod
    def of(cls, typed: str, found: Conversed, written: Written | None = None) -> Self:
        """The published form, and beside it how what was typed was understood."""
        return cls.model_validate(
            {
                **found.answer.to_json(),
                "citations": [Citation.of(citation) for citation in found.answer.citations],
                "understood": Understood.of(typed, found.understood),
                "turn": Turn.of(found.turn),
                "written": written,
            }
        )
