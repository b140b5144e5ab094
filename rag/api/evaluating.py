"""Evaluations: a test set in, figures with intervals, records and a report out."""

import hashlib
import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, File, Query, Request, Response, UploadFile
from fastapi import Path as InPath

from rag.api.access import reads, writes
from rag.api.adding import file_name
from rag.api.evaluation_schemas import Evaluation, EvaluationRequest, Record, Records
from rag.api.ids import TOKEN, with_ids
from rag.api.problems import Problem
from rag.api.refusals import refused
from rag.api.schemas import Page, paged, problems
from rag.api.served import Served
from rag.testset import TestSet, testset
from rag.testset_files import read_testset
from rag.web.downloads import download
from rag.web.evaluations import Busy, Evaluations, Result
from rag.web.evaluations import Evaluation as Running

_ENDINGS = (".jsonl", ".csv", ".tsv", ".xlsx", ".json")

Id = Annotated[
    str,
    InPath(
        pattern=f"^{TOKEN}$",
        description="The run's id.",
        examples=["kC1fM0mTq0b3y6zq2yqz2n1l0c7a9d8e"],
    ),
]


@dataclass(frozen=True, slots=True)
class _Evaluating:
    served: Served
    evaluations: Evaluations

    async def start(
        self, request: Request, response: Response, asked: EvaluationRequest
    ) -> Evaluation:
        """Ask every question of the cases given, and score the answers."""
        return self._begin(await self.served.workers.run(request, lambda: _given(asked)), response)

    async def start_file(
        self,
        request: Request,
        response: Response,
        file: Annotated[
            UploadFile,
            File(
                description="A test set: .jsonl, .csv, .tsv, .xlsx, or SQuAD's .json.",
                examples=["(contents of testset.jsonl)"],
            ),
        ],
    ) -> Evaluation:
        """Ask every question of a test set's file, and score the answers."""
        content = await file.read()
        name = file_name(file.filename or "")
        read = await self.served.workers.run(request, lambda: _uploaded(name, content))
        return self._begin(read, response)

    async def get(self, request: Request, evaluation_id: Id) -> Evaluation:
        """How a run stands; its figures with 95% intervals once it is complete."""
        running = self._find(evaluation_id)
        return await self.served.workers.run(request, lambda: Evaluation.of(running))

    async def records(
        self, request: Request, evaluation_id: Id, asked: Annotated[Page, Query()]
    ) -> Records:
        """A complete run's questions: what was said, its verdict and scores."""
        records = self._result(evaluation_id).run.records
        part = records[asked.offset : asked.offset + asked.limit]
        return Records(records=[Record.of(one) for one in part], **paged(len(records), asked))

    async def report(self, request: Request, evaluation_id: Id) -> Response:
        """A complete run's report, one page that works offline."""
        return await self._file(request, evaluation_id, "report.html")

    async def record(self, request: Request, evaluation_id: Id) -> Response:
        """A complete run's whole record, as `wartanya eval --json` writes it."""
        return await self._file(request, evaluation_id, "run.json")

    async def cancel(self, evaluation_id: Id) -> Evaluation:
        """End a run after the question that is being asked. One that has ended stays as it is."""
        running = self._find(evaluation_id)
        running.cancel()
        return Evaluation.of(running)

    def _begin(self, cases: TestSet, response: Response) -> Evaluation:
        try:
            running = self.evaluations.start(cases)
        except Busy as busy:
            detail = str(busy)
            raise Problem(HTTPStatus.CONFLICT, "evaluation-running", detail) from busy
        response.headers["Location"] = f"/api/evaluations/{running.token}"
        return Evaluation.of(running)

    def _find(self, evaluation_id: str) -> Running:
        running = self.evaluations.find(evaluation_id)
        if running is None:
            detail = f"{evaluation_id}: no evaluation has this id, or it isn't kept any more"
            raise Problem(HTTPStatus.NOT_FOUND, "not-found", detail)
        return running

    def _result(self, evaluation_id: str) -> Result:
        result = self._find(evaluation_id).result
        if result is None:
            detail = f"{evaluation_id}: not complete; see how it stands"
            raise Problem(HTTPStatus.CONFLICT, "not-complete", detail)
        return result

    async def _file(self, request: Request, evaluation_id: str, name: str) -> Response:
        self._result(evaluation_id)
        run = self.served.workers.run
        found = await run(request, lambda: download(self.evaluations, evaluation_id, name))
        if found is None:  # another eight were started meanwhile
            raise Problem(HTTPStatus.NOT_FOUND, "not-found", f"{evaluation_id}: not kept any more")
        content, media_type, headers = found
        return Response(content, media_type=media_type, headers=headers)


