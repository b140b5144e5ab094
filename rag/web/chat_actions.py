"""What the page does with questions: asks, completes, has answers written, keeps conversations."""

import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import replace

import anyio
import gradio as gr

from index.errors import WartanyaError
from rag.answer import Answer
from rag.follow_up.turns import Completed
from rag.web import render, turns_view
from rag.web.component import showing
from rag.web.conversation import Choice, Stage, Turn, Turns, answered, stopped, with_last, with_turn
from rag.web.desk import Desk
from rag.web.events import Updates, in_thread, number_sent, sent
from rag.web.exporting import markdown
from rag.web.history import exported, kept
from rag.web.kept import from_text
from rag.web.layout import Widgets
from rag.web.sharing import shared_turn
from rag.web.speakers import chip
from rag.web.texts import Texts, texts_in
from rag.writing import Drafted, Fallback, Written

logger = logging.getLogger(__name__)

LONGEST_QUESTION = 2_000  # characters; the engine may take fewer and then says so itself
LONGEST_NAME = 120  # characters of a conversation's
# Between two sentences: the eye follows the answer as it grows, and Stop has something to stop.
SENTENCE_PAUSE = 0.06  # seconds
DRAFT_PAUSE = 0.15  # seconds between two drawings of what a model writes


class ChatActions:
    """The events of the conversation; what belongs to a session comes in and goes out."""

    def __init__(self, desk: Desk, widgets: Widgets) -> None:
        self._desk = desk
        self._on = widgets

    async def ask(
        self,
        typed: str,
        turns: Turns,
        language: str,
        speaker: str | None,
        model: bool,
        event: gr.EventData,
    ) -> AsyncIterator[Updates]:
        """Ask what was typed, or the example that was pressed."""
        example = (event._data or {}).get("question")
        question = typed if example is None else str(example)
        turn = Turn(question.strip(), speaker=speaker, whole=example is not None)
        async for updates in self._asking(turn, turns, texts_in(language), model):
            yield updates

    async def retry(self, turns: Turns, language: str, model: bool) -> AsyncIterator[Updates]:
        """Ask the last question again, in place of its turn."""
        if turns:
            last = turns[-1]
            turn = Turn(last.question, speaker=last.speaker, whole=last.whole)
            async for updates in self._asking(turn, turns[:-1], texts_in(language), model):
                yield updates

    async def amend(
        self, turns: Turns, language: str, model: bool, event: gr.EventData
    ) -> AsyncIterator[Updates]:
        """Ask the question that was meant: in place of the last turn, or after an older one."""
        number = number_sent(event, "turn")
        question = sent(event, "question").strip()
        if not 0 <= number < len(turns) or turns[-1].running:
            return
        turn = Turn(question, speaker=turns[number].speaker, whole=True)
        before = turns[:-1] if number == len(turns) - 1 else turns
        async for updates in self._asking(turn, before, texts_in(language), model):
            yield updates

    async def _asking(
        self, turn: Turn, turns: Turns, texts: Texts, model: bool
    ) -> AsyncIterator[Updates]:
        """The conversation with a new turn, as its answer grows by sentences."""
        trouble = _unaskable(turn.question, texts)
        if trouble:
            yield {self._on.asked: render.notice(trouble, trouble=True)}
            return
        cleared = {self._on.question: "", self._on.asked: render.notice("", trouble=False)}
        yield {**self.conversation(with_turn(turns, turn), texts), **cleared}
        try:
            turn, answer = await in_thread(lambda: self._answered(turn, turns))
        except WartanyaError as error:
            refused = {
                self._on.question: turn.question,
                self._on.asked: render.notice(str(error), trouble=True),
            }
            yield {**self.conversation(turns, texts), **refused}
            return
        except Exception:
            logger.exception("A question could not be answered")
            failed = replace(turn, stage=Stage.FAILED)
            yield self.conversation(with_turn(turns, failed), texts)
            return
        if answer is None:
            yield self.conversation(with_turn(turns, turn), texts)
            return
        writes = model and self._desk.llm is not None
        async for grown in _growing(turn, answer, writes):
            yield self.conversation(with_turn(turns, grown), texts)

    async def write(self, turns: Turns, language: str) -> AsyncIterator[Updates]:
        """Have the model word the last answer, where it is to.

        An event of its own: whoever asks waits for no other reader's model.
        """
        last = turns[-1] if turns else None
        if last is None or last.stage is not Stage.WRITING or last.answer is None:
            yield {self._on.turns: gr.skip()}
            return
        texts = texts_in(language)
        try:
            async with aclosing(self._writing(last, last.answer)) as stages:
                async for written in stages:
                    yield self.conversation(with_last(turns, written), texts)
        except Exception:
            logger.exception("An answer could not be written")
            told = {self._on.asked: render.notice(texts.defect, trouble=True)}
            yield {**self.conversation(stopped(turns), texts), **told}

    def _answered(self, turn: Turn, turns: Turns) -> tuple[Turn, Answer | None]:
        """The turn with its question made whole, and the answer; none where it asks back."""
        past = [] if turn.whole else [one.past() for one in answered(turns)]
        understood = self._desk.understand(turn.question, past) if past else None
        if understood is not None and understood.unclear:
            named = self._desk.readings(turn.question, past, understood.unclear)
            if named:
                choices = tuple(Choice(name, question) for name, question in named)
                return replace(turn, stage=Stage.UNCLEAR, choices=choices), None
        meant = understood or Completed(turn.question)
        if meant.leaning:
            turn = replace(turn, understood=meant.text)
        answer = self._desk.ask(meant.text, speaker=turn.speaker, beyond=meant.beyond)
        return turn, answer

    async def _writing(self, turn: Turn, answer: Answer) -> AsyncGenerator[Turn]:
        """The turn while a model words its answer, and when that is checked.

        It is told of no turn before: the question is whole already, and what was told before may
        be articles' words, or what a browser claims that they were.
        """
        drawn = time.monotonic()
        async with aclosing(self._desk.write(answer)) as parts:
            async for part in parts:
                match part:
                    case Drafted():
                        turn = replace(turn, draft=turn.draft + part.text)
                        if time.monotonic() - drawn >= DRAFT_PAUSE:
                            yield turn
                            drawn = time.monotonic()
                    case Written():
                        self._log(part)
                        yield replace(
                            turn,
                            stage=Stage.COMPLETE,
                            draft="",
                            written=replace(part, detail=None),
                        )

    def _log(self, written: Written) -> None:
        """For the operator: why a model didn't answer, without its address or any text."""
        if written.fallback is Fallback.FAILED and written.detail and self._desk.llm:
            detail = written.detail.replace(self._desk.llm.url, "the language model")
            logger.warning("%s", detail)

    def redraw(self, turns: Turns, language: str) -> Updates:
        """The conversation in the language chosen meanwhile."""
        return {self._on.transcript: turns_view.transcript(turns, texts_in(language))}

    def halt(self, turns: Turns, language: str) -> Updates:
        """The conversation with its running turn stopped, and what it has kept."""
        return self.conversation(stopped(turns), texts_in(language))

    def clear(self, language: str) -> Updates:
        """An empty conversation."""
        texts = texts_in(language)
        blank = {self._on.asked: render.notice("", trouble=False)}
        return {**self.conversation((), texts), **blank}

    async def restore(self, language: str, event: gr.EventData) -> Updates:
        """The conversation that the browser has kept, or one that a link opens."""
        texts = texts_in(language)
        kept_text, shared = sent(event, "kept"), sent(event, "shared")
        turns: Turns = ()
        trouble = ""
        try:
            if shared:
                turns = (await in_thread(lambda: shared_turn(shared, self._desk)),)
            elif kept_text:
                turns = await in_thread(lambda: from_text(kept_text))
        except WartanyaError:
            words = texts.conversing
            trouble = words.shared_bad if shared else words.damaged
        model = sent(event, "model")
        return {
            **self.conversation(turns, texts),
            self._on.asked: render.notice(trouble, trouble=bool(trouble)),
            self._on.speaker: None,
            self._on.narrowed: chip(None, texts),
            self._on.model: gr.skip() if model not in ("on", "off") else model == "on",
        }

    def export(self, turns: Turns, language: str, event: gr.EventData) -> Updates:
        """The conversation as a Markdown file, which the page's script hands to the browser."""
        texts = texts_in(language)
        if not turns:
            empty = texts.conversing.export_empty
            return {
                self._on.exported: "",
                self._on.asked: render.notice(empty, trouble=True),
            }
        name = sent(event, "name")[:LONGEST_NAME]
        return {
            self._on.exported: exported(name, markdown(name, turns, texts), time.monotonic_ns()),
            self._on.asked: render.notice("", trouble=False),
        }

    def conversation(self, turns: Turns, texts: Texts) -> Updates:
        """The conversation drawn, with the buttons that it needs."""
        running = bool(turns) and turns[-1].running
        return {
            self._on.turns: turns,
            self._on.transcript: turns_view.transcript(turns, texts),
            self._on.kept: gr.skip() if running else kept(turns),
            self._on.send: gr.update(visible=showing(not running)),
            self._on.stop: gr.update(visible=showing(running)),
            self._on.retry: gr.update(visible=showing(bool(turns) and not running)),
            self._on.clear: gr.update(visible=showing(bool(turns) and not running)),
        }


async def _growing(turn: Turn, answer: Answer, writes: bool) -> AsyncIterator[Turn]:
    for shown in range(1, len(answer.sentences)):
        yield replace(turn, stage=Stage.STREAMING, answer=answer, shown=shown)
        await anyio.sleep(SENTENCE_PAUSE)
    ended = Stage.WRITING if writes else Stage.COMPLETE
    yield replace(turn, stage=ended, answer=answer, shown=len(answer.sentences))


def _unaskable(question: str, texts: Texts) -> str:
    """Why a question is not asked at all; '' where it is."""
    if not question:
        return texts.empty_question
    if len(question) > LONGEST_QUESTION:
        return texts.long_question.format(found=len(question), limit=LONGEST_QUESTION)
    return ""
