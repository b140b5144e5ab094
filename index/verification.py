"""Whether what the ledger holds of each article fits together."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from index.article import Article, Passage
from index.ledger import Ledger
from index.statement import Statement

_UNIT = 1e-3  # how far a stored vector's length may be from 1: float32 and a model's own rounding


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an article; its own text is sound, the rest can be made from it anew."""

    article_id: str
    what: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check of everything found.

    ``faults`` are of single articles, ``doubt`` is why the search indexes were not as the ledger
    says, None where they were. All of it is mended where ``healed``.
    """

    articles: int
    passages: int
    faults: tuple[Fault, ...]
    doubt: str | None
    healed: bool

    @property
    def sound(self) -> bool:
        """Whether nothing was wrong to begin with."""
        return not self.faults and self.doubt is None


def find_faults(ledger: Ledger, dimensions: int) -> Iterator[Fault]:
    """The articles whose passages, vectors or statements don't fit their text, one fault each.

    WartanyaError where the database itself is damaged: nothing here can mend that.
    """
    ledger.check()
    for record in ledger.records():
        article = ledger.article(record.id)
        if article is None:
            continue
        passages = ledger.article_passages(article.id)
        what = (
            _wrong_version(article, record.version)
            or _wrong_passages(article, passages, record.passages)
            or _wrong_vectors(ledger, passages, dimensions)
            or _wrong_statements(article, ledger.statements([article.id]))
        )
        if what is not None:
            yield Fault(article.id, what)


def _wrong_version(article: Article, version: str) -> str | None:
    return None if article.version == version else "its text is not of its version"


def _wrong_passages(article: Article, passages: list[Passage], count: int) -> str | None:
    """Passages are the text at their offsets, and leave nothing out."""
    if len(passages) != count:
        return f"{len(passages)} passages instead of {count}"
    at = 0
    for passage in passages:
        if passage.start != at or article.text[at : passage.end] != passage.text:
            return f"the passage at {passage.start} is not the text there"
        if passage.version != article.version:
            return f"the passage at {passage.start} is of another version"
        at = passage.end
    return None if at == len(article.text) else f"no passage from {at} on"


def _wrong_vectors(ledger: Ledger, passages: list[Passage], dimensions: int) -> str | None:
    vectors = ledger.vectors([passage.id for passage in passages])
    for passage in passages:
        vector = vectors.get(passage.id)
        if vector is None:
            return f"the passage at {passage.start} has no vector"
        length = float(np.linalg.norm(vector))
        if vector.shape != (dimensions,) or not abs(length - 1) < _UNIT:
            return f"the passage at {passage.start} has no unit vector of {dimensions} dimensions"
    return None


def _wrong_statements(article: Article, statements: list[Statement]) -> str | None:
    for one in statements:
        if not 0 <= one.start < one.end <= len(article.text):
            return f"a statement at {one.start} is not inside the text"
    return None
