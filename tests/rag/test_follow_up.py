"""Follow-ups completed from the turns before them, and questions left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.people import DatedRole, Speaker
from rag.follow_up.choosing import readings
from rag.follow_up.completing import Completed, Known, Shown, Turn, complete
from rag.question import About, read_question
from rag.speech_question import Asked, SpeechQuestion, read_speech_question
from rag.wartanya import Wartanya


def speaker(name: str, role: str = "", *aliases: str, institution: bool = False) -> Speaker:
    roles = (DatedRole(role, None, None, "a"),) if role else ()
    return Speaker(name, aliases, roles, ("a",), institution)


KNOWN = Known.of(
    [
        speaker("M. Hanif Dhakiri", "Menteri Ketenagakerjaan", "Hanif", "Menaker"),
        speaker("Hery Sudarmanto", "Sekjen Kemnaker", "Hery"),
        speaker("Anselm Roke", "managing director", "Roke"),
        speaker("Bronagh Tully", "SSF president", "Tully"),
        speaker("Paiman Sutoresmi", "Petani Desa Watukering", "Paiman"),
        speaker("Badan Cuaca dan Iklim Nusantara", "", "BCIN", institution=True),
    ]
)
TITLE = "Kemnaker Pastikan Perlindungan Pekerja Migran"
MENAKER = Turn(
    "Apa kata Menaker tentang upah?",
    speakers=("M. Hanif Dhakiri",),
    titles=(TITLE,),
    shown=(Shown("a1", 10, 40),),
)
ROKE = Turn("What did Anselm Roke say about fares?", ("Anselm Roke",), ("Ferry Crews",))
DAM = Turn(
    "Berapa panjang tanggul Kali Wening yang jebol?", ("Arif Sanubari",), (TITLE,), "14 meter"
)
OPEN = Turn("Who won the Ashlow Open?", (), ("Twelve-Year-Old Wins",), "Tamsin Oyelowe-Grey")
SCOTLAND = Turn("Apakah ibukota Skotlandia?", short_answer="Edinburgh")


def completed(question: str, *turns: Turn) -> str:
    """The completed text of a question that must lean."""
    found = complete(question, turns, KNOWN)
    assert found.leaning
    assert found.unclear == ()
    return found.text


@pytest.mark.parametrize(
    ("question", "turn", "text"),
    [
        ("dan Sekjen?", MENAKER, "Apa kata Sekjen tentang upah?"),
        ("kalo hery gmn", MENAKER, "Apa kata hery tentang upah?"),
        ("and Tully?", ROKE, "What did Tully say about fares?"),
        ("What about the president?", ROKE, "What did the president say about fares?"),
        ("terus Hery bilang apa?", MENAKER, "Hery bilang apa tentang upah?"),
        ("apa tanggapan Hery?", MENAKER, "Apa tanggapan Hery tentang upah?"),
    ],
)
def test_another_speaker_of_the_same_topic(question: str, turn: Turn, text: str) -> None:
    assert completed(question, turn) == text


@pytest.mark.parametrize(
    ("question", "turn", "text"),
    [
        ("bagaimana dengan pelatihan?", MENAKER, "Apa kata Menaker tentang pelatihan?"),
        ("soal tata kelola", MENAKER, "Apa kata Menaker tentang tata kelola?"),
        ("bagaimana dengan pekerja migran?", MENAKER, "Apa kata Menaker tentang pekerja migran?"),
        ("what about costs?", ROKE, "What did Anselm Roke say about costs?"),
        ("anything about costs?", ROKE, "What did Anselm Roke say about costs?"),
    ],
)
def test_another_topic_of_the_same_speaker(question: str, turn: Turn, text: str) -> None:
    assert completed(question, turn) == text


@pytest.mark.parametrize(
    ("question", "turn", "text"),
    [
        ("kapan dia lahir?", MENAKER, "Kapan Menaker lahir?"),
        ("apa kata beliau soal pelatihan?", MENAKER, "Apa kata Menaker soal pelatihan?"),
        ("apa pendapatnya tentang TKI?", MENAKER, "Apa pendapat Menaker tentang TKI?"),
        ("how old is she?", OPEN, "How old is Tamsin Oyelowe-Grey?"),
        (
            "what did her mother say about chess?",
            OPEN,
            "What did Tamsin Oyelowe-Grey’s mother say about chess?",
        ),
        ("apa yang dia katakan?", DAM, "Apa yang Arif Sanubari katakan?"),
        ("apa kata Sekjen soal itu?", MENAKER, "Apa kata Sekjen soal upah?"),
        ("kapan itu terjadi?", DAM, "Kapan tanggul Kali Wening yang jebol terjadi?"),
        ("berapa penduduknya?", SCOTLAND, "Berapa penduduk Edinburgh?"),
    ],
)
def test_pronouns_stand_for_whom_and_what_was_spoken_of(
    question: str, turn: Turn, text: str
) -> None:
    assert completed(question, turn) == text


@pytest.mark.parametrize(
    ("question", "turn", "text"),
    [
        ("kapan?", DAM, "Kapan tanggul Kali Wening yang jebol?"),
        ("knp?", DAM, "Mengapa tanggul Kali Wening yang jebol?"),
        ("kenapa dia bilang begitu?", MENAKER, "Apa alasan Menaker soal upah?"),
        ("why?", ROKE, "What reason did Anselm Roke give about fares?"),
        ("when?", OPEN, "When was it that Tamsin Oyelowe-Grey won the Ashlow Open?"),
        ("apa maksudnya?", MENAKER, "Apa maksud Menaker tentang upah?"),
        ("siapa yang menolak?", MENAKER, "Siapa yang menolak upah?"),
        ("who said that?", ROKE, "Who said that fares?"),
        ("kalau Malaysia?", SCOTLAND, "Apakah ibukota Malaysia?"),
        ("dan tahun 2020?", MENAKER, "Apa kata Menaker tentang upah pada tahun 2020?"),
        ("di Bali?", MENAKER, "Apa kata Menaker tentang upah di Bali?"),
        ("berapa harganya?", MENAKER, "Berapa harga upah?"),
        ("kapan jebolnya?", DAM, "Kapan jebol tanggul Kali Wening?"),
        ("bukan, maksud saya Hery", MENAKER, "Apa kata Hery tentang upah?"),
        ("bukan upah, tapi pelatihan", MENAKER, "Apa kata Menaker tentang pelatihan?"),
        ("no, I meant Tully", ROKE, "What did Tully say about fares?"),
    ],
)
def test_a_word_or_two_ask_on(question: str, turn: Turn, text: str) -> None:
    assert completed(question, turn) == text


def test_white_space_in_a_question_before_is_no_matter() -> None:
    turn = Turn("Siapa Menteri  Luar\nNegeri Belanda?")
    assert completed("di  Bali?", turn) == completed(
        "di Bali?", Turn("Siapa Menteri Luar Negeri Belanda?")
    )


def test_a_year_takes_the_place_of_another() -> None:
    turn = Turn("Berapa laba Anggrek Pangan pada 2024?", short_answer="Rp 412,7 miliar")
    assert completed("kalau 2020?", turn) == "Berapa laba Anggrek Pangan pada 2020?"
    assert completed("sebelumnya?", turn) == "Berapa laba Anggrek Pangan sebelum 2024?"


def test_more_is_beyond_what_was_shown() -> None:
    again = Turn("Apa saja kata Menaker tentang upah?", shown=(Shown("a1", 60, 90),))
    found = complete("ada lagi?", [MENAKER, again], KNOWN)
    assert read_speech_question(found.text) == SpeechQuestion(Asked.SAID, "Menaker", "upah")
    assert found.beyond == (Shown("a1", 10, 40), Shown("a1", 60, 90))
    who = complete("siapa lagi?", [MENAKER], KNOWN)
    assert read_speech_question(who.text) == SpeechQuestion(Asked.WHO_SPOKE, None, "upah")
    assert who.beyond == (Shown("a1", 10, 40),)


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("artikel itu terbit kapan?", About.PUBLISHED),
        ("siapa penulisnya?", About.AUTHOR),
        ("itu dari artikel apa?", About.TITLE),
        ("who's the author?", About.AUTHOR),
        ("media apa yang memuatnya?", About.OUTLET),
    ],
)
def test_the_cited_article_is_named(question: str, about: About) -> None:
    read = read_question(completed(question, MENAKER))
    assert read.about is about
    assert read.topic.rstrip("”") == TITLE


def test_an_article_is_not_guessed_where_several_were_cited() -> None:
    turn = Turn("Apa kata BCIN tentang hujan?", ("BCIN",), ("Banjir", "Kemarau"))
    assert complete("siapa penulisnya?", [turn], KNOWN) == Completed(
        "siapa penulisnya?", unclear=("Banjir", "Kemarau")
    )
    none = Turn("Apa kata BCIN tentang hujan?")
    assert complete("siapa penulisnya?", [none], KNOWN) == Completed("siapa penulisnya?")


def test_a_person_is_not_guessed_where_two_may_be_meant() -> None:
    turn = Turn("Siapa saja yang dikutip?", ("Hanif", "Hery"), (), "Hanif, Hery")
    for question in ("apa katanya?", "What did she say?", "kenapa dia bilang begitu?"):
        assert complete(question, [turn], KNOWN) == Completed(question, unclear=("Hanif", "Hery"))


def test_the_language_is_the_follow_ups() -> None:
    assert completed("and Roke?", MENAKER) == "What did Roke say about upah?"
    assert completed("kalau soal gaji?", ROKE) == "Apa kata Anselm Roke tentang gaji?"
    assert completed("Tully?", ROKE) == "What did Tully say about fares?"


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("Why did the ferry crews call off the strike?", "When did the ferry crews start?"),
        ("When did the council approve a budget?", "When did the council start?"),
        ("How long did the flood last?", "When did the flood start?"),
    ],
)
def test_the_subject_ends_before_its_verb(before: str, text: str) -> None:
    assert complete("when did it start?", [Turn(before)], Known()).text == text


def test_a_name_of_two_makes_an_unclear_question_whole() -> None:
    turns = [
        Turn(
            "Siapa yang bicara?", ("Sari Wulan", "Budi Santo"), ("A", "B"), "Sari Wulan, Budi Santo"
        )
    ]
    names = ("Sari Wulan", "Budi Santo")
    assert complete("apa kata dia tentang upah?", turns, Known()).unclear
    assert readings("apa kata dia tentang upah?", turns, names, Known()) == [
        (name, f"Apa kata {name} tentang upah?") for name in names
    ]
    assert readings("siapa penulisnya?", turns, ("A", "B"), Known()) == [
        (title, f"Siapa penulis artikel “{title}”?") for title in ("A", "B")
    ]
    assert readings("Berapa harga beras?", turns, names, Known()) == []


def test_it_leans_on_what_was_asked_two_turns_before() -> None:
    published = Turn(f"Kapan artikel “{TITLE}” terbit?", (), (TITLE,), "7 Desember 2017")
    assert completed("dan Sekjen?", MENAKER, published) == "Apa kata Sekjen tentang upah?"
    fact = Turn("Berapa negara yang bekerja sama?", (), (TITLE,), "24")
    assert completed("dia lahir di mana?", MENAKER, fact) == "Menaker lahir di mana?"


def test_it_leans_on_a_question_that_was_not_answered() -> None:
    assert completed("kalau Hanif?", Turn("Apa kata Hery tentang gaji?")) == (
        "Apa kata Hanif tentang gaji?"
    )


@pytest.mark.parametrize(
    "question",
    [
        "Siapa dia yang memimpin Kementerian Bahari?",
        "Apa kata Hery tentang keluarganya?",
        "Apakah Tully mengatakan bahwa ia menolak?",
        "siapa istrinya soeharto",
        "Apa itu pelampung pintar?",
        "Siapa itu Arjuna?",
        "Kapan gempa bumi dan tsunami Aceh itu terjadi?",
        "Bagaimana dengan nasib warga Kampung Sumur yang kehilangan rumah?",
        "Dan Brown lahir di mana?",
        "Apa kata BCIN?",
        "Siapa saja yang dikutip?",
        "Siapa penulisnya novel Bumi Manusia?",
        "harga pelampung 2025",
        "How long does it take to build a factory?",
        "What did Tully say about her members?",
        "What do they call the floating library?",
        "How many people lose their lives to malaria?",
        "And Then There Were None was written by whom?",
        "terima kasih",
        "?",
        "apa kata dia " * 20,
    ],
)
def test_what_stands_alone_is_left_alone(question: str) -> None:
    for turn in (MENAKER, ROKE, DAM, OPEN, SCOTLAND):
        assert complete(question, [turn], KNOWN) == Completed(question)


def test_nothing_leans_on_nothing() -> None:
    assert complete("dan Menaker?", [], KNOWN) == Completed("dan Menaker?")
    assert complete("kenapa?", [Turn("???")], KNOWN) == Completed("kenapa?")
    assert complete("kenapa?", [Turn("Apa kata Hery tentang " + "a" * 300)], KNOWN).leaning is False


TYPED = st.lists(
    st.sampled_from(
        "dan kalau bukan soal apa siapa kapan kenapa itu dia nya katanya harganya lagi di Bali "
        "2020 Menaker upah yang and what who when why it she that else about in 1998 Tully ? , “ ( "
        "\\1 {x} Ashlow tentang kata did say".split()
    ),
    min_size=1,
    max_size=9,
).map(" ".join)


@given(TYPED, st.lists(st.tuples(TYPED, st.none() | TYPED), max_size=5))
def test_whatever_is_typed_there_is_a_question(
    question: str, before: list[tuple[str, str | None]]
) -> None:
    turns = [Turn(text, ("Hanif",), ("T",), short) for text, short in before]
    found = complete(question, turns, KNOWN)
    if not found.leaning:
        assert found.text == question
        assert found.beyond == ()
    else:
        assert found.unclear == ()
        read_question(found.text)
        read_speech_question(found.text)


def test_a_conversation_over_the_samples(wartanya: Wartanya) -> None:
    known = Known.of(wartanya.speakers())
    turns: list[Turn] = []

    def ask(question: str) -> Completed:
        found = complete(question, turns, known)
        turns.append(Turn.of(found.text, wartanya.ask(found.text)))
        return found

    ask("Apa kata Menteri Bahari tentang pelampung?")
    assert turns[-1].speakers == ("Laksmi Pranajaya",)
    ask("dan Sekjen, soal kerja sama?")
    assert turns[-1].question == "Apa kata Sekjen tentang kerja sama?"
    assert turns[-1].speakers == ("Danu Wirasakti",)
    ask("bagaimana dengan data cuaca?")
    assert turns[-1].question == "Apa kata Sekjen tentang data cuaca?"
    assert turns[-1].speakers == ("Danu Wirasakti",)
    ask("siapa penulisnya?")
    assert turns[-1].short_answer == "Rara Wulandika"
    refused = ask("What is the capital of Mongolia?")
    assert refused == Completed("What is the capital of Mongolia?")
    assert turns[-1] == Turn("What is the capital of Mongolia?")
