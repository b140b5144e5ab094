"""What a line of a scraped page is: prose, a date, or furniture such as a share bar.

Judged by the line's shape first (length, end, case, dates). The words are those that news sites
of Indonesian and English share for their own parts ('Baca juga', 'Related stories'), never
those of one site.
"""

import re
from enum import Enum, auto
from functools import lru_cache

from index.dates import find_dates, is_timestamp
from index.promotions import is_promotion


class Kind(Enum):
    """What a line is."""

    PROSE = auto()
    SHORT = auto()  # no sentence: title, subheading, name, menu entry, headline of another article
    ITEM = auto()  # of a list, with its bullet or number
    DATE = auto()
    CREDIT = auto()  # of a photograph; its caption
    BYLINE = auto()
    SHARE = auto()
    PROMO = auto()  # one line that sends the reader elsewhere
    ASIDE = auto()  # 'Baca juga' over one or two links between paragraphs
    HEADING = auto()  # over a list of other articles
    BREAK = auto()  # comments, author's portrait, legal notice: nothing of the article follows


CUT = frozenset(
    {
        Kind.DATE,
        Kind.CREDIT,
        Kind.BYLINE,
        Kind.SHARE,
        Kind.PROMO,
        Kind.ASIDE,
        Kind.HEADING,
        Kind.BREAK,
    }
)
OVER_LINKS = frozenset({Kind.HEADING, Kind.ASIDE})
FURNITURE = OVER_LINKS | {Kind.SHARE, Kind.PROMO, Kind.BREAK}
_ARTICLES = (
    r"berita|artikel|news|stor(?:y|ies)|articles?|posts?|topics?|topik|content|videos?|foto|"
    r"photos?|galeri|isu|tag|kabar|headlines?"
)
_OTHERS = (
    r"terkait|terkini|terbaru|lainnya|lain|populer|terpopuler|pilihan|rekomendasi|utama|"
    r"hari ini|sebelumnya|selanjutnya|terkomentar|related|latest|popular|trending|recommended|"
    r"top|more|recent|other|similar|breaking|hot|most (?:read|popular|viewed|commented|shared)"
)
_HEADING = re.compile(
    rf"(?:(?:{_OTHERS}|{_ARTICLES}|\s|&|dan|and|kanal|semua)*"
    rf"(?:{_OTHERS})(?:\s(?:{_ARTICLES}|{_OTHERS}|index|indeks|now|untuk anda|for you))*"
    r"|(?:baca|lihat|simak|tonton)\s(?:(?:\w+\s)?selengkapnya|lainnya|selanjutnya|artikel.{0,20})"
    r"|baca tentang|berita video|video berita|(?:kumpulan )?berita terkait.{0,40}"
    r"|jangan lewatkan.{0,30}|rekomendasi(?: untuk (?:anda|kamu))?"
    r"|pilihan (?:editor|redaksi|untuk anda)|update|selengkapnya|terpopuler.{0,20}|indeks?"
    r"|tags?|topik|kata kunci|keywords?|topics|label|terkait|sorotan|infografis|sponsor(?:ed)?"
    r"|(?:read|see|watch|also) (?:more|next|also|read|on .{1,30})|keep reading|up next|must reads?"
    r"|more (?:from|on|about|in)(?: \S+){1,3}|you (?:may|might) (?:also )?(?:like|be interested in)"
    r"|recommended.{0,20}|editor['’]?s? (?:picks?|choice)|don['’]?t miss.{0,20}"
    r"|what to read next|around the web|from our partners|(?:load|show|view|see|lihat) "
    r"(?:more|all|semua|lebih banyak)|muat lainnya|halaman.{0,20}|next article|previous article)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:baca|lihat|simak|tonton) juga|(?:also read|read also|read more|see also|watch|related)",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"(?:\d+\s)?(?:komentar(?: pembaca| anda| terbaru)?|comments?|diskusi|responses?|replies)"
    r"(?:\s\d+)?|(?:tulis|beri|berikan|kirim(?:kan)?|tambah|lihat|view|add|post|write|leave|read|show|all)"
    r"(?: (?:a|your|all|semua))? (?:komentar(?:mu|nya)?|comments?|reply|tanggapan)\b.{0,20}"
    r"|(?:login|log in|sign in|masuk) (?:untuk|to) (?:komentar|berkomentar|comment).{0,20}"
    r"|join the (?:conversation|discussion)|tweets by.{0,40}"
    r"|(?:about|more about|tentang|profil|biodata) (?:the |para )?(?:authors?|writers?|penulis)"
    r"|(?:©|\(c\)|copyright|hak cipta).{0,120}|.{0,80}all rights reserved.{0,40}"
    r"|disclaimer\b.{0,600}|privacy policy.{0,60}|terms (?:of|and) .{0,60}",
    re.IGNORECASE,
)
_SHARE_WORDS = frozenset(
    """
    share shares shared bagikan sebarkan facebook twitter x tweet whatsapp wa telegram line
    email e-mail mail copy link salin tautan print cetak pin pint it pinterest linkedin google
    like suka follow us ikuti kami instagram youtube tiktok threads reddit messenger save
    simpan artikel this article story berita ini to on ke di via a aa aaa reply balas report
    laporkan listen dengarkan font size ukuran komentar comments comment halaman facebook-f
    flipboard url tercopy tersalin copied perbesar loading promoted
    """.split()
)
_CREDIT = re.compile(
    r"(?i:\(?(?:foto|photo(?:graph)?s?|image|gambar|picture|ilustrasi|illustration|dok|dokumentasi|"
    r"caption|sumber foto|kredit|credit|getty images)\b\.?\s?"
    r"(?:[:/©|-]|by\b|oleh\b|courtesy|ilustrasi).{0,300})"
    r"|(?i:.{0,500}[\[(](?:[^()\[\]]{0,60}\b)?(?:foto|photo|image|dok|doc|ilustrasi|ist|istimewa|"
    r"getty images|shutterstock|screenshot|tangkapan layar)\b[^()\[\]]{0,60}[\])]\.?)"
    r"|.{10,400}[.!?]\s(?:Foto|FOTO|Photo|Dok|Sumber foto)\s?:\s?\S.{0,60}"
    r"|Do[ck]\.\s?[A-Z].{0,300}|.{0,300}(?:/©|©\s?\w|\bDo[ck]\. ).{0,80}"
    r"|[A-Z][A-Z. ]{2,30}(?:\.COM|\.CO\.ID|\.ID)?\s?/\s?[A-Z].{1,300}"
    r"|[A-Z][\w.]{1,20}(?: [A-Z]\w{1,15})?\s?/\s?[A-Z][\w.]+(?: [A-Z][\w.]+){0,3}"
    r"|(?i:getty images|ist|istimewa|shutterstock|reuters|afp)"
)
_AGENCY = re.compile(  # '(ANTARA/Dodi Karya)', not '(AFP/Reuters/muk)' or '(DOE/RAY)'
    r"[\[(](?:(?:ANTARA(?: FOTO)?|REUTERS|Reuters|AFP|AP|EPA|Xinhua|[\w.-]{2,30}\.(?:com|co|id))"
    r"\s?/\s?(?!AFP|AP\b|Reuters|REUTERS)(?=[A-Z]\w*[a-z]|[A-Z]{5})[^()/\[\]]{3,60}"
    r"|[A-Z][\w. ]{1,25}\s?/\s?[A-Z]\w+ [A-Z][^()/\[\]]{1,60}"
    r"|[A-Z]\w+ (?!News)[A-Z]\w+/[A-Z][^()\[\]]{1,60})[\])]\.?$"
    r"|(?<=[.)] )(?:AP|[A-Z]{3,}(?: [A-Z]{3,}){0,2})\s?/\s?[A-Z][\w.]+(?: [A-Z][\w.]+){0,3}"
    r"(?:/\w{1,10})*\.?$"
)
_TAGS = re.compile(r"(?:tags?|topik|kata kunci|keywords?|label)\s?:\s?[^.]{1,300}", re.IGNORECASE)
_ROLE = (
    r"laporan|pewarta|rep|penulis|oleh|reporter|jurnalis|wartawan|kontributor|written by|"
    r"reported by|words by|story by|by|authors?"
)
_EDITOR = (
    r"editor|red|redaktur(?: ?& ?(?:reporter|pelaksana))?|redaksi|penyunting|sumber|source|"
    r"edited by|editing by|publisher"
)
_BYLINE = re.compile(
    rf"(?:.{{0,60}}[|•·,]\s?)?(?:(?:{_ROLE}|{_EDITOR})\s{{0,3}}[:/]\s?.{{0,100}}"
    r"|(?:by|oleh|written by|reported by|laporan|story by)\s(?:[A-Z][\w.'’-]*)(?:[\s,&]+"
    r"(?:[A-Z][\w.'’-]*|and|dan|di|in|for)){0,10}(?:\s?[|•·-]\s?.{0,40})?"
    r"|(?:editor|penyunting|redaktur|edited by)(?:\s[\w.'’-]+){1,4})",
    re.IGNORECASE,
)
_BY_NAME = re.compile(
    r"(?:By|BY|Oleh|OLEH|Written by|Reported by|Laporan|Story by)\s+[A-Z].*"
    r"|(?:Editor|Penyunting|Redaktur|Edited by)(?:\s[A-Z][\w.'’-]+){1,4}",
    re.DOTALL,
)
_COLON_ROLE = re.compile(rf"(?:.{{0,60}}[|•·,]\s?)?(?:{_ROLE}|{_EDITOR})\s{{0,3}}[:/]", re.I)
_ENDS = re.compile(r"[.!?…][\"”’'»)\]*]{0,3}$|[.!?,][\"”’'»]\s?\)?$|[:;]$|[\"”][.,]$")
_SIGNED = re.compile(r"\s?[\[(][\w/ *-]{1,16}[\])]$")  # by its editor: 'katanya. [dzk]'
_INNER_END = re.compile(r"[.!?][\"”’'»)]?\s+[\"“‘'«(]?[A-Z]")
_BULLET = re.compile(r"(?:[-*•▪●◦–—]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+\S")
_EDGES = ' \t.,:;!|»«›‹→>-–—+#*•·…()[]"“”'
_LONG = 25  # words: a line of this length is prose whatever its end; headlines stay below it
_LOWER = 0.3  # share of words; in sentences about two thirds
_SENTENCE = 3  # words: a line this long with a full stop is a sentence
_REMEMBERED = 8192  # lines: the menus of a site come back on each of its pages
_MAX_SHAPE = 700  # characters: longer lines are prose, no need to match shapes


