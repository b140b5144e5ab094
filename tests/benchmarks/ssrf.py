"""Sends the fetcher to private addresses through every door, and counts who arrives.

    python tests/benchmarks/ssrf.py

A listener takes connections at all of this machine's addresses; a hostile site gives addresses
that lead to it, spelled in many ways, as redirects, entries of feeds and sitemaps, redirects of
robots.txt, feeds of a page and next pages; names resolve to it at once, later, or among public
addresses. Counted are connections to the listener, and tries by this process to connect to
anything but the hostile site. Nothing leaves this machine: public addresses are the hostile
site's, and names are looked up in a table. Prints the counts; both must be 0.
"""

import argparse
import contextlib
import logging
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from index.sources.discovery import discover, fetch_article
from index.sources.failures import FetchError
from index.sources.fetch import Fetcher, Limits
from tests.index.sources.site import Elsewhere, Site, redirect, reply

PUBLIC = "93.184.216.34"  # the hostile site's, as far as names say
SELF = f"""
127.0.0.1 127.0.0.2 127.1 127.0.1 127.255.255.254 127.000.000.001 2130706433 0x7f000001
0x7f.0.0.1 0x7f.1 017700000001 0177.0.0.1 0177.1 00000177.0.0.1 0x7F.0x0.0x0.0x1 0
0.0.0.0 ①②⑦.0.0.1 127。0。0。1 127．0．0．1 １２７.０.０.１ localhost LOCALHOST localhost.
localhost.localdomain ip6-localhost [::1] [::] [0:0:0:0:0:0:0:1] [0000::1]
[::ffff:127.0.0.1] [::FFFF:7f00:1] [::ffff:0:127.0.0.1] [::127.0.0.1]
[64:ff9b::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b:1::127.0.0.1] [2002:7f00:1::]
[2002:7f00:1::1] [2001:0:7f00:1::80ff:fffe] [::1%25lo] [fe80::1%25eth0]
127.0.0.1.nip.example loopback.example {socket.gethostname()} ani:sandi@127.0.0.1
kabar.example@127.0.0.1 127.0.0.1:80@127.0.0.1
""".split()
OTHERS = """
10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.254 192.168.0.1 192.168.1.254 169.254.169.254
0xa9fea9fe 2852039166 0251.0376.0251.0376 169.254.170.2 100.64.0.1 100.100.100.200 192.0.0.192
168.63.129.16 198.18.0.1 192.0.2.2 224.0.0.1 255.255.255.255 [fd00::1] [fd00:ec2::254] [fe80::1]
[ff02::1] [64:ff9b::a9fe:a9fe] [2002:a9fe:a9fe::] [::ffff:169.254.169.254]
metadata.example intranet.example
""".split()
PLAIN = """
file:///etc/passwd gopher://127.0.0.1:{port}/_GET dict://127.0.0.1:{port}/ ftp://127.0.0.1:{port}/
ldap://127.0.0.1:{port}/ //127.0.0.1:{port}/ http:127.0.0.1:{port} http:/\\127.0.0.1:{port}/
http://{public}\\@127.0.0.1:{port}/ http://127.0.0.1:{port}\\@{public}/
http://{public}#@127.0.0.1:{port}/ http://127.0.0.1:{port}#@{public}/
http://{public}?@127.0.0.1:{port}/ HTTP://127.0.0.1:{port}/
http://127.0.0.1%2f:{port}/ http://127.0.0.1%00.{public}:{port}/ http://%31%32%37.0.0.1:{port}/
http://127.0.0.1%09:{port}/ http://[::ffff:127.0.0.1]:{port}/ https://127.0.0.1:{port}/
http://127.0.0.1:0{port}/ http://127.0.0.1:22/ http://127.0.0.1:6379/ http://127.0.0.1:0/
""".split()
NAMES = {
    "localhost": ["127.0.0.1", "::1"],
    "localhost.localdomain": ["127.0.0.1"],
    "ip6-localhost": ["::1"],
    "127.0.0.1.nip.example": ["127.0.0.1"],
    "loopback.example": ["::ffff:127.0.0.1"],
    "metadata.example": ["169.254.169.254"],
    "intranet.example": ["10.0.0.7"],
    socket.gethostname().lower(): ["127.0.1.1"],
}


class Listener:
    """Counts connections to one port at all of this machine's addresses."""

    def __init__(self) -> None:
        self._socket = socket.create_server(
            ("::", 0), family=socket.AF_INET6, dualstack_ipv6=True, backlog=64
        )
        self.port: int = self._socket.getsockname()[1]
        self.connections = 0
        self._thread = threading.Thread(target=self._accept)

    def __enter__(self) -> "Listener":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._socket.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self.connections += 1
                with connection:
                    connection.sendall(reply("rahasia"))


