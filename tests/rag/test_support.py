import math

import pytest

from rag.support import Evidence, content_stems, coverage, support


def test_content_stems_leave_function_words_and_endings_out() -> None:
    assert content_stems("Apa kata bupati tentang pasar-pasarnya?", "id") == {"bupat", "pasar"}
    assert content_stems("Who opened the markets?", "en") == {"open", "market"}


def test_coverage_is_the_weight_of_the_stems_that_the_text_holds() -> None:
    rarity = {"rapat": 1.0, "jepang": 3.0}
    assert coverage(rarity, "Rapat itu di Korea.", "id") == pytest.approx(0.25)
    assert coverage(rarity, "Rapatnya di Jepang.", "id") == 1.0
    assert coverage(rarity, "", "id") == 0.0
    assert coverage({}, "Rapat itu di Korea.", "id") == 0.0


def test_support_grows_with_each_feature() -> None:
    weak = support(Evidence(-3.0, 0.80, 0.2))
    assert weak < support(Evidence(3.0, 0.80, 0.2))
    assert weak < support(Evidence(-3.0, 0.85, 0.2))
    assert weak < support(Evidence(-3.0, 0.80, 0.6))


def test_support_is_a_probability_whatever_it_is_given() -> None:
    assert 0 < support(Evidence(-math.inf, 0.0, 0.0)) < 0.01
    assert 0.95 < support(Evidence(math.inf, 1.0, 1.0)) < 1
    assert 0 < support(Evidence(5.0, 1.0, None)) < 1
