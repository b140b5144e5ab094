"""A run's figures as SVG: drawn here, so that a report is one file that needs no network.

Colours are CSS variables with a fallback, so that a page sets them for light and dark. Every
text is escaped.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from rag.selective import Bin, Covered
from rag.summary import Measure


@dataclass(frozen=True, slots=True)
class PlotWords:
    """The words on the plots; braces are filled with ``str.format``."""

    questions: str = "{n} questions"
    confidence: str = "confidence"
    came_true: str = "part that the articles answer"
    bin: str = "confidence {confidence:.2f}, true {observed:.2f}"
    calibration: str = "Calibration: confidence against truth"
    covered: str = "part answered"
    risk: str = "part wrong of it"
    last: str = "{covered:.2f} answered, {risk:.2f} of it wrong"
    risk_coverage: str = "Risk-coverage curve"
    time: str = "time to answer"
    share: str = "part of the questions"
    latency: str = "Latency"


ENGLISH = PlotWords()

_INK = "var(--ink, #1c1f24)"
_QUIET = "var(--quiet, #6b7280)"
_GRID = "var(--grid, #e1e4e9)"
_MARK = "var(--mark, #2563c9)"
_WIDTH = 640
_SIZE = 340  # of the square plots
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 16, 12, 44


def interval_plot(
    rows: Sequence[tuple[str, Measure]], label: str, words: PlotWords = ENGLISH
) -> str:
    """A dot and its 95% interval for each named measure, on a scale from 0 to 1."""
    left, step = 190, 26
    height = step * len(rows) + 40
    span = _WIDTH - left - 70

    def x(value: float) -> float:
        return left + span * min(1.0, max(0.0, value))

    parts = [
        _line(x(tick), 8, x(tick), height - 30, _GRID)
        + _text(x(tick), height - 12, f"{tick:g}", "middle", _QUIET)
        for tick in (0, 0.25, 0.5, 0.75, 1)
    ]
    for number, (name, measure) in enumerate(rows):
        y = step * number + 20
        found = measure.estimate
        asked = words.questions.format(n=found.n)
        shown = f"{name}: {measure.shown} ({measure.shown_interval}), {asked}"
        low, high = (found.value if math.isnan(end) else end for end in (found.low, found.high))
        parts.append(
            f"<g><title>{escape(shown)}</title>"
            + _text(left - 12, y + 4, name, "end", _INK)
            + _line(x(low), y, x(high), y, _MARK, 3)
            + f'<circle cx="{x(found.value):.1f}" cy="{y}" r="5" style="fill:{_MARK}"/>'
            + _text(_WIDTH - 8, y + 4, measure.shown, "end", _INK)
            + "</g>"
        )
    return _svg(_WIDTH, height, label, parts)


def calibration_plot(bins: Sequence[Bin], words: PlotWords = ENGLISH) -> str:
    """Confidence against how often it came true; the larger a dot, the more questions."""
    most = max((found.n for found in bins), default=1)
    parts = [
        *_axes(words.confidence, words.came_true),
        _line(*_at(0, 0), *_at(1, 1), _QUIET, 1, "4 4"),
    ]
    for found in bins:
        x, y = _at(found.confidence, found.observed)
        told = words.bin.format(confidence=found.confidence, observed=found.observed)
        shown = f"{words.questions.format(n=found.n)}: {told}"
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{4 + 8 * math.sqrt(found.n / most):.1f}" '
            f'style="fill:{_MARK};fill-opacity:.75"><title>{escape(shown)}</title></circle>'
        )
    return _svg(_SIZE, _SIZE, words.calibration, parts)


def risk_coverage_plot(curve: Sequence[Covered], words: PlotWords = ENGLISH) -> str:
    """The part wrong among the answered, as more is answered."""
    points = [_at(step.coverage, step.risk) for step in curve]
    parts = [*_axes(words.covered, words.risk), _path(points)]
    if curve:
        (x, y), last = points[-1], curve[-1]
        shown = words.last.format(covered=last.coverage, risk=last.risk)
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" style="fill:{_MARK}">'
            f"<title>{escape(shown)}</title></circle>"
        )
    return _svg(_SIZE, _SIZE, words.risk_coverage, parts)


def latency_plot(milliseconds: Sequence[float], words: PlotWords = ENGLISH) -> str:
    """The part of the questions that were answered within a time; log scale."""
    times = np.sort(np.maximum(np.asarray(milliseconds, dtype=np.float64), 0.01))
    low = math.floor(math.log10(times[0])) if times.size else 0
    high = max(low + 1, math.ceil(math.log10(times[-1]))) if times.size else 1

    def place(value: float) -> float:
        return (math.log10(value) - low) / (high - low)

    ticks = [(place(10.0**power), _time(10.0**power)) for power in range(low, high + 1)]
    shares = (np.arange(times.size) + 1) / max(1, times.size)
    chosen = np.unique(np.linspace(0, times.size - 1, 400 if times.size else 0).astype(int))
    points = [_at(place(float(times[i])), float(shares[i])) for i in chosen]
    parts = [*_axes(words.time, words.share, ticks), _path(points)]
    for percent in (50, 95) if times.size else ():
        value = float(times[max(0, math.ceil(times.size * percent / 100) - 1)])
        x, y = _at(place(value), percent / 100)
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" style="fill:{_MARK}"/>'
            + _text(x + 8, y + 14, f"p{percent} {_time(value)}", "start", _INK)
        )
    return _svg(_SIZE, _SIZE, words.latency, parts)


def _time(milliseconds: float) -> str:
    if milliseconds >= 1000:
        return f"{milliseconds / 1000:.3g} s"
    return f"{milliseconds:.3g} ms"


def _at(x: float, y: float) -> tuple[float, float]:
    """Where a point of the unit square stands in a square plot."""
    inside = _SIZE - _LEFT - _RIGHT
    tall = _SIZE - _TOP - _BOTTOM
    return _LEFT + inside * x, _TOP + tall * (1 - y)


def _axes(across: str, up: str, ticks: Sequence[tuple[float, str]] | None = None) -> list[str]:
    """Grid and labels of a square plot; ``ticks`` of the x axis are (place, label)."""
    quarters = [(n / 4, f"{n / 4:g}") for n in range(5)]
    parts = []
    for place, label in quarters:
        (x1, y), (x2, _) = _at(0, place), _at(1, place)
        parts += [_line(x1, y, x2, y, _GRID), _text(x1 - 8, y + 4, label, "end", _QUIET)]
    for place, label in ticks or quarters:
        (x, y1), (_, y2) = _at(place, 0), _at(place, 1)
        parts += [_line(x, y1, x, y2, _GRID), _text(x, y1 + 16, label, "middle", _QUIET)]
    middle = _at(0.5, 0)[0]
    parts.append(_text(middle, _SIZE - 8, across, "middle", _INK))
    turn = f'transform="rotate(-90 14 {_at(0, 0.5)[1]:.0f})"'
    parts.append(_text(14, _at(0, 0.5)[1], up, "middle", _INK, turn))
    return parts


def _svg(width: int, height: int, label: str, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" role="img" '
        f'aria-label="{escape(label)}" style="max-width:100%;height:auto;font:12px system-ui">'
        f"{''.join(parts)}</svg>"
    )


def _path(points: Sequence[tuple[float, float]]) -> str:
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{drawn}" style="fill:none;stroke:{_MARK};stroke-width:2"/>'


def _line(
    x1: float, y1: float, x2: float, y2: float, colour: str, width: int = 1, dash: str = "0"
) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'style="stroke:{colour};stroke-width:{width};stroke-dasharray:{dash};'
        'stroke-linecap:round"/>'
    )


def _text(x: float, y: float, content: str, anchor: str, colour: str, extra: str = "") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {extra} '
        f'style="fill:{colour}">{escape(content)}</text>'
    )
