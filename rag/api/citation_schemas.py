"""Sentences of an answer, and what their markers stand for."""

from typing import Any, Self

from pydantic import Field

from rag import answer as engine
from rag.api.schemas import Told

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

    @classmethod
    def of(cls, citation: engine.Citation) -> Self:
        """The published form, and what came later."""
        return cls.model_validate(
            {
                **citation.to_json(),
                "answer": citation.answer,
                "version": citation.version,
                "also": [
                    {"article_id": e.article_id, "title": e.title, "outlet": e.outlet, "url": e.url}
                    for e in citation.also
                ],
            }
        )
