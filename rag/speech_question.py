"""Questions of who said what: whose words are asked for, and what about."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Asked(StrEnum):
    """What is asked of somebody's words."""

    SAID = "said"  # what did X say (about Y)
    WHO_SAID = "who said"  # who said Z
    DID_SAY = "did say"  # did X say Z
    WHO_SPOKE = "who spoke"  # who was quoted (about Y)


@dataclass(frozen=True, slots=True)
class SpeechQuestion:
    """A question of who said what.

    ``speaker``: the words that name who is meant ('the manpower minister'), None where that is
    what is asked. ``topic``: the words for what was said, None where anything is meant.
    """

    kind: Asked
    speaker: str | None
    topic: str | None


# Nouns and verbs of speaking. Not 'alasan' or 'harga': those ask for the thing, not for words.
_NOUN_ID = (
    r"(?:kata|kata-kata|ujar|ucap|ucapan|tutur|pendapat|pernyataan|komentar|tanggapan|penjelasan|"
    r"pandangan|keterangan|respons?|reaksi|penilaian|sikap|klaim)"
)
_PASSIVE_ID = (
    r"(?:dikatakan|disampaikan|diungkapkan|dijelaskan|ditegaskan|disebut|disebutkan|dinyatakan|"
    r"diucapkan|dituturkan|dipaparkan|diumumkan|ditekankan|ditambahkan|dikomentari)"
)
_BARE_ID = (
    r"(?:katakan|sampaikan|ungkapkan|jelaskan|tegaskan|sebut|sebutkan|nyatakan|ucapkan|bilang|"
    r"tuturkan|paparkan|umumkan|tekankan)"
)
_ACTIVE_ID = (
    r"(?:mengatakan|bilang|berkata|menyebut|menyebutkan|menyatakan|menilai|menegaskan|mengaku|"
    r"mengungkapkan|menyampaikan|menjelaskan|menuturkan|memaparkan|mengingatkan|memperingatkan|"
    r"berpendapat|mengumumkan|menjanjikan|berjanji|membantah|menambahkan|mengeluhkan|menekankan|"
    r"menyerukan|mengklaim|menduga|meyakini|mengakui)"
)
_ABOUT_ID = (
    r"(?:tentang|soal|mengenai|terkait|perihal|ihwal|seputar|terhadap|atas|bahwa|kepada|ketika|"
    r"saat|setelah|sesudah|sebelum|usai|dalam|pada|di)"
)
_VERB_EN = (
    r"(?:say|said|says|saying|think|thinks|claim|claimed|state|stated|explain|explained|tell|told|"
    r"warn|warned|promise|promised|mention|mentioned|argue|argued|announce|announced|suggest|"
    r"suggested|add|added|stress|stressed|comment|commented|admit|admitted|deny|denied|believe|"
    r"believed|believes|declare|declared|remark|remarked|have\s+to\s+say)"
)
_NOUN_EN = (
    r"(?:views?|opinions?|comments?|statements?|words|remarks?|response|reaction|stance|position)"
)
_ABOUT_EN = (
    r"(?:about|on|regarding|concerning|over|of|to|when|after|before|during|in|at|that|with|for)"
)
_FORMS: tuple[tuple[Asked, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"^\W*{form}\W*$", re.IGNORECASE))
    for kind, form in (
        (
            Asked.WHO_SPOKE,
            r"siapa(?:kah)?(?:\s+saja(?:kah)?)?\s+(?:yang\s+)?(?:dikutip|berbicara|bicara|"
            r"diwawancarai|(?:menjadi\s+)?narasumber(?:nya)?|"
            r"memberi(?:kan)?\s+(?:keterangan|pernyataan|komentar|tanggapan))"
            rf"(?:\s+{_ABOUT_ID}\s+(?P<topic>.+?))?",
        ),
        (
            Asked.WHO_SPOKE,
            r"who\s+(?:(?:all\s+)?(?:was|were|is|are)\s+(?:quoted|cited|interviewed)|spoke|speaks|"
            rf"commented|talked)(?:\s+{_ABOUT_EN}\s+(?P<topic>.+?))?",
        ),
        (
            Asked.WHO_SAID,
            rf"(?:siapa(?:kah)?(?:\s+saja)?\s+(?:yang\s+)?(?:pernah\s+)?{_ACTIVE_ID}|kata\s+siapa)"
            r"(?:\s+(?:bahwa|kalau|jika))?\s+(?P<topic>.+?)",
        ),
        (
            Asked.WHO_SAID,
            rf"who\s+(?:has\s+|had\s+|ever\s+)*{_VERB_EN}(?:\s+that)?\s+(?P<topic>.+?)",
        ),
        (
            Asked.DID_SAY,
            rf"(?:apakah|apa\s+benar|benarkah|betulkah)\s+(?P<speaker>.+?)\s+(?:pernah\s+|sudah\s+|"
            rf"telah\s+)*{_ACTIVE_ID}(?:\s+(?:bahwa|kalau|soal|tentang))?\s+(?P<topic>.+?)",
        ),
        (
            Asked.DID_SAY,
            rf"(?:did|does|has|have|is\s+it\s+true\s+that)\s+(?P<speaker>.+?)\s+(?:ever\s+)?{_VERB_EN}"
            r"(?:\s+(?:that|about|anything\s+about))?\s+(?P<topic>.+?)",
        ),
        (
            Asked.SAID,
            rf"(?:apa|bagaimana)(?:kah)?(?:\s+saja)?\s+{_NOUN_ID}(?:\s+dari)?\s+(?P<speaker>.+?)"
            rf"(?:\s+(?P<about>{_ABOUT_ID}\s+.+?))?",
        ),
        (
            Asked.SAID,
            rf"apa(?:kah)?(?:\s+saja)?\s+yang\s+(?:telah\s+|sudah\s+)?{_PASSIVE_ID}(?:\s+oleh)?\s+"
            rf"(?P<speaker>.+?)(?:\s+(?P<about>{_ABOUT_ID}\s+.+?))?",
        ),
        (
            Asked.SAID,
            rf"apa(?:kah)?(?:\s+saja)?\s+(?:yang\s+)?(?P<speaker>.+?)\s+{_BARE_ID}"
            rf"(?:\s+(?P<about>{_ABOUT_ID}\s+.+?))?",
        ),
        (
            Asked.SAID,
            rf"(?P<speaker>.+?)\s+{_ACTIVE_ID}\s+apa(?:\s+saja)?(?:\s+(?P<about>{_ABOUT_ID}\s+.+?))?",
        ),
        (
            Asked.SAID,
            rf"{_NOUN_ID}\s+(?P<speaker>.+?)\s+apa(?:\s+saja)?(?:\s+(?P<about>{_ABOUT_ID}\s+.+?))?",
        ),
        (Asked.SAID, r"(?:menurut|according\s+to)\s+(?P<speaker>[^,]+?)\s*,\s*(?P<topic>.+?)"),
        (
            Asked.SAID,
            r"what\s+(?:else\s+)?(?:did|does|do|has|have|had|is|was|would)\s+(?P<speaker>.+?)\s+"
            rf"{_VERB_EN}(?:\s+(?P<about>{_ABOUT_EN}\s+.+?))?",
        ),
        (
            Asked.SAID,
            rf"what\s+(?:is|was|are|were)\s+(?P<speaker>.+?)(?:'s|’s|s')\s+{_NOUN_EN}"
            rf"(?:\s+(?P<about>{_ABOUT_EN}\s+.+?))?",
        ),
        (
            Asked.SAID,
            rf"what\s+(?:is|was|are|were)\s+the\s+{_NOUN_EN}\s+(?:of|by)\s+(?P<speaker>.+?)"
            r"(?:\s+(?P<about>(?:about|on|regarding|concerning|to)\s+.+?))?",
        ),
        (
            Asked.SAID,
            r"how\s+did\s+(?P<speaker>.+?)\s+(?:respond|react|comment)(?:\s+(?P<about>(?:to|on)\s+.+?))?",
        ),
        # Last: any question, as somebody answers it.
        (Asked.SAID, r"(?P<asked>.+?\S),?\s+(?:menurut|according\s+to)\s+(?P<speaker>[^,]+?)"),
    )
)
# What only leads to the topic; 'when', 'after', 'to' say something of it and stay.
_LEAD = re.compile(
    r"^(?:tentang|soal|mengenai|terkait(?:\s+dengan)?|perihal|ihwal|seputar|terhadap|atas|bahwa|"
    r"about|on|regarding|concerning|over|of|that)\s+",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"^(?:(?:this|that|the|these|those)\s+(?:article|story|report|news|text)s?|it|they|"
    r"(?:artikel|berita|tulisan|laporan|teks)(?:\s+(?:ini|itu|tersebut))?|ini|itu|yang|saja)$",
    re.IGNORECASE,
)


