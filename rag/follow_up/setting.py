"""Follow-ups that ask the same of another period or place: 'dan tahun 2020?', 'in Norway?'."""

import re

from rag.follow_up.past import Past, Read
from rag.follow_up.text import content, names_in, sentence
from rag.follow_up.turns import Known
from rag.role_words import is_role, role_tokens

_PLACE = re.compile(
    r"^(?P<at>di|ke|dari|in|at|from|to|of)\s+(?P<place>[\w’'-]+(?:\s[\w’'-]+)*)$", re.I
)
_YEAR = (
    r"(?:(?:tahun|bulan)\s+)?(?:(?:januari|februari|maret|april|mei|juni|juli|agustus|september|"
    r"oktober|november|desember|january|february|march|may|june|july|august|october|december)\s+)?"
    r"(?:1[5-9]|20)\d\d"
)
_SPAN = (
    r"(?:tahun|bulan|minggu|pekan)\s+(?:lalu|ini|depan|kemarin)|"
    r"(?:last|this|next)\s+(?:year|month|week)"
)
_PERIOD = re.compile(rf"\b(?:{_YEAR}|{_SPAN})\b", re.IGNORECASE)
_ONLY_PERIOD = re.compile(
    rf"^(?P<at>(?:pada|di|in|on|untuk|for)\s+)?(?P<period>{_YEAR}|{_SPAN})$", re.IGNORECASE
)
_BEFORE = re.compile(
    r"^(?:(?P<before>sebelum(?:nya|\s+itu)|before\s+(?:that|then)|previously)|"
    r"(?:sesudah|setelah)(?:nya|\s+itu)|after\s+that)$",
    re.IGNORECASE,
)
_NOW = re.compile(r"\s+(?:saat\s+ini|sekarang|kini|current(?:ly)?|now)\b", re.IGNORECASE)
_OTHER_ONE = re.compile(
    r"^(?P<noun>\w+)\s+(?:sebelumnya|berikutnya|lalu|ini|depan|pertama|kedua|terakhir)$", re.I
)
_PLACED = re.compile(
    r"(?:\bof|ibu\s?kota|penduduk|ekonomi|mata\s+uang|bahasa|bendera|negara|kota|provinsi|"
    r"kabupaten|pulau)\s+(?:negara\s+|kota\s+)?$",
    re.IGNORECASE,
)


def at_time(fragment: str, past: Past, language: str) -> str | None:
    """The last question of another period; None where the fragment is no year, month or such."""
    match = _ONLY_PERIOD.match(fragment)
    period = match["period"] if match else ""
    own = past.last.language
    if own != language:  # a year alone is the same in both
        period = "".join(re.findall(r"\d{4}$", period))
    return _at_time(period, past.last.turn.question, own) if period else None


def elsewhere(fragment: str, past: Past, language: str) -> str | None:
    """The last question of what was before, of another place, or of another season.

    None where the fragment says nothing of the kind.
    """
    if is_before(fragment):
        return _before(past.last, past.last.language, fragment)
    if (place := _PLACE.match(fragment)) and content(place["place"]):
        own = past.last.language
        at = place["at"] if own == language else {"id": "di", "en": "in"}[own]
        return _at_place(at, place["place"], past.last, past.known)
    if other := _OTHER_ONE.match(fragment):
        return _other_one(other["noun"], fragment, past.last.turn.question)
    return None


def is_before(fragment: str) -> bool:
    """Whether it asks only for what was before, or after."""
    return _BEFORE.match(fragment) is not None


def period_in(question: str) -> str | None:
    """The year, month or 'tahun lalu' that a question asks of."""
    period = _PERIOD.search(question)
    return period.group() if period else None


def _at_time(period: str, question: str, language: str) -> str:
    if _PERIOD.search(question):
        return sentence(_PERIOD.sub(period, question, count=1))
    bare = question.rstrip(" ?.")
    joint = ""
    if period[0].isdigit() or re.match(r"tahun\s+\d", period, re.IGNORECASE):
        joint = "pada " if language == "id" else "in "
    return sentence(f"{bare} {joint}{period}")


def _before(last: Read, language: str, fragment: str) -> str | None:
    """Who or what it was before: the year, or before the one that was told."""
    is_before = _BEFORE.match(fragment)
    early = is_before is not None and is_before["before"] is not None
    joint = {"id": ("sesudah", "sebelum"), "en": ("after", "before")}[language][early]
    question = last.turn.question
    if year := re.search(r"(?:\b(?:pada|in)\s+)?(?:tahun\s+)?\b((?:1[5-9]|20)\d\d)\b", question):
        return sentence(f"{question[: year.start()]} {joint} {year[1]}{question[year.end() :]}")
    asking = last.asking
    if asking and last.short_answer and (asking.who or asking.what):
        bare = _NOW.sub("", question.rstrip(" ?."))
        return sentence(f"{bare} {joint} {last.short_answer}")
    return None


def _at_place(at: str, place: str, last: Read, known: Known) -> str | None:
    """Another place: of the same preposition, of an office or a capital; else as well."""
    question = last.turn.question
    for name in names_in(question):
        if re.search(rf"\b{at}\s+(?:the\s+)?{re.escape(name)}", question, re.IGNORECASE):
            return sentence(question.replace(name, place, 1))
    if last.speech:
        within = last.speech.topic or ""
        inner = names_in(f"x {within}")
        if inner:
            return sentence(question.replace(within, within.replace(inner[0], place, 1), 1))
    for name in [] if last.speech else _places(question, known):
        return sentence(question.replace(name, place, 1))
    return sentence(f"{question.rstrip(' ?.')} {at} {place}")


def _places(question: str, known: Known) -> list[str]:
    """Names that must be places: behind an office, or what has a capital."""
    found = []
    for name in names_in(question):
        bare = without_office(name)
        before = question[: question.index(name)]
        if not known.is_name(bare) and (bare != name or _PLACED.search(before)):
            found.append(bare)
    return found


def without_office(name: str) -> str:
    """'Menteri Luar Negeri Belanda' as 'Belanda'."""
    parts = name.split()
    for size in range(len(parts) - 1, 0, -1):
        if all(is_role(token) for token in role_tokens(" ".join(parts[:size]))):
            return " ".join(parts[size:])
    return name


def _other_one(noun: str, fragment: str, question: str) -> str | None:
    """'musim sebelumnya': the season before the one that was asked about."""
    match = re.search(rf"\b{re.escape(noun)}\b", question, re.IGNORECASE)
    if match is None:
        return None
    return sentence(question[: match.start()] + fragment + question[match.end() :])
