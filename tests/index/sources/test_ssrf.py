"""A part of tests/benchmarks/ssrf.py: each door, rebinding, and a fifth of the addresses."""

import pytest

from index.sources.addresses import Guard
from tests.benchmarks import ssrf


def test_no_door_leads_to_a_private_address() -> None:
    result = ssrf.run(sample=5)
    assert result.cases > 250
    assert result.arrived == []


def test_the_count_would_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Guard, "check", lambda *_: None)
    monkeypatch.setattr(ssrf, "OTHERS", [])  # nothing answers there, and waiting takes time
    monkeypatch.setattr(ssrf, "urls", lambda port: [f"http://127.1:{port}/"])
    monkeypatch.setattr(ssrf, "rebinding", lambda _: iter(()))
    doors = {arrived.partition(":")[0] for arrived in ssrf.run().arrived}
    same_site_only = {"through_sitemap", "through_sitemap_index", "through_sitemap_list"}
    assert doors == {door.__name__ for door in ssrf.DOORS} - same_site_only - {"through_next_page"}
