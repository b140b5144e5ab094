"""What a conversation is about: who, which thing, which article a follow-up may mean."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from rag.follow_up.asking import Asking, entity_of, subject_of, take_apart, thing_of
from rag.follow_up.speech import read_words
from rag.follow_up.text import content, names_in, noun_phrase
from rag.follow_up.turns import OFFICES, Known, Shown, Turn
from rag.question import question_language, read_question
from rag.speech_question import Asked, SpeechQuestion

REMEMBERED = 4  # turns that a follow-up may lean on
LONGEST_PAST = 300  # characters of a question that is leant on; a longer one is no short matter
_LISTED = re.compile(r",\s+(?:dan\s+|and\s+)?|\s+(?:dan|and)\s+")
_PERSONS = OFFICES | frozenset("winner champion pemenang juara tersangka terdakwa".split())


@dataclass(frozen=True, slots=True)
class Read:
    """A turn, with its question read: of somebody's words, or of facts."""

    turn: Turn
    language: str
    speech: SpeechQuestion | None
    asking: Asking | None

    @property
    def short_answer(self) -> str | None:
        return self.turn.short_answer

    @property
    def someone(self) -> tuple[str, ...]:
        """Those that the short answer names, where it was asked who."""
        who = self.asking.who if self.asking else False
        if self.asking and (names := names_in(f"x {self.asking.matter}")) == [self.asking.matter]:
            named = who and OFFICES.isdisjoint(names[0].lower().split())
            if named:  # 'Siapa Tully?': the answer says what she is
                return (names[0],)
        if self.speech:
            who = self.speech.kind in (Asked.WHO_SAID, Asked.WHO_SPOKE)
        return tuple(_LISTED.split(self.short_answer)) if who and self.short_answer else ()


@dataclass(frozen=True, slots=True)
class Past:
    """The turns that a follow-up may lean on, oldest first; ``last`` is what it answers to."""

    turns: tuple[Turn, ...]
    reads: tuple[Read, ...]
    known: Known

    @classmethod
    def of(cls, turns: Sequence[Turn], known: Known) -> Self | None:
        """None where there is nothing to lean on."""
        kept = [
            replace(turn, question=" ".join(turn.question.split()))
            for turn in turns[-REMEMBERED:]
            if len(turn.question) <= LONGEST_PAST and content(turn.question)
        ]
        reads = [_read(turn) for turn in kept if read_question(turn.question).about is None]
        return cls(tuple(kept), tuple(reads), known) if reads else None

    @property
    def last(self) -> Read:
        return self.reads[-1]

    @property
    def shown(self) -> tuple[Shown, ...]:
        """Every span that was cited, in order."""
        return tuple(dict.fromkeys(span for turn in self.turns for span in turn.shown))

    def persons(self) -> tuple[str, ...]:
        """Whom 'dia' or 'she' may mean: one, several where nobody could tell, or nobody.

        The last speaker asked about; else whoever the short answer, the question or the
        citations name. The latest turn that has somebody decides.
        """
        return next((found for read in reversed(self.reads) if (found := self._in(read))), ())

    def _in(self, read: Read) -> tuple[str, ...]:
        if read.speech and read.speech.speaker:
            return (read.speech.speaker,)
        if read.someone:
            return read.someone
        named = [name for name in names_in(read.turn.question) if self.known.is_full_name(name)]
        if named:
            return (named[0],)
        described = _described(read.asking)
        return (described,) if described else read.turn.speakers or _lone_name(read)

    def thing(self) -> str | None:
        """What 'it', 'itu' or '-nya' stands for."""
        for read in reversed(self.reads):
            if read.speech and read.speech.topic:
                return read.speech.topic
            if read.speech is None and read.asking:
                return thing_of(read.asking, read.short_answer)
        return None

    def topic(self) -> str | None:
        """As `thing`, but nobody's name where a thing was spoken of before."""
        persons = {name for read in self.reads for name in read.someone}
        for read in reversed(self.reads):
            topic = read.speech.topic if read.speech else None
            if read.speech is None and read.asking:
                topic = thing_of(read.asking, None)
            if topic and topic not in persons and not self.known.is_speaker(topic):
                return topic
        return self.thing()

    def entity(self) -> str | None:
        """Where a capital or a mayor is: a name before anything else."""
        for read in reversed(self.reads):
            if read.speech and read.speech.topic:
                return next(iter(names_in(f"x {read.speech.topic}")), read.speech.topic)
            if read.speech is None and read.asking:
                return entity_of(read.asking, read.short_answer)
        return None

    def firm(self) -> str | None:
        """Who or what has a coach or a director: the subject, else a name."""
        asking = self.last.asking
        if asking and asking.of_subject:
            return thing_of(asking, None)
        return self.entity()

    def told(self) -> str | None:
        """What somebody may have said: the last question without its way of asking."""
        if self.last.speech:
            return self.last.speech.topic
        return self.last.asking.matter if self.last.asking else None

    def phrase_with(self, noun: str) -> str | None:
        """The phrase that a noun begins in an earlier question: 'gempa' -> 'gempa Yogyakarta'."""
        for read in reversed(self.reads):
            match = re.search(rf"\b{re.escape(noun)}\b", read.turn.question, re.IGNORECASE)
            if match:
                return noun_phrase(read.turn.question[match.start() :])
        return None

    def titles(self) -> tuple[str, ...]:
        """The articles that the latest answer with citations cites."""
        return next((turn.titles for turn in reversed(self.turns) if turn.titles), ())


def _read(turn: Turn) -> Read:
    language = question_language(turn.question)
    speech = read_words(turn.question)
    asking = None if speech else take_apart(turn.question, language == "en")
    return Read(turn, language, speech, asking)


def _described(asking: Asking | None) -> str | None:
    """'the winner of the Open': somebody by what they are, as the question's subject."""
    if asking is None or asking.what or "berapa" in asking.way.lower():
        return None
    subject = subject_of(asking)
    head = [word.lower() for word in subject.split()[:2]]
    first = head[1:] if head[:1] == ["the"] else head[:1]
    return subject if not _PERSONS.isdisjoint(first) else None


def _lone_name(read: Read) -> tuple[str, ...]:
    """A full name in a question of facts."""
    names = [name for name in names_in(read.turn.question) if len(name.split()) > 1]
    return (names[0],) if len(names) == 1 else ()
