"""Follow-ups of a few words: 'why?', 'more', 'who said that?', 'apa maksudnya?'."""

import re
from dataclasses import replace

from rag.follow_up.asking import asked_otherwise
from rag.follow_up.past import Past, Read
from rag.follow_up.speech import further, meaning, reason, worded
from rag.follow_up.text import content, is_verb, sentence, words
from rag.follow_up.turns import Completed
from rag.speech_question import Asked, SpeechQuestion

_FILLER = (
    r"(?:begitu|itu|demikian|ya|sih|dong|saja|memang|bisa|that|so|(?:is|was)\s+that|then|tepatnya)"
)
_WHY = re.compile(
    rf"^(?:(?:kenapa|mengapa|kok|why|apa\s+alasannya|alasannya(?:\s+apa)?|apa\s+sebabnya)"
    rf"(?:\s+{_FILLER})*|how\s+(?:so|come))$",
    re.IGNORECASE,
)
_WAY = re.compile(
    r"^(?:(?:pada|di|ke|dari|untuk|dengan|oleh|sejak|mulai|sampai|hingga|from|by|to|with|in|on|at|"
    r"for|since|until)\s+)?(?:[a-z]+\s+(?:ke\s+)?(?=apa|mana|berapa))?"
    r"(?:apa|siapa|kapan|(?:di|ke|dari)\s?mana|mana|bagaimana|what|which|whom?|when|where|"
    r"how(?:\s+(?:long|old|far))?|(?:(?:se)?berapa|how\s+(?:much|many))(?:kah)?(?:\s+[a-z]+)?)"
    rf"(?:kah)?(?:\s+{_FILLER})*$",
    re.IGNORECASE,
)
_NOT_A_WAY = re.compile(r"^(?:apa|siapa|what|who)(?:kah)?(?:\s+(?:itu|saja|lagi|that))?$", re.I)
_MORE = re.compile(
    r"^(?:(?:ada|apa(?:\s+saja)?|masih\s+ada|ceritakan|sebutkan)\s+(?:lagi|yang\s+lain(?:nya)?)|"
    r"lagi|lanjut(?:kan)?|terus|selain\s+itu(?:\s+apa(?:\s+lagi)?)?|(?:yang\s+)?lain(?:nya)?|"
    r"selengkapnya|(?:tolong\s+|coba\s+)?jelaskan(?:\s+(?:lagi|lebih\s+(?:lanjut|detail|rinci)))?|"
    r"(?:bisa\s+)?lebih\s+(?:detail|lengkap|rinci|jelas)(?:nya)?|(?:more\s+|in\s+)?details?|elaborate|"
    r"(?:tell\s+me\s+|say\s+)?(?:some\s+)?more(?:\s+please)?|go\s+on|continue|"
    r"(?:anything|what|something)\s+else|(?:any\s+)?others?)$",
    re.IGNORECASE,
)
_WHO_ELSE = re.compile(
    r"^(?:(?:siapa\s+(?:saja\s+)?(?:lagi|yang\s+lain)|who\s+else|anyone\s+else|anybody\s+else)"
    r"(?:\s+(?:yang\s+)?(?P<did>.+))?|did\s+any(?:one|body)\s+else\s+(?P<said>say\s+.+))$",
    re.IGNORECASE,
)
_SPOKE = re.compile(
    r"^(?:bicara|berbicara|berkomentar|dikutip|bilang|berpendapat|spoke|said|was\s+quoted|commented|"
    r"talked)\b",
    re.IGNORECASE,
)
_WHETHER = re.compile(r"^\W*(?:apakah|apa\s+benar|benarkah|betulkah)\s+", re.IGNORECASE)
_PRONOUNS = frozenset("dia ia beliau mereka he she it they him her".split())
_SAID_SO = r"(?:itu|begitu|demikian|hal\s+(?:itu|tersebut)|that|so|it|this)"
_WHO_SAID = re.compile(
    rf"^(?:siapa(?:kah)?\s+(?:yang\s+)?(?:bilang|mengatakan|berkata|menyatakan|menyebut)"
    rf"(?:\s+{_SAID_SO})?|(?:itu\s+)?(?:kata|menurut)\s+siapa(?:\s+itu)?|"
    rf"who\s+(?:said|says|claimed|claims|told)(?:\s+{_SAID_SO})?|says\s+who)$",
    re.IGNORECASE,
)
_SAID_IT = re.compile(
    r"^(?P<way>kenapa|mengapa|kapan|di\s?mana|kok)\s+(?:dia|ia|beliau|mereka)\s+"
    r"(?:bisa\s+)?(?:bilang|mengatakan|berkata|menyatakan|berpendapat)(?:nya)?"
    r"(?:\s+(?:begitu|demikian|itu|hal\s+(?:itu|tersebut)|seperti\s+itu))?$|"
    r"^(?P<way_en>why|when|where)\s+(?:did|does|do|would)\s+(?:he|she|they|it)\s+"
    r"(?:say|think|claim|believe)(?:\s+(?:so|that|this|it))?$",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"^(?:(?:apa\s+)?(?:maksud|arti)(?:nya|\s+(?:itu|dia|beliau))(?:\s+(?:apa|bagaimana|itu))?|"
    r"what\s+(?:does|did|do)\s+(?:that|it|this|he|she|they|you)\s+mean(?:\s+by\s+(?:that|it))?|"
    r"meaning)$",
    re.IGNORECASE,
)
# A question of facts is asked on in its own language: its words are the articles' or the reader's.
_TRANSLATED = {
    "kapan": "when", "di mana": "where", "mengapa": "why", "kenapa": "why", "bagaimana": "how",
    "when": "kapan", "where": "di mana", "why": "mengapa", "how": "bagaimana",
}  # fmt: skip
_ELSE = {"id": "Apa lagi {rest}", "en": "What else {aux} {rest}"}


