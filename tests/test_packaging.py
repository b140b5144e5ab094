"""The wheel and the source distribution hold what an installed Wartanya needs."""

import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

from tests.packaged import try_out

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OURS = {"index", "rag"}  # the import names; no other may be taken in a user's environment
MADE = shutil.ignore_patterns(
    ".*_cache", ".cache", ".git", ".hypothesis", ".venv*", "__pycache__", "*.egg-info", "build",
    "dist", "site", "wartanya-data",
)  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution, and the wheel that was built from it alone."""
    pytest.importorskip("build", reason="the package `build` is not installed")
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(ROOT, folder / "tree", ignore=MADE)
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), "tree"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return next(built.glob("*.whl"))


def own_files() -> set[str]:
    """Every file of the two packages, but for what Python makes of them."""
    return {
        str(path.relative_to(ROOT))
        for name in OURS
        for path in (ROOT / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_has_every_file_of_the_packages_and_no_other(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == own_files()


def test_the_source_distribution_can_be_tested(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("*.py")}
    wanted |= {str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md")}
    wanted |= {"constraints.txt", "CHANGELOG.md", "LICENSE", "README.md", "app.py", "mkdocs.yml"}
    wanted |= {".ci/run", "tests/quality/floors.json", "tests/data/statements.jsonl"}
    assert wanted | own_files() <= held
    assert not [name for name in held if name.endswith((".pyc", ".ipynb_checkpoints"))]


def test_the_metadata_say_what_it_is(wheel: Path) -> None:
    said = metadata(wheel)
    assert said["Name"] == "wartanya"
    assert said["Version"] == PROJECT["version"]
    assert said["Requires-Python"] == ">=3.11"
    assert said["License-Expression"] == "Apache-2.0 AND CC-BY-SA-4.0"  # the code, the weights
    assert said.get_all("License-File") == ["LICENSE", "rag/reader.LICENSE.md"]
    assert said["Description-Content-Type"] == "text/markdown"
    assert str(said.get_payload()).startswith("# Wartanya")
    classifiers = said.get_all("Classifier") or []
    assert "Natural Language :: Indonesian" in classifiers
    assert "Typing :: Typed" in classifiers


def test_the_changelog_tells_of_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {PROJECT['version']}" in changelog or "## Unreleased" in changelog


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        return message_from_bytes(archive.read(name))


def test_an_installed_wheel_works_away_from_the_source(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, symlinks=True)
    site = next(environment.glob("lib/python*/site-packages"))
    # What it depends on comes from here; a path that is added so has its own .pth files not read,
    # so the source tree, installed editable, doesn't come along.
    (site / "here.pth").write_text(str(Path(pytest.__file__).parents[1]))
    pip = [sys.executable, "-m", "pip", "--python", str(environment / "bin" / "python")]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", "--quiet", wheel], check=True)
    folder = tmp_path / "empty"
    folder.mkdir()
    try_out(environment, PROJECT["version"], folder)


def test_another_programs_app_is_not_started(wheel: Path) -> None:
    """Many programs have an app.py, and PYTHONPATH may lead to it first."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith("entry_points.txt"))
        entry = archive.read(name).decode()
    assert entry.split() == ["[console_scripts]", "wartanya", "=", "rag.cli:main"]
