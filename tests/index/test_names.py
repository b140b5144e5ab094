"""Role, institution and name, told apart in sentences with no comma between them."""

import pytest

from index.mentions import Kind, Mention
from index.names import find_mentions
from index.tokens import read_sentences
from index.word_classes import gather_evidence


def mentions(text: str) -> list[Mention]:
    sentences = read_sentences(text)
    evidence = gather_evidence(sentences)
    return [one for sentence in sentences for one in find_mentions(sentence, evidence)]


@pytest.mark.parametrize(
    ("text", "name", "role", "affiliation"),
    [
        (
            "Kepala Dinas Kesehatan Papua Ratna Kayame mengatakan, siap.",
            "Ratna Kayame",
            "Kepala Dinas Kesehatan Papua",
            "Dinas Kesehatan Papua",
        ),
        (
            "Menteri Ketenagakerjaan RI (Menaker) M. Hasan Basri hadir.",
            "M. Hasan Basri",
            "Menteri Ketenagakerjaan RI",
            None,
        ),
        (
            "Kepala Bidang Humas Polda Banten Komisaris Besar Edi Sumarna hadir.",
            "Edi Sumarna",
            "Kepala Bidang Humas Polda Banten",
            "Polda Banten",
        ),
        (
            "Menteri Koordinator Bidang Politik, Hukum, dan Keamanan Sinta Wibawa hadir.",
            "Sinta Wibawa",
            "Menteri Koordinator Bidang Politik, Hukum, dan Keamanan",
            None,
        ),
        (
            "Kepala Dinas Kesehatan Sleman, Joni Hastanto, mengatakan, siap.",
            "Joni Hastanto",
            "Kepala Dinas Kesehatan Sleman",
            "Dinas Kesehatan Sleman",
        ),
        (
            "Rapat dibuka Sutarti, Deputi Gubernur DKI Jakarta Bidang Permukiman, kemarin.",
            "Sutarti",
            "Deputi Gubernur DKI Jakarta Bidang Permukiman",
            None,
        ),
        (
            "Direktur Eksekutif Center of Reform on Economics (Core) Indonesia Mira Faisal hadir.",
            "Mira Faisal",
            "Direktur Eksekutif Center of Reform on Economics Indonesia",
            "Center of Reform on Economics Indonesia",
        ),
        (
            "Kepala Puskesmas Cilincing, Jakarta Utara, Edi Saputra hadir.",
            "Edi Saputra",
            "Kepala Puskesmas Cilincing",
            "Puskesmas Cilincing",
        ),
        (
            "Dokter anak RSUD Kartika, dr. Paulus Tandi, Sp.A., mengingatkan orang tua.",
            "Paulus Tandi",
            "Dokter anak RSUD Kartika",
            "RSUD Kartika",
        ),
        (
            "Menurut dokter spesialis anak RSUD Kartika dr. Paulus Tandi, demam itu ringan.",
            "Paulus Tandi",
            "dokter spesialis anak RSUD Kartika",
            "RSUD Kartika",
        ),
        (
            "Guru SD Negeri 2 Bandar, Wening Astuti, hadir.",
            "Wening Astuti",
            "Guru SD Negeri 2 Bandar",
            None,
        ),
        (
            "Kepala SD Harapan Bandar, Sumarni Kusuma, menyebutkan, kelas penuh.",
            "Sumarni Kusuma",
            "Kepala SD Harapan Bandar",
            None,
        ),
        (
            "Ketua Forum Investor Ritel Kartika, Gunadi Pratis, mempertanyakan harga beli.",
            "Gunadi Pratis",
            "Ketua Forum Investor Ritel Kartika",
            "Forum Investor Ritel",
        ),
        (
            "Direktur Utama PT Anggrek Lestari Tbk. Vera Halim mengatakan, laba naik.",
            "Vera Halim",
            "Direktur Utama PT Anggrek Lestari Tbk",
            "PT Anggrek Lestari Tbk",
        ),
        (
            "Pelatih Badak Kesambi Ruud van Oosten mengaku cemas. Kesambi menang. Kesambi, juara.",
            "Ruud van Oosten",
            "Pelatih Badak Kesambi",
            None,
        ),
        (
            "Pakar hidrologi Universitas Kartika, Prof. Dr. Ir. Nirmala Wijaya, M.Sc., hadir.",
            "Nirmala Wijaya",
            "Pakar hidrologi Universitas Kartika",
            "Universitas Kartika",
        ),
        (
            "Pengamat sosial dari Universitas Kartika Robi Cahya menilai, wacana itu baik.",
            "Robi Cahya",
            "Pengamat sosial dari Universitas Kartika",
            "Universitas Kartika",
        ),
        (
            "Wakil Ketua DPRD Sagara Yusra Halim hadir. Yusra mengatakan, rapat usai.",
            "Yusra Halim",
            "Wakil Ketua DPRD Sagara",
            "DPRD Sagara",
        ),
        (
            "Direktur Wahana Sungai Bagas Pradipta hadir. Bagas mengatakan, rapat usai.",
            "Bagas Pradipta",
            "Direktur Wahana Sungai",
            None,
        ),
        (
            "Bupati Tangerang Ahmed Zaki Iskan hadir. Zaki mengatakan, rapat usai.",
            "Ahmed Zaki Iskan",
            "Bupati Tangerang",
            None,
        ),
        ("Psikolog forensik Reza Medan Amri hadir.", "Reza Medan Amri", "Psikolog forensik", None),
        (
            "Ketua Paguyuban Nelayan H. Mursid Balap dan warga yang datang hadir.",
            "Mursid Balap",
            "Ketua Paguyuban Nelayan",
            None,
        ),
        ("Menteri Agama M. Hanif Dakir dan warga hadir.", "M. Hanif Dakir", "Menteri Agama", None),
        ("Councillor Desmond Ach spoke.", "Desmond Ach", "Councillor", None),
        ("Grandmaster Viktor Hall spoke.", "Viktor Hall", "Grandmaster", None),
        ("Health Minister Budi Gunawan spoke.", "Budi Gunawan", "Health Minister", None),
        (
            "Manpower Ministry secretary-general Heri Sudarsono spoke.",
            "Heri Sudarsono",
            "Manpower Ministry secretary-general",
            "Manpower Ministry",
        ),
    ],
)
def test_a_role_ends_where_the_name_begins(
    text: str, name: str, role: str, affiliation: str | None
) -> None:
    named = [one for one in mentions(text) if one.kind is Kind.NAMED]
    (one,) = [one for one in named if one.presented]
    assert (" ".join(one.name), one.role, one.affiliation) == (name, role, affiliation)


