"""A question and a passage as the reader's network takes them, in training and in use."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from index.embedding import valid_unicode

BEGIN, END = 0, 2  # XLM-R's <s> and </s>
WINDOW = 320  # tokens, question and special tokens included
QUESTION_TOKENS = 64  # the rest of a longer question is dropped
STRIDE = 96  # tokens that two windows of one passage share


@dataclass(frozen=True, slots=True)
class Window:
    """Token ids of ``<s> question </s></s> passage </s>``.

    ``first`` is the place of the first passage token that may be in an answer; ``spans`` are the
    characters of the passage that it and those behind it stand for.
    """

    ids: tuple[int, ...]
    first: int
    spans: tuple[tuple[int, int], ...]


def windows(tokenizer: Any, question: str, passage: str, start: int = 0) -> Iterator[Window]:
    """The windows that cover the passage, in order, each sharing ``STRIDE`` tokens with the
    one before; at least one. ``passage[:start]`` is context: read, but never the answer."""
    asked = tokenizer.encode(asked_as(question), add_special_tokens=False).ids
    front = [BEGIN, *asked[:QUESTION_TOKENS], END, END]
    encoded = tokenizer.encode(valid_unicode(passage), add_special_tokens=False)
    ids, offsets = encoded.ids, encoded.offsets
    opening = next((i for i, (_, end) in enumerate(offsets) if end > start), len(ids))
    room = WINDOW - len(front) - 1 - opening
    step = room - min(STRIDE, room // 2)
    at = opening
    while True:
        part = slice(at, at + room)
        yield Window(
            (*front, *ids[:opening], *ids[part], END),
            len(front) + opening,
            tuple(trimmed(passage, *span) for span in offsets[part]),
        )
        if at + room >= len(ids):
            return
        at += step


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def asked_as(question: str) -> str:
    """The question as everybody types it: one space, a capital first, '?' last.

    In IDK-MRC a space before the question mark and the case of the first letter tell whether a
    question is answerable, which is a trait of its typing, not of the question.
    """
    bare = re.sub(r"\s+", " ", valid_unicode(question)).strip().rstrip("?").strip()
    return bare[:1].upper() + bare[1:] + "?"


def token_span(spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """First and last of the tokens that hold the characters ``[start, end)``; None where the
    window holds only part of them, or none."""
    inside = [i for i, (a, b) in enumerate(spans) if a < end and b > start and a < b]
    if not inside or spans[inside[0]][0] > start or spans[inside[-1]][1] < end:
        return None
    return inside[0], inside[-1]
