"""Whether the process lives, whether it can answer, and what it has done."""

import asyncio
import logging
import time
from http import HTTPStatus

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from index.errors import WartanyaError
from rag.api.access import reads
from rag.api.metrics import CONTENT_TYPE
from rag.api.problems import Problem
from rag.api.schemas import problems
from rag.api.served import Served

logger = logging.getLogger(__name__)

PROBE = "berita hari ini"  # asked of the index: 3 ms through both searches
KEPT = 5.0  # seconds that a check holds
SLOWEST = 5.0  # seconds that a check may take
_EXAMPLE = (
    "# TYPE wartanya_requests_total counter\n"
    'wartanya_requests_total{method="POST",route="/api/ask",status="200"} 12.0\n'
)


class Health(BaseModel):
    """The process answers."""

    status: str = Field(description="Always 'ok'.", examples=["ok"])


class Readiness(BaseModel):
    """Questions can be answered."""

    status: str = Field(description="Always 'ready'.", examples=["ready"])
    articles: int = Field(description="Articles in the index.", examples=[14], ge=0)
    passages: int = Field(description="Passages in the index.", examples=[36], ge=0)
    language_model: str | None = Field(
        description="The name of the model that may write answers, null where there is none; "
        "whether it answers isn't tried.",
        examples=["gemma3"],
    )


class SelfCheck:
    """Asks the index whether it finds anything; the models were loaded when it was opened."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self._alone = asyncio.Lock()
        self._found: tuple[float, Readiness | Problem] | None = None

    async def ready(self) -> Readiness:
        """What there is to ask. Problem 503 where nothing can be asked."""
        if self._served.stopping.is_set():
            raise _unready("stopping", "the server is stopping")
        async with self._alone:
            if self._found is None or time.monotonic() - self._found[0] > KEPT:
                self._found = (time.monotonic(), await self._checked())
            result = self._found[1]
        if isinstance(result, Problem):
            raise result
        return result

    async def _checked(self) -> Readiness | Problem:
        try:
            return await asyncio.wait_for(asyncio.to_thread(self._check), SLOWEST)
        except TimeoutError:
            return _unready("not-ready", f"the index doesn't answer within {SLOWEST:.0f} seconds")
        except WartanyaError as error:
            return _unready("not-ready", str(error))
        except Exception:
            logger.exception("The index can't be asked")
            return _unready("not-ready", "the index can't be asked; the server's log tells why")

    def _check(self) -> Readiness:
        wartanya = self._served.wartanya
        articles, passages = wartanya.size()
        if passages and not wartanya.search(PROBE, k=1):
            raise WartanyaError("the search index finds nothing; stop the server: wartanya verify")
        model = wartanya.llm.name if wartanya.llm else None
        return Readiness(status="ready", articles=articles, passages=passages, language_model=model)


def routes(served: Served) -> APIRouter:
    """What a process that watches this one asks."""
    router = APIRouter(tags=["operations"])
    check = SelfCheck(served)

    @router.get("/health", operation_id="getHealth", summary="Does the process live?")
    async def health() -> Health:
        """Needs no key, and asks nothing of the index."""
        return Health(status="ok")

    @router.get(
        "/ready",
        operation_id="getReadiness",
        summary="Can questions be answered?",
        dependencies=[Depends(reads)],
        responses=problems(),
    )
    async def ready() -> Readiness:
        """Searches the index, at most every 5 seconds; cheap enough to be asked every 10."""
        return await check.ready()

    @router.get(
        "/metrics",
        operation_id="getMetrics",
        summary="Figures for Prometheus",
        dependencies=[Depends(reads)],
        response_class=Response,
        responses=problems() | {200: {"content": {"text/plain": {"example": _EXAMPLE}}}},
    )
    def metrics() -> Response:
        """Requests by route and status, seconds, questions by answerable, articles, workers."""
        return Response(served.metrics.text(), media_type=CONTENT_TYPE)

    return router


def _unready(kind: str, detail: str) -> Problem:
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, kind, detail, {"Retry-After": "10"})
