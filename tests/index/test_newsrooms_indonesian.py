"""Speakers in Indonesian news of other newsrooms than the labelled ones; all made up.

In the articles '[Budi Raharjo| ...]' marks what Budi Raharjo says, '[-| ...]' what somebody unnamed
says.
"""

import pytest

from tests.index.marked import check_marked

DETIK = """Jakarta - Kepala Dinas Perhubungan Kota Sagara Wira Adinata menyebut [Wira Adinata|
tarif parkir akan naik mulai bulan depan]. Kenaikan berlaku di 14 ruas jalan.

[Wira Adinata| "Tarif motor jadi Rp 3.000, mobil Rp 6.000. Ini sudah kami hitung,"] ujar Wira
kepada wartawan di kantornya, Senin (3/2/2025).

Wira mengatakan [Wira Adinata| kenaikan itu untuk mengurai kemacetan]. Dia meminta [Wira Adinata|
warga beralih ke angkutan umum].

[Wira Adinata| "Kalau parkir murah, orang malas naik bus,"] imbuhnya.

Sementara itu, anggota DPRD Sagara Lulu Kencana menolak kenaikan tersebut. [Lulu Kencana| "Busnya
saja belum ada,"] kata dia.

[Lulu Kencana| "Kami akan panggil dinas pekan depan,"] pungkasnya."""

ANTARA = """Sagara (ANTARA) - [Hendra Wicaksana| Panen raya padi di Kabupaten Sagara tahun ini
mencapai 210 ribu ton]. Demikian disampaikan Kepala Dinas Pertanian Kabupaten Sagara Hendra
Wicaksana di Sagara, Rabu.

[Hendra Wicaksana| "Produktivitas naik karena irigasi sudah diperbaiki,"] katanya.

Ia menambahkan [Hendra Wicaksana| pihaknya menyiapkan 40 ton benih untuk musim tanam berikutnya].

Menurut Hendra, [Hendra Wicaksana| harga gabah di tingkat petani masih stabil].

Petani Desa Kalibening, Sutarman, mengaku [Sutarman| senang dengan hasil panen tahun ini].
[Sutarman| "Baru kali ini gudang saya penuh,"] kata Sutarman."""

TEMPO = """TEMPO.CO, Jakarta - Juru bicara Komisi Pengawas Bendungan Mira Santika mengatakan
[Mira Santika| lembaganya menemukan retakan sepanjang 12 meter di Bendungan Jatiluhung].

[Mira Santika| “Retakan itu tidak membahayakan,”] kata Mira dalam keterangan tertulis, Jumat, 7
Maret 2025.

Mira menuturkan [Mira Santika| perbaikan memerlukan waktu dua bulan]. [Mira Santika| “Pintu air
tetap beroperasi,”] tutur dia.

Adapun Direktur Wahana Sungai Bagas Pradipta menilai [Bagas Pradipta| pemerintah lamban]. [Bagas
Pradipta| “Laporan warga sudah masuk sejak Oktober,”] ucap Bagas saat dihubungi Tempo.

Bagas mendesak [Bagas Pradipta| audit dibuka kepada publik]."""

CNN = """Jakarta, Kabar Indonesia -- Kepala Polres Sagara AKBP Tegar Mahendra membenarkan
penangkapan tiga tersangka pencurian kabel.

[Tegar Mahendra| "Benar, tiga orang kami amankan tadi malam,"] kata Tegar saat dikonfirmasi,
Minggu (9/3).

Tegar menjelaskan [Tegar Mahendra| para pelaku beraksi di 11 lokasi sejak Januari]. Ia menyebut
[Tegar Mahendra| kerugian mencapai Rp2 miliar].

[Tegar Mahendra| "Satu pelaku masih kami kejar,"] ujarnya.

Di kesempatan yang sama, Manajer PLN Sagara Nadia Utami mengimbau [Nadia Utami| warga melapor bila
melihat kabel dipotong]. [Nadia Utami| "Jangan disentuh, berbahaya,"] tegas Nadia."""

SENADA = """Wakil Ketua DPRD Sagara Yusra Halim meminta [Yusra Halim| proyek taman kota
dihentikan sementara]. [Yusra Halim| "Anggarannya tidak jelas,"] ujar Yusra, Selasa (11/3/2025).

Senada, anggota Komisi C Ratih Puspita mengatakan [Ratih Puspita| lelang proyek itu janggal].

[Ratih Puspita| "Pemenangnya perusahaan baru berdiri tiga bulan,"] tandasnya.

Terpisah, Kepala Dinas Pertamanan Dodi Firmansah membantah tudingan tersebut. [Dodi Firmansah|
"Semua sesuai aturan,"] kata Dodi.

Hal senada diungkapkan Sekretaris Dinas Pertamanan Wulan Ayu. [Wulan Ayu| "Dokumennya lengkap,
silakan diperiksa,"] ungkapnya."""

