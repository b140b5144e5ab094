"""Mentions of people, roles and institutions in a sentence.

Indonesian news writes 'Kepala Dinas Kesehatan Papua Robby Kayame' with no comma between role and
name, so a phrase in capitals is cut where words of institutions and places end.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from .lexicon import (
    ADJUNCTS,
    ADVERBS,
    ASKING,
    CONJUNCTIONS,
    GENERIC_INSTITUTIONS,
    HONORIFICS,
    INSTITUTION_HEADS,
    INSTITUTION_NAMES,
    KIN,
    NAME_PARTICLES,
    NAMES_TOO,
    OFFICES,
    ORGANISATION_WORDS,
    OWNERS,
    PLACE_ROLES,
    PREPOSITIONS,
    RANKS,
    ROLES,
    SAID_PASSIVE,
    SAYING,
    SAYING_WITH_COMMA,
    SPEECH_BEFORE_SPEAKER,
    TIMES,
    word_set,
)
from .places import PLACES
from .sentences import OPENERS
from .tokens import QUOTE, Sentence

_ABSTRACT = re.compile(
    r"(?:(?:ke|pe|pem|pen|peng|per)[a-z]{4,}an"
    r"|[a-z]{3,}(?:asi|isi|usi|itas|ologi|isme|ansi|ensi|aksi|uksi|tion|ment|ship|sion|[a-z]{3}ity|cracy|ics|ness))$"
)
_ROLE = re.compile(
    r"(?:wa)?ka(?:pol(?:da|res|sek)|dis|din|bid|bag|sub|nit|div|puspen|kanwil|satgas)\w*$"
    r"|pang(?:dam|ko|kos)\w*$|(?:wa)?men(?:ko|ristek|teri)\w*$|dan(?:rem|dim|lan|yon|pus)\w*$|[a-z]{3,}(?:ologist|onomist)$"
)
_BRAND = re.compile(r"(?!Mc|Mac|De|Di|La|Le)[^\W\d_]*[a-z][A-Z]")
_BRACKETS = re.compile(r"\s*\([^()]*\)?")
_ROMAN = re.compile(r"[IVXL]+$")
_INTRODUCES_NAME = word_set(
    """
    pt cv ud yayasan universitas institut hotel dusun desa kelurahan kecamatan kabupaten kota
    jalan sma smk smp sd sman smkn smpn sdn rs rsud rsu masjid pasar stasiun bandara pelabuhan
    pulau partai gereja pondok pesantren puskesmas kampus stikes politeknik klinik apotek toko
    perum polsek polres kampung restoran cafe kafe museum
    """
)
"""Words whose next word is a name of their own ('PT Genecraft', 'Desa Temon'), no person's."""

_LOWER_TITLES = word_set("dr drg drh drs dra")
_LOWER_ROLE_WORDS = word_set("bicara besar utama agung muda ketua kepala tugas jenderal")
_ROLE_GOES_ON = ORGANISATION_WORDS | _LOWER_ROLE_WORDS | GENERIC_INSTITUTIONS
_SCHOOLED = word_set("jurusan kelas fakultas prodi angkatan semester")
_RANK_GOES_ON = word_set("besar polisi satu dua jenderal madya muda tinggi pol purn tni inf kav arm laut udara infanteri")
_CONNECTORS = word_set("dan pada untuk serta tentang bidang of for and the &")
_NO_NAMES = (CONJUNCTIONS | OPENERS | ADVERBS | ADJUNCTS | PREPOSITIONS | SAID_PASSIVE) - {"hari"}
_NO_OPENERS = (_NO_NAMES | KIN | {"hari"}) - ROLES - INSTITUTION_HEADS
_LONGEST = 30  # tokens of one phrase; longer ones are lists


