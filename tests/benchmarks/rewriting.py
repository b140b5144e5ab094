# ruff: noqa: E501 - the templates read best as whole sentences
"""The same story as another outlet would print it, and other stories that look like it.

Rewritings work on real articles; the templates, whose days differ in facts alone, are made up.
"""

import random
import re
from collections.abc import Callable, Sequence

from index.sentences import split_sentences

Rewriting = Callable[[str, random.Random, Sequence[str]], str]

_SYNONYMS = dict(
    pair.split(":")
    for pair in """
    mengatakan:menyebutkan mengungkapkan:menuturkan menjelaskan:menerangkan ujar:kata kata:tutur
    sejumlah:beberapa namun:tetapi karena:sebab hingga:sampai juga:pun sudah:telah telah:sudah
    saat:ketika ketika:saat untuk:guna tersebut:itu melakukan:menggelar para:kalangan warga:masyarakat
    masyarakat:warga besar:tinggi banyak:sejumlah membuat:menjadikan seperti:misalnya agar:supaya
    akan:bakal bakal:akan terjadi:berlangsung selain:di-samping kemudian:lalu masih:tetap menjadi:jadi
    pihak:kubu bahwa:jika memiliki:mempunyai adanya:terdapatnya setelah:usai sebelum:jelang
    meminta:mendesak menilai:memandang diharapkan:diminta terkait:soal mengenai:tentang tidak:tak
    belum:tak-kunjung hanya:cuma berada:terletak digelar:diadakan kondisi:keadaan jumlah:total
    """.split()
)
_PLACES = ("BANDUNG", "Jakarta", "SURABAYA", "Medan", "Makassar", "YOGYAKARTA")
_OUTLETS = ("KabarPagi.com", "WartaKota.id", "HarianUtama.co.id")
_CLOSINGS = (
    "Redaksi telah menghubungi pihak terkait, tetapi belum ada tanggapan sampai naskah ini terbit.",
    "Pembaca dapat mengikuti perkembangan peristiwa ini melalui kanal berita kami sepanjang hari.",
    "Sebelumnya, peristiwa serupa pernah terjadi di beberapa daerah lain dan menyita perhatian.",
)


def _paragraphs(text: str) -> list[str]:
    """Three sentences each, as news sets them; the corpus has lost its own line ends."""
    spans = split_sentences(text)
    groups = [spans[start : start + 3] for start in range(0, len(spans), 3)]
    return [text[group[0].start : group[-1].end] for group in groups]


def _joined(paragraphs: Sequence[str]) -> str:
    return "\n\n".join(paragraphs)


def _cut(share: float) -> Rewriting:
    def rewrite(text: str, rng: random.Random, others: Sequence[str]) -> str:
        paragraphs = _paragraphs(text)
        return _joined(paragraphs[: max(1, round(share * len(paragraphs)))])

    return rewrite


def _reworded(share: float) -> Rewriting:
    """Words in small letters exchanged: for a synonym where there is one, for any word else."""

    def rewrite(text: str, rng: random.Random, others: Sequence[str]) -> str:
        spare = re.findall(r"\b[a-z]{4,}\b", rng.choice(others))

        def other(match: re.Match[str]) -> str:
            if rng.random() >= share:
                return match.group()
            return _SYNONYMS.get(match.group()) or rng.choice(spare)

        return re.sub(r"\b[a-z]{2,}\b", other, text)

    return rewrite


def _headed(text: str, rng: random.Random, others: Sequence[str]) -> str:
    bare = re.sub(r"\A[^—–\n]{2,60}\s[—–-]\s", "", text)
    dateline = f"{rng.choice(_PLACES)}, {rng.choice(_OUTLETS)} - "
    return f"{dateline}{bare}\n\n(ani/bdo)"


def _furnished(text: str, rng: random.Random, others: Sequence[str]) -> str:
    paragraphs = _paragraphs(text)
    for _ in range(3):
        link = "Baca juga: " + rng.choice(others)[:70]
        paragraphs.insert(rng.randrange(1, len(paragraphs) + 1), link)
    return _joined([*paragraphs, "Editor: Rina Kartika"])


def _reordered(text: str, rng: random.Random, others: Sequence[str]) -> str:
    lead, *rest = _paragraphs(text)
    rng.shuffle(rest)
    return _joined([lead, *rest])


def _shuffled(text: str, rng: random.Random, others: Sequence[str]) -> str:
    paragraphs = _paragraphs(text)
    rng.shuffle(paragraphs)
    return _joined(paragraphs)


