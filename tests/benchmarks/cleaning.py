"""How well pages become articles: ``python -m tests.benchmarks.cleaning [DATA]``.

Three measurements on the saved pages of ``DATA/html`` (15, of eight sites), against the main text
that another scraper took from them, which is no gold standard:

1. each page as HTML, and trafilatura alone beside it;
2. each page as a browser's 'select all, copy' gives it;
3. the articles of ``DATA/pfsa_id``, cut to paragraphs of two sentences, each in the place of the
   body of one of those texts: whole, three paragraphs, one. Title and body don't belong together
   there, so that titles are found less often than on real pages.

Precision, recall and F1 count words. Rules were made looking at these pages: weak evidence for
others.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index.cleaning import PARAGRAPH_BREAK, Cleaned, clean_text
from index.html import read_html

DATA = Path(__file__).parents[2].parent / "shared" / "data"
_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|br|center|d[dlt]|div|fieldset|fig.*|footer|form|h[1-6r]|"
    r"header|html|legend|li|main|nav|[ou]l|option|p|pre|section|table|t(?:body|foot|head|r)"
)
_UNSEEN = re.compile(
    r"script|style|noscript|template|head|iframe|object|select|textarea|svg|button"
)
_SENTENCE_END = re.compile(r"(?<=[a-z)][.!?])\s+(?=[A-Z“”\"])|(?<=[.!?][”\"])\s+(?=[A-Z“”\"])")


@dataclass(frozen=True, slots=True)
class Overlap:
    """Word overlap of a text with the expected one, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"{self.precision:.3f} {self.recall:.3f} {self.f1:.3f}"


def overlap(text: str, expected: str) -> Overlap:
    """Words in common, each as often as both have it."""
    ours, theirs = (Counter(re.findall(r"\w+", t.lower())) for t in (text, expected))
    common = (ours & theirs).total()
    return Overlap(common / max(ours.total(), 1), common / max(theirs.total(), 1))


def as_copied(page: bytes) -> str:
    """A page's text as a browser copies it: block elements on lines of their own."""
    from lxml.html import (  # type: ignore[import-untyped]  # no stubs
        HTMLParser,
        document_fromstring,
    )

    parts: list[str] = []

    def walk(element: Any) -> None:
        tag = element.tag if isinstance(element.tag, str) else "script"
        hidden = re.search(r"display\s*:\s*none", element.get("style") or "")
        if _UNSEEN.fullmatch(tag) or hidden or element.get("hidden") is not None:
            return
        edge = "\n\n" if tag in ("p", "h1", "h2", "h3") else "\n" if _BLOCKS.fullmatch(tag) else ""
        parts.append(edge + ("\t" if tag in ("td", "th") else ""))
        parts.append(re.sub(r"\s+", " ", element.text or ""))
        for child in element:
            walk(child)
            parts.append(re.sub(r"\s+", " ", child.tail or ""))
        parts.append(edge)

    walk(document_fromstring(page, parser=HTMLParser(encoding="utf-8")))
    return "\n".join(line.strip() for line in "".join(parts).split("\n"))


def trafilatura_alone(page: bytes) -> str:
    """The body that trafilatura finds with the same options."""
    from trafilatura import bare_extraction

    found = bare_extraction(page, include_comments=False, include_tables=False)
    return (found.text or "") if found is not None and not isinstance(found, dict) else ""


def right_time(published: str | None, expected_ms: int) -> bool:
    """Whether a date is the expected minute; without a zone, Jakarta's."""
    if published is None or "T" not in published:
        return False
    found = datetime.fromisoformat(published if published[16:] else published + "+07:00")
    expected = datetime.fromtimestamp(expected_ms / 1000, UTC)
    return abs((found - expected).total_seconds()) < 120


def measure_pages(rows: list[dict[str, Any]], data: Path) -> None:
    """Figures for each page and their means."""
    means: dict[str, list[float]] = {"html": [], "text": [], "trafilatura": []}
    right: Counter[str] = Counter()
    for row in rows:
        page = (data / "html" / row["file"]).read_bytes()
        readings = {
            "html": read_html(page.decode("utf-8", "replace"))[0],
            "text": clean_text(as_copied(page)),
            "trafilatura": Cleaned("", trafilatura_alone(page)),
        }
        line = f"{Path(row['file']).stem[8:]:24}"
        for name, cleaned in readings.items():
            figure = overlap(cleaned.text, row["expected_text"])
            means[name].append(figure.f1)
            right[f"title {name}"] += cleaned.title == row["title"]
            right[f"date {name}"] += right_time(cleaned.published, row["date_ms"])
            line += f" | {name} {figure}"
        print(line)
    for name, values in means.items():
        print(
            f"{name}: mean F1 {sum(values) / len(values):.3f}, titles {right[f'title {name}']}, "
            f"minutes {right[f'date {name}']} of {len(values)}"
        )


def templates(rows: list[dict[str, Any]], data: Path) -> Iterator[tuple[list[str], list[str], str]]:
    """The lines above and below the body of each page as text, and its title; no galleries."""
    for row in rows:
        if "/photo." in row["url"]:
            continue
        lines = as_copied((data / "html" / row["file"]).read_bytes()).split("\n")
        body = clean_text("\n".join(lines)).text.split(PARAGRAPH_BREAK)
        first, last = _letters(body[0]), _letters(body[-1])[:60]
        keys = [_letters(line) for line in lines]
        tops = [n for n, key in enumerate(keys) if len(key) > 40 and first.endswith(key)]
        ends = [n for n, key in enumerate(keys) if key and key.startswith(last)]
        if tops and ends:
            yield lines[: tops[0]], lines[ends[-1] + 1 :], row["title"]


def measure_transplants(rows: list[dict[str, Any]], data: Path) -> None:
    """Figures for articles put between other pages' furniture."""
    with (data / "pfsa_id" / "corpus.jsonl").open(encoding="utf-8") as file:
        articles = [json.loads(line)["text"] for line in file]
    pages = list(templates(rows, data))
    for length in (1000, 3, 1):
        figures, titles = [], 0
        for n, text in enumerate(articles):
            sentences = _SENTENCE_END.split(text)
            pairs = [" ".join(sentences[i : i + 2]) for i in range(0, len(sentences), 2)][:length]
            top, below, title = pages[n % len(pages)]
            cleaned = clean_text("\n".join([*top, "", "\n\n".join(pairs), "", *below]))
            figures.append(overlap(cleaned.text, " ".join(pairs)))
            titles += cleaned.title == title
        mean = Overlap(
            sum(f.precision for f in figures) / len(figures),
            sum(f.recall for f in figures) / len(figures),
        )
        print(
            f"transplanted, at most {length} paragraphs: {mean}, titles {titles} of {len(figures)}"
        )


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def main(data: Path) -> None:
    """Print all figures."""
    with (data / "html" / "manifest.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    measure_pages(rows, data)
    measure_transplants(rows, data)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
