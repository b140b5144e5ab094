"""Turns and lists as HTML: our own elements around escaped text.

A button that opens something is ours; a '[1]' in a text stays text.
"""

from collections.abc import Iterable, Sequence

from rag.answer import Answer, Citation, Elsewhere
from rag.web.conversation import Stage, Turn
from rag.web.desk import ArticleRecord
from rag.web.markup import escaped, facts, notice, quoted, shortened
from rag.web.security import LARGEST_UPLOAD, UPLOAD_MEGABYTES
from rag.web.texts import Texts

__all__ = ["article_list", "examples", "hint", "masthead", "notice", "transcript"]

# A short answer that is longer, as the names of forty speakers, is in the sentences anyway.
LONGEST_SHORT = 160  # characters
# Sources of an answer that are listed at once; the others unfold.
MOST_SOURCES = 5


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
    if turn.speaker:
        words = texts.speech.narrowed.format(speaker=turn.speaker)
        question += f'<p class="asked-of" dir="auto">{escaped(words)}</p>'
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
        parts.append(_actions(number, texts) if turn.answer else "")
    return "".join(parts)


def _answer(number: int, answer: Answer, shown: int, texts: Texts) -> str:
    sentences = "".join(
        f'<p class="sentence">{escaped(sentence.text)}'
        f"{_markers(number, answer, sentence.citations, texts)}</p>"
        for sentence in answer.sentences[:shown]
    )
    kind = "answer" if answer.answerable else "answer refusal"
    head = "" if answer.answerable else f"<h3>{escaped(texts.refusal)}</h3>"
    if short := _short(answer):
        head = (
            f'<p class="short"><span class="label">{escaped(texts.short_answer)}</span>'
            f' <strong dir="auto">{escaped(short)}</strong></p>'
        )
    return f'<div class="{kind}" lang="{escaped(answer.language)}">{head}{sentences}</div>'


def _short(answer: Answer) -> str | None:
    """What is told in short; None where there is nothing shorter than what is cited for it."""
    short = answer.short_answer
    if not answer.answerable or not short or len(short) > LONGEST_SHORT:
        return None
    whole = any(_letters(short) == _letters(cited.text) for cited in answer.citations[:1])
    return None if whole else short


def _letters(text: str) -> str:
    """Its letters and digits: not the marks around a quotation."""
    return "".join(filter(str.isalnum, text))


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
    items = [
        _source(number, citation, texts, excerpt=not answer.answerable)
        for citation in answer.citations
    ]
    first, rest = "".join(items[:MOST_SOURCES]), "".join(items[MOST_SOURCES:])
    if rest:
        label = texts.show_more.format(count=len(items) - MOST_SOURCES)
        rest = f"<details><summary>{escaped(label)}</summary><ol>{rest}</ol></details>"
    return f'<div class="sources"><h3>{escaped(heading)}</h3><ol>{first}</ol>{rest}</div>'


def _source(number: int, citation: Citation, texts: Texts, *, excerpt: bool) -> str:
    lines = []
    if citation.speaker:
        said = texts.said_by.format(speaker=citation.speaker)
        lines.append(f'<span class="speaker" dir="auto">{escaped(said)}</span>')
    if excerpt and citation.text.strip():
        lines.append(quoted(shortened(citation.text), "excerpt"))
    title = f'<cite dir="auto">{escaped(citation.title or texts.untitled)}</cite>'
    lines.append(title)
    lines.append(facts(citation.outlet, citation.published, texts))
    if citation.also:
        lines.append(_also(citation.also, texts))
    return f"<li>{_marker(number, citation, texts)}<div>{''.join(lines)}</div></li>"


def _also(others: Sequence[Elsewhere], texts: Texts) -> str:
    """Where else the cited words stand, each a way to that article."""
    items = "".join(
        f'<li><button type="button" data-event="read" data-id="{escaped(other.article_id)}">'
        f'<span dir="auto">{escaped(other.outlet or other.title or texts.untitled)}</span>'
        "</button></li>"
        for other in others
    )
    label = texts.also_in_one if len(others) == 1 else texts.also_in.format(count=len(others))
    return f'<details class="also"><summary>{escaped(label)}</summary><ul>{items}</ul></details>'


def _actions(number: int, texts: Texts) -> str:
    """Copying the answer, and keeping it as a test case with what was wrong with it."""
    words = texts.evaluation
    return (
        f'<div class="actions"><button type="button" data-copy="{escaped(texts.copied)}">'
        f'{escaped(texts.copy)}</button><details class="keep"><summary>{escaped(words.keep)}'
        f"</summary><label><span>{escaped(words.keep_label)}</span>"
        f'<textarea rows="2" maxlength="2000" placeholder="{escaped(words.keep_hint)}"></textarea>'
        f'</label><button type="button" data-event="keep" data-turn="{number}">'
        f"{escaped(words.keep_button)}</button></details></div>"
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
