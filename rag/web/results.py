"""Test sets, runs and their figures as HTML."""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.comparison import HEADLINES, Comparison
from rag.dates import written_date
from rag.plots import calibration_plot, interval_plot, latency_plot, risk_coverage_plot
from rag.run_record import Cited, Listing, Record
from rag.scoring import Verdict
from rag.selective import calibration, risk_coverage
from rag.summary import LOWER_IS_BETTER, Measure, wrong
from rag.testset import TestSet
from rag.web.evaluations import Evaluation, Group, Progress, Result
from rag.web.markup import escaped, notice, search_box
from rag.web.texts import Texts

NAME = 28  # characters of a tag in a plot
CHANGED_SHOWN = 50
ODD_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """What a session sees of a result's questions: those of a verdict that hold the words."""

    verdict: str = ""
    words: str = ""
    most: int = 50


def test_sets(names: Sequence[str], chosen: TestSet | None, texts: Texts) -> str:
    """What this view is for, the test sets at hand, and the one that is chosen."""
    words = texts.evaluation
    chips = "".join(
        f'<li><button type="button" data-event="choose" data-number="{number}">'
        f"{escaped(name)}</button></li>"
        for number, name in enumerate(names)
    )
    listed = (
        f'<ul class="chips" aria-label="{escaped(words.at_hand)}">{chips}</ul>' if chips else ""
    )
    return (
        f'<div class="sets"><h2>{escaped(words.heading)}</h2><p class="hint">{escaped(words.how)}'
        f"</p>{listed}{_chosen(chosen, texts)}</div>"
    )


def _chosen(testset: TestSet | None, texts: Texts) -> str:
    if testset is None:
        return ""
    words = texts.evaluation
    line = words.chosen.format(name=testset.name, count=len(testset.cases))
    if testset.notices:
        line = f"{line} {words.notices.format(count=len(testset.notices))}"
    return f'<p class="chosen" role="status" dir="auto">{escaped(line)}</p>'


def progress(evaluation: Evaluation | None, texts: Texts) -> str:
    """How far a run is, or how it ended without a result."""
    words = texts.evaluation
    if evaluation is None:
        return notice("", trouble=False)
    asked, total = evaluation.asked, len(evaluation.testset.cases)
    if evaluation.progress is Progress.RUNNING:
        seconds = int(time.monotonic() - evaluation.began)
        line = words.progress.format(asked=asked, total=total, seconds=seconds)
        line = words.computing if asked == total else line
        return (
            f'<p class="state"><progress value="{asked}" max="{total}"'
            f' aria-label="{escaped(words.working)}"></progress> {escaped(line)}</p>'
        )
    if evaluation.progress is Progress.CANCELLED:
        return notice(words.cancelled.format(asked=asked, total=total), trouble=False)
    if evaluation.progress is Progress.FAILED:
        reason = evaluation.reason or words.defect
        return notice(words.failed.format(reason=reason), trouble=True)
    return notice("", trouble=False)


def figures(result: Result, token: str, texts: Texts) -> str:
    """A run's head, figures, plots, groups, and what moved since the run before."""
    words = texts.evaluation
    return "".join(
        (
            '<div class="result">',
            _head(result, token, texts),
            _compared(result, texts),
            f"<h3>{escaped(words.figures)}</h3>",
            f'<p class="facts">{escaped(words.interval_note)}</p>',
            _table(words.columns, map(_row, result.found)),
            _plots(result, texts),
            _groups(words.tags, result.tags, texts),
            _groups(words.languages, result.languages, texts),
            _odd(result, texts),
            "</div>",
        )
    )


def _head(result: Result, token: str, texts: Texts) -> str:
    words, run = texts.evaluation, result.run
    counts = Counter(record.verdict for record in run.records)
    verdicts = " · ".join(f"{n} {words.verdicts[v]}" for v, n in counts.most_common())
    count = words.questions_run.format(count=len(run.records))
    date = written_date(run.started, texts.language) or run.started
    links = "".join(
        f'<a href="/runs/{token}/{name}" download>{escaped(label)}</a>'
        for name, label in (("run.json", words.json), ("report.html", words.html))
    )
    return (
        f'<h2 tabindex="-1" dir="auto">{escaped(run.testset)}</h2>'
        f'<p class="facts">{escaped(f"{count} · {date}")}</p>'
        f'<p class="verdicts">{escaped(verdicts)}</p><p class="bar">{links}</p>'
    )


def _row(measure: Measure) -> tuple[str, str, str, str]:
    name = measure.name + (" ↓" if measure.name in LOWER_IS_BETTER else "")
    return name, measure.shown, measure.shown_interval, str(measure.estimate.n)


