"""The sample articles, indexed once with the real model."""

import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from rag.wartanya import Wartanya

SAMPLES = Path(str(files("index") / "samples"))


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory over the sample articles; copy it before changing anything."""
    data = tmp_path_factory.mktemp("samples") / "data"
    with Wartanya(data) as wartanya:
        summary = wartanya.add([SAMPLES])
    assert not summary.failed
    return data


@pytest.fixture(scope="module")
def wartanya(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wartanya]:
    """An open copy of the sample index, shared by the tests of a module."""
    data = tmp_path_factory.mktemp("open") / "data"
    shutil.copytree(sample_index, data)
    with Wartanya(data) as opened:
        yield opened
