"""The same story in several outlets: cited once, the others beside it."""

import json
from collections.abc import Iterator

import pytest

from index.statement import Statement
from rag.wartanya import Wartanya
from rag.web.voices import Voices

STORY = (
    "Pelabuhan Tanjung Bayu menambah dua dermaga pada Maret mendatang. Kepala Pelabuhan Tanjung "
    "Bayu Sri Wedari mengatakan dermaga baru itu dapat menampung empat kapal sekaligus.\n\n"
    "“Antrean kapal nelayan akan jauh lebih pendek,” kata Sri Wedari di Tanjung Bayu.\n\n"
    "Pembangunan dermaga memakan waktu sembilan bulan dan melibatkan tiga ratus pekerja setempat."
)
OTHER = (
    "Perpustakaan kota Karangjati membuka ruang baca anak. Wali Kota Karangjati Bima Adi hadir.\n\n"
    "“Anak-anak perlu tempat membaca yang tenang,” kata Bima Adi kepada para orang tua murid."
)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wartanya]:
    folder = tmp_path_factory.mktemp("copies")
    rows = [
        {"id": "k", "title": "Dua Dermaga Baru", "text": STORY, "outlet": "Kabar"},
        {"id": "w", "title": "Dermaga Ditambah", "text": STORY.rsplit("\n", 1)[0], "outlet": "W"},
        {"id": "s", "title": "Tanjung Bayu Menambah", "text": STORY, "outlet": "Suara"},
        {"id": "o", "title": "Ruang Baca Anak", "text": OTHER, "outlet": "Kabar"},
    ]
    for number, row in enumerate(rows):
        row["published"] = f"2024-02-0{number + 1}"
    path = folder / "berita.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows))
    with Wartanya(folder / "data") as opened:
        assert not opened.add([path]).failed
        yield opened


def test_a_passage_is_cited_once_with_the_other_outlets(asked: Wartanya) -> None:
    answer = asked.ask("Berapa lama pembangunan dermaga Tanjung Bayu?")
    assert answer.answerable
    assert answer.short_answer == "sembilan bulan"
    (citation,) = answer.citations
    assert citation.article_id in ("k", "s")
    assert {other.article_id for other in citation.also} == {"k", "s"} - {citation.article_id}
    stories = [found.article_id for found in answer.retrieved if found.article_id in "kws"]
    assert len(set(stories)) == 1


def test_a_statement_is_told_once_by_its_first_outlet(asked: Wartanya) -> None:
    answer = asked.ask("Apa kata Sri Wedari tentang antrean kapal?")
    assert answer.answerable
    cited = [c for c in answer.citations if "Antrean" in c.text]
    assert [c.article_id for c in cited] == ["k"]
    assert [other.article_id for other in cited[0].also] == ["w", "s"]
    assert [other.outlet for other in cited[0].also] == ["W", "Suara"]


def test_a_story_of_one_outlet_has_no_others(asked: Wartanya) -> None:
    answer = asked.ask("Apa kata Bima Adi tentang anak-anak?")
    assert answer.answerable
    assert [c.also for c in answer.citations] == [()] * len(answer.citations)


def test_a_speaker_s_statements_are_listed_once_and_an_article_s_all(asked: Wartanya) -> None:
    antrean = [s for s in asked.said_by("Sri Wedari") if "menampung" not in said(asked, s)]
    assert [(s.article_id, said(asked, s)[:8]) for s in antrean] == [("k", "“Antrean")]
    assert [s.article_id for s in asked.said_by("Sri Wedari", "w")] == ["w", "w"]


def test_the_page_counts_a_statement_once(asked: Wartanya) -> None:
    voices = Voices(asked)
    (wedari,) = voices.matching("Wedari")
    assert wedari.count == 2
    assert [one.article.id for one in voices.said(wedari, 9)] == ["k", "k"]


def test_the_days_that_a_text_mentions_are_at_hand(asked: Wartanya) -> None:
    found = asked.mentioned_dates(["k", "o"])
    assert list(found) == ["k"]
    (march,) = found["k"]
    assert STORY[march.start : march.end] == "Maret mendatang"
    assert (march.first, march.last) == ("2024-03-01", "2024-03-31")


def said(asked: Wartanya, statement: Statement) -> str:
    return asked.article(statement.article_id).text[statement.start : statement.end]
