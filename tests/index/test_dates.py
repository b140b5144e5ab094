from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import find_dates, is_plausible, is_timestamp, is_update, parse_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("KAMIS, 07 DESEMBER 2017 | 08:56 WIB | LAPORAN: ANI", "2017-12-07T08:56+07:00"),
        ("Kamis, 05/11/2015 10:08 WIB", "2015-11-05T10:08+07:00"),
        ("Senin, 15 Februari 2016, 16:15 WITA", "2016-02-15T16:15+08:00"),
        ("7 Des 2017 pukul 08.56 WIT", "2017-12-07T08:56+09:00"),
        ("Jumat , 17 Pebruari 2017", "2017-02-17"),
        ("Jum'at, 3 Mei 2024 - 09:30", "2024-05-03T09:30"),
        ("Published 5 March 2024, 10:15 GMT", "2024-03-05T10:15+00:00"),
        ("March 5, 2024 at 10:15 pm EST", "2024-03-05T22:15-05:00"),
        ("Dec. 7th, 2017", "2017-12-07"),
        ("12:05 AM, May 1, 2023", "2023-05-01T00:05"),
        ("10:15 GMT, 5 March 2024", "2024-03-05T10:15+00:00"),
        ("08:56 WIB, Kamis 7 Des 2017", "2017-12-07T08:56+07:00"),
        ("2024-03-05T10:15:00+07:00", "2024-03-05T10:15:00+07:00"),
        ("2017-12-07T01:56:09.123Z", "2017-12-07T01:56:09+00:00"),
        ("Tue, 05 Mar 2024 10:15:00 +0700", "2024-03-05T10:15:00+07:00"),
        ("5 March 2024 10:15 (GMT+7)", "2024-03-05T10:15+07:00"),
        ("2024/03/05", "2024-03-05"),
        ("05.03.2024", "2024-03-05"),
        ("03/15/2024", "2024-03-15"),
        ("29 Februari 2024", "2024-02-29"),
        ("Kamis, 7 Des 2017 | 08.56 WIB", "2017-12-07T08:56+07:00"),
        ("07/12/17", "2017-12-07"),
        ("07-12-17", "2017-12-07"),
        ("7.12.17", "2017-12-07"),
        ("07/12/98", "1998-12-07"),
        ("07-12-17 08:56 WIB", "2017-12-07T08:56+07:00"),
        ("Jum'at (8/12/2017)", "2017-12-08"),
        ("Jumat (8/12/17)", "2017-12-08"),
        ("Jum’at, 8 Desember 2017", "2017-12-08"),
        ("7 Desember 2017 pukul 20:15 WITA", "2017-12-07T20:15+08:00"),
        ("Rabu Pon, 6 Desember 2017", "2017-12-06"),
        ("Rabu Pon (6/12/2017)", "2017-12-06"),
        ("Kamis Wage 7 Desember 2017 08:56 WIB", "2017-12-07T08:56+07:00"),
        ("Selasa Kliwon, 5/12/2017", "2017-12-05"),
        ("2017-12-07 08:56:00+0700", "2017-12-07T08:56:00+07:00"),
        ("2017-12-07 T10:08:58Z", "2017-12-07T10:08:58+00:00"),
        ("2017/12/07 08:56 WIB", "2017-12-07T08:56+07:00"),
        ("2017-12-07 08.56", "2017-12-07T08:56"),
        ("20171207", "2017-12-07"),
        ("20171207T085600+0700", "2017-12-07T08:56:00+07:00"),
        ("Kamis , 07 Dec 2017, 13:16 WIB", "2017-12-07T13:16+07:00"),
        ("Diterbitkan 07 Desember 2017, 08:56 WIB", "2017-12-07T08:56+07:00"),
        ("Kabar.com - 07/12/2017, 08:56 WIB", "2017-12-07T08:56+07:00"),
        ("Kamis, 07 Desember 2017 - 08:56 wib", "2017-12-07T08:56+07:00"),
        ("Kamis (7/12/2017) malam", "2017-12-07"),
        ("Kamis, 7 Desember 2017 pukul 08.56 WIB.", "2017-12-07T08:56+07:00"),
        ("7 Desember 2017 pukul 8.15 pagi WIB", "2017-12-07T08:15+07:00"),
        ("7 Desember 2017 pukul 8.15 malam", "2017-12-07T20:15"),
        ("7 Desember 2017 pukul 3.30 sore WITA", "2017-12-07T15:30+08:00"),
        ("7 Desember 2017 pukul 12.30 siang", "2017-12-07T12:30"),
        ("7 Desember 2017 pukul 12.30 malam", "2017-12-07T00:30"),
        ("7 Desember 2017 pukul 20.15 malam", "2017-12-07T20:15"),
        ("07 Des 2017 08:56:31 WIB", "2017-12-07T08:56:31+07:00"),
        ("7 Des 2017, 8:56 PM WIB", "2017-12-07T20:56+07:00"),
        ("7 Des '17", "2017-12-07"),
        ("7 Des 17", "2017-12-07"),
        ("7-Des-2017", "2017-12-07"),
        ("07-Dec-17 08:56", "2017-12-07T08:56"),
        ("7 Nopember 2017", "2017-11-07"),
        ("7 Agt 2017", "2017-08-07"),
        ("7 Agustus 2017", "2017-08-07"),
        ("Ahad, 10 Desember 2017, 06:30 WIT", "2017-12-10T06:30+09:00"),
        ("Minggu 10/12/2017 | 06:30 WITA", "2017-12-10T06:30+08:00"),
        ("08:56 WIB - Kamis, 7 Desember 2017", "2017-12-07T08:56+07:00"),
        ("Pukul 08.56 WIB, 7 Desember 2017", "2017-12-07T08:56+07:00"),
        ("1 Juli 2017 pkl. 09.00 wib", "2017-07-01T09:00+07:00"),
        ("1 Mei 2017", "2017-05-01"),
        ("Jumat, 20 Jumadil Awwal 1438 / 17 February 2017", "2017-02-17"),
        ("on 16 Feb 2016 at 09:09 WIB", "2016-02-16T09:09+07:00"),
        ("7 Desember 2017 08:56 UTC+8", "2017-12-07T08:56+08:00"),
        ("7 Desember 2017 24:00 WIB", "2017-12-07"),
        ("7 Desember, 2017", "2017-12-07"),
        ("Kamis,07/12/2017 08:56WIB", "2017-12-07T08:56+07:00"),
        ("7 Desember 2017\u00a008:56 WIB", "2017-12-07T08:56+07:00"),
        ("Tayang: Kamis, 7 Desember 2017 08:56 WIB", "2017-12-07T08:56+07:00"),
        ("Thu, 07 Dec 2017 08:56:00 +0700", "2017-12-07T08:56:00+07:00"),
        ("Thursday, December 7, 2017", "2017-12-07"),
    ],
)
def test_usual_shapes(written: str, iso: str) -> None:
    assert parse_date(written) == iso


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Selasa (5/12)",
        "2024",
        "Desember 2017",
        "31/02/2024",
        "29 Februari 2023",
        "Rp 1.234.567",
        "kemarin",
        "pukul 08.56 WIB",
        "version 2.10.2024.1",
        "UU 07/12/2017/X",
        "nomor 08/12/17/2017",
        "skor 21-11-17",
        "Pada 7 Mei 17 orang tewas",
        "alamat 10.12.17.1",
        "3/4/5",
        "25/13/2017",
        "20171307",
        "081212171",
    ],
)
def test_no_full_date(written: str) -> None:
    assert parse_date(written) is None


