"""Pages of outlets that don't exist, in the shapes that Indonesian sites have."""

import json

import pytest
from lxml.html import document_fromstring  # type: ignore[import-untyped]  # no stubs

from index.html import read_html
from index.page_data import Declared, declared
from index.urls import article_url, web_url

PORTAL = """<!doctype html><html lang="id-ID"><head>
<title>Banjir Surut, Warga Kembali - KabarLembah</title>
<link rel="canonical" href="https://www.kabarlembah.com/read/77/banjir-surut">
<meta property="og:type" content="article"><meta property="og:site_name" content="KabarLembah">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
{"@type":"WebSite","name":"KabarLembah"},
{"@type":["NewsArticle"],"headline":"Banjir Surut, Warga Kembali",
"datePublished":"2024-03-05T10:15:00+07:00","dateModified":"2024-03-06T09:00:00+07:00",
"author":[{"@type":"Person","name":"Sari Melati"},{"@type":"Organization","name":"KabarLembah"}],
"editor":{"@type":"Person","name":"Tono Wibawa"},"articleSection":"Nusantara",
"keywords":["banjir","Lembah Hijau","Editor:Tono Wibawa","Nusantara:Daerah"]}]}</script></head>
<body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/n">Nasional</a></li></ul></nav></header>
<div class="bc"><a href="/">Home</a> <a href="/n">Nusantara</a></div>
<h1>Banjir Surut, Warga Kembali</h1>
<div class="by">Sari Melati - KabarLembah</div><div>Selasa, 05 Mar 2024 10:15 WIB</div>
<div><a href="#">Bagikan</a><button>Salin</button></div>
<figure><img src="a.jpg">
<figcaption>Warga membersihkan rumah. (Foto: Tono/KabarLembah)</figcaption></figure>
<div class="body">
<p><strong>Lembah Hijau</strong> - Banjir yang merendam tiga desa di Lembah Hijau mulai surut
pada Selasa pagi.</p>
<div>ADVERTISEMENT</div><div>SCROLL TO CONTINUE WITH CONTENT</div>
<p>"Air tinggal semata kaki," kata kepala desa, Made Suarta.</p>
<table><tr><td>Baca juga:</td></tr>
<tr><td><a href="/x">Banjir Rendam Tiga Desa di Lembah Hijau</a></td></tr></table>
<p>Warga mulai kembali ke rumah masing-masing dan membersihkan lumpur.</p>
<p>[Gambas:Video Kabar]</p>
<p>Simak Video "Video: Detik-detik Tanggul Jebol"</p>
<p>Pemerintah kabupaten menyiapkan dapur umum sampai akhir pekan. <strong>(sml/tnw)</strong></p>
</div>
<div>Halaman <a href="?p=1">1</a> <a href="?p=2">2</a></div>
<div><a href="/tag/banjir">banjir</a> <a href="/tag/lembah">lembah hijau</a></div>
<h2>Berita Terkait</h2><ul><li><a href="/y">Hujan Deras, Tanggul Jebol di Dua Titik</a></li></ul>
<h2>Komentar</h2><p>Semoga cepat pulih semua ya, kami di sini ikut berdoa.</p>
<footer>Copyright 2024 KabarLembah</footer></body></html>"""

WORDPRESS = """<html lang="id"><head><title>Panen Raya Bawang – Suara Pesisir</title>
<meta property="article:published_time" content="2023-08-01T02:00:00+00:00">
<meta property="article:modified_time" content="2023-08-01T02:00:20+00:00">
<meta property="article:section" content="Ekonomi"><meta property="article:tag" content="bawang">
<meta property="article:tag" content="panen raya">
<meta property="og:url" content="https://m.suarapesisir.co.id/2023/08/panen/amp/?utm_source=wa&p=2&fbclid=x">
</head><body><div id="top"><span>Jumat, 20 November 2026</span><a href="/">Suara Pesisir</a></div>
<ul class="menu"><li><a href="/a">Beranda</a></li><li><a href="/b">Ekonomi</a></li></ul>
<article><h1 class="entry-title">Panen Raya Bawang di Pesisir Selatan</h1>
<div class="meta">Oleh Rina Kartika | 1 Agustus 2023</div>
<div class="entry"><p>SUARAPESISIR.CO.ID, TANJUNG KARANG – Petani bawang di pesisir selatan
memulai panen raya.</p>
<p>Harga di tingkat petani mencapai Rp 25.000 per kilogram, naik dari Rp 18.000 pada bulan lalu.</p>
<p>BACA JUGA: <a href="/q">Harga Cabai Turun</a></p>
<h3>Gudang baru</h3>
<p>Koperasi membangun gudang berkapasitas 40 ton agar hasil panen tahan lama.</p>
<p>Ikuti berita terkini dari Suara Pesisir di Google News, klik di sini.</p></div>
<div class="tags">Tags: bawang, panen raya</div></article>
<section><h3>Related Posts</h3>
<div><a href="/1">Nelayan Tak Melaut</a><p>Nelayan tidak melaut selama tiga hari karena
 gelombang tinggi di laut selatan.</p></div>
<div><a href="/2">Pasar Ikan Dibuka Lagi</a><p>Pasar ikan dibuka lagi setelah diperbaiki
selama dua bulan oleh pemerintah kota.</p></div></section>
<p>Dilarang mengambil konten di situs ini tanpa izin tertulis dari redaksi.</p></body></html>"""


