"""Cues of speech in a sentence: who is said to speak, with what words, and what was said."""

import re
from itertools import pairwise

from .cues import AND_VERB, STARTERS, Cue, Form, Reading, content_size, next_comma, trimmed_end
from .mentions import Kind, Mention
from .speech_verbs import (
    AHEAD_OF_CONTENT,
    ASKING,
    DENYING,
    ENGLISH_BOTH_WAYS,
    LIKEWISE,
    NOT_PEOPLE,
    NOT_SAID,
    NOUNS_TOO,
    SAID_PASSIVE,
    SAYING_WITH_COMMA,
    SPEECH_BEFORE_SPEAKER,
    THIS_WAS,
    speech_stem,
)
from .subjects import body_behind, subject_ahead, subject_behind
from .tokens import QUOTE, Sentence
from .word_classes import word_class
from .words import ADJUNCTS, ADVERBS, DEMONSTRATIVES, OWNING, PREPOSITIONS, PRONOUNS, word_set

_WORDINGS = word_set("pernyataan keterangan penjelasan bunyi isi imbauan seruan")
_CUE_WORDS = (
    frozenset(
        word + suffix for word in SPEECH_BEFORE_SPEAKER | SAID_PASSIVE for suffix in ("", "nya")
    )
    | ENGLISH_BOTH_WAYS
    | AHEAD_OF_CONTENT
    | {"menurut", "menurutnya", "according"}
    | _WORDINGS
)
_ENGLISH = frozenset(word for word in AHEAD_OF_CONTENT if word.endswith(("s", "d", "id", "ld"))) - {
    "berkata",
    "sepakat",
} | {"wrote", "thought"}
_THAT = word_set("bahwa that kalau jika")
_SURVEYS = word_set("pengumuman survei jajak riset kajian studi penelitian laporan")
_LONGEST_SURVEY = 5  # tokens of 'hasil jajak pendapat' in front of whose it is
_SHORTEST_CONTENT = 2  # words
_LONGEST_THIS_WAS = 12  # tokens of 'Hal tersebut sebelumnya juga' in front of 'disampaikan'
_ENOUGH_UNMARKED = 4  # words behind the second verb of a clause
_FARTHEST_UNMARKED = 3  # tokens of adverbs between a speaker and a verb with no comma behind
_LONGEST_ASIDE = 14  # tokens between a verb and the comma in front of what was said
_CLAUSE_SUBJECTS = PRONOUNS | word_set("it they the his her their there")
_PLAINLY_SAID = word_set("berharap mengakui mengaku mengatakan menyebut menuturkan said says")
_BEHIND_VERB = word_set("juga kembali lagi sebelumnya pula kemudian sekali also again")
_ASIDES = word_set("kepada dalam saat ketika di pada lewat melalui to in on at")
_UNMARKED = _ASIDES | {"secara"}
_OPENERS = STARTERS | ADVERBS
_CLAUSE_OPENERS = word_set(
    """
    agar supaya akan telah sudah belum tidak bisa dapat masih tengah sedang siap ingin perlu harus
    ada apabila bila pihaknya dirinya ia dia mereka kami
    """
)
_CONNECTING = word_set(
    """
    sementara itu selain namun meski meskipun demikian begitu oleh karena sebab di sisi lain untuk
    padahal bahkan dengan adapun tapi tetapi sebaliknya kendati akibatnya artinya
    """
) | {","}
"""Words of 'Sementara itu,' and 'Di sisi lain,', which are the writer's."""
_PREDICATES = word_set("akan telah sudah belum siap tidak bisa dapat masih")
_TELLING = word_set(
    """
    mencatat melaporkan menyimpulkan menjamin menekankan mengungkapkan memaparkan menjelaskan
    menyampaikan mengumumkan menceritakan membenarkan mengonfirmasi memungkiri
    """
)
"""Of the verbs that want a comma those that tell a clause without one; 'melanjutkan' does more."""
_NO_SUBJECTS = word_set("yang untuk agar supaya cara upaya dan atau")
_ACTIVE = re.compile(r"(?:me(?:mp?|ng?|ny|l|r|w)|ber)[a-z]{3,}(?<!an)$")
_FARTHEST_PREDICATE = 4  # tokens of a subject in front of them
_PHRASE_STARTS = word_set("kepada oleh tentang soal mengenai terkait hal itu secara dari demi atas")


