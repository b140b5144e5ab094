"""The part of an Answer that a way of answering makes."""

from dataclasses import dataclass

from rag.answer import Citation, Sentence


@dataclass(frozen=True, slots=True)
class Draft:
    """Sentences with their citations; the fields are those of ``Answer``."""

    answerable: bool
    confidence: float
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...] = ()
    short_answer: str | None = None
