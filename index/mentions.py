"""A mention: the words that stand for somebody."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a mention says of who is meant."""

    NAMED = "named"
    ROLE = "role"
    INSTITUTION = "institution"
    PRONOUN = "pronoun"
    NYA = "nya"
    DESCRIPTION = "description"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``[first, last)`` of a sentence that stand for somebody.

    ``name`` are the name's words without titles, empty where there is none. ``introduced``: with
    a role, an age or two words of name; ``presented``: with a role or an age. ``doubtful``: a
    lone capitalised word that opens the sentence, which any word may be. ``acronym``: what stood
    in brackets behind it. ``opens``: a name that opens the sentence, whose first word may not
    belong to it.
    """

    first: int
    last: int
    kind: Kind
    name: tuple[str, ...] = ()
    role: str | None = None
    affiliation: str | None = None
    acronym: str | None = None
    introduced: bool = False
    presented: bool = False
    aged: bool = False
    doubtful: bool = False
    opens: bool = False
