"""The report's text: whole, escaped, and without anything from outside."""

import dataclasses
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from index.article import Article
from index.errors import WartanyaError
from rag.comparison import compare
from rag.evaluation import run_testset
from rag.plots import calibration_plot, latency_plot, risk_coverage_plot
from rag.report import html_report, write_report
from rag.selective import Bin, Covered
from rag.testset import Case, TestSet
from tests.rag.test_evaluation import ARTICLES, SET
from tests.rag.word_asker import WordAsker

HOSTILE = "</script><img src=//evil.example/x onerror=alert(1)>&amp;"


class _Elements(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def _records(page: str) -> list[dict[str, object]]:
    found = re.search(r'<script type="application/json" id="records">(.*?)</script>', page, re.S)
    assert found is not None
    loaded: list[dict[str, object]] = json.loads(found.group(1))
    return loaded


def test_every_question_and_figure_is_in_it() -> None:
    run = run_testset(WordAsker(ARTICLES), SET)
    page = html_report(run)
    assert [record["id"] for record in _records(page)] == [case.id for case in SET.cases]
    assert "<td>citation_recall</td><td>0.500</td><td>0.000 to 1.000</td><td>4</td>" in page
    for heading in ("By tag", "By language", "Calibration", "Risk and coverage", "Latency"):
        assert heading in page
    assert "1 × unknown article" in page
    assert "d1gest" in page


def test_nothing_that_anyone_wrote_becomes_markup() -> None:
    articles = [Article("a", HOSTILE, f"Rapat kerja {HOSTILE}")]
    case = Case(HOSTILE, f"Rapat kerja {HOSTILE}", (HOSTILE,), tags=(HOSTILE,), note=HOSTILE)
    run = run_testset(WordAsker(articles), TestSet(HOSTILE, "d", (case,)))
    hostile = dataclasses.replace(
        run, notices=((HOSTILE,) * 3,), described={HOSTILE: HOSTILE}, started=HOSTILE
    )
    earlier = dataclasses.replace(run, records=(dataclasses.replace(run.records[0], said=HOSTILE),))
    page = html_report(hostile, compare(earlier, hostile))
    seen = _Elements(page).seen
    assert not [tag for tag, _ in seen if tag in ("img", "a", "iframe", "link", "object")]
    assert [tag for tag, _ in seen].count("script") == 2
    assert not [name for _, attributes in seen for name in attributes if name.startswith("on")]
    assert _records(page)[0]["note"] == HOSTILE


def test_nothing_comes_from_outside() -> None:
    page = html_report(run_testset(WordAsker(ARTICLES), SET))
    seen = _Elements(page).seen
    assert not [value for _, row in seen for name, value in row.items() if name in ("src", "href")]
    assert "url(" not in page
    policy = seen[3][1]["content"]
    assert policy is not None
    assert policy.startswith("default-src 'none';")


def test_the_earlier_run_beside_it() -> None:
    run = run_testset(WordAsker(ARTICLES), SET)
    silent = run_testset(WordAsker(ARTICLES, least=99), SET)
    page = html_report(silent, compare(run, silent))
    assert "Questions with another verdict: 3" in page
    assert "made up → refused" in page


def test_written_whole_or_not_at_all(tmp_path: Path) -> None:
    run = run_testset(WordAsker(ARTICLES), SET)
    write_report(run, tmp_path / "out.html")
    assert (tmp_path / "out.html").read_text(encoding="utf-8").endswith("</html>\n")
    assert [item.name for item in tmp_path.iterdir()] == ["out.html"]
    with pytest.raises(WartanyaError, match="not written"):
        write_report(run, tmp_path / "nowhere" / "out.html")


def test_plots_of_nothing() -> None:
    for plot in (calibration_plot([]), risk_coverage_plot([]), latency_plot([])):
        assert plot.startswith("<svg")
        assert "nan" not in plot


def test_points_stand_where_they_should() -> None:
    # the plot's square is 340 wide with 56 left, 16 right, 12 above and 44 below
    assert 'cx="190.0" cy="83.0"' in calibration_plot([Bin(5, 0.5, 0.75)])
    curve = risk_coverage_plot([Covered(0.9, 0.5, 0.0), Covered(0.1, 1.0, 0.25)])
    assert 'points="190.0,296.0 324.0,225.0"' in curve
    # of 1, 10, 100 ms, p50 is 10: in the middle of the axis from 1 to 100
    assert "p50 10 ms" in latency_plot([1, 100, 10])
    assert 'cx="190.0" cy="154.0"' in latency_plot([1, 100, 10])
