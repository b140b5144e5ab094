import pytest

from rag.support import Evidence, coverage, support


def test_coverage_is_the_part_of_the_content_words_that_the_text_holds():
    # content words: menteri, kerja, sama, Jepang (stems); the text holds menteri, kerja and sama
    question = "Apa kata menteri tentang kerja sama dengan Jepang?"
    text = "Menteri itu menyebut kerja sama dengan Korea."
    assert coverage(question, text) == pytest.approx(3 / 4)


def test_endings_do_not_count_against_coverage():
    assert coverage("Who opened the markets?", "The mayor is opening a market.") == 1.0


def test_a_question_without_content_words_is_covered_by_nothing():
    assert coverage("Apa itu?", "Apa itu adalah hal yang lain.") == 0.0


def test_support_grows_with_each_feature():
    weak = support(Evidence(0.80, 0.80, 0.2))
    assert weak < support(Evidence(0.85, 0.80, 0.2))
    assert weak < support(Evidence(0.80, 0.85, 0.2))
    assert weak < support(Evidence(0.80, 0.80, 0.6))


def test_support_is_a_probability_whatever_it_is_given():
    assert 0 < support(Evidence(0.0, 0.0, 0.0)) < 0.01
    assert 0.99 < support(Evidence(1.0, 1.0, 1.0)) < 1
    assert 0 < support(Evidence(1.0, 1.0, None)) < 1
