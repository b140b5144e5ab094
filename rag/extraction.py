"""Answers in the articles' own words: no language model, nothing that isn't cited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.article import Article, Passage
from index.build import ArticleIndex
from index.sentences import split_sentences
from index.statement import Statement
from rag import prompts
from rag.answer import Citation, Sentence
from rag.draft import Draft
from rag.question import Question
from rag.rereading import Reread
from rag.spans import asks_yes_or_no
from rag.support import THRESHOLD, Evidence, content_stems, coverage, support

MAX_SENTENCES = 3
MARGIN = 2.0  # logits that a further passage's answer may be less likely than the first one's
NEAREST = 3  # passages offered with a refusal
LONGEST_SHORT = 120  # characters; a longer answer is the cited sentence itself


@dataclass(frozen=True, slots=True)
class _Held:
    """A passage's answer, and the sentences of the article that hold it."""

    read: Reread
    article: Article
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.article.text[self.read.start : self.read.end]


def answer(
    question: Question,
    index: ArticleIndex,
    articles: Mapping[str, Article],
    read: Sequence[Reread],
) -> Draft:
    """The sentences that hold the answer, the answer itself where it is short; or a refusal.

    ``read`` are the passages, best first; ``articles`` hold theirs by id.
    """
    language = question.language
    if not read:
        return Draft(False, 0.0, (Sentence(prompts.NO_ARTICLES[language], ()),))
    rarity = index.rarity(content_stems(question.text, language))
    confidence = max(map(support, evidence(read, articles, rarity, language)))
    if confidence < THRESHOLD:
        return _refusal(language, index, articles, read[:NEAREST], confidence)
    held = _held(articles, read)
    short = None if asks_yes_or_no(question.text) else held[0].words
    if short is not None and not 0 < len(short) <= LONGEST_SHORT:
        short = None
    citations = tuple(
        _citation(
            marker,
            index,
            one.article,
            one.start,
            one.end,
            one.read.score,
            (one.read.start, one.read.end) if short and _alike(one.words, short) else None,
        )
        for marker, one in enumerate(held, start=1)
    )
    sentences = tuple(Sentence(citation.text, (citation.marker,)) for citation in citations)
    return Draft(True, confidence, sentences, citations, short)


def evidence(
    read: Sequence[Reread],
    articles: Mapping[str, Article],
    rarity: Mapping[str, float],
    language: str,
) -> list[Evidence]:
    """What speaks for an answer to a question in ``language``: of the passages in that language,
    whose words can be compared with the question's, and of all others. One at least.

    ``rarity`` weighs the question's content stems.
    """
    own = [
        one for one in read if articles[one.found.passage.article_id].language in (None, language)
    ]
    others = [one for one in read if one not in own]
    found = []
    if own:
        held = max(coverage(rarity, one.found.passage.text, language) for one in own)
        found.append(_of(own, held))
    if others:
        found.append(_of(others, None))
    return found


def _of(read: Sequence[Reread], held: float | None) -> Evidence:
    return Evidence(
        reading=max(one.reading for one in read),
        passage=max(one.found.dense for one in read),
        coverage=held,
    )


def sentences_around(article: Article, read: Reread) -> tuple[int, int]:
    """From the first to the last sentence of the passage that the answer touches, trimmed."""
    passage = read.found.passage
    touched = [
        (passage.start + span.start, passage.start + span.end)
        for span in split_sentences(passage.text)
        if passage.start + span.start < max(read.end, read.start + 1)
        and passage.start + span.end > read.start
    ]
    start, end = (touched[0][0], touched[-1][1]) if touched else (passage.start, passage.end)
    return _trimmed(article.text, start, end)


def speaker_of(statements: Sequence[Statement], start: int, end: int) -> str | None:
    """Whose words most of a span is; None where it is nobody's."""
    shares: dict[str | None, int] = {}
    for statement in statements:
        shared = min(end, statement.end) - max(start, statement.start)
        if shared > 0:
            shares[statement.speaker] = shares.get(statement.speaker, 0) + shared
    speaker = max(shares, key=lambda name: shares[name], default=None)
    return speaker if 2 * shares.get(speaker, 0) > end - start else None


def _held(articles: Mapping[str, Article], read: Sequence[Reread]) -> list[_Held]:
    """The passages whose answers are nearly as likely as the best one's; no sentence twice."""
    found: dict[str, _Held] = {}
    for one in read:
        if one.reading < read[0].reading - MARGIN and found:
            continue
        article = articles[one.found.passage.article_id]
        start, end = sentences_around(article, one)
        found.setdefault(article.text[start:end], _Held(one, article, start, end))
        if len(found) == MAX_SENTENCES:
            break
    return list(found.values())


def _refusal(
    language: str,
    index: ArticleIndex,
    articles: Mapping[str, Article],
    nearest: Sequence[Reread],
    confidence: float,
) -> Draft:
    citations = tuple(
        _citation(marker, index, article, *_passage_span(article, one.found.passage), one.score)
        for marker, one in enumerate(nearest, start=1)
        if (article := articles[one.found.passage.article_id])
    )
    markers = tuple(citation.marker for citation in citations)
    sentences = (
        Sentence(prompts.REFUSAL[language], ()),
        Sentence(prompts.NEAREST[language], markers),
    )
    return Draft(False, confidence, sentences, citations)


def _citation(
    marker: int,
    index: ArticleIndex,
    article: Article,
    start: int,
    end: int,
    score: float,
    answer: tuple[int, int] | None = None,
) -> Citation:
    statements = index.statements([article.id])
    # Most of 'Sekjen Kemnaker Hery Sudarmanto mengatakan, upah naik' says who speaks.
    spoken = speaker_of(statements, *answer) if answer else None
    spoken = spoken or speaker_of(statements, start, end)
    return Citation.of(article, start, end, marker, spoken, score, answer)


def _passage_span(article: Article, passage: Passage) -> tuple[int, int]:
    return _trimmed(article.text, passage.start, passage.end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _alike(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
