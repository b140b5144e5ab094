"""The articles and their answers as an MCP server: over stdio, and beside the page over HTTP."""
