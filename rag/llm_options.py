"""Which language model the command line's options and the environment's settings name."""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from index.errors import WartanyaError
from rag.llm import CONTEXT, TIMEOUT, LanguageModel, configured, is_key
from rag.textfile import one_line

_LONGEST_KEY = 10_000  # bytes of a key's file; a longer one is another file


@dataclass(frozen=True, slots=True)
class _Settings:
    """What the environment says. Not in a repr: a key is among it, and may stand in the address."""

    url: str | None = field(repr=False)
    name: str | None = field(repr=False)
    key: str | None = field(repr=False)
    context: str | None = field(repr=False)
    timeout: str | None = field(repr=False)

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Self:
        names = ("URL", "MODEL", "KEY", "CONTEXT", "TIMEOUT")
        return cls(*(environment.get(f"WARTANYA_LLM_{name}") for name in names))


class _NoKey(argparse.Action):
    """Refuses a key that is given as an option, without repeating it."""

    def __call__(self, parser: argparse.ArgumentParser, *given: object) -> None:
        parser.error("no key on the command line: --llm-key-file FILE, or $WARTANYA_LLM_KEY")


def add_options(
    parser: argparse.ArgumentParser, environment: Mapping[str, str], *, optional: bool = True
) -> None:
    """Add the options that name a language model; ``optional``: also the one that names none.

    A key is no option: a command's words are there for every user of the machine to read.
    """
    group = parser.add_argument_group(
        "language model",
        "An OpenAI-compatible server that may be asked. Each option takes the place of a setting "
        "of the environment.",
    )
    group.add_argument(
        "--llm-url",
        metavar="URL",
        help="its address, as http://127.0.0.1:11434/v1 ($WARTANYA_LLM_URL)",
    )
    group.add_argument("--llm-model", metavar="NAME", help="its name ($WARTANYA_LLM_MODEL)")
    group.add_argument(
        "--llm-key-file",
        type=Path,
        metavar="FILE",
        help="holds its key, where it wants one ($WARTANYA_LLM_KEY is the key itself)",
    )
    # Else argparse takes it for the file's option shortened, and a key for a file's name.
    group.add_argument("--llm-key", action=_NoKey, help=argparse.SUPPRESS)
    group.add_argument(
        "--llm-context",
        metavar="TOKENS",
        help=f"of prompt and answer (default: {CONTEXT}, or $WARTANYA_LLM_CONTEXT)",
    )
    group.add_argument(
        "--llm-timeout",
        metavar="SECONDS",
        help=f"for an answer (default: {TIMEOUT:g}, or $WARTANYA_LLM_TIMEOUT)",
    )
    if optional:
        group.add_argument(
            "--no-llm", action="store_true", help="ask none, whatever the settings name"
        )
    parser.set_defaults(llm_settings=_Settings.of(environment))


def language_model(options: argparse.Namespace) -> LanguageModel | None:
    """The model that is named; None where none is, or none is wanted.

    Raises WartanyaError where it is named by halves, or can't be used.
    """
    settings: _Settings = options.llm_settings
    given = (options.llm_url, options.llm_model, options.llm_key_file)
    named = any(given) or any((settings.url, settings.name, settings.key))
    return named_model(options) if named and not options.no_llm else None


def named_model(options: argparse.Namespace) -> LanguageModel:
    """The model that is named. Raises WartanyaError where none is, or it can't be used."""
    settings: _Settings = options.llm_settings
    return configured(
        options.llm_url or settings.url,
        options.llm_model or settings.name,
        settings.key if options.llm_key_file is None else _key_in(options.llm_key_file),
        _context(options.llm_context or settings.context),
        _timeout(options.llm_timeout or settings.timeout),
    )


def _key_in(path: Path) -> str:
    """The key that a file holds. No part of what stands in it is told."""
    try:
        with path.open("rb") as file:
            content = file.read(_LONGEST_KEY + 1)
    except OSError as error:
        raise WartanyaError(f"{path}: not readable ({error.strerror}): check the path") from error
    key = content.decode("utf-8-sig", "replace").strip()
    if len(content) > _LONGEST_KEY or not key or not is_key(key):
        raise WartanyaError(f"{path}: holds no key: write the key alone into it, on one line")
    return key


def _context(text: str | None) -> int:
    if not text:
        return CONTEXT
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise WartanyaError(
            f"WARTANYA_LLM_CONTEXT (--llm-context): '{one_line(text[:40])}' is no number: give "
            f"tokens, as {CONTEXT}"
        )
    return int(text)


def _timeout(text: str | None) -> float:
    if not text:
        return TIMEOUT
    try:
        return float(text)
    except ValueError:
        raise WartanyaError(
            f"WARTANYA_LLM_TIMEOUT (--llm-timeout): '{one_line(text[:40])}' is no number: give "
            f"seconds, as {TIMEOUT:g}"
        ) from None