def test_portal_page() -> None:
    cleaned, url, language = read_html(PORTAL)
    assert cleaned.title == "Banjir Surut, Warga Kembali"
    assert cleaned.text.split("\n\n") == [
        "Lembah Hijau - Banjir yang merendam tiga desa di Lembah Hijau mulai surut pada "
        "Selasa pagi.",
        '"Air tinggal semata kaki," kata kepala desa, Made Suarta.',
        "Warga mulai kembali ke rumah masing-masing dan membersihkan lumpur.",
        "Pemerintah kabupaten menyiapkan dapur umum sampai akhir pekan.",
    ]
    assert cleaned.published == "2024-03-05T10:15+07:00"
    assert cleaned.updated == "2024-03-06T09:00:00+07:00"
    assert (cleaned.author, cleaned.editor) == ("Sari Melati", "Tono Wibawa")
    assert (cleaned.section, cleaned.tags) == ("Nusantara", ("banjir", "Lembah Hijau"))
    assert (url, language) == ("https://www.kabarlembah.com/read/77/banjir-surut", "id")


def test_wordpress_page() -> None:
    cleaned, url, _ = read_html(WORDPRESS)
    assert cleaned.title == "Panen Raya Bawang di Pesisir Selatan"
    assert cleaned.text.split("\n\n") == [
        "SUARAPESISIR.CO.ID, TANJUNG KARANG – Petani bawang di pesisir selatan memulai panen raya.",
        "Harga di tingkat petani mencapai Rp 25.000 per kilogram, naik dari Rp 18.000 pada bulan "
        "lalu.",
        "Gudang baru",
        "Koperasi membangun gudang berkapasitas 40 ton agar hasil panen tahan lama.",
    ]
    assert cleaned.published == "2023-08-01T02:00:00+00:00"
    assert cleaned.updated is None  # twenty seconds later is no update
    assert cleaned.author == "Rina Kartika"
    assert (cleaned.section, cleaned.tags) == ("Ekonomi", ("bawang", "panen raya"))
    assert url == "https://www.suarapesisir.co.id/2023/08/panen?p=2"


GALLERY = """<html><head><title>Pawai Lampion</title></head><body>
<h1>Pawai Lampion di Kota Baru</h1>
<p>Minggu, 10 Maret 2024 19:00 WIB</p>
<figure><figcaption>Anak-anak membawa lampion di jalan utama Kota Baru, Minggu malam.
</figcaption></figure>
<figure><figcaption>Warga menonton pawai lampion dari balkon rumah mereka.</figcaption></figure>
<h2>Berita Terkait</h2>
<div><a href="/1">Nelayan Tak Melaut</a><p>Nelayan tidak melaut selama tiga hari.</p></div>
<div><a href="/2">Pasar Ikan Dibuka</a><p>Pasar ikan dibuka lagi setelah diperbaiki.</p></div>
</body></html>"""
VIDEO = """<html><head><title>Detik-detik Tanggul Jebol</title>
<meta property="og:type" content="video.other">
</head><body><h1>Detik-detik Tanggul Jebol</h1><p>Senin, 4 Maret 2024 10:00 WIB</p>
<p>Rekaman warga memperlihatkan tanggul yang jebol di Lembah Hijau.</p>
<h2>Video Lainnya</h2><ul><li><a href="/1">Banjir Rendam Tiga Desa di Lembah</a></li>
<li><a href="/2">Warga Mengungsi ke Bukit</a></li></ul></body></html>"""
FRONT = """<html><head><title>Kabar Pesisir</title></head><body><h1>Kabar Pesisir</h1>
<div><a href="/1">Nelayan Tak Melaut Tiga Hari</a><p>Nelayan tidak melaut selama tiga hari karena
gelombang tinggi di laut selatan.</p></div>
<div><a href="/2">Pasar Ikan Kini Dibuka Lagi</a><p>Pasar ikan dibuka lagi setelah diperbaiki
selama dua bulan oleh pemerintah kota.</p></div>
<div><a href="/3">Bupati Lantik Camat yang Baru</a><p>Bupati melantik camat baru dalam sebuah
upacara di pendopo pada Minggu sore.</p></div>
<div><a href="/4">Panen Raya Bawang di Pesisir</a><p>Petani bawang di pesisir selatan memulai panen
raya, harga naik.</p></div></body></html>"""


