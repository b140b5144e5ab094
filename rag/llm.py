"""A language model behind an OpenAI-compatible address, where one is configured.

Ollama, vLLM, llama.cpp's server or a cloud, through LlamaIndex's OpenAILike. What a model writes
is untrusted input; its key is in no message, log or record.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Iterator
from contextlib import aclosing, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from index.errors import WartanyaError

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

T = TypeVar("T")

TIMEOUT = 60.0  # seconds for an answer, retries included
CONTEXT = 4096  # tokens of prompt and answer: what Ollama gives a model that it isn't told more of
LEAST_CONTEXT = 1000  # with less, no passage fits between the rules and an answer
LONGEST_TIMEOUT = 3600.0
_NO_KEY = "none"  # servers that want no key take any; without one OpenAI's client looks for its own
# OpenAI's client repeats a request so often, and LlamaIndex all that so often less one: with 1, a
# request is made at most twice, and a wait that the server asks for is kept.
_RETRIES = 1


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Which model, where. ``url`` ends where '/chat/completions' would follow, as in '.../v1'.

    ``timeout`` is in seconds, ``context`` the tokens that prompt and answer may have together.
    """

    url: str
    name: str
    key: str | None = field(default=None, repr=False)
    timeout: float = TIMEOUT
    context: int = CONTEXT


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of what a model writes. ``tokens`` it has written so far, where its server tells;
    ``cut``: it was stopped for having written as much as it may."""

    text: str
    tokens: int | None = None
    cut: bool = False


def configured(
    url: str | None,
    name: str | None,
    key: str | None = None,
    context: int = CONTEXT,
    timeout: float = TIMEOUT,
) -> LanguageModel:
    """The model that the settings name; empty is as not set.

    Raises WartanyaError where they name none, the address is no plain http(s) one, or the context
    (tokens) or the timeout (seconds) can't be used.
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
            "WARTANYA_LLM_MODEL to the model's name and, where it wants one, WARTANYA_LLM_KEY; on "
            "the command line --llm-url, --llm-model and --llm-key-file do the same"
        )
    _check_address(url)
    if key and not is_key(key):
        raise WartanyaError(
            "WARTANYA_LLM_KEY: has a character that no key has: copy it again, without line breaks"
        )
    if context < LEAST_CONTEXT:
        raise WartanyaError(
            f"WARTANYA_LLM_CONTEXT: {context} tokens are too few for passages and an answer: "
            f"give {LEAST_CONTEXT} or more"
        )
    if not 0 < timeout <= LONGEST_TIMEOUT:
        raise WartanyaError(
            f"WARTANYA_LLM_TIMEOUT: {timeout:g} is no time to wait: give seconds, "
            f"at most {LONGEST_TIMEOUT:g}"
        )
    return LanguageModel(url.rstrip("/"), name, key or None, timeout, context)


def is_key(text: str) -> bool:
    """Whether a request's header can carry it."""
    return text.isascii() and text.isprintable() and " " not in text


def _check_address(url: str) -> None:
    """Raise WartanyaError for what is no plain http(s) address."""
    try:
        parts = urlsplit(url)
        plain = parts.scheme in {"http", "https"} and bool(parts.hostname)
        hidden = parts.username is not None or parts.password is not None
        hidden = hidden or bool(parts.query or parts.fragment)
        _ = parts.port  # read to be checked
    except ValueError:
        plain, hidden = False, False
    if not plain or hidden or not url.isprintable():
        # The address isn't repeated: a key may stand in it.
        raise WartanyaError(
            "WARTANYA_LLM_URL: not a plain http or https address: write it as "
            "http://127.0.0.1:11434/v1, with the key in WARTANYA_LLM_KEY"
        )


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
    with _failures_named(model):
        async with asyncio.timeout(model.timeout):
            return await asking


async def streamed(
    model: LanguageModel, system: str, prompt: str, most_tokens: int
) -> AsyncGenerator[Piece]:
    """What the model writes, piece by piece, within its timeout from the first request on.

    Close it to end the request. Raises WartanyaError as `answered`, between pieces too.
    """
    from llama_index.core.llms import ChatMessage

    messages = [
        ChatMessage(role="system", content=system),
        ChatMessage(role="user", content=prompt),
    ]
    end = asyncio.get_running_loop().time() + model.timeout
    async with connected(model) as llm:
        with _failures_named(model):
            async with asyncio.timeout_at(end):
                chunks = await llm.astream_chat(
                    messages, max_tokens=most_tokens, stream_options={"include_usage": True}
                )
        ended = False
        async with aclosing(chunks):
            while True:
                with _failures_named(model):
                    async with asyncio.timeout_at(end):  # not around the whole: we wait for takers
                        chunk = await anext(chunks, None)
                if chunk is None:
                    break
                ended = ended or _stop(chunk) is not None
                yield _piece(chunk)
        if not ended:  # the connection was closed, and nobody said that this was all
            yield Piece("", cut=True)


def _piece(chunk: Any) -> Piece:
    """A chunk of LlamaIndex's, whose raw parts may be anything."""
    usage = getattr(chunk.raw, "usage", None)
    tokens = getattr(usage, "completion_tokens", None)
    text = chunk.delta if isinstance(chunk.delta, str) else ""
    return Piece(text, tokens if isinstance(tokens, int) else None, _stop(chunk) == "length")


def _stop(chunk: Any) -> object:
    """Why a model stopped, None where it goes on."""
    choices = getattr(chunk.raw, "choices", None) or [None]
    return getattr(choices[0], "finish_reason", None)


@contextmanager
def _failures_named(model: LanguageModel) -> Iterator[None]:
    """Raises every way in which a server fails as WartanyaError."""
    import httpx
    import openai

    try:
        yield
    except (openai.OpenAIError, httpx.HTTPError, TimeoutError) as error:
        raise WartanyaError(f"{model.url}: {_mend(error, model)}") from error
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # LlamaIndex takes the parts of an answer unchecked: a page of HTML, JSON without choices.
        raise WartanyaError(
            f"{model.url}: not an answer of an OpenAI-compatible server: correct WARTANYA_LLM_URL"
        ) from error


def without_key(text: str, model: LanguageModel) -> str:
    """The text with the key struck out, should a server have written it back."""
    return text.replace(model.key, "***") if model.key else text


class Unkeyed:
    """Strikes the key out of a text that comes in pieces, of which it may span several."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self._held = ""

    def take(self, piece: str) -> str:
        """What can be shown now: all but an end that may be the key's beginning."""
        text = without_key(self._held + piece, self._model)
        key = self._model.key or ""
        held = next((n for n in range(len(key) - 1, 0, -1) if text.endswith(key[:n])), 0)
        self._held = text[len(text) - held :]
        return text[: len(text) - held]

    def rest(self) -> str:
        """What was held back and proved to be no key."""
        return self._held


def _mend(error: Exception, model: LanguageModel) -> str:
    """What was found and what to do; never the server's own words, which may hold the key."""
    import httpx
    import openai

    match error:
        case TimeoutError() | openai.APITimeoutError() | httpx.TimeoutException():
            return f"no answer within {model.timeout:g} s: see whether the server is overloaded"
        case httpx.HTTPError():
            return "broke off in the middle of its answer: see the server's log"
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
