"""Sentence ends of Indonesian and English news: each case is the sentences joined by ' | '."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import split_sentences

CASES = [
    # titles, degrees, initials
    "Menaker M. Hanif Rahardian tiba di Jakarta. | Ia didampingi Drs. H. Soleh dan Hj. Aminah.",
    "Hadir pula dr. Sari, Prof. Budi, S.H., M.Si., serta Kol. Inf. Rudi. | Acara usai siang.",
    "Jenderal TNI (Purn.) Tri Sasongko datang. | Diana L. Paxton tidak.",
    "Pemateri adalah R.M. Suryo a.n. Ir. Kartiko.",
    "Mereka berada di Grup B. | Persaingan ketat.",
    "Ada dua kandidat, A dan B. | Namun, hanya satu yang lolos.",
    "Raja itu wafat pada 680 M. | Romawi Timur menyerang.",
    # other abbreviations
    "Kantor di Jl. Merdeka No. 4, Kec. Sukamaju, Kab. Contoh. | Buka tgl. 5 Mei, pkl. 08.56 WIB.",
    "Bantuan berupa beras, minyak, dll. | Warga antre. | Santoso dkk. menunggu.",
    "Harga naik Rp. 1.234,5 per kg. | Saham PT. Maju Tbk. naik 2,5 persen.",
    "Ia menang dalam segala hal. | Lihat hal. 12.",
    "Lihat bagian 3 hlm. 20 vs. hlm. 21.",
    "Tempat itu seperti P. Lepar, P. Pongok, dsb. yang kecil.",
    # numbers and dates
    "Rapat digelar Selasa (5/12). | Hasilnya 1.234,5 ton pada pukul 08.56. | Selesai.",
    "Kapal tiba pukul 02.00. | Saat ini sepi.",
    "Tiga sampel mengandung varian B.1.1.7. | Semuanya dari luar.",
    # quotations
    '"Risikonya tinggi. | Padahal ada peluang," katanya. | Ia pergi.',
    '"Mau ke mana?" tanya dia. | "Pulang!" | Ia menutup pintu.',
    '"Kami siap." | Demikian disampaikan Budi.',
    "“Kami siap.” | “Sungguh?” tanya Ani.",
    "”Semua harus jalan. | Minggu ini,” kata Presiden. | ”Saya turun,” ujarnya.",
    "Realisasi itu vital. | ”Saya minta segera. | Ini mendesak,” katanya.",
    "Tempat cuci tangan tersedia. |” Paling penting pedagang patuh,” kata Rudi.",
    "”Kapan itu terjadi? ”kata Wakil Ketua. | Ia diam.",
    'Atas pertanyaan, "Bisakah berpikir?", ia tertawa.',
    "Dia berkata, 'Saya datang.' | Lalu ia pergi.",
    # ellipses and marks inside names
    "Batu pun berlubang juga..., kata Bala. | Ya ... begitulah. | Entahlah… | Ia pergi.",
    "Yahoo! membeli perusahaan itu. | Sungguh?! | Benar.",
    # domains, versions and typing errors
    "Ia menulis di Kompas.com dan https://contoh.example/a.b?c=1. | Lihat kota.contoh.go.id, ya.",
    "Warga mengungsi. | kami memberi mereka makan.",
    'Rumah itu roboh," katanya.| Ia menangis.',
    # footnotes
    "Ia lahir di Somerset.[6][9] | Keluarganya pindah. [3] | Mereka menetap.",
    # lists
    "1. Beras dibagi. | 2. Air dikirim.",
    # English
    "Mr. Hale met Dr. Stone in the U.S. | The talks failed. | He works for Acme Inc. in Ohio.",
    'Some rules, e.g. No. 5, apply. | "Who?" she asked. | "No." | He left at 5 p.m. | Rain fell.',
    "St. Mary's opened on Jan. 5 with 3.5 million visitors. | It closed.",
]


@pytest.mark.parametrize("case", CASES)
def test_sentences(case: str) -> None:
    parts = case.split("|")
    text = "".join(parts)
    text = text.replace("  ", " ")
    assert [text[s.start : s.end] for s in split_sentences(text)] == [p.strip() for p in parts]


def test_line_ends_are_sentence_ends_but_for_hard_wrapped_text() -> None:
    text = "BANJIR DI KOTA\nWarga mengungsi ke\nbalai desa. Air surut\n\nsore hari\r\n\r\nSelesai"
    assert [text[s.start : s.end] for s in split_sentences(text)] == [
        "BANJIR DI KOTA",
        "Warga mengungsi ke\nbalai desa.",
        "Air surut",
        "sore hari",
        "Selesai",
    ]


def test_nothing_and_white_space_have_no_sentence() -> None:
    assert split_sentences("") == []
    assert split_sentences(" \n\t\u3000 ") == []


ODD = st.text(
    st.sampled_from(list(" \n\r\u2028\u200b\u3000.?!…。,;\"”“'’»)(][1aZéM\u0301\ud800😀ﷺ\x00-“")),
    max_size=60,
)
NEWS = st.lists(
    st.sampled_from(
        [
            "Kata",
            "ia",
            "Rp",
            "No",
            "M",
            "dll",
            ". ",
            ".",
            '"',
            "” ",
            " ”",
            "? ",
            ", ",
            " ",
            "\n",
            "[1]",
        ]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(st.text(max_size=80), ODD, NEWS))
def test_spans_are_ordered_trimmed_and_cover_all_but_white_space(text: str) -> None:
    spans = split_sentences(text)
    left = list(text)
    end = 0
    for span in spans:
        assert end <= span.start < span.end
        part = text[span.start : span.end]
        assert part == part.strip()
        left[span.start : span.end] = " " * (span.end - span.start)
        end = span.end
    assert "".join(left).strip() == ""


@given(NEWS, NEWS)
def test_paragraphs_are_split_apart(first: str, second: str) -> None:
    """What follows a blank line can't change what stands before it, and the other way round."""
    first = unicodedata.normalize("NFC", first)
    text = first + "\n\n" + second
    middle = len(first) + 2
    joined = [text[s.start : s.end] for s in split_sentences(text)]
    apart = [part[s.start : s.end] for part in (first, second) for s in split_sentences(part)]
    assert joined == apart
    assert all(s.end <= len(first) or s.start >= middle for s in split_sentences(text))
