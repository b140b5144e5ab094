"""A run's figures with their intervals: all of it, by tag and by language."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rag.intervals import RESAMPLES, Estimate, mean_estimate
from rag.run_record import Record
from rag.scoring import Verdict
from rag.selective import abstention, aurc, auroc, ece, percentile
from rag.textfile import one_line

# Measures that are a mean over the questions that have them, in the order of tables.
MEANS = (
    "hit@1",
    "hit@5",
    "hit@10",
    "recall@1",
    "recall@5",
    "recall@10",
    "mrr@10",
    "ndcg@10",
    "em",
    "f1",
    "em_answerable",
    "f1_answerable",
    "citation_precision",
    "citation_recall",
    "citation_answer",
    "citation_exact",
    "grounded",
    "speaker",
    "wrong_speaker",
    "correct",
    "answered",
    "brier",
)
# Measures of a set of questions, not of one.
OF_SETS = (
    "abstention_precision",
    "abstention_recall",
    "abstention_f1",
    "auroc",
    "aurc",
    "ece",
    "latency_p50",
    "latency_p95",
)
# A language model's, where one was asked to judge (rag/judges.py): shown beside, part of nothing.
JUDGED = ("judge_faithfulness", "judge_relevance")
NAMES = MEANS + JUDGED + OF_SETS
LOWER_IS_BETTER = frozenset({"wrong_speaker", "brier", "aurc", "ece", "latency_p50", "latency_p95"})
_MILLISECONDS = frozenset({"latency_p50", "latency_p95"})


@dataclass(frozen=True, slots=True)
class Measure:
    """A named figure of a set of questions."""

    name: str
    estimate: Estimate

    @property
    def shown(self) -> str:
        """The figure in a table: '0.853', or '41 ms'."""
        return show(self.name, self.estimate.value)

    @property
    def shown_interval(self) -> str:
        """The interval in a table: '0.812 to 0.889'; empty where there is none."""
        ends = (self.estimate.low, self.estimate.high)
        if any(map(math.isnan, ends)):
            return ""
        return " to ".join(show(self.name, end) for end in ends)


def show(name: str, value: float) -> str:
    """A measure's value as text, with its unit."""
    return f"{value:.0f} ms" if name in _MILLISECONDS else f"{value:.3f}"


def measures(records: Sequence[Record], resamples: int = RESAMPLES) -> list[Measure]:
    """Every figure that the records have, in the order of `NAMES`.

    A figure without a value, as the AUROC of a set that has an answer to everything, is left
    out; a question is never: one that wasn't answered is in the means with its 0.
    """
    found: dict[str, Estimate] = {}
    for name in MEANS + JUDGED:
        values = [record.scores[name] for record in records if name in record.scores]
        if values:
            found[name] = mean_estimate(values, resamples)
    if records:
        found |= _of_sets(records)
    return [
        Measure(name, found[name])
        for name in NAMES
        if name in found and not math.isnan(found[name].value)
    ]


def _of_sets(records: Sequence[Record]) -> dict[str, Estimate]:
    confidence = [record.confidence for record in records]
    answerable = [record.expected.answerable for record in records]
    milliseconds = [record.seconds * 1000 for record in records]
    answered = [record for record in records if record.answered]
    refused = abstention([_silent(record) for record in records], [not a for a in answerable])
    found = {
        "abstention_precision": refused.precision,
        "abstention_recall": refused.recall,
        "abstention_f1": refused.f1,
        "auroc": auroc(confidence, answerable),
        "ece": ece(confidence, answerable),
        "latency_p50": percentile(milliseconds, 50),
        "latency_p95": percentile(milliseconds, 95),
    }
    if all(answerable):  # nothing to refuse: silence is measured by 'answered'
        found = {n: e for n, e in found.items() if not n.startswith("abstention")}
    if answered:
        found["aurc"] = aurc([r.confidence for r in answered], [wrong(r) for r in answered])
    return found


def wrong(record: Record) -> bool:
    """Whether the verdict on the question is not the right one."""
    return record.verdict not in (Verdict.RIGHT, Verdict.REFUSED)


def _silent(record: Record) -> bool:
    """Whether it refused; a question that failed counts as the worse of the two."""
    if record.verdict is Verdict.FAILED:
        return record.expected.answerable
    return not record.answered


def table(found: Sequence[Measure], title: str = "") -> str:
    """Figures as a table for the terminal: name, value, 95% interval, questions."""
    rows = [("measure", "value", "95% interval", "questions")]
    rows += [(m.name, m.shown, m.shown_interval, str(m.estimate.n)) for m in found]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [one_line(title)] if title else []
    for number, (name, value, ends, count) in enumerate(rows):
        lines.append(
            f"{name:<{widths[0]}}  {value:>{widths[1]}}  {ends:<{widths[2]}}  {count:>{widths[3]}}"
        )
        if number == 0:
            lines.append("  ".join("-" * width for width in widths))
    return "\n".join(lines)
