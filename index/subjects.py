"""Who a verb of speaking has for its speaker, in front of it or behind."""

import re
from bisect import bisect_left
from dataclasses import replace

from .cues import AND_VERB, LONGEST_SUBJECT, STARTERS, Reading
from .institutions import BODIES, GENERIC_INSTITUTIONS, INSTITUTION_HEADS
from .mentions import Kind, Mention
from .roles import PERSON_NOUNS, ROLES
from .speech_verbs import AHEAD_OF_CONTENT, NOT_SAID
from .tokens import QUOTE
from .word_classes import word_class
from .words import (
    ADJUNCTS,
    ADVERBS,
    ANONYMOUS,
    DEMONSTRATIVES,
    OWNING,
    PLURAL_PRONOUNS,
    PREPOSITIONS,
    PRONOUNS,
    word_set,
)

_LONGEST_SUBHEADING = 4  # tokens that may stand unmarked in front of a speaker
_LONGEST_BODY = 3  # words of 'the state health agency'
_DOCUMENTS = word_set(
    """
    data laporan survei hasil catatan studi riset penelitian kajian dokumen surat rilis media jumlah
    """
)
_CLAUSE_MARKS = frozenset((",", QUOTE, "—", "–", ":", ";"))
_PERSON_NOUN = re.compile(r"(?:pe(?!r)[a-z]{4,}(?<!an)|[a-z]{3,}(?:wan|wati|is))$")
_INDEFINITE = word_set(
    """
    seorang salah sejumlah beberapa banyak para sebagian setiap semua seseorang
    a an some many several one
    """
)
_GROUPS = word_set(
    """
    officials residents witnesses sources experts critics prosecutors investigators authorities
    lawyers doctors organisers organizers campaigners scientists researchers analysts economists
    firefighters detectives officers relatives neighbours neighbors colleagues protesters workers
    """
)
_OPENERS = STARTERS | ADVERBS
_BEFORE_CLAUSE = _OPENERS | {"oleh", "the", "sementara"}
_ORIGINS = word_set("asal yang kelahiran berusia")


def subject_behind(reading: Reading, index: int) -> Mention | None:
    """Who stands right behind a verb of speaking."""
    while reading.lower(index) in ("lagi", "juga", "kemudian", "oleh", "pula", "the"):
        index += 1
    if reading.lower(index) in OWNING and index + 1 in reading.starting:
        index += 1
    lower = reading.lower(index)
    if lower in PRONOUNS or (lower in ("him", "her") and reading.word(index + 1) in ",."):
        return Mention(index, index + 1, Kind.PRONOUN)
    if lower in PLURAL_PRONOUNS:
        return Mention(index, index + 1, Kind.ANONYMOUS)
    mention = reading.starting.get(index)
    if mention is not None and mention.kind is Kind.NAMED:
        return _settled(mention)
    described = _description_behind(reading, index)
    if described is not None:
        return described
    if reading.word(index) in PERSON_NOUNS and reading.lower(index + 1) in _ORIGINS:
        return Mention(index, index + 2, Kind.DESCRIPTION)
    if mention is not None:
        return mention
    if word_class(reading.word(index) or ".") == "I" and len(lower) > 1:
        return Mention(index, index + 1, Kind.NAMED, (reading.word(index),), doubtful=True)
    if lower in ANONYMOUS:
        return Mention(index, min(index + 2, reading.size), Kind.ANONYMOUS)
    if lower in GENERIC_INSTITUTIONS:
        return _generic(reading, index)
    return None


def body_behind(reading: Reading, index: int) -> Mention | None:
    """'according to the heritage agency'."""
    if reading.lower(index - 1) != "the":
        return None
    for last in range(index, index + _LONGEST_BODY):
        if reading.word(last) in BODIES:
            return Mention(index, last + 1, Kind.DESCRIPTION)
        if not reading.word(last).isalpha():
            return None
    return None


def _settled(mention: Mention) -> Mention:
    """The same mention, no longer doubtful: a verb of speaking stands beside it."""
    return replace(mention, doubtful=False) if mention.doubtful else mention


def _generic(reading: Reading, index: int) -> Mention:
    name = (reading.word(index)[:1].upper() + reading.word(index)[1:],)
    return Mention(index, index + 1, Kind.INSTITUTION, name)