class Kind(StrEnum):
    """What a mention says of who is meant."""

    NAMED = "named"
    ROLE = "role"
    INSTITUTION = "institution"
    PRONOUN = "pronoun"
    NYA = "nya"
    DESCRIPTION = "description"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``[first, last)`` of a sentence that stand for somebody.

    ``name`` are the name's words without titles, empty where there is none. ``introduced``: with
    a role, an age or two words of name; ``presented``: with a role or an age. ``doubtful``: a
    lone capitalised word that opens the sentence, which any word may be. ``acronym``: what stood
    in brackets behind it. ``opens``: a name that opens the sentence, whose first word may not
    belong to it.
    """

    first: int
    last: int
    kind: Kind
    name: tuple[str, ...] = ()
    role: str | None = None
    affiliation: str | None = None
    acronym: str | None = None
    introduced: bool = False
    presented: bool = False
    aged: bool = False
    doubtful: bool = False
    opens: bool = False


@lru_cache(maxsize=20_000)
def word_class(word: str) -> str:
    """One letter: R role, K rank or title, P place, O word of institutions, A acronym, I initials,
    T time, U any other capitalised word (a name, perhaps); '' without a capital."""
    if not word[0].isupper():
        return "K" if word in _LOWER_TITLES else ""
    lower = word.lower()
    if lower in TIMES or word == "UU":
        return "T"
    if lower in NAMES_TOO:
        return "N"
    if ((lower in RANKS and len(word) > 1) or lower in HONORIFICS) and word != "MS":
        return "K"
    if lower in ROLES or _ROLE.match(lower):
        return "R"
    if lower in PLACES:
        return "P"
    if lower in INSTITUTION_HEADS or lower in ORGANISATION_WORDS or (
        _ABSTRACT.match(lower) and lower != "nasution"
    ):
        return "O"
    if lower in _NO_NAMES and not word.isupper():
        return ""
    if lower.endswith("nya") and len(lower) > 6:
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
    ``commons``: words that it writes in lower case. ``followers``: which words come right behind a capitalised one.
    """

    seeds: frozenset[str]
    followers: dict[str, set[str]]
    commons: frozenset[str]


def gather_evidence(sentences: list[Sentence]) -> Evidence:
    """Reads every sentence once."""
    seeds: set[str] = set()
    followers: dict[str, set[str]] = {}
    commons: set[str] = set()
    for sentence in sentences:
        words, lowers = sentence.words, sentence.lowers
        for index, lower in enumerate(lowers):
            kind = word_class(words[index])
            if not kind:
                if lower.isalpha():
                    commons.add(lower)
            elif kind in ("U", "N", "P", "A"):
                after = lowers[index + 1] if index + 1 < len(lowers) else "."
                followers.setdefault(lower, set()).add(after)
                if _stands_beside_verb(words, lowers, index):
                    seeds.add(lower)
    return Evidence(frozenset(seeds), followers, frozenset(commons))


def _stands_beside_verb(words: list[str], lowers: list[str], index: int) -> bool:
    """A capitalised word with none beside it, and a verb of speaking in front or behind."""
    before = lowers[index - 1] if index else ""
    behind = index + 1
    while behind < min(len(lowers), index + 3) and lowers[behind] in ADVERBS:
        behind += 1
    after = lowers[behind] if behind < len(lowers) else "."
    if before in SPEECH_BEFORE_SPEAKER or before in ("menurut", "said"):
        return not word_class(words[index + 1] if index + 1 < len(words) else ".")
    if word_class(words[index]) != "U":
        return False
    if after in SAYING or after in SAYING_WITH_COMMA or after in ASKING:
        return index == 0 or not word_class(words[index - 1])
    return False


def find_mentions(sentence: Sentence, evidence: Evidence) -> list[Mention]:
    """People, roles and institutions in order; a name and its role beside it are one."""
    mentions: list[Mention] = []
    words, lowers = sentence.words, sentence.lowers
    index = 0
    while index < len(words):
        word = words[index]
        opens = word_class(word) not in ("", "T") or lowers[index] in ROLES
        if not opens or (_opens_sentence(sentence, index) and lowers[index] in _NO_OPENERS):
            index += 1
            continue
        mention, index = _phrase(sentence, index, evidence)
        if mention is not None:
            mentions.append(mention)
    return _joined(sentence, mentions)


def _opens_sentence(sentence: Sentence, index: int) -> bool:
    return index == 0 or sentence.words[index - 1] in (QUOTE, "—", "–", ":", "”", '"')


