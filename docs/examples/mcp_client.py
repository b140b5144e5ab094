"""Ask Wartanya through MCP, with the official client (the package `mcp`, which Wartanya brings).

python mcp_client.py http://127.0.0.1:7860/mcp "Berapa ketinggian air di Kampung Sumur?"
python mcp_client.py wartanya-data "Berapa ketinggian air di Kampung Sumur?"

The first asks a server that runs (`wartanya chat`); the second starts one over a data directory.
A server that requires keys takes one from $WARTANYA_KEY.
"""

import asyncio
import os
import sys
from contextlib import AsyncExitStack

import httpx2
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client


async def main(server: str, question: str) -> None:
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(await connect(server, stack))
        result = await client.call_tool("ask", {"question": question})
        if result.is_error or result.structured_content is None:
            sys.exit(" ".join(part.text for part in result.content if part.type == "text"))
        answer = result.structured_content
        for sentence in answer["sentences"]:
            print(sentence["text"], *(f"[{marker}]" for marker in sentence["citations"]))
        for cited in answer["citations"]:
            place = f"{cited['article_id']}, characters {cited['start']}-{cited['end']}"
            print(f"\n[{cited['marker']}] {cited['title']} ({place})\n{cited['text']}")


async def connect(server: str, stack: AsyncExitStack) -> Client:
    """A client of a running server, or of one that is started here."""
    if not server.startswith(("http://", "https://")):
        arguments = ["mcp", "--data", server]
        return Client(StdioServerParameters(command="wartanya", args=arguments))
    key = os.environ.get("WARTANYA_KEY")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    http = await stack.enter_async_context(httpx2.AsyncClient(headers=headers, timeout=60))
    return Client(streamable_http_client(server, http_client=http))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
