import pytest

from rag.retrieval import fuse, reciprocal_rank_fusion


def test_fused_scores_are_the_weighted_sum_of_cosine_and_damped_bm25():
    dense = {"a": 0.9, "b": 0.8, "c": 0.7}
    lexical = {"b": 10.0, "c": 5.0}
    # BM25 is divided by 10 + 40: b .8 * .8 + .2 * .2, a .8 * .9, c .8 * .7 + .2 * .1
    assert fuse(dense, lexical, 0.8) == [
        ("a", pytest.approx(0.72)),
        ("b", pytest.approx(0.68)),
        ("c", pytest.approx(0.58)),
    ]


def test_words_alone_rank_where_dense_weighs_nothing():
    assert [i for i, _ in fuse({"a": 0.9, "b": 0.1}, {"b": 3.0}, 0.0)] == ["b", "a"]


def test_equal_scores_are_ordered_by_id():
    assert [i for i, _ in fuse({"b": 0.5, "a": 0.5}, {}, 1.0)] == ["a", "b"]


def test_nothing_found_fuses_to_nothing():
    assert fuse({}, {}, 0.5) == []


def test_reciprocal_ranks_are_summed():
    fused = dict(reciprocal_rank_fusion([["a", "b"], ["b"]]))
    assert fused == {"a": pytest.approx(1 / 61), "b": pytest.approx(1 / 62 + 1 / 61)}
