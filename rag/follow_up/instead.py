"""Follow-ups that put one thing in another's place: 'dan Menaker?', 'bagaimana dengan upah?'."""

import re

from rag.follow_up.asking import Asking, thing_of
from rag.follow_up.past import Past, Read
from rag.follow_up.setting import at_time, elsewhere, is_before, period_in, without_office
from rag.follow_up.speech import with_speaker, with_topic, worded
from rag.follow_up.text import content, is_verb, names_in, noun_phrase, sentence, words
from rag.follow_up.turns import Known
from rag.speech_question import Asked, SpeechQuestion

LONGEST = 5  # words of a fragment; a longer one says for itself what it asks
_ASKS = re.compile(
    r"\b(?:apa(?:kah|kh)?|siapa\w*|kapan\w*|(?:di|ke|dari)?mana(?:kah)?|(?:se)?berapa\w*|"
    r"\w{4,}kah|bagaima\w*|mengapa\w*|kenapa\w*|what\w*|who\w*|when|where|why|how|which|did|"
    r"does|is|are|was|were|bilang|mengatakan|said|say)\b",
    re.IGNORECASE,
)
_NO_THING = re.compile(
    r"^(?:ada|sudah|belum|bisa|masa|masak|benar|betul|serius|yakin|tolong|coba|terima|makasih|oke|"
    r"lebih|ya|tidak|bukan|yang\s+(?:pertama|kedua|terakhir|tadi)|really|sure|can|could|please|"
    r"thanks?|ok|yes|no|not|never|seriously|same|ask|any)\b(?!\s+(?:soal|tentang|about))",
    re.IGNORECASE,
)
_BY = re.compile(r"^(?:menurut|kata|according\s+to|by)\s+(?P<who>.+)$", re.IGNORECASE)
_TOPIC = re.compile(
    r"^(?:(?:ada|anything|something|any\s+word)\s+)?"
    r"(?:soal|tentang|mengenai|perihal|terkait|about|on|regarding|concerning)\s+(?P<topic>.+)$",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"^(?P<who>.+?)\s*,?\s+(?:soal|tentang|mengenai|about|on)\s+(?P<topic>.+)$", re.IGNORECASE
)
_ASKED_WHAT = frozenset("penyebab alasan dampak akibat tujuan manfaat nama hasil sebab".split())
_THOSE = re.compile(r"^yang\s+(?!pertama|kedua|terakhir|lain|mana|tadi|satu)", re.IGNORECASE)
_OF_IT = re.compile(r"^(?P<noun>[\w-]+(?:\s[\w-]+)?)nya$", re.IGNORECASE)


def instead(fragment: str, past: Past, language: str, *, asked: bool, compared: bool) -> str | None:
    """The last question with the fragment in the place of what it is like.

    ``asked``: it was typed as a question, or behind 'dan', 'kalau'; else it may be a search of
    its own. ``compared``: behind 'bagaimana dengan', 'what about', where roles are topics too.
    None where it is no such fragment.
    """
    if not is_before(fragment) and not _is_fragment(fragment):
        return None
    last = past.last
    if by := _BY.match(fragment):
        return _by(by["who"], past, language) if past.known.may_speak(by["who"]) else None
    if about := _TOPIC.match(fragment):
        return _about(about["topic"], past, language)
    if (both := _BOTH.match(fragment)) and past.known.may_speak(both["who"]):
        return worded(SpeechQuestion(Asked.SAID, both["who"], both["topic"]), language)
    if put := at_time(fragment, past, language):
        return put
    if not asked and not (past.known.is_speaker(fragment) and len(words(fragment)) <= 3):
        return None
    if put := elsewhere(fragment, past, language):
        return put
    if of_it := _OF_IT.match(fragment):
        return _of_it(of_it["noun"], past, language)
    if _is_speaker(fragment, past, compared):
        return _speaker(fragment, past, language)
    if last.speech:
        return _with_topic(fragment, past, language)
    if last.language != language or _of_a_person(fragment, past):
        return _with_topic(fragment, past, language)
    return _thing(fragment, last)


def _is_fragment(text: str) -> bool:
    short = len(text.split()) <= LONGEST and bool(content(text))
    return short and not (_ASKS.search(text) or _NO_THING.match(text))


