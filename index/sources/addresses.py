"""Which addresses may be connected to: public ones, so that no link reads a private network.

Spellings aren't judged, addresses are: '2130706433', '127.1' and '①②⑦.0.0.1' all resolve to
127.0.0.1, and any name can. ``ipaddress.is_global`` alone passes 192.0.0.192, 224.0.0.1,
2002:7f00:1:: and 64:ff9b::a9fe:a9fe (Python 3.11).
"""

import ipaddress
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from index.errors import WartanyaError
from index.sources.failures import Refused

WEB_PORTS = frozenset({80, 443})
_MAX_LENGTH = 2000  # characters of an address
_NAME = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_SAFE = "/%:@!$&'()*+,;=~[]|"
_REFUSED_4 = [
    ipaddress.IPv4Network(network)
    for network in """
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24
    192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24
    198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
    168.63.129.16/32
    """.split()  # the last is Azure's host, which every machine there reaches
]
_PUBLIC_6 = ipaddress.IPv6Network("2000::/3")  # all that is assigned to the open internet
_REFUSED_6 = [
    ipaddress.IPv6Network(network)
    for network in "2001::/23 2001:db8::/32 2620:4f:8000::/48 3fff::/20".split()
]
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)  # before the IPv4 address that ends one


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes: the parts of an address, taken apart once, and used by all checks.

    ``host`` is ASCII in lower case, an IPv6 address without its brackets; ``path`` has the query,
    percent-encoded.
    """

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as a request's Host header names them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        default = {"http": 80, "https": 443}[self.scheme]
        return host if self.port == default else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """'https://kabar.example', which has one robots.txt."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address."""
        return self.origin + self.path


@dataclass(frozen=True, slots=True)
class Guard:
    """What may be fetched.

    ``allow`` names hosts that may be anywhere: 'intranet.example:8080' at that port only,
    'intranet.example' at any of ``ports``; see ``allowed_hosts`` for reading what a user writes.
    """

    allow: frozenset[str] = frozenset()
    ports: frozenset[int] = WEB_PORTS

    def target(self, url: str) -> Target:
        """The parts of an address; Refused if it is none of the web, or of no port of it."""
        target = parse(url)
        if target.port not in self.ports and not self.allows(target):
            mend = "use one without a port, or --allow-host with host and port if you trust it"
            raise Refused(url, f"port {target.port} isn't one of the web", mend)
        return target

    def allows(self, target: Target) -> bool:
        """Whether the user named this host, which may then have any address."""
        host = f"[{target.host}]" if ":" in target.host else target.host
        named = host in self.allow and target.port in self.ports
        return named or f"{host}:{target.port}" in self.allow

    def check(self, target: Target, addresses: Iterable[str]) -> None:
        """Refused unless all addresses of a host are public: one that isn't is no accident."""
        if self.allows(target):
            return
        if any(refusal(address) for address in addresses):
            found = "is inside a private network, or at another address that isn't public"
            mend = f"leave it out, or --allow-host {target.host} if you trust it"
            raise Refused(target.url, found, mend)


def allowed_hosts(names: Iterable[str]) -> frozenset[str]:
    """Hosts that a user allows, 'HOST' or 'HOST:PORT', in the form that Guard compares.

    Raises:
        WartanyaError: one of them is neither.
    """
    return frozenset(_allowed(name) for name in names)


def refusal(address: str) -> str | None:
    """Why an IP address may not be connected to: the address that it is or stands for; or None."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return f"{address} is no IP address"
    for meant in _meant(ip):
        if not _is_public(meant):
            return f"{meant} isn't public"
    return None


def parse(url: str) -> Target:
    """The parts of an address; Refused if it isn't one of the web."""
    text = url.strip()
    mend = "use an http or https address such as https://kabar.example/berita"
    if len(text) > _MAX_LENGTH or not text.isprintable():
        raise Refused(url, "too long, or with unprintable characters", mend)
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Refused(url, "is no web address", mend) from None
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https"):
        raise Refused(url, "is no http or https address", mend)
    if "@" in parts.netloc:
        raise Refused(url, "has a name or password in it", "leave that out")
    name = _ascii(host)
    if name is None:
        raise Refused(url, "has no host that can be looked up", mend)
    default = 443 if scheme == "https" else 80
    path = quote(parts.path or "/", safe=_SAFE)
    if parts.query:
        path += "?" + quote(parts.query, safe=_SAFE + "?")
    return Target(scheme, name, default if port is None else port, path)


def _ascii(host: str) -> str | None:
    """A host as it is looked up; None where it is neither a name nor an address."""
    if ":" in host:
        try:
            return str(ipaddress.IPv6Address(host)) if "%" not in host else None
        except ValueError:
            return None
    try:
        name = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        return None
    return name if _NAME.fullmatch(name) and len(name) <= 253 else None


def _meant(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> Iterator[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """The address, or the ones that it carries inside."""
    if isinstance(ip, ipaddress.IPv4Address):
        yield ip
        return
    if ip.ipv4_mapped is not None:
        yield ip.ipv4_mapped
        return
    last = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip in _NAT64:
        yield last
        return
    yield ip
    if ip.sixtofour is not None:
        yield ip.sixtofour
    yield from ip.teredo or ()
    if int(ip) >> 32 & 0xFFFFFFFF in _ISATAP:
        yield last


def _is_public(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """By the registries of special addresses, and by Python's own reading of them."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not any(ip in network for network in _REFUSED_4)
    if ip.sixtofour is not None:  # judged by the address inside; Python's releases disagree here
        return True
    return ip in _PUBLIC_6 and ip.is_global and not any(ip in network for network in _REFUSED_6)


def _allowed(name: str) -> str:
    try:
        parts = urlsplit(f"//{name.strip()}")
        host, port = _ascii(parts.hostname or ""), parts.port
    except ValueError:
        host = port = None
    if host is None or "@" in name or "/" in name:
        raise WartanyaError(
            f"--allow-host {name}: is no host; write HOST or HOST:PORT, as in intranet.example:8080"
        )
    host = f"[{host}]" if ":" in host else host
    return host if port is None else f"{host}:{port}"
