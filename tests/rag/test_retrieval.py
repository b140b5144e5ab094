import pytest

from rag.retrieval import fuse, reciprocal_rank_fusion


def test_fused_scores_are_the_weighted_sum_of_scaled_ones():
    dense = {"a": 0.9, "b": 0.8, "c": 0.7}
    lexical = {"b": 10.0, "d": 5.0}
    # a: .6 * 1; b: .6 * .5 + .4 * 1; c: .6 * 0; d: .4 * .5
    assert fuse(dense, lexical, 0.6) == [
        ("b", pytest.approx(0.7)),
        ("a", pytest.approx(0.6)),
        ("d", pytest.approx(0.2)),
        ("c", pytest.approx(0.0)),
    ]


def test_equal_scores_are_ordered_by_id():
    assert [i for i, _ in fuse({"b": 0.5, "a": 0.5}, {}, 1.0)] == ["a", "b"]


def test_nothing_found_fuses_to_nothing():
    assert fuse({}, {}, 0.5) == []


def test_reciprocal_ranks_are_summed():
    fused = dict(reciprocal_rank_fusion([["a", "b"], ["b"]]))
    assert fused == {"a": pytest.approx(1 / 61), "b": pytest.approx(1 / 62 + 1 / 61)}
