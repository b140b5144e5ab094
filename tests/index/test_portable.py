"""An index as one file."""

import sqlite3
from pathlib import Path

import pytest

from index.build import ArticleIndex
from index.errors import WartanyaError
from index.portable import import_index
from tests.index.fakes import LINES, WordEmbedder, read


def open_index(data: Path, embedder: WordEmbedder | None = None) -> ArticleIndex:
    return ArticleIndex.open(data, embedder or WordEmbedder(), chunker=LINES)


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    path = tmp_path / "berita.wartanya"
    with open_index(tmp_path / "old") as index:
        index.add(read(f"{n}.txt", f"Judul {n}", f"Isi nomor {n}.\n") for n in range(5))
        index.add([read("0.txt", "Judul 0", "Isi yang lain.\n")])
        index.export(path)
    return path


def test_what_is_exported_is_imported(exported: Path, tmp_path: Path) -> None:
    import_index(exported, tmp_path / "new")
    embedder = WordEmbedder()
    with open_index(tmp_path / "new", embedder) as new, open_index(tmp_path / "old") as old:
        assert new.articles() == old.articles()
        assert embedder.embedded == 0
        changed = next(r for r in new.articles() if r.title == "Judul 0")
        assert new.article(changed.id).text == "Isi yang lain.\n"
        (before,) = new.versions(changed.id)
        assert new.article(changed.id, before.version).text == "Isi nomor 0.\n"
        vector = embedder.embed_query("Judul 3 Isi nomor 3.\n")
        best, score = new.dense(vector, 1)[0]
        assert new.passages([best])[0].text == "Isi nomor 3.\n"
        assert score > 0.999
        assert new.add([read("1.txt", "Judul 1", "Isi nomor 1.\n")]).unchanged == 1
        assert new.verify().sound
    assert [p.name for p in exported.parent.iterdir() if "berita" in p.name] == [exported.name]


def test_nothing_is_written_over(exported: Path, tmp_path: Path) -> None:
    with open_index(tmp_path / "old") as index:
        with pytest.raises(WartanyaError, match=r"berita\.wartanya: is there already"):
            index.export(exported)
        with pytest.raises(WartanyaError, match=r"can't be written"):
            index.export(tmp_path / "no" / "such" / "folder")
    with pytest.raises(WartanyaError, match="old: has articles already"):
        import_index(exported, tmp_path / "old")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no index"),
        (b"not a database" * 100, "file is not a database"),
        (None, "no such file"),
    ],
)
def test_what_is_no_export_is_told(content: bytes | None, told: str, tmp_path: Path) -> None:
    path = tmp_path / "x.wartanya"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WartanyaError, match=f"{path}: .*{told}.*give a file that"):
        import_index(path, tmp_path / "new")
    assert not list((tmp_path / "new").glob("*.db*"))


def test_of_a_newer_format(exported: Path, tmp_path: Path) -> None:
    database = sqlite3.connect(exported)
    database.execute("UPDATE settings SET value = '99' WHERE name = 'format'")
    database.commit()
    database.close()
    with pytest.raises(WartanyaError, match="has format 99, this Wartanya reads 2"):
        import_index(exported, tmp_path / "new")


def test_damaged_on_the_way(exported: Path, tmp_path: Path) -> None:
    content = bytearray(exported.read_bytes())
    for at in range(4096 * 5, len(content), 4096):
        content[at : at + 500] = b"\xff" * 500
    exported.write_bytes(content)
    with pytest.raises(WartanyaError, match=r"export it again|give a file that"):
        import_index(exported, tmp_path / "new")
    assert not (tmp_path / "new" / "articles.db").exists()


def test_a_trigger_in_the_file_never_runs(exported: Path, tmp_path: Path) -> None:
    database = sqlite3.connect(exported)
    database.executescript(
        "CREATE TRIGGER evil AFTER INSERT ON articles BEGIN DELETE FROM articles; END;"
        "CREATE VIEW spy AS SELECT * FROM articles;"
    )
    database.commit()
    database.close()
    import_index(exported, tmp_path / "new")
    with open_index(tmp_path / "new") as index:
        assert len(index.articles()) == 5
        index.add([read("9.txt", "Judul 9", "Isi nomor 9.\n")])
        assert len(index.articles()) == 6
    found = sqlite3.connect(tmp_path / "new" / "articles.db")
    kinds = {row[0] for row in found.execute("SELECT DISTINCT type FROM sqlite_master")}
    found.close()
    assert kinds == {"table", "index"}
