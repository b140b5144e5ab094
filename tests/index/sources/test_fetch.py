import gzip
import socket
import ssl
import struct
import time
import zlib
from collections.abc import Iterator

import brotli  # type: ignore[import-untyped]  # no stubs
import pytest

from index.sources.failures import FetchError
from index.sources.fetch import Fetcher, Limits, user_agent
from tests.index.sources.site import (
    CERTIFICATE,
    Elsewhere,
    Site,
    Waits,
    answers,
    fetcher,
    redirect,
    reply,
)

PAGE = "<html><p>Feri baru berlayar dari Teluk Biru.</p></html>"
QUICK = Limits(interval=0.0, attempts=1)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


def failure(site: Site, path: str = "/", limits: Limits = QUICK) -> str:
    with pytest.raises(FetchError) as failed:
        fetcher(site, limits=limits).get(site.url + path)
    message = str(failed.value)
    assert "\n" not in message
    assert site.host in message
    return message


def test_gives_content_and_what_is_said_of_it(site: Site) -> None:
    site["/a?b=%C3%A9"] = reply(
        PAGE,
        type="Text/HTML; Charset=UTF-8",
        ETag='"7"',
        Last_Modified="Mon, 04 Mar 2024 02:10:00 GMT",
    )
    with fetcher(site) as web:
        fetched = web.get(f"{site.url}/a?b=é#atas")
    assert fetched.url == f"{site.url}/a?b=%C3%A9"
    assert (fetched.status, fetched.content) == (200, PAGE.encode())
    assert (fetched.content_type, fetched.charset) == ("text/html", "utf-8")
    assert (fetched.etag, fetched.last_modified) == ('"7"', "Mon, 04 Mar 2024 02:10:00 GMT")
    assert not fetched.not_modified


def test_says_who_asks_and_keeps_no_cookies(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    site["/"] = reply(PAGE, Set_Cookie="a=1")
    web = fetcher(site, obey_robots=False)
    web.get(site.url)
    web.get(site.url)
    assert user_agent().startswith("Wartanya/")
    assert f"\r\nUser-Agent: {user_agent()}\r\n" in site.requests[1]
    assert f"\r\nHost: {site.host}\r\n" in site.requests[1]
    assert "cookie" not in site.requests[1].lower()


def test_asks_only_for_what_changed(site: Site) -> None:
    site["/"] = reply(status=304, ETag='"7"')
    fetched = fetcher(site).get(site.url, etag='"7"', last_modified="Mon, 04 Mar 2024 02:10:00 GMT")
    assert 'If-None-Match: "7"\r\n' in site.requests[-1]
    assert "If-Modified-Since: Mon, 04 Mar 2024 02:10:00 GMT\r\n" in site.requests[-1]
    assert fetched.not_modified
    assert (fetched.content, fetched.etag) == (b"", '"7"')
    assert "304" in failure(site)  # nobody asked for that


def test_a_stored_header_cannot_add_another(site: Site) -> None:
    site["/"] = reply(PAGE)
    fetcher(site).get(site.url, etag='"7"\r\nX-Jahat: 1')
    assert "jahat" not in site.requests[-1].lower()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_follows_redirects(site: Site, status: int) -> None:
    site["/lama"] = redirect("baru/é", status)
    site["/baru/%C3%A9"] = reply(PAGE)
    assert fetcher(site).get(f"{site.url}/lama").url == f"{site.url}/baru/%C3%A9"


def test_redirects_end(site: Site) -> None:
    site["/"] = redirect("/")
    assert "leads on more than 5 times" in failure(site)
    assert site.paths == ["/"] * 6


def test_a_redirect_to_nowhere(site: Site) -> None:
    site["/"] = reply(status=302)
    assert "leads on to no address" in failure(site)
    site["/lain"] = redirect("http://[::1")
    assert "leads on to no address" in failure(site, "/lain")


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("file:///etc/passwd", "no http or https"),
        ("ftp://kabar.example/", "no http or https"),
        ("http://ani:rahasia@kabar.example/", "name or password"),
        ("http://kabar.example:22/", "port 22"),
        ("http://2130706433/", "private network"),
        ("http://169.254.169.254/latest/meta-data/", "private network"),
        ("//[::ffff:127.0.0.1]/", "private network"),
    ],
)
def test_a_redirect_is_checked_as_the_first_address_is(site: Site, where: str, found: str) -> None:
    site["/"] = redirect(where)
    with pytest.raises(FetchError, match=found) as failed:
        fetcher(site).get(site.url)
    assert "rahasia" not in str(failed.value)


