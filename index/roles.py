"""Roles, ranks and titles of people in the news, and their short forms; all lower case."""

from .words import word_set

ROLES = word_set(
    """
    presiden wapres wakil menteri wamen menko gubernur wagub bupati wabup wali walikota wawali
    kepala ketua sekretaris sekjen sekda sesmenko direktur dirut dirjen irjen dirjend komisaris juru
    jubir koordinator anggota pengamat peneliti dosen guru rektor dekan ekonom analis epidemiolog
    antropolog kriminolog sosiolog arkeolog virolog dokter jaksa hakim pengacara kuasa penasihat
    staf deputi asisten manajer manager ceo cfo coo cto pendiri pemilik pelatih pemain kapten warga
    pedagang petani nelayan sopir siswa siswi mahasiswa mahasiswi kapolri kapolda kapolres
    kapolresta kapolsek kapolrestabes wakapolri wakapolda wakapolres kasat kabid kadis kadinkes
    kadinsos kabag kanit kasubdit kasubbag kasi kabareskrim dirreskrimum dirlantas kadiv karo
    karopenmas kabiro panglima pangdam pangkostrad dandim danrem danlanal kasal kasad kasau kajari
    kajati kapuspen kapuspenkum kapendam kabidhumas camat lurah kades plt pj pjs plh penjabat mantan
    eks calon cagub cawagub cabup cawabup capres cawapres politikus politisi aktivis ulama ustaz
    paus perdana pakar ahli bendahara pengurus pengajar pegiat penyidik perwira komandan pemimpin
    pimpinan penanggung perwakilan inisiator relawan sukarelawan perawat bidan psikolog sosiolog
    sejarawan budayawan seniman penulis sutradara aktor aktris penyanyi musisi pengusaha karyawan
    karyawati pegawai buruh pekerja kepsek komisioner stafsus legislator auditor kurator penyintas
    penyelenggara promotor penggagas pembina pengelola operator petugas personel supervisor chief
    vice president chairman chairwoman chairperson minister premier governor mayor secretary
    secretary-general director head spokesman spokeswoman spokesperson deputy coach captain senator
    representative congressman ambassador duta professor researcher analyst economist lawyer
    attorney judge commissioner general founder co-founder owner executive officer chancellor king
    queen prince princess pope lawmaker farmer student resident teacher doctor nurse driver activist
    former acting leader evp svp vp avp gm scientist expert lecturer historian author campaigner
    member consultant konsultan arsitek desainer fotografer jurnalis wartawan redaktur editor
    penyuluh mandor tokoh pendeta pastor uskup kiai teknisi corporate marketing managing senior
    brand insinyur mentor pendamping mendagri menkes menkeu menhub menlu menhan menag menaker mensos
    mendikbud mendikbudristek menkominfo menkumham menparekraf menpan menpora menperin mendag mentan
    esdm menpupr bpip seskab mensesneg mensetneg menristek bappenas menkopolhukam menkomarves
    wamenkeu wamenkes wamenlu wamenhan wamenaker waketum ketum wasekjen sekum kadin manajemen
    vice-president co-chair first manajernya ketuanya peternak pemerhati penggiat pengemudi pengasuh
    pengrajin perajin penata penari pengungsi pemuka pembalap pesepakbola petinju petenis prakirawan
    ilmuwan wisudawan olahragawan karateka pianis gitaris vokalis drummer novelis penyair pelukis
    pengembang penjual perantau pelari pesepeda pendaki dubes konjen atase delegasi advocate
    organiser organizer surgeon engineer pilot fisherman skipper inspector shareholder trustee
    librarian principal headteacher priest bishop broker trader counsel midwife shopkeeper villager
    councillor councilman councilwoman alderman alderwoman grandmaster sergeant superintendent
    constable sheriff archbishop cardinal rabbi reverend baroness magistrate treasurer
    undersecretary mp msp congresswoman salesman fire-fighter firefighter biologist columnist
    spokesmen midfielder striker goalkeeper defender winger penyerang gelandang bek kiper nakhoda
    pengunggah perintis penjaga prosecutor detective stallholder carpenter baker journalist reporter
    photographer cllr opposition speaker solicitor barrister producer designer comedian actor
    actress singer musician pharmacist paramedic caretaker postman postmaster warden ranger vet
    veterinarian gardener
    """
) - {"irjen", "esdm", "bappenas", "bpip", "kadin", "manajemen", "first"}
"""Words that begin a role."""


RANKS = word_set(
    """
    jenderal letjen mayjen brigjen kolonel letkol mayor letnan sersan kopral laksamana laksda
    laksma marsekal marsda marsma inspektur komisaris komjen irjen brigjen kombes akbp kompol akp
    ajun iptu ipda aiptu aipda bripka brigadir pol dr drs dra drg drh ir prof profesor dokter h hj
    haji kh kiai ustaz ustad ust tgk habib gus romo pendeta sh mh general colonel major lieutenant
    sergeant admiral marshal captain sir dame lord sgt insp supt det cpl lt ltc col maj gen capt
    adm cmdr rev fr sen rep gov hon msgr reverend rabbi
    """
)
"""Ranks, titles and degrees: what follows is a name."""


HONORIFICS = word_set(
    "pak bu bapak ibu mbak bang kang mr mrs ms miss mx sdr sdri tuan nyonya mbah eyang oma opa"
)


PLACE_ROLES = word_set(
    "camat lurah kades bupati kapolsek kapolres danramil gubernur wali walikota kepala keuchik"
)
"""Roles that a place's name follows."""


OWNERS = word_set(
    "founder co-founder ceo coo pendiri pemilik owner manajer manager direktur general humas head"
)
"""Roles that a firm's name follows."""


FIELD_ROLES = word_set(
    """
    pakar dosen ahli pengamat peneliti guru dokter analis ekonom pengajar praktisi aktivis
    psikolog nakhoda koordinator penyiar sopir
    """
)
"""Roles that their field follows in lower case: 'Pakar hidrologi', 'Nakhoda kapal'."""


OFFICES = word_set(
    "presiden wapres menteri menko gubernur bupati wali walikota kapolri panglima raja paus ketua"
)
"""Roles whose place is no part of them: 'Presiden di Istana Bogor'."""


PERSON_NOUNS = ROLES | word_set(
    """
    perempuan pria wanita lelaki laki-laki ibu bapak pemuda pemudi remaja gadis bocah kakek nenek
    lulusan alumnus alumni jebolan jenderal purnawirawan dokter putra putri ayah man woman
    """
)
"""'ujar perempuan asal Depok': words for the person spoken of last."""


ENGLISH_ROLES = word_set(
    """
    minister premier governor mayor secretary secretary-general director chief chairman chairwoman
    president spokesman spokeswoman spokesperson ambassador officer executive lawmaker senator
    commissioner coach captain attorney manager professor judge general
    """
)
"""Roles that follow the words that say of what: 'Health Minister'."""

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


def role_words(role: str) -> tuple[str, ...]:
    """A role's words with its short forms written out: 'Sekjen' is 'sekretaris jenderal'."""
    words: list[str] = []
    for word in role.casefold().replace("(", " ").replace(")", " ").replace(",", " ").split():
        words += SHORT_ROLES.get(word, word).split()
    while words and words[0] in ("mantan", "eks", "former", "ex"):
        words.pop(0)
    return tuple(word for word in words if word not in ("dan", "and", "the", "of", "ri"))
