"""Speakers as the page lists them: how much each said, and what, by date."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.people import DatedRole, Speaker
from index.statement import Statement
from rag.web.desk import ArticleRecord, Desk


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker with at least one statement.

    ``key`` tells two of one name apart, and stays while articles are only added. ``searched``
    holds name, other names and roles, casefolded.
    """

    key: str
    speaker: Speaker
    count: int
    searched: str

    @property
    def role(self) -> DatedRole | None:
        """The latest role that an article gives."""
        return self.speaker.roles[-1] if self.speaker.roles else None

    def roles(self) -> list[DatedRole]:
        """Every role once, as last given, the newest first."""
        latest = {role.role.casefold(): role for role in self.speaker.roles}
        return sorted(latest.values(), key=lambda role: role.published or "", reverse=True)


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, the article it stands in, and its words there."""

    statement: Statement
    article: ArticleRecord
    text: str


class Voices:
    """The speakers of a desk, counted anew when its articles have changed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._counted: tuple[Sequence[Speaker], list[Voice]] | None = None

    def everyone(self) -> list[Voice]:
        """All who said something, those who said most first."""
        speakers = self._desk.speakers()
        counted = self._counted
        if counted is None or counted[0] is not speakers:
            counted = (speakers, _counted(speakers, self._desk.distinct(self._desk.statements())))
            self._counted = counted  # one assignment: two threads may count, neither sees half
        return counted[1]

    def matching(self, words: str) -> list[Voice]:
        """Those whose names or roles hold every one of the words."""
        wanted = words.casefold().split()
        return [v for v in self.everyone() if all(word in v.searched for word in wanted)]

    def find(self, key: str) -> Voice | None:
        """The speaker of a key; None where there is none any more."""
        return next((voice for voice in self.everyone() if voice.key == key), None)

    def said(self, voice: Voice, most: int) -> list[Said]:
        """The first ``most`` statements: the newest article first, each in its own order."""
        names = _names(voice.speaker)
        ids = set(voice.speaker.article_ids)
        records = {record.id: record for record in self._desk.articles() if record.id in ids}
        statements = [
            one
            for one in self._desk.distinct(self._desk.statements(voice.speaker.article_ids))
            if one.speaker in names and one.article_id in records
        ]
        statements.sort(key=lambda one: one.article_id)
        statements.sort(key=lambda one: records[one.article_id].published or "", reverse=True)
        found: list[Said] = []
        bodies: dict[str, str] = {}
        for one in statements[:most]:
            if one.article_id not in bodies:
                bodies[one.article_id] = self._desk.article(one.article_id).text
            text = bodies[one.article_id][one.start : one.end]
            found.append(Said(one, records[one.article_id], text))
        return found


def _names(speaker: Speaker) -> set[str | None]:
    return {speaker.name, *speaker.aliases}


def _counted(speakers: Sequence[Speaker], statements: Sequence[Statement]) -> list[Voice]:
    counts = Counter((one.article_id, one.speaker) for one in statements)
    voices = []
    for speaker in speakers:
        names = _names(speaker)
        count = sum(counts[article, name] for article in speaker.article_ids for name in names)
        if count:
            voices.append(Voice(_key(speaker), speaker, count, _searched(speaker)))
    return sorted(voices, key=lambda voice: (-voice.count, voice.speaker.name))


def _key(speaker: Speaker) -> str:
    first = f"{speaker.name}\n{speaker.article_ids[0]}"
    return hashlib.sha256(first.encode("utf-8", "replace")).hexdigest()[:16]


def _searched(speaker: Speaker) -> str:
    roles = (f"{role.role} {role.affiliation or ''}" for role in speaker.roles)
    return "\n".join((speaker.name, *speaker.aliases, *roles)).casefold()
