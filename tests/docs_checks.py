"""What can be said of a code block without running it, by its language."""

import ast
import configparser
import json
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from rag.cli import _with_default_command, build_parser
from tests.docs_blocks import Block

ROOT = Path(__file__).parents[1]
DOCKER = set(
    "FROM RUN CMD LABEL EXPOSE ENV ADD COPY ENTRYPOINT VOLUME USER WORKDIR ARG STOPSIGNAL "
    "HEALTHCHECK SHELL".split()
)
UNIT = {"Unit", "Service", "Install", "Socket", "Timer"}


def check(block: Block) -> None:
    """Raise where the block is not what its language wants.

    AssertionError, SyntaxError, ValueError, SystemExit or CalledProcessError, as the check has it;
    KeyError where nothing is known of the language.
    """
    CHECKS[block.language](block.code)


def understood(words: list[str]) -> None:
    """Raise SystemExit where these aren't the arguments of a ``wartanya`` command."""
    build_parser({}).parse_args(_with_default_command(words))


def _shell(code: str) -> None:
    """Bash can read it, its ``wartanya`` commands are understood, its Python scripts exist."""
    subprocess.run(["bash", "-n"], input=code, text=True, check=True)
    for words in map(_without_sudo, _commands(code)):
        if Path(words[0]).name == "wartanya":
            understood(words[1:])
        if Path(words[0]).name in {"python", "python3"}:
            _script(words[1:])


def _commands(code: str) -> Iterator[list[str]]:
    """The words of each simple command, without what is set in front of it."""
    for line in code.replace("\\\n", " ").splitlines():
        words: list[str] = []
        for word in [*shlex.shlex(line, posix=True, punctuation_chars=True), ";"]:
            if set(word) <= set("();<>|&{}"):
                if words:
                    yield words
                words = []
            elif words or not re.match(r"\w+=", word):
                words.append(word)


def _without_sudo(words: list[str]) -> list[str]:
    if words[0] != "sudo":
        return words
    return words[3:] if words[1] == "-u" else words[1:]


def _script(words: list[str]) -> None:
    """A module is installed; a script of this project is there and knows its options."""
    if words[0] == "app.py":
        understood(words[1:])
        return
    if words[0] == "-m" and words[1].split(".")[0] not in {"index", "rag", "tests"}:
        assert find_spec(words[1]) is not None, words
        return
    module = words[1].replace(".", "/") if words[0] == "-m" else words[0].removesuffix(".py")
    home = ROOT / module
    source = home / "__main__.py" if home.is_dir() else home.with_suffix(".py")
    text = source.read_text(encoding="utf-8")
    unknown = [o for o in words if o.startswith("--") and f'"{o.split("=")[0]}"' not in text]
    assert not unknown, f"{source}: no {unknown}"


def _json_lines(code: str) -> None:
    for line in code.splitlines():
        json.loads(line)


def _yaml(code: str) -> None:
    for text in _texts(yaml.safe_load(code)):
        if text.startswith("wartanya "):
            understood(shlex.split(text)[1:])


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def _unit(code: str) -> None:
    """A systemd unit: known sections, no line outside of one, commands that are understood."""
    unit = configparser.RawConfigParser(strict=False)
    # As the documentation has it, to keep the case of names.
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(code)
    assert set(unit.sections()) <= UNIT, unit.sections()
    for section in unit.sections():
        for key, value in unit[section].items():
            if key.startswith("Exec") and "wartanya" in Path(value.split()[0]).name:
                understood(shlex.split(value)[1:])


def _docker(code: str) -> None:
    """A container file: known instructions, sources that exist, a command that is understood."""
    for line in re.sub(r"\\\n", " ", code).splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        instruction, _, rest = line.strip().partition(" ")
        assert instruction in DOCKER, line
        if instruction == "COPY" and "--from" not in rest:
            for source in [word for word in rest.split() if not word.startswith("--")][:-1]:
                assert source == "." or any(ROOT.glob(source.removeprefix("./"))), line
        if instruction in {"CMD", "ENTRYPOINT"} and rest.startswith("["):
            words = json.loads(rest)
            if Path(words[0]).name == "wartanya" and len(words) > 1:
                understood(words[1:])


def _braces(code: str) -> None:
    """nginx or Caddy: braces that match."""
    depth = 0
    for line in code.splitlines():
        bare = line.split("#")[0].rstrip()
        depth += bare.count("{") - bare.count("}")
        assert depth >= 0, line
    assert depth == 0


def _nginx(code: str) -> None:
    """Braces that match, and every directive ended."""
    _braces(code)
    ended = re.sub(r"#.*", "", code)
    for line in filter(None, map(str.strip, ended.splitlines())):
        assert line.endswith((";", "{", "}")), line


def _javascript(code: str) -> None:
    node = shutil.which("node")
    if node is not None:
        checked = [node, "--input-type=module", "--check", "-"]
        subprocess.run(checked, input=code, text=True, check=True)


def _text(code: str) -> None:
    """A drawing, or what a command prints; the latter is compared where it is run."""


CHECKS: dict[str, Callable[[str], Any]] = {
    "caddy": _braces,
    "dockerfile": _docker,
    "ini": _unit,
    "js": _javascript,
    "json": json.loads,
    "jsonl": _json_lines,
    "nginx": _nginx,
    "python": ast.parse,
    "sh": _shell,
    "text": _text,
    "toml": tomllib.loads,
    "yaml": _yaml,
}
