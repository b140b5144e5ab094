"""Sentences of an article that are addressed to a language model, not to its readers.

They are neither sent to a model nor taken for support: what they order it to say is no news. The
rules know the usual wordings, in Indonesian and English, and no more than those.
"""

import re

from index.sentences import Span, split_sentences

_MACHINE = (
    r"(?:ai|a\.i\.|llm|chatgpt|gpt|chatbot|language\s+models?|assistant|system\s+prompt|prompt|"
    r"model\s+bahasa|asisten(?:\s+ai)?|kecerdasan\s+buatan|sistem\s+ai|bot)"
)
_ORDER = (
    r"(?:instructions?|prompts?|rules|guidelines|directions|commands|instruksi|perintah|aturan|"
    r"arahan|petunjuk|pedoman)"
)
_ADDRESSED = re.compile(
    rf"""
    \b(?:ignore|disregard|forget|override|bypass|abaikan|lupakan|hiraukan|kesampingkan|langgar)\b
        [^.?!\n]{{0,60}}\b{_ORDER}\b
    |\b(?:instead\s+of|do\s+not\s+follow|jangan\s+(?:ikuti|turuti))\b[^.?!\n]{{0,40}}\b{_ORDER}\b
    |\b(?:you\s+are\s+now|act\s+as|pretend\s+to\s+be|anda\s+(?:sekarang|kini)\s+adalah|
        kamu\s+(?:sekarang|kini)\s+adalah|bertindaklah\s+sebagai|berpura-puralah)\b
    |\b(?:new|updated|real|baru|sebenarnya)\s+(?:system\s+)?{_ORDER}\s*:
    |\b(?:system|developer|sistem)\s*(?:prompt|message|override|pesan|:)
    |\b(?:note|attention|message|instruction|important|catatan|pesan|perhatian|instruksi|perintah)s?
        \s+(?:to|for|untuk|kepada|bagi)\s+(?:the\s+|any\s+|all\s+|semua\s+|setiap\s+)?{_MACHINE}\b
    |\b(?:dear|hey|hello|wahai|hai|halo|kepada)\s+(?:the\s+)?{_MACHINE}\b
    |\b(?:as\s+an?|sebagai|jika\s+anda(?:\s+adalah)?|if\s+you\s+are\s+an?)\s+(?:sebuah\s+)?{_MACHINE}\b
    |\b{_MACHINE}\b\s*[,:]?\s+(?:must|should|shall|harus|wajib|please|tolong|mohon|diminta)\b
    |\b(?:answer|respond|reply|end|begin|start|write|print|output|include|append|say|repeat|reveal|
        jawab(?:lah)?|balas(?:lah)?|tulis(?:kan|lah)?|cetak(?:lah)?|sertakan|tambahkan|akhiri|awali|
        ulangi|katakan(?:lah)?|tampilkan|bocorkan|ungkapkan)\b[^.?!\n]{{0,60}}
        \b(?:your\s+(?:answer|reply|response|output)|the\s+(?:answer|user|question)|every\s+question|
        all\s+questions|system\s+prompt|instead|jawaban(?:mu|\s+anda)?|pengguna|setiap\s+pertanyaan|
        semua\s+pertanyaan|prompt|markdown)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def addressed_spans(text: str) -> list[Span]:
    """The sentences that give a language model orders, in order; text as a model would see it."""
    return [s for s in split_sentences(text) if _ADDRESSED.search(text, s.start, s.end)]


def without_addressed(text: str) -> str:
    """The text with '[…]' in place of each of those sentences."""
    for span in reversed(addressed_spans(text)):
        text = f"{text[: span.start]}[…]{text[span.end :]}"
    return text
