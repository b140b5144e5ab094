"""Articles as requests give them: a text, an address, records."""

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from rag.api.schemas import Address, ArticleId, Given

MAX_CHARACTERS = 500_000  # of all texts in one request: some ten seconds of indexing
MOST_RECORDS = 200
_FIELD_CHARACTERS = 2000
_TAGS = 50
_TAG_CHARACTERS = 100

_TEXT = (
    "Warga Dapat Air Bersih\n\nMuarajati, 3 Maret 2025 - Warga Kampung Teluk mendapat air bersih "
    "mulai Senin. “Kami menunggu dua tahun,” kata Ketua RT Siti Aminah."
)
EXAMPLE_RECORD: dict[str, Any] = {
    "id": "air-bersih",
    "title": "Warga Dapat Air Bersih",
    "text": "Warga Kampung Teluk mendapat air bersih mulai Senin. “Kami menunggu dua tahun,” kata "
    "Ketua RT Siti Aminah.",
    "published": "2025-03-03",
    "outlet": "Contoh",
}


def _which(given: object) -> str | None:
    """Which of its fields says what a new article is, so that errors tell of that one alone."""
    names = ("text", "url", "records")
    return next((n for n in names if isinstance(given, dict) and n in given), None)


class NewText(Given):
    """An article as a person copies it: title, byline and furniture are told apart."""

    text: str = Field(
        min_length=1,
        max_length=MAX_CHARACTERS,
        description="The article's text, its title on the first line.",
        examples=[_TEXT],
    )


class NewAddress(Given):
    """An article's address, fetched politely and from public addresses alone."""

    url: Address = Field(
        description="An http or https address of one article; lists of articles are for jobs.",
        examples=["https://kabar.example/read/2025/03/03/air-bersih"],
    )


class NewRecord(Given):
    """An article whose parts are known; the text is kept as it stands."""

    text: str = Field(
        min_length=1,
        max_length=MAX_CHARACTERS,
        description="The body.",
        examples=[EXAMPLE_RECORD["text"]],
    )
    id: ArticleId | None = Field(
        default=None,
        description="A record of the same id is a new version of it; made from the address, or "
        "else from the content, where it isn't given.",
        examples=["air-bersih"],
    )
    title: str | None = Field(
        default=None,
        max_length=_FIELD_CHARACTERS,
        description="The first words where it isn't given.",
        examples=["Warga Dapat Air Bersih"],
    )
    url: str | None = Field(
        default=None,
        max_length=_FIELD_CHARACTERS,
        description="Its address, http or https; another one is left out. Nothing is fetched.",
        examples=["https://kabar.example/read/2025/03/03/air-bersih"],
    )
    published: str | None = Field(
        default=None,
        max_length=100,
        description="A day or time, ISO 8601 or as outlets write it; left out where it is none.",
        examples=["2025-03-03"],
    )
    updated: str | None = Field(
        default=None, max_length=100, description="As published.", examples=["2025-03-04"]
    )
    author: str | None = Field(
        default=None,
        max_length=_FIELD_CHARACTERS,
        description="Who wrote it.",
        examples=["Rara Wulandika"],
    )
    editor: str | None = Field(
        default=None, max_length=_FIELD_CHARACTERS, description="Who edited it.", examples=["Danu"]
    )
    outlet: str | None = Field(
        default=None,
        max_length=_FIELD_CHARACTERS,
        description="Who published it.",
        examples=["Contoh"],
    )
    section: str | None = Field(
        default=None,
        max_length=_FIELD_CHARACTERS,
        description="The outlet's name for where it stands.",
        examples=["Ekonomi"],
    )
    tags: list[Annotated[str, Field(max_length=_TAG_CHARACTERS)]] | None = Field(
        default=None, max_length=_TAGS, description="Its keywords.", examples=[["air", "kampung"]]
    )
    language: str | None = Field(
        default=None,
        max_length=30,
        description="ISO 639-1; found out where it isn't given.",
        examples=["id"],
    )


class NewRecords(Given):
    """Articles whose parts are known."""

    records: list[NewRecord] = Field(
        min_length=1,
        max_length=MOST_RECORDS,
        description="The articles.",
        examples=[[EXAMPLE_RECORD]],
    )


New = Annotated[
    Annotated[NewText, Tag("text")]
    | Annotated[NewAddress, Tag("url")]
    | Annotated[NewRecords, Tag("records")],
    Discriminator(
        _which,
        custom_error_type="text_url_or_records",
        custom_error_message="Give one of text, url or records",
    ),
]
