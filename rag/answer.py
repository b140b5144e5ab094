"""An Answer: sentences, each with the exact spans of articles that it stands on."""

from dataclasses import dataclass
from typing import Any, Self

from index.article import Article


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another article that has a citation's words, of the same story."""

    article_id: str
    title: str
    outlet: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """A marker in an answer and the exact span that it stands for.

    ``marker`` counts from 1 in reading order. ``text`` is the article's own characters
    ``[start:end]``, read from the ledger. ``speaker`` is who said it, None where nobody did or
    it isn't known. ``score``: higher is better. ``answer`` is where in the article, inside the
    citation, the short answer stands; None where it doesn't stand there. ``version`` is the
    article's that the offsets are of. ``also`` are other articles of the same story that have
    the cited words too.
    """

    marker: int
    article_id: str
    title: str
    url: str | None
    published: str | None
    outlet: str | None
    start: int
    end: int
    text: str
    speaker: str | None
    score: float
    answer: tuple[int, int] | None = None
    version: str | None = None
    also: tuple[Elsewhere, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The published form, keys in this order."""
        return {
            "marker": self.marker,
            "article_id": self.article_id,
            "title": self.title,
            "url": self.url,
            "published": self.published,
            "outlet": self.outlet,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "speaker": self.speaker,
            "score": self.score,
        }

    @classmethod
    def of(
        cls,
        article: Article,
        start: int,
        end: int,
        marker: int,
        speaker: str | None,
        score: float,
        answer: tuple[int, int] | None = None,
    ) -> Self:
        """The citation of a span of an article."""
        return cls(
            marker=marker,
            article_id=article.id,
            title=article.title,
            url=article.url,
            published=article.published,
            outlet=article.outlet,
            start=start,
            end=end,
            text=article.text[start:end],
            speaker=speaker,
            score=score,
            answer=answer,
            version=article.version,
        )


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the answer and the markers of the citations that hold it up."""

    text: str
    citations: tuple[int, ...]

    def to_json(self) -> dict[str, Any]:
        """The published form, keys in this order."""
        return {"text": self.text, "citations": list(self.citations)}


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A passage that was found, best first."""

    article_id: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What the articles say to a question, or that they don't.

    ``language`` is the question's: 'id' or 'en'; all framing words are in it. When
    ``answerable`` is False the sentences say so, and ``citations`` hold the nearest passages.
    ``confidence`` is the calibrated probability, 0 to 1, that the articles answer it.
    ``short_answer`` is the answer in a few words, None where there is none.
    """

    id: str
    question: str
    language: str
    answerable: bool
    confidence: float
    short_answer: str | None
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    retrieved: tuple[Retrieved, ...]

    def to_json(self) -> dict[str, Any]:
        """The published form, keys in this order."""
        return {
            "id": self.id,
            "question": self.question,
            "language": self.language,
            "answerable": self.answerable,
            "confidence": self.confidence,
            "short_answer": self.short_answer,
            "sentences": [sentence.to_json() for sentence in self.sentences],
            "citations": [citation.to_json() for citation in self.citations],
            "retrieved": [
                {
                    "article_id": r.article_id,
                    "start": r.start,
                    "end": r.end,
                    "score": r.score,
                }
                for r in self.retrieved
            ],
        }
