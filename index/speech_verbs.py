"""Verbs and turns of phrase by which news says that somebody speaks; all lower case."""

from .words import word_set

SPEECH_BEFORE_SPEAKER = word_set(
    """
    kata ujar ucap tutur ungkap papar jelas terang tambah imbuh sambung lanjut tegas tandas tukas
    sebut urai kilah pungkas cetus beber keluh timpal aku kenang harap pinta pesan tulis seloroh
    canda sergah tanya jawab ajak imbau himbau seru saran puji simpul ulas dalih klaim cerita
    kisah ingat sindir kelakar sesal gerutu kritik usul akui bongkar sahut bisik gumam teriak
    tuding elak gurau janji kelit lontar
    """
)
"""Bare stems before their speaker ('kata Budi'), and with -nya alone ('katanya')."""


NOUNS_TOO = word_set(
    """
    kata jelas terang lanjut aku harap pesan tulis tanya jawab ajak seru saran puji ulas klaim
    cerita kisah ingat kritik usul simpul kenang sebut tegas sesal tambah sambung janji tuding
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
    memahami menargetkan mengancam menerangkan memutuskan mengusulkan menyanggupi explained
    explains confirmed confirms denied denies wrote writes replied replies responded continued
    continues revealed reveals emphasized emphasised stressed stresses pointed reported reports
    suggested suggests concluded concludes promised promises joked recalled recalls declared
    declares reiterated remarked conceded cautioned vowed mengalkulasi menghitung menaksir
    mengaitkan memungkiri menuding menuduh mengecam mengutuk menyalahkan memprotes membela
    """
)
"""Verbs that take an object as often: they count with a comma, a colon, 'bahwa' or 'that'."""


AHEAD_OF_CONTENT = SAYING | ASKING | SAYING_WITH_COMMA


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
    sembari sebelum setelah saat ketika guna demi bisa dapat harus perlu ingin mau akan hendak wajib
    boleh mampu mesti patut mulai pernah seperti who which to not never without by would will can
    could should may might cannot didn't
    """
)
"""Words right before a verb that keep it from being this sentence's act of speaking."""


NOT_PEOPLE = word_set(
    """
    pengumuman data daftar laporan survei hasil catatan rencana undang-undang uu pengakuan informasi
    jadwal perhitungan aturan saya kami kita pantauan pengamatan berita sumber kabar dokumen
    keterangan peraturan kajian penelitian riset studi kalender rumus tradisi situs laman teori
    standar pasal ketentuan prediksi perkiraan kepercayaan hukum jumlah versi penuturan kesaksian
    media kamus konstitusi protokol perjanjian surat pemberitaan anda kamu kalian engkau agama jenis
    tingkat urutan data reports documents law polls surveys estimates figures sources studies
    research me us
    """
)
"""What 'menurut' and 'according to' name that is no speaker."""


DENYING = word_set("memungkiri menampik membantah menyangkal menepis")
"""Verbs that with 'tidak' say something."""


def speech_stem(word: str) -> str | None:
    """'ujar' for 'ujar' and 'ujarnya', None for a word that is no such verb; lower case."""
    if word in SPEECH_BEFORE_SPEAKER:
        return word
    stem = word.removesuffix("nya")
    return stem if stem in SPEECH_BEFORE_SPEAKER else None
