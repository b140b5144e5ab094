"""Mentions beside each other that are one: 'Kepala Dinas Sleman, Joko Hastaryo'."""

from dataclasses import replace

from .mentions import Kind, Mention
from .name_spans import INTRODUCES_NAME
from .roles import OWNERS, PLACE_ROLES
from .speech_verbs import AHEAD_OF_CONTENT
from .tokens import QUOTE, Sentence
from .word_classes import Evidence, word_class
from .words import COMMON_FIRST_NAMES


def join_neighbours(
    sentence: Sentence, mentions: list[Mention], evidence: Evidence
) -> list[Mention]:
    """The mentions, those beside each other that stand for one person joined."""
    joined: list[Mention] = []
    for mention in mentions:
        whole = _with_previous(sentence, joined, mention)
        if whole is None and joined and _is_of(sentence, joined[-1], mention, evidence):
            left = joined.pop()
            role = f"{left.role} {' '.join(left.name)}"
            whole = _merged(replace(left, kind=Kind.ROLE, name=(), role=role), mention)
        joined.append(mention if whole is None else whole)
    return joined


def _with_previous(sentence: Sentence, joined: list[Mention], mention: Mention) -> Mention | None:
    """The mention with those before it that belong to it, which it takes off ``joined``."""
    if not joined:
        return None
    if _is_employer(joined[-1], mention):
        employer = joined.pop()
        role = f"{' '.join(employer.name)} {mention.role}"
        return replace(mention, first=employer.first, role=role, affiliation=employer.name[0])
    if _is_named_behind_institution(sentence, joined, mention):
        institution = joined.pop()
        return _merged(replace(joined.pop(), last=institution.last), mention)
    if _are_beside(sentence, joined[-1], mention):
        return _merged(joined.pop(), mention)
    return None


def _merged(left: Mention, right: Mention) -> Mention:
    """A name and its role, in either order."""
    if _founds(left) and right.kind is Kind.NAMED:
        role = f"{left.role} {' '.join(left.name)}"
        left = replace(left, kind=Kind.ROLE, name=(), role=role)
    named, described = (right, left) if left.kind is Kind.ROLE else (left, right)
    return replace(
        named,
        first=left.first,
        last=right.last,
        role=named.role or described.role,
        affiliation=named.affiliation or described.affiliation,
        acronym=named.acronym or _role_acronym(described),
        introduced=True,
        presented=True,
        doubtful=False,
    )


def _role_acronym(described: Mention) -> str | None:
    """'(Menaker)' stands for the person; '(APSS)' in 'Ketua Asosiasi Petani (APSS)' doesn't."""
    acronym, role = described.acronym, described.role
    if acronym and role and acronym[0].lower() == role[0].lower() and not acronym.isupper():
        return acronym
    return None


def _is_named_behind_institution(
    sentence: Sentence, joined: list[Mention], mention: Mention
) -> bool:
    """'Kepala Humas, Rumah Sakit Sardjito, Banu Hermawan'."""
    return (
        len(joined) > 1
        and mention.kind is Kind.NAMED
        and joined[-1].kind is Kind.INSTITUTION
        and joined[-2].kind is Kind.ROLE
        and sentence.lowers[joined[-2].last : joined[-1].first]
        in ([","], ["di"], ["dari"], ["pada"])
        and (
            _are_listed(sentence, joined[-1], mention)
            or _only_places(sentence, joined[-1].last, mention.first)
        )
    )


def _founds(mention: Mention) -> bool:
    """'pendiri Kurabesi Explorer', 'Camat Neglasari': the name may be what the role is of."""
    if not mention.name or not mention.role or mention.aged or mention.kind is not Kind.NAMED:
        return False
    head = mention.role.split()[0].lower()
    place = head in PLACE_ROLES and len(mention.name) == 1
    return mention.role[0].islower() or head in OWNERS or place


