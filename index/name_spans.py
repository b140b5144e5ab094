"""Where in a phrase the person's name begins.

Indonesian news writes 'Kepala Dinas Kesehatan Papua Robby Kayame' with no comma between role and
name, so the phrase is cut where words of institutions and places end, or where the article shows
elsewhere that a name begins.
"""

import re

from .institutions import COMPANY_TAILS, INSTITUTION_HEADS
from .phrases import CONNECTORS
from .roles import ENGLISH_ROLES, FIELD_ROLES, RANKS, ROLES
from .tokens import Sentence
from .word_classes import Evidence, word_class
from .words import COMMON_FIRST_NAMES, NAME_PARTICLES, NOT_GIVEN_BEHIND, word_set

INTRODUCES_NAME = word_set(
    """
    pt cv ud yayasan universitas institut hotel dusun desa kelurahan kecamatan kabupaten kota
    jalan sma smk smp sd sman smkn smpn sdn rs rsud rsu masjid pasar stasiun bandara pelabuhan
    pulau partai gereja pondok pesantren puskesmas kampus stikes politeknik klinik apotek toko
    perum polsek polres kampung restoran cafe kafe museum wisma asrama
    """
)
"""Words whose next word is a name of their own ('PT Genecraft', 'Desa Temon'), no person's."""
_DEGREE = re.compile(
    r"(?:Sp[A-Z][\w-]*|Ph\.?D|MSc|MSi|MKes|MPd|SPd|MHum|SSos|SKom|MARS|KC|QC|MP|MSP|OBE|MBE|CBE|MBA)\b"
)
_HEADS = INSTITUTION_HEADS - ROLES
_BEFORE_OWN_NAME = CONNECTORS | {"on", "to", "at", "di"}
_SCHOOLED = word_set("jurusan kelas fakultas prodi angkatan semester")
_LETTERED = word_set("komisi daop divisi seksi kelas grup zona blok bagian wilayah")
_REGIONAL = word_set(
    """
    dprd polres polresta polsek polrestabes pemkot pemkab pemda pemprov bpbd dinkes disnaker dinsos
    dishub disdik kejari kejati lapas dispar polda satpol bpn baznas
    """
)
_OWN_NAMED = word_set(
    "kelompok komunitas paguyuban koperasi gapoktan sanggar perkumpulan himpunan grup"
)
"""Groups that mostly have a name of their own ('Kelompok Ternak Jangkrik Bos')."""
_CHIEFS = word_set("ceo cfo coo cto cmo chief officer founder co-founder head vp")
_STATE_OR_PRIVATE = word_set("negeri swasta tbk")
_SHORTEST_PROGRAMME = 3  # letters
RANK_GOES_ON = word_set(
    """
    besar polisi satu dua jenderal madya muda tinggi pol purn tni inf kav arm laut udara infanteri
    dokter
    """
)


def settled_classes(
    sentence: Sentence, first: int, classes: list[str], evidence: Evidence
) -> list[str]:
    """Classes in which places and institutions' words that are a name here are 'U'.

    'Budi Karya': behind a name. 'Bima Arya': where the article says 'kata Bima'.
    """
    settled: list[str] = []
    for index, kind in enumerate(classes):
        lower = sentence.lowers[first + index]
        before = sentence.lowers[first + index - 1] if index else ""
        behind = classes[index + 1] if index + 1 < len(classes) else ""
        initialled = settled[-2:] == ["U", "I"]  # 'Juliari P Batubara'
        is_seed = lower in evidence.seeds and lower not in INSTITUTION_HEADS
        if kind == "R" and index and sentence.lowers[first] in _HEADS:
            settled.append("O")  # 'Asosiasi Petani Singkong'
        elif kind == "U" and lower in evidence.acronyms and lower not in evidence.seeds:
            settled.append("O")  # 'Sekjen Kembahari', where '(Kembahari)' is a ministry
        elif lower == "imam" and behind == "O":
            settled.append("R")  # 'Imam Besar Masjid Istiqlal', but 'Imam Prasetyo'
        elif (is_seed and kind in tuple("NGPO")) or (initialled and kind in tuple("NPO")):
            settled.append("U")
        elif kind == "G":
            is_name = (behind in ("U", "I", "N") and before not in NOT_GIVEN_BEHIND) or (
                index > 0 and settled[-1] in ("U", "I")
            )
            settled.append("U" if is_name else "O")
        elif lower == "h" and index and _is_haji(sentence, first + index, settled, evidence):
            settled.append("K")
        elif kind == "I" and before in _LETTERED and len(lower) == 1:
            settled.append("O")  # 'Komisi C'
        elif kind in ("U", "I") and lower in INTRODUCES_NAME:
            settled.append("O")  # 'SD Harapan', 'Kampung Sumur'
        elif kind == "N":
            introduced = index > 0 and before in INTRODUCES_NAME
            is_name = index > 0 and settled[-1] in ("U", "I") and not introduced
            settled.append("U" if is_name else "O")
        else:
            settled.append(kind)
    return settled


