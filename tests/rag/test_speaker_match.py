import pytest

from index.people import DatedRole, Speaker
from rag.role_words import role_tokens
from rag.speaker_match import match_speakers


def speaker(
    name: str, role: str | None = None, affiliation: str | None = None, *aliases: str
) -> Speaker:
    roles = (DatedRole(role, affiliation, "2024-01-01", "a"),) if role else ()
    return Speaker(name, aliases, roles, ("a",))


HERY = speaker("Hery Sudarmanto", "Sekjen Kemnaker", "Kemnaker", "Hery")
HANIF = speaker("M. Hanif Dhakiri", "Menteri Ketenagakerjaan RI", None, "Menaker", "Hanif")
RANGGA = speaker("Rangga Wiratama", "Kapolres Muarajati", "Polres Muarajati")
SITI = speaker("Siti Rohaya", "warga")
OTHER_SITI = speaker("Siti Maryani", "Wali Kota Muarajati")
SARI = speaker("Sari Dewanti", "juru bicara Rumah Sakit Harapan")
ALL = [HERY, HANIF, RANGGA, SITI, OTHER_SITI, SARI]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the Sekjen", [HERY]),
        ("Sekretaris Jenderal Kemnaker", [HERY]),
        ("secretary-general", [HERY]),
        ("Pak Hery", [HERY]),
        ("Menaker", [HANIF]),
        ("the manpower minister", [HANIF]),
        ("Menteri Tenaga Kerja", [HANIF]),
        ("the minister", [HANIF]),
        ("Hanif Dhakiri", [HANIF]),
        ("the police chief", [RANGGA]),
        ("Kapolres", [RANGGA]),
        ("the mayor", [OTHER_SITI]),
        ("wali kota Muarajati", [OTHER_SITI]),
        ("Siti Rohaya", [SITI]),
        ("dokter Sari", [SARI]),
        ("the hospital spokesperson", [SARI]),
    ],
)
def test_names_and_roles_in_either_language(words, expected):
    matches = match_speakers(words, ALL)
    best = [m.speaker for m in matches if m.score == matches[0].score]
    assert best == expected


def test_a_shared_first_name_gives_both():
    matches = match_speakers("Siti", ALL)
    assert [m.speaker for m in matches] == [SITI, OTHER_SITI]


@pytest.mark.parametrize(
    "words", ["Barack Obama", "Sekjen PBB Antonio Guterres", "health", "", "the"]
)
def test_somebody_who_is_not_there_matches_nobody(words):
    assert match_speakers(words, ALL) == []


def test_roles_come_to_one_form():
    assert role_tokens("the Deputy Minister of Manpower") == ("wamen", "tenagakerja")
    assert role_tokens("Wakil Menteri Ketenagakerjaan RI") == ("wamen", "tenagakerja")
    assert role_tokens("Wamenaker") == ("wamen", "tenagakerja")
