"""An Answer as a chat message: Markdown with markers, and where in it each marker stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rag.answer import Answer, Citation
from rag.api.openai_replies import Annotation, UrlCitation
from rag.dates import written_date
from rag.markdown import escaped, link

_SOURCES: Final = {"id": "Sumber:", "en": "Sources:"}
_ALSO: Final = {"id": "juga di", "en": "also in"}
_UNTITLED: Final = {"id": "Tanpa judul", "en": "Untitled"}
_EXCERPT = 300  # characters of a passage shown under a refusal


@dataclass(frozen=True, slots=True)
class Placed:
    """A marker in a message: the message's characters ``[start:end]`` are '[n]'."""

    start: int
    end: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class MessageText:
    """An answer as a message, in the pieces that a stream sends; ``placed`` is in reading order."""

    pieces: tuple[str, ...]
    placed: tuple[Placed, ...]

    @property
    def text(self) -> str:
        """The whole message."""
        return "".join(self.pieces)


def written(answer: Answer, before: Sequence[str] = ()) -> MessageText:
    """The answer's sentences, a paragraph each, then the sources, each in the question's language.

    ``before`` are paragraphs of our own in front. Every '[n]' is ours: what stands in an article
    never reads as a marker.
    """
    known = {citation.marker: citation for citation in answer.citations}
    pieces: list[str] = []
    placed: list[Placed] = []
    length = 0
    for paragraph in before:
        pieces.append(("\n\n" if pieces else "") + escaped(paragraph))
        length += len(pieces[-1])
    for sentence in answer.sentences:
        piece = ("\n\n" if pieces else "") + escaped(sentence.text)
        for marker in sentence.citations:
            start = length + len(piece) + 1
            piece += f" [{marker}]"
            placed.append(Placed(start, length + len(piece), known[marker]))
        pieces.append(piece)
        length += len(piece)
    if answer.citations:
        pieces.append(_sources(answer))
    return MessageText(tuple(pieces), tuple(placed))


def _sources(answer: Answer) -> str:
    lines = [f"\n\n{_SOURCES[answer.language]}\n"]
    for citation in answer.citations:
        lines.append(f"- [{citation.marker}] {_source(citation, answer.language)}")
        if not answer.answerable and citation.text.strip():
            lines.append(f"  > {escaped(_shortened(citation.text))}")
    return "\n".join(lines)


def _source(citation: Citation, language: str) -> str:
    """Title, outlet, date and address; the other outlets that have the same words."""
    facts = [
        citation.title or _UNTITLED[language],
        citation.outlet,
        written_date(citation.published, language),
    ]
    shown = [escaped(fact) for fact in facts if fact]
    if address := link(citation.url):
        shown.append(address)
    if citation.also:
        others = ", ".join(escaped(other.outlet or other.title) for other in citation.also)
        shown.append(f"{_ALSO[language]} {others}")
    return " · ".join(shown)


def _shortened(text: str) -> str:
    """A text on one line, cut at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _EXCERPT else flat[:_EXCERPT].rsplit(" ", 1)[0] + " …"


def annotations(message: MessageText) -> list[Annotation]:
    """OpenAI's citations: one a marker whose article has an http(s) URL."""
    return [
        Annotation(
            url_citation=UrlCitation(
                start_index=one.start, end_index=one.end, title=one.citation.title, url=url
            )
        )
        for one in message.placed
        if (url := one.citation.url) and link(url)
    ]
