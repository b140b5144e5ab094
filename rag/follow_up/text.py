"""Questions as words: which carry content, which are names, where a noun phrase ends."""

import re

_TYPED = {
    "yg": "yang", "knp": "kenapa", "brp": "berapa", "gmn": "bagaimana", "kpn": "kapan",
    "dmn": "di mana", "dimana": "di mana", "sapa": "siapa", "gitu": "begitu", "gt": "begitu",
    "apalagi": "apa lagi", "ttg": "tentang", "trs": "terus", "trus": "terus", "klo": "kalau",
    "kalo": "kalau", "kl": "kalau", "dgn": "dengan", "dg": "dengan", "utk": "untuk", "dlm": "dalam",
    "pd": "pada", "jg": "juga", "sdh": "sudah", "udah": "sudah", "tsb": "tersebut", "org": "orang",
    "thn": "tahun", "bgmn": "bagaimana", "ngomong": "bilang", "gimana": "bagaimana",
    "lg": "lagi", "sblm": "sebelum",
}  # fmt: skip
_CARELESS = re.compile(rf"\b(?:{'|'.join(_TYPED)})\b", re.IGNORECASE)
FUNCTION = frozenset(
    """
    apa apakah siapa siapakah kapan kapankah mana manakah bagaimana bagaimanakah mengapa kenapa
    berapa berapakah seberapa di ke dari pada untuk dengan oleh dalam yang dan atau tapi tetapi
    lalu terus kalau jika soal tentang mengenai terkait menurut sejak mulai sampai hingga saja
    lagi juga sih dong ya kok kah lah pun itu ini tersebut begitu demikian ada adalah ialah akan
    sudah telah belum masih pernah bisa dapat dia ia beliau mereka kata katanya bilang para si sang
    secara lama banyak jumlah nama orang sekarang saat ketika tidak sebutkan jelaskan memang emang
    sebenarnya bagi kepada terhadap nya hal
    what which who whom whose when where why how much many long old far big tall often did does do
    is are was were will would has have had can could should be been being to of in on at for from
    by with about the a an this that these those it its he she him her his they them their and or
    but so then there more else other said say says saying think thinks mean according tell me any
    anyone also too please name people
    """.split()
)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_NAME = re.compile(
    r"(?<!\w)(?:St\.\s+)?[A-Z][\w.’'-]*\w(?:\s+(?:(?:van|bin|binti|al|de|of)\s+)?[A-Z][\w’'-]*)*"
)
_NP_END = frozenset(
    """
    yang akan sudah telah belum masih di ke dari pada untuk oleh akibat jika kalau karena terakhir
    saat menurut adalah ialah sekarang ini itu tersebut tahun selama bagi dalam sejak hingga lahir
    meninggal wafat mulai selesai juara tidak bisa agar setelah sebelum terhadap tentang soal dan
    kepada dengan antara hilang
    """.split()
)
_NO_VERBS = frozenset(
    """
    menteri mentri dinas direktur dirut dirjen digital dividen diplomasi diare berita bersih beras
    berlian merah mesin mereka media metode meter medali mesjid menit menara mental terminal teras
    teror terigu terorisme tertua terbesar tertinggi terbaru terkenal terpanjang terluas berdarah
    bersama mekanik melati member merek merpati meriam bersejarah berkode beragama terapung mengenai
    merdeka
    """.split()
)
_VERB = re.compile(r"(?:di(?=[a-z]{4})|ter|ber|me(?:m|n|ng|ny|l|r|w|y)|per(?=\w+kan))[a-z]{3,}")
_VERBS = frozenset(
    """
    lahir meninggal wafat mati tinggal kerja mulai selesai jadi terjadi naik turun buka tutup jatuh
    pecah menang kalah juara gagal berhenti mundur datang pergi tiba ada
    """.split()
)


def spelt_out(text: str) -> str:
    """A question with careless short forms written out: 'brp' as 'berapa'."""
    return _CARELESS.sub(_written_out, " ".join(text.split()))


def _written_out(match: re.Match[str]) -> str:
    """The long form; what is a capital within the text is an abbreviation or a name."""
    typed = match.group()
    return typed if match.start() and not typed.islower() else _TYPED[typed.lower()]


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def content(text: str) -> list[str]:
    """The words that carry content, in order."""
    return [word for word in words(text) if word.lower() not in FUNCTION]


def names_in(text: str) -> list[str]:
    """Runs of capitalised words, without what opens a question."""
    found = []
    for match in _NAME.finditer(text):
        parts = match.group().split()
        while parts and (parts[0].lower() in FUNCTION or (match.start() == 0 and _opens(parts))):
            parts = parts[1:]
        if parts:
            found.append(" ".join(parts))
    return found


def _opens(parts: list[str]) -> bool:
    """Whether a sentence's first word is a capital by its place alone."""
    return is_verb(parts[0].lower())


def is_verb(word: str) -> bool:
    """Whether an Indonesian word is a verb, as far as its form tells."""
    lower = word.lower()
    return lower in _VERBS or (
        word == lower and lower not in _NO_VERBS and _VERB.fullmatch(lower) is not None
    )


def noun_phrase(text: str) -> str:
    """The Indonesian noun phrase that a text begins with: up to a verb or a preposition."""
    kept: list[str] = []
    for word in text.split():
        if kept and (word.lower().strip(",") in _NP_END or is_verb(word)):
            break
        kept.append(word)
    return " ".join(kept).strip(" ,?")


def sentence(text: str) -> str:
    """A question with a capital and a question mark, white space in order."""
    bare = re.sub(r"\bthe the\b", "the", " ".join(text.split()).strip(" ?.,"))
    return f"{bare[:1].upper()}{bare[1:]}?"
