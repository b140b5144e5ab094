"""What the page needs from the engine, and nothing else."""

from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from index.article import Article
from index.people import Speaker
from index.statement import Statement
from rag.answer import Answer
from rag.follow_up.turns import Completed, Shown
from rag.follow_up.turns import Turn as PastTurn
from rag.llm import LanguageModel
from rag.writing import Drafted, Written


class ArticleRecord(Protocol):
    """An article as a list shows it, without its body."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def url(self) -> str | None: ...
    @property
    def published(self) -> str | None: ...
    @property
    def author(self) -> str | None: ...
    @property
    def outlet(self) -> str | None: ...
    @property
    def language(self) -> str | None: ...


class Desk(Protocol):
    """Asks, reads and adds articles. Called from several threads at once."""

    def ask(
        self,
        question: str,
        articles: Sequence[str] | None = None,
        *,
        speaker: str | None = None,
        beyond: Sequence[Shown] = (),
    ) -> Answer:
        """The answer, from the given articles or all. WartanyaError: empty or too long.

        A question that names no speaker is put to ``speaker``'s words where one is given.
        ``beyond`` are spans that were shown before.
        """
        ...

    def understand(self, question: str, turns: Sequence[PastTurn]) -> Completed:
        """The question made whole from the turns before it, oldest first."""
        ...

    def readings(
        self, question: str, turns: Sequence[PastTurn], names: Sequence[str]
    ) -> Sequence[tuple[str, str]]:
        """Each of those whom an unclear question may mean, with the question that it then is."""
        ...

    @property
    def llm(self) -> LanguageModel | None:
        """The language model that may write answers, where there is one."""
        ...

    def write(self, answer: Answer) -> AsyncGenerator[Drafted | Written]:
        """The model's wording of an answer, checked: drafts, then one Written."""
        ...

    def article(self, article_id: str, version: str | None = None) -> Article:
        """The article's newest version, or the one given. WartanyaError where there is none."""
        ...

    def read(self, ids: Collection[str]) -> Mapping[str, Article]:
        """Articles by id, many at once; an id that isn't there is left out."""
        ...

    def articles(self) -> Sequence[ArticleRecord]:
        """All articles."""
        ...

    def add_text(self, text: str) -> str:
        """Add one pasted article; its id. WartanyaError where no body is found."""
        ...

    def add_file(self, name: str, content: bytes) -> Sequence[str]:
        """Add an uploaded file's articles; their ids. WartanyaError as it fails."""
        ...

    def examples(self, language: str) -> Sequence[str]:
        """Questions that the articles answer, in 'id' or 'en'."""
        ...

    def statements(self, article_ids: Sequence[str] | None = None) -> Sequence[Statement]:
        """Who said what, by article and in its order; in all articles where None are named."""
        ...

    def distinct(self, statements: Sequence[Statement]) -> Sequence[Statement]:
        """Those statements, without copies in other outlets' articles of the same story."""
        ...

    def speakers(self) -> Sequence[Speaker]:
        """Everybody who speaks, the same person in many articles as one.

        The same list, not an equal one, comes back as long as no article has changed.
        """
        ...

    def describe(self) -> dict[str, Any]:
        """What makes the answers: the index's fingerprint, versions, settings; JSON values."""
        ...

    def testsets(self) -> Sequence[Path]:
        """Test sets that are at hand."""
        ...

    def keep_case(self, answer: Answer, wrong: str | None = None) -> Path:
        """Add an answer, with what was wrong with it, to a test set; its path.

        WartanyaError where it can't be added.
        """
        ...
