"""A small embedder and a small chunker, for tests of what is around them."""

import hashlib
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.article import Article, Passage, article_id
from index.build import Chunker
from index.loading import Loaded


class WordEmbedder:
    """A text's vector is the sum of its words' random unit vectors, so shared words are near."""

    max_tokens = 100

    def __init__(self, model: str = "words", dimensions: int = 32) -> None:
        self.model = model
        self.fingerprint = f"{model}-{dimensions}"
        self.dimensions = dimensions
        self.embedded = 0  # passages so far

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += len(texts)
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> NDArray[np.float32]:
        total: NDArray[np.float64] = np.full(self.dimensions, 1e-3)
        for word in re.findall(r"\w+", text.casefold()):
            seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
            total += np.random.default_rng(seed).normal(size=self.dimensions)
        return np.asarray(total / np.linalg.norm(total), np.float32)


def by_line(article: Article, _embedder: object) -> list[Passage]:
    """A passage a line, its line break with it."""
    passages, start = [], 0
    for line in article.text.splitlines(keepends=True):
        end = start + len(line)
        passages.append(Passage(article.id, article.version, start, end, line))
        start = end
    return passages


LINES = Chunker("lines", by_line, lambda article, passage: f"{article.title} {passage.text}")


def article(title: str, text: str, **facts: Any) -> Article:
    """An article whose id comes from its URL, or else its content."""
    return Article(article_id(title, text, facts.get("url")), title, text, **facts)


def read(source: str, title: str, text: str, **facts: Any) -> Loaded:
    """What loading gives for it."""
    return Loaded(source, article(title, text, **facts), None)
