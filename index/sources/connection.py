"""Connections to checked addresses only, and none that outlives its deadline.

The check is where a connection is opened, below HTTP: whatever leads to an address, a redirect, a
feed or a second lookup that answers otherwise, it comes through here. The name is looked up once,
all its addresses are checked, and one of these is connected to, never the name.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence

import httpcore2
from httpcore2 import SOCKET_OPTION, NetworkBackend, NetworkStream

from index.sources.addresses import Guard, Target
from index.sources.failures import Unreachable

SILENCE = 15.0  # seconds without a byte, or to connect to one address

Resolver = Callable[[str, int], Sequence[str]]
"""Host and port -> its IP addresses, the best first; socket.gaierror where there are none."""


class Deadline:
    """A span of network time: 15 seconds of silence end a connection, but a byte a second doesn't.

    ``pause`` leaves time out that was spent waiting on purpose.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def left(self) -> float:
        """Seconds until then, never negative."""
        return max(self._end - self._clock(), 0.0)

    def pause(self, seconds: float) -> None:
        """Move it back."""
        self._end += seconds

    def step(self) -> float:
        """The longest that one step may take; httpcore2.ReadTimeout when there is no time left."""
        if not (left := self.left()):
            raise httpcore2.ReadTimeout("past the deadline")
        return min(left, SILENCE)


class GuardedBackend(NetworkBackend):
    """Opens the connection of one request."""

    def __init__(
        self,
        target: Target,
        guard: Guard,
        deadline: Deadline,
        resolve: Resolver,
        inner: NetworkBackend,
    ) -> None:
        self._target = target
        self._guard = guard
        self._deadline = deadline
        self._resolve = resolve
        self._inner = inner

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> NetworkStream:
        """A connection to the first address that accepts one; Refused if any isn't public."""
        addresses = self._look_up(host, port)
        self._guard.check(self._target, addresses)
        failure: httpcore2.ConnectError | httpcore2.ConnectTimeout | None = None
        for address in addresses:
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.step(), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure or httpcore2.ConnectError("no address")

    def _look_up(self, host: str, port: int) -> Sequence[str]:
        try:
            return self._resolve(host, port)
        except socket.gaierror as error:
            if error.errno == socket.EAI_AGAIN:
                raise httpcore2.ConnectError("name lookup failed") from error
            mend = "check the spelling, or your connection to the internet"
            raise Unreachable(self._target.url, "the host isn't known", mend) from error


class _TimedStream(NetworkStream):
    """A stream whose every step ends by the deadline."""

    def __init__(self, stream: NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.step())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.step())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.step())
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def look_up(host: str, port: int) -> Sequence[str]:
    """The system's resolver, given SILENCE seconds: it takes no time limit, so a thread waits."""
    found: list[str] = []
    failed: list[OSError] = []

    def work() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(str(answer[4][0]) for answer in answers)
        except OSError as error:
            failed.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(SILENCE)
    if failed:
        raise failed[0]
    if thread.is_alive() or not found:
        raise socket.gaierror(socket.EAI_AGAIN, "no answer")
    return list(dict.fromkeys(found))
