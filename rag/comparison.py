"""Two runs of the same questions: what moved, by how much, and whether it is more than chance."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from index.errors import WartanyaError
from rag.intervals import Difference, holm, paired_difference
from rag.run_record import Record, Run
from rag.scoring import Verdict
from rag.summary import JUDGED, LOWER_IS_BETTER, MEANS, OF_SETS, Measure, measures, show
from rag.textfile import one_line


@dataclass(frozen=True, slots=True)
class Moved:
    """A measure in both runs, over the ``n`` questions that have it in both.

    ``corrected`` is the p-value corrected for all the measures compared (Holm), a judge's apart.
    ``better`` is None where the difference may be chance at 5%, by the corrected value.
    """

    name: str
    before: float
    after: float
    n: int
    difference: Difference
    corrected: float

    @property
    def better(self) -> bool | None:
        """Whether the second run is better, None where that may be chance."""
        if self.corrected >= 0.05 or self.difference.mean == 0:
            return None
        return (self.difference.mean > 0) != (self.name in LOWER_IS_BETTER)


@dataclass(frozen=True, slots=True)
class Changed:
    """A question whose verdict is another one now."""

    id: str
    question: str
    before: Verdict
    after: Verdict
    said_before: str
    said_after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the questions that both runs have.

    ``only_before`` and ``only_after`` are ids of the others; ``remarks`` say what else differs.
    ``moved`` has no p-values for figures of sets (AUROC, latency): those are in ``of_sets``,
    name -> before and after.
    """

    moved: tuple[Moved, ...]
    of_sets: tuple[tuple[str, float, float], ...]
    changed: tuple[Changed, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    remarks: tuple[str, ...]


def compare(before: Run, after: Run) -> Comparison:
    """Compare two runs question by question, paired by id.

    Raises WartanyaError where they have no question in common.
    """
    first = {record.id: record for record in before.records}
    second = {record.id: record for record in after.records}
    common = [id_ for id_ in first if id_ in second]
    if not common:
        raise WartanyaError(
            f"{before.testset} and {after.testset}: no question in common: "
            "compare runs of the same test set"
        )
    pairs = [(first[id_], second[id_]) for id_ in common]
    return Comparison(
        moved=(*_moved(pairs, MEANS), *_moved(pairs, JUDGED)),
        of_sets=tuple(_of_sets(pairs)),
        changed=tuple(_changed(a, b) for a, b in pairs if a.verdict is not b.verdict),
        only_before=tuple(id_ for id_ in first if id_ not in second),
        only_after=tuple(id_ for id_ in second if id_ not in first),
        remarks=tuple(_remarks(before, after)),
    )


def _moved(pairs: Sequence[tuple[Record, Record]], names: Sequence[str]) -> list[Moved]:
    """The named measures, corrected for as many: what a judge adds alters no other's p-value."""
    found: list[tuple[str, float, float, int, Difference]] = []
    for name in names:
        both = [
            (a.scores[name], b.scores[name])
            for a, b in pairs
            if name in a.scores and name in b.scores
        ]
        if both:
            was, now = (list(values) for values in zip(*both, strict=True))
            difference = paired_difference(was, now)
            found.append(
                (name, math.fsum(was) / len(was), math.fsum(now) / len(now), len(both), difference)
            )
    corrected = holm([difference.p_value for *_, difference in found])
    return [Moved(*row, p_value) for row, p_value in zip(found, corrected, strict=True)]


def _of_sets(pairs: Sequence[tuple[Record, Record]]) -> list[tuple[str, float, float]]:
    was, now = (
        {m.name: m.estimate.value for m in measures([pair[side] for pair in pairs])}
        for side in (0, 1)
    )
    return [(name, was[name], now[name]) for name in OF_SETS if name in was and name in now]


def _changed(before: Record, after: Record) -> Changed:
    return Changed(
        before.id, after.question, before.verdict, after.verdict, before.said, after.said
    )


def _remarks(before: Run, after: Run) -> list[str]:
    remarks = []
    if before.digest != after.digest:
        remarks.append("the test sets' contents differ: questions are paired by id")
    names = dict.fromkeys((*before.described, *after.described))
    for name in names:
        was, now = before.described.get(name), after.described.get(name)
        if isinstance(was, list) and isinstance(now, list):
            gone, new = (
                len(set(map(str, a)) - set(map(str, b))) for a, b in ((was, now), (now, was))
            )
            if gone or new:
                remarks.append(f"{name}: {gone} gone, {new} new")
        elif was != now:
            remarks.append(f"{name}: {was} before, {now} after")
    return remarks


def comparison_table(comparison: Comparison) -> str:
    """The comparison for the terminal: figures, then the questions whose verdict changed."""
    rows = [("measure", "before", "after", "difference", "95% interval", "p", "p (Holm)", "")]
    for moved in comparison.moved:
        d = moved.difference
        sign = {True: "better", False: "worse", None: ""}[moved.better]
        rows.append(
            (
                moved.name,
                f"{moved.before:.3f}",
                f"{moved.after:.3f}",
                f"{d.mean:+.3f}",
                f"{d.low:+.3f} to {d.high:+.3f}",
                f"{d.p_value:.4f}",
                f"{moved.corrected:.4f}",
                sign,
            )
        )
    for name, was, now in comparison.of_sets:
        rows.append((name, show(name, was), show(name, now), "", "", "", "", ""))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    lines += ["", f"{len(comparison.changed)} questions with another verdict"]
    lines += [
        one_line(f"  {c.id}: {c.before.value} -> {c.after.value}: {c.question[:80]}")
        for c in comparison.changed
    ]
    for ids, side in ((comparison.only_before, "first"), (comparison.only_after, "second")):
        if ids:
            lines.append(f"{len(ids)} questions only in the {side} run")
    return "\n".join([*lines, *map(one_line, comparison.remarks)])


def sweep_table(runs: Sequence[tuple[dict[str, str], Run]], names: Sequence[str] = ()) -> str:
    """Runs of several settings, one a line, with the named measures and their intervals.

    Without names: the headline measures that every run has.
    """
    figures = [{m.name: m for m in measures(run.records)} for _, run in runs]
    shown = [n for n in names or HEADLINES if all(n in found for found in figures)]
    settings = list(runs[0][0]) if runs else []
    rows = [[*settings, *shown]]
    for (chosen, _), found in zip(runs, figures, strict=True):
        rows.append([*chosen.values(), *(_with_interval(found[name]) for name in shown)])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


HEADLINES = (
    "mrr@10",
    "f1",
    "citation_precision",
    "citation_recall",
    "speaker",
    "correct",
    "abstention_f1",
    "auroc",
    "latency_p50",
)


def _with_interval(measure: Measure) -> str:
    return f"{measure.shown} ({measure.shown_interval})"
