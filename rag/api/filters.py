"""What a search, a question or a list may be kept to."""

from pydantic import Field

from index.records import ArticleRecord, Filter
from rag.api.schemas import MOST_IDS, NAME_CHARACTERS, ArticleId, Day, Given, Outlet, Page, Queried

_OUTLETS = "Only articles of these outlets, by the name that the articles' list gives."
_FROM = "Only articles of this day or later; one without a date never passes."
_TO = "Only articles of this day or earlier; one without a date never passes."

_MOST_IN_QUERY = 20  # an address of more than 64 kB is no request to the server


class Filters(Given):
    """Keeps to some articles; what isn't given lets all pass."""

    outlets: list[Outlet] | None = Field(
        default=None, min_length=1, max_length=MOST_IDS, description=_OUTLETS, examples=[["Contoh"]]
    )
    published_from: Day | None = Field(default=None, description=_FROM, examples=["2025-01-01"])
    published_to: Day | None = Field(default=None, description=_TO, examples=["2025-12-31"])


class ArticlesQuery(Page):
    """Which articles to list."""

    query: str | None = Field(
        default=None,
        min_length=1,
        max_length=NAME_CHARACTERS,
        description="Only articles with these words in the title, in any order.",
        examples=["batik"],
    )
    outlet: Outlet | None = Field(
        default=None, description="Only articles of this outlet.", examples=["Contoh"]
    )
    language: str | None = Field(
        default=None,
        pattern="^[a-z]{2}$",
        description="Only articles in this language, ISO 639-1.",
        examples=["id"],
    )
    published_from: Day | None = Field(default=None, description=_FROM, examples=["2025-01-01"])
    published_to: Day | None = Field(default=None, description=_TO, examples=["2025-12-31"])

    def passes(self, record: ArticleRecord) -> bool:
        """Whether an article belongs on the list."""
        title = record.title.casefold()
        day = record.published[:10] if record.published else None
        return (
            all(word in title for word in (self.query or "").casefold().split())
            and self.outlet in (None, record.outlet)
            and self.language in (None, record.language)
            and (self.published_from is None or (day is not None and day >= self.published_from))
            and (self.published_to is None or (day is not None and day <= self.published_to))
        )


class FilterQuery(Queried):
    """Filters in a query, lists as parameters that come again."""

    article: list[ArticleId] | None = Field(
        default=None,
        min_length=1,
        max_length=_MOST_IN_QUERY,
        description="Only these articles, by id; a longer list goes as a body.",
        examples=[["batik-lintang"]],
    )
    outlet: list[Outlet] | None = Field(
        default=None,
        min_length=1,
        max_length=_MOST_IN_QUERY,
        description=_OUTLETS,
        examples=[["Contoh"]],
    )
    published_from: Day | None = Field(default=None, description=_FROM, examples=["2025-01-01"])
    published_to: Day | None = Field(default=None, description=_TO, examples=["2025-12-31"])


def within(articles: list[str] | None, filters: Filters | None) -> Filter | None:
    """The engine's filter; None where nothing is kept to."""
    if articles is None and filters is None:
        return None
    chosen = filters or Filters()
    return Filter(
        articles=frozenset(articles) if articles is not None else None,
        outlets=frozenset(chosen.outlets) if chosen.outlets is not None else None,
        published_from=chosen.published_from,
        published_to=chosen.published_to,
    )
