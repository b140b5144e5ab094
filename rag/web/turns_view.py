"""A conversation as HTML: our own elements around escaped text.

A button that opens something is ours; a '[1]' in a text stays text.
"""

from collections.abc import Iterable, Sequence

from rag import model_prompts
from rag.answer import Answer, Citation, Elsewhere
from rag.web.conversation import Stage, Turn
from rag.web.markup import escaped, facts, quoted, shortened
from rag.web.sharing import link_to
from rag.web.texts import Texts
from rag.writing import Struck, Written

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
    if turn.understood:
        question += _understood(number, turn.understood, texts)
    if turn.speaker:
        words = texts.speech.narrowed.format(speaker=turn.speaker)
        question += f'<p class="asked-of" dir="auto">{escaped(words)}</p>'
    reply = _reply(number, turn, texts)
    return f'<article class="turn" data-turn="{number}">{question}{reply}</article>'


def _understood(number: int, meant: str, texts: Texts) -> str:
    """What a follow-up was taken to ask, and a way to put it right."""
    words = texts.conversing
    return (
        f'<div class="understood"><span class="label">{escaped(words.understood)}</span>'
        f' <strong dir="auto">{escaped(meant)}</strong>'
        f'<details class="amend"><summary>{escaped(words.edit)}</summary>'
        f"<label><span>{escaped(words.edit_label)}</span>"
        f'<input type="text" value="{escaped(meant)}" maxlength="2000" autocomplete="off"></label>'
        f'<button type="button" data-event="amend" data-turn="{number}">'
        f"{escaped(words.edit_button)}</button></details></div>"
    )


def _reply(number: int, turn: Turn, texts: Texts) -> str:
    if turn.stage is Stage.SEARCHING:
        return f'<p class="state searching">{escaped(texts.searching)}</p>'
    if turn.stage is Stage.FAILED:
        return f'<p class="state trouble">{escaped(texts.failed)}</p>'
    if turn.stage is Stage.UNCLEAR:
        return _asked_back(number, turn, texts)
    parts = [_shared(turn, texts)] if turn.shared else []
    if turn.answer:
        parts.append(_answer(number, turn, turn.answer, texts))
    if turn.stage is Stage.STOPPED:
        parts.append(f'<p class="state">{escaped(texts.stopped)}</p>')
    if turn.stage is Stage.WRITING:
        parts.append(_draft(turn.draft, texts))
    if turn.written is not None:
        parts.append(_of_model(number, turn, turn.written, texts))
    if turn.stage in (Stage.COMPLETE, Stage.WRITING) and turn.answer:
        parts.append(_sources(number, turn, turn.answer, texts))
    if not turn.running:
        parts.append(_actions(number, turn, texts) if turn.answer else "")
    return "".join(parts)


def _asked_back(number: int, turn: Turn, texts: Texts) -> str:
    """Those who may be meant, each a way to ask; and the question as it was typed."""
    words = texts.conversing
    chips = "".join(
        f'<li><button type="button" data-event="amend" data-turn="{number}"'
        f' data-question="{escaped(question)}" dir="auto">{escaped(name)}</button></li>'
        for name, question in (
            *((choice.name, choice.question) for choice in turn.choices),
            (words.as_typed, turn.question),
        )
    )
    return (
        f'<div class="unclear"><p>{escaped(words.unclear)}</p><ul class="chips">{chips}</ul></div>'
    )


def _shared(turn: Turn, texts: Texts) -> str:
    words = texts.conversing
    note = f'<p class="state">{escaped(words.shared_note)}</p>'
    if turn.missing:
        missing = words.shared_missing.format(count=turn.missing)
        note += f'<p class="state trouble">{escaped(missing)}</p>'
    return note


def _draft(text: str, texts: Texts) -> str:
    """What a model has written so far: it looks unchecked, and isn't read out."""
    model = f'<p class="label">{escaped(texts.conversing.draft)}</p>'
    return f'<div class="draft" aria-live="off">{model}<p dir="auto">{escaped(text)}</p></div>'


def _of_model(number: int, turn: Turn, written: Written, texts: Texts) -> str:
    """Who wrote the answer and how long it took, or why the model didn't; what was struck."""
    words, language = texts.conversing, texts.language
    if written.fallback is not None:
        told = model_prompts.FALLBACK[written.fallback.value][language]
    else:
        told = words.written.format(model=written.model)
    seconds = f"{written.seconds:.1f}".replace(".", "," if language == "id" else ".")
    time = words.time if written.tokens is None else words.words_and_time
    told += " " + time.format(tokens=written.tokens, seconds=seconds)
    line = f'<p class="of-model">{escaped(told)}</p>'
    if not written.struck:
        return line
    items = "".join(_struck(number, turn, one, texts) for one in written.struck)
    count = len(written.struck)
    label = words.struck_one if count == 1 else words.struck.format(count=count)
    return (
        f'{line}<details class="struck"><summary>{escaped(label)}</summary>'
        f"<ul>{items}</ul></details>"
    )


def _struck(number: int, turn: Turn, struck: Struck, texts: Texts) -> str:
    reason = model_prompts.STRUCK[struck.reason.value][texts.language]
    why = f"{reason}: {struck.found}" if struck.found else reason
    cited = turn.citation(struck.offered) if struck.offered is not None else None
    offered = ""
    if cited is not None:
        offered = (
            f'<span class="offered">{escaped(texts.conversing.offered)}'
            f"\N{NO-BREAK SPACE}{_marker(number, cited, texts)}</span>"
        )
    return (
        f'<li><del dir="auto">{escaped(struck.text)}</del>'
        f'<span class="why" dir="auto">{escaped(why)}</span>{offered}</li>'
    )


def _answer(number: int, turn: Turn, answer: Answer, texts: Texts) -> str:
    sentences = "".join(
        f'<p class="sentence">{escaped(sentence.text)}'
        f"{_markers(number, turn, sentence.citations, texts)}</p>"
        for sentence in turn.sentences
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


def _markers(number: int, turn: Turn, markers: Iterable[int], texts: Texts) -> str:
    known = {citation.marker: citation for citation in turn.citations}
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


def _sources(number: int, turn: Turn, answer: Answer, texts: Texts) -> str:
    """What the markers stand for; the cited words too where the sentences aren't they."""
    if not turn.citations:
        return ""
    heading = texts.sources if answer.answerable else texts.nearest
    excerpt = turn.worded or not answer.answerable
    items = [_source(number, citation, texts, excerpt=excerpt) for citation in turn.citations]
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


def _actions(number: int, turn: Turn, texts: Texts) -> str:
    """Copying and sharing the answer, and keeping it as a test case with what was wrong."""
    words = texts.evaluation
    return (
        f'<div class="actions"><button type="button" data-copy="{escaped(texts.copied)}">'
        f'{escaped(texts.copy)}</button><button type="button" data-share="{link_to(turn)}"'
        f' data-shared="{escaped(texts.conversing.shared)}">{escaped(texts.conversing.share)}'
        f'</button><details class="keep"><summary>{escaped(words.keep)}'
        f"</summary><label><span>{escaped(words.keep_label)}</span>"
        f'<textarea rows="2" maxlength="2000" placeholder="{escaped(words.keep_hint)}"></textarea>'
        f'</label><button type="button" data-event="keep" data-turn="{number}">'
        f"{escaped(words.keep_button)}</button></details></div>"
    )
