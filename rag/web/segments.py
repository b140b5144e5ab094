"""A text cut where one statement ends and another begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.statement import Statement


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters ``start`` to ``end``, and the innermost statement that they are part of."""

    start: int
    end: int
    statement: Statement | None


def segments(statements: Sequence[Statement], length: int) -> list[Segment]:
    """A text of ``length`` characters in segments, in order and without a gap.

    Where statements overlap, as a quotation within reported speech, the one that starts last
    counts. What reaches beyond the text is cut off.
    """
    cuts = {0, length}
    for one in statements:
        cuts.update(edge for edge in (one.start, one.end) if 0 < edge < length)
    edges = sorted(cuts)
    waiting = sorted(statements, key=lambda one: (one.start, -one.end), reverse=True)
    open_: list[Statement] = []
    found: list[Segment] = []
    for start, end in pairwise(edges):
        while waiting and waiting[-1].start <= start:
            open_.append(waiting.pop())
        open_ = [one for one in open_ if one.end > start]
        found.append(Segment(start, end, open_[-1] if open_ else None))
    return found
