"""How well the sentences that a claim cites hold it up, by meaning and by words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.speech_verbs import AHEAD_OF_CONTENT, SPEECH_BEFORE_SPEAKER
from rag.ground import Ground
from rag.support import content_stems

# Weights of cosine, margin, coverage, words missing on end, 1: logistic regressions by
# tests/benchmarks/checking.py --fit, good sentences against those from outside and those that cite
# another passage: 598 of samples and public data, and 126 of the samples in two languages.
SAME_LANGUAGE = (5.476, -5.696, 18.882, -1.052, -16.022)
TWO_LANGUAGES = (33.816, -27.46, 0.0, 0.0, -27.872)
# The least that is enough, in one language and in two: on those all good ones are kept, and .994
# and .940 of the others caught.
ENOUGH = (0.4, 0.5)
WORDS = 0.15  # of a claim's words in a line, beside its cosine, where they are in one language
ALIKE = 0.015  # cosine: a second line in another language may be meant as well
NEAR = 2  # lines in another language in which a number may stand
MOST_LINES = 3  # that a claim stands on
_NEW_WORDS = 2  # content words that a further line must add


@dataclass(frozen=True, slots=True)
class Standing:
    """The lines that a claim stands on, the nearest first, as indices; and how firmly.

    ``near`` are also those beside these, or the nearest in another language: it may speak of them.
    ``cosine`` is of the nearest line; ``margin`` how much nearer the nearest line of any passage
    is; ``coverage`` the part of the claim's content words, 0 to 1, that the cited passages hold;
    ``missing`` how many content words on end they don't.
    """

    lines: tuple[int, ...]
    near: tuple[int, ...]
    cosine: float
    margin: float
    coverage: float
    missing: int


def standing(
    text: str,
    vector: NDArray[np.float32],
    ground: Ground,
    markers: Sequence[int],
    language: str | None,
    extra: frozenset[str] = frozenset(),
    named: str = "",
) -> Standing:
    """How a claim stands on the passages it cites.

    ``language`` is that of both, None where they are in two: words say nothing then. ``extra``
    are stems that count as held: title, speakers. ``named`` is whom the claim says said it: who
    spoke is compared by itself, and mustn't lead to another's line.
    """
    cosines = ground.vectors @ vector
    own = ground.of(markers)
    if not own:
        return Standing((), (), 0.0, 1.0, 0.0, 0)
    words = claim_stems(text, language, named) if language else []
    scores = {i: float(cosines[i]) + WORDS * _part(words, ground.lines[i].stems) for i in own}
    ranked = sorted(own, key=lambda i: -scores[i])
    if language:
        chosen = _chosen(ranked, words, ground)
        near = [i for i in own if any(abs(i - one) <= 1 for one in chosen)]
    else:
        chosen = [i for i in ranked[:2] if scores[i] > scores[ranked[0]] - ALIKE]
        near = ranked[:NEAR]
    nearest = max(float(cosines[i]) for i in own)
    held = frozenset().union(*(ground.lines[i].stems for i in own)) | extra
    return Standing(
        tuple(chosen),
        tuple(near),
        nearest,
        float(cosines.max()) - nearest,
        _part(words, held),
        _run(words, held),
    )


def claim_stems(text: str, language: str, named: str = "") -> list[str]:
    """A claim's content stems in order, without numbers, verbs of saying and the words ``named``:
    those are looked at by themselves."""
    found: list[str] = []
    names = content_stems(named, language)
    for word in text.split():
        bare = word.strip(".,;:!?()\"“”'‘’").lower()
        if bare in AHEAD_OF_CONTENT or bare.removesuffix("nya") in SPEECH_BEFORE_SPEAKER:
            continue
        found += [s for s in content_stems(word, language) if not s[0].isdigit() and s not in names]
    return found


def _chosen(ranked: Sequence[int], words: Sequence[str], ground: Ground) -> list[int]:
    """The nearest line, and those that hold words it lacks."""
    chosen = [ranked[0]]
    lacking = set(words) - ground.lines[ranked[0]].stems
    while lacking and len(chosen) < MOST_LINES:
        best = max(ranked, key=lambda i: len(lacking & ground.lines[i].stems))
        if len(lacking & ground.lines[best].stems) < _NEW_WORDS:
            break
        chosen.append(best)
        lacking -= ground.lines[best].stems
    return chosen


def _part(words: Sequence[str], held: frozenset[str]) -> float:
    return sum(word in held for word in words) / len(words) if words else 1.0


def _run(words: Sequence[str], held: frozenset[str]) -> int:
    longest = run = 0
    for word in words:
        run = 0 if word in held else run + 1
        longest = max(longest, run)
    return longest


def is_firm(standing: Standing, two_languages: bool) -> bool:
    """Whether a claim is likely enough to be supported."""
    return _firmness(standing, two_languages) >= ENOUGH[two_languages]


def _firmness(standing: Standing, two_languages: bool) -> float:
    weights = TWO_LANGUAGES if two_languages else SAME_LANGUAGE
    features = (standing.cosine, standing.margin, standing.coverage, standing.missing, 1.0)
    logit = sum(weight * value for weight, value in zip(weights, features, strict=True))
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))
