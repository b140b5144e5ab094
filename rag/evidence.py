"""Finds a test set's evidence in the articles that are there."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.asker import Asker
from rag.metrics import holds, same_speaker
from rag.testset import Case, Evidence, Notice

_TEXTS = 4096  # articles kept at hand; cases of one article mostly stand together

_SAME = {
    '"': '["“”„«»]',
    "'": "['‘’‚`]",
    "-": "[-‐‑‒–—]",
}
_ALIKE = {char: group for group in _SAME.values() for char in group[1:-1]}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an article, or all of it where ``start`` and ``end`` are None.

    ``found`` is False for evidence that is not in the articles: nothing can ever meet it, so it
    counts as missed. ``grade`` is the qrel's.
    """

    article_id: str
    start: int | None = None
    end: int | None = None
    grade: int = 1
    found: bool = True

    def meets(self, article_id: str, start: int, end: int) -> bool:
        """Whether a passage or citation has a character in common with it."""
        if not self.found or article_id != self.article_id:
            return False
        return self.start is None or self.end is None or (start < self.end and self.start < end)


def locate(cases: Sequence[Case], asker: Asker) -> tuple[list[tuple[Span, ...]], list[Notice]]:
    """Every case's evidence as spans of articles, in order, and what was odd about it.

    Evidence that no article holds stays, as a span that isn't found. Raises WartanyaError only
    where the asker does.
    """
    finder = _Finder(asker, cases)
    notices: list[Notice] = []
    spans = [tuple(finder.spans(case, notices)) for case in cases]
    return spans, notices


def find_quote(quote: str, text: str) -> tuple[int, int] | None:
    """Where the quote stands in the text first: exactly, or else but for spaces and glyphs.

    Any white space matches any other, and any glyph of a quotation mark, apostrophe or dash any
    of its kind. None where it isn't there.
    """
    start = text.find(quote)
    if start >= 0:
        return start, start + len(quote)
    words = ("".join(_ALIKE.get(char, re.escape(char)) for char in word) for word in quote.split())
    match = re.search(r"\s+".join(words), text)
    return match.span() if match and match.end() > match.start() else None


class _Finder:
    """Articles at hand, and the articles in which texts without an article's id stand."""

    def __init__(self, asker: Asker, cases: Iterable[Case]) -> None:
        listed = asker.articles()
        self._known = {one.id for one in listed}
        named = Counter(one.title for one in listed)
        self._titles = {one.title: one.id for one in listed if named[one.title] == 1}
        self._text = lru_cache(_TEXTS)(lambda article_id: asker.article(article_id).text)
        homeless = {
            text
            for case in cases
            for item in case.evidence
            if (text := self._unplaced(self._by_title(item)))
        }
        self._homes = self._find_homes(homeless)

    def spans(self, case: Case, notices: list[Notice]) -> Iterator[Span]:
        texts = []
        for item in case.evidence:
            span = self._span(self._by_title(item), case.where, notices)
            yield span
            if span.found and span.start is not None:
                texts.append(self._text(span.article_id)[span.start : span.end])
        answered = any(holds(text, case.answers, case.language or "id") for text in texts)
        named = any(same_speaker(answer, case.speakers) for answer in case.answers)
        if texts and case.answers and not answered and not named:  # who said it stands beside it
            shown = f"'{case.answers[0]:.40}' is not in its evidence"
            notices.append(Notice("answer not in evidence", case.where, shown))

    def _span(self, item: Evidence, where: str, notices: list[Notice]) -> Span:
        unplaced = self._unplaced(item)
        home = self._homes.get(unplaced) if unplaced else (item.article_id or "", 0)
        if home is None or home[0] not in self._known:
            named = f"article '{item.article_id}'" if item.article_id else "the quoted text"
            kind = "unknown article" if item.article_id else "evidence not found"
            notices.append(Notice(kind, where, f"{named} is not in the index: counts as missed"))
            return Span(item.article_id or "", grade=item.grade, found=False)
        article_id, offset = home
        if item.start is None and item.quote is None:
            return Span(article_id, grade=item.grade)
        bounds, odd = _bounds(item, self._text(article_id), offset)
        notices += [Notice(kind, where, f"article '{article_id}': {text}") for kind, text in odd]
        if bounds is None:
            return Span(article_id, grade=item.grade, found=False)
        return Span(article_id, *bounds, grade=item.grade)

    def _by_title(self, item: Evidence) -> Evidence:
        """Evidence that names its article by a title that only one has, with its id."""
        if item.article_id is None or item.article_id in self._known:
            return item
        return replace(item, article_id=self._titles.get(item.article_id, item.article_id))

    def _unplaced(self, item: Evidence) -> str | None:
        """The text to look for in all articles, where no known article's id says where."""
        return (
            None
            if item.article_id in self._known
            else item.context or (item.quote if item.article_id is None else None)
        )

    def _find_homes(self, texts: set[str]) -> dict[str, tuple[str, int]]:
        """The first article that holds each text, and where in it; one pass over all articles."""
        homes: dict[str, tuple[str, int]] = {}
        wanted = set(texts)
        for article_id in sorted(self._known) if wanted else ():
            text = self._text(article_id)
            if text in wanted:  # the common case: an article is the very context
                homes[text] = (article_id, 0)
                wanted.discard(text)
                continue
            for piece in [piece for piece in wanted if piece in text]:
                homes[piece] = (article_id, text.index(piece))
                wanted.discard(piece)
        return homes


def _bounds(
    item: Evidence, text: str, offset: int
) -> tuple[tuple[int, int] | None, list[tuple[str, str]]]:
    """Start and end in the article's text, and what was odd: (kind, text)."""
    given = None
    if item.start is not None and item.end is not None:
        given = (item.start + offset, item.end + offset)
        if given[1] > len(text):
            wrong = f"offsets {item.start}-{item.end} are past its {len(text)} characters"
            given = None
        elif item.quote is None or text[slice(*given)] == item.quote:
            return given, []
        else:
            wrong = f"offsets {item.start}-{item.end} are not where the quote stands"
    found = find_quote(item.quote, text) if item.quote is not None else None
    odd = []
    if item.start is not None:
        odd.append(("wrong offsets", wrong + ("; the quote is used" if found else "")))
    if item.quote is not None and found is None:
        odd.append(("evidence not found", f"'{item.quote:.40}' is not in its text"))
    elif item.quote is not None and item.start is None and text.count(item.quote) > 1:
        count = text.count(item.quote)
        odd.append(("evidence found often", f"'{item.quote:.40}' is there {count} times"))
    return found, odd
