"""Scores of one answer against its case. Definitions and sources: docs/evaluation.md."""

import enum
from collections.abc import Callable, Sequence

from rag.answer import Answer, Citation, Retrieved
from rag.evidence import Span
from rag.metrics import (
    exact_match,
    holds,
    normalised_gain,
    reciprocal_rank,
    same_speaker,
    token_f1,
)
from rag.testset import Case

CUTOFFS = (1, 5, 10)


class Verdict(enum.StrEnum):
    """What became of a question."""

    RIGHT = "right"
    PARTLY = "partly"  # not right, but a citation meets the evidence
    WRONG = "wrong"
    MISSED = "missed"  # has an answer, none was given
    REFUSED = "refused"  # has no answer, and that was said: right too
    MADE_UP = "made up"  # has no answer, one was given
    FAILED = "failed"  # asking raised an error


def predicted(answer: Answer) -> str | None:
    """What is held against the expected answers: the short answer, or else the cited words."""
    if not answer.answerable:
        return None
    return answer.short_answer or " ".join(citation.text for citation in answer.citations)


def score(
    case: Case, spans: Sequence[Span], answer: Answer | None, text_of: Callable[[str], str | None]
) -> dict[str, float]:
    """Every measure that the case has, by name.

    ``answer`` is None where asking failed, which scores 0 throughout. ``text_of`` gives an
    article's text, None where the article isn't there.
    """
    if answer is None:
        return _failed(case, spans)
    scores: dict[str, float] = {}
    if case.answerable and spans:
        scores |= _retrieval(spans, answer.retrieved)
        scores |= _citation(spans, answer.citations if answer.answerable else ())
    scores |= _words(case, answer)
    scores |= _grounding(answer, text_of)
    if case.speakers:
        scores |= _speaker(case, answer)
    scores["brier"] = (answer.confidence - case.answerable) ** 2
    scores["answered"] = float(answer.answerable)
    scores["correct"] = float(verdict(case, spans, answer) in (Verdict.RIGHT, Verdict.REFUSED))
    return scores


def verdict(case: Case, spans: Sequence[Span], answer: Answer | None) -> Verdict:
    """What became of the question.

    An answer is right if all that the case gives is met: an expected answer's words stand in
    what was predicted, the speaker is the one; and where no answers are given, a citation meets
    the evidence.
    """
    if answer is None:
        return Verdict.FAILED
    if not answer.answerable:
        return Verdict.MISSED if case.answerable else Verdict.REFUSED
    if not case.answerable:
        return Verdict.MADE_UP
    cited = any(_meets(span, citation) for span in spans for citation in answer.citations)
    words = not case.answers or holds(
        predicted(answer) or "", case.answers, _language(case, answer)
    )
    speaker = not case.speakers or _first_speaker_fits(case, answer)
    if words and speaker and (cited or bool(case.answers) or not spans):
        return Verdict.RIGHT
    return Verdict.PARTLY if cited else Verdict.WRONG


def _retrieval(spans: Sequence[Span], retrieved: Sequence[Retrieved]) -> dict[str, float]:
    """Rank measures; a piece of evidence counts where it is found first.

    Where all evidence is whole articles, as in BEIR, articles are ranked: by their first passage.
    """
    if all(span.start is None for span in spans):
        first: dict[str, Retrieved] = {}
        for passage in retrieved:
            first.setdefault(passage.article_id, passage)
        retrieved = list(first.values())
    left = list(spans)
    gains: list[float] = []
    counts: list[int] = []
    for passage in retrieved:
        met = [s for s in left if s.meets(passage.article_id, passage.start, passage.end)]
        left = [span for span in left if span not in met]
        gains.append(sum(span.grade for span in met))
        counts.append(len(met))
    scores = {f"hit@{k}": float(any(counts[:k])) for k in CUTOFFS}
    scores |= {f"recall@{k}": sum(counts[:k]) / len(spans) for k in CUTOFFS}
    scores["mrr@10"] = reciprocal_rank(gains)
    scores["ndcg@10"] = normalised_gain(gains, [span.grade for span in spans])
    return scores


