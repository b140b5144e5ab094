"""Questions as OpenAI's chat completions, whole or in chunks."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from fastapi import Request
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event

from index.errors import Closed, WartanyaError
from rag.api.answer_schemas import Answer
from rag.api.openai_answers import MessageText, annotations, written
from rag.api.openai_models import ChatRequest
from rag.api.openai_replies import ChatCompletion, Choice, Reply, Usage
from rag.api.openai_requests import earlier_of, question_of, refuse_unsupported
from rag.api.served import Served
from rag.api.written_schemas import Written as WrittenAnswer
from rag.conversing import Conversed
from rag.follow_up.completing import LONGEST
from rag.follow_up.past import LONGEST_PAST
from rag.follow_up.turns import Turn
from rag.model_prompts import FALLBACK
from rag.understood import understood_in_words
from rag.wartanya import Wartanya
from rag.writing import Written

ANSWERER: Final = "wartanya"
WRITER: Final = "wartanya-written"  # the same answers, in the language model's checked wording
EARLIER = 4  # questions before that are asked again; a follow-up leans on no more
# A proxy must not keep the first sentences until the last.
_STREAM_HEADERS: Final = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer and all that a completion tells of it; ``model`` is the one that was asked."""

    model: str
    answer: Answer
    message: MessageText
    usage: Usage
    created: int = field(default_factory=lambda: int(time.time()))

    @property
    def id(self) -> str:
        """The completion's id."""
        return f"chatcmpl-{self.answer.id}"


def chat_models(served: Served) -> list[str]:
    """The names of those to chat with."""
    return [ANSWERER, WRITER] if served.wartanya.llm else [ANSWERER]


async def answered(served: Served, request: Request, asked: ChatRequest) -> Answered:
    """The answer to a conversation's question, whole.

    Problem or WartanyaError where it can't be asked.
    """
    refuse_unsupported(asked)
    question = question_of(asked.messages)
    earlier = earlier_of(asked.messages)[-EARLIER:]

    def answer() -> Conversed:
        found = conversed(served.wartanya, question, earlier)
        served.metrics.answered(found.answer.answerable)
        return found

    with served.writers.place(asked.model == WRITER):
        found = await served.workers.run(request, answer)
        wording = None
        if asked.model == WRITER:
            wording = await served.writers.whole(request, found.answer)
    count = served.wartanya.retriever.embedder.count_tokens
    return await asyncio.to_thread(_told, asked.model, question, found, wording, count)


def conversed(wartanya: Wartanya, question: str, earlier: Sequence[str]) -> Conversed:
    """The answer to a question, made whole from those before it where it may lean on them.

    They are asked again, each after those before it; one that can't be asked, or is too long to
    be leant on, is passed over.
    """
    turns: list[Turn] = []
    if len(question.strip(" ?.!\n")) <= LONGEST:
        for before in earlier:
            if len(before) > LONGEST_PAST:
                continue
            try:
                turns.append(wartanya.converse(before, turns).turn)
            except Closed:
                raise
            except WartanyaError:
                continue
    return wartanya.converse(question, turns)


def _told(
    model: str,
    question: str,
    found: Conversed,
    wording: Written | None,
    count: Callable[[str], int],
) -> Answered:
    """All that is told; ``count`` gives a text's tokens."""
    shown = found.answer
    language = shown.language
    understood = understood_in_words(found.understood, language)
    before = [understood] if understood else []
    if wording is not None:
        shown = replace(shown, sentences=wording.sentences, citations=wording.citations)
        before += [FALLBACK[wording.fallback][language]] if wording.fallback else []
    message = written(shown, before)
    put, told = count(question), count(message.text)
    usage = Usage(prompt_tokens=put, completion_tokens=told, total_tokens=put + told)
    by_model = WrittenAnswer.of(wording) if wording else None
    return Answered(model, Answer.of(question, found, by_model), message, usage)


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
        model=answered.model,
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
        "model": answered.model,
        "choices": choices,
    }
