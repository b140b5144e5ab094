"""A first test set out of the articles that are there, for a person to correct.

Four kinds of question, each with evidence that is known because the question was made from it:
what a speaker said of a topic, who said these words, what an article says of a name, when an
article appeared; and near misses that nothing answers: a speaker and a topic of different
articles, two names that never stand together.
"""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

from index.article import Article
from index.sentences import split_sentences
from rag.asker import Asker
from rag.dates import written_date
from rag.testset import Case, Evidence, question_id

ARTICLES = 400  # drawn by chance from a larger index, to keep the time short
UNANSWERABLE = 0.25  # of the cases, where there are enough near misses

_NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}")
_WORD = re.compile(r"[^\W\d_]{4,}")
_MARKS = "\"'“”„‘’«» ,.;:!?"

_QUESTIONS = {
    "id": {
        "said": "Apa kata {speaker} tentang {topic}?",
        "who": "Siapa yang mengatakan “{words}”?",
        "topic": "Apa yang diberitakan tentang {name}?",
        "published": "Kapan artikel “{title}” terbit?",
        "relation": "Apa hubungan {name} dengan {other}?",
    },
    "en": {
        "said": "What did {speaker} say about {topic}?",
        "who": "Who said “{words}”?",
        "topic": "What do the articles say about {name}?",
        "published": "When was the article “{title}” published?",
        "relation": "What is the relation of {name} and {other}?",
    },
}


class Spoken(Protocol):
    """A statement: a span of an article that a speaker said, None where that isn't known."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """One past its last character."""

    @property
    def speaker(self) -> str | None:
        """Who said it."""


FindStatements = Callable[[Article], Sequence[Spoken]]


@dataclass(frozen=True, slots=True)
class _Said:
    speaker: str
    topic: str
    start: int
    end: int


@dataclass(slots=True)
class _Material:
    """What one article gives questions from."""

    article: Article
    language: str
    lowered: str
    names: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    said: list[_Said] = field(default_factory=list)


def new_testset(
    asker: Asker, size: int = 50, statements: FindStatements | None = None, seed: int = 0
) -> list[Case]:
    """At most ``size`` cases from the asker's articles, all tagged 'starter' and their kind.

    ``statements`` finds who said what in an article; without it there are no questions on
    speakers. The same articles and seed give the same cases. Empty where nothing can be made.
    """
    chance = random.Random(seed)
    ids = sorted(listed.id for listed in asker.articles())
    chosen = chance.sample(ids, min(ARTICLES, len(ids)))
    articles = [asker.article(article_id) for article_id in sorted(chosen)]
    spread = Counter(word for a in articles for word in set(_words(a.text)))
    material = [_material(article, statements, spread) for article in articles]
    known = _drawn(_answerable(material), chance)
    misses = _drawn(_near_misses(material, chance), chance)
    few = misses[: max(round(size * UNANSWERABLE), size - len(known))]
    return sorted(known[: size - len(few)] + few, key=lambda case: (not case.answerable, case.tags))


def _drawn(cases: Iterable[Case], chance: random.Random) -> list[Case]:
    """Cases without doubles, the kinds in turn, each kind in an order by chance."""
    kinds: defaultdict[tuple[str, ...], list[Case]] = defaultdict(list)
    for case in {case.id: case for case in cases}.values():
        kinds[case.tags].append(case)
    for found in kinds.values():
        chance.shuffle(found)
    order = sorted(kinds)
    longest = max(map(len, kinds.values()), default=0)
    return [kinds[kind][n] for n in range(longest) for kind in order if n < len(kinds[kind])]


def _material(
    article: Article, statements: FindStatements | None, spread: Counter[str]
) -> _Material:
    language = article.language if article.language in _QUESTIONS else "id"
    found = _Material(article, language or "id", article.text.lower())
    for sentence in split_sentences(article.text):
        text = article.text[sentence.start : sentence.end]
        for match in _NAME.finditer(text):
            if match.start() > 0:  # the first word's capital says nothing
                place = (sentence.start, sentence.end)
                found.names.setdefault(match.group(), []).append(place)
    often = Counter(_words(article.text))
    for spoken in statements(article) if statements else ():
        words = _words(article.text[spoken.start : spoken.end])
        if spoken.speaker and words:
            topic = _topic(words, often, spread, spoken.speaker)
            if topic:
                found.said.append(_Said(spoken.speaker, topic, spoken.start, spoken.end))
    return found


def _topic(words: list[str], often: Counter[str], spread: Counter[str], speaker: str) -> str | None:
    """Two neighbouring words that the article repeats and other articles don't, or one."""

    def weight(word: str) -> float:
        return often[word] / spread[word] if word not in speaker.lower() else 0.0

    best = max(words, key=weight)
    if not weight(best):
        return None
    beside = [
        pair for pair in pairwise(words) if best in pair and weight(pair[0]) and weight(pair[1])
    ]
    pair = max(beside, key=lambda pair: sum(map(weight, pair)), default=None)
    return " ".join(pair) if pair and min(often[word] for word in pair) > 1 else best


