"""A web site on this machine that answers as the tests say, oddly where they say so."""

import contextlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from httpcore2 import SOCKET_OPTION, NetworkStream, SyncBackend

from index.sources.connection import Resolver
from index.sources.fetch import Fetcher, Limits, Time

CERTIFICATE = Path(__file__).with_name("certificate.pem")  # of 127.0.0.1 and kabar.example
Answer = bytes | Callable[[socket.socket], None]


def reply(
    body: bytes | str = b"", status: int = 200, type: str = "text/html", **headers: str
) -> bytes:
    """An HTTP response; ``Retry_After`` gives a Retry-After header."""
    content = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} Status"]
    given = {"Content_Type": type, "Content_Length": str(len(content)), **headers}
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in given.items()]
    return "\r\n".join([*lines, "", ""]).encode() + content


def redirect(where: str, status: int = 302) -> bytes:
    return reply(status=status, Location=where)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False
    request_queue_size = 64


class Site:
    """Serves ``routes``, a path's answers in turn, the last for ever; 404 for what isn't there."""

    def __init__(self, tls: bool = False) -> None:
        self.routes: dict[str, list[Answer]] = {}
        self.requests: list[str] = []  # as received, from 'GET' to the last header
        site = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(OSError):
                    site._serve(self.request)

        self._server = _Server(("127.0.0.1", 0), Handler)
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self.port: int = self._server.server_address[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self.host = f"127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    def __setitem__(self, path: str, answers: Answer | Sequence[Answer]) -> None:
        single = isinstance(answers, bytes) or callable(answers)
        self.routes[path] = [answers] if single else list(answers)  # type: ignore[list-item, arg-type]  # mypy doesn't follow 'single'

    def __enter__(self) -> "Site":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        paths = [request.split()[1] for request in self.requests]
        return [path for path in paths if path != "/robots.txt"]

    def _serve(self, connection: socket.socket) -> None:
        received = b""
        while b"\r\n\r\n" not in received:
            chunk = connection.recv(65536)
            if not chunk:
                return
            received += chunk
            if received.startswith(b"\x16"):  # TLS: what a server of plain HTTP says to that
                connection.sendall(reply(status=400))
                return
        self.requests.append(received.decode("latin-1"))
        path = received.split()[1].decode("latin-1")
        answers = self.routes.get(path, [reply("tak ada", 404)])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if callable(answer):
            answer(connection)
        else:
            connection.sendall(answer)
            connection.shutdown(socket.SHUT_WR)
            connection.recv(1)  # else closing could reset what is still on its way


class Elsewhere(SyncBackend):
    """A network where public addresses are this machine's, so that no test leaves it."""

    def __init__(self, public: dict[str, int]) -> None:
        self._public = public  # address -> port here
        self.asked: list[str] = []  # the addresses that were to be connected to

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: "Sequence[SOCKET_OPTION] | None" = None,  # type: ignore[override]
    ) -> NetworkStream:
        self.asked.append(host)
        if host in self._public:
            host, port = "127.0.0.1", self._public[host]
        return super().connect_tcp(host, port, timeout, local_address, socket_options)


class Waits:
    """In place of sleeping: notes for how long."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    @property
    def time(self) -> Time:
        return Time(sleep=self.seconds.append, chance=lambda: 0.5)


def fetcher(
    *sites: Site,
    limits: Limits | None = None,
    waits: Waits | None = None,
    obey_robots: bool = True,
    tls: ssl.SSLContext | None = None,
) -> Fetcher:
    """A fetcher that may fetch from these sites, and waits for nobody."""
    return Fetcher(
        allow=frozenset(site.host for site in sites),
        limits=limits or Limits(interval=0.0),
        timing=(waits or Waits()).time,
        obey_robots=obey_robots,
        tls=tls,
    )


def answers(**names: list[str]) -> Resolver:
    """A resolver that knows these hosts ('_' for '.'), and no others."""
    known = {name.replace("_", "."): addresses for name, addresses in names.items()}

    def resolve(host: str, port: int) -> Sequence[str]:
        if host not in known:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return known[host]

    return resolve
