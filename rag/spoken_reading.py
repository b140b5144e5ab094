"""Statements read for a question: how likely one answers it, and in which words."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.chunking import context
from rag.reader import Text
from rag.rereading import Reads
from rag.spans import whole_span
from rag.spoken import Spoken

# What is read around a statement. The cue stands there, and what 'it' is: of who-said-what
# questions made from FacQA valid, read in the whole passage AUROC .97, the statement alone .86.
BEFORE, AFTER = 300, 150  # characters
UNREAD = -20.0  # the reading of a statement that holds no answer


@dataclass(frozen=True, slots=True)
class SpokenReading:
    """The likeliest answer in a statement, ``article.text[start:end]``; its ``score`` is the
    reader's, a logit, and ``UNREAD`` where the likeliest answer there stands outside of it."""

    start: int
    end: int
    score: float


def read_spoken(reader: Reads, question: str, spoken: Sequence[Spoken]) -> list[SpokenReading]:
    """Each statement's reading, in their order."""
    fronts = [context(one.article) for one in spoken]
    windows = [_window(one) for one in spoken]
    texts = [
        Text(front + one.article.text[start:end], len(front))
        for one, front, (start, end) in zip(spoken, fronts, windows, strict=True)
    ]
    found = []
    for one, front, (base, _), reading in zip(
        spoken, fronts, windows, reader.read(question, texts), strict=True
    ):
        first, last = (base + place - len(front) for place in (reading.start, reading.end))
        first = max(first, one.statement.start)
        last = min(last, one.statement.end)
        if reading.start < len(front) or first >= last:
            found.append(SpokenReading(one.statement.start, one.statement.start, UNREAD))
        else:
            first, last = whole_span(one.article.text, first, last)
            found.append(SpokenReading(first, last, max(UNREAD, min(-UNREAD, reading.score))))
    return found


def _window(one: Spoken) -> tuple[int, int]:
    """What is read: from and to white space, so that no word is cut."""
    text = one.article.text
    start = max(0, one.statement.start - BEFORE)
    end = min(len(text), one.statement.end + AFTER)
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end
