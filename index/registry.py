"""Who is who in one article: mentions gathered into people and institutions."""

from dataclasses import dataclass, field
from itertools import islice

from .institutions import ANY_BODY, COMPANY_TAILS, INSTITUTION_HEADS
from .mentions import Kind, Mention
from .people import Person
from .roles import ENGLISH_ROLES, role_words

_TYPING_ERROR_LENGTH = 6  # letters a name needs before one wrong letter is forgiven
_SHORTEST_NICKNAME = 4  # letters of a name's beginning that stand for it
_MOST_NAMES = 2_000  # no article has more; a text with more is searched by whole names only
_MOST_NAMESAKES = 50  # people of one name, roles of one person
_EPITHETS = {"kepala negara": "presiden", "head of state": "president"}
_FAMOUS = {
    "jokowi": "joko widodo",
    "sby": "susilo bambang yudhoyono",
    "ahok": "basuki tjahaja purnama",
}


@dataclass(slots=True, eq=False)
class Entry:
    """Somebody in the article, as known so far."""

    name: tuple[str, ...]
    institution: bool
    roles: list[str] = field(default_factory=list)
    affiliation: str | None = None
    aliases: dict[str, None] = field(default_factory=dict)
    first: int = 0  # index of the sentence that named them first
    seen: int = -1  # index of the sentence that named them last
    spoke: bool = False
    human: bool = False  # has a role, an age or a verb of speaking
    aged: bool = False

    @property
    def full_name(self) -> str:
        return " ".join(self.name)


