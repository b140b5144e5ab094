"""Questions as OpenAI's chat completions, whole or in chunks."""

import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Final

from fastapi import Request
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event

from rag.api.answer_schemas import Answer
from rag.api.openai_answers import Written, annotations, written
from rag.api.openai_models import ChatRequest
from rag.api.openai_replies import ChatCompletion, Choice, Reply, Usage
from rag.api.openai_requests import question_of, refuse_unsupported
from rag.api.served import Served

ANSWERER: Final = "wartanya"
# A proxy must not keep the first sentences until the last.
_STREAM_HEADERS: Final = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer and all that a completion tells of it."""

    answer: Answer
    message: Written
    usage: Usage
    created: int = field(default_factory=lambda: int(time.time()))

    @property
    def id(self) -> str:
        """The completion's id."""
        return f"chatcmpl-{self.answer.id}"


async def answered(served: Served, request: Request, asked: ChatRequest) -> Answered:
    """The answer to a conversation's question.

    Problem or WartanyaError where it can't be asked.
    """
    refuse_unsupported(asked)
    question = question_of(asked.messages)

    def answer() -> Answered:
        count = served.wartanya.retriever.embedder.count_tokens
        found = served.wartanya.ask(question)
        served.metrics.answered(found.answerable)
        message = written(found)
        put, told = count(question), count(message.text)
        usage = Usage(prompt_tokens=put, completion_tokens=told, total_tokens=put + told)
        return Answered(Answer.of(found), message, usage)

    return await served.workers.run(request, answer)


def whole(answered: Answered) -> ChatCompletion:
    """The completion in one piece."""
    reply = Reply(
        content=answered.message.text,
        annotations=annotations(answered.message),
        wartanya=answered.answer,
    )
    return ChatCompletion(
        id=answered.id,
        created=answered.created,
        model=ANSWERER,
        choices=[Choice(message=reply)],
        usage=answered.usage,
    )


def streamed(answered: Answered, *, include_usage: bool) -> StreamingResponse:
    """The completion as events: a chunk a sentence, the sources, what closes it, '[DONE]'.

    It begins once the answer is there, so that a question that can't be asked is an error with a
    status of its own.
    """

    async def events() -> AsyncIterator[bytes]:
        for chunk in _chunks(answered, include_usage):
            yield format_sse_event(data_str=json.dumps(chunk))
        yield format_sse_event(data_str="[DONE]")

    return StreamingResponse(events(), media_type="text/event-stream", headers=_STREAM_HEADERS)


def _chunks(answered: Answered, include_usage: bool) -> list[dict[str, Any]]:
    deltas: list[dict[str, Any]] = [{"role": "assistant", "content": "", "refusal": None}]
    deltas += [{"content": piece} for piece in answered.message.pieces]
    closing = {
        "annotations": [one.model_dump() for one in annotations(answered.message)],
        "wartanya": answered.answer.model_dump(mode="json"),
    }
    choices = [[_choice(delta, None)] for delta in deltas] + [[_choice(closing, "stop")]]
    unknown = {"usage": None} if include_usage else {}
    chunks = [_chunk(answered, choice) | unknown for choice in choices]
    if include_usage:
        chunks.append(_chunk(answered, []) | {"usage": answered.usage.model_dump()})
    return chunks


def _choice(delta: dict[str, Any], finish_reason: str | None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}


def _chunk(answered: Answered, choices: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": answered.id,
        "object": "chat.completion.chunk",
        "created": answered.created,
        "model": ANSWERER,
        "choices": choices,
    }
