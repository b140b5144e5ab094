import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sources.entries import Entry, canonical, is_since
from index.sources.feeds import feed_links, read_feed
from index.sources.sitemaps import read_sitemap

BASE = "https://kabar.example/feed.xml"
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">
<channel><title>Kabar</title><link>https://kabar.example/</link>
<image><title>Logo</title><link>https://kabar.example/logo</link></image>
<item><media:title>Foto</media:title><title>Pasar &amp;amp; Pelabuhan &nbsp; <b>Baru</b></title>
 <link> https://kabar.example/1?a=1&amp;b=2#x </link>
 <pubDate>Mon, 04 Mar 2024 09:10:00 +0700</pubDate></item>
<item><title><![CDATA[<i>Feri</i> & Kapal]]></title>
 <link>/2</link><dc:date>2024-03-05</dc:date></item>
<item><title>Tanpa tanggal</title><guid>https://kabar.example/3</guid></item>
<item><title>Nomor saja</title><guid isPermaLink="false">https://kabar.example/nomor</guid></item>
<item><link>http://feeds.example/~r/4</link><pubDate>Selasa, 05 Maret 2024 23:00 WIB</pubDate>
 <feedburner:origLink>https://kabar.example/4</feedburner:origLink></item>
<item><title>Depan</title><link>https://kabar.example/</link></item>
<item><title>Berkas</title><link>file:///etc/passwd</link></item>
<item><atom:link href="https://kabar.example/5"/><pubDate>kemarin</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="/feed.xml"/>
<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Kapal <b>tua</b></div></title>
 <link rel="edit" href="/edit/1"/><link rel="alternate" href="1"/><id>tag:kabar.example,1</id>
 <published>2024-03-04T02:10:00Z</published><updated>2024-03-06T00:00:00Z</updated></entry>
<entry><title>Kedua</title><link href="/2"/><updated>2024-03-05T00:00:00Z</updated></entry>
<entry><id>https://kabar.example/3</id></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://kabar.example/"><title>Kabar</title></channel>
<item rdf:about="https://kabar.example/1"><title>Satu</title><dc:date>2024-03-04T09:10+07:00</dc:date></item>
</rdf:RDF>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "items": [
        {"id": "7", "url": "/7", "title": "Tujuh", "date_published": "2024-03-04T09:10:00+07:00"},
        {"id": "https://kabar.example/8", "date_modified": "2024-03-09"},
        {"id": 9, "url": None},
        {"external_url": "https://lain.example/9", "title": 5},
        "sepuluh",
    ],
}


def test_reads_rss() -> None:
    assert read_feed(RSS.encode(), BASE) == [
        Entry("https://kabar.example/4", "2024-03-05T23:00+07:00"),
        Entry("https://kabar.example/2", "2024-03-05", "Feri & Kapal"),
        Entry(
            "https://kabar.example/1?a=1&b=2",
            "2024-03-04T09:10:00+07:00",
            "Pasar & Pelabuhan Baru",
        ),
        Entry("https://kabar.example/3", None, "Tanpa tanggal"),
        Entry("https://kabar.example/5"),
    ]


def test_reads_atom() -> None:
    assert read_feed(ATOM.encode(), BASE) == [
        Entry("https://kabar.example/2", None, "Kedua", "2024-03-05T00:00:00+00:00"),
        Entry(
            "https://kabar.example/1",
            "2024-03-04T02:10:00+00:00",
            "Kapal tua",
            "2024-03-06T00:00:00+00:00",
        ),
        Entry("https://kabar.example/3"),
    ]


def test_reads_rss_1() -> None:
    assert read_feed(RDF.encode(), BASE) == [
        Entry("https://kabar.example/1", "2024-03-04T09:10+07:00", "Satu")
    ]


def test_reads_json() -> None:
    assert read_feed(json.dumps(JSON).encode(), BASE) == [
        Entry("https://kabar.example/8", None, None, "2024-03-09"),
        Entry("https://kabar.example/7", "2024-03-04T09:10:00+07:00", "Tujuh"),
        Entry("https://lain.example/9"),
    ]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[" * 100_000, b'{"a":' * 100_000, b"<rss", b"<rss/>", b'{"items": 5}', b"a"],
)
def test_what_names_nothing(content: bytes) -> None:
    assert read_feed(content, BASE) == []


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    cut = RSS[: RSS.index("<dc:date>")]
    assert [entry.url for entry in read_feed(b"\n " + cut.encode(), BASE)] == [
        "https://kabar.example/1?a=1&b=2",
        "https://kabar.example/2",
    ]


def test_ampersands_as_feeds_write_them() -> None:
    feed = b"""<rss><item><title>A&nbsp;&amp; B &Eacute; &tak; & &#x43;</title>
    <link>/1?a=1&b=2</link></item><item><link>/2?a=1&amp;b=2</link></item>
    <item><link><![CDATA[/3?a=1&b=2]]></link></item></rss>"""
    assert read_feed(feed, BASE) == [
        Entry("https://kabar.example/1?a=1&b=2", None, "A & B É &tak; & C"),
        Entry("https://kabar.example/2?a=1&b=2"),
        Entry("https://kabar.example/3?a=1&b=2"),
    ]


def test_entities_are_not_expanded(tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("a") / "rahasia.txt"
    secret.write_text("rahasia")
    nested = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    feed = f"""<!DOCTYPE rss [<!ENTITY e0 "boom">{nested}<!ENTITY f SYSTEM "{secret.as_uri()}">]>
    <rss><item><title>&f;&e9;</title><link>https://kabar.example/1</link></item></rss>"""
    assert read_feed(feed.encode(), BASE) == [Entry("https://kabar.example/1", None, "&f;&e9;")]


FRAGMENTS = """<rss> <item> <link> </link> /a http://a.b/c http://a:: http://[ <url> <loc> </loc>
<title> &amp; & &nbsp; <![CDATA[ ]]> <!-- --> <?xml?> <urlset> <feed> <entry> <pubDate> 2024-03-04
<!DOCTYPE a [<!ENTITY b "c">]> {"items":[ } ] " , [ { \0""".split(" ")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join))
def test_no_content_breaks_it(content: str) -> None:
    read_sitemap(content.encode(), BASE)
    for entry in read_feed(content.encode(), BASE):
        assert canonical(entry.url)
        assert isinstance(is_since(entry, "2024-03-04"), bool)


@pytest.mark.filterwarnings("ignore:SOCKS support in urllib3")  # trafilatura asks for it once
def test_finds_the_feeds_of_a_page() -> None:
    page = """<html><head>
    <link rel="alternate" type="application/rss+xml" href="/rss">
    <link rel="alternate" type="application/rss+xml" href="/comments/feed">
    <link rel="alternate" type="application/atom+xml" href="https://lain.example/atom.xml">
    <link rel="alternate" hreflang="en" href="/en"></head></html>"""
    assert feed_links(page, "https://kabar.example/") == [
        "https://kabar.example/rss",
        "https://lain.example/atom.xml",
    ]
    assert feed_links("<p>halo</p>", "https://kabar.example/") == []
    assert feed_links("", "https://kabar.example/") == []
