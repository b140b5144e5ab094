"""People across articles: who is the same person, and what they were when."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from .roles import HONORIFICS, RANKS, role_words


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, or an institution, that one article names.

    ``name`` is the longest form in the article, without titles. ``roles`` in the article's order,
    as it words them. ``aliases``: other names the article uses: short names, acronyms, bare roles
    ('Menaker'). ``institution``: it is no human being.
    """

    name: str
    roles: tuple[str, ...] = ()
    affiliation: str | None = None
    aliases: tuple[str, ...] = ()
    institution: bool = False


@dataclass(frozen=True, slots=True)
class DatedRole:
    """A role as one article words it; ``published`` is ISO 8601, None where unknown."""

    role: str
    affiliation: str | None
    published: str | None
    article_id: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person over many articles.

    ``roles`` from the oldest to the newest, undated ones first: a minister in 2017 need not be
    the minister now. ``article_ids`` in the order given.
    """

    name: str
    aliases: tuple[str, ...]
    roles: tuple[DatedRole, ...]
    article_ids: tuple[str, ...]
    institution: bool = False


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person in one article, published then."""

    article_id: str
    published: str | None
    person: Person


def name_key(name: str) -> str:
    """A name without titles, accents, initials' full stops and case: equal for one name."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("’", "'"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = [word.strip(".,'\"()") for word in plain.replace(".", " ").split()]
    kept = [word for word in words if word and word not in RANKS and word not in HONORIFICS]
    return " ".join(kept or words)


def merge_people(appearances: Iterable[Appearance]) -> list[Speaker]:
    """The same person in many articles as one speaker, in order of first appearance.

    Same name and no sign against it: one. Same name with roles that share no word: two, until
    an article joins them by naming both roles, or a role in common. A name of one word, which
    many bear, needs a role in common. A longer form ('Teuku Judha Nugraha') joins a shorter one
    ('Judha Nugraha') of two words or more when a role agrees.
    """
    groups: list[list[Appearance]] = []
    by_word: dict[str, list[int]] = {}
    for appearance in appearances:
        words = name_key(appearance.person.name).split()
        near = sorted({index for word in words for index in by_word.get(word, ())})
        matching = [index for index in near if _is_same(groups[index], appearance)]
        if matching:
            home = matching[0]
            groups[home].append(appearance)
            for other in matching[1:]:  # this appearance joins groups that were apart
                groups[home] += groups[other]
                groups[other] = []
        else:
            home = len(groups)
            groups.append([appearance])
        for word in words:
            indices = by_word.setdefault(word, [])
            if home not in indices:
                indices.append(home)
    return [_speaker(group) for group in groups if group]


def _is_same(group: list[Appearance], candidate: Appearance) -> bool:
    return any(_agree(one.person, candidate.person) for one in group)


def _agree(left: Person, right: Person) -> bool:
    if left.institution != right.institution:
        return False
    names = name_key(left.name).split(), name_key(right.name).split()
    if left.institution:
        return names[0] == names[1]
    shorter, longer = sorted(names, key=len)
    if not set(shorter) <= set(longer):
        return False
    shared = _share_role(left, right)
    if names[0] != names[1] or len(shorter) < 2:
        return shared is True
    return shared is not False


def _share_role(left: Person, right: Person) -> bool | None:
    """Whether a role agrees; None where one of them has no role to compare."""
    if not left.roles or not right.roles:
        return None
    for one in left.roles:
        for other in right.roles:
            first, second = set(role_words(one)), set(role_words(other))
            if len(first & second) * 2 >= min(len(first), len(second)) > 0:
                return True
    return False


def _speaker(group: list[Appearance]) -> Speaker:
    names = [appearance.person.name for appearance in group]
    name = max(names, key=lambda one: (len(one.split()), names.count(one)))
    aliases = dict.fromkeys(names)
    roles: list[DatedRole] = []
    for appearance in group:
        aliases.update(dict.fromkeys(appearance.person.aliases))
        roles += [
            DatedRole(
                role, appearance.person.affiliation, appearance.published, appearance.article_id
            )
            for role in appearance.person.roles
        ]
    aliases.pop(name, None)
    roles.sort(key=lambda role: role.published or "")
    articles = tuple(dict.fromkeys(appearance.article_id for appearance in group))
    return Speaker(name, tuple(aliases), tuple(roles), articles, group[0].person.institution)
