"""robots.txt: what a site asks programs to leave alone (RFC 9309).

Read with protego, as Scrapy does: urllib.robotparser knows no wildcards, and takes the first rule
that matches where the standard takes the longest.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from index.sources.addresses import Target
from index.sources.failures import FetchError, Refused, Unreachable

AGENT = "Wartanya"
MAX_BYTES = 500_000  # of one: what the standard asks a reader to take at least
LONGEST_DELAY = 30.0  # seconds between two requests that a site can ask for
_KEPT = 86_400.0  # seconds, as the standard advises


@dataclass(frozen=True, slots=True)
class Rules:
    """A site's wishes. ``closed`` says why nothing may be fetched, None where rules decide."""

    closed: str | None
    delay: float
    sitemaps: tuple[str, ...]
    _parsed: Protego

    def check(self, target: Target) -> None:
        """FetchError where the site doesn't want the address fetched."""
        if self.closed is not None:
            raise FetchError(
                target.url,
                f"not fetched, since the site's robots.txt {self.closed}",
                "try again later",
            )
        if not self._parsed.can_fetch(target.url, AGENT):
            found = "the site's robots.txt asks programs not to fetch it"
            raise FetchError(target.url, found, "save the page yourself and index the file")


def read(content: bytes) -> Rules:
    """The rules of a file; what isn't a rule is passed over, also where it is a web page."""
    parsed = Protego.parse(content.decode("utf-8-sig", "replace"))
    delay = parsed.crawl_delay(AGENT) or 0.0
    if rate := parsed.request_rate(AGENT):
        delay = max(delay, rate.seconds / rate.requests)
    return Rules(None, min(delay, LONGEST_DELAY), tuple(parsed.sitemaps), parsed)


class Robots:
    """The rules of each site, asked for once a day.

    ``fetch`` gives status and content of an address, following redirects.
    """

    def __init__(
        self,
        fetch: Callable[[str], tuple[int, bytes]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetch = fetch
        self._clock = clock
        self._known: dict[str, tuple[float, Rules]] = {}
        self._lock = threading.Lock()

    def rules(self, target: Target) -> Rules:
        """The rules for an address's site; Refused or Unreachable as the site itself is."""
        with self._lock:
            known = self._known.get(target.origin)
        if known is not None and self._clock() < known[0]:
            return known[1]
        rules = self._ask(target)
        with self._lock:
            self._known[target.origin] = (self._clock() + _KEPT, rules)
        return rules

    def _ask(self, target: Target) -> Rules:
        """No file, no rules; a file that can't be had could forbid all, so it does."""
        try:
            status, content = self._fetch(f"{target.origin}/robots.txt")
        except (Refused, Unreachable) as error:
            if error.url.startswith(f"{target.origin}/"):
                raise type(error)(target.url, error.found, error.mend) from error
            return _closed(f"leads to what isn't fetched ({error.found})")
        except FetchError as error:
            return _closed(f"can't be read ({error.found})")
        if status == 429 or status >= 500:
            return _closed(f"can't be read (HTTP status {status})")
        return read(content if status < 300 else b"")


def _closed(why: str) -> Rules:
    return Rules(why, 0.0, (), Protego.parse(""))
