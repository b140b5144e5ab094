"""The view that evaluates, and answers kept as test cases, in a real browser."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from rag.run_record import read_run
from rag.testset_files import read_testset
from tests.rag.web.conftest import Site
from tests.rag.web.desk import HARBOUR
from tests.rag.web.test_page import CITED, QUESTION, answered, ask, marked

ROWS: list[dict[str, Any]] = [
    {
        "id": "kerja",
        "question": QUESTION,
        "answers": ["tiga tahun"],
        "evidence": [{"article": "pelabuhan", "quote": CITED}],
        "tags": ["pelabuhan"],
    },
    {"id": "gajah", "question": "Berapa jumlah gajah di bulan?", "answerable": False},
    {
        "id": "biaya",
        "question": "Berapa biaya sandar tetap per kapal?",
        "answers": ["Rp 20"],
        "tags": ["pelabuhan"],
        "note": "naik tahun lalu",
    },
]


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def open_evaluation(page: Page) -> Locator:
    page.locator('.views [data-view="evaluation"]').click()
    view = page.locator("#evaluation")
    view.locator("#sets h2").wait_for()
    return view


def take(page: Page, path: Path) -> None:
    page.locator("#take-set input[type=file], #evaluation input[type=file]").first.set_input_files(
        path
    )
    page.locator(".chosen").wait_for()


def run(page: Page) -> None:
    page.locator("#run").click()
    page.locator("#questions .cases").wait_for()
    expect(page.locator("#run")).to_be_visible()


def test_an_uploaded_set_is_run_and_each_question_unfolds(site: Site, tmp_path: Path) -> None:
    page = site.new_page()
    view = open_evaluation(page)
    take(page, written(tmp_path / "soal.jsonl", ROWS))
    expect(view.locator(".chosen")).to_have_text("soal.jsonl: 3 pertanyaan.")
    run(page)
    expect(view.locator(".verdicts")).to_have_text("1 benar · 1 ditolak, benar · 1 salah")
    table = view.locator(".result table").first
    expect(table.get_by_role("row").filter(has_text="correct")).to_contain_text("0.667")
    assert view.locator(".result svg").count() == 6  # four plots, tags, languages
    view.get_by_role("button", name="salah 1").click()
    case = view.locator(".case")
    expect(case).to_have_count(1)
    case.locator("summary").click()
    terms = case.locator("dl").inner_text()
    assert "Rp 20" in terms
    assert "naik tahun lalu" in terms
    expect(case.locator("dd").filter(has_text="Biaya sandar tetap Rp").first).to_be_visible()
    view.get_by_role("button", name="semua 3").click()
    expect(case).to_have_count(3)
    page.locator("#find input").fill("gajah")
    expect(case).to_have_count(1)
    expect(case.locator("summary")).to_contain_text("Berapa jumlah gajah di bulan?")


def test_a_citation_of_a_case_opens_its_article_at_the_words(site: Site, tmp_path: Path) -> None:
    page = site.new_page(locale="en-GB")
    view = open_evaluation(page)
    take(page, written(tmp_path / "set.jsonl", ROWS))
    run(page)
    view.locator(".case summary").first.click()
    passage = view.locator(".case .passage").first
    expect(passage).to_contain_text("meets the evidence")
    passage.click()
    assert marked(page).strip() == CITED
    expect(page.locator("#reader-view h2")).to_have_text(HARBOUR.title)


def test_the_record_and_the_report_are_downloaded(site: Site, tmp_path: Path) -> None:
    page = site.new_page(locale="en-GB")
    view = open_evaluation(page)
    take(page, written(tmp_path / "set.jsonl", ROWS))
    run(page)
    with page.expect_download() as record:
        view.get_by_role("link", name="Download the record (JSON)").click()
    record.value.save_as(tmp_path / "run.json")
    assert [one.id for one in read_run(tmp_path / "run.json").records] == [
        "kerja",
        "gajah",
        "biaya",
    ]
    with page.expect_download() as report:
        view.get_by_role("link", name="Download the report (HTML)").click()
    assert report.value.suggested_filename == "set-report.html"
    report.value.save_as(tmp_path / "report.html")
    assert "Berapa jumlah gajah" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_second_run_is_compared_with_the_first(site: Site, tmp_path: Path) -> None:
    page = site.new_page(locale="en-GB")
    view = open_evaluation(page)
    take(page, written(tmp_path / "set.jsonl", ROWS))
    run(page)
    assert "Against the run before" not in view.inner_text()
    site.desk.edit("pelabuhan", HARBOUR.text.replace("Rp 15.000", "Rp 20.000"))
    page.locator("#run").click()
    expect(view.locator(".result")).to_contain_text("Questions with another verdict: 1")
    changed = view.locator(".result .case")
    expect(changed.locator(".verdict")).to_have_text("wrong → right")
    changed.locator("summary").click()
    expect(changed.locator("dl")).to_contain_text("Rp 20")


def test_a_run_shows_how_far_it_is_and_is_cancelled(site: Site, tmp_path: Path) -> None:
    page, other = site.new_page(), site.new_page(locale="en-GB")
    path = written(tmp_path / "set.jsonl", ROWS)
    view = open_evaluation(page)
    take(page, path)
    site.desk.hold.clear()
    page.locator("#run").click()
    expect(view.locator("progress")).to_have_attribute("max", "3")
    expect(view.locator("#evaluating")).to_contain_text("0 dari 3 pertanyaan")
    open_evaluation(other)
    take(other, path)
    other.locator("#run").click()
    expect(other.locator("#evaluating [role=alert]")).to_contain_text(
        "Another evaluation is running (0 of 3)"
    )
    assert other.locator("#cancel").count() == 0 or other.locator("#cancel").is_hidden()
    page.locator("#cancel").click()
    evaluation = site.running.evaluations._running
    assert evaluation is not None
    while not evaluation.cancelled:
        page.wait_for_timeout(50)
    site.desk.hold.set()
    expect(view.locator("#evaluating")).to_contain_text("Dibatalkan setelah 1 dari 3 pertanyaan")
    assert view.locator(".result").count() == 0
    run(other)  # and now the other's turn has come


def test_bad_files_are_named_with_line_and_field(site: Site, tmp_path: Path) -> None:
    page = site.new_page(locale="en-GB")
    view = open_evaluation(page)
    page.locator("#run").click()
    trouble = view.locator("#evaluating [role=alert]")
    expect(page.locator("#run")).to_have_text("Run")
    expect(trouble).to_have_text("Choose or upload a test set first.")
    chooser = view.locator("input[type=file]").first
    chooser.set_input_files(written(tmp_path / "bad.jsonl", [*ROWS, {"answers": ["x"]}]))
    expect(trouble).to_contain_text("It can't be used. bad.jsonl: line 4, field 'question'")
    empty = tmp_path / "empty.csv"
    empty.write_text("question,answers\n")
    chooser.set_input_files(empty)
    expect(trouble).to_contain_text("empty.csv: no questions in it")
    assert view.locator(".chosen").count() == 0


def test_an_answer_is_kept_as_a_test_case_and_run(site: Site) -> None:
    page = site.new_page(locale="en-GB")
    ask(page, QUESTION)
    answered(page)
    page.get_by_text("Save as a test case").click()
    page.get_by_role("button", name="Save", exact=True).click()
    path = site.folder / "testset.jsonl"
    expect(page.locator("#asked .success")).to_have_text(f"Saved in {path}")
    page.get_by_text("Save as a test case").click()
    page.get_by_label("What was wrong?").fill("<b>Bukan</b> itu")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    while len(cases := read_testset(path).cases) < 2:
        page.wait_for_timeout(50)
    assert [case.note for case in cases] == [None, "<b>Bukan</b> itu"]
    assert cases[0].evidence[0].quote == CITED
    view = open_evaluation(page)
    view.get_by_role("button", name="testset.jsonl").click()
    expect(view.locator(".chosen")).to_have_text("testset.jsonl: 2 questions.")
    run(page)
    view.locator(".case summary").nth(1).click()
    expect(view.locator(".case dl").nth(1)).to_contain_text("<b>Bukan</b> itu")


def test_a_hostile_set_is_text_and_follows_the_language(site: Site, tmp_path: Path) -> None:
    page = site.new_page(width=390)
    view = open_evaluation(page)
    bad = "</p><img src=x onerror=alert(1)>\"'${alert(1)}"
    row = {"id": bad, "question": bad, "answers": [bad], "tags": [bad], "note": bad, "speaker": bad}
    take(page, written(tmp_path / "jahat.jsonl", [row, *ROWS]))
    run(page)
    view.locator("#questions .case summary").first.click()
    expect(view.locator("#questions .case summary").first).to_contain_text(bad)
    assert page.locator("#evaluation img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_text("English", exact=True).click()
    expect(view.locator(".result h3").first).to_have_text("Figures")
    expect(view.get_by_role("link", name="Download the record (JSON)")).to_be_visible()
