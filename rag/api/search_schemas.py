"""Searches, and what comes of them."""

from typing import Self

from pydantic import Field

from index.article import Article
from rag.api.answer_schemas import EXAMPLE_RETRIEVED
from rag.api.citation_schemas import EXAMPLE_CITATION
from rag.api.filters import FilterQuery, Filters
from rag.api.schemas import MOST_IDS, QUESTION_CHARACTERS, ArticleId, Given, Told
from rag.retrieval import Found

_MOST_PASSAGES = 100
_QUERY = "What to look for, in Indonesian or English."
_K = "How many passages to give at most."


class SearchRequest(Given):
    """What to look for, and what to keep to."""

    query: str = Field(
        min_length=1,
        max_length=QUESTION_CHARACTERS,
        description=_QUERY,
        examples=["harga batik tulis"],
    )
    k: int = Field(default=10, ge=1, le=_MOST_PASSAGES, description=_K, examples=[3])
    articles: list[ArticleId] | None = Field(
        default=None,
        min_length=1,
        max_length=MOST_IDS,
        description="Ids of articles to keep to; all where none are given.",
        examples=[["batik-lintang"]],
    )
    filters: Filters | None = Field(
        default=None, description="What else to keep to.", examples=[{"outlets": ["Contoh"]}]
    )


class SearchQuery(FilterQuery):
    """What to look for, and what to keep to, in a query."""

    query: str = Field(
        min_length=1,
        max_length=QUESTION_CHARACTERS,
        description=_QUERY,
        examples=["harga batik tulis"],
    )
    k: int = Field(default=10, ge=1, le=_MOST_PASSAGES, description=_K, examples=[3])

    def request(self) -> SearchRequest:
        """The same as a body."""
        filters = Filters(
            outlets=self.outlet,
            published_from=self.published_from,
            published_to=self.published_to,
        )
        return SearchRequest(query=self.query, k=self.k, articles=self.article, filters=filters)


class FoundPassage(Told):
    """A passage with its text, its scores and its article's facts."""

    article_id: str = Field(description="The article's id.", examples=["batik-lintang"])
    version: str = Field(
        description="The article's version that the offsets count in.", examples=["a36af612a9fe"]
    )
    start: int = Field(description="First character in its text.", examples=[0], ge=0)
    end: int = Field(description="One past the last character.", examples=[567], ge=0)
    text: str = Field(
        description="The article's own characters from start to end.",
        examples=[EXAMPLE_CITATION["text"]],
    )
    score: float = Field(
        description="Dense and lexical fused; higher is better, below 1.", examples=[0.81]
    )
    dense: float = Field(description="Cosine to the query, -1 to 1.", examples=[0.87])
    lexical: float | None = Field(
        description="BM25; null where the passage isn't among the best by words.", examples=[9.3]
    )
    title: str = Field(
        description="The article's title.", examples=["Perajin Batik Lintang Tolak Cap Mesin"]
    )
    url: str | None = Field(
        description="Its address, http or https.",
        examples=["https://contoh.example/ekonomi/batik-lintang"],
    )
    published: str | None = Field(
        description="ISO 8601, as precise as the source was.", examples=["2025-08-20"]
    )
    author: str | None = Field(description="Who wrote it.", examples=["Rara Wulandika"])
    outlet: str | None = Field(description="Who published it.", examples=["Contoh"])
    language: str | None = Field(description="ISO 639-1.", examples=["id"])

    @classmethod
    def of(cls, found: Found, article: Article) -> Self:
        """A passage that was found in an article."""
        passage = found.passage
        return cls(
            article_id=passage.article_id,
            version=passage.version,
            start=passage.start,
            end=passage.end,
            text=passage.text,
            score=found.score,
            dense=found.dense,
            lexical=found.lexical,
            title=article.title,
            url=article.url,
            published=article.published,
            author=article.author,
            outlet=article.outlet,
            language=article.language,
        )


class SearchResults(Told):
    """The passages nearest to a query."""

    query: str = Field(description="As it was given.", examples=["harga batik tulis"])
    passages: list[FoundPassage] = Field(
        description="Best first.",
        examples=[
            [
                {
                    **EXAMPLE_RETRIEVED,
                    "version": "a36af612a9fe",
                    "text": EXAMPLE_CITATION["text"],
                    "dense": 0.87,
                    "lexical": 9.3,
                    "title": EXAMPLE_CITATION["title"],
                    "url": EXAMPLE_CITATION["url"],
                    "published": "2025-08-20",
                    "author": "Rara Wulandika",
                    "outlet": "Contoh",
                    "language": "id",
                }
            ]
        ],
    )
