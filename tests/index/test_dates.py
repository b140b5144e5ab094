import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import find_dates, is_timestamp, parse_date


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


@given(st.text(alphabet="0123456789 :/.-,TWIBapmgtZ+()JanuariMaret|", max_size=60))
def test_any_text(text: str) -> None:
    for found in find_dates(text):
        assert found.iso[:4] in text[found.start : found.end]
    assert is_timestamp(text) in (True, False)
