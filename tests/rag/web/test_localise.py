"""The reader's language."""

import dataclasses
import string

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


def test_both_languages_fill_the_same_places() -> None:
    for field in dataclasses.fields(INDONESIAN):
        words = [getattr(texts, field.name) for texts in (INDONESIAN, ENGLISH)]
        places = [
            sorted(name or "" for _, name, _, _ in string.Formatter().parse(text) if name)
            for text in words
        ]
        assert places[0] == places[1]
        assert all(text.strip() for text in words)


def test_a_language_that_the_page_does_not_speak_gets_indonesian() -> None:
    assert texts_in("en") is ENGLISH
    assert texts_in("xx") is INDONESIAN
    assert texts_in(None) is INDONESIAN
