"""The reader's language."""

import dataclasses
import string
from collections.abc import Iterator
from typing import Any

import pytest

from rag.web.localise import preferred_language
from rag.web.texts import ENGLISH, INDONESIAN, texts_in


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("id-ID,id;q=0.9,en;q=0.8", "id"),
        ("en-GB,en;q=0.9,id;q=0.8", "en"),
        ("en;q=0.5, id;q=0.7", "id"),
        ("in-ID", "id"),
        ("ms-MY,en;q=0.5", "id"),
        ("fr-FR,fr;q=0.9,id;q=0.1", "id"),
        ("fr-FR,fr;q=0.9", "en"),
        ("id;q=0,en;q=0.1", "en"),
        ("id;q=high,en;q=0.1", "en"),
        ("", "id"),
        (";;;,,,", "en"),
    ],
)
def test_the_language_that_the_browser_prefers(accepted: str, language: str) -> None:
    assert preferred_language(accepted) == language


def every_text(value: Any, name: str) -> Iterator[tuple[str, str]]:
    """All words of a language's texts, however deep, by where they stand."""
    if isinstance(value, str):
        yield name, value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from every_text(getattr(value, field.name), f"{name}.{field.name}")
    else:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from every_text(item, f"{name}.{key}")


def test_both_languages_fill_the_same_places() -> None:
    found = [dict(every_text(texts, "")) for texts in (INDONESIAN, ENGLISH)]
    assert found[0].keys() == found[1].keys()
    for name, text in found[0].items():
        places = [
            sorted(place for _, place, _, _ in string.Formatter().parse(words) if place)
            for words in (text, found[1][name])
        ]
        assert places[0] == places[1], name
        assert text.strip()
        assert found[1][name].strip()


def test_a_language_that_the_page_does_not_speak_gets_indonesian() -> None:
    assert texts_in("en") is ENGLISH
    assert texts_in("xx") is INDONESIAN
    assert texts_in(None) is INDONESIAN
