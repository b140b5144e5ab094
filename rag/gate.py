"""Gates: whether a run is good enough to let a change through."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.errors import WartanyaError
from rag.comparison import compare
from rag.run_record import Run
from rag.summary import JUDGED, LOWER_IS_BETTER, NAMES, Measure, show

_GATE = re.compile(r"\s*([a-z0-9_@]+)\s*=\s*([0-9.eE+-]+)\s*")


@dataclass(frozen=True, slots=True)
class Gate:
    """A measure and the worst value that passes: the least, or the most where lower is better."""

    name: str
    limit: float


@dataclass(frozen=True, slots=True)
class Passed:
    """A gate's outcome and a line that says it."""

    passed: bool
    text: str


def parse_gate(text: str) -> Gate:
    """'mrr@10=.85' as a Gate. Raises WartanyaError naming what isn't a measure or a number."""
    match = _GATE.fullmatch(text)
    if match is None:
        raise WartanyaError(f"'{text:.60}': not a gate: write a measure and a limit: mrr@10=.85")
    name, number = match.groups()
    if name not in NAMES:
        raise WartanyaError(f"'{name}': not a measure; there are {', '.join(NAMES)}")
    try:
        limit = float(number)
    except ValueError as error:
        raise WartanyaError(f"'{text:.60}': '{number}' is not a number") from error
    return Gate(name, limit)


def check_gates(found: Sequence[Measure], gates: Sequence[Gate]) -> list[Passed]:
    """Every gate's outcome on a run's measures. One that isn't among them fails its gate."""
    values = {m.name: m.estimate.value for m in found}
    outcomes = []
    for gate in gates:
        value = values.get(gate.name, math.nan)
        lower = gate.name in LOWER_IS_BETTER
        limit = f"{'at most' if lower else 'at least'} {show(gate.name, gate.limit)}"
        if math.isnan(value):
            outcomes.append(Passed(False, f"{gate.name}: no question measures it; {limit} wanted"))
            continue
        passed = value <= gate.limit if lower else value >= gate.limit
        state = "passes" if passed else "fails"
        outcomes.append(
            Passed(passed, f"{gate.name}: {show(gate.name, value)} {state}, {limit} wanted")
        )
    return outcomes


def check_baseline(baseline: Run, run: Run, tolerance: float = 0.0) -> list[Passed]:
    """Whether each measure stays within ``tolerance`` of the baseline's, on the same questions.

    A measure that is worse by more than that fails; its line has the p-value where there is one,
    so that a fall by chance can be told. Fails also where questions of the baseline are missing.
    Latency isn't held against it: machines differ; nor is what a language model judged. Raises
    WartanyaError as `compare`.
    """
    comparison = compare(baseline, run)
    outcomes = []
    if comparison.only_before:
        count = len(comparison.only_before)
        outcomes.append(Passed(False, f"{count} questions of the baseline are not in this run"))
    figures: list[tuple[str, float, float, float | None]] = [
        (m.name, m.before, m.after, m.difference.p_value) for m in comparison.moved
    ]
    figures += [(name, was, now, None) for name, was, now in comparison.of_sets]
    for name, was, now, p_value in figures:
        if name.startswith("latency") or name in JUDGED:
            continue
        fall = now - was if name in LOWER_IS_BETTER else was - now
        fails = fall > tolerance + 1e-9
        state = f"worse by {fall:.3f}, more than {tolerance:g}" if fails else "passes"
        chance = "" if p_value is None or not fails else f" (p = {p_value:.4f})"
        outcomes.append(
            Passed(not fails, f"{name}: {was:.3f} before, {now:.3f} now: {state}{chance}")
        )
    return outcomes
