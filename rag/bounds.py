"""What an answer keeps to."""

from dataclasses import dataclass

from index.build import Filter
from rag.follow_up.turns import Shown


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an answer keeps to: articles, one speaker's words, what wasn't shown before."""

    within: Filter | None = None
    speaker: str | None = None
    beyond: tuple[Shown, ...] = ()

    def shown(self, article_id: str, start: int, end: int) -> int:
        """How many of a span's characters were shown before."""
        places: set[int] = set()
        for one in self.beyond:
            if one.article_id == article_id:
                places.update(range(max(start, one.start), min(end, one.end)))
        return len(places)
