"""What an unclear follow-up asks, for each of those who may be meant."""

from collections.abc import Sequence
from dataclasses import replace

from rag.follow_up.completing import complete
from rag.follow_up.turns import Known, Turn


def readings(
    question: str, turns: Sequence[Turn], names: Sequence[str], known: Known
) -> list[tuple[str, str]]:
    """Each of the ``names`` that a question may mean, with the question made whole by it.

    A name that makes no whole question of it is left out.
    """
    found = []
    for name in names:
        completed = complete(question, [_only(name, names, turn) for turn in turns], known)
        if completed.leaning:
            found.append((name, completed.text))
    return found


def _only(name: str, names: Sequence[str], turn: Turn) -> Turn:
    """The turn as if its answer had named none of the others."""
    others = {other for other in names if other != name}
    short = turn.short_answer
    return replace(
        turn,
        speakers=tuple(one for one in turn.speakers if one not in others),
        titles=tuple(one for one in turn.titles if one not in others),
        short_answer=name if short and any(other in short for other in others) else short,
    )
