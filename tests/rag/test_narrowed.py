"""Questions put to one speaker's words, and answers kept, over the sample articles."""

from pathlib import Path

from rag.testset_files import read_testset
from rag.wartanya import Wartanya
from rag.web.desk import Desk

DANU = "Danu Wirasakti"


def test_a_question_without_a_speaker_is_put_to_the_chosen_ones_words(wartanya: Wartanya) -> None:
    answer = wartanya.ask("Apa isi kerja sama luar negeri?", speaker=DANU)
    assert answer.answerable
    assert {citation.speaker for citation in answer.citations} == {DANU}
    assert "kerja sama luar negeri" in answer.citations[0].text


def test_what_another_said_is_never_put_in_the_chosen_ones_mouth(wartanya: Wartanya) -> None:
    answer = wartanya.ask("Berapa harga satu unit pelampung?", speaker=DANU)
    assert not answer.answerable
    assert answer.sentences[0].text == (
        f"{DANU} tidak mengatakan apa pun tentang “Berapa harga satu unit pelampung” "
        "dalam artikel-artikel ini."
    )


def test_a_question_that_names_a_speaker_is_asked_as_it_stands(wartanya: Wartanya) -> None:
    question = "What did Tobias Hallam say about shareholders?"
    assert wartanya.ask(question, speaker=DANU).sentences == wartanya.ask(question).sentences


def test_kept_answers_make_a_test_set(wartanya: Wartanya) -> None:
    desk: Desk = wartanya
    assert [path.name for path in desk.testsets()] == ["sample_questions.jsonl"]
    answer = desk.ask("Apa kata Danu Wirasakti tentang kerja sama luar negeri?")
    path = desk.keep_case(answer)
    assert desk.keep_case(answer, "terlalu pendek") == path
    right, wrong = read_testset(path).cases
    assert right.speakers == (DANU,)
    assert right.evidence[0].quote == answer.citations[0].text
    assert (wrong.note, wrong.evidence) == ("terlalu pendek", ())
    assert desk.testsets()[0] == path


def test_the_samples_set_is_offered_only_where_the_samples_are(tmp_path: Path) -> None:
    with Wartanya(tmp_path) as other:
        other.add_text("Pasar Lama Dibuka\n\nPasar Lama dibuka lagi pada Senin. Warga senang.")
        assert other.testsets() == []
