"""Indexing: what is kept, replaced, refused and found."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from index.article import Article
from index.build import ArticleIndex, Filter, Outcome, Result
from index.errors import WartanyaError
from index.loading import Loaded
from tests.index.fakes import LINES, WordEmbedder, article, read

KERJA = (
    "Kerja sama pelatihan",
    "Sekjen Kemnaker membuka pelatihan.\nPeserta datang dari Jepang.\n",
)
BANJIR = ("Banjir di Demak", "Air naik dua meter.\nWarga mengungsi ke balai desa.\n")
MARKET = ("Market opens", "The new market opened in Bandung.\n")


def open_index(data: Path, embedder: WordEmbedder | None = None) -> ArticleIndex:
    return ArticleIndex.open(data, embedder or WordEmbedder(), chunker=LINES)


def assert_sound(index: ArticleIndex, embedder: WordEmbedder) -> None:
    """No duplicates, and each passage finds itself by vector and by words."""
    ids = [p.id for r in index.articles() for p in index.article_passages(r.id)]
    assert len(ids) == len(set(ids))
    assert index._derived.vectors.count() == index._derived.words.count() == len(ids)
    for passage_id, vector in zip(ids, index.vectors(ids), strict=True):
        near = index.dense(vector, 5)
        assert passage_id in [i for i, score in near if score > 0.9999]
    for passage in index.passages(ids):
        assert passage.id in [i for i, _ in index.lexical(passage.text, 10)]


def test_what_is_indexed_is_found(tmp_path: Path) -> None:
    embedder = WordEmbedder()
    told: list[Outcome] = []
    with open_index(tmp_path, embedder) as index:
        summary = index.add([read("a.txt", *KERJA), read("b.txt", *BANJIR)], told.append)
        assert (summary.added, summary.updated, summary.unchanged) == (2, 0, 0)
        assert [o.result for o in told] == [Result.ADDED, Result.ADDED]
        best, score = index.dense(embedder.embed_query("Banjir di Demak Air naik dua meter."), 3)[0]
        assert score == pytest.approx(1, abs=1e-5)
        assert [p.text for p in index.passages([best])] == ["Air naik dua meter.\n"]
        words = index.lexical("siapa mengungsikan warga?", 3)
        assert index.passages([words[0][0]])[0].text == "Warga mengungsi ke balai desa.\n"
        assert index.article(article(*BANJIR).id) == article(*BANJIR)
        assert_sound(index, embedder)


def test_records_carry_the_facts_and_no_text(tmp_path: Path) -> None:
    facts = {
        "url": "https://kabar.example/1",
        "published": "2017-12-07T08:56+07:00",
        "author": "Rina",
        "outlet": "Kabar",
        "language": "id",
        "updated": "2017-12-08",
        "editor": "Sari",
        "section": "Politik",
        "tags": ("kerja sama", "Sekjen"),
    }
    with open_index(tmp_path) as index:
        index.add([read("a.txt", *KERJA, **facts)])
        (record,) = index.articles()
    assert (record.title, record.length, record.passages) == (KERJA[0], len(KERJA[1]), 2)
    assert {name: getattr(record, name) for name in facts} == facts
    assert record.sources == ("a.txt",)
    assert record.indexed_at.endswith("+00:00")


def test_indexing_again_changes_nothing_and_embeds_nothing(tmp_path: Path) -> None:
    articles = [read("a.txt", *KERJA), read("b.txt", *BANJIR)]
    with open_index(tmp_path) as index:
        index.add(articles)
        before = index.articles()
    embedder = WordEmbedder()
    with open_index(tmp_path, embedder) as index:
        for _ in range(2):
            summary = index.add(articles)
            assert (summary.added, summary.updated, summary.unchanged) == (0, 0, 2)
        assert index.articles() == before
        assert_sound(index, embedder)
    assert embedder.embedded == 0


def test_other_chunking_embeds_again(tmp_path: Path) -> None:
    with open_index(tmp_path) as index:
        index.add([read("a.txt", *KERJA)])
    finer = replace(LINES, settings="finer")
    with ArticleIndex.open(tmp_path, WordEmbedder(), chunker=finer) as index:
        summary = index.add([read("a.txt", *KERJA)])
        assert (summary.updated, summary.unchanged) == (1, 0)
        assert len(index.articles()) == 1


def test_an_edit_replaces_and_keeps_the_first_id(tmp_path: Path) -> None:
    embedder = WordEmbedder()
    edited = (BANJIR[0], "Air surut kemarin.\n")
    with open_index(tmp_path, embedder) as index:
        index.add([read("b.txt", *BANJIR)])
        first = index.articles()[0].id
        summary = index.add([read("b.txt", *edited)])
        assert (summary.added, summary.updated) == (0, 1)
        (record,) = index.articles()
        assert record.id == first
        assert [p.text for p in index.article_passages(first)] == ["Air surut kemarin.\n"]
        assert index.lexical("mengungsi", 3) == []
        summary = index.add([read("b.txt", *BANJIR)])  # back again: the old passages' ids
        assert (summary.added, summary.updated) == (0, 1)
        assert len(index.article_passages(first)) == 2
        assert_sound(index, embedder)


def test_the_same_url_replaces_wherever_it_is_read(tmp_path: Path) -> None:
    url = "https://kabar.example/banjir"
    with open_index(tmp_path) as index:
        index.add([read("old.html", *BANJIR, url=url)])
        index.add([read("new.html", BANJIR[0], "Air surut.\n", url=url)])
        (record,) = index.articles()
        assert record.sources == ("new.html", "old.html")
        assert index.article(record.id).text == "Air surut.\n"
        # Both files as they are: neither is taken for an edit of the other.
        again = [
            read("old.html", *BANJIR, url=url),
            read("new.html", BANJIR[0], "Air surut.\n", url=url),
        ]
        assert index.add(again).unchanged == 2


def test_the_same_record_id_replaces(tmp_path: Path) -> None:
    def record(text: str) -> Loaded:
        return Loaded("corpus.jsonl#7", Article("7", "Judul", text), None)

    with open_index(tmp_path) as index:
        index.add([record("Isi lama.\n")])
        assert index.add([record("Isi baru.\n")]).updated == 1
        assert index.article("7").text == "Isi baru.\n"
        assert len(index.articles()) == 1


def test_a_source_that_gives_another_article_lets_the_first_go(tmp_path: Path) -> None:
    with open_index(tmp_path) as index:
        index.add([read("a.html", *KERJA, url="https://kabar.example/1")])
        index.add([read("a.html", *BANJIR, url="https://kabar.example/2")])
        assert [r.title for r in index.articles()] == [BANJIR[0]]


def test_one_article_at_two_sources(tmp_path: Path) -> None:
    embedder = WordEmbedder()
    with open_index(tmp_path, embedder) as index:
        summary = index.add([read("a.txt", *KERJA), read("copy.txt", *KERJA)])
        assert (summary.added, summary.unchanged) == (1, 1)
        assert embedder.embedded == 2
        (record,) = index.articles()
        assert record.sources == ("a.txt", "copy.txt")
        index.add([read("copy.txt", *BANJIR)])  # edited: the other source keeps its article
        assert sorted(r.title for r in index.articles()) == [BANJIR[0], KERJA[0]]
        assert index.article(record.id).text == KERJA[1]
        index.add([read("copy.txt", *KERJA)])  # and back
        assert [r.id for r in index.articles()] == [record.id]
        assert_sound(index, embedder)


def test_an_edit_then_the_old_content_elsewhere(tmp_path: Path) -> None:
    """The first article keeps the id that its old content gives; the newcomer gets another."""
    embedder = WordEmbedder()
    with open_index(tmp_path, embedder) as index:
        index.add([read("a.txt", *KERJA), read("a2.txt", *BANJIR)])
        index.add([read("a.txt", *MARKET), read("new.txt", *KERJA)])
        texts = {r.sources: index.article(r.id).text for r in index.articles()}
        assert texts == {("a.txt",): MARKET[1], ("a2.txt",): BANJIR[1], ("new.txt",): KERJA[1]}
        assert_sound(index, embedder)


def test_remove(tmp_path: Path) -> None:
    embedder = WordEmbedder()
    with open_index(tmp_path, embedder) as index:
        index.add([read("a.txt", *KERJA), read("b.txt", *BANJIR)])
        index.remove(article(*BANJIR).id)
        assert [r.title for r in index.articles()] == [KERJA[0]]
        assert index.lexical("banjir mengungsi", 5) == []
        assert_sound(index, embedder)
        with pytest.raises(WartanyaError, match="nirwana: no article has this id"):
            index.remove("nirwana")
        with pytest.raises(WartanyaError, match="no article has this id"):
            index.article(article(*BANJIR).id)
        assert index.add([read("b.txt", *BANJIR)]).added == 1


def test_what_failed_to_load_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    broken = Loaded("x.txt", None, WartanyaError("x.txt: empty; give an article"))
    half = read("half.txt", "Judul", "half a pair: \ud83d\n")
    with open_index(tmp_path) as index:
        summary = index.add([broken, half, read("a.txt", *KERJA)])
        assert (summary.added, [f.source for f in summary.failed]) == (1, ["x.txt", "half.txt"])
        assert "half a character" in str(summary.failed[1].error)


class FailingEmbedder(WordEmbedder):
    """Fails on a text with a certain word."""

    def embed_passages(self, texts):  # type: ignore[no-untyped-def]
        if any("rusak" in text for text in texts):
            raise RuntimeError("engine stopped")
        return super().embed_passages(texts)


def test_when_embedding_an_update_fails_the_old_version_answers(tmp_path: Path) -> None:
    embedder = FailingEmbedder()
    with open_index(tmp_path, embedder) as index:
        index.add([read("b.txt", *BANJIR)])
        summary = index.add([read("b.txt", BANJIR[0], "rusak\n"), read("a.txt", *KERJA)])
        assert (summary.added, summary.updated, len(summary.failed)) == (1, 0, 1)
        assert "b.txt: not indexed, embedding failed (engine stopped)" in str(
            summary.failed[0].error
        )
        assert index.lexical("mengungsi", 1) != []
        assert_sound(index, embedder)


def test_another_model_is_refused_by_name(tmp_path: Path) -> None:
    with open_index(tmp_path, WordEmbedder("satu")) as index:
        index.add([read("a.txt", *KERJA)])
    with pytest.raises(WartanyaError, match="model satu, asked with dua"):
        open_index(tmp_path, WordEmbedder("dua"))
    with open_index(tmp_path, WordEmbedder("satu")) as index:
        index.remove(index.articles()[0].id)
    wider = WordEmbedder("dua", dimensions=48)  # an empty index takes any
    with open_index(tmp_path, wider) as index:
        index.add([read("a.txt", *KERJA)])
        assert_sound(index, wider)


def test_no_index_is_not_made_where_none_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(WartanyaError, match="no articles here"):
        ArticleIndex.open(tmp_path / "x", WordEmbedder(), create=False)
    assert not (tmp_path / "x").exists()


def test_a_closed_index_says_so(tmp_path: Path) -> None:
    index = open_index(tmp_path)
    index.close()
    index.close()
    with pytest.raises(WartanyaError, match="closed"):
        index.lexical("apa", 1)


FILTERED = [
    read("1", "Satu", "harga beras naik\n", published="2017-12-07T23:56+07:00", outlet="Kabar"),
    read("2", "Dua", "harga beras turun\n", published="2017-12-08", outlet="Kabar"),
    read("3", "Tiga", "harga beras tetap\n", published="2018-01-01", outlet="Berita"),
    read("4", "Empat", "harga beras lagi\n", outlet="Berita"),
]


@pytest.mark.parametrize(
    ("within", "titles"),
    [
        (Filter(), {"Satu", "Dua", "Tiga", "Empat"}),
        (Filter(outlets=frozenset({"Kabar"})), {"Satu", "Dua"}),
        (Filter(published_from="2017-12-08"), {"Dua", "Tiga"}),
        (Filter(published_to="2017-12-07"), {"Satu"}),
        (Filter(published_from="2017-12-07", published_to="2017-12-08"), {"Satu", "Dua"}),
        (Filter(outlets=frozenset({"Berita"}), published_from="2018-01-01"), {"Tiga"}),
        (Filter(articles=frozenset()), set()),
        (Filter(outlets=frozenset({"Tiada"})), set()),
    ],
)
@pytest.mark.parametrize("exact", [0, 2000])
def test_filters(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    within: Filter,
    titles: set[str],
    exact: int,
) -> None:
    monkeypatch.setattr("index.build.EXACT", exact)
    embedder = WordEmbedder()
    with open_index(tmp_path, embedder) as index:
        index.add(FILTERED)
        title = {p.id: r.title for r in index.articles() for p in index.article_passages(r.id)}
        vector = embedder.embed_query("harga beras")
        dense = index.dense(vector, 10, within)
        assert {title[i] for i, _ in dense} == titles
        assert {title[i] for i, _ in index.lexical("harga", 10, within)} == titles
        scores = dict(index.dense(vector, 10))
        assert [s for _, s in dense] == sorted((scores[i] for i, _ in dense), reverse=True) or (
            np.allclose([s for _, s in dense], [scores[i] for i, _ in dense], atol=1e-5)
        )


def test_a_filter_leaves_bm25_scores_alone(tmp_path: Path) -> None:
    with open_index(tmp_path) as index:
        index.add(FILTERED)
        every = dict(index.lexical("beras turun", 10))
        some = index.lexical("beras turun", 10, Filter(outlets=frozenset({"Kabar"})))
        assert some[0][1] == pytest.approx(every[some[0][0]])


HOLD = """
import sys, time
from pathlib import Path
from index.build import ArticleIndex, close_on_sigterm
from tests.index.fakes import LINES, WordEmbedder, read
index = ArticleIndex.open(Path(sys.argv[1]), WordEmbedder(), chunker=LINES)
close_on_sigterm(index)
index.add([read("a.txt", "Judul", "Isi berita.\\n")])
print("ready", flush=True)
while True:
    time.sleep(0.1)