def _description_behind(reading: Reading, index: int) -> Mention | None:
    """'kata siswa jurusan Teknik Otomotif itu': lower-case words up to a demonstrative."""
    if word_class(reading.word(index) or ".") or not reading.word(index)[:1].isalpha():
        return None
    for position in range(index, min(reading.size, index + 25)):
        word = reading.word(position)
        if word in (".", QUOTE) or (word == "," and reading.lower(index) not in PERSON_NOUNS):
            return None
        if reading.lower(position) in DEMONSTRATIVES:
            following = reading.word(position + 1)
            if following in ("", ".", ",", QUOTE) or reading.lower(position + 1) in ADJUNCTS:
                return Mention(index, position + 1, Kind.DESCRIPTION)
    return None


def subject_ahead(reading: Reading, verb: int) -> Mention | None:
    """The speaker in front of a verb, over adverbs and asides."""
    before = verb - 1
    while before >= 0 and reading.lower(before) in ADVERBS:
        before -= 1
    lower = reading.lower(before)
    if lower in PRONOUNS:
        if reading.lower(before - 1) in PREPOSITIONS:
            return None
        return Mention(before, before + 1, Kind.PRONOUN)
    if lower in PLURAL_PRONOUNS:
        return None if lower != "keduanya" else Mention(before, before + 1, Kind.ANONYMOUS)
    if reading.lower(verb) == "mengaku" and _is_initials(reading.word(before)):
        name = (reading.word(before),)
        return Mention(before, before + 1, Kind.NAMED, name, introduced=True, presented=True)
    mention = reading.ending.get(before + 1)
    if mention is not None and _can_be_subject(reading, mention):
        return _holder(reading, mention) or _settled(mention)
    if mention is not None:
        affiliated = _affiliated(reading, mention)
        if affiliated is not None:
            return affiliated
    if lower == "pihaknya" and _opens_clause(reading, before):
        return Mention(before, before + 1, Kind.NYA)
    if lower in GENERIC_INSTITUTIONS and _opens_clause(reading, before):
        return _generic(reading, before)
    if lower == "it" and reading.lower(verb) in ("said", "says", "added"):
        return Mention(before, before + 1, Kind.DESCRIPTION)
    if reading.word(before) in BODIES:
        for article in (before - 1, before - 2):
            if reading.lower(article) == "the" and reading.word(before - 1) not in _CLAUSE_MARKS:
                return Mention(article + 1, before + 1, Kind.DESCRIPTION)  # 'the company said'
    if lower in AND_VERB:
        return _first_of_clause(reading, before)
    return (
        _over_aside(reading, before)
        or _described_ahead(reading, before)
        or _opening_body(reading, before)
    )


def _is_initials(word: str) -> bool:
    """'IL mengaku': a suspect, of whom news gives no more."""
    return len(word) == 2 and word.isupper() and word_class(word) in ("I", "O")  # IL: a numeral too


def _holder(reading: Reading, mention: Mention) -> Mention | None:
    """'Saiful Tomi selaku Ketua Tim Pemenangan Wahdi - Qomaru mengatakan': the first speaks."""
    for other in reading.mentions:
        if other.last >= mention.first:
            return None
        between = reading.sentence.lowers[other.last : mention.first]
        if other.kind is Kind.NAMED and between[0] == "selaku" and "," not in between:
            return _settled(other)
    return None


def _affiliated(reading: Reading, mention: Mention) -> Mention | None:
    """'Reynaldi dari PT House of Rattan mengatakan': the name says where somebody is from."""
    if mention.kind is Kind.INSTITUTION and reading.lower(mention.first - 1) in ("dari", "from"):
        name = reading.ending.get(mention.first - 1)
        if name is not None and name.kind is Kind.NAMED and _opens_clause(reading, name.first):
            return replace(name, doubtful=False, introduced=True, presented=True)
    return None


def _opening_body(reading: Reading, before: int) -> Mention | None:
    """'The research council, which paid for the cameras, said'."""
    if reading.lower(0) != "the" or reading.word(before) != ",":
        return None
    for index in range(1, min(_LONGEST_SUBHEADING, before)):
        if reading.word(index) in BODIES and reading.word(index + 1) == ",":
            return (
                None
                if _has_verb(reading, index, before)
                else (Mention(1, index + 1, Kind.DESCRIPTION))
            )
    return None


def _first_of_clause(reading: Reading, before: int) -> Mention | None:
    """'Chief executive Mary Dunn apologised and said': who opens the sentence."""
    for mention in reading.mentions[:2]:
        named = mention.kind is Kind.NAMED and not mention.doubtful
        if named and mention.first <= _LONGEST_SUBHEADING and mention.last < before:
            return mention if _can_be_subject(reading, mention) else None
    return None


