"""Questions with words for what was said before, or without what they are about."""

import re

from rag.follow_up.past import Past
from rag.follow_up.pronouns import Unclear, the_person, without_pronouns
from rag.follow_up.text import FUNCTION, content, is_verb, sentence
from rag.follow_up.turns import Completed

_THAT_ARTICLE = re.compile(
    r"\b(?:artikel|berita)(?:nya|\s+(?:itu|ini|tersebut))\b|\b(?:the|that|this)\s+article\b(?!\s+[“\"])",
    re.IGNORECASE,
)
_NAMED_ARTICLE = re.compile(r"^\W*\s(?:tentang|soal|berjudul|about|on|titled|“|\")", re.IGNORECASE)
_ABOUT_THAT = re.compile(
    r"\b(?P<about>soal|tentang|mengenai|terkait|about|on|regarding)\s+"
    r"(?:hal\s+)?(?:itu|ini|tersebut|that|this|it)\b(?!\s+\w)",
    re.IGNORECASE,
)
_IT_ID = re.compile(
    r"^(?P<way>\W*(?:kapan|di\s?mana|mengapa|kenapa|bagaimana|berapa(?:\s+lama)?)\s+)"
    r"(?:hal\s+|peristiwa\s+|kejadian\s+)?(?:itu|ini|tersebut)(?=\s+(?P<next>\w+))",
    re.IGNORECASE,
)
_THAT_EN = re.compile(
    r"^(?P<way>(?:when|where|how|why)(?:\s+(?:much|long))?\s+(?:did|does|was|is|will)\s+)that\b"
    r"(?!\s+(?:true|right|correct))",
    re.IGNORECASE,
)
_NOUN_THAT = re.compile(r"\b(?P<noun>[a-z-]{3,})\s+(?:itu|ini|tersebut)\b", re.IGNORECASE)
_PEOPLE_ID = frozenset("orang tokoh pejabat menteri presiden gubernur bupati dokter ketua".split())
_LIFE = frozenset("lahir dilahirkan meninggal wafat tinggal dimakamkan".split())
_WHEN_OR_WHERE = r"(?:sejak\s+|mulai\s+)?(?:kapan|di\s?mana|mengapa|kenapa|bagaimana)(?:kah)?"
_BARE_VERB = re.compile(
    rf"^(?:(?P<way>{_WHEN_OR_WHERE})\s+(?P<verb>(?:(?:bisa|akan|sudah|mulai)\s+)?[a-z]+)|"
    rf"(?P<first>[a-z]+)\s+(?P<last>{_WHEN_OR_WHERE}))$",
    re.IGNORECASE,
)
_HOW_MANY_EN = re.compile(
    r"^(?P<way>how\s+many|which)\s+(?P<rest>(?:were|was|are|is|have)\s+\w+)$", re.IGNORECASE
)
_WHO_DID = re.compile(
    r"^(?:siapa(?:kah)?|ada)(?:\s+saja)?\s+yang\s+(?P<id>(?!dikutip|ber?bicara|bicara|"
    r"diwawancarai|bilang|berkata|mengatakan)(?:tidak\s+|ikut\s+)?[a-z]+)$|"
    r"^(?:who|anyone\s+who|did\s+any(?:one|body))\s+(?P<en>(?:dis)?agree[d]?|objected|object|"
    r"complained|complain|protested|protest|disputed|criticised|criticized)$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"di[a-z]{4,}")
_FURTHER = re.compile(r"\b(?:apa\s+lagi|siapa\s+lagi|else)\b", re.IGNORECASE)


def complete_references(text: str, past: Past) -> Completed | None:
    """The question with names for the words that lean; unclear where two may be meant.

    None where nothing leans: a question that names somebody or something before the pronoun, or
    says enough beside it, has its own.
    """
    if len(text.split()) < 2:
        return None
    try:
        replaced = _replaced(text, past)
    except Unclear as several:
        return Completed(text, unclear=several.names)
    if replaced is None:
        return None
    more = past.shown if _FURTHER.search(replaced) else ()
    plain = re.sub(r"\b(apa|siapa)\s+lagi\b", r"\1 saja", replaced, flags=re.IGNORECASE)
    return Completed(sentence(plain), True, beyond=more)


def _replaced(text: str, past: Past) -> str | None:
    article = _article(text, past)
    topic = _topic(article or text, past)
    changed = topic or article
    pronouns = without_pronouns(changed or text, past)
    changed = pronouns or changed
    if changed:
        return changed
    for step in (_it_id, _that_en, _noun_that, _bare_verb, _who_did):
        if completed := step(text, past):
            return completed
    return None


def _article(text: str, past: Past) -> str | None:
    """'ringkas artikel itu': the article that was cited. Raises Unclear where several were."""
    match = _THAT_ARTICLE.search(text)
    titles = past.titles()
    if match is None or not titles or _NAMED_ARTICLE.match(text[match.end() :]):
        return None
    if len(titles) > 1:
        raise Unclear(titles)
    english = match.group().lower().endswith("article")
    named = f"{'the article' if english else 'artikel'} “{titles[0]}”"
    return f"{text[: match.start()]}{named}{text[match.end() :]}"


def _topic(text: str, past: Past) -> str | None:
    """'apa kata Sekjen soal itu?'"""
    match = _ABOUT_THAT.search(text)
    topic = past.topic() if match else None
    if match is None or topic is None:
        return None
    return f"{text[: match.start()]}{match['about']} {topic}{text[match.end() :]}"


def _it_id(text: str, past: Past) -> str | None:
    """'kapan itu terjadi?', and not 'siapa itu Arjuna?'."""
    match = _IT_ID.match(text)
    if match is None or not (match["next"].lower() in FUNCTION or is_verb(match["next"])):
        return None
    thing = past.told() or past.thing()
    return f"{match['way']}{thing}{text[match.end() :]}" if thing else None


def _that_en(text: str, past: Past) -> str | None:
    """'how much did that cost?'"""
    match = _THAT_EN.match(text)
    thing = past.thing() if match and len(content(text)) <= 1 else None
    return f"{match['way']}{thing}{text[match.end() :]}" if match and thing else None


def _noun_that(text: str, past: Past) -> str | None:
    """'perang itu' as the war that was asked about; somebody for 'menteri itu'."""
    match = _NOUN_THAT.search(text)
    if match is None or match["noun"].lower() in FUNCTION:
        return None
    noun = match["noun"].lower()
    phrase = past.phrase_with(noun)
    if phrase is None or phrase.lower() == noun:
        phrase = the_person(past) if noun in _PEOPLE_ID else None
        if phrase is None and len(content(text)) <= 2:
            phrase = past.topic()
    return f"{text[: match.start()]}{phrase}{text[match.end() :]}" if phrase else None


def _bare_verb(text: str, past: Past) -> str | None:
    """'kapan diwajibkan?' lacks what is made a duty, 'lahir di mana?' who was born."""
    if match := _HOW_MANY_EN.match(text):
        thing = past.thing()
        return f"{match['way']} {thing} {match['rest']}" if thing else None
    match = _BARE_VERB.match(text)
    if match is None:
        return None
    way, verb = match["way"] or match["last"], match["verb"] or match["first"]
    last_word = verb.split()[-1].lower()
    if not is_verb(last_word):
        return None
    meant = the_person(past) if last_word in _LIFE else None
    meant = meant or past.thing()
    return f"{way} {meant} {verb}" if meant else None


def _who_did(text: str, past: Past) -> str | None:
    """'siapa yang menolak?', 'who disagreed?': about what was asked before."""
    match = _WHO_DID.match(text)
    about = past.topic() if match else None
    if match is None or about is None:
        return None
    if match["en"]:
        asks = "Did anyone" if text.lower().startswith("did") else "Who"
        return f"{asks} {match['en']} about {about}"
    joint = "" if match["id"].lower().startswith("me") else "soal "
    return f"Siapa yang {match['id']} {joint}{about}"
