"""Follow-ups made whole from the conversation, by rules: no model, a millisecond."""

import re
from collections.abc import Sequence

from index.language import detect_language
from rag.follow_up.article import complete_article
from rag.follow_up.instead import instead
from rag.follow_up.past import Past
from rag.follow_up.references import complete_references
from rag.follow_up.short import complete_short
from rag.follow_up.speech import with_topic
from rag.follow_up.text import content, sentence, spelt_out
from rag.follow_up.turns import Completed, Known, Shown, Turn
from rag.speech_question import Asked, read_speech_question

__all__ = ["Completed", "Known", "Shown", "Turn", "complete"]

LONGEST = 150  # characters of a follow-up; a longer question says for itself what it asks
_AND = re.compile(
    r"^(?:(?:dan|lalu|lantas|terus|kemudian|nah|oke?|tapi|eh|oh|and|but|so|then|or|ok(?:ay)?)\b"
    r"[\s,]*)+(?=\S)",
    re.IGNORECASE,
)
_IF = re.compile(r"^(?:kalau|bila|jika|untuk|for)\s+(?=\S)", re.IGNORECASE)
_COMPARED = re.compile(
    r"^(?:bagaimana\s+(?:dengan|kalau|soal)|(?:what|how)\s+about)\s+(?=\S)", re.IGNORECASE
)
_OTHER = re.compile(
    r"^(?:yang\s+(?:satunya|lain(?:nya)?)|the\s+other(?:\s+one)?)\s*,\s*", re.IGNORECASE
)
_TAIL = re.compile(r"\s+(?:bagaimana|dong|sih|ya|deh|juga|please|too|as\s+well)$", re.IGNORECASE)
_MEANT = re.compile(
    r"^(?:(?:eh|bukan|salah|maaf|no|nope|sorry)\b[\s,.]*)*"
    r"(?:yang\s+(?:saya|aku|gue|ku)\s*maksud|(?:yang\s+)?(?:ku\s*)?maksud"
    r"(?:\s+(?:saya|aku|gue|gua)|ku|nya)?(?:\s+(?:itu|adalah))?"
    r"|i\s+mean(?:t)?|rather)\s*[,:]?\s+(?P<meant>\S.*)$",
    re.IGNORECASE,
)
_NOT_BUT = re.compile(
    r"^(?:(?:eh|maaf|no|sorry)\b[\s,.]*)*(?:bukan|not)\s+(?P<old>[^,]+?)"
    r"(?:\s*,?\s+(?:tapi|tetapi|melainkan|but|rather)\s+|\s*,\s*)(?P<new>\S.*)$",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^(?:bukan(?:\s+(?:itu|dia))?|salah|tidak|no|nope|wrong|not\s+(?:him|her|that))\s*,\s*"
    r"(?P<meant>\S.*)$",
    re.IGNORECASE,
)


def complete(question: str, turns: Sequence[Turn], known: Known) -> Completed:
    """The question made whole from the turns before it, oldest first.

    What stands alone comes back exactly as it was typed. The completed text is in the follow-up's
    language, the conversation's where its words don't tell.
    """
    typed = spelt_out(question).strip(" ?.!")
    short = len(typed) <= LONGEST and any(character.isalnum() for character in typed)
    past = Past.of(turns, known) if short else None
    if past is None:
        return Completed(question)
    completed = _completed(typed, "?" in question, past)
    if completed is None or not (completed.leaning or completed.unclear):
        return Completed(question)
    if completed.unclear:
        return Completed(question, unclear=completed.unclear)
    return completed


def _completed(typed: str, marked: bool, past: Past) -> Completed | None:
    found = detect_language(typed)
    language = found if found in ("id", "en") else past.last.language
    if corrected := _corrected(typed, past, language):
        return Completed(sentence(corrected), True)
    bare = _AND.sub("", typed)
    if not any(character.isalnum() for character in bare):
        return None
    led = bare != typed
    for complete_it in (complete_article, complete_short):
        for text in dict.fromkeys((typed, bare)):
            if completed := complete_it(text, past, language):
                return completed
    fragment, compared = _fragment(bare)
    asked = marked or led or fragment != bare
    if put := instead(fragment, past, language, asked=asked, compared=compared):
        return Completed(put, True)
    if completed := complete_references(bare, past):
        return completed
    if led or _RESPONSE.search(bare):
        return _same_topic(bare, past, language)
    return None


def _fragment(bare: str) -> tuple[str, bool]:
    """What is left without the words that lead to it; whether it was put beside another."""
    compared = _COMPARED.sub("", bare)
    fragment = _OTHER.sub("", compared)
    fragment = _IF.sub("", fragment) if fragment == bare else fragment
    return _TAIL.sub("", fragment), compared != bare


def _corrected(typed: str, past: Past, language: str) -> str | None:
    """'bukan, maksud saya Menaker'; 'bukan gaji, tapi upah'."""
    swap = _NOT_BUT.match(typed)
    if swap and not past.known.is_speaker(swap["new"]):
        question = past.last.turn.question
        place = question.lower().find(swap["old"].lower())
        if place >= 0:
            return question[:place] + swap["new"] + question[place + len(swap["old"]) :]
    said = _MEANT.match(typed) or _NO.match(typed)
    meant = swap["new"] if swap else said["meant"] if said else None
    if meant is None:
        return None
    return instead(meant, past, language, asked=True, compared=False)


_RESPONSE = re.compile(
    r"\b(?:tanggapan|reaksi|respons?|komentar|respond|react|reaction|response|comments?)\b", re.I
)


def _same_topic(bare: str, past: Past, language: str) -> Completed | None:
    """'terus Gunadi bilang apa?': of what was spoken about before."""
    asked = read_speech_question(bare)
    if asked is None or asked.topic or asked.kind is not Asked.SAID or not content(bare):
        return None
    topic = past.thing()
    return Completed(with_topic(bare, topic, language, True), True) if topic else None