def _closed(text: str, rng: random.Random, others: Sequence[str]) -> str:
    background = rng.choice(_paragraphs(rng.choice(others))[1:] or [""])
    return _joined([text, background, rng.choice(_CLOSINGS)])


def _new_lead(text: str, rng: random.Random, others: Sequence[str]) -> str:
    lead, *rest = _paragraphs(text)
    return _joined([_reworded(0.4)(lead, rng, others), *rest])


_STYLES = (
    (r"\((\d\d?/\d\d?)/\d{4}\)", r"(\1)"),
    (r"\bpersen\b", "%"),
    (r"\b(?:Presiden )?Joko Widodo\b", "Presiden Jokowi"),
    (r"\bRp (\d)", r"Rp\1"),
    (r"\bpukul (\d\d)\.(\d\d)", r"jam \1:\2 WIB"),
    (r"\bdua\b", "2"),
    (r"\btiga\b", "3"),
    (r"\blima\b", "5"),
    (r"\bKepolisian Daerah\b", "Polda"),
    (r"\bKomisi Pemilihan Umum\b", "KPU"),
    (r"\bPemerintah Provinsi\b", "Pemprov"),
    (r"”", '"'),
)


def _house_style(text: str, rng: random.Random, others: Sequence[str]) -> str:
    for pattern, written in _STYLES:
        text = re.sub(pattern, written, text)
    return text


def _all_at_once(text: str, rng: random.Random, others: Sequence[str]) -> str:
    for step in (_cut(0.7), _house_style, _reworded(0.1), _headed, _closed):
        text = step(text, rng, others)
    return text


REWRITINGS: dict[str, Rewriting] = {
    "other dateline, byline": _headed,
    "links and editor": _furnished,
    "cut to 80%": _cut(0.8),
    "cut to 60%": _cut(0.6),
    "cut to 40%": _cut(0.4),
    "5% of words": _reworded(0.05),
    "10% of words": _reworded(0.1),
    "15% of words": _reworded(0.15),
    "paragraphs reordered": _reordered,
    "lead moved too": _shuffled,
    "own closing": _closed,
    "lead reworded": _new_lead,
    "house style": _house_style,
    "cut, reworded, headed, closed": _all_at_once,
}


def updated(text: str, nearest: str, share: float) -> str:
    """Another day's story: its own lead, ``share`` of ``nearest``, before the old background."""
    old, new = _paragraphs(text), _paragraphs(nearest)
    fresh = new[: max(1, round(share * len(new)))]
    return _joined([*fresh, *old[round(share * len(old)) :]])


_CITIES = "Jakarta Bogor Depok Tangerang Bekasi Bandung Cirebon Serang Garut Sukabumi".split()
_SKIES = "cerah;cerah berawan;berawan tebal;hujan ringan;hujan sedang;hujan lebat disertai petir"
_DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
_CLUBS = "Persada;Garuda Muda;Bintang Timur;Laskar Utara;Mitra Jaya;Elang Selatan;Satria Kota"
_PLAYERS = "Andika;Bagas;Cahyo;Dimas;Erlangga;Fadli;Galih;Hendra;Irfan;Joko;Kurnia;Lukman;Maulana"


def _date(rng: random.Random) -> str:
    day, month = rng.randint(1, 28), rng.randint(1, 12)
    return f"{rng.choice(_DAYS)} ({day}/{month}/{rng.randint(2018, 2024)})"


def _weather(rng: random.Random) -> str:
    skies = _SKIES.split(";")
    rows = " ".join(
        f"Cuaca di {city} pada pagi hari diperkirakan {rng.choice(skies)}, siang hari "
        f"{rng.choice(skies)}, dan malam hari {rng.choice(skies)} dengan suhu "
        f"{rng.randint(20, 25)} sampai {rng.randint(29, 36)} derajat Celsius."
        for city in _CITIES
    )
    return (
        "Badan Meteorologi, Klimatologi, dan Geofisika merilis prakiraan cuaca untuk sejumlah kota "
        f"di Jawa bagian barat pada {_date(rng)}. {rows} Masyarakat diimbau tetap waspada terhadap "
        "potensi hujan disertai angin kencang dan petir. Informasi cuaca terkini dapat dilihat di "
        "laman dan aplikasi resmi badan tersebut setiap saat."
    )


