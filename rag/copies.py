"""The same story in several outlets: its words cited once, the other outlets named beside them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from index.build import ArticleIndex
from index.same_statement import same_statement
from index.statement import Statement
from rag.answer import Citation, Elsewhere
from rag.evidence import find_quote
from rag.retrieval import Found
from rag.spoken import Spoken

SHARED = 0.6  # of a passage's pairs of words in a better one: the outlets cut theirs elsewhere


def distinct(found: Sequence[Found], homes: Mapping[str, str]) -> list[Found]:
    """Without passages that a better one of the same story mostly has; ``homes`` name stories."""
    kept: list[Found] = []
    for one in found:
        home = homes.get(one.passage.article_id)
        if home is None or not any(
            homes.get(better.passage.article_id) == home
            and better.passage.article_id != one.passage.article_id
            and _held(one.passage.text, better.passage.text) >= SHARED
            for better in kept
        ):
            kept.append(one)
    return kept


def distinct_statements(spoken: Sequence[Spoken], homes: Mapping[str, str]) -> list[Spoken]:
    """Without statements that an earlier article of the same story has of the same speaker."""
    told: dict[tuple[str, str | None], list[Spoken]] = {}
    dropped: set[int] = set()
    for place in sorted(range(len(spoken)), key=lambda n: (spoken[n].article.published or "9", n)):
        one = spoken[place]
        home = homes.get(one.article.id)
        if home is None:
            continue
        before = told.setdefault((home, one.statement.speaker), [])
        if any(o.article.id != one.article.id and same_statement(o.text, one.text) for o in before):
            dropped.add(place)
        else:
            before.append(one)
    return [one for place, one in enumerate(spoken) if place not in dropped]


def distinct_said(statements: Sequence[Statement], index: ArticleIndex) -> list[Statement]:
    """Statements in their order, without those that an earlier article of the same story has."""
    homes = index.same_story({statement.article_id for statement in statements})
    articles = index.read(homes)
    shared = [s for s in statements if s.article_id in articles]
    kept = {
        id(one.statement)
        for one in distinct_statements([Spoken(s, articles[s.article_id]) for s in shared], homes)
    }
    return [s for s in statements if s.article_id not in articles or id(s) in kept]


def with_copies(citations: Sequence[Citation], index: ArticleIndex) -> tuple[Citation, ...]:
    """Each citation with the other articles of its story that have its words."""
    homes = index.same_story({citation.article_id for citation in citations})
    if not homes:
        return tuple(citations)
    groups = {home: index.read(index.of_story(home)) for home in set(homes.values())}
    found = []
    for citation in citations:
        others = groups.get(homes.get(citation.article_id, ""), {})
        also = tuple(
            Elsewhere(other.id, other.title, other.outlet, other.url)
            for other in sorted(others.values(), key=lambda o: (o.published or "9", o.id))
            if other.id != citation.article_id
            and citation.text.strip()
            and find_quote(citation.text.strip(), other.text) is not None
        )
        found.append(replace(citation, also=also))
    return tuple(found)


def _held(text: str, other: str) -> float:
    """The part of a text's pairs of words that another has, 0 to 1."""
    mine, theirs = ({*pairwise(re.findall(r"\w+", t.casefold()))} for t in (text, other))
    return len(mine & theirs) / len(mine) if mine else 1.0
