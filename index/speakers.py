"""Who said what in an article: direct quotations and reported speech, with their speakers."""

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise

from .article import Article
from .cues import Cue, Form
from .institutions import BODIES
from .mentions import Kind, Mention
from .names import find_mentions
from .people import Person
from .registry import Entry, Registry
from .reported import find_cues
from .statement import CONFIDENCE, Resolution, Statement
from .tokens import QUOTE, Sentence, read_sentences
from .word_classes import Evidence, gather_evidence
from .words import NICKNAMED, PREPOSITIONS, PRONOUNS

__all__ = [
    "Person",
    "Resolution",
    "Statement",
    "people",
    "statements",
    "statements_and_people",
]

_BETWEEN = (",", ".", "”", '"', "the", "a", "an")  # a quotation and the cue behind it
_JOINED = (["but"], ["and"], ["tetapi"], ["namun"], ["dan"])
_LATEST_SUBJECT = 4  # tokens in front of the name that opens a sentence
_FIRST_CUES = 4  # cues of a sentence that may name who a later -nya means


def statements(article: Article) -> list[Statement]:
    """Statements in the article's order; linear in its length; any text gives a list."""
    return statements_and_people(article)[0]


def people(article: Article) -> list[Person]:
    """Who speaks or holds a role in the article, with the names it has for them."""
    return statements_and_people(article)[1]


def statements_and_people(article: Article) -> tuple[list[Statement], list[Person]]:
    """Both, for one reading of the article."""
    reader = _Reader(article)
    found = reader.read()
    return found, reader.registry.people()


