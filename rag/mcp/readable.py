"""What the tools give, as text for a model or a person to read.

An article's words stand on lines marked '>', and a fact on one line: no article can write a line
that looks like one of ours.
"""

from collections.abc import Iterable

from rag.mcp.results import (
    ArticleResult,
    AskResult,
    CitedSpan,
    FoundPassage,
    ListedArticle,
    ListResult,
    SearchResult,
    SpokenStatement,
    WhoSaidResult,
)


def quoted(text: str) -> str:
    """An article's words, every line marked."""
    return "\n".join(f"> {line}".rstrip() for line in text.strip().splitlines()) or ">"


def one_line(*parts: str | None) -> str:
    """Facts on one line, whatever they hold; without those that aren't known."""
    return " · ".join(" ".join(part.split()) for part in parts if part)


def answer(result: AskResult) -> str:
    """The sentences with their markers, then each citation's exact words."""
    said = f"Answered; confidence {result.confidence:.2f}."
    if not result.answerable:
        said = "Not answered: the articles don't say. The nearest passages are cited."
    sentences = [
        " ".join([one_line(s.text), *(f"[{marker}]" for marker in s.citations)])
        for s in result.sentences
    ]
    return _blocks([said, "\n".join(sentences), *map(_cited, result.citations)])


def _cited(span: CitedSpan) -> str:
    lines = [
        f"[{span.marker}] {one_line(span.title, span.outlet, span.published, span.url)}",
        _where(span.article_id, span.version, span.start, span.end),
    ]
    if span.speaker:
        lines.append(f"said by {one_line(span.speaker)}")
    if span.also:
        others = "; ".join(one_line(other.article_id, other.outlet) for other in span.also)
        lines.append(f"also in {others}")
    return "\n".join([*lines, quoted(span.text)])


def passages(result: SearchResult) -> str:
    """The passages with their ranks."""
    if not result.passages:
        return "No passage passes these filters."
    return _blocks(map(_found, result.passages))


def _found(passage: FoundPassage) -> str:
    facts = one_line(passage.title, passage.outlet, passage.published, passage.url)
    where = _where(passage.article_id, passage.version, passage.start, passage.end)
    return f"{passage.rank}. {facts}\n{where}; score {passage.score:.3f}\n{quoted(passage.text)}"


def statements(result: WhoSaidResult) -> str:
    """The statements with who said them, where, and how to go on."""
    if not result.found:
        return f"Nothing found. {one_line(result.note)}"
    shown = len(result.statements)
    head = f"{shown} of {result.total} statements."
    if result.next_offset is not None:
        head += f" For more: offset={result.next_offset}."
    return _blocks([head, *map(_spoken, result.statements)])


def _spoken(one: SpokenStatement) -> str:
    who = one_line(one.speaker or "somebody the article doesn't name", one.role or one.affiliation)
    how = "said" if one.direct else "said, as the article reports it"
    return "\n".join(
        [
            f"{who} {how}:",
            quoted(one.text),
            one_line(one.title, one.outlet, one.published, one.url),
            _where(one.article_id, one.version, one.start, one.end),
        ]
    )


def listing(result: ListResult) -> str:
    """An article a line, and how to go on."""
    head = f"{len(result.articles)} of {result.total} articles, the newest first."
    if result.next_cursor is not None:
        head += f" For more: cursor={result.next_cursor}"
    return _blocks([head, "\n".join(map(_listed, result.articles))])


def _listed(article: ListedArticle) -> str:
    length = f"{article.length} characters"
    return f"{article.id}  {one_line(article.published, article.outlet, article.title, length)}"


def article(result: ArticleResult) -> str:
    """The article's facts, its text or a part, and how to go on."""
    head = f"Characters {result.start}-{result.end} of {result.length}."
    if result.next_start is not None:
        head += f" For more: start={result.next_start}."
    facts = "\n".join(
        f"{name}: {one_line(value)}"
        for name, value in (
            ("title", result.title),
            ("outlet", result.outlet),
            ("author", result.author),
            ("published", result.published),
            ("updated", result.updated),
            ("section", result.section),
            ("tags", ", ".join(result.tags)),
            ("language", result.language),
            ("url", result.url),
            ("article", f"{result.id}, version {result.version}"),
            ("older versions", ", ".join(result.older_versions)),
        )
        if value
    )
    return _blocks([facts, head, quoted(result.text)])


def _where(article_id: str, version: str | None, start: int, end: int) -> str:
    edition = f", version {version}" if version else ""
    return f"article {one_line(article_id)}{edition}, characters {start}-{end}"


def _blocks(blocks: Iterable[str]) -> str:
    return "\n\n".join(block for block in blocks if block)