def _gold(rng: random.Random) -> str:
    base = rng.randint(600, 1400) * 1000
    sizes = (("0,5", 0.55), ("1", 1), ("5", 4.9), ("10", 9.75), ("25", 24.2), ("50", 48.4))
    rows = " ".join(
        f"Harga emas batangan {size} gram dijual Rp {int(base * part):,}.".replace(",", ".")
        for size, part in sizes
    )
    move = rng.choice(["naik", "turun"])
    return (
        f"Harga emas batangan {move} Rp {rng.randint(1, 20)}.000 pada perdagangan {_date(rng)}. "
        f"Harga pembelian kembali juga {move} menjadi Rp {int(base * 0.9):,} per gram. {rows} "
        "Harga tersebut belum termasuk pajak penghasilan yang dipungut dari setiap pembelian. "
        "Pembeli yang memiliki nomor pokok wajib pajak dikenai tarif lebih rendah daripada yang "
        "tidak memilikinya. Bukti potong diberikan pada setiap transaksi di gerai resmi."
    )


def _match(rng: random.Random) -> str:
    home, away = rng.sample(_CLUBS.split(";"), 2)
    first, second, third = rng.sample(_PLAYERS.split(";"), 3)
    goals = sorted(rng.sample(range(3, 90), 3))
    return (
        f"{home} mengalahkan {away} 2-1 dalam lanjutan kompetisi liga utama, {_date(rng)}. Tuan "
        f"rumah membuka keunggulan lewat gol {first} pada menit ke-{goals[0]} setelah menerima umpan "
        f"silang dari sisi kanan. Tim tamu menyamakan kedudukan melalui {second} pada menit "
        f"ke-{goals[1]} memanfaatkan kesalahan pemain belakang. Pertandingan berjalan ketat sampai "
        f"{third} mencetak gol penentu kemenangan pada menit ke-{goals[2]}. Dengan hasil ini {home} "
        f"naik ke peringkat {rng.randint(1, 9)} klasemen sementara dengan {rng.randint(10, 60)} poin, "
        f"sedangkan {away} tertahan di peringkat {rng.randint(10, 18)}. Pelatih tuan rumah memuji "
        "kerja keras seluruh pemainnya. Pelatih tim tamu menyesalkan kesalahan kecil yang berbuah "
        "kekalahan dan berjanji memperbaikinya pada pertandingan berikutnya."
    )


def _rupiah(rng: random.Random) -> str:
    rate = rng.randint(13_200, 16_200)
    return (
        f"Nilai tukar rupiah terhadap dollar AS pada penutupan perdagangan {_date(rng)} berada di "
        f"level Rp {rate:,} per dollar AS, {rng.choice(['menguat', 'melemah'])} {rng.randint(5, 140)} "
        f"poin atau {rng.randint(1, 9)},{rng.randint(1, 9)} persen dibandingkan dengan hari "
        f"sebelumnya. Sepanjang hari rupiah bergerak di rentang Rp {rate - 40:,} hingga Rp "
        f"{rate + 50:,} per dollar AS. Indeks dollar AS tercatat {rng.randint(90, 106)},"
        f"{rng.randint(10, 99)}. Analis menilai pelaku pasar menunggu keputusan suku bunga bank "
        "sentral dan data tenaga kerja Amerika Serikat. Pergerakan rupiah juga dipengaruhi sentimen "
        "dalam negeri, antara lain neraca perdagangan dan inflasi bulanan."
    ).replace(",", ".")


def _quake(rng: random.Random) -> str:
    city = rng.choice(["Ternate", "Bengkulu", "Malang", "Kupang", "Palu", "Sorong", "Cilacap"])
    return (
        f"Gempa bermagnitudo {rng.randint(4, 6)},{rng.randint(0, 9)} mengguncang {city} pada "
        f"{_date(rng)} pukul {rng.randint(0, 23):02}.{rng.randint(0, 59):02}. Pusat gempa berada di "
        f"laut {rng.randint(11, 180)} kilometer {rng.choice(['barat daya', 'tenggara', 'utara'])} "
        f"{city} pada kedalaman {rng.randint(10, 140)} kilometer. Badan Meteorologi, Klimatologi, dan "
        "Geofisika menyatakan gempa ini tidak berpotensi tsunami. Hasil analisis menunjukkan gempa "
        "dipicu aktivitas subduksi lempeng dengan mekanisme pergerakan naik. Masyarakat diimbau "
        "tetap tenang, tidak terpengaruh isu yang tidak dapat dipertanggungjawabkan, dan menghindari "
        "bangunan yang retak atau rusak akibat gempa. Belum ada laporan mengenai kerusakan."
    )