def _phrase(sentence: Sentence, first: int, evidence: Evidence) -> tuple[Mention | None, int]:
    """The mention that begins at ``first``, and the index to go on from."""
    last, acronym, aged = _extent(sentence, first)
    words = sentence.words
    classes = [word_class(words[index]) for index in range(first, last)]
    core = last - first
    classes = _settled_classes(sentence, first, classes, evidence)
    late = _late_role(lower=sentence.lowers[first], classes=classes)
    if late:
        first, classes = first + late, classes[late:]
    begin = _name_begin(sentence, first, classes, evidence)
    end = last
    if acronym or aged:
        end = _closing(words, last) + 1
    if begin is None:
        nameless = _nameless(sentence, first, last, end, classes, acronym)
        return nameless, max(end, first + 1, nameless.last if nameless else 0)
    name = _name_words(words[first + begin : last])
    role_end = _before_ranks(sentence, first, first + begin)
    has_role = "R" in classes[:begin] or sentence.lowers[first] in ROLES
    role, affiliation = _role(sentence, first, role_end) if has_role else (None, None)
    ranked = role_end < first + begin
    if not has_role and not ranked:
        first, begin = first + begin, 0
    mention = Mention(
        first,
        end,
        Kind.NAMED,
        name,
        role,
        affiliation,
        introduced=aged or has_role or ranked or len(name) > 1,
        presented=aged or has_role or ranked,
        aged=aged,
        doubtful=core == 1 and not aged and _opens_sentence(sentence, first),
        opens=begin == 0 and not aged and _opens_sentence(sentence, first),
    )
    return mention, end


def _settled_classes(
    sentence: Sentence, first: int, classes: list[str], evidence: Evidence
) -> list[str]:
    """Classes in which places and institutions' words that are a name here are 'U'.

    'Budi Karya': behind a name. 'Bima Arya': where the article says 'kata Bima'.
    """
    settled: list[str] = []
    for index, kind in enumerate(classes):
        lower = sentence.lowers[first + index]
        if kind in tuple("NPO") and lower in evidence.seeds and lower not in INSTITUTION_HEADS:
            settled.append("U")
        elif kind == "N":
            introduced = index > 0 and sentence.lowers[first + index - 1] in _INTRODUCES_NAME
            is_name = index > 0 and settled[-1] in ("U", "I") and not introduced
            settled.append("U" if is_name else "O")
        else:
            settled.append(kind)
    return settled


def _name_words(words: list[str]) -> tuple[str, ...]:
    """The words of a name, an initial with its full stop, without the English possessive."""
    parts: list[str] = []
    for word in words:
        if word == "." and parts:
            parts[-1] += word
        elif word not in ".,":
            parts.append(word.removesuffix("’s").removesuffix("'s"))
    return tuple(parts)


def _holds_institution(words: list[str], index: int, limit: int) -> bool:
    """Whether the capitals behind 'dan' are more of an institution: 'Kayu dan Rotan Industri'."""
    while index < limit and word_class(words[index]) not in ("", "T", "R", "K"):
        if word_class(words[index]) in ("O", "A", "P"):
            return True
        index += 1
    return False


def _before_ranks(sentence: Sentence, first: int, last: int) -> int:
    """Where the ranks and titles in front of the name at ``last`` begin."""
    words = sentence.words

    def is_rank(index: int) -> bool:
        return word_class(words[index]) == "K" or sentence.lowers[index] in _RANK_GOES_ON

    if last - 4 > first and words[last - 1] == ")" and words[last - 3] == "(" and is_rank(last - 4):
        last -= 3  # 'Brigadir Jenderal (Mar) Rasman'
    begin = last
    while begin > first and (is_rank(begin - 1) or words[begin - 1] == "."):
        begin -= 1
    while begin < last and word_class(words[begin]) != "K":
        begin += 1  # 'Panglima TNI Marsekal': TNI is the role's
    return begin


def _late_role(lower: str, classes: list[str]) -> int:
    """Where a role begins behind a subheading ('Lobi-lobi PSBB Menteri Koordinator ...'), or 0."""
    if classes[0] in ("R", "K") or lower in INSTITUTION_HEADS or lower in ROLES:
        return 0
    if "R" not in classes:
        return 0
    role = classes.index("R")  # 'Health Minister' and 'Jakarta Governor' are whole
    return role if {"U", "A"}.intersection(classes[:role]) else 0