def _can_be_subject(reading: Reading, mention: Mention) -> bool:
    before = mention.first - 1
    while reading.lower(before) in ("the", "pihak"):
        before -= 1
    if reading.lower(before) in ("dan", "and") and any(
        other.kind is Kind.ROLE and other.last >= before - _LONGEST_BODY
        for other in reading.mentions
        if other.last <= before
    ):
        return True  # 'Pengamat transportasi dan Direktur Institut X Deddy Herlambang'
    if reading.lower(before) in PREPOSITIONS and not reading.word(before).isupper():
        return False
    if mention.kind is not Kind.ROLE or not mention.role or mention.role[0].isupper():
        return True
    return reading.lower(mention.first - 1) == "the"


def _opens_clause(reading: Reading, index: int) -> bool:
    return (
        index == 0
        or reading.word(index - 1) in _CLAUSE_MARKS
        or (reading.lower(index - 1) in _BEFORE_CLAUSE)
    )


def _over_aside(reading: Reading, before: int) -> Mention | None:
    """'X, saat ditemui di Jakarta, Senin (1/2), mengatakan': the first speaker of the clause."""
    if before < 0:
        return None
    nearest = bisect_left(reading.lasts, before - LONGEST_SUBJECT)
    for mention in reading.mentions[nearest : nearest + LONGEST_SUBJECT]:
        if mention.last > before:
            return None
        if not _can_be_subject(reading, mention):
            continue
        if mention.kind not in (Kind.NAMED, Kind.ROLE, Kind.INSTITUTION):
            continue
        if not _opens_clause(reading, mention.first) and not (
            (mention.presented or _is_apposed(reading, mention))
            and mention.first <= _LONGEST_SUBHEADING
        ):
            continue
        if mention.kind is Kind.INSTITUTION and reading.word(mention.last) == ",":
            continue
        if mention.doubtful and reading.word(mention.last) not in (",", "("):
            continue
        behind = reading.word(mention.last)
        aside = behind in (",", "(", "of") or reading.lower(mention.last) in ADJUNCTS
        if behind in ("dan", "and") and "," in reading.sentence.words[mention.first : mention.last]:
            aside = True  # 'Aziz Yanuari, kuasa hukum FPI dan Rizieq Shihab, menyatakan'
        if aside and not _has_verb(reading, mention.last, before):
            return _settled(mention)
    return None


def _is_apposed(reading: Reading, mention: Mention) -> bool:
    """'Penyandang netra Krisna Adi, yang diundang, menilai': nouns alone in front."""
    if len(mention.name) < 2 or reading.lower(mention.last + 1) not in ("yang", "who"):
        return False
    front = reading.sentence.lowers[: mention.first]
    return not any(
        word in PREPOSITIONS or word in AHEAD_OF_CONTENT or word.startswith("me") for word in front
    )


def _is_person_noun(lower: str) -> bool:
    """Nouns for people and institutions: petenis, jurnalis, wartawan, organisasi."""
    return (
        lower in PERSON_NOUNS
        or lower in INSTITUTION_HEADS
        or lower in ("kedua", "ketiga")
        or _PERSON_NOUN.match(lower) is not None
    )


def _has_verb(reading: Reading, first: int, last: int) -> bool:
    """A verb of speaking among the tokens, but for 'saat menyampaikan' and the like."""
    return any(
        reading.lower(index) in AHEAD_OF_CONTENT and reading.lower(index - 1) not in NOT_SAID
        for index in range(first, last)
    )


def _described_ahead(reading: Reading, before: int) -> Mention | None:
    """'Siswa kelas XII itu menuturkan', 'Salah satu warga mengatakan', at a clause's beginning."""
    first = before
    while first > 0 and reading.word(first - 1) not in _CLAUSE_MARKS and before - first < 25:
        first -= 1
    while reading.lower(first) in _OPENERS:
        first += 1
    if first > before:
        return None
    if _DOCUMENTS.intersection(reading.sentence.lowers[first : first + 4]):
        return None
    if reading.word(before) in _GROUPS and before - first < _LONGEST_SUBHEADING:
        return Mention(first, before + 1, Kind.ANONYMOUS)  # 'union officials said'
    lower = reading.lower(first)
    pointed = reading.lower(before) in DEMONSTRATIVES and before > first
    if lower in ANONYMOUS and not (pointed and lower not in _INDEFINITE):
        return Mention(first, before + 1, Kind.ANONYMOUS)
    if pointed:
        known = _is_person_noun(lower) or lower in ANONYMOUS
        return Mention(first, before + 1, Kind.DESCRIPTION) if known else None
    if lower in ROLES and not word_class(reading.word(before) or "."):
        return Mention(first, before + 1, Kind.ANONYMOUS)
    return None
