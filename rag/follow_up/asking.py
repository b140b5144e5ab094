"""A question of facts taken apart: how it asks, and what about."""

import re
from dataclasses import dataclass

from rag.follow_up.text import is_verb, names_in, noun_phrase, sentence

_WAY_ID = (
    r"(?:(?:pada|di|ke|dari|untuk|dengan|oleh|sejak|mulai|sampai|hingga|dalam|ada|sudah)\s+)?"
    r"(?:(?:tahun|bulan|tanggal|hari|jam|pukul|menit|kota|negara)\s+(?:ke\s+)?)?"
    r"(?:apa|siapa|kapan|di\s?mana|ke\s?mana|mana|berapa|seberapa|bagaimana|mengapa|kenapa)"
    r"(?:kah)?(?:\s+saja(?:kah)?)?"
)
_FRONT_ID = re.compile(rf"^\W*(?P<way>{_WAY_ID})\s*,?\s+(?P<rest>.+?)\W*$", re.IGNORECASE)
_BACK_ID = re.compile(rf"^\W*(?P<rest>.+?)\s+(?P<way>{_WAY_ID})\W*$", re.IGNORECASE)
_MEASURE = re.compile(
    r"^(?:jumlah|banyak(?:nya)?|panjang|lama(?:nya)?|luas|tinggi|besar(?:nya)?|harga|usia|umur|"
    r"biaya|berat|jarak|nilai|total|kilometer|hektar|persen|hari)\s+(?:nama\s+)?",
    re.IGNORECASE,
)
_AUX = r"(?:did|does|do|is|are|was|were|will|would|has|have|had|can|could|should)"
_PREPOSITION = r"(?:at|in|on|under|by|from|to|for|with|after|before|during|about|into|over)"
_FRONT_EN = re.compile(
    r"^\W*(?P<way>(?:(?:from|by|to|with|in|on|at|for|since|until)\s+)?"
    r"(?:what|which|who|whom|whose|when|where|why|"
    r"how(?:\s+(?:much|many|old|long|far|big|tall|often))?))"
    rf"(?:(?P<noun>(?:\s+(?!{_AUX}\b)[\w’'-]+){{0,4}}?)\s+(?P<aux>{_AUX}))?\s+(?P<rest>.+?)\W*$",
    re.IGNORECASE,
)
_YES_NO_EN = re.compile(rf"^\W*(?P<aux>{_AUX})\s+(?P<rest>.+?)\W*$", re.IGNORECASE)
_DONE_TO = re.compile(r"^(?:being\s+)?(?:\w+ed|made|built|won|held|sold|found|lost)\b")
_OBJECT = re.compile(
    r"(?:\s+(?:off|out|up|down|over|away|back))?\s+(?:the|an?|its|their|his|her|this|that|these|those)"
    r"\s+[\w’'-]+$",
    re.IGNORECASE,
)
_BE = re.compile(r"^(?:is|are|was|were)$", re.IGNORECASE)
_WHO = re.compile(r"\b(?:siapa|who)", re.IGNORECASE)
_OF_SUBJECT = re.compile(r"\b(?:kapan|mengapa|kenapa|(?:di|ke)\s?mana|bagaimana)", re.IGNORECASE)
_NAMING = re.compile(
    r"^(?:ibu\s?kota|kota|nama|istilah|the\s+(?:capital|name|city|term))\b", re.IGNORECASE
)
_WHAT = re.compile(r"^(?:apa|mana|di\s?mana|(?:di\s+)?(?:kota|negara)|what|which|where)", re.I)


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as its way of asking ('berapa', 'how many'), an English noun behind that
    ('books'), an English auxiliary, and the rest."""

    way: str
    noun: str
    aux: str
    rest: str
    english: bool

    @property
    def who(self) -> bool:
        return _WHO.search(self.way) is not None

    @property
    def what(self) -> bool:
        """Whether the answer is a thing's name, by the way of asking."""
        return _WHAT.match(self.way) is not None

    @property
    def of_subject(self) -> bool:
        """Whether what is asked about comes first: when, where or why something happened."""
        return _OF_SUBJECT.search(self.way) is not None

    @property
    def matter(self) -> str:
        """What is asked about, without 'yang' and a measure: 'tanggul yang jebol'."""
        rest = re.sub(r"^yang\s+", "", self.rest, flags=re.IGNORECASE)
        return _MEASURE.sub("", rest) if "berapa" in self.way.lower() else rest


def take_apart(question: str, english: bool) -> Asking | None:
    """None where the question doesn't ask in a known way."""
    if not english:
        match = _FRONT_ID.match(question) or _BACK_ID.match(question)
        return Asking(match["way"], "", "", match["rest"], False) if match else None
    if match := _FRONT_EN.match(question):
        noun, aux = (match["noun"] or "").strip(), match["aux"] or ""
        return Asking(match["way"], noun, aux, match["rest"], True)
    if match := _YES_NO_EN.match(question):
        return Asking("", "", match["aux"], match["rest"], True)
    return None


