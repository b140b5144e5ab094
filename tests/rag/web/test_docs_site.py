"""The site of docs/ builds without a warning, and loads nothing from elsewhere."""

import functools
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from lxml import html  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

import rag
from tests.rag.web.conftest import TIMEOUT

ROOT = Path(__file__).parents[3]
LOADS = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "src"}
PAGES = [
    str(page.relative_to(ROOT / "docs").with_suffix(".html"))
    for page in sorted((ROOT / "docs").rglob("*.md"))
]
# rag.langchain is not among rag's own names, since its library is an extra.
REFERENCE = {f"rag.{name}" for name in rag.__all__} | {"rag.langchain.ArticleRetriever"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for needed in ("zensical", "mkdocstrings"):
        pytest.importorskip(needed, reason="the extra `docs` is not installed")
    tree = tmp_path_factory.mktemp("docs")
    for name in ("docs", "index", "rag"):
        unread = shutil.ignore_patterns("__pycache__", "*.safetensors")
        shutil.copytree(ROOT / name, tree / name, ignore=unread)
    shutil.copy(ROOT / "mkdocs.yml", tree)
    command = [sys.executable, "-m", "zensical", "build", "--strict"]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return tree / "site"


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    for page in PAGES:
        for element in html.parse(site / page).iter(*LOADS):
            address = element.get(LOADS[element.tag])
            assert not re.match(r"(https?:)?//", address or ""), f"{page}: {address}"
    for style in site.rglob("*.css"):
        text = style.read_text(encoding="utf-8")
        assert not re.search(r"(url\(|@import)\s*['\"]?(https?:)?//", text), style.name


def test_every_page_is_in_the_navigation() -> None:
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), yaml.SafeLoader)
    named = [page.removesuffix(".md") + ".html" for page in _named(config["nav"])]
    assert sorted(named) == sorted(PAGES)


def _named(nav: object) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict | list):
        for inner in nav.values() if isinstance(nav, dict) else nav:
            yield from _named(inner)


def test_the_reference_has_what_rag_exports_and_no_more() -> None:
    pages = (ROOT / "docs" / "reference").glob("*.md")
    told = [n for page in pages for n in re.findall(r"^::: (\S+)$", page.read_text(), re.MULTILINE)]
    assert sorted(told) == sorted(REFERENCE)


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Nothing: requests are no news."""

    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site)) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page of a phone's width; what it asks another address for, or complains of, fails."""
    troubles: list[str] = []
    shown = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    shown.set_default_timeout(TIMEOUT)
    shown.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
    shown.on("pageerror", lambda error: troubles.append(str(error)))
    shown.on("request", lambda r: None if _own(r.url, address) else troubles.append(r.url))
    yield shown
    shown.close()
    assert troubles == []


def _own(url: str, address: str) -> bool:
    return url.startswith((address, f"blob:{address}", "data:"))


def test_pages_fit_a_phone(page: Page, address: str) -> None:
    for name in PAGES:
        page.goto(f"{address}{name}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name


def test_the_search_works_offline_and_the_theme_can_be_turned(page: Page, address: str) -> None:
    page.goto(f"{address}index.html")
    scheme = "document.body.getAttribute('data-md-color-scheme')"
    assert page.evaluate(scheme) == "slate"
    page.locator("label[title=Light]").click()
    assert page.evaluate(scheme) == "default"
    page.keyboard.press("/")
    page.keyboard.type("near-duplicates", delay=20)
    page.get_by_role("link", name=re.compile("What can be indexed|What is kept")).first.wait_for()