def test_the_article_shows_where_a_programme_s_name_ends() -> None:
    text = (
        "Direktur Manajemen Pelaksana Kartu Mandala Panji W Rukmana hadir. "
        "Peserta Mandala antre. Panji mengatakan, antrean tertib."
    )
    assert " ".join(mentions(text)[0].name) == "Panji W Rukmana"


def test_a_word_for_institutions_is_a_name_behind_one() -> None:
    named = mentions("Menteri Perhubungan Budi Karya Sumarna hadir.")
    assert " ".join(named[0].name) == "Budi Karya Sumarna"


@pytest.mark.parametrize(
    ("text", "name", "role", "affiliation"),
    [
        (
            "The fire was put out, said Philippa Stann, the head of the Ashlow Trust.",
            "Philippa Stann",
            "head of the Ashlow Trust",
            "Ashlow Trust",
        ),
        ("Adaeze Grey, a nurse, spoke to the board.", "Adaeze Grey", "nurse", None),
        ("Her mother, Adaeze Grey, 41, a nurse, spoke to the board.", "Adaeze Grey", "nurse", None),
        (
            "Miriam Okon, the hospital's medical director, spoke to the board.",
            "Miriam Okon",
            "medical director",
            None,
        ),
        (
            "Grace Lind, Orrin Bank's chief economist, spoke to the board.",
            "Grace Lind",
            "chief economist",
            "Orrin Bank",
        ),
        ("On Monday, retired engineer Ann Poe met the board.", "Ann Poe", "retired engineer", None),
        ("Island council leader Ann Poe met the board.", "Ann Poe", "Island council leader", None),
        ("Sir Edmund Crale QC met the board.", "Edmund Crale", None, None),
    ],
)
def test_english_descriptions(
    text: str, name: str, role: str | None, affiliation: str | None
) -> None:
    (one,) = [one for one in mentions(text) if one.kind is Kind.NAMED and one.presented]
    assert (" ".join(one.name), one.role, one.affiliation) == (name, role, affiliation)


def test_no_description_where_a_sentence_goes_on() -> None:
    (one, *_) = mentions("After Ann Poe, a dog and a cat were saved by the crew.")
    assert (one.name, one.role) == (("Ann", "Poe"), None)


def test_two_people_in_a_list_stay_two() -> None:
    named = mentions("Bupati Sabu Orlando, Andi Wijaya, dan Sari Putri hadir.")
    assert [" ".join(one.name) for one in named] == ["Sabu Orlando", "Andi Wijaya", "Sari Putri"]


def test_h_is_an_initial_in_english() -> None:
    (named,) = mentions("The office of H. Ross Perrin was closed.")
    assert named.name == ("H.", "Ross", "Perrin")


def test_an_institution_has_its_acronym() -> None:
    (one,) = mentions("Badan Nasional Penanggulangan Bencana (BNPB) hadir.")
    assert one.kind is Kind.INSTITUTION
    assert one.name == ("Badan Nasional Penanggulangan Bencana",)
    assert one.acronym == "BNPB"


def test_an_age_makes_a_name_known() -> None:
    (one,) = mentions("Sari (27) tinggal di sana.")
    assert (one.name, one.aged, one.presented) == (("Sari",), True, True)


def test_a_lone_capital_that_opens_a_sentence_is_doubtful() -> None:
    assert [one.doubtful for one in mentions("Pelaku lari.")] == [True]
