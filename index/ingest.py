"""What becomes of an article that was read: new, an edit of one that is there, or nothing new."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from index.article import Article, Passage, article_id
from index.ledger import Ledger

if TYPE_CHECKING:
    from index.embedding import Embedder


@dataclass(frozen=True, slots=True)
class Chunker:
    """How articles become passages, and passages become what is embedded.

    ``settings`` names the choice: another one re-embeds articles that are indexed again.
    """

    settings: str
    split: Callable[[Article, "Embedder"], list[Passage]]
    embedded: Callable[[Article, Passage], str]


class Result(Enum):
    """What indexing an article came to."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written for one source.

    ``article`` carries the id that it will have. ``writes`` is False where only the source is
    noted. ``touches`` are ids and sources; plans that share one must be written one by one.
    """

    source: str
    article: Article
    result: Result
    writes: bool
    notes_source: bool
    touches: frozenset[str]


def plan(ledger: Ledger, source: str, article: Article, made_with: str) -> Plan:
    """Decide by source, id and content.

    An id from a URL or a record names the article, wherever it is read. An id from the content
    names it when it is first seen; a source whose only article is edited keeps that id. The same
    content at two sources is one article, and when one of them is edited the other keeps it.
    """
    held = ledger.holding(source)
    touches = {source, article.id, article.version, *([held.article_id] if held else ())}
    current = held is not None and ledger.made_with(held.article_id) == made_with
    if held is not None and current and held.version == article.version:
        kept = replace(article, id=held.article_id)
        return Plan(source, kept, Result.UNCHANGED, False, False, frozenset(touches))
    target = replace(article, id=_target(ledger, source, article))
    there = ledger.article(target.id)
    current = there is not None and ledger.made_with(target.id) == made_with
    if current and there is not None and _adds_nothing(there, target, first=held is None):
        result, writes = Result.UNCHANGED, False
    else:
        new = there is None and held is None
        result, writes = (Result.ADDED if new else Result.UPDATED), True
    touches |= {target.id}
    return Plan(source, target, result, writes, True, frozenset(touches))


def _target(ledger: Ledger, source: str, article: Article) -> str:
    """The id that the article will have."""
    if not _named_by_content(article):
        return article.id
    twin = ledger.same_content(article.version)
    if twin is not None:
        return twin
    held = ledger.holding(source)
    if held is not None and ledger.sources(held.article_id) == [source]:
        return held.article_id
    there = ledger.article(article.id)
    if there is None or _same_words(there, article):
        return article.id
    # The first owner of this id was edited since, and keeps it.
    return article_id(article.id, source)


def _adds_nothing(there: Article, article: Article, first: bool) -> bool:
    """Whether it is there already; a further source of the same words keeps the first's data."""
    if there.version == article.version:
        return True
    return first and _named_by_content(article, there.id) and _same_words(there, article)


def _named_by_content(article: Article, name: str | None = None) -> bool:
    return (name or article.id) == article_id(article.title, article.text)


def _same_words(one: Article, other: Article) -> bool:
    return (one.title, one.text) == (other.title, other.text)
