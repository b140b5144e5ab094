"""What kind of answer a question wants, and whether a sentence holds one of that kind."""

import re

_NUMBERS = (
    "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh ratus ribu "
    "juta miliar triliun setengah separuh one two three four five six seven eight nine ten eleven "
    "twelve dozen hundred thousand million billion half"
).split()
_DATES = (
    "januari februari maret april mei juni juli agustus september oktober november desember "
    "senin selasa rabu kamis jumat sabtu minggu january february march may june july august "
    "october december monday tuesday wednesday thursday friday saturday sunday kemarin besok "
    "yesterday today tomorrow"
).split()
_NUMBER = re.compile(rf"\d|\b(?:{'|'.join(_NUMBERS)})\b", re.IGNORECASE)
_DATE = re.compile(
    rf"\b(?:1\d|20)\d\d\b|\(\d+/\d+|\d\s*[:.]\s*\d\d\s+WI|\b(?:{'|'.join(_DATES)})\b", re.IGNORECASE
)
_NAME = re.compile(r"(?<=[\w,] )[A-Z][\w’']+")  # a capital within the sentence
# Kind of question -> what a sentence that answers it shows. The first that fits counts.
_KINDS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(
            r"\b(?:kapan\w*|(?:tanggal|tahun|bulan|hari|abad|jam|pukul)\s+(?:berapa|apa)\w*|when|"
            r"(?:what|which)\s+(?:date|day|month|year|time))\b",
            re.IGNORECASE,
        ),
        _DATE,
    ),
    (
        re.compile(r"\b(?:se)?berapa\w*|\bhow\s+(?:many|much|old|long|far|tall|big)\b", re.I),
        _NUMBER,
    ),
    (re.compile(r"\b(?:siapa\w*|(?:di|ke|dari)\s?mana\w*|who|whom|whose|where)\b", re.I), _NAME),
)


def holds_wanted_kind(question: str, sentence: str) -> bool:
    """Whether the sentence holds a date, a number or a name where the question wants one.

    True for a question that wants none of these: every sentence may answer it.
    """
    for asked, shown in _KINDS:
        if asked.search(question):
            return shown.search(sentence) is not None
    return True