class Watch:
    """Notes where this process tries to connect to, whatever library does it."""

    def __init__(self) -> None:
        self.tried: list[object] = []
        self._watching = False
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: tuple[object, ...]) -> None:
        if self._watching and event in ("socket.connect", "socket.sendto"):
            self.tried.append(arguments[1])

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        self.tried.clear()
        self._watching = True
        try:
            yield
        finally:
            self._watching = False


@dataclass(slots=True)
class Result:
    """What came of it; ``arrived`` names case by case what must not have happened."""

    urls: int = 0
    cases: int = 0
    refused: int = 0
    arrived: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Attack:
    """A hostile site and a listener."""

    site: Site
    listener: Listener

    def fetcher(self, resolve: Callable[[str, int], Sequence[str]]) -> Fetcher:
        """One to which the listener's port is one of the web, so that addresses alone count."""
        return Fetcher(
            allow=frozenset({self.site.host}),
            ports=frozenset({80, 443, self.listener.port}),
            limits=Limits(seconds=5, interval=0.0, attempts=1),
            resolve=resolve,
            network=Elsewhere({PUBLIC: self.site.port}),
        )


def urls(port: int) -> list[str]:
    """Addresses of the listener and of others in private networks."""
    spelled = [f"http://{host}:{port}/" for host in SELF]
    spelled += [f"https://{host}:{port}/" for host in SELF[::7]]
    spelled += [f"http://{host}/latest/meta-data/" for host in OTHERS]
    return spelled + [url.format(port=port, public=PUBLIC) for url in PLAIN]


def look_up(host: str, port: int) -> Sequence[str]:
    """Names from the table; numbers as the system reads them, which asks no one."""
    if host in NAMES:
        return NAMES[host]
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    return [str(address[0]) for *_, address in found]


def get(attack: Attack, web: Fetcher, url: str) -> None:
    web.get(url)


def through_redirect(attack: Attack, web: Fetcher, url: str) -> None:
    status = [301, 302, 303, 307, 308][len(url) % 5]
    attack.site["/pindah"] = redirect(url.encode().decode("latin-1"), status)
    web.get(f"{attack.site.url}/pindah")


def through_redirects(attack: Attack, web: Fetcher, url: str) -> None:
    attack.site["/pindah"] = redirect("/pindah/2")
    attack.site["/pindah/2"] = redirect(url.encode().decode("latin-1"))
    web.get(f"{attack.site.url}/pindah")


def through_feed(attack: Attack, web: Fetcher, url: str) -> None:
    item = f"<item><link><![CDATA[{url}a]]></link></item>"
    attack.site["/rss"] = reply(f"<rss><channel>{item}</channel></rss>", type="text/xml")
    follow(web, f"{attack.site.url}/rss")


def through_sitemap(attack: Attack, web: Fetcher, url: str) -> None:
    attack.site["/peta"] = reply(f"<urlset><url><loc><![CDATA[{url}a]]></loc></url></urlset>")
    follow(web, f"{attack.site.url}/peta")


def through_sitemap_index(attack: Attack, web: Fetcher, url: str) -> None:
    listed = f"<sitemap><loc><![CDATA[{url}]]></loc></sitemap>"
    attack.site["/peta"] = reply(f"<sitemapindex>{listed}</sitemapindex>")
    follow(web, f"{attack.site.url}/peta")


def through_sitemap_list(attack: Attack, web: Fetcher, url: str) -> None:
    attack.site["/peta.txt"] = reply(f"{attack.site.url}/a\n{url}a\n", type="text/plain")
    follow(web, f"{attack.site.url}/peta.txt")


def through_robots(attack: Attack, web: Fetcher, url: str) -> None:
    attack.site["/robots.txt"] = redirect(url.encode().decode("latin-1"))
    web.get(f"{attack.site.url}/a")


def through_robots_sitemap(attack: Attack, web: Fetcher, url: str) -> None:
    attack.site["/robots.txt"] = reply(f"User-agent: *\nSitemap: {url}\n")
    follow(web, f"{attack.site.url}/a")


def through_feed_link(attack: Attack, web: Fetcher, url: str) -> None:
    link = f'<link rel="alternate" type="application/rss+xml" href="{url}">'
    attack.site["/depan"] = reply(f"<html><head>{link}</head></html>")
    follow(web, f"{attack.site.url}/depan")


def through_next_page(attack: Attack, web: Fetcher, url: str) -> None:
    links = f'<a rel="next" href="{url}?page=2">2</a><a href="{url}?page=all">Semua</a>'
    attack.site["/"] = reply(f"<html>{links}</html>")
    fetch_article(web, f"{attack.site.url}/")


