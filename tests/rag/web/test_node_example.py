"""docs/examples/node, run by Node against the real API, its page in a real browser."""

import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog

from rag.wartanya import Wartanya
from rag.web.serving import start
from tests.rag.web.conftest import TIMEOUT

NODE = Path(__file__).parents[3] / "docs" / "examples" / "node"
HOSTILE = (
    "<img src=x onerror=alert(1)> Buka\n\n"
    "Pasar Rumput Laut Tanjung Sirih menjual <b>rumput laut</b><script>alert(2)</script> kering "
    "seharga Rp 91.000 sekilo kepada <img src=x onerror=alert(3)> pedagang dari seberang pulau.\n"
)

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="no node on this machine")


@pytest.fixture(scope="module")
def address(wartanya: Wartanya) -> Iterator[str]:
    wartanya.add_text(HOSTILE)
    running = start(wartanya, port=0)
    yield running.url
    running.stop()


@pytest.fixture(scope="module")
def page(address: str) -> Iterator[str]:
    """Where the example's own server is."""
    server = subprocess.Popen(
        ["node", "server.mjs", "0"],
        cwd=NODE,
        env={**os.environ, "WARTANYA_URL": address},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    with server, server.stdout as lines:
        yield lines.readline().strip()
        server.terminate()


def ask(address: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["node", "ask.mjs", *arguments],
        cwd=NODE,
        env={**os.environ, "WARTANYA_URL": address},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_script_prints_the_answer_and_what_it_cites(address: str, wartanya: Wartanya) -> None:
    answer = wartanya.ask("Apa kata Sekjen soal kerja sama?")
    done = ask(address, answer.question)
    assert done.returncode == 0, done.stderr
    sentences, citations = done.stdout.split("\n\n")
    assert sentences.splitlines() == [
        " ".join([s.text, *(f"[{marker}]" for marker in s.citations)]) for s in answer.sentences
    ]
    assert citations.splitlines()[0] == (
        "[1] Danu Wirasakti · Kembahari Wajibkan Pelampung Pintar di Kapal Rakyat · Contoh · "
        "2025-03-03T09:12+07:00"
    )
    assert len(citations.splitlines()) == len(answer.citations)


def test_what_went_wrong_is_a_line(address: str) -> None:
    empty = ask(address, " ")
    assert (empty.returncode, len(empty.stderr.splitlines())) == (1, 1)
    assert "question" in empty.stderr
    nobody = ask("http://127.0.0.1:9", "Siapa?")
    assert (nobody.returncode, len(nobody.stderr.splitlines())) == (1, 1)
    assert ask(address).returncode == 2


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("text/plain", b'{"question": "Siapa?"}', 415),
        ("application/json", b"{", 400),
        ("application/json", b"[]", 422),
        ("application/json", json.dumps({"question": "a" * 10_000}).encode(), 413),
    ],
)
def test_the_pages_server_refuses_what_is_no_question(
    page: str, kind: str, body: bytes, status: int
) -> None:
    request = urllib.request.Request(f"{page}ask", body, {"Content-Type": kind})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=30)
    with refused.value as response:
        assert response.status == status
        assert json.load(response)["detail"]


def test_the_page_shows_the_cited_words_and_runs_nothing_of_them(
    browser: Browser, page: str
) -> None:
    outside: list[str] = []
    dialogs: list[str] = []

    def heard(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    shown = browser.new_page()
    shown.set_default_timeout(TIMEOUT)
    shown.on("dialog", heard)
    shown.on("request", lambda r: None if r.url.startswith(page) else outside.append(r.url))
    shown.goto(page)
    shown.get_by_label("Question").fill("Berapa harga rumput laut kering sekilo?")
    shown.get_by_role("button", name="Ask").click()
    shown.locator("#answer mark").first.wait_for()
    marked = shown.locator("#answer mark").first.inner_text()
    quoted = shown.locator("#answer blockquote").first.inner_text()
    titles = shown.locator("#answer cite").all_inner_texts()
    drawn = shown.locator("#answer img, #answer script, #answer b").count()
    shown.close()
    assert marked == "Rp 91.000"
    assert quoted.startswith("Pasar Rumput Laut Tanjung Sirih menjual <b>rumput laut</b><script>")
    assert any(title.startswith("<img src=x onerror=alert(1)> Buka") for title in titles)
    assert (drawn, dialogs, outside) == (0, [], [])
