"""How good a ranking and an answer are, question by question: pure functions.

Every function returns one value a question, 0 to 1, so that intervals, comparisons and breakdowns
all start from the same numbers. Formulas and sources: docs/evaluation.md.
"""

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Relevant = Collection[str] | Mapping[str, int]

_ENGLISH_ARTICLES = re.compile(r"\b(?:a|an|the)\b")


class _Unpunctuated(dict[int, int | None]):
    """For ``str.translate``: punctuation to nothing; each character is looked up once."""

    def __missing__(self, code: int) -> int | None:
        char = chr(code)
        punctuation = char in string.punctuation or unicodedata.category(char).startswith("P")
        self[code] = None if punctuation else code
        return self[code]


_UNPUNCTUATED = _Unpunctuated()


def mrr(rankings: Sequence[Sequence[str]], relevant: Sequence[Relevant], k: int = 10) -> Scores:
    """Reciprocal rank of the first relevant id among the first k; 0 where none is.

    ``rankings`` hold ids, best first; an id that comes again is not counted again, and later ids
    move up. ``relevant`` holds the relevant ids of the same question, or id -> grade, where a
    grade of 0 or less is not relevant. An empty ranking scores 0. Raises ValueError for a
    question with nothing relevant: it has no such score, so the caller leaves it out knowingly.
    """
    return _per_question(rankings, relevant, lambda gains, _: reciprocal_rank(gains, k))


def hit(rankings: Sequence[Sequence[str]], relevant: Sequence[Relevant], k: int = 10) -> Scores:
    """1 where any relevant id is among the first k, else 0; arguments as in `mrr`."""
    return _per_question(rankings, relevant, lambda gains, _: float(any(gains[:k])))


def recall(rankings: Sequence[Sequence[str]], relevant: Sequence[Relevant], k: int = 10) -> Scores:
    """The part of the relevant ids that is among the first k; arguments as in `mrr`."""
    return _per_question(
        rankings,
        relevant,
        lambda gains, ideal: sum(gain > 0 for gain in gains[:k]) / len(ideal),
    )


def ndcg(rankings: Sequence[Sequence[str]], relevant: Sequence[Relevant], k: int = 10) -> Scores:
    """Normalised discounted cumulative gain at k; arguments as in `mrr`."""
    return _per_question(rankings, relevant, lambda gains, ideal: normalised_gain(gains, ideal, k))


def reciprocal_rank(gains: Sequence[float], k: int = 10) -> float:
    """1 / rank of the first gain above 0 among the first k, ranks from 1; 0 where none is."""
    return next((1 / rank for rank, gain in enumerate(gains[:k], 1) if gain > 0), 0.0)


def normalised_gain(gains: Sequence[float], ideal: Sequence[float], k: int = 10) -> float:
    """DCG@k of the gains by rank over that of ``ideal``, all gains there are, best first.

    The discount is log2(rank + 1) and the gain is linear, as in trec_eval. At most 1: a passage
    that holds two pieces of evidence earns both at one rank, which ``ideal`` can't.
    """
    return min(1.0, _discounted(gains[:k]) / _discounted(sorted(ideal, reverse=True)[:k]))


def normalise(text: str, language: str = "id") -> str:
    """Lower case, no punctuation, single spaces; without a, an, the where language is 'en'.

    SQuAD's normalisation, with all of Unicode's punctuation in place of ASCII's. Punctuation
    goes without a space ('1.234' becomes '1234'), as there.
    """
    kept = unicodedata.normalize("NFKC", text).lower().translate(_UNPUNCTUATED)
    if language == "en":
        kept = _ENGLISH_ARTICLES.sub(" ", kept)
    return " ".join(kept.split())


def exact_match(predicted: str | None, expected: Sequence[str], language: str = "id") -> float:
    """1 where the prediction equals an expected answer once both are normalised, else 0.

    None predicts that there is no answer; an empty ``expected`` says that there is none. Silence
    is right only where there is none.
    """
    return max(
        float(normalise(predicted or "", language) == normalise(answer, language))
        for answer in expected or ("",)
    )


def token_f1(predicted: str | None, expected: Sequence[str], language: str = "id") -> float:
    """Best F1 of the prediction's words against an expected answer's, as in SQuAD.

    Arguments as in `exact_match`. Where either has no words, 1 if both have none, else 0.
    """
    words = normalise(predicted or "", language).split()
    return max(
        _overlap_f1(words, normalise(answer, language).split()) for answer in expected or ("",)
    )


def holds(text: str, answers: Sequence[str], language: str = "id") -> bool:
    """Whether any of the answers' words stand in the text, in order and next to each other.

    Both are normalised first. An answer without words is in no text.
    """
    padded = f" {normalise(text, language)} "
    wanted = (normalise(answer, language) for answer in answers)
    return any(answer and f" {answer} " in padded for answer in wanted)


def same_speaker(found: str, expected: Sequence[str]) -> bool:
    """Whether a speaker's name is one of the expected names, or a part or an extension of one.

    'Rina' and 'Sekjen Persatuan Rina Kusumawati' are both 'Rina Kusumawati'; 'Rina Gunawan' is
    not. A name without words is nobody's.
    """
    words = set(normalise(found).split())
    names = [set(normalise(name).split()) for name in expected]
    return any(words and name and (words <= name or name <= words) for name in names)


def _per_question(
    rankings: Sequence[Sequence[str]],
    relevant: Sequence[Relevant],
    score: Callable[[Sequence[float], Sequence[float]], float],
) -> Scores:
    """Apply ``score`` to each question's gains by rank and its ideal gains."""
    rows = zip(rankings, map(_grades, relevant), strict=True)
    return np.array(
        [
            score([grades.get(id_, 0) for id_ in dict.fromkeys(ranking)], list(grades.values()))
            for ranking, grades in rows
        ],
        dtype=np.float64,
    )


def _grades(relevant: Relevant) -> dict[str, int]:
    graded = relevant if isinstance(relevant, Mapping) else dict.fromkeys(relevant, 1)
    positive = {id_: grade for id_, grade in graded.items() if grade > 0}
    if not positive:
        raise ValueError("a question with nothing relevant has no rank measure")
    return positive


def _discounted(gains: Sequence[float]) -> float:
    discounts = np.log2(np.arange(2, len(gains) + 2))
    return float(np.sum(np.asarray(gains, dtype=np.float64) / discounts))


def _overlap_f1(predicted: Sequence[str], expected: Sequence[str]) -> float:
    if not predicted or not expected:
        return float(predicted == expected)
    shared = (Counter(predicted) & Counter(expected)).total()
    if not shared:
        return 0.0
    precision, recalled = shared / len(predicted), shared / len(expected)
    return 2 * precision * recalled / (precision + recalled)
