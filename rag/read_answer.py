"""Answers of the passages read: the sentence that holds the answer, and the answer in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.article import Article
from index.build import ArticleIndex
from index.sentences import split_sentences
from rag.answer import Citation, Sentence
from rag.draft import Draft
from rag.extraction import speaker_of
from rag.rereading import Reread
from rag.spans import asks_yes_or_no

MAX_SENTENCES = 3
MARGIN = 3.0  # of a further passage's reading below the first one's, in logits
LONGEST_SHORT = 120  # characters; what is longer is the cited sentence itself


@dataclass(frozen=True, slots=True)
class _Held:
    """A passage that was read, and the sentences that hold its answer."""

    read: Reread
    article: Article
    start: int
    end: int


def answer(
    question: str,
    index: ArticleIndex,
    articles: Mapping[str, Article],
    read: Sequence[Reread],
    confidence: float,
) -> Draft:
    """The sentences that hold the answers of the passages read, best first; the best one short.

    A question for a yes or a no gets the sentences alone. ``articles`` hold those of ``read``.
    """
    held = _held(articles, read)
    short = None if asks_yes_or_no(question) else _short(held[0])
    citations = []
    for marker, one in enumerate(held, start=1):
        spoken = speaker_of(index.statements([one.article.id]), one.start, one.end)
        span = (one.read.start, one.read.end) if short and _same(one, short) else None
        citations.append(
            Citation.of(one.article, one.start, one.end, marker, spoken, one.read.score, span)
        )
    sentences = tuple(Sentence(c.text, (c.marker,)) for c in citations)
    return Draft(True, confidence, sentences, tuple(citations), short)


def _held(articles: Mapping[str, Article], read: Sequence[Reread]) -> list[_Held]:
    """The best passages' sentences, none twice."""
    least = read[0].reading - MARGIN
    found: dict[str, _Held] = {}
    for one in read:
        if one.reading < least or len(found) == MAX_SENTENCES:
            continue
        article = articles[one.found.passage.article_id]
        start, end = sentences_around(article, one)
        found.setdefault(article.text[start:end], _Held(one, article, start, end))
    return list(found.values())


def sentences_around(article: Article, read: Reread) -> tuple[int, int]:
    """From the first to the last sentence of the passage that the answer touches."""
    passage = read.found.passage
    touched = [
        (passage.start + span.start, passage.start + span.end)
        for span in split_sentences(passage.text)
        if passage.start + span.start < max(read.end, read.start + 1)
        and passage.start + span.end > read.start
    ]
    start, end = (touched[0][0], touched[-1][1]) if touched else (passage.start, passage.end)
    words = article.text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _short(held: _Held) -> str | None:
    words = held.article.text[held.read.start : held.read.end]
    return words if 0 < len(words) <= LONGEST_SHORT else None


def _same(held: _Held, short: str) -> bool:
    words = held.article.text[held.read.start : held.read.end]
    return words.casefold() == short.casefold()
