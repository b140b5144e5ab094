"""Who said what: each way to find a speaker, the traps, and text that is no article.

The articles here are made up.
"""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.speakers import Resolution, Statement, people, statements

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "pfsa_id" / "corpus.jsonl"
LABELS = Path(__file__).parents[1] / "data" / "statements.jsonl"


def found(text: str) -> list[Statement]:
    return statements(Article("a", "", text))


def told(text: str) -> list[tuple[str, str | None, str]]:
    """What was said, by whom, and how that was found."""
    return [(text[one.start : one.end], one.speaker, one.resolved_by) for one in found(text)]


MINISTRY = """Penempatan pekerja migran akan ditata ulang. Pemerintah menambah pengawas di daerah.

Demikian disampaikan Menteri Ketenagakerjaan RI (Menaker) M. Hasan Basri di Jakarta, Selasa (5/12).

“Bekerja di luar negeri adalah peluang bagi keluarga," katanya.

Menurut Menaker, risiko terbesar ada pada hubungan kerja.

Padahal kata Menaker, hasil survei lembaga itu menyebutkan bahwa kasus terus menurun.

Menaker menyebut proses penempatan juga harus dibenahi.

Sementara itu, Sekjen Kemnaker Heri Sudarsono menyebutkan bahwa diplomasi terus diperkuat.

"Baik sendiri maupun bersama kementerian lain," ujar Sekjen Kemnaker.

Hingga saat ini, jumlah kerja sama ada 24.

"Kerja sama pelatihan sudah berjalan dengan tiga negara," lanjutnya menjelaskan."""


def test_an_article_of_two_speakers_is_told_apart() -> None:
    minister, secretary = "M. Hasan Basri", "Heri Sudarsono"
    assert told(MINISTRY) == [
        (
            "Penempatan pekerja migran akan ditata ulang. Pemerintah menambah pengawas di daerah",
            minister,
            "named",
        ),
        ('“Bekerja di luar negeri adalah peluang bagi keluarga,"', minister, "nya"),
        ("risiko terbesar ada pada hubungan kerja", minister, "role"),
        (
            "hasil survei lembaga itu menyebutkan bahwa kasus terus menurun",
            minister,
            "role",
        ),
        ("proses penempatan juga harus dibenahi", minister, "role"),
        ("diplomasi terus diperkuat", secretary, "named"),
        ('"Baik sendiri maupun bersama kementerian lain,"', secretary, "role"),
        ('"Kerja sama pelatihan sudah berjalan dengan tiga negara,"', secretary, "nya"),
    ]


def test_a_statement_has_its_cue_role_and_affiliation() -> None:
    statement = found(MINISTRY)[5]
    assert not statement.direct
    assert (statement.cue_start, statement.cue_end) != (None, None)
    cue = MINISTRY[statement.cue_start : statement.cue_end]
    assert cue == "Sekjen Kemnaker Heri Sudarsono menyebutkan"
    assert (statement.role, statement.affiliation) == ("Sekjen Kemnaker", "Kemnaker")
    assert statement.confidence > 0.9


def test_people_have_their_other_names() -> None:
    minister, secretary = people(Article("a", "", MINISTRY))
    assert (minister.name, minister.roles) == ("M. Hasan Basri", ("Menteri Ketenagakerjaan RI",))
    assert "Menaker" in minister.aliases
    assert secretary.affiliation == "Kemnaker"
    assert "Sekjen Kemnaker" in secretary.aliases


INTRODUCED = "Ketua KPK Nawa Pratama menyebut dua orang ditangkap. "


