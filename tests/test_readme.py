"""What the README shows works as shown."""

import re
import shlex
from pathlib import Path

import pytest

from rag.cli import build_parser

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    line.split("#")[0].strip()
    for language, block in BLOCKS
    for line in block.splitlines()
    if language == "sh" and line.startswith("wartanya ")
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_line_is_understood(command):
    build_parser({}).parse_args(shlex.split(command)[1:])


def test_the_python_example_runs(wartanya, monkeypatch, capsys):
    code = next(block for language, block in BLOCKS if language == "python")

    class Opened:
        """The samples' index, whatever directory the example names."""

        def __init__(self, data):
            assert data == "wartanya-data"

        def __enter__(self):
            return wartanya

        def __exit__(self, *raised):
            return None

    monkeypatch.setattr("rag.wartanya.Wartanya", Opened)
    exec(compile(code, "README.md", "exec"), {})
    printed = capsys.readouterr().out.strip().splitlines()
    assert "kerja sama" in "\n".join(printed)


def test_every_link_within_the_project_leads_somewhere():
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