def _extent(sentence: Sentence, first: int) -> tuple[int, str | None, bool]:
    """Where the phrase ends (exclusive), the acronym in brackets behind it, whether an age is."""
    words, lowers = sentence.words, sentence.lowers
    classes = word_class
    index = first + 1
    limit = min(len(words), first + _LONGEST)
    has_role = lowers[first] in ROLES or classes(words[first]) in ("O", "A")
    if not classes(words[first]):
        index = _lower_role(sentence, index, limit)
    while index < limit:
        kind = classes(words[index])
        before = classes(words[index - 1])
        if kind and kind != "T":
            if kind == "R" and before in ("U", "I") and has_role and index - first > 2:
                break
            index += 1
        elif (
            words[index].isdigit() and has_role and index + 1 < limit and classes(words[index + 1])
        ):
            index += 1  # 'Kepala Humas Daop 1 Eva Chairunisa'
        elif words[index].isdigit() and before in ("O", "A", "P"):
            index += 1
        elif has_role and before == "O" and words[index][0].isupper() and _goes_on(sentence, index):
            index += 1  # 'Industri Hasil Hutan': a word that elsewhere opens sentences
        elif has_role and index - first <= 2 and _is_lower_role_word(sentence, index):
            index += 1  # 'Juru bicara Satuan Tugas', 'Menteri luar negeri Retno'
        elif has_role and lowers[index].startswith("se-") and len(words[index]) > 5:
            index += 1  # 'Asosiasi Pemerintah Kabupaten se-Indonesia'
        elif (
            has_role
            and lowers[index] in ORGANISATION_WORDS
            and words[index + 1 : index + 2] == ["("]
        ):
            index += 1
        elif words[index] == "(":
            close = _closing(words, index)
            inner = words[index + 1] if close else ""
            if inner.isdigit() and len(inner) <= 3:
                return index, None, True
            if not close or not classes(inner):
                break
            if close + 1 >= limit or classes(words[close + 1]) in ("", "T"):
                return index, _text(sentence, index + 1, close), False
            index = close + 1
        elif _is_inside_name(sentence, index, before) or _joins(sentence, index, has_role, limit):
            index += 1
        else:
            break
    return index, None, False


def _closing(words: list[str], index: int) -> int:
    """Where the bracket that opens at ``index`` closes, 0 where it holds more than an aside."""
    for close in range(index + 2, min(len(words), index + 8)):
        if words[close] == ")":
            return close
    return 0


def _lower_role(sentence: Sentence, index: int, limit: int) -> int:
    """Past the lower-case words of 'pengamat transportasi Djoko', if capitals follow them."""
    while index < limit and sentence.words[index] in _ROLE_GOES_ON:
        index += 1  # 'juru bicara pemerintah', 'chief executive'
    ahead = index
    while ahead < min(limit, index + 3) and sentence.words[ahead].isalpha():
        if word_class(sentence.words[ahead]):
            return ahead
        if sentence.lowers[ahead] in _NO_OPENERS or sentence.lowers[ahead] in SAYING:
            break
        ahead += 1
    return index


def _is_lower_role_word(sentence: Sentence, index: int) -> bool:
    """A word of a role without its capital, with a capitalised or another such word behind."""
    if sentence.lowers[index] not in ORGANISATION_WORDS | _LOWER_ROLE_WORDS:
        return False
    following = sentence.words[index + 1 : index + 2]
    return bool(following) and (
        word_class(following[0]) not in ("", "T") or following[0] in ORGANISATION_WORDS
    )


def _is_inside_name(sentence: Sentence, index: int, before: str) -> bool:
    """The full stop of 'M. Hanif' or the particle of 'Ali bin Abdullah'."""
    stop = sentence.words[index] == "." and before in ("I", "K")
    particle = sentence.lowers[index] in NAME_PARTICLES and before == "U"
    return (stop or particle) and _goes_on(sentence, index)


def _goes_on(sentence: Sentence, index: int) -> bool:
    """Whether a capitalised word stands right behind the token."""
    return index + 1 < len(sentence.words) and word_class(sentence.words[index + 1]) in tuple(
        "UIKPON"
    )


