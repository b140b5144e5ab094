"""The tools: what each is called, takes, gives and does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from index.article import Article
from index.errors import NotFound, WartanyaError
from index.records import ArticleRecord, Filter
from index.statement import Statement
from rag.mcp import readable
from rag.mcp.arguments import (
    Arguments,
    ArticleArguments,
    AskArguments,
    ListArguments,
    SearchArguments,
    WhoSaidArguments,
)
from rag.mcp.listing import page
from rag.mcp.results import (
    ArticleResult,
    AskResult,
    FoundPassage,
    ListedArticle,
    ListResult,
    Result,
    SearchResult,
    SpokenStatement,
    WhoSaidResult,
)
from rag.speaker_match import match_speakers
from rag.wartanya import Wartanya


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool. ``run`` takes the index and ``arguments``, and gives a ``result``, or raises
    WartanyaError; ``text`` is that result to read."""

    name: str
    title: str
    description: str
    arguments: type[Arguments]
    result: type[Result]
    run: Callable[[Wartanya, Any], Result]
    text: Callable[[Any], str]


def ask(wartanya: Wartanya, given: AskArguments) -> AskResult:
    """The answer, or that the articles don't say."""
    if given.speaker is not None:
        _check_speaker(wartanya, given.speaker)
    _check_articles(wartanya, given.articles)
    return AskResult.model_validate(
        wartanya.ask(given.question, articles=given.articles, speaker=given.speaker)
    )


def search(wartanya: Wartanya, given: SearchArguments) -> SearchResult:
    """The passages nearest to the query."""
    _check_articles(wartanya, given.articles)
    within = Filter(
        articles=frozenset(given.articles) if given.articles else None,
        outlets=_outlets(wartanya, given.outlets) if given.outlets else None,
        published_from=given.published_from,
        published_to=given.published_to,
    )
    found = wartanya.search(given.query, given.k, None if within == Filter() else within)
    articles = wartanya.read({one.passage.article_id for one in found})
    passages = [
        FoundPassage(
            rank=rank,
            text=one.passage.text,
            start=one.passage.start,
            end=one.passage.end,
            score=one.score,
            **_facts(articles[one.passage.article_id], one.passage.version),
        )
        for rank, one in enumerate(found, start=1)
        if one.passage.article_id in articles  # removed since it was found
    ]
    return SearchResult(query=given.query, passages=tuple(passages))


def who_said(wartanya: Wartanya, given: WhoSaidArguments) -> WhoSaidResult:
    """What a speaker said: about a topic, in an article, or all."""
    _check_speaker(wartanya, given.speaker)
    note = None
    if given.topic is None:
        statements = wartanya.said_by(given.speaker, given.article)
        if not statements:
            note = "This speaker is named, but no words of theirs are given."
    else:
        statements, note = _said_about(wartanya, given, given.topic)
    shown = statements[given.offset : given.offset + given.limit]
    end = given.offset + len(shown)
    articles = wartanya.read({statement.article_id for statement in shown})
    return WhoSaidResult(
        speaker=given.speaker,
        topic=given.topic,
        found=bool(statements),
        note=note,
        total=len(statements),
        next_offset=end if shown and end < len(statements) else None,
        statements=tuple(
            _spoken(one, articles[one.article_id]) for one in shown if one.article_id in articles
        ),
    )


def list_articles(wartanya: Wartanya, given: ListArguments) -> ListResult:
    """The articles, the newest first, page by page."""
    passing = [record for record in wartanya.articles() if _passes(record, given)]
    records, cursor = page(passing, given.limit, given.cursor)
    listed = tuple(map(ListedArticle.model_validate, records))
    return ListResult(total=len(passing), next_cursor=cursor, articles=listed)


def get_article(wartanya: Wartanya, given: ArticleArguments) -> ArticleResult:
    """One article's facts and its text, or a part of that."""
    article = wartanya.article(given.id, given.version)
    length = len(article.text)
    if given.start > length:
        raise WartanyaError(f"start={given.start}: the text has {length} characters; start below")
    end = min(given.start + given.length, length)
    return ArticleResult(
        author=article.author,
        updated=article.updated,
        section=article.section,
        tags=article.tags,
        language=article.language,
        id=article.id,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        url=article.url,
        version=article.version,
        older_versions=tuple(old.version for old in wartanya.versions(article.id)),
        length=length,
        start=given.start,
        end=end,
        next_start=end if end < length else None,
        text=article.text[given.start : end],
    )


