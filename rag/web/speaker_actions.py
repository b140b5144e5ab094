"""What the view of speakers does when a reader acts."""

from dataclasses import replace

import gradio as gr

from rag.web import speakers
from rag.web.events import Updates, in_thread, sent
from rag.web.speaker_layout import Shown, SpeakerWidgets
from rag.web.texts import Texts, texts_in
from rag.web.voices import Voices

PAGE = 50  # lines added by 'more'
LONGEST_FILTER = 200  # characters


class SpeakerActions:
    """The events of the view of speakers.

    ``voices`` is shared by all sessions; what one of them looks at comes in and goes out.
    """

    def __init__(self, voices: Voices, on: SpeakerWidgets) -> None:
        self._voices = voices
        self._on = on

    async def find(self, language: str, event: gr.EventData) -> Updates:
        """The speakers that fit what was typed, from the first."""
        words = sent(event, "words")[:LONGEST_FILTER]
        return await self.show(Shown(words), texts_in(language))

    async def back(self, shown: Shown, language: str) -> Updates:
        """The list again, as it was filtered."""
        return await self.show(Shown(shown.words), texts_in(language))

    async def choose(self, shown: Shown, language: str, event: gr.EventData) -> Updates:
        """What the speaker that was pressed said."""
        return await self.show(Shown(shown.words, sent(event, "key")), texts_in(language))

    async def more(self, shown: Shown, language: str) -> Updates:
        """More of what is shown."""
        return await self.show(replace(shown, most=shown.most + PAGE), texts_in(language))

    async def show(self, shown: Shown, texts: Texts) -> Updates:
        """The list or one speaker's statements, as the articles are now."""
        drawn = await in_thread(lambda: self._drawn(shown, texts))
        return {self._on.shown: shown, self._on.view: drawn}

    async def redraw(self, shown: Shown, texts: Texts) -> Updates:
        """All of the view in another language."""
        box = {self._on.box: speakers.filter_box(texts, shown.words)}
        return {**await self.show(shown, texts), **box}

    def _drawn(self, shown: Shown, texts: Texts) -> str:
        if shown.voice is None:
            found = self._voices.matching(shown.words)
            return speakers.speaker_list(found, shown.most, shown.words, texts)
        voice = self._voices.find(shown.voice)
        said = self._voices.said(voice, shown.most) if voice else []
        return speakers.timeline(voice, said, texts)

    async def named(self, event: gr.EventData) -> str | None:
        """The name of the speaker that was pressed; None where there is none any more."""
        voice = await in_thread(lambda: self._voices.find(sent(event, "key")))
        return voice.speaker.name if voice else None
