import hashlib
import itertools
import random
import subprocess
import sys
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.duplicates import NearDuplicates, clusters, same_story
from index.minhash import LENGTH, read_signature, signature, similar, write_signature
from index.same_statement import same_statement
from index.same_story import compare
from index.shingles import Kind, body_of, story

FLOOD = """Banjir merendam tiga kampung di Kota Saranjana setelah hujan deras turun semalaman.
Air setinggi 80 sentimeter memasuki 412 rumah warga, kata Wali Kota Ratna Wulandari, Selasa
(5/12/2017). Sebanyak 1.250 warga mengungsi ke gedung olahraga dan dua sekolah dasar.

Menurut Ratna, tanggul Sungai Lamat jebol di dua titik karena tidak kuat menahan debit air.
Petugas menutup lubang tanggul dengan karung pasir sejak pukul 03.00 dan mengerahkan enam perahu
karet untuk menjemput warga yang masih bertahan di lantai dua rumah mereka.

Dinas kesehatan setempat membuka tiga posko dan membagikan obat kulit, vitamin, serta air bersih.
Sekolah di kampung terdampak diliburkan sampai lumpur selesai dibersihkan oleh petugas gabungan.

Kepala Badan Penanggulangan Bencana Daerah Joni Pratama menambahkan, bantuan pangan cukup untuk
lima hari. Ia meminta warga tidak kembali dahulu karena hujan diperkirakan masih turun."""


def weather(day: str, *temperatures: int) -> str:
    return (
        f"Badan cuaca merilis prakiraan untuk Kota Saranjana pada {day}. Pagi hari cuaca cerah "
        f"berawan dengan suhu {temperatures[0]} derajat, siang hari hujan ringan dengan suhu "
        f"{temperatures[1]} derajat, dan malam hari berawan tebal dengan suhu {temperatures[2]} "
        "derajat. Warga diimbau membawa payung dan waspada terhadap angin kencang yang dapat "
        "menumbangkan pohon. Prakiraan terbaru dapat dilihat di laman resmi badan cuaca."
    )


def test_what_each_outlet_puts_around_a_story_makes_no_difference() -> None:
    dressed = (
        f"SARANJANA, KabarPagi.com - {FLOOD.upper()}\n\n"
        "Baca juga: Jadwal kereta api pekan ini\nEditor: Rina Kartika\n(ani/bdo)"
    )
    assert similar(signature(FLOOD), signature(dressed)) == 1.0
    assert body_of("Jakarta (ANTARA) - Hujan turun di kota ini sejak pagi. (tik/rdk)") == (
        "Hujan turun di kota ini sejak pagi. "
    )


def test_a_signature_never_changes() -> None:
    """Signatures are stored: another value here needs every article to be signed again."""
    digest = hashlib.sha256(write_signature(signature(FLOOD))).hexdigest()
    assert digest == "5e0baafcda85b5809de8e8bb3baec2bd28198cd4ba237e1f903b6e3b123ad59f"
    code = "import sys; from index.minhash import signature as s, write_signature as w; "
    code += "sys.stdout.buffer.write(w(s(sys.stdin.read())))"
    other = subprocess.run(
        [sys.executable, "-c", code], input=FLOOD.encode(), capture_output=True, check=True
    )
    assert np.array_equal(read_signature(other.stdout), signature(FLOOD))


def test_the_estimate_is_near_the_true_share() -> None:
    left, right = [f"kata{n}" for n in range(400)], [f"kata{n}" for n in range(200, 600)]
    # 398 runs of three words each, 198 of them shared: 198 / 598
    estimate = similar(signature(" ".join(left)), signature(" ".join(right)))
    assert estimate == pytest.approx(198 / 598, abs=0.09)


def test_texts_without_words_are_similar_to_none() -> None:
    assert similar(signature(""), signature("")) == 0.0
    index = NearDuplicates()
    index.add("empty", signature("..."))
    assert index.near(signature("")) == []
    assert not same_story("", "")
    with pytest.raises(ValueError, match="1024 bytes, not 3"):
        read_signature(b"abc")


