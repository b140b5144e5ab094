"""Articles over HTTP: listed, read, added by text, address, record and file, deleted."""

import io
import json
import zipfile
from collections.abc import Iterator

import httpx
import pytest

from rag.wartanya import Wartanya
from tests.index.sources.site import Site, reply
from tests.index.test_web_pages import page
from tests.rag.api.server import private, reachable, serving

WELL = (
    "Sumur Baru di Kampung Teluk\n\nWarga Kampung Teluk mendapat sumur baru. “Airnya jernih,” kata "
    "Ketua RT Siti Aminah, Senin."
)
BRIDGE = "Jembatan Ditutup\n\nJembatan Kali Biru ditutup selama tiga hari untuk diperbaiki."


@pytest.fixture(scope="module")
def api(wartanya: Wartanya) -> Iterator[httpx.Client]:
    with serving(wartanya) as client:
        yield client


def add(api: httpx.Client, **new: object) -> httpx.Response:
    return api.post("/api/articles", json=new)


def upload(api: httpx.Client, name: str, content: bytes) -> httpx.Response:
    return api.post("/api/articles/file", files={"file": (name, content)})


def kind(response: httpx.Response) -> tuple[int, str]:
    assert response.headers["content-type"] == "application/problem+json"
    return response.status_code, response.json()["type"].removeprefix("urn:wartanya:problem:")


def test_the_list_comes_in_pages_that_make_up_the_whole(
    api: httpx.Client, wartanya: Wartanya
) -> None:
    ids = [record.id for record in wartanya.articles()]
    found: list[str] = []
    offset: int | None = 0
    while offset is not None:
        part = api.get("/api/articles", params={"limit": 4, "offset": offset}).json()
        assert part["total"] == len(ids)
        found += [article["id"] for article in part["articles"]]
        offset = part["next_offset"]
    assert found == ids
    beyond = api.get("/api/articles", params={"offset": 1000}).json()
    assert (beyond["articles"], beyond["next_offset"]) == ([], None)


def test_the_list_is_kept_to_title_outlet_language_and_days(api: httpx.Client) -> None:
    def ids(**asked: str) -> list[str]:
        return [a["id"] for a in api.get("/api/articles", params=asked).json()["articles"]]

    assert ids(query="mesin BATIK") == ["batik-lintang"]
    assert ids(published_from="2025-08-20", published_to="2025-08-20") == ["batik-lintang"]
    assert "batik-lintang" in ids(outlet="Contoh", language="id")
    assert "batik-lintang" not in ids(language="en")
    assert ids(outlet="contoh") == []  # names are as the list gives them


def test_the_list_never_tells_a_servers_paths(api: httpx.Client) -> None:
    assert "/samples/" not in api.get("/api/articles").text


def test_an_article_has_its_text_versions_statements_and_days(
    api: httpx.Client, wartanya: Wartanya
) -> None:
    told = api.get("/api/articles/batik-lintang").json()
    assert told["text"] == wartanya.article("batik-lintang").text
    assert (told["current"], told["versions"]) == (True, [])
    assert (told["statements"], told["direct_statements"]) == (8, 3)
    assert told["mentioned_dates"][0] == {
        "start": 551,
        "end": 564,
        "text": "Selasa (19/8)",
        "first": "2025-08-19",
        "last": "2025-08-19",
    }


def test_a_text_is_added_and_the_next_one_is_another_article(api: httpx.Client) -> None:
    first, second = add(api, text=WELL), add(api, text=BRIDGE)
    assert first.status_code == second.status_code == 201
    assert first.headers["location"] != second.headers["location"]
    assert api.get(first.headers["location"]).json()["title"] == "Sumur Baru di Kampung Teluk"
    assert api.get(second.headers["location"]).json()["title"] == "Jembatan Ditutup"
    again = add(api, text=WELL)
    assert again.status_code == 200
    assert "location" not in again.headers
    assert (again.json()["added"], again.json()["unchanged"]) == (0, 1)