# The date of somebody's words: each statement is told with its own. Not their reason: what was said
# need not give any.
_DATED = tuple(
    re.compile(rf"^\W*{form}\W*$", re.IGNORECASE)
    for form in (
        r"kapan\s+(?P<speaker>.+?)\s+mengatakan\s+(?:itu|hal\s+itu)(?:\s+soal\s+(?P<topic>.+?))?",
        r"when\s+did\s+(?P<speaker>.+?)\s+say\s+(?:that|so)(?:\s+about\s+(?P<topic>.+?))?",
    )
)


def read_dated_words(text: str) -> SpeechQuestion | None:
    """Whose words, and about what, a question of their date names; None where it is no such."""
    for form in _DATED:
        if (match := form.match(text)) and not _NOBODY.match(match["speaker"]):
            return SpeechQuestion(Asked.SAID, match["speaker"], match["topic"])
    return None


def read_speech_question(text: str) -> SpeechQuestion | None:
    """What the question asks of somebody's words; None where it isn't about words."""
    for kind, form in _FORMS:
        match = form.match(text)
        if match is None:
            continue
        parts = match.groupdict()
        speaker = parts.get("speaker")
        if speaker is not None and _NOBODY.match(speaker):
            return None
        if parts.get("asked"):
            return SpeechQuestion(kind, speaker, f"“{parts['asked']}”")
        topic = parts.get("topic") or _LEAD.sub("", parts.get("about") or "")
        return SpeechQuestion(kind, speaker, topic.strip(" \"'“”‘’«»") or None)
    return None
