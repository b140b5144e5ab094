"""Article and Passage: what was published, and a span of it."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """What was published, without page furniture.

    ``text`` is the body; every offset in the project counts its characters (code points).
    ``published`` and ``updated`` are ISO 8601, as precise as the source was: ``2017-12-07`` or
    ``2017-12-07T08:56+07:00``; None where the source doesn't say, never the time of indexing.
    ``url`` is http or https. ``language`` is ISO 639-1 ('id', 'en'). ``section`` is the outlet's
    name for where it stands ('Ekonomi'), ``tags`` are its keywords.
    """

    id: str
    title: str
    text: str
    url: str | None = None
    published: str | None = None
    author: str | None = None
    outlet: str | None = None
    language: str | None = None
    updated: str | None = None
    editor: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """Twelve hex digits of the content: an edit gives another."""
        parts = (
            self.title,
            self.text,
            self.url,
            self.published,
            self.author,
            self.outlet,
            self.language,
        )
        # Fields that came later count where they say something: versions given before stay.
        later = (self.updated, self.editor, self.section, "\n".join(self.tags))
        return _digest(
            *(part or "" for part in parts),
            *(f"{number} {part}" for number, part in enumerate(later) if part),
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of one version of an article, as it is embedded and cited.

    ``start`` and ``end`` count characters, so ``article.text[start:end] == text``.
    """

    article_id: str
    version: str
    start: int
    end: int
    text: str

    @property
    def id(self) -> str:
        """The same on every rebuild: indexing twice overwrites, never duplicates."""
        return f"{self.article_id}:{self.version}:{self.start}-{self.end}"


def article_id(title: str, text: str, url: str | None = None) -> str:
    """An id from the canonical URL, or else from the content: 16 hex digits."""
    return _digest(url, length=16) if url else _digest(title, text, length=16)


def _digest(*parts: str, length: int = 12) -> str:
    """Hex digits of SHA-256 over the parts, their borders kept apart."""
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big"))
        digest.update(encoded)
    return digest.hexdigest()[:length]