@pytest.mark.parametrize(
    ("text", "speaker", "how"),
    [
        ("”Keduanya pejabat,” kata Nawa.", "Nawa Pratama", "surname"),
        ("”Keduanya pejabat,” ujarnya.", "Nawa Pratama", "nya"),
        ("”Keduanya pejabat,” kata dia.", "Nawa Pratama", "pronoun"),
        ("”Keduanya pejabat,” kata Ketua KPK.", "Nawa Pratama", "role"),
        ("”Keduanya pejabat,” tutur mantan jaksa itu.", "Nawa Pratama", "description"),
        ("”Keduanya pejabat.”", "Nawa Pratama", "continued"),
        ("”Keduanya pejabat,” kata seorang warga.", None, "unresolved"),
        ("Mantan jaksa itu meminta warga tenang.", "Nawa Pratama", "description"),
        ("Salah satu jaksa di sana mengatakan, berkas lengkap.", None, "unresolved"),
        ("Ia menambahkan, keduanya pejabat daerah.", "Nawa Pratama", "pronoun"),
        ("Menurut dia, keduanya pejabat daerah.", "Nawa Pratama", "pronoun"),
        ("Menurutnya, keduanya pejabat daerah.", "Nawa Pratama", "nya"),
        ("Keduanya, lanjut Nawa, pejabat daerah.", "Nawa Pratama", "surname"),
        ("Nawa yakin keduanya pejabat daerah.", "Nawa Pratama", "surname"),
        ("Dijelaskan Nawa, keduanya pejabat daerah.", "Nawa Pratama", "surname"),
        ("BMKG memperkirakan hujan turun malam ini.", "BMKG", "named"),
        ("Pemerintah meminta warga tetap tenang.", "Pemerintah", "named"),
    ],
)
def test_each_way_to_name_a_speaker(text: str, speaker: str | None, how: str) -> None:
    last = found(INTRODUCED + text)[-1]
    assert (last.speaker, last.resolved_by) == (speaker, Resolution(how))


@pytest.mark.parametrize(
    "dateline",
    ["MUARAJATI (Contoh) - ", "Jakarta, Warta Indonesia -- ", "LONDON, June 3 (Agence) — "],
)
def test_a_dateline_belongs_to_no_statement(dateline: str) -> None:
    told_of = "Pelampung pintar diwajibkan di semua kapal mulai Juli. "
    said = told(dateline + told_of + "Demikian disampaikan Menteri Kesehatan Laksmi Prana.")
    assert said == [(told_of.rstrip(". "), "Laksmi Prana", "named")]


def test_nobody_spoke_before_so_a_pronoun_means_nobody() -> None:
    assert told("”Kami siap,” katanya.") == [("”Kami siap,”", None, "unresolved")]


def test_a_new_person_with_an_age_is_who_nya_means() -> None:
    text = INTRODUCED + "Yuda Kelana (27), warga Tomohon, memilih berlibur. ”Saya pulang,” ujarnya."
    assert told(text)[-1] == ("”Saya pulang,”", "Yuda Kelana", "nya")


def test_a_person_only_spoken_of_is_not_who_nya_means() -> None:
    text = (
        "Bupati Sabu Orlando Riwu diperiksa. Ketua KPK Nawa Pratama mengatakan, berkas lengkap. "
        "Orlando diperiksa lagi besok. ”Kami tahan,” katanya."
    )
    assert told(text)[-1] == ("”Kami tahan,”", "Nawa Pratama", "nya")


def test_hal_senada_hands_over_to_another() -> None:
    text = INTRODUCED + "Hal senada disampaikan Juru Bicara KPK Tesa Mahendra. ”Benar,” ujar dia."
    assert told(text)[-1] == ("”Benar,”", "Tesa Mahendra", "pronoun")


def test_another_name_that_the_article_explains() -> None:
    text = (
        "Wakil Gubernur Bali Tjokorda Oka Sukarta, yang biasa disapa Tjok Ace, hadir. "
        "Tjok Ace menambahkan, pedoman sudah dibuat."
    )
    assert told(text) == [("pedoman sudah dibuat", "Tjokorda Oka Sukarta", "surname")]


def test_an_acronym_in_brackets_is_the_institution_s() -> None:
    text = (
        "Ketua Perhimpunan Bank Rakyat Indonesia (Perbanindo) Joko Suyatna hadir. "
        "Perbanindo memperkirakan kredit turun. ”Kami bertahan,” kata Joko."
    )
    assert [speaker for _, speaker, _ in told(text)] == ["Perbanindo", "Joko Suyatna"]


def test_a_ministry_s_and_a_minister_s_own_short_names() -> None:
    text = (
        "Menteri Bahari dan Kepulauan (Menbahari) Laksmi Prana membuka rapat Kementerian Bahari "
        "dan Kepulauan (Kembahari). ”Kami siap,” kata Menbahari. "
        "Sekjen Kembahari Danu Wira hadir. ”Benar,” ujar Sekjen Kembahari."
    )
    assert told(text) == [
        ("”Kami siap,”", "Laksmi Prana", "role"),
        ("”Benar,”", "Danu Wira", "role"),
    ]


