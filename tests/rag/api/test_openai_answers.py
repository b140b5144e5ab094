"""An Answer as a message: sentences, markers in their places, sources."""

from markdown_it import MarkdownIt

from rag.answer import Answer, Citation, Elsewhere, Sentence
from rag.api.openai_answers import annotations, written


def citation(marker: int, **fields: object) -> Citation:
    whole: dict[str, object] = {
        "marker": marker,
        "article_id": f"a{marker}",
        "title": "Jembatan Roboh",
        "url": f"https://kabar.example/{marker}",
        "published": "2025-01-15",
        "outlet": "Kabar",
        "start": 0,
        "end": 9,
        "text": "Jembatan.",
        "speaker": None,
        "score": 0.5,
    }
    return Citation(**(whole | fields))  # type: ignore[arg-type]  # each of its own type


def answer(
    sentences: tuple[Sentence, ...],
    citations: tuple[Citation, ...],
    language: str = "id",
    answerable: bool = True,
) -> Answer:
    return Answer("1", "?", language, answerable, 0.9, None, sentences, citations, ())


def test_an_answer_reads_as_sentences_and_sources() -> None:
    message = written(
        answer(
            (Sentence("Jembatan roboh.", (1, 2)), Sentence("Tidak ada korban.", (2,))),
            (citation(1), citation(2, url=None, outlet=None, published=None)),
        )
    )
    assert message.text == (
        "Jembatan roboh. [1] [2]\n\n"
        "Tidak ada korban. [2]\n\n"
        "Sumber:\n\n"
        "- [1] Jembatan Roboh · Kabar · 15 Januari 2025 · <https://kabar.example/1>\n"
        "- [2] Jembatan Roboh"
    )
    assert len(message.pieces) == 3


def test_each_marker_is_placed_where_it_stands() -> None:
    message = written(
        answer(
            (Sentence("Roboh — “tiba-tiba” 🌉.", (2, 1)), Sentence("Nihil.", (1,))),
            (citation(1), citation(2)),
        )
    )
    places = [(message.text[one.start : one.end], one.citation.marker) for one in message.placed]
    assert places == [("[2]", 2), ("[1]", 1), ("[1]", 1)]
    assert message.placed[0].start == len("Roboh — “tiba-tiba” 🌉. ")
    told = [one.url_citation for one in annotations(message)]
    assert [message.text[one.start_index : one.end_index] for one in told] == ["[2]", "[1]", "[1]"]
    assert [one.url for one in told] == [f"https://kabar.example/{n}" for n in (2, 1, 1)]


def test_only_web_addresses_are_annotated() -> None:
    message = written(
        answer(
            (Sentence("Roboh.", (1, 2, 3)),),
            (citation(1, url="javascript:alert(1)"), citation(2, url=None), citation(3)),
        )
    )
    assert [one.url_citation.url for one in annotations(message)] == ["https://kabar.example/3"]
    assert "javascript" not in message.text


def test_a_refusal_shows_the_nearest_passages_in_short() -> None:
    passage = "Jembatan itu [1] roboh.\n\n# Tidak ada korban. " + "kata " * 100
    message = written(
        answer(
            (Sentence("The articles don't say.", ()), Sentence("The nearest passage:", (1,))),
            (citation(1, text=passage), citation(2, text="")),
            "en",
            answerable=False,
        )
    )
    head, _, sources = message.text.partition("\n\nSources:\n\n")
    assert head == "The articles don't say.\n\nThe nearest passage: [1]"
    lines = sources.split("\n")
    assert lines[1].startswith("  > Jembatan itu &#91;1] roboh. # Tidak ada korban. kata kata")
    assert lines[1].endswith("kata …")
    assert len(lines[1]) < 320
    assert [line[:5] for line in lines] == ["- [1]", "  > J", "- [2]"]


def test_other_outlets_with_the_same_words_are_named() -> None:
    others = (
        Elsewhere("b", "Jembatan", "Warta_Kota", "https://warta.example/b"),
        Elsewhere("c", "Jembatan *Roboh*", None, None),
    )
    message = written(answer((Sentence("Roboh.", (1,)),), (citation(1, also=others),)))
    assert message.text.endswith(" · juga di Warta\\_Kota, Jembatan \\*Roboh\\*")


def test_hostile_articles_make_no_markup() -> None:
    hostile = (
        "[klik](http://evil.example) ![x](http://evil.example/p.gif) <img src=x onerror=alert(1)> "
        "<script>alert(1)</script> http://evil.example [1]: http://evil.example\n\n"
        "# Judul\n\n```\nkode"
    )
    message = written(
        answer(
            (Sentence(hostile, (1,)),),
            (citation(1, title=hostile, outlet=hostile, text=hostile),),
            answerable=False,
        )
    )
    tokens = MarkdownIt("commonmark", {"html": True}).parse(message.text)
    every = [child for token in tokens for child in [token, *(token.children or [])]]
    links = [token.attrs["href"] for token in every if token.type == "link_open"]
    assert links == ["https://kabar.example/1"]
    kinds = {token.type for token in every}
    assert not kinds & {"html_block", "html_inline", "image", "heading_open", "fence", "code_block"}
    assert [message.text[one.start : one.end] for one in message.placed] == ["[1]"]
    assert message.text.count("[1]") == 2  # the marker and its source


def test_nothing_to_cite_lists_no_sources() -> None:
    message = written(answer((Sentence("Belum ada artikel.", ()),), (), answerable=False))
    assert (message.text, message.placed) == ("Belum ada artikel.", ())
