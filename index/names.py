"""Mentions of people, roles and institutions in a sentence."""

import re

from .apposition import join_neighbours
from .descriptions import describe
from .institutions import (
    COMPANY_TAILS,
    GENERIC_INSTITUTIONS,
    INSTITUTION_HEADS,
    INSTITUTION_NAMES,
)
from .mentions import Kind, Mention
from .name_spans import before_ranks, late_role, name_begin, name_words, settled_classes
from .phrases import closing_bracket, phrase_extent, text_of
from .roles import ROLES
from .tokens import QUOTE, Sentence
from .word_classes import LOWER_TITLES, NO_OPENERS, Evidence, word_class

_LOWER_OPENERS = ROLES | LOWER_TITLES
BRACKETS = re.compile(r"\s*\([^()]*\)?")


def find_mentions(sentence: Sentence, evidence: Evidence) -> list[Mention]:
    """People, roles and institutions in order; a name and its role beside it are one."""
    mentions: list[Mention] = []
    words, lowers = sentence.words, sentence.lowers
    index = 0
    while index < len(words):
        word = words[index]
        if word == lowers[index] and word not in _LOWER_OPENERS:
            index += 1
            continue
        opens = word_class(word) not in ("", "T") or lowers[index] in ROLES
        if not opens or (opens_sentence(sentence, index) and _is_opener(sentence, index)):
            index += 1
            continue
        mention, index = _phrase(sentence, index, evidence)
        if mention is not None and not _is_degree(sentence, mention):
            mentions.append(mention)
    return describe(sentence, join_neighbours(sentence, mentions, evidence), evidence)


def opens_sentence(sentence: Sentence, index: int) -> bool:
    return index == 0 or sentence.words[index - 1] in (QUOTE, "—", "–", ":", "”", '"')


def _is_degree(sentence: Sentence, mention: Mention) -> bool:
    """'M.Sc.' and 'Sp.A.' behind a name: no space behind the full stop."""
    first = mention.first
    if first == 0 or sentence.words[first - 1] != "," or first + 2 >= len(sentence.words):
        return False
    joined = sentence.starts[first + 2] == sentence.ends[first + 1] == sentence.ends[first] + 1
    return joined and sentence.words[first + 1] == "." and len(sentence.words[first]) <= 3


def _is_opener(sentence: Sentence, index: int) -> bool:
    """A word that opens sentences, but for 'DI Quill', a detective inspector."""
    word, behind = sentence.words[index], sentence.words[index + 1 : index + 2]
    is_rank = len(word) > 1 and word.isupper() and bool(behind) and not behind[0].isupper()
    return sentence.lowers[index] in NO_OPENERS and not is_rank


def _phrase(sentence: Sentence, first: int, evidence: Evidence) -> tuple[Mention | None, int]:
    """The mention that begins at ``first``, and the index to go on from."""
    last, acronym, aged = phrase_extent(sentence, first)
    words = sentence.words
    classes = [word_class(words[index]) for index in range(first, last)]
    core = last - first
    classes = settled_classes(sentence, first, classes, evidence)
    late = late_role(sentence.lowers[first : first + len(classes)], classes, evidence)
    if late:
        first, classes = first + late, classes[late:]
    if last - first == 1 and sentence.lowers[first] in evidence.acronyms:
        return Mention(first, last, Kind.INSTITUTION, (words[first],), introduced=True), last
    begin = name_begin(sentence, first, classes, evidence)
    end = last
    if words[last : last + 1] == ["("] and (acronym or aged):
        end = closing_bracket(words, last) + 1
    if begin is None:
        nameless = _nameless(sentence, first, last, end, classes, acronym)
        return nameless, max(end, first + 1, nameless.last if nameless else 0)
    name = name_words(words[first + begin : last], evidence)
    role_end = before_ranks(sentence, first, first + begin)
    has_role = "R" in classes[:begin] or sentence.lowers[first] in ROLES
    role, affiliation = _role(sentence, first, role_end) if has_role else (None, None)
    ranked = role_end < first + begin
    if not has_role and not ranked:
        first, begin = first + begin, 0
    mention = Mention(
        first,
        end,
        Kind.NAMED,
        name,
        role,
        affiliation,
        acronym,
        introduced=aged or has_role or ranked or len(name) > 1,
        presented=aged or has_role or ranked,
        aged=aged,
        doubtful=core == 1 and not aged and opens_sentence(sentence, first),
        opens=begin == 0 and not aged and opens_sentence(sentence, first),
    )
    return mention, end


def _role(sentence: Sentence, first: int, last: int) -> tuple[str | None, str | None]:
    """The role's text and, within it, the institution's."""
    while last > first and sentence.words[last - 1] in ",./(":
        last -= 1
    if last <= first:
        return None, None
    role = BRACKETS.sub("", text_of(sentence, first, last)).strip()
    for index in range(first + 1, last):
        word, lower = sentence.words[index], sentence.lowers[index]
        if word == "(" or (index > 0 and sentence.words[index - 1] == "("):
            continue
        if word_class(word) and (
            lower in INSTITUTION_HEADS or word_class(word) == "A" or lower == "fakultas"
        ):
            return role, BRACKETS.sub("", text_of(sentence, index, last)).strip()
    return role, None


def _nameless(
    sentence: Sentence,
    first: int,
    last: int,
    end: int,
    classes: list[str],
    acronym: str | None,
) -> Mention | None:
    """A role or an institution with no person's name."""
    lower = sentence.lowers[first]
    if lower in ROLES:
        role, affiliation = _role(sentence, first, last)
        return Mention(first, end, Kind.ROLE, (), role, affiliation, acronym)
    heads = _is_english_institution(sentence.lowers[first:last])
    if (
        classes[0] == "A"
        or heads
        or (
            lower in INSTITUTION_HEADS
            and (last - first > 1 or sentence.words[first].isupper() or _is_short(lower))
        )
    ):
        name = (text_of(sentence, first, last),)
        if not acronym and sentence.lowers[end : end + 1] == ["atau"]:
            # 'Badan Nasional Pencarian dan Pertolongan atau Basarnas'
            other = end + 1
            while other < len(sentence.words) and word_class(sentence.words[other]) not in (
                "",
                "T",
            ):
                other += 1
            if other > end + 1:
                acronym, end = text_of(sentence, end + 1, other), other
        return Mention(first, end, Kind.INSTITUTION, name, acronym=acronym, introduced=True)
    return None


def _is_english_institution(lowers: list[str]) -> bool:
    """'World Health Organization', 'National Office for Product Safety': the head isn't first."""
    if len(lowers) < 2:
        return False
    joined = not {"of", "for"}.isdisjoint(lowers) and not INSTITUTION_HEADS.isdisjoint(lowers)
    return lowers[-1] in INSTITUTION_HEADS or lowers[-1] in COMPANY_TAILS or joined


def _is_short(lower: str) -> bool:
    """Institutions that one word names."""
    return lower in GENERIC_INSTITUTIONS or lower in INSTITUTION_NAMES