def test_the_company_is_the_institution_named_last() -> None:
    text = "The Tarn Ferry Company cut two routes. The company said passengers would be refunded."
    assert told(text) == [("passengers would be refunded", "Tarn Ferry Company", "description")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Tarn Foods Plc cut its forecast. The company said sales fell.", "Tarn Foods Plc"),
        ("Tarn Foods Plc cut its forecast. Tarn Foods said sales fell.", "Tarn Foods Plc"),
        ("The Actors' Union met. The plan is late, it said in a statement.", "Actors' Union"),
        ("The Actors' Union met. The ministry said the plan was late.", None),
        ("Ann Poe spoke at Orrin Bank. The company said the plan was late.", None),
    ],
)
def test_a_body_speaks_under_the_name_that_fits_it(text: str, speaker: str | None) -> None:
    assert [who for _, who, _ in told(text + " It was the plan.")] == [speaker]


def test_a_pronoun_behind_but_is_who_opens_the_sentence() -> None:
    text = (
        "Director Ann Poe said the plan was late. "
        "Mayor Joan Hale praised the crew, but she called for more buses."
    )
    assert told(text)[-1] == ("for more buses", "Joan Hale", "pronoun")


def test_a_pronoun_that_opens_a_sentence_is_who_opened_the_one_before() -> None:
    text = (
        "Penyerang Yakob Rumas mencetak gol. Kapten Bagas Wira mengatakan, tim siap. "
        "Yakob diam saja. Ia menatap lapangan lama sekali. ”Bola ini untuk Mama,” katanya."
    )
    assert told(text)[-1] == ("”Bola ini untuk Mama,”", "Yakob Rumas", "nya")


def test_a_statement_s_own_noun_is_a_cue() -> None:
    text = "Ikatan Bidan Sagara (IBS) setuju. ”Kami siap,” demikian pernyataan IBS."
    assert told(text) == [("”Kami siap,”", "Ikatan Bidan Sagara", "named")]


def test_the_president_is_not_the_vice_president() -> None:
    text = (
        "Presiden Sinta Wibawa membuka rapat. Wakil Presiden Amin Rasyid hadir. "
        "”Silakan,” kata Presiden. The president said: “Welcome.”"
    )
    assert [speaker for _, speaker, _ in told(text)][:1] == ["Sinta Wibawa"]
    english = (
        "President Mary Lane and Vice President Ann Poe met. “Welcome,” the president said. "
        "“Thank you,” the vice president said."
    )
    assert [speaker for _, speaker, _ in told(english)] == ["Mary Lane", "Ann Poe"]


def test_two_people_of_one_first_name_are_kept_apart() -> None:
    text = (
        "Ahmad Riza Pratama, Wakil Gubernur DKI, dan Ahmad Yuliarto, juru bicara, hadir. "
        "Riza mengatakan, rapat lancar. Yuliarto menambahkan, vaksin tersedia."
    )
    assert [speaker for _, speaker, _ in told(text)] == ["Ahmad Riza Pratama", "Ahmad Yuliarto"]


def test_a_cue_in_the_middle_serves_both_halves() -> None:
    text = INTRODUCED + '"Benar, ada dua," kata Nawa, "dan keduanya pejabat."'
    assert told(text)[1:] == [
        ('"Benar, ada dua,"', "Nawa Pratama", "surname"),
        ('"dan keduanya pejabat."', "Nawa Pratama", "surname"),
    ]


def test_paragraphs_of_one_quotation_have_its_speaker() -> None:
    text = '"Kami sudah siap.\n\n"Kami datang besok," kata Presiden Sinta Wibawa.'
    assert told(text) == [
        ('"Kami sudah siap.', "Sinta Wibawa", "continued"),
        ('"Kami datang besok,"', "Sinta Wibawa", "named"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Film ”Laskar Senja” diputar lagi.",
        "Istilah “new normal” dikritik banyak orang.",
        "Diskusi bertajuk ”Masa Depan Kota dan Warganya di Tengah Pandemi,” dibuka.",
        "Nawa enggan menyebutkan nama dua orang itu.",
        "Data Dinas Kesehatan menunjukkan, kasus terus turun.",
        "Menurut rencana, jalan dibuka besok pagi.",
        "Lirik lagu ”Kita akan pulang bersama, malam ini juga,” dinyanyikan penonton.",
    ],
)
def test_titles_scare_quotes_and_documents_say_nothing(text: str) -> None:
    assert found(text) == []


