"""Near-duplicates: the same story, such as a news agency's, in several articles.

Signatures find what shares many words; ``same_story`` then looks at the texts. Signatures are
compared one by one rather than through an LSH table: for 10,000 articles 1 ms a search and 10 MB,
where datasketch's table (85 bands of 3) takes 256 MB and misses some.
"""

from collections.abc import Callable, Mapping
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from index.minhash import LENGTH, Signature, similar_to_all
from index.same_story import compare
from index.shingles import Story, story

FLOOR = 0.15
"""Similarity below which nothing is looked at: a copy cut to 40% has .33 or more, two different
articles of pfsa_id .001 on average, and .21 where they share half of a background."""

LOOKED_AT = 25
"""Groups compared with an article, most similar first: a template has one for each of its days."""


class NearDuplicates:
    """Signatures by article id, to find those near another; 1 kB an article."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}
        self._ids: list[str] = []
        self._signatures: NDArray[np.uint32] = np.zeros((64, LENGTH), np.uint32)

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, article_id: str, signature: Signature) -> None:
        """Add an article, or give one that is there another signature."""
        row = self._rows.get(article_id)
        if row is None:
            row = len(self._ids)
            if row == len(self._signatures):
                more = np.zeros_like(self._signatures)
                self._signatures = np.concatenate([self._signatures, more])
            self._rows[article_id] = row
            self._ids.append(article_id)
        self._signatures[row] = signature

    def remove(self, article_id: str) -> None:
        """Forget an article; KeyError where it isn't there."""
        row = self._rows.pop(article_id)
        last = self._ids.pop()
        if last != article_id:
            self._ids[row] = last
            self._rows[last] = row
            self._signatures[row] = self._signatures[len(self._ids)]

    def near(self, signature: Signature, floor: float = FLOOR) -> list[tuple[str, float]]:
        """Ids and similarities of at least ``floor``, most similar first, then by id.

        These are candidates: templates are as similar as copies. ``same_story`` tells them apart.
        """
        similarities = similar_to_all(signature, self._signatures[: len(self._ids)])
        rows = np.flatnonzero(similarities >= floor).tolist()
        found = [(self._ids[row], float(similarities[row])) for row in rows]
        return sorted(found, key=lambda one: (-one[1], one[0]))


def same_story(a: str, b: str) -> bool:
    """Whether two articles' texts tell the same story, one copied, cut or reworded from the other.

    >>> same_story("Hujan turun.", "Banjir surut.")
    False
    """
    return compare(story(a), story(b)).same


def clusters(
    signatures: Mapping[str, Signature], text_of: Callable[[str], str]
) -> list[tuple[str, ...]]:
    """Groups of two articles or more that tell the same story, the fullest of each group first.

    Each article is compared with the fullest of its group, never with a chain of others: two
    stories that a third has parts of stay apart. ``text_of`` gives the text of an id; it is
    called for articles that are near another only. Groups are in the order of their first ids.
    """
    index = NearDuplicates()
    for article_id, signature in signatures.items():
        index.add(article_id, signature)
    near = {
        article_id: found
        for article_id, signature in signatures.items()
        if len(found := index.near(signature)) > 1
    }
    stories = {article_id: story(text_of(article_id)) for article_id in near}
    groups = _grouped(near, stories)
    return sorted(tuple(group) for group in groups.values() if len(group) > 1)


def _grouped(
    near: Mapping[str, list[tuple[str, float]]], stories: Mapping[str, Story]
) -> dict[str, list[str]]:
    """Members by the fullest article of each group."""
    groups: dict[str, list[str]] = {}
    for article_id in sorted(near, key=lambda one: (-len(stories[one].words), one)):
        heads = islice((other for other, _ in near[article_id] if other in groups), LOOKED_AT)
        home = next(
            (one for one in heads if compare(stories[one], stories[article_id]).same), article_id
        )
        groups.setdefault(home, []).append(article_id)
    return groups
