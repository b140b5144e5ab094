"""What a page's markup says about its article: JSON-LD, meta elements, microdata.

Sites write this for search engines, by template: a value that can't be an article's (a date of
1970, a keyword 'berita terkini', an author with an address) is left out.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.dates import is_plausible, parse_date
from index.labels import tidy_tags
from index.urls import article_url, web_url

_MAX_NODES = 500  # of JSON-LD; pages have about ten
_ARTICLE = re.compile(r"\w*(?:Article|BlogPosting)|Report|LiveBlogPosting", re.IGNORECASE)
_NO_ARTICLE = re.compile(
    r"(?:video(?:\.\w+)?|VideoObject|ImageGallery|MediaGallery|gallery|photo)", re.IGNORECASE
)
_FILM = re.compile(r"(?:read|berita)?-?(?:foto|photo|galeri|gallery|video|in-?picture)s?", re.I)
_PUBLISHED = """
    article:published_time datepublished og:published_time pubdate publishdate publish-date
    publish_date date dc.date dc.date.issued dcterms.created article.published sailthru.date
    parsely-pub-date content_publisheddate content_publishdate originalpublicationdate
    """.split()
_UPDATED = """
    article:modified_time datemodified og:updated_time og:modified_time lastmod last-modified
    revised dcterms.modified article.updated content_lastupdateddate
    """.split()
_EDITORS = "editor article:editor content_editor".split()
_SECTIONS = "article:section articlesection content_category parsely-section".split()
_TAGS = "article:tag news_keywords parsely-tags content_tag keywords".split()
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{4,60})"')
_SITE_S_OWN = re.compile(
    r"(?:berita|portal|situs|media|news|kabar|info|informasi)(?: (?:terkini|terbaru|indonesia|"
    r"online|hari ini|terpercaya|populer|utama|nasional|today|update|portal|berita))*",
    re.IGNORECASE,
)
_FUNCTION_WORDS = frozenset(
    "di ke yang dan dengan untuk dari ini itu pada oleh sebuah tapi ada akan bisa tak tidak "
    "jangan the of and to in".split()
)
_ADDRESS = re.compile(r"https?:|www\.|@|^\S+\.(?:com|co|id|net|org)\S*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Declared:
    """What the markup says; dates are ISO 8601. ``article`` is False for a video or a gallery."""

    published: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    editor: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    url: str | None = None
    article: bool = True


def declared(root: Any) -> Declared:
    """What the markup of a parsed page says about its article."""
    nodes, meta = list(_json_nodes(root)), _meta(root)
    node = next((node for node in nodes if _is_article(node)), {})
    keywords = _strings(node.get("keywords"))
    url = _url(root, node)
    prefixed = dict(word.split(":", 1) for word in keywords if ":" in word)
    tags = [word for word in keywords if ":" not in word]
    editors = [*_names(node.get("editor")), *_names(prefixed.get("Editor"))]
    return Declared(
        published=_date(node.get("datePublished"))
        or _broken_json_date(root)
        or _first_date(meta, _PUBLISHED),
        updated=_date(node.get("dateModified")) or _first_date(meta, _UPDATED),
        authors=tuple(_names(node.get("author"))),
        editor=next(iter([*editors, *_names(_first(meta, _EDITORS))]), None),
        section=_section(_strings(node.get("articleSection")), meta),
        tags=_tags(tags) or next(filter(None, (_tags(meta.get(name, [])) for name in _TAGS)), ()),
        url=url,
        article=(bool(node) or not _is_other(nodes, meta)) and not _names_film(url),
    )


def _json_nodes(root: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD, those in lists and @graph too; not what they refer to."""
    waiting: list[Any] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            try:
                waiting.append(json.loads(script.text.strip().rstrip(";"), strict=False))
            except (ValueError, RecursionError):
                continue  # as browsers do: the page's lines still speak
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting = [*value[:_MAX_NODES], *waiting]
        elif isinstance(value, dict):
            yield value
            graph = value.get("@graph")
            waiting = [*(graph[:_MAX_NODES] if isinstance(graph, list) else []), *waiting]


