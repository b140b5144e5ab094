"""The command line: what ``wartanya COMMAND`` does."""

import argparse
import logging
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

from index.errors import WartanyaError
from rag import (
    ask_command,
    chat_command,
    index_commands,
    key_commands,
    llm_options,
    mcp_command,
)
from rag.exits import EXIT_FAILED, EXIT_INTERRUPTED
from rag.index_commands import open_wartanya
from rag.terminal import as_json, complain, write

if TYPE_CHECKING:
    from rag.llm import LanguageModel


def main() -> None:
    """The ``wartanya`` command: reads the arguments and the environment, exits with a status."""
    sys.exit(run(sys.argv[1:], os.environ))


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run one command; its exit status. Errors are one line on standard error."""
    logging.basicConfig(level=environment.get("WARTANYA_LOG", "WARNING"))
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it tells every address at INFO
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

    ask_command.register(commands, shared, environment)

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

    chat_command.register(commands, shared, environment)
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
        help="also a language model's view of the answers, beside the measures: needs one named",
    )
    llm_options.add_options(evaluate, environment, optional=False)
    evaluate.set_defaults(command=_evaluate)

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


def _evaluate(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from rag.eval_commands import evaluate, evaluate_settings

    judge = _judge(options)
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


def _judge(options: argparse.Namespace) -> "LanguageModel | None":
    if not options.judge:
        return None
    if options.set:
        raise WartanyaError("eval: --judge and --set: judge one run: leave one of them out")
    try:
        return llm_options.named_model(options)
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


def _terminate(signum: int, frame: FrameType | None) -> NoReturn:
    """SIGTERM ends a command as Ctrl-C does: through the context managers, index closed."""
    raise KeyboardInterrupt
