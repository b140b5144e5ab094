"""Jobs over HTTP: one after the other, followed, cancelled, ended with the server."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from rag.api import job_queue
from rag.wartanya import Wartanya
from tests.index.sources.site import Site, reply
from tests.index.test_web_pages import page
from tests.rag.api.server import events, private, reachable, serving


@pytest.fixture(scope="module")
def api(wartanya: Wartanya) -> Iterator[httpx.Client]:
    with serving(wartanya) as client:
        yield client


def followed(api: httpx.Client, started: httpx.Response) -> list[tuple[str, dict[str, Any]]]:
    assert started.status_code == 202, started.text
    with api.stream("GET", f"{started.headers['location']}/events") as response:
        return list(events(response))


def upload(api: httpx.Client, name: str, content: bytes) -> httpx.Response:
    return api.post("/api/jobs/file", files={"file": (name, content)})


def corpus(*texts: str) -> bytes:
    return "\n".join(json.dumps({"id": f"k{n}", "text": t}) for n, t in enumerate(texts)).encode()


class Held:
    """Holds a site's answer back until it may come, and tells when it was asked for."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer
        self.asked = threading.Event()
        self.may = threading.Event()

    def __call__(self, connection: Any) -> None:
        self.asked.set()
        assert self.may.wait(30)
        connection.sendall(self._answer)
        connection.shutdown(1)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site, reachable(site):
        site["/robots.txt"] = reply(status=404)
        yield site


@pytest.fixture
def held(site: Site) -> Iterator[Held]:
    """The answer of '/lama-1234'."""
    held = Held(reply(page("Laporan Lama Sekali")))
    site["/lama-1234"] = held
    yield held
    held.may.set()


def test_a_feed_is_indexed_and_followed_to_its_end(api: httpx.Client, site: Site) -> None:
    links = "".join(f"<item><link>{site.url}/kabar-{n}234</link></item>" for n in range(3))
    site["/rss"] = reply(f"<rss version='2.0'><channel>{links}</channel></rss>")
    for n in (0, 1):
        site[f"/kabar-{n}234"] = reply(page(f"Kabar Nomor {n} dari Muarajati"))
    started = api.post("/api/jobs", json={"sources": [f"{site.url}/rss"], "limit": 3})
    told = followed(api, started)
    assert {name for name, _ in told[:-1]} <= {"progress"}
    name, job = told[-1]
    assert (name, job["state"]) == ("end", "complete")
    assert (job["done"], job["total"], job["added"] + job["updated"], job["failed"]) == (3, 3, 2, 1)
    (failure,) = job["failures"]
    assert failure["source"] == f"{site.url}/kabar-2234"
    assert job["started"] <= job["ended"]
    assert job["per_second"] > 0
    assert api.get(started.headers["location"]).json() == job


def test_a_corpus_is_indexed(api: httpx.Client) -> None:
    name, job = followed(api, upload(api, "korpus.jsonl", corpus("Padi dipanen.", "", "Ikan.")))[-1]
    assert (name, job["state"], job["sources"]) == ("end", "complete", ["korpus.jsonl"])
    assert (job["added"], job["failed"]) == (2, 1)
    assert job["failures"][0]["error"].startswith("upload:korpus.jsonl, line 2: has no text")
    assert api.get("/api/articles/k0").json()["text"] == "Padi dipanen."


@pytest.mark.parametrize(
    "source",
    [
        "/etc/passwd",
        "etc/passwd",
        "file:///etc/passwd",
        "-",
        "",
        "~",
        "*",
        "ftp://a.example/b",
        " http://a.example/",
        "http://a.example/\n/etc/passwd",
        "HTTP://a.example/",
        "http://",
    ],
)
def test_paths_of_the_server_are_refused(api: httpx.Client, source: str) -> None:
    told = api.post("/api/jobs", json={"sources": ["https://kabar.example/", source]})
    assert told.status_code == 422
    assert [error["pointer"] for error in told.json()["errors"]] == ["#/sources/1"]


