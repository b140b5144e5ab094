"""The ledger: whole changes, numbered, and what derived indexes ask it."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.article import Article, Passage
from index.errors import WartanyaError
from index.ledger import Holding, Ledger
from index.records import Filter
from index.speech import read_speech
from index.transaction import Transaction


@pytest.fixture
def ledger(tmp_path: Path):  # type: ignore[no-untyped-def]
    opened = Ledger(tmp_path / "articles.db")
    yield opened
    opened.close()


def put(transaction: Transaction, article: Article, source: str) -> list[Passage]:
    """Two passages: the first three characters and the rest."""
    spans = [(0, 3), (3, len(article.text))]
    passages = [Passage(article.id, article.version, a, b, article.text[a:b]) for a, b in spans]
    transaction.put(article, "m", passages, vectors(), read_speech(article))
    transaction.attach(source, article.id, article.version)
    return passages


def vectors() -> NDArray[np.float32]:
    return np.array([[1, 0], [0.6, 0.8]], np.float32)


KABAR = Article("k", "Kabar", "Isi “kabar” 😀.", published="2017-12-07", outlet="Kabar")


def test_what_is_put_is_read(ledger: Ledger) -> None:
    with ledger.transaction() as transaction:
        first, second = put(transaction, KABAR, "a.txt")
    assert ledger.article("k") == KABAR
    assert ledger.made_with("k") == "m"
    assert ledger.holding("a.txt") == Holding("k", KABAR.version)
    assert ledger.passages([second.id, "no", first.id]) == [second, first]
    assert ledger.article_passages("k") == [first, second]
    assert ledger.vectors([second.id])[second.id].tolist() == vectors()[1].tolist()
    assert (ledger.change, ledger.count()) == (1, 2)
    (record,) = ledger.records()
    assert (record.length, record.passages, record.sources) == (14, 2, ("a.txt",))


def test_a_transaction_that_fails_writes_nothing(ledger: Ledger) -> None:
    with ledger.transaction() as transaction:
        put(transaction, KABAR, "a.txt")

    def fail() -> None:
        with ledger.transaction() as transaction:
            transaction.remove("k")
            put(transaction, Article("x", "X", "teks x"), "x.txt")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert [record.id for record in ledger.records()] == ["k"]
    assert (ledger.change, ledger.count(), ledger.retired(0)) == (1, 2, [])


def test_derived_indexes_are_told_what_changed(ledger: Ledger) -> None:
    edited = Article("k", "Kabar", "Isi baru.")
    with ledger.transaction() as transaction:
        old = put(transaction, KABAR, "a.txt")
    with ledger.transaction() as transaction:
        other = put(transaction, Article("x", "X", "teks x"), "x.txt")
    with ledger.transaction() as transaction:
        new = put(transaction, edited, "a.txt")
    ids = [row.id for row in ledger.page(0, 0)]
    assert ids == [p.id for p in [*other, *new]]
    assert [row.id for row in ledger.page(2, 1 << 40)] == [p.id for p in new]
    assert [row.id for row in ledger.page(2, 1 << 40, limit=1)] == [new[0].id]
    assert sorted(ledger.retired(2)) == sorted(p.id for p in old)
    assert ledger.retired(3) == []
    assert (ledger.count_until(2), ledger.count_until(3)) == (2, 4)
    with ledger.transaction() as transaction:
        put(transaction, KABAR, "a.txt")  # the first version again: its ids are here
    assert sorted(ledger.retired(0)) == sorted(p.id for p in new)
    assert ledger.any_retired(4)
    with ledger.transaction() as transaction:
        transaction.forget_retired(4)
    assert not ledger.any_retired(4)


def test_an_article_goes_with_its_last_source(ledger: Ledger) -> None:
    with ledger.transaction() as transaction:
        put(transaction, KABAR, "a.txt")
        transaction.attach("b.txt", "k", KABAR.version)
        put(transaction, Article("x", "X", "teks x"), "x.txt")
    with ledger.transaction() as transaction:
        transaction.attach("a.txt", "x", "v")
    assert ledger.sources("k") == ["b.txt"]
    with ledger.transaction() as transaction:
        transaction.attach("b.txt", "x", "v")
    assert ledger.article("k") is None
    assert ledger.sources("x") == ["a.txt", "b.txt", "x.txt"]
    assert ledger.count() == 2


def test_filters(ledger: Ledger) -> None:
    with ledger.transaction() as transaction:
        put(transaction, KABAR, "a.txt")
        put(transaction, Article("x", "X", "teks x"), "x.txt")
    kabar = Filter(outlets=frozenset({"Kabar"}))
    assert ledger.count(kabar) == 2
    assert ledger.matching_articles(kabar) == ["k"]
    assert ledger.matching_articles(Filter(published_to="2017-12-06")) == []
    ((ids, found),) = ledger.matching_vectors(kabar)
    assert len(ids) == 2
    assert sorted(found.tolist()) == sorted(vectors().tolist())


def test_a_sample_holds_the_newest(ledger: Ledger) -> None:
    for number in range(20):
        with ledger.transaction() as transaction:
            put(transaction, Article(str(number), f"{number}", f"teks {number}"), f"{number}")
    sampled = ledger.sample(15, 8)
    assert len(sampled) == len({row.id for row in sampled}) == 8
    assert {row.article_id for row in sampled} >= {"14", "13"}
    assert max(row.change for row in sampled) == 15
    assert len(ledger.sample(20, 100)) == 40


def test_a_file_of_another_kind_is_named(tmp_path: Path) -> None:
    path = tmp_path / "articles.db"
    path.write_bytes(b"not a database, whatever its name says" * 100)
    with pytest.raises(WartanyaError, match=r"articles\.db: file is not a database; restore"):
        Ledger(path)


def test_another_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "articles.db"
    with Ledger(path).transaction() as transaction:
        transaction.set("format", "99")
    with pytest.raises(WartanyaError, match="has format 99, this Wartanya reads 2"):
        Ledger(path)


def test_commits_are_durable(ledger: Ledger, tmp_path: Path) -> None:
    with ledger._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
    plain = sqlite3.connect(tmp_path / "articles.db")
    assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    plain.close()


def test_who_said_what_goes_with_the_article(ledger):
    text = '"Kami siap," kata juru bicara pelabuhan, Sri Wedari. Ia menyebut kapal akan tiba besok.'
    article = Article("s", "Kapal", text, published="2024-05-01")
    with ledger.transaction() as transaction:
        put(transaction, article, "s.txt")
        put(transaction, KABAR, "a.txt")
    said = ledger.statements(["s"])
    assert (text[said[0].start : said[0].end], said[0].speaker) == ('"Kami siap,"', "Sri Wedari")
    assert said == list(read_speech(article).statements)
    assert ledger.statements() == said
    known = [a for a in ledger.appearances() if a.article_id == "s"]
    assert tuple(a.person for a in known) == read_speech(article).people
    assert {a.published for a in known} == {"2024-05-01"}
    with ledger.transaction() as transaction:
        transaction.remove("s")
    assert ledger.statements() == []
    assert ledger.appearances() == []


def test_an_article_keeps_what_it_was(ledger: Ledger) -> None:
    new = replace(KABAR, text="Isi lain.", tags=("laut", "ikan"), updated="2017-12-08")
    for one in (KABAR, KABAR, new):
        with ledger.transaction() as transaction:
            put(transaction, one, "a.txt")
    assert ledger.article("k") == new
    assert ledger.article("k", KABAR.version) == KABAR
    assert ledger.article("k", new.version) == new
    assert ledger.article("k", "0") is None
    (old,) = ledger.versions("k")
    assert (old.version, old.title, old.published) == (KABAR.version, "Kabar", "2017-12-07")
    assert old.indexed_at <= old.replaced_at
    with ledger.transaction() as transaction:
        transaction.remove("k")
    assert ledger.versions("k") == []
    assert ledger.article("k", KABAR.version) is None


def test_old_versions_can_be_forgotten(ledger: Ledger) -> None:
    for one in (KABAR, replace(KABAR, text="Isi lain.")):
        with ledger.transaction() as transaction:
            put(transaction, one, "a.txt")
    with ledger.transaction() as transaction:
        transaction.forget_versions()
    assert ledger.versions("k") == []
    assert ledger.article("k") == replace(KABAR, text="Isi lain.")


def test_a_ledger_of_format_1_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "articles.db"
    old = sqlite3.connect(path)
    old.executescript("""
        CREATE TABLE settings (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);
        CREATE TABLE articles (id TEXT PRIMARY KEY NOT NULL, version TEXT NOT NULL,
            made_with TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, url TEXT,
            published TEXT, author TEXT, outlet TEXT, language TEXT, length INTEGER NOT NULL,
            passages INTEGER NOT NULL, indexed_at TEXT NOT NULL);
        CREATE TABLE sources (source TEXT PRIMARY KEY NOT NULL, article_id TEXT NOT NULL,
            version TEXT NOT NULL);
        INSERT INTO settings VALUES ('format', '1'), ('change', '1');
        INSERT INTO sources VALUES ('a.txt', 'k', '6d7');
    """)
    text = (KABAR.title, KABAR.text, KABAR.published, KABAR.outlet)
    old.execute(
        "INSERT INTO articles VALUES ('k', ?, 'm', ?, ?, NULL, ?, NULL, ?, NULL, 13, 0, '2026')",
        (KABAR.version, *text),
    )
    old.commit()
    old.close()
    for _ in range(2):
        ledger = Ledger(path)
        assert ledger.setting("format") == "2"
        assert ledger.article("k") == KABAR
        assert ledger.holding("a.txt") == Holding("k", "6d7")
        ledger.close()


def test_what_a_server_said_is_kept(ledger: Ledger) -> None:
    with ledger.transaction() as transaction:
        put(transaction, KABAR, "https://kabar.example/1")
        transaction.attach("https://kabar.example/1", "k", KABAR.version, '"x1"', "Thu, 7 Dec 2017")
    found = ledger.holding("https://kabar.example/1")
    assert found == Holding("k", KABAR.version, '"x1"', "Thu, 7 Dec 2017")
