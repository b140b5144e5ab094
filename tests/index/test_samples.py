"""The sample articles are read whole, without their furniture, and the questions stand on them."""

import json
from pathlib import Path
from typing import Any

import pytest

from index.article import Article
from index.loading import load

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "index" / "samples"
QUESTIONS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (ROOT / "rag/sample_questions.jsonl").read_text("utf-8").splitlines()
]
FURNITURE = ("Baca juga", "Populer", "Selengkapnya", "Most read", "Related", "Foto:", "Redaksi")


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    loaded = list(load([SAMPLES]))
    assert [each.error for each in loaded if each.error] == []
    return {each.article.title: each.article for each in loaded if each.article}


def test_every_sample_is_dated_fiction_of_the_example_outlet(articles: dict[str, Article]) -> None:
    assert [a.language for a in articles.values()].count("id") == 9
    assert [a.language for a in articles.values()].count("en") == 5
    for article in articles.values():
        assert article.outlet == "Contoh"
        assert article.published is not None
        assert article.published.startswith("2025-")
        assert article.url is None or article.url.startswith("https://contoh.example/")
        assert 230 <= len(article.text.split()) <= 600


def test_no_furniture_is_body(articles: dict[str, Article]) -> None:
    found = [word for a in articles.values() for word in FURNITURE if word in a.text]
    assert found == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])
def test_a_question_stands_on_its_article(
    question: dict[str, Any], articles: dict[str, Article]
) -> None:
    assert question["answerable"] == bool(question["answers"]) == (question["evidence"] is not None)
    if not question["answerable"]:
        return
    article = articles[question["evidence"]["article"]]
    if question["speaker"]:
        assert question["speaker"] in article.text
    quote = question["evidence"]["quote"]
    if "metadata" in question["tags"]:
        assert quote is None
        assert {article.title, article.published, article.author} & set(question["answers"])
        return
    assert article.text.count(quote) == 1
    if "who-said" not in question["tags"]:
        assert any(answer in quote for answer in question["answers"])


def test_questions_cover_both_languages_and_all_kinds() -> None:
    assert len({q["question"] for q in QUESTIONS}) == len({q["id"] for q in QUESTIONS})
    tags = [tag for q in QUESTIONS for tag in q["tags"]]
    kinds = ("factoid", "said", "who-said", "metadata", "cross-language", "off-topic", "near-miss")
    assert {kind: tags.count(kind) for kind in kinds} == {
        "factoid": 24,
        "said": 23,
        "who-said": 8,
        "metadata": 5,
        "cross-language": 8,
        "off-topic": 7,
        "near-miss": 13,
    }