def _plots(result: Result, texts: Texts) -> str:
    records = result.run.records
    answered = [record for record in records if record.answered]
    curve = risk_coverage(
        [r.confidence for r in answered], [wrong(r) for r in answered], len(records)
    )
    bins = calibration([r.confidence for r in records], [r.expected.answerable for r in records])
    unit = [(m.name, m) for m in result.found if not m.name.startswith("latency")]
    names, words = texts.evaluation.plot_names, texts.evaluation.plot_words
    drawn = (
        interval_plot(unit, names[0], words),
        calibration_plot(bins, words),
        risk_coverage_plot(curve, words),
        latency_plot([record.seconds * 1000 for record in records], words),
    )
    plots = "".join(
        f"<figure><figcaption>{escaped(name)}</figcaption>{plot}</figure>"
        for name, plot in zip(names, drawn, strict=True)
    )
    return f'<h3>{escaped(texts.evaluation.plots)}</h3><div class="plots">{plots}</div>'


def _groups(title: str, groups: Sequence[Group], texts: Texts) -> str:
    """Headline figures of every tag or language, and the part that is right as a plot."""
    if not groups:
        return ""
    found = [{m.name: m for m in group.found} for group in groups]
    shown = [name for name in HEADLINES if any(name in row for row in found)]
    rows = [
        [group.name, str(group.count)]
        + [f"{row[n].shown} ({row[n].shown_interval})" if n in row else "" for n in shown]
        for group, row in zip(groups, found, strict=True)
    ]
    points = [(g.name[:NAME], row["correct"]) for g, row in zip(groups, found, strict=True)]
    plot = interval_plot(points, title, texts.evaluation.plot_words)
    table = _table([*texts.evaluation.group_columns, *shown], rows)
    return f"<h3>{escaped(title)}</h3><figure>{plot}</figure>{table}"


def _compared(result: Result, texts: Texts) -> str:
    comparison = result.comparison
    if comparison is None or result.before is None:
        return ""
    words = texts.evaluation
    started = written_date(result.before, texts.language) or result.before
    moved = [m for m in comparison.moved if m.difference.mean]
    rows = [
        (
            m.name,
            f"{m.before:.3f}",
            f"{m.after:.3f}",
            f"{m.difference.mean:+.3f} {_better(m.better, texts)}".strip(),
            f"{m.difference.low:+.3f} … {m.difference.high:+.3f}",
            f"{m.corrected:.4f}",
        )
        for m in moved
    ]
    remarks = "".join(f'<p class="facts">{escaped(one)}</p>' for one in comparison.remarks)
    table = _table(words.compared_columns, rows) if rows else ""
    return (
        f"<h3>{escaped(words.compared.format(started=started))}</h3>{_changed(comparison, texts)}"
        f"{table}{remarks}"
    )


def _better(better: bool | None, texts: Texts) -> str:
    if better is None:
        return ""
    return f"({texts.evaluation.better if better else texts.evaluation.worse})"


def _changed(comparison: Comparison, texts: Texts) -> str:
    words = texts.evaluation
    if not comparison.changed:
        return f"<p>{escaped(words.unchanged)}</p>"
    items = "".join(
        f'<details class="case"><summary><span class="verdict">'
        f"{escaped(f'{words.verdicts[c.before]} → {words.verdicts[c.after]}')}</span> "
        f'<span dir="auto">{escaped(c.question)}</span></summary><dl>'
        f"{_term(words.said_before, [escaped(c.said_before)])}"
        f"{_term(words.said_now, [escaped(c.said_after)])}</dl></details>"
        for c in comparison.changed[:CHANGED_SHOWN]
    )
    return f"<p>{escaped(words.changed.format(count=len(comparison.changed)))}</p>{items}"


def _odd(result: Result, texts: Texts) -> str:
    notices = result.run.notices
    if not notices:
        return ""
    heading = f"{texts.evaluation.odd}: {len(notices)}"
    items = "".join(
        f"<li>{escaped(f'{kind}, {where}: {text}')}</li>"
        for kind, where, text in notices[:ODD_SHOWN]
    )
    return f"<details><summary>{escaped(heading)}</summary><ul>{items}</ul></details>"


def filter_box(words: str, texts: Texts) -> str:
    """Where words of a question are typed."""
    evaluation = texts.evaluation
    box = search_box("find", evaluation.filter_label, evaluation.filter_hint, words)
    return f"<h3>{escaped(evaluation.questions)}</h3>{box}"


