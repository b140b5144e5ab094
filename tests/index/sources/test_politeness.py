from datetime import UTC, datetime

import pytest

from index.sources.fetch import Limits
from index.sources.politeness import Pace, back_off, retry_after
from tests.index.sources.site import Site, Waits, fetcher, reply


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def __call__(self) -> float:
        return self.now


def test_hosts_have_a_pace_each() -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep)
    assert pace.wait("a.example", 1.0) == 0
    assert pace.wait("b.example", 1.0) == 0
    assert pace.wait("a.example", 5.0) == 1.0
    clock.now += 2
    assert pace.wait("a.example", 1.0) == 3.0
    clock.now += 50
    assert pace.wait("a.example", 1.0) == 0


def test_one_request_a_second_by_default() -> None:
    with Site() as site:
        site["/"] = reply("<p>halo</p>")
        waits = Waits()
        web = fetcher(site, limits=Limits(), waits=waits)
        web.get(site.url)
        web.get(site.url)
    # robots.txt, then the page twice; nobody slept, so the third waits for two turns.
    assert waits.seconds == [pytest.approx(1, abs=0.3), pytest.approx(2, abs=0.3)]


def test_waits_longer_each_time() -> None:
    assert [back_off(n, lambda: 0.0) for n in (1, 2, 3)] == [0.75, 1.5, 3.0]
    assert [back_off(n, lambda: 1.0) for n in (1, 2, 3)] == [1.25, 2.5, 5.0]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0.0),
        (" 120 ", 120.0),
        ("Mon, 04 Mar 2024 02:10:30 GMT", 30.0),
        ("Mon, 04 Mar 2024 09:10:30 +0700", 30.0),
        ("Mon, 04 Mar 2024 02:10:30 -0000", 30.0),
        ("Mon, 04 Mar 2024 02:09:00 GMT", 0.0),
        ("nanti", None),
        ("-5", None),
        ("1e9", None),
        ("²", None),
        ("9" * 5000, None),
        ("", None),
    ],
)
def test_reads_retry_after(header: str, seconds: float | None) -> None:
    now = datetime(2024, 3, 4, 2, 10, tzinfo=UTC)
    assert retry_after(header, now) == seconds
