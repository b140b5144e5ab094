"""Answers kept as test cases, to be corrected by a person and asked again."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from index.errors import WartanyaError
from rag.answer import Answer
from rag.testset import Case, Evidence, question_id, write_testset
from rag.testset_files import read_testset


def case_from_answer(
    answer: Answer,
    wrong: str | None = None,
    answerable: bool | None = None,
    expected: Sequence[str] = (),
    tags: Sequence[str] = ("saved",),
) -> Case:
    """What an answer said, as the case that it would pass.

    ``wrong`` says what was wrong with it, in a person's words, and becomes the note. With it, or
    where ``expected`` answers are given, the answer's own words are not taken for right ones.
    ``answerable`` is what should have been, where that isn't what the answer took it for.
    """
    known = answer.answerable if answerable is None else answerable
    right = wrong is None and known and answer.answerable
    cited = answer.citations if right else ()
    own = (answer.short_answer,) if right and answer.short_answer and not expected else ()
    return Case(
        id=question_id(answer.question),
        question=answer.question,
        answers=(*expected, *own) if known else (),
        evidence=tuple(
            Evidence(c.article_id, c.start, c.end, c.text)
            if c.start < c.end
            else Evidence(c.article_id)
            for c in cited
        ),
        speakers=tuple(dict.fromkeys(c.speaker for c in cited if c.speaker))[:1],
        answerable=known,
        tags=tuple(tags),
        language=answer.language,
        note=wrong,
    )


def append_case(path: str | Path, case: Case) -> Case:
    """Add the case to a JSONL test set, which is made where it isn't there; the case as added.

    Its id gets a number where it is taken. The file is replaced whole, so that a crash leaves the
    old one. Raises WartanyaError where what is there is no test set, or can't be written.
    """
    place = Path(path)
    if place.suffix.lower() != ".jsonl":
        raise WartanyaError(f"{place}: cases are added to .jsonl test sets only: choose one")
    kept = read_testset(place).cases if place.exists() and place.stat().st_size else ()
    taken = {other.id for other in kept}
    name, number = case.id, 1
    while name in taken:
        number += 1
        name = f"{case.id}-{number}"
    added = dataclasses.replace(case, id=name)
    write_testset(place, [*kept, added])
    return added
