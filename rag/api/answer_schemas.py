"""Questions, and what comes of them."""

from typing import Any, Self

from pydantic import Field

from rag import answer as engine
from rag.api.filters import Filters
from rag.api.schemas import (
    MOST_IDS,
    NAME_CHARACTERS,
    QUESTION_CHARACTERS,
    ArticleId,
    Given,
    Told,
)
from rag.retrieval import Found

EXAMPLE_CITATION: dict[str, Any] = {
    "marker": 1,
    "article_id": "batik-lintang",
    "title": "Perajin Batik Lintang Tolak Cap Mesin",
    "url": "https://contoh.example/ekonomi/batik-lintang",
    "published": "2025-08-20",
    "outlet": "Contoh",
    "start": 0,
    "end": 137,
    "text": "Sebanyak 214 perajin batik di Desa Lintang, Kabupaten Tirtasari, menolak rencana "
    "pemerintah kabupaten memberikan mesin cetak kain gratis.",
    "speaker": None,
    "score": 0.85,
    "answer": [9, 12],
    "version": "a36af612a9fe",
    "also": [],
}
EXAMPLE_SENTENCE: dict[str, Any] = {
    "text": EXAMPLE_CITATION["text"],
    "citations": [1],
}
EXAMPLE_RETRIEVED: dict[str, Any] = {
    "article_id": "batik-lintang",
    "start": 0,
    "end": 567,
    "score": 0.81,
}


class AskRequest(Given):
    """A question, and what to keep to."""

    question: str = Field(
        min_length=1,
        max_length=QUESTION_CHARACTERS,
        description="What you want to know, in Indonesian or English; with a letter or digit.",
        examples=["Berapa perajin batik di Desa Lintang yang menolak mesin?"],
    )
    articles: list[ArticleId] | None = Field(
        default=None,
        min_length=1,
        max_length=MOST_IDS,
        description="Ids of articles to keep to; all where none are given.",
        examples=[["batik-lintang"]],
    )
    speaker: str | None = Field(
        default=None,
        min_length=1,
        max_length=NAME_CHARACTERS,
        description="A name: a question that names no speaker is put to this one's words.",
        examples=[None],
    )
    filters: Filters | None = Field(
        default=None,
        description="What else to keep to.",
        examples=[{"outlets": ["Contoh"], "published_from": "2025-01-01"}],
    )


class Elsewhere(Told):
    """Another article of the same story that has the cited words too."""

    article_id: str = Field(description="The article's id.", examples=["batik-lintang-2"])
    title: str = Field(description="Its title.", examples=["Perajin Batik Tolak Mesin"])
    outlet: str | None = Field(description="Who published it.", examples=["Kabar"])
    url: str | None = Field(
        description="Its address, http or https.", examples=["https://kabar.example/batik"]
    )


class Sentence(Told):
    """A sentence of the answer."""

    text: str = Field(description="The sentence.", examples=[EXAMPLE_SENTENCE["text"]])
    citations: list[int] = Field(
        description="Markers of the citations that hold it up.", examples=[[1]]
    )


class Citation(Told):
    """A marker in an answer, and the exact span of an article that it stands for."""

    marker: int = Field(description="Counts from 1 in reading order.", examples=[1], ge=1)
    article_id: str = Field(description="The article's id.", examples=["batik-lintang"])
    title: str = Field(description="Its title.", examples=["Perajin Batik Lintang Tolak Cap Mesin"])
    url: str | None = Field(
        description="Its address, http or https.",
        examples=["https://contoh.example/ekonomi/batik-lintang"],
    )
    published: str | None = Field(
        description="ISO 8601, as precise as the source was.", examples=["2025-08-20"]
    )
    outlet: str | None = Field(description="Who published it.", examples=["Contoh"])
    start: int = Field(
        description="First character in the article's text, counted from 0.", examples=[0], ge=0
    )
    end: int = Field(description="One past the last character.", examples=[137], ge=0)
    text: str = Field(
        description="The article's own characters from start to end.",
        examples=[EXAMPLE_CITATION["text"]],
    )
    speaker: str | None = Field(
        description="Who said it; null where nobody did or it isn't known.",
        examples=["Sekar Mayangsari"],
    )
    score: float = Field(description="Higher is better.", examples=[0.85])
    answer: tuple[int, int] | None = Field(
        default=None,
        description="Where in the article, inside the citation, the short answer stands.",
        examples=[[9, 12]],
    )
    version: str | None = Field(
        default=None,
        description="The article's version that the offsets count in.",
        examples=["a36af612a9fe"],
    )
    also: list[Elsewhere] = Field(
        default_factory=list,
        description="Other articles of the same story that have the cited words too.",
        examples=[[]],
    )


class Retrieved(Told):
    """A passage that was found."""

    article_id: str = Field(description="The article's id.", examples=["batik-lintang"])
    start: int = Field(description="First character in its text.", examples=[0], ge=0)
    end: int = Field(description="One past the last character.", examples=[567], ge=0)
    score: float = Field(description="Higher is better, below 1.", examples=[0.81])

    @classmethod
    def of(cls, found: Found) -> Self:
        """A passage as a search finds it."""
        passage = found.passage
        return cls(
            article_id=passage.article_id,
            start=passage.start,
            end=passage.end,
            score=found.score,
        )


class Answer(Told):
    """What the articles say to a question, or that they don't."""

    id: str = Field(description="Of this answer.", examples=["0f0e6cbb7ff44d4f9f0f0c6f2a3c9c11"])
    question: str = Field(
        description="As it was put.",
        examples=["Berapa perajin batik di Desa Lintang yang menolak mesin?"],
    )
    language: str = Field(description="The question's: id or en.", examples=["id"])
    answerable: bool = Field(
        description="False: the articles don't answer it, the sentences say so, and the citations "
        "are the nearest passages.",
        examples=[True],
    )
    confidence: float = Field(
        description="How likely the articles answer it.", examples=[0.97], ge=0, le=1
    )
    short_answer: str | None = Field(
        description="The answer in a few words, null where there is none.", examples=["214"]
    )
    sentences: list[Sentence] = Field(
        description="The answer, sentence by sentence.", examples=[[EXAMPLE_SENTENCE]]
    )
    citations: list[Citation] = Field(
        description="What the markers stand for.", examples=[[EXAMPLE_CITATION]]
    )
    retrieved: list[Retrieved] = Field(
        description="The passages that were found, best first.", examples=[[EXAMPLE_RETRIEVED]]
    )

    @classmethod
    def of(cls, answer: engine.Answer) -> Self:
        """The published form, and of citations what came later."""
        told = answer.to_json()
        for shown, citation in zip(told["citations"], answer.citations, strict=True):
            shown |= {
                "answer": citation.answer,
                "version": citation.version,
                "also": [
                    {"article_id": e.article_id, "title": e.title, "outlet": e.outlet, "url": e.url}
                    for e in citation.also
                ],
            }
        return cls.model_validate(told)
