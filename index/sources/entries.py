"""An article that a feed or sitemap names, and what tells two addresses of one apart from two."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import parse_qsl, urlencode, urlsplit

from index.urls import is_tracking

_DEFAULT_PORT = re.compile(r":(?:80|443)?$")
_WIB = timezone(timedelta(hours=7))
_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/-]|$)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One article: its address, and what the list that names it says of it.

    ``published`` and ``modified`` are ISO 8601, no more precise than the list. ``modified`` is
    when the article last changed, so never before ``published``.
    """

    url: str
    published: str | None = None
    title: str | None = None
    modified: str | None = None


def newest_first(entries: list[Entry]) -> list[Entry]:
    """By the day and time they were published, or changed; those of no date last, in order."""
    return sorted(entries, key=lambda entry: _utc(entry.published or entry.modified), reverse=True)


def is_since(entry: Entry, since: str | None) -> bool:
    """Whether an entry may be of the day ``since`` or later: False only where a date says no.

    Days count as the source writes them, or as Jakarta's, whichever is later. Where the list has
    no date of publication, the day in the address counts ('/2024/03/04/'), else the day of the
    last change, before which an article was published. An entry of no date at all is kept: only
    its page can tell.
    """
    if since is None:
        return True
    dated = entry.published
    if dated is None and (match := _IN_PATH.search(urlsplit(entry.url).path)):
        dated = "-".join(match.groups())
    dated = dated or entry.modified
    return dated is None or latest_day(dated) >= since[:10]


def latest_day(date: str) -> str:
    """The day of an ISO date, in its own zone or Jakarta's, whichever is later."""
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return date[:10]
    if moment.tzinfo is None:
        return date[:10]
    return max(date[:10], moment.astimezone(_WIB).date().isoformat())


def canonical(url: str) -> str:
    """What two addresses of one article share: not the scheme, 'www.', tracking or a last slash.

    courlan's ``clean_url`` isn't used: it takes 'cid' and 'eid' for tracking, which are some
    sites' article numbers.
    """
    parts = urlsplit(url)
    # Not parts.port, which raises for what a feed may well contain: 'http://a::/b'.
    host = _DEFAULT_PORT.sub("", parts.netloc.lower()).removeprefix("www.")
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not is_tracking(name)
    ]
    return f"{host}{parts.path.rstrip('/')}?{urlencode(sorted(query))}"


def same_site(first: str, second: str) -> bool:
    """Whether two addresses are of one owner: 'bola.kabar.co.id' and 'kabar.co.id' are."""
    from courlan import extract_domain

    hosts = [urlsplit(url).hostname or "" for url in (first, second)]
    if hosts[0] == hosts[1]:
        return True
    domains = [extract_domain(url) for url in (first, second)]
    return domains[0] is not None and domains[0] == domains[1]


def _utc(date: str | None) -> str:
    """A key that sorts dates of different zones; '' sorts an unknown one last."""
    if date is None:
        return ""
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return date
    if moment.tzinfo is None:
        return date
    return moment.astimezone(UTC).isoformat()
