"""Questions in, cited answers out: what a program needs, by one name each.

    from rag import Wartanya

    with Wartanya("wartanya-data") as wartanya:
        answer = wartanya.ask("Apa kata Sekjen soal kerja sama?")

A name loads the module that it is from when it is first used, and no other.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.article import Article, Passage
    from index.build import Summary
    from index.errors import WartanyaError
    from index.how import How
    from index.loaded import Loaded
    from index.people import DatedRole, Speaker
    from index.records import ArticleRecord, Filter, OldVersion
    from index.statement import Resolution, Statement
    from index.writing import Outcome
    from rag.answer import Answer, Citation, Elsewhere, Retrieved, Sentence
    from rag.checking.sentences import Reason
    from rag.conversing import Conversed
    from rag.eval_commands import Evaluated
    from rag.follow_up.turns import Completed, Shown, Turn
    from rag.llamaindex import ArticleRetriever, WartanyaEmbedding
    from rag.llm import LanguageModel, configured
    from rag.retrieval import Found
    from rag.run_record import Record, Run
    from rag.summary import Measure
    from rag.testset import Case, Evidence, TestSet
    from rag.testset_files import read_testset
    from rag.wartanya import Wartanya
    from rag.writing import Drafted, Fallback, Struck, Written

_NAMES = {
    "index.article": ("Article", "Passage"),
    "index.build": ("Summary",),
    "index.errors": ("WartanyaError",),
    "index.how": ("How",),
    "index.loaded": ("Loaded",),
    "index.people": ("DatedRole", "Speaker"),
    "index.records": ("ArticleRecord", "Filter", "OldVersion"),
    "index.statement": ("Resolution", "Statement"),
    "index.writing": ("Outcome",),
    "rag.answer": ("Answer", "Citation", "Elsewhere", "Retrieved", "Sentence"),
    "rag.checking.sentences": ("Reason",),
    "rag.eval_commands": ("Evaluated",),
    "rag.follow_up.turns": ("Completed", "Shown", "Turn"),
    "rag.llamaindex": ("ArticleRetriever", "WartanyaEmbedding"),
    "rag.llm": ("LanguageModel", "configured"),
    "rag.retrieval": ("Found",),
    "rag.run_record": ("Record", "Run"),
    "rag.summary": ("Measure",),
    "rag.testset": ("Case", "Evidence", "TestSet"),
    "rag.testset_files": ("read_testset",),
    "rag.conversing": ("Conversed",),
    "rag.wartanya": ("Wartanya",),
    "rag.writing": ("Drafted", "Fallback", "Struck", "Written"),
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names}

__all__ = [
    "Answer",
    "Article",
    "ArticleRecord",
    "ArticleRetriever",
    "Case",
    "Citation",
    "Completed",
    "Conversed",
    "DatedRole",
    "Drafted",
    "Elsewhere",
    "Evaluated",
    "Evidence",
    "Fallback",
    "Filter",
    "Found",
    "How",
    "LanguageModel",
    "Loaded",
    "Measure",
    "OldVersion",
    "Outcome",
    "Passage",
    "Reason",
    "Record",
    "Resolution",
    "Retrieved",
    "Run",
    "Sentence",
    "Shown",
    "Speaker",
    "Statement",
    "Struck",
    "Summary",
    "TestSet",
    "Turn",
    "Wartanya",
    "WartanyaEmbedding",
    "WartanyaError",
    "Written",
    "configured",
    "read_testset",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
