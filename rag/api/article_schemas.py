"""Articles as responses tell them."""

from typing import Any, Literal, Self

from pydantic import Field

from index.article import Article as Stored
from index.mentioned_dates import MentionedDate as FoundDate
from index.records import ArticleRecord
from index.records import OldVersion as Replaced
from rag.api.schemas import Paged, Told

EXAMPLE_LISTED: dict[str, Any] = {
    "id": "batik-lintang",
    "title": "Perajin Batik Lintang Tolak Cap Mesin",
    "url": "https://contoh.example/ekonomi/batik-lintang",
    "published": "2025-08-20",
    "updated": None,
    "author": "Rara Wulandika",
    "editor": None,
    "outlet": "Contoh",
    "section": None,
    "tags": [],
    "language": "id",
    "version": "a36af612a9fe",
    "characters": 1903,
    "passages": 4,
    "indexed_at": "2026-01-31T08:15:00+00:00",
}
EXAMPLE_VERSION: dict[str, Any] = {
    "version": "0b64f1a0c9d2",
    "title": "Perajin Batik Tolak Mesin",
    "published": "2025-08-20",
    "updated": None,
    "indexed_at": "2026-01-30T08:15:00+00:00",
    "replaced_at": "2026-01-31T08:15:00+00:00",
}
EXAMPLE_ADDED: dict[str, Any] = {
    "source": "record:air-bersih",
    "result": "added",
    "article_id": "air-bersih",
    "error": None,
}


class OneAdded(Told):
    """What became of one article."""

    source: str = Field(
        description="Where it was read: a name that is the same on every run.",
        examples=["record:air-bersih"],
    )
    result: Literal["added", "updated", "unchanged", "failed"] = Field(
        description="New, an edit of one that is there, nothing new, or not taken.",
        examples=["added"],
    )
    article_id: str | None = Field(
        description="The article's id, null where it failed.", examples=["air-bersih"]
    )
    error: str | None = Field(description="Why it failed and the mend, else null.", examples=[None])


class Added(Told):
    """What became of the articles of a request."""

    added: int = Field(description="How many are new.", examples=[1], ge=0)
    updated: int = Field(description="How many replaced what they were.", examples=[0], ge=0)
    unchanged: int = Field(description="How many were there already.", examples=[0], ge=0)
    failed: int = Field(description="How many weren't taken.", examples=[0], ge=0)
    articles: list[OneAdded] = Field(
        description="Each of them, those that failed early first.", examples=[[EXAMPLE_ADDED]]
    )


class Facts(Told):
    """What is known of an article besides its text."""

    id: str = Field(description="The article's id.", examples=["batik-lintang"])
    title: str = Field(description="Its title.", examples=["Perajin Batik Lintang Tolak Cap Mesin"])
    url: str | None = Field(
        description="Its address, http or https.",
        examples=["https://contoh.example/ekonomi/batik-lintang"],
    )
    published: str | None = Field(
        description="ISO 8601, as precise as the source was; null where it doesn't say.",
        examples=["2025-08-20"],
    )
    updated: str | None = Field(description="As published.", examples=[None])
    author: str | None = Field(description="Who wrote it.", examples=["Rara Wulandika"])
    editor: str | None = Field(description="Who edited it.", examples=[None])
    outlet: str | None = Field(description="Who published it.", examples=["Contoh"])
    section: str | None = Field(
        description="The outlet's name for where it stands.", examples=[None]
    )
    tags: list[str] = Field(description="Its keywords.", examples=[[]])
    language: str | None = Field(description="ISO 639-1.", examples=["id"])
    version: str = Field(
        description="Twelve hex digits of the content: an edit gives another.",
        examples=["a36af612a9fe"],
    )


def _facts(article: Stored | ArticleRecord) -> dict[str, Any]:
    names = Facts.model_fields.keys() - {"tags"}
    return {name: getattr(article, name) for name in names} | {"tags": list(article.tags)}


