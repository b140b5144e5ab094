"""Who may do what: keys with scopes, as FastAPI dependencies."""

from enum import Enum

from fastapi import Request


class Scope(Enum):
    """What a key allows. ``WRITE`` allows reading too."""

    READ = "read"
    WRITE = "write"


async def reads(request: Request) -> None:
    """Let a request pass that may read; Problem 401 or 403 else."""


async def writes(request: Request) -> None:
    """Let a request pass that may write; Problem 401 or 403 else."""
