"""A conversation as Markdown, each answer with its citations."""

from collections.abc import Sequence

from rag.answer import Citation
from rag.dates import written_date
from rag.markdown import escaped, link
from rag.web.conversation import Turn
from rag.web.texts import Texts


def markdown(name: str, turns: Sequence[Turn], texts: Texts) -> str:
    """The whole conversation; what articles, users and models wrote is escaped."""
    words = texts.conversing
    parts = [f"# {escaped(name) or words.exported_title}"]
    for turn in turns:
        parts.append(f"## {escaped(turn.question)}")
        if turn.understood:
            parts.append(f"{words.understood} *{escaped(turn.understood)}*")
        if turn.speaker:
            parts.append(escaped(texts.speech.narrowed.format(speaker=turn.speaker)))
        parts += [_sentence(s.text, s.citations) for s in turn.sentences]
        if turn.written is not None and turn.worded:
            parts.append(words.written.format(model=escaped(turn.written.model)))
        if turn.citations:
            parts.append("\n".join(_source(cited, texts) for cited in turn.citations))
    return "\n\n".join(parts) + "\n"


def _sentence(text: str, markers: Sequence[int]) -> str:
    return " ".join([escaped(text), *(f"[{marker}]" for marker in markers)])


def _source(cited: Citation, texts: Texts) -> str:
    """The exact words, who said them, and where."""
    facts = [
        escaped(texts.said_by.format(speaker=cited.speaker)) if cited.speaker else None,
        escaped(cited.title or texts.untitled),
        escaped(cited.outlet) if cited.outlet else None,
        written_date(cited.published, texts.language),
        link(cited.url),
    ]
    quoted = f"“{escaped(cited.text)}”  \n  " if cited.text.strip() else ""
    return f"- [{cited.marker}] {quoted}" + " · ".join(fact for fact in facts if fact)
