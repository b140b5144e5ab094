"""A test set: questions with known answers, the evidence for them, and who said it.

One row is one case. The row's fields are the same in JSONL, CSV and XLSX, and described in
docs/testset.schema.json; `rag.testset_files` reads them all.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from index.errors import WartanyaError
from rag.textfile import one_line, write_whole

FIELDS = (
    "id",
    "question",
    "answers",
    "evidence",
    "speaker",
    "answerable",
    "tags",
    "language",
    "note",
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the answer stands, as the test set says it.

    ``start`` and ``end`` count characters of the article's text, or of ``context`` where that is
    given: a text that some article holds. ``quote`` is the evidence's own words. With an
    ``article_id`` alone, any passage of the article will do. ``grade`` is the qrel's, 1 or more.
    """

    article_id: str | None
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    context: str | None = None
    grade: int = 1


@dataclass(frozen=True, slots=True)
class Case:
    """A question and what a right answer is.

    ``answers`` are alternatives, any of which is right, and ``speakers`` names of one speaker.
    ``where`` is the place in the file: 'line 3'.
    """

    id: str
    question: str
    answers: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    speakers: tuple[str, ...] = ()
    answerable: bool = True
    tags: tuple[str, ...] = ()
    language: str | None = None
    note: str | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something odd that stops nothing: its kind, to count by, the place, and what was found."""

    kind: str
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class TestSet:
    """Cases in the file's order. ``digest`` is the SHA-256 of the files' bytes, in hex."""

    __test__: ClassVar[bool] = False  # pytest takes a class of this name for tests

    name: str
    digest: str
    cases: tuple[Case, ...]
    notices: tuple[Notice, ...] = ()


class Fault(ValueError):
    """A field that can't be right; the reader adds file and line."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(one_line(f"field '{field}': {text}"))


def testset(name: str, digest: str, rows: Iterable[tuple[str, object]]) -> TestSet:
    """Check rows, each with its place in the file, into a TestSet.

    Raises WartanyaError with the first fault, its file, place and field, and how many more there
    are; or where there is no row, or an id twice.
    """
    cases: list[Case] = []
    notices: list[Notice] = []
    faults: list[str] = []
    places: dict[str, str] = {}
    twins: Counter[str] = Counter()
    for where, row in rows:
        try:
            case, unknown = _case(row, where, twins)
            if case.id in places:
                raise Fault("id", f"'{case.id:.60}' is the id of {places[case.id]} too")
        except Fault as fault:
            faults.append(f"{where}, {fault}")
            continue
        places[case.id] = where
        cases.append(case)
        notices += [Notice("unknown field", where, f"'{f:.60}' is not used") for f in unknown]
    if faults:
        more = f" (and {len(faults) - 1} more faults)" if len(faults) > 1 else ""
        raise WartanyaError(f"{name}: {faults[0]}{more}")
    if not cases:
        raise WartanyaError(f"{name}: no questions in it: a test set needs at least one row")
    return TestSet(name, digest, tuple(cases), tuple(notices))


def case_row(case: Case) -> dict[str, Any]:
    """The case as a JSONL row, without the fields that say nothing."""
    row: dict[str, Any] = {
        "id": case.id,
        "question": case.question,
        "answers": list(case.answers),
        "evidence": [_evidence_row(item) for item in case.evidence],
        "speaker": list(case.speakers),
        "answerable": case.answerable,
        "tags": list(case.tags),
        "language": case.language,
        "note": case.note,
    }
    return {field: value for field, value in row.items() if value not in (None, [])}


def write_testset(path: str | Path, cases: Sequence[Case]) -> None:
    """Write cases as JSONL, whole or not at all. Raises WartanyaError where it can't."""
    lines = (json.dumps(case_row(case), ensure_ascii=False) + "\n" for case in cases)
    write_whole(Path(path), "".join(lines))


def question_id(question: str) -> str:
    """The id of a row that has none: twelve hex digits of the question."""
    return hashlib.sha256(question.encode("utf-8")).hexdigest()[:12]


def _evidence_row(item: Evidence) -> dict[str, Any]:
    row: dict[str, Any] = {
        "article": item.article_id,
        "start": item.start,
        "end": item.end,
        "quote": item.quote,
        "grade": item.grade if item.grade != 1 else None,
    }
    return {field: value for field, value in row.items() if value is not None}


