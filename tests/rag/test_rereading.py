"""Passages ranked anew by a reader, and the answers in them; the reader is a small one by hand."""

from collections.abc import Sequence

from index.article import Article, Passage
from rag.reader import Reading, Text
from rag.rereading import READ, reread
from rag.retrieval import Found

RIVER = "Sungai Lintang mengalir di Pulau Segara. Jembatannya dibuka pada 6 Agustus 1985."
LAKE = "Danau Sagara dalam. Hadir Rina Kusuma, Budi Santoso, dan Ani."


class MarkedReader:
    """Finds one word, with a score of its own for each text that holds it."""

    def __init__(self, word: str, scores: Sequence[float]) -> None:
        self._word = word
        self._scores = list(scores)
        self.texts: list[Text] = []

    def read(self, question: str, texts: Sequence[Text]) -> list[Reading]:
        self.texts += texts
        readings = []
        for text, score in zip(texts, self._scores, strict=False):
            start = text.text.find(self._word, text.start)
            found = start >= 0
            readings.append(
                Reading(start, start + len(self._word), score) if found else Reading(0, 0, -9.0)
            )
        return readings


def found(article: Article, score: float, start: int = 0, end: int | None = None) -> Found:
    end = len(article.text) if end is None else end
    passage = Passage(article.id, article.version, start, end, article.text[start:end])
    return Found(passage, score, score, None)


def test_the_passage_with_the_answer_comes_first() -> None:
    river, lake = Article("r", "Sungai", RIVER), Article("l", "Danau", LAKE)
    reader = MarkedReader("Agustus", [0.0, 6.0])
    articles = {"r": river, "l": lake}
    first, second = reread(
        reader, "Kapan jembatan dibuka?", [found(lake, 0.80), found(river, 0.75)], articles
    )
    assert first.found.passage.article_id == "r"
    assert RIVER[first.start : first.end] == "6 Agustus 1985"
    assert first.score > 0.75
    assert second.found.passage.article_id == "l"


def test_title_and_date_are_read_in_front_and_offsets_are_the_articles() -> None:
    article = Article("r", "Jembatan Agustus", RIVER, published="2020-08-01")
    reader = MarkedReader("Agustus", [5.0])
    begin = RIVER.index("Jembatannya")
    (one,) = reread(reader, "Kapan?", [found(article, 0.8, begin)], {"r": article})
    assert reader.texts[0].text.startswith("Jembatan Agustus (2020-08-01)\nJembatannya")
    assert RIVER[one.start : one.end] == "6 Agustus 1985"


def test_a_question_for_a_list_gets_all_of_it() -> None:
    article = Article("l", "", LAKE)
    reader = MarkedReader("Rina Kusuma", [5.0])
    (one,) = reread(reader, "Siapa saja yang hadir?", [found(article, 0.8)], {"l": article})
    assert LAKE[one.start : one.end] == "Rina Kusuma, Budi Santoso, dan Ani"


def test_no_more_than_the_best_passages_are_read() -> None:
    article = Article("r", "", RIVER)
    reader = MarkedReader("Agustus", [1.0] * 20)
    many = [found(article, 0.9 - number / 100) for number in range(READ + 4)]
    assert len(reread(reader, "Kapan?", many, {"r": article})) == READ


def test_a_passage_without_words_has_no_answer() -> None:
    article = Article("r", "", RIVER)
    reader = MarkedReader("tidak ada", [1.0])
    (one,) = reread(reader, "Kapan?", [found(article, 0.8)], {"r": article})
    assert (one.start, one.end) == (0, 0)
    assert one.reading == -9.0