def _answerable(material: Sequence[_Material]) -> Iterator[Case]:
    holders = Counter(name for found in material for name in found.names)
    for found in material:
        article, ask = found.article, _QUESTIONS[found.language]
        for said in found.said:
            text = article.text[said.start : said.end]
            evidence = Evidence(article.id, said.start, said.end, text)
            question = ask["said"].format(speaker=said.speaker, topic=said.topic)
            yield _case(question, found.language, "said", (evidence,), speakers=(said.speaker,))
            words = " ".join(text.strip(_MARKS).split()[:10]).strip(_MARKS)
            if len(words.split()) >= 5:
                who = ask["who"].format(words=words)
                yield _case(
                    who,
                    found.language,
                    "who",
                    (evidence,),
                    answers=(said.speaker,),
                    speakers=(said.speaker,),
                )
        for name, places in found.names.items():
            if holders[name] == 1 and len(places) <= 3 and article.text.count(name) == len(places):
                evidences = tuple(Evidence(article.id, s, e, article.text[s:e]) for s, e in places)
                yield _case(ask["topic"].format(name=name), found.language, "topic", evidences)
        published = written_date(article.published, found.language)
        if published and article.title:
            question = ask["published"].format(title=article.title)
            answers = tuple(dict.fromkeys((published, published.split(",")[0])))
            yield _case(
                question, found.language, "published", (Evidence(article.id),), answers=answers
            )


def _near_misses(material: Sequence[_Material], chance: random.Random) -> Iterator[Case]:
    """Questions that put together what no article has together."""
    for found in material:
        others = [o for o in material if o is not found and o.language == found.language]
        for other in chance.sample(others, min(2, len(others))):
            yield from _misses(material, found, other, chance)


def _misses(
    material: Sequence[_Material], found: _Material, other: _Material, chance: random.Random
) -> Iterator[Case]:
    """One article's speaker on another's topic; one's name and another's."""
    ask = _QUESTIONS[found.language]
    speakers = sorted({said.speaker for said in found.said})
    topics = sorted({said.topic for said in other.said})
    if speakers and topics:
        speaker, topic = chance.choice(speakers), chance.choice(topics)
        if not _together(material, speaker, topic):
            question = ask["said"].format(speaker=speaker, topic=topic)
            yield _case(question, found.language, "near miss", speakers=(speaker,))
    if found.names and other.names:
        name, far = chance.choice(sorted(found.names)), chance.choice(sorted(other.names))
        if not _together(material, name, far):
            question = ask["relation"].format(name=name, other=far)
            yield _case(question, found.language, "near miss")


def _together(material: Sequence[_Material], one: str, other: str) -> bool:
    """Whether an article has both; a name by any of its words of four letters or more."""
    return any(
        _mentions(found.lowered, one) and _mentions(found.lowered, other) for found in material
    )


def _mentions(text: str, name: str) -> bool:
    return any(word in text for word in _words(name) or [name.lower()])


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _case(
    question: str,
    language: str,
    kind: str,
    evidence: tuple[Evidence, ...] = (),
    answers: tuple[str, ...] = (),
    speakers: tuple[str, ...] = (),
) -> Case:
    return Case(
        id=question_id(question),
        question=question,
        answers=answers,
        evidence=evidence,
        speakers=speakers,
        answerable=bool(evidence),
        tags=("starter", kind),
        language=language,
    )
