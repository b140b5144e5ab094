"""How often a caller may come: a token bucket each."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

MOST_CALLERS = 10_000  # remembered at once; the one that was away longest is forgotten
MINUTE = 60.0  # seconds


class Buckets:
    """``a_minute`` requests a minute of each caller, as many at once where it was quiet before.

    Not thread-safe: it belongs to the event loop. ``clock`` gives seconds.
    """

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = float(a_minute)
        self._each = MINUTE / a_minute
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, caller: str) -> int:
        """0 where the caller may come now; else in how many seconds, 1 or more."""
        now = self._clock()
        tokens, then = self._left.pop(caller, (self._most, now))
        tokens = min(self._most, tokens + (now - then) / self._each)
        wait = 0 if tokens >= 1 else math.ceil((1 - tokens) * self._each)
        self._left[caller] = (tokens if wait else tokens - 1, now)
        if len(self._left) > MOST_CALLERS:
            self._left.popitem(last=False)
        return max(0, wait)
