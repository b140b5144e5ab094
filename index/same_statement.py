"""Whether two outlets give the same statement: one quotation, copied with small differences."""

import re
from difflib import SequenceMatcher

from index.shingles import story_words

MIN_SHARED = 0.8  # of the shorter one's words: two slips in ten, or a word left out here and there
MIN_CUT = 5  # words: shorter parts of a statement ('kami akan') are anybody's
MAX_SPREAD = 1.3  # words of the longer one spanned, for each of the shorter
LONGEST = 500  # words: longer statements are compared by their beginnings

_NEGATIONS = frozenset("tidak tak bukan belum jangan tanpa no not never without nor".split())
_CONTRACTED = re.compile(r"n['’]t\b")


def same_statement(a: str, b: str) -> bool:
    """Whether two statements are one, up to quotation marks, case, punctuation and small slips.

    A part of a statement is the same as the whole. Numbers and negations must be the same: they
    make another statement of the same words. Who spoke is for the caller to compare.

    >>> same_statement('"Kami akan hadir besok," katanya', "“Kami akan hadir, besok” katanya")
    True
    """
    shorter, longer = sorted((_words(a), _words(b)), key=lambda one: (len(one), one))
    if not shorter:
        return False
    if shorter == longer:
        return True
    if len(shorter) < MIN_CUT:
        return False
    blocks = SequenceMatcher(None, longer, shorter, autojunk=False).get_matching_blocks()[:-1]
    if not blocks or sum(block.size for block in blocks) < MIN_SHARED * len(shorter):
        return False
    start, end = blocks[0].a, blocks[-1].a + blocks[-1].size
    if end - start > MAX_SPREAD * len(shorter):
        return False
    return _decisive(shorter) == _decisive(longer[start:end])


def _words(text: str) -> list[str]:
    return list(story_words(_CONTRACTED.sub(" not", text)))[:LONGEST]


def _decisive(words: list[str]) -> list[str]:
    """Numbers and negations, in order."""
    return [word for word in words if word in _NEGATIONS or word[0].isdigit()]
