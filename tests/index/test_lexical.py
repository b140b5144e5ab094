"""Words, their stems, and what is found by them."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from index.ledger import Row
from index.lexical import WordIndex, stems


def row(passage_id: str, text: str, language: str | None = "id", title: str = "") -> Row:
    article_id = passage_id.partition(":")[0]
    return Row(1, 1, passage_id, article_id, title, text, language, np.zeros(2, np.float32))


def words(path: Path, *rows: Row) -> WordIndex:
    index = WordIndex(path)
    index.upsert(rows)
    index.mark(1)
    return index


def found(index: WordIndex, query: str, n: int = 10) -> list[str]:
    return [passage_id for passage_id, _ in index.search(query, n)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Kerja BEKERJA pekerjaan", "id", ["kerja", "kerja", "kerja"]),
        ("ministers' minister's running", "en", ["minist", "minist", "run"]),
        ("Jum'at Jum’at Jumat", "id", ["jumat", "jumat", "jumat"]),
        ("Rp1.234,5 dan 1.234,5", "id", ["rp1", "234,5", "dan", "1.234,5"]),
        ("Café Müller STRASSE straße", None, ["cafe", "muller", "strasse", "strasse"]),
        ("anak-anak", "id", ["anak", "anak"]),
        ("ﬁnal ２０１７", "id", ["final", "2017"]),
        ("«— … !»", "id", []),
    ],
)
def test_stems(text: str, language: str | None, expected: list[str]) -> None:
    assert stems(text, language) == expected


def test_other_endings_are_found_in_both_languages(tmp_path: Path) -> None:
    index = words(
        tmp_path,
        row("a:1", "Kementerian mempekerjakan lulusan."),
        row("b:1", "The ministries signed agreements.", "en"),
        row("c:1", "Cuaca cerah."),
    )
    assert found(index, "pekerja") == ["a:1"]
    assert found(index, "agreement of a ministry") == ["b:1"]
    assert found(index, "CERAHKAN") == ["c:1"]
    index.close()


def test_the_title_counts(tmp_path: Path) -> None:
    index = words(tmp_path, row("a:1", "Air naik.", title="Banjir di Demak"), row("b:1", "Cerah."))
    assert found(index, "banjir") == ["a:1"]
    index.close()


def test_rare_words_weigh_more(tmp_path: Path) -> None:
    """BM25 by hand: 3 texts of 2 words, so length doesn't matter; idf = ln(1 + (N-n+.5)/(n+.5))."""
    index = words(tmp_path, row("a:1", "beras mahal"), row("b:1", "beras murah"), row("c:1", "x y"))
    n = 3 + 1  # the marker of the ledger's change is a document too
    idf_beras = np.log(1 + (n - 2 + 0.5) / (2 + 0.5))
    idf_mahal = np.log(1 + (n - 1 + 0.5) / (1 + 0.5))
    mean = 6 / n
    tf = 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / mean))
    (first, best), (second, other) = index.search("beras mahal", 10)
    assert (first, second) == ("a:1", "b:1")
    assert best == pytest.approx((idf_beras + idf_mahal) * tf, rel=1e-3)
    assert other == pytest.approx(idf_beras * tf, rel=1e-3)
    index.close()


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "beras AND",
        "title:beras",
        "(beras",
        "beras~2",
        "-beras",
        "+",
        "*",
        "",
        "\x00",
        "a" * 70_000,
    ],
)
def test_a_query_has_no_syntax(tmp_path: Path, query: str) -> None:
    index = words(tmp_path, row("a:1", "Harga beras."), row("b:1", "Cuaca."))
    assert found(index, query) == (["a:1"] if "beras" in query else [])
    index.close()


def test_kept_to_articles(tmp_path: Path) -> None:
    index = words(tmp_path, row("a:1", "beras"), row("b:1", "beras"), row("b:2", "beras lagi"))
    assert {i for i, _ in index.search("beras", 10, ["b"])} == {"b:1", "b:2"}
    assert index.search("beras", 10, ["none"]) == []
    assert len(index.search("beras", 1)) == 1
    assert index.search("beras", 0) == []
    index.close()


def test_replace_delete_and_remember(tmp_path: Path) -> None:
    index = words(tmp_path, row("a:1", "lama"), row("b:1", "tetap"))
    index.upsert([row("a:1", "baru")])
    index.delete(["b:1", "never there"])
    assert set(found(index, "lama tetap baru")) == {"a:1", "b:1"}
    assert found(index, "baru") == []
    index.mark(7)
    index.close()
    index = WordIndex(tmp_path)
    assert (index.change, index.count()) == (7, 1)
    assert found(index, "lama tetap") == []
    assert found(index, "baru") == ["a:1"]
    index.close()


def test_what_was_not_marked_is_not_there(tmp_path: Path) -> None:
    index = words(tmp_path, row("a:1", "lama"))
    index.upsert([row("b:1", "baru")])
    index.close()
    index = WordIndex(tmp_path)
    assert (index.change, index.count(), found(index, "baru")) == (1, 1, [])
    index.close()


def test_what_a_killed_commit_leaves_is_no_hindrance(tmp_path: Path) -> None:
    """The files of a commit are there, but for the one that makes it count."""
    path, ahead = tmp_path / "words", tmp_path / "ahead"
    words(path, row("a:1", "satu"), row("b:1", "dua")).close()
    shutil.copytree(path, ahead)
    for folder in (ahead, path):  # the second time with the first's files in the way
        index = WordIndex(folder)
        index.delete(["a:1"])
        index.mark(2)
        assert (index.change, index.count(), found(index, "satu dua")) == (2, 1, ["b:1"])
        index.close()
        for left in ahead.glob("*.del"):
            shutil.copy(left, path)
            shutil.copy(ahead / ".managed.json", path)