ONE_PHOTO = VIDEO.replace(
    '<meta property="og:type" content="video.other">',
    '<meta property="og:url" content="https://finance.kabar.com/readfoto/2024/03/tanggul-jebol">',
)


@pytest.mark.parametrize("page", [GALLERY, VIDEO, ONE_PHOTO, FRONT])
def test_pages_without_an_article(page: str) -> None:
    assert read_html(page)[0].text == ""


def test_gallery_keeps_its_title_and_date() -> None:
    cleaned = read_html(GALLERY)[0]
    assert cleaned.title == "Pawai Lampion di Kota Baru"
    assert cleaned.published == "2024-03-10T19:00+07:00"


def said(head: str) -> Declared:
    return declared(document_fromstring(f"<html><head>{head}</head><body></body></html>"))


def ld(value: object) -> Declared:
    text = value if isinstance(value, str) else json.dumps(value)
    return said(f'<script type="application/ld+json">{text}</script>')


ARTICLE = {"@type": "NewsArticle", "headline": "Banjir"}
DATED = {**ARTICLE, "datePublished": "2024-03-05T10:15:00+0700"}


@pytest.mark.parametrize(
    "value",
    [
        DATED,
        [{"@type": "WebPage", "datePublished": "2020-01-01"}, DATED],
        {"@graph": [{"@type": "Person"}, DATED]},
        json.dumps(DATED).replace("Banjir", 'Ia "pulang" lagi'),
    ],
)
def test_date_in_json_ld(value: object) -> None:
    assert ld(value).published == "2024-03-05T10:15:00+07:00"


@pytest.mark.parametrize(
    "written", ["", "0001-01-01T00:00:00", "1970-01-01", "2199-01-01", "soon", None, 20240305]
)
def test_no_date_of_an_article(written: object) -> None:
    found = ld({**ARTICLE, "datePublished": written, "dateModified": written})
    assert (found.published, found.updated) == (None, None)


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Sari Melati", ("Sari Melati",)),
        ({"@type": "Person", "name": "Sari  Melati"}, ("Sari Melati",)),
        ([{"name": "Sari Melati"}, {"name": "Tono Wibawa"}], ("Sari Melati", "Tono Wibawa")),
        ({"@type": "Organization", "name": "Kabar Lembah"}, ()),
        ("https://www.facebook.com/kabar", ()),
        ("kabar.com", ()),
        ([[["x"]]], ()),
        (7, ()),
    ],
)
def test_authors(author: object, names: tuple[str, ...]) -> None:
    assert ld({**ARTICLE, "author": author}).authors == names


@pytest.mark.parametrize(
    ("keywords", "tags", "editor"),
    [
        ("banjir, Lembah Hijau", ("banjir", "Lembah Hijau"), None),
        (["banjir", "Editor:Tono Wibawa", "Tekno:Telko"], ("banjir",), "Tono Wibawa"),
        ([["banjir"], "Banjir"], ("banjir",), None),
        ("banjir, berita terkini, portal berita, kabar hari ini", ("banjir",), None),
        ("bupati, lantik, camat, di, pendopo", (), None),
        ({"a": 1}, (), None),
    ],
)
def test_keywords(keywords: object, tags: tuple[str, ...], editor: str | None) -> None:
    found = ld({**ARTICLE, "keywords": keywords})
    assert (found.tags, found.editor) == (tags, editor)


def test_meta_elements() -> None:
    found = said(
        '<meta itemprop="datePublished" content="2024-03-05 10:15:00">'
        '<meta property="article:modified_time" content="2024-03-06T09:00:00+07:00">'
        '<meta name="content_editor" content="Tono Wibawa">'
        '<meta name="content_category" content="Nusantara">'
        '<meta name="news_keywords" content="banjir,bendungan">'
        '<meta name="keywords" content="berita">'
    )
    assert found == Declared(
        published="2024-03-05T10:15:00",
        updated="2024-03-06T09:00:00+07:00",
        editor="Tono Wibawa",
        section="Nusantara",
        tags=("banjir", "bendungan"),
    )


