"""What a chat request asks: its question, and nothing that an answer from articles can't be."""

from collections.abc import Sequence
from contextlib import suppress
from http import HTTPStatus
from typing import Final

from rag.api.openai_models import ChatRequest, Message
from rag.api.problems import Fault, Problem

_WHY: Final = {
    "tools": "no tool is ever called; leave it out",
    "functions": "no function is ever called; leave it out",
    "tool_choice": "no tool is ever called; leave it out, or say 'none'",
    "function_call": "no function is ever called; leave it out, or say 'none'",
    "response_format": "an answer is text, and its JSON is in message.wartanya; leave it out",
    "logprobs": "no words are sampled, so none have probabilities; leave it out",
    "top_logprobs": "no words are sampled, so none have probabilities; leave it out",
    "audio": "an answer is text; leave it out",
    "modalities": "an answer is text; leave it out, or say ['text']",
    "n": "a question has one answer; leave it out, or say 1",
    "web_search_options": "only the articles here are searched; leave it out",
}


def refuse_unsupported(asked: ChatRequest) -> None:
    """Problem 400, naming the parameter, for what would make the answer another kind of thing."""
    wanted = {
        "tools": bool(asked.tools),
        "functions": bool(asked.functions),
        "tool_choice": asked.tool_choice not in (None, "none", "auto"),
        "function_call": asked.function_call not in (None, "none", "auto"),
        "response_format": asked.response_format not in (None, {"type": "text"}),
        "logprobs": bool(asked.logprobs),
        "top_logprobs": bool(asked.top_logprobs),
        "audio": asked.audio is not None,
        "modalities": asked.modalities not in (None, ["text"]),
        "n": asked.n not in (None, 1),
        "web_search_options": asked.web_search_options is not None,
    }
    for parameter, why in _WHY.items():
        if wanted[parameter]:
            raise _refusal("unsupported-parameter", parameter, why)


def question_of(messages: Sequence[Message]) -> str:
    """The question of a conversation: its last user message.

    Problem 400 where nobody asks, or the question is more than text.
    """
    places = _asking(messages)
    if not places:
        raise _refusal(
            "no-question", "messages", "no message has the role 'user'; add the question"
        )
    return _text(messages[places[-1]], f"messages/{places[-1]}/content")


def earlier_of(messages: Sequence[Message]) -> list[str]:
    """What users asked before the question, oldest first; what isn't text is left out."""
    texts = []
    for place in _asking(messages)[:-1]:
        with suppress(Problem):
            texts.append(_text(messages[place], ""))
    return texts


def _asking(messages: Sequence[Message]) -> list[int]:
    """Which of the messages are a user's."""
    return [place for place, message in enumerate(messages) if message.role == "user"]


def _text(message: Message, pointer: str) -> str:
    if message.content is None:
        raise _refusal("no-question", pointer, "there is none; write the question")
    if isinstance(message.content, str):
        return message.content
    texts = []
    for place, part in enumerate(message.content):
        if part.type != "text" or part.text is None:
            why = "only parts of the type 'text' are read; leave the others out"
            raise _refusal("unsupported-content", f"{pointer}/{place}", why)
        texts.append(part.text)
    return "\n".join(texts)


def _refusal(kind: str, pointer: str, why: str) -> Problem:
    detail = "This can't be asked here."
    return Problem(
        HTTPStatus.BAD_REQUEST, kind, detail, faults=[Fault("body", f"#/{pointer}", why)]
    )
