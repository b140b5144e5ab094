"""Whether it answers when it should and is silent when it should: figures of a whole set.

All are estimates with bootstrap intervals over questions. Formulas and sources:
docs/evaluation.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rag.intervals import Estimate, Floats, estimate

BINS = 10  # of equal width, as in Guo et al., ICML 2017


@dataclass(frozen=True, slots=True)
class Abstention:
    """How well silence fits the questions that have no answer."""

    precision: Estimate
    recall: Estimate
    f1: Estimate


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of like confidence: how many, their mean confidence, the part that came true."""

    n: int
    confidence: float
    observed: float


@dataclass(frozen=True, slots=True)
class Covered:
    """Answering all questions of at least this confidence: the part answered, the part wrong."""

    confidence: float
    coverage: float
    risk: float


def abstention(silent: ArrayLike, unanswerable: ArrayLike) -> Abstention:
    """Precision, recall and F1 of silence, one truth value a question in each.

    Precision has no value (nan) where nothing was refused, recall where all can be answered, F1
    where both is so.
    """
    refused, hopeless = np.asarray(silent, dtype=bool), np.asarray(unanswerable, dtype=bool)
    cells = np.bincount(refused * 2 + hopeless, minlength=4)  # neither, missed, false, right

    def ratio(weight: tuple[float, float]) -> Estimate:
        """Right over right plus the weighted misses and false refusals."""
        weights = np.array([0, weight[0], weight[1], 1])
        return estimate(lambda counts: _divide(counts[:, 3], counts @ weights), cells)

    return Abstention(precision=ratio((0, 1)), recall=ratio((1, 0)), f1=ratio((0.5, 0.5)))


def auroc(confidence: ArrayLike, answerable: ArrayLike) -> Estimate:
    """How likely an answerable question has more confidence than an unanswerable one; ties half.

    nan where all or none are answerable.
    """
    levels, truth, often = _levels(confidence, answerable)

    def statistic(counts: Floats) -> Floats:
        positive = _per_level(counts * truth, levels)
        negative = _per_level(counts * ~truth, levels)
        below = np.cumsum(negative, axis=1) - negative / 2
        pairs = positive.sum(axis=1) * negative.sum(axis=1)
        return _divide((positive * below).sum(axis=1), pairs)

    return estimate(statistic, often)


def risk_coverage(confidence: Sequence[float], wrong: Sequence[bool], asked: int) -> list[Covered]:
    """The part wrong among the answered as the confidence asked for falls, highest first.

    ``confidence`` and ``wrong`` are of the answered questions, ``asked`` counts all: what an
    unanswered one would have been is unknown, so the curve ends at the coverage reached.
    """
    if not len(confidence):
        return []
    levels, lies, often = _levels(confidence, wrong)
    total = np.bincount(levels, often)[::-1].cumsum()
    errors = np.bincount(levels, often * lies)[::-1].cumsum()
    steps = np.unique(np.asarray(confidence, dtype=np.float64))[::-1]
    return [
        Covered(float(step), float(covered / asked), float(bad / covered))
        for step, covered, bad in zip(steps, total, errors, strict=True)
    ]


def aurc(confidence: ArrayLike, wrong: ArrayLike) -> Estimate:
    """Area under the risk-coverage curve of the answered questions: their mean risk.

    Questions of equal confidence are covered together, since no threshold parts them.
    """
    levels, lies, often = _levels(confidence, wrong)

    def statistic(counts: Floats) -> Floats:
        answered = _per_level(counts, levels)[:, ::-1]
        errors = _per_level(counts * lies, levels)[:, ::-1].cumsum(axis=1)
        risk = errors / np.maximum(answered.cumsum(axis=1), 1)
        return _divide(np.sum(answered * risk, axis=1), np.sum(answered, axis=1))

    return estimate(statistic, often)


def calibration(confidence: ArrayLike, came_true: ArrayLike) -> list[Bin]:
    """Bins of equal width over 0 to 1 that hold questions, lowest confidence first."""
    sure = np.asarray(confidence, dtype=np.float64)
    truth = np.asarray(came_true, dtype=np.float64)
    which = _bins(sure)
    return [
        Bin(int(chosen.sum()), float(sure[chosen].mean()), float(truth[chosen].mean()))
        for number in range(BINS)
        if (chosen := which == number).any()
    ]


def ece(confidence: ArrayLike, came_true: ArrayLike) -> Estimate:
    """Expected calibration error: the bins' mean gap of confidence and truth, by their size."""
    sure = np.asarray(confidence, dtype=np.float64)
    truth = np.asarray(came_true, dtype=np.float64)
    pairs, often = np.unique(np.stack([sure, truth]), axis=1, return_counts=True)
    inside = np.equal.outer(_bins(pairs[0]), np.arange(BINS))  # observations x bins
    gaps = inside * (pairs[0] - pairs[1])[:, None]
    return estimate(lambda counts: np.abs(counts @ gaps).sum(axis=1) / counts.sum(axis=1), often)


def percentile(values: ArrayLike, percent: float) -> Estimate:
    """The smallest value that at least ``percent`` of them don't exceed (nearest rank)."""
    distinct, often = np.unique(np.asarray(values, dtype=np.float64), return_counts=True)

    def statistic(counts: Floats) -> Floats:
        reached = counts.cumsum(axis=1) >= percent / 100 * counts.sum(axis=1, keepdims=True) - 1e-9
        chosen: Floats = distinct[reached.argmax(axis=1)]
        return chosen

    return estimate(statistic, often)


def _levels(
    confidence: ArrayLike, truth: ArrayLike
) -> tuple[NDArray[np.intp], NDArray[np.bool_], NDArray[np.intp]]:
    """Distinct (confidence, truth) pairs: the confidence's level from 0, truth, how often."""
    pairs = np.stack([np.asarray(confidence, np.float64), np.asarray(truth, np.float64)])
    distinct, often = np.unique(pairs, axis=1, return_counts=True)
    _, levels = np.unique(distinct[0], return_inverse=True)
    return levels, distinct[1].astype(bool), often


def _per_level(counts: Floats, levels: NDArray[np.intp]) -> Floats:
    """Sum columns of the same level; ``levels`` rise, so each is one run of columns."""
    starts = np.flatnonzero(np.diff(levels, prepend=-1))
    return np.add.reduceat(counts, starts, axis=1)


def _bins(confidence: Floats) -> NDArray[np.int64]:
    return np.minimum((confidence * BINS).astype(np.int64), BINS - 1)


def _divide(top: Floats, bottom: Floats) -> Floats:
    """Top over bottom; nan where the bottom is 0."""
    quotient: Floats = np.full(top.shape, np.nan)
    np.divide(top, bottom, out=quotient, where=bottom != 0)
    return quotient
