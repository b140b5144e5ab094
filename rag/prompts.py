"""Every framing sentence that an answer may hold, in Indonesian and English."""

from typing import Final

LANGUAGES: Final = ("id", "en")

REFUSAL: Final = {
    "id": "Artikel-artikel ini tidak menyebutkannya.",
    "en": "The articles don't say.",
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
