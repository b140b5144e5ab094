"""The articles as resources: listed page by page, read as plain text."""

from urllib.parse import quote, unquote

from mcp_types import (
    ListResourcesResult,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    TextResourceContents,
)

from index.article import Article
from index.errors import WartanyaError
from index.records import ArticleRecord
from rag.mcp.listing import page
from rag.mcp.readable import one_line
from rag.wartanya import Wartanya

SCHEME = "article://"
PAGE = 50  # resources listed at once
MIME_TYPE = "text/plain"
TEMPLATE = ResourceTemplate(
    uri_template=SCHEME + "{id}",
    name="article",
    title="An article",
    description="Title, outlet, author, dates and address, an empty line, and the exact text.",
    mime_type=MIME_TYPE,
)


def listed(wartanya: Wartanya, cursor: str | None) -> ListResourcesResult:
    """A page of articles, the newest first. WartanyaError for a cursor that wasn't given."""
    records, next_cursor = page(wartanya.articles(), PAGE, cursor)
    return ListResourcesResult(resources=[*map(_entry, records)], next_cursor=next_cursor)


def read(wartanya: Wartanya, uri: str) -> ReadResourceResult:
    """One article, facts first. WartanyaError where the address names none."""
    if not uri.startswith(SCHEME):
        raise WartanyaError(f"{uri[:200]!r}: no article's address; write it as {SCHEME}ID")
    article = wartanya.article(unquote(uri.removeprefix(SCHEME)))
    content = TextResourceContents(uri=uri, text=_as_text(article), mime_type=MIME_TYPE)
    return ReadResourceResult(contents=[content])


def address(article_id: str) -> str:
    """An article's URI."""
    return SCHEME + quote(article_id, safe="")


def _entry(record: ArticleRecord) -> Resource:
    return Resource(
        uri=address(record.id),
        name=record.id,
        title=one_line(record.title),
        description=one_line(record.outlet, record.published, record.author),
        mime_type=MIME_TYPE,
    )


def _as_text(article: Article) -> str:
    facts = (
        article.title,
        one_line(article.outlet, article.author, article.published),
        f"updated {article.updated}" if article.updated else None,
        article.url,
        f"article {article.id}, version {article.version}",
    )
    head = "\n".join(one_line(fact) for fact in facts if fact)
    return f"{head}\n\n{article.text}"
