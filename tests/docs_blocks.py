"""The code blocks of a Markdown page, with what the page says of running them."""

import re
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

_NOT_RUN = re.compile(r"<!--\s*not run:\s*(.+?)\s*-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block, or an indented one, whose ``language`` is ''.

    ``line`` counts from 1 and is the block's first line of code. ``not_run`` is the reason that a
    comment right above gives for not running it, None where it is to be run. ``output`` is the
    `text` block right below, None where there is none: what running it prints, with '…' for
    whatever else.
    """

    page: Path
    line: int
    language: str
    code: str
    not_run: str | None
    output: str | None

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def blocks(page: Path) -> list[Block]:
    """All code blocks of a page, in its order."""
    tokens = MarkdownIt().parse(page.read_text(encoding="utf-8"))
    found = []
    for above, token, below in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        if token.type not in {"fence", "code_block"} or token.map is None:
            continue
        found.append(
            Block(
                page=page,
                line=token.map[0] + (2 if token.type == "fence" else 1),
                language=_language(token),
                code=token.content,
                not_run=_reason(above),
                output=below.content if below and _language(below) == "text" else None,
            )
        )
    return found


def prints(block: Block, printed: str) -> bool:
    """Whether what was printed is what the page shows, '…' standing for anything.

    A last line that is '…' alone stands for more lines, or none.
    """
    assert block.output is not None
    shown = block.output.strip()
    lines = shown.removesuffix("\n…")
    pattern = ".*".join(map(re.escape, lines.split("…"))) + ("(\n.*)?" if lines != shown else "")
    return re.fullmatch(pattern, printed.strip(), re.DOTALL) is not None


def _language(token: Token) -> str:
    return token.info.split()[0] if token.type == "fence" and token.info.strip() else ""


def _reason(above: Token | None) -> str | None:
    if above is None or above.type != "html_block":
        return None
    reason = _NOT_RUN.fullmatch(above.content.strip())
    return reason[1] if reason else None