def _is_haji(sentence: Sentence, index: int, before: list[str], evidence: Evidence) -> bool:
    """'Ketua Nelayan Selat Lintang H. Mursid', but 'Menteri Bambang H. Saputra'."""
    if not evidence.indonesian or sentence.words[index : index + 2] != ["H", "."]:
        return False
    return before[-1] in tuple("ROPA") or before[-2:] == ["U", "U"]


def late_role(lowers: list[str], classes: list[str], evidence: Evidence) -> int:
    """Where a role begins behind a subheading ('Lobi-lobi PSBB Menteri Koordinator ...'), or 0.

    In English order a role has words in front: 'Health Minister', 'Jakarta Governor'.
    """
    if classes[0] in ("R", "K") or lowers[0] in INSTITUTION_HEADS or lowers[0] in ROLES:
        return 0
    if "R" not in classes or lowers[:2] in (["pelaksana", "tugas"], ["pelaksana", "harian"]):
        return 0
    role = classes.index("R")
    is_english = lowers[role] in ENGLISH_ROLES and (
        evidence.english or not {"U", "A"}.intersection(classes[:role])
    )
    return 0 if is_english else role


def name_begin(
    sentence: Sentence, first: int, classes: list[str], evidence: Evidence
) -> int | None:
    """Where in the phrase the person's name begins, None where it has none."""
    words, lowers = sentence.words, sentence.lowers
    begin: int | None = _tail_begin(words, lowers, first, classes)
    if lowers[first + len(classes) - 1] in COMPANY_TAILS:
        return None
    if lowers[first] in ("rumah", "universitas", "bandara", "jalan"):
        return None  # 'Rumah Sakit Dr Sardjito'
    ranked = _after_rank(lowers, first, classes)
    if ranked is not None and begin is not None and ranked <= begin:
        return ranked
    if begin == len(classes) and classes[0] == "U" and begin <= 3:
        # 'Jaka Utama': a name's second word that is an institution's word too
        known = lowers[first] in evidence.seeds or lowers[first] in COMMON_FIRST_NAMES
        return 0 if known else None
    if begin is None or "U" not in classes[begin:]:
        return None
    begin = min(begin, _behind_field(lowers, first, classes))
    begin = _past_connector(lowers, first, begin, len(classes))
    if begin >= len(classes):
        return None
    if begin:
        begin = _past_known(evidence, lowers, first, begin, len(classes))
        begin = _at_called(evidence, lowers, first, begin, classes)
    if lowers[first] in ROLES and _SCHOOLED.intersection(words[first : first + begin]):
        return None  # 'siswa Jurusan Teknik Mesin'
    if _is_introduced(words, lowers, first, begin, len(classes)):
        return _past_own_name(lowers, first, begin, len(classes), evidence)
    if begin == 0 and lowers[first] in INTRODUCES_NAME:
        return None
    if begin and not set(classes[:begin]) & {"R", "K"} and lowers[first] not in ROLES:
        # 'Dinas Kesehatan Sultra Budi' has no role: the words are the institution's, or a
        # subheading's with no full stop
        tail = lowers[first + begin : first + len(classes)]
        if evidence.seeds.isdisjoint(tail) and tail[0] not in COMMON_FIRST_NAMES:
            return None
    return begin


