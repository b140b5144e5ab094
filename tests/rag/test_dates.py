import pytest

from rag.dates import written_date


@pytest.mark.parametrize(
    ("published", "indonesian", "english"),
    [
        ("2017-12-07T08:56+07:00", "7 Desember 2017, 08.56 WIB", "7 December 2017, 08:56 WIB"),
        ("2017-12-07T08:56+08:00", "7 Desember 2017, 08.56 WITA", "7 December 2017, 08:56 WITA"),
        ("2017-12-07T08:56", "7 Desember 2017, 08.56", "7 December 2017, 08:56"),
        (
            "2024-03-05T10:15+00:00",
            "5 Maret 2024, 10.15 UTC+00:00",
            "5 March 2024, 10:15 UTC+00:00",
        ),
        ("2017-12-07", "7 Desember 2017", "7 December 2017"),
        ("2020-08-01T23:05:09+09:00", "1 Agustus 2020, 23.05 WIT", "1 August 2020, 23:05 WIT"),
        (
            "2020-08-01T10:00-03:30",
            "1 Agustus 2020, 10.00 UTC-03:30",
            "1 August 2020, 10:00 UTC-03:30",
        ),
        ("2017-12", "Desember 2017", "December 2017"),
        ("2017", "2017", "2017"),
        ("2017-13", "2017-13", "2017-13"),
        ("2017-02-30", "2017-02-30", "2017-02-30"),
        ("kemarin", "kemarin", "kemarin"),
        ("", "", ""),
        (None, None, None),
    ],
)
def test_a_date_is_written_as_precisely_as_it_is_known(published, indonesian, english):
    assert written_date(published, "id") == indonesian
    assert written_date(published, "en") == english
