"""Turns, articles and lists as HTML: our own elements around escaped text.

Questions, answers, articles and their data are untrusted: they reach the page through
``escaped`` alone, as text between tags or within a quoted attribute, and are never parsed as
markdown or HTML. A button that opens something is ours; a '[1]' in a text stays text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from index.article import Article
from rag.answer import Answer, Citation
from rag.dates import written_date
from rag.web.conversation import Stage, Turn
from rag.web.desk import ArticleRecord
from rag.web.security import LARGEST_UPLOAD, UPLOAD_MEGABYTES
from rag.web.texts import Texts

# Characters of a passage shown under a refusal; the whole of it is one click away.
EXCERPT = 240


@dataclass(frozen=True, slots=True)
class Opened:
    """The article beside the chat: which, through which citation, and when.

    ``serial`` differs each time the reader opens something, so that the page scrolls then and
    not when the same article is drawn again in another language. ``article`` is None where it
    can't be had any more.
    """

    serial: int
    article: Article | None
    citation: Citation | None


def escaped(text: str) -> str:
    """Text for HTML: special characters escaped, what no HTML may hold replaced."""
    whole = (
        text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\N{REPLACEMENT CHARACTER}")
    )
    return escape(whole, quote=True)


def safe_link(url: str | None) -> str | None:
    """The URL where it is http or https with a host, None for any other."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host else None


def transcript(turns: Sequence[Turn], texts: Texts) -> str:
    """The conversation; the live region is there before any answer, so answers are announced."""
    drawn = "".join(_turn(number, turn, texts) for number, turn in enumerate(turns))
    state = "running" if turns and turns[-1].running else "idle"
    return (
        f'<div class="turns" role="log" aria-live="polite" aria-relevant="additions text"'
        f' aria-label="{escaped(texts.conversation)}" data-turns="{len(turns)}"'
        f' data-state="{state}">{drawn}</div>'
    ) + ("" if turns else _welcome(texts))


def _welcome(texts: Texts) -> str:
    return (
        f'<div class="welcome"><h2>{escaped(texts.welcome)}</h2>'
        f"<p>{escaped(texts.welcome_how)}</p></div>"
    )


def _turn(number: int, turn: Turn, texts: Texts) -> str:
    question = f'<h2 class="question" dir="auto">{escaped(turn.question)}</h2>'
    reply = _reply(number, turn, texts)
    return f'<article class="turn" data-turn="{number}">{question}{reply}</article>'


def _reply(number: int, turn: Turn, texts: Texts) -> str:
    if turn.stage is Stage.SEARCHING:
        return f'<p class="state searching">{escaped(texts.searching)}</p>'
    if turn.stage is Stage.FAILED:
        return f'<p class="state trouble">{escaped(texts.failed)}</p>'
    parts = [_answer(number, turn.answer, turn.shown, texts)] if turn.answer else []
    if turn.stage is Stage.STOPPED:
        parts.append(f'<p class="state">{escaped(texts.stopped)}</p>')
    if turn.stage is Stage.COMPLETE and turn.answer:
        parts.append(_sources(number, turn.answer, texts))
    if not turn.running:
        parts.append(_copy(texts) if turn.answer else "")
    return "".join(parts)


def _answer(number: int, answer: Answer, shown: int, texts: Texts) -> str:
    sentences = "".join(
        f'<p class="sentence">{escaped(sentence.text)}'
        f"{_markers(number, answer, sentence.citations, texts)}</p>"
        for sentence in answer.sentences[:shown]
    )
    kind = "answer" if answer.answerable else "answer refusal"
    head = "" if answer.answerable else f"<h3>{escaped(texts.refusal)}</h3>"
    if answer.answerable and answer.short_answer:
        head = (
            f'<p class="short"><span class="label">{escaped(texts.short_answer)}</span>'
            f' <strong dir="auto">{escaped(answer.short_answer)}</strong></p>'
        )
    return f'<div class="{kind}" lang="{escaped(answer.language)}">{head}{sentences}</div>'


def _markers(number: int, answer: Answer, markers: Iterable[int], texts: Texts) -> str:
    known = {citation.marker: citation for citation in answer.citations}
    return "".join(
        f"\N{NO-BREAK SPACE}{_marker(number, known[marker], texts)}"
        for marker in markers
        if marker in known
    )


def _marker(number: int, citation: Citation, texts: Texts) -> str:
    label = texts.marker_label.format(
        marker=citation.marker, title=citation.title or texts.untitled
    )
    return (
        f'<button type="button" class="marker" data-event="cite" data-turn="{number}"'
        f' data-marker="{citation.marker}" aria-label="{escaped(label)}">'
        f"[{citation.marker}]</button>"
    )


def _sources(number: int, answer: Answer, texts: Texts) -> str:
    if not answer.citations:
        return ""
    heading = texts.sources if answer.answerable else texts.nearest
    items = "".join(
        _source(number, citation, texts, excerpt=not answer.answerable)
        for citation in answer.citations
    )
    return f'<div class="sources"><h3>{escaped(heading)}</h3><ol>{items}</ol></div>'