def _case(row: object, where: str, twins: Counter[str]) -> tuple[Case, list[str]]:
    """One row's case and the names of the fields nobody uses."""
    if not isinstance(row, Mapping):
        raise Fault("question", f"expected an object with named fields, found {_kind(row)}")
    question = _text(row, "question")
    if question is None:
        raise Fault("question", "missing or empty")
    answers = _texts(row, "answers")
    evidence = tuple(_evidence(item) for item in _items(row, "evidence"))
    speakers = _texts(row, "speaker")
    answerable = row.get("answerable")
    if answerable is not None and not isinstance(answerable, bool):
        raise Fault("answerable", f"expected true or false, found {_kind(answerable)}")
    _agree(answerable, answers, evidence, speakers)
    case = Case(
        id=_text(row, "id") or _new_id(question, twins),
        question=question,
        answers=answers,
        evidence=evidence,
        speakers=speakers,
        answerable=answerable is not False,
        tags=_texts(row, "tags"),
        language=_language(row),
        note=_text(row, "note"),
        where=where,
    )
    return case, [str(field) for field in row if field not in FIELDS]


def _agree(
    answerable: bool | None,
    answers: tuple[str, ...],
    evidence: tuple[Evidence, ...],
    speakers: tuple[str, ...],
) -> None:
    if answerable is False and (answers or evidence):
        raise Fault("answerable", "false, but answers or evidence are given: leave one out")
    if answerable is None and not (answers or evidence or speakers):
        raise Fault(
            "answers", "nothing to check: give answers, evidence or speaker, or say answerable"
        )


def _new_id(question: str, twins: Counter[str]) -> str:
    base = question_id(question)
    twins[base] += 1
    return base if twins[base] == 1 else f"{base}-{twins[base]}"


def _evidence(item: object) -> Evidence:
    if isinstance(item, str):
        item = {"article": item}
    if not isinstance(item, Mapping):
        raise Fault("evidence", f"expected an object with 'article', found {_kind(item)}")
    article_id = _text(item, "article", "evidence")
    quote = _text(item, "quote", "evidence")
    start, end = _offset(item, "start"), _offset(item, "end")
    if (start is None) != (end is None):
        raise Fault("evidence", "start and end go together; one of them is missing")
    if start is not None and end is not None and start >= end:
        raise Fault("evidence", f"start {start} is not before end {end}")
    context = _text(item, "context", "evidence", strip=False)
    if article_id is None and quote is None and context is None:
        raise Fault("evidence", "names neither 'article' nor 'quote'")
    if article_id is None and context is None and start is not None:
        raise Fault("evidence", "offsets need an 'article' to count in")
    grade = _offset(item, "grade")
    if grade == 0:
        raise Fault("evidence", "grade: expected 1 or more, found 0: leave out what isn't evidence")
    return Evidence(article_id, start, end, quote, context, 1 if grade is None else grade)


def _offset(item: Mapping[str, object], field: str) -> int | None:
    value = item.get(field)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Fault("evidence", f"{field}: expected a whole number from 0, found {value!r:.40}")
    return value


def _language(row: Mapping[str, object]) -> str | None:
    value = _text(row, "language")
    if value is not None and not (len(value) == 2 and value.isascii() and value.islower()):
        raise Fault("language", f"expected a code of two letters like 'id', found '{value:.40}'")
    return value


def _items(row: Mapping[str, object], field: str) -> list[object]:
    value = row.get(field)
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _texts(row: Mapping[str, object], field: str) -> tuple[str, ...]:
    """A list of texts, or one text, without doubles."""
    texts = (_text({field: item}, field) for item in _items(row, field))
    return tuple(dict.fromkeys(text for text in texts if text is not None))


def _text(
    row: Mapping[str, object], field: str, shown: str | None = None, *, strip: bool = True
) -> str | None:
    """The field's text; None where it is missing or blank."""
    value = row.get(field)
    if value is None:
        return None
    name = shown or field
    if isinstance(value, int | float) and not isinstance(value, bool) and field != "question":
        value = str(value)  # an id or an answer that a table or a person wrote as a number
    if not isinstance(value, str):
        raise Fault(name, f"expected text, found {_kind(value)}")
    if any("\ud800" <= char <= "\udfff" for char in value):
        raise Fault(name, "half of a surrogate pair, which is no character")
    return (value.strip() if strip else value) or None


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false"}
    if value is None:
        return "nothing"
    return names.get(type(value), f"{value!r:.40}")
