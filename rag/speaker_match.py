"""Whom a question means: the speakers whose names or roles its words are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.people import Speaker
from rag.role_words import broader, is_role, role_tokens

LEAST = 0.6  # of the words, rare ones counting more, must be the speaker's


@dataclass(frozen=True, slots=True)
class Match:
    """A speaker that a question may mean; ``score``: the part of its words, 0 to 1, that fit."""

    speaker: Speaker
    score: float


def match_speakers(words: str, speakers: Sequence[Speaker]) -> list[Match]:
    """The speakers that ``words`` may mean, best first; none where no name or role fits.

    Words are compared with names, short names, roles and affiliations, Indonesian or English.
    A word that fits nobody counts as the rarest; one for a role half of that, since articles leave
    roles out ('dokter Paulus'). Ties are all given, in the speakers' order.
    """
    wanted = tuple(dict.fromkeys(role_tokens(words)))
    if not wanted:
        return []
    known = [_tokens(speaker) for speaker in speakers]
    counts = Counter(token for tokens in known for token in tokens.all)
    weights = {token: 1 / (1 + _times(counts, token)) ** 0.25 for token in wanted}
    matches = []
    for speaker, tokens in zip(speakers, known, strict=True):
        fits = [t for t in wanted if t in tokens.all or any(b in tokens.all for b in broader(t))]
        fitting = sum(weights[token] for token in fits)
        lacking = sum(weights[t] * (0.5 if is_role(t) else 1.0) for t in wanted if t not in fits)
        score = fitting / (fitting + lacking)
        if score >= LEAST and _says_who(fits, tokens):
            matches.append(Match(speaker, score))
    return sorted(matches, key=lambda match: -match.score)


@dataclass(frozen=True, slots=True)
class _Tokens:
    names: frozenset[str]
    all: frozenset[str]


@lru_cache(maxsize=100_000)
def _tokens(speaker: Speaker) -> _Tokens:
    names = {t for name in (speaker.name, *speaker.aliases) for t in role_tokens(name)}
    roles = {
        token
        for role in speaker.roles
        for part in (role.role, role.affiliation or "")
        for token in role_tokens(part)
    }
    return _Tokens(frozenset(names), frozenset(names | roles))


def _says_who(fits: Sequence[str], tokens: _Tokens) -> bool:
    """A name or a role says who is meant; 'kesehatan', a field alone, doesn't."""
    return any(token in tokens.names or is_role(token) for token in fits)


def _times(counts: Counter[str], token: str) -> int:
    return counts[token] + sum(counts[other] for other in broader(token))