def _source(number: int, citation: Citation, texts: Texts, *, excerpt: bool) -> str:
    lines = []
    if citation.speaker:
        said = texts.said_by.format(speaker=citation.speaker)
        lines.append(f'<span class="speaker" dir="auto">{escaped(said)}</span>')
    if excerpt:
        lines.append(f'<q class="excerpt" dir="auto">{escaped(_shortened(citation.text))}</q>')
    title = f'<cite dir="auto">{escaped(citation.title or texts.untitled)}</cite>'
    lines.append(title)
    lines.append(_facts(citation.outlet, citation.published, texts))
    return f"<li>{_marker(number, citation, texts)}<div>{''.join(lines)}</div></li>"


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= EXCERPT else flat[:EXCERPT].rsplit(" ", 1)[0] + " …"


def _facts(outlet: str | None, published: str | None, texts: Texts) -> str:
    facts = [f'<span dir="auto">{escaped(outlet)}</span>'] if outlet else []
    if published:
        words = written_date(published, texts.language) or published
        facts.append(f'<time datetime="{escaped(published)}">{escaped(words)}</time>')
    else:
        facts.append(f"<span>{escaped(texts.undated)}</span>")
    return f'<span class="facts">{" · ".join(facts)}</span>'


def _copy(texts: Texts) -> str:
    return (
        f'<p class="actions"><button type="button" data-copy="{escaped(texts.copied)}">'
        f"{escaped(texts.copy)}</button></p>"
    )


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
        f"{_facts(record.outlet, record.published, texts)}</button></li>"
    )


def reader(opened: Opened, texts: Texts) -> str:
    """An article, its cited passage in ``mark`` elements, under its title, outlet and date."""
    cited = opened.citation
    bar = f'<button type="button" data-event="shelf">← {escaped(texts.all_articles)}</button>'
    if cited:
        bar += f'<button type="button" data-return>{escaped(texts.back_to_answer)}</button>'
    body = _article(opened.article, cited, texts) if opened.article else _lost(cited, texts)
    return (
        f'<div class="reading" data-opened="{opened.serial}"><p class="bar">{bar}</p>{body}</div>'
    )


def _article(article: Article, cited: Citation | None, texts: Texts) -> str:
    span = _span(article.text, cited) if cited else None
    notice = _cited_line(cited, texts) if cited and span else ""
    if cited and not span:
        notice = _notice(texts.changed.format(text=cited.text))
    start, end = span or (0, 0)
    return (
        f'<article lang="{escaped(article.language or "")}">{_masthead(article, texts)}'
        f'{notice}<div class="body" dir="auto">{_marked(article.text, start, end)}</div></article>'
    )


def _lost(cited: Citation | None, texts: Texts) -> str:
    return _notice(texts.gone.format(text=cited.text if cited else ""))


def _notice(words: str) -> str:
    return f'<p class="state trouble" tabindex="-1">{escaped(words)}</p>'


def _cited_line(cited: Citation, texts: Texts) -> str:
    words = texts.cited_from if cited.speaker else texts.cited_passage
    line = words.format(marker=cited.marker, speaker=cited.speaker)
    return f'<p class="cited" lang="{texts.language}" dir="auto">{escaped(line)}</p>'


def _span(text: str, cited: Citation) -> tuple[int, int] | None:
    """Where the citation's characters are: as it says, or where they stand after an edit."""
    if text[cited.start : cited.end] == cited.text:
        return cited.start, cited.end
    start = text.find(cited.text) if cited.text else -1
    return (start, start + len(cited.text)) if start >= 0 else None


def _masthead(article: Article, texts: Texts) -> str:
    facts = [_facts(article.outlet, article.published, texts)]
    if article.author:
        author = texts.by.format(author=article.author)
        facts.append(f'<span class="author" dir="auto">{escaped(author)}</span>')
    link = safe_link(article.url)
    if link:
        label = texts.visit.format(host=urlsplit(link).hostname)
        facts.append(
            f'<a href="{escaped(link)}" target="_blank" rel="noopener noreferrer nofollow">'
            f"{escaped(label)}</a>"
        )
    title = f'<h2 tabindex="-1" dir="auto">{escaped(article.title or texts.untitled)}</h2>'
    return f'<header>{title}<p class="byline">{"".join(facts)}</p></header>'


def _marked(text: str, start: int, end: int) -> str:
    """A paragraph a line, the characters from start to end within ``mark``."""
    paragraphs = []
    offset = 0
    for line in text.split("\n"):
        low = min(max(start - offset, 0), len(line))
        high = min(max(end - offset, low), len(line))
        offset += len(line) + 1
        if not line.strip():
            continue
        marked = f'<mark tabindex="-1">{escaped(line[low:high])}</mark>' if low < high else ""
        paragraphs.append(f"<p>{escaped(line[:low])}{marked}{escaped(line[high:])}</p>")
    return "".join(paragraphs)


def notice(words: str, *, trouble: bool) -> str:
    """What became of an action, read out by a screen reader: at once where it is trouble."""
    if not words:
        return '<p class="notice" role="status"></p>'
    kind, role = ("trouble", "alert") if trouble else ("success", "status")
    return f'<p class="notice {kind}" role="{role}" dir="auto">{escaped(words)}</p>'


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


def hint(texts: Texts) -> str:
    """How an article is added."""
    return f'<p class="hint">{escaped(texts.add_hint)}</p>'
