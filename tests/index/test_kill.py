"""SIGKILL at random moments loses nothing that was acknowledged."""

from pathlib import Path

import pytest

from tests.benchmarks.kill import kill_often


@pytest.mark.parametrize(("kills", "sync_threshold"), [(5, 100), (5, 1000)])
def test_nothing_acknowledged_is_lost(tmp_path: Path, kills: int, sync_threshold: int) -> None:
    result = kill_often(tmp_path, kills, seed=20171207, sync_threshold=sync_threshold, slowest=2)
    assert result.faults == []
    assert result.kills == kills
    assert result.acknowledged > 0