def _said_about(
    wartanya: Wartanya, given: WhoSaidArguments, topic: str
) -> tuple[list[Statement], str | None]:
    """The speaker's statements about a topic; or none, and why."""
    articles = [given.article] if given.article else None
    _check_articles(wartanya, articles)
    answer = wartanya.ask(topic, articles=articles, speaker=given.speaker)
    said = []
    if answer.answerable:
        # A topic that is itself a question to somebody else is answered from that one's words.
        own = {
            (statement.article_id, statement.start, statement.end): statement
            for article_id in {citation.article_id for citation in answer.citations}
            for statement in wartanya.said_by(given.speaker, article_id)
        }
        cited = [(c.article_id, c.start, c.end) for c in answer.citations]
        said = [own[span] for span in cited if span in own]
    if said:
        return said, None
    if answer.answerable:
        return [], "Nothing of this speaker about that; name the topic alone, not a question."
    return [], " ".join(sentence.text for sentence in answer.sentences)


def _spoken(statement: Statement, article: Article) -> SpokenStatement:
    return SpokenStatement(
        speaker=statement.speaker,
        role=statement.role,
        affiliation=statement.affiliation,
        text=article.text[statement.start : statement.end],
        direct=statement.direct,
        start=statement.start,
        end=statement.end,
        resolved_by=statement.resolved_by.value,
        confidence=statement.confidence,
        **_facts(article, article.version),
    )


def _facts(article: Article, version: str) -> dict[str, Any]:
    """What is told of an article beside a span of it."""
    return {
        "article_id": article.id,
        "version": version,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published,
        "url": article.url,
    }


def _passes(record: ArticleRecord, given: ListArguments) -> bool:
    day = (record.published or "")[:10]
    return (
        (given.outlet is None or _folded(record.outlet) == _folded(given.outlet))
        and (given.language is None or record.language == given.language)
        and (given.published_from is None or day >= given.published_from)
        and (given.published_to is None or "" < day <= given.published_to)
    )


def _folded(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


def _check_speaker(wartanya: Wartanya, speaker: str) -> None:
    """Words that name nobody must not be answered from somebody else's."""
    if not match_speakers(speaker, wartanya.speakers()):
        raise NotFound(
            f"{speaker}: nobody of this name or role is quoted; try another form of the name"
        )


def _check_articles(wartanya: Wartanya, ids: Sequence[str] | None) -> None:
    if ids is None:
        return
    known = wartanya.read(set(ids))
    for article_id in ids:
        if article_id not in known:
            raise NotFound(f"{article_id}: no article of this id; see list_articles")


def _outlets(wartanya: Wartanya, names: Sequence[str]) -> frozenset[str]:
    """The outlets as articles write them."""
    known = {record.outlet for record in wartanya.articles() if record.outlet}
    wanted = {_folded(name): name for name in names}
    missing = wanted.keys() - {_folded(name) for name in known}
    if missing:
        name = wanted[min(missing)]
        raise NotFound(f"{name}: no article of this outlet; see list_articles")
    return frozenset(name for name in known if _folded(name) in wanted)


TOOLS = (
    Tool(
        "ask",
        "Ask the articles",
        "Answer a question from the news articles, or say that they don't answer it. Every "
        "sentence names its citations; a citation's text is the article's exact words, with the "
        "article, the offsets and the speaker. Where 'answerable' is false, don't answer from the "
        "citations: they are only the nearest passages.",
        AskArguments,
        AskResult,
        ask,
        readable.answer,
    ),
    Tool(
        "search",
        "Search the articles",
        "The passages nearest to a query, best first, in their exact words.",
        SearchArguments,
        SearchResult,
        search,
        readable.passages,
    ),
    Tool(
        "who_said",
        "Who said what",
        "A speaker's statements in their exact words, quoted or reported, with article and "
        "offsets: all of them, those about a topic, or those in one article. Never another "
        "speaker's.",
        WhoSaidArguments,
        WhoSaidResult,
        who_said,
        readable.statements,
    ),
    Tool(
        "list_articles",
        "List the articles",
        "The indexed articles without their text, the newest first, page by page.",
        ListArguments,
        ListResult,
        list_articles,
        readable.listing,
    ),
    Tool(
        "get_article",
        "Get an article",
        "One article's facts and its exact text; a long text in parts.",
        ArticleArguments,
        ArticleResult,
        get_article,
        readable.article,
    ),
)
