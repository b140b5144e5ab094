"""Every framing sentence that an answer may hold, in Indonesian and English."""

from typing import Final

LANGUAGES: Final = ("id", "en")

UNDERSTOOD: Final = {
    "id": "Dipahami sebagai: {question}",
    "en": "Understood as: {question}",
}
UNCLEAR: Final = {
    "id": "Siapa atau apa yang dimaksud? {names}.",
    "en": "Who or what is meant? {names}.",
}
REFUSAL: Final = {
    "id": "Artikel-artikel ini tidak menyebutkannya.",
    "en": "The articles don't say.",
}
NO_MORE: Final = {
    "id": "Selain itu, artikel-artikel ini tidak menyebutkan apa pun lagi.",
    "en": "The articles say nothing more about it.",
}
NEAREST: Final = {
    "id": "Bagian yang paling dekat:",
    "en": "The nearest passage:",
}
NO_ARTICLES: Final = {
    "id": "Belum ada artikel. Tambahkan artikel dahulu.",
    "en": "There are no articles yet. Add some first.",
}
WHICH_ARTICLE: Final = {
    "id": "Artikel yang mana? Sebutkan judul atau topiknya.",
    "en": "Which article? Name its title or topic.",
}
TITLE: Final = {
    "id": "Judulnya: {value}",
    "en": "Its title: {value}",
}
PUBLISHED: Final = {
    "id": "“{title}” terbit pada {value}.",
    "en": "“{title}” was published on {value}.",
}
AUTHOR: Final = {
    "id": "“{title}” ditulis oleh {value}.",
    "en": "“{title}” was written by {value}.",
}
OUTLET: Final = {
    "id": "“{title}” dimuat oleh {value}.",
    "en": "“{title}” was published by {value}.",
}
UNKNOWN: Final = {
    "id": "Artikel “{title}” tidak mencantumkannya.",
    "en": "The article “{title}” doesn't say.",
}
REPORTED: Final = {
    "id": "{who}, dikutip tidak langsung: {text}",
    "en": "{who}, as reported: {text}",
}
DIRECT: Final = {
    "id": "{who}: {text}",
    "en": "{who}: {text}",
}
SILENT: Final = {
    "id": "{who} tidak mengatakan apa pun tentang {topic} dalam artikel-artikel ini.",
    "en": "{who} says nothing about {topic} in these articles.",
}
NEVER_QUOTED: Final = {
    "id": "{who} tidak dikutip dalam artikel-artikel ini.",
    "en": "{who} isn't quoted in these articles.",
}
UNHEARD_OF: Final = {
    "id": "Tidak ada “{who}” yang dikutip dalam artikel-artikel ini.",
    "en": "Nobody called “{who}” is quoted in these articles.",
}
SOMEBODY_ELSE: Final = {
    "id": "Yang mengatakannya orang lain. {said}",
    "en": "Somebody else did. {said}",
}
ALSO_MEANT: Final = {
    "id": "Bisa juga yang dimaksud: {others}.",
    "en": "Others that may be meant: {others}.",
}
WHO_SPOKE: Final = {
    "id": "{who}: {count} pernyataan.",
    "en": "{who}: {count} statements.",
}
WHO_SPOKE_ONCE: Final = {
    "id": "{who}: 1 pernyataan.",
    "en": "{who}: 1 statement.",
}
NOBODY_SPOKE: Final = {
    "id": "Tidak ada yang dikutip.",
    "en": "Nobody is quoted.",
}
UNNAMED: Final = {
    "id": "Penutur yang tidak disebut namanya",
    "en": "A speaker who isn't named",
}
