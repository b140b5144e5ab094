"""Statements as an answer cites them: with their context, and framed with who said them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.article import Article
from index.sentences import split_sentences
from index.statement import Statement
from rag import prompts
from rag.answer import Citation, Sentence
from rag.dates import written_date

NEAR = 200  # characters between two statements that follow one another
CONTEXT = 600  # characters of a statement's sentences that are compared with a topic


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement in its article; ``score``: how near it is to what was asked."""

    statement: Statement
    article: Article
    score: float = 0.0

    @property
    def text(self) -> str:
        """The article's own characters."""
        return self.article.text[self.statement.start : self.statement.end]

    @property
    def context(self) -> str:
        """The sentences that the statement stands in: they say what 'it' is."""
        statement = self.statement
        # A window, since an article may be long and have many statements.
        first = max(0, statement.start - CONTEXT)
        window = self.article.text[first : statement.end + CONTEXT]
        spans = [
            span
            for span in split_sentences(window)
            if span.start + first < statement.end and span.end + first > statement.start
        ]
        if not spans:
            return self.text
        return window[spans[0].start : spans[-1].end][:CONTEXT]


def framed(spoken: Sequence[Spoken], language: str) -> tuple[list[Sentence], list[Citation]]:
    """A sentence for every run of statements that follow one another, each statement cited.

    Who, role, outlet and date stand in front; direct speech keeps the article's quotation marks,
    reported speech is said to be that.
    """
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    for run in _runs(spoken):
        markers = []
        for one in run:
            citations.append(cite(one, len(citations) + 1))
            markers.append(len(citations))
        statement = run[0].statement
        template = prompts.DIRECT if statement.direct else prompts.REPORTED
        text = template[language].format(
            who=who(run[0], language), text=" ".join(one.text.strip() for one in run)
        )
        sentences.append(Sentence(text, tuple(markers)))
    return sentences, citations


def who(spoken: Spoken, language: str) -> str:
    """'Hery Sudarmanto (Sekjen Kemnaker; RMOL, 7 Desember 2017, 08.56 WIB)'."""
    statement, article = spoken.statement, spoken.article
    date = written_date(article.published, language)
    place = ", ".join(part for part in (article.outlet, date) if part)
    role = statement.role or statement.affiliation
    brackets = "; ".join(part for part in (role, place) if part)
    name = statement.speaker or prompts.UNNAMED[language]
    return f"{name} ({brackets})" if brackets else name


def cite(spoken: Spoken, marker: int) -> Citation:
    """The citation of a statement's exact span."""
    statement, article = spoken.statement, spoken.article
    return Citation.of(
        article, statement.start, statement.end, marker, statement.speaker, spoken.score
    )


def in_articles(statements: Iterable[Statement], articles: Mapping[str, Article]) -> list[Spoken]:
    """Statements with their articles."""
    return [Spoken(s, articles[s.article_id]) for s in statements if s.article_id in articles]


def _runs(spoken: Sequence[Spoken]) -> list[list[Spoken]]:
    """Statements cut where one doesn't follow the one before: by another, elsewhere, or apart."""
    runs: list[list[Spoken]] = []
    for one in spoken:
        if runs and _follows(runs[-1][-1].statement, one.statement):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _follows(first: Statement, second: Statement) -> bool:
    return (
        first.article_id == second.article_id
        and first.speaker == second.speaker
        and first.direct == second.direct
        and 0 <= second.start - first.end <= NEAR
    )
