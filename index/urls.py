"""Web addresses: which are, and which are the same article's."""

import re
from urllib.parse import unquote, urlsplit

_MAX_CHARS = 2000
_MOBILE = re.compile(r"(?:m|amp|mobile|wap)\.(?=[^.]+\.)")
_SECOND_LEVEL = frozenset("co com or org go gov ac edu net web sch my desa biz mil".split())
_TRACKING = re.compile(
    r"utm_\w+|mtm_\w+|at_(?:medium|campaign)|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|"
    r"mc_[ce]id|xtor|ref_?src|amp|amp_\w+",
    re.IGNORECASE,
)
_CACHE = re.compile(
    r"https?://(?:[\w-]+\.cdn\.ampproject\.org/[acv]|(?:www\.)?google\.[a-z.]{2,6}/amp)/"
    r"(?P<secure>s/)?(?P<rest>[^/]+\..*)",
    re.IGNORECASE,
)


def web_url(url: str, front_page: bool = True) -> str | None:
    """An http or https URL without its fragment; None for anything else.

    A canonical link to the front page, which some sites put on every page, is no article's.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or len(url) > _MAX_CHARS:
        return None
    if any(c.isspace() or not c.isprintable() for c in url) or "@" in parts.netloc:
        return None
    if not front_page and parts.path in ("", "/") and not parts.query:
        return None
    return parts._replace(fragment="").geturl()


def article_url(url: str) -> str:
    """One address for the variants of an article: AMP, mobile, with trackers' parameters.

    ``url`` is one that ``web_url`` gave. 'm.kabar.com' is 'www.kabar.com', as most sites have it.

    >>> article_url("https://m.kabar.com/amp/read/1/banjir?utm_source=wa")
    'https://www.kabar.com/read/1/banjir'
    """
    if cached := _CACHE.fullmatch(url):
        url = f"http{'s' if cached['secure'] else ''}://{cached['rest']}"
    parts = urlsplit(url)
    return parts._replace(
        netloc=_desktop(parts.netloc), path=_without_amp(parts.path), query=_untracked(parts.query)
    ).geturl()


def _desktop(host: str) -> str:
    host = host.lower()
    rest = _MOBILE.sub("", host, count=1) if _MOBILE.match(host) else host
    if rest == host:
        return host
    labels = rest.split(":")[0].split(".")
    suffix = 2 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 1
    return f"www.{rest}" if len(labels) == suffix + 1 else rest


def is_tracking(name: str) -> bool:
    """Whether a parameter of that name tells who followed a link, and not where to."""
    return _TRACKING.fullmatch(name) is not None


def _without_amp(path: str) -> str:
    path = re.sub(r"(?i)^/amp(?=/.)", "", path)
    path = re.sub(r"(?i)(?<=.)/amp/?$", "", path)
    return re.sub(r"(?i)(?<=\w)\.amp(?=(?:\.html?)?$)", "", path)


def _untracked(query: str) -> str:
    """The query as it was written where nothing is taken out of it."""
    kept = [
        part
        for part in query.split("&")
        if not is_tracking(unquote(part.split("=")[0])) and part.lower() != "outputtype=amp"
    ]
    return "&".join(kept)
