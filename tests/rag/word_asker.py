"""A small asker that counts shared words: enough to have right, wrong and missing answers."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from index.article import Article
from index.errors import WartanyaError
from rag.answer import Answer, Citation, Retrieved, Sentence

_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^.]+\.?")


class WordAsker:
    """Answers with the sentence that shares the most words, where it shares at least two."""

    def __init__(
        self, articles: Sequence[Article], speakers: Mapping[str, str] | None = None, least: int = 2
    ) -> None:
        self._articles = {article.id: article for article in articles}
        self._speakers = speakers or {}
        self._least = least

    def articles(self) -> Sequence[Article]:
        return list(self._articles.values())

    def article(self, article_id: str) -> Article:
        if article_id not in self._articles:
            raise WartanyaError(f"article '{article_id}': not in the index")
        return self._articles[article_id]

    def read(self, ids: Collection[str]) -> Mapping[str, Article]:
        return {i: self._articles[i] for i in ids if i in self._articles}

    def describe(self) -> dict[str, Any]:
        return {"index": "words", "least": self._least}

    def ask(self, question: str) -> Answer:
        wanted = set(_WORD.findall(question.lower()))
        if not wanted:
            raise WartanyaError("the question is empty: write one")
        found = sorted(self._sentences(wanted), key=lambda row: -row[0])[:10]
        best = [row for row in found[:1] if row[0] >= self._least]
        citations = tuple(self._citation(*row) for row in best)
        return Answer(
            id="0",
            question=question,
            language="id",
            answerable=bool(best),
            confidence=min(1.0, found[0][0] / len(wanted)) if found else 0.0,
            short_answer=None,
            sentences=tuple(Sentence(c.text, (c.marker,)) for c in citations),
            citations=citations,
            retrieved=tuple(Retrieved(a.id, s, e, float(n)) for n, a, s, e in found),
        )

    def _sentences(self, wanted: set[str]) -> list[tuple[int, Article, int, int]]:
        return [
            (shared, article, match.start(), match.end())
            for article in self._articles.values()
            for match in _SENTENCE.finditer(article.text)
            if (shared := len(wanted & set(_WORD.findall(match.group().lower()))))
        ]

    def _citation(self, shared: int, article: Article, start: int, end: int) -> Citation:
        text = article.text[start:end]
        speaker = next((name for cue, name in self._speakers.items() if cue in text), None)
        return Citation(
            1, article.id, article.title, None, None, None, start, end, text, speaker, float(shared)
        )