def asked_otherwise(way: str, asking: Asking, short_answer: str | None) -> str:
    """The same matter asked another way: 'kapan' of 'Berapa panjang tanggul yang jebol?'."""
    if asking.english:
        return _otherwise_english(way, asking, short_answer)
    if asking.who and short_answer:
        rest = re.sub(r"^yang\s+", "", asking.rest, flags=re.IGNORECASE)
        return sentence(f"{way} {short_answer} {rest}")
    return sentence(f"{way} {asking.matter}")


def _otherwise_english(way: str, asking: Asking, short_answer: str | None) -> str:
    noun, rest = asking.noun, asking.rest
    if not asking.aux:  # 'Who won the Open?'
        subject = short_answer or "somebody"
        return sentence(f"{way} was it that {subject} {rest}" if asking.who else f"{way} {rest}")
    aux = asking.aux.lower()
    if noun and _BE.match(aux) and _DONE_TO.match(rest):
        return sentence(f"{way} {aux} {_definite(asking)} {rest}")
    if noun:
        before, behind = _at_preposition(rest)
        return sentence(f"{way} {aux} {before} {_definite(asking)} {behind}")
    if asking.way.lower() == "what" and aux in ("did", "does", "do") and short_answer:
        rest = f"{rest} {short_answer}"
    return sentence(f"{way} {aux} {rest}")


def _definite(asking: Asking) -> str:
    return asking.noun if asking.way.lower() == "how many" else f"the {asking.noun}"


def _at_preposition(rest: str) -> tuple[str, str]:
    match = re.search(rf"(?<=\w)\s+{_PREPOSITION}\s", rest)
    return (rest[: match.start()], rest[match.start() :]) if match else (rest, "")


def thing_of(asking: Asking, short_answer: str | None) -> str:
    """What 'it', 'itu' or '-nya' stands for behind a question of facts."""
    if short_answer and _is_the_thing(asking, short_answer):
        return short_answer
    return _thing_english(asking) if asking.english else _thing_indonesian(asking)


def entity_of(asking: Asking, short_answer: str | None) -> str:
    """Who or what has a coach, a director or a capital: a name before a noun phrase."""
    if short_answer and short_answer[:1].isupper() and _is_the_thing(asking, short_answer):
        return short_answer
    thing = thing_of(asking, None)
    names = names_in(thing) or names_in(asking.rest)
    return names[0] if names else thing


def subject_of(asking: Asking) -> str:
    """Who or what does it: the Indonesian thing, or what stands behind an English auxiliary."""
    if not asking.english or not asking.aux:
        return thing_of(asking, None)
    return _subject(asking.rest, bare_verb=not _BE.match(asking.aux))


def _is_the_thing(asking: Asking, short_answer: str) -> bool:
    """Whether talk goes on about the answer: a thing's name, not a side of what was named."""
    if not asking.what or (names_in(f"x {asking.rest}") and not _NAMING.search(asking.rest)):
        return False
    return len(short_answer.split()) <= 3 and not any(c.isdigit() for c in short_answer)


def _thing_indonesian(asking: Asking) -> str:
    matter = asking.matter
    if about := re.search(r"\b(?:soal|tentang|mengenai)\s+(.+)", matter, re.IGNORECASE):
        return about[1]
    first, _, rest = matter.partition(" ")
    if asking.who and rest and (is_verb(first) or not first[:1].isupper()):
        matter = rest  # what somebody did it to; whose architect it is
        return matter if is_verb(first) else noun_phrase(matter)
    return noun_phrase(matter)


def _thing_english(asking: Asking) -> str:
    noun, rest, aux = asking.noun, asking.rest, asking.aux.lower()
    way = asking.way.lower()
    if noun and way in ("what", "which", "how much"):
        return f"the {noun}"
    if not aux:
        return rest.partition(" ")[2] or rest
    if noun and _BE.match(aux):
        agent = re.search(r"\b(?:by|during|in|at)\s+((?:the|an?)\s.+|[A-Z].+)", rest)
        return agent[1] if agent else noun
    subject = _subject(rest, bare_verb=not _BE.match(aux))
    if names_in(subject) or not (named := re.search(r"\bthe\s+(?:[A-Z][\w’'-]*\s*)+", rest)):
        return subject
    return named[0].strip()


def _subject(rest: str, bare_verb: bool) -> str:
    """The subject behind an auxiliary: up to a bare verb, or a participle."""
    if not bare_verb:
        cut = re.search(r"\s(?:first|last|being|\w+ed|made|built|won|held|sold)\b", rest)
        return rest[: cut.start()] if cut else rest
    if lone := re.match(r"[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*", rest):
        return lone[0]
    before, _ = _at_preposition(rest)
    # 'the crews call off the strike': what stands behind an article is no verb, but its object.
    with_object = _OBJECT.search(before)
    if with_object and with_object.start():
        before = before[: with_object.start()]
    head, _, _ = before.rpartition(" ")
    return head or before
