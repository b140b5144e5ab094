"""Follow-ups about the article that an answer cites: its title, date, author, outlet."""

import re

from rag.follow_up.past import Past
from rag.follow_up.text import content
from rag.follow_up.turns import Completed
from rag.question import About, read_question

_ARTICLE = r"(?:artikel|berita|tulisan|laporan)"
_THAT = rf"(?:nya|\s+{_ARTICLE}(?:nya|\s+(?:itu|ini|tersebut))?)"
_PATTERNS = tuple(
    (about, re.compile(rf"^(?:{pattern})$", re.IGNORECASE))
    for about, pattern in (
        (
            About.AUTHOR,
            rf"(?:siapa(?:kah)?\s+)?(?:yang\s+)?(?:penulis|wartawan|reporter|pengarang){_THAT}"
            rf"(?:\s+siapa)?|(?:yang\s+)?(?:menulis|nulis){_THAT}?\s+siapa|siapa\s+yang\s+nulis"
            rf"(?:{_THAT})?|(?:who(?:'s|\s+is|\s+was)\s+)?the\s+(?:author|writer|reporter)",
        ),
        (
            About.TITLE,
            rf"(?:apa(?:kah)?\s+)?judul{_THAT}(?:\s+apa)?|(?:apa\s+)?sumber(?:nya)?(?:\s+(?:apa|mana|"
            r"dari\s+mana))?|(?:what(?:'s|\s+is)\s+the\s+)?source|where\s+is\s+(?:that|this)\s+from|"
            rf"(?:itu\s+)?(?:dari|di)\s+{_ARTICLE}\s+"
            r"(?:yang\s+)?(?:apa|mana)(?:\s+itu)?|(?:from\s+)?(?:which|what)\s+(?:article|story)"
            r"(?:\s+(?:is|was)\s+(?:that|it|this)(?:\s+(?:from|in))?)?",
        ),
        (
            About.PUBLISHED,
            rf"(?:kapan\s+)?{_ARTICLE}(?:nya|\s+(?:itu|ini|tersebut))\s+"
            r"(?:terbit|dimuat|tayang|ditulis|diterbitkan)(?:\s+kapan)?|"
            r"(?:kapan|tanggal\s+berapa)\s+(?:terbit|diterbitkan|dimuat|tayang)(?:nya)?",
        ),
        (
            About.OUTLET,
            rf"(?:media|koran|situs)\s+(?:apa|mana)(?:\s+yang\s+(?:memuat|menerbitkan|menulis)"
            rf"(?:{_THAT})?)?|(?:which|what)\s+(?:outlet|newspaper|site)(?:\s+(?:is|was)\s+"
            r"(?:that|it)|\s+published\s+(?:it|that))?",
        ),
    )
)
_WORK = re.compile(r"\b(?:novel|buku|film|lagu|puisi|album|komik|book|movie|song|poem)\b", re.I)
_FORMS = {
    ("id", About.TITLE): "Apa judul artikel “{}”?",
    ("en", About.TITLE): "What is the title of the article “{}”?",
    ("id", About.PUBLISHED): "Kapan artikel “{}” terbit?",
    ("en", About.PUBLISHED): "When was the article “{}” published?",
    ("id", About.AUTHOR): "Siapa penulis artikel “{}”?",
    ("en", About.AUTHOR): "Who wrote the article “{}”?",
    ("id", About.OUTLET): "Media apa yang memuat artikel “{}”?",
    ("en", About.OUTLET): "Which outlet published the article “{}”?",
}


def complete_article(text: str, past: Past, language: str) -> Completed | None:
    """The question with the cited article's title; unclear where several were cited.

    The question itself where none was; None where it is about no article's data, names one of its
    own, or a book or film was spoken of.
    """
    about = _about(text)
    titles = past.titles()
    if about is None:
        return None
    named_here = re.search(rf"\b{_ARTICLE}|\barticle|\bstory", text, re.IGNORECASE)
    if not named_here and _WORK.search(past.last.turn.question):
        return None
    if not titles:
        return Completed(text)
    if len(titles) > 1:
        return Completed(text, unclear=titles)
    return Completed(_FORMS[language, about].format(titles[0]), True)


def _about(text: str) -> About | None:
    read = read_question(text)
    if read.about and not content(read.topic):
        return read.about
    return next((about for about, pattern in _PATTERNS if pattern.match(text)), None)