def test_kinds_of_words_and_one_way_to_write_them() -> None:
    read = story("Pada Selasa (5/12/2017) pukul 08.30 dua orang menemui Wali Kota Ratna.")
    assert read.words == tuple(
        "pada selasa 5/12 pukul 0830 2 orang menemui wali kota ratna".split()
    )
    assert read.kinds[1:5] == (Kind.NAME, Kind.DAY, Kind.WORD, Kind.NUMBER)
    assert (
        read.words
        == story("pada Selasa, 5 Desember 2017 pukul 08:30 2 orang menemui Wali Kota Ratna").words
    )


@pytest.mark.parametrize(
    "copy",
    [
        FLOOD,
        "\n\n".join(FLOOD.split("\n\n")[:2]),
        "\n\n".join([FLOOD.split("\n\n")[0], *FLOOD.split("\n\n")[:0:-1]]),
        FLOOD.replace("Air setinggi", "Genangan setinggi").replace("menutup", "menambal"),
        FLOOD.replace("(5/12/2017)", "(5/12)").replace("dua", "2").replace("1.250", "1250"),
        FLOOD + "\n\nPeristiwa serupa melanda kota itu 10 tahun silam dan menelan korban.",
    ],
    ids=["same", "cut", "reordered", "reworded", "house style", "own closing"],
)
def test_copies(copy: str) -> None:
    assert same_story(FLOOD, copy)
    assert same_story(copy, FLOOD)
    texts = {"a": FLOOD, "b": copy}
    groups = clusters({key: signature(text) for key, text in texts.items()}, texts.__getitem__)
    assert [sorted(group) for group in groups] == [["a", "b"]]


@pytest.mark.parametrize(
    "other",
    [
        FLOOD.replace("412", "530").replace("1.250", "2.100").replace("80", "120"),
        FLOOD.replace("(5/12/2017)", "(9/12/2017)"),
        "Pemerintah pusat menjanjikan dana perbaikan tanggul yang jebol pekan ini. Menteri "
        "Pekerjaan Umum Surya Adinata menyampaikannya ketika meninjau lokasi bersama rombongan, "
        "lalu berdialog dengan pengungsi yang menuntut relokasi dan ganti rugi atas perabot yang "
        "hanyut. Janji itu disambut tepuk tangan.\n\n" + "\n\n".join(FLOOD.split("\n\n")[1:]),
    ],
    ids=["other figures", "another day", "an update with the old background"],
)
def test_other_stories_of_the_same_words(other: str) -> None:
    assert similar(signature(FLOOD), signature(other)) > 0.3
    assert not same_story(FLOOD, other)
    texts = {"a": FLOOD, "b": other}
    assert clusters({key: signature(text) for key, text in texts.items()}, texts.__getitem__) == []


def test_days_of_a_template_stay_apart() -> None:
    days = [
        weather("Senin (4/12)", 22, 31, 25),
        weather("Selasa (5/12)", 23, 32, 24),
        weather("Rabu (6/12)", 21, 30, 25),
    ]
    for one, two in itertools.combinations(days, 2):
        assert similar(signature(one), signature(two)) > 0.5
        assert not same_story(one, two)


def test_comparison_counts() -> None:
    one = "satu kota besar memiliki 12 taman dan 7 danau yang sangat indah"
    two = "satu kota besar memiliki 12 taman dan 9 danau yang sangat indah"
    found = compare(story(one), story(two))
    # 10 runs of three words each; three of them hold the 7
    assert found.contained == found.lead == 0.7
    assert found.changed_numbers == 0.5  # of 12 and 7


def test_no_chain_joins_two_stories() -> None:
    """B holds half of A and half of C; A and C share nothing."""
    rng = random.Random(0)
    a, c = (
        " ".join(f"{prefix}{rng.randrange(10_000)}" for _ in range(200)) for prefix in ("ka", "lo")
    )
    halves = a.split()[:110] + c.split()[:110]
    texts = {"a": a, "b": " ".join(halves), "c": c}
    found = clusters({key: signature(text) for key, text in texts.items()}, texts.__getitem__)
    assert all(not {"a", "c"} <= set(group) for group in found)


