"""The components of the view of speakers."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from rag.web.component import html
from rag.web.speakers import filter_box
from rag.web.texts import Texts


@dataclass(frozen=True, slots=True)
class Shown:
    """What a session sees of the speakers: all that fit the filter, or one's statements.

    ``words`` are what was typed into the filter, ``most`` is how many lines are listed.
    """

    words: str = ""
    voice: str | None = None
    most: int = 50


@dataclass(frozen=True, slots=True)
class SpeakerWidgets:
    """What the events of this view read from and write to."""

    shown: gr.State
    box: gr.HTML
    view: gr.HTML

    def in_language(self, texts: Texts) -> dict[Any, Any]:
        """Its fixed words in a language."""
        return {self.box: filter_box(texts, "")}


def lay_out_speakers(texts: Texts) -> SpeakerWidgets:
    """Place them in the layout that is open."""
    shown = gr.State(Shown())
    with gr.Column(elem_id="speakers", elem_classes="view", min_width=280):
        box = html(filter_box(texts, ""), "who")
        view = html("", "speakers-view")
    return SpeakerWidgets(shown, box, view)