def test_a_path_named_by_an_upload_isnt_read(api: httpx.Client, tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.txt"
    secret.write_text("Kata sandi\n\nKata sandinya kurakura.")
    told = followed(api, upload(api, str(secret), b"Judul\n\nTeks lain sama sekali."))
    assert told[-1][1]["sources"] == ["rahasia.txt"]
    assert "kurakura" not in api.get("/api/articles", params={"limit": 200}).text
    assert api.get("/api/search", params={"query": "kurakura"}).text.count("kurakura") == 1


def test_private_addresses_are_refused_and_nobody_connects(api: httpx.Client) -> None:
    with private() as listener:
        hosts = ("127.0.0.1", "localhost", "[::1]", "2130706433", "127.1")
        sources = [f"http://{host}:{listener.port}/" for host in hosts]
        sources += [f"http://{host}/" for host in hosts]
        job = followed(api, api.post("/api/jobs", json={"sources": sources}))[-1][1]
        assert listener.visits() == 0
    assert (job["state"], job["failed"]) == ("complete", len(sources))
    assert "allow-host" not in str(job["failures"])


def test_cancelling_keeps_what_was_acknowledged(api: httpx.Client, site: Site, held: Held) -> None:
    site["/awal-1234"] = reply(page("Laporan Awal yang Selesai"))
    site["/akhir-1234"] = reply(page("Laporan Akhir yang Tak Diambil"))
    sources = [f"{site.url}/{name}-1234" for name in ("awal", "lama", "akhir")]
    started = api.post("/api/jobs", json={"sources": sources})
    where = started.headers["location"]
    assert held.asked.wait(30)
    assert api.get(where).json()["done"] == 1
    cancelled = api.delete(where)
    assert cancelled.status_code == 202
    held.may.set()
    name, job = followed(api, started)[-1]
    assert (name, job["state"], job["added"]) == ("end", "cancelled", 1)
    assert "/akhir-1234" not in site.paths
    titles = api.get("/api/articles", params={"query": "laporan"}).json()["articles"]
    assert [one["title"] for one in titles] == ["Laporan Awal yang Selesai"]
    found = api.get("/api/search", params={"query": "Laporan Awal yang Selesai", "k": 1}).json()
    assert found["passages"][0]["title"] == "Laporan Awal yang Selesai"
    assert api.delete(where).json() == job


def test_one_runs_others_wait_and_too_many_are_refused(
    api: httpx.Client, site: Site, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_queue, "MOST_WAITING", 2)
    first = api.post("/api/jobs", json={"sources": [f"{site.url}/lama-1234"]})
    assert held.asked.wait(30)
    waiting = [upload(api, f"tunggu-{n}.txt", f"Tunggu {n}\n\nTeks.".encode()) for n in range(2)]
    assert [started.json()["state"] for started in waiting] == ["waiting", "waiting"]
    refused = upload(api, "penuh.txt", b"Penuh\n\nTeks.")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    assert refused.json()["type"] == "urn:wartanya:problem:too-many-jobs"

    listed = api.get("/api/jobs", params={"limit": 2}).json()
    assert [job["id"] for job in listed["jobs"]] == [w.json()["id"] for w in reversed(waiting)]
    dropped = api.delete(waiting[0].headers["location"]).json()
    assert (dropped["state"], dropped["done"]) == ("cancelled", 0)
    held.may.set()
    assert followed(api, first)[-1][1]["state"] == "complete"
    assert followed(api, waiting[1])[-1][1]["state"] == "complete"


def test_unknown_jobs_are_problems(api: httpx.Client) -> None:
    for path in ("/api/jobs/0123456789abcdef", "/api/jobs/0123456789abcdef/events"):
        assert api.get(path).status_code == 404
    assert api.delete("/api/jobs/0123456789abcdef").status_code == 404
    assert api.get("/api/jobs/nothing").status_code == 404
    beside = api.get("/api/jobs/file")
    assert (beside.status_code, beside.headers["allow"]) == (405, "POST")


def test_ended_jobs_are_forgotten_after_a_while(
    api: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_queue, "MOST_KEPT", 1)
    first, second, third = (upload(api, "a.txt", f"{n}\n\nTeks.".encode()) for n in range(3))
    for one in (second, third):
        followed(api, one)
    upload(api, "a.txt", b"Lagi\n\nTeks.")
    assert api.get(first.headers["location"]).status_code == 404
    assert api.get(third.headers["location"]).status_code == 200


def test_a_defect_fails_the_job_and_the_next_one_runs(
    api: httpx.Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a secret of the server's")

    with monkeypatch.context() as patch:
        patch.setattr("rag.api.job.load_bytes", broken)
        job = followed(api, upload(api, "a.txt", b"A\n\nTeks."))[-1][1]
    assert (job["state"], job["reason"]) == ("failed", "a defect of the server; its log has more")
    assert "a secret of the server's" in caplog.text
    assert followed(api, upload(api, "b.txt", b"B\n\nTeks."))[-1][1]["state"] == "complete"


def test_stopping_the_server_ends_jobs_and_keeps_what_is_in(
    wartanya: Wartanya, site: Site, held: Held
) -> None:
    site["/sempat-1234"] = reply(page("Sempat Masuk Sebelum Tutup"))
    sources = [f"{site.url}/{name}-1234" for name in ("sempat", "lama", "lama", "lama")]
    with serving(wartanya) as api:
        api.post("/api/jobs", json={"sources": sources})
        assert held.asked.wait(30)
        threading.Timer(0.5, held.may.set).start()  # while the server stops
    assert "jobs" not in {thread.name for thread in threading.enumerate()}
    assert "Sempat Masuk Sebelum Tutup" in {one.title for one in wartanya.articles()}
    assert site.paths.count("/lama-1234") == 1
