"""A model's answer, sentence by sentence: what stands in what it cites is kept, the rest struck."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.language import detect_language
from rag.addressed import addressed_spans
from rag.checking.claims import Claim, holds_link, read_claims
from rag.checking.dates import claimed_dates, wrong_date
from rag.checking.names import wrong_name
from rag.checking.negation import flips
from rag.checking.numbers import wrong_number
from rag.checking.speech import Said, altered_quotation, read_said, told_as_fact, wrong_speaker
from rag.checking.support import Standing, is_firm, standing
from rag.dates import written_date
from rag.fencing import visible_text
from rag.ground import Ground, Line
from rag.shown import Shown
from rag.support import content_stems

MOST = 12  # claims looked at; an answer is asked to have five


class Reason(StrEnum):
    """Why a sentence is struck; its words are in rag/model_prompts.py."""

    FORM = "form"
    MARKER = "marker"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    QUOTATION = "quotation"
    SPEAKER = "speaker"
    OPINION = "opinion"
    NEGATION = "negation"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim, and why it is struck: None where it is kept. ``found`` is what was wrong in it.

    ``nearest`` is the number of the passage that is offered in its place, None where there is
    none.
    """

    claim: Claim
    reason: Reason | None
    found: str = ""
    nearest: int | None = None


def check(draft: str, ground: Ground, language: str) -> list[Checked]:
    """Each sentence of a model's answer in ``language``, checked against what it cites."""
    return check_claims(read_claims(draft)[:MOST], ground, language)


def check_claims(claims: Sequence[Claim], ground: Ground, language: str) -> list[Checked]:
    """The claims, in order; their texts are embedded together."""
    if not claims:
        return []
    vectors = ground.embedder.embed_passages([claim.text[:1200] for claim in claims])
    said = read_said(claims)
    checked = []
    for index, claim in enumerate(claims):
        before = " ".join(other.text for other in claims[:index])
        nearest = ground.vectors @ vectors[index]
        offered = ground.lines[int(nearest.argmax())].number if len(nearest) else None
        shown = [ground.shown[number] for number in claim.markers if number in ground.shown]
        if holds_link(claim.text) or addressed_spans(claim.text):
            checked.append(Checked(claim, Reason.FORM, "", offered))
            continue
        if not claim.markers or len(shown) < len(claim.markers):
            checked.append(Checked(claim, Reason.MARKER, "", offered))
            continue
        shared = _shared_language(claim.text, shown, language)
        named = " ".join(one.name for one in said[index])
        stood = standing(
            claim.text, vectors[index], ground, claim.markers, shared, _named(shown, shared), named
        )
        looked = _Look(claim.text, shown, ground, shared, stood, said[index], before)
        reason, found = looked.first_problem()
        checked.append(Checked(claim, reason, found, offered if reason else None))
    return checked


@dataclass(frozen=True, slots=True)
class _Look:
    """One claim beside what it cites; ``shared`` is their language, None where there are two."""

    text: str
    shown: Sequence[Shown]
    ground: Ground
    shared: str | None
    stood: Standing
    said: Sequence[Said]
    before: str

    def first_problem(self) -> tuple[Reason | None, str]:
        """The first check that fails, and what it found."""
        checks: tuple[tuple[Reason, Callable[[], str | None]], ...] = (
            (Reason.QUOTATION, lambda: altered_quotation(self.text, self.shown)),
            (Reason.DATE, self._wrong_date),
            (Reason.NUMBER, self._wrong_number),
            (Reason.NAME, self._wrong_name),
            (Reason.SPEAKER, self._wrong_speaker),
            (Reason.NEGATION, self._flipped),
            (Reason.SUPPORT, self._unsupported),
            (Reason.OPINION, self._told_as_fact),
        )
        for reason, problem in checks:
            found = problem()
            if found is not None:
                return reason, found
        return None, ""

    @property
    def _lines(self) -> list[Line]:
        return [self.ground.lines[i] for i in self.stood.lines]

    def _texts(self) -> list[str]:
        """What is cited: its sentences, and its titles."""
        numbers = {one.number for one in self.shown}
        lines = [line.text for line in self.ground.lines if line.number in numbers]
        return [*lines, *(visible_text(one.article.title) for one in self.shown)]

    def _wrong_date(self) -> str | None:
        sources = [("\n".join(self._texts()), one.article.published) for one in self.shown]
        return wrong_date(self.text, sources)

    def _wrong_number(self) -> str | None:
        dates = [
            (one.start, one.end)
            for shown in self.shown
            for one in claimed_dates(self.text, shown.article.published)
        ]
        years = [(one.article.published or "")[:4] for one in self.shown]
        titles = [visible_text(one.article.title) for one in self.shown]
        near = [self.ground.lines[i].text for i in self.stood.near]
        return wrong_number(self.text, [*near, *titles, *years], dates)

    def _wrong_name(self) -> str | None:
        return wrong_name(
            self.text, [*self._texts(), *map(_surroundings, self.shown)], self.shared is None
        )

    def _wrong_speaker(self) -> str | None:
        return wrong_speaker(
            self.text, self.said, self.shown, self._lines, self.before, self._leading()
        )

    def _leading(self) -> Line | None:
        """The line before the nearest one, in its passage."""
        first = self.stood.lines[0] if self.stood.lines else 0
        if not first or self.ground.lines[first - 1].number != self.ground.lines[first].number:
            return None
        return self.ground.lines[first - 1]

    def _told_as_fact(self) -> str | None:
        fact = told_as_fact(self.text, self.said, self._lines)
        return "" if fact else None

    def _flipped(self) -> str | None:
        lines = [line.text for line in self._lines]
        flipped = flips(self.text, lines, self.shared, self._texts())
        return "" if flipped else None

    def _unsupported(self) -> str | None:
        return None if is_firm(self.stood, self.shared is None) else ""


def _shared_language(text: str, shown: Sequence[Shown], language: str) -> str | None:
    """The language of a claim and all that it cites; None where they are in two."""
    own = detect_language(text) or language
    languages = {one.article.language or own for one in shown}
    return own if languages == {own} else None


def _surroundings(one: Shown) -> str:
    """What else of an article a claim may name: outlet, author, day, and who speaks."""
    article = one.article
    parts = [article.outlet, article.author, article.section]
    parts += [written_date(article.published, "id"), written_date(article.published, "en")]
    for statement in one.statements:
        parts += [statement.speaker, statement.role, statement.affiliation]
    return " ".join(visible_text(part) for part in parts if part)


def _named(shown: Sequence[Shown], language: str | None) -> frozenset[str]:
    if language is None:
        return frozenset()
    texts = [f"{one.article.title} {_surroundings(one)}" for one in shown]
    return content_stems(" ".join(texts), language)
