import pytest

from index.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("what did the Sekjen say about cooperation?", "en"),
        ("Who is Hanif Dhakiri?", "en"),
        ("cooperation with Singapore", "en"),
        ("Why?", "en"),
        ("Who directed Laskar Pelangi?", "en"),
        ("Apa kata Sekjen soal kerja sama?", "id"),
        ("Siapa Hanif Dhakiri?", "id"),
        ("berapa kerja sama?", "id"),
        ("Penulisnya siapa?", "id"),
        ("Kapankah artikel ini terbit?", "id"),
        ("Siapa pengarang The Rise and Fall of the House?", "id"),
        ("pelatihan vokasi", "id"),
        ("Presiden meresmikan bendungan di Kota Baru pada Senin pagi.", "id"),
        ("The minister resigned on Monday.", "en"),
        ("Der Minister sagte, dass die Regierung nicht zurücktreten werde.", "de"),
        ("Quelle est la capitale de la France ?", "fr"),
        ("誰が大臣ですか", "ja"),
        ("Кто министр?", "ru"),
        ("Joko Widodo", None),
        ("Hery Sudarmanto TKI", None),
        ("", None),
        ("12.345 ???", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert detect_language(text) == language
