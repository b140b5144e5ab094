"""Errors as RFC 9457 problem details."""

from http import HTTPStatus


class Problem(Exception):
    """A request that can't be met: what is wrong, and the mend.

    ``kind`` is a short stable name in kebab case, the end of the problem's type; ``detail`` is one
    sentence for a person, without article text or secrets; ``headers`` go with the response.
    """

    def __init__(
        self,
        status: HTTPStatus,
        kind: str,
        detail: str,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.kind = kind
        self.detail = detail
        self.headers = headers or {}