def _is_of(sentence: Sentence, left: Mention, right: Mention, evidence: Evidence) -> bool:
    """'Ketua Forum Investor Sukaraya, Gunadi Pratisara, menilai': the first name is the role's.

    Two people in commas would be a list, which goes on with 'dan'.
    """
    if left.kind is not Kind.NAMED or right.kind is not Kind.NAMED or right.role:
        return False
    if not left.role or left.aged or len(left.name) > 2:
        return False
    if len(right.name) < 2 and not _speaks_behind(sentence, right.last):
        return False
    if sentence.words[left.last : right.first] != [","]:
        return False
    lowers = {word.lower() for word in left.name}
    if not lowers.isdisjoint(evidence.seeds) or left.name[0].lower() in COMMON_FIRST_NAMES:
        return False
    behind = sentence.words[right.last : right.last + 2]
    if behind[:1] != [","] and not right.aged and right.acronym is None:
        return False
    return len(behind) < 2 or not (word_class(behind[1]) or behind[1] in ("dan", "and", "serta"))


def _speaks_behind(sentence: Sentence, last: int) -> bool:
    """'Vokalis Slank, Kaka, menjelaskan'."""
    behind = sentence.lowers[last : last + 2]
    return len(behind) == 2 and behind[0] == "," and behind[1] in AHEAD_OF_CONTENT


def _only_places(sentence: Sentence, first: int, last: int) -> bool:
    """', Kelurahan Sumbersari, Kecamatan Moyudan,' between a role and a name."""
    words = sentence.words[first:last]
    if not 3 <= len(words) <= 12 or words[0] != "," or words[-1] != ",":
        return False
    parts = [word for word in words if word != ","]
    return all(word_class(word) in ("P", "O", "U", "N") for word in parts) and any(
        word_class(word) == "P" or word.lower() in INTRODUCES_NAME for word in parts
    )


def _is_employer(left: Mention, right: Mention) -> bool:
    """'Manpower Ministry secretary-general Hery Sudarmanto', in English order."""
    return (
        left.kind is Kind.INSTITUTION
        and right.first == left.last
        and right.kind in (Kind.NAMED, Kind.ROLE)
        and right.role is not None
        and right.role[0].islower()
    )


def _are_listed(sentence: Sentence, left: Mention, right: Mention) -> bool:
    """Only a comma between them."""
    return sentence.words[left.last : right.first] == [","]


def _are_beside(sentence: Sentence, left: Mention, right: Mention) -> bool:
    between = sentence.lowers[left.last : right.first]
    if between in (["dan"], ["and"], ["sekaligus"]):
        head = (left.role or "").split(" ")[0].lower()
        if left.kind is Kind.ROLE and right.kind is Kind.NAMED:
            return head in OWNERS or bool(right.role and right.role[0].islower())
    if between == ["yang", "juga"] and left.kind is Kind.ROLE:
        return right.kind is Kind.NAMED  # 'Kepala BNPB yang juga Ketua Satgas Doni Monardo'
    if between in (["selaku"], ["sebagai"], ["sekaligus"], ["yang", "juga"]):
        return left.kind is Kind.NAMED and right.kind is Kind.ROLE
    if between != [","] and not _only_places(sentence, left.last, right.first):
        return {left.kind, right.kind} == {Kind.ROLE, Kind.NAMED} and (
            right.first == left.last and left.kind is Kind.ROLE and right.role is None
        )
    if left.kind is Kind.ROLE and right.kind is Kind.NAMED:
        return right.role is None
    if _founds(left) and right.kind is Kind.NAMED and right.role is None:
        return sentence.words[right.last : right.last + 1] in ([","], ["("], ["."])
    if left.kind is Kind.NAMED and right.kind is Kind.ROLE and left.role is None:
        following = sentence.words[right.last] if right.last < len(sentence.words) else "."
        closes = following in (".", ",", "(", QUOTE, "di", "dari", "pada", "yang")
        return not word_class(following) and (right.last - right.first > 1 or closes)
    return False
