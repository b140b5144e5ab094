"""The examples of the documentation work."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from rag.cli import build_parser

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
QUESTION = "Berapa ketinggian air di Kampung Sumur?"


def ask(server: str | Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [sys.executable, str(EXAMPLES / "mcp_client.py"), str(server), QUESTION],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PATH": path, "PYTHONIOENCODING": "utf-8"},
        timeout=120,
        check=False,
    )


def test_the_configuration_starts_a_command_that_there_is() -> None:
    configured = json.loads((EXAMPLES / "mcp-client.json").read_text(encoding="utf-8"))
    started = configured["mcpServers"]["wartanya"]
    assert started["command"] == "wartanya"
    options = build_parser({}).parse_args(started["args"])
    assert options.data == Path("/home/sari/wartanya-data")


def test_the_client_asks_a_server_that_it_starts(sample_index: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(sample_index, data)
    done = ask(data)
    assert done.returncode == 0, done.stderr
    first, *rest = done.stdout.splitlines()
    assert "170 sentimeter" in first
    assert first.endswith("[1]")
    assert rest[1].startswith("[1] Banjir Muarajati Rendam Empat Kelurahan")
    assert rest[2] in first
