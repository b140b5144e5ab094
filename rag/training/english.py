"""English questions over Indonesian passages: templates for the commonest shapes of question.

Names stay as they are written, which is how people ask about Indonesian articles in English.
"""

import re

_NAME = r"(?P<x>(?!yang |tentang |tujuan |nama )[^\s?]+(?: [^\s?]+){0,5}?)"  # up to six words
_OPEN = r"(?:nama )?"
# An Indonesian question and the same in English; {x} is what stands in both.
_TEMPLATES = tuple(
    (re.compile(f"^{pattern}\\?$", re.IGNORECASE), english)
    for pattern, english in (
        (rf"kapan(?:kah)? {_NAME} (?:di)?lahir(?:kan)?", "When was {x} born?"),
        (rf"kapan(?:kah)? {_NAME} (?:meninggal|wafat)(?: dunia)?", "When did {x} die?"),
        (rf"kapan(?:kah)? {_NAME} (?:mulai )?didirikan", "When was {x} founded?"),
        (rf"kapan(?:kah)? {_NAME} (?:mulai )?dibangun", "When was {x} built?"),
        (rf"kapan(?:kah)? {_NAME} (?:mulai )?diresmikan", "When was {x} inaugurated?"),
        (rf"kapan(?:kah)? {_NAME} ditemukan", "When was {x} discovered?"),
        (rf"kapan(?:kah)? {_NAME} (?:mulai )?dibentuk", "When was {x} formed?"),
        (rf"kapan(?:kah)? {_NAME} merdeka", "When did {x} become independent?"),
        (rf"kapan(?:kah)? {_NAME} (?:ber)?mulai", "When did {x} begin?"),
        (rf"kapan(?:kah)? {_NAME} berakhir", "When did {x} end?"),
        (rf"kapan(?:kah)? {_NAME} terjadi", "When did {x} happen?"),
        (rf"kapan(?:kah)? {_NAME} menikah", "When did {x} marry?"),
        (rf"kapan(?:kah)? {_NAME} (?:di)?rilis", "When was {x} released?"),
        (
            rf"(?:di ?mana|dimana)(?:kah)? (?:letak )?{_NAME} (?:di)?lahir(?:kan)?",
            "Where was {x} born?",
        ),
        (rf"(?:di ?mana|dimana)(?:kah)? {_NAME} (?:meninggal|wafat)", "Where did {x} die?"),
        (rf"(?:di ?mana|dimana)(?:kah)? {_NAME} (?:terletak|berada)", "Where is {x} located?"),
        (rf"(?:di ?mana|dimana)(?:kah)? letak(?:nya)? {_NAME}", "Where is {x} located?"),
        (rf"(?:di ?mana|dimana)(?:kah)? {_NAME} (?:didirikan|dibangun)", "Where was {x} founded?"),
        (rf"(?:di ?mana|dimana)(?:kah)? {_NAME} ditemukan", "Where was {x} found?"),
        (rf"(?:di ?mana|dimana)(?:kah)? {_NAME} terjadi", "Where did {x} happen?"),
        (rf"siapa(?:kah)? {_OPEN}pendiri {_NAME}", "Who founded {x}?"),
        (rf"siapa(?:kah)? (?:yang )?(?:men|pen)(?:emukan|emu) {_NAME}", "Who discovered {x}?"),
        (rf"siapa(?:kah)? {_OPEN}(?:pencipta|yang menciptakan) {_NAME}", "Who created {x}?"),
        (rf"siapa(?:kah)? {_OPEN}(?:penulis|pengarang|yang menulis) {_NAME}", "Who wrote {x}?"),
        (rf"siapa(?:kah)? {_OPEN}sutradara {_NAME}", "Who directed {x}?"),
        (rf"siapa(?:kah)? {_OPEN}presiden {_NAME}", "Who is the president of {x}?"),
        (
            rf"siapa(?:kah)? {_OPEN}(?:presiden|raja|ratu|pemimpin) pertama {_NAME}",
            "Who was the first leader of {x}?",
        ),
        (rf"siapa(?:kah)? {_OPEN}raja {_NAME}", "Who is the king of {x}?"),
        (rf"siapa(?:kah)? {_OPEN}gubernur {_NAME}", "Who is the governor of {x}?"),
        (rf"siapa(?:kah)? {_OPEN}ketua {_NAME}", "Who is the chair of {x}?"),
        (rf"siapa(?:kah)? {_OPEN}direktur {_NAME}", "Who is the director of {x}?"),
        (rf"siapa(?:kah)? {_OPEN}(?:istri|isteri)(?:nya)? {_NAME}", "Who is the wife of {x}?"),
        (rf"siapa(?:kah)? {_OPEN}suami {_NAME}", "Who is the husband of {x}?"),
        (rf"siapa(?:kah)? {_OPEN}ayah {_NAME}", "Who is the father of {x}?"),
        (rf"siapa(?:kah)? {_OPEN}ibu {_NAME}", "Who is the mother of {x}?"),
        (rf"siapa(?:kah)? {_OPEN}orang ?tua {_NAME}", "Who are the parents of {x}?"),
        (rf"siapa(?:kah)? (?:yang )?(?:me)?mimpin {_NAME}", "Who led {x}?"),
        (rf"siapa(?:kah)? (?:yang )?membangun {_NAME}", "Who built {x}?"),
        (rf"siapa(?:kah)? (?:yang )?mendirikan {_NAME}", "Who founded {x}?"),
        (rf"siapa(?:kah)? (?:itu )?{_NAME}", "Who is {x}?"),
        (rf"apa(?:kah)? {_OPEN}ibu ?kota (?:dari )?{_NAME}", "What is the capital of {x}?"),
        (
            rf"apa(?:kah)? {_OPEN}bahasa (?:resmi )?(?:dari |di )?{_NAME}",
            "What is the language of {x}?",
        ),
        (rf"apa(?:kah)? {_OPEN}mata uang (?:dari )?{_NAME}", "What is the currency of {x}?"),
        (rf"apa(?:kah)? kepanjangan (?:dari )?{_NAME}", "What does {x} stand for?"),
        (rf"apa(?:kah)? (?:yang )?(?:di)?(?:maksud|sebut) (?:dengan )?{_NAME}", "What is {x}?"),
        (rf"apa(?:kah)? (?:yang )?(?:penyebab|menyebabkan) {_NAME}", "What caused {x}?"),
        (rf"apa(?:kah)? (?:itu|arti|pengertian|definisi)(?: dari)? {_NAME}", "What is {x}?"),
        (rf"apa(?:kah)? nama latin (?:dari )?{_NAME}", "What is the Latin name of {x}?"),
        (rf"apa(?:kah)? fungsi (?:dari )?{_NAME}", "What is the function of {x}?"),
        (rf"apa(?:kah)? tujuan (?:dari )?{_NAME}", "What is the purpose of {x}?"),
        (rf"berapa(?:kah)? luas(?: wilayah)?(?: dari)? {_NAME}", "How large is {x}?"),
        (
            rf"berapa(?:kah)? (?:jumlah penduduk|populasi)(?: di| dari)? {_NAME}",
            "What is the population of {x}?",
        ),
        (rf"berapa(?:kah)? tinggi(?: dari)? {_NAME}", "How tall is {x}?"),
        (rf"berapa(?:kah)? panjang(?: dari)? {_NAME}", "How long is {x}?"),
        (rf"berapa(?:kah)? (?:usia|umur) {_NAME}", "How old is {x}?"),
        (rf"berapa(?:kah)? harga {_NAME}", "What is the price of {x}?"),
        (rf"berapa(?:kah)? berat {_NAME}", "How much does {x} weigh?"),
        (rf"berapa(?:kah)? lama {_NAME}", "How long did {x} last?"),
        (rf"berapa(?:kah)? jumlah {_NAME}", "How many {x} are there?"),
        (rf"berapa(?:kah)? banyak {_NAME}", "How many {x}?"),
    )
)


def in_english(question: str) -> str | None:
    """An Indonesian question of a known shape in English; None for any other.

    What stands behind the question's first words is left in Indonesian.
    """
    for pattern, english in _TEMPLATES:
        found = pattern.match(question)
        if found:
            return english.format(x=found["x"])
    return None
