"""What a corpus given as bytes reads as, for the tests of each format."""

import io

from index.article import Article
from index.corpora.reading import Read, read_corpus
from index.errors import WartanyaError

BODY = "Menteri membuka pelabuhan baru di Teluk Biru pada Senin pagi."


def read(content: bytes, suffix: str, columns: dict[str, str] | None = None) -> list[Read]:
    return list(read_corpus(io.BytesIO(content), suffix, "k", columns))


def articles(content: bytes, suffix: str, columns: dict[str, str] | None = None) -> list[Article]:
    found = [result for _, result in read(content, suffix, columns)]
    assert all(isinstance(result, Article) for result in found), found
    return [result for result in found if isinstance(result, Article)]


def failures(content: bytes, suffix: str) -> list[str]:
    found = [
        str(result) for _, result in read(content, suffix) if isinstance(result, WartanyaError)
    ]
    assert not any("\n" in message for message in found)
    return found
