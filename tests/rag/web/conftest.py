"""One real Chromium for all browser tests, cut off from every host but this machine."""

import os
import shutil
import socketserver
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Dialog,
    Page,
    Route,
    expect,
    sync_playwright,
)

from rag.web.serving import Running, start
from tests.rag.web.desk import WordDesk

FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Chromium itself asks Google about any page with a text field; no page can forbid that.
    "--disable-features=AutofillServerCommunication,OptimizationHints,MediaRouter",
]
# A page takes one or two seconds; on a machine that does much else, ten times that.
TIMEOUT = 25_000  # milliseconds
expect.set_options(timeout=TIMEOUT)
# Where Chromium calls by itself whatever page it shows, a blank one too.
# What the page itself asks for is seen one by one in ``site``, whatever the host.
CHROMIUM_OWN = (".googleapis.com", ".google.com", ".gvt1.com")


def pytest_configure(config: pytest.Config) -> None:
    # Gradio 6.31's queue calls pandas in ways that pandas 3 has put out of use.
    config.addinivalue_line("filterwarnings", "ignore::pandas.errors.Pandas4Warning")


_BROKEN_OFF = ("AbortError: signal is aborted", "Unexpected error Connection errored out.")


@dataclass
class Outside:
    """What tried to leave the machine: request lines at a proxy that lets nothing through."""

    port: int
    attempts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Site:
    """A served page, the desk under it, and browsers to open it in.

    ``troubles`` are dialogs, script errors and console errors: none may be left at the end.
    """

    running: Running
    desk: WordDesk
    folder: Path
    new_page: Callable[..., Page]
    troubles: list[str]

    @property
    def url(self) -> str:
        return self.running.url

    def reload(self, page: Page) -> None:
        """Load a page again. What Gradio was asking for at that moment is broken off, which its
        script calls an error."""
        before = len(self.troubles)
        page.reload()
        page.locator("#reader-view .shelf").wait_for()
        after = [one for one in self.troubles[before:] if not one.startswith(_BROKEN_OFF)]
        self.troubles[before:] = after

    @property
    def queue(self) -> Any:
        """Gradio's queue of events."""
        return self.running.page._queue


@pytest.fixture(scope="session")
def outside() -> Iterator[Outside]:
    class Refusal(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            line = self.rfile.readline(2000).decode("latin-1").strip()
            if line:  # Chromium also opens connections ahead and closes them unused
                seen.attempts.append(line)
            self.wfile.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Refusal) as proxy:
        seen = Outside(proxy.server_address[1])
        thread = threading.Thread(target=proxy.serve_forever, name="proxy")
        thread.start()
        yield seen
        proxy.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser(outside: Outside) -> Iterator[Browser]:
    """Chromium; every host that isn't loopback goes through the refusing proxy.

    Of a module: while Playwright runs, so does an event loop in this thread, and tests elsewhere
    that begin one of their own would fail.
    """
    installed = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        if installed is None and not Path(playwright.chromium.executable_path).exists():
            absent = "no Chromium: apt-get install chromium, or playwright install chromium"
            if os.environ.get("WARTANYA_REQUIRE_BROWSER"):
                pytest.fail(absent)
            pytest.skip(absent)
        flags = [*FLAGS, f"--proxy-server=http://127.0.0.1:{outside.port}"]
        chromium = playwright.chromium.launch(executable_path=installed, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture
def site(browser: Browser, outside: Outside, tmp_path: Path) -> Iterator[Site]:
    """A fresh page over a fresh desk; on the way out: nothing ran, nothing left the machine."""
    folder = tmp_path / "data"
    folder.mkdir()
    desk = WordDesk(folder)
    running = start(desk, port=0)
    contexts: list[BrowserContext] = []
    left: list[str] = []
    troubles: list[str] = []
    outside.attempts.clear()

    def leave(route: Route) -> None:
        url = route.request.url
        if url.startswith((running.url, "data:", "blob:")):
            route.continue_()
        else:
            left.append(url)
            route.abort()

    def new_page(locale: str = "id-ID", width: int = 1280, **options: object) -> Page:
        context = browser.new_context(
            locale=locale,
            viewport={"width": width, "height": 800},
            permissions=["clipboard-read", "clipboard-write"],
            **options,  # type: ignore[arg-type]
        )
        contexts.append(context)
        context.set_default_timeout(TIMEOUT)
        context.route("**/*", leave)
        page = context.new_page()
        page.on("dialog", lambda dialog: _dismissed(dialog, troubles))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: _noted(line.type, line.text, troubles))
        page.goto(running.url)
        page.locator("#reader-view .shelf").wait_for()
        page.locator("#question textarea").wait_for()
        return page

    yield Site(running, desk, folder, new_page, troubles)
    desk.hold.set()
    for context in contexts:
        context.close()
    running.stop()
    assert left == []
    assert [line for line in outside.attempts if not _own(line)] == []
    assert troubles == []


def _own(line: str) -> bool:
    return any(host in line for host in CHROMIUM_OWN)


def _dismissed(dialog: Dialog, troubles: list[str]) -> None:
    troubles.append(f"a dialog: {dialog.message}")
    dialog.dismiss()


def _noted(kind: str, text: str, troubles: list[str]) -> None:
    if kind == "error" and "status of 503" not in text:
        troubles.append(text)
