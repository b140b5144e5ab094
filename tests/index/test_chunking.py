"""Passages: they tile the body, fit the model and keep a quotation with its cue."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Passage
from index.chunking import CONTEXT_BYTES, chunk, context
from index.errors import WartanyaError


def words(text: str) -> int:
    return len(text.split())


def characters(text: str) -> int:
    return len(text)


def article(text: str, title: str = "", published: str | None = None) -> Article:
    return Article("a", title, text, published=published)


def texts(passages: list[Passage]) -> list[str]:
    return [passage.text for passage in passages]


def assert_tiles(text: str, passages: list[Passage]) -> None:
    assert passages[0].start == 0
    assert passages[-1].end == len(text)
    assert all(first.end == second.start for first, second in pairwise(passages))
    assert all(p.text == text[p.start : p.end] and p.text for p in passages)


def test_sentences_fill_passages_up_to_the_target() -> None:
    body = "Banjir datang malam hari. Warga mengungsi. Air surut.\n\nSekolah libur tiga hari."
    passages = chunk(article(body), words, max_tokens=100, target=6)
    assert texts(passages) == [
        "Banjir datang malam hari. Warga mengungsi. ",
        "Air surut.\n\nSekolah libur tiga hari.",
    ]
    assert [(p.start, p.end) for p in passages] == [(0, 43), (43, len(body))]
    assert {(p.article_id, p.version) for p in passages} == {("a", article(body).version)}


def test_one_sentence_is_one_passage_with_the_white_space_around_it() -> None:
    assert texts(chunk(article("\n Selesai. \n"), words, 100)) == ["\n Selesai. \n"]


def test_a_body_of_white_space_has_no_passage() -> None:
    assert chunk(article(""), words, 100) == []
    assert chunk(article(" \n\u3000\t"), words, 100) == []


@pytest.mark.parametrize(
    "body",
    [
        '"Risikonya memang tinggi. Padahal ada peluang besar. Ini penting," katanya.',
        '"Kami sudah siap sejak pagi." Demikian disampaikan Menteri Sri Laksana.',
        '"Kami sudah siap sejak pagi!" Ujar Sri Laksana di kantornya.',
        'Kepala dinas itu menambahkan sebuah pesan:\n"Jangan buang sampah ke sungai lagi."',
        '"Hujan turun tiga hari.\n\n"Kami tidak tidur," kata Lurah Tirto Baskara.',
        "Bekerja di luar negeri menjanjikan. Demikian dikatakan Sekjen Tri Wardana di Jakarta.",
    ],
)
def test_a_quotation_stays_with_its_cue(body: str) -> None:
    before, after = "Rapat itu digelar kemarin. ", "\nHadirin lalu bubar dengan tertib."
    passages = chunk(article(before + body + after), words, max_tokens=100, target=4)
    assert texts(passages) == [before, body + "\n", after[1:]]


def test_speech_that_follows_another_quotation_is_free_to_go() -> None:
    body = '"Kami siap," kata Rini. Aku pulang. "Ya," kata Tono.'
    passages = chunk(article(body), words, max_tokens=100, target=4)
    assert texts(passages) == ['"Kami siap," kata Rini. ', "Aku pulang. ", '"Ya," kata Tono.']


def test_a_quotation_longer_than_the_model_is_cut_between_sentences() -> None:
    body = '"Satu dua tiga empat. Lima enam tujuh. Delapan sembilan sepuluh," katanya.'
    passages = chunk(article(body), words, max_tokens=8, target=8)
    assert texts(passages) == [
        '"Satu dua tiga empat. Lima enam tujuh. ',
        'Delapan sembilan sepuluh," katanya.',
    ]


def test_a_sentence_longer_than_the_model_is_cut_at_a_clause_then_at_white_space() -> None:
    body = "satu dua tiga empat lima, enam tujuh delapan sembilan sepuluh sebelas duabelas"
    passages = chunk(article(body), words, max_tokens=6, target=6)
    assert texts(passages) == [
        "satu dua tiga empat lima,",
        " enam tujuh delapan sembilan sepuluh ",
        "sebelas duabelas",
    ]


def test_a_hard_cut_keeps_what_a_reader_sees_as_one_character() -> None:
    family = "👩\u200d👩\u200d👧"
    for unit in (family, "e\u0301", "👍🏽", "\ud83d\ude00"):
        passages = chunk(article(unit * 30), characters, max_tokens=16, target=16)
        assert all(len(p.text) % len(unit) == 0 for p in passages)
        assert_tiles(unit * 30, passages)


def test_the_context_takes_its_share_of_the_model() -> None:
    body = " ".join(["kata"] * 100)
    titled = article(body, "Sepuluh kata " * 5, "2025-03-03T09:12+07:00")
    front = context(titled)
    assert (
        front == "Sepuluh kata Sepuluh kata Sepuluh kata Sepuluh kata Sepuluh kata (2025-03-03)\n"
    )
    passages = chunk(titled, words, max_tokens=30, target=30)
    assert max(words(front + p.text) for p in passages) <= 30
    assert_tiles(body, passages)


def test_the_context_is_bounded_and_cut_between_words() -> None:
    long = context(article("x", "Banjir ﷺ " * 100, "2025"))
    assert long.endswith(" (2025)\n")
    assert len(long.encode()) <= CONTEXT_BYTES + 1
    assert long[: -len(" (2025)\n")].split()[-1] in ("Banjir", "صلى", "الله", "عليه", "وسلم")
    assert context(article("x")) == ""
    assert context(article("x", published="2025-03-03T09:12")) == "2025-03-03\n"


def test_a_title_too_long_for_the_model_is_refused_by_name() -> None:
    with pytest.raises(WartanyaError, match=r"'Sangat Sangat .* leaves 5 of .* 25 tokens"):
        chunk(article("Isi.", "Sangat " * 20), words, max_tokens=25)


def test_tokens_are_counted_about_once_a_sentence_and_once_a_passage() -> None:
    counted = 0

    def count(text: str) -> int:
        nonlocal counted
        counted += len(text)
        return words(text)

    body = "Air naik lagi. " * 500 + "kata " * 5000
    chunk(article(body), count, max_tokens=100, target=20)
    assert counted < 5 * len(body)


ODD = st.text(
    st.sampled_from(list(" \n\u2028\u3000\u200d.?!…,;:\"”“'[1]aZ\u0301\ud83d\ude00😀ﷺ\x00-")),
    max_size=80,
)
NEWS = st.lists(
    st.sampled_from(
        [
            "Kata ",
            "ia ",
            "Rp ",
            ". ",
            ".",
            '"',
            "” ",
            " ”",
            "? ",
            ", ",
            "\n",
            "\n\n",
            "katanya",
            ": ",
        ]
    ),
    max_size=40,
).map("".join)


@given(
    text=st.one_of(st.text(max_size=100), ODD, NEWS),
    title=st.one_of(st.just(""), ODD),
    count=st.sampled_from([words, characters]),
    room=st.integers(16, 40),
    target=st.integers(1, 60),
)
def test_passages_tile_and_fit(
    text: str, title: str, count: object, room: int, target: int
) -> None:
    assert callable(count)
    subject = article(text, title)
    limit = room + count(context(subject))
    passages = chunk(subject, count, limit, target)
    if not text.strip():
        assert passages == []
        return
    assert_tiles(text, passages)
    assert all(count(context(subject) + p.text) <= limit for p in passages)
