"""Jobs: indexing that takes longer than a request, with its progress."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from anyio import sleep, to_thread
from fastapi import APIRouter, Depends, File, Path, Query, Request, Response, UploadFile
from fastapi.sse import EventSourceResponse, ServerSentEvent

from rag.api.access import reads, writes
from rag.api.adding import file_name
from rag.api.ids import with_ids
from rag.api.job import Work, from_addresses, from_file
from rag.api.job_queue import Full, JobQueue
from rag.api.job_schemas import Job, JobRequest, Jobs
from rag.api.problems import Problem
from rag.api.schemas import Page, events_documented, paged, problems
from rag.api.served import Served

_LOOK = 0.2  # seconds between two looks at a job that somebody follows
_FULL_RETRY = "60"  # seconds
_EVENTS_EXAMPLE = (
    'event: progress\ndata: {"id": "3f9c1f0c6d1b4a58", "state": "running", "done": 12, ...}\n\n'
    'event: end\ndata: {"id": "3f9c1f0c6d1b4a58", "state": "complete", "done": 50, ...}\n\n'
)

Id = Annotated[
    str,
    Path(pattern="^[0-9a-f]{16}$", description="The job's id.", examples=["3f9c1f0c6d1b4a58"]),
]


@dataclass(frozen=True, slots=True)
class _Jobs:
    served: Served
    queue: JobQueue

    async def start(self, response: Response, asked: JobRequest) -> Job:
        """Index what public addresses lead to; feeds, sitemaps and sites lead to many articles."""
        return self._put(from_addresses(asked.sources, asked.since, asked.limit), response)

    async def start_file(
        self,
        request: Request,
        response: Response,
        file: Annotated[
            UploadFile,
            File(
                description="A corpus, an archive or a document; its name's ending tells.",
                examples=["(contents of arsip.zip)"],
            ),
        ],
    ) -> Job:
        """Index a file with many articles."""
        name = file_name(file.filename or "")
        work = await self.served.workers.run(request, lambda: from_file(name, file.file))
        return self._put(work, response)

    async def list(self, asked: Annotated[Page, Query()]) -> Jobs:
        """Jobs that wait, run, or ended not long ago, the newest first."""
        known = self.queue.all()
        part = known[asked.offset : asked.offset + asked.limit]
        return Jobs(jobs=[work.told() for work in part], **paged(len(known), asked))

    async def get(self, job_id: Id) -> Job:
        """How a job stands."""
        return self.find(job_id).told()

    async def cancel(self, job_id: Id) -> Job:
        """Cancel a job after the article that is being read or written; what is in stays in.

        A job that has ended stays as it is.
        """
        work = self.find(job_id)
        work.cancel()
        return work.told()

    def find(self, job_id: Id) -> Work:
        """The job of this id. Problem where there is none, or it isn't kept any more."""
        work = self.queue.find(job_id)
        if work is None:
            detail = f"{job_id}: no job has this id, or it ended long ago; list the jobs"
            raise Problem(HTTPStatus.NOT_FOUND, "not-found", detail)
        return work

    async def events(self, work: Work) -> AsyncIterator[ServerSentEvent]:
        """A job's progress whenever it moves, until its end or the server's."""
        last: Job | None = None
        while True:
            stopping = self.served.stopping.is_set()
            now = work.told()
            if now.state.ended or stopping:
                yield ServerSentEvent(event="end", data=now)
                return
            if last is None or (now.state, now.done, now.total) != (
                last.state,
                last.done,
                last.total,
            ):
                yield ServerSentEvent(event="progress", data=now)
                last = now
            await sleep(_LOOK)

    def _put(self, work: Work, response: Response) -> Job:
        try:
            self.queue.put(work)
        except Full:
            work.cancel()
            detail = "as many jobs wait as may; try again when one has ended"
            headers = {"Retry-After": _FULL_RETRY}
            raise Problem(HTTPStatus.TOO_MANY_REQUESTS, "too-many-jobs", detail, headers) from None
        response.headers["Location"] = f"/api/jobs/{work.id}"
        return work.told()


def routes(served: Served) -> APIRouter:
    """The routes of jobs. Closing the application ends the jobs."""
    queue = JobQueue(served.wartanya)

    @asynccontextmanager
    async def lifespan(_app: object) -> AsyncIterator[None]:
        yield
        await to_thread.run_sync(queue.close)

    jobs = _Jobs(served, queue)
    with_ids()
    router = APIRouter(prefix="/api/jobs", tags=["jobs"], lifespan=lifespan)
    _starting(router, jobs)
    _following(router, jobs)
    return router


def _starting(router: APIRouter, jobs: _Jobs) -> None:
    router.post(
        "",
        operation_id="startJob",
        summary="Index addresses, in the background",
        status_code=HTTPStatus.ACCEPTED,
        dependencies=[Depends(writes)],
        responses=problems(),
    )(jobs.start)
    router.post(
        "/file",
        operation_id="startJobFile",
        summary="Index a file, in the background",
        status_code=HTTPStatus.ACCEPTED,
        dependencies=[Depends(writes)],
        responses=problems(),
    )(jobs.start_file)
    router.delete(
        "/{job_id:token}",
        operation_id="cancelJob",
        summary="Cancel a job",
        status_code=HTTPStatus.ACCEPTED,
        dependencies=[Depends(writes)],
        responses=problems(HTTPStatus.NOT_FOUND),
    )(jobs.cancel)


def _following(router: APIRouter, jobs: _Jobs) -> None:
    reading = [Depends(reads)]
    missing = problems(HTTPStatus.NOT_FOUND)
    router.get(
        "", operation_id="listJobs", summary="List jobs", dependencies=reading, responses=problems()
    )(jobs.list)
    router.get(
        "/{job_id:token}",
        operation_id="getJob",
        summary="See how a job stands",
        dependencies=reading,
        responses=missing,
    )(jobs.get)

    @router.get(
        "/{job_id:token}/events",
        operation_id="followJob",
        summary="Follow a job",
        response_class=EventSourceResponse,
        dependencies=reading,
        responses=missing | events_documented(_EVENTS_EXAMPLE),
    )
    async def follow(work: Annotated[Work, Depends(jobs.find)]) -> AsyncIterator[ServerSentEvent]:
        """Server-sent events: `progress` whenever the job moves, then `end`; each holds the job."""
        async for event in jobs.events(work):
            yield event
