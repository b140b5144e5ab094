"""The record of a run: every question with its answer and scores, and what made them."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import WartanyaError
from rag.scoring import Verdict
from rag.textfile import decode, parse_json, read_bytes, write_whole

FORMAT = 1  # of the JSON; raised when older readers would read it wrongly


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as it was shown, with whether it meets the evidence."""

    article_id: str
    title: str
    start: int
    end: int
    text: str
    speaker: str | None
    meets: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A passage that was retrieved, its first words, and whether it meets the evidence."""

    article_id: str
    start: int
    end: int
    score: float
    beginning: str
    meets: bool


@dataclass(frozen=True, slots=True)
class Expected:
    """What the test set says is right. ``evidence`` are its words, or the article it is."""

    answerable: bool
    answers: tuple[str, ...]
    speakers: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One question of a run.

    ``seconds`` is the time of asking; ``error`` is the message where asking failed, else None.
    ``scores`` holds only measures that the case has. ``said`` is what was shown as the answer.
    """

    id: str
    question: str
    tags: tuple[str, ...]
    language: str
    expected: Expected
    answered: bool
    confidence: float
    short_answer: str | None
    said: str
    cited: tuple[Cited, ...]
    retrieved: tuple[Listing, ...]
    verdict: Verdict
    seconds: float
    scores: Mapping[str, float]
    note: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A test set put to an index.

    ``testset`` and ``digest`` name the set and its content; ``described`` is what the asker says
    of itself: index, versions, settings. ``started`` is ISO 8601 in UTC. ``notices`` are (kind,
    place, text) of all that was odd in the test set.
    """

    testset: str
    digest: str
    started: str
    described: Mapping[str, Any]
    records: tuple[Record, ...]
    notices: tuple[tuple[str, str, str], ...] = ()

    def values(self, name: str) -> dict[str, float]:
        """A measure by question id, of the questions that have it."""
        return {r.id: r.scores[name] for r in self.records if name in r.scores}


def write_run(run: Run, path: str | Path) -> None:
    """Write the run as JSON, whole or not at all. Raises WartanyaError where it can't."""
    head = {"wartanya_run": FORMAT} | _fields(run)
    del head["records"]
    lines = ",\n".join(map(record_json, run.records))
    opened = json.dumps(head, ensure_ascii=False).removesuffix("}")
    write_whole(Path(path), f'{opened}, "records": [\n{lines}\n]}}\n')


def record_json(record: Record) -> str:
    """A record as JSON, on one line."""
    return json.dumps(record, ensure_ascii=False, default=_fields)


def _fields(value: Any) -> dict[str, Any]:
    """A dataclass's fields by name; not `dataclasses.asdict`, which copies all that is in them."""
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def read_run(path: str | Path) -> Run:
    """A run that `write_run` wrote. Raises WartanyaError where it isn't one of this format."""
    place = Path(path)
    document = parse_json(decode(read_bytes(place), str(place)), str(place))
    found = document.get("wartanya_run") if isinstance(document, dict) else None
    if found != FORMAT:
        raise WartanyaError(
            f"{place}: not a run record of format {FORMAT} (found {found!r:.20}): "
            "write one with 'wartanya eval --json'"
        )
    try:
        return Run(
            testset=document["testset"],
            digest=document["digest"],
            started=document["started"],
            described=document["described"],
            records=tuple(_record(item) for item in document["records"]),
            notices=tuple((kind, where, text) for kind, where, text in document["notices"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise WartanyaError(f"{place}: a run record with a part missing ({error})") from error


def _record(item: dict[str, Any]) -> Record:
    expected = item["expected"]
    fields = item | {
        "tags": tuple(item["tags"]),
        "expected": Expected(
            expected["answerable"],
            tuple(expected["answers"]),
            tuple(expected["speakers"]),
            tuple(expected["evidence"]),
        ),
        "cited": tuple(Cited(**cited) for cited in item["cited"]),
        "retrieved": tuple(Listing(**listing) for listing in item["retrieved"]),
        "verdict": Verdict(item["verdict"]),
        "scores": {str(name): _finite(value) for name, value in item["scores"].items()},
        "confidence": _finite(item["confidence"]),
        "seconds": _finite(item["seconds"]),
    }
    return Record(**fields)


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a score")
    return value


def languages(records: Sequence[Record]) -> dict[str, list[Record]]:
    """Records by language, in alphabetical order."""
    return {
        name: [record for record in records if record.language == name]
        for name in sorted({record.language for record in records})
    }


def tagged(records: Sequence[Record]) -> dict[str, list[Record]]:
    """Records by tag, in alphabetical order; a record with two tags is under both."""
    return {
        name: [record for record in records if name in record.tags]
        for name in sorted({tag for record in records for tag in record.tags})
    }
