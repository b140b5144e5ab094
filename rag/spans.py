"""An answer's span made whole: all of a number, a date, an amount, a word, a list."""

import re

_MONTH = (
    "januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november|"
    "nopember|desember|january|february|march|may|june|july|august|october|december"
)
_MAGNITUDE = "ratus|ribu|juta|miliar|milyar|triliun|hundred|thousand|million|billion|trillion"
_NUMBER = r"\d+(?:[.,]\d+)*"
# What belongs together: a span that touches part of one of these takes all of it.
_WHOLES = re.compile(
    rf"""
    \b\d{{1,2}}(?:\s*[-–]\s*\d{{1,2}})?\s+(?:{_MONTH})(?:\s+\d{{4}})?\b    # 6 Agustus 1945
    |\b(?:{_MONTH})\s+\d{{1,2}},\s*\d{{4}}\b                          # August 6, 1945
    |\b(?:{_MONTH})\s+\d{{4}}\b                                       # Agustus 1945
    |(?:(?:Rp|US\$|AS\$|\$|€|£)\.?\s*)?{_NUMBER}(?:\s+(?:{_MAGNITUDE}))+\b # Rp 1,2 triliun
    |(?:Rp|US\$|AS\$|\$|€|£)\.?\s*{_NUMBER}                           # Rp 385.000
    |{_NUMBER}\s*(?:%|persen\b|percent\b)                             # 4,5 persen
    |\bpukul\s+\d{{1,2}}[.:]\d{{2}}(?:\s+(?:WIB|WITA|WIT))?\b         # pukul 09.12 WIB
    |\b\d{{1,2}}[.:]\d{{2}}\s+(?:WIB|WITA|WIT)\b
    |{_NUMBER}                                                       # 1.234,5
    |[^\W\d_]+(?:[-’'][^\W\d_]+)*                                    # a word
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NEXT_IN_LIST = re.compile(
    r"(?:,\s*(?:dan|serta|and|atau|or)?\s*|\s+(?:dan|serta|and|atau|or)\s+)"
    r"(?:[A-Z0-9][^\s,.;:!?]*)(?:\s+[A-Z0-9][^\s,.;:!?]*)*"
)
_ASKS_FOR_LIST = re.compile(
    r"\b(?:siapa|apa|mana|di\s?mana|kapan)(?:kah)?\s+saja\b|\bsebutkan\b|\bwhich .+ are\b"
    r"|\b(?:name|list) (?:all|the|three|two|some)\b|\bwho (?:all )?are the\b",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"(?:benarkah|adakah|bisakah|sudahkah|masihkah|bolehkah|haruskah|perlukah|apa benar|"
    r"apakah (?:benar|ada|bisa|sudah|masih|boleh|harus|perlu|akan|telah|pernah|ini|itu|[^\s]+ "
    r"(?:adalah|merupakan|akan|telah|sudah|masih|pernah|bisa|dapat|memiliki|mempunyai|punya))|"
    r"is|are|was|were|did|does|do|has|have|had|can|could|will|would|should) ",
    re.IGNORECASE,
)
_LOOSE = ",;: \n"
_REACH = 80  # characters around a span in which the rest of it is looked for


def whole_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with all of each number, date, amount and word that it holds part of.

    Spans without a character are given back as they are.
    """
    if start >= end:
        return start, end
    first, last = start, end
    base = max(0, start - _REACH)
    for match in _WHOLES.finditer(text, base, min(len(text), end + _REACH)):
        if match.start() < end and match.end() > start and (match.start() > base or not base):
            first, last = min(first, match.start()), max(last, match.end())
    return _bare(text, first, last)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without commas and the like at its ends, and without half a pair of brackets."""
    first, last = start, end
    while first < last and (
        text[first] in _LOOSE or (text[first] == "(" and ")" not in text[first:last])
    ):
        first += 1
    while first < last and (
        text[last - 1] in _LOOSE or (text[last - 1] == ")" and "(" not in text[first:last])
    ):
        last -= 1
    return (first, last) if first < last else (start, end)


def whole_list(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the further members of the list that it begins: 'A' of 'A, B, dan C'."""
    while True:
        match = _NEXT_IN_LIST.match(text, end)
        if match is None:
            return start, end
        end = match.end()


def asks_for_list(question: str) -> bool:
    """Whether the question wants more than one: 'Siapa saja', 'Sebutkan'."""
    return _ASKS_FOR_LIST.search(question) is not None


def asks_yes_or_no(question: str) -> bool:
    """Whether it wants a yes or a no, which no span of an article is."""
    return _YES_OR_NO.match(question.strip()) is not None
