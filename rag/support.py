"""How likely what was found answers a question, and how much of a question's words it holds."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

# Weights in the order of Evidence, then the intercept: logistic regressions by
# tests/benchmarks/reading.py, on FacQA and IDK-MRC valid questions, answered and not, each asked
# over its own corpus and over the other's; for two languages on the 150 of them in English. Words
# say nothing there.
SAME_LANGUAGE = (0.273, 12.851, 1.583, -12.38)
TWO_LANGUAGES = (0.262, 25.578, 0.0, -21.545)
# On valid: refuses 10% of FacQA's questions, 78% of IDK-MRC's without an answer at a precision of
# .85, 96% of those about another corpus; at .3 6%, 70% at .88, 95%; at .6 20%, 86% at .81, 98%.
THRESHOLD = 0.42
_FARTHEST = 20.0  # logits: the reader is never surer

_STOPWORDS = """
    ada adalah agar akan aku anda antara apa apakah atas atau bagaimana bagaimanakah bagi bahwa
    banyak beberapa begitu belum berapa berapakah bila bisa boleh bukan dalam dan dapat dari
    dengan di dia dimana dimanakah guna hal hanya harus hingga ia ini itu jadi jika juga kah
    kami kamu kapan kapankah karena kata ke kepada kita kok lah lain lalu lebih maka mana
    manakah masih melalui mengapa mereka namun nya oleh orang pada paling para per pernah saat
    saja sang sangat saya sebagai sebuah secara sedang sejak seorang seperti serta siapa
    siapakah soal suatu sudah tahun tapi telah tentang terhadap tersebut tetapi tiap tidak
    untuk ya yaitu yang kenapa a about all an and any are as at be been but by can could did do does
    for from had has have he her his how i if in into is it its many may me more most much my
    no not of on one or our said say says she should so some than that the their them then
    there these they this those to told was we were what when where which who whom whose why
    will with would you your isi isinya berita artikel cerita kabar nama namanya disebut
    dikutip article story news report name called quoted content setelah sesudah sebelum ketika
    usai selama after before during while
"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for the articles' answering the question.

    ``reading`` is the reader's best score, a logit; ``passage`` the best cosine similarity of a
    passage; ``coverage`` the greatest part of the question's content words in one passage, 0 to 1,
    weighed by how rare they are; None where passages are in another language than the question.
    """

    reading: float
    passage: float
    coverage: float | None


def support(evidence: Evidence) -> float:
    """The calibrated probability, 0 to 1, that the articles answer what is asked."""
    weights = TWO_LANGUAGES if evidence.coverage is None else SAME_LANGUAGE
    reading = max(-_FARTHEST, min(_FARTHEST, evidence.reading))
    features = (reading, evidence.passage, evidence.coverage or 0.0, 1.0)
    logit = sum(w * x for w, x in zip(weights, features, strict=True))
    return 1 / (1 + math.exp(-logit))


def content_stems(question: str, language: str) -> frozenset[str]:
    """The stems of the question's words that carry its content."""
    from index.lexical import stems

    return frozenset(stems(question, language)) - _stopword_stems(language)


def coverage(rarity: Mapping[str, float], text: str, language: str) -> float:
    """The part of the question's content stems that the text holds, 0 to 1, rare ones more.

    ``rarity`` is the weight of each; 0 where there is none.
    """
    from index.lexical import stems

    total = sum(rarity.values())
    held = rarity.keys() & set(stems(text, language))
    return sum(rarity[stem] for stem in held) / total if total else 0.0


@cache
def _stopword_stems(language: str) -> frozenset[str]:
    from index.lexical import stems

    return frozenset(stems(_STOPWORDS, language))
