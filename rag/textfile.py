"""Text files that a person made: read strictly, written whole."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from index.errors import WartanyaError


def read_bytes(path: Path) -> bytes:
    """The file's bytes, or a WartanyaError that names it."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise WartanyaError(f"{path}: not readable ({error.strerror}): check the path") from error


def decode(content: bytes, name: str) -> str:
    """The text of UTF-8, or of UTF-16 with its mark. Never guesses: wrong letters are worse.

    Raises WartanyaError naming the line of the first byte that is neither.
    """
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        shown = encoding.removesuffix("-sig").upper()
        raise WartanyaError(
            f"{name}: line {line}: byte 0x{content[error.start]:02x} is not {shown}: "
            "save the whole file as UTF-8"
        ) from error


def parse_json(text: str, where: str) -> Any:
    """JSON, or a WartanyaError naming the place that isn't."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, ValueError) else "nested too deep"
        raise WartanyaError(f"{where}: not JSON ({reason})") from error


def one_line(text: str) -> str:
    """The text with a space for every character that would break a line or move a terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def write_whole(path: Path, text: str, *, private: bool = False) -> None:
    """Put the text in place of the file at once, so that nobody ever sees a part of it.

    ``private``: for its owner alone to read. Raises WartanyaError where the folder can't be
    written or the disk is full.
    """
    content = text.encode("utf-8")
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.unlink(missing_ok=True)  # of a run that was killed, with the mode that it had
        mode = 0o600 if private else 0o666
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise WartanyaError(
            f"{path}: not written ({error.strerror}): choose a folder that can be written"
        ) from error
