"""Pronouns and -nya: who or what they stand for in a follow-up."""

import re

from rag.follow_up.past import Past
from rag.follow_up.text import FUNCTION, content, is_verb, names_in, words
from rag.follow_up.turns import Known

_ID = re.compile(r"\b(?P<pronoun>dia|ia|beliau|doi|mereka)\b(?!\s+(?:yang|adalah)\b)", re.I)
_EN = re.compile(r"\b(?P<pronoun>he|she|him|her|his|they|them|their|it|its)\b", re.IGNORECASE)
_SAID_NYA = re.compile(r"\b(?P<noun>kata|ujar|tutur|ucap|menurut)nya\b", re.IGNORECASE)
_NYA = re.compile(r"\b(?P<noun>[a-z]{3,})nya\b", re.IGNORECASE)
# 'hanya', 'akhirnya', 'punya': no clitic, or one that stands for nothing.
_NO_NYA = frozenset(
    """
    ha pu bertan menan memu karena akhir misal biasa sebenar sebaik seharus rupa tern selanjut
    sesungguh sekurang setidak apabila umum pertama semesti sebelum sesudah setelah bia ta pertan
    berikut har hamp lain semu sepenuh seluruh ada sela bu menya mempu satu
    """.split()
)
_OF_PERSON = frozenset(
    """
    umur usia istri suami anak ibu ayah bapak orangtua tua jabatan pekerjaan profesi gelar agama
    nama pendapat komentar tanggapan pernyataan penjelasan alasan pandangan sikap reaksi saran
    permintaan harapan hukuman kakek nenek keluarga partai rumah musuh hobi murid lahir kelahiran
    wafat meninggal kematian kebangsaan temuan penemuan karya
    """.split()
)
_OF_PLACE = frozenset(
    "presiden gubernur wali bupati raja ibukota kota ibu penduduk bahasa uang bendera menteri luas"
    " wilayah iklim".split()
)
_OF_FIRM = frozenset(
    "pelatih direktur ketua kepala pemilik pendiri pemimpin kapten manajer rektor".split()
)
_ABOUT = re.compile(r"\s+(?:tentang|soal|mengenai|terhadap|terkait)\b", re.IGNORECASE)
_CAPITAL = re.compile(r"\bibu\s?kota", re.IGNORECASE)
_SPEAKS = re.compile(
    r"(?:say|said|says|tell|told|think|claim|claimed|state|mean|explain|respond|ask|asked)\b", re.I
)
_EXPLETIVE = re.compile(
    r"\bit\s+(?:takes?|true|possible|called|is\s+(?:true|said|possible|called)|rains?|mean\s+to)\b"
    r"|\b(?:is|was|does|did)\s+it\s+(?:true|possible|take|called|like|mean\s+to)\b"
    r"|\bthey\s+call\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(?:how\s+many|people)\b", re.IGNORECASE)
_AUX = re.compile(r"\b(?:do|did|does|will|can|are|were|have)\s+$", re.IGNORECASE)
_OWNERS = frozenset("his her its their".split())
_THINGS = frozenset("it its they them their".split())


class Unclear(Exception):
    """More than one may be meant; nobody could tell."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def the_person(past: Past) -> str | None:
    """The one who may be meant; None where nobody was spoken of. Raises Unclear."""
    persons = past.persons()
    if len(persons) > 1:
        raise Unclear(persons)
    return persons[0] if persons else None


def without_pronouns(text: str, past: Past) -> str | None:
    """The question with the first leaning pronoun or -nya replaced; None where there is none.

    One that has somebody or something in front of it in the question doesn't lean. Raises Unclear.
    """
    for pattern, put in (
        (_SAID_NYA, _said_nya),
        (_ID, _indonesian),
        (_EN, _english),
        (_NYA, _nya),
    ):
        for match in pattern.finditer(text):
            if not _own(text, match, past.known) and (changed := put(text, match, past)):
                return changed
    return None


def _own(text: str, match: re.Match[str], known: Known) -> bool:
    """Whether the question itself has what the word stands for, in front of it."""
    before = text[: match.start()]
    if re.search(r"\byang\s+$", before) and content(before):
        return True  # 'planet apa yang jaraknya'
    told = content(before)
    return len(told) > 1 or bool(names_in(before)) or any(map(known.is_name, told))


def _said_nya(text: str, match: re.Match[str], past: Past) -> str | None:
    if _linked(text[match.end() :]):
        return None
    person = the_person(past)
    return _put(text, match, f"{match['noun']} {person}") if person else None


def _indonesian(text: str, match: re.Match[str], past: Past) -> str | None:
    person = the_person(past)
    return _put(text, match, person) if person else None


def _english(text: str, match: re.Match[str], past: Past) -> str | None:
    pronoun, behind = match["pronoun"].lower(), text[match.end() :]
    if _EXPLETIVE.search(text) or _own_english(text, match):
        return None
    if pronoun in _THINGS and not _SPEAKS.match(behind.strip()):
        meant = past.thing()
    else:
        meant = the_person(past)
    if meant is None:
        return None
    owns = pronoun in _OWNERS and (pronoun != "her" or re.match(r"\s+[a-z]+", behind, re.I))
    if pronoun in ("he", "she") and re.search(r"\bit\b", behind):
        thing = past.thing()  # 'what will she buy with it?'
        if thing and thing != meant:
            behind = re.sub(r"\bit\b", lambda _: thing, behind, count=1)
    return f"{text[: match.start()]}{meant}{'’s' if owns else ''}{behind}"


def _own_english(text: str, match: re.Match[str]) -> bool:
    """'their lives' of how many people, 'its shares' of a company named behind."""
    pronoun = match["pronoun"].lower()
    before = text[: match.start()]
    if pronoun in ("they", "them", "their") and _COUNTED.search(before) and not _AUX.search(before):
        return True
    return pronoun in _OWNERS and bool(names_in(f"x {text[match.end() :]}"))


def _nya(text: str, match: re.Match[str], past: Past) -> str | None:
    noun, behind = match["noun"].lower(), text[match.end() :]
    named = names_in(f"x {behind}") and not _ABOUT.match(behind)
    if noun in _NO_NYA or named or len(content(behind)) > 2 or _linked(behind):
        return None
    phrase = past.phrase_with(noun)
    if phrase and phrase.lower() != noun:
        return _put(text, match, phrase)  # 'harganya' of 'harga beli singkong'
    if noun in _OF_PERSON and not _CAPITAL.search(text):
        meant = the_person(past) or past.thing()
    elif noun in _OF_PLACE:
        meant = past.entity()
    elif noun in _OF_FIRM:
        meant = past.firm()
    else:
        meant = past.thing()
    return _put(text, match, f"{match['noun']} {meant}") if meant else None


def _linked(behind: str) -> bool:
    """Whether -nya only links to the noun behind it: 'istrinya Soekarno'."""
    first = words(behind)[:1]
    return bool(first) and first[0].lower() not in FUNCTION and not is_verb(first[0])


def _put(text: str, match: re.Match[str], meant: str) -> str:
    return f"{text[: match.start()]}{meant}{text[match.end() :]}"
