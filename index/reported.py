"""Cues of speech in a sentence: who is said to speak, with what words, and what was said."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from enum import StrEnum

from .lexicon import (
    ADJUNCTS,
    ADVERBS,
    ANONYMOUS,
    ASKING,
    DEMONSTRATIVES,
    ENGLISH_BOTH_WAYS,
    GENERIC_INSTITUTIONS,
    INSTITUTION_HEADS,
    LIKEWISE,
    NOT_PEOPLE,
    NOT_SAID,
    NOUNS_TOO,
    PERSON_NOUNS,
    PLURAL_PRONOUNS,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
    SAID_PASSIVE,
    SAYING,
    SAYING_WITH_COMMA,
    THIS_WAS,
    speech_stem,
    word_set,
)
from .names import Kind, Mention, word_class
from .tokens import QUOTE, Sentence

_AHEAD = SAYING | ASKING | SAYING_WITH_COMMA
_ENGLISH = frozenset(word for word in _AHEAD if word.endswith(("s", "d", "id", "ld"))) - {
    "berkata",
    "sepakat",
}
_THAT = word_set("bahwa that kalau jika")
_LONGEST_SUBJECT = 45  # tokens between a speaker and the verb, asides included
_SHORTEST_CONTENT = 2  # words
_ENOUGH_CONTENT = 8  # words, more than any rule asks for
_LONGEST_THIS_WAS = 12  # tokens of 'Hal tersebut sebelumnya juga' in front of 'disampaikan'
_LONGEST_SUBHEADING = 4  # tokens that may stand unmarked in front of a speaker
_PLAINLY_SAID = word_set("mengaku mengatakan menyebut menuturkan said says")
_DOCUMENTS = word_set(
    "data laporan survei hasil catatan studi riset penelitian kajian dokumen surat rilis media jumlah"
)
_CLAUSE_MARKS = frozenset((",", QUOTE, "—", "–", ":", ";"))
_PERSON_NOUN = re.compile(r"(?:pe(?!r)[a-z]{4,}(?<!an)|[a-z]{3,}(?:wan|wati|is))$")
_ORIGINS = word_set("asal yang kelahiran berusia")
_STARTERS = word_set("padahal namun dan sebab karena tapi tetapi but and sedangkan")


class Form(StrEnum):
    """Where the cue stands: before what was said, behind it, inside it, or in a sentence of its
    own after it ('Demikian disampaikan X'); ``AGREES``: 'Hal senada disampaikan X'."""

    AHEAD = "ahead"
    BEHIND = "behind"
    INSIDE = "inside"
    SUMMARY = "summary"
    AGREES = "agrees"


@dataclass(frozen=True, slots=True)
class Cue:
    """Tokens ``[first, last)`` say that ``subject`` said tokens ``[begin, end)``.

    ``begin == end`` where the sentence holds no words said but a quotation beside the cue.
    """

    form: Form
    subject: Mention
    first: int
    last: int
    begin: int
    end: int


class _Reading:
    """One sentence with its mentions at hand by where they begin and end."""

    def __init__(self, sentence: Sentence, mentions: list[Mention]) -> None:
        self.sentence = sentence
        self.mentions = mentions
        self.starting = {mention.first: mention for mention in mentions}
        self.ending = {mention.last: mention for mention in mentions}
        self.lasts = [mention.last for mention in mentions]
        self.first_quotation = list(sentence.quotations)[:1]
        self.size = len(sentence.words)

    def lower(self, index: int) -> str:
        return self.sentence.lowers[index] if 0 <= index < self.size else ""

    def word(self, index: int) -> str:
        return self.sentence.words[index] if 0 <= index < self.size else ""


def find_cues(sentence: Sentence, mentions: list[Mention]) -> list[Cue]:
    """Cues in the order of their verbs."""
    reading = _Reading(sentence, mentions)
    cues: list[Cue] = []
    done = 0  # tokens before it belong to a cue
    for index, lower in enumerate(sentence.lowers):
        if index < done:
            continue
        cue = _cue_at(reading, index, lower)
        if cue is not None:
            cues.append(cue)
            done = cue.last
    return cues


def _cue_at(reading: _Reading, index: int, lower: str) -> Cue | None:
    if index and lower == "said" and reading.word(index) == "Said":
        return None  # a name
    stem = speech_stem(lower)
    if stem is not None:
        return _behind(reading, index, stem != lower)
    if lower == "menurut" or lower == "menurutnya" or _is_according(reading, index):
        return _according(reading, index)
    if lower.removesuffix("nya") in SAID_PASSIVE:
        return _passive(reading, index, lower not in SAID_PASSIVE)
    if lower in ENGLISH_BOTH_WAYS and (
        reading.word(index - 1) in (",", QUOTE) and _subject_behind(reading, index + 1)
    ):
        return _behind(reading, index, False)
    if lower in _AHEAD:
        return _ahead(reading, index)
    return None


def _is_according(reading: _Reading, index: int) -> bool:
    return reading.lower(index) == "according" and reading.lower(index + 1) == "to"


def _behind(reading: _Reading, verb: int, has_nya: bool) -> Cue | None:
    """'..., kata X', ', lanjut X, ...' and 'Kata X, ...'."""
    before = reading.word(verb - 1)
    opens = verb == 0 or (verb == 1 and reading.lower(0) in _STARTERS | ADVERBS)
    if not (before in (",", QUOTE, "—", "–", "-", "?", "!", "”", '"') or opens):
        return None
    subject = _nya(verb) if has_nya else _subject_behind(reading, verb + 1)
    if subject is None and QUOTE in (before, reading.word(verb - 2)):
        subject = Mention(verb, verb + 1, Kind.ANONYMOUS)
    if subject is None:
        return None
    if opens and subject.kind is Kind.DESCRIPTION:
        return None
    lower = reading.lower(verb)
    if opens and not has_nya and lower in NOUNS_TOO and lower != "kata" and verb == 0:
        return None
    last = max(verb + 1, subject.last)
    return _placed(reading, subject, verb, last)


def _placed(reading: _Reading, subject: Mention, first: int, last: int, opens: bool = False) -> Cue:
    """A cue that says by its place what its content is."""
    size = reading.size
    begin = first if opens else 0
    end = first
    while end > begin and reading.word(end - 1) in (",", "—", "–"):
        end -= 1
    has_front = _content_size(reading, begin, end) >= _SHORTEST_CONTENT or any(
        begin <= position < end for position in reading.first_quotation
    )
    comma = _next_comma(reading, last)
    rest = _trimmed_end(reading)
    has_rest = comma is not None and _content_size(reading, comma + 1, rest) >= _SHORTEST_CONTENT
    if not has_front:
        start = comma + 1 if comma is not None else last
        while reading.lower(start) in _THAT:
            start += 1
        start = _past_time(reading, start)
        return Cue(Form.AHEAD, subject, first, last, min(start, rest), rest)
    if has_rest and comma is not None and _is_close(reading, last, comma):
        return Cue(Form.INSIDE, subject, first, last, begin, rest)
    return Cue(Form.BEHIND, subject, first, last, begin, min(end, size))


def _past_time(reading: _Reading, start: int) -> int:
    """Past 'Rabu (1/7/2020),' in front of what was said."""
    if word_class(reading.word(start) or ".") != "T":
        return start
    comma = _next_comma(reading, start)
    return comma + 1 if comma is not None and comma - start <= 10 else start


def _is_close(reading: _Reading, last: int, comma: int) -> bool:
    """No aside but a short one between the cue and the comma that takes the sentence up again."""
    if reading.lower(comma + 1) in ("the", "a", "an", "who", "whose", "yang"):
        return False  # 'said Budi, the head of the agency'
    return comma == last or (comma - last <= 12 and reading.lower(last) in ADJUNCTS)


def _content_size(reading: _Reading, begin: int, end: int) -> int:
    """How many words the tokens hold, counted no further than matters."""
    size = 0
    for index in range(begin, end):
        size += reading.sentence.words[index][0].isalnum()
        if size >= _ENOUGH_CONTENT:
            break
    return size


def _trimmed_end(reading: _Reading) -> int:
    end = reading.size
    while end and reading.word(end - 1) in (".", ",", ";", ":"):
        end -= 1
    return end


def _next_comma(reading: _Reading, index: int) -> int | None:
    for position in range(index, min(reading.size, index + _LONGEST_SUBJECT)):
        if reading.word(position) == ",":
            return position
    return None


def _nya(verb: int) -> Mention:
    return Mention(verb, verb + 1, Kind.NYA)


def _subject_behind(reading: _Reading, index: int) -> Mention | None:
    """Who stands right behind a verb of speaking."""
    while reading.lower(index) in ("lagi", "juga", "kemudian", "oleh", "pula", "the"):
        index += 1
    lower = reading.lower(index)
    if lower in PRONOUNS:
        return Mention(index, index + 1, Kind.PRONOUN)
    if lower in PLURAL_PRONOUNS:
        return Mention(index, index + 1, Kind.ANONYMOUS)
    mention = reading.starting.get(index)
    if mention is not None and mention.kind is Kind.NAMED:
        return _settled(mention)
    described = _description_behind(reading, index)
    if described is not None:
        return described
    if reading.word(index) in PERSON_NOUNS and reading.lower(index + 1) in _ORIGINS:
        return Mention(index, index + 2, Kind.DESCRIPTION)
    if mention is not None:
        return mention
    if word_class(reading.word(index) or ".") == "I" and len(lower) > 1:
        return Mention(index, index + 1, Kind.NAMED, (reading.word(index),), doubtful=True)
    if lower in ANONYMOUS:
        return Mention(index, index + 2, Kind.ANONYMOUS)
    if lower in GENERIC_INSTITUTIONS:
        return _generic(reading, index)
    return None


def _settled(mention: Mention) -> Mention:
    """The same mention, no longer doubtful: a verb of speaking stands beside it."""
    return replace(mention, doubtful=False) if mention.doubtful else mention


def _generic(reading: _Reading, index: int) -> Mention:
    name = (reading.word(index)[:1].upper() + reading.word(index)[1:],)
    return Mention(index, index + 1, Kind.INSTITUTION, name)


def _description_behind(reading: _Reading, index: int) -> Mention | None:
    """'kata siswa jurusan Teknik Otomotif itu': lower-case words up to a demonstrative."""
    if word_class(reading.word(index) or ".") or not reading.word(index)[:1].isalpha():
        return None
    for position in range(index, min(reading.size, index + 25)):
        word = reading.word(position)
        if word in (".", QUOTE) or (word == "," and reading.lower(index) not in PERSON_NOUNS):
            return None
        if reading.lower(position) in DEMONSTRATIVES:
            following = reading.word(position + 1)
            if following in ("", ".", ",", QUOTE) or reading.lower(position + 1) in ADJUNCTS:
                return Mention(index, position + 1, Kind.DESCRIPTION)
    return None


def _according(reading: _Reading, index: int) -> Cue | None:
    """'Menurut X, ...', '..., menurut dia, ...' and 'according to X'."""
    opens = reading.word(index)[:1].isupper()  # behind a subheading that has no full stop
    if reading.lower(index) == "menurutnya":
        return _placed(reading, _nya(index), index, index + 1, opens)
    start = index + 2 if reading.lower(index) == "according" else index + 1
    while reading.lower(start) in ("the", "pihak"):
        start += 1
    if reading.lower(start) in NOT_PEOPLE:
        return None
    subject = _subject_behind(reading, start)
    if subject is None:
        return None
    return _placed(reading, subject, index, subject.last, opens)


def _passive(reading: _Reading, verb: int, has_nya: bool) -> Cue | None:
    """'Demikian disampaikan X', 'Dijelaskan X, ...', '..., dijelaskan X, ...'."""
    subject = _nya(verb) if has_nya else _subject_behind(reading, verb + 1)
    if subject is None or (verb and reading.lower(verb - 1) in NOT_SAID):
        return None
    front = reading.sentence.lowers[max(0, verb - _LONGEST_THIS_WAS) : verb]
    last = max(verb + 1, subject.last)
    content = [word for word in front if word not in ADVERBS and word.isalnum()]
    if verb < _LONGEST_THIS_WAS and content and content[0] in THIS_WAS and len(content) <= 4:
        form = Form.AGREES if LIKEWISE.intersection(content[1:]) else Form.SUMMARY
        return Cue(form, subject, 0, last, 0, 0)
    if reading.word(verb - 1) == "," or not content or reading.word(verb)[:1].isupper():
        opens = reading.word(verb)[:1].isupper()
        return _placed(reading, subject, verb, last, opens)
    return None


def _ahead(reading: _Reading, verb: int) -> Cue | None:
    """'X mengatakan(,) (bahwa) ...' and, in English, '..., X said'."""
    if reading.lower(verb - 1) in NOT_SAID:
        return None
    subject = _subject_ahead(reading, verb)
    if subject is None:
        return None
    lower = reading.lower(verb)
    begin, marked = _content_begin(reading, verb)
    end = _trimmed_end(reading)
    first = min(subject.first, verb)
    if reading.word(begin) == QUOTE:
        return Cue(Form.AHEAD, subject, first, verb + 1, begin, end)
    size = _content_size(reading, begin, end)
    aside = Cue(Form.AGREES, subject, first, verb + 1, 0, 0)  # it speaks; of what, isn't said here
    if size < _SHORTEST_CONTENT or (lower in _ENGLISH and not marked and _is_tail(reading, verb)):
        return _english_tail(reading, subject, first, verb) or aside
    if lower in SAYING_WITH_COMMA and not marked and reading.lower(begin) not in _CLAUSE_OPENERS:
        return aside
    if not marked and not _reads_as_clause(reading, begin, lower):
        return aside
    if not marked and subject.kind is Kind.ANONYMOUS and lower not in _PLAINLY_SAID:
        return aside
    return Cue(Form.AHEAD, subject, first, verb + 1, begin, end)


def _is_tail(reading: _Reading, verb: int) -> bool:
    """'..., Budi said on Monday': a comma before the speaker, an aside behind the verb."""
    return reading.lower(verb + 1) in ADJUNCTS or word_class(reading.word(verb + 1) or ".") == "T"


def _english_tail(reading: _Reading, subject: Mention, first: int, verb: int) -> Cue | None:
    before = first - 1
    while reading.lower(before) in ("the", "a"):
        before -= 1
    if reading.word(before) not in (",", QUOTE) or before < 0:
        return None
    end = before if reading.word(before) == "," else before + 1
    return Cue(Form.BEHIND, subject, first, verb + 1, 0, end)


def _content_begin(reading: _Reading, verb: int) -> tuple[int, bool]:
    """Where what was said begins, and whether a comma, a colon or 'bahwa' marks it."""
    index = verb + 1
    while reading.lower(index) in _BEHIND_VERB:
        index += 1
    asks = reading.lower(verb) in ASKING and reading.lower(verb) not in ("told", "tells")
    if not asks and (
        reading.lower(index) in _ASIDES or reading.lower(verb) in ("told", "tells", "memberitahu")
    ):
        for position in range(index, min(reading.size, index + 14)):
            if reading.word(position) in (",", ":") or reading.lower(position) in ("bahwa", "that"):
                index = position
                break
    marked = False
    if reading.word(index) in (",", ":"):
        index, marked = index + 1, True
    if reading.lower(index) in ("bahwa", "that", "jika", "kalau"):
        index, marked = index + 1, True
    return index, marked


_BEHIND_VERB = word_set("juga kembali lagi sebelumnya pula kemudian sekali also again")
_ASIDES = word_set("kepada dalam saat ketika di pada lewat melalui to in on at")
_CLAUSE_OPENERS = word_set(
    """
    agar supaya akan telah sudah belum tidak bisa dapat masih tengah sedang siap ingin perlu harus ada apabila
    bila pihaknya dirinya ia dia mereka kami
    """
)
_PHRASE_STARTS = word_set("kepada oleh tentang soal mengenai terkait hal itu secara dari demi atas")


def _reads_as_clause(reading: _Reading, begin: int, verb: str) -> bool:
    """Whether unmarked words behind the verb can be what was said."""
    size = _content_size(reading, begin, _trimmed_end(reading))
    if reading.lower(begin) in _ASIDES and verb not in ASKING:
        return size >= 6
    return reading.lower(begin) not in _PHRASE_STARTS or verb in ASKING


def _subject_ahead(reading: _Reading, verb: int) -> Mention | None:
    """The speaker in front of a verb, over adverbs and asides."""
    before = verb - 1
    while before >= 0 and reading.lower(before) in ADVERBS:
        before -= 1
    lower = reading.lower(before)
    if lower in PRONOUNS:
        if reading.lower(before - 1) in PREPOSITIONS:
            return None
        return Mention(before, before + 1, Kind.PRONOUN)
    if lower in PLURAL_PRONOUNS:
        return None if lower != "keduanya" else Mention(before, before + 1, Kind.ANONYMOUS)
    mention = reading.ending.get(before + 1)
    if mention is not None and _can_be_subject(reading, mention):
        return _settled(mention)
    if lower in GENERIC_INSTITUTIONS and _opens_clause(reading, before):
        return _generic(reading, before)
    return _over_aside(reading, before) or _described_ahead(reading, before)


def _can_be_subject(reading: _Reading, mention: Mention) -> bool:
    before = mention.first - 1
    while reading.lower(before) in ("the", "pihak"):
        before -= 1
    if reading.lower(before) in PREPOSITIONS:
        return False
    if mention.kind is not Kind.ROLE or not mention.role or mention.role[0].isupper():
        return True
    return reading.lower(mention.first - 1) == "the"


def _opens_clause(reading: _Reading, index: int) -> bool:
    return (
        index == 0
        or reading.word(index - 1) in (",", QUOTE)
        or (reading.lower(index - 1) in _STARTERS | ADVERBS | {"oleh", "the", "sementara"})
    )


def _over_aside(reading: _Reading, before: int) -> Mention | None:
    """'X, saat ditemui di Jakarta, Senin (1/2), mengatakan': the first speaker of the clause."""
    if before < 0:
        return None
    nearest = bisect_left(reading.lasts, before - _LONGEST_SUBJECT)
    for mention in reading.mentions[nearest : nearest + _LONGEST_SUBJECT]:
        if mention.last > before:
            return None
        if not _can_be_subject(reading, mention):
            continue
        if mention.kind not in (Kind.NAMED, Kind.ROLE, Kind.INSTITUTION):
            continue
        if not _opens_clause(reading, mention.first) and not (
            mention.presented and mention.first <= _LONGEST_SUBHEADING
        ):
            continue
        if mention.kind is Kind.INSTITUTION and reading.word(mention.last) == ",":
            continue
        if mention.doubtful and reading.word(mention.last) not in (",", "("):
            continue
        behind = reading.word(mention.last)
        aside = behind in (",", "(") or reading.lower(mention.last) in ADJUNCTS
        if behind in ("dan", "and") and "," in reading.sentence.words[mention.first : mention.last]:
            aside = True  # 'Aziz Yanuari, kuasa hukum FPI dan Rizieq Shihab, menyatakan'
        if aside and not _has_verb(reading, mention.last, before):
            return _settled(mention)
    return None


def _is_person_noun(lower: str) -> bool:
    """Nouns for people and institutions: petenis, jurnalis, wartawan, organisasi."""
    return (
        lower in PERSON_NOUNS
        or lower in INSTITUTION_HEADS
        or lower in ("kedua", "ketiga")
        or _PERSON_NOUN.match(lower) is not None
    )


def _has_verb(reading: _Reading, first: int, last: int) -> bool:
    """A verb of speaking among the tokens, but for 'saat menyampaikan' and the like."""
    return any(
        reading.lower(index) in _AHEAD and reading.lower(index - 1) not in NOT_SAID
        for index in range(first, last)
    )


def _described_ahead(reading: _Reading, before: int) -> Mention | None:
    """'Siswa kelas XII itu menuturkan', 'Salah satu warga mengatakan', at a clause's beginning."""
    first = before
    while first > 0 and reading.word(first - 1) not in _CLAUSE_MARKS and before - first < 25:
        first -= 1
    while reading.lower(first) in _STARTERS | ADVERBS:
        first += 1
    if first > before:
        return None
    if _DOCUMENTS.intersection(reading.sentence.lowers[first : first + 4]):
        return None
    if reading.lower(first) in ANONYMOUS:
        return Mention(first, before + 1, Kind.ANONYMOUS)
    if reading.lower(before) in DEMONSTRATIVES and before - first >= 1:
        if not _is_person_noun(reading.lower(first)):
            return None
        return Mention(first, before + 1, Kind.DESCRIPTION)
    if reading.lower(first) in ROLES and not word_class(reading.word(before) or "."):
        return Mention(first, before + 1, Kind.ANONYMOUS)
    return None
