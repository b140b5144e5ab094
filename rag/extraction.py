"""Answers in the articles' own sentences: no language model, nothing that isn't cited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.article import Passage
from index.build import ArticleIndex
from index.embedding import Embedder
from index.sentences import split_sentences
from index.statement import Statement
from rag import prompts
from rag.answer import Citation, Sentence
from rag.answer_type import holds_wanted_kind
from rag.draft import Draft
from rag.question import Question
from rag.retrieval import Found
from rag.support import THRESHOLD, Evidence, content_stems, coverage, support

PASSAGES = 4  # whose sentences are read
# Of them are embedded, which is most of an answer's time. On 200 train questions each of FacQA and
# IDK-MRC the answer is among the sentences shown for .875 and .735, as with 10.
COMPARED = 4
MAX_SENTENCES = 3
# Which sentence answers, on 400 train questions each of FacQA and IDK-MRC in their own passage:
# by cosine alone it is the first for .78 and .66; with these, in cosines, for .81 and .69.
WORDS = 0.05  # for all of the question's words
KIND = 0.04  # for a date, number or name where one is asked for
MARGIN = 0.05  # a further sentence may score this much less: the answer is shown for .92 and .83
NEAREST = 3  # passages offered with a refusal


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a passage that was found, its offsets in the article."""

    article_id: str
    start: int
    end: int
    text: str
    score: float


def answer(
    question: Question, index: ArticleIndex, embedder: Embedder, found: Sequence[Found]
) -> Draft:
    """The sentences nearest to the question, or a refusal with the nearest passages."""
    language = question.language
    if not found:
        return Draft(False, 0.0, (Sentence(prompts.NO_ARTICLES[language], ()),))
    rarity = index.rarity(content_stems(question.text, language))
    candidates = rank_sentences(question, embedder, found[:PASSAGES], rarity)
    confidence = _confidence(question, index, found, candidates, rarity)
    if confidence < THRESHOLD:
        return _refusal(language, index, found[:NEAREST], confidence)
    chosen = choose(question, candidates, rarity)
    return _extract(index, chosen, confidence)


def rank_sentences(
    question: Question,
    embedder: Embedder,
    found: Sequence[Found],
    rarity: Mapping[str, float],
) -> list[Candidate]:
    """Sentences of the passages by cosine similarity to the question, best first.

    Only the likeliest are embedded, by their words, by the kind of answer they hold and by the
    rank of their passage: embedding is nearly all of the time that an answer takes.
    """
    likely: list[tuple[float, Candidate]] = []
    for rank, f in enumerate(found):
        for span in split_sentences(f.passage.text):
            text = f.passage.text[span.start : span.end]
            start, end = f.passage.start + span.start, f.passage.start + span.end
            worth = (
                coverage(rarity, text, question.language)
                + 0.5 * holds_wanted_kind(question.text, text)
                - 0.1 * rank
            )
            likely.append((worth, Candidate(f.passage.article_id, start, end, text, 0.0)))
    likely.sort(key=lambda pair: -pair[0])
    compared = [candidate for _, candidate in likely[:COMPARED]]
    if not compared:
        return []
    vectors = embedder.embed_passages([candidate.text for candidate in compared])
    scores = (vectors @ embedder.embed_query(question.text)).tolist()
    ranked = [replace(c, score=score) for c, score in zip(compared, scores, strict=True)]
    return sorted(ranked, key=lambda c: -c.score)


def choose(
    question: Question, candidates: Sequence[Candidate], rarity: Mapping[str, float]
) -> list[Candidate]:
    """The sentences that answer, best first: similar, sharing words, holding what is asked for."""
    scored = [
        replace(
            c,
            score=c.score
            + WORDS * coverage(rarity, c.text, question.language)
            + KIND * holds_wanted_kind(question.text, c.text),
        )
        for c in candidates
    ]
    scored.sort(key=lambda c: -c.score)
    return [c for c in scored if c.score >= scored[0].score - MARGIN][:MAX_SENTENCES]


def evidence(
    found: Sequence[Found],
    candidates: Sequence[Candidate],
    rarity: Mapping[str, float] | None,
    language: str,
) -> Evidence:
    """What speaks for the passages being about a question.

    ``rarity`` weighs the question's content stems in its ``language``; None where the passages
    are in another one, so that words can't be compared.
    """
    return Evidence(
        passage=max((f.dense for f in found), default=0.0),
        sentence=max((c.score for c in candidates), default=0.0),
        coverage=None
        if rarity is None
        else max(
            (coverage(rarity, f.passage.text, language) for f in found[:PASSAGES]), default=0.0
        ),
    )


def _confidence(
    question: Question,
    index: ArticleIndex,
    found: Sequence[Found],
    candidates: Sequence[Candidate],
    rarity: Mapping[str, float],
) -> float:
    """The best support among the passages in the question's language and among all others.

    Apart, since words that are lacking count against the former alone.
    """
    ids = {f.passage.article_id for f in found}
    own = {
        i for i, article in index.read(ids).items() if article.language in (None, question.language)
    }
    return max(
        support(
            evidence(
                [f for f in found if f.passage.article_id in group],
                [c for c in candidates if c.article_id in group],
                weights,
                question.language,
            )
        )
        for group, weights in ((own, rarity), (ids - own, None))
    )


def _extract(index: ArticleIndex, chosen: Sequence[Candidate], confidence: float) -> Draft:
    citations = tuple(
        _citation(marker, index, c.article_id, c.start, c.end, c.score)
        for marker, c in enumerate(chosen, start=1)
    )
    sentences = tuple(Sentence(citation.text, (citation.marker,)) for citation in citations)
    return Draft(True, confidence, sentences, citations)


def _refusal(
    language: str, index: ArticleIndex, nearest: Sequence[Found], confidence: float
) -> Draft:
    citations = tuple(
        _citation(marker, index, f.passage.article_id, *_trimmed(f.passage), f.score)
        for marker, f in enumerate(nearest, start=1)
    )
    markers = tuple(citation.marker for citation in citations)
    sentences = (
        Sentence(prompts.REFUSAL[language], ()),
        Sentence(prompts.NEAREST[language], markers),
    )
    return Draft(False, confidence, sentences, citations)


def _citation(
    marker: int, index: ArticleIndex, article_id: str, start: int, end: int, score: float
) -> Citation:
    article = index.article(article_id)
    spoken = speaker_of(index.statements([article_id]), start, end)
    return Citation.of(article, start, end, marker, spoken, score)


def speaker_of(statements: Sequence[Statement], start: int, end: int) -> str | None:
    """Whose words most of a span is; None where it is nobody's."""
    shares: dict[str | None, int] = {}
    for statement in statements:
        shared = min(end, statement.end) - max(start, statement.start)
        if shared > 0:
            shares[statement.speaker] = shares.get(statement.speaker, 0) + shared
    speaker = max(shares, key=lambda name: shares[name], default=None)
    return speaker if 2 * shares.get(speaker, 0) > end - start else None


def _trimmed(passage: Passage) -> tuple[int, int]:
    """The passage's offsets without the white space at its ends."""
    lead = len(passage.text) - len(passage.text.lstrip())
    return passage.start + lead, passage.start + len(passage.text.rstrip())
