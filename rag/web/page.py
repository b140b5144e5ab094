"""The chat page: components wired to actions."""

import gradio as gr
from gradio.components import Component

from rag.web.actions import ARTICLES_SHOWN, Actions
from rag.web.desk import Desk
from rag.web.evaluation_layout import EvaluationWidgets
from rag.web.evaluations import Evaluations
from rag.web.layout import Widgets, lay_out
from rag.web.texts import INDONESIAN

# Events waiting at once; one more gets a 503 and a message.
LONGEST_QUEUE = 64
# Runs at once of each event: four a core on the two cores it was measured on.
CONCURRENT = 8
WRITTEN = 8  # answers that the language model words at once
CACHE_SECONDS = 3600  # uploads are deleted as they are read; this sweeps what was left behind


def build_page(desk: Desk, evaluations: Evaluations) -> gr.Blocks:
    """The page over a desk; ``rag.web.serving`` serves it with its guard, style and script."""
    page: gr.Blocks
    with gr.Blocks(
        title="Wartanya",
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(CACHE_SECONDS, CACHE_SECONDS),
    ) as page:
        widgets = lay_out(ARTICLES_SHOWN)
        actions = Actions(desk, widgets, evaluations)
        _wire_page(page, widgets, actions)
        _wire_chat(widgets, actions)
        _wire_reader(widgets, actions)
        _wire_speakers(widgets, actions)
        _wire_evaluation(widgets, actions)
    page.queue(max_size=LONGEST_QUEUE, default_concurrency_limit=CONCURRENT, api_open=False)
    return page


def _wire_page(page: gr.Blocks, on: Widgets, actions: Actions) -> None:
    shelf = [on.opened, on.listed, on.reader, on.examples]
    fixed = list(on.in_language(INDONESIAN))
    speakers = [on.speakers.shown, on.speakers.view]
    notices = [on.asked, on.added, on.narrowed]
    everything = [
        *dict.fromkeys(
            (
                *fixed,
                on.model,
                on.history,
                on.transcript,
                *notices,
                *speakers,
                *_bench(on.evaluation),
                *shelf,
            )
        )
    ]
    page.load(
        actions.open_page,
        [on.listed],
        everything,
        show_progress="hidden",
        api_visibility="private",
    )
    on.language.input(
        actions.speak,
        [
            on.language,
            on.turns,
            on.opened,
            on.listed,
            on.speaker,
            on.speakers.shown,
            on.evaluation.bench,
        ],
        everything,
        show_progress="hidden",
        api_visibility="private",
    )


def _wire_chat(on: Widgets, actions: Actions) -> None:
    conversation = [on.turns, on.transcript, on.kept, on.send, on.stop, on.retry, on.clear]
    grown = [*conversation, on.question, on.asked]
    chat = actions.chat
    asking = gr.on(
        [on.question.submit, on.send.click, on.examples.select],
        chat.ask,
        [on.question, on.turns, on.language, on.speaker, on.model],
        grown,
        show_progress="hidden",
        trigger_mode="once",
        api_visibility="private",
    )
    retrying = on.retry.click(
        chat.retry,
        [on.turns, on.language, on.model],
        grown,
        show_progress="hidden",
        trigger_mode="once",
        api_visibility="private",
    )
    amending = on.transcript.amend(
        chat.amend,
        [on.turns, on.language, on.model],
        grown,
        show_progress="hidden",
        trigger_mode="once",
        api_visibility="private",
    )
    running = [asking, retrying, amending]
    for asked in list(running):
        writing = asked.then(
            chat.write,
            [on.turns, on.language],
            [*conversation, on.asked],
            show_progress="hidden",
            concurrency_id="write",
            concurrency_limit=WRITTEN,
            api_visibility="private",
        )
        running.append(writing)
        writing.then(
            chat.redraw,
            [on.turns, on.language],
            [on.transcript],
            show_progress="hidden",
            api_visibility="private",
        )
    on.stop.click(
        chat.halt,
        [on.turns, on.language],
        conversation,
        cancels=running,
        show_progress="hidden",
        api_visibility="private",
    )
    on.clear.click(
        chat.clear,
        [on.language],
        [*conversation, on.asked],
        show_progress="hidden",
        api_visibility="private",
    )
    on.history.restore(
        chat.restore,
        [on.language],
        [*conversation, on.asked, on.speaker, on.narrowed, on.model],
        cancels=running,
        show_progress="hidden",
        trigger_mode="multiple",
        api_visibility="private",
    )
    on.history.export(
        chat.export,
        [on.turns, on.language],
        [on.exported, on.asked],
        show_progress="hidden",
        api_visibility="private",
    )