def test_the_fullest_comes_first_and_order_makes_no_difference() -> None:
    short = "\n\n".join(FLOOD.split("\n\n")[:3])
    texts = {"x": short, "y": FLOOD, "z": weather("Senin (4/12)", 22, 31, 25), "w": short + " "}
    signatures = {key: signature(text) for key, text in texts.items()}
    expected = [("y", "w", "x")]
    for order in itertools.permutations(texts):
        assert clusters({key: signatures[key] for key in order}, texts.__getitem__) == expected


def test_add_replace_and_remove() -> None:
    index = NearDuplicates()
    other = weather("Senin (4/12)", 22, 31, 25)
    for number in range(70):  # past the first block
        index.add(str(number), signature(f"{other} {number}" * number))
    index.add("flood", signature(FLOOD))
    assert index.near(signature(FLOOD)) == [("flood", 1.0)]
    index.add("copy", signature(FLOOD))
    assert index.near(signature(FLOOD)) == [("copy", 1.0), ("flood", 1.0)]
    index.remove("flood")
    assert index.near(signature(FLOOD)) == [("copy", 1.0)]
    index.add("copy", signature(other))
    assert index.near(signature(FLOOD)) == []
    assert len(index) == 71
    assert index.near(signature(other), floor=0.99)[0] == ("copy", 1.0)
    with pytest.raises(KeyError):
        index.remove("flood")


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 3)), max_size=12))
def test_the_index_holds_what_was_added_last(steps: list[tuple[str, int]]) -> None:
    rows = np.arange(4, dtype=np.uint32)[:, None] * np.ones(LENGTH, np.uint32)
    index = NearDuplicates()
    expected: dict[str, int] = {}
    for key, value in steps:
        if value == 3 and key in expected:
            index.remove(key)
            del expected[key]
        elif value < 3:
            index.add(key, rows[value])
            expected[key] = value
    for value in range(3):
        found = [key for key, _ in index.near(rows[value])]
        assert found == sorted(key for key, held in expected.items() if held == value)


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_texts(one: str, two: str) -> None:
    assert same_story(one, two) == same_story(two, one)
    assert 0 <= similar(signature(one), signature(two)) <= 1
    assert same_statement(one, two) == same_statement(two, one)


@pytest.mark.parametrize("piece", ["a ", "(", "5/", "Baca juga ", "(ani/"])
def test_time_is_linear(piece: str) -> None:
    text = piece * 20_000
    started = time.process_time()
    signature(text)
    same_story(text, text + "b")
    same_statement(text, text + " b")
    assert time.process_time() - started < 3


SAID = "“Kami akan menutup tanggul itu dalam tiga hari dan tidak menunggu bantuan pusat,”"


@pytest.mark.parametrize(
    "other",
    [
        '"Kami akan menutup tanggul itu dalam tiga hari dan tidak menunggu bantuan pusat."',
        "”kami akan menutup tanggul itu, dalam 3 hari, dan tidak menunggu bantuan Pusat”",
        "“Kami akan menutup tanggul itu dalam tiga hari,”",
        "“Kami akan menutup tanggulnya dalam tiga hari dan tidak menunggu bantuan pusat”",
        "“Ya, kami akan menutup tanggul itu dalam tiga hari dan tidak menunggu bantuan pusat. Ya.”",
    ],
    ids=["marks", "case and figure", "cut", "slip", "longer"],
)
def test_the_same_statement(other: str) -> None:
    assert same_statement(SAID, other)
    assert same_statement(other, SAID)


@pytest.mark.parametrize(
    "other",
    [
        "“Kami akan menutup tanggul itu dalam lima hari dan tidak menunggu bantuan pusat,”",
        "“Kami akan menutup tanggul itu dalam tiga hari dan menunggu bantuan pusat,”",
        "“Kami akan menutup”",
        "“Bantuan pusat kami terima tiga hari setelah tanggul itu jebol dan air surut,”",
        "“Warga meminta ganti rugi atas perabot yang hanyut,”",
        "",
    ],
    ids=["number", "negation", "too short", "same words", "another", "empty"],
)
def test_another_statement(other: str) -> None:
    assert not same_statement(SAID, other)


def test_english_contractions_are_negations() -> None:
    assert same_statement("“We don't expect rain tomorrow,”", "We do not expect rain tomorrow")
    assert not same_statement("“We don't expect rain tomorrow,”", "We do expect rain tomorrow")
