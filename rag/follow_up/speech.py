"""Questions of somebody's words, with another speaker, topic or language."""

import re
from dataclasses import replace

from rag.follow_up.text import sentence
from rag.speech_question import Asked, SpeechQuestion, read_speech_question

_ABOUT = re.compile(
    r"\b(?:tentang|soal|mengenai|terkait|perihal|terhadap|atas|about|on|regarding|concerning|of)"
    r"\s*[\"'“‘]?$",
    re.IGNORECASE,
)
_FORMS = {
    ("id", Asked.SAID): ("Apa kata {speaker}", " tentang {topic}"),
    ("en", Asked.SAID): ("What did {speaker} say", " about {topic}"),
    ("id", Asked.DID_SAY): ("Apakah {speaker} mengatakan", " bahwa {topic}"),
    ("en", Asked.DID_SAY): ("Did {speaker} say", " that {topic}"),
    ("id", Asked.WHO_SAID): ("Siapa yang mengatakan", " bahwa {topic}"),
    ("en", Asked.WHO_SAID): ("Who said", " that {topic}"),
    ("id", Asked.WHO_SPOKE): ("Siapa saja yang dikutip", " tentang {topic}"),
    ("en", Asked.WHO_SPOKE): ("Who was quoted", " about {topic}"),
}
_FURTHER = {"id": "Apa saja kata {speaker}", "en": "What else did {speaker} say"}
_REASON = {
    "id": ("Apa alasan {speaker}", " soal {topic}"),
    "en": ("What reason did {speaker} give", " about {topic}"),
}
_MEANING = {
    "id": ("Apa maksud {speaker}", " tentang {topic}"),
    "en": ("What did {speaker} mean", " about {topic}"),
}


_OWN_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^apa\s+(?:alasan|maksud)\s+(?P<speaker>.+?)(?:\s+(?:soal|tentang)\s+(?P<topic>.+?))?\W*$",
        r"^what\s+reason\s+did\s+(?P<speaker>.+?)\s+give(?:\s+about\s+(?P<topic>.+?))?\W*$",
        r"^what\s+did\s+(?P<speaker>.+?)\s+mean(?:\s+about\s+(?P<topic>.+?))?\W*$",
    )
)


def read_words(question: str) -> SpeechQuestion | None:
    """As `read_speech_question`; a speaker's reasons and meaning are their words too."""
    for form in _OWN_FORMS:
        if match := form.match(question):
            return SpeechQuestion(Asked.SAID, match["speaker"], match["topic"])
    return read_speech_question(question)


def worded(asked: SpeechQuestion, language: str) -> str:
    """The question in the plainest words of a language ('id' or 'en')."""
    return _filled(_FORMS[language, asked.kind], asked)


def further(asked: SpeechQuestion, language: str) -> str:
    """What else the speaker said."""
    return _filled((_FURTHER[language], _FORMS[language, Asked.SAID][1]), asked)


def reason(asked: SpeechQuestion, language: str) -> str:
    """Why the speaker says so."""
    return _filled(_REASON[language], asked)


def meaning(asked: SpeechQuestion, language: str) -> str:
    """What the speaker means by it."""
    return _filled(_MEANING[language], asked)


def with_speaker(question: str, speaker: str, language: str, same_language: bool) -> str:
    """The same asked of another speaker, in the question's own words where the language stays."""
    asked = read_words(question)
    if asked is None:
        raise ValueError(f"no question of somebody's words: {question}")
    same_language = same_language and read_speech_question(question) is not None
    if asked.kind is Asked.WHO_SAID:
        return worded(replace(asked, kind=Asked.DID_SAY, speaker=speaker), language)
    if asked.kind is Asked.WHO_SPOKE or asked.speaker is None:
        return worded(SpeechQuestion(Asked.SAID, speaker, asked.topic), language)
    if not same_language:
        return worded(replace(asked, speaker=speaker), language)
    return sentence(question.replace(asked.speaker, speaker, 1))


def with_topic(question: str, topic: str, language: str, same_language: bool) -> str:
    """The same asked about another topic, in the question's own words where they allow it."""
    asked = read_words(question)
    if asked is None:
        raise ValueError(f"no question of somebody's words: {question}")
    same_language = same_language and read_speech_question(question) is not None
    kind = Asked.SAID if asked.kind is Asked.DID_SAY else asked.kind
    changed = replace(asked, kind=kind, topic=topic)
    own_words = same_language and kind is asked.kind is not Asked.WHO_SAID
    if own_words and asked.topic is None:
        joint = _FORMS[language, Asked.SAID][1].format(topic=topic)
        text = sentence(question.rstrip(" ?.") + joint)
    elif own_words and asked.topic:
        before, _, behind = question.rpartition(asked.topic)
        if not _ABOUT.search(before):
            return worded(changed, language)
        text = sentence(f"{before}{topic}{behind}")
    else:
        return worded(changed, language)
    read = read_speech_question(text)
    return text if read and read.speaker == asked.speaker else worded(changed, language)


def _filled(form: tuple[str, str], asked: SpeechQuestion) -> str:
    text = form[0].format(speaker=asked.speaker)
    return sentence(text + form[1].format(topic=asked.topic) if asked.topic else text)
