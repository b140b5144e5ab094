"""Tries an installed Wartanya in an empty folder, as a user's machine would: from its files alone.

python packaged.py ENVIRONMENT VERSION

ENVIRONMENT is a virtual environment that it is installed in, VERSION the version that should be.
Ends with an AssertionError or CalledProcessError where something is missing.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

NAMES = """
import index, rag
from importlib.resources import files
print(rag.__file__, index.__file__, files("index") / "samples", sep="\\n")
assert all(getattr(rag, name) is not None for name in rag.__all__)
"""
ROW = {"question": "Apa kata Sekjen soal kerja sama?", "speaker": "Danu Wirasakti"}
PATIENCE = 120  # seconds until the page must be there


def try_out(environment: Path, version: str, folder: Path) -> None:
    """Every part that reads files of its own: samples, reader, model, page, report."""
    assert run(environment, folder, "wartanya", "--version") == f"wartanya {version}\n"
    *homes, samples = run(environment, folder, "python", "-c", NAMES).splitlines()
    assert all(Path(home).is_relative_to(environment) for home in homes), homes
    added = run(environment, folder, "wartanya", "index", samples)
    assert "14 added, 0 updated, 0 unchanged, 0 failed" in added, added
    answer = json.loads(run(environment, folder, "wartanya", "ask", "--json", ROW["question"]))
    assert answer["citations"][0]["speaker"] == ROW["speaker"], answer
    (folder / "questions.jsonl").write_text(json.dumps(ROW), encoding="utf-8")
    run(environment, folder, "wartanya", "eval", "questions.jsonl", "--report", "report.html")
    assert "<style" in (folder / "report.html").read_text(encoding="utf-8")
    try_page(environment, folder)


def run(environment: Path, folder: Path, command: str, *arguments: str) -> str:
    done = subprocess.run(
        [environment / "bin" / command, *arguments],
        cwd=folder,
        env=clean(),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        timeout=300,
        check=True,
    )
    return done.stdout


def clean() -> dict[str, str]:
    """This process's environment, without what would bring the source tree in."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | {
        "PYTHONIOENCODING": "utf-8"
    }


def try_page(environment: Path, folder: Path) -> None:
    """The page is served, with its style and its script."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
    command = [str(environment / "bin" / "wartanya"), "chat", "--port", str(port)]
    page = subprocess.Popen(command, cwd=folder, env=clean(), stdout=subprocess.DEVNULL)
    try:
        for path in ("", "page/page.css", "page/page.js"):
            assert fetched(f"http://127.0.0.1:{port}/{path}", page)
    finally:
        page.terminate()
        page.wait(60)


def fetched(url: str, page: subprocess.Popen[bytes]) -> bytes:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert page.poll() is None, "the page has ended"
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as response:
                body: bytes = response.read()
                return body
        except ConnectionError:
            time.sleep(0.1)
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionError):
                raise
            time.sleep(0.1)
    raise AssertionError(f"nothing at {url}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as empty:
        try_out(Path(sys.argv[1]).resolve(), sys.argv[2], Path(empty))
