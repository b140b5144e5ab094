"""How far a phrase in capitals reaches: a name with its role, an institution.

'Menteri Desa, Pembangunan Daerah Tertinggal, dan Transmigrasi Abdul Halim' is one phrase with
commas and 'dan' inside; 'Budi dan Ani' are two.
"""

from .institutions import (
    COMPANY_TAILS,
    GENERIC_INSTITUTIONS,
    INSTITUTION_HEADS,
    ORGANISATION_WORDS,
)
from .roles import ENGLISH_ROLES, FIELD_ROLES, OFFICES, ROLES
from .speech_verbs import AHEAD_OF_CONTENT
from .tokens import Sentence
from .word_classes import NO_OPENERS, word_class
from .words import NAME_PARTICLES, PREPOSITIONS, word_set

_LOWER_ROLE_WORDS = word_set("bicara besar utama agung muda ketua kepala tugas jenderal")
_ROLE_WORDS = ORGANISATION_WORDS | _LOWER_ROLE_WORDS
_ROLE_GOES_ON = ORGANISATION_WORDS | _LOWER_ROLE_WORDS | GENERIC_INSTITUTIONS | ENGLISH_ROLES
CONNECTORS = word_set("dan pada untuk serta tentang bidang of for and the &")
_LONGEST = 30  # tokens of one phrase; longer ones are lists


def phrase_extent(sentence: Sentence, first: int) -> tuple[int, str | None, bool]:
    """Where the phrase ends (exclusive), the acronym in brackets behind it, whether an age is.

    Of brackets inside a role its own short form counts: 'Menteri Ketenagakerjaan (Menaker) Hasan'.
    """
    words, lowers = sentence.words, sentence.lowers
    index = first + 1
    limit = min(len(words), first + _LONGEST)
    has_role = lowers[first] in ROLES or word_class(words[first]) in ("O", "A")
    short_role: str | None = None
    if not word_class(words[first]):
        index = _lower_role(sentence, index, limit)
    elif lowers[first] in FIELD_ROLES:
        index = _field(sentence, index, limit)
    while index < limit:
        if words[index] != "(":
            step = _step(sentence, first, index, limit, has_role)
            if not step:
                break
            index += step
            continue
        close = closing_bracket(words, index)
        inner = words[index + 1] if close else ""
        if inner.isdigit() and len(inner) <= 3:
            return index, None, True
        if not close or not word_class(inner):
            break
        if close + 1 >= limit or word_class(words[close + 1]) in ("", "T"):
            return index, text_of(sentence, index + 1, close), False
        if inner[0].lower() == lowers[first][0] and not inner.isupper():
            short_role = inner
        index = close + 1
    return min(index, len(words)), short_role, False


def _step(sentence: Sentence, first: int, index: int, limit: int, has_role: bool) -> int:
    """How many tokens from ``index`` on belong to the phrase that begins at ``first``."""
    words, lower = sentence.words, sentence.lowers[index]
    kind, before = word_class(words[index]), word_class(words[index - 1])
    behind = words[index + 1] if index + 1 < len(words) else ""
    if kind and kind != "T":
        begins_role = kind == "R" and before in ("U", "I") and has_role and index - first > 2
        return 0 if begins_role else 1
    if words[index].isdigit():
        # 'Kepala Humas Daop 1 Eva Chairunisa', 'SMKN 1'
        inside = has_role and index + 1 < limit and bool(word_class(behind))
        return int(inside or before in ("O", "A", "P"))
    if lower in ("'", "’") and sentence.lowers[index - 1].endswith("s"):
        return int(_owns_institution(sentence, index, limit))  # "Market Traders' Association"
    if lower == "dokter" and word_class(words[first]) == "K" and behind[:1].isupper():
        return 1  # 'Mayor Jenderal TNI dokter Tugas Ratmono'
    if has_role and lower == "periode" and behind:
        return 2  # 'Ketua Umum Gaikindo periode 2016-2019 Johannes Nangoi'
    if has_role and _goes_on_in_role(sentence, first, index, before, behind):
        return 1
    return int(_is_inside_name(sentence, index, before) or _joins(sentence, index, has_role, limit))


def _owns_institution(sentence: Sentence, index: int, limit: int) -> bool:
    for behind in range(index + 1, min(limit, index + 4)):
        if not word_class(sentence.words[behind]):
            return False
        if sentence.lowers[behind] in INSTITUTION_HEADS:
            return True
    return False


def _goes_on_in_role(sentence: Sentence, first: int, index: int, before: str, behind: str) -> bool:
    """Words of a role or an institution that have no capital or elsewhere open sentences."""
    word, lower = sentence.words[index], sentence.lowers[index]
    if before == "O" and word[0].isupper() and goes_on(sentence, index):
        return True  # 'Industri Hasil Hutan'
    if index - first <= 2 and _is_lower_role_word(sentence, index):
        return True  # 'Juru bicara Satuan Tugas', 'Menteri luar negeri Retno'
    if lower.startswith("se-") and len(word) > 5:
        return True  # 'Asosiasi Pemerintah Kabupaten se-Indonesia'
    return lower in ORGANISATION_WORDS and behind == "("


def closing_bracket(words: list[str], index: int) -> int:
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
        if ahead > index and sentence.words[ahead] in ("dari", "di", "pada", "of", "at"):
            return ahead
        if _ends_field(sentence.lowers[ahead]):
            break
        ahead += 1
    return index


def _ends_field(lower: str) -> bool:
    """Words that 'dokter spesialis anak' doesn't go on with."""
    is_field = lower in ORGANISATION_WORDS and lower not in PREPOSITIONS
    return lower in AHEAD_OF_CONTENT or (lower in NO_OPENERS and not is_field)