class _Reader:
    """Goes through an article once, holding in mind who spoke or was spoken of last."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.sentences = read_sentences(article.text)
        evidence = gather_evidence(self.sentences)
        self.mentions = [find_mentions(sentence, evidence) for sentence in self.sentences]
        self.cues = [
            find_cues(sentence, mentions)
            for sentence, mentions in zip(self.sentences, self.mentions, strict=True)
        ]
        self.registry = Registry()
        self._register(evidence)
        self.focus: Entry | None = None
        self.found: list[Statement] = []
        self.unfinished: list[int] = []  # found quotations that go on in the next paragraph

    def _register(self, evidence: Evidence) -> None:
        """Everybody named anywhere, full names first, so that short names find them."""
        named = [mention for mentions in self.mentions for mention in mentions]
        named += [cue.subject for cues in self.cues for cue in cues]
        for mention in sorted(named, key=_certainty, reverse=True):
            self.registry.add(mention)
        for sentence, mentions in zip(self.sentences, self.mentions, strict=True):
            self._nickname(sentence, mentions)
        for cues in self.cues:
            for cue in cues:
                subject = cue.subject
                if subject.kind is not Kind.NAMED:
                    continue
                if self.registry.find(subject) is None and not self._is_common(subject, evidence):
                    self.registry.add(replace(subject, introduced=True, doubtful=False))
                entry = self.registry.find(subject)
                if entry is not None:
                    entry.human = True

    def _nickname(self, sentence: Sentence, mentions: list[Mention]) -> None:
        for named, other in pairwise(mentions):
            if named.kind is other.kind is Kind.NAMED and other.first > 0 and named.introduced:
                entry = self.registry.find(named)
                if entry is not None and sentence.lowers[other.first - 1] in NICKNAMED:
                    self.registry.nickname(other, entry)

    @staticmethod
    def _is_common(subject: Mention, evidence: Evidence) -> bool:
        """'Pemilih mengaku': a lone word in front of a verb that the article uses as a noun."""
        return (
            len(subject.name) == 1
            and subject.opens
            and (subject.name[0].lower() in evidence.commons)
        )

    def read(self) -> list[Statement]:
        for index, sentence in enumerate(self.sentences):
            self._read_sentence(index, sentence)
        return self.found

    def _read_sentence(self, index: int, sentence: Sentence) -> None:
        cues, mentions = self.cues[index], self.mentions[index]
        before = len(self.found)
        if sentence.lowers[0] in PRONOUNS and index and not sentence.new_paragraph:
            self.focus = self._opening_person(index - 1) or self.focus
        if sentence.quotations:
            self._read_quotations(index, sentence, cues)
        if len(self.found) == before:
            for cue in cues:
                if cue.form in (Form.SUMMARY, Form.AGREES):
                    self._look_back(index, sentence, cue)
                    break
                if cue.begin < cue.end:
                    self._report(index, sentence, cue)
                    break
            else:
                self._shift_focus(index, sentence, mentions)
        for mention in mentions:
            entry = self.registry.find(mention)
            if entry is not None and not (entry.institution and self._is_aside(sentence, mention)):
                self.registry.see(entry, index)

    @staticmethod
    def _is_aside(sentence: Sentence, mention: Mention) -> bool:
        """'at Orrin Bank': no later 'the company' means it."""
        before = mention.first - 1
        while before > 0 and sentence.lowers[before] == "the":
            before -= 1
        return before >= 0 and sentence.lowers[before] in PREPOSITIONS

    def _read_quotations(self, index: int, sentence: Sentence, cues: list[Cue]) -> None:
        last: Cue | None = None
        for position, quotation in sentence.quotations.items():
            cue = _cue_of(sentence, position, cues)
            if cue is None and _goes_on(sentence, position):
                cue = last
            if cue is not None:
                last = cue
                named = _named_before(cue, cues)
                self._append(index, sentence, quotation.start, quotation.end, True, cue, named)
            elif quotation.ends_paragraph:
                self.unfinished.append(len(self.found))
                self._add(
                    quotation.start, quotation.end, True, None, None, None, Resolution.UNRESOLVED
                )
            elif _stands_alone(sentence, position):
                self._continue(quotation.start, quotation.end, index)
        for cue in cues:
            if last is not None and cue.first >= last.last and self._is_apart(sentence, cue):
                self._report(index, sentence, cue)
                break

    @staticmethod
    def _is_apart(sentence: Sentence, cue: Cue) -> bool:
        """'”...,” kata X, dan ia menambahkan, ...': reported speech behind the quotations."""
        latest = max(sentence.quotations)
        return cue.form is Form.AHEAD and latest < cue.begin < cue.end

    def _finish(self, whole: Statement) -> None:
        """Gives the paragraphs before the last one of a quotation its speaker."""
        for position in self.unfinished:
            self.found[position] = replace(
                self.found[position],
                speaker=whole.speaker,
                role=whole.role,
                affiliation=whole.affiliation,
                resolved_by=Resolution.CONTINUED if whole.speaker else Resolution.UNRESOLVED,
                confidence=min(whole.confidence, CONFIDENCE[Resolution.CONTINUED]),
            )
        self.unfinished.clear()

    def _continue(self, start: int, end: int, index: int) -> None:
        """A quotation with no cue: the last speaker's, if they spoke or were named just before."""
        entry = self.focus
        resolution = Resolution.CONTINUED if entry else Resolution.UNRESOLVED
        self._add(start, end, True, entry, None, None, resolution)

    def _report(self, index: int, sentence: Sentence, cue: Cue) -> None:
        start, end = sentence.starts[cue.begin], sentence.ends[cue.end - 1]
        self._append(index, sentence, start, end, False, cue)

    def _append(
        self,
        index: int,
        sentence: Sentence,
        start: int,
        end: int,
        direct: bool,
        cue: Cue,
        named: Mention | None = None,
    ) -> None:
        entry, resolution = self._resolve(index, cue.subject)
        if named is not None:  # 'Menurut X, ... ”...,” katanya' in one sentence
            entry = self._resolve(index, named)[0] or entry
        span = (sentence.starts[cue.first], sentence.ends[cue.last - 1])
        self._add(start, end, direct, entry, cue.subject, span, resolution)

    def _add(
        self,
        start: int,
        end: int,
        direct: bool,
        entry: Entry | None,
        subject: Mention | None,
        cue: tuple[int, int] | None,
        resolution: Resolution,
    ) -> None:
        role = affiliation = None
        if subject is not None:
            role, affiliation = subject.role, subject.affiliation
        if entry is not None:
            entry.spoke = True
            if entry.roles and (role is None or subject is None or subject.kind is Kind.ROLE):
                role = entry.roles[0]
            affiliation = affiliation or entry.affiliation
            self.focus = entry if not entry.institution else self.focus
        elif subject is not None and subject.kind is Kind.ANONYMOUS:
            self.focus = None  # -nya goes on meaning them
        statement = Statement(
            self.article.id,
            start,
            end,
            direct,
            entry.full_name if entry else None,
            role,
            affiliation,
            cue[0] if cue else None,
            cue[1] if cue else None,
            resolution,
            CONFIDENCE[resolution],
        )
        if self.unfinished and direct and len(self.found) not in self.unfinished:
            self._finish(statement)
        self.found.append(statement)

    def _resolve(self, index: int, subject: Mention) -> tuple[Entry | None, Resolution]:
        entry: Entry | None = None
        resolution = Resolution.UNRESOLVED
        if subject.kind in (Kind.PRONOUN, Kind.NYA, Kind.DESCRIPTION):
            entry, resolution = self.focus or self._only_person(), Resolution(subject.kind.value)
            if entry is not None and subject.kind is Kind.DESCRIPTION:
                self._nickname_in(index, subject, entry)
            if subject.kind is Kind.PRONOUN:
                entry = self._joined_subject(index, subject) or entry
            body = self._body(index, subject)
            if subject.kind is Kind.DESCRIPTION and body is not None:
                entry = self.registry.institution(body)
        elif subject.kind is not Kind.ANONYMOUS:
            entry = self.registry.find(subject)
            if entry is None and subject.kind is Kind.INSTITUTION:
                self.registry.add(subject)
                entry = self.registry.find(subject)
            resolution = Resolution.NAMED
            is_short_role = subject.kind is Kind.INSTITUTION and entry and not entry.institution
            if subject.kind is Kind.ROLE or is_short_role:
                resolution = Resolution.ROLE
            elif entry is not None and len(subject.name) < len(entry.name):
                resolution = Resolution.SURNAME
                entry.aliases[" ".join(subject.name)] = None
        if entry is None:
            return None, Resolution.UNRESOLVED
        if subject.kind is Kind.ROLE and subject.role:
            entry.aliases[subject.role] = None
        return entry, resolution

    def _only_person(self) -> Entry | None:
        """Whom the article has named so far, where that is one person who hasn't spoken."""
        seen = [one for one in self.registry.entries if one.seen >= 0 and not one.institution]
        return seen[0] if len(seen) == 1 and len(seen[0].name) > 1 and not seen[0].spoke else None

    def _opening_person(self, index: int) -> Entry | None:
        """'Yakob diam. Ia pulang': the person whose name opens a sentence without speech."""
        for mention in self.mentions[index][:1]:
            if mention.kind is not Kind.NAMED or self.cues[index]:
                return None
            entry = self.registry.find(mention)
            opens = mention.first <= _LATEST_SUBJECT and entry is not None
            return entry if opens and entry and entry.human and not entry.institution else None
        return None

    def _joined_subject(self, index: int, subject: Mention) -> Entry | None:
        """'Ann Poe welcomed the deal, but she called for more': who opens the sentence."""
        sentence = self.sentences[index]
        if sentence.lowers[subject.first - 1 : subject.first] not in _JOINED:
            return None
        for mention in self.mentions[index][:1]:
            if mention.kind is Kind.NAMED and mention.first <= _LATEST_SUBJECT:
                entry = self.registry.find(mention)
                return entry if entry is not None and entry.human else None
        return None

    def _nickname_in(self, index: int, subject: Mention, entry: Entry) -> None:
        """'Pria yang akrab disapa Dani ini' tells another name."""
        lowers = self.sentences[index].lowers
        for mention in self.mentions[index]:
            inside = subject.first < mention.first < subject.last
            if inside and mention.kind is Kind.NAMED and lowers[mention.first - 1] in NICKNAMED:
                self.registry.nickname(mention, entry)

    def _body(self, index: int, subject: Mention) -> str | None:
        """The word for an institution in 'Organisasi Islam itu', 'the housing ministry'."""
        lowers = self.sentences[index].lowers
        for lower in (lowers[subject.first], lowers[subject.last - 1]):
            if lower in BODIES or lower == "it":
                return lower
        return None

    def _look_back(self, index: int, sentence: Sentence, cue: Cue) -> None:
        """'Demikian disampaikan X': what stands before is X's; 'Hal senada': what follows."""
        entry, _ = self._resolve(index, cue.subject)
        if cue.form is Form.SUMMARY and index:
            start, end = self.sentences[index - 1].start, self.sentences[index - 1].end
            if self.found and self.found[-1].end > start:
                last = self.found[-1]
                if last.resolved_by in (Resolution.CONTINUED, Resolution.UNRESOLVED) and entry:
                    self.found.pop()
                    self._append(index, sentence, last.start, last.end, last.direct, cue)
            else:
                first = index - 1
                while (
                    not self.sentences[first].new_paragraph
                    and first > max(index - 3, 0)
                    and self._has_paragraphs()
                    and not (self.found and self.found[-1].end > self.sentences[first - 1].start)
                ):
                    first -= 1
                start = self.sentences[first].start
                while end > start and self.article.text[end - 1] in ".,":
                    end -= 1
                self._append(index, sentence, start, end, False, cue)
        if entry is not None and not entry.institution:
            self.focus = entry

    def _has_paragraphs(self) -> bool:
        return "\n" in self.article.text

    def _shift_focus(self, index: int, sentence: Sentence, mentions: list[Mention]) -> None:
        """A person who is the subject of a sentence without speech is who -nya means next."""
        for mention in mentions:
            if mention.kind is not Kind.NAMED:
                continue
            entry = self.registry.find(mention)
            if entry is None or not entry.human:
                continue
            if entry.seen >= 0 and not (entry.spoke or entry.aged):
                continue  # spoken of before, and never spoke
            if self.focus is None and mention.presented:
                self.focus = entry
                return
            before = sentence.lowers[mention.first - 1] if mention.first else ""
            presented = before in ("adalah", "yaitu", "yakni", "dialami", "ialah", "was", "is")
            if presented or (before not in PREPOSITIONS and mention.first <= 12):
                self.focus = entry
                return


