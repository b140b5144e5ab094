"""A run as one HTML file that works offline: figures, plots, and every question."""

import base64
import dataclasses
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path

from rag.comparison import HEADLINES, Comparison
from rag.plots import calibration_plot, interval_plot, latency_plot, risk_coverage_plot
from rag.run_record import Record, Run, languages, record_json, tagged
from rag.selective import calibration, risk_coverage
from rag.summary import JUDGED, LOWER_IS_BETTER, Measure, measures, wrong
from rag.textfile import write_whole

_CLIP = 300  # characters of a setting that are shown; the run record has all
_LISTED = 10_000  # questions; the page of more has no retrieved passages, or no browser opens it
_GROUP_RESAMPLES = 1000  # of each tag's intervals, of which there can be many

_JUDGED = (
    "<p class=quiet>judge_: what a language model thinks of the answers that were given, where it "
    "gave a judgement; part of no other measure.</p>"
)


def write_report(
    run: Run,
    path: str | Path,
    comparison: Comparison | None = None,
    found: Sequence[Measure] | None = None,
) -> None:
    """Write the report, whole or not at all. Raises WartanyaError where it can't."""
    write_whole(Path(path), html_report(run, comparison, found))


def html_report(
    run: Run, comparison: Comparison | None = None, found: Sequence[Measure] | None = None
) -> str:
    """The report as a page without outside parts; every text in it is escaped.

    ``comparison`` is with an earlier run, which it shows beside; ``found`` are the run's measures
    where they are known already. The page's policy lets no
    script run but its own, and nothing be fetched.
    """
    found = measures(run.records) if found is None else found
    script = _part("report.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    sections = [
        _head(run),
        _figures(found),
        _plots(run.records, found),
        _groups("By tag", tagged(run.records)),
        _groups("By language", languages(run.records)),
        _compared(comparison) if comparison else "",
        _questions(run.records),
        _notices(run),
        _described(run),
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Evaluation: {escape(run.testset)}</title><style>{_part('report.css')}</style>"
        f"</head><body>{''.join(sections)}"
        f'<script type="application/json" id="records">{_data(run.records)}</script>'
        f"<script>{script}</script></body></html>\n"
    )


@cache
def _part(name: str) -> str:
    return files("rag").joinpath(name).read_text(encoding="utf-8")


def _data(records: Sequence[Record]) -> str:
    """Records as JSON that can't end the element it stands in."""
    if len(records) > _LISTED:
        records = [dataclasses.replace(record, retrieved=()) for record in records]
    plain = f"[{','.join(map(record_json, records))}]"
    return plain.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _head(run: Run) -> str:
    verdicts = Counter(record.verdict.value for record in run.records)
    counts = ", ".join(f"{count} {name}" for name, count in verdicts.most_common())
    return (
        f"<header><div><h1>{escape(run.testset)}</h1>"
        f'<div class="quiet">{len(run.records)} questions, {escape(run.started)}</div>'
        f"<div>{escape(counts)}</div></div>"
        '<button id="theme" type="button">Light / dark</button></header>'
    )


def _figures(found: Sequence[Measure]) -> str:
    rows = [(m.name + _arrow(m.name), m.shown, m.shown_interval, str(m.estimate.n)) for m in found]
    return (
        "<h2>Figures</h2><p class=quiet>With 95% bootstrap intervals. ↓: lower is better. A "
        "question that wasn't answered is in every mean with 0.</p>"
        + (_JUDGED if any(m.name in JUDGED for m in found) else "")
        + _table(("measure", "value", "95% interval", "questions"), rows)
    )


def _arrow(name: str) -> str:
    return " ↓" if name in LOWER_IS_BETTER else ""


def _plots(records: Sequence[Record], found: Sequence[Measure]) -> str:
    answered = [record for record in records if record.answered]
    curve = risk_coverage(
        [r.confidence for r in answered], [wrong(r) for r in answered], len(records)
    )
    bins = calibration([r.confidence for r in records], [r.expected.answerable for r in records])
    unit = [(m.name, m) for m in found if not m.name.startswith("latency")]
    plots = {
        "Calibration": calibration_plot(bins),
        "Risk and coverage": risk_coverage_plot(curve),
        "Latency": latency_plot([record.seconds * 1000 for record in records]),
    }
    figures = "".join(
        f"<figure><figcaption>{name}</figcaption>{plot}</figure>" for name, plot in plots.items()
    )
    return (
        "<h2>Plots</h2><figure><figcaption>Measures with 95% intervals</figcaption>"
        f"{interval_plot(unit, 'Measures with 95% intervals')}</figure>"
        f'<div class="plots">{figures}</div>'
    )


