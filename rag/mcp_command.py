"""The command that serves the articles to an MCP client over standard input and output."""

import argparse
from typing import Any

from rag.index_commands import open_wartanya


def register(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the command."""
    mcp = commands.add_parser(
        "mcp",
        parents=[shared],
        help="serve the articles to an MCP client",
        description="Serve the articles over standard input and output to the MCP client that "
        "starts this, until the client ends it. The chat page serves the same over HTTP, at /mcp.",
    )
    mcp.set_defaults(command=_mcp)


def _mcp(options: argparse.Namespace) -> int:
    from rag.mcp.stdio import serve

    serve(lambda: open_wartanya(options))
    return 0
