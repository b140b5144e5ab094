"""What a question asks for: its language, and whether it is about an article's own data."""

import re
from dataclasses import dataclass
from enum import StrEnum

from index.errors import WartanyaError
from index.language import detect_language

MAX_CHARACTERS = 2_000  # a question, not a document; the embedding model reads some 500 tokens


class About(StrEnum):
    """The part of an article's own data that is asked for."""

    TITLE = "title"
    PUBLISHED = "published"
    AUTHOR = "author"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read. ``about`` is None where the body of the articles is asked.

    ``topic`` is what is left of a question about an article's data: the words that say which
    article, empty where none do.
    """

    text: str
    language: str
    about: About | None
    topic: str


# The article itself must be meant, by its name or because nothing else is named: 'kapan gempa itu
# terjadi' and 'siapa penulis novel itu' are about the body.
_ARTICLE_ID = r"(?:artikel|berita|tulisan|laporan)(?:\s+(?:ini|itu|tersebut)\b)?"
_ARTICLE_EN = r"(?:(?:this|the|that)\s+(?:article|story|news\s+item|report|piece))"
_ALONE = r"\W*$"
_PATTERNS: tuple[tuple[About, re.Pattern[str]], ...] = tuple(
    (about, re.compile(pattern, re.IGNORECASE))
    for about, pattern in (
        (About.TITLE, rf"\b(?:apa(?:kah)?\s+)?judul\s+{_ARTICLE_ID}"),
        (About.TITLE, rf"^\W*(?:apa(?:kah)?\s+)?judulnya(?:\s+apa)?{_ALONE}"),
        (About.TITLE, rf"\b(?:what(?:'s|\s+is)\s+the\s+)?(?:title|headline)\s+of\s+{_ARTICLE_EN}"),
        (About.TITLE, rf"^\W*what(?:'s|\s+is)\s+(?:the|its)\s+(?:title|headline){_ALONE}"),
        (
            About.PUBLISHED,
            rf"\b(?:kapan(?:kah)?|tanggal\s+berapa(?:kah)?)\s+{_ARTICLE_ID}(?P<topic>\s.*?)?\s+"
            r"(?:terbit|diterbitkan|tayang|ditayangkan|dimuat|dipublikasikan|ditulis|diunggah)\b",
        ),
        (
            About.PUBLISHED,
            rf"\b{_ARTICLE_ID}(?P<topic>\s.*?)?\s+(?:terbit|diterbitkan|tayang|ditayangkan|dimuat|"
            rf"dipublikasikan|ditulis|diunggah)\s+(?:kapan|(?:pada\s+)?tanggal\s+berapa){_ALONE}",
        ),
        (
            About.PUBLISHED,
            rf"\b(?:tanggal|waktu)\s+(?:terbit|tayang|publikasi)(?:nya{_ALONE}|\s+{_ARTICLE_ID})",
        ),
        (
            About.PUBLISHED,
            rf"\bwhen\s+(?:was|is|did)\s+{_ARTICLE_EN}(?P<topic>\s.*?)?\s+"
            r"(?:published|posted|written|released|come\s+out|appear)\b",
        ),
        (
            About.PUBLISHED,
            rf"^\W*when\s+(?:was|did)\s+it\s+(?:published|posted|written|come\s+out){_ALONE}",
        ),
        (
            About.AUTHOR,
            r"\bsiapa(?:kah)?\s+(?:nama\s+)?(?:yang\s+)?"
            rf"(?:penulis|pengarang|wartawan|reporter|menulis)\s+{_ARTICLE_ID}",
        ),
        (
            About.AUTHOR,
            rf"^\W*siapa(?:kah)?\s+(?:penulisnya|wartawannya|yang\s+menulis(?:nya)?){_ALONE}",
        ),
        (About.AUTHOR, rf"\bwho\s+(?:wrote|reported|authored)\s+{_ARTICLE_EN}"),
        (
            About.AUTHOR,
            rf"\b(?:who(?:'s|\s+is)\s+the\s+)?(?:author|writer|reporter)\s+of\s+{_ARTICLE_EN}",
        ),
        (About.AUTHOR, rf"^\W*who\s+wrote\s+(?:it|this){_ALONE}"),
        (About.AUTHOR, rf"^\W*who(?:'s|\s+is)\s+(?:the|its)\s+(?:author|writer){_ALONE}"),
        (
            About.OUTLET,
            r"\b(?:media|koran|situs)\s+(?:apa|mana)\s+yang\s+"
            rf"(?:memuat|menerbitkan|menulis)\s+{_ARTICLE_ID}",
        ),
        (
            About.OUTLET,
            r"\b(?:which|what)\s+(?:outlet|newspaper|site|publication)\s+"
            rf"(?:published|ran|carried)\s+{_ARTICLE_EN}",
        ),
    )
)
_TOPIC_LEAD = re.compile(
    r"^\W*(?:tentang|soal|mengenai|perihal|yang|berjudul|about|on|titled|called)\b", re.IGNORECASE
)


def read_question(text: str) -> Question:
    """Read a question.

    Raises WartanyaError where it is empty or longer than 2,000 characters.
    """
    stripped = " ".join(text.split())
    if not any(character.isalnum() for character in stripped):
        raise WartanyaError("the question is empty: write what you want to know")
    if len(stripped) > MAX_CHARACTERS:
        raise WartanyaError(
            f"the question has {len(stripped):,} characters, {MAX_CHARACTERS:,} are read at most: "
            "shorten it"
        )
    about, topic = _about(stripped)
    return Question(stripped, question_language(stripped), about, topic)


def question_language(text: str) -> str:
    """'en' for an English question, else 'id': the articles' first language."""
    return "en" if detect_language(text) == "en" else "id"


def _about(text: str) -> tuple[About | None, str]:
    for about, pattern in _PATTERNS:
        match = pattern.search(text)
        if match is None:
            continue
        inner = match.groupdict().get("topic") or ""
        rest = f"{inner} {text[: match.start()]} {text[match.end() :]}".strip(" ?!.,")
        return about, _TOPIC_LEAD.sub("", rest).strip(" ?!.,\"'“”")
    return None, ""
