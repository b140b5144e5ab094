"""Which articles tell the same story, kept as articles come in."""

from typing import TYPE_CHECKING

from index.article import Article
from index.duplicates import NearDuplicates, same_story
from index.minhash import Signature, read_signature

if TYPE_CHECKING:
    from index.ledger import Ledger
    from index.transaction import Transaction

RULES = "1"  # of index/duplicates.py: another number, and every article is compared again
COMPARED = 25  # groups an article is compared with, the nearest: templates are like hundreds


class StoryGroups:
    """The groups of a ledger's articles, each named by its fullest one. One thread at a time.

    An article is compared with the fullest of a group, never with a chain of others: two stories
    that a third has parts of stay apart.
    """

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger
        self._near: NearDuplicates | None = None
        self._homes: dict[str, str] = {}

    def forget(self) -> None:
        """Read the ledger again before the next article: something else has changed it."""
        self._near = None

    def place(self, article: Article, mine: Signature, transaction: "Transaction") -> None:
        """Find and write an article's group, which it may from now on be the home of.

        ``mine`` is the signature of its text.
        """
        near = self._loaded()
        if self._homes.get(article.id) == article.id:  # an edit: the others stay without it
            new = transaction.leave_story(article.id)
            if new is not None:
                self._rehome(article.id, new)
        home = self._home_of(article, mine, near, transaction)
        transaction.put_story(article.id, mine.astype("<u4").tobytes(), home)
        near.add(article.id, mine)
        self._homes[article.id] = home

    def _home_of(
        self, article: Article, mine: Signature, near: NearDuplicates, transaction: "Transaction"
    ) -> str:
        homes = {self._homes[other]: None for other, _ in near.near(mine) if other != article.id}
        for home in list(homes)[:COMPARED]:
            text = transaction.text(home)
            if text is None or not same_story(text, article.text):
                continue
            if len(text) >= len(article.text):
                return home
            transaction.rehome(home, article.id)
            self._rehome(home, article.id)
            return article.id
        return article.id

    def _rehome(self, home: str, new: str) -> None:
        self._homes |= {one: new for one, old in self._homes.items() if old == home}

    def _loaded(self) -> NearDuplicates:
        if self._near is None:
            self._near, self._homes = NearDuplicates(), {}
            for article_id, stored, home in self._ledger.stories():
                self._near.add(article_id, read_signature(stored))
                self._homes[article_id] = home
        return self._near