def test_looks_a_name_up_once_and_connects_to_what_was_checked(site: Site) -> None:
    site["/"] = reply(PAGE)
    lookups = [["93.184.216.34"], ["127.0.0.1"]]

    def rebinding(host: str, port: int) -> list[str]:
        return lookups.pop(0)

    network = Elsewhere({"93.184.216.34": site.port})
    web = Fetcher(resolve=rebinding, network=network, obey_robots=False, limits=QUICK)
    assert web.get("http://kabar.example/").content == PAGE.encode()
    assert network.asked == ["93.184.216.34"]
    with pytest.raises(FetchError, match="private network"):
        web.get("http://kabar.example/")
    assert network.asked == ["93.184.216.34"]
    assert "Host: kabar.example\r\n" in site.requests[0]


def test_tries_each_address_of_a_host(site: Site) -> None:
    site["/"] = reply(PAGE)
    network = Elsewhere({"2606:4700::1": 1, "93.184.216.34": site.port})
    resolve = answers(kabar_example=["2606:4700::1", "93.184.216.34"])
    web = Fetcher(resolve=resolve, network=network, obey_robots=False, limits=QUICK)
    assert web.get("http://kabar.example/").content == PAGE.encode()
    assert network.asked == ["2606:4700::1", "93.184.216.34"]


def test_an_unknown_host_is_not_tried_again() -> None:
    waits = Waits()
    web = Fetcher(resolve=answers(), timing=waits.time)
    with pytest.raises(FetchError, match="the host isn't known; check the spelling"):
        web.get("http://kabbar.example/")
    assert waits.seconds == []


def test_a_lookup_that_fails_for_now_is_tried_again() -> None:
    def busy(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "later")

    waits = Waits()
    web = Fetcher(resolve=busy, timing=waits.time, obey_robots=False, limits=Limits(interval=0.0))
    with pytest.raises(FetchError, match="can't be connected to"):
        web.get("http://kabar.example/")
    assert waits.seconds == [1.0, 2.0, 4.0]


def drip(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    for _ in range(100):
        connection.sendall(b"a")
        time.sleep(0.05)


def drip_headers(connection: socket.socket) -> None:
    for _ in range(100):
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-A: 1\r\n" if _ == 0 else b"b: 1\r\n")
        time.sleep(0.05)


def silence(connection: socket.socket) -> None:
    connection.recv(1)


def endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"10000\r\n" + b"a" * 65536 + b"\r\n")


def reset(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nsebagian")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


@pytest.mark.parametrize("answer", [drip, drip_headers, silence])
def test_slow_answers_end_by_the_deadline(site: Site, answer: object) -> None:
    site["/"] = answer  # type: ignore[assignment]  # one of the three above
    start = time.monotonic()
    message = failure(site, limits=Limits(seconds=0.4, interval=0.0))
    assert "is silent, or takes more than 0 seconds" in message
    assert time.monotonic() - start < 2


def test_an_endless_answer_ends_at_the_limit(site: Site) -> None:
    site["/"] = endless
    limits = Limits(max_bytes=1_000_000, interval=0.0)
    assert "over 1 MB, too large for an article" in failure(site, limits=limits)


def test_a_large_answer_is_not_even_begun(site: Site) -> None:
    site["/"] = reply(Content_Length="10000001")
    assert "over 10 MB" in failure(site)


@pytest.mark.parametrize(
    ("encoding", "bomb"),
    [
        ("gzip", gzip.compress(b"\0" * 30_000_000, mtime=0)),
        ("gzip", gzip.compress(gzip.compress(b"\0" * 30_000_000, mtime=0), mtime=0) * 90),
        ("deflate", zlib.compress(b"\0" * 30_000_000)),
        ("br", brotli.compress(b"\0" * 30_000_000, quality=5)),
    ],
)
def test_bombs_are_unpacked_no_further_than_the_limit(
    site: Site, encoding: str, bomb: bytes
) -> None:
    site["/"] = reply(bomb, Content_Encoding=encoding)
    limits = Limits(max_bytes=1_000_000, interval=0.0)
    assert len(bomb) < 1_000_000 or encoding == "gzip"
    assert "over 1 MB" in failure(site, limits=limits)


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(PAGE.encode(), mtime=0)),
        (
            "x-gzip",
            gzip.compress(PAGE[:20].encode(), mtime=0) + gzip.compress(PAGE[20:].encode(), mtime=0),
        ),
        ("GZIP", gzip.compress(PAGE.encode(), mtime=0) + b"\0" * 9),
        ("deflate", zlib.compress(PAGE.encode())),
        ("deflate", zlib.compress(PAGE.encode())[2:-4]),
        ("br", brotli.compress(PAGE.encode())),
        ("identity", PAGE.encode()),
    ],
)
def test_unpacks(site: Site, encoding: str, packed: bytes) -> None:
    site["/"] = reply(packed, Content_Encoding=encoding)
    assert fetcher(site).get(site.url).content == PAGE.encode()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(PAGE.encode(), mtime=0)[:-9]),
        ("gzip", PAGE.encode()),
        ("gzip", gzip.compress(b"", mtime=0) * 101),
        ("deflate", b"\xff\xff\xff"),
        ("br", brotli.compress(PAGE.encode())[:-5]),
        ("br", b"\xff" * 20),
        ("gzip, br", b"a"),
        ("zstd", b"a"),
    ],
)
def test_says_what_cannot_be_unpacked(site: Site, encoding: str, packed: bytes) -> None:
    site["/"] = reply(packed, Content_Encoding=encoding)
    assert "can't be unpacked (Content-Encoding" in failure(site)


