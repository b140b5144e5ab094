import pytest

from index.errors import WartanyaError
from rag.question import About, read_question


@pytest.mark.parametrize(
    ("text", "about", "topic"),
    [
        ("Kapan artikel ini terbit?", About.PUBLISHED, ""),
        ("Artikel ini terbit kapan?", About.PUBLISHED, ""),
        ("When was this article published?", About.PUBLISHED, ""),
        ("Kapan berita tentang banjir Kali Asem terbit?", About.PUBLISHED, "banjir Kali Asem"),
        ("When was the article “Harbour reopens” published?", About.PUBLISHED, "Harbour reopens"),
        ("Who wrote it?", About.AUTHOR, ""),
        ("Siapa penulis artikel ini?", About.AUTHOR, ""),
        ("Siapa penulisnya?", About.AUTHOR, ""),
        ("Who wrote the article about the flood?", About.AUTHOR, "the flood"),
        ("Apa judul artikel ini?", About.TITLE, ""),
        ("What is the title?", About.TITLE, ""),
        ("Media apa yang memuat berita ini?", About.OUTLET, ""),
    ],
)
def test_questions_of_an_articles_own_data(text, about, topic):
    question = read_question(text)
    assert (question.about, question.topic) == (about, topic)


@pytest.mark.parametrize(
    "text",
    [
        "Kapan gempa itu terjadi?",
        "Siapa penulis novel itu?",
        "Who wrote the national anthem?",
        "What is the title of the film?",
        "Kapan buku itu terbit?",
        "When was it built?",
        "Apa judul lagu ciptaan W.R. Supratman?",
    ],
)
def test_questions_of_the_body_are_not_taken_for_them(text):
    assert read_question(text).about is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("what did the Sekjen say about cooperation?", "en"),
        ("Apa kata Sekjen soal kerja sama?", "id"),
        ("Hery Sudarmanto?", "id"),
    ],
)
def test_the_language_of_a_question(text, language):
    assert read_question(text).language == language


@pytest.mark.parametrize("text", ["", "  \n", "?!", "\u200b"])
def test_an_empty_question_is_refused(text):
    with pytest.raises(WartanyaError, match="the question is empty"):
        read_question(text)


def test_an_overlong_question_is_refused():
    with pytest.raises(WartanyaError, match="100,000 characters, 2,000 are read at most"):
        read_question("a" * 100_000)
