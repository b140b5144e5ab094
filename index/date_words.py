"""The words that dates are made of in Indonesian and English."""

import re
from collections.abc import Iterable

from index.periods import Part, Side, Unit

_WEEKDAYS = (
    "Senin Monday",
    "Selasa Tuesday",
    "Rabu Wednesday",
    "Kamis Thursday",
    "Jumat Jum'at Jum’at Friday",
    "Sabtu Saturday",
    "Minggu Ahad Sunday",
)
WEEKDAY = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
_MONTHS = (
    "Januari January Jan",
    "Februari February Pebruari Feb",
    "Maret March Mar",
    "April Apr",
    "Mei May",
    "Juni June Jun",
    "Juli July Jul",
    "Agustus August Agu Agt Ags Aug",
    "September Sept Sep",
    "Oktober October Okt Oct",
    "November Nopember Nov",
    "Desember December Des Dec",
)
MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
WHOLE_MONTHS = [name for name in MONTH if len(name) > 4 or name in ("Mei", "Juni", "Juli")]
"""Without abbreviations, and without 'May', 'June' and 'July', which are more than months."""

UNIT = {
    name: unit
    for unit, names in {
        Unit.DAY: "hari day days",
        Unit.WEEK: "pekan minggu week weeks",
        Unit.MONTH: "bulan month months",
        Unit.YEAR: "tahun year years",
    }.items()
    for name in names.split()
}
PART = {
    "awal": Part.START,
    "permulaan": Part.START,
    "pertengahan": Part.MIDDLE,
    "akhir": Part.END,
    "penghujung": Part.END,
    "pengujung": Part.END,
    "early": Part.START,
    "mid": Part.MIDDLE,
    "late": Part.END,
}
SIDE = {
    "lalu": Side.PAST,
    "yang lalu": Side.PAST,
    "silam": Side.PAST,
    "kemarin": Side.PAST,
    "last": Side.PAST,
    "ini": Side.EITHER,
    "this": Side.EITHER,
    "besok": Side.FUTURE,
    "depan": Side.FUTURE,
    "mendatang": Side.FUTURE,
    "nanti": Side.FUTURE,
    "next": Side.FUTURE,
}
DAY_WORD = {
    "kemarin lusa": -2,
    "kemarin dulu": -2,
    "kemarin": -1,
    "tadi malam": -1,
    "yesterday": -1,
    "last night": -1,
    "hari ini": 0,
    "malam ini": 0,
    "pagi ini": 0,
    "siang ini": 0,
    "sore ini": 0,
    "petang ini": 0,
    "nanti malam": 0,
    "tadi pagi": 0,
    "tadi siang": 0,
    "tadi sore": 0,
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "besok": 1,
    "esok hari": 1,
    "tomorrow": 1,
    "besok lusa": 2,
    "lusa": 2,
}
"""Days from the day of speaking; 'semalam' and 'dulu' say too little."""

_ONES = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()
_ENGLISH = "zero one two three four five six seven eight nine ten eleven twelve".split()
NUMBER = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: number for number, word in enumerate(_ENGLISH)},
    **{f"{word} belas": number + 10 for number, word in enumerate(_ONES[:10]) if number > 1},
    "a": 1,
    "an": 1,
    "se": 1,
}


def any_of(words: Iterable[str]) -> str:
    """A pattern that takes the longest of the words."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
