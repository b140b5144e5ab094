"""A check of everything, and what it mends."""

import sqlite3
from pathlib import Path

import pytest

from index.build import ArticleIndex
from index.errors import WartanyaError
from tests.index.fakes import LINES, WordEmbedder, read

TEXT = "Kapal berangkat pagi.\n“Laut tenang,” kata nakhoda kapal, Sri Wedari.\n"


def open_index(data: Path) -> ArticleIndex:
    return ArticleIndex.open(data, WordEmbedder(), chunker=LINES)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with open_index(tmp_path) as index:
        index.add(read(f"{n}.txt", f"Judul {n}", TEXT + f"Akhir {n}.\n") for n in range(5))
    return tmp_path


def damage(data: Path, *commands: str) -> str:
    """Change the database behind the index's back; the first article's id."""
    database = sqlite3.connect(data / "articles.db")
    first: str = database.execute("SELECT min(id) FROM articles").fetchone()[0]
    for command in commands:
        database.execute(command, {"id": first})
    database.commit()
    database.close()
    return first


def test_a_sound_index_is_left_alone(data: Path) -> None:
    with open_index(data) as index:
        found = index.verify()
        assert found.sound
        assert found.healed
        assert (found.articles, found.passages) == (5, 15)
        assert len(index.lexical("nakhoda", 10)) == 5


@pytest.mark.parametrize(
    ("command", "what"),
    [
        (
            "UPDATE passages SET text = 'Palsu.' WHERE article_id = :id AND start = 0",
            "the passage at 0 is not the text there",
        ),
        (
            "UPDATE articles SET passages = 2 WHERE id = :id",
            "3 passages instead of 2",
        ),
        (
            "DELETE FROM vectors WHERE number = "
            "(SELECT number FROM passages WHERE article_id = :id AND start = 22)",
            "the passage at 22 has no vector",
        ),
        (
            "UPDATE vectors SET vector = zeroblob(128) WHERE number = "
            "(SELECT number FROM passages WHERE article_id = :id AND start = 0)",
            "the passage at 0 has no unit vector of 32 dimensions",
        ),
        (
            "UPDATE statements SET end = 9999 WHERE article_id = :id",
            "a statement at 22 is not inside the text",
        ),
        ("UPDATE articles SET version = 'abc' WHERE id = :id", "its text is not of its version"),
    ],
)
def test_an_article_that_does_not_fit_is_made_anew(data: Path, command: str, what: str) -> None:
    broken = damage(data, command)
    with open_index(data) as index:
        found = index.verify()
        assert [(fault.article_id, fault.what) for fault in found.faults] == [(broken, what)]
        assert found.healed
        assert index.verify().sound
        texts = [passage.text for passage in index.article_passages(broken)]
        assert "".join(texts) == index.article(broken).text
        for passage in index.article_passages(broken):
            assert passage.id in [i for i, _ in index.lexical(passage.text, 10)]


def test_a_search_index_that_lacks_something_is_rebuilt(data: Path) -> None:
    with open_index(data) as index:
        gone = index.article_passages(index.articles()[0].id)[0].id
        index._derived.vectors.delete([gone])
        found = index.verify()
        assert found.doubt is not None
        assert "fewer passages" in found.doubt
        assert found.healed
        vector = index.vectors([gone])[0]
        assert gone in [i for i, score in index.dense(vector, 5) if score > 0.999]
        assert index.verify().sound


def test_an_empty_index_is_sound(tmp_path: Path) -> None:
    with open_index(tmp_path) as index:
        assert index.verify().sound


def test_a_damaged_database_is_told(data: Path) -> None:
    path = data / "articles.db"
    content = bytearray(path.read_bytes())
    for at in range(4096 * 5, len(content), 4096):
        content[at : at + 200] = b"\xff" * 200
    path.write_bytes(content)
    with (
        pytest.raises(WartanyaError, match=r"articles\.db: .*; (restore|index again)"),
        open_index(data) as index,
    ):
        index.verify()
