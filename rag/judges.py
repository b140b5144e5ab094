"""A language model's view of answers that were given, beside the measures and never in them."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from index.errors import WartanyaError
from rag.evaluation import Progress
from rag.llm import LanguageModel, answered, connected, without_key
from rag.run_record import Record, Run
from rag.textfile import one_line

if TYPE_CHECKING:
    from llama_index.core.evaluation import EvaluationResult
    from llama_index.core.llms import LLM

FAITHFULNESS, RELEVANCE = "judge_faithfulness", "judge_relevance"
SILENT = "judge silent"  # the kind of the notices that count them
GIVE_UP = 5  # judgements that failed one after the other: the others aren't waited for
_SHOWN = 80  # characters of what a judge wrote instead of a judgement

# What a reasoning model may put first; the rest must open with the word that was asked for.
_THOUGHT = re.compile(r"\s*<think>.*?</think>", re.DOTALL)
_VERDICT = re.compile(r"\W*(?:answer\W+)?(yes|no)\b", re.IGNORECASE)
_RESULT = re.compile(r"\[RESULT\][\s:*]*([012])(?![\d.,]*\d)")

Judge = Callable[[Record], Awaitable["EvaluationResult"]]
Reading = Callable[[str], float | None]


@dataclass(frozen=True, slots=True)
class _Silence:
    """Why there is no judgement; ``down``: the model gave no answer at all."""

    reason: str
    down: bool


def check_judge(model: LanguageModel) -> None:
    """Raise WartanyaError where the model doesn't answer one small request."""

    async def ask() -> None:
        async with connected(model) as llm:
            await answered(model, llm.acomplete("Answer with the one word YES."))

    asyncio.run(ask())


def judge_run(run: Run, model: LanguageModel, progress: Progress | None = None) -> Run:
    """The run with a judge's scores of every answer given, and a notice for each it is silent on.

    A question without an answer isn't judged, nor is the faithfulness of an answer that cites no
    text (the article's own data). Where the judge fails or writes nonsense the question has no
    score of it, and a notice: `check_judge` first. ``progress`` is told (judged, in all) after
    every question; an exception that it raises ends the judging. Call it from a thread without a
    running event loop.
    """
    return asyncio.run(_judged(run, model, progress))


async def _judged(run: Run, model: LanguageModel, progress: Progress | None) -> Run:
    async with connected(model) as llm:
        bench = _Bench(llm, model)
        records = []
        for number, record in enumerate(run.records, start=1):
            records.append(await bench.scored(record))
            if progress is not None:
                progress(number, len(run.records))
    described = {"judge": model.name, "judge.llama_index": version("llama-index-core")}
    return replace(
        run,
        records=tuple(records),
        described={**run.described, **described},
        notices=(*run.notices, *bench.notices),
    )


class _Bench:
    """Both judges, how often they were silent, and how often on end the model was down."""

    def __init__(self, llm: "LLM", model: LanguageModel) -> None:
        from llama_index.core.evaluation import AnswerRelevancyEvaluator, FaithfulnessEvaluator
        from llama_index.core.evaluation.faithfulness import DEFAULT_EVAL_TEMPLATE

        # Named: for a model called 'llama3:8b' LlamaIndex takes one that is never filled in.
        faithfulness = FaithfulnessEvaluator(llm, eval_template=DEFAULT_EVAL_TEMPLATE)
        relevance = AnswerRelevancyEvaluator(llm)
        self._model = model
        self._failed = 0
        self.notices: list[tuple[str, str, str]] = []
        self._judges: dict[str, tuple[Judge, Reading]] = {
            FAITHFULNESS: (
                lambda r: faithfulness.aevaluate(response=r.said, contexts=contexts(r)),
                read_verdict,
            ),
            RELEVANCE: (
                lambda r: relevance.aevaluate(query=r.question, response=r.said),
                read_result,
            ),
        }

    async def scored(self, record: Record) -> Record:
        """The record with what its judges gave."""
        scores = dict(record.scores)
        for name, (judge, reading) in self._judges.items():
            if not record.answered or (name == FAITHFULNESS and not contexts(record)):
                continue
            found = await self._judged(record, judge, reading)
            self._failed = self._failed + 1 if isinstance(found, _Silence) and found.down else 0
            if isinstance(found, _Silence):
                self.notices.append((SILENT, record.id, f"{name}: {found.reason}"))
            else:
                scores[name] = found
        return replace(record, scores=scores)

    async def _judged(self, record: Record, judge: Judge, reading: Reading) -> float | _Silence:
        if self._failed >= GIVE_UP:
            return _Silence(f"not asked, as the {GIVE_UP} before failed", down=True)
        try:
            result = await answered(self._model, judge(record))
        except WartanyaError as error:
            return _Silence(str(error), down=True)
        wrote = result.feedback or ""
        value = reading(wrote)
        if value is None:
            shown = one_line(without_key(wrote, self._model)[:_SHOWN])
            return _Silence(f"no judgement in '{shown}'", down=False)
        return value


def contexts(record: Record) -> list[str]:
    """The cited texts, each once, in the order of citation; a citation of no length has none."""
    return list(dict.fromkeys(cited.text for cited in record.cited if cited.text.strip()))


def read_verdict(wrote: str) -> float | None:
    """1 for YES, 0 for NO, as the first word; None for anything else.

    LlamaIndex takes any text with 'yes' in it for YES, and all else for NO: nonsense too.
    """
    found = _VERDICT.match(_THOUGHT.sub("", wrote, count=1))
    return None if found is None else float(found[1].lower() == "yes")


def read_result(wrote: str) -> float | None:
    """Half the number, 0, 1 or 2, after the last '[RESULT]'; None where that isn't there."""
    tail = wrote[wrote.rfind("[RESULT]") :] if "[RESULT]" in wrote else ""
    found = _RESULT.match(tail)
    return None if found is None else int(found[1]) / 2
