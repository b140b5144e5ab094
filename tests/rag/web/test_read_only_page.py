"""The page with a key that may only read."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect

from rag.api.access import access_to
from rag.api.keys import Scope, add_key
from rag.web.serving import Running, start
from rag.web.texts import ENGLISH, INDONESIAN
from tests.rag.web.desk import WordDesk


@dataclass
class Shared:
    """A page over a desk, and keys by what they may do."""

    running: Running
    desk: WordDesk
    keys: dict[Scope, str]

    def does(self, name: str, scope: Scope, *given: object) -> list[Any]:
        """What the page's event of that name gives, sent as a browser sends it."""
        page = self.running.page
        number = next(i for i, fn in page.fns.items() if fn.name == name)
        # Sessions keep some values themselves; a browser sends null for those.
        data = [*given, *[None] * (len(page.fns[number].inputs) - len(given))]
        joined = {"data": data, "fn_index": number, "session_hash": f"{name}{scope.value}"}
        with httpx.Client(
            base_url=self.running.url, trust_env=False, auth=("x", self.keys[scope]), timeout=30
        ) as client:
            client.post("/gradio_api/queue/join", json=joined).raise_for_status()
            heard = client.get(
                "/gradio_api/queue/data", params={"session_hash": joined["session_hash"]}
            )
        lines = [line for line in heard.text.splitlines() if line.startswith("data: ")]
        return [json.loads(line.removeprefix("data: ")) for line in lines]


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Shared]:
    folder = tmp_path / "data"
    folder.mkdir()
    desk = WordDesk(folder)
    keys = {scope: add_key(folder, scope.value, scope) for scope in Scope}
    running = start(desk, port=0, access=access_to(folder, "127.0.0.1", require_keys=True))
    yield Shared(running, desk, keys)
    running.stop()


def test_a_reader_asks_and_sees_why_nothing_can_be_added(shared: Shared, browser: Browser) -> None:
    context = browser.new_context(
        locale="id-ID",
        http_credentials={"username": "redaksi", "password": shared.keys[Scope.READ]},
    )
    page = context.new_page()
    page.goto(shared.running.url)
    page.locator("#question textarea").fill("Berapa biaya sandar kapal?")
    page.locator("#send").click()
    expect(page.locator("#transcript")).to_contain_text("Biaya sandar tetap")
    page.get_by_text("Tambah artikel").click()
    expect(page.locator("#adding")).to_contain_text(INDONESIAN.read_only)
    for control in ("#paste", "#add", "#upload", "#take-set"):
        expect(page.locator(control)).to_have_count(0)
    page.get_by_text("English", exact=True).click()
    expect(page.locator("#adding")).to_contain_text(ENGLISH.read_only)
    context.close()


@pytest.mark.parametrize("name", ["add_text", "add_files", "keep", "take", "run"])
def test_whatever_a_reader_s_program_sends_changes_nothing(shared: Shared, name: str) -> None:
    before = [article.id for article in shared.desk.articles()]
    given = {"add_text": ["Judul\nIsi berita.", "en"], "add_files": [[], "en"]}.get(name, [])
    told = json.dumps(shared.does(name, Scope.READ, *given), ensure_ascii=False)
    assert (ENGLISH if given else INDONESIAN).read_only in told
    assert [article.id for article in shared.desk.articles()] == before


def test_a_writer_s_event_is_taken(shared: Shared) -> None:
    before = len(shared.desk.articles())
    told = json.dumps(shared.does("add_text", Scope.WRITE, "Judul\nIsi berita.", "en"))
    assert "Added: Judul" in told
    assert len(shared.desk.articles()) == before + 1