def _wire_reader(on: Widgets, actions: Actions) -> None:
    shelf = [on.opened, on.listed, on.reader, on.examples]
    for trigger, action, inputs, outputs in (
        (on.transcript.cite, actions.cite, [on.turns, on.language], [on.opened, on.reader]),
        (on.transcript.keep, actions.keep, [on.turns, on.language], [on.asked]),
        (on.reader.read, actions.read, [on.language], [on.opened, on.reader]),
        (on.reader.shelf, actions.shelf, [on.language], shelf),
        (on.reader.more, actions.more, [on.language, on.listed], shelf),
        (on.add.click, actions.add_text, [on.paste, on.language], [on.added, on.paste, *shelf]),
        (
            on.upload.upload,
            actions.add_files,
            [on.upload, on.language],
            [on.added, on.paste, *shelf],
        ),
    ):
        trigger(action, inputs, outputs, show_progress="hidden", api_visibility="private")


def _wire_speakers(on: Widgets, actions: Actions) -> None:
    here, acts = on.speakers, actions.speakers
    drawn = [here.shown, here.view]
    for trigger, action, inputs, outputs in (
        (
            on.views.view,
            actions.view,
            [here.shown, on.evaluation.bench, on.language],
            [*drawn, *_bench(on.evaluation)],
        ),
        (here.box.find, acts.find, [on.language], drawn),
        (here.view.voice, acts.choose, [here.shown, on.language], drawn),
        (here.view.voices, acts.back, [here.shown, on.language], drawn),
        (here.view.more, acts.more, [here.shown, on.language], drawn),
        (here.view.said, actions.said, [on.language], [on.opened, on.reader]),
        (here.view.narrow, actions.narrow, [on.language], [on.speaker, on.narrowed]),
        (on.narrowed.widen, actions.widen, [], [on.speaker, on.narrowed]),
    ):
        trigger(
            action,
            inputs,
            outputs,
            show_progress="hidden",
            trigger_mode="multiple",
            api_visibility="private",
        )


def _bench(on: EvaluationWidgets) -> list[Component]:
    """All of the view that evaluates, but for its button to upload."""
    return [on.bench, on.sets, on.run, on.cancel, on.state, on.figures, on.box, on.questions]


def _wire_evaluation(on: Widgets, actions: Actions) -> None:
    here, acts = on.evaluation, actions.evaluation
    everything = _bench(here)
    chosen = [here.bench, on.language]
    questions = [here.bench, here.questions]
    running = here.run.click(
        acts.run,
        chosen,
        everything,
        show_progress="hidden",
        trigger_mode="once",
        api_visibility="private",
    )
    running.then(acts.redraw, chosen, everything, show_progress="hidden", api_visibility="private")
    for trigger, action, inputs, outputs in (
        (here.sets.choose, acts.choose, chosen, everything),
        (here.upload.upload, acts.take, [here.upload, *chosen], everything),
        (here.cancel.click, acts.cancel, [here.bench], []),
        (here.box.find, acts.find, chosen, questions),
        (here.questions.verdict, acts.judge, chosen, questions),
        (here.questions.more, acts.more, chosen, questions),
        (here.questions.said, actions.said, [on.language], [on.opened, on.reader]),
    ):
        trigger(action, inputs, outputs, show_progress="hidden", api_visibility="private")
