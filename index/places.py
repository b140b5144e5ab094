"""Places that news names: in 'Kepala Dinas Kesehatan Papua Robby Kayame' Papua is no name.

Provinces, regencies and cities of Indonesia, countries and large cities, universities' proper
names; single words, lower case. Words that are common given names are left out.
"""

from .words import word_set

PLACES = word_set(
    """
    aceh sumatera sumatra sumut sumbar sumsel riau jambi bengkulu lampung bangka belitung babel
    kepri jakarta banten jawa jabar jateng jatim yogyakarta jogja jogjakarta bali ntb ntt nusa
    tenggara kalimantan kalbar kalteng kalsel kaltim kaltara sulawesi sulut sulteng sulsel sultra
    sulbar gorontalo maluku papua malut jabodetabek bodetabek sabang langsa lhokseumawe
    subulussalam bireuen pidie gayo medan binjai tebing pematangsiantar siantar sibolga
    tanjungbalai padangsidempuan gunungsitoli deli serdang langkat karo dairi simalungun asahan
    labuhanbatu tapanuli nias toba samosir padang bukittinggi payakumbuh pariaman sawahlunto solok
    agam pasaman dharmasraya sijunjung mentawai pekanbaru dumai siak pelalawan kampar rokan
    bengkalis indragiri kuantan batam tanjungpinang bintan karimun natuna anambas lingga palembang
    prabumulih lubuklinggau banyuasin musi ogan komering muara enim lahat pangkalpinang metro
    bandarlampung pesawaran pringsewu tanggamus tulangbawang serang cilegon tangerang tangsel
    pandeglang lebak depok bogor bekasi bandung cimahi cirebon sukabumi tasikmalaya banjar ciamis
    cianjur garut indramayu karawang kuningan majalengka pangandaran purwakarta subang sumedang
    semarang surakarta solo salatiga magelang pekalongan tegal banjarnegara banyumas batang blora
    boyolali brebes cilacap demak grobogan jepara karanganyar kebumen kendal klaten kudus pemalang
    purbalingga purworejo purwokerto rembang sragen sukoharjo temanggung wonogiri wonosobo ungaran
    sleman bantul gunungkidul kidul kulon progo surabaya sidoarjo gresik malang batu blitar kediri
    madiun mojokerto pasuruan probolinggo bangkalan banyuwangi bojonegoro bondowoso jember jombang
    lamongan lumajang magetan nganjuk ngawi pacitan pamekasan ponorogo sampang situbondo sumenep
    trenggalek tuban tulungagung denpasar badung bangli buleleng gianyar jembrana karangasem
    klungkung tabanan mataram dompu lombok sumbawa kupang alor belu ende flores lembata manggarai
    ngada nagekeo sikka sumba timor rote maumere labuan bajo pontianak singkawang sambas sanggau
    sintang ketapang kubu mempawah melawi landak bengkayang kapuas palangkaraya palangka sampit
    kotawaringin barito katingan seruyan gunung banjarmasin banjarbaru tabalong tapin samarinda
    balikpapan bontang kutai berau paser penajam tarakan nunukan bulungan malinau manado bitung
    tomohon kotamobagu minahasa bolaang mongondow sangihe talaud sitaro palu poso donggala sigi
    parigi moutong banggai morowali tolitoli buol makassar parepare palopo bone bulukumba gowa
    maros takalar jeneponto bantaeng sinjai soppeng wajo sidrap pinrang enrekang toraja luwu
    pangkep barru selayar kendari baubau kolaka konawe muna buton wakatobi bombana mamuju majene
    polewali mandar mamasa ambon tual seram buru aru tanimbar ternate tidore halmahera sula
    morotai jayapura merauke mimika timika nabire biak numfor manokwari sorong fakfak kaimana
    wamena jayawijaya puncak paniai intan-jaya nduga asmat boven digoel mappi yapen waropen
    menteng kemayoran cengkareng kebayoran tebet senayan kuta ubud sanur borobudur prambanan
    krakatau merapi semeru bromo madura nusantara indonesia malaysia singapura singapore thailand
    filipina philippines vietnam kamboja cambodia laos myanmar brunei timor-leste jepang japan
    china tiongkok taiwan korea india pakistan bangladesh afghanistan iran irak iraq suriah syria
    turki turkey israel palestina palestine arab saudi yaman yemen qatar dubai emirat mesir egypt
    libya maroko afrika kenya nigeria ethiopia amerika as us usa kanada canada meksiko mexico
    brasil brazil argentina chile peru kolombia venezuela kuba inggris uk britain england scotland
    london irlandia perancis prancis france paris jerman germany berlin italia italy roma rome
    spanyol spain madrid portugal belanda netherlands belgia brussels swiss switzerland geneva
    jenewa austria wina swedia sweden norwegia norway denmark finlandia finland rusia russia
    moskwa moscow ukraina ukraine polandia poland yunani greece vatikan australia sydney melbourne
    canberra selandia zealand fiji papua-nugini beijing shanghai wuhan hongkong hong kong tokyo
    seoul delhi mumbai bangkok manila hanoi washington york california texas asean asia eropa
    europe padjadjaran lambung mangkurat ratulangi cenderawasih brawijaya diponegoro hasanuddin
    udayana gadjah mada tanjungpura mulawarman andalas syiah sriwijaya trisakti tarumanagara
    parahyangan atmajaya binus unpad unair ugm ui itb its ipb undip uns unhas usu unbraw unnes uny
    unm upi uin iain kuwait yordania jordan lebanon oman bahrain tunisia aljazair algeria sudan
    somalia kongo congo ghana senegal kamerun zimbabwe angola nepal maladewa mongolia kazakhstan
    uzbekistan kroasia croatia serbia bosnia slovenia slovakia ceko czech hungaria hungary rumania
    romania bulgaria estonia latvia lituania islandia iceland luksemburg luxembourg ekuador
    ecuador bolivia paraguay uruguay panama haiti jamaika jamaica dominika guatemala honduras
    nikaragua nicaragua belarus albania siprus cyprus malta lanka uganda tanzania rwanda
    zambia mozambik madagaskar mauritius
    """
)
