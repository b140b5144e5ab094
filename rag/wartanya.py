"""An index that is open for questions: the object that page, command line and tests share."""

import asyncio
import json
import threading
from collections.abc import (
    AsyncGenerator,
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import aclosing, contextmanager
from copy import copy
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from index.article import Article
from index.build import ArticleIndex, ArticleRecord, Filter, Outcome, Summary
from index.embedding import Embedder, open_embedder
from index.errors import NotFound, WartanyaError
from index.how import How
from index.loaded import Loaded
from index.mentioned_dates import MentionedDate
from index.people import Speaker
from index.records import OldVersion
from index.statement import Statement
from index.verification import Verification
from rag.answer import Answer
from rag.answering import Answerer
from rag.bounds import Bounds
from rag.conversing import Conversed, KnownSpeakers, read_ground
from rag.copies import distinct_said
from rag.examples import example_questions
from rag.follow_up.turns import Completed, Shown, Turn
from rag.question import read_question
from rag.reader import Reader
from rag.retrieval import Found, Retriever
from rag.saved_cases import append_case, case_from_answer
from rag.speaker_match import match_speakers
from rag.turns import Turns

if TYPE_CHECKING:
    from rag.eval_commands import Evaluated
    from rag.evaluation import Progress
    from rag.llm import LanguageModel
    from rag.testset import TestSet
    from rag.writing import Drafted, Written
    from rag.writing import Turn as ToldTurn

KEPT_CASES = "testset.jsonl"  # in the data directory
SAMPLE_QUESTIONS = Path(__file__).with_name("sample_questions.jsonl")


class Wartanya:
    """Articles in a data directory, and answers from them. A context manager, thread-safe.

    ``data`` is created where it is missing; ``model`` is the default one, or the name or path of
    any sentence-transformers model; ``llm`` is asked by `write` alone, see `rag.llm.configured`.
    Raises WartanyaError where the directory is another process's, can't be written, or was made
    with another model. Once closed, whatever is asked of it raises WartanyaError.

    Any thread may ask, add and remove at any time. All that one answer cites is of one moment,
    whatever is added or removed while it is made.
    """

    def __init__(
        self, data: str | Path, model: str | None = None, llm: "LanguageModel | None" = None
    ) -> None:
        self._embedder: Embedder = open_embedder(model)
        self._reader = Reader()
        self._data = Path(data)
        self._index = ArticleIndex.open(self._data, self._embedder)
        self.retriever = Retriever(self._index, self._embedder)
        self.llm = llm
        self._known = KnownSpeakers()
        self._keeping = threading.Lock()
        self._turns = Turns()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the index and give the directory up, once the questions being answered are.

        A second call does nothing.
        """
        with self._turns.alone():
            self._index.close()

    def add(
        self,
        sources: Sequence[str | Path],
        progress: Callable[[Outcome], None] | None = None,
        how: How | None = None,
        expect: Callable[[int], None] | None = None,
    ) -> Summary:
        """Add files, folders, archives, corpora, web pages, feeds and sitemaps.

        What can't be read is in the summary, the rest is added. ``progress`` hears of each
        article, ``expect`` of how many files are to come.
        """
        from index.loading import load

        how = replace(how or How(), validators=self._index.validators)
        return self._index.add(load(sources, how, expect), progress)

    def add_articles(
        self,
        articles: Iterable[Article | Mapping[str, object]],
        progress: Callable[[Outcome], None] | None = None,
    ) -> Summary:
        """Add articles that the program has already, their text the body as it stands.

        Each is an Article, or a mapping with the same fields, of which only ``text`` is needed:
        title, language and id are found where they are missing. One with the id of an article
        that is there takes its place. What can't be taken is in the summary, the rest is added.
        """
        return self._index.add(_checked(articles), progress)

    def add_text(self, text: str) -> str:
        """Add a pasted article; its id. Raises WartanyaError where no article is found in it."""
        from index.loading import load_text

        # A source of its own: under one name the next text would be this one's new version.
        digest = sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
        return self._add_all([load_text(text, f"text#{digest}")])[0]

    def add_file(self, name: str, content: bytes) -> list[str]:
        """Add an uploaded file; the ids of its articles.

        Raises WartanyaError for the first one that can't be read; those before it are added.
        """
        from index.loading import load_bytes

        return self._add_all(load_bytes(name, content, f"upload:{name}"))

    def remove(self, article_id: str) -> None:
        """Remove an article. Raises WartanyaError where there is none of that id."""
        self._index.remove(article_id)

    def verify(self) -> Verification:
        """Check everything that is kept, and mend it; questions wait meanwhile."""
        with self._turns.alone():
            return self._index.verify()

    def compact(self, forget_versions: bool = False) -> None:
        """Give back the space of what was deleted; questions wait meanwhile.

        With ``forget_versions`` also that of what articles were before they changed.
        """
        with self._turns.alone():
            self._index.compact(forget_versions)

    def export(self, path: Path) -> None:
        """Write everything to one new file, which `wartanya import` takes."""
        self._index.export(path)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Inside the block, all that this thread reads is of one moment.

        Other threads may add and remove meanwhile; this one may not, and closing waits for it.
        """
        with self._turns.together(), self._index.snapshot():
            yield

    def articles(self) -> list[ArticleRecord]:
        """All articles, without their text."""
        return self._index.articles()

    def size(self) -> tuple[int, int]:
        """How many articles and passages there are."""
        return self._index.size()

    def article(self, article_id: str, version: str | None = None) -> Article:
        """One article, as it is now or was. Raises WartanyaError where there is none of that id."""
        return self._index.article(article_id, version)

    def versions(self, article_id: str) -> list[OldVersion]:
        """What an article was before it changed, oldest first."""
        return self._index.versions(article_id)

    def read(self, ids: Collection[str]) -> dict[str, Article]:
        """Articles by id, many at once; an id that isn't there is left out."""
        return self._index.read(ids)

    def statements(self, article_ids: Sequence[str] | None = None) -> list[Statement]:
        """Who said what, by article and in its order; in all articles where None are named."""
        return self._index.statements(article_ids)

    def mentioned_dates(self, article_ids: Collection[str]) -> dict[str, list[MentionedDate]]:
        """The days that articles' texts mention, by article and in its order; an article that
        mentions none is left out."""
        return self._index.mentioned_dates(article_ids)

    def distinct(self, statements: Sequence[Statement]) -> list[Statement]:
        """Statements in their order, without those that an earlier article of the story has."""
        return distinct_said(statements, self._index)

    def speakers(self) -> list[Speaker]:
        """Everybody who speaks or holds a role, the same person in many articles as one."""
        return self._index.speakers()

    def said_by(self, speaker: str | None = None, article_id: str | None = None) -> list[Statement]:
        """Statements of whoever ``speaker`` names, by name or role; all where None is given.

        What several articles of one story have is told once, unless an article is named. Raises
        WartanyaError where the speaker or the article isn't there.
        """
        if article_id is not None:
            self.article(article_id)
            statements = self.statements([article_id])
        else:
            statements = self.distinct(self.statements())
        if speaker is None:
            return statements
        matches = match_speakers(speaker, self.speakers())
        if not matches:
            raise NotFound(f"{speaker}: nobody of this name or role; see `wartanya speakers`")
        meant = [m.speaker for m in matches if m.score == matches[0].score]
        known = {(i, n) for one in meant for i in one.article_ids for n in (one.name, *one.aliases)}
        return [s for s in statements if (s.article_id, s.speaker) in known]

    def keep_case(self, answer: Answer, wrong: str | None = None) -> Path:
        """Add an answer, with what was wrong with it, to the directory's test set; its path.

        Raises WartanyaError where the file is no test set any more, or can't be written.
        """
        path = self._data / KEPT_CASES
        with self._keeping:
            append_case(path, case_from_answer(answer, wrong))
        return path

    def testsets(self) -> list[Path]:
        """Test sets that are at hand: of kept answers, and of the samples where they are."""
        at_hand = [self._data / KEPT_CASES]
        if self._has_samples():
            at_hand.append(SAMPLE_QUESTIONS)
        return [path for path in at_hand if path.is_file()]

    def _has_samples(self) -> bool:
        """Whether every article that the samples' test set asks about is there, by its title."""
        titles = {article.title for article in self.articles()}
        with SAMPLE_QUESTIONS.open(encoding="utf-8") as lines:
            asked = [json.loads(line)["evidence"] for line in lines]
        return all(evidence is None or evidence["article"] in titles for evidence in asked)

    def examples(self, language: str) -> list[str]:
        """Questions in ``language`` ('id' or 'en') that the articles answer."""
        return example_questions(self._index, language)

    def describe(self) -> dict[str, Any]:
        """What makes the answers: model, versions and settings, as JSON values."""
        from importlib.metadata import version

        return {
            "model": self._embedder.model,
            "embedding": self._embedder.fingerprint,
            "reader": self._reader.fingerprint,
            "wartanya": version("wartanya"),
            "articles": sorted(f"{a.id}:{a.version}" for a in self.articles()),
            "retrieval.dense_weight": self.retriever.dense_weight,
            "retrieval.candidates": self.retriever.candidates,
        }

    def with_settings(self, values: Mapping[str, str]) -> Self:
        """This index asked with other settings: 'retrieval.dense_weight', 'retrieval.candidates'.

        Raises WartanyaError for a setting that there isn't, or a value that it can't have.
        """
        other = copy(self)
        for name, value in values.items():
            other.retriever = _with_setting(other.retriever, name, value)
        return other

    def search(self, query: str, k: int = 10, within: Filter | None = None) -> list[Found]:
        """The ``k`` passages nearest to the query, best first; fewer where there are fewer."""
        with self.snapshot():
            return self.retriever.search(query, k, within)

    def ask(
        self,
        question: str,
        articles: Sequence[str] | None = None,
        within: Filter | None = None,
        speaker: str | None = None,
        beyond: Sequence[Shown] = (),
    ) -> Answer:
        """Answer from the articles, or say that they don't.

        ``articles`` are ids to keep to; ``within`` narrows further. With ``speaker``, a name, a
        question that names no speaker is put to that one's words. ``beyond`` are spans that were
        shown before: the answer has others. Raises WartanyaError for an empty or an overlong
        question.
        """
        read = read_question(question)
        if articles is not None:
            within = Filter(articles=frozenset(articles))
        with self.snapshot():
            answerer = Answerer(self._index, self._embedder, self._reader, self.retriever)
            return answerer.answer(question, read, Bounds(within, speaker, tuple(beyond)))

    def understand(self, question: str, turns: Sequence[Turn]) -> Completed:
        """The question made whole from the conversation before it, oldest turn first.

        What stands alone, or is empty, comes back as it was typed.
        """
        from rag.follow_up.completing import complete

        if not turns:
            return Completed(question)
        return complete(question, turns, self._known.of(self.speakers()))

    def readings(
        self, question: str, turns: Sequence[Turn], names: Sequence[str]
    ) -> list[tuple[str, str]]:
        """Each of those whom an unclear question may mean, with the question that it then is."""
        from rag.follow_up.choosing import readings

        return readings(question, turns, names, self._known.of(self.speakers()))

    def converse(
        self,
        question: str,
        turns: Sequence[Turn] = (),
        articles: Sequence[str] | None = None,
        within: Filter | None = None,
        speaker: str | None = None,
    ) -> Conversed:
        """Answer a question that may lean on the turns before it; the rest as `ask`."""
        understood = self.understand(question, turns)
        answer = self.ask(understood.text, articles, within, speaker, understood.beyond)
        return Conversed(understood, answer, Turn.of(understood.text, answer))

    async def write(
        self, answer: Answer, before: "Sequence[ToldTurn]" = ()
    ) -> "AsyncGenerator[Drafted | Written]":
        """The language model's wording of an answer, checked: drafts, then one Written.

        ``before`` is what was asked and told before. Close the iterator to end the request.
        Raises WartanyaError where no model was given.
        """
        from rag.writing import write

        if self.llm is None:
            raise WartanyaError("no language model: give Wartanya one as llm=")
        articles, statements = await asyncio.to_thread(read_ground, self, answer)
        parts = write(self.llm, answer, articles, statements, self._embedder, before)
        async with aclosing(parts):
            async for part in parts:
                yield part

    def evaluate(
        self,
        testset: "str | Path | TestSet",
        *,
        report: str | Path | None = None,
        record: str | Path | None = None,
        fail_under: Sequence[str] = (),
        progress: "Progress | None" = None,
    ) -> "Evaluated":
        """Ask every question of a test set and score the answers.

        ``testset`` is a file, a folder, or a set of the program's own. ``report`` (HTML) and
        ``record`` (JSON) name files to write; ``fail_under`` has gates like 'mrr@10=.85', which
        `Evaluated.passed` tells of. ``progress`` hears (asked, in all) after every question.
        Raises WartanyaError for what can't be read, or written.
        """
        from rag.eval_commands import evaluate

        return evaluate(
            self, testset, report=report, record=record, fail_under=fail_under, progress=progress
        )

    def _add_all(self, loaded: Iterable[Loaded]) -> list[str]:
        ids: list[str] = []
        for item in loaded:
            summary = self._index.add([item], lambda outcome: ids.append(outcome.article_id or ""))
            for failed in summary.failed:
                raise failed.error or WartanyaError(f"{failed.source}: not added, try again")
        return ids


def _checked(articles: Iterable[Article | Mapping[str, object]]) -> Iterator[Loaded]:
    """What a program gives, checked as the records of a corpus are."""
    from index.corpus import article_from_record

    for number, given in enumerate(articles, start=1):
        where = f"article {number}"
        try:
            record = asdict(given) if isinstance(given, Article) else given
            article = article_from_record(record, where)
        except WartanyaError as error:
            yield Loaded(where, None, error)
        else:
            yield Loaded(f"record:{article.id}", article, None)


def _with_setting(retriever: Retriever, name: str, value: str) -> Retriever:
    try:
        match name:
            case "retrieval.dense_weight" if 0 <= float(value) <= 1:
                return replace(retriever, dense_weight=float(value))
            case "retrieval.candidates" if int(value) > 0:
                return replace(retriever, candidates=int(value))
    except ValueError:
        pass
    raise WartanyaError(
        f"{name}={value}: no such setting or value: retrieval.dense_weight takes 0 to 1, "
        "retrieval.candidates a number of passages"
    )
