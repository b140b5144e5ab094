"""Metrics against values worked out by hand and against trec_eval's own code."""

import random
import re
import string
from collections import Counter

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, Qrel, R, ScoredDoc, Success, nDCG

from rag import metrics


def test_mrr_takes_the_first_relevant_rank() -> None:
    rankings = [["b", "a"], ["x", "y", "c"], ["x"], []]
    relevant = [{"a"}, {"c"}, {"a"}, {"a"}]
    assert metrics.mrr(rankings, relevant).tolist() == [1 / 2, 1 / 3, 0, 0]


def test_mrr_looks_no_further_than_k() -> None:
    assert metrics.mrr([["x", "y", "a"]], [{"a"}], k=2).tolist() == [0]


def test_hit_and_recall_differ_where_two_are_relevant() -> None:
    rankings, relevant = [["a", "x", "b"]], [{"a", "b"}]
    assert metrics.hit(rankings, relevant, k=2).tolist() == [1]
    assert metrics.recall(rankings, relevant, k=2).tolist() == [1 / 2]
    assert metrics.recall(rankings, relevant, k=3).tolist() == [1]


def test_ndcg_by_hand() -> None:
    # gains 0, 1 of an ideal 1, 1: (1 / log2 3) / (1 + 1 / log2 3)
    assert metrics.ndcg([["x", "a"]], [{"a", "b"}])[0] == pytest.approx(0.38685, abs=1e-5)


def test_ndcg_weighs_grades_linearly() -> None:
    # 1 + 2 / log2 3 over 2 + 1 / log2 3
    assert metrics.ndcg([["a", "b"]], [{"a": 1, "b": 2}])[0] == pytest.approx(0.85972, abs=1e-5)


def test_a_grade_of_zero_is_not_relevant() -> None:
    assert metrics.mrr([["a", "b"]], [{"a": 0, "b": 1}]).tolist() == [1 / 2]


def test_a_repeated_id_is_counted_once() -> None:
    assert metrics.mrr([["x", "x", "a"]], [{"a"}]).tolist() == [1 / 2]
    assert metrics.recall([["a", "a"]], [{"a", "b"}]).tolist() == [1 / 2]
    assert metrics.ndcg([["a", "a"]], [{"a"}]).tolist() == [1]


def test_two_gains_at_one_rank_are_worth_no_more_than_the_ideal() -> None:
    assert metrics.normalised_gain([2], [1, 1]) == 1


def test_nothing_relevant_has_no_score() -> None:
    with pytest.raises(ValueError, match="nothing relevant"):
        metrics.mrr([["a"]], [set()])


def test_as_trec_eval() -> None:
    chance = random.Random(7)
    documents = [f"d{i}" for i in range(40)]
    rankings = [chance.sample(documents, chance.randint(0, 30)) for _ in range(60)]
    relevant = [
        {id_: chance.randint(1, 3) for id_ in chance.sample(documents, chance.randint(1, 6))}
        for _ in range(60)
    ]
    qrels = [
        Qrel(str(q), id_, grade) for q, row in enumerate(relevant) for id_, grade in row.items()
    ]
    run = [
        ScoredDoc(str(q), id_, float(-rank))
        for q, row in enumerate(rankings)
        for rank, id_ in enumerate(row)
    ]
    theirs = {
        (str(m.measure), int(m.query_id)): m.value
        for m in ir_measures.iter_calc([RR @ 10, nDCG @ 10, R @ 10, Success @ 5], qrels, run)
    }
    ours = {
        "RR@10": metrics.mrr(rankings, relevant),
        "nDCG@10": metrics.ndcg(rankings, relevant),
        "R@10": metrics.recall(rankings, relevant),
        "Success@5": metrics.hit(rankings, relevant, k=5),
    }
    for name, values in ours.items():
        expected = [theirs[name, q] for q in range(60)]
        assert values.tolist() == pytest.approx(expected, abs=1e-9), name


@pytest.mark.parametrize(
    ("text", "language", "normalised"),
    [
        ("  “Jakarta,”  Selasa! ", "id", "jakarta selasa"),
        ("Rp 1.234,5", "id", "rp 12345"),
        ("The  minister's a plan", "en", "ministers plan"),
        ("Bank the a", "id", "bank the a"),
        ("２０１７", "id", "2017"),
        ("...", "id", ""),
    ],
)
def test_normalise(text: str, language: str, normalised: str) -> None:
    assert metrics.normalise(text, language) == normalised


def test_exact_match_takes_the_best_of_the_expected() -> None:
    assert metrics.exact_match("hezb-ul Mujahedeen.", ["x", "Hezb-ul Mujahedeen"]) == 1
    assert metrics.exact_match("Mujahedeen", ["Hezb-ul Mujahedeen"]) == 0


def test_silence_is_right_only_where_there_is_no_answer() -> None:
    assert metrics.exact_match(None, []) == 1
    assert metrics.exact_match(None, ["Jakarta"]) == 0
    assert metrics.exact_match("Jakarta", []) == 0
    assert metrics.token_f1(None, []) == 1
    assert metrics.token_f1(None, ["Jakarta"]) == 0
    assert metrics.token_f1("Jakarta", []) == 0


def test_token_f1_by_hand() -> None:
    # 2 words shared of 3 predicted and 4 expected: precision 2/3, recall 2/4
    predicted, expected = "pada 8 Oktober", "tanggal 8 Oktober 1879"
    assert metrics.token_f1(predicted, [expected]) == pytest.approx(4 / 7)


def test_token_f1_counts_a_repeated_word_as_often_as_both_have_it() -> None:
    assert metrics.token_f1("a a b", ["a b b"]) == pytest.approx(2 / 3)


def _squad_normalise(text: str) -> str:
    """As SQuAD's evaluate-v2.0.py: lower, remove_punc, remove_articles, white_space_fix."""
    bare = "".join(char for char in text.lower() if char not in set(string.punctuation))
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", bare).split())


def _squad_f1(gold: str, predicted: str) -> float:
    gold_words, words = _squad_normalise(gold).split(), _squad_normalise(predicted).split()
    shared = sum((Counter(gold_words) & Counter(words)).values())
    if not gold_words or not words:
        return float(gold_words == words)
    if shared == 0:
        return 0.0
    precision, recall = shared / len(words), shared / len(gold_words)
    return 2 * precision * recall / (precision + recall)


_english = st.text(alphabet="aAn thexT.,-'$8 ", max_size=24)


@given(_english, _english)
def test_as_squads_script_on_ascii(gold: str, predicted: str) -> None:
    exact = float(_squad_normalise(gold) == _squad_normalise(predicted))
    assert metrics.exact_match(predicted, [gold], "en") == exact
    assert metrics.token_f1(predicted, [gold], "en") == pytest.approx(_squad_f1(gold, predicted))


def test_holds_whole_words_only() -> None:
    assert metrics.holds("Ia lahir di “Pasuruan”, Jawa Timur.", ["pasuruan jawa timur"])
    assert not metrics.holds("Pasuruannya", ["Pasuruan"])
    assert not metrics.holds("apa saja", ["..."])
