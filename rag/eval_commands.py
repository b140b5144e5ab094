"""Evaluation's commands as functions with plain arguments: files in, text and files out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import WartanyaError
from rag.asker import Asker
from rag.comparison import compare, comparison_table, sweep_table
from rag.evaluation import Progress, run_testset, sweep
from rag.gate import check_baseline, check_gates, parse_gate
from rag.judges import check_judge, judge_run
from rag.llm import LanguageModel
from rag.report import write_report
from rag.run_record import Run, languages, read_run, tagged, write_run
from rag.starter import FindStatements, new_testset
from rag.summary import Measure, measures, table
from rag.testset import TestSet, write_testset
from rag.testset_files import read_testset

_GROUP_MEASURES = ("mrr@10", "f1", "citation_recall", "speaker", "correct")


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A run, what to print of it, whether every gate let it through, and its figures."""

    run: Run
    text: str
    passed: bool
    figures: tuple[Measure, ...] = ()


def evaluate(
    asker: Asker,
    testset: str | Path | TestSet,
    *,
    report: str | Path | None = None,
    record: str | Path | None = None,
    fail_under: Sequence[str] = (),
    baseline: str | Path | None = None,
    tolerance: float = 0.0,
    progress: Progress | None = None,
    judge: LanguageModel | None = None,
    judging: Progress | None = None,
) -> Evaluated:
    """Run a test set; write the report (HTML) and the record (JSON) where they are named.

    ``fail_under`` has gates like 'mrr@10=.85'; ``baseline`` is an earlier record, from which no
    measure may fall by more than ``tolerance``. With a ``judge``, what it thinks of the answers
    stands beside the measures; ``judging`` is its progress. Raises WartanyaError for what can't
    be read or reached before the first question is asked, and for what can't be written.
    """
    gates = [parse_gate(text) for text in fail_under]
    earlier = read_run(baseline) if baseline is not None else None
    for place in (report, record):
        if place is not None and not Path(place).parent.is_dir():
            raise WartanyaError(f"{place}: there is no folder {Path(place).parent}: make it first")
    cases = testset if isinstance(testset, TestSet) else read_testset(testset)
    if judge is not None:
        check_judge(judge)
    run = run_testset(asker, cases, progress)
    if judge is not None:
        run = judge_run(run, judge, judging)
    found = measures(run.records)
    if record is not None:
        write_run(run, record)
    if report is not None:
        write_report(run, report, compare(earlier, run) if earlier else None, found)
    outcomes = check_gates(found, gates)
    if earlier is not None:
        outcomes += check_baseline(earlier, run, tolerance)
    failed = [f"FAILED {outcome.text}" for outcome in outcomes if not outcome.passed]
    passed = f"{len(outcomes) - len(failed)} of {len(outcomes)} gates passed"
    text = run_text(run, found)
    if outcomes:
        text = "\n".join([text, "", *failed, passed])
    return Evaluated(run, text, not failed, tuple(found))


def run_text(run: Run, found: Sequence[Measure] | None = None) -> str:
    """A run for the terminal: figures, the main ones by tag and language, notices counted.

    ``found`` are its measures where they are known already.
    """
    found = measures(run.records) if found is None else found
    parts = [table(found, f"{run.testset}: {len(run.records)} questions")]
    for title, groups in (("tag", tagged(run.records)), ("language", languages(run.records))):
        if len(groups) > 1 or title == "tag":
            parts += [
                table(
                    [m for m in measures(group, 500) if m.name in _GROUP_MEASURES],
                    f"{title} {name}",
                )
                for name, group in groups.items()
            ]
    kinds = [kind for kind, _, _ in run.notices]
    parts += [f"{kinds.count(kind)} x {kind}" for kind in dict.fromkeys(kinds)]
    return "\n\n".join(parts)


def compare_records(before: str | Path, after: str | Path) -> str:
    """Two run records side by side, for the terminal. Raises WartanyaError as `read_run`."""
    return comparison_table(compare(read_run(before), read_run(after)))


def evaluate_settings(
    make: Callable[[dict[str, str]], Asker],
    testset: str | Path,
    settings: Sequence[str],
    progress: Progress | None = None,
) -> str:
    """One table of a run for every combination of settings like 'retrieval.dense_weight=.5,.8'.

    ``make`` opens an asker with the values, which are text, and raises WartanyaError for a
    setting that there isn't.
    """
    values = dict(map(parse_setting, settings))
    return sweep_table(sweep(make, read_testset(testset), values, progress))


def parse_setting(text: str) -> tuple[str, tuple[str, ...]]:
    """'name=a,b' as the name and its values. Raises WartanyaError where it isn't that."""
    name, _, listed = text.partition("=")
    values = tuple(value.strip() for value in listed.split(","))
    if not name.strip() or not all(values):
        raise WartanyaError(f"'{text:.60}': not a setting: write a name and values: name=0.5,0.8")
    return name.strip(), values


def start_testset(
    asker: Asker,
    path: str | Path,
    size: int = 50,
    statements: FindStatements | None = None,
    seed: int = 0,
) -> str:
    """Write a starter test set to correct, and say what is in it.

    Raises WartanyaError where the file is there already, which would lose somebody's corrections,
    or where the articles give no question.
    """
    place = Path(path)
    if place.exists():
        raise WartanyaError(f"{place}: is there already: choose another name or remove it")
    cases = new_testset(asker, size, statements, seed)
    if not cases:
        raise WartanyaError("no article gives a question: index some articles first")
    write_testset(place, cases)
    unanswerable = sum(not case.answerable for case in cases)
    return (
        f"{place}: {len(cases)} questions, {unanswerable} of them without an answer. Read and "
        "correct each: they are made by rules."
    )
