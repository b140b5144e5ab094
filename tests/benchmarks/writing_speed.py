"""What a language model's answer adds to the extractive one: checking, and reading what is shown.

    python tests/benchmarks/writing_speed.py

Over the sample articles, with a scripted model that writes five sentences of the passages at once:
milliseconds until the first piece of the draft, from the last piece to the checked answer, and what
the checks alone take once the passages have been read, which happens while a model writes.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from index.article import Article
from index.embedding import Embedder
from index.sentences import split_sentences
from index.statement import Statement
from rag.answer import Answer
from rag.checking.sentences import check
from rag.fencing import new_fence
from rag.ground import ground
from rag.llm import LanguageModel
from rag.shown import Shown, shown_passages
from rag.wartanya import Wartanya
from rag.writing import Drafted, write
from tests.rag.scripted_model import Reply, Script, scripted_model

QUESTIONS = (
    "Berapa warga yang mengungsi karena banjir di Muarajati?",
    "Berapa harga satu pelampung pintar?",
    "Berapa laba bersih PT Anggrek Pangan Lestari pada 2024?",
    "How many kettles is Wrenfield recalling?",
    "How many books did the flood ruin at the Lantern Street Library?",
)
ROUNDS = 6
ROOM = 3000  # tokens of passages


def main() -> None:
    """Prints the medians with their 5th and 95th percentiles."""
    with tempfile.TemporaryDirectory() as place, Wartanya(Path(place) / "data") as wartanya:
        wartanya.add([Path(str(files("index") / "samples"))])
        first, last, checks, work, reading = [], [], [], [], []
        for question in QUESTIONS * ROUNDS:
            answer = wartanya.ask(question)
            ids = {one.article_id for one in answer.retrieved}
            articles, said = wartanya.read(ids), wartanya.statements(sorted(ids))
            embedder = wartanya.retriever.embedder
            shown = shown_passages(answer, articles, said, ROOM, new_fence())
            draft = _five(shown)
            began = time.perf_counter()
            found = ground(shown, embedder)
            reading.append(time.perf_counter() - began)
            began, worked = time.perf_counter(), time.process_time()
            check(draft, found, answer.language)
            checks.append(time.perf_counter() - began)
            work.append(time.process_time() - worked)
            with scripted_model(_saying(draft)) as server:
                model = LanguageModel(server.url, "five")
                began = time.perf_counter()
                times = asyncio.run(_times(model, answer, articles, said, embedder))
            first.append(times[0] - began)
            last.append(times[-1] - times[-2])
    for name, seconds in (
        ("reading what is shown, while the model writes", reading),
        ("checking five sentences", checks),
        ("of processor time, whatever else runs", work),
        ("first piece of the draft (server and client included)", first),
        ("from the last piece to the checked answer", last),
    ):
        low, middle, high = np.percentile(np.array(seconds) * 1000, [5, 50, 95])
        print(f"{name}: {middle:.0f} ms [{low:.0f}, {high:.0f}]")


def _saying(draft: str) -> Script:
    return lambda _: Reply(draft)


async def _times(
    model: LanguageModel,
    answer: Answer,
    articles: Mapping[str, Article],
    said: Sequence[Statement],
    embedder: Embedder,
) -> list[float]:
    """When each piece came, then when the checked answer did."""
    times = []
    async for event in write(model, answer, articles, said, embedder):
        if not isinstance(event, Drafted) or event.text.strip():
            times.append(time.perf_counter())
    return times


def _five(shown: tuple[Shown, ...]) -> str:
    """Five sentences of the passages, each with its marker."""
    found = [
        f"{one.text[span.start : span.end].rstrip('.')} [{one.number}]."
        for one in shown
        for span in split_sentences(one.text)
    ]
    return " ".join(" ".join(found[:5]).split())


if __name__ == "__main__":
    main()