def test_english_articles() -> None:
    text = (
        "Manpower Minister Hasan Basri told the meeting that workers needed protection. "
        "“The risks are known,” Hasan said on Tuesday, “but the benefits are not.”\n\n"
        "The Central Statistics Agency (BPS) said remittances rose by 5 percent. "
        "The plan is late, said Maria Smith, the head of a union. "
        "According to Smith, half of the cases are never heard. "
        "“Are they ready?” Hasan asked."
    )
    assert told(text) == [
        ("workers needed protection", "Hasan Basri", "named"),
        ("“The risks are known,”", "Hasan Basri", "surname"),
        ("“but the benefits are not.”", "Hasan Basri", "surname"),
        ("remittances rose by 5 percent", "Central Statistics Agency", "named"),
        ("The plan is late", "Maria Smith", "named"),
        ("half of the cases are never heard", "Maria Smith", "surname"),
        ("“Are they ready?”", "Hasan Basri", "surname"),
    ]


WORDS = st.lists(
    st.sampled_from(
        """” “ " ’ ' « , . ? ! : ( ) \n\n \n kata katanya Menurut menurutnya mengatakan bahwa said
        Menteri Budi Santoso KPK dia Ia itu Demikian disampaikan Hal dan di (27) saya 7,2 שלום مرحبا
        Kepala Dinas of - — the yang tidak A. dr""".split(" ")
    ),
    max_size=60,
)


def check(text: str) -> None:
    end = 0
    for one in found(text):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        if one.cue_start is not None and one.cue_end is not None:
            assert 0 <= one.cue_start < one.cue_end <= len(text)
        assert (one.speaker is None) == (one.resolved_by is Resolution.UNRESOLVED)
        assert 0 <= one.confidence <= 1
        if one.direct:
            assert text[one.start] in "\"“”„«»'‘"
        end = one.end


@given(WORDS)
@settings(max_examples=300)
def test_scrambled_news_gives_spans_in_order_inside_the_text(words: list[str]) -> None:
    check(" ".join(words))


@given(st.text(max_size=200))
def test_any_text_gives_spans_in_order_inside_the_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "”" * 1000,
        "”Kami siap, kata Sari. " * 200,
        "”" + "Kami siap bekerja. " * 1053 + "Selesai,” kata Menteri Budi Santoso.",
        "Budi mengatakan, program itu berjalan " * 500,
        "קרא ”שלום,” אמר. ‏”Kami siap,” kata Sari.",
        "\ud800”Kami siap,” kata Sari.\x00",
    ],
)
def test_odd_text_never_raises(text: str) -> None:
    check(text)


def test_a_quotation_of_20_000_characters_is_one_statement() -> None:
    quotation = "”" + "Kami siap bekerja. " * 1053 + "Selesai,”"
    assert told(quotation + " kata Menteri Budi Santoso.") == [(quotation, "Budi Santoso", "named")]


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        (
            "Reva dari PT House of Pandan mengatakan, pesanan anjlok hingga 20 persen.",
            "Reva",
            "pesanan anjlok hingga 20 persen",
        ),
        (
            "Pasangan Wardi Sirad - Qomari Zain unggul. Sahal Tomi selaku Ketua Tim Pemenangan "
            "Paslon Wardi - Qomari mengatakan, relawan merasa puas.",
            "Sahal Tomi",
            "relawan merasa puas",
        ),
        (
            "Pengamat transportasi dan Direktur Institut Studi Angkutan (Instan) Dedi Herlamba, "
            "ketika dihubungi pada Selasa (12/1/2021), menilai, tarif perlu turun.",
            "Dedi Herlamba",
            "tarif perlu turun",
        ),
        (
            "Ketua Kadin Budi Santika hadir. Pihaknya menduga, rotan langka karena penyelundupan.",
            "Budi Santika",
            "rotan langka karena penyelundupan",
        ),
        (
            "Menurut hasil survei Badan Data Nasional pada awal Mei, 13 persen responden pergi.",
            "Badan Data Nasional",
            "13 persen responden pergi",
        ),
        (
            "Koordinator Rumah Sakit Wisma Teratai, Mayor Jenderal TNI dokter Tugas Ratmana, "
            "menyebut ruang rawat penuh.",
            "Tugas Ratmana",
            "ruang rawat penuh",
        ),
        (
            "Ketua Organda Safri Sinungan hadir. Dia tidak memungkiri, sopir butuh penumpang.",
            "Organda Safri Sinungan",
            "sopir butuh penumpang",
        ),
        (
            "Ketua Kadin Ali Afandi hadir. Jadi kata Ali Afandi, usaha kecil kini tersohor.",
            "Ali Afandi",
            "usaha kecil kini tersohor",
        ),
        (
            "Seperti dikemukakan Ketua Kadin Ali Afandi, usaha kecil kini tersohor.",
            "Ali Afandi",
            "usaha kecil kini tersohor",
        ),
        (
            "Dari hasil interogasi, IL mengaku menempati kamar nomor 415.",
            "IL",
            "menempati kamar nomor 415",
        ),
        (
            "Ketua Kadin Ali Afandi hadir. Ali menjamin Kadin siap melayani usaha kecil.",
            "Ali Afandi",
            "Kadin siap melayani usaha kecil",
        ),
    ],
)
def test_constructions_of_reported_speech(text: str, speaker: str, said: str) -> None:
    (statement,) = statements(Article("a", "", text))
    assert (statement.speaker, text[statement.start : statement.end]) == (speaker, said)