def complete_short(text: str, past: Past, language: str) -> Completed | None:
    """The completion of a follow-up that is nothing but a word or two of asking."""
    if _MEANS.match(text):
        return _leaning(_meaning(past, language))
    if _MORE.match(text):
        return _leaning(_more(past.last, language), past)
    if match := _WHO_ELSE.match(text):
        return _leaning(_who_else(match["did"] or match["said"], past, language), past)
    if _WHO_SAID.match(text):
        told = past.told()
        said = SpeechQuestion(Asked.WHO_SAID, None, told)
        return _leaning(worded(said, language) if told else None)
    if (so := _SAID_IT.match(text)) and _speaker_of(past.last):
        return _leaning(_said_it(so["way"] or so["way_en"], past.last, language))
    if _WHY.match(text):
        way = "Mengapa" if language == "id" else "Why"
        return _leaning(_asked(way, past.last, language, why=True))
    if _is_way(text):
        way = re.sub(rf"(?:\s+{_FILLER})+$", "", text) if not text.endswith("saja") else text
        return _leaning(_asked(way, past.last, language, why=False))
    return None


def _leaning(text: str | None, past: Past | None = None) -> Completed | None:
    """A completion, beyond what was shown where the conversation is given."""
    return Completed(text, True, beyond=past.shown if past else ()) if text else None


def _is_way(text: str) -> bool:
    """Whether a text only asks: 'sejak kapan', 'berapa orang', 'by whom'."""
    if not _WAY.match(text) or _NOT_A_WAY.match(text):
        return False
    left = content(text)
    leans = any(w.lower() in _PRONOUNS or w.lower().endswith("nya") for w in words(text))
    return len(left) < 2 and not leans and not any(is_verb(word) for word in left)


def _speaker_of(read: Read) -> SpeechQuestion | None:
    """The words that an answer was about: the speaker's that was asked about, or found."""
    speech = read.speech
    if speech is None or speech.speaker:
        return speech
    if speech.kind is Asked.WHO_SAID and len(read.someone) == 1:
        return SpeechQuestion(Asked.SAID, read.someone[0], speech.topic)
    return None


def _meaning(past: Past, language: str) -> str | None:
    said = _speaker_of(past.last)
    if said:
        return meaning(said, language)
    if past.last.speech or not past.last.short_answer:
        return None
    form = "Apa maksud {}" if language == "id" else "What does {} mean"
    return sentence(form.format(past.last.short_answer))


