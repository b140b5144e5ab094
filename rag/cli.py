"""The command line: what ``wartanya COMMAND`` does."""

import argparse
import json
import logging
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from importlib.metadata import version
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

from index.errors import WartanyaError
from rag import chat_command, index_commands, key_commands, mcp_command
from rag.exits import EXIT_FAILED, EXIT_INTERRUPTED
from rag.index_commands import open_wartanya
from rag.terminal import as_json, complain, write

if TYPE_CHECKING:
    from rag.answer import Answer
    from rag.llm import LanguageModel
    from rag.wartanya import Wartanya


def main() -> None:
    """The ``wartanya`` command: reads the arguments and the environment, exits with a status."""
    sys.exit(run(sys.argv[1:], os.environ))


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run one command; its exit status. Errors are one line on standard error."""
    logging.basicConfig(level=environment.get("WARTANYA_LOG", "WARNING"))
    options = build_parser(environment).parse_args(_with_default_command(arguments))
    signal.signal(signal.SIGTERM, _terminate)
    try:
        status: int = options.command(options)
    except WartanyaError as error:
        complain(error)
        return EXIT_FAILED
    except KeyboardInterrupt:
        complain("stopped; what was reported is kept, run it again to go on")
        return EXIT_INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, as in `wartanya list | head`
        sys.stderr.close()
        return EXIT_FAILED
    return status


def _with_default_command(arguments: Sequence[str]) -> list[str]:
    """No command means the chat."""
    own = {"-h", "--help", "--version"}
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in own):
        return ["chat", *arguments]
    return list(arguments)


def build_parser(environment: Mapping[str, str]) -> argparse.ArgumentParser:
    """Every command and option; the environment gives defaults."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        default=Path(environment.get("WARTANYA_DATA", "wartanya-data")),
        help="where the articles are kept (default: %(default)s, or $WARTANYA_DATA)",
    )
    shared.add_argument(
        "--model",
        metavar="NAME",
        default=environment.get("WARTANYA_MODEL"),
        help="a sentence-transformers model, by name or path (default: multilingual-e5-small)",
    )
    parser = argparse.ArgumentParser(
        prog="wartanya", description="Ask the news, get the words and who said them."
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="say which version it is")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    index_commands.register(commands, shared)

    ask = commands.add_parser("ask", parents=[shared], help="answer a question")
    ask.add_argument("question", nargs="?", metavar="QUESTION")
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    ask.add_argument("--batch", type=Path, metavar="FILE.jsonl", help="a 'question' a row")
    ask.set_defaults(command=_ask)

    speakers = commands.add_parser("speakers", parents=[shared], help="list who speaks")
    speakers.add_argument("--json", action="store_true", help="a speaker a line, as JSON")
    speakers.set_defaults(command=_speakers)

    statements = commands.add_parser("statements", parents=[shared], help="list who said what")
    statements.add_argument("--speaker", metavar="S", help="by name or role, in either language")
    statements.add_argument("--article", metavar="ID")
    statements.add_argument("--json", action="store_true", help="a statement a line, as JSON")
    statements.set_defaults(command=_statements)

    _add_evaluation(commands, shared, environment)

    mcp_command.register(commands, shared)

    key_commands.register(commands, shared)

    chat_command.register(commands, shared)
    return parser


class _Version(argparse.Action):
    """Looked up only when asked for: a source tree that isn't installed has none."""

    def __call__(self, parser: argparse.ArgumentParser, *given: object) -> None:
        write(f"{parser.prog} {version('wartanya')}")
        parser.exit()


def _add_evaluation(
    commands: Any, shared: argparse.ArgumentParser, environment: Mapping[str, str]
) -> None:
    evaluate = commands.add_parser("eval", parents=[shared], help="ask a test set's questions")
    evaluate.add_argument("testset", type=Path, metavar="TESTSET")
    evaluate.add_argument("--report", type=Path, metavar="FILE.html", help="one offline page")
    evaluate.add_argument("--json", type=Path, metavar="FILE.json", help="the run's record")
    evaluate.add_argument(
        "--fail-under",
        action="append",
        default=[],
        metavar="MEASURE=LEAST",
        help="exit 1 where a measure is lower, as mrr@10=.85; may come again",
    )
    evaluate.add_argument(
        "--baseline", type=Path, metavar="FILE.json", help="exit 1 where a measure fell below it"
    )
    evaluate.add_argument("--tolerance", type=float, default=0.0, help="by more than this")
    evaluate.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="SETTING=A,B",
        help="sweep a setting, as retrieval.dense_weight=0.5,0.65",
    )
    evaluate.add_argument(
        "--judge",
        action="store_true",
        help="also a language model's view of the answers, beside the measures: needs "
        "$WARTANYA_LLM_URL, $WARTANYA_LLM_MODEL and, where the server wants one, $WARTANYA_LLM_KEY",
    )
    evaluate.set_defaults(command=partial(_evaluate, environment=environment))

    compare = commands.add_parser("compare", help="compare two runs' records")
    compare.add_argument("before", type=Path, metavar="A.json")
    compare.add_argument("after", type=Path, metavar="B.json")
    compare.set_defaults(command=_compare)

    testset = commands.add_parser("testset", help="start a test set").add_subparsers(
        required=True, metavar="COMMAND"
    )
    new = testset.add_parser("new", parents=[shared], help="questions to correct, by rules")
    new.add_argument("path", type=Path, metavar="FILE.jsonl")
    new.add_argument("--size", type=int, default=50, help="questions (default: %(default)s)")
    new.set_defaults(command=_new_testset)