def through_next_redirect(attack: Attack, web: Fetcher, url: str) -> None:
    attack.site["/a"] = reply('<html><a href="/a?page=2">2</a><a href="/a?page=all">Semua</a>')
    for page in ("2", "all"):
        attack.site[f"/a?page={page}"] = redirect(url.encode().decode("latin-1"))
    fetch_article(web, f"{attack.site.url}/a")


def follow(web: Fetcher, url: str) -> None:
    """Fetch what a list names, as indexing it would."""
    for entry in discover(web, url):
        with contextlib.suppress(FetchError):
            fetch_article(web, entry.url)


DOORS = (
    get,
    through_redirect,
    through_redirects,
    through_feed,
    through_sitemap,
    through_sitemap_index,
    through_sitemap_list,
    through_robots,
    through_robots_sitemap,
    through_feed_link,
    through_next_page,
    through_next_redirect,
)


def rebinding(attack: Attack) -> Iterator[tuple[str, Callable[[], None]]]:
    """Names whose answers change between lookups, or mix private with public addresses."""
    private = ["127.0.0.1", "::1", "::ffff:127.0.0.1", "0.0.0.0", "169.254.169.254", "10.0.0.7"]
    for address in private:
        for answers in (
            [[PUBLIC], [PUBLIC], [address]],
            [[PUBLIC], [address]],
            [[address]],
            [[PUBLIC, address]],
            [[address, PUBLIC]],
        ):
            yield f"{answers}", lambda answers=answers: rebind(attack, answers)  # type: ignore[misc]  # the default binds it


def rebind(attack: Attack, answers: Sequence[Sequence[str]]) -> None:
    """Fetch thrice, with a redirect to the same name; the last answer is given for ever."""
    left = list(answers)

    def resolve(host: str, port: int) -> Sequence[str]:
        return left.pop(0) if len(left) > 1 else left[0]

    attack.site["/"] = redirect("/a")
    web = attack.fetcher(resolve)
    name = f"http://ganti.example:{attack.listener.port}/"
    for _ in range(3):
        with contextlib.suppress(FetchError):
            web.get(name)
    web.get(name)


def run(sample: int = 1) -> Result:
    """All addresses, or each ``sample``-th, through all doors; control first.

    Raises:
        RuntimeError: the listener doesn't hear even an allowed fetch, so 0 would mean nothing.
    """
    watch, result = Watch(), Result()
    with Site() as site, Listener() as listener:
        attack = Attack(site, listener)
        control(attack, watch)
        chosen = urls(listener.port)[::sample]
        result.urls = len(chosen)
        for door in DOORS:
            for url in chosen:
                site.routes.clear()
                site["/a"] = reply("<p>halo</p>")

                def enter(door: object = door, url: str = url) -> None:
                    door(attack, attack.fetcher(look_up), url)  # type: ignore[operator]

                count(attack, watch, f"{door.__name__}: {url}", enter, result)
        for name, act in rebinding(attack):
            site.routes.clear()
            site["/a"] = reply("<p>halo</p>")
            count(attack, watch, f"rebinding {name}", act, result)
    return result


def control(attack: Attack, watch: Watch) -> None:
    """That listener and watch work: a fetcher that is allowed to reaches them."""
    host = f"127.0.0.1:{attack.listener.port}"
    with watch.watching():
        Fetcher(allow=frozenset({host}), obey_robots=False).get(f"http://{host}/")
    if attack.listener.connections != 1 or len(watch.tried) != 1:
        raise RuntimeError("the listener, or the watch, doesn't count")
    attack.listener.connections = 0


def count(attack: Attack, watch: Watch, name: str, act: Callable[[], None], result: Result) -> None:
    """Do it, and note if anything but the hostile site was reached for."""
    with watch.watching():
        try:
            act()
        except FetchError:
            result.refused += 1
    result.cases += 1
    astray = [tried for tried in watch.tried if tried != ("127.0.0.1", attack.site.port)]
    if attack.listener.connections or astray:
        result.arrived.append(f"{name}: {attack.listener.connections} connections, {astray}")
        attack.listener.connections = 0


def main() -> None:
    """Attack, count, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int, default=1, help="each so-many-th address only")
    options = parser.parse_args()
    logging.disable(logging.WARNING)  # of each address left out
    result = run(options.sample)
    print(
        f"{result.urls} addresses, {len(DOORS)} doors and rebinding, {result.cases} cases: "
        f"{result.refused} refused, the rest led nowhere; {len(result.arrived)} arrived"
    )
    for arrived in result.arrived:
        print(f"  {arrived}")
    sys.exit(1 if result.arrived else 0)


if __name__ == "__main__":
    main()
