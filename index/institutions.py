"""Words of which the names of institutions are made; all lower case."""

from .words import word_set

INSTITUTION_NAMES = word_set(
    """
    polri tni dprd dpr mpr dpd kpk kpu bawaslu bnpb bpbd bps bmkg bpom bin pbb who imf ilo unicef
    pgri idi mui apindo kadin walhi icw kontras lbh ylbhi lipi brin bareskrim dinkes disnaker
    dinsos dishub disdik satpol kemenkes kemenkeu kemenhub kemenlu kemenaker kemnaker kemendagri
    kemensos kemendikbud kemenag kemenparekraf kominfo kemenkominfo kemenkumham kemenko kementan
    kemendag kemenperin kemenhan kemenpan kemenpora kemenpupr bappenas ombudsman pbnu muhammadiyah
    pemprov pemkot pemkab pemda polda polres polresta polsek polrestabes interpol basarnas
    pertamina telkom bulog dukcapil baznas kejagung kejari kejati mabes korlantas ditjen komnas
    ojk bpk lpsk bkn lps bumn
    """
)
"""Institutions that one word names."""


INSTITUTION_HEADS = INSTITUTION_NAMES | word_set(
    """
    litbang kementerian dinas badan lembaga komisi komite dewan majelis mahkamah pengadilan
    kejaksaan kepolisian tim satgas satuan gugus pemerintah uni bank pt cv perum yayasan universitas
    institut sekolah politeknik asosiasi perhimpunan perkumpulan persatuan serikat ikatan forum
    gerakan aliansi koalisi organisasi persyarikatan partai fraksi kantor otoritas balai puskesmas
    rumah koperasi federasi konfederasi masyarakat himpunan jaringan pusat biro direktorat
    inspektorat sekretariat konferensi kedutaan perusahaan kelompok komunitas lingkaran istana
    densus kamar palang nahdlatul ministry agency department commission committee council court
    university institute association company group police union party office government parliament
    senate white organization organisation foundation federation bureau center centre corporation
    fakultas departemen jurusan
    """
)
"""First words of institutions that speak."""


BODIES = INSTITUTION_HEADS | word_set(
    """
    league club airline charity bank firm hospital school board regulator watchdog authority body
    fund service team operator manufacturer maker retailer developer publisher broadcaster embassy
    navy army military palace museum church brigade federation newspaper railway
    """
)
"""Common nouns that speak with an article: 'the league said'."""


ANY_BODY = word_set(
    """
    it company firm group organisation organization body agency institution lembaga organisasi
    institusi perusahaan badan kelompok
    """
)
"""Of these, those that stand for an institution whose name need not hold the word."""


COMPANY_TAILS = word_set("tbk ltd inc plc corp llc gmbh")
"""Last words of companies' names, with a full stop or without: what follows is no more of it."""


GENERIC_INSTITUTIONS = word_set(
    "pemerintah polisi kepolisian kejaksaan police government pengadilan"
)


