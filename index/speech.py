"""What an article's people said, as the ledger keeps it."""

from dataclasses import dataclass

from index.article import Article
from index.people import Person
from index.statement import Statement

RULES = "6"  # of index/speakers.py: another number, and every article is read again on opening


@dataclass(frozen=True, slots=True)
class Speech:
    """An article's statements in its order, and who speaks or holds a role in it."""

    statements: tuple[Statement, ...]
    people: tuple[Person, ...]


def read_speech(article: Article) -> Speech:
    """Who said what in an article."""
    from index.speakers import statements_and_people

    said, people = statements_and_people(article)
    return Speech(tuple(said), tuple(people))
