"""Words of Indonesian and English news that say who speaks: verbs, roles, titles, institutions.

All lower case. Lists of words of the two languages, none of them taken from one article.
"""


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


SPEECH_BEFORE_SPEAKER = word_set(
    """
    kata ujar ucap tutur ungkap papar jelas terang tambah imbuh sambung lanjut tegas tandas tukas
    sebut urai kilah pungkas cetus beber keluh timpal aku kenang harap pinta pesan tulis seloroh
    canda sergah tanya jawab ajak imbau himbau seru saran puji simpul ulas dalih klaim cerita
    kisah ingat sindir kelakar sesal gerutu kritik usul akui
    """
)
"""Bare stems before their speaker ('kata Budi'), and with -nya alone ('katanya')."""

NOUNS_TOO = word_set(
    """
    kata jelas terang lanjut aku harap pesan tulis tanya jawab ajak seru saran puji ulas klaim
    cerita kisah ingat kritik usul simpul kenang sebut tegas sesal tambah sambung
    """
)
"""Of these, the words that are something else as often: they need a speaker right behind them."""

SAYING = word_set(
    """
    mengatakan menyebut menyebutkan menyatakan menuturkan mengaku mengklaim memastikan menilai
    berpendapat beranggapan berpandangan memandang menganggap memperkirakan memprediksi
    memproyeksikan menduga meyakini menyakini berharap mengharapkan yakin optimistis optimis
    pesimistis menegaskan menjelaskan menerangkan menambahkan berujar berkata bertutur berucap
    merasa mengakui khawatir berjanji bersikukuh bersikeras says said say added adds insisted
    insists argued argues claimed claims warned warns believes believed thinks thought hopes hoped
    acknowledged admitted admits announced stated states estimated estimates predicted predicts
    expects expected noted notes
    """
)
"""Verbs with their speaker in front that take what was said with or without a comma."""

ASKING = word_set(
    """
    meminta mengimbau menghimbau mengajak mendesak menyerukan menyarankan merekomendasikan
    mendorong memohon menginstruksikan memerintahkan menuntut mengusulkan mewanti-wanti berpesan
    mengingatkan memperingatkan mempersilakan urged urges asked asks called calls recommended
    recommends demanded demands told tells reminded reminds
    """
)
"""Verbs that ask for or warn of something, with their speaker in front."""

SAYING_WITH_COMMA = word_set(
    """
    menyampaikan mengungkapkan mengungkap memaparkan mengemukakan menguraikan membeberkan
    menandaskan melanjutkan menceritakan mengisahkan bercerita menjabarkan merinci memerinci
    membantah menepis menampik menyangkal menjamin menekankan menggarisbawahi melaporkan
    mengabarkan mengumumkan menginformasikan mencatat menyimpulkan mencontohkan menggambarkan
    mengonfirmasi mengkonfirmasi membenarkan mengulangi memberitahu memberitahukan menulis mencuit
    menyinggung menjawab bertanya mempertanyakan menyindir mengeluh mengeluhkan berkelakar
    menyambung mengutarakan berdalih berkilah beralasan berargumen menyadari menyesalkan
    menyayangkan mengkritik mengapresiasi memuji percaya setuju sepakat heran bersyukur mengira
    menyoroti menyimak menyanggah mengenang menukas menimpali mengamini menunjuk memaklumi
    memahami menargetkan mengancam menerangkan memutuskan mengusulkan menyanggupi menggambarkan
    explained explains confirmed confirms denied denies wrote writes replied replies responded
    continued continues revealed reveals emphasized emphasised stressed stresses pointed reported
    reports suggested suggests concluded concludes promised promises joked recalled recalls
    declared declares reiterated remarked conceded cautioned vowed
    """
)
"""Verbs that take an object as often: they count with a comma, a colon, 'bahwa' or 'that'."""

ENGLISH_BOTH_WAYS = word_set(
    """
    said says added adds explained explains noted notes wrote writes replied continued warned
    asked recalled recalls told insisted argued admitted stated joked remarked stressed
    """
)
"""English verbs that also stand before their speaker ('..., said Budi')."""

