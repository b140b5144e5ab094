"""A damaged vector index is noticed in another process, and made anew from the ledger."""

import os
import pickle
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.build import ArticleIndex
from index.health import CleanMark, Stores, find_doubt
from index.ledger import Ledger, Row
from index.store import VectorStore
from tests.index.fakes import LINES, WordEmbedder, read

ARTICLES = 60
LINES_EACH = 20  # 1,200 passages: past Chroma's first saving of the graph
GIGABYTES_300 = 300 << 30


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed index whose graph is on the disk."""
    data = tmp_path_factory.mktemp("made")
    with ArticleIndex.open(data, WordEmbedder(), chunker=LINES) as index:
        index.add(
            read(
                f"{a}.txt",
                f"Judul {a}",
                "".join(f"Baris {a * LINES_EACH + b} kata{a} kata{b}\n" for b in range(LINES_EACH)),
            )
            for a in range(ARTICLES)
        )
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "data"))


def graph(data: Path) -> Path:
    (pickled,) = (data / "vectors").glob("*/index_metadata.pickle")
    return pickled.parent


def empty_pickle(data: Path) -> None:
    os.truncate(graph(data) / "index_metadata.pickle", 0)


def truncated_vectors(data: Path) -> None:
    path = graph(data) / "data_level0.bin"
    os.truncate(path, path.stat().st_size // 2)


def sparse_links(data: Path) -> None:
    os.truncate(graph(data) / "link_lists.bin", GIGABYTES_300)


def missing_graph(data: Path) -> None:
    shutil.rmtree(graph(data))


def stale_sequence(data: Path) -> None:
    """The graph claims to have what it never took in: it is the one of 100 writes before."""
    path = graph(data) / "index_metadata.pickle"
    held = pickle.loads(path.read_bytes())
    gone = sorted(held["id_to_label"], key=held["id_to_label"].get)[-100:]
    for passage_id in gone:
        label = held["id_to_label"].pop(passage_id)
        held["label_to_id"].pop(label, None)
        held["id_to_seq_id"].pop(passage_id, None)
    path.write_bytes(pickle.dumps(held))


def missing_vectors(data: Path) -> None:
    shutil.rmtree(data / "vectors")


def missing_words(data: Path) -> None:
    shutil.rmtree(data / "words")


def truncated_words(data: Path) -> None:
    path = max((data / "words").glob("*.idx"), key=lambda p: p.stat().st_size)
    os.truncate(path, path.stat().st_size // 2)


def emptied_database(data: Path) -> None:
    with sqlite3.connect(data / "vectors" / "chroma.sqlite3") as connection:
        connection.execute("DELETE FROM collections")
    connection.close()


DAMAGE = [
    empty_pickle,
    truncated_vectors,
    sparse_links,
    missing_graph,
    stale_sequence,
    missing_vectors,
    missing_words,
    truncated_words,
    emptied_database,
]


def test_a_sound_store_is_not_doubted(data: Path) -> None:
    ledger = Ledger(data / "articles.db")
    stores = Stores(data)
    left = CleanMark(stores).take()
    assert left is not None
    assert find_doubt(stores, ledger, left) is None
    assert find_doubt(stores, ledger, None) is None
    ledger.close()


@pytest.mark.parametrize("clean", [True, False])
@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_noticed_and_healed(
    data: Path,
    damage: Callable[[Path], None],
    clean: bool,
    caplog: pytest.LogCaptureFixture,
) -> None:
    damage(data)
    if not clean:
        (data / "closed.json").unlink()
    embedder = WordEmbedder()
    with ArticleIndex.open(data, embedder, chunker=LINES) as index:
        assert "rebuilding" in caplog.text
        ids = [p.id for r in index.articles() for p in index.article_passages(r.id)]
        assert len(ids) == ARTICLES * LINES_EACH
        for passage_id, vector in list(zip(ids, index.vectors(ids), strict=True))[::7]:
            assert index.dense(vector, 1)[0][0] == passage_id
        ((last, _),) = index.lexical("1199", 2)
        assert index.passages([last])[0].text == "Baris 1199 kata59 kata19\n"
    assert embedder.embedded == 0
    assert sum(p.stat().st_size for p in data.rglob("*") if p.is_file()) < 100 << 20


@pytest.mark.parametrize("damage", DAMAGE)
def test_the_probe_notices_by_itself(data: Path, damage: Callable[[Path], None]) -> None:
    """Sizes can be right by chance, so looking for vectors has to find damage too."""
    damage(data)
    ledger = Ledger(data / "articles.db")
    assert find_doubt(Stores(data), ledger, None) is not None
    ledger.close()


def test_a_store_that_lags_catches_up(data: Path, made: Path) -> None:
    """An older copy of the derived indexes beside a newer ledger."""
    with ArticleIndex.open(data, WordEmbedder(), chunker=LINES) as index:
        gone = index.articles()[0].id
        index.remove(gone)
        index.add([read("baru.txt", "Baru", "Kabar segar\n")])
    for name in ("vectors", "words"):
        shutil.rmtree(data / name)
        shutil.copytree(made / name, data / name)
    (data / "closed.json").unlink()
    with ArticleIndex.open(data, WordEmbedder(), chunker=LINES) as index:
        assert index.lexical("segar", 1) != []
        assert index._derived.vectors.count() == (ARTICLES - 1) * LINES_EACH + 1
        assert index._derived.words.count() == (ARTICLES - 1) * LINES_EACH + 1


def row(passage_id: str, vector: list[float]) -> Row:
    return Row(1, 1, passage_id, "a", "", "", None, np.array(vector, np.float32))


def test_scores_are_cosines(tmp_path: Path) -> None:
    store = VectorStore(tmp_path)
    store.upsert([row("x", [1, 0]), row("xy", [0.6, 0.8]), row("-x", [-1, 0])])
    found = store.search(np.array([1, 0], np.float32), 5)
    assert [i for i, _ in found] == ["x", "xy", "-x"]
    assert [s for _, s in found] == pytest.approx([1, 0.6, -1], abs=1e-6)
    store.upsert([row("xy", [0, 1])])
    assert store.count() == 3
    store.delete(["x", "never there"])
    assert [i for i, _ in store.search(np.array([0, 1], np.float32), 5)] == ["xy", "-x"]
    store.close()


def test_a_store_remembers_its_change(tmp_path: Path) -> None:
    store = VectorStore(tmp_path)
    assert store.change == 0
    store.upsert([row("x", [1, 0])])
    store.mark(41)
    store.close()
    store = VectorStore(tmp_path)
    assert (store.change, store.written, store.count()) == (41, 1, 1)
    store.close()


def test_an_empty_store_finds_nothing(tmp_path: Path) -> None:
    store = VectorStore(tmp_path)
    assert store.search(np.array([1, 0], np.float32), 5) == []
    store.close()


def test_waste_is_cleared_on_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Deleted vectors stay in Chroma's files until it is made anew."""
    monkeypatch.setattr("index.derived.SLACK", 0)
    with ArticleIndex.open(tmp_path, WordEmbedder(), chunker=LINES) as index:
        for number in range(4):
            index.add([read("a.txt", "Judul", f"Isi ke-{number}.\n")])
        assert index._derived.vectors.written == 4
    with ArticleIndex.open(tmp_path, WordEmbedder(), chunker=LINES) as index:
        assert index._derived.vectors.written == 1
        assert index.lexical("isi", 2) != []
    assert "rebuilding" in caplog.text