def find_cues(sentence: Sentence, mentions: list[Mention]) -> list[Cue]:
    """Cues in the order of their verbs."""
    reading = Reading(sentence, mentions)
    cues: list[Cue] = []
    done = 0  # tokens before it belong to a cue
    for index, lower in enumerate(sentence.lowers):
        if index < done or lower not in _CUE_WORDS:
            continue
        cue = _cue_at(reading, index, lower)
        if cue is not None:
            cues.append(cue)
            done = cue.last
    return cues


def _cue_at(reading: Reading, index: int, lower: str) -> Cue | None:
    if index and lower == "said" and reading.word(index) == "Said":
        return None  # a name
    stem = speech_stem(lower)
    if stem is not None:
        return _behind(reading, index, stem != lower)
    if lower in _WORDINGS:
        return _worded(reading, index)
    if lower == "menurut" or lower == "menurutnya" or _is_according(reading, index):
        return _according(reading, index)
    if lower.removesuffix("nya") in SAID_PASSIVE:
        return _passive(reading, index, lower not in SAID_PASSIVE)
    if lower in ENGLISH_BOTH_WAYS and _is_inverted(reading, index):
        return _behind(reading, index, False)
    if lower in AHEAD_OF_CONTENT:
        return _ahead(reading, index)
    return None


def _worded(reading: Reading, noun: int) -> Cue | None:
    """'“...,” demikian pernyataan X', '“...,” bunyi keterangan itu'."""
    first = noun - 1 if reading.lower(noun - 1) in ("demikian", "begitu") else noun
    if reading.word(first - 1) != QUOTE or (first == noun and reading.lower(noun) != "bunyi"):
        return None
    index = noun + 1
    while reading.lower(index) in _WORDINGS or reading.lower(index) in ("tertulis", "resmi"):
        index += 1
    subject = subject_behind(reading, index)
    if subject is None or subject.kind is Kind.DESCRIPTION:
        subject = Mention(noun, noun + 1, Kind.ANONYMOUS)
    return Cue(Form.BEHIND, subject, first, max(subject.last, noun + 1), 0, first)


def _is_according(reading: Reading, index: int) -> bool:
    return reading.lower(index) == "according" and reading.lower(index + 1) == "to"


def _is_inverted(reading: Reading, verb: int) -> bool:
    """'..., said Ann Poe', but not 'Ann Poe, 71, said a friend had called' and 'told Ann Poe'."""
    if reading.word(verb - 1) not in (",", QUOTE) or reading.lower(verb) in ("told", "tells"):
        return False
    subject = subject_behind(reading, verb + 1)
    if subject is None:
        return False
    if reading.lower(verb + 1) in PRONOUNS and QUOTE not in reading.around(verb):
        return False
    ahead = reading.ending.get(verb - 1)
    is_ahead = ahead is not None and ahead.presented and reading.word(verb - 1) == ","
    return not (is_ahead and subject.kind is Kind.ANONYMOUS)


def _behind(reading: Reading, verb: int, has_nya: bool) -> Cue | None:
    """'..., kata X', ', lanjut X, ...' and 'Kata X, ...'."""
    before = reading.word(verb - 1)
    if reading.lower(verb - 1) in ("demikian", "begitu") and verb > 1:
        before = reading.word(verb - 2)
    if before == "-" and reading.lower(verb - 2) == "asal":
        return None  # 'asal - usulnya'
    opens = verb == 0 or (verb == 1 and reading.lower(0) in _OPENERS | {"jadi"})
    if not (before in (",", QUOTE, "—", "–", "-", "?", "!", "”", '"') or opens):
        return None
    subject = _nya(verb) if has_nya else subject_behind(reading, verb + 1)
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


