"""The command that asks: one question, one of a conversation, or many."""

import argparse
import asyncio
import json
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import WartanyaError
from rag import llm_options
from rag.exits import EXIT_FAILED
from rag.index_commands import open_wartanya
from rag.terminal import as_json, complain, write

if TYPE_CHECKING:
    from rag.answer import Answer
    from rag.conversing import Conversed
    from rag.follow_up.turns import Turn
    from rag.llm import LanguageModel
    from rag.wartanya import Wartanya
    from rag.writing import Written


def register(
    commands: Any, shared: argparse.ArgumentParser, environment: Mapping[str, str]
) -> None:
    """Add the command and its options."""
    ask = commands.add_parser(
        "ask",
        parents=[shared],
        help="answer a question",
        description="Answer from the articles. With a language model also its wording of the "
        "answer, each sentence checked.",
    )
    ask.add_argument("question", nargs="?", metavar="QUESTION")
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    ask.add_argument(
        "--batch",
        type=Path,
        metavar="FILE.jsonl",
        help="a 'question' a row; rows with the same 'conversation' are one, in their order",
    )
    ask.add_argument(
        "--conversation",
        type=Path,
        metavar="FILE.json",
        help="read the question after those that the file has, and add it to them",
    )
    llm_options.add_options(ask, environment)
    ask.set_defaults(command=_ask)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question that was answered; ``written`` is a language model's wording, where one is asked.

    ``plain``: neither a conversation nor a model is in it.
    """

    typed: str
    conversed: "Conversed"
    written: "Written | None"
    plain: bool

    @property
    def answer(self) -> "Answer":
        return self.conversed.answer

    def to_json(self) -> dict[str, Any]:
        """The answer's published form, and beside it how it was understood and what was written."""
        from rag.turn_json import turn_json, understood_json
        from rag.written_json import written_json

        told = self.answer.to_json()
        if self.plain:
            return told
        return told | {
            "understood": understood_json(self.typed, self.conversed.understood),
            "turn": turn_json(self.conversed.turn),
            "written": written_json(self.written) if self.written else None,
        }

    def to_text(self) -> str:
        """The answer for the terminal."""
        from rag.answer_text import as_text, understood_as_text, written_as_text

        understood = understood_as_text(self.conversed.understood, self.answer.language)
        if self.written is None:
            return understood + as_text(self.answer)
        return understood + written_as_text(self.answer, self.written)


def _ask(options: argparse.Namespace) -> int:
    if (options.question is None) == (options.batch is None):
        raise WartanyaError("ask: give either a QUESTION or --batch FILE.jsonl")
    if options.batch and options.conversation:
        raise WartanyaError(
            "ask: --batch names conversations in its rows: leave --conversation out"
        )
    model = llm_options.language_model(options)
    if options.batch:
        rows = _rows(options.batch)
        with open_wartanya(options, model) as wartanya:
            return _ask_batch(wartanya, options.batch, rows)
    return _ask_one(options, model)


def _ask_one(options: argparse.Namespace, model: "LanguageModel | None") -> int:
    from rag.conversation_file import read_conversation, write_conversation

    turns = read_conversation(options.conversation) if options.conversation else None
    with open_wartanya(options, model) as wartanya:
        asked = _asked(wartanya, options.question, turns)
    write(as_json(asked.to_json()) if options.json else asked.to_text())
    if turns is not None:
        write_conversation(options.conversation, [*turns, asked.conversed.turn])
    return _status(asked)


def _asked(wartanya: "Wartanya", question: str, turns: "Iterable[Turn] | None") -> _Asked:
    """A question after the turns before it; None where there is no conversation."""
    conversed = wartanya.converse(question, list(turns or ()))
    written = asyncio.run(_written(wartanya, conversed.answer)) if wartanya.llm else None
    return _Asked(question, conversed, written, plain=turns is None and written is None)


async def _written(wartanya: "Wartanya", answer: "Answer") -> "Written | None":
    from rag.writing import Written

    async with aclosing(wartanya.write(answer)) as parts:
        async for part in parts:
            if isinstance(part, Written):
                return part
    return None


def _status(asked: _Asked, where: str = "") -> int:
    """The exit status. Where the model gave no answer at all, why is told, and how to mend it."""
    if asked.written is None or asked.written.detail is None:
        return 0
    complain(f"{where}{asked.written.detail}")
    return EXIT_FAILED


def _ask_batch(wartanya: "Wartanya", path: Path, rows: Sequence[tuple[int, Any]]) -> int:
    """Ask each row's question; a line a row, in order, a row that can't be asked as an error."""
    from rag.turn_json import MOST_TURNS

    status = 0
    conversations: dict[str, deque[Turn]] = {}
    for number, row in rows:
        where = f"{path}:{number}"
        try:
            name = _conversation(row, where)
            fresh: deque[Turn] = deque(maxlen=MOST_TURNS)
            before = None if name is None else conversations.setdefault(name, fresh)
            asked = _asked(wartanya, _question(row, where), before)
            if before is not None:
                before.append(asked.conversed.turn)
            answer = asked.to_json()
            status = _status(asked, f"{where}: ") or status
        except WartanyaError as error:
            status = EXIT_FAILED
            complain(error if str(error).startswith(where) else f"{where}: {error}")
            answer = {"error": str(error)}
        if isinstance(row, dict) and "id" in row:
            answer["id"] = row["id"]
        write(as_json(answer))
    return status


def _rows(path: Path) -> list[tuple[int, Any]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise WartanyaError(f"{path}: {error.strerror}: check the path") from error
    except UnicodeDecodeError as error:
        raise WartanyaError(f"{path}: not UTF-8: save it as UTF-8") from error
    rows = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            rows.append((number, json.loads(line)))
        except (ValueError, RecursionError) as error:
            raise WartanyaError(f"{path}:{number}: not JSON: one object a line") from error
    return rows


def _question(row: Any, where: str) -> str:
    question = row.get("question") if isinstance(row, dict) else None
    if not isinstance(question, str):
        raise WartanyaError(f"{where}: no 'question': add it as text")
    return question


def _conversation(row: Any, where: str) -> str | None:
    """Which conversation a row belongs to, None where to none."""
    name = row.get("conversation") if isinstance(row, dict) else None
    if name is not None and not isinstance(name, str):
        raise WartanyaError(f"{where}: 'conversation' is no text: put it in quotation marks")
    return name