def _ask(options: argparse.Namespace) -> int:
    if (options.question is None) == (options.batch is None):
        raise WartanyaError("ask: give either a QUESTION or --batch FILE.jsonl")
    with open_wartanya(options) as wartanya:
        if options.batch is not None:
            return _ask_batch(wartanya, options.batch)
        answer = wartanya.ask(options.question)
        write(as_json(answer.to_json()) if options.json else as_text(answer))
        return 0


def _ask_batch(wartanya: "Wartanya", path: Path) -> int:
    """Ask each row's question; a line a row, in order, a row that can't be asked as an error."""
    failed = False
    for number, row in _rows(path):
        try:
            answer = wartanya.ask(_question(row, path, number)).to_json()
        except WartanyaError as error:
            failed = True
            complain(f"{path}:{number}: {error}")
            answer = {"error": str(error)}
        if isinstance(row, dict) and "id" in row:
            answer["id"] = row["id"]
        write(as_json(answer))
    return EXIT_FAILED if failed else 0


def _rows(path: Path) -> list[tuple[int, Any]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
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
        except ValueError as error:
            raise WartanyaError(f"{path}:{number}: not JSON: one object a line") from error
    return rows


def _question(row: Any, path: Path, number: int) -> str:
    question = row.get("question") if isinstance(row, dict) else None
    if not isinstance(question, str):
        raise WartanyaError(f"{path}:{number}: no 'question': add it as text")
    return question


def _speakers(options: argparse.Namespace) -> int:
    with open_wartanya(options) as wartanya:
        for speaker in wartanya.speakers():
            if options.json:
                write(as_json(asdict(speaker)))
            else:
                role = speaker.roles[-1].role if speaker.roles else "-"
                write(f"{speaker.name}  {role}  {len(speaker.article_ids)} articles")
    return 0


def _statements(options: argparse.Namespace) -> int:
    with open_wartanya(options) as wartanya:
        for statement in wartanya.said_by(options.speaker, options.article):
            if options.json:
                write(as_json(asdict(statement)))
            else:
                text = wartanya.article(statement.article_id).text[statement.start : statement.end]
                write(f"{statement.speaker or '-'}: {' '.join(text.split())}")
    return 0


def _evaluate(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from tqdm import tqdm

    from rag.eval_commands import evaluate, evaluate_settings

    judge = _judge(options, environment)
    with (
        open_wartanya(options) as wartanya,
        tqdm(unit=" questions", desc="ask", file=sys.stderr) as bar,
    ):

        def progress(asked: int, total: int) -> None:
            bar.total = total
            bar.update(asked - bar.n)

        def judging(judged: int, total: int) -> None:
            if judged == 1:
                bar.set_description("judge", refresh=False)
                bar.reset(total)
            bar.update(judged - bar.n)

        if options.set:
            write(evaluate_settings(wartanya.with_settings, options.testset, options.set, progress))
            return 0
        evaluated = evaluate(
            wartanya,
            options.testset,
            report=options.report,
            record=options.json,
            fail_under=options.fail_under,
            baseline=options.baseline,
            tolerance=options.tolerance,
            progress=progress,
            judge=judge,
            judging=judging,
        )
    write(evaluated.text)
    return 0 if evaluated.passed else EXIT_FAILED


def _judge(options: argparse.Namespace, environment: Mapping[str, str]) -> "LanguageModel | None":
    if not options.judge:
        return None
    from rag.llm import configured

    if options.set:
        raise WartanyaError("eval: --judge and --set: judge one run: leave one of them out")
    try:
        return configured(
            environment.get("WARTANYA_LLM_URL"),
            environment.get("WARTANYA_LLM_MODEL"),
            environment.get("WARTANYA_LLM_KEY"),
        )
    except WartanyaError as error:
        raise WartanyaError(f"eval --judge: {error}") from error


def _compare(options: argparse.Namespace) -> int:
    from rag.eval_commands import compare_records

    write(compare_records(options.before, options.after))
    return 0


def _new_testset(options: argparse.Namespace) -> int:
    from index.speakers import statements
    from rag.eval_commands import start_testset

    with open_wartanya(options) as wartanya:
        write(start_testset(wartanya, options.path, options.size, statements))
    return 0


def as_text(answer: "Answer") -> str:
    """An answer for the terminal: sentences with markers, then what the markers stand for."""
    lines = [
        " ".join([sentence.text, *(f"[{marker}]" for marker in sentence.citations)])
        for sentence in answer.sentences
    ]
    lines += [""] if answer.citations else []
    for citation in answer.citations:
        facts = (citation.title, citation.outlet, citation.published, citation.url)
        lines.append(f"[{citation.marker}] {' · '.join(fact for fact in facts if fact)}")
        if citation.also:
            others = ", ".join(other.outlet or other.title for other in citation.also)
            lines.append(f"    = {others}")
        if not answer.answerable and citation.text:
            lines.append(f"    {citation.text}")
    return "\n".join(lines)


def _terminate(signum: int, frame: FrameType | None) -> NoReturn:
    """SIGTERM ends a command as Ctrl-C does: through the context managers, index closed."""
    raise KeyboardInterrupt