SAID_PASSIVE = word_set(
    """
    disampaikan dikatakan diungkapkan dijelaskan ditegaskan dituturkan disebutkan dipaparkan
    ditambahkan diutarakan dikemukakan dinyatakan diingatkan diakui diterangkan diucapkan
    dilontarkan disuarakan diceritakan dibenarkan diumumkan diuraikan dibeberkan ditekankan
    diperingatkan
    """
)

THIS_WAS = word_set("demikian begitu hal itu ini pernyataan penegasan imbauan pernyataannya")
"""First words of 'Demikian disampaikan X' and 'Hal itu dikatakan X'."""

LIKEWISE = word_set("senada serupa sama demikian sependapat")
"""'Hal senada disampaikan X': X agrees, what follows is X's."""

NOT_SAID = word_set(
    """
    yang tidak tak belum bukan jangan enggan menolak untuk agar supaya dengan tanpa sambil seraya
    sembari sebelum setelah saat ketika guna demi bisa dapat harus perlu ingin mau akan hendak
    wajib boleh mampu mulai pernah seperti who which to not never without by would will can could
    should may might cannot didn't
    """
)
"""Words right before a verb that keep it from being this sentence's act of speaking."""

ADVERBS = word_set(
    """
    juga pun kemudian sebelumnya kembali tetap telah sudah lalu lantas turut sempat hanya biasanya
    pernah selanjutnya sendiri lagi terus bahkan sebenarnya langsung secara tegas sontak lebih
    sekaligus antara lain misalnya pula masih memang sangat justru malah sekadar cukup sama-sama
    kerap sering selalu also has have had then later earlier repeatedly previously publicly
    further recently today yesterday again
    """
)

ADJUNCTS = word_set(
    """
    saat ketika dalam pada di kepada seusai usai seperti melalui lewat yang selaku sebagai bersama
    didampingi dari setelah sebelum sesaat ditemui dihubungi hari kemarin seraya sambil via dengan
    menanggapi mengutip sehari secara ke in on at during after speaking when who from through via
    citing responding while
    """
)
"""Words that open an aside between a speaker and the verb."""

PREPOSITIONS = word_set(
    """
    kepada dalam bersama dari oleh untuk terhadap dengan saat setelah bagi di ke pada tentang soal
    mengenai atas antara sejak hingga sampai seperti selain tanpa melalui lewat dan atau menurut
    halnya daripada terkait meskipun bertemu mendampingi menemui dibanding termasuk to for with by
    from of about against at in on and or between than like including under over
    """
)

PRONOUNS = word_set("ia dia beliau ybs he she")
PLURAL_PRONOUNS = word_set("mereka keduanya they both kami kita we")

ACCORDING = word_set("menurut bagi")
NOT_PEOPLE = word_set(
    """
    data daftar laporan survei hasil catatan rencana undang-undang uu pengakuan informasi jadwal
    perhitungan aturan saya kami kita pantauan pengamatan berita sumber kabar dokumen keterangan
    peraturan kajian penelitian riset studi kalender rumus tradisi situs laman teori standar pasal
    ketentuan prediksi perkiraan kepercayaan hukum jumlah versi penuturan kesaksian media kamus
    konstitusi protokol perjanjian surat pemberitaan agama jenis tingkat urutan data reports
    documents law polls surveys estimates figures sources studies research me us
    """
)
"""What 'menurut' and 'according to' name that is no speaker."""

ANONYMOUS = word_set(
    """
    seorang salah sejumlah beberapa banyak para sebagian sumber warga seseorang setiap semua massa
    orang penumpang pengunjung tersangka pelaku korban saksi pengguna peserta anggota a an some
    many several one residents witnesses sources people officials experts critics
    """
)
"""First words of speakers that the article doesn't name."""

DEMONSTRATIVES = word_set("itu ini tersebut tadi")

