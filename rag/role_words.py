"""Roles in Indonesian and English, brought to one form so that either finds the other."""

import re
import unicodedata
from functools import cache

from index.roles import HONORIFICS, RANKS

# A line a role or a field: its canonical form, then what else it is called. Longer phrases are
# replaced first, so that 'wakil menteri' is no 'menteri'.
_SYNONYMS = """
sekjen: sekretaris jenderal, sekretaris-jenderal, secretary general, secretary-general
wasekjen: wakil sekretaris jenderal, wakil sekjen, deputy secretary general
sekda: sekretaris daerah, regional secretary
sekretaris: secretary
menteri: minister
wamen: wakil menteri, deputy minister, vice minister
presiden: president
wapres: wakil presiden, vice president, vice-president
gubernur: governor
wagub: wakil gubernur, deputy governor, vice governor
walikota: wali kota, mayor
wawali: wakil wali kota, wakil walikota, deputy mayor
bupati: regent
wabup: wakil bupati, deputy regent
kapolri: kepala polri, national police chief
kapolda: kepala kepolisian daerah, provincial police chief, regional police chief
kapolres: kepala kepolisian resor, kapolresta, kapolrestabes, district police chief
kapolsek: kepala kepolisian sektor, kapolsekta, precinct police chief
kapolis: police chief, chief of police, kepala polisi, kepala kepolisian
jubir: juru bicara, spokesperson, spokesman, spokeswoman
dirut: direktur utama, president director, chief executive officer, chief executive, ceo
dirjen: direktur jenderal, director general, director-general
direktur: director
ketum: ketua umum, general chair, general chairman, general chairperson
waketum: wakil ketua umum
waketua: wakil ketua, vice chair, vice chairman, deputy chair, deputy chairman, vice chairwoman
ketua: chair, chairman, chairwoman, chairperson, leader
kepala: head, chief
pelatih: coach, head coach, pelatih kepala
kapten: captain
pemain: player
dokter: doctor, physician
perawat: nurse
peneliti: researcher
pengamat: observer, analyst, analis
ekonom: economist
guru: teacher
dosen: lecturer
rektor: rector
hakim: judge
jaksa: prosecutor
pengacara: kuasa hukum, lawyer, attorney
dubes: duta besar, ambassador
warga: resident
petani: farmer
nelayan: fisherman, fisher, fishermen
pedagang: trader, seller, vendor
pengusaha: businessman, businesswoman, entrepreneur
manajer: manager
pendiri: founder
pustakawan: librarian
camat: district head, subdistrict head
lurah: kepala desa, kades, village head
dinas: agency, office
badan: body
kementerian: ministry, department
polisi: police, kepolisian
rumahsakit: rumah sakit, hospital
tenagakerja: tenaga kerja, ketenagakerjaan, manpower, labour, labor
kesehatan: health
keuangan: finance
perhubungan: transport, transportation
luarnegeri: luar negeri, foreign affairs, foreign
dalamnegeri: dalam negeri, home affairs, interior
pertahanan: defence, defense
agama: religious affairs, religion
sosial: social affairs, social
pendidikan: education
komunikasi: communications, communication, komunikasi dan informatika, kominfo
hukum: law, legal
pertanian: agriculture
perdagangan: trade
perindustrian: industry
olahraga: sports, sport
kelautan: marine affairs, maritime affairs, maritime
perikanan: fisheries
lingkungan: environment, lingkungan hidup
kehutanan: forestry
pariwisata: tourism
perpustakaan: library, libraries
bencana: disaster, penanggulangan bencana
perusahaan: company
serikat: union
asosiasi: association
menteri tenagakerja: menaker, menakertrans
menteri kesehatan: menkes
menteri keuangan: menkeu
menteri perhubungan: menhub
menteri luarnegeri: menlu
menteri dalamnegeri: mendagri
menteri pertahanan: menhan
menteri agama: menag
menteri sosial: mensos
menteri pendidikan: mendikbud, mendikbudristek
menteri komunikasi: menkominfo
menteri hukum: menkumham
menteri pertanian: mentan
menteri perdagangan: mendag
menteri perindustrian: menperin
menteri olahraga: menpora
wamen tenagakerja: wamenaker
wamen kesehatan: wamenkes
wamen keuangan: wamenkeu
wamen luarnegeri: wamenlu
kementerian tenagakerja: kemnaker, kemenaker
kementerian kesehatan: kemenkes
kementerian keuangan: kemenkeu
kementerian perhubungan: kemenhub
kementerian luarnegeri: kemlu, kemenlu
kementerian dalamnegeri: kemendagri
kementerian pertahanan: kemhan, kemenhan
kementerian agama: kemenag
kementerian sosial: kemensos
kementerian pendidikan: kemendikbud, kemendikbudristek
kementerian komunikasi: kemkominfo, kemenkominfo
kementerian hukum: kemenkumham
kementerian pertanian: kementan
kementerian perdagangan: kemendag
kementerian perindustrian: kemenperin
kementerian olahraga: kemenpora
"""
# A bare 'police chief' is any of these; 'chair' any kind of chair.
_BROADER = {
    "kapolis": ("kapolri", "kapolda", "kapolres", "kapolsek"),
    "ketua": ("ketum",),
    "direktur": ("dirut", "dirjen"),
}
_EMPTY = frozenset(
    "the a an of for and in at to s ri republik indonesia di dari dan untuk pada yang si sang para "
    "its their his her this that itu ini tersebut".split()
) | (
    # Titles say nothing of who; but 'mayor' is a rank in one language and a role in the other.
    (HONORIFICS | RANKS) - {"mayor", "dokter", "komisaris", "inspektur", "general", "captain"}
)


def role_tokens(text: str) -> tuple[str, ...]:
    """The words of a name or role in one form: 'the manpower minister' -> tenagakerja, menteri."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    words = re.findall(r"\w+", re.sub(r"['’]s?\b", "", plain))
    replaced = _phrases().sub(lambda match: _canonical()[match.group(0)], f" {' '.join(words)} ")
    return tuple(word for word in replaced.split() if word not in _EMPTY)


def broader(token: str) -> tuple[str, ...]:
    """Roles that a role covers beside itself: a police chief may be a kapolres."""
    return _BROADER.get(token, ())


def is_role(token: str) -> bool:
    """Whether a word, in its one form, is known as a role or its field."""
    return token in _known()


@cache
def _canonical() -> dict[str, str]:
    forms = {}
    for line in _SYNONYMS.strip().splitlines():
        canonical, others = line.split(": ")
        for other in others.split(", "):
            forms[other.replace("-", " ")] = canonical
    return forms


@cache
def _known() -> frozenset[str]:
    return frozenset(word for form in _canonical().values() for word in form.split())


@cache
def _phrases() -> re.Pattern[str]:
    longest_first = sorted(_canonical(), key=len, reverse=True)
    return re.compile(r"(?<=\s)(?:" + "|".join(map(re.escape, longest_first)) + r")(?=\s)")
