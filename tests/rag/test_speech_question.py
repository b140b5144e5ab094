import pytest

from rag.speech_question import Asked, SpeechQuestion, read_dated_words, read_speech_question


@pytest.mark.parametrize(
    ("text", "kind", "speaker", "topic"),
    [
        ("what did the Sekjen say about cooperation?", Asked.SAID, "the Sekjen", "cooperation"),
        ("What did Hery Sudarmanto say?", Asked.SAID, "Hery Sudarmanto", None),
        ("What does the mayor think of the dam?", Asked.SAID, "the mayor", "the dam"),
        ("What has the police chief said about it?", Asked.SAID, "the police chief", "it"),
        ("What did she have to say about pay?", Asked.SAID, "she", "pay"),
        ("What is the minister's view on tolls?", Asked.SAID, "the minister", "tolls"),
        ("How did the union respond to the offer?", Asked.SAID, "the union", "to the offer"),
        ("What did Siti say after the flood?", Asked.SAID, "Siti", "after the flood"),
        ("According to the coach, who was best?", Asked.SAID, "the coach", "who was best"),
        ("Apa kata Sekjen soal kerja sama?", Asked.SAID, "Sekjen", "kerja sama"),
        ("Apa pendapat wali kota tentang banjir?", Asked.SAID, "wali kota", "banjir"),
        (
            "Bagaimana tanggapan jubir KPK terhadap putusan itu?",
            Asked.SAID,
            "jubir KPK",
            "putusan itu",
        ),
        ("Apa yang dikatakan oleh Menaker mengenai TKI?", Asked.SAID, "Menaker", "TKI"),
        ("Apa yang Menaker sampaikan?", Asked.SAID, "Menaker", None),
        ("Kapolres bilang apa soal begal?", Asked.SAID, "Kapolres", "begal"),
        ("Menurut Menaker, apa risikonya?", Asked.SAID, "Menaker", "apa risikonya"),
        ("Who said that the pumps were old?", Asked.WHO_SAID, None, "the pumps were old"),
        (
            "Siapa yang mengatakan bahwa mesin bukan musuhnya?",
            Asked.WHO_SAID,
            None,
            "mesin bukan musuhnya",
        ),
        ("Siapa bilang nyamuk tidak membaca?", Asked.WHO_SAID, None, "nyamuk tidak membaca"),
        ("Did the mayor say that the dam is safe?", Asked.DID_SAY, "the mayor", "the dam is safe"),
        ("Apakah Sekjen mengatakan bahwa dana cukup?", Asked.DID_SAY, "Sekjen", "dana cukup"),
        ("Who was quoted?", Asked.WHO_SPOKE, None, None),
        ("Siapa saja yang dikutip soal banjir?", Asked.WHO_SPOKE, None, "banjir"),
    ],
)
def test_whose_words_are_asked_for_and_what_about(text, kind, speaker, topic):
    assert read_speech_question(text) == SpeechQuestion(kind, speaker, topic)


@pytest.mark.parametrize(
    "text",
    [
        "Kapan kota itu didirikan?",
        "What is the capital of France?",
        "Siapa presiden Indonesia?",
        "Berapa jumlah korban?",
        "What does the article say about rice?",
        "Apa kata artikel ini tentang beras?",
        "How did the fire start?",
        "Where was the mayor born?",
    ],
)
def test_other_questions_are_not_about_words(text):
    assert read_speech_question(text) is None


@pytest.mark.parametrize(
    ("question", "speaker", "topic"),
    [
        ("kata wali kota apa?", "wali kota", None),
        ("Kata Menaker apa soal upah?", "Menaker", "upah"),
        ("pendapat gubernur apa tentang banjir?", "gubernur", "banjir"),
    ],
)
def test_the_question_word_may_come_last(question: str, speaker: str, topic: str | None) -> None:
    assert read_speech_question(question) == SpeechQuestion(Asked.SAID, speaker, topic)


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("When did the Sekjen say that about pay?", ("the Sekjen", "pay")),
        ("Kapan Menaker mengatakan itu soal upah?", ("Menaker", "upah")),
        ("Kapan Menaker mengatakan itu?", ("Menaker", None)),
        ("Kapan upah naik?", None),
        ("When did it say that?", None),
    ],
)
def test_the_date_of_words_is_asked(question: str, read: tuple[str, str | None] | None) -> None:
    found = read_dated_words(question)
    assert (found and (found.speaker, found.topic)) == read
