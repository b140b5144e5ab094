"""What English news says of a person beside the name: 'Finance director Ann Poe', 'Ann Poe, 71, a
nurse', 'Ann Poe, the hospital's medical director'."""

from dataclasses import replace

from .mentions import Kind, Mention
from .phrases import text_of
from .roles import ROLES
from .speech_verbs import AHEAD_OF_CONTENT, ENGLISH_BOTH_WAYS
from .tokens import QUOTE, Sentence
from .word_classes import NO_OPENERS, Evidence, word_class
from .words import PREPOSITIONS, PRONOUNS, word_set

_LONGEST = 16  # tokens of a description
_MOST_IN_FRONT = 3  # words in front of a role: 'Island council leader'
_OLDEST = 3  # digits of an age
_ARTICLES = word_set("a an the")
_CLOSING = frozenset((",", ".", ";", "(", ")", "—", "–", QUOTE))
_RELATIVE = word_set("who which whose whom that where when")
_FINITE = word_set("is are was were has had have will would did does went came took")
_OWN = word_set("his her its their our my")
_BEFORE_EMPLOYER = word_set("of at for from with")
_STOPS = (
    PREPOSITIONS
    | PRONOUNS
    | NO_OPENERS
    | AHEAD_OF_CONTENT
    | ENGLISH_BOTH_WAYS
    | _ARTICLES
    | _RELATIVE
    | _FINITE
    | _OWN
    | {"but", "if", "while", "as"}
)


def describe(sentence: Sentence, mentions: list[Mention], evidence: Evidence) -> list[Mention]:
    """The mentions, people in English text with what stands beside their names."""
    if not evidence.english:
        return mentions
    described: list[Mention] = []
    for mention in mentions:
        if described and mention.first < described[-1].last:
            continue  # inside the description of the one before
        if mention.kind is Kind.NAMED:
            mention = _in_front(sentence, _behind(sentence, mention))
            while described and described[-1].last > mention.first:
                described.pop()
        described.append(mention)
    return described


def _in_front(sentence: Sentence, mention: Mention) -> Mention:
    """With the words in front of a role, where they go back to where the clause begins."""
    if not mention.role or not mention.role[0].islower() or not mention.presented:
        return mention
    if sentence.words[mention.first].lower() != mention.role.split()[0].lower():
        return mention  # the role stands behind the name
    first = mention.first
    while first and mention.first - first <= _MOST_IN_FRONT:
        word = sentence.words[first - 1]
        if not word[0].isalpha() or sentence.lowers[first - 1] in _STOPS or _is_owner(word):
            break
        first -= 1
    if not 0 < mention.first - first <= _MOST_IN_FRONT:
        return mention
    role = f"{text_of(sentence, first, mention.first)} {mention.role}"
    return replace(mention, first=first, role=role)


def _is_owner(word: str) -> bool:
    return word.endswith(("'s", "’s"))


def _behind(sentence: Sentence, mention: Mention) -> Mention:
    """With the age and the description between commas behind the name."""
    words, last = sentence.words, mention.last
    if words[last : last + 1] == [","] and words[last + 1 : last + 2]:
        age = words[last + 1]
        closes = last + 2 == len(words) or words[last + 2] in _CLOSING
        if age.isdigit() and len(age) <= _OLDEST and closes:
            last += 2
            mention = replace(
                mention, last=last, aged=True, presented=True, introduced=True, doubtful=False
            )
    if mention.role or words[last : last + 1] != [","]:
        return mention
    begin, end = last + 1, last + 1
    while end < len(words) and end - begin <= _LONGEST and not _ends(sentence, end):
        end += 1
    if not 1 < end - begin <= _LONGEST or (end < len(words) and words[end] not in _CLOSING):
        return mention
    role = _role(sentence, begin, end)
    if role is None:
        return mention
    return replace(
        mention,
        last=end,
        role=role,
        affiliation=_employer(sentence, begin, end),
        presented=True,
        introduced=True,
        doubtful=False,
    )


def _ends(sentence: Sentence, index: int) -> bool:
    return (
        sentence.words[index] in _CLOSING
        or sentence.lowers[index] in _RELATIVE
        or sentence.lowers[index] in ENGLISH_BOTH_WAYS
    )


def _role(sentence: Sentence, begin: int, end: int) -> str | None:
    """'nurse', 'head of a union', 'medical director'; None for what is no description."""
    lowers = sentence.lowers[begin:end]
    if not _FINITE.isdisjoint(lowers):
        return None
    owner = next((i for i in range(begin, min(end, begin + 5)) if _is_owner(sentence.words[i])), -1)
    has_role = not ROLES.isdisjoint(lowers)
    if lowers[0] in ("a", "an"):
        first = begin + 1
    elif has_role and owner >= 0 and owner + 1 < end:
        first = owner + 1
    elif has_role and (lowers[0] == "the" or lowers[0] in _OWN):
        first = begin + 1
    elif lowers[0] in ROLES and len(lowers) > 1 and lowers[1] in _BEFORE_EMPLOYER:
        first = begin
    else:
        return None
    for index in range(first + 1, end - 1):
        if sentence.lowers[index] == "and" and sentence.lowers[index + 1] in _ARTICLES:
            end = index  # 'a biologist at Merrow University and the author of the study'
            break
    return text_of(sentence, first, end)


def _employer(sentence: Sentence, begin: int, end: int) -> str | None:
    """The first name behind 'of' or 'at', or in front of a possessive."""
    for index in range(begin, end):
        if _is_owner(sentence.words[index]) and word_class(sentence.words[index]):
            first = index
            while first > begin and word_class(sentence.words[first - 1]):
                first -= 1
            return text_of(sentence, first, index + 1)[:-2]
        if sentence.lowers[index] not in _BEFORE_EMPLOYER:
            continue
        first = index + 1
        while first < end and sentence.lowers[first] in _ARTICLES:
            first += 1
        last = first
        while last < end and (word_class(sentence.words[last]) or _joins(sentence, last, end)):
            last += 1
        if last > first:
            return text_of(sentence, first, last)
    return None


def _joins(sentence: Sentence, index: int, end: int) -> bool:
    """'Office for Safety', "Doctors' Union": small words between capitals."""
    small = sentence.lowers[index] in ("of", "for", "and", "'", "’")
    return small and index + 1 < end and bool(word_class(sentence.words[index + 1]))
