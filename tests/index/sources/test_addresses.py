import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import WartanyaError
from index.sources.addresses import Guard, allowed_hosts, parse, refusal
from index.sources.failures import FetchError, Refused, shown

PRIVATE = """
0.0.0.0 10.1.2.3 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 168.63.129.16
169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1
198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 2002:7f00:1:: 2002:a00:1::1 64:ff9b::a9fe:a9fe
64:ff9b::127.0.0.1 64:ff9b:1::1 2001:0:808:808::f5ff:fffe 2001:db8::1 3fff::1 fc00::1 fd12:3456::1
fe80::1 fe80::1%eth0 fec0::1 ff02::1 5f00::1 100::1 2001:10::1 2607:f8b0::5efe:a00:1 kabar
""".split()
PUBLIC = """
1.1.1.1 8.8.8.8 93.184.216.34 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.0.1.1
198.20.0.1 223.255.255.255 2606:4700::1111 2400:cb00::1 ::ffff:8.8.8.8 64:ff9b::8.8.8.8
2002:808:808::1
""".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_refuses_addresses_that_are_not_public(address: str) -> None:
    assert refusal(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_passes_public_addresses(address: str) -> None:
    assert refusal(address) is None


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        ("http://Kabar.EXAMPLE", "http://kabar.example/"),
        (" https://kabar.example:443/a?b=1#c ", "https://kabar.example/a?b=1"),
        ("http://kabar.example:8080/", "http://kabar.example:8080/"),
        ("http://kabar.example./", "http://kabar.example/"),
        ("http://①②⑦.0.0.1/", "http://127.0.0.1/"),
        ("http://127。0。0。1/", "http://127.0.0.1/"),
        ("http://[::FFFF:7f00:1]/", "http://[::ffff:7f00:1]/"),
        ("http://bücher.example/ü d?q=é", "http://xn--bcher-kva.example/%C3%BC%20d?q=%C3%A9"),
        ("http://kabar.example/%2e%2E/a", "http://kabar.example/%2e%2E/a"),
    ],
)
def test_takes_an_address_apart_once(url: str, whole: str) -> None:
    assert parse(url).url == whole


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("file:///etc/passwd", "no http or https"),
        ("gopher://127.0.0.1:70/", "no http or https"),
        ("//kabar.example/", "no http or https"),
        ("kabar.example/berita", "no http or https"),
        ("http:///berita", "no host"),
        ("http://ani:rahasia@kabar.example/", "name or password"),
        ("http://kabar.example\\@127.0.0.1/", "name or password"),
        ("http://kabar.example\\.jahat.example/", "no host"),
        ("http://a b.example/", "no host"),
        ("http://[::1%25lo]/", "no host"),
        ("http://[::1/", "no web address"),
        ("http://kabar.example:99999/", "no web address"),
        ("http://kabar.example:abc/", "no web address"),
        (f"http://{'a' * 64}.example/", "no host"),
        ("http://kabar.example/\r\nX-Y: 1", "unprintable"),
        ("http://kabar.example/" + "a" * 2000, "too long"),
    ],
)
def test_refuses_what_is_no_web_address(url: str, found: str) -> None:
    with pytest.raises(Refused, match=found) as refused:
        parse(url)
    assert "\n" not in str(refused.value)
    assert "rahasia" not in str(refused.value)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="abc1.:/@[]%?#\\ \x00é①_~-\ud800", max_size=40))
def test_any_text_is_an_address_or_refused(rest: str) -> None:
    for text in (rest, "http://" + rest, "https://[" + rest):
        with contextlib.suppress(Refused):
            target = parse(text)
            assert target.url.isascii()
            assert parse(target.url) == target


def test_only_the_ports_of_the_web_unless_allowed() -> None:
    with pytest.raises(FetchError, match=r"port 22 isn't one of the web; .*--allow-host"):
        Guard().target("http://kabar.example:22/")
    assert Guard(frozenset({"kabar.example:22"})).target("http://kabar.example:22/").port == 22
    with pytest.raises(Refused):
        Guard(frozenset({"kabar.example"})).target("http://kabar.example:22/")
    with pytest.raises(Refused):
        Guard().target("http://kabar.example:0/")


def test_one_private_address_among_several_refuses_the_host() -> None:
    target = parse("http://kabar.example/")
    Guard().check(target, ["93.184.216.34", "2606:4700::1111"])
    with pytest.raises(Refused, match="private network") as refused:
        Guard().check(target, ["93.184.216.34", "10.7.7.7"])
    assert "10.7.7.7" not in str(refused.value)  # what a private network looks like is its own


def test_allowed_hosts_may_be_anywhere() -> None:
    guard = Guard(allowed_hosts(["Intranet.example", "[::1]:8080", "10.0.0.5:81"]))
    guard.check(guard.target("http://intranet.example/"), ["10.0.0.1"])
    guard.check(guard.target("http://[::1]:8080/"), ["::1"])
    guard.check(guard.target("http://10.0.0.5:81/"), ["10.0.0.5"])
    with pytest.raises(Refused):
        guard.check(guard.target("http://10.0.0.5/"), ["10.0.0.5"])
    with pytest.raises(Refused):
        guard.check(guard.target("http://bukan.intranet.example/"), ["10.0.0.1"])


@pytest.mark.parametrize("name", ["", "http://kabar.example", "a b", "ani@kabar", "kabar:x", "a/b"])
def test_a_host_to_allow_must_be_one(name: str) -> None:
    with pytest.raises(WartanyaError, match="write HOST or HOST:PORT"):
        allowed_hosts([name])


def test_shows_addresses_without_secrets() -> None:
    assert shown("https://ani:rahasia@kabar.example/a") == "https://kabar.example/a"
    assert shown("http://ani:rahasia@[::1/") == "[::1/"
    assert shown("http://a.example/\n\x1b[31m") == "http://a.example/\ufffd\ufffd[31m"
    assert len(shown("http://a.example/" + "b" * 5000)) == 200
