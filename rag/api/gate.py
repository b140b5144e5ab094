"""Lets in who has a key, as often as the rules say."""

import base64
import binascii
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from index.errors import WartanyaError
from rag.api import paths
from rag.api.access import ANYBODY, CALLER, Access, Caller
from rag.api.keys import Keys
from rag.api.keys import Scope as KeyScope
from rag.api.limits import Buckets
from rag.api.problems import Problem, answered

WRONG_KEYS_A_MINUTE = 10  # of one address
UPLOAD = "/gradio_api/upload"  # the page's; what it does besides is asked of `may_write`


class Gate:
    """ASGI middleware around page and API: who sends a request is in its scope behind it.

    The API takes a key as a bearer's token; the page also as the password of HTTP Basic, which a
    browser asks for and then sends by itself: too much of a temptation for other sites' scripts to
    let it open the API.
    """

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._keys = access.keys
        self._wrong = Buckets(WRONG_KEYS_A_MINUTE)
        self._buckets = Buckets(access.a_minute) if access.a_minute else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            caller = self._caller(scope)
            self._count(caller, scope)
            self._check_upload(caller, scope)
        except Problem as problem:
            await answered(problem, scope)(scope, receive, send)
            return
        scope[CALLER] = caller
        await self._app(scope, receive, send)

    def _caller(self, scope: Scope) -> Caller:
        if self._keys is None or scope["path"] == paths.ALWAYS_OPEN:
            return ANYBODY
        basic = not paths.is_api(scope["path"])
        secret = _secret(Headers(scope=scope).get("authorization", ""), basic)
        if secret is None:
            raise _keyless("give a key: Authorization: Bearer KEY", basic)
        return self._of(self._keys, secret, basic, _address(scope))

    def _of(self, keys: Keys, secret: str, basic: bool, address: str) -> Caller:
        try:
            key = keys.find(secret)
        except WartanyaError as error:
            detail = "the keys can't be read; the server's operator can mend that"
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "keys", detail) from error
        if key is not None:
            return Caller(key.name, key.scope)
        if wait := self._wrong.take(address):
            raise _too_many("too many wrong keys", wait)
        raise _keyless("this key isn't known here; ask the server's operator for one", basic)

    def _count(self, caller: Caller, scope: Scope) -> None:
        if self._buckets is None or paths.root(scope["path"]) not in paths.COUNTED:
            return
        if wait := self._buckets.take(caller.name or _address(scope)):
            raise _too_many("too many requests", wait)

    def _check_upload(self, caller: Caller, scope: Scope) -> None:
        if caller.scope is not KeyScope.WRITE and scope["path"].rstrip("/") == UPLOAD:
            raise Problem(
                HTTPStatus.FORBIDDEN,
                "scope",
                "this key may read only; use one with the scope write / "
                "kunci ini hanya untuk membaca; pakai kunci dengan izin menulis",
            )


def _secret(authorization: str, basic: bool) -> str | None:
    """The key in the header; None where there is none, or not of a kind that is taken."""
    scheme, _, credentials = authorization.partition(" ")
    credentials = credentials.strip()
    if not credentials:
        return None
    if scheme.lower() == "bearer":
        return credentials
    if scheme.lower() == "basic" and basic:
        try:
            _, _, password = base64.b64decode(credentials, validate=True).decode().partition(":")
        except (binascii.Error, ValueError):
            return None
        return password or None
    return None


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def _keyless(detail: str, basic: bool) -> Problem:
    challenge = 'Basic realm="Wartanya", charset="UTF-8"' if basic else 'Bearer realm="Wartanya"'
    return Problem(HTTPStatus.UNAUTHORIZED, "no-key", detail, {"WWW-Authenticate": challenge})


def _too_many(what: str, wait: int) -> Problem:
    detail = f"{what}; wait {wait} seconds"
    return Problem(HTTPStatus.TOO_MANY_REQUESTS, "too-many", detail, {"Retry-After": str(wait)})
