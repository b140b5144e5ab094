"""What a language model wrote, checked."""

from typing import Any, Self

from pydantic import Field

from rag import writing as engine
from rag.api.citation_schemas import EXAMPLE_CITATION, EXAMPLE_SENTENCE, Citation, Sentence
from rag.api.schemas import Told
from rag.checking.sentences import Reason
from rag.writing import Fallback
from rag.written_json import written_json

EXAMPLE_STRUCK: dict[str, Any] = {
    "text": "Sebanyak 241 perajin menolak mesin.",
    "reason": "number",
    "found": "241",
    "offered": 1,
}
EXAMPLE_WRITTEN: dict[str, Any] = {
    "sentences": [EXAMPLE_SENTENCE],
    "citations": [EXAMPLE_CITATION],
    "struck": [EXAMPLE_STRUCK],
    "model": "gemma3",
    "tokens": 57,
    "seconds": 3.2,
    "fallback": None,
}


class Struck(Told):
    """A sentence of the language model's that isn't part of its answer."""

    text: str = Field(
        description="What it wrote: untrusted, not to be shown as an answer.",
        examples=[EXAMPLE_STRUCK["text"]],
    )
    reason: Reason = Field(description="Why it was struck.", examples=["number"])
    found: str = Field(
        description="What was wrong in it; empty where it is all of it.", examples=["241"]
    )
    offered: int | None = Field(
        description="The marker of the citation in its place; null where there is none.",
        examples=[1],
    )


class Written(Told):
    """A language model's wording of an answer, each sentence checked against what it cites."""

    sentences: list[Sentence] = Field(
        description="Those that stand; with a `fallback` the answer's own.",
        examples=[[EXAMPLE_SENTENCE]],
    )
    citations: list[Citation] = Field(
        description="What their markers stand for, and the passages offered for struck ones.",
        examples=[[EXAMPLE_CITATION]],
    )
    struck: list[Struck] = Field(
        description="Sentences that were struck.", examples=[[EXAMPLE_STRUCK]]
    )
    model: str = Field(description="Which model wrote it.", examples=["gemma3"])
    tokens: int | None = Field(
        description="How many it wrote, where its server tells.", examples=[57]
    )
    seconds: float = Field(description="From the question to the checked answer.", examples=[3.2])
    fallback: Fallback | None = Field(
        description="Why the answer's own sentences stand instead; null where they don't.",
        examples=["unsupported"],
    )

    @classmethod
    def of(cls, written: engine.Written) -> Self:
        """The published form, without what is the operator's alone."""
        told = written_json(written) | {"citations": list(map(Citation.of, written.citations))}
        told.pop("detail", None)
        return cls.model_validate(told)