@pytest.mark.parametrize(
    "text",
    [
        "Bagaimana menurut Anda?",
        "Semua pihak mesti menyadari bahwa aturan ini tidak semata untuk menghindari sanksi.",
        "Ketua Kadin Budi Santika hadir. Pihaknya memastikan agar stok sudah tercukupi.",
        "Penambahan kasus itu belum diketahui asal - usulnya lantaran rumah sakit tutup.",
    ],
)
def test_verbs_of_speech_that_say_nothing(text: str) -> None:
    assert statements(Article("a", "", text)) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Chief Information Officer Inves Diki Wijaya hadir. “Kami siap bekerja,” kata Diki.",
            "Diki Wijaya",
        ),
        ("“Kami siap bekerja,” kata CEO Tokobagus William Tanuwija.", "William Tanuwija"),
        (
            "Ketua Kelompok Ternak Jangkrik Bos Asip Saefur Roman hadir. “Kami siap,” kata Asip.",
            "Asip Saefur Roman",
        ),
        (
            "Direktur Lembaga Laut Mas Achmad Santika hadir. “Kami siap,” kata Mas Achmad.",
            "Mas Achmad Santika",
        ),
        (
            "Gubernur Yogyakarta Sultan Hamengku Buwana X hadir. Sultan menambahkan, warga perlu "
            "tenang. “Kami siap,” kata Sultan HB X.",
            "Sultan Hamengku Buwana X",
        ),
        (
            "Kemal menghimpun dana. “Kami siap bekerja,” kata vokalis Kemal, Raka, kemarin. "
            "Vokalis Kemal, Raka, menjelaskan, lagu itu sedang dibuat.",
            "Raka",
        ),
    ],
)
def test_a_name_is_cut_from_what_its_bearer_leads(text: str, speaker: str) -> None:
    assert statements(Article("a", "", text))[-1].speaker == speaker


def test_labels_hold_offsets_and_names_of_articles_labelled_once() -> None:
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    assert len({row["article"] for row in rows}) == len(rows) == 154
    asked = [one for row in rows for one in row["labels"] if one["kind"] != "optional"]
    assert len(asked) == 1731
    assert all(0 <= one["start"] < one["end"] for one in asked)


@pytest.mark.skipif(not DATA.is_file(), reason="the labelled articles aren't beside the project")
def test_figures_on_the_development_articles_stay() -> None:
    """Floors under what docs/who-said-what.md reports; the articles' hashes are checked."""
    from tests.benchmarks.statements import judge, read_articles, read_labels

    articles = read_articles(DATA.parent)
    total: dict[str, int] = {}
    for name, digest, labels in read_labels("development"):
        assert hashlib.sha256(articles[name].text.encode()).hexdigest() == digest
        for key, count in judge(articles[name], labels).counts.items():
            total[key] = total.get(key, 0) + count
    assert total["direct found"] >= 126
    assert total.get("direct false", 0) <= 1
    assert total["direct right"] >= 123
    assert total["reported found"] >= 150
    assert total.get("reported false", 0) <= 3
    assert total["reported right"] >= 149


@pytest.mark.parametrize("cut", ["menurut banyak", "kata banyak", "menurut beberapa", "kata"])
def test_a_text_cut_off_behind_its_cue_is_read(cut: str) -> None:
    text = f"Harga beras naik lagi pekan ini, {cut}"
    assert all(0 <= s.start < s.end <= len(text) for s in statements(Article("a", "", text)))
