"""A conversation as the reader's browser keeps it, and as it comes back from there.

What comes back is untrusted: anybody may have changed it. It is drawn escaped, and what it cites is
read from the ledger when it is opened.
"""

import json
from dataclasses import replace

from pydantic import TypeAdapter, ValidationError

from index.errors import WartanyaError
from rag.web.conversation import MOST_TURNS, Stage, Turn, Turns, stopped
from rag.web.texts import LANGUAGES

LARGEST = 4 * 1024 * 1024  # characters; browsers keep some 5 MB for a site
_TURNS = TypeAdapter(tuple[Turn, ...])


def to_text(turns: Turns) -> str:
    """The conversation as JSON, without the passages that were found and not cited."""
    slim = tuple(
        replace(turn, answer=replace(turn.answer, retrieved=())) if turn.answer else turn
        for turn in turns
    )
    text = json.dumps(_TURNS.dump_python(slim, mode="json"), ensure_ascii=False)
    return text.encode("utf-8", "replace").decode()  # no half of a surrogate pair


def from_text(text: str) -> Turns:
    """The conversation of a JSON text, nothing in it running.

    WartanyaError where it is none of ours.
    """
    if len(text) > LARGEST:
        raise WartanyaError("a kept conversation is too long")
    try:
        turns = _TURNS.validate_json(text.encode("utf-8", "replace"))
    except (ValidationError, ValueError, RecursionError) as error:
        raise WartanyaError("a kept conversation is damaged") from error
    known = all(turn.answer is None or turn.answer.language in LANGUAGES for turn in turns)
    ended = all(turn.answer is not None or turn.stage is not Stage.COMPLETE for turn in turns)
    if not known or not ended:
        raise WartanyaError("a kept conversation is damaged")
    return stopped(turns[-MOST_TURNS:])