def _placed(reading: Reading, subject: Mention, first: int, last: int, opens: bool = False) -> Cue:
    """A cue that says by its place what its content is."""
    size = reading.size
    begin = first if opens else 0
    end = first
    while end > begin and reading.word(end - 1) in (",", "—", "–"):
        end -= 1
    has_front = content_size(reading, begin, end) >= _SHORTEST_CONTENT or any(
        begin <= position < end for position in reading.first_quotation
    )
    if has_front and _CONNECTING.issuperset(reading.sentence.lowers[begin:end]):
        has_front = False
    comma = next_comma(reading, last)
    rest = trimmed_end(reading)
    has_rest = comma is not None and content_size(reading, comma + 1, rest) >= _SHORTEST_CONTENT
    if not has_front:
        start = comma + 1 if comma is not None else last
        while reading.lower(start) in _THAT:
            start += 1
        start = _past_time(reading, start)
        return Cue(Form.AHEAD, subject, first, last, min(start, rest), rest)
    if has_rest and comma is not None and _is_close(reading, last, comma):
        return Cue(Form.INSIDE, subject, first, last, begin, rest)
    return Cue(Form.BEHIND, subject, first, last, begin, min(end, size))


def _past_time(reading: Reading, start: int) -> int:
    """Past 'Rabu (1/7/2020),' in front of what was said."""
    if word_class(reading.word(start) or ".") != "T":
        return start
    comma = next_comma(reading, start)
    return comma + 1 if comma is not None and comma - start <= 10 else start


def _is_close(reading: Reading, last: int, comma: int) -> bool:
    """No aside but a short one between the cue and the comma that takes the sentence up again."""
    if reading.lower(comma + 1) in ("the", "a", "an", "who", "whose", "yang"):
        return False  # 'said Budi, the head of the agency'
    return comma == last or (comma - last <= 12 and reading.lower(last) in ADJUNCTS)


def _nya(verb: int) -> Mention:
    return Mention(verb, verb + 1, Kind.NYA)


def _according(reading: Reading, index: int) -> Cue | None:
    """'Menurut X, ...', '..., menurut dia, ...' and 'according to X'."""
    opens = reading.word(index)[:1].isupper()  # behind a subheading that has no full stop
    if reading.lower(index) == "menurutnya":
        return _placed(reading, _nya(index), index, index + 1, opens)
    start = index + 2 if reading.lower(index) == "according" else index + 1
    while reading.lower(start) in ("the", "pihak"):
        start += 1
    if reading.lower(start) in NOT_PEOPLE:
        subject = _surveyor(reading, start)
    else:
        subject = subject_behind(reading, start) or body_behind(reading, start)
    if subject is None:
        return None
    return _placed(reading, subject, index, subject.last, opens)


def _surveyor(reading: Reading, start: int) -> Mention | None:
    """'Menurut hasil jajak pendapat Litbang Kompas': an institution speaks by its survey."""
    if _SURVEYS.isdisjoint(reading.sentence.lowers[start : start + 2]):
        return None
    for index in range(start + 1, start + _LONGEST_SURVEY):
        mention = reading.starting.get(index)
        if mention is not None:
            return mention if mention.kind is Kind.INSTITUTION else None
        if not reading.word(index).isalpha():
            return None
    return None