def _joins(sentence: Sentence, index: int, has_role: bool, limit: int) -> bool:
    """Whether a comma, a slash or 'dan' at ``index`` is inside the name of an institution."""
    words, lowers = sentence.words, sentence.lowers
    if not has_role or index + 1 >= limit:
        return False
    comma = words[index - 1] == "," and index >= 2
    before, after = word_class(words[index - 1 - comma]), word_class(words[index + 1])
    if lowers[index] in ("of", "on", "for", "to", "at") and before in ("O", "U", "A", "R"):
        return bool(after)
    if lowers[index] in ("dari", "di", "pada") and (
        before in ("O", "A") or (before == "R" and lowers[index - 1] not in OFFICES)
    ):
        if (after == "O" and lowers[index + 1] in INSTITUTION_HEADS) or (
            lowers[index] == "dari" and before != "R" and after in ("A", "P")
        ):
            return True
    if lowers[index] == "di" and (before in ("O", "A", "P") or words[index - 1] == ")"):
        # 'Konsul Jenderal RI di Chicago Meri Simorangkir'
        return after in ("P", "U") and index + 2 < limit and word_class(words[index + 2]) == "U"
    if lowers[index] in _CONNECTORS:
        if lowers[index + 1] in ("the", "bidang"):
            after = word_class(words[index + 2]) if index + 2 < limit else ""
        listed = before in ("O", "A", "P") and after in ("O", "A", "P")
        # 'Kamar Dagang dan Industri', but not 'Ketua KPK Budi dan Kementerian Keuangan'
        if listed:
            return True
        if before not in ("U", "O", "A", "P") or lowers[index + 1] in INSTITUTION_HEADS:
            return False
        return after == "O" or (
            after in ("U", "N") and _holds_institution(words, index + 1, limit)
        )
    if words[index] == "/":
        return bool(after) and (bool(before) or words[index - 1].isdigit())
    if words[index] == "," and before in ("O", "U"):
        if lowers[index + 1] in ("dan", "and"):
            return index + 2 < limit and word_class(words[index + 2]) == "O"
        ahead = lowers[index + 1 : index + 9]
        listed = after == "O" and lowers[index + 1] not in INSTITUTION_HEADS
        return listed and ("dan" in ahead or "and" in ahead)
    return False


def _name_begin(
    sentence: Sentence, first: int, classes: list[str], evidence: Evidence
) -> int | None:
    """Where in the phrase the person's name begins, None where it has none."""
    words, lowers = sentence.words, sentence.lowers
    begin = len(classes)
    while begin and (
        classes[begin - 1] in ("U", "I")
        or (words[first + begin - 1] == "." and begin > 1 and classes[begin - 2] in ("I", "K"))
        or (lowers[first + begin - 1] in NAME_PARTICLES and begin < len(classes))
    ):
        begin -= 1
    while begin < len(classes) and not classes[begin]:
        begin += 1  # a particle or full stop can't begin a name
    if lowers[first] in ("rumah", "universitas", "bandara", "jalan"):
        return None  # 'Rumah Sakit Dr Sardjito'
    ranked = _after_rank(lowers, first, classes)
    if ranked is not None and ranked <= begin:
        return ranked
    if begin == len(classes) and classes and classes[0] in ("U", "I") and "U" in classes:
        # 'Jaka Utama': a name's second word that is an institution's word too
        return (
            0
            if len(classes) <= 3 and classes[0] == "U" and lowers[first] in evidence.seeds
            else None
        )
    if "U" not in classes[begin:]:
        return None
    if begin and lowers[first + begin - 1] in _CONNECTORS | {"on", "to", "at", "di"}:
        begin += 1  # 'Tanaman Pangan dan Hortikultura Dadan Hidayat'
        if begin >= len(classes):
            return None
    if begin:
        begin = _past_known(evidence, lowers, first, begin, len(classes))
    if lowers[first] in ROLES and _SCHOOLED.intersection(words[first : first + begin]):
        return None  # 'siswa Jurusan Teknik Mesin'
    intro = begin
    while intro and words[first + intro - 1].isdigit():
        intro -= 1  # 'SMKN 1 Cangkringan'
    if intro and lowers[first + intro - 1] in _INTRODUCES_NAME:
        for index in range(begin, len(classes)):
            if lowers[first + index] in evidence.seeds:
                return index if index > begin or lowers[first] in ROLES else None
        begin += 1
        if len(classes) - begin < 2:
            return None
    elif begin == 0 and lowers[first] in _INTRODUCES_NAME:
        return None
    elif begin and not set(classes[:begin]) & {"R", "K"} and lowers[first] not in ROLES:
        # 'Dinas Kesehatan Sultra Budi' has no role: the words are the institution's, or a
        # subheading's with no full stop
        return begin if begin <= 2 and lowers[first + begin] in evidence.seeds else None
    return begin


