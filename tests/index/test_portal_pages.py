"""Pages as a browser copies them, in the shapes of today's portals; the outlets don't exist.

'§' marks the lines of the body, as a reader sees it.
"""

from dataclasses import replace

import pytest

from index.cleaning import Cleaned, clean_text

PAGES = {
    "halaman": """
Kabar Pesisir.com
Home
News
Regional
Sport
Network
Jumat, 8 Maret 2024
Cari
Home
Regional
Kota Baru
Nelayan Hilang
Pencarian Nelayan Hilang di Selat Karang Diperluas, Ini Kata Basarnas
Kondisi ombak setinggi 3 meter menyulitkan tim SAR yang mencari dua nelayan.
Tayang: Jumat, 8 Maret 2024 10:15 WIB
Penulis: Sari Melati
Editor: Tono Wibawa
zoom-inlihat fotoPencarian Nelayan Hilang di Selat Karang Diperluas, Ini Kata Basarnas
Dok Basarnas Kota Baru
Tim SAR gabungan mencari dua nelayan yang hilang di Selat Karang, Jumat (8/3/2024).
Laporan Wartawan KabarPesisir.com, Sari Melati
§KABARPESISIR.COM, KOTA BARU - Pencarian dua nelayan di Selat Karang diperluas.
§Kepala Kantor SAR Kota Baru, Hendra Wijaya, mengatakan pencarian melibatkan 40 personel.
Baca juga: Dua Nelayan Hilang Saat Cuaca Buruk di Selat Karang
§"Kami kerahkan dua kapal dan satu helikopter," kata Hendra, Jumat (8/3/2024).
§Menurutnya, ombak setinggi tiga meter menyulitkan tim.
Halaman
12
Selanjutnya
Baca juga:
BMKG: Gelombang Tinggi hingga Pekan Depan
Warga Gelar Doa Bersama untuk Dua Nelayan
(Kabarpesisir.com/Sari Melati)
Ikuti kami di
AA
Tags
nelayan hilang
Basarnas
Selat Karang
Berita Terkait
:
#Nelayan Hilang
Dua Nelayan Hilang Saat Cuaca Buruk di Selat Karang
BMKG: Gelombang Tinggi hingga Pekan Depan
Komentar
© 2024 KABARpesisir.com, a subsidiary of Kabar Network. All Right Reserved
""",
    "giving": """
Kabar.com
News
Nasional
Global
Kabar.com Regional Sulawesi
Warga Kota Baru Antre Air Bersih Sejak Subuh
Kabar.com, 9 Maret 2024, 06:30 WIB
Sari Melati, Tono Wibawa
Tim Redaksi
Lihat Foto
Baca di App
§KOTA BARU, KABAR.com - Ratusan warga antre air bersih pada Sabtu (9/3/2024).
§Kekeringan melanda kota itu sejak dua bulan lalu.
§"Sumur kami kering," ujar Made (43), warga setempat.
Baca juga: Waduk Sukamaju Menyusut, Petani Gagal Panen
§Bantuan 20 tangki per hari
§Pemerintah kota mengirim 20 tangki air bersih per hari.
§Wali Kota Hendra Wijaya menyebut bantuan itu akan terus ditambah.
§"Besok kami tambah lima tangki lagi," ujar Hendra.
Baca juga: Krisis Air di Kota Baru Meluas ke Lima Kecamatan
Simak breaking news dan berita pilihan kami langsung di ponselmu.
Tag
Krisis Air
Kota Baru
Video rekomendasi
Video lainnya
Lihat Regional Selengkapnya
Kirimkan Apresiasi Spesial dalam mendukung Jurnalisme KABAR.com
Kirim Apresiasi
Berikan apresiasi sebesar-besarnya
Rp
Minimal apresiasi Rp 5.000
Terkini Lainnya
Harga Beras di Pasar Kota Baru Turun
Regional
09/03/2024, 06:10 WIB
Kapal Feri Kandas di Teluk Biru
Regional
09/03/2024, 05:50 WIB
Terpopuler
1
Kapal Feri Kandas di Teluk Biru
Dibaca 4.211 kali
Copyright 2008 - 2024 PT. Kabar Cyber Media. All Rights Reserved.
""",
    "dashes": """
Home
Nasional
Politik
Wali Kota Sukajaya Janji Bereskan Banjir
kabar indonesia
Senin, 04 Mar 2024 11:20 WIB
Bagikan:
url telah tercopy
Wali Kota Sukajaya Hendra Wijaya berjanji membereskan banjir di kotanya. (Kabar/Rizky Ananda)
§Jakarta, Kabar Indonesia --
§Wali Kota Sukajaya Hendra Wijaya berjanji membereskan banjir di kotanya dalam 100 hari.

§Hendra menyebut penyebab banjir adalah saluran yang tersumbat.
ADVERTISEMENT
SCROLL TO CONTINUE WITH CONTENT

§"Kita keruk semua," ujarnya dalam jumpa pers, Senin (4/3).
Lihat Juga :
Banjir Rendam 3 Kelurahan di Sukajaya
§Ia meminta warga bersabar.

Lanjut ke sebelah...
§Sebelumnya, banjir merendam tiga kelurahan.

(rza/hdr)
[Gambas:Video Kabar]
TOPIK TERKAIT
banjir
sukajaya
ARTIKEL TERKAIT
Hujan Deras, Tanggul Jebol
Nasional 2 hari yang lalu
TERPOPULER
Kabar Haji 2024
LIHAT SEMUA
""",
    "agency": """
LOGIN
REGISTER
Kota Baru
Lapas Kota Baru bangun dapur sehat untuk warga binaan
Selasa, 5 Maret 2024 14:02 WIB
waktu baca 2 menit
Petugas memeriksa dapur sehat di Lapas Kota Baru, Selasa (5/3/2024). ANTARA/Dodi Karya
§Kota Baru (ANTARA) - Lapas Kota Baru membangun dapur sehat bagi 400 warga binaan.
§"Dapur ini bersih," kata Kepala Lapas Kota Baru Budi Santoso, Selasa.
Baca juga: Lapas Kota Baru latih warga binaan membuat batik
§Ia mengatakan dapur itu dibangun selama tiga bulan.
Baca juga: 20 warga binaan terima remisi
Baca juga: Lapas perempuan gelar bazar
Pewarta: Sari Melati
Editor: Tono Wibawa
Copyright © ANTARA 2024
Dilarang keras mengambil konten di situs web ini tanpa izin tertulis.
Tags:
lapas
dapur sehat
Komentar
Terkait
20 warga binaan terima remisi
1 Maret 2024 10:11
Rekomendasi lain
Cara membuat paspor anak
17 Januari 2024
""",
    "labels on lines": """
Langganan
Nasional
Hukum
Sidang Perdana Kasus Jembatan Ambruk Digelar Hari Ini
Reporter
Sari Melati
Editor
Tono Wibawa
Rabu, 6 Maret 2024 08:00 WIB
Bagikan
image of social media
image of social media
Terdakwa kasus jembatan ambruk tiba di Pengadilan Negeri Kota Baru. KABAR/Dodi Karya
Perbesar
§KABAR.CO, Jakarta - Sidang kasus jembatan ambruk digelar di Kota Baru pada Rabu, 6 Maret 2024.
Iklan
Scroll Untuk Melanjutkan
Jembatan yang ambruk di Kota Baru. Foto: Dewi
§Jaksa mendakwa tiga orang lalai. Mereka adalah Andi, Budi, dan Candra.
§Pengacara terdakwa, Dewi, membantah dakwaan itu. "Mereka sudah bekerja baik," katanya.
Pilihan Editor: Jejak Kasus Jembatan Ambruk
Jembatan Ambruk
Pengadilan Negeri
Berita terkait
Jejak Kasus Jembatan Ambruk
4 jam lalu
Jejak kasus jembatan ambruk bermula dari laporan warga tentang retakan pada tiang.
Ahli: Beton Jembatan di Bawah Standar
1 hari lalu
Ahli konstruksi menyebut beton jembatan itu di bawah standar yang ditetapkan.
Rekomendasi Artikel
Konten sponsor pada widget ini dibuat oleh pihak ketiga, bukan redaksi Kabar.
""",
    "two roles on a line": """
REPUBLIKABAR.CO.ID
Home
Khazanah
Senin 11 Mar 2024 09:15 WIB
Ribuan Jamaah Padati Masjid Agung Kota Baru
Jamaah datang dari berbagai kecamatan sejak dini hari.
Rep: Sari Melati/ Red: Tono Wibawa
Jamaah memadati masjid sejak dini hari. (Masjid Agung)
§REPUBLIKABAR.CO.ID, KOTA BARU -- Ribuan jamaah memadati Masjid Agung pada malam pertama.
§Pengurus masjid menyiapkan 2.000 takjil.
§"Alhamdulillah cukup," ujar ketua pengurus, Haji Mansur.
BACA JUGA: Jadwal Imsakiyah Kota Baru
§Salat berlangsung tertib sampai pukul 20.30 WIB.
Yuk koleksi buku bacaan berkualitas dari buku Republikabar ...
sumber : Antara
masjid agung tarawih kota baru
Berita Terkait
Berita Lainnya
Rekomendasi
Ini Doa Berbuka Puasa
Khazanah
3 jam yang lalu
""",
}
FACTS = {
    "halaman": Cleaned(
        "Pencarian Nelayan Hilang di Selat Karang Diperluas, Ini Kata Basarnas",
        "",
        published="2024-03-08T10:15+07:00",
        author="Sari Melati",
        outlet=None,
        editor="Tono Wibawa",
        section="Nelayan Hilang",
        tags=("nelayan hilang", "Basarnas", "Selat Karang"),
    ),
    "giving": Cleaned(
        "Warga Kota Baru Antre Air Bersih Sejak Subuh",
        "",
        published="2024-03-09T06:30+07:00",
        author="Sari Melati, Tono Wibawa",
        outlet="KABAR.com",
        editor=None,
        section=None,
        tags=("Krisis Air", "Kota Baru"),
    ),
    "dashes": Cleaned(
        "Wali Kota Sukajaya Janji Bereskan Banjir",
        "",
        published="2024-03-04T11:20+07:00",
        author=None,
        outlet=None,
        editor=None,
        section="Politik",
        tags=("banjir", "sukajaya"),
    ),
    "agency": Cleaned(
        "Lapas Kota Baru bangun dapur sehat untuk warga binaan",
        "",
        published="2024-03-05T14:02+07:00",
        author="Sari Melati",
        outlet="ANTARA",
        editor="Tono Wibawa",
        section=None,
        tags=("lapas", "dapur sehat"),
    ),
    "labels on lines": Cleaned(
        "Sidang Perdana Kasus Jembatan Ambruk Digelar Hari Ini",
        "",
        published="2024-03-06T08:00+07:00",
        author="Sari Melati",
        outlet=None,
        editor="Tono Wibawa",
        section=None,
        tags=(),
    ),
    "two roles on a line": Cleaned(
        "Ribuan Jamaah Padati Masjid Agung Kota Baru",
        "",
        published="2024-03-11T09:15+07:00",
        author="Sari Melati",
        outlet=None,
        editor="Tono Wibawa",
        section=None,
        tags=(),
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_body(name: str) -> None:
    marked = [line[1:] for line in PAGES[name].split("\n") if line.startswith("§")]
    text = clean_text(PAGES[name].replace("§", "")).text
    assert text.split() == " ".join(marked).split()


@pytest.mark.parametrize("name", PAGES)
def test_facts(name: str) -> None:
    found = clean_text(PAGES[name].replace("§", ""))
    assert replace(found, text="") == FACTS[name]
