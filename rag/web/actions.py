"""What the page does when a reader acts: each action yields the components it changes."""

import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from pathlib import Path

import gradio as gr

from index.errors import WartanyaError
from index.files import suffix_of
from rag.answer import Citation
from rag.web import render, turns_view
from rag.web.chat_actions import ChatActions
from rag.web.conversation import Turns
from rag.web.desk import Desk
from rag.web.evaluation_actions import EvaluationActions
from rag.web.evaluation_layout import Bench
from rag.web.evaluations import Evaluations
from rag.web.events import Updates, in_thread, may_write, number_sent, sent
from rag.web.history import history
from rag.web.layout import FILE_KINDS, Widgets
from rag.web.localise import preferred_language
from rag.web.reading import Opened, reader, stands_in
from rag.web.security import LARGEST_UPLOAD, UPLOAD_MEGABYTES
from rag.web.speaker_actions import SpeakerActions
from rag.web.speaker_layout import Shown
from rag.web.speakers import chip
from rag.web.texts import Texts, texts_in
from rag.web.voices import Voices

logger = logging.getLogger(__name__)

LONGEST_NOTE = 2_000  # characters
MOST_EXAMPLES = 4
ARTICLES_SHOWN = 50


class Actions:
    """The events of one page over one desk; what belongs to a session comes in and goes out."""

    def __init__(self, desk: Desk, widgets: Widgets, evaluations: Evaluations) -> None:
        self._desk = desk
        self._on = widgets
        self.chat = ChatActions(desk, widgets)
        self.speakers = SpeakerActions(Voices(desk), widgets.speakers)
        self.evaluation = EvaluationActions(desk, evaluations, widgets.evaluation)

    async def open_page(self, listed: int, request: gr.Request) -> Updates:
        """The page as a browser first sees it, in the language that the browser prefers.

        The other views are drawn when they are chosen: counting who spoke takes a while.
        """
        accepted = request.headers.get("accept-language", "")
        texts = texts_in(preferred_language(accepted))
        return {
            **self._on.in_language(texts),
            **self._model(texts),
            **self._closed(request, texts),
            **await self._chat(texts, (), None, listed, None),
        }

    def _model(self, texts: Texts) -> Updates:
        """The switch of the language model, where there is one."""
        llm = self._desk.llm
        label = texts.conversing.write.format(model=llm.name if llm else "")
        return {self._on.model: gr.update(label=label, visible=llm is not None)}

    def _closed(self, request: gr.Request, texts: Texts) -> Updates:
        """What a reader without the right to write can't use, and why."""
        if may_write(request):
            return {}
        on = self._on
        unused = (on.paste, on.add, on.upload, on.evaluation.upload)
        why = render.notice(texts.read_only, trouble=False)
        return {on.hint: why, **{widget: gr.update(visible=False) for widget in unused}}

    async def speak(
        self,
        language: str,
        turns: Turns,
        opened: Opened | None,
        listed: int,
        speaker: str | None,
        shown: Shown,
        bench: Bench,
        request: gr.Request,
    ) -> Updates:
        """The whole page in a language."""
        texts = texts_in(language)
        return {
            **self._on.in_language(texts),
            **self._model(texts),
            **self._closed(request, texts),
            **await self.speakers.redraw(shown, texts),
            **await self.evaluation.show(bench, texts),
            **await self._chat(texts, turns, opened, listed, speaker),
        }

    async def _chat(
        self,
        texts: Texts,
        turns: Turns,
        opened: Opened | None,
        listed: int,
        speaker: str | None,
    ) -> Updates:
        """The conversation and the reader's side."""
        return {
            self._on.transcript: turns_view.transcript(turns, texts),
            self._on.history: history(texts, ready=True),
            self._on.asked: render.notice("", trouble=False),
            self._on.added: render.notice("", trouble=False),
            self._on.narrowed: chip(speaker, texts),
            **await self._shelf(texts, opened, listed),
        }

    async def view(self, shown: Shown, bench: Bench, language: str, event: gr.EventData) -> Updates:
        """The view that was chosen, as the articles are now."""
        texts = texts_in(language)
        match sent(event, "view"):
            case "speakers":
                return await self.speakers.show(shown, texts)
            case "evaluation":
                return await self.evaluation.show(bench, texts)
        return {self._on.speakers.shown: gr.skip()}

    async def cite(self, turns: Turns, language: str, event: gr.EventData) -> Updates:
        """The article of the marker that was pressed, at the passage."""
        number, marker = number_sent(event, "turn"), number_sent(event, "marker")
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

    async def keep(
        self, turns: Turns, language: str, event: gr.EventData, request: gr.Request
    ) -> Updates:
        """Keep the answer of a turn as a test case, with what was wrong with it."""
        if not may_write(request):
            return {self._on.asked: render.notice(texts_in(language).read_only, trouble=True)}
        words = texts_in(language).evaluation
        number = number_sent(event, "turn")
        answer = turns[number].answer if 0 <= number < len(turns) else None
        if answer is None:
            return {self._on.asked: gr.skip()}
        wrong = sent(event, "note").strip()[:LONGEST_NOTE] or None
        try:
            path = await in_thread(lambda: self._desk.keep_case(answer, wrong))
        except WartanyaError as error:
            reason = words.not_kept.format(reason=error)
            return {self._on.asked: render.notice(reason, trouble=True)}
        return {self._on.asked: render.notice(words.kept.format(path=path), trouble=False)}

    async def said(self, language: str, event: gr.EventData) -> Updates:
        """The article of the passage that was pressed, at the passage."""
        return await self._read_at(
            sent(event, "id"),
            number_sent(event, "start"),
            number_sent(event, "end"),
            texts_in(language),
        )

    async def _read_at(self, identity: str, start: int, end: int, texts: Texts) -> Updates:
        opened = await in_thread(lambda: self._opened_at(identity, start, end))
        return {self._on.opened: opened, self._on.reader: reader(opened, texts)}

    def _opened_at(self, identity: str, start: int, end: int) -> Opened:
        try:
            article = self._desk.article(identity)
            statements = tuple(self._desk.statements([identity]))
        except WartanyaError:  # removed since
            return Opened(time.monotonic_ns(), None, None)
        start, end = max(0, start), max(0, end)
        whose = [s.speaker for s in statements if s.start == start and s.end == end]
        cited = Citation.of(article, start, max(start, end), 0, (whose or [None])[0], 0.0)
        return Opened(time.monotonic_ns(), article, cited, statements)

    async def narrow(self, language: str, event: gr.EventData) -> Updates:
        """From now on, questions are put to the words of the speaker that was pressed."""
        name = await self.speakers.named(event)
        return {self._on.speaker: name, self._on.narrowed: chip(name, texts_in(language))}

    def widen(self) -> Updates:
        """From now on, questions are put to all articles again."""
        return {self._on.speaker: None, self._on.narrowed: ""}

    async def shelf(self, language: str) -> Updates:
        """The list of articles instead of an article."""
        return await self._shelf(texts_in(language), None, ARTICLES_SHOWN)

    async def more(self, language: str, listed: int) -> Updates:
        """A longer list."""
        return await self._shelf(texts_in(language), None, listed + ARTICLES_SHOWN)

    async def add_text(
        self, text: str, language: str, request: gr.Request
    ) -> AsyncIterator[Updates]:
        """Add the pasted article."""
        texts = texts_in(language)
        if not may_write(request):
            yield {self._on.added: render.notice(texts.read_only, trouble=True)}
            return
        if not text.strip():
            yield {self._on.added: render.notice(texts.empty_paste, trouble=True)}
            return
        async for updates in self._adding(lambda: [self._desk.add_text(text)], texts):
            yield updates

    async def add_files(
        self, paths: list[str] | None, language: str, request: gr.Request
    ) -> AsyncIterator[Updates]:
        """Add the uploaded files' articles; a file that fails is named and keeps none out."""
        texts = texts_in(language)
        if not may_write(request):
            yield {self._on.added: render.notice(texts.read_only, trouble=True)}
            return
        async for updates in self._adding(lambda: self._taken(paths or [], texts), texts):
            yield updates

    async def _adding(
        self, add: Callable[[], Sequence[str]], texts: Texts
    ) -> AsyncIterator[Updates]:
        yield {self._on.added: render.notice(texts.adding, trouble=False)}
        try:
            identities = await in_thread(add)
            words = await in_thread(lambda: self._added(identities, texts))
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
        if suffix_of(path) not in FILE_KINDS:
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
            opened = await in_thread(lambda: self._opened(opened, identity))
        except WartanyaError:  # removed since: the reader says so, with the cited words
            opened = replace(opened, article=None)
        return {self._on.opened: opened, self._on.reader: reader(opened, texts)}

    def _opened(self, opened: Opened, identity: str) -> Opened:
        """The newest version, or the one that was cited where the cited words are gone."""
        newest = self._desk.article(identity)
        cited = opened.citation
        if cited and cited.version not in (None, newest.version) and not stands_in(newest, cited):
            try:
                article = self._desk.article(identity, cited.version)
            except WartanyaError:  # old versions were dropped
                return replace(opened, article=newest)
            return replace(opened, article=article, newer=True)
        statements = tuple(self._desk.statements([identity]))
        return replace(opened, article=newest, statements=statements)

    async def _shelf(self, texts: Texts, opened: Opened | None, listed: int) -> Updates:
        """The reader's side with nothing, or what was open, and the examples of now."""
        records = await in_thread(self._desk.articles)
        questions = await in_thread(lambda: self._desk.examples(texts.language))
        shelf = render.article_list(records, listed, texts)
        return {
            self._on.opened: opened,
            self._on.listed: listed,
            self._on.reader: reader(opened, texts) if opened else shelf,
            self._on.examples: render.examples(questions[:MOST_EXAMPLES], texts),
        }
