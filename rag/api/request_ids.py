"""An id for each request, in every line that is logged on its way."""

import logging
import re
import uuid
from contextvars import ContextVar

HEADER = "x-request-id"
current: ContextVar[str] = ContextVar("request_id", default="")

_SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")


def given_or_new(given: str | None) -> str:
    """The client's own id where it is a plain one, else a random one."""
    return given if given and _SANE.fullmatch(given) else uuid.uuid4().hex


class Formatter(logging.Formatter):
    """Puts the id of the request that a line is about before it."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        request_id = current.get()
        return f"{request_id} {line}" if request_id else line


def log_ids() -> None:
    """Have the root logger's lines carry ids; for an entry point that has set logging up."""
    for handler in logging.getLogger().handlers:
        handler.setFormatter(Formatter(logging.BASIC_FORMAT))
