"""A conversation in a file, for the command line: a list of turns, the last of them the latest."""

import json
from collections.abc import Sequence
from pathlib import Path

from index.errors import WartanyaError
from rag.follow_up.turns import Turn
from rag.textfile import decode, parse_json, write_whole
from rag.turn_json import MOST_TURNS, read_turn, turn_json

_MOST_BYTES = 5_000_000  # many times what twenty turns have


def read_conversation(path: Path) -> list[Turn]:
    """The turns in a file, oldest first; none where it isn't there or is empty.

    WartanyaError where it is something else, or where its folder isn't there.
    """
    text = decode(_content(path), str(path))
    if not text.strip():
        return []
    try:
        rows = parse_json(text, str(path))
    except WartanyaError as error:
        raise WartanyaError(f"{error}: correct it, or name another file") from error
    if not isinstance(rows, list):
        raise WartanyaError(f"{path}: no conversation, a list of turns: name another file")
    turns = [read_turn(row, f"{path}: turn {number}") for number, row in enumerate(rows, start=1)]
    return turns[-MOST_TURNS:]


def write_conversation(path: Path, turns: Sequence[Turn]) -> None:
    """Put the last turns in place of the file, for its owner alone to read.

    WartanyaError where it can't be written; what was there is then left.
    """
    rows = [turn_json(turn) for turn in turns[-MOST_TURNS:]]
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    write_whole(path, f"{text}\n", private=True)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise WartanyaError(
                f"{path}: there is no folder {path.parent}: make it first"
            ) from None
        return b""
    except OSError as error:
        raise WartanyaError(f"{path}: not readable ({error.strerror}): check the path") from error
    if len(content) > _MOST_BYTES:
        raise WartanyaError(f"{path}: too large for a conversation: name another file")
    return content