def _is_article(node: dict[str, Any]) -> bool:
    return any(_ARTICLE.fullmatch(kind) for kind in _strings(node.get("@type"), parted=False))


def _is_other(nodes: list[dict[str, Any]], meta: dict[str, list[str]]) -> bool:
    kinds = [kind for node in nodes for kind in _strings(node.get("@type"), parted=False)]
    return any(_NO_ARTICLE.fullmatch(kind.strip()) for kind in [*kinds, *meta.get("og:type", [])])


def _names_film(url: str | None) -> bool:
    """Whether an address is of a site's photographs or videos: 'foto.kabar.com', '/video/7'."""
    return any(_FILM.fullmatch(part) for part in re.split(r"[/.?]", url or ""))


def _meta(root: Any) -> dict[str, list[str]]:
    """The contents of meta elements and of dated elements, by lower-case name."""
    found: dict[str, list[str]] = {}
    for element in root.iter("meta", "time"):
        content = element.get("content") or element.get("datetime") or ""
        for key in ("property", "name", "itemprop"):
            if (name := element.get(key)) and content.strip():
                found.setdefault(name.strip().lower(), []).append(content[:2000])
    return found


def _first(meta: dict[str, list[str]], names: list[str]) -> str | None:
    return next((meta[name][0] for name in names if name in meta), None)


def _first_date(meta: dict[str, list[str]], names: list[str]) -> str | None:
    return next(filter(None, (_date(meta[name][0]) for name in names if name in meta)), None)


def _date(value: Any) -> str | None:
    iso = parse_date(value[:60]) if isinstance(value, str) else None
    return iso if iso and is_plausible(iso) else None


def _broken_json_date(root: Any) -> str | None:
    """The date of JSON-LD that is none: an unescaped quotation mark in a title is common."""
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            for match in _JSON_DATE.finditer(script.text):
                if iso := _date(match[1]):
                    return iso
    return None


def _strings(value: Any, parted: bool = True) -> list[str]:
    """The strings in a value, also in lists of lists; ``parted`` at their commas."""
    found: list[str] = []
    waiting = [value]
    for _ in range(_MAX_NODES):
        if not waiting:
            break
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting = [*one[:_MAX_NODES], *waiting]
        elif isinstance(one, str):
            found.extend(part.strip() for part in (one.split(",") if parted else [one]))
    return [text for text in found if text]


def _names(value: Any) -> Iterator[str]:
    """The people that an author or editor names: strings, objects, lists of them."""
    for one in value[:10] if isinstance(value, list) else [value]:
        kind = str(one.get("@type", "")) if isinstance(one, dict) else ""
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str) and kind != "Organization":
            name = " ".join(name.split())
            if 1 < len(name) <= 80 and len(name.split()) <= 6 and not _ADDRESS.search(name):
                yield name


def _section(named: list[str], meta: dict[str, list[str]]) -> str | None:
    for section in [*named, *(meta[name][0] for name in _SECTIONS if name in meta)]:
        section = " ".join(section.split())
        if 1 < len(section) <= 40 and not _ADDRESS.search(section):
            return section
    return None


def _tags(contents: list[str]) -> tuple[str, ...]:
    """Keywords without the site's own; none where they are a title cut into words."""
    words = [part.strip() for content in contents for part in content.split(",")]
    if any(word.lower() in _FUNCTION_WORDS for word in words):
        return ()
    return tidy_tags(
        [word for word in words if not _SITE_S_OWN.fullmatch(word) and not _ADDRESS.search(word)]
    )


def _url(root: Any, node: dict[str, Any]) -> str | None:
    """The canonical address: the link's, else og:url, else the one in JSON-LD."""
    links = [
        element.get("href") or ""
        for element in root.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    ]
    shared = [
        element.get("content") or ""
        for element in root.iter("meta")
        if element.get("property") == "og:url"
    ]
    entity = node.get("mainEntityOfPage")
    named = [entity.get("@id") if isinstance(entity, dict) else entity, node.get("url")]
    for written in [*links[:1], *shared[:1], *named]:
        if isinstance(written, str) and (url := web_url(written, front_page=False)):
            return article_url(url)
    return None