ORGANISATION_WORDS = word_set(
    """
    kesehatan perhubungan hukum keuangan negara negeri sosial nasional daerah pusat umum tengah
    utara selatan timur barat kota kabupaten provinsi kecamatan kelurahan desa dusun rw rt bidang
    urusan divisi bagian seksi unit cabang wilayah resor sektor sub subdirektorat direktorat tinggi
    madya pratama harian eksekutif pelaksana penanggung jawab tetap penanganan pencegahan
    pengendalian percepatan pemulihan ekonomi penanggulangan bencana pembangunan manusia kebudayaan
    pariwisata kreatif koordinator perencanaan dalam luar agama energi sumber daya mineral
    lingkungan hidup kehutanan pertanian pangan kelautan perikanan perdagangan perindustrian
    industri ketenagakerjaan tenaga kerja transmigrasi tertinggal komunikasi informatika informasi
    publik humas hubungan masyarakat pendidikan riset teknologi perempuan anak pemberdayaan
    perlindungan pemuda olahraga perumahan rakyat pekerjaan penataan ruang agraria tata pertanahan
    koperasi usaha kecil menengah mikro investasi penanaman modal pelayanan terpadu satu pintu
    kependudukan pencatatan sipil pamong praja polisi pemadam kebakaran penyelamatan reserse
    kriminal narkoba lalu lintas intelijen keamanan ketertiban tanaman hortikultura politik hak
    asasi keadilan tindak pidana khusus korupsi pemberantasan jasa pasar statistik meteorologi
    klimatologi geofisika vulkanologi mitigasi geologi pemilihan pengawas penyelenggara pemilu
    konstitusi federal republik indonesia ri dki diy istimewa serikat perserikatan bangsa
    bangsa-bangsa dunia internasional asia amerika eropa afrika pasifik angkatan darat laut udara
    militer bersenjata markas besar komando operasi lapangan teknis rumah sakit puskesmas klinik
    laboratorium balai kantor gedung stasiun bandara pelabuhan terminal fakultas jurusan program
    studi ilmu sekolah dasar pertama atas kejuruan swasta perguruan akademi teknik kedokteran bisnis
    sains budaya manajemen pengembangan penelitian pengkajian kajian advokasi bantuan pengaduan
    pemasaran penjualan niaga pelanggan produksi logistik operasional strategis keberlanjutan
    digital layanan sistem kepegawaian sekretariat jenderal pengurus pimpinan dewan perwakilan
    fraksi bursa saham pengusaha pekerja buruh dokter perawat guru petani nelayan pedagang wartawan
    hotel restoran forwarder epidemiologi imunologi alergi paru jantung gizi biologi fisika kimia
    perusahaan persero tbk perseroan terbatas group grup holding bank asuransi penjamin simpanan
    syariah tabungan sentral transportasi kereta api penerbangan angkutan jalan tol wisata taman
    candi kawasan perkotaan permukiman cipta bina kabinet syndicate strategic marga pengairan
    darurat kedeputian kelompok tugas satuan gabungan aksi relawan mahasiswa pelajar islam kristen
    katolik hindu buddha ulama gereja pondok pesantren masjid yayasan lembaga konsumen migran
    perjuangan demokrat golkar gerindra nasdem pdi pks pkb ppp psi perindo hanura berkarya amanat
    persatuan kebangkitan solidaritas kebangsaan penerangan media massa siaran pers televisi radio
    editor redaksi pemerintahan otonomi pembinaan pelatihan pemasyarakatan imigrasi bea cukai pajak
    anggaran perbendaharaan fiskal moneter kebijakan perekonomian kemaritiman maritim pengelolaan
    pengelola aset hutan perkebunan peternakan hewan karantina obat makanan ahli tim panitia
    persiapan kegiatan bimbingan konseling pegawai aparatur reformasi birokrasi inspektorat penyakit
    menular langsung virus corona korona covid-19 pandemi vaksinasi vaksin imunisasi penegakan
    penindakan penyidikan penuntutan penyuluhan pengawasan penduduk keluarga berencana kekayaan
    intelektual data analisis strategi inovasi perizinan minyak gas listrik ketenagalistrikan
    batubara batu bara air bersih sampah kebersihan pertamanan pemakaman kebon perkantoran
    perbelanjaan ritel mal toko kafe makan warung ceo chief executive operating financial officer
    vice senior junior associate deputy general health finance foreign affairs home interior defense
    defence education trade labor labour manpower environment energy transport transportation
    agriculture economic economy national state united nations world international global central
    regional reserve american british chinese indonesian european union research studies institute
    university college school the of for and public relations communications security human rights
    police city county district north south east west northern southern eastern western new royal
    force army navy dagang ekonomika bi mk ky au covid village province regency social justice law
    technology science information tourism bermotor berskala muamalat bukopin danamon industrial nu
    """
)
"""Words of institutions, places and roles that are written with a capital and are no names."""
