"""Answers by a real language model on a real llama.cpp server."""

import asyncio
import os
from collections.abc import Iterator
from dataclasses import replace

import pytest

from rag.llm import LanguageModel
from rag.wartanya import Wartanya
from rag.writing import Drafted, Fallback, Turn, Written, write
from tests.small_model import MISSING, NAME, small_model

pytestmark = pytest.mark.skipif(
    MISSING is not None and not os.environ.get("WARTANYA_REQUIRE_MODEL"),
    reason=f"{MISSING} isn't installed: pip install wartanya[llm]",
)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageModel]:
    with small_model(tmp_path_factory.mktemp("model"), threads=1) as served:
        yield served


def test_a_real_model_writes_and_only_what_stands_is_kept(
    wartanya: Wartanya, model: LanguageModel
) -> None:
    answer = wartanya.ask("Berapa warga yang mengungsi karena banjir di Muarajati?")
    assert answer.answerable
    ids = {one.article_id for one in answer.citations}
    articles, statements = wartanya.read(ids), wartanya.statements(sorted(ids))

    async def events() -> list[Drafted | Written]:
        embedder = wartanya.retriever.embedder
        history = [Turn("Apa yang terjadi di Muarajati?", "Banjir.")]
        small = replace(model, context=1500)  # a prompt that it reads quickly
        writing = write(small, answer, articles, statements, embedder, history)
        return [event async for event in writing]

    *drafted, written = asyncio.run(events())
    assert len(drafted) > 1
    assert all(isinstance(one, Drafted) for one in drafted)
    assert isinstance(written, Written)
    assert written.model == NAME
    assert written.tokens is not None
    assert written.tokens > 1
    assert written.fallback in (None, Fallback.UNSUPPORTED, Fallback.REFUSED)
    for cited in written.citations:
        assert wartanya.article(cited.article_id).text[cited.start : cited.end] == cited.text
    markers = {cited.marker for cited in written.citations}
    assert all(set(one.citations) <= markers for one in written.sentences)
