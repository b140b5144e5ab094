"""One answer as a link: its question, and where its citations stand.

The link carries no text of an article and no sentence of an answer: whoever opens it sees the
passages as this index has them, so that a forged link can show nothing but articles' own words.
"""

import json
import uuid
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

from index.article import Article
from index.errors import WartanyaError
from rag import prompts
from rag.answer import Answer, Citation, Sentence
from rag.extraction import speaker_of
from rag.question import question_language
from rag.web.conversation import Stage, Turn
from rag.web.desk import Desk

LONGEST = 2_000  # characters of a question
MOST = 30  # citations
_LONGEST_ID = 300
_LARGEST = 16_000  # characters of a link's own part


@dataclass(frozen=True, slots=True)
class _Place:
    article_id: str
    version: str | None
    start: int
    end: int


def link_to(turn: Turn) -> str:
    """The part of a link that follows '#'."""
    answer = turn.answer
    shared = {
        "q": turn.meant,
        "s": turn.speaker,
        "a": int(bool(answer and answer.answerable)),
        "c": [[c.article_id, c.version, c.start, c.end] for c in turn.citations[:MOST]],
    }
    text = json.dumps(shared, ensure_ascii=False, separators=(",", ":"))
    return "share=" + urlsafe_b64encode(text.encode("utf-8", "replace")).decode().rstrip("=")


def shared_turn(fragment: str, desk: Desk) -> Turn:
    """The turn of a link's part, its passages read from the articles.

    WartanyaError where it is no such part, or cut off.
    """
    question, speaker, answerable, places = _read(fragment)
    citations: list[Citation] = []
    for place in places:
        cited = _cited(place, len(citations) + 1, desk)
        if cited is not None:
            citations.append(cited)
    language = question_language(question)
    told = tuple(Sentence(cited.text, (cited.marker,)) for cited in citations)
    if not answerable or not told:
        markers = tuple(cited.marker for cited in citations)
        told = (Sentence(prompts.REFUSAL[language], ()),)
        told += (Sentence(prompts.NEAREST[language], markers),) if markers else ()
    answer = Answer(
        id=uuid.uuid4().hex,
        question=question,
        language=language,
        answerable=answerable and bool(citations),
        confidence=0.0,
        short_answer=None,
        sentences=told,
        citations=tuple(citations),
        retrieved=(),
    )
    return Turn(
        question,
        stage=Stage.COMPLETE,
        answer=answer,
        shown=len(told),
        speaker=speaker,
        whole=True,
        shared=True,
        missing=len(places) - len(citations),
    )


def _read(fragment: str) -> tuple[str, str | None, bool, list[_Place]]:
    name, _, coded = fragment.partition("=")
    try:
        if name != "share" or len(coded) > _LARGEST:
            raise ValueError
        given: Any = json.loads(urlsafe_b64decode(coded + "=" * (-len(coded) % 4)))
        question, speaker = given["q"], given["s"]
        places = [_Place(*one) for one in given["c"]]
        if not _is_text(question, LONGEST) or len(places) > MOST:
            raise ValueError
        if not question.strip() or not (speaker is None or _is_text(speaker, _LONGEST_ID)):
            raise ValueError
        if not all(map(_is_place, places)):
            raise ValueError
        return question.strip(), speaker, bool(given["a"]), places
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise WartanyaError("a shared link that isn't complete") from error


def _is_text(value: object, longest: int) -> bool:
    return isinstance(value, str) and len(value) <= longest


def _is_place(place: _Place) -> bool:
    named = _is_text(place.article_id, _LONGEST_ID)
    version = place.version is None or _is_text(place.version, _LONGEST_ID)
    offsets = all(type(n) is int and 0 <= n <= 10**9 for n in (place.start, place.end))
    return named and version and offsets


def _cited(place: _Place, marker: int, desk: Desk) -> Citation | None:
    """The passage as it was cited; None where its article or version is gone."""
    try:
        article: Article = desk.article(place.article_id, place.version)
    except WartanyaError:
        return None
    if place.start > place.end or place.end > len(article.text):
        return None
    speaker = None
    if desk.article(place.article_id).version == article.version:
        statements = desk.statements([place.article_id])
        speaker = speaker_of(statements, place.start, place.end)
    return Citation.of(article, place.start, place.end, marker, speaker, 0.0)