@lru_cache(_REMEMBERED)
def kind(line: str) -> Kind:
    """What a line is; the line is stripped, with single spaces, and not empty."""
    words = line.split(" ")
    if len(line) > _MAX_SHAPE:
        return Kind.PROSE if _prose(line, words) else Kind.SHORT
    bare = line.strip(_EDGES)
    if _BREAK.fullmatch(bare) and (len(words) < 12 or bare[:10].lower() == "disclaimer"):
        return Kind.BREAK
    if _ASIDE.fullmatch(bare):
        return Kind.ASIDE
    if len(words) < 12 and _HEADING.fullmatch(bare.strip("0123456789" + _EDGES)):
        return Kind.HEADING
    if is_promotion(line):
        return Kind.PROMO
    if _TAGS.fullmatch(line):
        return Kind.HEADING
    if _share(words):
        return Kind.SHARE
    if _dated(line):
        return Kind.DATE
    if len(words) < 20 and _byline(line):
        return Kind.BYLINE
    if _CREDIT.fullmatch(line) or ends_with_agency(line):
        return Kind.CREDIT
    if _BULLET.match(line) and len(words) < _LONG:
        return Kind.ITEM
    return Kind.PROSE if _prose(line, words) else Kind.SHORT


def ends_with_agency(line: str) -> bool:
    """Whether '(ANTARA/Dodi Karya)' ends a line: a caption above the body, a source below it."""
    return _AGENCY.search(line) is not None


