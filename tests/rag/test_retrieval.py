import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieval import contenders, fuse, reciprocal_rank_fusion


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


def test_cosines_are_fetched_only_where_they_could_bring_a_passage_among_the_best():
    dense = {"a": 0.9, "b": 0.8, "c": 0.5}
    lexical = {"d": 60.0, "e": 1.0}
    # The second best has .64. At the farthest cosine, .5: d .4 + .2 * .6 = .52, e .402.
    assert contenders(dense, lexical, 0.8, k=2) == []
    # The third best has .40.
    assert contenders(dense, lexical, 0.8, k=3) == ["d", "e"]
    assert contenders(dense | {"c": 0.6}, lexical, 0.8, k=3) == ["d", "e"]


def test_every_passage_found_by_words_contends_where_few_were_found():
    assert contenders({"a": 0.9}, {"b": 1.0, "c": 0.1}, 0.8, k=10) == ["b", "c"]
    assert contenders({}, {"b": 1.0}, 0.8, k=1) == ["b"]
    assert contenders({"a": -0.9}, {"b": 1.0}, 0.8, k=2) == ["b"]


@given(
    st.dictionaries(st.integers(0, 30), st.floats(-1, 1), min_size=30),
    st.dictionaries(st.integers(0, 30), st.floats(0.1, 50)),
    st.integers(1, 30),
    st.floats(0, 1),
)
def test_the_best_are_the_same_as_with_every_cosine(cosines, lexical, k, weight):
    def ids(numbers):
        return {f"{number:02}": value for number, value in numbers.items()}

    every, words = ids(cosines), {i: s for i, s in ids(lexical).items() if i in ids(cosines)}
    nearest = sorted(every, key=lambda i: -every[i])[:12]
    dense = {i: every[i] for i in nearest}
    fetched = dense | {i: every[i] for i in contenders(dense, words, weight, k)}
    candidates = dense | {i: every[i] for i in words}
    best = [score for _, score in fuse(candidates, words, weight)[:k]]
    assert [score for _, score in fuse(fetched, words, weight)[:k]] == best


def test_reciprocal_ranks_are_summed():
    fused = dict(reciprocal_rank_fusion([["a", "b"], ["b"]]))
    assert fused == {"a": pytest.approx(1 / 61), "b": pytest.approx(1 / 62 + 1 / 61)}
