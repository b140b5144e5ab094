"""Answers to questions of an article's own data: title, date, author, outlet."""

from collections.abc import Sequence

from index.article import Article
from index.build import ArticleIndex
from rag import prompts
from rag.answer import Citation, Sentence
from rag.dates import written_date
from rag.draft import Draft
from rag.question import About, Question
from rag.retrieval import Found


def answer(question: Question, index: ArticleIndex, found: Sequence[Found]) -> Draft:
    """Answer from the data of the article that the question names.

    It is the best one found where the question has a topic, and the only one where there is but
    one; else the answer asks which. The citation is the article itself: a span of no length at
    its start, since title and date stand above the body.
    """
    language = question.language
    ids = list(dict.fromkeys(f.passage.article_id for f in found))
    if not ids:
        return Draft(False, 0.0, (Sentence(prompts.NO_ARTICLES[language], ()),))
    if not question.topic and len(ids) > 1:
        return Draft(False, 0.0, (Sentence(prompts.WHICH_ARTICLE[language], ()),))
    article = index.article(ids[0])
    citation = Citation.of(article, 0, 0, 1, None, found[0].score)
    value = _value(question, article)
    if value is None:
        text = prompts.UNKNOWN[language].format(title=article.title)
        return Draft(False, 0.0, (Sentence(text, (1,)),), (citation,))
    template = {
        About.TITLE: prompts.TITLE,
        About.PUBLISHED: prompts.PUBLISHED,
        About.AUTHOR: prompts.AUTHOR,
        About.OUTLET: prompts.OUTLET,
    }[question.about or About.TITLE][language]
    text = template.format(title=article.title, value=value)
    return Draft(True, 1.0, (Sentence(text, (1,)),), (citation,), short_answer=value)


def _value(question: Question, article: Article) -> str | None:
    match question.about:
        case About.PUBLISHED:
            return written_date(article.published, question.language)
        case About.AUTHOR:
            return article.author
        case About.OUTLET:
            return article.outlet
        case _:
            return article.title or None
