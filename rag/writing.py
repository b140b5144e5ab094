"""Answers written by a language model, each sentence checked before it counts."""

import asyncio
import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from enum import StrEnum

from index.article import Article
from index.embedding import Embedder
from index.errors import WartanyaError
from index.statement import Statement
from rag import model_prompts, prompts
from rag.addressed import without_addressed
from rag.answer import Answer, Citation, Sentence
from rag.checking.claims import read_claims
from rag.checking.sentences import Checked, Reason, check
from rag.fencing import as_data, new_fence, visible_text
from rag.ground import Ground, ground
from rag.llm import LanguageModel, Unkeyed, streamed, without_key
from rag.shown import Shown, rendered, shown_passages, tokens_at_most

MOST_TOKENS = 400  # of an answer; five sentences have some 200
LONGEST = 8_000  # characters; a server that sends more doesn't keep to MOST_TOKENS
TURNS = 3  # of the conversation that are sent
_CLIPPED = 300  # characters of each question and answer of it
_LEAST_ROOM = 300  # tokens: with less no passage fits


class Fallback(StrEnum):
    """Why an answer is the extractive one; its words are in rag/model_prompts.py.

    The first two are no failures: the model wasn't asked.
    """

    UNANSWERABLE = "unanswerable"
    DATA = "data"
    NO_ROOM = "no room"
    FAILED = "failed"
    EMPTY = "empty"
    ENDLESS = "endless"
    REFUSED = "refused"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Turn:
    """A question of the conversation before, and what was answered."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Drafted:
    """A piece of text as the model writes it: not checked, and to be shown as that."""

    text: str


@dataclass(frozen=True, slots=True)
class Struck:
    """A sentence that isn't part of the answer, and why; its text is untrusted.

    ``found`` is what was wrong in it, '' where it is all of it. ``offered`` is the marker of the
    citation that is given in its place, None where the whole extractive answer is.
    """

    text: str
    reason: Reason
    found: str
    offered: int | None


@dataclass(frozen=True, slots=True)
class Written:
    """The checked answer: sentences that stand in what they cite, and those struck.

    ``citations`` are numbered from 1 in reading order, those offered for struck sentences last.
    With a ``fallback`` sentences and citations are the extractive answer's; ``detail`` says for
    FAILED what to mend, for the operator: it names the server. ``tokens`` were written, where the
    server tells; ``seconds`` passed from the question to the checked answer.
    """

    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    struck: tuple[Struck, ...]
    model: str
    tokens: int | None
    seconds: float
    fallback: Fallback | None = None
    detail: str | None = None


async def write(
    model: LanguageModel,
    answer: Answer,
    articles: Mapping[str, Article],
    statements: Sequence[Statement],
    embedder: Embedder,
    history: Sequence[Turn] = (),
) -> AsyncGenerator[Drafted | Written]:
    """The model's answer: drafts while it streams, then one Written, whatever happens.

    ``answer`` is the extractive one; ``articles`` hold those that it cites and retrieved, by id,
    ``statements`` are theirs. A refusal stands, and no model is asked. Close the iterator to end
    the request.
    """
    began = time.monotonic()
    fence = new_fence()
    fallback = _not_asked(answer)
    prompt = _Prompt(answer.question, answer.language, fence, history)
    shown: tuple[Shown, ...] = ()
    if fallback is None:
        room = model.context - MOST_TOKENS - prompt.tokens
        if room >= _LEAST_ROOM:
            shown = shown_passages(answer, articles, statements, room, fence)
        fallback = None if shown else Fallback.NO_ROOM
    if fallback is not None:
        yield _extractive(answer, model, None, began, fallback)
        return
    preparing = asyncio.create_task(asyncio.to_thread(ground, shown, embedder))
    reply = _Reply(model)
    try:
        async with aclosing(reply.pieces(prompt.system, prompt.text(shown))) as pieces:
            async for text in pieces:
                yield Drafted(text)
        found = await preparing
    except WartanyaError as error:
        yield replace(
            _extractive(answer, model, reply.tokens, began, Fallback.FAILED),
            detail=without_key(str(error), model),
        )
        return
    finally:
        preparing.cancel()
    yield await asyncio.to_thread(_finished, answer, reply, found, began)


class _Reply:
    """What the model has written so far."""

    def __init__(self, model: LanguageModel) -> None:
        self.model = model
        self.text = ""
        self.tokens: int | None = None
        self.cut = False

    async def pieces(self, system: str, prompt: str) -> AsyncGenerator[str]:
        """The text as it comes, without the key, no more than LONGEST characters."""
        unkeyed = Unkeyed(self.model)
        async with aclosing(streamed(self.model, system, prompt, MOST_TOKENS)) as pieces:
            async for piece in pieces:
                self.tokens = piece.tokens or self.tokens
                self.cut = self.cut or piece.cut
                self.text += piece.text
                if shown := unkeyed.take(piece.text):
                    yield shown
                if len(self.text) > LONGEST:
                    return
        if shown := unkeyed.rest():
            yield shown


@dataclass(frozen=True, slots=True)
class _Prompt:
    """The words around the passages, in the question's language."""

    question: str
    language: str
    fence: str
    history: Sequence[Turn]

    @property
    def system(self) -> str:
        return model_prompts.SYSTEM[self.language].format(
            fence=self.fence, refusal=prompts.REFUSAL[self.language]
        )

    @property
    def tokens(self) -> int:
        """Those of everything but the passages, at most."""
        return tokens_at_most(self.system + self.text(()))

    def text(self, shown: Sequence[Shown]) -> str:
        parts = [rendered(one, self.language, self.fence) for one in shown]
        turns = [
            model_prompts.TURN[self.language].format(
                question=_clipped(turn.question), answer=_clipped(turn.answer)
            )
            for turn in self.history[-TURNS:]
        ]
        if turns:
            parts.append(model_prompts.HISTORY[self.language].format(turns="\n".join(turns)))
        asked = " ".join(visible_text(self.question).split())
        parts.append(model_prompts.ASK[self.language].format(question=asked))
        return "\n\n".join(parts)