def _past_known(evidence: Evidence, lowers: list[str], first: int, begin: int, size: int) -> int:
    """Past words before the name that the article uses on their own.

    'Manajemen Pelaksana Kartu Prakerja Panji W Ruky', where Prakerja elsewhere has other words
    behind it. At least two words are left, or one that stands alone beside a verb of speaking.
    """
    for index in range(size - 1, begin, -1):
        previous = lowers[first + index - 1]
        known = previous in evidence.commons or len(evidence.followers.get(previous, ())) > 1
        if previous in evidence.seeds or not known:
            continue
        if size - index >= 2 or lowers[first + index] in evidence.seeds:
            return index
    return begin


def _after_rank(lowers: list[str], first: int, classes: list[str]) -> int | None:
    """The index behind the last rank, if a name begins there."""
    for index in range(len(classes) - 1, -1, -1):
        if classes[index] != "K":
            continue
        if lowers[first + index] == "jenderal" and lowers[first + index - 1 : first + index] in (
            ["direktur"],
            ["sekretaris"],
            ["konsul"],
        ):
            return None
        after = index + 1
        while after < len(classes) and (
            lowers[first + after] in _RANK_GOES_ON or lowers[first + after] == "."
        ):
            after += 1
        if after < len(classes) and classes[after] in ("U", "I"):
            return after
        alone = set(classes[:index]) <= {"K"} and lowers[first + index] in RANKS
        if alone and after < len(classes) <= after + 3:
            return after  # 'Mayjen Tugas': behind a rank and nothing else, any word is a name
        return None
    return None


def _role(sentence: Sentence, first: int, last: int) -> tuple[str | None, str | None]:
    """The role's text and, within it, the institution's."""
    while last > first and sentence.words[last - 1] in ",./(":
        last -= 1
    if last <= first:
        return None, None
    role = _BRACKETS.sub("", _text(sentence, first, last)).strip()
    for index in range(first + 1, last):
        word, lower = sentence.words[index], sentence.lowers[index]
        if word == "(" or (index > 0 and sentence.words[index - 1] == "("):
            continue
        if word_class(word) and (
            lower in INSTITUTION_HEADS or word_class(word) == "A" or lower == "fakultas"
        ):
            return role, _BRACKETS.sub("", _text(sentence, index, last)).strip()
    return role, None


def _text(sentence: Sentence, first: int, last: int) -> str:
    """The article's own words, white space as it stood but for line ends."""
    parts = [sentence.words[first]]
    for index in range(first + 1, last):
        if sentence.starts[index] > sentence.ends[index - 1]:
            parts.append(" ")
        parts.append(sentence.words[index])
    return "".join(parts)


def _nameless(
    sentence: Sentence,
    first: int,
    last: int,
    end: int,
    classes: list[str],
    acronym: str | None,
) -> Mention | None:
    """A role or an institution with no person's name."""
    lower = sentence.lowers[first]
    if lower in ROLES:
        role, affiliation = _role(sentence, first, last)
        return Mention(first, end, Kind.ROLE, (), role, affiliation, acronym)
    heads = sentence.lowers[last - 1] in INSTITUTION_HEADS and last - first > 1  # English order
    if (
        classes[0] == "A"
        or heads
        or (
            lower in INSTITUTION_HEADS
            and (last - first > 1 or sentence.words[first].isupper() or _is_short(lower))
        )
    ):
        name = (_text(sentence, first, last),)
        if not acronym and end + 1 < len(sentence.words) and sentence.lowers[end] == "atau":
            following = sentence.words[end + 1]
            if word_class(following) == "A":
                acronym, end = following, end + 2
        return Mention(first, end, Kind.INSTITUTION, name, acronym=acronym, introduced=True)
    return None


def _is_short(lower: str) -> bool:
    """Institutions that one word names."""
    return lower in GENERIC_INSTITUTIONS or lower in INSTITUTION_NAMES


