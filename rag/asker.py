"""What evaluation needs of an index that answers questions."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

from index.article import Article
from rag.answer import Answer


class Listed(Protocol):
    """An article in a list of what is there."""

    @property
    def id(self) -> str:
        """The article's id."""

    @property
    def title(self) -> str:
        """Its title, which a test set may name it by."""


class Asker(Protocol):
    """Answers questions from articles, and shows the articles."""

    def ask(self, question: str) -> Answer:
        """The answer; 'not in the articles' is one. Raises WartanyaError for no question."""

    def article(self, article_id: str) -> Article:
        """The article. Raises WartanyaError where there is none of that id."""

    def read(self, ids: Collection[str]) -> Mapping[str, Article]:
        """Articles by id, many at once; an id that isn't there is left out."""

    def articles(self) -> Sequence[Listed]:
        """All articles that are there."""

    def describe(self) -> dict[str, Any]:
        """What makes the answers: the index's fingerprint, versions, settings; JSON values."""