def test_a_record_of_the_same_id_is_a_version_of_it_and_old_ones_are_read(
    api: httpx.Client,
) -> None:
    record = {
        "id": "sumur",
        "title": "Sumur",
        "text": "Sumur dibuka Senin.",
        "published": "2025-03-03",
    }
    assert add(api, records=[record]).headers["location"] == "/api/articles/sumur"
    changed = add(api, records=[{**record, "text": "Sumur dibuka 4 Maret 2025."}])
    assert (changed.status_code, changed.json()["updated"]) == (200, 1)

    now = api.get("/api/articles/sumur").json()
    listed = api.get("/api/articles/sumur/versions").json()
    assert listed == {"current": now["version"], "older": now["versions"]}
    (old,) = listed["older"]
    then = api.get("/api/articles/sumur", params={"version": old["version"]}).json()
    assert (then["text"], then["current"], then["statements"]) == (
        "Sumur dibuka Senin.",
        False,
        None,
    )
    assert [d["first"] for d in then["mentioned_dates"]] == ["2025-03-03"]
    assert [d["first"] for d in now["mentioned_dates"]] == ["2025-03-04"]
    missing = api.get("/api/articles/sumur", params={"version": "0" * 12})
    assert kind(missing) == (404, "no-such-version")


def test_records_that_cant_be_taken_are_told_beside_those_that_were(api: httpx.Client) -> None:
    told = add(api, records=[{"id": "rusak", "text": " "}, {"id": "utuh", "text": "Teks utuh."}])
    assert told.status_code == 201
    first, second = told.json()["articles"]
    assert (first["result"], first["article_id"]) == ("failed", None)
    assert first["error"] == 'article 1: has no text; give the record a "text" or take it out'
    assert (second["result"], second["article_id"]) == ("added", "utuh")


def test_ids_may_have_slashes_and_odd_letters(api: httpx.Client) -> None:
    name = "https://kabar.example/a/b?c=d#e é/versions"
    where = add(api, records=[{"id": name, "text": "Sebuah teks."}]).headers["location"]
    assert where.startswith("/api/articles/https%3A%2F%2Fkabar.example%2Fa%2Fb%3Fc%3Dd%23e")
    assert api.delete(where).status_code == 204
    assert kind(api.delete(where)) == (404, "not-found")


def test_deleting_takes_an_article_out_of_the_answers(api: httpx.Client) -> None:
    text = "Kucing Balai Kota\n\nKucing balai kota Muarajati bernama Lurik Saptawarna."
    where = add(api, text=text).headers["location"]
    question = {"question": "Siapa nama kucing balai kota Muarajati?"}
    assert "Lurik" in api.post("/api/ask", json=question).text
    assert api.delete(where).status_code == 204
    assert kind(api.get(where)) == (404, "not-found")
    assert "Lurik" not in api.post("/api/ask", json=question).text


@pytest.mark.parametrize(
    ("new", "pointer"),
    [
        ({}, "#"),
        ({"title": "x"}, "#"),
        ({"text": ""}, "#/text/text"),
        ({"text": "a" * 500_001}, "#/text/text"),
        ({"text": "a", "url": "https://a.example/"}, "#/text/url"),
        ({"url": "/etc/passwd"}, "#/url/url"),
        ({"url": "file:///etc/passwd"}, "#/url/url"),
        ({"url": "-"}, "#/url/url"),
        ({"url": "HTTP://127.0.0.1/"}, "#/url/url"),
        ({"records": []}, "#/records/records"),
        ({"records": [{"text": "a"}] * 201}, "#/records/records"),
        ({"records": [{"text": "a", "tags": "a"}]}, "#/records/records/0/tags"),
        ([], "#"),
        (None, "#"),
    ],
)
def test_what_is_no_article_is_a_problem(api: httpx.Client, new: object, pointer: str) -> None:
    told = api.post("/api/articles", json=new)
    assert kind(told) == (422, "invalid")
    assert [error["pointer"] for error in told.json()["errors"]] == [pointer]


