"""A language model behind an OpenAI-compatible address, where one is configured.

Ollama, vLLM, llama.cpp's server or a cloud, through LlamaIndex's OpenAILike. What a model writes
is untrusted input; its key is in no message, log or record.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from index.errors import WartanyaError

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

T = TypeVar("T")

TIMEOUT = 60.0  # seconds for an answer, retries included
_NO_KEY = "none"  # servers that want no key take any; without one OpenAI's client looks for its own
# OpenAI's client repeats a request so often, and LlamaIndex all that so often less one: with 1, a
# request is made at most twice, and a wait that the server asks for is kept.
_RETRIES = 1


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Which model, where. ``url`` ends where '/chat/completions' would follow, as in '.../v1'."""

    url: str
    name: str
    key: str | None = field(default=None, repr=False)
    timeout: float = TIMEOUT


def configured(url: str | None, name: str | None, key: str | None = None) -> LanguageModel:
    """The model that the settings name; empty is as not set.

    Raises WartanyaError where they name none, or the address is no plain http(s) one.
    """
    unset = [
        setting
        for setting, value in (("WARTANYA_LLM_URL", url), ("WARTANYA_LLM_MODEL", name))
        if not value
    ]
    if not url or not name:
        raise WartanyaError(
            f"no language model: {' and '.join(unset)} not set: set WARTANYA_LLM_URL to the "
            "address of an OpenAI-compatible server, as http://127.0.0.1:11434/v1, "
            "WARTANYA_LLM_MODEL to the model's name and, where it wants one, WARTANYA_LLM_KEY"
        )
    try:
        parts = urlsplit(url)
        plain = parts.scheme in {"http", "https"} and bool(parts.hostname)
        hidden = parts.username is not None or parts.password is not None or parts.query
        _ = parts.port  # read to be checked
    except ValueError:
        plain, hidden = False, ""
    if not plain or hidden or not url.isprintable():
        # The address isn't repeated: a key may stand in it.
        raise WartanyaError(
            "WARTANYA_LLM_URL: not a plain http or https address: write it as "
            "http://127.0.0.1:11434/v1, with the key in WARTANYA_LLM_KEY"
        )
    if key and not (key.isascii() and key.isprintable() and " " not in key):
        raise WartanyaError(
            "WARTANYA_LLM_KEY: has a character that no key has: copy it again, without line breaks"
        )
    return LanguageModel(url.rstrip("/"), name, key or None)


@asynccontextmanager
async def connected(model: LanguageModel) -> AsyncIterator["LLM"]:
    """The model as LlamaIndex's, for this event loop. Nothing is sent before it is asked.

    Straight to the address: no proxy, no redirect, no setting of OpenAI's own environment.
    """
    import httpx
    from llama_index.llms.openai_like import OpenAILike

    async with httpx.AsyncClient(timeout=model.timeout, trust_env=False) as client:
        yield OpenAILike(
            model=model.name,
            api_base=model.url,
            api_key=model.key or _NO_KEY,
            is_chat_model=True,
            temperature=0.0,
            timeout=model.timeout,
            max_retries=_RETRIES,
            async_http_client=client,
        )


async def answered(model: LanguageModel, asking: Awaitable[T]) -> T:
    """What the model answers, within its timeout: an own deadline, as a byte a second never ends.

    Raises WartanyaError naming the address and the mend where it is down, slow, or refuses, or
    where what comes back is no answer of an OpenAI-compatible server.
    """
    import openai

    try:
        async with asyncio.timeout(model.timeout):
            return await asking
    except (openai.OpenAIError, TimeoutError) as error:
        raise WartanyaError(f"{model.url}: {_mend(error, model)}") from error
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # LlamaIndex takes the parts of an answer unchecked: a page of HTML, JSON without choices.
        raise WartanyaError(
            f"{model.url}: not an answer of an OpenAI-compatible server: correct WARTANYA_LLM_URL"
        ) from error


def without_key(text: str, model: LanguageModel) -> str:
    """The text with the key struck out, should a server have written it back."""
    return text.replace(model.key, "***") if model.key else text


def _mend(error: Exception, model: LanguageModel) -> str:
    """What was found and what to do; never the server's own words, which may hold the key."""
    import openai

    match error:
        case TimeoutError() | openai.APITimeoutError():
            return f"no answer within {model.timeout:g} s: see whether the server is overloaded"
        case openai.APIConnectionError():
            return "not reached: start the server or correct WARTANYA_LLM_URL"
        case openai.AuthenticationError() | openai.PermissionDeniedError():
            return f"refused the key ({error.status_code}): correct WARTANYA_LLM_KEY"
        case openai.NotFoundError():
            return (
                f"has no model '{model.name}', or is not the API's address (404): correct "
                "WARTANYA_LLM_MODEL or WARTANYA_LLM_URL"
            )
        case openai.RateLimitError():
            return "too many requests, or none left to spend (429): wait, or raise the limit"
        case openai.APIStatusError():
            return f"failed with status {error.status_code}: see the server's log"
        case _:
            return f"no usable answer ({type(error).__name__}): see the server's log"