def _cases(rng: random.Random) -> str:
    total = rng.randint(20_000, 900_000)
    towns = rng.sample(_CITIES, 5)
    rows = ", ".join(f"{town} {rng.randint(5, 900)} kasus" for town in towns)
    return (
        f"Jumlah kasus positif bertambah {rng.randint(300, 9000)} orang pada {_date(rng)} sehingga "
        f"totalnya menjadi {total} orang. Penambahan terbanyak dilaporkan dari {rows}. Pasien yang "
        f"sembuh bertambah {rng.randint(200, 8000)} orang, sedangkan yang meninggal bertambah "
        f"{rng.randint(5, 300)} orang. Juru bicara satuan tugas mengingatkan masyarakat agar disiplin "
        "memakai masker, menjaga jarak, dan mencuci tangan. Menurut dia, penambahan kasus masih "
        "terjadi karena penularan di lingkungan keluarga dan tempat kerja. Pemerintah terus menambah "
        "kapasitas pemeriksaan dan tempat tidur di rumah sakit rujukan di seluruh daerah."
    )


def _prayer(rng: random.Random) -> str:
    city = rng.choice(_CITIES)
    hour = "{:02}.{:02}".format
    return (
        f"Berikut jadwal salat untuk wilayah {city} dan sekitarnya pada {_date(rng)} yang dirilis "
        f"oleh kementerian. Imsak pukul {hour(4, rng.randint(5, 40))}, Subuh pukul "
        f"{hour(4, rng.randint(15, 50))}, Zuhur pukul {hour(11, rng.randint(30, 59))}, Asar pukul "
        f"{hour(15, rng.randint(0, 20))}, Magrib pukul {hour(17, rng.randint(40, 59))}, dan Isya "
        f"pukul {hour(18, rng.randint(50, 59))}. Jadwal ini dapat berbeda satu sampai dua menit "
        "antara satu kecamatan dan kecamatan lain. Umat Islam dianjurkan menunaikan salat tepat "
        "waktu dan berjemaah di masjid terdekat. Pengurus masjid diminta menyesuaikan jam digital "
        "dengan jadwal resmi tersebut agar azan dikumandangkan serentak."
    )


def _volcano(rng: random.Random) -> str:
    column = rng.randint(3, 40) * 100
    return (
        f"Gunung Tirta kembali meletus pada {_date(rng)} pukul {rng.randint(0, 23):02}."
        f"{rng.randint(0, 59):02} dengan tinggi kolom abu sekitar {column} meter di atas puncak. "
        f"Kolom abu teramati berwarna kelabu dengan intensitas sedang ke arah "
        f"{rng.choice(['barat', 'timur', 'selatan', 'barat laut'])}. Letusan terekam di seismogram "
        f"dengan amplitudo maksimum {rng.randint(10, 30)} milimeter dan durasi {rng.randint(40, 300)} "
        "detik. Petugas pos pengamatan menyatakan status gunung itu masih Siaga. Warga dilarang "
        "beraktivitas di dalam radius empat kilometer dari kawah dan di sepanjang aliran sungai yang "
        "berhulu di puncak. Warga juga diminta menyiapkan masker untuk mengantisipasi hujan abu."
    )


def _stocks(rng: random.Random) -> str:
    level = rng.randint(5200, 7400)
    names = rng.sample("Arta Bumi Cakra Delta Energi Fajar Graha Harum Indah Jasa".split(), 4)
    return (
        f"Indeks harga saham gabungan ditutup {rng.choice(['menguat', 'melemah'])} "
        f"{rng.randint(2, 90)},{rng.randint(10, 99)} poin ke level {level} pada perdagangan "
        f"{_date(rng)}. Sebanyak {rng.randint(120, 330)} saham naik, {rng.randint(120, 330)} saham "
        f"turun, dan sisanya tidak berubah. Saham yang naik paling banyak adalah {names[0]} dan "
        f"{names[1]}, sedangkan yang turun paling banyak adalah {names[2]} dan {names[3]}. Nilai "
        f"transaksi mencapai Rp {rng.randint(6, 15)},{rng.randint(1, 9)} triliun. Analis memperkirakan "
        "indeks masih bergerak terbatas karena pelaku pasar menunggu laporan keuangan emiten. "
        "Investor disarankan mencermati saham perbankan, barang konsumsi, dan infrastruktur."
    )


Template = Callable[[random.Random], str]
TEMPLATES: dict[str, dict[str, Template]] = {
    "tune": {
        "weather": _weather,
        "gold": _gold,
        "match": _match,
        "rupiah": _rupiah,
        "earthquake": _quake,
        "cases": _cases,
    },
    "holdout": {"prayer": _prayer, "volcano": _volcano, "stocks": _stocks},
}
