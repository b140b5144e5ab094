"""Untrusted text in a Markdown message: its words, and nothing that a client would act on."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from rag.markdown import escaped, link

# HTML is on, so that any that came through would be seen as HTML.
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
# What some clients make links of in texts, after all escapes are undone.
LATE_LINK = re.compile(r"https?://|www\.|[\w.+-]@[\w-]", re.IGNORECASE)


def leaves(source: str) -> list[Token]:
    """What a rendered paragraph is made of; nothing but one paragraph may be there."""
    tokens = MARKDOWN.parse(source)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    return tokens[1].children or []


def shown(source: str) -> str:
    """The words of a rendered paragraph that has no markup."""
    found = leaves(source)
    assert {token.type for token in found} <= {"text", "code_inline"}
    plain = "\n".join(token.content for token in found if token.type == "text")
    assert not LATE_LINK.search(plain)
    return "".join(token.content for token in found)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Sebanyak 2.318 warga mengungsi, kata dr. Arif (43).", None),
        ("“Kami tolak,” kata Sekar — US$ 5", "“Kami tolak,” kata Sekar — US\\$ 5"),
        ("[1] palsu", "&#91;1] palsu"),
        ("[klik](http://evil.example)", "&#91;`klik](http://evil.example`)"),
        ("![gambar](x)", "!&#91;gambar](x)"),
        ("[1]: //evil.example", "&#91;1]: `//evil.example`"),
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
        ("<http://evil.example>", "`<http://evil.example>`"),
        ("lihat https://kabar.example/a?b=1.", "lihat `https://kabar.example/a?b=1`."),
        ("(www.kabar.example)", "(`www.kabar.example`)"),
        ("surel redaksi@kabar.example, ya", "surel `redaksi@kabar.example`, ya"),
        ("http://evil.example/[1]", "`http://evil.example/`&#91;1]"),
        ("`https://a`b", "&#96;`https://a`&#96;b"),
        ("kata Kompas.com, Ir. Budi, M.Si.", "kata Kompas\\.com, Ir. Budi, M\\.Si."),
        ("R&D &lt;b&gt; A & B", "R&amp;D &amp;lt;b&amp;gt; A & B"),
        (r"\(x\) \[y\]", "&#92;(x&#92;) &#92;&#91;y&#92;]"),
        ("# judul", "\\# judul"),
        ("> kutipan", "&gt; kutipan"),
        ("- butir", "\\- butir"),
        ("+", "\\+"),
        ("1. satu", "1\\. satu"),
        ("2) dua", "2\\) dua"),
        ("***tebal*** __x__ ~~y~~", r"\*\*\*tebal\*\*\* \_\_x\_\_ \~\~y\~\~"),
        ("    empat spasi", "empat spasi"),
        ("satu\n===\n\ntiga\t|\n|-|", "satu === tiga | |-|"),
        ("@kompas #banjir", "@kompas #banjir"),
    ],
)
def test_markup_is_shown_as_it_was_written(text: str, source: str | None) -> None:
    assert escaped(text) == (source or text)
    assert shown(escaped(text)) == " ".join(text.split())


def test_a_definition_does_not_turn_our_markers_into_links() -> None:
    hostile = escaped("[1]: https://evil.example")
    tokens = MARKDOWN.parse(f"{hostile} [1]\n\nSumber:\n- [1] {hostile}")
    inline = [child.type for token in tokens for child in token.children or []]
    assert "link_open" not in inline


WORDS = "www. http:// // ftp:// x com a@ é “ &lt; &#91; ``` ![ ]( 1.".split()
SPECIAL = st.sampled_from([*"\\`*_{}[]()<>#+-.!|~$&@:/=1) \n\t", *WORDS])


@given(st.lists(SPECIAL, min_size=1, max_size=30).map("".join))
def test_any_text_comes_out_as_itself(text: str) -> None:
    flat = " ".join(text.split())
    if flat:
        assert shown(escaped(text)) == flat
        assert "[" not in escaped(text)


def test_a_stored_address_is_a_link_to_itself() -> None:
    source = link("https://kabar.example/a_b?c=*d*&e=<f>[1]`")
    assert source == "<https://kabar.example/a_b?c=*d*&e=%3Cf%3E%5B1%5D%60>"
    opened, _, closed = leaves(source)
    assert (opened.type, closed.type) == ("link_open", "link_close")
    assert opened.attrs["href"] == source.strip("<>")


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", "data:text/html,x", "//evil.example", "/a", "https://", "x"],
)
def test_no_other_address_is_a_link(url: str | None) -> None:
    assert link(url) is None


@pytest.mark.parametrize("piece", ["[", "`", "a@", "//", "1", "(", "a.", "&#", "\\", "www."])
def test_a_long_word_takes_no_longer_than_its_length(piece: str) -> None:
    short, long = (seconds(piece * count) for count in (2_000, 20_000))
    assert long < 40 * short + 0.01  # ten times as long; a hundred times were it quadratic


def seconds(text: str) -> float:
    """What ``escaped`` takes at best."""
    found = []
    for _ in range(3):
        begun = time.thread_time()
        escaped(text)
        found.append(time.thread_time() - begun)
    return min(found)
