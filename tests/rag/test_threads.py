"""Asked, added to and removed from by many threads at once."""

import json
import random
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from index.article import Article
from index.build import Filter
from index.errors import WartanyaError
from rag.answer import Answer
from rag.retrieval import Found, Retriever
from rag.wartanya import SAMPLE_QUESTIONS, Wartanya

QUESTIONS = [
    json.loads(line)["question"] for line in SAMPLE_QUESTIONS.read_text("utf-8").splitlines()
]
GONE = "no article has this id"


@pytest.fixture
def opened(sample_index: Path, tmp_path: Path) -> Iterator[Wartanya]:
    """An open copy of the sample index for one test."""
    shutil.copytree(sample_index, tmp_path / "data")
    with Wartanya(tmp_path / "data") as wartanya:
        yield wartanya


def edition(article: Article, number: int) -> Article:
    """The article with some sentences in front: every offset moves."""
    return replace(article, text=f"Pembaruan ke-{number} redaksi. " * number + article.text)


def cited_wrongly(answer: Answer, texts: dict[tuple[str, str | None], str]) -> list[Any]:
    """Citations that aren't the characters of the version that they name."""
    return [
        c for c in answer.citations if texts[c.article_id, c.version][c.start : c.end] != c.text
    ]


def test_32_threads_ask_add_and_remove_and_every_citation_is_exact(opened):
    articles = [opened.article(record.id) for record in opened.articles()]
    editions = {a.id: [edition(a, number) for number in range(4)] for a in articles}
    texts: dict[tuple[str, str | None], str] = {
        (one.id, one.version): one.text for each in editions.values() for one in each
    }
    texts |= {(one.id, one.version): one.text for one in articles}
    gone: list[str] = []
    wrong: list[Any] = []

    def ask(seed: int) -> int:
        for question in random.Random(seed).sample(QUESTIONS, 2):
            wrong.extend(cited_wrongly(opened.ask(question), texts))
        return 2

    def look(seed: int) -> int:
        for found in opened.search(random.Random(seed).choice(QUESTIONS)):
            passage = found.passage
            text = texts[passage.article_id, passage.version]
            assert text[passage.start : passage.end] == passage.text
        return len(opened.statements()) and len(opened.speakers())

    def change(seed: int) -> int:
        chance = random.Random(seed)
        for _ in range(3):
            article = chance.choice(articles)
            if chance.random() < 0.4:
                try:
                    opened.remove(article.id)
                except WartanyaError as error:  # another thread was there before
                    gone.append(str(error))
            else:
                assert not opened.add_articles([chance.choice(editions[article.id])]).failed
        return 3

    with ThreadPoolExecutor(32) as pool:
        work = [pool.submit(ask, seed) for seed in range(18)]
        work += [pool.submit(look, seed) for seed in range(6)]
        work += [pool.submit(change, seed) for seed in range(8)]
        assert all(done.result() for done in work)
    assert wrong == []
    assert all(GONE in line for line in gone)
    assert opened.verify().doubt is None


@dataclass(frozen=True)
class Interrupted:
    """A retriever during whose search, once it has found, something else happens."""

    inner: Retriever
    meanwhile: Callable[[list[Found]], None]

    def search(self, query: str, k: int = 10, within: Filter | None = None) -> list[Found]:
        found = self.inner.search(query, k, within)
        elsewhere = threading.Thread(target=self.meanwhile, args=(found,))
        elsewhere.start()
        elsewhere.join(30)
        assert not elsewhere.is_alive()
        return found


def interrupt(wartanya: Wartanya, edits: bool) -> None:
    """From now on what a question finds is edited, or else removed, before it is read."""

    def meanwhile(found: list[Found]) -> None:
        there = {record.id for record in wartanya.articles()}
        for article_id in {one.passage.article_id for one in found} & there:
            if edits:
                wartanya.add_articles([edition(wartanya.article(article_id), 3)])
            else:
                wartanya.remove(article_id)

    wartanya.retriever = Interrupted(wartanya.retriever, meanwhile)


@pytest.mark.parametrize("edits", [True, False])
def test_an_answer_is_read_from_what_its_question_found(opened, edits):
    plain = opened.ask("Apa isi kerja sama itu?")
    assert plain.citations
    interrupt(opened, edits)
    answer = opened.ask("Apa isi kerja sama itu?")
    assert answer.citations == plain.citations


@pytest.mark.parametrize("edits", [True, False])
def test_what_was_said_is_cited_from_one_version(opened, edits):
    articles = [opened.article(record.id) for record in opened.articles()]
    interrupt(opened, edits)
    answer = opened.ask("Siapa yang bicara soal banjir?")  # searches twice: the first may lack
    assert cited_wrongly(answer, {(one.id, one.version): one.text for one in articles}) == []


def test_closing_waits_for_the_answer_that_is_being_made(opened):
    found_some, may_go_on = threading.Event(), threading.Event()

    def wait(_found: list[Found]) -> None:
        found_some.set()
        assert may_go_on.wait(30)

    opened.retriever = Interrupted(opened.retriever, wait)
    with ThreadPoolExecutor(2) as pool:
        asking = pool.submit(opened.ask, QUESTIONS[0])
        assert found_some.wait(30)
        closing = pool.submit(opened.close)
        with pytest.raises(TimeoutError):
            closing.result(0.2)
        may_go_on.set()
        assert asking.result(30).citations
        closing.result(30)
    with pytest.raises(WartanyaError, match="the index is closed"):
        opened.ask(QUESTIONS[0])


def test_questions_wait_while_the_index_is_checked_or_compacted(opened):
    expected = opened.ask(QUESTIONS[0]).citations
    with ThreadPoolExecutor(6) as pool:
        asking = [pool.submit(opened.ask, QUESTIONS[0]) for _ in range(6)]
        others = [pool.submit(opened.compact), pool.submit(opened.verify)]
        assert {done.result().citations for done in asking} == {expected}
        for done in others:
            done.result()


def test_inside_a_snapshot_nothing_changes_and_nothing_may(opened):
    record = opened.articles()[0]
    with opened.snapshot():
        titles = [each.title for each in opened.articles()]
        with ThreadPoolExecutor(1) as pool:
            pool.submit(opened.remove, record.id).result()
        assert [each.title for each in opened.articles()] == titles
        assert opened.article(record.id).title == record.title
        for change in (lambda: opened.remove(record.id), opened.close, opened.compact):
            with pytest.raises(WartanyaError, match="inside a snapshot: leave it before"):
                change()
    with pytest.raises(WartanyaError, match=GONE):
        opened.article(record.id)


def resident() -> int:
    """Bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads Linux's /proc")
def test_memory_does_not_grow_with_questions(wartanya):
    def use() -> None:
        for number in range(80):
            wartanya.search(f"{QUESTIONS[number % len(QUESTIONS)]} {number}", 5)
        for question in QUESTIONS[:5]:
            wartanya.ask(question)

    use()
    before = resident()
    use()
    assert resident() - before < 6_000_000  # a search whose passages were kept is some 80 KB