def _groups(title: str, groups: dict[str, list[Record]]) -> str:
    """Headline figures of every group, and its right answers as a plot."""
    if not groups:
        return ""
    found = {
        name: {m.name: m for m in measures(records, _GROUP_RESAMPLES)}
        for name, records in groups.items()
    }
    shown = [n for n in HEADLINES if any(n in row for row in found.values())]
    rows = [
        [name, str(len(groups[name]))]
        + [f"{row[n].shown} ({row[n].shown_interval})" if n in row else "" for n in shown]
        for name, row in found.items()
    ]
    plot = interval_plot(
        [(name[:28], row["correct"]) for name, row in found.items()], f"{title}: part right"
    )
    return f"<h2>{title}</h2><figure><figcaption>Part right</figcaption>{plot}</figure>" + _table(
        ["", "questions", *shown], rows
    )


def _compared(comparison: Comparison) -> str:
    rows = [
        (
            m.name,
            f"{m.before:.3f}",
            f"{m.after:.3f}",
            f"{m.difference.mean:+.3f}",
            f"{m.difference.low:+.3f} to {m.difference.high:+.3f}",
            f"{m.difference.p_value:.4f}",
            f"{m.corrected:.4f}",
            {True: "better", False: "worse", None: ""}[m.better],
        )
        for m in comparison.moved
    ]
    changed = [
        (c.id, f"{c.before.value} → {c.after.value}", c.question, c.said_before, c.said_after)
        for c in comparison.changed
    ]
    head = ("measure", "before", "now", "difference", "95% interval", "p", "p (Holm)", "")
    remarks = "".join(f"<p>{escape(remark)}</p>" for remark in comparison.remarks)
    return (
        f"<h2>Against the earlier run</h2>{remarks}{_table(head, rows)}"
        f"<h2>Questions with another verdict: {len(changed)}</h2>"
        + (
            _table(("id", "verdict", "question", "said before", "says now"), changed)
            if changed
            else ""
        )
    )


def _questions(records: Sequence[Record]) -> str:
    options = {
        "verdict": sorted({record.verdict.value for record in records}),
        "tag": sorted({tag for record in records for tag in record.tags}),
        "language": sorted({record.language for record in records}),
    }
    selects = "".join(
        f'<label>{name}<select id="{name}"><option value="">all</option>'
        + "".join(f"<option>{escape(value)}</option>" for value in values)
        + "</select></label>"
        for name, values in options.items()
    )
    short = "<p>What was retrieved is in the run record.</p>" if len(records) > _LISTED else ""
    return (
        f'<h2>Questions</h2>{short}<div class="filters">'
        f'<label>words<input id="words" type="search"></label>{selects}'
        '<label>order<select id="order"><option value="">as in the test set</option>'
        '<option value="slowest">slowest first</option>'
        '<option value="surest">most confident first</option></select></label>'
        '<span id="count" class="quiet" aria-live="polite"></span></div>'
        '<div id="questions"></div><button id="more" type="button">More</button>'
        "<noscript>The list of questions needs this page's own script.</noscript>"
    )


def _notices(run: Run) -> str:
    """What was odd in the test set, and where a judge was silent: counts by kind, then each."""
    if not run.notices:
        return ""
    counts = Counter(kind for kind, _, _ in run.notices)
    summed = "".join(f"<li>{count} × {escape(kind)}</li>" for kind, count in counts.items())
    rows = _table(("kind", "place", "what"), run.notices)
    return (
        f"<h2>Notices</h2><ul>{summed}</ul>"
        f"<details><summary>All {len(run.notices)}</summary>{rows}</details>"
    )


def _described(run: Run) -> str:
    rows = [("test set (SHA-256)", run.digest)]
    for name, value in run.described.items():
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        rows.append((name, shown if len(shown) <= _CLIP else f"{shown[:_CLIP]}…"))
    return f"<h2>What was measured</h2>{_table(('', ''), rows)}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    titles = "".join(f"<th>{escape(title)}</th>" for title in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        f'<div class="scroll"><table><thead><tr>{titles}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