class Registry:
    """The article's people; ``add`` every mention first, then ``find`` who one stands for."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._by_word: dict[str, list[Entry]] = {}
        self._by_alias: dict[str, Entry] = {}
        self._companies: dict[str, Entry] = {}  # by their short names, lower case
        self._by_role_end: dict[str, list[Entry]] = {}
        self._institutions: dict[Entry, None] = {}  # the one named last is last

    def add(self, mention: Mention) -> None:
        """Takes in a mention that names somebody; nothing for pronouns and bare roles."""
        if mention.kind is Kind.INSTITUTION:
            self._add_institution(mention)
        elif mention.kind is Kind.NAMED and not mention.doubtful:
            self._add_person(mention)

    def _add_person(self, mention: Mention) -> None:
        if mention.role is None and " ".join(mention.name).lower() in self._companies:
            return
        entry = self._same_name(mention.name) or self._famous(mention.name)
        if entry is None and mention.introduced and not mention.aged and len(mention.name) == 1:
            entry = self._nicknamed(mention)
        if entry is None:
            if not mention.introduced and len(mention.name) < 2:
                return
            if mention.opens and self._same_name(mention.name[1:]) is not None:
                return  # 'Alhasil Saiful'
            entry = Entry(mention.name, institution=False)
            self.entries.append(entry)
        elif len(mention.name) > len(entry.name):
            entry.name = mention.name
        entry.human = entry.human or mention.presented
        entry.aged = entry.aged or mention.aged
        for word in _plain(mention.name):
            homes = self._by_word.setdefault(word, [])
            if all(home is not entry for home in homes[-_MOST_NAMESAKES:]):
                homes.append(entry)
        if mention.role:
            if mention.role not in entry.roles and len(entry.roles) < _MOST_NAMESAKES:
                entry.roles.append(mention.role)
                words = role_words(mention.role)
                for end in dict.fromkeys(words[:1] + words[-1:]):  # 'Manpower Minister' ends in it
                    self._by_role_end.setdefault(end, []).append(entry)
            entry.affiliation = entry.affiliation or mention.affiliation
        if mention.acronym:
            entry.aliases[mention.acronym] = None
            self._by_alias[mention.acronym.lower()] = entry

    def _nicknamed(self, mention: Mention) -> Entry | None:
        """'Wali Kota Risma' for the Wali Kota Surabaya Tri Rismaharini."""
        words = set(role_words(mention.role or ""))
        near = self._shortened(mention.name[0].lower())
        for entry in near:
            if any(words & set(role_words(role)) for role in entry.roles):
                return entry
        return near[0] if len(near) == 1 and not words else None

    def _famous(self, name: tuple[str, ...]) -> Entry | None:
        known = _FAMOUS.get(name[0].lower()) if len(name) == 1 else None
        return self._same_name(tuple(known.split())) if known else None

    def _same_name(self, name: tuple[str, ...]) -> Entry | None:
        """Who has this name whole, or a longer or shorter one that contains it in order."""
        lowers = _plain(name)
        for word in lowers:
            for entry in self._by_word.get(word, [])[:_MOST_NAMESAKES]:
                known = _plain(entry.name)
                if _is_part(lowers, known) or (len(known) > 1 and _is_part(known, lowers)):
                    return entry
                if _abbreviates(name, entry.name) or _abbreviates(entry.name, name):
                    return entry
        return None

    def _add_institution(self, mention: Mention) -> None:
        name = mention.name[0]
        entry = self._by_alias.get(name.lower())
        if entry is None:
            entry = Entry((name,), institution=True)
            self.entries.append(entry)
            self._by_alias[name.lower()] = entry
        if mention.acronym and mention.acronym.lower() not in self._by_alias:
            entry.aliases[mention.acronym] = None
            self._by_alias[mention.acronym.lower()] = entry
        for short in _company_names(name):
            self._companies.setdefault(short, entry)

    def nickname(self, mention: Mention, entry: Entry) -> None:
        """'Tjokorda Sukawati, yang biasa disapa Tjok Ace': another name of theirs."""
        entry.aliases[" ".join(mention.name)] = None
        self._by_alias[" ".join(mention.name).lower()] = entry

    def find(self, mention: Mention) -> Entry | None:
        """Who the mention stands for; None where nobody fits or it is a pronoun."""
        if mention.kind is Kind.INSTITUTION:
            return self._by_alias.get(mention.name[0].lower())
        if mention.kind is Kind.NAMED:
            nicknamed = self._by_alias.get(" ".join(mention.name).lower())
            if nicknamed is not None and not nicknamed.institution:
                return nicknamed
            company = self._companies.get(" ".join(mention.name).lower())
            if company is not None and mention.role is None:
                return company
            return self._by_name(mention)
        if mention.kind is Kind.ROLE and mention.role:
            return self._by_role(mention.role)
        return None

    def _by_name(self, mention: Mention) -> Entry | None:
        if len(mention.name) > 1:
            entry = self._same_name(mention.name)
            if entry is not None:
                return entry
        famous = self._famous(mention.name)
        if famous is not None:
            return famous
        found: list[Entry] = []
        for lower in _plain(mention.name):
            found = self._by_word.get(lower, [])
            found = found or self._shortened(lower) or self._misspelt(lower)
            found = found or self._initialled(mention.name[0])
            if found:
                break
        if mention.role and len(found) > 1:
            wanted = set(role_words(mention.role))
            fitting = [e for e in found if any(wanted & set(role_words(r)) for r in e.roles)]
            found = fitting or found
        newest = found[-_MOST_NAMESAKES:]
        return max(newest, key=lambda entry: (entry.seen, entry.spoke), default=None)

    def _initialled(self, word: str) -> list[Entry]:
        """'JK' for Jusuf Kalla."""
        if len(self.entries) > _MOST_NAMES or not word.isupper() or not 2 <= len(word) <= 4:
            return []
        return [
            entry
            for entry in self.entries
            if not entry.institution and "".join(part[0] for part in entry.name) == word
        ]

    def _shortened(self, lower: str) -> list[Entry]:
        """'Risma' for Rismaharini."""
        if len(lower) < _SHORTEST_NICKNAME or len(self._by_word) > _MOST_NAMES:
            return []
        return [
            entry
            for word, entries in self._by_word.items()
            if word.startswith(lower) and len(word) > len(lower) + 1
            for entry in entries
            if not entry.institution
        ]

    def _misspelt(self, lower: str) -> list[Entry]:
        if len(lower) < _TYPING_ERROR_LENGTH or len(self._by_word) > _MOST_NAMES:
            return []
        return [
            entry
            for word, entries in self._by_word.items()
            if abs(len(word) - len(lower)) <= 1 and word[0] == lower[0] and _one_off(word, lower)
            for entry in entries
        ]

    def _by_role(self, role: str) -> Entry | None:
        """The person last named whose role has the same first word and holds all of these."""
        known = self._by_alias.get(role.lower())
        if known is not None:
            return known
        wanted = role_words(_EPITHETS.get(role.lower(), role))
        if not wanted:
            return None
        best: Entry | None = None
        wider: list[Entry] = []
        near = self._by_role_end.get(wanted[0], []) + self._by_role_end.get(wanted[-1], [])
        for entry in near[-_MOST_NAMESAKES:]:
            for held in entry.roles:
                words = role_words(held)
                begins = words[: len(_head(wanted))] == _head(wanted)
                fits = (begins and set(wanted) <= set(words)) or _ends(words, wanted)
                if fits and (best is None or entry.seen > best.seen):
                    best = entry
                shorter = len(words) > 1 and wanted[: len(words)] == words
                if shorter and entry not in wider:
                    wider.append(entry)  # 'Wali Kota Surabaya' where he was only 'Wali Kota'
        return best or (wider[0] if len(wider) == 1 else None)

    def see(self, entry: Entry, sentence: int) -> None:
        """Notes that a sentence names somebody."""
        if entry.seen < 0:
            entry.first = sentence
        entry.seen = sentence
        words = entry.full_name.lower().split()
        if entry.institution and len(words) > 1:
            is_known = not INSTITUTION_HEADS.isdisjoint(words) or words[-1] in COMPANY_TAILS
            if is_known:
                self._institutions.pop(entry, None)
                self._institutions[entry] = None

    def institution(self, head: str) -> Entry | None:
        """The institution named last that 'the union' or 'the company' can mean."""
        near = list(islice(reversed(self._institutions), _MOST_NAMESAKES))
        for entry in near:
            if head in ANY_BODY or head in entry.full_name.lower().split():
                return entry
        return None

    def people(self) -> list[Person]:
        """Everybody with a role, an institution's name or something said, in order of naming."""
        return [
            Person(
                entry.full_name,
                tuple(entry.roles),
                entry.affiliation,
                tuple(alias for alias in entry.aliases if alias != entry.full_name),
                entry.institution,
            )
            for entry in sorted(self.entries, key=lambda entry: entry.first)
            if entry.spoke or (entry.roles and not entry.institution)
        ]


