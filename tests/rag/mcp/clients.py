"""The official client, called from tests that aren't asynchronous."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client
from mcp_types import CallToolResult, ListResourcesResult, TextContent, TextResourceContents


class Connected:
    """A client with an open session."""

    def __init__(self, portal: BlockingPortal, client: Client) -> None:
        self._portal = portal
        self.client = client

    def __call__(self, tool: str, **arguments: Any) -> CallToolResult:
        result: CallToolResult = self._portal.call(self.client.call_tool, tool, arguments)
        return result

    def data(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """The structured result of a call that must succeed."""
        result = self(tool, **arguments)
        assert not result.is_error, text(result)
        assert isinstance(result.structured_content, dict)
        return result.structured_content

    def error(self, tool: str, **arguments: Any) -> str:
        """The line of a call that must fail."""
        result = self(tool, **arguments)
        assert result.is_error
        assert result.structured_content is None
        return text(result)

    def tools(self) -> dict[str, Any]:
        return {tool.name: tool for tool in self._portal.call(self.client.list_tools).tools}

    def resources(self, cursor: str | None = None) -> ListResourcesResult:
        return self._portal.call(lambda: self.client.list_resources(cursor=cursor))

    def templates(self) -> list[str]:
        listed = self._portal.call(self.client.list_resource_templates)
        return [template.uri_template for template in listed.resource_templates]

    def read(self, uri: str) -> TextResourceContents:
        (content,) = self._portal.call(self.client.read_resource, uri).contents
        assert isinstance(content, TextResourceContents)
        return content


def text(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


@contextmanager
def connected(make: Callable[[], Client]) -> Iterator[Connected]:
    """A session of the client that ``make`` gives."""
    with start_blocking_portal() as portal:
        client = portal.call(_made, make)
        with portal.wrap_async_context_manager(client):
            yield Connected(portal, client)


async def _made(make: Callable[[], Client]) -> Client:
    return make()
