"""Jobs, as requests give them and responses tell them."""

from enum import StrEnum
from typing import Any

from pydantic import Field

from rag.api.schemas import Address, Day, Given, Paged, Told

MOST_SOURCES = 100
_MOST_ARTICLES = 100_000

EXAMPLE_FAILURE: dict[str, Any] = {
    "source": "https://kabar.example/foto/1",
    "error": "https://kabar.example/foto/1: no article found; check that the page has an "
    "article's text, or save that text alone as .txt",
}
EXAMPLE_JOB: dict[str, Any] = {
    "id": "3f9c1f0c6d1b4a58",
    "state": "running",
    "sources": ["https://kabar.example/feed.xml"],
    "done": 12,
    "total": 50,
    "added": 10,
    "updated": 0,
    "unchanged": 1,
    "failed": 1,
    "per_second": 0.9,
    "seconds_left": 42.2,
    "failures": [EXAMPLE_FAILURE],
    "reason": None,
    "created": "2026-01-31T08:15:00+00:00",
    "started": "2026-01-31T08:15:01+00:00",
    "ended": None,
}


class State(StrEnum):
    """How a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    COMPLETE = "complete"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def ended(self) -> bool:
        """Whether nothing more comes of it."""
        return self not in (State.WAITING, State.RUNNING)


class JobRequest(Given):
    """Addresses to index from: of articles, feeds, sitemaps, sites and files."""

    sources: list[Address] = Field(
        min_length=1,
        max_length=MOST_SOURCES,
        description="http and https addresses, public ones alone. Never paths of the server's.",
        examples=[["https://kabar.example/feed.xml"]],
    )
    since: Day | None = Field(
        default=None,
        description="Of feeds and sitemaps: articles from this day on, where they are dated.",
        examples=["2026-01-01"],
    )
    limit: int | None = Field(
        default=None,
        ge=1,
        le=_MOST_ARTICLES,
        description="Of each feed or sitemap: so many articles.",
        examples=[50],
    )


class Failure(Told):
    """A source that wasn't taken."""

    source: str = Field(
        description="An address, or a part of a file.", examples=[EXAMPLE_FAILURE["source"]]
    )
    error: str = Field(description="Why, and the mend.", examples=[EXAMPLE_FAILURE["error"]])


class Job(Told):
    """Indexing that takes a while."""

    id: str = Field(description="Of this job.", examples=["3f9c1f0c6d1b4a58"])
    state: State = Field(
        description="waiting for another job to end, running, complete (whatever failed is told), "
        "cancelled, or failed as a whole.",
        examples=["running"],
    )
    sources: list[str] = Field(
        description="What it indexes: addresses, or the name of an uploaded file.",
        examples=[EXAMPLE_JOB["sources"]],
    )
    done: int = Field(description="Articles dealt with.", examples=[12], ge=0)
    total: int | None = Field(
        description="How many there will be, null where that isn't known.", examples=[50]
    )
    added: int = Field(description="How many of them are new.", examples=[10], ge=0)
    updated: int = Field(description="How many replaced what they were.", examples=[0], ge=0)
    unchanged: int = Field(description="How many were there already.", examples=[1], ge=0)
    failed: int = Field(description="How many weren't taken.", examples=[1], ge=0)
    per_second: float | None = Field(
        description="Articles a second so far; null before the first.", examples=[0.9]
    )
    seconds_left: float | None = Field(
        description="At that rate; null where the total isn't known.", examples=[42.2]
    )
    failures: list[Failure] = Field(
        description="The first 100 that weren't taken.", examples=[[EXAMPLE_FAILURE]]
    )
    reason: str | None = Field(
        description="Why it failed as a whole, else null.",
        examples=["articles.db: can't be written (No space left on device); make room"],
    )
    created: str = Field(
        description="When it was asked for, ISO 8601 in UTC.", examples=[EXAMPLE_JOB["created"]]
    )
    started: str | None = Field(
        description="When it began, null before.", examples=[EXAMPLE_JOB["started"]]
    )
    ended: str | None = Field(description="When it ended, null before.", examples=[None])


class Jobs(Paged):
    """A part of a list of jobs."""

    jobs: list[Job] = Field(description="The newest first.", examples=[[EXAMPLE_JOB]])
