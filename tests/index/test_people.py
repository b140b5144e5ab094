"""The same person in many articles, and two people of one name."""

from index.people import Appearance, Person, merge_people, name_key


def appearance(article: str, published: str | None, name: str, *roles: str) -> Appearance:
    return Appearance(article, published, Person(name, roles))


def test_titles_accents_and_case_make_no_other_name() -> None:
    assert name_key("Dr. H. Ma’ruf AMIN") == name_key("Ma'ruf Amín") == "ma'ruf amin"


def test_one_name_with_roles_that_agree_is_one_speaker() -> None:
    speakers = merge_people(
        [
            appearance("a", "2017-12-07", "Heri Sudarsono", "Sekjen Kemnaker"),
            appearance(
                "b",
                "2018-01-02",
                "Heri Sudarsono",
                "Sekretaris Jenderal Kementerian Ketenagakerjaan",
            ),
        ]
    )
    assert len(speakers) == 1
    assert speakers[0].article_ids == ("a", "b")
    assert [role.published for role in speakers[0].roles] == ["2017-12-07", "2018-01-02"]


def test_roles_stand_from_the_oldest_to_the_newest() -> None:
    (speaker,) = merge_people(
        [
            appearance("new", "2024-02-01", "Sinta Wibawa", "Menteri Sosial", "anggota DPR"),
            appearance("old", "2019-02-01", "Sinta Wibawa", "anggota DPR"),
        ]
    )
    assert [(role.article_id, role.role) for role in speaker.roles] == [
        ("old", "anggota DPR"),
        ("new", "Menteri Sosial"),
        ("new", "anggota DPR"),
    ]


def test_one_name_with_roles_that_share_nothing_is_two_speakers() -> None:
    speakers = merge_people(
        [
            appearance("a", None, "Joko Santoso", "Bupati Sleman"),
            appearance("b", None, "Joko Santoso", "pelatih Persija"),
        ]
    )
    assert [speaker.article_ids for speaker in speakers] == [("a",), ("b",)]


def test_an_article_that_names_both_roles_joins_them() -> None:
    speakers = merge_people(
        [
            appearance("a", None, "Joko Santoso", "Bupati Sleman"),
            appearance("b", None, "Joko Santoso", "pelatih Persija"),
            appearance("c", None, "Joko Santoso", "Bupati Sleman", "mantan pelatih Persija"),
        ]
    )
    assert [set(speaker.article_ids) for speaker in speakers] == [{"a", "b", "c"}]


def test_a_name_of_one_word_needs_a_role_in_common() -> None:
    speakers = merge_people(
        [
            appearance("a", None, "Sari"),
            appearance("b", None, "Sari"),
            appearance("c", None, "Sari"),
        ]
    )
    assert len(speakers) == 3


def test_a_longer_form_of_the_name_joins_when_a_role_agrees() -> None:
    (speaker,) = merge_people(
        [
            appearance("a", None, "Judha Nugraha", "Direktur Perlindungan WNI"),
            appearance("b", None, "Teuku Judha Nugraha", "Direktur Perlindungan WNI"),
        ]
    )
    assert speaker.name == "Teuku Judha Nugraha"
    assert speaker.aliases == ("Judha Nugraha",)


def test_an_institution_is_no_person_of_that_name() -> None:
    person = Appearance("a", None, Person("Bank Dunia"))
    institution = Appearance("b", None, Person("Bank Dunia", institution=True))
    assert len(merge_people([person, institution])) == 2
