"""A statement: something said, by whom, and how that was found out."""

from dataclasses import dataclass
from enum import StrEnum


class Resolution(StrEnum):
    """How the speaker was found.

    ``NAMED``: the cue gives a full name or an institution. ``SURNAME``: part of a name.
    ``ROLE``: a role alone. ``PRONOUN``: ia, dia, beliau, he, she. ``NYA``: katanya, menurutnya.
    ``DESCRIPTION``: 'politikus itu'. ``CONTINUED``: a quotation with no cue of its own, behind
    another of the same speaker. ``UNRESOLVED``: somebody said it; the article doesn't name them,
    or the rules can't tell.
    """

    NAMED = "named"
    SURNAME = "surname"
    ROLE = "role"
    PRONOUN = "pronoun"
    NYA = "nya"
    DESCRIPTION = "description"
    CONTINUED = "continued"
    UNRESOLVED = "unresolved"


CONFIDENCE = {
    Resolution.NAMED: 0.96,
    Resolution.SURNAME: 0.98,
    Resolution.ROLE: 0.96,
    Resolution.PRONOUN: 0.95,
    Resolution.NYA: 0.92,
    Resolution.DESCRIPTION: 0.9,
    Resolution.CONTINUED: 0.85,
    Resolution.UNRESOLVED: 0.0,
}


@dataclass(frozen=True, slots=True)
class Statement:
    """Something a speaker said.

    ``article.text[start:end]``: direct speech with its quotation marks; reported speech the words
    that tell what was said, without the cue where that stands at either end. ``speaker``: the
    full name the article gives, or an institution's; None where unresolved. ``confidence``: how
    often, 0 to 1, a speaker found this way was right on hand-labelled articles.
    """

    article_id: str
    start: int
    end: int
    direct: bool
    speaker: str | None
    role: str | None
    affiliation: str | None
    cue_start: int | None
    cue_end: int | None
    resolved_by: Resolution
    confidence: float