def _citation(spans: Sequence[Span], citations: Sequence[Citation]) -> dict[str, float]:
    """Of the citations, the part that meets evidence; of the evidence, the part that is cited."""
    good = sum(any(_meets(span, citation) for span in spans) for citation in citations)
    found = sum(any(_meets(span, citation) for citation in citations) for span in spans)
    return {
        "citation_precision": good / len(citations) if citations else 0.0,
        "citation_recall": found / len(spans),
    }


def _words(case: Case, answer: Answer) -> dict[str, float]:
    """EM and F1 as in SQuAD 2.0, the same over answerable ones, and what the citations hold."""
    if case.answerable and not case.answers:
        return {}
    if not case.answerable:
        silent = float(not answer.answerable)
        return {"em": silent, "f1": silent}
    language, said = _language(case, answer), predicted(answer)
    em, f1 = exact_match(said, case.answers, language), token_f1(said, case.answers, language)
    cited = answer.answerable and any(
        holds(citation.text, case.answers, language) for citation in answer.citations
    )
    return {
        "em": em,
        "f1": f1,
        "em_answerable": em,
        "f1_answerable": f1,
        "citation_answer": float(cited),
    }


def _grounding(answer: Answer, text_of: Callable[[str], str | None]) -> dict[str, float]:
    """Whether citations are the article's own characters, and all that is said stands on one.

    A citation of no length is of the article's own data, its title or date, which has no offsets;
    a name as the answer may be whose words are cited, which stands beside them.
    """
    scores: dict[str, float] = {}
    if answer.citations:
        scores["citation_exact"] = float(all(_exact(c, text_of) for c in answer.citations))
    if answer.answerable:
        markers = {citation.marker for citation in answer.citations}
        cited = bool(answer.sentences) and all(
            sentence.citations and markers.issuperset(sentence.citations)
            for sentence in answer.sentences
        )
        short = answer.short_answer
        words = short is None or any(
            c.start == c.end or holds(c.text, [short]) or c.speaker == short
            for c in answer.citations
        )
        scores["grounded"] = float(cited and words)
    return scores


def _exact(citation: Citation, text_of: Callable[[str], str | None]) -> bool:
    text = text_of(citation.article_id)
    if text is None or not 0 <= citation.start <= citation.end <= len(text):
        return False
    return text[citation.start : citation.end] == citation.text


def _speaker(case: Case, answer: Answer) -> dict[str, float]:
    """Whether the first named speaker is the one, and whether anybody else is cited.

    Where there is no answer, there is no right speaker to cite: only the wrong ones count.
    """
    named = [c.speaker for c in answer.citations if c.speaker] if answer.answerable else []
    scores = {"wrong_speaker": float(not all(same_speaker(n, case.speakers) for n in named))}
    if case.answerable:
        scores["speaker"] = float(_first_speaker_fits(case, answer))
    return scores


def _first_speaker_fits(case: Case, answer: Answer) -> bool:
    first = next((c.speaker for c in answer.citations if c.speaker), None)
    return answer.answerable and first is not None and same_speaker(first, case.speakers)


def _failed(case: Case, spans: Sequence[Span]) -> dict[str, float]:
    """The worst of every measure, for a question that could not even be asked."""
    scores = {"answered": 0.0, "correct": 0.0, "brier": 1.0}
    if case.answerable and spans:
        scores |= _retrieval(spans, ()) | _citation(spans, ())
    if case.answers or not case.answerable:
        scores |= {"em": 0.0, "f1": 0.0}
    if case.answers:
        scores |= {"em_answerable": 0.0, "f1_answerable": 0.0, "citation_answer": 0.0}
    if case.speakers:
        scores["wrong_speaker"] = 0.0
        if case.answerable:
            scores["speaker"] = 0.0
    return scores


def _meets(span: Span, citation: Citation) -> bool:
    return span.meets(citation.article_id, citation.start, citation.end)


def _language(case: Case, answer: Answer) -> str:
    return case.language or answer.language
