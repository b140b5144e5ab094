import pytest

from index.sources.paging import all_pages, next_page, same_article

URL = "https://kabar.example/read/2024/feri-baru"


def link(href: str, words: str = "2", more: str = "") -> str:
    return f'<a href="{href}" {more}>{words}</a>'


@pytest.mark.parametrize(
    ("url", "page", "following"),
    [
        (URL, link("?page=2"), f"{URL}?page=2"),
        (URL, link(f"{URL}?halaman=2#isi", "Halaman 2"), f"{URL}?halaman=2"),
        (URL, link("feri-baru/2", "Selanjutnya »".replace(" »", "")), f"{URL}/2"),
        (URL + "/", link("2/", "Berikutnya"), f"{URL}/2/"),
        (URL, link(f"{URL}/page/2", "Next"), f"{URL}/page/2"),
        (URL, link("?page=2", "", "rel=next"), f"{URL}?page=2"),
        (URL, link("?page=2", "", 'aria-label="Halaman berikutnya"'), f"{URL}?page=2"),
        (URL, f'<head><link rel="next" href="{URL}?page=2"></head>', f"{URL}?page=2"),
        (f"{URL}?page=2", link("?page=1", "1") + link("?page=3", "3"), f"{URL}?page=3"),
        (f"{URL}/2", link(f"{URL}/3", "3"), f"{URL}/3"),
        (f"{URL}?id=7", link("?id=7&page=2"), f"{URL}?id=7&page=2"),
        (f"{URL}?utm_source=rss", link("?page=2"), f"{URL}?page=2"),
        # not the next page, or not of this article
        (f"{URL}?page=2", link("?page=1", "Sebelumnya"), None),
        (f"{URL}?page=2", link("?page=2"), None),
        (URL, link("?page=3", "3"), None),
        (URL, link("?page=2", "Komentar"), None),
        (URL, link("?page=2", "5"), None),
        (f"{URL}?id=7", link("?id=8&page=2"), None),
        (URL, link("/read/2024/lain?page=2"), None),
        (URL, link("/read/2024/artikel-lain", "Selanjutnya", "rel=next"), None),
        (URL, link("https://lain.example/read/2024/feri-baru?page=2"), None),
        ("https://kabar.example/?p=1234", link("/?p=1235", "Selanjutnya"), None),
        ("https://kabar.example/berita/1234", link("/berita/1235", "Next"), None),
        (URL, link("javascript:next(2)"), None),
        (URL, link("http://[::1?page=2"), None),
        (URL, "", None),
        (URL, "\0<", None),
    ],
)
def test_finds_the_next_page(url: str, page: str, following: str | None) -> None:
    assert next_page(page, url) == following


@pytest.mark.parametrize(
    ("url", "page", "whole"),
    [
        (URL, link("?page=all#page2", "Tampilkan Semua"), f"{URL}?page=all"),
        (URL, link(f"{URL}?single=1", "Tampilkan semua"), f"{URL}?single=1"),
        (f"{URL}?page=2", link("?page=all", "Semua"), f"{URL}?page=all"),
        (URL, link(f"{URL}/all", "Lihat semua halaman"), f"{URL}/all"),
        (URL, link(f"{URL}/all", "Indeks"), None),
        (f"{URL}?page=all", link("?page=all", "Semua"), None),
        (URL, link("?page=1", "1"), None),
        (URL, link("/read/2024/lain?page=all", "Semua"), None),
        (URL, link("/search?view=all", "Lihat semua"), None),
    ],
)
def test_finds_the_whole_article(url: str, page: str, whole: str | None) -> None:
    assert all_pages(page, url) == whole


def test_pages_of_one_article() -> None:
    assert same_article(URL, f"{URL}/2")
    assert same_article(f"{URL}?page=2", f"{URL}?page=3")
    assert not same_article(URL, "https://kabar.example/")
    assert not same_article(f"{URL}?id=1", f"{URL}?id=2")
