"""A test set in, a run out: ask every question, score every answer."""

import datetime
import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from index.errors import WartanyaError
from rag.answer import Answer
from rag.asker import Asker
from rag.evidence import Span, locate
from rag.run_record import Cited, Expected, Listing, Record, Run
from rag.scoring import score, verdict
from rag.testset import Case, TestSet

Progress = Callable[[int, int], None]
TextOf = Callable[[str], str | None]

_TEXTS = 2048  # articles kept at hand
BEGINNING = 160  # characters of a retrieved passage that a record keeps


def run_testset(asker: Asker, testset: TestSet, progress: Progress | None = None) -> Run:
    """Ask every question of the set in order, and keep what came of it.

    ``progress`` is told (asked, in all) after every question; an exception that it raises ends
    the run, which is how to cancel. A question that can't be asked (WartanyaError) is a failed
    one and scores 0; it is never left out. Raises WartanyaError where evidence can't be looked up.
    """
    started = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    spans, odd = locate(testset.cases, asker)
    texts = _Texts(asker)
    records: list[Record] = []
    for case, expected in zip(testset.cases, spans, strict=True):
        records.append(_record(asker, case, expected, texts))
        if progress is not None:
            progress(len(records), len(testset.cases))
    return Run(
        testset=testset.name,
        digest=testset.digest,
        started=started,
        described=asker.describe(),
        records=tuple(records),
        notices=tuple((n.kind, n.where, n.text) for n in (*testset.notices, *odd)),
    )


def sweep(
    make: Callable[[dict[str, str]], Asker],
    testset: TestSet,
    settings: Mapping[str, Sequence[str]],
    progress: Progress | None = None,
) -> list[tuple[dict[str, str], Run]]:
    """A run for every combination of the settings' values, in order, the last setting fastest.

    ``make`` opens an asker with one combination; it is closed after its run where it can be.
    ``progress`` counts questions over all runs.
    """
    combinations: list[dict[str, str]] = [{}]
    for name, values in settings.items():
        combinations = [chosen | {name: v} for chosen in combinations for v in values]
    total = len(combinations) * len(testset.cases)
    runs: list[tuple[dict[str, str], Run]] = []
    for number, chosen in enumerate(combinations):
        before = number * len(testset.cases)

        def told(asked: int, _: int, before: int = before) -> None:
            if progress is not None:
                progress(before + asked, total)

        asker = make(chosen)
        try:
            runs.append((chosen, run_testset(asker, testset, told)))
        finally:
            close = getattr(asker, "close", None)
            if close is not None:
                close()
    return runs


class _Texts:
    """Articles' text by id, None for articles that aren't there; the last ones are kept at hand.

    One by one they would take a twentieth of the time of asking: ``fetch`` those of an answer.
    """

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._kept: dict[str, str] = {}

    def __call__(self, article_id: str) -> str | None:
        self.fetch((article_id,))
        return self._kept.get(article_id)

    def fetch(self, ids: Iterable[str]) -> None:
        missing = set(ids) - self._kept.keys()
        if missing:
            if len(self._kept) >= _TEXTS:
                self._kept.clear()
                missing = set(ids)
            found = self._asker.read(missing)
            self._kept |= {article_id: article.text for article_id, article in found.items()}


def _record(asker: Asker, case: Case, spans: tuple[Span, ...], texts: _Texts) -> Record:
    answer: Answer | None = None
    error: str | None = None
    began = time.perf_counter()
    try:
        answer = asker.ask(case.question)
    except WartanyaError as raised:
        error = str(raised)
    seconds = time.perf_counter() - began
    if answer is not None:
        texts.fetch({r.article_id for r in answer.retrieved})
    return Record(
        id=case.id,
        question=case.question,
        tags=case.tags,
        language=case.language or (answer.language if answer else "unknown"),
        expected=Expected(
            case.answerable,
            case.answers,
            case.speakers,
            tuple(_evidence(span, texts) for span in spans),
        ),
        answered=answer is not None and answer.answerable,
        confidence=answer.confidence if answer else float(not case.answerable),
        short_answer=answer.short_answer if answer else None,
        said=" ".join(sentence.text for sentence in answer.sentences) if answer else "",
        cited=_cited(answer, spans) if answer else (),
        retrieved=_listed(answer, spans, texts) if answer else (),
        verdict=verdict(case, spans, answer),
        seconds=seconds,
        scores=score(case, spans, answer, texts),
        note=case.note,
        error=error,
    )


def _cited(answer: Answer, spans: Iterable[Span]) -> tuple[Cited, ...]:
    return tuple(
        Cited(
            c.article_id,
            c.title,
            c.start,
            c.end,
            c.text,
            c.speaker,
            any(span.meets(c.article_id, c.start, c.end) for span in spans),
        )
        for c in answer.citations
    )


def _listed(answer: Answer, spans: Iterable[Span], texts: TextOf) -> tuple[Listing, ...]:
    return tuple(
        Listing(
            r.article_id,
            r.start,
            r.end,
            r.score,
            (texts(r.article_id) or "")[r.start : min(r.end, r.start + BEGINNING)],
            any(span.meets(r.article_id, r.start, r.end) for span in spans),
        )
        for r in answer.retrieved
    )


def _evidence(span: Span, texts: TextOf) -> str:
    """The evidence's words, or the id of the article that it is or is missing."""
    text = texts(span.article_id)
    if not span.found or text is None:
        return f"not in the index: {span.article_id or 'quoted text'}"
    return f"article {span.article_id}" if span.start is None else text[span.start : span.end]
