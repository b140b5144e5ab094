"""What kind of word a capitalised word is, and what the article itself shows of it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .institutions import COMPANY_TAILS, INSTITUTION_HEADS, ORGANISATION_WORDS
from .places import PLACES
from .roles import HONORIFICS, RANKS, ROLES
from .sentences import OPENERS
from .speech_verbs import ASKING, SAID_PASSIVE, SAYING, SAYING_WITH_COMMA, SPEECH_BEFORE_SPEAKER
from .tokens import Sentence
from .words import (
    ADJUNCTS,
    ADVERBS,
    CONJUNCTIONS,
    GIVEN_TOO,
    KIN,
    NAMES_TOO,
    PREPOSITIONS,
    TIMES,
    word_set,
)

_ABSTRACT = re.compile(
    r"(?:(?:ke|pe|pem|pen|peng|per)[a-z]{4,}an"
    r"|[a-z]{3,}(?:asi|disi|misi|sisi|visi|tribusi|titusi|lusi|kusi|itas|ologi|isme|ansi|ensi|aksi|uksi|tion|ment|ship|sion|[a-z]{3}ity|cracy|ics|ness))$"
)
_ROLE = re.compile(
    r"(?:wa)?ka(?:pol(?:da|res|sek)|dis|din|bid|bag|sub|nit|div|puspen|kanwil|satgas)\w*$"
    r"|pang(?:dam|ko|kos)\w*$|(?:wa)?men(?:ko|ristek|teri)\w*$|dan(?:rem|dim|lan|yon|pus)\w*$|[a-z]{3,}(?:ologist|onomist)$"
)
_ARTICLED = re.compile(r"(?:al|el|as|ash|an|at|ad|az|ar)-[A-Z]")  # 'al-Jaafari'
_BRAND = re.compile(r"(?!Mc|Mac|De|Di|La|Le)[^\W\d_]*[a-z][A-Z]")
_ROMAN = re.compile(r"[IVXL]+$")
LOWER_TITLES = word_set("dr drg drh drs dra")
NO_NAMES = (CONJUNCTIONS | OPENERS | ADVERBS | ADJUNCTS | PREPOSITIONS | SAID_PASSIVE) - {"hari"}
NO_OPENERS = (NO_NAMES | KIN | {"hari"}) - ROLES - INSTITUTION_HEADS


@lru_cache(maxsize=20_000)
def word_class(word: str) -> str:
    """One letter: R role, K rank or title, P place, O word of institutions, A acronym, I initials,
    T time, N and G words of institutions that are names too, U any other capitalised word (a
    name, perhaps); '' without a capital."""
    if not word[0].isupper():
        if _ARTICLED.match(word):
            return "U"
        return "K" if word in LOWER_TITLES else ""
    lower = word.lower()
    if lower in TIMES or word == "UU":
        return "T"
    if lower in NAMES_TOO:
        return "N"
    if lower in GIVEN_TOO:
        return "G"
    if ((lower in RANKS and len(word) > 1) or lower in HONORIFICS) and word != "MS":
        return "K"
    if lower in ROLES or _ROLE.match(lower):
        return "R"
    if lower in PLACES:
        return "P"
    if lower in COMPANY_TAILS:
        return "O"
    if (
        lower in INSTITUTION_HEADS
        or lower in ORGANISATION_WORDS
        or (_ABSTRACT.match(lower) and lower != "nasution")
    ):
        return "O"
    if lower in NO_NAMES and not word.isupper():
        return ""
    if lower.endswith("nya") and len(lower) > 5:
        return ""  # 'Sayangnya', 'Keluarganya'
    if any(letter.isdigit() for letter in word):
        return "O"
    if word.isupper():
        if len(word) > 1 and _ROMAN.match(word):
            return "O"
        return "A" if len(word) > 2 else "I"
    if _BRAND.match(word):
        return "A"
    return "U"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the whole article shows of its words, all lower case.

    ``seeds`` stand alone beside a verb of speaking: 'kata Saiful', 'Saiful mengatakan'.
    ``followers``: which words come right behind a capitalised one. ``commons``: words that it
    writes in lower case. ``acronyms`` stand in brackets behind an institution: '(Perbarindo)'.
    """

    seeds: frozenset[str]
    followers: dict[str, set[str]]
    commons: frozenset[str]
    acronyms: frozenset[str]

    @property
    def english(self) -> bool:
        """Whether the article is in English, by its small words."""
        return "the" in self.commons and not self.indonesian

    @property
    def indonesian(self) -> bool:
        return not self.commons.isdisjoint(("yang", "dan"))


def gather_evidence(sentences: list[Sentence]) -> Evidence:
    """Reads every sentence once."""
    seeds: set[str] = set()
    followers: dict[str, set[str]] = {}
    commons: set[str] = set()
    acronyms: set[str] = set()
    for sentence in sentences:
        words, lowers = sentence.words, sentence.lowers
        for index, lower in enumerate(lowers):
            if words[index] == lower:
                commons.add(lower)
                continue
            kind = word_class(words[index])
            if kind == "U" and _is_acronym(words, index):
                acronyms.add(lower)
            if not kind:
                commons.add(lower)
            elif kind in ("U", "N", "G", "P", "A"):
                after = lowers[index + 1] if index + 1 < len(lowers) else "."
                followers.setdefault(lower, set()).add(after)
                if _stands_beside_verb(words, lowers, index):
                    seeds.add(lower)
    common = frozenset(word for word in commons if word.isalpha())
    return Evidence(frozenset(seeds), followers, common, frozenset(acronyms))


def _is_acronym(words: list[str], index: int) -> bool:
    """Alone in brackets, an institution's word or a place in front of them."""
    if index < 2 or words[index - 1] != "(" or words[index + 1 : index + 2] != [")"]:
        return False
    return word_class(words[index - 2]) in ("O", "P", "A", "N")


def _stands_beside_verb(words: list[str], lowers: list[str], index: int) -> bool:
    """A capitalised word with none beside it, and a verb of speaking in front or behind."""
    before = lowers[index - 1] if index else ""
    behind = index + 1
    while behind < min(len(lowers), index + 3) and lowers[behind] in ADVERBS:
        behind += 1
    after = lowers[behind] if behind < len(lowers) else "."
    if before in SPEECH_BEFORE_SPEAKER or before in ("menurut", "said"):
        return not word_class(words[index + 1] if index + 1 < len(words) else ".")
    if word_class(words[index]) not in ("U", "N", "G"):
        return False
    if after in SAYING or after in SAYING_WITH_COMMA or after in ASKING:
        return index == 0 or not word_class(words[index - 1])
    return False