@pytest.mark.parametrize(
    "text", ["", "[", "[" * 100_000, "null", "[[]]", '{"@graph": {"@type": 3}}', '{"@type": null}']
)
def test_json_ld_that_says_nothing(text: str) -> None:
    assert ld(text) == Declared()


@pytest.mark.parametrize(
    ("shown", "meta", "published"),
    [
        # the page's own minute and zone, not the template's UTC for local time
        ("5 Maret 2024 10:15 WIB", "2024-03-05T10:15:00Z", "2024-03-05T10:15+07:00"),
        ("5 Maret 2024", "2024-03-05T03:15:00Z", "2024-03-05T03:15:00+00:00"),
        ("20 November 2026", "2024-03-05T03:15:00Z", "2024-03-05T03:15:00+00:00"),
        ("5 Maret 2024 10:15 WIB", "2026-11-20T00:00:00Z", "2024-03-05T10:15+07:00"),
        ("5 Maret 2024 10:15 WIB", "1970-01-01T00:00:00Z", "2024-03-05T10:15+07:00"),
        ("Pesisir", "2024-03-05", "2024-03-05"),
        ("Pesisir", "0000-00-00", None),
    ],
)
def test_date_shown_and_date_declared(shown: str, meta: str, published: str | None) -> None:
    page = (
        f'<html><head><meta property="article:published_time" content="{meta}"></head><body>'
        f"<h1>Nelayan Tak Melaut Tiga Hari</h1><div>{shown}</div>"
        "<p>Nelayan tidak melaut selama tiga hari karena gelombang tinggi di laut.</p>"
        "<p>Mereka menunggu cuaca membaik sambil memperbaiki jaring.</p></body></html>"
    )
    assert read_html(page)[0].published == published


@pytest.mark.parametrize(
    "variant",
    [
        "https://www.kabar.com/read/1/banjir",
        "https://m.kabar.com/read/1/banjir",
        "https://amp.kabar.com/read/1/banjir",
        "https://www.kabar.com/amp/read/1/banjir",
        "https://m.kabar.com/read/1/banjir/amp",
        "https://www.kabar.com/read/1/banjir/amp/",
        "https://www.kabar.com/read/1/banjir?amp=1",
        "https://www.kabar.com/read/1/banjir?amp",
        "https://www.kabar.com/read/1/banjir?outputType=amp",
        "https://www.kabar.com/read/1/banjir?utm_source=wa&utm_medium=social&fbclid=abc",
        "https://www-kabar-com.cdn.ampproject.org/c/s/www.kabar.com/amp/read/1/banjir",
        "https://www.google.com/amp/s/m.kabar.com/read/1/banjir",
        "https://WWW.kabar.com/read/1/banjir",
    ],
)
def test_variants_of_an_address(variant: str) -> None:
    assert article_url(variant) == "https://www.kabar.com/read/1/banjir"


@pytest.mark.parametrize(
    ("url", "folded"),
    [
        ("http://m.kabar.co.id/x", "http://www.kabar.co.id/x"),
        ("https://m.bola.kabar.com/x", "https://bola.kabar.com/x"),
        ("https://kabar.com/x.amp.html", "https://kabar.com/x.html"),
        ("https://kabar.com/x?id=7&utm_source=a&page=2", "https://kabar.com/x?id=7&page=2"),
        ("https://kabar.com/x?q=a%20b&sort=", "https://kabar.com/x?q=a%20b&sort="),
        ("https://kabar.com/ampas-tahu", "https://kabar.com/ampas-tahu"),
        ("https://kabar.com/amp", "https://kabar.com/amp"),
        ("https://m.com/x", "https://m.com/x"),
        ("https://media.kabar.com/x", "https://media.kabar.com/x"),
        ("http://m.kabar.com:8080/x", "http://www.kabar.com:8080/x"),
    ],
)
def test_folded_addresses(url: str, folded: str) -> None:
    assert article_url(url) == folded
    assert article_url(folded) == folded


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://m.kabar.com/x">', "https://www.kabar.com/x"),
        (
            '<link rel="canonical" href=""><meta property="og:url" content="https://kabar.com/x">',
            "https://kabar.com/x",
        ),
        ('<link rel="canonical" href="https://kabar.com/">', None),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","mainEntityOfPage":'
            '{"@id":"https://kabar.com/x#a"}}</script>',
            "https://kabar.com/x",
        ),
    ],
)
def test_canonical_address(head: str, url: str | None) -> None:
    assert said(head).url == url
    assert url is None or web_url(url) == url
