"""What a client gives -> articles in the index, and what became of each."""

import hashlib
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from itertools import islice
from pathlib import PurePosixPath

from index.how import How
from index.ingest import Result
from index.loaded import Loaded
from index.loading import load, load_bytes, load_text
from index.writing import Outcome
from rag.api.article_schemas import Added, OneAdded
from rag.api.new_articles import MAX_CHARACTERS, MOST_RECORDS, NewAddress, NewRecords, NewText
from rag.api.problems import Problem
from rag.api.refusals import said
from rag.wartanya import Wartanya

_JOB = "index it with a job: POST /api/jobs"
_NAME_CHARACTERS = 200


def add_new(wartanya: Wartanya, new: NewText | NewAddress | NewRecords) -> Added:
    """Add a text, an address's article or records. Problem where there is too much for at once."""
    match new:
        case NewText():
            return add(wartanya, [_pasted(new.text)])
        case NewAddress():
            return add(wartanya, _fetched(wartanya, new.url))
        case NewRecords():
            return add_records(wartanya, new)


def add_upload(wartanya: Wartanya, name: str, content: bytes) -> Added:
    """Add an uploaded file's articles. Problem where there are too many for at once."""
    name = file_name(name)
    loaded = load_bytes(name, content, f"upload:{name}")
    return add(wartanya, _within_limits(loaded))


def add_records(wartanya: Wartanya, new: NewRecords) -> Added:
    """Add records. Problem where they are too long for at once."""
    if sum(len(record.text) for record in new.records) > MAX_CHARACTERS:
        raise _too_much()
    outcomes: list[Outcome] = []
    given = [record.model_dump(exclude_none=True) for record in new.records]
    wartanya.add_articles(given, outcomes.append)
    return _added(outcomes)


def add(wartanya: Wartanya, loaded: Iterable[Loaded]) -> Added:
    """Add what was read. Problem where nothing of it could be taken."""
    outcomes: list[Outcome] = []
    wartanya.retriever.index.add(loaded, outcomes.append)
    return _added(outcomes)


def _added(outcomes: list[Outcome]) -> Added:
    """What became of all; Problem where nothing could be taken.

    What was there before and is as it was counts as taken.
    """
    told = Added(
        **{result.value: sum(o.result is result for o in outcomes) for result in Result},
        articles=[one_added(outcome) for outcome in outcomes],
    )
    if outcomes and told.failed == len(outcomes):
        detail = told.articles[0].error or "not added; try again"
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "not-added", detail)
    return told


def one_added(outcome: Outcome) -> OneAdded:
    """What became of one source, for a client."""
    return OneAdded(
        source=_sound(outcome.source),
        result=outcome.result.value,
        article_id=outcome.article_id,
        error=None if outcome.error is None else said(outcome.error),
    )


def file_name(given: str) -> str:
    """A label for an upload: the last part of its name, without characters that move a terminal."""
    last = PurePosixPath(given.replace("\\", "/")).name
    shown = "".join(c for c in _sound(last) if c.isprintable())
    return shown[-_NAME_CHARACTERS:] or "upload"


def _pasted(text: str) -> Loaded:
    """A pasted text's article, under a source of its own: the next one is another article."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return load_text(text, f"text#{digest}")


def _fetched(wartanya: Wartanya, url: str) -> Iterator[Loaded]:
    """One address's article; Problem where it names a list of them."""
    expected = 0

    def expect(_count: int) -> None:
        nonlocal expected
        expected += 1
        if expected > 1:  # first of the addresses given, then of the articles that one names
            raise Problem(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "many-articles",
                f"{url}: names articles and is none; {_JOB}",
            )

    how = How(limit=1, validators=wartanya.retriever.index.validators)
    yield from load([url], how, expect)


def _within_limits(loaded: Iterable[Loaded]) -> list[Loaded]:
    """All that was read, before any of it is added; Problem where that is too much."""
    taken: list[Loaded] = []
    characters = 0
    for item in islice(loaded, MOST_RECORDS + 1):
        taken.append(item)
        characters += len(item.article.text) if item.article else 0
        if len(taken) > MOST_RECORDS or characters > MAX_CHARACTERS:
            raise _too_much()
    return taken


def _too_much() -> Problem:
    detail = f"over {MOST_RECORDS} articles or {MAX_CHARACTERS:,} characters; {_JOB}/file"
    return Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-much", detail)


def _sound(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
