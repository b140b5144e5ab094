"""Names in a claim that what it cites doesn't have."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from index.quotations import find_quotations
from index.speech_verbs import AHEAD_OF_CONTENT, SAID_PASSIVE, speech_stem
from index.word_classes import NO_NAMES
from index.words import ANONYMOUS, PLURAL_PRONOUNS, PRONOUNS, TIMES
from rag.role_words import is_role, role_tokens

_NAME = re.compile(r"[^\W\d_]+(?:[’'‑-][^\W\d_]+)*")
_ROMAN = re.compile(r"[IVXL]+")
# What a capital may begin in English for what an Indonesian article names in Indonesian, and the
# other way; the words beside these that are roles and their fields are in rag/role_words.py.
_TITLES = frozenset(
    """
    mr mrs ms dr prof professor ir hj h the of and rp wib wita wit am pm us as id
    ministry minister agency board bureau office department service committee council commission
    association federation union forum institute university school college academy hospital clinic
    library museum market port harbour harbor station terminal stadium hall city town village
    district subdistrict regency province provincial regional national local island islands river
    lake strait bay sea mountain mount north south east west northern southern eastern western
    central general deputy chief head chair director president secretary mayor regent governor
    coach captain professor weather climate disaster mitigation management relief education health
    trade industry transport transportation agriculture maritime marine fisheries affairs safety
    literacy technical textile elementary primary high referee referees league society farmers
    fishermen cassava craftspeople artisans drivers midwives investor investors retail company
    indonesian indonesia english javanese state police fc limited ltd plc inc elders product house
    kementerian menteri badan lembaga dinas kantor dewan komisi komite asosiasi federasi serikat
    persatuan paguyuban ikatan institut universitas sekolah rumah sakit perpustakaan museum pasar
    pelabuhan stasiun terminal stadion balai kota kabupaten provinsi daerah wilayah desa kelurahan
    kecamatan pulau kepulauan sungai kali danau selat teluk laut gunung utara selatan timur barat
    tengah umum wakil kepala ketua direktur presiden sekretaris wali bupati gubernur pelatih kapten
    jalan raya liga kapal dokter junior open rota chess catur feri terbuka awak pelaut
    """.split()
)


def wrong_name(claim: str, sources: Iterable[str], two_languages: bool = False) -> str | None:
    """The first name in a claim that the sources don't have, or None.

    ``sources`` are the cited passages, titles, outlets, days and speakers. With
    ``two_languages`` a role or an institution may be named by its kind in the claim's language.
    """
    text = "\n".join(sources)
    there = _words(text)
    roles = set(role_tokens(text)) if two_languages else set()
    for name in _names(claim, two_languages):
        for part in re.split(r"[-‑]", name):
            word = _folded(part)
            if len(word) < 2 or word in there or _ROMAN.fullmatch(part):
                continue
            if two_languages and (word in _TITLES or _is_role_there(word, roles)):
                continue
            return name
    return None


def _names(claim: str, two_languages: bool) -> list[str]:
    """The words with a capital that aren't there for the sentence's beginning; no quotations:
    those are compared letter by letter. In two languages no first word but an acronym."""
    masked = list(claim)
    for quotation in find_quotations(claim):
        masked[quotation.start : quotation.end] = " " * (quotation.end - quotation.start)
    text = "".join(masked)
    words = list(_NAME.finditer(text))
    found = []
    for index, match in enumerate(words):
        word = match[0]
        if not word[0].isupper() or word.lower() in TIMES:
            continue
        if _begins(text, match.start()) and not (
            _is_acronym(word) or (not two_languages and _is_name(words, index))
        ):
            continue
        found.append(word)
    return found


def _begins(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"“”'‘’(")
    return not before or before[-1] in ".?!:\n"


def _is_acronym(word: str) -> bool:
    return len(word) > 2 and word.isupper()


def _is_name(words: list[re.Match[str]], index: int) -> bool:
    """Whether the first word of a sentence is a name: a capital follows, and it is no opener."""
    lower = words[index][0].lower()
    if lower in _openers() or speech_stem(lower) is not None:
        return False
    return index + 1 < len(words) and words[index + 1][0][0].isupper()


@cache
def _openers() -> frozenset[str]:
    return frozenset(
        NO_NAMES | AHEAD_OF_CONTENT | SAID_PASSIVE | PRONOUNS | PLURAL_PRONOUNS | ANONYMOUS
    ) | frozenset("according under its the menurut warga petani kasus kapal both all when".split())


def _is_role_there(word: str, roles: set[str]) -> bool:
    tokens = role_tokens(word)
    return not tokens or all(token in roles or is_role(token) for token in tokens)


def _words(text: str) -> set[str]:
    return {
        _folded(part) for name in _NAME.findall(text) for part in (name, *re.split("[-‑]", name))
    }


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"['’]s?$", "", plain).replace("’", "'")