def _passive(reading: Reading, verb: int, has_nya: bool) -> Cue | None:
    """'Demikian disampaikan X', 'Dijelaskan X, ...', '..., dijelaskan X, ...'."""
    subject = _nya(verb) if has_nya else subject_behind(reading, verb + 1)
    if subject is None:
        return None
    opening = reading.sentence.lowers[:verb]
    if opening and opening[0] in ("seperti", "sebagaimana") and opening[1:] in ([], ["yang"]):
        return _placed(reading, subject, 0, max(verb + 1, subject.last), opens=True)
    if verb and reading.lower(verb - 1) in NOT_SAID:
        return None
    front = reading.sentence.lowers[max(0, verb - _LONGEST_THIS_WAS) : verb]
    last = max(verb + 1, subject.last)
    content = [word for word in front if word not in ADVERBS and word.isalnum()]
    if verb < _LONGEST_THIS_WAS and content and content[0] in THIS_WAS and len(content) <= 4:
        form = Form.AGREES if LIKEWISE.intersection(content[1:]) else Form.SUMMARY
        return _said_behind(reading, subject, last) or Cue(form, subject, 0, last, 0, 0)
    if reading.word(verb - 1) == "," or not content or reading.word(verb)[:1].isupper():
        opens = reading.word(verb)[:1].isupper()
        return _placed(reading, subject, verb, last, opens)
    return None


def _said_behind(reading: Reading, subject: Mention, last: int) -> Cue | None:
    """'Hal senada disampaikan X, yang mengatakan ...'."""
    verb = last + 1 if reading.word(last) == "," else last
    if reading.lower(verb) != "yang" or reading.lower(verb + 1) not in AHEAD_OF_CONTENT:
        return None
    begin, _ = _content_begin(reading, verb + 1)
    end = trimmed_end(reading)
    if content_size(reading, begin, end) < _SHORTEST_CONTENT:
        return None
    return Cue(Form.AHEAD, subject, 0, verb + 2, begin, end)


def _ahead(reading: Reading, verb: int) -> Cue | None:
    """'X mengatakan(,) (bahwa) ...' and, in English, '..., X said'."""
    lower = reading.lower(verb)
    admits = lower in DENYING and reading.lower(verb - 1) in ("tidak", "tak")
    if reading.lower(verb - 1) in NOT_SAID and not admits:
        return None
    subject = subject_ahead(reading, verb - admits)
    if subject is None:
        return None
    if lower == "memastikan" and reading.lower(verb + 1) in ("agar", "supaya"):
        return None  # sees to it
    if lower in ("called", "calls") and reading.lower(verb + 1) not in ("for", "on"):
        return None
    begin, marked = _content_begin(reading, verb)
    if reading.lower(begin) == "hal" and reading.lower(begin + 1) in DEMONSTRATIVES:
        return Cue(Form.SUMMARY, subject, min(subject.first, verb), begin + 2, 0, 0)
    end = trimmed_end(reading)
    first = min(subject.first, verb)
    if reading.word(begin) == QUOTE:
        return Cue(Form.AHEAD, subject, first, verb + 1, begin, end)
    size = content_size(reading, begin, end)
    aside = Cue(Form.AGREES, subject, first, verb + 1, 0, 0)  # it speaks; of what, isn't said here
    if size < _SHORTEST_CONTENT or (lower in _ENGLISH and not marked and _is_tail(reading, verb)):
        return _english_tail(reading, subject, first, verb) or aside
    if lower in _ENGLISH and _is_tail(reading, verb) and reading.word(begin - 1) == ",":
        said = _english_tail(reading, subject, first, verb)
        if said is not None and content_size(reading, 0, said.end) > _SHORTEST_CONTENT:
            return said  # 'More time is needed, it said in a statement, and ...'
    if lower in SAYING_WITH_COMMA and not marked:
        tells = lower in _TELLING and _is_clause(reading, begin)
        if not tells and reading.lower(begin) not in _CLAUSE_OPENERS:
            return aside
    if not marked and not _reads_as_clause(reading, begin, lower):
        return aside
    nearby = reading.word(verb - 1) == "," or subject.last >= verb - _FARTHEST_UNMARKED
    nearby = nearby or reading.lower(subject.last) == "of"  # 'Sgt. Bell of the police said'
    nearby = nearby or (reading.lower(verb - 1) in AND_VERB and size >= _ENOUGH_UNMARKED)
    if not marked and not nearby:
        return aside  # 'X, yang dianggap mendorong penelitian'
    if not marked and subject.kind is Kind.ANONYMOUS and lower not in _PLAINLY_SAID:
        return aside
    return Cue(Form.AHEAD, subject, first, verb + 1, begin, end)


