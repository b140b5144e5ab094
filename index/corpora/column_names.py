"""What people call their columns, in Indonesian and English."""

import re

# Names as ``normal`` gives them, the surest first. No name of a column that says when a row was
# made or fetched: created_at, timestamp and their like are no date of publication.
NAMES: dict[str, tuple[str, ...]] = {
    "text": tuple(
        """
        text full_text fulltext isi konten body body_text content contents teks naskah story
        isi_lengkap text_content maintext main_text paragraf paragraphs clean_text berita artikel
        article news
        """.split()
    ),
    "title": tuple("title judul headline headlines tajuk judul_lengkap heading".split()),
    "url": tuple(
        """
        url link tautan permalink canonical_url canonical web_url page_url source_url url_sumber
        link_sumber alamat_url uri href guid source sumber website
        """.split()
    ),
    "published": tuple(
        """
        published published_at published_date published_time published_on publish_date
        publish_time publish_at date_published date_publish publication_date publication_time
        pub_date pubdate date_pub tanggal_terbit tanggal_publikasi tanggal_publish
        tanggal_tayang tanggal_rilis tgl_terbit tgl_publikasi tgl_publish waktu_terbit
        waktu_tayang waktu_publikasi diterbitkan terbit tanggal tgl release_date date datetime
        date_time waktu hari_tanggal
        """.split()
    ),
    "updated": tuple(
        """
        updated updated_at updated_date date_updated modified modified_at date_modified
        modified_date modified_time last_modified lastmod last_updated diperbarui
        tanggal_diperbarui tanggal_update tanggal_perubahan tgl_update waktu_update
        """.split()
    ),
    "author": tuple(
        """
        author authors author_name nama_penulis penulis wartawan nama_wartawan jurnalis
        journalist reporter byline by_line writer pewarta oleh creator
        """.split()
    ),
    "editor": tuple("editor editors editor_name nama_editor penyunting redaktur".split()),
    "outlet": tuple(
        """
        outlet media source sumber source_name nama_sumber media_name nama_media publisher
        publisher_name publication site_name nama_situs situs site website portal newspaper
        koran surat_kabar penerbit domain
        """.split()
    ),
    "section": tuple(
        """
        section section_name category category_name categories kategori nama_kategori rubrik
        kanal channel desk topik topic
        """.split()
    ),
    "tags": tuple(
        "tags tag keywords keyword kata_kunci katakunci topics tagar tag_names tags_name".split()
    ),
    "language": tuple("language lang bahasa language_code".split()),
    "id": tuple("id article_id id_artikel id_berita news_id doc_id docid uuid id_oid kode".split()),
}
MAY_BE_IDS = frozenset("berita artikel article news".split())  # of text's names
_AROUND = frozenset(  # words that say no more than that a table of articles is one of articles
    "article articles artikel berita news post doc document dokumen item data record fields "
    "attributes web".split()
)
_HUMP = re.compile(r"([a-z0-9])([A-Z])")
_APART = re.compile(r"[^a-z0-9]+")
_OTHER_TIMES = frozenset(
    """
    scrape scraped scraping crawl crawled crawling fetch fetched download downloaded index
    indexed insert inserted ingest ingested import imported added access accessed retrieved
    collected saved stored created create timestamp modified updated update lastmod last deleted
    expired expires diambil diunduh diakses disimpan dibuat diindeks pengambilan unduh
    birth lahir deadline event kejadian start end mulai selesai
    """.split()
)
_OTHER_LINKS = frozenset(
    """
    image images img gambar foto photo photos picture thumbnail thumb video audio avatar logo
    icon feed rss author penulis profile home homepage site domain amp comments
    """.split()
)


def normal(name: str) -> str:
    """A name as ``NAMES`` writes it: 'Judul Berita' -> 'judul_berita', 'pubDate' -> 'pub_date'."""
    inner = name.removeprefix("_source.")  # where Elasticsearch keeps what was put into it
    return _APART.sub("_", _HUMP.sub(r"\1_\2", inner).lower()).strip("_")


def fields_called(name: str) -> dict[str, int]:
    """The fields that a column of this name may give, with the rank of the name, from 0."""
    written = normal(name)
    for candidate in (written, _bare(written)):
        found = {
            field: names.index(candidate) for field, names in NAMES.items() if candidate in names
        }
        if found:
            return found
    return {}


def tells_another_time(name: str) -> bool:
    """Whether a name says that its time isn't the publication's: 'scraped_at', 'created'."""
    return not _OTHER_TIMES.isdisjoint(normal(name).split("_"))


def links_elsewhere(name: str) -> bool:
    """Whether a name says that its URL isn't the article's: 'image_url', 'feed'."""
    return not _OTHER_LINKS.isdisjoint(normal(name).split("_"))


def _bare(written: str) -> str:
    """Without the words around that say nothing: 'isi_berita' -> 'isi'."""
    words = written.split("_")
    while len(words) > 1 and words[0] in _AROUND:
        words = words[1:]
    while len(words) > 1 and words[-1] in _AROUND:
        words = words[:-1]
    return "_".join(words)
