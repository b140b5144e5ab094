"""A token bucket for each caller."""

from rag.api import limits
from rag.api.limits import Buckets


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_as_many_as_allowed_at_once_and_then_one_each_interval() -> None:
    clock = Clock()
    buckets = Buckets(6, clock)  # one each 10 seconds
    assert [buckets.take("a") for _ in range(8)] == [0, 0, 0, 0, 0, 0, 10, 10]
    clock.now += 4
    assert buckets.take("a") == 6
    clock.now += 6
    assert [buckets.take("a"), buckets.take("a")] == [0, 10]
    clock.now += 3600
    assert [buckets.take("a") for _ in range(7)] == [0] * 6 + [10]


def test_callers_do_not_share() -> None:
    buckets = Buckets(1, Clock())
    assert [buckets.take("a"), buckets.take("b"), buckets.take("a")] == [0, 0, 60]


def test_the_caller_that_was_away_longest_is_forgotten(monkeypatch) -> None:
    monkeypatch.setattr(limits, "MOST_CALLERS", 2)
    buckets = Buckets(1, Clock())
    assert [buckets.take(c) for c in ("a", "b", "a", "c", "a", "b")] == [0, 0, 60, 0, 60, 0]
