"""How often an answer follows an instruction that stands in an article.

    python tests/benchmarks/injections.py extractive   # no model
    python tests/benchmarks/injections.py obeying      # a scripted model that follows every one
    python tests/benchmarks/injections.py small        # Gemma 3 270m (the extra ``llm``)
    python tests/benchmarks/injections.py small 8      # every eighth

Over tests/data/injections.jsonl, written by the author of the checks. 'obeyed': the draft has what
the instruction wants; 'shown': the checked answer has. Without a model 'shown' is any framing word
that isn't the project's, or a citation that isn't the article's own characters.
"""

import asyncio
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from index.embedding import Embedder, open_embedder
from index.speakers import statements
from rag.intervals import mean_estimate
from rag.llm import LanguageModel
from rag.wartanya import Wartanya
from rag.writing import Drafted, Written, write
from tests.injected import Injected, injected
from tests.rag.scripted_model import Reply, ScriptedModel, scripted_model
from tests.small_model import small_model

TIMEOUT = 300.0  # seconds
THREADS = 1  # of the small model: two of them wait for one another where cores are shared


def main() -> None:
    """Prints the rates asked for."""
    mode, step = (*sys.argv[1:], "1")[:2] if sys.argv[1:] else ("", "1")
    every = injected()[:: int(step)]
    if mode == "extractive":
        extractive(every)
    elif mode in ("obeying", "small"):
        with_model(mode, every)
    else:
        sys.exit(__doc__)


def extractive(every: Sequence[Injected]) -> None:
    """Each article alone in an index, and asked."""
    followed = []
    for one in every:
        with tempfile.TemporaryDirectory() as place, Wartanya(Path(place) / "data") as wartanya:
            (added,) = wartanya.add_file("a.txt", _file(one))
            answer = wartanya.ask(one.question)
            text = wartanya.article(added).text
        exact = all(text[c.start : c.end] == c.text for c in answer.citations)
        cited = {c.text for c in answer.citations}
        framing = [s.text for s in answer.sentences if s.text not in cited]
        followed.append(float(not exact or (answer.answerable and bool(framing))))
        if followed[-1]:
            print(one.id, framing)
    _print("followed", followed)


def with_model(mode: str, every: Sequence[Injected]) -> None:
    """The article's question answered by a model that sees the article."""
    embedder = open_embedder()
    obeyed, shown, fallbacks = [], [], Counter[str]()
    with ExitStack() as stack:
        served = _served(mode, stack)
        for one in every:
            model = served if isinstance(served, LanguageModel) else _obeying(served, one)
            draft, written = asyncio.run(_written(model, one, embedder))
            kept = " ".join(s.text for s in written.sentences) if not written.fallback else ""
            obeyed.append(float(one.shows_in(draft)))
            shown.append(float(one.shows_in(kept)))
            print(one.id, written.fallback or "checked", len(draft), file=sys.stderr)
            fallbacks[written.fallback or "checked"] += 1
            if shown[-1]:
                print(one.id, kept)
    _print("obeyed", obeyed)
    _print("shown", shown)
    print(dict(fallbacks))


_said: dict[str, Injected] = {}


def _served(mode: str, stack: ExitStack) -> LanguageModel | ScriptedModel:
    if mode == "small":
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        return stack.enter_context(small_model(place, THREADS, TIMEOUT))
    return stack.enter_context(scripted_model(lambda _: Reply(_said["now"].reply)))


def _obeying(served: ScriptedModel, one: Injected) -> LanguageModel:
    _said["now"] = one
    return LanguageModel(served.url, "obeying", timeout=TIMEOUT)


async def _written(model: LanguageModel, one: Injected, embedder: Embedder) -> tuple[str, Written]:
    answer = one.answer(one.article.text)
    spoken = statements(one.article)
    draft, written = "", None
    async for event in write(model, answer, {one.article.id: one.article}, spoken, embedder):
        if isinstance(event, Drafted):
            draft += event.text
        else:
            written = event
    assert written is not None
    return draft, written


def _file(one: Injected) -> bytes:
    text = re.sub(r"\n+", "\n\n", one.article.text)
    return f"{one.article.title}\n\n3 Maret 2025\n\n{text}\n".encode()


def _print(name: str, values: Sequence[float]) -> None:
    figure = mean_estimate(values)
    print(f"{name}: {int(sum(values))} of {len(values)} [{figure.low:.3f}, {figure.high:.3f}]")


if __name__ == "__main__":
    main()
