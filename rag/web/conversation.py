"""A conversation as the page holds it: turns, oldest first, never edited in place."""

from dataclasses import dataclass, replace
from enum import Enum

from rag.answer import Answer, Citation


class Stage(Enum):
    """How far a turn has come."""

    SEARCHING = "searching"
    STREAMING = "streaming"
    COMPLETE = "complete"
    STOPPED = "stopped"
    FAILED = "failed"  # a defect of ours


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and as much of its answer as is shown: ``shown`` sentences.

    ``speaker`` is whose words alone were asked about.
    """

    question: str
    stage: Stage = Stage.SEARCHING
    answer: Answer | None = None
    shown: int = 0
    speaker: str | None = None

    @property
    def running(self) -> bool:
        return self.stage in (Stage.SEARCHING, Stage.STREAMING)

    def citation(self, marker: int) -> Citation | None:
        """The citation of a marker of this turn, None where it has no such marker."""
        citations = self.answer.citations if self.answer else ()
        return next((cited for cited in citations if cited.marker == marker), None)


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
    """The conversation with its last turn stopped where it was running."""
    if not turns or not turns[-1].running:
        return turns
    return with_last(turns, replace(turns[-1], stage=Stage.STOPPED))
