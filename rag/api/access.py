"""Who may do what: the rules of a server, and what a route asks of its caller."""

from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from index.errors import WartanyaError
from rag.api.keys import Keys, Scope
from rag.api.problems import Problem

__all__ = ["Access", "Caller", "Scope", "access_to", "is_loopback", "reads", "writes"]

CALLER = "wartanya.caller"  # where in a request's scope the gate puts it
REQUESTS_A_MINUTE = 120  # of one key, where keys are required


@dataclass(frozen=True, slots=True)
class Access:
    """The rules of a server.

    ``keys`` is None where none is needed. ``a_minute`` is how many requests each key, or each
    address where no key is needed, may send; 0 for any number. ``hosts`` are names that a Host
    header may carry beside the address's own; ``origins`` other sites that may call the API.
    """

    keys: Keys | None = None
    a_minute: int = 0
    hosts: frozenset[str] = frozenset()
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent a request: a key's name, '' where no key is needed; what that one may do."""

    name: str
    scope: Scope


OPEN = Access()
ANYBODY = Caller("", Scope.WRITE)


def access_to(
    data: Path,
    host: str,
    *,
    require_keys: bool = False,
    a_minute: int | None = None,
    hosts: tuple[str, ...] = (),
    origins: tuple[str, ...] = (),
) -> Access:
    """The rules for serving a data directory on an address.

    Keys are required where ``require_keys``, on an address that others reach, and under other
    names than the machine's own: a proxy stands before it then. WartanyaError where they are and
    there is none, or an origin isn't one.
    """
    for origin in origins:
        _check_origin(origin)
    required = require_keys or bool(hosts) or not is_loopback(host)
    keys = Keys(data) if required else None
    if keys is not None and not keys.all():
        raise WartanyaError(
            f"{host}: keys are required here and {data} has none; "
            f"make one: wartanya keys add NAME --write --data {data}"
        )
    rate = a_minute if a_minute is not None else REQUESTS_A_MINUTE if required else 0
    return Access(keys, rate, frozenset(name.lower() for name in hosts), origins)


def is_loopback(host: str) -> bool:
    """Whether an address to listen on is reached from this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_origin(origin: str) -> None:
    try:
        parts = urlsplit(origin)
        right = bool(parts.hostname) and origin == f"{parts.scheme}://{parts.netloc}".lower()
    except ValueError:
        right = False
    if not right or parts.scheme not in ("http", "https") or "@" in origin:
        raise WartanyaError(f"{origin}: no origin; write it as https://news.example, without path")


_BEARER = Security(
    HTTPBearer(
        auto_error=False,
        description="A key that `wartanya keys add` printed. None is needed on a loopback address "
        "unless the server was started with --require-keys.",
    )
)
_Credentials = Annotated[HTTPAuthorizationCredentials | None, _BEARER]


def caller_of(request: Request) -> Caller:
    """Who sent a request, as the gate found out; an application without a gate is open."""
    caller: Caller = request.scope.get(CALLER, ANYBODY)
    return caller


async def reads(request: Request, credentials: _Credentials = None) -> None:
    """Let a request pass that may read; the gate has turned away whoever may not."""


async def writes(request: Request, credentials: _Credentials = None) -> None:
    """Let a request pass that may write; Problem 403 else."""
    if caller_of(request).scope is not Scope.WRITE:
        raise Problem(
            HTTPStatus.FORBIDDEN, "scope", "this key may read only; use one with the scope write"
        )