def _given(asked: EvaluationRequest) -> TestSet:
    rows = [case.model_dump(exclude_none=True) for case in asked.cases]
    content = json.dumps(rows, sort_keys=True).encode()
    digest = hashlib.sha256(content).hexdigest()
    with refused("testset"):
        return testset(
            file_name(asked.name), digest, ((f"case {n}", row) for n, row in enumerate(rows, 1))
        )


def _uploaded(name: str, content: bytes) -> TestSet:
    if Path(name).suffix.lower() not in _ENDINGS:
        detail = f"{name}: not a test set's ending: {', '.join(_ENDINGS)}"
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "testset", detail)
    with tempfile.TemporaryDirectory() as folder, refused("testset"):
        path = Path(folder, "testset").with_suffix(Path(name).suffix)
        path.write_bytes(content)
        return replace(read_testset(path), name=name)


def routes(served: Served) -> APIRouter:
    """The routes of evaluations: the page's where it shares them, or their own."""
    evaluations = served.evaluations or Evaluations(served.wartanya)

    @asynccontextmanager
    async def lifespan(_app: object) -> AsyncIterator[None]:
        yield
        await to_thread.run_sync(evaluations.close)

    with_ids()
    router = APIRouter(prefix="/api/evaluations", tags=["evaluation"], lifespan=lifespan)
    evaluating = _Evaluating(served, evaluations)
    _running(router, evaluating)
    _reading(router, evaluating)
    return router


def _running(router: APIRouter, evaluating: _Evaluating) -> None:
    writing = [Depends(writes)]
    busy = problems(HTTPStatus.CONFLICT)
    router.post(
        "",
        operation_id="startEvaluation",
        summary="Evaluate on cases",
        status_code=HTTPStatus.ACCEPTED,
        dependencies=writing,
        responses=busy,
    )(evaluating.start)
    router.post(
        "/file",
        operation_id="startEvaluationFile",
        summary="Evaluate on a test set's file",
        status_code=HTTPStatus.ACCEPTED,
        dependencies=writing,
        responses=busy,
    )(evaluating.start_file)
    router.delete(
        "/{evaluation_id:token}",
        operation_id="cancelEvaluation",
        summary="Cancel an evaluation",
        status_code=HTTPStatus.ACCEPTED,
        dependencies=writing,
        responses=problems(HTTPStatus.NOT_FOUND),
    )(evaluating.cancel)


def _reading(router: APIRouter, evaluating: _Evaluating) -> None:
    reading = [Depends(reads)]
    missing = problems(HTTPStatus.NOT_FOUND)
    incomplete = problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT)
    router.get(
        "/{evaluation_id:token}",
        operation_id="getEvaluation",
        summary="See how an evaluation stands",
        dependencies=reading,
        responses=missing,
    )(evaluating.get)
    router.get(
        "/{evaluation_id:token}/records",
        operation_id="listRecords",
        summary="List an evaluation's questions",
        dependencies=reading,
        responses=incomplete,
    )(evaluating.records)
    for name, operation, endpoint, content in (
        ("report.html", "getReport", evaluating.report, "text/html"),
        ("run.json", "getRun", evaluating.record, "application/json"),
    ):
        router.get(
            f"/{{evaluation_id:token}}/{name}",
            operation_id=operation,
            summary=f"Download an evaluation's {name}",
            dependencies=reading,
            response_class=Response,
            responses=incomplete | _downloaded(content),
        )(endpoint)


def _downloaded(media_type: str) -> dict[int | str, dict[str, Any]]:
    example = {"text/html": "<!doctype html>...", "application/json": {"wartanya_run": 1}}
    return {
        200: {
            "description": "The file.",
            "content": {media_type: {"example": example[media_type]}},
        }
    }
