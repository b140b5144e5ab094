"""Turns of a conversation as JSON values, as files keep them and programs send them."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from index.errors import WartanyaError
from rag.follow_up.turns import Completed, Shown, Turn
from rag.textfile import one_line

T = TypeVar("T")

MOST_TURNS = 20  # kept and taken; a follow-up leans on the last four of them
MOST_NAMED = 50  # speakers or titles of a turn; an answer names some twenty
MOST_SHOWN = 100  # spans
QUESTION_CHARACTERS = 2000  # as many as are read of one
NAME_CHARACTERS = 200
TITLE_CHARACTERS = 500
SHORT_CHARACTERS = 2000  # of a short answer that lists everybody who spoke

_MEND = "correct it, or name another file"
_BROKEN = re.compile("[\ud800-\udfff]")  # half of a surrogate pair, which no file takes


def bounded(turn: Turn) -> Turn:
    """The turn with no more in it than is taken back; what a follow-up can use is less."""
    return replace(
        turn,
        question=_short(turn.question),
        speakers=tuple(n for n in turn.speakers if len(n) <= NAME_CHARACTERS)[:MOST_NAMED],
        titles=tuple(title[:TITLE_CHARACTERS] for title in turn.titles[:MOST_NAMED]),
        short_answer=turn.short_answer[:SHORT_CHARACTERS] if turn.short_answer else None,
        shown=tuple(s for s in turn.shown if len(s.article_id) <= NAME_CHARACTERS)[:MOST_SHOWN],
    )


def _short(question: str) -> str:
    """A question that is read whole, its white space aside, in as many characters."""
    if len(question) <= QUESTION_CHARACTERS:
        return question
    return " ".join(question.split())[:QUESTION_CHARACTERS]


def turn_json(turn: Turn) -> dict[str, Any]:
    """A turn as it is told, and taken back."""
    kept = bounded(turn)
    return {
        "question": kept.question,
        "speakers": list(kept.speakers),
        "titles": list(kept.titles),
        "short_answer": kept.short_answer,
        "shown": [
            {"article_id": one.article_id, "start": one.start, "end": one.end} for one in kept.shown
        ],
    }


def understood_json(typed: str, understood: Completed) -> dict[str, Any]:
    """How a question was understood: what was typed, what is answered, who may be meant."""
    return {
        "typed": typed,
        "text": understood.text,
        "leaning": understood.leaning,
        "unclear": list(understood.unclear),
    }


def read_turn(value: object, where: str) -> Turn:
    """The turn that `turn_json` made. WartanyaError naming ``where``, and what it lacks."""
    fields = _fields(value, where)
    unknown = fields.keys() - {"question", "speakers", "titles", "short_answer", "shown"}
    if unknown:
        raise WartanyaError(f"{where}: a turn has no '{one_line(min(unknown)[:40])}': {_MEND}")
    short = fields.get("short_answer")
    turn = Turn(
        question=_text(fields.get("question"), f"{where}: 'question'"),
        speakers=_listed(fields, "speakers", where, _text),
        titles=_listed(fields, "titles", where, _text),
        short_answer=None if short is None else _text(short, f"{where}: 'short_answer'"),
        shown=_listed(fields, "shown", where, _span),
    )
    return bounded(turn)


def _span(value: object, where: str) -> Shown:
    fields = _fields(value, where)
    if fields.keys() != {"article_id", "start", "end"}:
        raise WartanyaError(f"{where}: not an article's id, a start and an end: {_MEND}")
    start, end = fields["start"], fields["end"]
    if type(start) is not int or type(end) is not int:  # a bool is none
        raise WartanyaError(f"{where}: 'start' or 'end' is no whole number: {_MEND}")
    return Shown(_text(fields["article_id"], f"{where}: 'article_id'"), start, end)


def _listed(
    fields: dict[str, Any], name: str, where: str, read: Callable[[object, str], T]
) -> tuple[T, ...]:
    values = fields.get(name, [])
    if not isinstance(values, list):
        raise WartanyaError(f"{where}: '{name}' is no list: {_MEND}")
    return tuple(read(value, f"{where}: '{name}'") for value in values)


def _fields(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise WartanyaError(f"{where}: no JSON object: {_MEND}")
    return value


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or _BROKEN.search(value):
        raise WartanyaError(f"{where} is no text: {_MEND}")
    return value