ROLES = word_set(
    """
    presiden wapres wakil menteri wamen menko gubernur wagub bupati wabup wali walikota wawali
    kepala ketua sekretaris sekjen sekda sesmenko direktur dirut dirjen irjen dirjend komisaris
    juru jubir koordinator anggota pengamat peneliti dosen guru rektor dekan ekonom analis
    epidemiolog dokter jaksa hakim pengacara kuasa penasihat staf deputi asisten manajer manager
    ceo cfo coo cto pendiri pemilik pelatih pemain kapten warga pedagang petani nelayan sopir
    siswa siswi mahasiswa mahasiswi kapolri kapolda kapolres kapolresta kapolsek kapolrestabes
    wakapolri wakapolda wakapolres kasat kabid kadis kadinkes kadinsos kabag kanit kasubdit
    kasubbag kasi kabareskrim dirreskrimum dirlantas kadiv karo karopenmas kabiro panglima pangdam
    pangkostrad dandim danrem danlanal kasal kasad kasau kajari kajati kapuspen kapuspenkum
    kapendam kabidhumas camat lurah kades plt pj pjs plh penjabat mantan eks calon cagub cawagub
    cabup cawabup capres cawapres politikus politisi aktivis ulama ustaz paus perdana pakar ahli
    bendahara pengurus pengajar pegiat penyidik perwira komandan pemimpin pimpinan penanggung
    perwakilan inisiator relawan sukarelawan perawat bidan psikolog sosiolog sejarawan budayawan
    seniman penulis sutradara aktor aktris penyanyi musisi pengusaha karyawan karyawati pegawai
    buruh pekerja kepsek komisioner stafsus legislator auditor kurator penyintas penyelenggara
    promotor penggagas pembina pengelola operator petugas personel supervisor chief vice president
    chairman chairwoman chairperson minister premier governor mayor secretary secretary-general
    director head spokesman spokeswoman spokesperson deputy coach captain senator representative
    congressman ambassador duta professor researcher analyst economist lawyer attorney judge
    commissioner general founder co-founder owner executive officer chancellor
    king queen prince princess pope lawmaker legislator farmer student resident teacher doctor
    nurse driver activist former acting leader evp svp vp avp gm scientist expert lecturer historian author campaigner member consultant konsultan arsitek desainer
    fotografer jurnalis wartawan redaktur editor penyuluh mandor tokoh pendeta pastor uskup kiai
    teknisi corporate marketing managing senior brand insinyur mentor pendamping mendagri menkes
    menkeu menhub menlu menhan menag menaker mensos mendikbud mendikbudristek menkominfo menkumham
    menparekraf menpan menpora menteri menperin mendag mentan menperin esdm menpupr bpip seskab
    mensesneg mensetneg menristek bappenas menkopolhukam menkomarves wamenkeu wamenkes wamenlu
    wamenhan wamenaker waketum ketum wasekjen sekum kadin manajemen vice-president co-chair
    chairperson first manajernya ketuanya
    """
) - {"irjen", "esdm", "bappenas", "bpip", "kadin", "manajemen", "first"}
"""Words that begin a role."""

RANKS = word_set(
    """
    jenderal letjen mayjen brigjen kolonel letkol mayor letnan sersan kopral laksamana laksda
    laksma marsekal marsda marsma inspektur komisaris komjen irjen brigjen kombes akbp kompol akp
    ajun iptu ipda aiptu aipda bripka brigadir pol dr drs dra drg drh ir prof profesor dokter h hj
    haji kh kiai ustaz ustad ust tgk habib gus romo pendeta sh mh general colonel major lieutenant
    sergeant admiral marshal captain sir dame lord
    """
)
"""Ranks, titles and degrees: what follows is a name."""

HONORIFICS = word_set("pak bu bapak ibu mas mbak bang kang mr mrs ms miss sdr sdri tuan nyonya")

