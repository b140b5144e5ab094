"""Answers on a terminal."""

from dataclasses import replace
from typing import Final

from rag.answer import Answer
from rag.follow_up.turns import Completed
from rag.model_prompts import FALLBACK, STRUCK
from rag.textfile import one_line
from rag.understood import understood_in_words
from rag.writing import Struck, Written

_STRUCK_ONE: Final = {"id": "1 kalimat dicoret:", "en": "1 sentence struck out:"}
_STRUCK: Final = {"id": "{count} kalimat dicoret:", "en": "{count} sentences struck out:"}
_TOKENS: Final = {"id": "{count} token", "en": "{count} tokens"}
_SECONDS: Final = {"id": "{count:.1f} detik", "en": "{count:.1f} seconds"}


def as_text(answer: Answer) -> str:
    """An answer for the terminal: sentences with markers, then what the markers stand for."""
    lines = [
        " ".join([sentence.text, *(f"[{marker}]" for marker in sentence.citations)])
        for sentence in answer.sentences
    ]
    lines += [""] if answer.citations else []
    for citation in answer.citations:
        facts = (citation.title, citation.outlet, citation.published, citation.url)
        lines.append(f"[{citation.marker}] {' · '.join(fact for fact in facts if fact)}")
        if citation.also:
            others = ", ".join(other.outlet or other.title for other in citation.also)
            lines.append(f"    = {others}")
        if not answer.answerable and citation.text:
            lines.append(f"    {citation.text}")
    return "\n".join(lines)


def understood_as_text(understood: Completed, language: str) -> str:
    """How the question was understood, with an empty line below; '' where it stood alone."""
    words = understood_in_words(understood, language)
    return f"{one_line(words)}\n\n" if words else ""


def written_as_text(answer: Answer, written: Written) -> str:
    """A language model's checked wording, or why the extractive answer stands; what was struck,
    and what wrote it."""
    language = answer.language
    shown = replace(
        answer,
        sentences=tuple(replace(s, text=one_line(s.text)) for s in written.sentences),
        citations=written.citations,
    )
    if written.fallback:
        parts = [FALLBACK[written.fallback][language], as_text(answer)]
    else:
        parts = [as_text(shown)]
    if written.struck:
        words = _STRUCK_ONE if len(written.struck) == 1 else _STRUCK
        head = words[language].format(count=len(written.struck))
        parts.append("\n".join([head, *(_struck(one, language) for one in written.struck)]))
    facts = [one_line(written.model)]
    if written.tokens is not None:
        facts.append(_TOKENS[language].format(count=written.tokens))
    facts.append(_SECONDS[language].format(count=written.seconds))
    return "\n\n".join([*parts, " · ".join(facts)])


def _struck(one: Struck, language: str) -> str:
    found = f" ({one_line(one.found)})" if one.found else ""
    return f"- {one_line(one.text)} – {STRUCK[one.reason][language]}{found}"