def questions(result: Result, listed: Listed, texts: Texts) -> str:
    """A result's questions: those of a verdict that hold the words, each to be unfolded."""
    words = texts.evaluation
    held = [r for r in result.run.records if holds(r, listed.words)]
    counts = Counter(record.verdict for record in held)
    chosen = [r for r in held if listed.verdict in ("", r.verdict.value)]
    chips = _chip("", f"{words.every} {len(held)}", listed) + "".join(
        _chip(verdict.value, f"{words.verdicts[verdict]} {counts[verdict]}", listed)
        for verdict in Verdict
        if counts[verdict]
    )
    rows = "".join(_question(record, texts) for record in chosen[: listed.most])
    if not chosen:
        rows = f'<p class="state" role="status">{escaped(words.nothing_found)}</p>'
    more = ""
    if len(chosen) > listed.most:
        label = texts.show_more.format(count=len(chosen) - listed.most)
        more = f'<p><button type="button" data-event="more">{escaped(label)}</button></p>'
    return (
        f'<div class="cases" data-words="{escaped(listed.words)}"><ul class="chips">{chips}</ul>'
        f"{rows}{more}</div>"
    )


def holds(record: Record, words: str) -> bool:
    """Whether a question, its answers or its tags hold every one of the words."""
    parts = (record.id, record.question, record.said, *record.expected.answers, *record.tags)
    searched = "\n".join(parts).casefold()
    return all(word in searched for word in words.casefold().split())


def _chip(value: str, label: str, listed: Listed) -> str:
    pressed = "true" if listed.verdict == value else "false"
    return (
        f'<li><button type="button" data-event="verdict" data-value="{escaped(value)}"'
        f' aria-pressed="{pressed}">{escaped(label)}</button></li>'
    )


def _question(record: Record, texts: Texts) -> str:
    words = texts.evaluation
    css = record.verdict.value.replace(" ", "-")
    return (
        f'<details class="case"><summary><span class="verdict {css}">'
        f"{escaped(words.verdicts[record.verdict])}</span> "
        f'<span dir="auto">{escaped(record.question)}</span></summary>'
        f"<dl>{_inside(record, texts)}</dl></details>"
    )


def _inside(record: Record, texts: Texts) -> str:
    words, expected = texts.evaluation, record.expected
    right = expected.answers if expected.answerable else (words.no_answer,)
    said = (record.short_answer, record.said)
    scores = "  ".join(f"{name} {value:.3g}" for name, value in record.scores.items())
    timed = f"{record.confidence:.3f} · {record.seconds * 1000:.0f} ms"
    rows = (
        (words.expected, map(escaped, right)),
        (words.speaker, map(escaped, expected.speakers)),
        (words.evidence, map(escaped, expected.evidence)),
        (
            words.answered if record.answered else words.not_answered,
            (escaped(text) for text in dict.fromkeys(said) if text),
        ),
        (words.error, [escaped(record.error)] if record.error else []),
        (
            words.cited if record.answered else words.nearest,
            (_passage(c, c.text, texts, c.speaker) for c in record.cited),
        ),
        (words.retrieved, (_passage(p, p.beginning, texts) for p in record.retrieved)),
        (words.scores, [escaped(scores), escaped(timed)]),
        (words.tags_row, [escaped(", ".join(record.tags))] if record.tags else []),
        (words.note, [escaped(record.note)] if record.note else []),
    )
    return "".join(_term(name, list(lines)) for name, lines in rows)


def _term(name: str, lines: Sequence[str]) -> str:
    """A row of a list of facts; ``lines`` are HTML."""
    if not lines:
        return ""
    shown = "".join(f'<dd dir="auto">{line}</dd>' for line in lines)
    return f"<dt>{escaped(name)}</dt>{shown}"


def _passage(found: Cited | Listing, text: str, texts: Texts, speaker: str | None = None) -> str:
    """A passage that opens its article when pressed."""
    flat = " ".join(text.split()) or texts.untitled
    mark = f'<span class="kind">✓ {escaped(texts.evaluation.meets)}</span>' if found.meets else ""
    who = f'<span class="kind" dir="auto">{escaped(speaker)}</span>' if speaker else ""
    return (
        f'<button type="button" class="passage" data-event="said"'
        f' data-id="{escaped(found.article_id)}" data-start="{found.start}"'
        f' data-end="{found.end}"><span class="words" dir="auto">{escaped(flat)}</span>'
        f"{who}{mark}</button>"
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    titles = "".join(f'<th scope="col">{escaped(title)}</th>' for title in head)
    body = "".join(
        f'<tr><th scope="row">{escaped(first)}</th>'
        + "".join(f"<td>{escaped(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return (
        f'<div class="scroll" tabindex="0"><table><thead><tr>{titles}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
