"""Evidence found in articles, and what is said where it isn't."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from rag.evidence import Span, find_quote, locate
from rag.testset import Case, Evidence
from tests.rag.word_asker import WordAsker

TEXT = "Rapat dibuka. “Kerja  sama\nharus diperluas,” kata Rina. Rapat ditutup."
ARTICLE = Article("a1", "Rapat", TEXT)
OTHER = Article("a2", "", "Lain sama sekali.")


def _located(evidence: Evidence, **fields: tuple[str, ...]) -> tuple[Span, list[tuple[str, str]]]:
    case = Case("q", "apa?", evidence=(evidence,), where="line 7", **fields)  # type: ignore[arg-type]  # tests give tuples alone
    ((span,),), notices = locate([case], WordAsker([ARTICLE, OTHER]))
    return span, [(notice.kind, notice.text) for notice in notices]


def test_offsets_are_taken_as_they_are() -> None:
    assert _located(Evidence("a1", 0, 13)) == (Span("a1", 0, 13), [])


def test_a_quote_is_found_whatever_its_spaces_and_glyphs() -> None:
    span, notices = _located(Evidence("a1", quote='"Kerja sama harus diperluas,"'))
    assert TEXT[span.start : span.end] == "“Kerja  sama\nharus diperluas,”"
    assert notices == []


def test_an_article_alone_is_all_of_it() -> None:
    span, notices = _located(Evidence("a2"))
    assert span == Span("a2")
    assert notices == []


def test_a_quote_without_article_is_looked_for_everywhere() -> None:
    span, notices = _located(Evidence(None, quote="sama sekali"))
    assert span == Span("a2", 5, 16)
    assert notices == []


def test_offsets_count_in_the_context_that_some_article_holds() -> None:
    context = "kata Rina. Rapat"
    span, notices = _located(Evidence("unknown", 5, 9, context=context))
    assert TEXT[span.start : span.end] == "Rina"
    assert notices == []


@pytest.mark.parametrize(
    ("evidence", "kind", "text"),
    [
        (Evidence("a9"), "unknown article", "article 'a9' is not in the index: counts as missed"),
        (Evidence("a1", quote="tidak ada"), "evidence not found", "'tidak ada' is not in its text"),
        (Evidence(None, quote="tidak ada"), "evidence not found", "the quoted text is not in"),
        (Evidence("a1", 60, 99), "wrong offsets", "offsets 60-99 are past its 70 characters"),
        (Evidence("a9", 0, 1, context="tidak ada"), "unknown article", "article 'a9' is not in"),
    ],
)
def test_what_is_not_there_stays_and_is_never_met(evidence: Evidence, kind: str, text: str) -> None:
    span, ((found_kind, found_text),) = _located(evidence)
    assert (span.found, found_kind) == (False, kind)
    assert text in found_text
    assert not span.meets(span.article_id, 0, 1000)


def test_wrong_offsets_give_way_to_the_quote() -> None:
    span, ((kind, text),) = _located(Evidence("a1", 3, 7, quote="Rina"))
    assert TEXT[span.start : span.end] == "Rina"
    assert kind == "wrong offsets"
    assert text.endswith("are not where the quote stands; the quote is used")


def test_a_quote_that_stands_twice_is_noticed() -> None:
    span, ((kind, text),) = _located(Evidence("a1", quote="Rapat"))
    assert (span.start, kind) == (0, "evidence found often")
    assert "2 times" in text


def test_an_answer_that_its_evidence_does_not_hold_is_noticed() -> None:
    _, ((kind, text),) = _located(Evidence("a1", 0, 13), answers=("Rina",))
    assert (kind, text) == ("answer not in evidence", "'Rina' is not in its evidence")
    _, notices = _located(Evidence("a1", 0, 13), answers=("Rina", "rapat"))
    assert notices == []


def test_a_speaker_as_answer_need_not_stand_in_what_was_said() -> None:
    _, notices = _located(Evidence("a1", 15, 44), answers=("Rina",), speakers=("Rina",))
    assert notices == []


@pytest.mark.parametrize(
    ("start", "end", "meets"), [(0, 5, False), (0, 6, True), (9, 20, True), (10, 20, False)]
)
def test_spans_meet_where_they_share_a_character(start: int, end: int, meets: bool) -> None:
    assert Span("a", 5, 10).meets("a", start, end) is meets
    assert not Span("a", 5, 10).meets("b", start, end)


@given(st.text(min_size=1), st.text(), st.text())
def test_a_quote_taken_from_the_text_is_found_there(quote: str, before: str, after: str) -> None:
    found = find_quote(quote, before + quote + after)
    assert found is not None
    assert (before + quote + after)[slice(*found)] == quote


@given(st.text(), st.text())
def test_any_quote_may_be_looked_for(quote: str, text: str) -> None:
    found = find_quote(quote, text)
    assert found is None or 0 <= found[0] <= found[1] <= len(text)
