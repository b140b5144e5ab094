"""Signatures that estimate how much two texts share: MinHash over runs of three words.

Broder, On the resemblance and containment of documents, 1997. The hash of a word is BLAKE2b, the
permutations come from SplitMix64: a signature is the same on every machine and in every version.
"""

import hashlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.shingles import SIZE, story

Signature = NDArray[np.uint32]

LENGTH = 256  # numbers a signature: a similarity of .3 is estimated with a standard error of .03
_ROWS = 4096  # shingles hashed at once: 8 MB
_EMPTY = np.uint32(0xFFFFFFFF)


def signature(text: str) -> Signature:
    """LENGTH numbers that stand for an article's text; ``write_signature`` keeps them in 1 kB.

    Case, punctuation, dateline and byline make no difference. A text without words gives a
    signature that is similar to none.
    """
    least = np.full(LENGTH, _EMPTY, np.uint32)
    hashes = _shingle_hashes(story(text).words)
    for start in range(0, hashes.size, _ROWS):
        mixed = hashes[start : start + _ROWS, None] * _FACTORS + _TERMS
        np.minimum(least, (mixed.min(axis=0) >> np.uint64(32)).astype(np.uint32), out=least)
    return least


def read_signature(stored: bytes) -> Signature:
    """A signature from its bytes; ValueError where they are none."""
    if len(stored) != 4 * LENGTH:
        raise ValueError(f"a signature has {4 * LENGTH} bytes, not {len(stored)}")
    return np.frombuffer(stored, np.dtype("<u4")).astype(np.uint32)


def write_signature(one: Signature) -> bytes:
    """A signature's bytes, the same on every machine."""
    return one.astype("<u4").tobytes()


def similar(a: Signature, b: Signature) -> float:
    """The estimated share of three-word runs that two texts have in common, 0 to 1 (Jaccard)."""
    return float(((a == b) & (a != _EMPTY)).mean())


def similar_to_all(one: Signature, many: NDArray[np.uint32]) -> NDArray[np.float64]:
    """``similar`` of one signature to each row of shape (n, LENGTH)."""
    if one[0] == _EMPTY:
        return np.zeros(len(many))
    shares: NDArray[np.float64] = (many == one).sum(axis=1, dtype=np.uint16) / LENGTH
    return shares


@lru_cache(maxsize=1 << 16)
def _word_hash(word: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "little"
    )


def _shingle_hashes(words: tuple[str, ...]) -> NDArray[np.uint64]:
    """One number for each distinct run of SIZE words."""
    hashes = np.array([_word_hash(word) for word in words], np.uint64)
    runs = max(1, hashes.size - SIZE + 1) if hashes.size else 0
    combined = np.zeros(runs, np.uint64)
    for place in range(min(SIZE, hashes.size)):
        combined = combined * _BETWEEN + hashes[place : place + runs]
        combined ^= combined >> np.uint64(29)
    return np.unique(combined)


def _splitmix(count: int) -> NDArray[np.uint64]:
    """The first numbers of SplitMix64 (Steele, Lea, Flood, 2014) from seed 0."""
    state = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return state ^ (state >> np.uint64(31))


_BETWEEN = np.uint64(0x9E3779B97F4A7C15)
_FACTORS = _splitmix(2 * LENGTH)[:LENGTH] | np.uint64(1)
_TERMS = _splitmix(2 * LENGTH)[LENGTH:]
