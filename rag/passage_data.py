"""Passages with what their articles say of themselves, as other libraries take it."""

from index.article import Article, Passage
from index.build import Filter
from rag.retrieval import Found
from rag.wartanya import Wartanya

Data = dict[str, str | int | float | None]


def find(
    wartanya: Wartanya, query: str, k: int, within: Filter | None
) -> list[tuple[Found, Article]]:
    """The ``k`` passages nearest to a query, best first, each with its article."""
    with wartanya.snapshot():
        found = wartanya.search(query, k, within)
        articles = wartanya.read({one.passage.article_id for one in found})
    return [(one, articles[one.passage.article_id]) for one in found]


def passage_data(passage: Passage, article: Article) -> Data:
    """A passage's article and place in it: JSON values without lists, tags between commas."""
    return {
        "article_id": article.id,
        "version": article.version,
        "title": article.title,
        "url": article.url,
        "published": article.published,
        "updated": article.updated,
        "author": article.author,
        "outlet": article.outlet,
        "section": article.section,
        "tags": ", ".join(article.tags) or None,
        "language": article.language,
        "start": passage.start,
        "end": passage.end,
    }


def found_data(found: Found, article: Article) -> Data:
    """`passage_data` with both scores."""
    scores: Data = {"dense_score": found.dense, "lexical_score": found.lexical}
    return passage_data(found.passage, article) | scores