INSTITUTION_NAMES = word_set(
    """
    polri tni dprd dpr mpr dpd kpk kpu bawaslu bnpb bpbd bps bmkg bpom bin pbb who imf ilo unicef
    pgri idi mui apindo kadin walhi icw kontras lbh ylbhi lipi brin bareskrim dinkes disnaker
    dinsos dishub disdik satpol kemenkes kemenkeu kemenhub kemenlu kemenaker kemnaker kemendagri
    kemensos kemendikbud kemenag kemenparekraf kominfo kemenkominfo kemenkumham kemenko kementan
    kemendag kemenperin kemenhan kemenpan kemenpora kemenpupr bappenas ombudsman pbnu muhammadiyah
    pemprov pemkot pemkab pemda polda polres polresta polsek polrestabes interpol basarnas
    pertamina telkom bulog dukcapil baznas
    """
)
"""Institutions that one word names."""

INSTITUTION_HEADS = INSTITUTION_NAMES | word_set(
    """
    kementerian dinas badan lembaga komisi komite dewan majelis mahkamah pengadilan kejaksaan
    kepolisian tim satgas satuan gugus pemerintah uni bank pt cv perum yayasan universitas
    institut sekolah politeknik asosiasi perhimpunan perkumpulan persatuan serikat ikatan forum
    gerakan aliansi koalisi organisasi persyarikatan partai fraksi kantor otoritas balai puskesmas
    rumah koperasi federasi konfederasi masyarakat himpunan jaringan pusat biro direktorat
    inspektorat sekretariat konferensi kedutaan perusahaan kelompok komunitas lingkaran istana
    densus kamar palang nahdlatul ministry agency department commission committee council court
    university institute association company bank group police union party office government
    parliament senate white organization organisation foundation federation bureau center centre
    corporation
    """
)
"""First words of institutions that speak."""

GENERIC_INSTITUTIONS = word_set(
    "pemerintah polisi kepolisian kejaksaan police government pengadilan"
)

