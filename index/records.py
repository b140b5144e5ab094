"""What the index tells of its articles, and what a search may be kept to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An indexed article without its text.

    ``length`` counts the text's characters, ``passages`` its passages. ``indexed_at`` is when this
    version was indexed, ISO 8601 in UTC. ``sources`` are where it was read: paths, ``path#record``
    or names of uploads, sorted.
    """

    id: str
    title: str
    url: str | None
    published: str | None
    author: str | None
    outlet: str | None
    language: str | None
    updated: str | None
    editor: str | None
    section: str | None
    tags: tuple[str, ...]
    version: str
    length: int
    passages: int
    indexed_at: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OldVersion:
    """What an article was before it changed. Times are ISO 8601 in UTC."""

    article_id: str
    version: str
    title: str
    published: str | None
    updated: str | None
    indexed_at: str
    replaced_at: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Keeps a search to some articles; None in a field lets all pass.

    ``published_from`` and ``published_to`` are days, ``2017-12-07``, both inclusive; they compare
    with the day an article itself names, in its own time zone. An article that names none passes
    only where neither is given.
    """

    articles: frozenset[str] | None = None
    outlets: frozenset[str] | None = None
    published_from: str | None = None
    published_to: str | None = None
