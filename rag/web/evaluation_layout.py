"""The components of the view that evaluates."""

from dataclasses import dataclass, field
from typing import Any

import gradio as gr

from rag.testset import TestSet
from rag.web.component import html, showing
from rag.web.results import Listed
from rag.web.texts import Texts

TESTSET_KINDS = (".jsonl", ".csv", ".tsv", ".xlsx", ".json")


@dataclass(frozen=True, slots=True)
class Bench:
    """What a session evaluates with: the chosen test set, its run, and what it looks at.

    ``series`` is the path of a test set at hand, None for an uploaded one; ``token`` is the run's.
    """

    testset: TestSet | None = None
    series: str | None = None
    token: str | None = None
    listed: Listed = field(default_factory=Listed)


@dataclass(frozen=True, slots=True)
class EvaluationWidgets:
    """What the events of this view read from and write to."""

    bench: gr.State
    sets: gr.HTML
    upload: gr.UploadButton
    run: gr.Button
    cancel: gr.Button
    state: gr.HTML
    figures: gr.HTML
    box: gr.HTML
    questions: gr.HTML

    def in_language(self, texts: Texts) -> dict[Any, Any]:
        """Its fixed words in a language."""
        words = texts.evaluation
        return {
            self.upload: gr.update(label=words.upload),
            self.run: gr.update(value=words.run),
            self.cancel: gr.update(value=words.cancel),
        }


def lay_out_evaluation(texts: Texts) -> EvaluationWidgets:
    """Place them in the layout that is open."""
    words = texts.evaluation
    bench = gr.State(Bench())
    with gr.Column(elem_id="evaluation", elem_classes="view", min_width=280):
        sets = html("", "sets")
        with gr.Row(elem_id="bench"):
            upload = gr.UploadButton(
                words.upload,
                file_count="single",
                file_types=list(TESTSET_KINDS),
                elem_id="take-set",
            )
            run = gr.Button(words.run, variant="primary", elem_id="run")
            cancel = gr.Button(words.cancel, elem_id="cancel", visible=showing(False))
        state = html("", "evaluating")
        figures = html("", "figures")
        box = html("", "find")
        questions = html("", "questions")
    return EvaluationWidgets(bench, sets, upload, run, cancel, state, figures, box, questions)
