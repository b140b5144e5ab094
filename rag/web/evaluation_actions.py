"""What the view that evaluates does when a reader acts."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import anyio
import gradio as gr

from index.errors import WartanyaError
from rag.testset import TestSet
from rag.testset_files import read_testset
from rag.web import results
from rag.web.component import showing
from rag.web.desk import Desk
from rag.web.evaluation_layout import TESTSET_KINDS, Bench, EvaluationWidgets
from rag.web.evaluations import Busy, Evaluation, Evaluations, Progress
from rag.web.events import Updates, in_thread, may_write, number_sent, sent
from rag.web.markup import notice
from rag.web.results import Listed
from rag.web.security import LARGEST_UPLOAD, UPLOAD_MEGABYTES
from rag.web.texts import Texts, texts_in

TICK = 0.4  # seconds between two looks at how far a run is
PAGE = 50  # questions added by 'more'
LONGEST_FILTER = 200  # characters


class EvaluationActions:
    """The events of the view that evaluates.

    ``evaluations`` is shared by all sessions; what one of them runs comes in and goes out.
    """

    def __init__(self, desk: Desk, evaluations: Evaluations, on: EvaluationWidgets) -> None:
        self._desk = desk
        self._evaluations = evaluations
        self._on = on

    async def choose(self, bench: Bench, language: str, event: gr.EventData) -> Updates:
        """Take one of the test sets at hand."""
        paths = await in_thread(self._desk.testsets)
        number = number_sent(event, "number")
        if not 0 <= number < len(paths):
            return await self.show(bench, texts_in(language))
        return await self._take(paths[number], str(paths[number]), bench, texts_in(language))

    async def take(self, path: str, bench: Bench, language: str, request: gr.Request) -> Updates:
        """Take the test set that was uploaded."""
        texts = texts_in(language)
        if not may_write(request):
            return self._trouble(texts.read_only)
        place = Path(path)
        try:
            if place.suffix.lower() not in TESTSET_KINDS:
                return self._trouble(texts.evaluation.wrong_kind.format(name=place.name))
            if place.stat().st_size > LARGEST_UPLOAD:
                return self._trouble(texts.large_file.format(limit=UPLOAD_MEGABYTES))
            return await self._take(place, None, bench, texts)
        finally:
            place.unlink(missing_ok=True)

    async def _take(self, path: Path, series: str | None, bench: Bench, texts: Texts) -> Updates:
        try:
            testset = await in_thread(lambda: read_testset(path))
        except WartanyaError as error:
            return self._trouble(texts.evaluation.bad_set.format(reason=error))
        taken = replace(bench, testset=testset, series=series)
        return {
            self._on.bench: taken,
            self._on.sets: await self._sets(testset, texts),
            self._on.state: notice("", trouble=False),
        }

    async def _sets(self, testset: TestSet | None, texts: Texts) -> str:
        paths = await in_thread(self._desk.testsets)
        return results.test_sets([path.name for path in paths], testset, texts)

    def _trouble(self, words: str) -> Updates:
        return {self._on.bench: gr.skip(), self._on.state: notice(words, trouble=True)}

    async def run(self, bench: Bench, language: str, request: gr.Request) -> AsyncIterator[Updates]:
        """Run the chosen test set, and tell how far it is until it has ended."""
        texts = texts_in(language)
        if not may_write(request):
            yield self._trouble(texts.read_only)
            return
        if bench.testset is None:
            yield self._trouble(texts.evaluation.no_set)
            return
        try:
            evaluation = self._evaluations.start(bench.testset, bench.series)
        except Busy as busy:
            words = texts.evaluation.busy.format(asked=busy.asked, total=busy.total)
            yield self._trouble(words)
            return
        begun = replace(bench, token=evaluation.token, listed=Listed())
        try:
            yield {self._on.bench: begun, **self._drawn(evaluation, begun, texts)}
            while evaluation.progress is Progress.RUNNING:
                await anyio.sleep(TICK)
                yield {self._on.state: results.progress(evaluation, texts)}
        finally:
            evaluation.cancel()  # of use where the page was closed before the end
        yield self._drawn(evaluation, begun, texts)

    def cancel(self, bench: Bench) -> None:
        """End this session's run."""
        evaluation = self._evaluations.find(bench.token)
        if evaluation is not None:
            evaluation.cancel()

    async def show(self, bench: Bench, texts: Texts) -> Updates:
        """The whole view, as the articles and test sets are now."""
        evaluation = self._evaluations.find(bench.token)
        drawn = await in_thread(lambda: self._drawn(evaluation, bench, texts))
        if bench.token and evaluation is None:
            drawn[self._on.state] = notice(texts.evaluation.lost, trouble=False)
        return {
            self._on.bench: bench,
            self._on.sets: await self._sets(bench.testset, texts),
            **drawn,
        }

    async def redraw(self, bench: Bench, language: str) -> Updates:
        """The view in the language chosen meanwhile, but for what was said last."""
        return {**await self.show(bench, texts_in(language)), self._on.state: gr.skip()}

    def _drawn(self, evaluation: Evaluation | None, bench: Bench, texts: Texts) -> Updates:
        running = evaluation is not None and evaluation.progress is Progress.RUNNING
        result = evaluation.result if evaluation else None
        shown = result is not None and not running
        words = texts.evaluation
        return {
            self._on.run: gr.update(value=words.run, visible=showing(not running)),
            self._on.cancel: gr.update(value=words.cancel, visible=showing(running)),
            self._on.state: results.progress(evaluation, texts),
            self._on.figures: (
                results.figures(result, bench.token or "", texts) if result and shown else ""
            ),
            self._on.box: results.filter_box(bench.listed.words, texts) if shown else "",
            self._on.questions: (
                results.questions(result, bench.listed, texts) if result and shown else ""
            ),
        }

    async def find(self, bench: Bench, language: str, event: gr.EventData) -> Updates:
        """The questions that hold what was typed."""
        words = sent(event, "words")[:LONGEST_FILTER]
        return await self._listed(bench, Listed(bench.listed.verdict, words), language)

    async def judge(self, bench: Bench, language: str, event: gr.EventData) -> Updates:
        """The questions of the verdict that was pressed."""
        verdict = sent(event, "value")
        return await self._listed(bench, Listed(verdict, bench.listed.words), language)

    async def more(self, bench: Bench, language: str) -> Updates:
        """More questions."""
        longer = replace(bench.listed, most=bench.listed.most + PAGE)
        return await self._listed(bench, longer, language)

    async def _listed(self, bench: Bench, listed: Listed, language: str) -> Updates:
        evaluation = self._evaluations.find(bench.token)
        result = evaluation.result if evaluation else None
        if result is None:
            return {self._on.bench: bench, self._on.questions: ""}
        drawn = await in_thread(lambda: results.questions(result, listed, texts_in(language)))
        return {self._on.bench: replace(bench, listed=listed), self._on.questions: drawn}
