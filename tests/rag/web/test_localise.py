"""The reader's language and dates in it."""

import dataclasses
import string

import pytest

from rag.web.localise import preferred_language, published_in
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


@pytest.mark.parametrize(
    ("published", "indonesian", "english"),
    [
        ("2017-12-07T08:56+07:00", "7 Desember 2017, 08.56 WIB", "7 December 2017, 08:56 WIB"),
        ("2020-08-01T23:05:09+09:00", "1 Agustus 2020, 23.05 WIT", "1 August 2020, 23:05 WIT"),
        (
            "2020-08-01T10:00-03:30",
            "1 Agustus 2020, 10.00 UTC-03:30",
            "1 August 2020, 10:00 UTC-03:30",
        ),
        ("2020-08-01T10:00", "1 Agustus 2020, 10.00", "1 August 2020, 10:00"),
        ("2017-12-07", "7 Desember 2017", "7 December 2017"),
        ("2017-12", "Desember 2017", "December 2017"),
        ("2017", "2017", "2017"),
        ("2017-13", "2017-13", "2017-13"),
        ("kemarin", "kemarin", "kemarin"),
        ("2017-02-30", "2017-02-30", "2017-02-30"),
    ],
)
def test_dates_in_words(published: str, indonesian: str, english: str) -> None:
    assert published_in(INDONESIAN, published) == indonesian
    assert published_in(ENGLISH, published) == english


def test_both_languages_fill_the_same_places() -> None:
    for field in dataclasses.fields(INDONESIAN):
        words = [getattr(texts, field.name) for texts in (INDONESIAN, ENGLISH)]
        if field.name == "months":
            assert [len(months) for months in words] == [12, 12]
        else:
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
