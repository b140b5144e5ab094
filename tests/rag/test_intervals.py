"""Bootstrap intervals and paired tests: known answers, and scipy's."""

import numpy as np
import pytest
from scipy.stats import binom, bootstrap  # type: ignore[import-untyped]  # has no types

from rag.intervals import (
    bootstrap_interval,
    holm,
    interval,
    paired_difference,
    resampled_counts,
)


def test_interval_of_a_rate_is_the_binomials() -> None:
    values = [1.0] * 150 + [0.0] * 50
    low, high = bootstrap_interval(values, resamples=40_000)
    exact = binom.ppf([0.025, 0.975], 200, 0.75) / 200
    assert (low, high) == pytest.approx(tuple(exact), abs=0.0051)  # one question is .005


def test_interval_of_many_values_is_scipys() -> None:
    values = np.random.default_rng(3).random(150)
    theirs = bootstrap(
        (values,), np.mean, method="percentile", n_resamples=20_000, random_state=1
    ).confidence_interval
    ours = bootstrap_interval(values, resamples=20_000)
    assert ours == pytest.approx((theirs.low, theirs.high), abs=0.002)


def test_same_seed_same_interval_other_seed_another() -> None:
    values = np.random.default_rng(3).random(50)
    assert bootstrap_interval(values) == bootstrap_interval(values)
    assert bootstrap_interval(values) != bootstrap_interval(values, seed=1)


def test_order_does_not_matter() -> None:
    assert bootstrap_interval([0, 1, 1, 0, 0.5]) == bootstrap_interval([1, 0.5, 0, 1, 0])


def test_equal_values_leave_no_width() -> None:
    assert bootstrap_interval([1.0] * 9) == (1, 1)


@pytest.mark.parametrize("values", [[], [0.5, float("nan")], [[1.0]]])
def test_values_without_an_interval(values: list[float]) -> None:
    with pytest.raises(ValueError, match=r"value a question|isn't finite"):
        bootstrap_interval(values)


@pytest.mark.parametrize("often", [[1] * 30, [2, 3, 400]])
def test_every_resample_has_as_many_questions(often: list[int]) -> None:
    rows = np.concatenate(list(resampled_counts(often, 500, seed=0)))
    assert rows.shape == (500, len(often))
    assert set(rows.sum(axis=1)) == {sum(often)}
    assert rows.mean(axis=0) == pytest.approx(np.array(often), rel=0.2)


def test_interval_leaves_out_resamples_without_a_value() -> None:
    low, high = interval(
        lambda counts: np.where(counts[:, 0] == 0, np.nan, counts[:, 0]), often=[1, 1, 1]
    )
    assert (low, high) == (1, 3)


def test_interval_of_nothing_defined_is_nan() -> None:
    ends = interval(lambda counts: np.full(len(counts), np.nan), often=[3])
    assert np.isnan(ends).all()


def test_paired_difference_of_a_run_with_itself() -> None:
    same = paired_difference([0, 1, 1], [0, 1, 1])
    assert (same.mean, same.low, same.high, same.p_value) == (0, 0, 0, 1)


def test_paired_difference_sees_a_small_but_steady_gain() -> None:
    before = np.random.default_rng(0).random(200)
    steady = paired_difference(before, before + np.tile([0.01, 0.03], 100))
    assert steady.mean == pytest.approx(0.02)
    assert steady.low > 0.018
    assert steady.p_value == 1 / 2001


def test_paired_p_value_by_hand() -> None:
    # differences -1 and 1: resampled means -1, 0, 1; all of them at least the mean of 0
    assert paired_difference([1, 0], [0, 1]).p_value == 1
    # differences 0 and 1, shifted to -.5 and .5: means of +-.5 in half of all resamples
    assert paired_difference([0, 0], [0, 1], resamples=20_000).p_value == pytest.approx(
        0.5, abs=0.02
    )


def test_paired_difference_needs_the_same_questions() -> None:
    with pytest.raises(ValueError, match="2 values against 1"):
        paired_difference([1, 0], [1])


def test_p_values_under_no_difference_are_uniform() -> None:
    generator = np.random.default_rng(5)
    p_values = [
        paired_difference(generator.random(60), generator.random(60), resamples=400).p_value
        for _ in range(300)
    ]
    assert np.mean(np.array(p_values) < 0.05) == pytest.approx(0.05, abs=0.035)
    assert np.mean(np.array(p_values) < 0.5) == pytest.approx(0.5, abs=0.1)


def test_holm_by_hand() -> None:
    assert holm([0.04, 0.01, 0.03]) == pytest.approx([0.06, 0.03, 0.06])
    assert holm([0.9, 0.8]) == [1, 1]
    assert holm([]) == []