def _is_speaker(words_: str, past: Past, compared: bool) -> bool:
    if past.known.is_speaker(words_):
        return True
    return not compared and past.last.speech is not None and past.known.may_speak(words_)


def _of_a_person(fragment: str, past: Past) -> bool:
    """Whether something in small letters is asked behind a question about a known person."""
    names = names_in(past.last.turn.question)
    return fragment.islower() and bool(names) and past.known.is_person(names[0])


def _speaker(who: str, past: Past, language: str) -> str | None:
    """The last question put to another speaker, or about another person."""
    last = past.last
    if last.speech:
        return with_speaker(last.turn.question, who, language, last.language == language)
    if last.language == language and (replaced := _replaced(who, last, past.known)):
        return replaced
    return worded(SpeechQuestion(Asked.SAID, who, past.thing()), language)


def _replaced(who: str, last: Read, known: Known) -> str | None:
    """The known person of a question of facts replaced; or the last speaker it goes by."""
    question = last.turn.question
    if by := re.search(r"\b(?:menurut|according to)\s+(?P<who>[^,?]+)", question, re.IGNORECASE):
        return sentence(question[: by.start("who")] + who + question[by.end("who") :])
    for name in names_in(question):
        if known.is_person(name):
            return sentence(question.replace(name, who, 1))
    return None


def _by(who: str, past: Past, language: str) -> str | None:
    last = past.last
    if last.speech or last.language != language:
        return _speaker(who, past, language)
    if replaced := _replaced(who, last, past.known):
        return replaced
    joint = " menurut " if language == "id" else ", according to "
    return sentence(last.turn.question.rstrip(" ?.") + joint + who)


def _about(topic: str, past: Past, language: str) -> str | None:
    """Another topic of the last speaker; a word for the old one is no other topic."""
    topic = re.sub(r"\s+(?:apa|bagaimana)$", "", topic)
    if not content(topic):
        return None
    return _with_topic(topic, past, language)


def _with_topic(topic: str, past: Past, language: str) -> str | None:
    last = past.last
    if last.speech and (last.speech.speaker or last.speech.kind is Asked.WHO_SPOKE):
        return with_topic(last.turn.question, topic, language, last.language == language)
    persons = past.persons()
    if len(persons) == 1:
        return worded(SpeechQuestion(Asked.SAID, persons[0], topic), language)
    return None


def _of_it(noun: str, past: Past, language: str) -> str | None:
    """'penjualannya': another side of the same thing; 'petaninya': who speaks in the article."""
    last = past.last
    if last.speech:
        if past.known.may_speak(noun):
            return _speaker(noun, past, language)
        topic = f"{noun} {last.speech.topic}" if last.speech.topic else noun
        return _with_topic(topic, past, language)
    asking = last.asking
    if asking is None or asking.english:
        return None
    period = period_in(last.turn.question)
    when = f" pada {period}" if period else ""
    thing = thing_of(asking, None)
    way = "apa" if noun.lower() in _ASKED_WHAT else asking.way
    return sentence(f"{way} {noun} {next(iter(names_in(thing)), thing)}{when}")


def _thing(fragment: str, last: Read) -> str | None:
    """Another thing in a question of facts: in a name's place, or a noun phrase's."""
    asking = last.asking
    if asking is None:
        return None
    question = last.turn.question
    if is_verb(fragment) and not asking.english:
        return sentence(f"{asking.way} {noun_phrase(asking.matter)} {fragment}")
    if _THOSE.match(fragment):
        return sentence(f"{asking.way} {noun_phrase(asking.matter)} {fragment}")
    old = _old_name(fragment, question) or ("" if asking.english else _old_thing(fragment, asking))
    return sentence(question.replace(old, fragment, 1)) if old else None


def _old_name(fragment: str, question: str) -> str | None:
    """The name that another takes the place of; a common noun is no place's name."""
    for name in names_in(question):
        at_place = re.search(rf"\b(?:di|in|at)\s+(?:the\s+)?{re.escape(name)}", question)
        if not (fragment.islower() and (at_place or fragment.startswith("the "))):
            return without_office(name)
    return None


def _old_thing(fragment: str, asking: Asking) -> str:
    """What the fragment is put in place of: the same kind of phrase, or the thing itself."""
    matter = asking.matter
    if matter.split()[:1] == fragment.split()[:1]:
        return matter  # 'penemu radio' for 'penemu telepon'
    return thing_of(asking, None)
