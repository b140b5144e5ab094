"""What stands between the network and Gradio: hosts, paths, sizes, rates and headers.

Gradio 6.31 by itself answers any Host, serves a reverse proxy and a file door, takes uploads
of any size from anybody and sends no security headers.
"""

import re
import secrets
import time
from collections import deque
from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# One upload, or one pasted article as JSON. A long newspaper article is 0.05 MB.
UPLOAD_MEGABYTES = 20
LARGEST_UPLOAD = UPLOAD_MEGABYTES * 1024 * 1024
LARGEST_BODY = 8 * 1024 * 1024
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
    """ASGI middleware around the whole page.

    ``hosts`` are the names that a Host header may carry, without port; None takes any. Names
    are checked on a loopback address, so that a page elsewhere that rebinds its own name to
    127.0.0.1 reads nothing. A request with an Origin must come from the page's own.
    ``head`` goes into the page's head. ``clock`` gives seconds.
    """

    def __init__(
        self,
        app: ASGIApp,
        hosts: frozenset[str] | None = None,
        head: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._hosts = hosts
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
            await self._app(scope, _bounded(receive, _most(scope["path"])), answer)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if not self._host_allowed(headers.get("host", "")):
            return PlainTextResponse("This page answers to its own address only.\n", 421)
        if not _same_origin(headers):
            return PlainTextResponse("Requests from another site are refused.\n", 403)
        if not _open(scope["path"]):
            return PlainTextResponse("Not found.\n", 404)
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit():
            return PlainTextResponse("Content-Length is not a number.\n", 400)
        if int(length) > _most(scope["path"]):
            return PlainTextResponse("Too large.\n", 413)
        if _upload(scope["path"]) and not self._upload_allowed(scope):
            return PlainTextResponse(
                "Too many uploads; wait a minute.\n", 429, {"Retry-After": str(int(UPLOAD_WINDOW))}
            )
        return None

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


def allowed_hosts(host: str) -> frozenset[str] | None:
    """The Host names to answer to when bound to an address: its own on loopback, else any."""
    try:
        loopback = ip_address(host).is_loopback
    except ValueError:
        loopback = host == "localhost"
    return frozenset({"localhost", "127.0.0.1", "::1", host}) if loopback else None


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
    # The form around a file takes a little room of its own.
    return LARGEST_UPLOAD + 64 * 1024 if _upload(path) else LARGEST_BODY


def _bounded(receive: Receive, most: int) -> Receive:
    """Receive that hangs up on a body longer than it said, or that never said."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
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
