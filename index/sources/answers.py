"""A response -> what a caller gets of it: content within limits, or why there is none."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import NoReturn
from urllib.parse import urljoin

import httpcore2

from index.sources.addresses import Target
from index.sources.decoding import Damaged, TooLarge, read_bounded
from index.sources.failures import FetchError, Unreachable

WITH_CONTENT = frozenset({200, 203})
_MENDS = {
    401: "it asks for a login; save the page yourself and index the file",
    402: "it asks for payment; save the page yourself and index the file",
    403: "the site refuses; save the page yourself and index the file",
    404: "check the address, or leave it out",
    410: "the page was taken down; leave it out",
    429: "the site asks for fewer requests; try again later",
    451: "the site refuses; leave it out",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave.

    ``url`` is where redirects ended; ``content_type`` in lower case without parameters, '' where
    none was sent; ``charset`` one that Python knows, or None. With ``not_modified`` there is no
    content: it is what ``etag`` and ``last_modified`` of the question stand for.
    """

    url: str
    status: int
    content_type: str
    charset: str | None
    content: bytes
    etag: str | None
    last_modified: str | None
    not_modified: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """How to ask: headers beyond the usual ones, bytes to take, and what to do past these."""

    headers: Mapping[str, str]
    max_bytes: int
    cut: bool  # take the first bytes of a longer answer, instead of failing
    obey: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """One response; ``content`` is empty for a status that has none for us."""

    target: Target
    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)


def read(target: Target, response: httpcore2.Response, ask: Ask) -> Answer:
    """A response within the limit; of a status without an article only its headers."""
    headers = {
        name.decode("latin-1").lower(): value.decode("latin-1")
        for name, value in reversed(response.headers)
    }
    content = b""
    if response.status in WITH_CONTENT:
        encoding = headers.get("content-encoding", "")
        try:
            if int(headers.get("content-length", "0")) > ask.max_bytes and not ask.cut:
                raise TooLarge
            content = read_bounded(response.iter_stream(), encoding, ask.max_bytes, ask.cut)
        except TooLarge:
            found = f"over {ask.max_bytes / 1_000_000:g} MB, too large for an article"
            raise FetchError(target.url, found, "use the address of one article") from None
        except Damaged as error:
            found = f"can't be unpacked (Content-Encoding {error})"
            mend = "save the page yourself and index the file"
            raise FetchError(target.url, found, mend) from None
    return Answer(target, response.status, headers, content)


def fetched(answer: Answer) -> Fetched:
    """What a caller gets of an answer."""
    declared = "".join(filter(str.isprintable, answer.headers.get("content-type", "")))
    message = Message()
    message["Content-Type"] = declared
    return Fetched(
        url=answer.target.url,
        status=answer.status,
        content_type=message.get_content_type() if "/" in declared else "",
        charset=_known(message.get_content_charset()),
        content=answer.content,
        etag=answer.headers.get("etag"),
        last_modified=answer.headers.get("last-modified"),
        not_modified=answer.status == 304,
    )


def _known(charset: str | None) -> str | None:
    name = (charset or "").strip("'\"")
    try:
        b"a".decode(name)
    except (LookupError, ValueError):
        return None
    return name


def location(answer: Answer) -> str:
    """Where a redirect leads; FetchError where it says nowhere."""
    where = answer.headers.get("location", "")
    try:
        # Sent as UTF-8 by servers that don't encode it, and read as Latin-1 above.
        where = where.encode("latin-1").decode("utf-8")
        if where.strip():
            return urljoin(answer.target.url, where.strip())
    except ValueError:
        pass
    raise FetchError(answer.target.url, "leads on to no address", "open it in a browser")


def raise_for(answer: Answer) -> NoReturn:
    """FetchError that says what a status other than success means."""
    status = answer.status
    mend = _MENDS.get(status, "check the address, or try again later")
    raise FetchError(answer.target.url, f"answers with HTTP status {status}", mend, status)


def broken(target: Target, error: Exception) -> FetchError:
    """Why the connection failed, in words that say nothing of the network behind."""
    cause = error.__context__  # the pool of httpcore2 raises "from None", which leaves this
    if isinstance(cause, ssl.SSLCertVerificationError):
        found = f"has a certificate that can't be trusted ({cause.verify_message})"
        return Unreachable(target.url, found, "check the address and this computer's clock")
    if isinstance(cause, ssl.SSLError):
        return Unreachable(target.url, "can't be talked to over TLS", "try http instead of https")
    if isinstance(error, httpcore2.ConnectError):
        return Unreachable(target.url, "can't be connected to", "check your connection, try later")
    return FetchError(target.url, "breaks off, or talks no HTTP", "try again later")
