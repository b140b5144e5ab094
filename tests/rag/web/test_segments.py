"""A text cut by statements: in order, without a gap, the innermost statement counting."""

from hypothesis import given
from hypothesis import strategies as st

from index.statement import Resolution, Statement
from rag.web.segments import Segment, segments


def said(start: int, end: int, speaker: str = "A") -> Statement:
    return Statement("a", start, end, True, speaker, None, None, None, None, Resolution.NAMED, 0.9)


def test_a_quotation_within_reported_speech_is_its_own_speakers() -> None:
    outer, inner = said(2, 10), said(4, 6, "B")
    assert segments([outer, inner], 12) == [
        Segment(0, 2, None),
        Segment(2, 4, outer),
        Segment(4, 6, inner),
        Segment(6, 10, outer),
        Segment(10, 12, None),
    ]


def test_what_reaches_beyond_the_text_is_cut_off() -> None:
    assert segments([said(3, 90)], 5) == [Segment(0, 3, None), Segment(3, 5, said(3, 90))]
    assert segments([said(0, 3)], 0) == []


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))), st.integers(1, 30))
def test_segments_cover_every_character_once(spans: list[tuple[int, int]], length: int) -> None:
    cut = segments([said(*sorted(span)) for span in spans], length)
    assert [n for part in cut for n in range(part.start, part.end)] == list(range(length))
    for part in cut:
        inside = part.statement
        held = [span for span in map(sorted, spans) if span[0] <= part.start < span[1]]
        assert (inside is None) == (not held)
        if inside is not None:
            assert inside.start == max(start for start, _ in held)
