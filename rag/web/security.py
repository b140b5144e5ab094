"""What stands between the network and the page and API: hosts, paths, sizes, rates, headers.

Gradio 6.31 by itself answers any Host, serves a reverse proxy and a file door, takes uploads
of any size from anybody and sends no security headers.
"""

import re
import secrets
import time
from collections import deque
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.api import paths
from rag.api.access import is_loopback
from rag.api.problems import answered as problem_answered
from rag.api.problems import as_problem

# One upload, or one pasted article as JSON. A long newspaper article is 0.05 MB.
UPLOAD_MEGABYTES = 20
LARGEST_UPLOAD = UPLOAD_MEGABYTES * 1024 * 1024
LARGEST_BODY = 8 * 1024 * 1024
# A question and its filters; what takes articles or test sets takes an upload's size.
LARGEST_REQUEST = 1024 * 1024
TAKES_ARTICLES = ("/api/articles", "/api/jobs", "/api/evaluations")
_FORM = 64 * 1024  # the form around a file takes a little room of its own
# Uploads a client may send within the window: a folder of files one by one, not a flood.
MOST_UPLOADS = 60
UPLOAD_WINDOW = 60.0  # seconds
MOST_CLIENTS = 10_000  # remembered at once

# All that the page itself calls; the rest of Gradio's API (proxy, file, call, runs, ...) is shut.
GRADIO_DOORS = (
    "app_id",
    "cancel",
    "heartbeat",
    "queue/data",
    "queue/join",
    "reset",
    "startup-events",
    "upload",
    "upload_progress",
)
SHUT = ("login", "logout", "monitoring", "pwa_icon", "svelte", "token", "user")

# Gradio starts from inline scripts (the nonce), draws its HTML components through Function()
# ('unsafe-eval') and sets style attributes ('unsafe-inline' for styles). No inline script
# without the nonce and no inline event attribute runs, and nothing outside is reached.
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'{nonce}; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; font-src 'self' data:; connect-src 'self'; manifest-src 'self';"
    " worker-src 'self'; base-uri 'self'; form-action 'self'; object-src 'none';"
    " frame-ancestors 'none'"
)

_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)(?=[\s>])")
# Cards for other sites, with addresses of Gradio's own.
_CARD = re.compile(rb'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>\s*')


