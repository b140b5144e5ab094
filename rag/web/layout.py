"""The page's components, where they stand, and their words."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from index.loading import SUFFIXES
from rag.web import render, turns_view
from rag.web.component import html, showing
from rag.web.evaluation_layout import EvaluationWidgets, lay_out_evaluation
from rag.web.history import history
from rag.web.speaker_layout import SpeakerWidgets, lay_out_speakers
from rag.web.texts import INDONESIAN, Texts

FILE_KINDS = SUFFIXES


@dataclass(frozen=True, slots=True)
class Widgets:
    """What events read from and write to. The states are a session's own."""

    masthead: gr.HTML
    views: gr.HTML
    language: gr.Radio
    turns: gr.State
    opened: gr.State
    listed: gr.State
    speaker: gr.State
    history: gr.HTML
    kept: gr.HTML
    exported: gr.HTML
    transcript: gr.HTML
    examples: gr.HTML
    question: gr.Textbox
    send: gr.Button
    stop: gr.Button
    model: gr.Checkbox
    retry: gr.Button
    clear: gr.Button
    asked: gr.HTML
    narrowed: gr.HTML
    speakers: SpeakerWidgets
    evaluation: EvaluationWidgets
    reader: gr.HTML
    adding: gr.Accordion
    hint: gr.HTML
    paste: gr.Textbox
    add: gr.Button
    upload: gr.UploadButton
    added: gr.HTML

    def in_language(self, texts: Texts) -> dict[Any, Any]:
        """Every fixed word of the page in a language, as updates."""
        return {
            self.masthead: render.masthead(texts),
            self.views: render.views(texts),
            self.language: gr.update(value=texts.language, label=texts.language_label),
            self.question: gr.update(label=texts.question_label, placeholder=texts.question_hint),
            self.send: gr.update(value=texts.send),
            self.stop: gr.update(value=texts.stop),
            self.retry: gr.update(value=texts.retry),
            self.clear: gr.update(value=texts.clear),
            self.adding: gr.update(label=texts.add),
            self.hint: render.hint(texts),
            self.paste: gr.update(label=texts.paste_label, placeholder=texts.paste_hint),
            self.add: gr.update(value=texts.paste_button),
            self.upload: gr.update(label=texts.upload_button),
            **self.speakers.in_language(texts),
            **self.evaluation.in_language(texts),
        }


def lay_out(articles_shown: int) -> Widgets:
    """Place the components in the Blocks that is open; in Indonesian until the page loads."""
    texts = INDONESIAN
    with gr.Row(elem_id="top"):
        masthead = html(render.masthead(texts), "masthead")
        views = html(render.views(texts), "views")
        language = gr.Radio(
            choices=[("Indonesia", "id"), ("English", "en")],
            value=texts.language,
            label=texts.language_label,
            container=False,
            elem_id="language",
        )
    turns = gr.State(())
    opened = gr.State(None)
    listed = gr.State(articles_shown)
    speaker = gr.State(None)
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="chat", elem_classes="view", min_width=280):
            past = html(history(texts, ready=False), "history")
            kept = html("", "kept")
            exported = html("", "exported")
            transcript = html(turns_view.transcript((), texts), "transcript")
            examples = html("", "examples")
            asked = html(render.notice("", trouble=False), "asked")
            narrowed = html("", "narrowed")
            question, send, stop = _composer(texts)
            with gr.Row(elem_id="tools"):
                retry = gr.Button(texts.retry, size="sm", elem_id="retry", visible=showing(False))
                clear = gr.Button(texts.clear, size="sm", elem_id="clear", visible=showing(False))
                model = gr.Checkbox(
                    value=True, label="", container=False, visible=False, elem_id="use-model"
                )
        speakers = lay_out_speakers(texts)
        evaluation = lay_out_evaluation(texts)
        with gr.Column(elem_id="reader", min_width=280):
            reader = html("", "reader-view")
            with gr.Accordion(texts.add, open=False, elem_id="adding") as adding:
                hint = gr.HTML(render.hint(texts), apply_default_css=False, js_on_load=None)
                paste = gr.Textbox(
                    label=texts.paste_label,
                    placeholder=texts.paste_hint,
                    lines=6,
                    max_lines=12,
                    elem_id="paste",
                )
                with gr.Row():
                    add = gr.Button(texts.paste_button, variant="primary", elem_id="add")
                    upload = gr.UploadButton(
                        texts.upload_button,
                        file_count="multiple",
                        file_types=list(FILE_KINDS),
                        elem_id="upload",
                    )
                added = html(render.notice("", trouble=False), "added")
    return Widgets(
        masthead=masthead,
        views=views,
        language=language,
        turns=turns,
        opened=opened,
        listed=listed,
        speaker=speaker,
        history=past,
        kept=kept,
        exported=exported,
        transcript=transcript,
        examples=examples,
        question=question,
        send=send,
        stop=stop,
        model=model,
        retry=retry,
        clear=clear,
        asked=asked,
        narrowed=narrowed,
        speakers=speakers,
        evaluation=evaluation,
        reader=reader,
        adding=adding,
        hint=hint,
        paste=paste,
        add=add,
        upload=upload,
        added=added,
    )


def _composer(texts: Texts) -> tuple[gr.Textbox, gr.Button, gr.Button]:
    with gr.Row(elem_id="composer"):
        question = gr.Textbox(
            label=texts.question_label,
            placeholder=texts.question_hint,
            lines=1,
            max_lines=6,
            show_label=False,
            container=False,
            autofocus=True,
            scale=1,
            elem_id="question",
        )
        send = gr.Button(texts.send, variant="primary", scale=0, min_width=88, elem_id="send")
        stop = gr.Button(texts.stop, scale=0, min_width=88, elem_id="stop", visible=showing(False))
    return question, send, stop
