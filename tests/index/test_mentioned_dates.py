import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.mentioned_dates import mentioned_dates

THURSDAY = "2017-12-07T08:56+07:00"


def read(text: str, published: str | None = THURSDAY) -> list[tuple[str, str]]:
    """The words of each date, and its days: '2017-12-05', or '2017-11-27..2017-12-03'."""
    found = mentioned_dates(text, published)
    return [
        (
            text[one.start : one.end],
            one.first if one.first == one.last else f"{one.first}..{one.last}",
        )
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "words", "days"),
    [
        ("Ia tiba kemarin sore.", "kemarin", "2017-12-06"),
        ("Ia tiba kemarin lusa.", "kemarin lusa", "2017-12-05"),
        ("Rapat digelar hari ini.", "hari ini", "2017-12-07"),
        ("Rapat digelar besok pagi.", "besok", "2017-12-08"),
        ("Rapat digelar lusa.", "lusa", "2017-12-09"),
        ("Gempa terjadi tadi malam.", "tadi malam", "2017-12-06"),
        ("Ia menegaskan, Selasa (5/12).", "Selasa (5/12)", "2017-12-05"),
        ("Ia menegaskan, Selasa malam (5/12).", "Selasa malam (5/12)", "2017-12-05"),
        ("Ia menegaskan, Selasa (5/ 12) lalu.", "Selasa (5/ 12) lalu", "2017-12-05"),
        ("Ia menegaskan, Rabu (5/12).", "Rabu (5/12)", "2017-12-05"),  # the day/month wins
        ("Mulai Jumat besok (8/12) jalan ditutup.", "Jumat besok (8/12)", "2017-12-08"),
        ("Rapat digelar besok (8/12).", "besok (8/12)", "2017-12-08"),
        ("Bazar Sabtu (6/1) itu ramai.", "Sabtu (6/1)", "2018-01-06"),
        ("Ia menyebut Selasa lalu.", "Selasa lalu", "2017-12-05"),
        ("Ia menyebut Kamis lalu.", "Kamis lalu", "2017-11-30"),
        ("Sidang berlanjut Senin depan.", "Senin depan", "2017-12-11"),
        ("Sidang berlanjut Kamis pekan depan.", "Kamis pekan depan", "2017-12-14"),
        ("Aksi pada Rabu kemarin berakhir.", "Rabu kemarin", "2017-12-06"),
        ("Ia hadir pada Jumat ini.", "Jumat ini", "2017-12-08"),
        ("Ia ditemui di kantornya, Selasa siang.", "Selasa siang", "2017-12-05"),
        ("Hal itu terjadi pada Kamis.", "Kamis", "2017-12-07"),
        ("Sidang akan digelar pada Senin.", "Senin", "2017-12-11"),
        ("Sidang akan digelar, kata Ani, Senin.", "Senin", "2017-12-04"),
        ("Ia pulang pada Minggu lalu.", "Minggu lalu", "2017-12-03"),
        ("Ia pulang minggu lalu.", "minggu lalu", "2017-11-27..2017-12-03"),
        ("Ia pulang pekan lalu.", "pekan lalu", "2017-11-27..2017-12-03"),
        ("Ia pulang akhir pekan lalu.", "akhir pekan lalu", "2017-12-02..2017-12-03"),
        ("Ujian dimulai minggu depan.", "minggu depan", "2017-12-11..2017-12-17"),
        ("Harga naik bulan lalu.", "bulan lalu", "2017-11-01..2017-11-30"),
        ("Harga naik bulan depan.", "bulan depan", "2018-01-01..2018-01-31"),
        ("Harga naik awal bulan ini.", "awal bulan ini", "2017-12-01..2017-12-10"),
        ("Harga naik tahun lalu.", "tahun lalu", "2016-01-01..2016-12-31"),
        ("Tahun ini harga naik.", "Tahun ini", "2017-01-01..2017-12-31"),
        ("Pertemuan pada 5 Desember batal.", "5 Desember", "2017-12-05"),
        ("Pertemuan pada 5 Januari batal.", "5 Januari", "2018-01-05"),
        ("Pertemuan pada 5 Januari lalu batal.", "5 Januari lalu", "2017-01-05"),
        ("Pertemuan 25 Januari tahun 2015 batal.", "25 Januari tahun 2015", "2015-01-25"),
        ("Pameran 2-4 November ramai.", "2-4 November", "2017-11-02..2017-11-04"),
        ("Harga naik Desember lalu.", "Desember lalu", "2016-12-01..2016-12-31"),
        ("Harga naik akhir Maret lalu.", "akhir Maret lalu", "2017-03-21..2017-03-31"),
        ("Harga naik sejak Oktober.", "Oktober", "2017-10-01..2017-10-31"),
        ("Ia tiba dua hari lalu.", "dua hari lalu", "2017-12-05"),
        ("Ia tiba tiga pekan silam.", "tiga pekan silam", "2017-11-13..2017-11-19"),
        ("Ia tiba setahun yang lalu.", "setahun yang lalu", "2016-01-01..2016-12-31"),
        ("Hujan turun sepekan terakhir.", "sepekan terakhir", "2017-11-30..2017-12-07"),
        ("Hujan turun dua pekan ini.", "dua pekan ini", "2017-11-23..2017-12-07"),
        ("Washington, senin - Menteri itu tiba.", "senin", "2017-12-04"),
        ("The bridge closed yesterday.", "yesterday", "2017-12-06"),
        ("The bridge opens tomorrow.", "tomorrow", "2017-12-08"),
        ("The bridge closed last Tuesday.", "last Tuesday", "2017-12-05"),
        ("The minister said on Tuesday.", "Tuesday", "2017-12-05"),
        ("Talks resume next week.", "next week", "2017-12-11..2017-12-17"),
        ("Talks ended last month.", "last month", "2017-11-01..2017-11-30"),
        ("Talks ended three days ago.", "three days ago", "2017-12-04"),
        ("Talks ended on Dec 5.", "Dec 5", "2017-12-05"),
    ],
)
def test_read_from_the_day_of_publication(text: str, words: str, days: str) -> None:
    assert read(text) == [(words, days)]
    assert read(text, None) == []