def _company_names(name: str) -> list[str]:
    """'halden foods' and 'halden' for 'Halden Foods Plc' and 'PT Halden Foods Tbk'."""
    words = name.lower().rstrip(".").split()
    if len(words) < 2 or not (words[-1] in COMPANY_TAILS or words[0] in ("pt", "cv")):
        return []
    kept = [word for word in words if word not in COMPANY_TAILS and word not in ("pt", "cv")]
    return [" ".join(kept), kept[0]] if kept else []


def _plain(name: tuple[str, ...]) -> list[str]:
    """Words as they are compared: lower case, an initial without its full stop."""
    return [word.lower().rstrip(".") for word in name]


def _head(words: tuple[str, ...]) -> tuple[str, ...]:
    """'wakil presiden' is no 'presiden': the words that must agree in front."""
    return words[:2] if words[0] in ("wakil", "pelaksana", "asisten") else words[:1]


def _ends(held: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """'Minister' for the 'Manpower Minister', but not for a 'Deputy Minister'; English order."""
    if wanted[-1] not in ENGLISH_ROLES or held[0] in ("vice", "deputy", "acting", "assistant"):
        return False
    return held[-len(wanted) :] == wanted


def _is_part(short: list[str], long: list[str]) -> bool:
    """Whether ``short`` is in ``long``, in order."""
    rest = iter(long)
    return all(word in rest for word in short)


def _abbreviates(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """'Sultan HB X' for 'Sultan Hamengku Buwono X': initials in capitals, the other words alike."""
    if len(short) < 2 or not any(word.isupper() and len(word) > 1 for word in short):
        return False
    at = same = 0
    for word in short:
        if long[at : at + 1] == (word,):
            at, same = at + 1, same + 1
            continue
        initials = "".join(part[0] for part in long[at : at + len(word)])
        if not word.isupper() or len(word) < 2 or initials != word:
            return False
        at += len(word)
    return same > 0 and at == len(long)


def _one_off(left: str, right: str) -> bool:
    """One letter added, left out or changed."""
    if len(left) > len(right):
        left, right = right, left
    for index, letter in enumerate(left):
        if letter != right[index]:
            if len(left) == len(right):
                return left[index + 1 :] == right[index + 1 :]
            return left[index:] == right[index + 1 :]
    return True