def _is_clause(reading: Reading, begin: int) -> bool:
    """'menjamin TMII siap melayani', 'mencatat kaldera Gunung Raung memiliki': a predicate soon."""
    ahead = reading.sentence.lowers[begin + 1 : begin + _FARTHEST_PREDICATE]
    if word_class(reading.word(begin) or ".") and not _PREDICATES.isdisjoint(ahead):
        return True
    for before, word in pairwise(reading.sentence.lowers[begin : begin + _FARTHEST_PREDICATE + 2]):
        if before in _NO_SUBJECTS or before in PREPOSITIONS or word == ",":
            return False
        if _ACTIVE.match(word):
            return True
    return False


def _is_tail(reading: Reading, verb: int) -> bool:
    """'..., Budi said on Monday': a comma before the speaker, an aside behind the verb."""
    if reading.lower(verb) in ("told", "tells"):
        return True  # '..., Budi told reporters'
    return reading.lower(verb + 1) in ADJUNCTS or word_class(reading.word(verb + 1) or ".") == "T"


def _english_tail(reading: Reading, subject: Mention, first: int, verb: int) -> Cue | None:
    before = first - 1
    while reading.lower(before) in OWNING:
        before -= 1
    if reading.word(before) not in (",", QUOTE) or before < 0:
        return None
    end = before if reading.word(before) == "," else before + 1
    if reading.lower(verb) not in _ENGLISH and reading.lower(0) in ADJUNCTS:
        return None  # 'Saat ditanya soal itu, Budi menjawab singkat'
    told = reading.lower(verb) in ("told", "tells") and QUOTE not in reading.around(before + 1)
    if told and (
        content_size(reading, 0, end) <= _SHORTEST_CONTENT or reading.lower(0) in PREPOSITIONS
    ):
        return None  # 'On Monday, Budi told reporters'
    return Cue(Form.BEHIND, subject, first, verb + 1, 0, end)


def _content_begin(reading: Reading, verb: int) -> tuple[int, bool]:
    """Where what was said begins, and whether a comma, a colon or 'bahwa' marks it."""
    index = verb + 1
    while reading.lower(index) in _BEHIND_VERB:
        index += 1
    for position in range(index, min(reading.size - 1, index + _LONGEST_ASIDE)):
        if reading.word(position) == ":" and reading.word(position + 1) == QUOTE:
            return position + 1, True  # 'said outside the court: "..."'
    listener = reading.starting.get(index)
    if listener is not None and reading.lower(verb) in ("told", "tells"):
        index = listener.last
        if reading.lower(index) in _CLAUSE_SUBJECTS:
            return index, True  # 'told Ann Poe she had won'
    asks = reading.lower(verb) in ASKING and reading.lower(verb) not in ("told", "tells")
    if not asks and (
        reading.lower(index) in _ASIDES or reading.lower(verb) in ("told", "tells", "memberitahu")
    ):
        for position in range(index, min(reading.size, index + _LONGEST_ASIDE)):
            if reading.word(position) in (",", ":") or reading.lower(position) in ("bahwa", "that"):
                index = position
                break
    marked = False
    if reading.word(index) in (",", ":"):
        index, marked = index + 1, True
    if reading.lower(index) in ("bahwa", "that", "jika", "kalau"):
        index, marked = index + 1, True
    return index, marked


def _reads_as_clause(reading: Reading, begin: int, verb: str) -> bool:
    """Whether unmarked words behind the verb can be what was said."""
    size = content_size(reading, begin, trimmed_end(reading))
    if reading.lower(begin) in _UNMARKED and verb not in ASKING:
        return size >= 6
    return reading.lower(begin) not in _PHRASE_STARTS or verb in ASKING
