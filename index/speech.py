"""What an article's people said, as the ledger keeps it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.article import Article
from index.people import Person
from index.statement import Statement

if TYPE_CHECKING:
    from index.ledger import Ledger

RULES = "6"  # of index/speakers.py: another number, and every article is read again on opening


@dataclass(frozen=True, slots=True)
class Speech:
    """An article's statements in its order, and who speaks or holds a role in it."""

    statements: tuple[Statement, ...]
    people: tuple[Person, ...]


def read_speech(article: Article) -> Speech:
    """Who said what in an article."""
    from index.speakers import people, statements

    return Speech(tuple(statements(article)), tuple(people(article)))


def refresh_speech(ledger: "Ledger") -> None:
    """Read every article again where other rules than today's read them. Some 5 ms an article."""
    if ledger.setting("speech") == RULES:
        return
    for record in ledger.records():
        article = ledger.article(record.id)
        if article is not None:
            with ledger.transaction() as transaction:
                transaction.put_speech(article.id, read_speech(article))
    with ledger.transaction() as transaction:
        transaction.set("speech", RULES)
