import pytest

from rag.answer_type import holds_wanted_kind


@pytest.mark.parametrize(
    ("question", "holding", "lacking"),
    [
        ("Kapan jembatan dibuka?", "Jembatan dibuka Selasa (5/12).", "Jembatan itu panjang."),
        ("Pada tahun berapa ia lahir?", "Ia lahir pada 1945.", "Ia lahir di Solo."),
        ("When did it open?", "It opened on 3 March.", "It opened with music."),
        ("Berapa korban banjir?", "Banjir menewaskan tiga orang.", "Banjir itu besar."),
        ("How many doctors were hired?", "They hired 46 doctors.", "They hired doctors."),
        ("Siapa wali kota?", "Kota dipimpin Hasan Tirtabuana.", "Kota itu punya wali kota."),
        ("Where did he go?", "He went to Port Ashlow.", "He went home."),
    ],
)
def test_a_sentence_that_can_answer_and_one_that_cannot(question, holding, lacking):
    assert holds_wanted_kind(question, holding)
    assert not holds_wanted_kind(question, lacking)


def test_any_sentence_may_answer_why():
    assert holds_wanted_kind("Mengapa jembatan ditutup?", "karena rusak")
