"""Example questions, drawn from the articles that are there."""

from collections.abc import Iterable

from index.build import ArticleIndex, ArticleRecord
from index.statement import Statement

EXAMPLES = 4
LOOKED_AT = 20  # newest articles, those in the reader's language first
_SAID = {"id": "Apa kata {speaker}?", "en": "What did {speaker} say?"}
_WHEN = {"id": "Kapan artikel “{title}” terbit?", "en": "When was the article “{title}” published?"}
_WHO = {"id": "Siapa saja yang dikutip?", "en": "Who was quoted?"}


def example_questions(index: ArticleIndex, language: str) -> list[str]:
    """Up to four questions that the newest articles answer, in ``language`` ('id' or 'en').

    What somebody said, twice, of two articles where there are; who was quoted; when one appeared.
    """
    newest = sorted(index.articles(), key=lambda a: a.published or "", reverse=True)
    newest.sort(key=lambda a: a.language != language)
    looked_at = newest[:LOOKED_AT]
    speakers = _speakers(looked_at, index.statements([record.id for record in looked_at]))
    questions = [_SAID[language].format(speaker=speaker) for speaker in speakers[:2]]
    if speakers:
        questions.append(_WHO[language])
    dated = [r.title for r in looked_at if r.title and r.published]
    questions += [
        _WHEN[language].format(title=title) for title in dated[: EXAMPLES - len(questions)]
    ]
    return questions


def _speakers(records: Iterable[ArticleRecord], statements: Iterable[Statement]) -> list[str]:
    """Who is quoted first in each article, in the articles' order, nobody twice."""
    first: dict[str, str] = {}
    for statement in statements:
        if statement.speaker and statement.direct:
            first.setdefault(statement.article_id, statement.speaker)
    return list(dict.fromkeys(first[record.id] for record in records if record.id in first))
