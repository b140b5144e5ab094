"""What the tools take: every field bounded and described, for the schema that clients read."""

import json
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from rag.question import MAX_CHARACTERS

MOST_IDS = 100
MOST_OUTLETS = 20
MOST_PASSAGES = 50
MOST_LISTED = 100
LONGEST_PART = 50_000  # characters of an article in one answer


def _a_day(text: str) -> str:
    date.fromisoformat(text)
    return text


def _list_from_text(value: Any) -> Any:
    """A list that came as its JSON text, as some clients send lists."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def _text(most: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=most)


Words = Annotated[str, _text(MAX_CHARACTERS)]
Name = Annotated[str, _text(200)]
ArticleId = Annotated[str, _text(200)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_a_day)]
ArticleIds = Annotated[
    tuple[ArticleId, ...],
    BeforeValidator(_list_from_text),
    Field(min_length=1, max_length=MOST_IDS),
]
Outlets = Annotated[
    tuple[Name, ...], BeforeValidator(_list_from_text), Field(min_length=1, max_length=MOST_OUTLETS)
]
_FROM = "Only articles of this day or later, as 2025-01-31."
_TO = "Only articles of this day or earlier, as 2025-12-31."


class Arguments(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AskArguments(Arguments):
    question: Words = Field(description="The question, in Indonesian or English.")
    speaker: Name | None = Field(
        None,
        description="By name or role: put the question to this speaker's words. A question that "
        "names a speaker itself is put to that one's.",
    )
    articles: ArticleIds | None = Field(None, description="Ids of the articles to keep to.")


class SearchArguments(Arguments):
    query: Words = Field(description="What to look for, in Indonesian or English.")
    k: int = Field(10, ge=1, le=MOST_PASSAGES, description="How many passages, best first.")
    articles: ArticleIds | None = Field(None, description="Ids of the articles to keep to.")
    outlets: Outlets | None = Field(
        None, description="Names of the outlets to keep to, as list_articles gives them."
    )
    published_from: Day | None = Field(None, description=_FROM)
    published_to: Day | None = Field(None, description=_TO)


class WhoSaidArguments(Arguments):
    speaker: Name = Field(
        description="Whose statements: a name or a role ('Wali Kota', 'the manpower minister')."
    )
    topic: Words | None = Field(None, description="Only what they said about this, best first.")
    article: ArticleId | None = Field(None, description="Only what they said in this article.")
    limit: int = Field(20, ge=1, le=MOST_LISTED, description="How many statements at once.")
    offset: int = Field(0, ge=0, le=1_000_000, description="How many statements to pass over.")


class ListArguments(Arguments):
    limit: int = Field(50, ge=1, le=MOST_LISTED, description="How many articles at once.")
    cursor: Annotated[str, _text(400)] | None = Field(
        None, description="'next_cursor' of the page before; nothing for the first page."
    )
    outlet: Name | None = Field(None, description="Only articles of this outlet.")
    language: Annotated[str, StringConstraints(pattern="^[a-z]{2}$")] | None = Field(
        None, description="Only articles in this language, as id or en."
    )
    published_from: Day | None = Field(None, description=_FROM)
    published_to: Day | None = Field(None, description=_TO)


class ArticleArguments(Arguments):
    id: ArticleId = Field(description="The article's id.")
    version: Annotated[str, _text(64)] | None = Field(
        None, description="As it was in this version; as it is now where none is given."
    )
    start: int = Field(0, ge=0, le=1_000_000_000, description="The text's first character to give.")
    length: int = Field(
        20_000, ge=1, le=LONGEST_PART, description="How many characters of the text at most."
    )
