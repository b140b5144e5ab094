"""The engine's errors as problems, without what only the command line can mend."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from index.errors import Closed, NotFound, WartanyaError
from index.sources.failures import Refused, shown
from rag.api.problems import Problem

_LONGEST = 2000  # characters of a message


@contextmanager
def refused(kind: str) -> Iterator[None]:
    """Turn an error of what the client gave into a problem of this kind, 422."""
    try:
        yield
    except (NotFound, Closed):
        raise  # which have problems of their own
    except WartanyaError as error:
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, kind, said(error)) from error


def said(error: WartanyaError) -> str:
    """The line for a client. Hosts can't be allowed by request, so no mend tells of it."""
    if isinstance(error, Refused):
        line = f"{shown(error.url)}: {error.found}; use a public http or https address"
    else:
        line = str(error)
    whole = line.encode("utf-8", "replace").decode("utf-8")
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1] + "…"
