"""Untrusted text as HTML, and the small pieces that every view of the page is made of.

Questions, answers, articles and their data are untrusted: they reach the page through
``escaped`` alone, as text between tags or within a quoted attribute, and are never parsed as
markdown or HTML.
"""

from html import escape
from urllib.parse import urlsplit

from rag.dates import written_date
from rag.web.texts import Texts

# Characters of a passage shown under a refusal; the whole of it is one click away.
EXCERPT = 240
_QUOTES = "\"'“”„‟‘’‚«»"


def escaped(text: str) -> str:
    """Text for HTML: special characters escaped, what no HTML may hold replaced."""
    whole = (
        text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\N{REPLACEMENT CHARACTER}")
    )
    return escape(whole, quote=True)


def safe_link(url: str | None) -> str | None:
    """The URL where it is http or https with a host, None for any other."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host else None


def shortened(text: str) -> str:
    """A text on one line, cut at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= EXCERPT else flat[:EXCERPT].rsplit(" ", 1)[0] + " …"


def facts(outlet: str | None, published: str | None, texts: Texts) -> str:
    """Outlet and date on one line."""
    found = [f'<span dir="auto">{escaped(outlet)}</span>'] if outlet else []
    if published:
        words = written_date(published, texts.language) or published
        found.append(f'<time datetime="{escaped(published)}">{escaped(words)}</time>')
    else:
        found.append(f"<span>{escaped(texts.undated)}</span>")
    return f'<span class="facts">{" · ".join(found)}</span>'


def notice(words: str, *, trouble: bool) -> str:
    """What became of an action, read out by a screen reader: at once where it is trouble."""
    if not words:
        return '<p class="notice" role="status"></p>'
    kind, role = ("trouble", "alert") if trouble else ("success", "status")
    return f'<p class="notice {kind}" role="{role}" dir="auto">{escaped(words)}</p>'


def quoted(text: str, css: str) -> str:
    """A passage in quotation marks, its own where it has them."""
    own = " own" if text.strip()[:1] in _QUOTES else ""
    return f'<q class="{css}{own}" dir="auto">{escaped(text)}</q>'


def search_box(event: str, label: str, hint: str, words: str) -> str:
    """A labelled box whose words are sent as an event while they are typed."""
    return (
        f'<label class="search"><span>{escaped(label)}</span><input type="search"'
        f' data-input="{event}" value="{escaped(words)}" placeholder="{escaped(hint)}"'
        ' maxlength="200" autocomplete="off" spellcheck="false"></label>'
    )