def _behind_field(lowers: list[str], first: int, classes: list[str]) -> int:
    """Where a name begins behind 'Pengamat sosial', whatever its other words are."""
    size = len(classes)
    if lowers[first] not in FIELD_ROLES or size < 3 or classes[1]:
        return size
    begin = next((index for index in range(1, size) if classes[index]), size)
    is_name = begin < size and classes[begin] == "U" and set(classes[begin:]) <= set("UIPN")
    return begin if is_name else size


def _tail_begin(words: list[str], lowers: list[str], first: int, classes: list[str]) -> int:
    """Where the names, initials and particles at the phrase's end begin."""
    begin = len(classes)
    while begin and (
        classes[begin - 1] in ("U", "I")
        or (words[first + begin - 1] == "." and begin > 1 and classes[begin - 2] in ("I", "K"))
        or (lowers[first + begin - 1] in NAME_PARTICLES and begin < len(classes))
    ):
        begin -= 1
    while begin < len(classes) and not classes[begin]:
        begin += 1  # a particle or full stop can't begin a name
    return begin


def _past_connector(lowers: list[str], first: int, begin: int, size: int) -> int:
    """Past the word behind 'dan' or 'of', which is still the institution's.

    'Pangan dan Hortikultura Dadan Hidayat', 'Institute for Services Reform Fabi Tumiwa'.
    """
    if not begin or lowers[first + begin - 1] not in _BEFORE_OWN_NAME:
        return begin
    english = lowers[first + begin - 1] in ("of", "for", "on", "to", "at", "and", "the")
    return max(begin + 1, size - 2) if english else begin + 1


def _is_introduced(words: list[str], lowers: list[str], first: int, begin: int, size: int) -> bool:
    """Whether the first name is a thing's: 'PT Genecraft', 'SMKN 1 Cangkringan'."""
    while begin and (
        words[first + begin - 1].isdigit() or lowers[first + begin - 1] in _STATE_OR_PRIVATE
    ):
        begin -= 1  # 'SD Negeri 2 Pasirayu'
    if not begin or lowers[first + begin - 1] not in INTRODUCES_NAME:
        return False
    if begin > 1 and lowers[first + begin - 2 : first + begin] == ["wali", "kota"]:
        # 'Wali Kota Mohammad Idris' has no place's name
        return size - begin >= 3 and lowers[first + begin] not in COMMON_FIRST_NAMES
    return True


def _past_own_name(
    lowers: list[str], first: int, begin: int, size: int, evidence: Evidence
) -> int | None:
    """Behind the thing's own name, where at least two words or a known name are left."""
    for index in range(begin, size):
        if lowers[first + index] in evidence.seeds:
            return index if index > begin or lowers[first] in ROLES else None
    return begin + 1 if size - begin > 2 else None


def _past_known(evidence: Evidence, lowers: list[str], first: int, begin: int, size: int) -> int:
    """Past words before the name that the article uses on their own.

    'Manajemen Pelaksana Kartu Prakerja Panji W Ruky', where Prakerja elsewhere has other words
    behind it. At least two words are left, or one that stands alone beside a verb of speaking.
    """
    for index in range(size - 1, begin, -1):
        previous = lowers[first + index - 1]
        if previous in NAME_PARTICLES or lowers[first + index] in NAME_PARTICLES:
            continue  # 'Ruud van Oosterlaak'
        known = previous in evidence.commons or len(evidence.followers.get(previous, ())) > 1
        is_first_name = previous in COMMON_FIRST_NAMES or len(previous) < _SHORTEST_PROGRAMME
        if previous in evidence.seeds or not known or is_first_name:
            continue
        if size - index >= 2 or lowers[first + index] in evidence.seeds:
            return index
    return begin


