"""A conversation as the page holds it: turns, oldest first, never edited in place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from rag.answer import Answer, Citation, Sentence
from rag.follow_up.turns import Turn as PastTurn
from rag.writing import Written


class Stage(Enum):
    """How far a turn has come."""

    SEARCHING = "searching"
    STREAMING = "streaming"
    WRITING = "writing"  # the answer is there, a language model words it anew
    COMPLETE = "complete"
    STOPPED = "stopped"
    FAILED = "failed"  # a defect of ours
    UNCLEAR = "unclear"  # who is meant is asked back


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody or something that a question may mean, and the question then."""

    name: str
    question: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and as much of its answer as is shown: ``shown`` sentences.

    ``understood`` is the whole question where what was typed leant on the turns before;
    ``choices`` are what it may mean where that is unclear. ``whole``: it is taken as it stands.
    ``speaker`` is whose words alone were asked about. ``draft`` is what a model has written,
    unchecked; ``written`` its checked wording. ``shared``: it came with a link, and ``missing``
    of its citations are no longer there.
    """

    question: str
    stage: Stage = Stage.SEARCHING
    answer: Answer | None = None
    shown: int = 0
    speaker: str | None = None
    understood: str | None = None
    choices: tuple[Choice, ...] = ()
    whole: bool = False
    draft: str = ""
    written: Written | None = None
    shared: bool = False
    missing: int = 0

    @property
    def running(self) -> bool:
        return self.stage in (Stage.SEARCHING, Stage.STREAMING, Stage.WRITING)

    @property
    def meant(self) -> str:
        """The question that is answered."""
        return self.understood or self.question

    @property
    def worded(self) -> bool:
        """Whether the answer's sentences are a language model's, checked."""
        return self.written is not None and self.written.fallback is None

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Those that are shown."""
        if self.written is not None and self.worded:
            return self.written.sentences
        return self.answer.sentences[: self.shown] if self.answer else ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the markers stand for."""
        if self.written is not None and self.worded:
            return self.written.citations
        return self.answer.citations if self.answer else ()

    def citation(self, marker: int) -> Citation | None:
        """The citation of a marker of this turn, None where it has no such marker."""
        return next((cited for cited in self.citations if cited.marker == marker), None)

    def past(self) -> PastTurn:
        """The turn as follow-ups lean on it."""
        return PastTurn.of(self.meant, self.answer)


Turns = tuple[Turn, ...]

# Turns a session keeps; the oldest go. Enough for hours of reading, and it bounds memory.
MOST_TURNS = 100


def with_turn(turns: Turns, turn: Turn) -> Turns:
    """The conversation with another turn at its end."""
    return (*turns, turn)[-MOST_TURNS:]


def with_last(turns: Turns, turn: Turn) -> Turns:
    """The conversation with its last turn replaced."""
    return (*turns[:-1], turn)


def stopped(turns: Turns) -> Turns:
    """The conversation with its last turn stopped where it was running.

    What was answered before a model began to write is answered.
    """
    if not turns or not turns[-1].running:
        return turns
    last = turns[-1]
    stage = Stage.COMPLETE if last.stage is Stage.WRITING else Stage.STOPPED
    return with_last(turns, replace(last, stage=stage, draft=""))


def answered(turns: Sequence[Turn]) -> list[Turn]:
    """The turns that a further question may lean on."""
    return [turn for turn in turns if turn.stage is not Stage.UNCLEAR]
