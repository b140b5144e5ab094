"""An article beside the chat: its words, who said which of them, and the passage in question."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from index.article import Article
from index.statement import Statement
from rag.answer import Citation
from rag.dates import written_date
from rag.web.markup import escaped, facts, safe_link
from rag.web.segments import Segment, segments
from rag.web.speech_texts import how_known
from rag.web.texts import Texts

# Colours and lines under the words, in page.css. No common factor, so that 30 speakers differ.
COLOURS, LINES = 6, 5
# Speakers whose names stand above the article at once; more unfold.
LEGEND_OPEN = 4


@dataclass(frozen=True, slots=True)
class Opened:
    """The article beside the chat: which, through which citation, and when.

    ``serial`` differs each time the reader opens something, so that the page scrolls then and
    not when the same article is drawn again in another language. ``article`` is None where it
    can't be had any more. A citation with the marker 0 is a passage that no answer cites.
    ``newer``: the article has changed since it was cited, and this is what it was then.
    """

    serial: int
    article: Article | None
    citation: Citation | None
    statements: tuple[Statement, ...] = ()
    newer: bool = False


def reader(opened: Opened, texts: Texts) -> str:
    """An article, its cited passage in ``mark`` elements, under its title, outlet and date."""
    cited = opened.citation
    bar = f'<button type="button" data-event="shelf">← {escaped(texts.all_articles)}</button>'
    if cited:
        back = texts.back_to_answer if cited.marker else texts.back
        bar += f'<button type="button" data-return>{escaped(back)}</button>'
    body = _article(opened, opened.article, texts) if opened.article else _lost(cited, texts)
    return (
        f'<div class="reading" data-opened="{opened.serial}"><p class="bar">{bar}</p>{body}</div>'
    )


def _article(opened: Opened, article: Article, texts: Texts) -> str:
    cited = opened.citation
    span = _span(article.text, cited) if cited else None
    notice = _cited_line(cited, texts) if cited and span else ""
    if cited and not span:
        notice = _notice(texts.changed.format(text=cited.text))
    elif opened.newer:
        notice = _superseded(article, texts) + notice
    elif cited and cited.version not in (None, article.version):
        notice = _notice(texts.changed_elsewhere) + notice
    order = _order(opened.statements)
    answer = cited.answer if cited and span == (cited.start, cited.end) else None
    body = _Body(article.text, span or (0, 0), answer, opened.statements, order, texts)
    return (
        f'<article lang="{escaped(article.language or "")}">{_masthead(article, texts)}'
        f"{notice}{_legend(opened.statements, order, texts)}"
        f'<div class="body" dir="auto">{body.paragraphs()}</div></article>'
    )


def _order(statements: Sequence[Statement]) -> dict[str | None, int]:
    """Speakers as they come up, numbered; those without a name are one, the last."""
    names: list[str | None] = list(dict.fromkeys(s.speaker for s in statements if s.speaker))
    if any(s.speaker is None for s in statements):
        names.append(None)
    return {name: number for number, name in enumerate(names)}


def _sign(number: int) -> str:
    """A, B, ... Z, A2, B2, ...: what tells speakers apart without colour."""
    return chr(ord("A") + number % 26) + (str(number // 26 + 1) if number >= 26 else "")


def _look(name: str | None, number: int) -> str:
    return "said nobody" if name is None else f"said c{number % COLOURS} u{number % LINES}"


def _label(name: str | None, number: int, texts: Texts) -> str:
    return f"{_sign(number)} {name or texts.speech.unnamed}"


def _legend(statements: Sequence[Statement], order: Mapping[str | None, int], texts: Texts) -> str:
    """Who speaks in the article and as what, and the switch for the marks."""
    if not order:
        return ""
    counts = Counter(one.speaker for one in statements)
    roles: dict[str | None, str] = {}
    for one in statements:
        role = one.role or one.affiliation
        if role and one.speaker:
            roles.setdefault(one.speaker, role)
    items = "".join(
        f'<li><span class="{_look(name, number)}" dir="auto">'
        f"{escaped(_label(name, number, texts))}</span>"
        f'<span class="facts" dir="auto">{escaped(_about(roles.get(name), counts[name], texts))}'
        "</span></li>"
        for name, number in order.items()
    )
    heading = texts.speech.speakers_here.format(count=len(order))
    opened = " open" if len(order) <= LEGEND_OPEN else ""
    return (
        f'<section class="legend" lang="{texts.language}"><button type="button"'
        f' data-toggle="unsaid" aria-pressed="true">{escaped(texts.speech.toggle)}</button>'
        f"<details{opened}><summary>{escaped(heading)}</summary><ul>{items}</ul></details>"
        "</section>"
    )


def _about(role: str | None, count: int, texts: Texts) -> str:
    spoken = texts.speech.count(count)
    return f"{role} · {spoken}" if role else spoken


class _Body:
    """The article's words: a paragraph a line, the cited ones and each speaker's in elements."""

    def __init__(
        self,
        text: str,
        cited: tuple[int, int],
        answer: tuple[int, int] | None,
        statements: Sequence[Statement],
        order: Mapping[str | None, int],
        texts: Texts,
    ) -> None:
        self._text = text
        self._cited = cited
        self._answer = answer or (0, 0)
        self._segments = segments(statements, len(text))
        self._starts = [segment.start for segment in self._segments]
        self._order = order
        self._texts = texts
        self._labelled: set[str | None] = set()
        self._last: str | None = ""  # nobody's name

    def paragraphs(self) -> str:
        found = []
        offset = 0
        for line in self._text.split("\n"):
            end = offset + len(line)
            if line.strip():
                found.append(f"<p>{self._paragraph(offset, end)}</p>")
            offset = end + 1
        return "".join(found)

    def _paragraph(self, start: int, end: int) -> str:
        low = min(max(self._cited[0], start), end)
        high = min(max(self._cited[1], low), end)
        first = min(max(self._answer[0], low), high)
        last = min(max(self._answer[1], first), high)
        before = self._pieces(start, low)
        marked = self._pieces(low, first)
        if first < last:
            marked += f"<strong>{self._pieces(first, last)}</strong>"
        marked += self._pieces(last, high)
        after = self._pieces(high, end)
        return before + (f'<mark tabindex="-1">{marked}</mark>' if marked else "") + after

    def _pieces(self, start: int, end: int) -> str:
        found = []
        first = max(0, bisect_right(self._starts, start) - 1)
        for segment in self._segments[first:]:
            if segment.start >= end:
                break
            words = self._text[max(start, segment.start) : min(end, segment.end)]
            if words:
                found.append(self._piece(segment, words))
        return "".join(found)

    def _piece(self, segment: Segment, words: str) -> str:
        statement = segment.statement
        if statement is None:
            return escaped(words)
        name, number = statement.speaker, self._order[statement.speaker]
        label = ""
        # The name where somebody speaks first, the letter where they take over again. Drawn by
        # the style from an attribute: what is copied or searched is the article's text alone.
        if name not in self._labelled:
            label = _label(name, number, self._texts)
        elif name != self._last:
            label = _sign(number)
        self._labelled.add(name)
        self._last = name
        who = f' data-who="{escaped(label)}"' if label else ""
        title = f"{name or self._texts.speech.unnamed}: {how_known(statement, self._texts.speech)}"
        return (
            f'<span class="{_look(name, number)}"{who} title="{escaped(title)}">'
            f"{escaped(words)}</span>"
        )


def _lost(cited: Citation | None, texts: Texts) -> str:
    return _notice(texts.gone.format(text=cited.text if cited else ""))


def _notice(words: str) -> str:
    return f'<p class="state trouble" tabindex="-1">{escaped(words)}</p>'


def _superseded(article: Article, texts: Texts) -> str:
    """That this is an old version, and the way to the new one."""
    return (
        f'<p class="state trouble" tabindex="-1">{escaped(texts.old_version)} '
        f'<button type="button" data-event="read" data-id="{escaped(article.id)}">'
        f"{escaped(texts.newest_version)}</button></p>"
    )


def _cited_line(cited: Citation, texts: Texts) -> str:
    if cited.marker and not cited.text:
        words = texts.cited_article
    elif cited.marker:
        words = texts.cited_from if cited.speaker else texts.cited_passage
    else:
        words = texts.speech.passage_of if cited.speaker else texts.speech.passage
    line = words.format(marker=cited.marker, speaker=cited.speaker)
    return f'<p class="cited" lang="{texts.language}" dir="auto">{escaped(line)}</p>'


def stands_in(article: Article, cited: Citation) -> bool:
    """Whether the cited words are in this version of the article."""
    return _span(article.text, cited) is not None


def _span(text: str, cited: Citation) -> tuple[int, int] | None:
    """Where the citation's characters are: as it says, or where they stand after an edit."""
    if text[cited.start : cited.end] == cited.text:
        return cited.start, cited.end
    start = text.find(cited.text) if cited.text else -1
    return (start, start + len(cited.text)) if start >= 0 else None


def _masthead(article: Article, texts: Texts) -> str:
    found = [facts(article.outlet, article.published, texts)]
    if article.author:
        author = texts.by.format(author=article.author)
        found.append(f'<span class="author" dir="auto">{escaped(author)}</span>')
    if article.section:
        found.append(f'<span class="section" dir="auto">{escaped(article.section)}</span>')
    if article.updated:
        words = written_date(article.updated, texts.language) or article.updated
        found.append(f"<span>{escaped(texts.updated.format(date=words))}</span>")
    link = safe_link(article.url)
    if link:
        label = texts.visit.format(host=urlsplit(link).hostname)
        found.append(
            f'<a href="{escaped(link)}" target="_blank" rel="noopener noreferrer nofollow">'
            f"{escaped(label)}</a>"
        )
    title = f'<h2 tabindex="-1" dir="auto">{escaped(article.title or texts.untitled)}</h2>'
    return f'<header>{title}<p class="byline">{"".join(found)}</p></header>'