QUOTED = """[Pratama Wiguna| "Ekspor kopi naik 30 persen,"] kata Menteri Perdagangan Pratama
Wiguna seperti dikutip dari laman resmi kementerian, Kamis (13/3).

Pratama mengungkapkan, [Pratama Wiguna| permintaan terbesar datang dari Eropa]. [Pratama Wiguna|
"Mereka suka kopi kita,"] ungkap dia.

Dilansir dari Antara, Ketua Asosiasi Eksportir Kopi Sagara (AEKS) Gilang Nugraha menyatakan
[Gilang Nugraha| petani belum menikmati kenaikan itu].

[Gilang Nugraha| "Harga di kebun masih sama,"] tutur Gilang, dikutip Kamis.

AEKS meminta [AEKS| pemerintah menetapkan harga dasar]."""

HEALTH = """Direktur RSUD Sagara dr. Laras Widuri, Sp.PD., mengatakan [Laras Widuri| jumlah
pasien demam berdarah meningkat dua kali lipat].

[Laras Widuri| "Ruang rawat sudah penuh sejak pekan lalu,"] kata Laras, Rabu (12/2).

Ia mengimbau [Laras Widuri| warga membersihkan bak mandi]. Menurutnya, [Laras Widuri| pengasapan
saja tidak cukup].

Salah satu orang tua pasien, Nur Aini (34), mengaku [Nur Aini| anaknya baru mendapat kamar setelah
menunggu sembilan jam].

[Nur Aini| "Saya menunggu di lorong,"] keluhnya.

[-| "Perawatnya baik, tetapi jumlahnya sedikit,"] kata seorang warga."""

SPORT = """Pelatih Garuda Sagara, Marko Ilievski, kecewa timnya kalah 0-1 dari Persik Timur.

[Marko Ilievski| "Kami mendominasi, tetapi bola tidak mau masuk,"] kata Marko dalam jumpa pers
usai laga.

Pelatih asal Makedonia itu menilai [Marko Ilievski| wasit terlalu sering meniup peluit]. [Marko
Ilievski| "Pertandingan jadi terputus-putus,"] ujar dia.

Kapten tim Rendi Saputra mengatakan [Rendi Saputra| timnya akan bangkit]. [Rendi Saputra| "Masih
ada enam laga,"] katanya menambahkan.

Di kubu lawan, penyerang Yoga Pranata menyebut [Yoga Pranata| kemenangan itu dipersembahkan untuk
suporter]."""

POLITICS = """Ketua Umum Partai Bahtera H. Sofyan Latief menegaskan [Sofyan Latief| partainya
tidak akan berkoalisi dengan pemerintah].

[Sofyan Latief| "Kami memilih di luar,"] tegas Sofyan di hadapan kader, Sabtu (15/3).

Sofyan menyindir rekan-rekannya yang pindah partai. [Sofyan Latief| "Pintu keluar selalu
terbuka,"] sindirnya.

Sekretaris Jenderal Partai Bahtera Hj. Maryam Salim menambahkan [Maryam Salim| keputusan itu
diambil secara bulat].

[Maryam Salim| "Tidak ada yang menolak,"] kata Maryam kepada wartawan.

Saat ditanya soal kemungkinan berubah, Maryam menjawab singkat. [Maryam Salim| "Lihat saja
nanti,"] jawabnya."""

INSTITUTION = """Badan Pangan Sagara memastikan [Badan Pangan Sagara| stok beras cukup hingga
Lebaran].

[Intan Permata| "Gudang kami terisi 80 persen,"] kata Kepala Badan Pangan Sagara Intan Permata
dalam siaran pers.

Kementerian Perdagangan mengingatkan [Kementerian Perdagangan| pedagang tidak menimbun].

Ikatan Pedagang Pasar Sagara (IPPS) mendukung langkah tersebut. [Ikatan Pedagang Pasar Sagara|
"Kami siap membantu,"] demikian pernyataan IPPS.

Intan menambahkan bahwa [Intan Permata| operasi pasar digelar pekan depan]."""


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param(DETIK, id="portal"),
        pytest.param(ANTARA, id="agency"),
        pytest.param(TEMPO, id="magazine"),
        pytest.param(CNN, id="broadcaster"),
        pytest.param(SENADA, id="senada"),
        pytest.param(QUOTED, id="quoted"),
        pytest.param(HEALTH, id="health"),
        pytest.param(SPORT, id="sport"),
        pytest.param(POLITICS, id="politics"),
        pytest.param(INSTITUTION, id="institutions"),
    ],
)
def test_every_statement_has_its_speaker(marked: str) -> None:
    check_marked(marked)
