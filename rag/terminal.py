"""What commands print."""

import json
import sys
from typing import Any, TextIO


def write(text: str, file: TextIO | None = None) -> None:
    """Print a line. A terminal that can't show a character gets '?', never a traceback."""
    stream = file or sys.stdout
    encoding = stream.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), file=stream)


def complain(problem: object) -> None:
    """Print a line on standard error, as all that goes wrong is told."""
    write(f"wartanya: {problem}", sys.stderr)


def as_json(value: dict[str, Any]) -> str:
    """A value on one line, its letters as they are."""
    return json.dumps(value, ensure_ascii=False)
