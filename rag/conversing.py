"""What a conversation needs beside answers: who is known to speak, and what an answer is of."""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from index.article import Article
from index.errors import NotFound
from index.people import Speaker
from index.statement import Statement
from rag.answer import Answer
from rag.follow_up.turns import Completed, Known, Turn


@dataclass(frozen=True, slots=True)
class Conversed:
    """An answer in a conversation: how the question was understood, and the ``turn`` that the next
    one is put after."""

    understood: Completed
    answer: Answer
    turn: Turn


class KnownSpeakers:
    """An index's speakers as words: made anew only where another list of them comes."""

    def __init__(self) -> None:
        self._made: tuple[object, Known] | None = None

    def of(self, speakers: Sequence[Speaker]) -> Known:
        """The words of these speakers."""
        made = self._made
        if made is None or made[0] is not speakers:
            made = self._made = (speakers, Known.of(speakers))
        return made[1]


class Readable(Protocol):
    """Articles, and who speaks in them."""

    def snapshot(self) -> AbstractContextManager[None]: ...
    def read(self, ids: Collection[str]) -> dict[str, Article]: ...
    def article(self, article_id: str, version: str | None = None) -> Article: ...
    def statements(self, article_ids: Sequence[str] | None = None) -> list[Statement]: ...


def read_ground(readable: Readable, answer: Answer) -> tuple[dict[str, Article], list[Statement]]:
    """The articles that an answer is of, as they were then, and who speaks in them."""
    from index.speakers import statements

    ids = {cited.article_id for cited in answer.citations}
    ids |= {found.article_id for found in answer.retrieved}
    changed: dict[str, Article] = {}
    with readable.snapshot():
        articles = readable.read(ids)
        for cited in answer.citations:
            newest = articles.get(cited.article_id)
            if newest is None or cited.version in (None, newest.version):
                continue
            try:
                changed[newest.id] = readable.article(newest.id, cited.version)
            except NotFound:  # what it was is forgotten, and the citation's place with it
                del articles[newest.id]
        said = readable.statements(sorted(articles.keys() - changed.keys()))
    said += [one for article in changed.values() for one in statements(article)]
    return articles | changed, said