ORGANISATION_WORDS = word_set(
    """
    kesehatan perhubungan hukum keuangan negara negeri sosial nasional daerah pusat umum tengah
    utara selatan timur barat kota kabupaten provinsi kecamatan kelurahan desa dusun rw rt
    bidang urusan divisi bagian seksi unit cabang wilayah resor sektor sub subdirektorat
    direktorat tinggi madya pratama harian eksekutif pelaksana penanggung jawab tetap
    penanganan pencegahan pengendalian percepatan pemulihan ekonomi penanggulangan bencana
    pembangunan manusia kebudayaan pariwisata kreatif koordinator perencanaan dalam luar agama
    energi sumber daya mineral lingkungan hidup kehutanan pertanian pangan kelautan perikanan
    perdagangan perindustrian industri ketenagakerjaan tenaga kerja transmigrasi tertinggal
    komunikasi informatika informasi publik humas hubungan masyarakat pendidikan riset teknologi
    perempuan anak pemberdayaan perlindungan pemuda olahraga perumahan rakyat pekerjaan umum
    penataan ruang agraria tata pertanahan koperasi usaha kecil menengah mikro investasi penanaman
    modal pelayanan terpadu satu pintu kependudukan pencatatan sipil pamong praja polisi pemadam
    kebakaran penyelamatan reserse kriminal narkoba lalu lintas intelijen keamanan ketertiban
    tanaman hortikultura politik hak asasi keadilan tindak pidana khusus korupsi pemberantasan
    jasa pasar modal statistik meteorologi klimatologi geofisika vulkanologi mitigasi geologi
    pemilihan pengawas penyelenggara pemilu konstitusi federal republik indonesia ri dki diy
    istimewa serikat perserikatan bangsa bangsa-bangsa dunia internasional asia amerika eropa
    afrika pasifik angkatan darat laut udara militer bersenjata markas besar komando operasi
    lapangan teknis rumah sakit puskesmas klinik laboratorium balai kantor gedung stasiun bandara
    pelabuhan terminal fakultas jurusan program studi ilmu sekolah tinggi dasar pertama atas
    kejuruan negeri swasta perguruan akademi teknik kedokteran ekonomi bisnis sains sosial budaya
    manajemen pengembangan penelitian pengkajian kajian advokasi bantuan pengaduan pemasaran
    penjualan niaga pelanggan produksi logistik operasional strategis keberlanjutan digital
    layanan sistem kepegawaian sekretariat jenderal pengurus pimpinan dewan perwakilan fraksi
    bursa saham pengusaha pekerja buruh dokter perawat guru petani nelayan pedagang wartawan hotel
    restoran logistik forwarder epidemiologi imunologi alergi paru jantung gizi biologi fisika
    kimia perusahaan persero tbk perseroan terbatas group grup holding bank asuransi penjamin
    simpanan niaga syariah tabungan sentral transportasi kereta api penerbangan angkutan jalan tol
    wisata taman candi kawasan perkotaan permukiman cipta bina marga pengairan pintu darurat
    kedeputian kelompok tugas satuan gabungan aksi relawan mahasiswa pelajar islam kristen katolik
    hindu buddha ulama gereja pondok pesantren masjid yayasan lembaga konsumen buruh migran
    perjuangan demokrat golkar gerindra nasdem pdi pks pkb ppp psi perindo hanura berkarya amanat
    persatuan pembangunan kebangkitan solidaritas kebangsaan penerangan
    media massa siaran pers televisi radio editor redaksi pemerintahan otonomi pembinaan pelatihan
    pemasyarakatan imigrasi bea cukai pajak anggaran perbendaharaan fiskal moneter kebijakan
    perekonomian kemaritiman maritim pengelolaan pengelola aset hutan perkebunan peternakan hewan
    karantina obat makanan ahli tim panitia persiapan kegiatan bimbingan konseling pegawai
    aparatur reformasi birokrasi inspektorat penyakit menular langsung virus corona korona
    covid-19 pandemi vaksinasi vaksin imunisasi penegakan penindakan penyidikan penuntutan
    penyuluhan pengawasan penduduk keluarga berencana kekayaan intelektual data analisis strategi
    inovasi perizinan minyak gas listrik ketenagalistrikan batubara batu bara air bersih
    sampah kebersihan pertamanan pemakaman kebon perkantoran perbelanjaan ritel mal toko kafe
    rumah makan warung ceo chief executive operating financial officer vice senior junior
    associate deputy general health finance foreign affairs home interior defense defence
    education trade labor labour manpower environment energy transport transportation agriculture
    economic economy national state united nations world international global central regional
    reserve federal american british chinese indonesian european union research studies institute
    university college school the of for and public relations communications security human rights
    police city county district north south east west northern southern eastern western new royal
    air force army navy dagang ekonomika bi mk ky au covid village province regency social justice law
    technology science information tourism
    """
)
"""Words of institutions, places and roles that are written with a capital and are no names."""

TIMES = word_set(
    """
    senin selasa rabu kamis jumat jum'at sabtu minggu januari februari maret april mei juni juli
    agustus september oktober november desember monday tuesday wednesday thursday friday saturday
    sunday january february march may june july august october december wib wita wit am pm rp
    pasal ayat huruf nomor undang-undang perda pergub perppu keppres inpres bab idul
    natal lebaran ramadhan ramadan tahun kompas
    """
)

NAME_PARTICLES = word_set("bin binti van von de der al el ibn bint")