@pytest.mark.parametrize(
    ("text", "words", "days"),
    [
        ("Ia tiba Selasa (5/12/2017).", "Selasa (5/12/2017)", "2017-12-05"),
        ("Ia tiba pada Selasa, 5 Desember 2017.", "Selasa, 5 Desember 2017", "2017-12-05"),
        ("Pameran 18-22 September 2020.", "18-22 September 2020", "2020-09-18..2020-09-22"),
        ("Libur (28/12/2019-2/1/2020).", "28/12/2019", "2019-12-28"),
        ("Kasus sejak Desember 2019.", "Desember 2019", "2019-12-01..2019-12-31"),
        ("Data Mei hingga Juli 2020.", "Mei hingga Juli 2020", "2020-05-01..2020-07-31"),
    ],
)
def test_absolute_dates_need_no_day_of_publication(text: str, words: str, days: str) -> None:
    assert (words, days) in read(text, None)
    assert read(text, None) == read(text, "2017") == read(text, "no date")


@pytest.mark.parametrize(
    "text",
    [
        "Skor akhir 3/2 untuk tuan rumah.",
        "Sebagian (5/12) setuju.",
        "Pak Selasa pulang bersama Selasa Wijaya.",
        "Angkot jurusan Pasar Minggu penuh.",
        "Layanan buka setiap Senin, juga Selasa-Kamis dan Jumat hingga Minggu.",
        "Minggu lalu harga naik.",  # the Sunday or the week
        "Ia tiba beberapa hari lalu.",
        "Ia tiba sekitar dua bulan lalu.",
        "Ia pindah dua-tiga tahun lalu.",
        "Ia pindah 20 tahun lalu.",
        "Pada 1965, tepatnya 30 September, ia masih kecil.",
        "Tanggal 31 Februari tidak ada.",
        "Menurut jajak pendapat USA Today, ia unggul.",
        "They may march in protest.",
        "”Kemarin kami menang,” kata Ani.",  # nobody tells when she said so
    ],
)
def test_left_out(text: str) -> None:
    assert read(text) == []


def test_a_quotation_counts_from_the_day_it_was_spoken() -> None:
    text = "”Besok kami mulai,” kata Ani, Senin (4/12). Ia menambahkan, besok hujan."
    assert read(text) == [
        ("Besok", "2017-12-05"),
        ("Senin (4/12)", "2017-12-04"),
        ("besok", "2017-12-08"),
    ]
    before = "Ani pada Senin (4/12) berkata, ”Besok kami mulai.”"
    assert read(before) == [("Senin (4/12)", "2017-12-04"), ("Besok", "2017-12-05")]


def test_a_weekday_that_begins_a_range() -> None:
    text = "Libur Rabu hingga Minggu (28/10-1/11/2020) membuat jalan padat."
    assert read(text, "2020-10-26") == [
        ("Rabu", "2020-10-28"),
        ("Minggu (28/10-1/11/2020)", "2020-10-28..2020-11-01"),
    ]


def test_a_year_from_the_end_of_a_range() -> None:
    assert read("Dari 20 Desember hingga 8 Januari 2016 jalan ditutup.") == [
        ("20 Desember", "2015-12-20"),
        ("8 Januari 2016", "2016-01-08"),
    ]


def test_a_leap_day_and_the_ends_of_the_calendar() -> None:
    assert read("Rapat 29 Februari itu batal.", "2020-03-05") == [("29 Februari", "2020-02-29")]
    assert read("Rapat 29 Februari itu batal.", "2018-03-05") == []
    assert read("Ia lahir 999 tahun lalu.", "0500-01-01") == []
    assert read("Rapat pekan depan.", "9999-12-31") == []


@given(
    st.lists(
        st.sampled_from(
            "Senin Minggu minggu (5/12) 5 Desember 2017 - lalu ini depan ” , . dua se hari pekan "
            "hingga kemarin besok 31 Mei tahun akhir\n akan (28/10-1/11/2020) May".split(" ")
        ),
        max_size=12,
    ),
    st.sampled_from([None, "2017-12-07", "2020-02-29", "0001-01-01", "9999-12-31"]),
)
def test_any_text(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    end = 0
    for one in mentioned_dates(text, published):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        assert one.first <= one.last
        end = one.end


@pytest.mark.parametrize(
    "piece", ["Senin ", "5 ", "(5/12) ", "beberapa ", "akan ", "a-", "”Kemarin "]
)
def test_time_is_linear(piece: str) -> None:
    started = time.process_time()
    mentioned_dates(piece * 10_000, "2017-12-07")
    assert time.process_time() - started < 3
