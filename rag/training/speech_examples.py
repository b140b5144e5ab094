"""Questions about who said what, made from the statements that the rules find."""

import random
import re
from collections.abc import Iterable, Iterator

from index.article import Article
from index.speakers import statements
from index.statement import Statement
from rag.training.examples import Example

_WHO = (
    "Siapa yang mengatakan {x}?",
    "Siapa yang bilang {x}?",
    "Siapa yang menyatakan bahwa {x}?",
    "Menurut siapa {x}?",
    "Who said {x}?",
    "Who said that {x}?",
)
_WHAT = (
    "Apa kata {s}?",
    "Apa yang dikatakan {s}?",
    "Apa pernyataan {s} tentang {x}?",
    "Apa kata {s} soal {x}?",
    "Bagaimana pendapat {s} tentang {x}?",
    "What did {s} say about {x}?",
    "What did {s} say?",
)
_FEWEST, _MOST = 4, 14  # words of a statement that a question repeats
_WORD = re.compile(r"\w[\w-]{4,}")


def speech_examples(passages: Iterable[str], draw: random.Random) -> list[Example]:
    """For each statement with a speaker whom the passage names: who said it, and what they said;
    as many whose passage has no answer: another passage's speaker or words, or what this speaker
    said about another passage's matter."""
    told = [
        (passage, statement)
        for passage in passages
        for statement in statements(Article("x", "", passage))
        if statement.speaker is not None and statement.speaker in passage
    ]
    examples: list[Example] = []
    for number, (passage, statement) in enumerate(told):
        examples += _about(f"speech-{number}", passage, statement, draw)
        examples += _off_topic(f"speech-{number}", passage, statement, draw.choice(told), draw)
        other, another = draw.choice(told)
        if other != passage and (another.speaker or "") not in passage:
            for example in _about(f"speech-{number}", other, another, draw):
                name = f"{example.id}-elsewhere"
                examples.append(Example(name, example.question, passage, None, None, "speech"))
    return examples


def _off_topic(
    name: str,
    passage: str,
    statement: Statement,
    another: tuple[str, Statement],
    draw: random.Random,
) -> Iterator[Example]:
    """'Apa kata X tentang Y', where the passage has X's words and nothing of Y."""
    other, told = another
    words = [
        w for w in _WORD.findall(other[told.start : told.end]) if w.lower() not in passage.lower()
    ]
    if words:
        pattern = draw.choice([one for one in _WHAT if "{x}" in one])
        asked = pattern.format(s=statement.speaker, x=draw.choice(words).lower())
        yield Example(f"{name}-off-topic", asked, passage, None, None, "speech")


def _about(name: str, passage: str, statement: Statement, draw: random.Random) -> Iterator[Example]:
    said = passage[statement.start : statement.end]
    words = said.strip("\"'“”‘’„‟«» .,").split()
    speaker = statement.speaker
    if speaker is None or len(words) < _FEWEST:
        return
    first = draw.randrange(max(1, len(words) - _MOST + 1))
    part = " ".join(words[first : first + draw.randint(_FEWEST, _MOST)]).strip(" ,.?!")
    asked = draw.choice(_WHO).format(x=part)
    near = statement.cue_start or statement.start
    places = [m.start() for m in re.finditer(re.escape(speaker), passage)]
    at = min(places, key=lambda place: abs(place - near))
    yield Example(f"{name}-who", asked, passage, at, at + len(speaker), "speech")
    topics = _WORD.findall(said)
    if topics:
        asked = draw.choice(_WHAT).format(s=speaker, x=draw.choice(topics).lower())
        yield Example(f"{name}-what", asked, passage, statement.start, statement.end, "speech")