def _certainty(mention: Mention) -> tuple[bool, bool, int]:
    """Institutions and names that explain an acronym first; last, those that open a sentence, and
    shorter ones."""
    is_first = mention.acronym is not None or mention.kind is Kind.INSTITUTION
    return is_first, not mention.opens, len(mention.name) * mention.introduced


def _cue_of(sentence: Sentence, position: int, cues: list[Cue]) -> Cue | None:
    """The cue beside a quotation: right behind it, or right in front of it."""
    behind = position + 1
    while behind < len(sentence.words) and sentence.lowers[behind] in _BETWEEN:
        behind += 1
    # cues come in the order of their tokens: look only at those around the quotation
    near = bisect_left(cues, position, key=lambda cue: cue.first)
    for cue in cues[near : near + 2]:
        if cue.first == behind and cue.form in (Form.BEHIND, Form.INSIDE, Form.AHEAD):
            return cue
    for cue in cues[max(0, near - 2) : near]:
        if cue.form is Form.AHEAD and cue.begin == position:
            return cue
    return None


def _named_before(cue: Cue, cues: list[Cue]) -> Mention | None:
    """Who an earlier cue of the sentence names, where this one has -nya or a pronoun."""
    if cue.subject.kind not in (Kind.NYA, Kind.PRONOUN):
        return None
    for other in cues[:_FIRST_CUES]:
        if other.first < cue.first and other.subject.kind in (Kind.NAMED, Kind.ROLE):
            return other.subject
    return None


def _goes_on(sentence: Sentence, position: int) -> bool:
    """'"A," kata X, "B."': a quotation that takes up the one before the cue."""
    return position > 0 and sentence.words[position - 1] in (",", ".", ":", QUOTE)


def _stands_alone(sentence: Sentence, position: int) -> bool:
    """Whether the quotation is the whole sentence."""
    words = sentence.words
    return (
        all(word == QUOTE or not word[0].isalnum() for word in words)
        and position in sentence.quotations
    )
