import pytest

from index.child import Pool
from index.corpora import markup
from index.corpora.markup import is_markup, plain_text
from index.errors import WartanyaError
from tests.index.corpora.readings import articles


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p>Isi pendek.</p>", True),
        ("Satu.<br>Dua.<br />Tiga.<br>", True),
        ("<div class='x'>Isi <b>tebal</b></div>\n", True),
        ("Isi biasa, 3 < 5 dan 7 > 2.", False),
        ("Tag <p> membuka paragraf, </p> menutupnya.", False),
        ("<Menteri> dan <Presiden> dan <Gubernur>", False),
        ("", False),
    ],
)
def test_what_is_markup(text: str, found: bool) -> None:
    assert is_markup(text) == found


def test_plain_text() -> None:
    page = (
        "<p>Menteri &amp; warga <b>membuka</b>\npelabuhan.</p><script>jahat()</script>"
        "<p hidden>Tersembunyi.</p><ul><li>Satu</li><li>Dua</li></ul>Akhir.<br>Benar."
    )
    shown = "Menteri & warga membuka pelabuhan.\n\nSatu\n\nDua\n\nAkhir.\n\nBenar."
    assert plain_text(page, "k, row 2") == shown
    assert articles(f'isi\n"{page}"\n'.encode(), ".csv")[0].text == shown


def test_markup_without_text_is_no_article() -> None:
    assert plain_text("<!-- -->", "k") == ""


def test_hostile_markup_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "_pool", Pool("index.corpora.markup", seconds=0.01))
    with pytest.raises(WartanyaError) as raised:
        plain_text("<p>Isi.</p>", "k, row 2")
    assert str(raised.value) == (
        "k, row 2: took more than 0 seconds to parse; give its text without tags"
    )
