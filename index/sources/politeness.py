"""Waiting: between two requests to a host, and before a request is tried again."""

import random
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 60.0  # seconds that a server's Retry-After is honoured; past it the fetch fails
_FIRST_WAIT = 1.0  # seconds before the second attempt, then twice as long each time


class Pace:
    """Spaces out requests: for each host, the time from which the next one may go.

    Callers in several threads get a turn each.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._free: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, interval: float) -> float:
        """Sleep until the host's turn; the next is ``interval`` seconds on. How long it slept."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._free.get(host, now))
            self._free[host] = turn + interval
        if turn > now:
            self._sleep(turn - now)
        return turn - now


def back_off(attempt: int, chance: Callable[[], float] = random.random) -> float:
    """Seconds to wait after attempt 1, 2, ...: about 1, 2, 4, spread by a half of it.

    Spread, so that programs that failed together don't come back together.
    """
    return float(_FIRST_WAIT * 2 ** (attempt - 1) * (0.75 + 0.5 * chance()))


def retry_after(header: str, now: datetime | None = None) -> float | None:
    """Seconds that a Retry-After header asks for, as a number or a date; None for neither."""
    text = header.strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max((when - (now or datetime.now(UTC))).total_seconds(), 0.0)
