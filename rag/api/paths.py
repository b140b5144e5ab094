"""Which paths are the API's; all others are the page's."""

API = frozenset({"api", "v1", "mcp", "health", "ready", "metrics"})
SHARED = frozenset({"api", "v1"})  # other sites that were allowed may call these
ALWAYS_OPEN = "/health"
COUNTED = frozenset({"api", "v1", "mcp"})  # against a caller's requests a minute


def root(path: str) -> str:
    """The first part of a path: 'api' of '/api/ask'."""
    return path.lstrip("/").partition("/")[0]


def is_api(path: str) -> bool:
    """Whether the API answers at this path, if only with 'not found'."""
    return root(path) in API
