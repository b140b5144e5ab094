"""One address -> what is published there: politely, within limits, from public addresses only.

httpcore2 and not httpx over it: redirects, compression, cookies, proxies and retries, which is
what httpx adds, are the very steps that need checks and bounds here. The 2 is the line that its
authors still release.
"""

import random
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version

import httpcore2
from httpcore2 import NetworkBackend, SyncBackend

from index.sources.addresses import WEB_PORTS, Guard, Target
from index.sources.answers import (
    WITH_CONTENT,
    Answer,
    Ask,
    Fetched,
    broken,
    fetched,
    location,
    raise_for,
    read,
)
from index.sources.connection import Deadline, GuardedBackend, Resolver, look_up
from index.sources.decoding import ACCEPTED
from index.sources.failures import FetchError
from index.sources.politeness import LONGEST_WAIT, Pace, back_off, retry_after
from index.sources.robots import AGENT, Robots, Rules
from index.sources.robots import MAX_BYTES as ROBOTS_BYTES

__all__ = ["Fetched", "Fetcher", "Limits", "Time", "user_agent"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take."""

    seconds: float = 60.0  # on the network, redirects and attempts together, waits left out
    max_bytes: int = 10_000_000  # of content, as sent and as unpacked: as of a file
    redirects: int = 5
    attempts: int = 4
    interval: float = 1.0  # seconds between two requests to a host


@dataclass(frozen=True, slots=True)
class Time:
    """The clock (seconds from anywhere), the wait and the chance; tests give their own."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


class Fetcher:
    """Fetches from the web; close it, or use it with ``with``.

    ``allow`` names hosts that may be in a private network (see Guard), ``ports`` the ports that
    any host may have. ``obey_robots`` off is for a user's own site. Safe to use from several
    threads; requests to one host are spaced out over all of them.
    """

    def __init__(
        self,
        *,
        allow: frozenset[str] = frozenset(),
        ports: frozenset[int] = WEB_PORTS,
        limits: Limits | None = None,
        obey_robots: bool = True,
        resolve: Resolver = look_up,
        network: NetworkBackend | None = None,
        tls: ssl.SSLContext | None = None,
        timing: Time | None = None,
    ) -> None:
        self.guard = Guard(allow, ports)
        self._limits = limits or Limits()
        self._timing = timing or Time()
        self._resolve = resolve
        self._network = network or SyncBackend()
        self._tls = tls
        self._pace = Pace(self._timing.clock, self._timing.sleep)
        self._obeys = obey_robots
        self._robots = Robots(self._fetch_robots, self._timing.clock)

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is kept open between requests; here for what may be."""

    def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched:
        """The content of an address, or word that it is as it was.

        ``etag`` and ``last_modified`` are a former answer's, to ask only for what changed.

        Raises:
            FetchError: nothing to read there; says why, and what to do.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value and _is_clean(value)}
        answer = self._follow(url, Ask(headers, self._limits.max_bytes, False, self._obeys))
        if answer.status == 304 and headers:
            return fetched(answer)
        if answer.status not in WITH_CONTENT:
            raise_for(answer)
        if not answer.content:
            raise FetchError(answer.target.url, "is empty", "check the address, or leave it out")
        return fetched(answer)

    def rules(self, url: str) -> Rules:
        """What the robots.txt of an address's site says."""
        return self._robots.rules(self.guard.target(url))

    def _fetch_robots(self, url: str) -> tuple[int, bytes]:
        answer = self._follow(url, Ask({}, ROBOTS_BYTES, cut=True, obey=False))
        return answer.status, answer.content

    def _follow(self, url: str, ask: Ask) -> Answer:
        """The answer that is no redirect; each address on the way is checked as the first is."""
        deadline = Deadline(self._limits.seconds, self._timing.clock)
        where = url
        for _ in range(self._limits.redirects + 1):
            target = self.guard.target(where)
            interval = self._limits.interval
            if ask.obey:
                rules = self._rules(target, deadline)
                rules.check(target)
                interval = max(interval, rules.delay)
            answer = self._attempts(target, ask, interval, deadline)
            if answer.status not in _REDIRECTS:
                return answer
            where = location(answer)
        mend = "open it in a browser, and use the address it ends at"
        raise FetchError(url, f"leads on more than {self._limits.redirects} times", mend)

    def _rules(self, target: Target, deadline: Deadline) -> Rules:
        """The site's rules; asking for them is on a time of its own."""
        start = self._timing.clock()
        rules = self._robots.rules(target)
        deadline.pause(self._timing.clock() - start)
        return rules

    def _attempts(self, target: Target, ask: Ask, interval: float, deadline: Deadline) -> Answer:
        """The first answer that isn't 'busy', or the last one; waits in between."""
        attempt = 1
        while True:
            deadline.pause(self._pace.wait(target.authority, interval))
            last = attempt == self._limits.attempts
            wait = back_off(attempt, self._timing.chance)
            try:
                answer = self._request(target, ask, deadline)
            except (httpcore2.NetworkError, httpcore2.RemoteProtocolError) as error:
                if last or isinstance(error.__context__, ssl.SSLError):
                    raise broken(target, error) from error
            except httpcore2.TimeoutException as error:
                seconds = self._limits.seconds
                found = f"is silent, or takes more than {seconds:.0f} seconds"
                raise FetchError(target.url, found, "try again later") from error
            else:
                if answer.status not in _BUSY or last:
                    return answer
                asks = retry_after(answer.headers.get("retry-after", "")) or 0.0
                if asks > LONGEST_WAIT:
                    return answer
                wait = max(wait, asks)
            self._timing.sleep(wait)
            deadline.pause(wait)
            attempt += 1

    def _request(self, target: Target, ask: Ask, deadline: Deadline) -> Answer:
        backend = GuardedBackend(target, self.guard, deadline, self._resolve, self._network)
        headers = {
            "Host": target.authority,
            "User-Agent": user_agent(),
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Encoding": ACCEPTED,
            "Accept-Language": "id,en;q=0.8",
            "Connection": "close",
            **ask.headers,
        }
        address = httpcore2.URL(
            scheme=target.scheme, host=target.host, port=target.port, target=target.path
        )
        # A connection for each request: at one a second it costs nothing that is felt, and none
        # is left in a state that another request depends on.
        tls = self._tls or _default_tls() if target.scheme == "https" else None
        with (
            httpcore2.ConnectionPool(ssl_context=tls, network_backend=backend) as pool,
            pool.stream("GET", address, headers=list(headers.items())) as response,
        ):
            return read(target, response, ask)


def user_agent() -> str:
    """What the program calls itself to a site."""
    return f"{AGENT}/{_version()} (news reader for its own user)"


@cache
def _version() -> str:
    try:
        return version("wartanya")
    except PackageNotFoundError:  # run from a folder, never installed
        return "0"


@cache
def _default_tls() -> ssl.SSLContext:
    """The certificates that the system trusts; reading them takes some 20 ms."""
    return httpcore2.default_ssl_context()


def _is_clean(value: str) -> bool:
    """Whether a stored header can be sent back: one that can't is as good as none."""
    return value.isascii() and value.isprintable() and len(value) < 1000
