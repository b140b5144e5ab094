"""Turns of a conversation: what a client sends back, and how a question was understood."""

from typing import Annotated, Any, Self

from pydantic import Field

from rag.api.schemas import LAST_OFFSET, Given, Told
from rag.follow_up import turns as engine
from rag.turn_json import (
    MOST_NAMED,
    MOST_SHOWN,
    NAME_CHARACTERS,
    QUESTION_CHARACTERS,
    SHORT_CHARACTERS,
    TITLE_CHARACTERS,
    turn_json,
    understood_json,
)

EXAMPLE_SPAN: dict[str, Any] = {"article_id": "batik-lintang", "start": 424, "end": 538}
EXAMPLE_TURN: dict[str, Any] = {
    "question": "Apa kata Sekar Mayangsari tentang kaca pembesar?",
    "speakers": ["Sekar Mayangsari"],
    "titles": ["Perajin Batik Lintang Tolak Cap Mesin"],
    "short_answer": "Pembeli di pasar tidak membawa kaca pembesar",
    "shown": [EXAMPLE_SPAN],
}
EXAMPLE_UNDERSTOOD: dict[str, Any] = {
    "typed": "soal kaca pembesar?",
    "text": EXAMPLE_TURN["question"],
    "leaning": True,
    "unclear": [],
}

_Question = Annotated[
    str,
    Field(
        max_length=QUESTION_CHARACTERS,
        description="The question as it was understood.",
        examples=[EXAMPLE_TURN["question"]],
    ),
]
_Speakers = Annotated[
    list[Annotated[str, Field(max_length=NAME_CHARACTERS)]],
    Field(
        max_length=MOST_NAMED,
        description="Who spoke in what its answer cited.",
        examples=[EXAMPLE_TURN["speakers"]],
    ),
]
_Titles = Annotated[
    list[Annotated[str, Field(max_length=TITLE_CHARACTERS)]],
    Field(
        max_length=MOST_NAMED,
        description="The articles that its answer cited.",
        examples=[EXAMPLE_TURN["titles"]],
    ),
]
_Short = Annotated[
    Annotated[str, Field(max_length=SHORT_CHARACTERS)] | None,
    Field(description="Its short answer.", examples=[EXAMPLE_TURN["short_answer"]]),
]
_Shown = Field(
    max_length=MOST_SHOWN,
    description="The spans that its answer cited: 'more' is beyond them.",
    examples=[EXAMPLE_TURN["shown"]],
)
_Id = Annotated[
    str,
    Field(
        max_length=NAME_CHARACTERS,
        description="The article's id.",
        examples=[EXAMPLE_SPAN["article_id"]],
    ),
]
_Start = Annotated[
    int,
    Field(
        ge=0,
        le=LAST_OFFSET,
        description="First character in its text.",
        examples=[EXAMPLE_SPAN["start"]],
    ),
]
_End = Annotated[
    int,
    Field(
        ge=0,
        le=LAST_OFFSET,
        description="One past the last character.",
        examples=[EXAMPLE_SPAN["end"]],
    ),
]


class PastSpan(Given):
    """A span of an article that was shown."""

    article_id: _Id
    start: _Start
    end: _End


class PastTurn(Given):
    """A turn before, as the answer to it had it in ``turn``."""

    question: _Question
    speakers: _Speakers = Field(default_factory=list)
    titles: _Titles = Field(default_factory=list)
    short_answer: _Short = None
    shown: Annotated[list[PastSpan], _Shown] = Field(default_factory=list)

    def turn(self) -> engine.Turn:
        """The engine's own."""
        return engine.Turn(
            self.question,
            tuple(self.speakers),
            tuple(self.titles),
            self.short_answer,
            tuple(engine.Shown(one.article_id, one.start, one.end) for one in self.shown),
        )


class Span(Told):
    """A span of an article that was shown."""

    article_id: _Id
    start: _Start
    end: _End


class Turn(Told):
    """What to send back with the next question, in ``turns``."""

    question: _Question
    speakers: _Speakers
    titles: _Titles
    short_answer: _Short
    shown: Annotated[list[Span], _Shown]

    @classmethod
    def of(cls, turn: engine.Turn) -> Self:
        """The published form, which is taken back."""
        return cls.model_validate(turn_json(turn))


class Understood(Told):
    """How a question was understood from the turns before it."""

    typed: str = Field(description="As it was put.", examples=[EXAMPLE_UNDERSTOOD["typed"]])
    text: str = Field(
        description="The whole question, which is answered; as typed where it stands alone.",
        examples=[EXAMPLE_UNDERSTOOD["text"]],
    )
    leaning: bool = Field(
        description="Whether it leant on the turns before: show it as 'understood as'.",
        examples=[True],
    )
    unclear: list[str] = Field(
        description="Who, or which articles, may be meant where nobody could tell; the question "
        "is then answered as typed. Text from outside.",
        examples=[[]],
    )

    @classmethod
    def of(cls, typed: str, understood: engine.Completed) -> Self:
        """The published form."""
        return cls.model_validate(understood_json(typed, understood))
