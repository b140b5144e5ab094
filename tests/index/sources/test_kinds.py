import gzip

import pytest

from index.sources.fetch import Fetched
from index.sources.kinds import kind_of, suffix_of, text_of

RSS = b'<?xml version="1.0"?>\n<!-- a -->\n<rss version="2.0"><channel/></rss>'
SITEMAP = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>'
PAGE = b"<!DOCTYPE html>\n<html><p>Halo</p></html>"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def fetched(
    content: bytes, type: str = "", path: str = "/a", charset: str | None = None
) -> Fetched:
    return Fetched(f"http://kabar.example{path}", 200, type, charset, content, None, None, False)


@pytest.mark.parametrize(
    ("content", "type", "kind"),
    [
        (RSS, "text/html", "feed"),
        (b"\xef\xbb\xbf\r\n" + RSS, "text/plain", "feed"),
        (b'<rdf:RDF xmlns:rdf="a">', "", "feed"),
        (b'<?xml-stylesheet href="a"?><feed xmlns="http://www.w3.org/2005/Atom">', "", "feed"),
        ("<?xml version='1.0' encoding='utf-16'?><rss>".encode("utf-16"), "", "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "", "feed"),
        (SITEMAP, "text/html", "sitemap"),
        (b'<s:sitemapindex xmlns:s="a">', "", "sitemap"),
        (gzip.compress(SITEMAP, mtime=0), "application/x-gzip", "sitemap"),
        (b"http://kabar.example/1\nhttps://kabar.example/2\n", "text/plain", "sitemap"),
        (PAGE, "", "page"),
        (PAGE, "application/octet-stream", "page"),
        (b"<html><body>&lt;rss&gt;<rss></html>", "text/html", "page"),
        (b"Halo, teks biasa dengan <rss> di dalamnya", "text/html", "page"),
        (b"Halo, teks biasa", "text/plain", "document"),
        (b"%PDF-1.7 ...", "text/html", "document"),
        (b'{"judul": "a"}', "application/json", "document"),
        (b"\x1f\x8bbukan gzip", "", "document"),
    ],
)
def test_tells_kinds_by_the_content(content: bytes, type: str, kind: str) -> None:
    assert kind_of(fetched(content, type)) == kind


@pytest.mark.parametrize(
    ("content", "type", "path", "suffix"),
    [
        (PAGE, "text/html", "/a.php", ".html"),
        (PAGE, "text/plain", "/a.txt", ".html"),
        (b"Halo", "application/xhtml+xml", "/", ".html"),
        (b"Halo", "text/plain", "/a", ".txt"),
        (b"Halo", "text/plain", "/a.md", ".md"),
        (b"%PDF-1.4", "text/html", "/unduh", ".pdf"),
        (b"\0", "application/pdf", "/unduh", ".pdf"),
        (b"PK\x03\x04", DOCX, "/unduh", ".docx"),
        (b"PK\x03\x04", "application/octet-stream", "/a.docx", ".docx"),
        (b"PK\x03\x04", "", "/a", ".zip"),
        (b"\0", "application/octet-stream", "/siaran.PDF?v=1", ".pdf"),
        (b"\0", "image/png", "/a.html", ".png"),
        (b"Halo", "", "/berita.htm", ".html"),
        (b"Halo", "", "/berita.2024", ""),
        (b"Halo", "", "/berita", ""),
    ],
)
def test_names_suffixes(content: bytes, type: str, path: str, suffix: str) -> None:
    assert suffix_of(fetched(content, type, path)) == suffix


def test_decodes_as_the_server_says() -> None:
    assert text_of(fetched("é".encode("latin-1"), charset="iso-8859-1")) == "é"
    assert text_of(fetched("é".encode())) == "é"
    with pytest.raises(ValueError, match="is a PDF"):
        text_of(fetched(b"%PDF-1.4"))
