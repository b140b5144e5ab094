"""The page's head and its lists as HTML: our own elements around escaped text.

A button that opens something is ours; a '[1]' in a text stays text.
"""

from collections.abc import Sequence

from rag.web.desk import ArticleRecord
from rag.web.markup import escaped, facts, notice
from rag.web.security import LARGEST_UPLOAD, UPLOAD_MEGABYTES
from rag.web.texts import Texts

__all__ = ["article_list", "examples", "hint", "masthead", "notice", "views"]


def examples(questions: Sequence[str], texts: Texts) -> str:
    """Chips that ask at once; nothing where there are none."""
    if not questions:
        return ""
    chips = "".join(
        f'<li><button type="button" data-event="select" data-question="{escaped(question)}"'
        f' dir="auto">{escaped(question)}</button></li>'
        for question in questions
    )
    return f'<ul class="chips" aria-label="{escaped(texts.examples)}">{chips}</ul>'


def article_list(records: Sequence[ArticleRecord], most: int, texts: Texts) -> str:
    """The newest ``most`` articles, undated ones last, and a button for more."""
    newest = sorted(records, key=lambda record: record.published or "", reverse=True)
    rows = "".join(_row(record, texts) for record in newest[:most])
    count = texts.article_count.format(count=len(records))
    head = f"<h2>{escaped(texts.articles)}</h2>"
    if not records:
        return f'<div class="shelf">{head}<p class="state">{escaped(texts.no_articles)}</p></div>'
    more = ""
    if len(records) > most:
        label = texts.show_more.format(count=len(records) - most)
        more = f'<p><button type="button" data-event="more">{escaped(label)}</button></p>'
    return (
        f'<div class="shelf">{head}<p class="count">{escaped(count)}</p>'
        f'<ul class="list">{rows}</ul>{more}</div>'
    )


def _row(record: ArticleRecord, texts: Texts) -> str:
    return (
        f'<li><button type="button" data-event="read" data-id="{escaped(record.id)}">'
        f'<span class="title" lang="{escaped(record.language or "")}" dir="auto">'
        f"{escaped(record.title or texts.untitled)}</span>"
        f"{facts(record.outlet, record.published, texts)}</button></li>"
    )


def masthead(texts: Texts) -> str:
    """The page's name, its promise, and the switch between light and dark.

    Its data attributes are what the page's script says where no action of ours can: a full
    queue, a lost connection, an upload that is refused.
    """
    large = texts.large_file.format(limit=UPLOAD_MEGABYTES)
    return (
        f'<div class="brand" data-language="{texts.language}" data-busy="{escaped(texts.busy)}"'
        f' data-lost="{escaped(texts.lost)}" data-many="{escaped(texts.many_uploads)}"'
        f' data-large="{escaped(large)}" data-limit="{LARGEST_UPLOAD}"><h1>Wartanya</h1>'
        f"<p>{escaped(texts.tagline)}</p>"
        f'<button type="button" id="theme" aria-label="{escaped(texts.theme)}"'
        f' title="{escaped(texts.theme)}"><span aria-hidden="true">◐</span></button>'
        '<span id="spoken" role="status"></span></div>'
    )


def views(texts: Texts) -> str:
    """The ways to look at the articles; the page's script marks the one that is shown."""
    names = {
        "chat": texts.chat_tab,
        "speakers": texts.speech.tab,
        "evaluation": texts.evaluation.tab,
    }
    buttons = "".join(
        f'<button type="button" data-event="view" data-view="{name}">{escaped(label)}</button>'
        for name, label in names.items()
    )
    return f'<nav class="views" aria-label="{escaped(texts.views)}">{buttons}</nav>'


def hint(texts: Texts) -> str:
    """How an article is added."""
    return f'<p class="hint">{escaped(texts.add_hint)}</p>'
