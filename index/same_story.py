"""Whether two texts tell the same story: one copied, cut or reworded from the other.

What they share isn't enough: yesterday's weather shares nine words of ten with today's, and an
update repeats the background of the story before it. So the facts inside the shared words must
agree, and each text must hold the other's lead.
"""

from dataclasses import dataclass
from itertools import pairwise

from index.shingles import SIZE, Kind, Story, shingled

# Chosen on the tune half of tests/benchmarks/duplicates.py: recall .981, 1 false merge of 7,133.
MIN_CONTAINED = 0.5
MIN_LEAD = 0.2  # .15: 6 updates of 430 merge; .25: 14% of copies with a reworded lead are lost
MAX_CHANGED_NUMBERS = 0.1  # .15 finds 96% rather than 92% of copies in another house style, but
# leaves less room to templates that give no date
MAX_CHANGED_FACTS = 0.3
LEAD = 40  # words
_SLOT = 8  # words: a longer run without shared words is text of an outlet's own
_SLOT_AT_START = 12  # words
_SHORT = 30  # words: a text this short must be contained as good as whole
_SHORT_CONTAINED = 0.8


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two texts agree; all are shares, 0 to 1.

    ``contained``: three-word runs of the shorter text that the longer has. ``lead``: the same of
    the first LEAD words of either text, the lower of both. ``changed_numbers`` and
    ``changed_facts``: numbers (and names) of the shorter text, amid words that are shared, that
    the longer doesn't have next to the same word. ``another_day``: such a date in the
    lead that the longer doesn't have at all.
    """

    words: int
    contained: float
    lead: float
    changed_numbers: float
    changed_facts: float
    another_day: bool

    @property
    def same(self) -> bool:
        """Whether it is the same story."""
        needed = _SHORT_CONTAINED if self.words < _SHORT else MIN_CONTAINED
        return (
            self.contained >= needed
            and self.lead >= MIN_LEAD
            and self.changed_numbers <= MAX_CHANGED_NUMBERS
            and self.changed_facts <= MAX_CHANGED_FACTS
            and not self.another_day
        )


@dataclass(frozen=True, slots=True)
class _Changes:
    kept: dict[Kind, int]
    changed: dict[Kind, int]
    moved: bool

    def share(self, *kinds: Kind) -> float:
        changed = sum(self.changed[kind] for kind in kinds)
        return changed / (changed + sum(self.kept[kind] for kind in kinds) or 1)


def compare(a: Story, b: Story) -> Comparison:
    """How two stories agree, whichever comes first."""
    shorter, longer = sorted((a, b), key=lambda one: (len(one.words), one.words))
    few, many = shingled(shorter.words), shingled(longer.words)
    in_few, in_many = set(few), set(many)
    shared = in_few & in_many
    contained = len(shared) / len(in_few) if in_few else 0.0
    lead = min(_held(few[:LEAD], in_many), _held(many[:LEAD], in_few))
    changes = _changed(shorter, longer, few, shared)
    return Comparison(
        words=len(shorter.words),
        contained=contained,
        lead=lead,
        changed_numbers=changes.share(Kind.NUMBER, Kind.DAY),
        changed_facts=changes.share(Kind.NAME, Kind.NUMBER, Kind.DAY),
        another_day=changes.moved,
    )


def _held(runs: list[tuple[str, ...]], others: set[tuple[str, ...]]) -> float:
    return sum(run in others for run in runs) / len(runs) if runs else 0.0


def _changed(
    shorter: Story, longer: Story, runs: list[tuple[str, ...]], shared: set[tuple[str, ...]]
) -> _Changes:
    """How many words of each kind, among those in or between shared words, are kept and changed."""
    covered = [False] * len(shorter.words)
    for start, run in enumerate(runs):
        if run in shared:
            covered[start : start + SIZE] = [True] * len(run)
    pairs, known = set(pairwise(longer.words)), set(longer.words)
    kept, changed = dict.fromkeys(Kind, 0), dict.fromkeys(Kind, 0)
    moved = False
    for start, end in _slots(covered):
        for place in range(start, end):
            kind, word = shorter.kinds[place], shorter.words[place]
            near = pairwise(shorter.words[max(0, place - 1) : place + 2])
            is_kept = covered[place] or any(pair in pairs for pair in near)
            (kept if is_kept else changed)[kind] += 1
            moved |= kind is Kind.DAY and place < LEAD and word not in known
    return _Changes(kept, changed, moved)


def _slots(covered: list[bool]) -> list[tuple[int, int]]:
    """Runs of words, shared ones and short gaps between them."""
    spans: list[tuple[int, int]] = []
    for place, is_shared in enumerate(covered):
        if not is_shared:
            continue
        if spans and place - spans[-1][1] <= _SLOT:
            spans[-1] = (spans[-1][0], place + 1)
        else:
            spans.append((place if spans or place > _SLOT_AT_START else 0, place + 1))
    return spans
