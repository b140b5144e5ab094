"""Questions about another name or year, which their passage doesn't answer."""

import random

from rag.training.examples import Example
from rag.training.swaps import Names, swapped

PASSAGE = "Pelabuhan di Tanjung Bayu dibuka pada 1975 oleh Wali Kota Bima Adi."
NAMES = Names(["Rapat di Karangjati dibuka.", "Ia lahir di Tanjung Bayu.", "oleh Sri Wedari"])


def example(question: str) -> Example:
    return Example("q1", question, PASSAGE, 37, 41, "facqa")


def test_a_name_becomes_one_that_follows_the_same_word_elsewhere() -> None:
    found = swapped(example("Kapan pelabuhan di Tanjung Bayu dibuka?"), NAMES, random.Random(1))
    assert found is not None
    assert found.question == "Kapan pelabuhan di Karangjati dibuka?"
    assert (found.id, found.passage, found.start, found.end) == ("q1-swapped", PASSAGE, None, None)


def test_a_year_becomes_a_near_one_that_the_passage_lacks() -> None:
    for seed in range(20):
        found = swapped(example("Siapa yang membukanya pada 1975?"), NAMES, random.Random(seed))
        assert found is not None
        year = int(found.question.removeprefix("Siapa yang membukanya pada ").rstrip("?"))
        assert 1935 <= year <= 2015
        assert year != 1975


def test_what_the_passage_does_not_hold_is_left() -> None:
    draw = random.Random(1)
    assert swapped(example("Kapan pelabuhan dibuka?"), NAMES, draw) is None
    assert swapped(example("Siapa yang lahir di Karangjati?"), NAMES, draw) is None
    only = Names(["Rapat di Tanjung Bayu dibuka."])
    assert swapped(example("Kapan pelabuhan di Tanjung Bayu dibuka?"), only, draw) is None
