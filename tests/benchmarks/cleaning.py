"""How well pages become articles: ``python -m tests.benchmarks.cleaning [DATA]``.

Measured on the saved pages of ``DATA/html`` (15, of eight sites; one is a photo gallery without an
article), against bodies that a reader marked line by line before looking at what was found:
tests/data/page_bodies.json holds hashes of the lines, no text.

1. each page as HTML, and trafilatura, readability-lxml and newspaper4k alone beside it;
2. each page as a browser's 'select all, copy' gives it;
3. the articles of ``DATA/pfsa_id``, cut to paragraphs of two sentences, each in the place of the
   body of one of those texts: whole, three paragraphs, one. Title and body don't belong together
   there, so that titles are found less often than on real pages.

Precision, recall and F1 count words; where there is no article, finding none is 1 and anything
else 0. A page is clean if each of its paragraphs is the body's. Intervals are 95% by bootstrap
over pages. Rules were made looking at these pages: weak evidence for others.
"""

import hashlib
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import normalize

from index.cleaning import PARAGRAPH_BREAK, Cleaned, clean_text
from index.errors import WartanyaError
from index.html import page_lines, read_html

DATA = Path(__file__).parents[2].parent / "shared" / "data"
GOLD = Path(__file__).parents[1] / "data" / "page_bodies.json"
RESAMPLES = 10_000
_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|br|center|d[dlt]|div|fieldset|fig.*|footer|form|h[1-6r]|"
    r"header|html|legend|li|main|nav|[ou]l|option|p|pre|section|table|t(?:body|foot|head|r)"
)
_UNSEEN = re.compile(
    r"script|style|noscript|template|head|iframe|object|select|textarea|svg|button"
)
_SENTENCE_END = re.compile(r"(?<=[a-z)][.!?])\s+(?=[A-Z“”\"])|(?<=[.!?][”\"])\s+(?=[A-Z“”\"])")


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page with what a reader marked in it; ``body`` is empty where no article is."""

    name: str
    html: str
    url: str
    title: str
    published: str
    body: tuple[str, ...]


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
    """Words in common, each as often as both have it; nothing for nothing is right."""
    ours, theirs = (Counter(_words(t)) for t in (text, expected))
    if not ours and not theirs:
        return Overlap(1.0, 1.0)
    common = (ours & theirs).total()
    return Overlap(common / max(ours.total(), 1), common / max(theirs.total(), 1))


def is_clean(text: str, body: Sequence[str]) -> bool:
    """Whether each line of a text is the body's: its words in a row are there in a row."""
    said = f" {' '.join(_words(' '.join(body)))} "
    return all(f" {' '.join(_words(line))} " in said for line in text.split("\n") if _words(line))


