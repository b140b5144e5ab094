"""How far a measured figure can be trusted: bootstrap intervals and paired tests.

A resample of n questions is a row of counts: how often each question was drawn. Statistics take
those rows, many at once, so that one function serves a mean, an AUROC or a percentile.
Percentile bootstrap: Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13;
paired for systems on the same questions: Sakai, SIGIR 2006.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Statistic = Callable[[Floats], Floats]

RESAMPLES = 2000  # another seed moves an end by some .06 standard errors of the mean
_CHUNK = 4_000_000  # counts held at once: 32 MB


def bootstrap_interval(
    values: ArrayLike, *, confidence: float = 0.95, resamples: int = RESAMPLES, seed: int = 0
) -> tuple[float, float]:
    """Percentile interval of the mean of ``values``, one a question.

    The same values and seed give the same interval. Raises ValueError where there are no values
    or one isn't finite. Values that are all equal give an interval of no width, which says little
    when they are few: with n successes of n the true rate may be as low as 1 - 3 / n.
    """
    distinct, often = np.unique(_finite(values), return_counts=True)
    total = int(often.sum())
    return interval(
        lambda counts: counts @ distinct / total,
        often,
        confidence=confidence,
        resamples=resamples,
        seed=seed,
    )


def interval(
    statistic: Statistic,
    often: ArrayLike,
    *,
    confidence: float = 0.95,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> tuple[float, float]:
    """Percentile interval of any statistic of counts.

    ``often`` says how often each distinct observation was seen; ``statistic`` takes counts of
    shape (resamples, len(often)) and gives (resamples,), with nan where a resample has no value
    (no abstention at all, say); those are left out, and without any other the ends are nan.
    """
    drawn = np.concatenate(
        [statistic(counts) for counts in resampled_counts(often, resamples, seed)]
    )
    drawn = drawn[np.isfinite(drawn)]
    if not drawn.size:
        return float("nan"), float("nan")
    tail = (1 - confidence) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return float(low), float(high)


def resampled_counts(often: ArrayLike, resamples: int, seed: int) -> Iterator[Floats]:
    """Counts of observations in resamples with replacement, in chunks of rows.

    ``often`` has how often each was seen, n in all; every row sums to n. Drawing the counts of
    few distinct values is the same as drawing n questions one by one, and much faster.
    """
    seen = np.asarray(often, dtype=np.int64)
    total = int(seen.sum())
    generator = np.random.default_rng(seed)
    few = (
        seen.size * 8 <= total
    )  # a multinomial cell costs 8 to 10 single draws, measured with numpy 2.4
    rows = max(1, _CHUNK // (seen.size if few else total))
    for done in range(0, resamples, rows):
        size = min(rows, resamples - done)
        if few:
            yield generator.multinomial(total, seen / total, size).astype(np.float64)
        else:
            yield _counted(generator, seen, size)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure over ``n`` questions, and the ends of its 95% interval.

    nan where the figure has no value: a precision of nothing, an AUROC of one class.
    """

    value: float
    low: float
    high: float
    n: int


def mean_estimate(values: ArrayLike, resamples: int = RESAMPLES) -> Estimate:
    """The mean of values, one a question; raises ValueError as `bootstrap_interval`."""
    array = _finite(values)
    low, high = bootstrap_interval(array, resamples=resamples)
    return Estimate(float(array.mean()), low, high, array.size)


def estimate(statistic: Statistic, often: ArrayLike, resamples: int = RESAMPLES) -> Estimate:
    """Any statistic of counts with its interval; arguments as in `interval`."""
    seen = np.asarray(often, dtype=np.float64)
    low, high = interval(statistic, often, resamples=resamples)
    return Estimate(float(statistic(seen[None, :])[0]), low, high, int(seen.sum()))


@dataclass(frozen=True, slots=True)
class Difference:
    """How much a second run is above a first on the same questions.

    ``mean`` is second minus first, with its interval; ``p_value`` is two-sided: how likely at
    least such a difference is where there is none.
    """

    mean: float
    low: float
    high: float
    p_value: float


def paired_difference(
    first: ArrayLike,
    second: ArrayLike,
    *,
    confidence: float = 0.95,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Difference:
    """Paired bootstrap of two runs' values, one a question, in the same order.

    The p-value resamples the differences shifted to mean 0, and counts itself among the
    resamples, so it is never below 1 / (resamples + 1). Raises ValueError as
    `bootstrap_interval`, and where the lengths differ.
    """
    before, after = _finite(first), _finite(second)
    if before.shape != after.shape:
        raise ValueError(f"{before.size} values against {after.size}: not the same questions")
    distinct, often = np.unique(after - before, return_counts=True)
    means = np.concatenate(
        [counts @ distinct / before.size for counts in resampled_counts(often, resamples, seed)]
    )
    mean = float(np.mean(after - before))
    tail = (1 - confidence) / 2
    low, high = np.quantile(means, [tail, 1 - tail])
    slack = 1e-12  # rounding must not make a resample that equals the mean fall short of it
    extreme = int(np.sum(np.abs(means - mean) >= abs(mean) - slack))
    return Difference(mean, float(low), float(high), (extreme + 1) / (resamples + 1))


def holm(p_values: Sequence[float]) -> list[float]:
    """P-values corrected for testing several at once, in the given order (Holm, 1979)."""
    order = sorted(range(len(p_values)), key=lambda i: p_values[i])
    corrected = [0.0] * len(p_values)
    highest = 0.0
    for rank, position in enumerate(order):
        highest = max(highest, min(1.0, p_values[position] * (len(p_values) - rank)))
        corrected[position] = highest
    return corrected


def _finite(values: ArrayLike) -> Floats:
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1 or not array.size:
        raise ValueError(f"expected one value a question, found an array of shape {array.shape}")
    if not np.isfinite(array).all():
        raise ValueError("a value isn't finite: choose the questions that have the measure first")
    return array


def _counted(generator: np.random.Generator, seen: NDArray[np.int64], size: int) -> Floats:
    """``size`` rows of counts by drawing every question of every resample."""
    total = int(seen.sum())
    owner = np.repeat(np.arange(seen.size), seen)
    drawn = owner[generator.integers(0, total, (size, total))]
    drawn += np.arange(size)[:, None] * seen.size
    counts = np.bincount(drawn.ravel(), minlength=size * seen.size)
    return counts.reshape(size, seen.size).astype(np.float64)
