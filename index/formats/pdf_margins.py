"""The margins of a PDF's pages: running heads, page numbers, what a browser prints there."""

import re
from collections import Counter
from collections.abc import Sequence

from index.formats.pdf_page import Page, Run

_MARGIN = 0.12  # of the page's height, at the top and the bottom
_PLACE = 6.0  # points: a running head stands no further off on another page
_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:halaman|hal\.?|page|p\.)\s*)?(?:\d{1,4}|[ivxl]{1,6})"
    r"(?:\s*(?:/|of|dari)\s*\d{1,4})?[-–—|\s]*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?P<url>(?:https?://|file:///|about:)\S+)(?:\s+\d{1,4}/\d{1,4})?")
_STAMP = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},?\s\d{1,2}[:.]\d\d(?:\s?[AP]M)?\b.*")
_DIGITS = re.compile(r"\d+")


def without_margins(pages: Sequence[Page]) -> tuple[list[list[Run]], str | None]:
    """The runs of each page that are its own, and the address that a browser printed below.

    On the line where a browser prints when it printed, it also gives the page's title.
    """
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        counts.update({key for run in page.runs if _marginal(run, page) for key in _keys(run)})
    kept, addresses = [], Counter[str]()
    for page in pages:
        margin = [run for run in page.runs if _marginal(run, page)]
        stamps = {run.base for run in margin if _STAMP.fullmatch(run.text)}
        for run in margin:
            if match := _ADDRESS.fullmatch(run.text):
                addresses[match["url"]] += 1
        kept.append(
            [
                run
                for run in page.runs
                if not _marginal(run, page)
                or not (
                    any(abs(run.base - stamp) < 1 for stamp in stamps)
                    or _ADDRESS.fullmatch(run.text)
                    or _NUMBER.fullmatch(run.text)
                    or max(counts[key] for key in _keys(run)) > 1
                )
            ]
        )
    return kept, next(iter(addresses)) if len(addresses) == 1 else None


def _marginal(run: Run, page: Page) -> bool:
    low, high = _MARGIN * page.height, (1 - _MARGIN) * page.height
    return not low <= run.base <= high


def _keys(run: Run) -> list[tuple[str, int]]:
    """The run with its numbers alike, at its place and at the next to it."""
    text = _DIGITS.sub("#", run.text)
    place = run.base / _PLACE
    return [(text, int(place)), (text, int(place) + (1 if place % 1 > 0.5 else -1))]