class Guard:
    """ASGI middleware around the page and the API.

    ``hosts`` are the names that a Host header may carry, without port; None takes any. Names
    are checked on a loopback address, so that a page elsewhere that rebinds its own name to
    127.0.0.1 reads nothing. A request with an Origin must come from the page's own; the API's
    also from ``origins``. ``head`` goes into the page's head. ``clock`` gives seconds.
    """

    def __init__(
        self,
        app: ASGIApp,
        hosts: frozenset[str] | None = None,
        origins: tuple[str, ...] = (),
        head: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._hosts = hosts
        self._origins = origins
        self._head = head.encode()
        self._clock = clock
        self._uploads: dict[str, deque[float]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            # Lifespan passes; the page has no websocket.
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        nonce = secrets.token_urlsafe(16)
        answer = _with_headers(send, nonce)
        if refusal:
            await refusal(scope, receive, answer)
        elif scope["path"] == "/" and scope["method"] == "GET":
            await self._app(_uncompressed(scope), receive, _rewritten(answer, nonce, self._head))
        else:
            await self._app(scope, _bounded(receive, scope["path"]), answer)

    def _refusal(self, scope: Scope) -> Response | None:
        headers, path = Headers(scope=scope), scope["path"]
        if not self._host_allowed(headers.get("host", "")):
            return _refused(scope, 421, "This page answers to its own address only.")
        if not _same_origin(headers) and not self._origin_allowed(headers, path):
            return _refused(scope, 403, "Requests from another site are refused.")
        if not _open(path):
            return _refused(scope, 404, "Not found.")
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit():
            return _refused(scope, 400, "Content-Length is not a number.")
        if int(length) > _most(path):
            return _refused(scope, 413, f"Too large; at most {_most(path)} bytes are taken here.")
        if _upload(path) and not self._upload_allowed(scope):
            wait = {"Retry-After": str(int(UPLOAD_WINDOW))}
            return _refused(scope, 429, "Too many uploads; wait a minute.", wait)
        return None

    def _origin_allowed(self, headers: Headers, path: str) -> bool:
        return headers.get("origin") in self._origins and paths.root(path) in paths.SHARED

    def _host_allowed(self, host: str) -> bool:
        return self._hosts is None or _name(host) in self._hosts

    def _upload_allowed(self, scope: Scope) -> bool:
        now = self._clock()
        client = scope["client"][0] if scope.get("client") else ""
        if client not in self._uploads and len(self._uploads) >= MOST_CLIENTS:
            self._uploads.pop(next(iter(self._uploads)))
        times = self._uploads.setdefault(client, deque())
        while times and now - times[0] >= UPLOAD_WINDOW:
            times.popleft()
        if len(times) >= MOST_UPLOADS:
            return False
        times.append(now)
        return True


def allowed_hosts(host: str, further: frozenset[str] = frozenset()) -> frozenset[str] | None:
    """The Host names to answer to when bound to an address: its own on loopback, else any.

    ``further`` are those of a proxy; where there are any, only they and the machine's own names.
    """
    if not is_loopback(host) and not further:
        return None
    return frozenset({"localhost", "127.0.0.1", "::1", host}) | further


def _name(host: str) -> str:
    """A Host header without its port; '' for what is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _same_origin(headers: Headers) -> bool:
    origin = headers.get("origin")
    if (
        headers.get("sec-fetch-site") == "cross-site"
        and headers.get("sec-fetch-mode") != "navigate"
    ):
        return False
    return origin is None or origin.partition("://")[2] == headers.get("host")


def _open(path: str) -> bool:
    first, _, rest = path.lstrip("/").partition("/")
    if first == "gradio_api":
        return any(rest == door or rest.startswith(f"{door}/") for door in GRADIO_DOORS)
    return first not in SHUT


def _upload(path: str) -> bool:
    return path.rstrip("/") == "/gradio_api/upload"


def _most(path: str) -> int:
    if _upload(path) or path.startswith(TAKES_ARTICLES):
        return LARGEST_UPLOAD + _FORM
    return LARGEST_REQUEST if paths.is_api(path) else LARGEST_BODY


def _refused(
    scope: Scope, status: int, words: str, headers: dict[str, str] | None = None
) -> Response:
    """A line for a browser, a problem for a program."""
    if paths.is_api(scope["path"]):
        return problem_answered(as_problem(HTTPException(status, words, headers)), scope)
    return PlainTextResponse(f"{words}\n", status, headers)


def _bounded(receive: Receive, path: str) -> Receive:
    """Receive that ends a body longer than it said, or that never said: Gradio's by hanging up."""
    taken, most = 0, _most(path)

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most and paths.is_api(path):
            raise HTTPException(413, f"Too large; at most {most} bytes are taken here.")
        return {"type": "http.disconnect"} if taken > most else message

    return counted


def _with_headers(send: Send, nonce: str) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            html = headers.get("content-type", "").startswith("text/html")
            headers["Content-Security-Policy"] = POLICY.format(
                nonce=f" 'nonce-{nonce}'" if html else ""
            )
            headers["X-Content-Type-Options"] = "nosniff"
            headers["X-Frame-Options"] = "DENY"
            headers["Referrer-Policy"] = "no-referrer"
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
            headers["Cross-Origin-Resource-Policy"] = "same-origin"
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
            if html:
                headers["Cache-Control"] = "no-store"
        await send(message)

    return sent


def _uncompressed(scope: Scope) -> Scope:
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": headers}


def _rewritten(send: Send, nonce: str, head: bytes) -> Send:
    """Send the page whole, its inline scripts with the nonce, its head with ours."""
    start: Message = {}
    body = bytearray()

    async def collected(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start":
            start = message
            return
        body.extend(message.get("body", b""))
        if message.get("more_body"):
            return
        page = _CARD.sub(b"", bytes(body))
        page = _INLINE_SCRIPT.sub(b'<script nonce="%s"' % nonce.encode(), page)
        page = page.replace(b"<head>", b"<head>" + head, 1)
        MutableHeaders(scope=start)["content-length"] = str(len(page))
        await send(start)
        await send({"type": "http.response.body", "body": page})

    return collected
