"""The list of speakers and one speaker's statements as HTML."""

from collections.abc import Sequence
from itertools import groupby

from index.people import DatedRole
from rag.dates import written_date
from rag.web.markup import escaped, facts, quoted, search_box
from rag.web.speech_texts import how_inferred
from rag.web.texts import Texts
from rag.web.voices import Said, Voice

MOST_ROLES = 8
MOST_NAMES = 8
# Characters of a statement in the list; the whole of it is one click away.
LONGEST = 600


def filter_box(texts: Texts, words: str) -> str:
    """Where a name or a role is typed."""
    return search_box("find", texts.speech.filter_label, texts.speech.filter_hint, words)


def speaker_list(voices: Sequence[Voice], most: int, words: str, texts: Texts) -> str:
    """The first ``most`` speakers, and a button for more."""
    speech = texts.speech
    head = f"<h2>{escaped(speech.heading)}</h2>"
    if not voices:
        said = speech.nobody_found if words.strip() else speech.nobody
        return (
            f'<div class="shelf" data-words="{escaped(words)}">{head}'
            f'<p class="state" role="status">{escaped(said)}</p></div>'
        )
    rows = "".join(_row(voice, texts) for voice in voices[:most])
    count = speech.speaker_count.format(count=len(voices))
    if len(voices) == 1:
        count = speech.one_speaker
    return (
        f'<div class="shelf" data-words="{escaped(words)}">{head}'
        f'<p class="count" role="status">{escaped(count)}</p>'
        f'<ul class="list">{rows}</ul>{_more(len(voices) - most, texts)}</div>'
    )


def _row(voice: Voice, texts: Texts) -> str:
    role = f'<span class="facts" dir="auto">{_role(voice.role, texts)}</span>' if voice.role else ""
    return (
        f'<li><button type="button" data-event="voice" data-key="{voice.key}">'
        f'<span class="title" dir="auto">{escaped(voice.speaker.name)}</span>{role}'
        f'<span class="facts">{escaped(texts.speech.count(voice.count))}</span></button></li>'
    )


def _role(role: DatedRole, texts: Texts) -> str:
    words = role.role
    if role.affiliation and role.affiliation.casefold() not in words.casefold():
        words = f"{words}, {role.affiliation}"
    date = written_date(role.published, texts.language)
    return escaped(f"{words} ({date})" if date else words)


def _more(left: int, texts: Texts) -> str:
    if left <= 0:
        return ""
    label = texts.show_more.format(count=left)
    return f'<p><button type="button" data-event="more">{escaped(label)}</button></p>'


def timeline(voice: Voice | None, said: Sequence[Said], texts: Texts) -> str:
    """What one speaker said, by article; every line opens the article at its words."""
    speech = texts.speech
    bar = (
        '<p class="bar"><button type="button" data-event="voices">← '
        f"{escaped(speech.all_speakers)}</button></p>"
    )
    if voice is None:
        return f'<div class="shelf">{bar}<p class="state trouble">{escaped(speech.gone)}</p></div>'
    groups = "".join(
        _group(list(lines), texts) for _, lines in groupby(said, key=lambda one: one.article.id)
    )
    return (
        f'<div class="shelf voice" data-voice="{voice.key}">{bar}{_about(voice, texts)}'
        f"<h3>{escaped(speech.timeline)}</h3>{groups}{_more(voice.count - len(said), texts)}</div>"
    )


def _about(voice: Voice, texts: Texts) -> str:
    speech, speaker = texts.speech, voice.speaker
    parts = [
        f'<h2 tabindex="-1" dir="auto">{escaped(speaker.name)}</h2>',
        f'<p class="count">{escaped(speech.count(voice.count))}</p>',
    ]
    if speaker.aliases:
        names = speech.also_called.format(names=", ".join(speaker.aliases[:MOST_NAMES]))
        parts.append(f'<p class="facts" dir="auto">{escaped(names)}</p>')
    roles = voice.roles()[:MOST_ROLES]
    if roles:
        items = "".join(f'<li dir="auto">{_role(role, texts)}</li>' for role in roles)
        parts.append(f'<h3>{escaped(speech.roles)}</h3><ul class="roles">{items}</ul>')
    label = speech.ask_only.format(speaker=speaker.name)
    parts.append(
        f'<p class="actions"><button type="button" data-event="narrow" data-key="{voice.key}"'
        f' dir="auto">{escaped(label)}</button></p>'
    )
    return "".join(parts)


def _group(lines: Sequence[Said], texts: Texts) -> str:
    article = lines[0].article
    items = "".join(_line(one, texts) for one in lines)
    return (
        f'<section class="told"><h4 lang="{escaped(article.language or "")}" dir="auto">'
        f"{escaped(article.title or texts.untitled)}</h4>"
        f"{facts(article.outlet, article.published, texts)}<ul>{items}</ul></section>"
    )


def _line(one: Said, texts: Texts) -> str:
    statement, speech = one.statement, texts.speech
    text = " ".join(one.text.split())
    text = text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
    if statement.direct:
        words = quoted(text, "words")
    else:
        words = (
            f'<span class="kind">{escaped(speech.reported)}</span>'
            f'<span class="words" dir="auto">{escaped(text)}</span>'
        )
    inferred = how_inferred(statement, speech)
    note = f'<span class="kind inferred">{escaped(inferred)}</span>' if inferred else ""
    return (
        f'<li><button type="button" data-event="said" data-id="{escaped(statement.article_id)}"'
        f' data-start="{statement.start}" data-end="{statement.end}">{words}{note}</button></li>'
    )


def chip(speaker: str | None, texts: Texts) -> str:
    """Whose words alone are asked about, and the way out of that; nothing where all are."""
    if speaker is None:
        return ""
    words = texts.speech.narrowed.format(speaker=speaker)
    label = texts.speech.widen.format(speaker=speaker)
    return (
        f'<p class="narrowed" role="status"><span dir="auto">{escaped(words)}</span>'
        f'<button type="button" data-event="widen" aria-label="{escaped(label)}">✕</button></p>'
    )
