"""Datelines: where a report was filed, and by which outlet: 'JAKARTA, KOMPAS.com - '."""

import re

_SITE = r"[A-Za-z][\w-]*\.(?:com|co\.id|co\.uk|co|id|net|org|tv|news)\b(?:\.\w+)?"
DATELINE = re.compile(
    rf"(?:(?P<site>{_SITE})\s?,?\s?(?P<c1>[A-Z][\w.'’ /,]{{1,40}}?)?"
    rf"|(?P<city>[A-Z][\w.'’/-]*(?:[ ,]{{1,2}}[A-Z][\w.'’/-]*){{0,4}}),\s(?P<site2>{_SITE})"
    r"|[A-Z][\w.'’/-]*(?:[ ,]{1,2}[A-Z0-9][\w.'’/-]*){0,6},?\s\((?P<agency>[A-Z][\w./ ]{1,30})\)"
    r"|[A-Z][\w.'’/]*(?:[ ,]{1,2}[A-Z][\w.'’/]*){0,3}"
    r"(?:,\s\d{1,2}\s[A-Z][a-z]{2,9}\s\d{4})?)"
    r"\s?(?:--?|–|—)(?=\s|$)",
)


def outlet_of(first_paragraph: str) -> str | None:
    """The outlet that a dateline names: 'JAKARTA, KOMPAS.com - ...', 'Jakarta (ANTARA) - ...'."""
    dateline = DATELINE.match(first_paragraph)
    if not dateline:
        return None
    return dateline["site"] or dateline["site2"] or dateline["agency"]


def is_dateline(text: str) -> bool:
    """Whether a paragraph starts with a dateline."""
    match = DATELINE.match(text)
    return bool(match and match.end() < 60 and len(text) > match.end() + 20)