def is_sentence_like(line: str) -> bool:
    """Whether a line ends or runs on as prose does, whatever else it is."""
    return _prose(line, line.split(" "))


def _prose(line: str, words: list[str]) -> bool:
    line = _SIGNED.sub("", line)
    if len(words) >= _LONG and sum(w[:1].islower() for w in words) > _LOWER * len(words):
        return True  # a menu on one line has hardly a word in lower case
    if len(words) >= _SENTENCE and _ENDS.search(line) and any(w[:1].islower() for w in words):
        return len(words) > 9 or line.rstrip("\"”’')")[-1:] not in "?!:;"
    return len(words) >= 10 and _INNER_END.search(line) is not None


def _share(words: list[str]) -> bool:
    """Only words of a share bar and counts; at most two counts alone."""
    rest = [w.strip(_EDGES).lower() for w in words]
    named = [w for w in rest if w and not w.isdigit()]
    return len(words) <= 12 and all(w in _SHARE_WORDS for w in named)


def _byline(line: str) -> bool:
    if not _BYLINE.fullmatch(line):
        return False
    return bool(_COLON_ROLE.match(line) or (_BY_NAME.fullmatch(line) and not line.endswith(".")))


def _dated(line: str) -> bool:
    """A timestamp, also with a name or a place on its line."""
    if len(line) > 160:
        return False
    if is_timestamp(line):
        return True
    found = find_dates(line)
    if not found or _ENDS.search(line):
        return False
    rest = (line[: found[0].start] + " " + line[found[-1].end :]).strip(_EDGES)
    parted = re.search(r"[|•·]| [-–] ", line) or _COLON_ROLE.search(line)
    return len(rest.split()) <= (8 if parted else 2)