def test_places() -> None:
    text = "Rapat pada Selasa, 5 Maret 2024 10:00 WIB dan 7 April 2024."
    first, second = find_dates(text)
    assert text[first.start : first.end] == "Selasa, 5 Maret 2024 10:00 WIB"
    assert text[second.start : second.end] == "7 April 2024"
    assert (first.precise, second.precise) == (True, False)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Rabu, 24 Desember 2025 | 07:26", True),
        ("Published 5 March 2024, 10:15 GMT", True),
        ("Kamis, 5 November 2015 14:56 WIB | 1.229 Views", True),
        ("2 jam yang lalu", True),
        ("35 detik lalu", True),
        ("3 hours ago", True),
        ("Jadwal Salat 5 Maret 2024", False),
        ("Dua jam lalu gempa mengguncang", False),
        ("Kamis", False),
        ("2024", False),
    ],
)
def test_timestamps(line: str, expected: bool) -> None:
    assert is_timestamp(line) is expected


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2024-03-05T10:15+07:00", True),
        ("2024-03-06", True),  # it is tomorrow already in a zone further east
        ("2024-03-07", False),
        ("1990-01-01", True),
        ("1989-12-31", False),
        ("1970-01-01T00:00:00+00:00", False),
        ("0001-01-01", False),
    ],
)
def test_dates_that_an_article_can_have(iso: str, expected: bool) -> None:
    assert is_plausible(iso, today=date(2024, 3, 5)) is expected


@pytest.mark.parametrize(
    ("updated", "published", "expected"),
    [
        ("2024-03-05", None, True),
        ("2024-03-05", "2024-03-05", False),
        ("2024-03-05", "2024-03-05T10:15+07:00", False),  # the same day: no update that is known
        ("2024-03-06", "2024-03-05T10:15+07:00", True),
        ("2024-03-05T04:15+00:00", "2024-03-05T10:15+07:00", True),
        ("2024-03-05T03:15:30+00:00", "2024-03-05T10:15+07:00", False),
        ("2024-03-04T10:15+07:00", "2024-03-05T10:15+07:00", False),
    ],
)
def test_updates(updated: str, published: str | None, expected: bool) -> None:
    assert is_update(updated, published) is expected


@given(st.text(alphabet="0123456789 :/.-,TWIBapmgtZ+()JanuariMaret|", max_size=60))
def test_any_text(text: str) -> None:
    for found in find_dates(text):
        assert found.iso[2:4] in text[found.start : found.end]
    assert is_timestamp(text) in (True, False)