class Listed(Facts):
    """An article without its text."""

    characters: int = Field(description="How long its text is.", examples=[1903], ge=0)
    passages: int = Field(description="How many passages it is indexed as.", examples=[4], ge=0)
    indexed_at: str = Field(
        description="When this version was indexed, ISO 8601 in UTC.",
        examples=["2026-01-31T08:15:00+00:00"],
    )

    @classmethod
    def of(cls, record: ArticleRecord) -> Self:
        """An article of the index. Where it was read isn't told: that may be a server's path."""
        return cls(
            **_facts(record),
            characters=record.length,
            passages=record.passages,
            indexed_at=record.indexed_at,
        )


class Articles(Paged):
    """A part of a list of articles."""

    articles: list[Listed] = Field(
        description="By date (unknown last), title and id.", examples=[[EXAMPLE_LISTED]]
    )


class OldVersion(Told):
    """What an article was before it changed."""

    version: str = Field(
        description="Give it as ?version= to read it.", examples=[EXAMPLE_VERSION["version"]]
    )
    title: str = Field(description="Its title then.", examples=["Perajin Batik Tolak Mesin"])
    published: str | None = Field(description="ISO 8601.", examples=["2025-08-20"])
    updated: str | None = Field(description="ISO 8601.", examples=[None])
    indexed_at: str = Field(
        description="When it was indexed, ISO 8601 in UTC.",
        examples=[EXAMPLE_VERSION["indexed_at"]],
    )
    replaced_at: str = Field(
        description="When the next one replaced it, ISO 8601 in UTC.",
        examples=[EXAMPLE_VERSION["replaced_at"]],
    )

    @classmethod
    def of(cls, old: Replaced) -> Self:
        """A version that the index keeps."""
        return cls(
            version=old.version,
            title=old.title,
            published=old.published,
            updated=old.updated,
            indexed_at=old.indexed_at,
            replaced_at=old.replaced_at,
        )


class Versions(Told):
    """An article's versions."""

    current: str = Field(description="The version it has now.", examples=["a36af612a9fe"])
    older: list[OldVersion] = Field(
        description="What it was before, oldest first.", examples=[[EXAMPLE_VERSION]]
    )


class MentionedDate(Told):
    """Days that the text names."""

    start: int = Field(description="First character in the text.", examples=[551], ge=0)
    end: int = Field(description="One past the last character.", examples=[564], ge=0)
    text: str = Field(description="The words.", examples=["Selasa (19/8)"])
    first: str = Field(description="The first day, ISO 8601.", examples=["2025-08-19"])
    last: str = Field(
        description="The last day, ISO 8601; the first again for one day.", examples=["2025-08-19"]
    )

    @classmethod
    def of(cls, found: FoundDate, text: str) -> Self:
        """A date of a text."""
        return cls(
            start=found.start,
            end=found.end,
            text=text[found.start : found.end],
            first=found.first,
            last=found.last,
        )


class Article(Facts):
    """An article with its text, as it is or was; ``version`` is the one that this is."""

    text: str = Field(
        description="The body; all offsets count its characters (code points) from 0.",
        examples=["Sebanyak 214 perajin batik di Desa Lintang ..."],
    )
    current: bool = Field(description="Whether that is what it is now.", examples=[True])
    versions: list[OldVersion] = Field(
        description="What it was before, oldest first.", examples=[[]]
    )
    statements: int | None = Field(
        description="How many statements it has; null for an old version.", examples=[8]
    )
    direct_statements: int | None = Field(
        description="How many of them are quotations; null for an old version.", examples=[3]
    )
    mentioned_dates: list[MentionedDate] = Field(
        description="The days that the text names, in its order.",
        examples=[
            [
                {
                    "start": 551,
                    "end": 564,
                    "text": "Selasa (19/8)",
                    "first": "2025-08-19",
                    "last": "2025-08-19",
                }
            ]
        ],
    )

    @classmethod
    def of(
        cls,
        article: Stored,
        versions: list[Replaced],
        statements: list[bool] | None,
        dates: list[FoundDate],
    ) -> Self:
        """An article; ``statements`` says of each whether it is direct, None for an old version."""
        return cls(
            **_facts(article),
            text=article.text,
            current=statements is not None,
            versions=[OldVersion.of(old) for old in versions],
            statements=None if statements is None else len(statements),
            direct_statements=None if statements is None else sum(statements),
            mentioned_dates=[MentionedDate.of(one, article.text) for one in dates],
        )
