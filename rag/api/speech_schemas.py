"""Statements and speakers, as responses tell them."""

from typing import Self

from pydantic import Field

from index import people
from index import statement as speech
from index.article import Article
from index.statement import Resolution
from rag.api.schemas import NAME_CHARACTERS, ArticleId, Page, Paged, Told

EXAMPLE_STATEMENT = {
    "article_id": "batik-lintang",
    "version": "a36af612a9fe",
    "title": "Perajin Batik Lintang Tolak Cap Mesin",
    "url": "https://contoh.example/ekonomi/batik-lintang",
    "published": "2025-08-20",
    "outlet": "Contoh",
    "start": 424,
    "end": 538,
    "text": "“Pembeli di pasar tidak membawa kaca pembesar. Begitu keduanya bernama sama, yang "
    "murah akan mengubur yang jujur,”",
    "direct": True,
    "speaker": "Sekar Mayangsari",
    "role": "Ketua Paguyuban Perajin Batik Lintang",
    "affiliation": None,
    "resolved_by": "surname",
    "confidence": 0.98,
}
EXAMPLE_ROLE = {
    "role": "Ketua Paguyuban Perajin Batik Lintang",
    "affiliation": None,
    "published": "2025-08-20",
    "article_id": "batik-lintang",
}
_SPEAKER = "A name or a role, as an article or a reader words it."


class StatementsQuery(Page):
    """Whose statements, and in which article."""

    speaker: str | None = Field(
        default=None,
        min_length=1,
        max_length=NAME_CHARACTERS,
        description=_SPEAKER,
        examples=["Sekar"],
    )
    article: ArticleId | None = Field(
        default=None, description="Only statements in this article.", examples=["batik-lintang"]
    )


class SpeakersQuery(Page):
    """Which speakers."""

    query: str | None = Field(
        default=None,
        min_length=1,
        max_length=NAME_CHARACTERS,
        description=_SPEAKER,
        examples=["Sekar"],
    )


class Statement(Told):
    """Something a speaker said."""

    article_id: str = Field(description="The article's id.", examples=["batik-lintang"])
    version: str = Field(
        description="The article's version that the offsets count in.", examples=["a36af612a9fe"]
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
    outlet: str | None = Field(description="Who published it.", examples=["Contoh"])
    start: int = Field(description="First character in its text.", examples=[424], ge=0)
    end: int = Field(description="One past the last character.", examples=[538], ge=0)
    text: str = Field(
        description="The article's own characters from start to end, quotation marks included.",
        examples=[EXAMPLE_STATEMENT["text"]],
    )
    direct: bool = Field(description="Quoted, or reported in other words.", examples=[True])
    speaker: str | None = Field(
        description="The full name that the article gives; null where it isn't known.",
        examples=["Sekar Mayangsari"],
    )
    role: str | None = Field(
        description="As the article words it.", examples=["Ketua Paguyuban Perajin Batik Lintang"]
    )
    affiliation: str | None = Field(
        description="Of what.", examples=["Dinas Perindustrian dan Perdagangan"]
    )
    resolved_by: Resolution = Field(description="How the speaker was found.", examples=["surname"])
    confidence: float = Field(
        description="How often a speaker found this way is right.", examples=[0.98], ge=0, le=1
    )

    @classmethod
    def of(cls, said: speech.Statement, article: Article) -> Self:
        """A statement with its words and its article's facts."""
        return cls(
            article_id=article.id,
            version=article.version,
            title=article.title,
            url=article.url,
            published=article.published,
            outlet=article.outlet,
            start=said.start,
            end=said.end,
            text=article.text[said.start : said.end],
            direct=said.direct,
            speaker=said.speaker,
            role=said.role,
            affiliation=said.affiliation,
            resolved_by=said.resolved_by,
            confidence=said.confidence,
        )


class Statements(Paged):
    """A part of a list of statements."""

    statements: list[Statement] = Field(
        description="By article and in its order.", examples=[[EXAMPLE_STATEMENT]]
    )


class Role(Told):
    """A role as one article words it."""

    role: str = Field(description="The role.", examples=["Ketua Paguyuban Perajin Batik Lintang"])
    affiliation: str | None = Field(
        description="Of what.", examples=["Dinas Perindustrian dan Perdagangan"]
    )
    published: str | None = Field(
        description="The article's date, ISO 8601.", examples=["2025-08-20"]
    )
    article_id: str = Field(description="The article's id.", examples=["batik-lintang"])


class Speaker(Told):
    """One person, or an institution, over all articles."""

    name: str = Field(description="The longest form found.", examples=["Sekar Mayangsari"])
    aliases: list[str] = Field(description="Other names of theirs.", examples=[["Sekar"]])
    institution: bool = Field(description="No human being.", examples=[False])
    roles: list[Role] = Field(
        description="From the oldest to the newest, undated ones first.", examples=[[EXAMPLE_ROLE]]
    )
    articles: list[str] = Field(
        description="Ids of the articles that name them.", examples=[["batik-lintang"]]
    )

    @classmethod
    def of(cls, speaker: people.Speaker) -> Self:
        """A speaker as merged over articles."""
        return cls(
            name=speaker.name,
            aliases=list(speaker.aliases),
            institution=speaker.institution,
            roles=[
                Role(
                    role=role.role,
                    affiliation=role.affiliation,
                    published=role.published,
                    article_id=role.article_id,
                )
                for role in speaker.roles
            ],
            articles=list(speaker.article_ids),
        )


class Speakers(Paged):
    """A part of a list of speakers."""

    speakers: list[Speaker] = Field(
        description="By name; with a query, the best match first.",
        examples=[
            [
                {
                    "name": "Sekar Mayangsari",
                    "aliases": ["Sekar"],
                    "institution": False,
                    "roles": [EXAMPLE_ROLE],
                    "articles": ["batik-lintang"],
                }
            ]
        ],
    )
