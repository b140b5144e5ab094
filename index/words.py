"""Function words of Indonesian and English, and other small lists; all lower case."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


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


CONJUNCTIONS = word_set(
    """
    kendati kendatipun walakin alhasil baik meskipun walaupun sekalipun begitupun sebaliknya
    sesungguhnya semula pasalnya sayang untung alih-alih tadinya akhir-akhir awal rupanya ternyata
    although despite however meanwhile moreover nevertheless yet still perhaps
    """
)
"""Openers of sentences that are no names."""


PRONOUNS = word_set("ia dia beliau ybs he she")


OWNING = word_set("the a an its his her their our my")
"""English words in front of a noun: 'said its president, Ann Poe'."""


PLURAL_PRONOUNS = word_set("mereka keduanya they both kami kita we")


DEMONSTRATIVES = word_set("itu ini tersebut tadi")


ANONYMOUS = word_set(
    """
    seorang salah sejumlah beberapa banyak para sebagian sumber warga seseorang setiap semua massa
    orang penumpang pengunjung tersangka pelaku korban saksi pengguna peserta anggota a an some
    many several one residents witnesses sources people officials experts critics
    """
)
"""First words of speakers that the article doesn't name."""


TIMES = word_set(
    """
    senin selasa rabu kamis jumat jum'at sabtu minggu januari februari maret april mei juni juli
    agustus september oktober november desember monday tuesday wednesday thursday friday saturday
    sunday january february march may june july august october december wib wita wit am pm rp
    pasal ayat huruf nomor undang-undang perda pergub perppu keppres inpres bab idul natal lebaran
    tahun kompas
    """
)


KIN = word_set(
    """
    suami istri ayah ibu ibunda ayahanda anak adik kakak kakek nenek paman bibi orangtua keluarga
    cucu keponakan mertua menantu kerabat almarhum almarhumah rumah wajah
    """
)
"""'Suami Neni' isn't Neni."""


NAME_PARTICLES = word_set("bin binti van von de der al el ibn bint")


NAMES_TOO = word_set(
    """
    karya jaya utama raya muda bulan bumi alam sejahtera pati pratama madya candi marga perdana
    timur king white west north london york washington may solo batubara ramadhan ramadan
    """
)
"""Words of institutions and places that are as often a person's: behind a name they are one."""

GIVEN_TOO = word_set("agung bima bintang surya mega cipta lalu satria")
"""The same, for words that begin names: in front of a name they are one, but for some places."""

NOT_GIVEN_BEHIND = word_set("jaksa mahkamah kejaksaan kota kabupaten hakim masjid imam partai")
"""'Jaksa Agung', 'Kota Bima': behind these the words above are no names."""

COMMON_FIRST_NAMES = word_set(
    """
    bagus mohammad muhammad mohamad muhamad moh muh ahmad achmad akhmad abdul abdullah abu ali umar
    usman sri siti andi agus budi dwi tri eko nur nurul i ni made putu wayan nyoman ketut gede
    dewa ida gusti anak joko djoko teuku tengku teungku cut raden rade mas haji ade adi aditya
    agung andri anton ari arif arief bambang bayu benny deddy dedi dedy denny desi dewi dian didik
    didiek edi edy erick fajar faisal ferry firman hadi hari hendra hendro heri herry heru ign
    ignasius imam indra irfan irwan iwan johannes yohanes kristian lalu lukman maria mario nanang
    rahmat rachmat ratna retno ridwan rini rizal rizki rizky rudi rudy saiful sigit slamet sugeng
    suharso supri syamsul taufik taufiq teguh tito tjahjo toni tony wahyu wawan widodo yayan yudi
    yuni yusuf zainal john james robert michael william david richard joseph thomas charles mary
    anna peter paul george daniel mark andrew kevin brian jennifer linda elizabeth susan sarah
    karen
    """
)
"""First words of names so common that two people in one article often share them."""

NICKNAMED = word_set("disapa dipanggil panggilan julukan berjuluk alias nicknamed aka")
"""'yang akrab disapa Tjok Ace'."""