def test_too_much_text_is_for_jobs(api: httpx.Client) -> None:
    before = api.get("/api/articles").json()["total"]
    records = [{"text": "Kata. " * 50_000}, {"text": "Lain. " * 50_000}]
    assert kind(add(api, records=records)) == (413, "too-much")
    lines = "\n".join(json.dumps({"text": f"Teks nomor {n}."}) for n in range(201))
    told = upload(api, "banyak.jsonl", lines.encode())
    assert kind(told) == (413, "too-much")
    assert "POST /api/jobs/file" in told.json()["detail"]
    assert api.get("/api/articles").json()["total"] == before


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "127.1", "0x7f.1", "①②⑦.0.0.1"]
)
def test_private_addresses_are_refused_and_nobody_connects(api: httpx.Client, host: str) -> None:
    with private() as listener:
        told = add(api, url=f"http://{host}:{listener.port}/")
        assert kind(told) == (422, "not-added")
        assert kind(add(api, url=f"http://{host}/")) == (422, "not-added")
        assert listener.visits() == 0
    assert "allow-host" not in told.text


def test_an_address_is_fetched_and_asked_for_only_when_it_changed(api: httpx.Client) -> None:
    with Site() as site, reachable(site):
        site["/dermaga-1234"] = [reply(page("Dermaga Ditambah Dua"), ETag='"1"'), reply(status=304)]
        url = f"{site.url}/dermaga-1234"
        told = add(api, url=url)
        assert told.status_code == 201
        assert api.get(told.headers["location"]).json()["url"] == url
        again = add(api, url=url)
        assert (again.status_code, again.json()["unchanged"]) == (200, 1)
        assert 'If-None-Match: "1"' in site.requests[-1]


def test_a_list_of_articles_is_for_jobs(api: httpx.Client) -> None:
    with Site() as site, reachable(site):
        links = "".join(f"<item><link>{site.url}/{n}</link></item>" for n in range(3))
        site["/rss"] = reply(f"<rss version='2.0'><channel>{links}</channel></rss>")
        told = add(api, url=f"{site.url}/rss")
        assert kind(told) == (422, "many-articles")
        assert "POST /api/jobs" in told.json()["detail"]
        assert site.paths == ["/rss", "/rss"]


def test_a_file_is_added(api: httpx.Client) -> None:
    told = upload(
        api, "sungai.html", page("Sungai Meluap", "<p>Sungai Biru meluap.</p>" * 3).encode()
    )
    assert told.status_code == 201
    assert told.json()["articles"][0]["source"] == "upload:sungai.html"


def test_an_archive_is_added_and_what_isnt_read_is_told(api: httpx.Client) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("satu.txt", "Pasar Pagi\n\nPasar pagi pindah ke lapangan.")
        archive.writestr("../dua.txt", "Pasar Malam\n\nPasar malam dibuka lagi.")
    told = upload(api, "arsip.zip", packed.getvalue()).json()
    assert (told["added"], told["failed"]) == (1, 1)
    (error,) = [one["error"] for one in told["articles"] if one["result"] == "failed"]
    assert "leads out of the archive" in error


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ"),
        ("", b"x"),
        ("a.txt", b""),
        ("a.zip", b"PK\3\4 not one"),
        ("../../etc/passwd", b"x"),
        ("a\x00b.txt", b""),
        ("a.html", b"<html></html>"),
    ],
)
def test_files_that_hold_no_article_are_a_problem(
    api: httpx.Client, name: str, content: bytes
) -> None:
    told = upload(api, name, content)
    assert told.status_code in (400, 422)
    assert told.headers["content-type"] == "application/problem+json"


def test_a_multipart_without_a_file_is_a_problem(api: httpx.Client) -> None:
    plain = {"Content-Type": "multipart/form-data; boundary=x"}
    broken = api.post("/api/articles/file", content=b"--y\r\n", headers=plain)
    assert broken.status_code in (400, 422)
    assert kind(api.post("/api/articles/file", data={"file": "text"})) == (422, "invalid")
    assert kind(api.post("/api/articles/file", json={"file": "text"})) == (422, "invalid")
