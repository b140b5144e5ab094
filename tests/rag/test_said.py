"""Who said what over the sample articles, with the real model and stores."""

import pytest


def speakers(answer):
    return {citation.speaker for citation in answer.citations}


@pytest.mark.parametrize(
    "question",
    [
        "what did the Sekjen say about cooperation?",
        "Apa kata Sekjen Kembahari tentang kerja sama luar negeri?",
        "Apa yang dikatakan Danu Wirasakti soal kerja sama?",
        "What did Danu say about cooperation?",
    ],
)
def test_by_role_or_name_in_either_language_only_the_speakers_own_words(wartanya, question):
    answer = wartanya.ask(question)
    assert answer.answerable
    assert speakers(answer) == {"Danu Wirasakti"}
    assert any("kerja sama" in citation.text for citation in answer.citations)
    assert answer.sentences[0].text.startswith("Danu Wirasakti (Sek")


def test_direct_speech_keeps_its_quotation_marks_and_is_framed_with_outlet_and_date(wartanya):
    answer = wartanya.ask("What did Tobias Hallam say about shareholders?")
    direct = next(s for s in answer.sentences if ': "' in s.text or ": “" in s.text)
    assert "Tobias Hallam (" in direct.text
    assert "Contoh" in direct.text
    assert answer.citations[0].text[0] in '"“'


@pytest.mark.parametrize(
    ("question", "silent", "other"),
    [
        (
            "Apa kata Danu Wirasakti tentang harga pelampung?",
            "Danu Wirasakti tidak mengatakan apa pun tentang harga pelampung",
            "Laksmi Pranajaya",
        ),
        (
            "Apa kata Siti Rohaya tentang dapur umum?",
            "Siti Rohaya tidak mengatakan apa pun tentang dapur umum",
            "Siti Maimunah",
        ),
    ],
)
def test_anothers_words_are_not_put_in_somebodys_mouth(wartanya, question, silent, other):
    answer = wartanya.ask(question)
    assert not answer.answerable
    assert answer.sentences[0].text.startswith(silent)
    assert answer.sentences[0].citations == ()
    assert other in answer.sentences[1].text
    assert speakers(answer) == {other}


def test_somebody_who_is_not_there_is_named_as_such(wartanya):
    answer = wartanya.ask("What did Barack Obama say about the flood?")
    assert not answer.answerable
    assert answer.sentences[0].text == "Nobody called “Barack Obama” is quoted in these articles."


def test_who_said_it_gives_the_person(wartanya):
    answer = wartanya.ask("Siapa yang bilang nyamuk tidak membaca laporan?")
    assert answer.short_answer == "Anindita Suryaningrat"
    assert "nyamuk tidak membaca laporan" in answer.citations[0].text


def test_who_said_what_nobody_said(wartanya):
    answer = wartanya.ask("Who said that penguins can fly to the moon?")
    assert not answer.answerable
    assert answer.short_answer is None


def test_all_of_somebodys_words_in_the_articles_order(wartanya):
    answer = wartanya.ask("Apa kata Laksmi Pranajaya?")
    assert answer.answerable
    assert speakers(answer) == {"Laksmi Pranajaya"}
    places = [(c.article_id, c.start) for c in answer.citations]
    assert places == sorted(places)


def test_who_was_quoted_about_something(wartanya):
    answer = wartanya.ask("Siapa saja yang dikutip soal banjir Muarajati?")
    assert answer.answerable
    assert "Hasan Tirtabuana" in answer.short_answer
    assert len(answer.sentences) == len(answer.citations)


def test_a_name_of_two_people_is_answered_for_one_and_tells_of_the_other(wartanya):
    answer = wartanya.ask("Apa kata Siti tentang mi instan?")
    assert speakers(answer) == {"Siti Maimunah"}
    assert answer.sentences[-1].text.startswith("Bisa juga yang dimaksud: ")
    assert "Siti Rohaya" in answer.sentences[-1].text


def test_a_short_answer_is_the_readers_within_the_statement(wartanya):
    answer = wartanya.ask("What did Tobias Hallam say about shareholders?")
    cited = answer.citations[0]
    assert cited.answer is not None
    start, end = cited.answer
    assert cited.start <= start < end <= cited.end
    assert answer.short_answer == wartanya.article(cited.article_id).text[start:end]


def test_a_question_may_name_whose_answer_is_wanted_at_its_end(wartanya):
    answer = wartanya.ask("Berapa harga satu unit pelampung menurut Laksmi Pranajaya?")
    assert answer.answerable
    assert speakers(answer) == {"Laksmi Pranajaya"}
    assert "385.000" in (answer.short_answer or "")
