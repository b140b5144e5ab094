"""Answers over the sample articles, with the real model and the real stores."""

import pytest

QUESTIONS = [
    "what did the Sekjen say about cooperation?",
    "Apa kata Sekjen soal kerja sama?",
    "Siapa presiden Mars?",
    "Kapan artikel tentang banjir terbit?",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_citation_is_the_articles_own_characters(wartanya, question):
    answer = wartanya.ask(question)
    assert answer.citations
    for citation in answer.citations:
        article = wartanya.article(citation.article_id)
        assert article.text[citation.start : citation.end] == citation.text
        assert citation.title == article.title


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_marker_stands_for_a_citation_and_is_numbered_in_reading_order(wartanya, question):
    answer = wartanya.ask(question)
    shown = [marker for sentence in answer.sentences for marker in sentence.citations]
    assert list(dict.fromkeys(shown)) == [c.marker for c in answer.citations]


@pytest.mark.parametrize(
    ("question", "language", "refusal"),
    [
        ("Bagaimana cara memasak rendang?", "id", "Artikel-artikel ini tidak menyebutkannya."),
        ("How do black holes evaporate?", "en", "The articles don't say."),
        ("Who won the 1966 football World Cup final?", "en", "The articles don't say."),
    ],
)
def test_what_the_articles_do_not_say_is_refused_in_the_questions_language(
    wartanya, question, language, refusal
):
    answer = wartanya.ask(question)
    assert answer.language == language
    assert not answer.answerable
    assert answer.sentences[0].text == refusal
    assert answer.sentences[0].citations == ()
    assert answer.citations, "the nearest passages are offered"


def test_an_answer_keeps_to_the_articles_it_is_asked_of(wartanya):
    for record in wartanya.articles()[:3]:
        answer = wartanya.ask("Apa yang disampaikan?", articles=[record.id])
        assert {r.article_id for r in answer.retrieved} == {record.id}


def test_the_date_comes_from_the_articles_own_data(wartanya):
    dated = next(r for r in wartanya.articles() if r.published and r.title)
    answer = wartanya.ask(f"Kapan artikel “{dated.title}” terbit?")
    assert answer.answerable
    assert answer.citations[0].article_id == dated.id
    assert str(int(dated.published[8:10])) in answer.short_answer
    assert dated.published[:4] in answer.short_answer


def test_of_which_article_is_asked_back(wartanya):
    answer = wartanya.ask("Who wrote it?")
    assert not answer.answerable
    assert answer.sentences[0].text == "Which article? Name its title or topic."


def test_the_example_questions_are_answered(wartanya):
    for language in ("id", "en"):
        questions = wartanya.examples(language)
        assert questions
        for question in questions:
            assert wartanya.ask(question).answerable, question


def test_a_short_answer_within_reported_speech_has_its_speaker(wartanya):
    # Half of the cited sentence is who she is: 'Ketua Paguyuban ... Sekar Mayangsari mengatakan'.
    answer = wartanya.ask("Berapa hari selembar batik tulis Lintang dikerjakan?")
    assert answer.short_answer is not None
    assert "40" in answer.short_answer
    assert answer.citations[0].speaker == "Sekar Mayangsari"
