"""What claims are compared with: the sentences of the passages that a model was shown."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder
from index.sentences import split_sentences
from index.statement import Statement
from rag.addressed import addressed_spans
from rag.fencing import visible_text
from rag.shown import Shown
from rag.support import content_stems

_MOSTLY = 0.5  # of a sentence that is a statement: then it is the speaker's, not the article's
_LONGEST = 1200  # characters of a sentence that are embedded; longer than any of news


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of passage ``number`` as its readers see it.

    ``statement`` is what most of it is, None where the article tells it in its own words and says
    in no more than another sentence whose it is; ``spoken`` are all that have a part of it.
    ``stems`` are of its content words.
    """

    number: int
    text: str
    language: str | None
    statement: Statement | None
    spoken: tuple[Statement, ...]
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ground:
    """The passages by number, their sentences, and these as vectors: (lines, dimensions)."""

    shown: dict[int, Shown]
    lines: tuple[Line, ...]
    vectors: NDArray[np.float32]
    embedder: Embedder

    def of(self, markers: Sequence[int]) -> list[int]:
        """The indices of the lines of passages, in order."""
        return [i for i, line in enumerate(self.lines) if line.number in markers]


def ground(shown: Sequence[Shown], embedder: Embedder) -> Ground:
    """Reads and embeds what was shown; meant for the time in which the model writes.

    Sentences that are addressed to a language model support nothing, and are left out.
    """
    lines = tuple(line for one in shown for line in _lines(one))
    if lines:
        vectors = embedder.embed_passages([line.text[:_LONGEST] for line in lines])
    else:
        vectors = np.zeros((0, embedder.dimensions), np.float32)
    return Ground({one.number: one for one in shown}, lines, vectors, embedder)


def _lines(one: Shown) -> list[Line]:
    found = []
    for span in split_sentences(one.text):
        text = " ".join(visible_text(one.text[span.start : span.end]).split())
        if not any(char.isalnum() for char in text) or addressed_spans(text):
            continue
        start, end = one.start + span.start, one.start + span.end
        spoken = tuple(s for s in one.statements if s.start < end and start < s.end)
        language = one.article.language
        stems = content_stems(text, language or "id")
        statement = _most(spoken, start, end)
        found.append(Line(one.number, text, language, statement, spoken, stems))
    return found


def _most(spoken: Sequence[Statement], start: int, end: int) -> Statement | None:
    """The statement that is most of a sentence, the words that say whose it is not counted."""
    shares = [
        (_overlap(s.start, s.end, start, end) / _rest(s, start, end), s)
        for s in spoken
        if s.direct or _overlap(s.cue_start or 0, s.cue_end or 0, start, end)
    ]
    share, statement = max(shares, key=lambda one: one[0], default=(0.0, None))
    return statement if share > _MOSTLY else None


def _rest(statement: Statement, start: int, end: int) -> int:
    if statement.cue_start is None or statement.cue_end is None:
        return end - start
    return max(1, end - start - _overlap(statement.cue_start, statement.cue_end, start, end))


def _overlap(first: int, last: int, start: int, end: int) -> int:
    return max(0, min(last, end) - max(first, start))
