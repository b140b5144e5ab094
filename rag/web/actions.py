"""What the page does when a reader acts: each action yields the components it changes."""

import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import anyio
import gradio as gr

from index.errors import WartanyaError
from rag.answer import Answer
from rag.web import render
from rag.web.conversation import Stage, Turn, Turns, stopped, with_turn
from rag.web.desk import Desk
from rag.web.layout import FILE_KINDS, Widgets
from rag.web.localise import preferred_language
from rag.web.reading import Opened, reader
from rag.web.security import LARGEST_UPLOAD, UPLOAD_MEGABYTES
from rag.web.texts import Texts, texts_in

logger = logging.getLogger(__name__)

Updates = dict[Any, Any]
Found = TypeVar("Found")

LONGEST_QUESTION = 2_000  # characters; the engine may take fewer and then says so itself
MOST_EXAMPLES = 4
ARTICLES_SHOWN = 50
# Between two sentences: the eye follows the answer as it grows, and Stop has something to stop.
SENTENCE_PAUSE = 0.06  # seconds


class Actions:
    """The events of one page over one desk; what belongs to a session comes in and goes out."""

    def __init__(self, desk: Desk, widgets: Widgets) -> None:
        self._desk = desk
        self._on = widgets

    async def open_page(self, opened: Opened | None, listed: int, request: gr.Request) -> Updates:
        """The page as a browser first sees it, in the language that the browser prefers."""
        accepted = request.headers.get("accept-language", "")
        return await self.speak(preferred_language(accepted), (), opened, listed)

    async def speak(
        self, language: str, turns: Turns, opened: Opened | None, listed: int
    ) -> Updates:
        """The whole page in a language."""
        texts = texts_in(language)
        return {
            **self._on.in_language(texts),
            self._on.transcript: render.transcript(turns, texts),
            self._on.asked: render.notice("", trouble=False),
            self._on.added: render.notice("", trouble=False),
            **await self._shelf(texts, opened, listed),
        }

    async def ask(
        self, typed: str, turns: Turns, language: str, event: gr.EventData
    ) -> AsyncIterator[Updates]:
        """Ask what was typed, or the example that was pressed."""
        example = (event._data or {}).get("question")
        question = typed if example is None else str(example)
        async for updates in self._asking(question.strip(), turns, texts_in(language)):
            yield updates

    async def retry(self, turns: Turns, language: str) -> AsyncIterator[Updates]:
        """Ask the last question again, in place of its turn."""
        if turns:
            async for updates in self._asking(turns[-1].question, turns[:-1], texts_in(language)):
                yield updates

    async def _asking(self, question: str, turns: Turns, texts: Texts) -> AsyncIterator[Updates]:
        """The conversation with a new turn, as its answer grows by sentences."""
        trouble = _unaskable(question, texts)
        if trouble:
            yield {self._on.asked: render.notice(trouble, trouble=True)}
            return
        turn = Turn(question)
        cleared = {self._on.question: "", self._on.asked: render.notice("", trouble=False)}
        yield {**self._conversation(with_turn(turns, turn), texts), **cleared}
        try:
            answer = await _in_thread(lambda: self._desk.ask(question))
        except WartanyaError as error:
            refused = {
                self._on.question: question,
                self._on.asked: render.notice(str(error), trouble=True),
            }
            yield {**self._conversation(turns, texts), **refused}
            return
        except Exception:
            logger.exception("A question could not be answered")
            failed = replace(turn, stage=Stage.FAILED)
            yield self._conversation(with_turn(turns, failed), texts)
            return
        async for grown in _growing(turn, answer):
            yield self._conversation(with_turn(turns, grown), texts)

    def redraw(self, turns: Turns, language: str) -> Updates:
        """The conversation in the language chosen meanwhile."""
        return {self._on.transcript: render.transcript(turns, texts_in(language))}

    def halt(self, turns: Turns, language: str) -> Updates:
        """The conversation with its running turn stopped, and what it has kept."""
        return self._conversation(stopped(turns), texts_in(language))

    def clear(self, language: str) -> Updates:
        """An empty conversation."""
        texts = texts_in(language)
        blank = {self._on.asked: render.notice("", trouble=False)}
        return {**self._conversation((), texts), **blank}

    async def cite(self, turns: Turns, language: str, event: gr.EventData) -> Updates:
        """The article of the marker that was pressed, at the passage."""
        number, marker = _number(event, "turn"), _number(event, "marker")
        cited = turns[number].citation(marker) if 0 <= number < len(turns) else None
        if cited is None:
            return {self._on.opened: gr.skip()}
        opened = Opened(time.monotonic_ns(), None, cited)
        return await self._read(opened, cited.article_id, texts_in(language))

    async def read(self, language: str, event: gr.EventData) -> Updates:
        """The article that was picked from the list, or the list, or more of it."""
        opened = Opened(time.monotonic_ns(), None, None)
        identity = str((event._data or {}).get("id", ""))
        return await self._read(opened, identity, texts_in(language))

    async def shelf(self, language: str) -> Updates:
        """The list of articles instead of an article."""
        return await self._shelf(texts_in(language), None, ARTICLES_SHOWN)

    async def more(self, language: str, listed: int) -> Updates:
        """A longer list."""
        return await self._shelf(texts_in(language), None, listed + ARTICLES_SHOWN)

    async def add_text(self, text: str, language: str) -> AsyncIterator[Updates]:
        """Add the pasted article."""
        texts = texts_in(language)
        if not text.strip():
            yield {self._on.added: render.notice(texts.empty_paste, trouble=True)}
            return
        async for updates in self._adding(lambda: [self._desk.add_text(text)], texts):
            yield updates

    async def add_files(self, paths: list[str] | None, language: str) -> AsyncIterator[Updates]:
        """Add the uploaded files' articles; a file that fails is named and keeps none out."""
        texts = texts_in(language)
        async for updates in self._adding(lambda: self._taken(paths or [], texts), texts):
            yield updates

    async def _adding(
        self, add: Callable[[], Sequence[str]], texts: Texts
    ) -> AsyncIterator[Updates]:
        yield {self._on.added: render.notice(texts.adding, trouble=False)}
        try:
            identities = await _in_thread(add)
            words = await _in_thread(lambda: self._added(identities, texts))
        except WartanyaError as error:
            reason = texts.add_failed.format(reason=error)
            yield {
                self._on.added: render.notice(reason, trouble=True),
                **await self._shelf(texts, None, ARTICLES_SHOWN),
            }
            return
        except Exception:
            logger.exception("An article could not be added")
            reason = texts.add_failed.format(reason=texts.defect)
            yield {self._on.added: render.notice(reason, trouble=True)}
            return
        yield {
            self._on.added: render.notice(words, trouble=False),
            self._on.paste: "",
            **await self._shelf(texts, None, ARTICLES_SHOWN),
        }

    def _taken(self, paths: Sequence[str], texts: Texts) -> list[str]:
        identities: list[str] = []
        reasons: list[str] = []
        for path in map(Path, paths):
            try:
                identities += self._taken_one(path, texts)
            except WartanyaError as error:
                reasons.append(str(error))
            finally:
                path.unlink(missing_ok=True)
        if reasons:
            raise WartanyaError(" ".join(reasons))
        return identities

    def _taken_one(self, path: Path, texts: Texts) -> Sequence[str]:
        if path.suffix.lower() not in FILE_KINDS:
            raise WartanyaError(texts.wrong_kind.format(name=path.name))
        if path.stat().st_size > LARGEST_UPLOAD:
            raise WartanyaError(texts.large_file.format(limit=UPLOAD_MEGABYTES))
        return self._desk.add_file(path.name, path.read_bytes())

    def _added(self, identities: Sequence[str], texts: Texts) -> str:
        if len(identities) != 1:
            return texts.added_many.format(count=len(identities))
        return texts.added.format(title=self._desk.article(identities[0]).title or texts.untitled)

    async def _read(self, opened: Opened, identity: str, texts: Texts) -> Updates:
        try:
            article = await _in_thread(lambda: self._desk.article(identity))
            statements = await _in_thread(lambda: self._desk.statements([identity]))
            opened = replace(opened, article=article, statements=tuple(statements))
        except WartanyaError:  # removed since: the reader says so, with the cited words
            opened = replace(opened, article=None)
        return {self._on.opened: opened, self._on.reader: reader(opened, texts)}

    async def _shelf(self, texts: Texts, opened: Opened | None, listed: int) -> Updates:
        """The reader's side with nothing, or what was open, and the examples of now."""
        records = await _in_thread(self._desk.articles)
        questions = await _in_thread(lambda: self._desk.examples(texts.language))
        shelf = render.article_list(records, listed, texts)
        return {
            self._on.opened: opened,
            self._on.listed: listed,
            self._on.reader: reader(opened, texts) if opened else shelf,
            self._on.examples: render.examples(questions[:MOST_EXAMPLES], texts),
        }

    def _conversation(self, turns: Turns, texts: Texts) -> Updates:
        running = bool(turns) and turns[-1].running
        return {
            self._on.turns: turns,
            self._on.transcript: render.transcript(turns, texts),
            self._on.send: gr.update(visible=not running),
            self._on.stop: gr.update(visible=running),
            self._on.retry: gr.update(visible=bool(turns) and not running),
            self._on.clear: gr.update(visible=bool(turns) and not running),
        }


async def _growing(turn: Turn, answer: Answer) -> AsyncIterator[Turn]:
    for shown in range(1, len(answer.sentences)):
        yield replace(turn, stage=Stage.STREAMING, answer=answer, shown=shown)
        await anyio.sleep(SENTENCE_PAUSE)
    yield replace(turn, stage=Stage.COMPLETE, answer=answer, shown=len(answer.sentences))


def _unaskable(question: str, texts: Texts) -> str:
    """Why a question is not asked at all; '' where it is."""
    if not question:
        return texts.empty_question
    if len(question) > LONGEST_QUESTION:
        return texts.long_question.format(found=len(question), limit=LONGEST_QUESTION)
    return ""


def _number(event: gr.EventData, name: str) -> int:
    """A number that the browser sent, -1 for anything that isn't one."""
    value = str((event._data or {}).get(name, ""))
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1


async def _in_thread(work: Callable[[], Found]) -> Found:
    # Stop and a closed page leave at once; the engine's call ends by itself.
    return await anyio.to_thread.run_sync(work, abandon_on_cancel=True)