def _at_called(
    evidence: Evidence, lowers: list[str], first: int, begin: int, classes: list[str]
) -> int:
    """At 'Bagas' of 'Direktur Wahana Sungai Bagas Pradipta', where the article says 'kata Bagas'.

    Behind one word only where a place or a group's own name must come ('DPRD Sagara Yusra Halim',
    'Kelompok Ternak Bos Asep Syaefur'): many are called by their second name.
    """
    front = lowers[first : first + begin]
    if _is_firm(evidence, lowers, first, begin, classes, not _CHIEFS.isdisjoint(front)):
        return begin + 1
    owned = not _OWN_NAMED.isdisjoint(front)
    words_before = 1 if owned or lowers[first + begin - 1] in _REGIONAL else 2
    for index in range(begin, len(classes) - 1):
        lower = lowers[first + index]
        if lower in COMMON_FIRST_NAMES or classes[index] != "U":
            return begin
        if lower in evidence.seeds:
            return index if index - begin >= words_before else begin
    return begin


def _is_firm(
    evidence: Evidence,
    lowers: list[str],
    first: int,
    begin: int,
    classes: list[str],
    led: bool,
) -> bool:
    """Whether the first word of three is what the person leads: 'CEO Kitabisa Alfatih Timur'.

    Of a chief executive and the like (``led``) where a first name stands behind it, or what the
    article calls the person; else where the article has both words alone.
    """
    if len(classes) - begin < 3 or set(classes[begin:]) != {"U"}:
        return False
    word, behind = lowers[first + begin : first + begin + 2]
    if word in COMMON_FIRST_NAMES:
        return False
    if led:
        return behind in evidence.seeds or behind in COMMON_FIRST_NAMES
    alone = word in evidence.seeds or bool(evidence.followers.get(word, set()) - {behind})
    return alone and behind in evidence.seeds


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
            lowers[first + after] in RANK_GOES_ON or lowers[first + after] == "."
        ):
            after += 1
        if after + 2 < len(classes) and lowers[first + after] == "(":
            after += 3  # 'Letnan Kolonel (Inf) Parada'
        if after < len(classes) and classes[after] in ("U", "I", "A"):
            return after
        if after < len(classes) and not classes[after]:
            return None  # 'Dokter anak RSUD Sukaraya'

        alone = set(classes[:index]) <= {"K"} and lowers[first + index] in RANKS
        if alone and after < len(classes) <= after + 3:
            return after  # 'Mayjen Tugas': behind a rank and nothing else, any word is a name
        return None
    return None


def before_ranks(sentence: Sentence, first: int, last: int) -> int:
    """Where the ranks and titles in front of the name at ``last`` begin."""
    words = sentence.words

    def is_rank(index: int) -> bool:
        is_haji = words[index : index + 2] == ["H", "."] and index > first
        return word_class(words[index]) == "K" or sentence.lowers[index] in RANK_GOES_ON or is_haji

    if last - 4 > first and words[last - 1] == ")" and words[last - 3] == "(" and is_rank(last - 4):
        last -= 3  # 'Brigadir Jenderal (Mar) Rasman'
    begin = last
    while begin > first and (is_rank(begin - 1) or words[begin - 1] == "."):
        begin -= 1
    while begin < last and word_class(words[begin]) != "K" and words[begin] != "H":
        begin += 1  # 'Panglima TNI Marsekal': TNI is the role's
    return begin


def name_words(words: list[str], evidence: Evidence) -> tuple[str, ...]:
    """The words of a name, an initial with its full stop, without the English possessive.

    In front of an Indonesian name 'H.' is 'Haji', whereas 'M.' is an initial.
    """
    words = words[_honorific_end(words, evidence) :]
    parts: list[str] = []
    for word in words:
        if word == "." and parts:
            parts[-1] += word
        elif word not in ".,":
            parts.append(word.removesuffix("’s").removesuffix("'s"))
    while len(parts) > 1 and _DEGREE.match(parts[-1]):
        parts.pop()
    return tuple(parts)


def _honorific_end(words: list[str], evidence: Evidence) -> int:
    """Behind the 'H.', 'K.H.' or 'H' in front of a name, in an article in Indonesian."""
    if not evidence.indonesian:
        return 0
    end = 0
    while end < len(words) and words[end] in ("H", "K", "."):
        end += 1
    if "H" not in words[:end] or end == len(words):
        return 0
    return end