def _joined(sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
    """Joins 'Kepala Dinas Sleman, Joko Hastaryo' and 'Suharti, Deputi Gubernur'."""
    joined: list[Mention] = []
    for mention in mentions:
        previous = joined[-1] if joined else None
        if previous is not None and _is_employer(previous, mention):
            role = f"{' '.join(previous.name)} {mention.role}"
            joined[-1] = replace(
                mention, first=previous.first, role=role, affiliation=previous.name[0]
            )
            continue
        if (
            len(joined) > 1
            and mention.kind is Kind.NAMED
            and joined[-1].kind is Kind.INSTITUTION
            and joined[-2].kind is Kind.ROLE
            and _are_listed(sentence, joined[-2], joined[-1])
            and _are_listed(sentence, joined[-1], mention)
        ):
            previous = joined.pop(-2)  # 'Kepala Humas, Rumah Sakit Sardjito, Banu Hermawan'
            joined[-1] = replace(previous, last=joined[-1].last)
            previous = joined[-1]
        if previous is not None and _are_beside(sentence, previous, mention):
            if _founds(previous) and mention.kind is Kind.NAMED:
                role_text = f"{previous.role} {' '.join(previous.name)}"
                previous = replace(previous, kind=Kind.ROLE, name=(), role=role_text)
            named, role = (mention, previous) if previous.kind is Kind.ROLE else (previous, mention)
            joined[-1] = replace(
                named,
                first=previous.first,
                last=mention.last,
                role=named.role or role.role,
                affiliation=named.affiliation or role.affiliation,
                acronym=role.acronym,
                introduced=True,
                presented=True,
                doubtful=False,
            )
        else:
            joined.append(mention)
    return joined


def _founds(mention: Mention) -> bool:
    """'pendiri Kurabesi Explorer', 'Camat Neglasari': the name may be what the role is of."""
    if not mention.name or not mention.role or mention.aged or mention.kind is not Kind.NAMED:
        return False
    head = mention.role.split()[0].lower()
    place = head in PLACE_ROLES and len(mention.name) == 1
    return mention.role[0].islower() or head in OWNERS or place


def _only_places(sentence: Sentence, first: int, last: int) -> bool:
    """', Kelurahan Sumbersari, Kecamatan Moyudan,' between a role and a name."""
    words = sentence.words[first:last]
    if not 3 <= len(words) <= 12 or words[0] != "," or words[-1] != ",":
        return False
    parts = [word for word in words if word != ","]
    return all(word_class(word) in ("P", "O", "U", "N") for word in parts) and any(
        word_class(word) == "P" or word.lower() in _INTRODUCES_NAME for word in parts
    )


def _is_employer(left: Mention, right: Mention) -> bool:
    """'Manpower Ministry secretary-general Hery Sudarmanto', in English order."""
    return (
        left.kind is Kind.INSTITUTION
        and right.first == left.last
        and right.kind in (Kind.NAMED, Kind.ROLE)
        and right.role is not None
        and right.role[0].islower()
    )


def _are_listed(sentence: Sentence, left: Mention, right: Mention) -> bool:
    """Only a comma between them."""
    return sentence.words[left.last : right.first] == [","]


def _are_beside(sentence: Sentence, left: Mention, right: Mention) -> bool:
    between = sentence.lowers[left.last : right.first]
    if between in (["dan"], ["and"], ["sekaligus"]):
        head = (left.role or "").split(" ")[0].lower()
        if left.kind is Kind.ROLE and right.kind is Kind.NAMED:
            return head in OWNERS or bool(right.role and right.role[0].islower())
    if between in (["selaku"], ["sebagai"], ["sekaligus"], ["yang", "juga"]):
        return left.kind is Kind.NAMED and right.kind is Kind.ROLE
    if between != [","] and not _only_places(sentence, left.last, right.first):
        return {left.kind, right.kind} == {Kind.ROLE, Kind.NAMED} and (
            right.first == left.last and left.kind is Kind.ROLE and right.role is None
        )
    if left.kind is Kind.ROLE and right.kind is Kind.NAMED:
        return right.role is None
    if _founds(left) and right.kind is Kind.NAMED and right.role is None:
        return sentence.words[right.last : right.last + 1] in ([","], ["("], ["."])
    if left.kind is Kind.NAMED and right.kind is Kind.ROLE and left.role is None:
        following = sentence.words[right.last] if right.last < len(sentence.words) else "."
        closes = following in (".", ",", "(", QUOTE, "di", "dari", "pada")
        return not word_class(following) and (right.last - right.first > 1 or closes)
    return False