"""
ROOT = Path(__file__).parents[2]


def hold(data: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def test_a_second_process_is_refused_and_sigterm_closes_cleanly(tmp_path: Path) -> None:
    with hold(tmp_path) as child:
        for _ in range(20):
            with pytest.raises(WartanyaError) as refusal:
                open_index(tmp_path)
            assert f"{tmp_path}: in use by process {child.pid};" in str(refusal.value)
            assert "\n" not in str(refusal.value)
        child.send_signal(signal.SIGTERM)
        assert child.wait(30) == 128 + signal.SIGTERM
    assert (tmp_path / "closed.json").exists()
    with open_index(tmp_path) as index:
        assert index.lexical("berita", 1) != []


def test_a_directory_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WartanyaError, match="choose another data directory"):
        open_index(tmp_path / "file")


def many(number: int) -> list[Loaded]:
    lines = "".join(f"Baris {number} {line}\n" for line in range(40))
    return [read(f"{number}.txt", f"Judul {number}", lines)]


def fill(data: Path, embedder: WordEmbedder, told: list[str | None]) -> None:
    with open_index(data, embedder) as index:
        for number in range(1000):
            index.add(many(number), lambda outcome: told.append(outcome.article_id))


def test_a_full_disk_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    """A file system of 12 MB; then more room on it."""
    mounted = tmp_path / "small"
    mounted.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(mounted)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting a small file system takes root and its capability to mount")
    embedder = WordEmbedder(dimensions=384)
    told: list[str | None] = []
    try:
        with pytest.raises(WartanyaError, match=r"free some space.*and run again") as full:
            fill(mounted, embedder, told)
        assert "\n" not in str(full.value)
        assert told
        subprocess.run(["mount", "-o", "remount,size=100m", str(mounted)], check=True)
        with open_index(mounted, embedder) as index:
            ids = {record.id for record in index.articles()}
            assert set(told) <= ids
            assert all(record.passages == 40 for record in index.articles())
            assert_sound(index, embedder)
            assert index.add(many(999)).added == 1
    finally:
        subprocess.run(["umount", "--lazy", str(mounted)], check=True)


def test_a_full_ledger_takes_no_half_article(tmp_path: Path) -> None:
    """SQLite's own limit on pages stands for the disk's, where nothing can be mounted."""
    with open_index(tmp_path) as index:
        index.add([read("a.txt", *KERJA)])

        def limit(connection: sqlite3.Connection, *_: object) -> None:
            connection.execute("PRAGMA max_page_count = 1")  # as it is, and no page more

        sa.event.listen(index._ledger._engine, "connect", limit)
        index._ledger._engine.dispose()
        with pytest.raises(WartanyaError, match=r"disk is full; free some space and run again"):
            index.add(many(1))
        assert [record.title for record in index.articles()] == [KERJA[0]]
        sa.event.remove(index._ledger._engine, "connect", limit)
        index._ledger._engine.dispose()
        assert index.add(many(1)).added == 1


def test_a_read_only_directory(tmp_path: Path) -> None:
    mount = ["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(tmp_path)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting a read-only file system takes root and its capability to mount")
    try:
        with pytest.raises(WartanyaError, match=r"can't write here \(Read-only file system\)"):
            open_index(tmp_path)
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_an_interruption_loses_nothing_acknowledged(tmp_path: Path) -> None:
    """Ctrl-C while the second group of articles comes in; the next run goes on."""
    told: list[Outcome] = []

    def interrupted() -> Iterator[Loaded]:
        for number in range(300):
            yield read(f"{number}.txt", f"Judul {number}", f"Isi nomor {number}.\n")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), open_index(tmp_path) as index:
        index.add(interrupted(), told.append)
    embedder = WordEmbedder()
    with open_index(tmp_path, embedder) as index:
        assert len(index.articles()) == len(told) == 256
        assert_sound(index, embedder)
        again = (read(f"{n}.txt", f"Judul {n}", f"Isi nomor {n}.\n") for n in range(300))
        assert index.add(again).added == 44
    assert embedder.embedded == 44


def test_compaction_leaves_no_trace_of_deleted_articles(tmp_path: Path) -> None:
    embedder = WordEmbedder(dimensions=384)
    with open_index(tmp_path, embedder) as index:
        for number in range(10):
            index.add(many(number))
        for number in range(50):
            index.add([read(f"{number % 10}.txt", "Judul", f"rahasia{number} " * 9 + "\n")])
        index.compact()
        for number in range(10):
            index.add([read(f"{number}.txt", f"Akhir {number}", f"Isi akhir {number}.\n")])
        index.compact(forget_versions=True)
        assert_sound(index, embedder)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in files if b"rahasia" in path.read_bytes()]
    fresh = tmp_path / "fresh"
    with open_index(fresh, embedder) as index:
        index.add(read(f"{n}.txt", f"Akhir {n}", f"Isi akhir {n}.\n") for n in range(10))
    size = sum(path.stat().st_size for path in files)
    assert size <= 2 * sum(p.stat().st_size for p in fresh.rglob("*") if p.is_file())


def test_searches_while_articles_come_in(tmp_path: Path) -> None:
    embedder = WordEmbedder()
    with open_index(tmp_path, embedder) as index:
        index.add(many(0))
        vector = embedder.embed_query("Judul 0 Baris 0 7")
        with ThreadPoolExecutor(4) as pool:
            writer = pool.submit(lambda: [index.add(many(n)) for n in range(1, 6)])
            searches = [pool.submit(index.dense, vector, 5) for _ in range(100)]
            searches += [pool.submit(index.lexical, "judul baris 7", 5) for _ in range(100)]
            assert all(len(search.result()) == 5 for search in searches)
            writer.result()
        assert_sound(index, embedder)