SHORT_ROLES: dict[str, str] = {
    "sekjen": "sekretaris jenderal",
    "dirjen": "direktur jenderal",
    "dirut": "direktur utama",
    "wapres": "wakil presiden",
    "wagub": "wakil gubernur",
    "wabup": "wakil bupati",
    "walikota": "wali kota",
    "wawali": "wakil wali kota",
    "jubir": "juru bicara",
    "sekda": "sekretaris daerah",
    "ketum": "ketua umum",
    "waketum": "wakil ketua umum",
    "plt": "pelaksana tugas",
    "menaker": "menteri ketenagakerjaan",
    "menkes": "menteri kesehatan",
    "menkeu": "menteri keuangan",
    "menhub": "menteri perhubungan",
    "menlu": "menteri luar negeri",
    "menhan": "menteri pertahanan",
    "menag": "menteri agama",
    "mensos": "menteri sosial",
    "mendagri": "menteri dalam negeri",
    "mendikbud": "menteri pendidikan kebudayaan",
    "menkominfo": "menteri komunikasi informatika",
    "menkumham": "menteri hukum hak asasi manusia",
    "menparekraf": "menteri pariwisata ekonomi kreatif",
    "menpora": "menteri pemuda olahraga",
    "menperin": "menteri perindustrian",
    "mendag": "menteri perdagangan",
    "mentan": "menteri pertanian",
    "menko": "menteri koordinator",
    "seskab": "sekretaris kabinet",
    "mensesneg": "menteri sekretaris negara",
    "kapolri": "kepala kepolisian republik indonesia",
    "kapolda": "kepala kepolisian daerah",
    "kapolres": "kepala kepolisian resor",
    "kapolresta": "kepala kepolisian resor kota",
    "kapolsek": "kepala kepolisian sektor",
    "kadis": "kepala dinas",
    "kadinkes": "kepala dinas kesehatan",
    "kabid": "kepala bidang",
    "kasat": "kepala satuan",
    "kajari": "kepala kejaksaan negeri",
    "kajati": "kepala kejaksaan tinggi",
    "polda": "kepolisian daerah",
    "polres": "kepolisian resor",
    "kemnaker": "kementerian ketenagakerjaan",
    "kemenkes": "kementerian kesehatan",
    "kemenkeu": "kementerian keuangan",
    "kemenhub": "kementerian perhubungan",
    "kemenlu": "kementerian luar negeri",
    "kemendagri": "kementerian dalam negeri",
    "kemensos": "kementerian sosial",
    "dinkes": "dinas kesehatan",
    "humas": "hubungan masyarakat",
    "pemkot": "pemerintah kota",
    "pemprov": "pemerintah provinsi",
    "pemkab": "pemerintah kabupaten",
}
"""Short forms of roles and institutions, written out."""

KIN = word_set(
    """
    suami istri ayah ibu ibunda ayahanda anak adik kakak kakek nenek paman bibi orangtua keluarga
    cucu keponakan mertua menantu kerabat almarhum almarhumah rumah wajah
    """
)
"""'Suami Neni' isn't Neni."""

PERSON_NOUNS = ROLES | word_set(
    """
    perempuan pria wanita lelaki laki-laki ibu bapak pemuda pemudi remaja gadis bocah kakek nenek
    lulusan alumnus alumni jebolan jenderal purnawirawan dokter putra putri ayah man woman
    """
)
"""'ujar perempuan asal Depok': words for the person spoken of last."""

CONJUNCTIONS = word_set(
    """
    kendati kendatipun walakin alhasil baik meskipun walaupun sekalipun begitupun sebaliknya
    sesungguhnya semula pasalnya sayang untung alih-alih tadinya akhir-akhir awal rupanya ternyata
    although despite however meanwhile moreover nevertheless yet still perhaps
    """
)
"""Openers of sentences that are no names."""


def speech_stem(word: str) -> str | None:
    """'ujar' for 'ujar' and 'ujarnya', None for a word that is no such verb; lower case."""
    if word in SPEECH_BEFORE_SPEAKER:
        return word
    stem = word.removesuffix("nya")
    return stem if stem in SPEECH_BEFORE_SPEAKER else None


NAMES_TOO = word_set(
    "karya jaya agung bima bintang utama raya muda bulan bumi alam sejahtera mega surya pati bima"
)
"""Words of institutions and places that are as often a person's: behind a name they are one."""

PLACE_ROLES = word_set(
    "camat lurah kades bupati kapolsek kapolres danramil gubernur wali walikota kepala keuchik"
)
"""Roles that a place's name follows."""

OWNERS = word_set(
    "founder co-founder ceo coo pendiri pemilik owner manajer manager direktur general humas head"
)
"""Roles that a firm's name follows."""

OFFICES = word_set(
    "presiden wapres menteri menko gubernur bupati wali walikota kapolri panglima raja paus ketua"
)
"""Roles whose place is no part of them: 'Presiden di Istana Bogor'."""
