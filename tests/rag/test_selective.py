"""Abstention, AUROC, risk-coverage, calibration and percentiles, by hand and as others have it."""

import math

import numpy as np
import pytest
from sklearn.metrics import precision_recall_fscore_support, roc_auc_score  # type: ignore[import-untyped]  # has no types

from rag.selective import (
    Bin,
    Covered,
    abstention,
    aurc,
    auroc,
    calibration,
    ece,
    percentile,
    risk_coverage,
)


def test_abstention_by_hand() -> None:
    silent = [True, True, True, False, False]
    unanswerable = [True, True, False, True, False]
    measured = abstention(silent, unanswerable)
    assert measured.precision.value == pytest.approx(2 / 3)
    assert measured.recall.value == pytest.approx(2 / 3)
    assert measured.f1.value == pytest.approx(2 / 3)


def test_abstention_as_scikit_learn() -> None:
    generator = np.random.default_rng(2)
    silent, unanswerable = generator.random((2, 300)) < 0.4
    precision, recall, f1, _ = precision_recall_fscore_support(
        unanswerable, silent, average="binary"
    )
    measured = abstention(silent, unanswerable)
    ours = (measured.precision.value, measured.recall.value, measured.f1.value)
    assert ours == pytest.approx((precision, recall, f1))
    assert measured.f1.low < f1 < measured.f1.high


def test_abstention_without_a_refusal_has_no_precision() -> None:
    measured = abstention([False, False], [True, False])
    assert math.isnan(measured.precision.value)
    assert (measured.recall.value, measured.f1.value) == (0, 0)


def test_auroc_counts_a_tie_half() -> None:
    # of 4 pairs: .9 over .5 and .1, .5 over .1, .5 with .5
    assert auroc([0.9, 0.5, 0.5, 0.1], [True, True, False, False]).value == 3.5 / 4


def test_auroc_as_scikit_learn() -> None:
    generator = np.random.default_rng(4)
    answerable = generator.random(400) < 0.6
    confidence = np.round(generator.random(400) * 0.7 + answerable * 0.3, 2)
    measured = auroc(confidence, answerable)
    assert measured.value == pytest.approx(roc_auc_score(answerable, confidence))
    chosen = generator.integers(0, 400, (2000, 400))
    theirs = np.quantile(
        [roc_auc_score(answerable[row], confidence[row]) for row in chosen[:500]], [0.025, 0.975]
    )
    assert (measured.low, measured.high) == pytest.approx(tuple(theirs), abs=0.01)


def test_auroc_of_one_class_has_no_value() -> None:
    assert math.isnan(auroc([0.2, 0.8], [True, True]).value)


def test_risk_coverage_by_hand() -> None:
    curve = risk_coverage([0.9, 0.8, 0.8, 0.2], [False, True, False, True], asked=5)
    assert curve == [Covered(0.9, 0.2, 0), Covered(0.8, 0.6, 1 / 3), Covered(0.2, 0.8, 0.5)]


def test_risk_coverage_of_no_answers() -> None:
    assert risk_coverage([], [], asked=3) == []


def test_aurc_by_hand() -> None:
    # risks by question: 0, 1/3, 1/3, 1/2
    measured = aurc([0.9, 0.8, 0.8, 0.2], [False, True, False, True])
    assert measured.value == pytest.approx((0 + 1 / 3 + 1 / 3 + 1 / 2) / 4)
    assert 0 <= measured.low <= measured.value <= measured.high <= 1


def test_calibration_and_its_error_by_hand() -> None:
    confidence, came_true = [0.25, 0.25, 0.9, 1.0], [False, True, True, True]
    assert calibration(confidence, came_true) == [Bin(2, 0.25, 0.5), Bin(2, 0.95, 1.0)]
    assert ece(confidence, came_true).value == pytest.approx((2 * 0.25 + 2 * 0.05) / 4)


def test_percentiles_are_nearest_ranks() -> None:
    values = [15, 20, 35, 40, 50]
    assert [percentile(values, p).value for p in (5, 30, 40, 50, 100)] == [15, 20, 20, 35, 50]
    as_numpy = np.random.default_rng(1).random(300)
    expected = np.percentile(as_numpy, 95, method="inverted_cdf")
    assert percentile(as_numpy, 95).value == expected
