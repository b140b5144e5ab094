"""A yes that became a no, or a no that became a yes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.quotations import find_quotations
from rag.support import content_stems

_NO = frozenset(
    "tidak tak bukan belum tanpa jangan tiada tidaklah bukanlah takkan "
    "not no never without cannot nor neither none nobody nothing".split()
)
# Words that may stand in another sentence for a no: they allow one, and need none.
_SOFT = frozenset(
    "gagal menolak ditolak membantah dibantah bebas ditiadakan kecuali batal dibatalkan mustahil "
    "gratis enggan hilang alih sulit kurang sedikit selain melainkan daripada berhenti "
    "fail failed fails refuse refused refuses deny denied denies reject rejected rejects decline "
    "declined free unable lack lacks lacked avoid avoided rather instead scarcely barely hardly "
    "left almost hampir turn turned turns cancelled canceled waived suspended only few less except "
    "yet against".split()
)
_DENYING = frozenset(
    "membantah menepis menampik menyangkal dibantah ditepis denied denies deny dismissed".split()
)
_REFUSING = frozenset("menolak ditolak refuses refused rejects rejected".split())
_ONLY = re.compile(r"\b(?:tidak|bukan|tak|not) (?:hanya|cuma|saja|only|just)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:[’'-]\w+)*|[,;:.()“”\"]")
_REACH = 3  # content words behind a no that it denies


def flips(
    claim: str, lines: Sequence[str], language: str | None, around: Sequence[str] = ()
) -> bool:
    """Whether a claim denies what the lines affirm, or affirms what they deny.

    ``lines`` are the sentences it stands on, the nearest first, ``around`` others of the passages:
    a no may stand in them. ``language`` is that of both, or None where they are in two: then only
    whether there is a no at all is compared. Quotations are left out: they are word for word.
    """
    unquoted = _unquoted(claim)
    if not lines or (language is None and unquoted != claim):
        return False
    claim = unquoted
    if _has(lines[0], _DENYING) and not (_has(claim, _DENYING) or _says_no(claim)):
        return True
    if language is None:
        return _flips_abroad(claim, lines)
    own = _read(claim, language)
    there = _Polarity([], [], set())
    for line in lines:
        other = _read(line, language)
        there = _Polarity(
            there.denied + other.denied,
            there.doubted + other.doubted,
            there.affirmed | other.affirmed,
        )
    elsewhere = [scope for line in around for scope in _read(line, language).denied]
    excused = [*there.denied, *there.doubted, *elsewhere]
    for scope in own.denied:
        if not any(set(scope) & set(other) for other in excused):
            return True
    kept = [*own.denied, *own.doubted]
    return any(
        scope[0] in own.affirmed
        and len(own.affirmed.intersection(scope)) >= min(2, len(scope))
        and scope[0] not in there.affirmed
        and not any(scope[0] in other for other in kept)
        for scope in there.denied
        if scope
    )


def _unquoted(claim: str) -> str:
    """The claim without its quotations, which are compared word for word."""
    for quotation in reversed(find_quotations(claim)):
        claim = f"{claim[: quotation.start]} , {claim[quotation.end :]}"
    return claim


def _flips_abroad(claim: str, lines: Sequence[str]) -> bool:
    if _says_no(claim):
        return not any(_says_no(line) or _has(line, _SOFT) for line in lines)
    says_no = _says_no(lines[0]) or _has(lines[0], _REFUSING)
    return says_no and not _has(claim, _SOFT)


@dataclass(frozen=True, slots=True)
class _Polarity:
    """The content stems behind each no, first ones first; behind each word that may stand for
    one; and those behind neither."""

    denied: list[list[str]]
    doubted: list[list[str]]
    affirmed: set[str]


def _read(text: str, language: str) -> _Polarity:
    found = _Polarity([], [], set())
    scope: list[str] | None = None
    for word in _WORD.findall(_ONLY.sub("", text)):
        lower = word.lower().replace("’", "'")
        if lower in _NO or lower.endswith("n't"):
            scope = []
            found.denied.append(scope)
            continue
        if not word[0].isalnum():
            scope = None
            continue
        for stem in sorted(content_stems(word, language)):
            if scope is not None and len(scope) < _REACH:
                scope.append(stem)
            else:
                found.affirmed.add(stem)
        if lower in _SOFT:
            scope = []
            found.doubted.append(scope)
    return found


def _says_no(text: str) -> bool:
    words = {word.lower().replace("’", "'") for word in _WORD.findall(_ONLY.sub("", text))}
    return bool(words & _NO) or any(word.endswith("n't") for word in words)


def _has(text: str, words: frozenset[str]) -> bool:
    return any(word.lower() in words for word in _WORD.findall(text))