def test_tries_again_when_a_site_is_busy(site: Site) -> None:
    site["/"] = [
        reply(status=429, Retry_After="7"),
        reply(status=503, Retry_After="Mon, 04 Mar 2024 02:10:00 GMT"),  # past: our own wait
        reset,
        reply(PAGE),
    ]
    waits = Waits()
    assert fetcher(site, waits=waits).get(site.url).content == PAGE.encode()
    assert waits.seconds == [7.0, 2.0, 4.0]


def test_gives_up_after_four_attempts(site: Site) -> None:
    site["/"] = reply(status=503)
    message = failure(site, limits=Limits(interval=0.0))
    assert "answers with HTTP status 503; " in message
    assert site.paths == ["/"] * 4


def test_does_not_wait_for_hours(site: Site) -> None:
    site["/"] = reply(status=429, Retry_After="3600")
    assert "429; the site asks for fewer requests" in failure(site, limits=Limits(interval=0.0))
    assert site.paths == ["/"]


@pytest.mark.parametrize("status", [204, 206, 400, 401, 403, 404, 410, 418, 451, 500])
def test_other_statuses_are_failures(site: Site, status: int) -> None:
    site["/"] = reply("tak ada", status)
    with pytest.raises(FetchError, match=f"answers with HTTP status {status}; ") as failed:
        fetcher(site).get(site.url)
    assert failed.value.status == status
    assert site.paths == ["/"]


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>HTTP/0.9 tak berkepala</html>\r\n\r\n",
        b"\x00\x01\x02\r\n\r\n",
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhaloo",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhaloo",
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nputus",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhalo",
        b"HTTP/1.1 200 OK\r\n" + b"X-Panjang: " + b"a" * 200_000 + b"\r\n\r\nhalo",
        b"HTTP/1.1 200 OK\r\n" + b"X-Banyak: a\r\n" * 20_000 + b"\r\nhalo",
        reset,
    ],
)
def test_broken_http_is_a_failure(site: Site, answer: bytes) -> None:
    site["/"] = answer
    assert "breaks off, or talks no HTTP" in failure(site)


def test_a_body_longer_than_it_says_is_cut(site: Site) -> None:
    site["/"] = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhalo dan lagi"
    assert fetcher(site).get(site.url).content == b"halo"


def test_an_empty_body(site: Site) -> None:
    site["/"] = reply()
    assert "is empty" in failure(site)


@pytest.mark.parametrize(
    ("type", "content_type", "charset"),
    [
        ("text/html; charset=tak-ada", "text/html", None),
        ("text/html; charset=hex", "text/html", None),
        ("text/html;charset='iso-8859-1'", "text/html", "iso-8859-1"),
        ('text/html; charset="iso-8859-1"', "text/html", "iso-8859-1"),
        ("text/html; charset*=tak-ada''%ff", "text/html", None),
        ("html", "", None),
        ("", "", None),
    ],
)
def test_odd_content_types(site: Site, type: str, content_type: str, charset: str | None) -> None:
    site["/"] = reply(PAGE, type=type)
    fetched = fetcher(site).get(site.url)
    assert (fetched.content_type, fetched.charset) == (content_type, charset)


def test_nothing_listens() -> None:
    with Site() as gone:
        pass
    assert "can't be connected to" in failure(gone)


def test_certificates_are_checked() -> None:
    with Site(tls=True) as site:
        site["/"] = reply(PAGE)
        message = failure(site, limits=Limits(interval=0.0))
        assert "has a certificate that can't be trusted" in message
        assert site.requests == []
        trusting = ssl.create_default_context(cafile=str(CERTIFICATE))
        assert fetcher(site, tls=trusting).get(site.url).content == PAGE.encode()
        network = Elsewhere({"93.184.216.34": site.port})
        names = answers(kabar_example=["93.184.216.34"], lain_example=["93.184.216.34"])
        web = Fetcher(resolve=names, network=network, tls=trusting, limits=QUICK)
        assert web.get("https://kabar.example/").content == PAGE.encode()  # the name counts
        with pytest.raises(FetchError, match="certificate"):
            web.get("https://lain.example/")


def test_no_tls_where_https_was_asked_for(site: Site) -> None:
    with pytest.raises(FetchError, match="can't be talked to over TLS"):
        fetcher(site, obey_robots=False).get(site.url.replace("http:", "https:"))