def _more(read: Read, language: str) -> str | None:
    speech = _speaker_of(read)
    if speech:
        topic = None if speech is not read.speech else speech.topic
        return further(replace(speech, topic=topic), language)
    if read.speech:
        return worded(read.speech, language)
    asking = read.asking
    if asking is None or read.language != language or asking.noun:
        return read.turn.question
    plain = asking.way.lower() in ("apa", "apakah", "what")
    if not plain:
        return read.turn.question
    return sentence(_ELSE[language].format(aux=asking.aux, rest=asking.rest))


def _who_else(did: str | None, past: Past, language: str) -> str | None:
    speech, asking = past.last.speech, past.last.asking
    if speech and did is None and speech.kind in (Asked.WHO_SAID, Asked.DID_SAY):
        return worded(replace(speech, kind=Asked.WHO_SAID), language)
    if did and re.match(r"sa(?:y|id)\s+(?:that|so|it|this)$", did) and speech and speech.topic:
        return worded(SpeechQuestion(Asked.WHO_SAID, None, speech.topic), language)
    if did and not _SPOKE.match(did):
        return _did_too(did, past, language)
    if did is None and asking and asking.who and past.last.language == language:
        return sentence(("Siapa lagi " if language == "id" else "Who else ") + asking.rest)
    topic = speech.topic if speech else past.topic()
    return worded(SpeechQuestion(Asked.WHO_SPOKE, None, topic), language)


def _did_too(did: str, past: Past, language: str) -> str | None:
    """'siapa lagi yang mengeluh': about what the last question is about."""
    if len(content(did)) > 1:
        return None
    about = past.told()
    form = "Siapa lagi yang {} soal {}" if language == "id" else "Who else {} about {}"
    return sentence(form.format(did, about)) if about else None


def _asked(way: str, read: Read, language: str, why: bool) -> str | None:
    """The last matter, asked another way."""
    speech = read.speech
    if speech is None:
        asking = read.asking
        own = way if read.language == language else _TRANSLATED.get(way.lower())
        if asking is None or own is None:
            return None
        return asked_otherwise(
            own, asking, read.short_answer if asking.who or asking.what else None
        )
    if speech.kind is Asked.DID_SAY:
        rest = _WHETHER.sub("", read.turn.question)
        rest = re.sub(r"^(?:Did|Does|Has|Have|Is)\b", lambda match: match[0].lower(), rest)
        return sentence(f"{way} {rest}")
    if speech.kind is Asked.WHO_SAID:
        who = read.someone[0] if len(read.someone) == 1 else None
        form = "{} {} mengatakan bahwa {}" if language == "id" else "{} did {} say that {}"
        if who is None:
            form = "{} dikatakan bahwa {}" if language == "id" else "{} was it said that {}"
            return sentence(form.format(way, speech.topic))
        return sentence(form.format(way, who, speech.topic))
    if why and speech.speaker:
        return reason(speech, language)
    return _in_words(way, speech, language) if speech.topic else None


def _said_it(way: str, read: Read, language: str) -> str | None:
    """Why, when or where somebody said what the last answer told."""
    speech = read.speech
    why = way.lower() in ("kenapa", "mengapa", "kok", "why")
    if speech is None or speech.kind is not Asked.SAID or why:
        return _asked(way, read, language, why=why)
    about = f" {'soal' if language == 'id' else 'about'} {speech.topic}" if speech.topic else ""
    form = "{} {} mengatakan itu{}" if language == "id" else "{} did {} say that{}"
    return sentence(form.format(way, speech.speaker, about))


def _in_words(way: str, speech: SpeechQuestion, language: str) -> str:
    """When, where or how many, by the speaker's words."""
    topic = speech.topic or ""
    if language == "id":
        by = f" menurut {speech.speaker}" if speech.speaker else ""
        return sentence(f"{way} {topic}{by}")
    joint = "are" if topic.endswith("s") else "is"
    if re.match(r"how\s+m", way, re.IGNORECASE):
        joint = "for"
    by = f", according to {speech.speaker}" if speech.speaker else ""
    return sentence(f"{way} {joint} {topic}{by}")
