"""Lines that send the reader elsewhere: 'Baca juga: ...', 'Simak video ini', a bare address.

The words are those that news sites share for this, never those of one site.
"""

import re

_EDGES = ' \t.,:;!|»«›‹→>-–—+#*•·…()[]"“”'
_BULLETS = " \t*-–—•>»→"  # no quotation marks: what follows one was said by somebody
_ANYHOW = re.compile(
    r"(?:(?:baca|lihat|simak|tonton|cek|klik)\s?(?:juga|lagi|pula|selengkapnya|artikel|berita|video)?"
    r"\s?:"
    r"|(?:baca|lihat|simak|tonton) juga\b(?!.*[.]$)"
    r"|(?:also read|read also|read more|read next|see also|related|watch|more|listen|"
    r"recommended)\s?:"
    r"|pilihan (?:editor|redaksi)\s?:|rekomendasi\s?:"
    r"|(?:artikel|berita) ini (?:telah|sudah|pernah) (?:tayang|terbit|dimuat|diterbitkan)\b"
    r"|this (?:article|story) (?:was |has been )?(?:originally |first )?(?:appeared|published)\b"
    r"|(?:scroll|gulir|geser|lanjut)(?: ke bawah| down)? (?:untuk|to|for) \w+"
    r"|(?:advertisement|iklan|advertorial|sponsored|adv|ads)\b[\s:.-]*$"
    r"|(?:dapatkan|ikuti|simak|cek|yuk|ayo|mari|silakan|gabung|bergabung|download|unduh|klik|"
    r"follow|join|get|sign up|subscribe|download|click|tap|install)\b"
    r".{0,160}\b(?:google news|whatsapp|telegram|newsletters?|aplikasi|app store|play store|"
    r"our app|kanal|channel|inbox|notifikasi|alerts?|berlangganan|youtube|"
    r"berita (?:pilihan|terkini|terbaru|lainnya)|artikel lain(?:nya)?|breaking news)\b"
    r"|(?:sign up|subscribe|berlangganan)\b.{0,100}\b(?:email|e-mail|newsletters?|"
    r"buletin|premium|sekarang|today|now|free|gratis)\b"
    r"|(?:sign up|subscribe|log ?in|sign in)(?: (?:to|for|now)\b[^.]{0,60})?$"
    r"|(?:register|daftar|masuk|berlangganan)(?: (?:now|sekarang|gratis|free))?$"
    r"|(?:\w+ ){0,5}newsletters?$|our (?:\w+ ){0,3}(?:email|newsletter)\b|privacy notice\b"
    r"|(?:your email address|enter your email|masukkan (?:alamat )?(?:email|surel)|"
    r"alamat email anda)"
    r"|(?:we|this (?:web)?site|our (?:web)?site|by (?:using|continuing)|situs (?:web )?ini|"
    r"website ini|kami|dengan (?:melanjutkan|menggunakan)|\w+ (?:uses?|menggunakan))"
    r".{0,80}\bcookies?\b"
    r"|accept (?:all|cookies)|terima (?:semua|cookie))",
    re.IGNORECASE,
)
_UNQUOTED = re.compile(
    r"(?:simak|saksikan|tonton|lihat|cek)(?: juga| pula| dulu)?(?: \w+)? videos?\b.{0,160}(?:[^.]$|"
    r"(?:berikut|di bawah|pilihan|menarik|ini)\b.{0,20}$)"
    r"|\(?(?:[\w ]{1,20}:\s?)?(?:https?://|www\.)\S+\)?$"
    r"|\[[A-Z]\w{2,15}\s?:[^\]]{0,80}\]$"
    r"|fakta atau hoaks\?.{0,300}"
    r"|(?:yuk|ayo|mari)\b.{0,120}\b(?:koleksi|klik|daftar|langganan|unduh|download|gabung)\b.{0,80}"
    r"|(?:pantau|ikuti|simak) terus\b.{0,60}\b(?:berita|informasi|kabar|perkembangan)\b.{0,80}"
    r"\bdi [\w.]+\.?$"
    r"|jangan (?:lupa|lewatkan)\b.{0,60}\b(?:media sosial|medsos|subscribe|channel|kanal|akun|"
    r"berita|artikel|video)\b.{0,60}$"
    r"|dilarang (?:keras )?(?:mengambil|menyalin|mengutip|memperbanyak|meng-?copy)\b.{0,120}"
    r"\b(?:konten|artikel|isi|situs|izin)\b.{0,200}"
    r"|apakah (?:artikel|berita|konten|informasi) ini\b.{0,40}\?$"
    r"|(?:kami menghargai (?:opini|pendapat)|berikan reaksi|suka artikel ini)\b.{0,60}$"
    r"|selanjutnya\s?:.{1,120}$|(?:lanjut|berlanjut|bersambung)(?: ke\b.{0,30})?[.…]*$"
    r"|(?:baca (?:di|lewat) (?:app|aplikasi)|lanjutkan membaca|continue reading)\b.{0,40}$"
    r"|(?:baca|nikmati) berita .{0,40}\biklan\b.{0,60}$"
    r"|(?:konten|artikel) (?:ini )?(?:diproduksi|dipersembahkan|disponsori)\b.{0,60}$"
    r"|(?:sponsored by|powered by|dipersembahkan oleh)\b.{0,40}$",
    re.IGNORECASE,
)


def is_promotion(line: str) -> bool:
    """Whether a line, stripped and with single spaces, sends the reader elsewhere."""
    if _ANYHOW.match(line.lstrip(_EDGES)):
        return True
    return _UNQUOTED.match(line.lstrip(_BULLETS)) is not None


def is_address(line: str) -> bool:
    """Whether a line is a web address, with at most a label."""
    return _ADDRESS.fullmatch(line) is not None


_ADDRESS = re.compile(r"\(?(?:[\w ]{1,20}:\s?)?(?:https?://|www\.)\S+\)?", re.IGNORECASE)