def _field(sentence: Sentence, index: int, limit: int) -> int:
    """Past 'hidrologi' of 'Pakar hidrologi Universitas', and past 'dari' behind it."""
    behind = _lower_role(sentence, index, limit)
    if behind == index or behind + 1 >= limit:
        return index
    if sentence.words[behind] in ("dari", "di", "pada", "of", "at"):
        is_head = sentence.lowers[behind + 1] in INSTITUTION_HEADS
        return behind + 1 if is_head and word_class(sentence.words[behind + 1]) else index
    return behind if word_class(sentence.words[behind]) else index


def _is_lower_role_word(sentence: Sentence, index: int) -> bool:
    """A word of a role without its capital, with a capitalised or another such word behind."""
    if sentence.lowers[index] not in _ROLE_WORDS:
        return False
    following = sentence.words[index + 1 : index + 2]
    return bool(following) and (
        word_class(following[0]) not in ("", "T") or following[0] in ORGANISATION_WORDS
    )


def _is_inside_name(sentence: Sentence, index: int, before: str) -> bool:
    """The full stop of 'M. Hanif' or the particle of 'Ali bin Abdullah'."""
    shortened = before in ("I", "K") or sentence.lowers[index - 1] in COMPANY_TAILS
    stop = sentence.words[index] == "." and shortened
    particle = sentence.lowers[index] in NAME_PARTICLES and before == "U"
    return (stop or particle) and goes_on(sentence, index)


def goes_on(sentence: Sentence, index: int) -> bool:
    """Whether a capitalised word stands right behind the token."""
    return index + 1 < len(sentence.words) and word_class(sentence.words[index + 1]) in tuple(
        "UIKPON"
    )


def _joins(sentence: Sentence, index: int, has_role: bool, limit: int) -> bool:
    """Whether the comma, slash or small word at ``index`` is inside an institution's name."""
    words, lower = sentence.words, sentence.lowers[index]
    if not has_role or index + 1 >= limit:
        return False
    comma = words[index - 1] == "," and index >= 2
    before, after = (
        kind.replace("N", "O").replace("G", "O")
        for kind in (word_class(words[index - 1 - comma]), word_class(words[index + 1]))
    )
    if lower in ("of", "on", "for", "to", "at") and before in ("O", "U", "A", "R"):
        return bool(after)
    if lower in ("dari", "di", "pada") and _joins_place(sentence, index, before, after, limit):
        return True
    if lower in CONNECTORS:
        return _joins_pair(sentence, index, before, limit)
    if lower == "/":
        return bool(after) and (bool(before) or words[index - 1].isdigit())
    return lower == "," and before in ("O", "U", "A") and _joins_list(sentence, index, after, limit)


def _joins_place(sentence: Sentence, index: int, before: str, after: str, limit: int) -> bool:
    """'Peneliti pada Lembaga Riset', 'Konsul Jenderal RI di Chicago Meri Simorangkir'."""
    words, lowers = sentence.words, sentence.lowers
    if before in ("O", "A") or (before == "R" and lowers[index - 1] not in OFFICES):
        if after == "O" and lowers[index + 1] in INSTITUTION_HEADS:
            return True
        if lowers[index] == "dari" and before != "R" and after in ("A", "P"):
            return True
    if lowers[index] != "di" or not (before in ("O", "A", "P") or words[index - 1] == ")"):
        return False
    return after in ("P", "U") and index + 2 < limit and word_class(words[index + 2]) == "U"


def _joins_pair(sentence: Sentence, index: int, before: str, limit: int) -> bool:
    """'Kamar Dagang dan Industri', but not 'Ketua KPK Budi dan Kementerian Keuangan'."""
    words, lowers = sentence.words, sentence.lowers
    after = word_class(words[index + 1])
    if before == "R" and word_class(words[index - 2]) == "O":
        before = "O"  # 'Asosiasi Peternak dan Pegiat Sapi Lampung'
    if before == "O" and after == "R" and lowers[index + 1] not in OFFICES:
        return _holds_institution(words, index + 2, limit)
    if lowers[index + 1] in ("the", "bidang"):
        after = word_class(words[index + 2]) if index + 2 < limit else ""
    if before in ("O", "A", "P") and after in ("O", "A", "P"):
        return True
    if before not in ("U", "O", "A", "P") or lowers[index + 1] in INSTITUTION_HEADS:
        return False
    return after == "O" or (after in ("U", "N") and _holds_institution(words, index + 1, limit))


def _joins_list(sentence: Sentence, index: int, after: str, limit: int) -> bool:
    """'Bidang Politik, Hukum, dan Keamanan'."""
    words, lowers = sentence.words, sentence.lowers
    if lowers[index + 1] in ("dan", "and"):
        return index + 2 < limit and word_class(words[index + 2]) in ("O", "A")
    ahead = lowers[index + 1 : index + 9]
    listed = after == "O" and lowers[index + 1] not in INSTITUTION_HEADS
    return listed and ("dan" in ahead or "and" in ahead)


def _holds_institution(words: list[str], index: int, limit: int) -> bool:
    """Whether the capitals behind 'dan' are more of an institution: 'Kayu dan Rotan Industri'."""
    while index < limit and word_class(words[index]) not in ("", "T", "R", "K"):
        if word_class(words[index]) in ("O", "A", "P"):
            return True
        index += 1
    return False


def text_of(sentence: Sentence, first: int, last: int) -> str:
    """The article's own words, white space as it stood but for line ends."""
    parts = [sentence.words[first]]
    for index in range(first + 1, last):
        if sentence.starts[index] > sentence.ends[index - 1]:
            parts.append(" ")
        parts.append(sentence.words[index])
    return "".join(parts)