def _not_asked(answer: Answer) -> Fallback | None:
    """Why the model has nothing to say: there is no answer, or no text that it stands in."""
    if not answer.answerable:
        return Fallback.UNANSWERABLE
    if not any(citation.text.strip() for citation in answer.citations):
        return Fallback.DATA
    return None


def _finished(answer: Answer, reply: _Reply, found: Ground, began: float) -> Written:
    """The checked answer, or the extractive one where nothing of the model's is left."""
    text = without_key(reply.text, reply.model)
    draft = _whole(text) if reply.cut else text
    claims = read_claims(draft)
    fallback = None
    checked: list[Checked] = []
    if len(reply.text) > LONGEST:
        fallback = Fallback.ENDLESS
    elif not claims:
        fallback = Fallback.EMPTY
    elif claims[0].text == prompts.REFUSAL[answer.language]:
        fallback = Fallback.REFUSED
    else:
        checked = check(draft, found, answer.language)
        if all(one.reason for one in checked):
            fallback = Fallback.UNSUPPORTED
    if fallback is not None:
        written = _extractive(answer, reply.model, reply.tokens, began, fallback)
        return replace(written, struck=tuple(_struck(one, {}) for one in checked if one.reason))
    return _kept(checked, found, reply, began)


def _kept(checked: Sequence[Checked], found: Ground, reply: _Reply, began: float) -> Written:
    """The sentences that stand, their passages numbered anew in reading order."""
    used = [number for one in checked if not one.reason for number in one.claim.markers]
    used += [one.nearest for one in checked if one.reason and one.nearest is not None]
    markers = {number: marker for marker, number in enumerate(dict.fromkeys(used), start=1)}
    return Written(
        sentences=tuple(
            Sentence(one.claim.text, tuple(markers[number] for number in one.claim.markers))
            for one in checked
            if not one.reason
        ),
        citations=tuple(found.shown[number].cited(marker) for number, marker in markers.items()),
        struck=tuple(_struck(one, markers) for one in checked if one.reason),
        model=reply.model.name,
        tokens=reply.tokens,
        seconds=time.monotonic() - began,
    )


def _struck(one: Checked, markers: Mapping[int, int]) -> Struck:
    assert one.reason is not None
    offered = markers.get(one.nearest) if one.nearest is not None else None
    return Struck(visible_text(one.claim.text), one.reason, one.found, offered)


def _extractive(
    answer: Answer, model: LanguageModel, tokens: int | None, began: float, fallback: Fallback
) -> Written:
    return Written(
        sentences=answer.sentences,
        citations=answer.citations,
        struck=(),
        model=model.name,
        tokens=tokens,
        seconds=time.monotonic() - began,
        fallback=fallback,
    )


def _whole(text: str) -> str:
    """A text that was cut off, without its last sentence where that has no end."""
    if text.rstrip().endswith((".", "!", "?", "]", "”", '"')):
        return text
    end = max(text.rfind(mark) for mark in (". ", ".\n", "]", "! ", "? "))
    return text[: end + 1]


def _clipped(text: str) -> str:
    """What was told before may be articles' words: without what gives a model orders."""
    plain = " ".join(without_addressed(as_data(text)).split())
    return plain if len(plain) <= _CLIPPED else plain[:_CLIPPED] + " …"
