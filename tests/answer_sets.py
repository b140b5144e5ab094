"""Sentences about the sample articles, true and doctored, as claims beside the passages they cite.

``tests/data/good.jsonl`` and ``doctored.jsonl``, written by the author of the checks: id, article
(its title), language, kind, evidence (words of the passage that is cited), text; a doctored one
has the id of the good one that it was made ``of``. Those kept ``aside`` were written after the
checks were tuned on the others, and have been looked at once.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from index.article import Article
from index.chunking import chunk
from index.embedding import Embedder
from index.loading import load
from index.speakers import statements
from rag.checking.claims import Claim
from rag.ground import Ground, ground
from rag.shown import Shown

DATA = Path(__file__).with_name("data")
SAMPLES = Path(str(files("index") / "samples"))
LIMIT = 500  # tokens of a passage


@dataclass(frozen=True, slots=True)
class Example:
    """A claim with what it was shown beside; ``kind`` is of the doctoring, or of the writing."""

    id: str
    good: bool
    kind: str
    aside: bool
    language: str
    two_languages: bool
    claim: Claim
    ground: Ground


def passages(articles: Sequence[Article], embedder: Embedder) -> list[Shown]:
    """All passages of some articles as they would be shown, numbered from 1."""
    shown: list[Shown] = []
    for article in articles:
        spoken = statements(article)
        for passage in chunk(article, embedder.count_tokens, LIMIT):
            text = passage.text
            start = passage.start + len(text) - len(text.lstrip())
            end = passage.start + len(text.rstrip())
            own = tuple(s for s in spoken if s.start < end and start < s.end)
            shown.append(Shown(len(shown) + 1, article, start, end, 1.0, own))
    return shown


def sample_examples(embedder: Embedder) -> list[Example]:
    """Those of the samples."""
    articles = {}
    for loaded in load([SAMPLES]):
        assert loaded.article is not None
        articles[loaded.article.title] = loaded.article
    good = {row["id"]: row for row in _rows("good")}
    grounds = {
        title: ground(passages([article], embedder), embedder)
        for title, article in articles.items()
    }
    examples = [_example(row, row, True, grounds) for row in good.values()]
    return examples + [_example(row, good[row["of"]], False, grounds) for row in _rows("doctored")]


def _example(
    row: dict[str, Any], origin: dict[str, Any], good: bool, grounds: dict[str, Ground]
) -> Example:
    found = grounds[origin["article"]]
    if "marker" in row:
        markers: tuple[int, ...] = (max(found.shown) + row["marker"],)
    else:
        evidence = row.get("evidence", origin["evidence"])
        markers = tuple(dict.fromkeys(_home(words, found) for words in evidence))
    two = found.shown[1].article.language != origin["language"]
    claim = Claim(row["text"], markers)
    return Example(
        row["id"], good, row["kind"], row["aside"], origin["language"], two, claim, found
    )


def _home(words: str, found: Ground) -> int:
    homes = [n for n, one in found.shown.items() if words in " ".join(one.text.split())]
    assert len(homes) == 1, (words, homes)
    return homes[0]


def _rows(name: str) -> list[dict[str, Any]]:
    with (DATA / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
