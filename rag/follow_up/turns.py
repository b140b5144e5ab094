"""What follow-ups are completed from: the turns before, and who is known to speak."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from index.people import Speaker
from index.roles import ROLES
from rag.answer import Answer
from rag.role_words import role_tokens


@dataclass(frozen=True, slots=True)
class Shown:
    """A span of an article that an answer of the conversation has cited."""

    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as it was understood, and the main facts of its answer.

    ``speakers`` and ``titles`` are those of the citations, in their order, none twice. All are
    empty where the articles didn't answer it.
    """

    question: str
    speakers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    short_answer: str | None = None
    shown: tuple[Shown, ...] = ()

    @classmethod
    def of(cls, question: str, answer: Answer | None) -> Self:
        """The turn of an answer; a refusal's nearest passages are no facts."""
        if answer is None or not answer.answerable:
            return cls(question)
        cited = answer.citations
        return cls(
            question,
            speakers=tuple(dict.fromkeys(one.speaker for one in cited if one.speaker)),
            titles=tuple(dict.fromkeys(one.title for one in cited if one.title)),
            short_answer=answer.short_answer,
            shown=tuple(Shown(one.article_id, one.start, one.end) for one in cited),
        )


@dataclass(frozen=True, slots=True)
class Completed:
    """A question that stands alone.

    ``leaning``: it leant on the turns before, and ``text`` isn't what was typed. ``unclear`` names
    those who may be meant where nobody could tell; ``text`` is then left as it was typed.
    ``beyond`` are the spans that were shown already, where more is asked for.
    """

    text: str
    leaning: bool = False
    unclear: tuple[str, ...] = ()
    beyond: tuple[Shown, ...] = ()


# Who they are depends on the article: a topic as often as a speaker.
_ORDINARY = frozenset(
    """
    warga petani nelayan pedagang guru siswa siswi mahasiswa pekerja buruh karyawan pegawai sopir
    perajin pengrajin dokter perawat bidan pemain penjual pengungsi relawan nakhoda pengemudi
    resident residents farmer student teacher doctor doctors nurse driver activist member player
    anggota tokoh pelatih petugas penulis penyanyi editor author brand marketing senior general
    personel manajemen first expert
    """.split()
)
OFFICES = ROLES - _ORDINARY


@dataclass(frozen=True, slots=True)
class Known:
    """The speakers of an index as words: made once for it, asked for every follow-up."""

    names: frozenset[str] = frozenset()
    full: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()

    @classmethod
    def of(cls, speakers: Iterable[Speaker]) -> Self:
        names: set[str] = set()
        full: set[str] = set()
        roles: set[str] = set()
        for speaker in speakers:
            called = (speaker.name, *speaker.aliases)
            full.update(name.casefold() for name in called)
            if not speaker.institution:
                names.update(token for name in called for token in _words(name) if len(token) > 2)
            roles.update(token for role in speaker.roles for token in _words(role.role)[:1])
        return cls(frozenset(names), frozenset(full), frozenset(roles))

    def is_name(self, words: str) -> bool:
        """Whether the words are a known speaker's name, or hold a part of one."""
        return words.casefold() in self.full or self.is_person(words)

    def is_person(self, words: str) -> bool:
        """Whether the words hold a part of a known person's name."""
        return not self.names.isdisjoint(_words(words))

    def is_full_name(self, words: str) -> bool:
        """Whether every word is a known person's, or the whole a known name."""
        return words.casefold() in self.full or self.names.issuperset(_words(words))

    def is_speaker(self, words: str) -> bool:
        """Whether the words name a known speaker or an office: 'Hanif', 'the finance director'."""
        return self.is_name(words) or not OFFICES.isdisjoint(words.casefold().split())

    def may_speak(self, words: str) -> bool:
        """As `is_speaker`; an ordinary role counts where somebody known has it: 'petani'."""
        tokens = {*_words(words), *words.casefold().split()}
        return self.is_speaker(words) or not tokens.isdisjoint(self.roles)


def _words(text: str) -> tuple[str, ...]:
    return role_tokens(text)
