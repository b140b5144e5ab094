"""Quotations word for word, speech with its own speaker, and no opinion told as a fact."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from index.article import Article
from index.quotations import find_quotations
from index.speakers import statements
from index.statement import Statement
from rag.checking.claims import Claim
from rag.fencing import visible_text
from rag.ground import Line
from rag.role_words import is_role, role_tokens
from rag.shown import Shown

_MARKS = re.compile(r"[\"“”„‟«»‘’'`]")
_DASHES = re.compile(r"[‐‑‒–—-]+")
_CUT = re.compile(r"\s*(?:\.{3,}|…|\[[^\]]*\]|\(…\))\s*")
_MYSELF = re.compile(r"\b(?:saya|aku|kami|kita|i|we|my|our)\b", re.IGNORECASE)
_LONG_NAME = 3  # words
_EDGES = " .,;:!?…-"


@dataclass(frozen=True, slots=True)
class Said:
    """What a claim says that somebody said, ``text[start:end]`` of it.

    ``who`` are the words of speaker, role and affiliation in one form; empty where the claim
    doesn't tell.
    """

    start: int
    end: int
    name: str
    who: frozenset[str]
    direct: bool


def read_said(claims: Sequence[Claim]) -> list[list[Said]]:
    """What each claim attributes to whom; 'ia' is whoever the claims before name."""
    text = ""
    starts = []
    for claim in claims:
        starts.append(len(text))
        text += claim.text + "\n\n"
    found: list[list[Said]] = [[] for _ in claims]
    for one in statements(Article("answer", "", text)):
        index = max(i for i, start in enumerate(starts) if start <= one.start)
        start = starts[index]
        found[index].append(
            Said(one.start - start, one.end - start, one.speaker or "", _who(one), one.direct)
        )
    return found


def altered_quotation(claim: str, shown: Sequence[Shown]) -> str | None:
    """The first quotation in a claim that isn't word for word in what it cites, or None.

    White space, quotation marks, dashes, capitals and the marks at its ends may differ; '…' may
    stand for words left out.
    """
    texts = [_plain(one.text) for one in shown]
    for quotation in find_quotations(claim):
        quoted = claim[quotation.start : quotation.end]
        if not any(_stands_in(quoted, text) for text in texts):
            return quoted
    return None


def wrong_speaker(
    claim: str,
    said: Sequence[Said],
    shown: Sequence[Shown],
    lines: Sequence[Line],
    before: str,
    leading: Line | None = None,
) -> str | None:
    """The speaker that a claim names and what it cites doesn't, for the words it tells; or None.

    ``lines`` are the sentences it stands on, the nearest first; ``before`` are the claims before
    it: a quotation needs its speaker named in it or in them. '' where it names nobody. What
    follows somebody's words, ``leading``, without a word of whose it is may be theirs.
    """
    for quotation in find_quotations(claim):
        quoted = claim[quotation.start : quotation.end]
        homes = _homes(quoted, shown)
        named = [one for one in said if one.start < quotation.end and quotation.start < one.end]
        who = [one for one in named if one.who]
        if not homes:
            continue
        if who and not any(_is(one, home) for one in who for home in homes):
            return who[0].name
        if not who and not any(_is_named(home, f"{before} {claim}") for home in homes):
            return ""
    for one in said:
        if one.who and not _said_by(one, lines, leading):
            return one.name
    return None


def told_as_fact(claim: str, said: Sequence[Said], lines: Sequence[Line]) -> bool:
    """Whether the nearest line is somebody's words and the claim doesn't say so."""
    if not lines or lines[0].statement is None:
        return False
    statement = lines[0].statement
    if any(one.who for one in said) or (said and not _MYSELF.search(claim)):
        return False
    if statement.speaker is None:
        return statement.direct
    name = frozenset(role_tokens(statement.speaker))
    words = set(role_tokens(claim))
    if len(name) > _LONG_NAME:  # an institution's: its words are everybody's
        return not (len(name & words) > len(name) // 2 or _initials(statement.speaker) in words)
    return not (_names(name) or name) & words


def _said_by(one: Said, lines: Sequence[Line], leading: Line | None) -> bool:
    """Whether one of the lines is that speaker's, or names them in the article's own words."""
    nearest = lines[:1]
    if nearest and not nearest[0].spoken and leading is not None:
        lines = [*lines, leading]
    for line in lines:
        if any(_is(one, statement) for statement in line.spoken):
            return True
    if nearest and nearest[0].statement is not None and nearest[0].statement.speaker:
        return False
    names = {word for line in lines for word in role_tokens(line.text)}
    return bool(_names(one.who) & names) or (not _names(one.who) and bool(one.who & names))


def _is(one: Said, statement: Statement) -> bool:
    """Whether a claim's speaker is a statement's: all of the name fits, or a role where none is."""
    them = _who(statement)
    names = _names(frozenset(role_tokens(one.name)))
    if names:
        return names <= them or len(names & them) >= 2
    return bool(one.who & them)


def _is_named(statement: Statement, text: str) -> bool:
    them = _who(statement)
    words = set(role_tokens(text))
    return not them or bool((_names(them) or them) & words) or len(them & words) >= 2


def _who(statement: Statement) -> frozenset[str]:
    parts = (statement.speaker, statement.role, statement.affiliation)
    words = [token for part in parts if part for token in role_tokens(part)]
    return frozenset([*words, *(_initials(part) for part in parts if part)])


def _initials(name: str) -> str:
    """'bcin' of 'Badan Cuaca dan Iklim Nusantara'."""
    return "".join(word[0] for word in name.split() if word[0].isupper()).casefold()


def _names(tokens: frozenset[str]) -> frozenset[str]:
    return frozenset(token for token in tokens if not is_role(token))


def _homes(quoted: str, shown: Sequence[Shown]) -> list[Statement]:
    """The statements that hold a quotation's words."""
    return [
        statement
        for one in shown
        for statement in one.statements
        if _stands_in(quoted, _plain(one.article.text[statement.start : statement.end]))
    ]


def _stands_in(quoted: str, text: str) -> bool:
    at = 0
    for part in _CUT.split(quoted):
        plain = _plain(part).strip(_EDGES)
        found = text.find(plain, at)
        if found < 0:
            return False
        at = found + len(plain)
    return True


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", visible_text(text)).casefold()
    return " ".join(_DASHES.sub("-", _MARKS.sub("", plain)).split())
