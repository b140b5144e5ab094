"""Article to passages: spans that tile the body, cut between sentences, never a quotation from
the words that say whose it is."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.article import Article, Passage
from index.errors import WartanyaError
from index.quotations import Quotation, find_quotations
from index.sentences import split_sentences
from index.speech_verbs import SPEECH_BEFORE_SPEAKER

TARGET_TOKENS = 128
"""Train splits, tests/benchmarks/chunk_size.py: answers within the best 500 tokens of passages, for
64, 128 and 256 tokens: .91, .86, .68 on articles of eight unlike FacQA passages (100 questions),
.87, .98, .97 on long IDK-MRC passages (60 questions). There the title in front moved MRR@10
by +.03, +.02, -.04, each within its interval."""

SETTINGS = f"sentences {TARGET_TOKENS} title date 1"
"""What passages and their embedded texts depend on; raise the last number when either changes."""

CONTEXT_BYTES = 240  # UTF-8 after NFKC: at most as many tokens, in whatever tokenizer
_LEAST_ROOM = 16  # tokens: with less than this beside the context a model is of no use
_CLAUSE = re.compile(r"[,;:–—](?=\s)|[。、，；]")
_CUE = re.compile(r"(?:[Dd]emikian(?:lah)?,?\s+(?:di)?)?([^\W\d_]+)")
_EMOJI_TONES = range(0x1F3FB, 0x1F400)


def context(article: Article) -> str:
    """The line in front of every passage of the article when it is embedded; never cited.

    Title and day of publication, at most ``CONTEXT_BYTES`` bytes and a line end; '' where
    neither is known.
    """
    day = (article.published or "")[:10]
    room = CONTEXT_BYTES - len(day) - 3
    title = unicodedata.normalize("NFKC", " ".join(article.title.split()))
    kept = title.encode("utf-8", "replace")[:room].decode("utf-8", "ignore")
    if len(kept) < len(title):
        kept = kept.rpartition(" ")[0] or kept
    if day:
        kept = f"{kept} ({day})" if kept else day
    return kept + "\n" if kept else ""


def chunk(
    article: Article,
    count_tokens: Callable[[str], int],
    max_tokens: int,
    target: int = TARGET_TOKENS,
) -> list[Passage]:
    """Passages that tile the article's body, in order; none for a body of white space.

    Of at most ``target`` tokens, more only where a sentence or a quotation with its cue is
    longer. ``max_tokens``, the embedder's limit, holds for a passage with its context: what is
    longer is cut between sentences, or else behind a clause, at white space, between characters.
    ``count_tokens`` is called about once a sentence and once a passage.
    """
    text = article.text
    if not text.strip():
        return []
    front = context(article)
    room = max_tokens - count_tokens(front)
    if room < min(_LEAST_ROOM, max_tokens):
        raise WartanyaError(
            f"{article.title[:60]!r}: its title leaves {room} of the embedding model's "
            f"{max_tokens} tokens; shorten the title or choose a model for longer texts"
        )

    def count(start: int, end: int) -> int:
        return count_tokens(text[start:end])

    def count_in_front(start: int, end: int) -> int:
        return count_tokens(front + text[start:end]) - (max_tokens - room)

    borders = _borders(text)
    pieces = [
        piece
        for start, end in pairwise(borders)
        for piece in _fitting(text, start, end, count, room)
    ]
    joined = _joined(text, [piece.start for piece in pieces])
    version = article.version  # once: it digests the whole text
    return [
        Passage(article.id, version, part.start, part.end, text[part.start : part.end])
        for start, end in _packed(pieces, joined, min(target, room), room)
        for part in _fitting(text, start, end, count_in_front, room)
    ]


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters ``[start, end)``: a sentence with the white space behind it, or part of one."""

    start: int
    end: int
    tokens: int


def _borders(text: str) -> list[int]:
    """Where sentences begin, the first at 0, and the text's end."""
    starts = [span.start for span in split_sentences(text)]
    return [0, *starts[1:], len(text)]


