"""The numbered passages that a language model sees, as many as its context has room for."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.article import Article
from index.sentences import split_sentences
from index.statement import Statement
from rag import model_prompts
from rag.addressed import without_addressed
from rag.answer import Answer, Citation
from rag.dates import written_date
from rag.extraction import speaker_of
from rag.fencing import as_data

# Of UTF-8, a token, at the least: of the sample articles 3.75 (Gemma 3) and 3.80 (XLM-R).
BYTES_PER_TOKEN = 2.5
MOST = 12  # passages; more of them distract a model
_FEW = 90  # characters of a statement that tell the model which one is meant


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage that a model may cite by its number: ``article.text[start:end]``.

    ``statements`` are those that have a character in it; ``answer`` is where in the article the
    extractive answer stands, None where it doesn't stand here.
    """

    number: int
    article: Article
    start: int
    end: int
    score: float
    statements: tuple[Statement, ...]
    answer: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """The article's own characters."""
        return self.article.text[self.start : self.end]

    def cited(self, marker: int) -> Citation:
        """The citation of all of it."""
        spoken = speaker_of(self.statements, self.start, self.end)
        return Citation.of(
            self.article, self.start, self.end, marker, spoken, self.score, self.answer
        )


def tokens_at_most(text: str) -> int:
    """A safe estimate of a text's tokens in any model's tokenizer."""
    return math.ceil(len(text.encode("utf-8", "replace")) / BYTES_PER_TOKEN)


def shown_passages(
    answer: Answer,
    articles: Mapping[str, Article],
    statements: Sequence[Statement],
    room: int,
    fence: str,
) -> tuple[Shown, ...]:
    """What the answer cites, then the best passages, in at most ``room`` tokens as rendered.

    A citation that lies in a retrieved passage is shown as that passage; another one with the
    sentences it stands in. An article that ``articles`` doesn't hold is left out.
    """
    spans = [(c.article_id, *_home(c, answer, articles), c.score) for c in answer.citations]
    spans += [(r.article_id, r.start, r.end, r.score) for r in answer.retrieved]
    shown: list[Shown] = []
    for article_id, start, end, score in spans:
        article = articles.get(article_id)
        if article is None or len(shown) == MOST:
            continue
        start, end = _trimmed(article.text, start, end)
        if start == end or _is_shown(shown, article_id, start, end):
            continue
        one = _shown(len(shown) + 1, article, start, end, score, statements, answer)
        room -= tokens_at_most(rendered(one, answer.language, fence))
        if room < 0:
            break
        shown.append(one)
    return tuple(shown)


def rendered(one: Shown, language: str, fence: str) -> str:
    """A passage as it is sent: number, title and source, its fenced text, and who speaks in it."""
    article = one.article
    date = written_date(article.published, language)
    source = ", ".join(part for part in (article.outlet, date) if part)
    text = model_prompts.PASSAGE[language].format(
        number=one.number,
        title=as_data(article.title),
        source=as_data(source),
        opening=fence,
        text=without_addressed(as_data(one.text)),
        closing=fence,
    )
    return "\n".join([text, *_speakers(one, language)])


def _speakers(one: Shown, language: str) -> list[str]:
    lines = []
    for statement in one.statements:
        words = without_addressed(as_data(one.article.text[statement.start : statement.end]))
        if statement.speaker is None or not words:
            continue
        role = statement.role or statement.affiliation
        who = f"{statement.speaker} ({role})" if role else statement.speaker
        few = words if len(words) <= _FEW else words[:_FEW].rpartition(" ")[0] + " …"
        line = model_prompts.SPEAKER[language].format(who=as_data(who), words=few)
        lines.append(" ".join(line.split()))
    return lines


def _home(citation: Citation, answer: Answer, articles: Mapping[str, Article]) -> tuple[int, int]:
    """The retrieved passage around a citation, or else its own sentences and the one before."""
    for one in answer.retrieved:
        if one.article_id == citation.article_id and (
            one.start <= citation.start and citation.end <= one.end
        ):
            return one.start, one.end
    article = articles.get(citation.article_id)
    if article is None:
        return citation.start, citation.end
    spans = split_sentences(article.text)
    touched = [i for i, s in enumerate(spans) if s.start < citation.end and citation.start < s.end]
    if not touched:
        return citation.start, citation.end
    first, last = max(0, touched[0] - 1), min(len(spans) - 1, touched[-1] + 1)
    return spans[first].start, spans[last].end


def _shown(
    number: int,
    article: Article,
    start: int,
    end: int,
    score: float,
    statements: Sequence[Statement],
    answer: Answer,
) -> Shown:
    own = tuple(
        s for s in statements if s.article_id == article.id and s.start < end and start < s.end
    )
    short = [
        c.answer
        for c in answer.citations
        if c.answer and c.article_id == article.id and start <= c.answer[0] and c.answer[1] <= end
    ]
    return Shown(number, article, start, end, score, own, short[0] if short else None)


def _is_shown(shown: Sequence[Shown], article_id: str, start: int, end: int) -> bool:
    return any(
        one.article.id == article_id and one.start <= start and end <= one.end for one in shown
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends."""
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    return first, max(first, start + len(words.rstrip()))
