"""What a fetch that failed says."""

from urllib.parse import urlsplit

from index.errors import WartanyaError

_MAX_SHOWN = 200  # characters of an address in a message


class FetchError(WartanyaError):
    """An address that gave nothing: one line with the address, what was found and the mend.

    ``url`` is the address, not to be shown; ``found`` and ``mend`` the rest of the line; ``status``
    the HTTP status, None where none was answered.
    """

    def __init__(self, url: str, found: str, mend: str, status: int | None = None) -> None:
        super().__init__(" ".join(f"{shown(url)}: {found}; {mend}".split()))
        self.url = url
        self.found = found
        self.mend = mend
        self.status = status


class Refused(FetchError):
    """An address that isn't fetched whatever answers there: no web address, or not a public one."""


class Unreachable(FetchError):
    """A host that isn't known, can't be connected to, or can't be trusted to be what it says."""


def shown(url: str) -> str:
    """An address for a message: without name and password, unprintable characters, or a long end.

    >>> shown("https://ani:rahasia@kabar.example/a")
    'https://kabar.example/a'
    """
    text = "".join(c if c.isprintable() else "\ufffd" for c in url.strip())
    try:
        parts = urlsplit(text)
        if "@" in parts.netloc:
            text = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    except ValueError:
        text = text.rpartition("@")[2]
    return text if len(text) <= _MAX_SHOWN else text[: _MAX_SHOWN - 1] + "…"
