"""What the README and the pages of docs/ show works as shown."""

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from rag.llm import LanguageModel
from rag.wartanya import Wartanya
from rag.web.serving import Running, start
from tests.docs_blocks import Block, blocks, prints
from tests.docs_checks import CHECKS, check
from tests.rag.scripted_model import Reply, ScriptedModel, scripted_model

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
SHOWN = "127.0.0.1:7860"  # the address in the examples
MODEL_SHOWN = "127.0.0.1:11434"  # a language model's
# Blocks that no test runs, each with its reason in the page. One more is a visible choice.
NOT_RUN = {
    "README.md": 2,
    "docs/benchmarks.md": 5,
    "docs/deployment.md": 6,
    "docs/examples.md": 1,
    "docs/http.md": 2,
    "docs/reader.md": 1,
    "docs/start.md": 2,
    "docs/who-said-what.md": 1,
}
# Pages whose `wartanya` commands are run; on others they are read and checked, since a command
# takes seconds and has tests of its own.
COMMANDS_RUN = {"start.md"}
RUN = {"python", "sh", *(["js"] if shutil.which("node") else [])}
# What a block that is run may not call: it would reach the network, or change the machine.
FORBIDDEN = "apt-get docker npm pip podman sudo systemctl useradd".split()

KNOWN = """#!{python}
import os, sys
from rag.cli import _with_default_command, build_parser
build_parser(os.environ).parse_args(_with_default_command(sys.argv[1:]))
"""
CURL = '#!/bin/sh\nexec {curl} --silent --show-error --fail-with-body --max-time 60 "$@"\n'
REFUSED = '#!/bin/sh\necho "$0 $*: mark the block as not run" >&2\nexit 1\n'


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedModel]:
    """What stands in for a language model."""
    with scripted_model(first_sentence) as running:
        yield running


def first_sentence(prompt: str) -> Reply:
    """The first passage's first sentence, and another that nothing supports."""
    passage = re.search(r"^\[1\] [^\n]*\n(DATA-\w+)\n(.*?)\n\1$", prompt, re.DOTALL | re.MULTILINE)
    assert passage is not None
    sentence = passage[2].partition(". ")[0]
    return Reply(f"{sentence} [1]. Mereka berjumlah 999 orang [1].")


@pytest.fixture(scope="module")
def served(wartanya: Wartanya, model: ScriptedModel) -> Iterator[Running]:
    """The sample articles, served on a free port for all pages."""
    wartanya.llm = LanguageModel(model.url, "gemma3")
    running = start(wartanya, port=0)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Commands that stand before the machine's own."""
    folder = tmp_path_factory.mktemp("bin")
    texts = dict.fromkeys(FORBIDDEN, REFUSED)
    texts["wartanya"] = KNOWN.format(python=sys.executable)
    texts["curl"] = CURL.format(curl=shutil.which("curl"))
    for name, text in texts.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture
def folder(
    sample_index: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Path:
    """Where a page's blocks run; the samples are indexed there, but for a page that begins."""
    if request.node.callspec.params["page"].name not in COMMANDS_RUN:
        shutil.copytree(sample_index, tmp_path / "wartanya-data")
    (tmp_path / "docs").symlink_to(DOCS)  # examples are called by their path in the project
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_block_of_a_page_works(
    page: Path, folder: Path, served: Running, model: ScriptedModel, commands: Path
) -> None:
    addresses = {SHOWN: urlsplit(served.url).netloc, MODEL_SHOWN: urlsplit(model.url).netloc}
    names: dict[str, object] = {"__name__": "__main__"}
    for block in blocks(page):
        assert block.language in CHECKS, f"{block}: a block of {block.language or 'no language'}"
        if block.not_run is not None or block.language not in RUN:
            check(block)
        else:
            run(block, addresses, names, folder, commands)


def run(
    block: Block,
    addresses: dict[str, str],
    names: dict[str, object],
    folder: Path,
    commands: Path,
) -> None:
    """Run a block with the addresses that there are in place of those that are shown."""
    code = block.code
    for shown, address in addresses.items():
        code = code.replace(shown, address)
    if block.language == "python":
        printed = run_python(block, code, names)
    elif block.language == "sh":
        printed = run_shell(block, code, addresses[SHOWN], folder, commands)
    else:
        (folder / "block.mjs").write_text(code, encoding="utf-8")
        printed = ended(block, ["node", "block.mjs"], folder, os.environ["PATH"])
    if block.output is not None:
        assert prints(block, printed), f"{block} printed:\n{printed}"


def run_python(block: Block, code: str, names: dict[str, object]) -> str:
    """Run a block with what the blocks above it left; what it printed."""
    placed = "\n" * (block.line - 1) + code
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(placed, block.page, "exec"), names)
    return printed.getvalue()


def run_shell(block: Block, code: str, address: str, folder: Path, commands: Path) -> str:
    own = Path(sys.executable).parent
    if block.page.name in COMMANDS_RUN:
        path = f"{own}:{os.environ['PATH']}"
    else:
        path = f"{commands}:{own}:{os.environ['PATH']}"
    code = f"export WARTANYA_URL=http://{address}\n{code}"
    return ended(block, ["bash", "-euo", "pipefail", "-c", code], folder, path)


def ended(block: Block, command: list[str], folder: Path, path: str) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"{block}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_blocks_that_are_not_run_are_few_and_say_why() -> None:
    marked = [block for page in PAGES for block in blocks(page) if block.not_run is not None]
    counted = {named(page): [b.page for b in marked].count(page) for page in PAGES}
    assert {name: count for name, count in counted.items() if count} == NOT_RUN


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        found = (page.parent / unquote(target)).resolve()
        assert found.exists(), target
        # The site has what is in docs/, and nothing beside it.
        assert page.parent == ROOT or found.is_relative_to(DOCS), target


def test_a_wrong_output_is_told_from_the_right_one() -> None:
    block = Block(DOCS / "x.md", 1, "sh", "", None, "one …\nthree\n")
    assert prints(block, "one or two\nthree\n")
    assert not prints(block, "one or two\nfour\n")
    assert not prints(block, "one or two\nthree\nfour\n")
    more = replace(block, output="one\n…\n")
    assert prints(more, "one\n")
    assert prints(more, "one\ntwo\nthree\n")
    assert not prints(more, "one two\n")