def read_pages(data: Path = DATA) -> list[Page]:
    """The pages that have gold, which must be the ones that were marked."""
    with (data / "html" / "manifest.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    gold = json.loads(GOLD.read_text("utf-8"))
    pages = []
    for row in rows:
        content, name = (data / "html" / row["file"]).read_bytes(), Path(row["file"]).stem[8:]
        marked = gold[name]
        if hashlib.sha256(content).hexdigest() != marked["page"]:
            raise WartanyaError(f"{row['file']}: is not the page that was marked; mark it again")
        html = content.decode("utf-8", "replace")
        texts = [line.text for line in page_lines(_parsed(html))]
        title = _marked([marked["title"]], texts)[0]
        body = _marked(marked["body"], texts)
        pages.append(Page(name, html, row["url"], title, marked["published"], tuple(body)))
    return pages


def _marked(digests: Sequence[str], texts: Sequence[str]) -> list[str]:
    """The lines with these hashes, in order."""
    by_digest = {line_digest(text): text for text in texts}
    return [by_digest[digest] for digest in digests]


def line_digest(line: str) -> str:
    """Sixteen hex digits of a line, white space and compatibility forms normalised."""
    return hashlib.sha256(" ".join(normalize("NFKC", line).split()).encode()).hexdigest()[:16]


def as_copied(page: str) -> str:
    """A page's text as a browser copies it: block elements on lines of their own."""
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

    walk(_parsed(page))
    return "\n".join(line.strip() for line in "".join(parts).split("\n"))


def _parsed(page: str) -> Any:
    from lxml.html import (  # type: ignore[import-untyped]  # no stubs
        HTMLParser,
        document_fromstring,
    )

    return document_fromstring(page.encode(), parser=HTMLParser(encoding="utf-8"))


def ours(page: Page) -> Cleaned:
    return read_html(page.html)[0]


def ours_from_text(page: Page) -> Cleaned:
    return clean_text(as_copied(page.html))


def trafilatura_alone(page: Page) -> Cleaned:
    """With the options that index/html.py gives it."""
    from trafilatura import bare_extraction

    found = bare_extraction(
        page.html,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None or isinstance(found, dict):
        return Cleaned("", "")
    return Cleaned(found.title or "", found.text or "", found.date)


def readability(page: Page) -> Cleaned:
    """The summary's paragraphs, and the short title; it reads no dates."""
    from readability import Document  # type: ignore[import-untyped]  # no stubs

    document = Document(page.html)
    return Cleaned(document.short_title(), as_copied(document.summary(html_partial=True)))


def newspaper(page: Page) -> Cleaned:
    """newspaper4k, told that the page is Indonesian, with its default settings."""
    from newspaper import Article  # type: ignore[import-untyped]  # no stubs

    article = Article(page.url, language="id", fetch_images=False)
    article.download(input_html=page.html)
    article.parse()
    date = article.publish_date
    published = date.isoformat() if hasattr(date, "isoformat") else None
    return Cleaned(article.title or "", article.text or "", published)


READERS: dict[str, Callable[[Page], Cleaned]] = {
    "ours, HTML": ours,
    "ours, text": ours_from_text,
    "trafilatura": trafilatura_alone,
    "readability": readability,
    "newspaper4k": newspaper,
}


def interval(values: Sequence[float]) -> tuple[float, float]:
    """95% of the mean by percentile bootstrap over the values."""
    draw = random.Random(0)
    means = sorted(sum(draw.choices(values, k=len(values))) / len(values) for _ in range(RESAMPLES))
    return means[int(0.025 * RESAMPLES)], means[int(0.975 * RESAMPLES) - 1]


def measure_pages(pages: Sequence[Page]) -> None:
    """Figures for each page, then for each reader."""
    for name, reader in READERS.items():
        figures, clean, titles, days, minutes = [], 0, 0, 0, 0
        for page in pages:
            cleaned = reader(page)
            figure = overlap(cleaned.text, " ".join(page.body))
            whole = is_clean(cleaned.text, page.body)
            figures.append(figure.f1)
            clean += whole
            titles += line_digest(cleaned.title) == line_digest(page.title)
            days += (cleaned.published or "")[:10] == page.published[:10]
            minutes += (cleaned.published or "")[:16] == page.published[:16]
            print(f"  {page.name:24} {figure} {'' if whole else 'furniture'}")
        low, high = interval(figures)
        print(
            f"{name}: mean F1 {sum(figures) / len(figures):.3f} ({low:.3f} to {high:.3f}), "
            f"clean {clean}, titles {titles}, days {days}, minutes {minutes} of {len(pages)}\n"
        )


def templates(pages: Sequence[Page]) -> Iterator[tuple[list[str], list[str], str]]:
    """The lines above and below the body of each page as text, and its title; no galleries."""
    for page in pages:
        if not page.body:
            continue
        lines = as_copied(page.html).split("\n")
        body = clean_text("\n".join(lines)).text.split(PARAGRAPH_BREAK)
        first, last = _letters(body[0]), _letters(body[-1])[:60]
        keys = [_letters(line) for line in lines]
        tops = [n for n, key in enumerate(keys) if len(key) > 40 and first.endswith(key)]
        ends = [n for n, key in enumerate(keys) if key and key.startswith(last)]
        if tops and ends:
            yield lines[: tops[0]], lines[ends[-1] + 1 :], page.title


def measure_transplants(pages: Sequence[Page], data: Path) -> None:
    """Figures for articles put between other pages' furniture."""
    with (data / "pfsa_id" / "corpus.jsonl").open(encoding="utf-8") as file:
        articles = [json.loads(line)["text"] for line in file]
    around = list(templates(pages))
    for length in (1000, 3, 1):
        figures, titles = [], 0
        for n, text in enumerate(articles):
            sentences = _SENTENCE_END.split(text)
            pairs = [" ".join(sentences[i : i + 2]) for i in range(0, len(sentences), 2)][:length]
            top, below, title = around[n % len(around)]
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


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", normalize("NFKC", text).lower())


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def main(data: Path) -> None:
    """Print all figures."""
    pages = read_pages(data)
    measure_pages(pages)
    measure_transplants(pages, data)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