def _fitting(
    text: str, start: int, end: int, count: Callable[[int, int], int], room: int
) -> Iterator[_Piece]:
    """The span, or the parts it must be cut into, each of at most ``room`` tokens."""
    tokens = count(start, end)
    while tokens > room and end - start > 1:
        cut, part = end, tokens
        while part > room and cut - start > 1:
            length = int(0.95 * (cut - start) * room / part)  # .95: tokens aren't spread evenly
            cut = _cut(text, start, min(start + max(length, 1), cut - 1))
            part = count(start, cut)
        yield _Piece(start, cut, part)
        start, tokens = cut, tokens - part
        if tokens <= 2 * room:  # an estimate till then: counting each rest would be quadratic
            tokens = count(start, end)
    yield _Piece(start, end, tokens)


def _cut(text: str, start: int, end: int) -> int:
    """The best place to cut in the later half of ``[start, end]``: after a clause, after white
    space, or else between two characters."""
    middle = start + (end - start) // 2
    clauses = [match.end() for match in _CLAUSE.finditer(text, middle, end)]
    if clauses:
        return clauses[-1]
    for cut in range(end, middle, -1):
        if text[cut - 1].isspace() and not text[cut : cut + 1].isspace():
            return cut
    for cut in range(end, max(middle, end - 64), -1):
        if not _continues(text, cut):
            return cut
    return end


def _continues(text: str, cut: int) -> bool:
    """Whether a cut would go through what a reader sees as one character."""
    before, after = text[cut - 1], text[cut : cut + 1]
    return bool(after) and (
        unicodedata.category(after).startswith("M")
        or "\u200d" in (before, after)
        or ord(after) in _EMOJI_TONES
        or ("\ud800" <= before <= "\udbff" and "\udc00" <= after <= "\udfff")
    )


def _joined(text: str, starts: list[int]) -> list[bool]:
    """For each piece, whether it may not be cut from the one before it."""
    quotations = find_quotations(text)
    joined = [False] * len(starts)
    index = 0
    for piece, start in enumerate(starts[1:], 1):
        while index < len(quotations) and quotations[index].end <= start:
            index += 1
        inside = index < len(quotations) and quotations[index].start < start
        before = quotations[index - 1] if index else None
        joined[piece] = inside or _goes_on(text, starts[piece - 1], start, before)
    return joined


def _goes_on(text: str, previous: int, start: int, before: Quotation | None) -> bool:
    """Whether the piece at ``start`` continues the quotation ``before`` it, or is its cue."""
    end = len(text[previous:start].rstrip()) + previous
    if before is not None and before.ends_paragraph and before.end >= end:
        return True
    if text[max(previous, end - 1) : end] == ":":
        return text[start] in '"“”„«'
    cue = _CUE.match(text, start)
    if cue is None:
        return False
    word = cue[1].lower().removesuffix("nya").removesuffix("kan")
    is_demikian = cue[0].lower().startswith("demikian") and cue[0] != cue[1]
    is_cue = word in SPEECH_BEFORE_SPEAKER or (is_demikian and word in ("sampai", "kata", "ungkap"))
    return is_cue and (is_demikian or (before is not None and before.end >= end))


def _packed(
    pieces: list[_Piece], joined: list[bool], target: int, room: int
) -> Iterator[tuple[int, int]]:
    """Spans of neighbouring pieces, each filled up to ``target`` tokens."""
    units: list[_Piece] = []
    for piece, is_joined in zip(pieces, joined, strict=True):
        if units and is_joined and units[-1].tokens + piece.tokens <= room:
            unit = units[-1]
            units[-1] = _Piece(unit.start, piece.end, unit.tokens + piece.tokens)
        else:
            units.append(piece)
    begin = filled = 0
    for unit in units:
        if filled and filled + unit.tokens > target:
            yield begin, unit.start
            begin, filled = unit.start, 0
        filled += unit.tokens
    yield begin, units[-1].end
