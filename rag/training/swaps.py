"""Questions about another name or year than the passage is about: near misses, with no answer."""

import random
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from rag.training.examples import Example

_WORD = r"[A-Z][\w'’-]+"
# A name with the word before it, which tells its kind well enough: 'presiden X', 'kota X', 'di X'.
_NAMED = re.compile(rf"(?P<before>\b[a-z]+) (?P<name>{_WORD}(?: (?:{_WORD}|\d+))*)")
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")


class Names:
    """The names that ``texts`` hold, by the word before them."""

    def __init__(self, texts: Iterable[str]) -> None:
        held: dict[str, dict[str, None]] = defaultdict(dict)  # sets whose order is kept
        for text in texts:
            for match in _NAMED.finditer(text):
                held[match["before"]][match["name"]] = None
        self._held = {before: tuple(names) for before, names in held.items()}

    def like(self, before: str) -> tuple[str, ...]:
        """Names seen after that word."""
        return self._held.get(before, ())


def swapped(example: Example, names: Names, draw: random.Random) -> Example | None:
    """The question with one name or year that its passage holds put in another's place, which the
    passage doesn't hold: it has no answer there. None where it has neither."""
    passage = example.passage.casefold()
    question = example.question
    places = [
        (match.start("name"), match.end("name"), match["before"])
        for match in _NAMED.finditer(question)
        if match["name"].casefold() in passage
    ]
    places += [
        (match.start(), match.end(), "")
        for match in _YEAR.finditer(question)
        if match.group() in passage
    ]
    if not places:
        return None
    start, end, before = draw.choice(places)
    for _ in range(10):
        if before:
            others = names.like(before)
            other = draw.choice(others) if others else ""
        else:
            other = str(int(question[start:end]) + draw.choice((-1, 1)) * draw.randint(1, 40))
        if other and other.casefold() not in passage:
            asked = question[:start] + other + question[end:]
            return replace(
                example, id=f"{example.id}-swapped", question=asked, start=None, end=None
            )
    return None
