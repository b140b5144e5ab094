"""A desk of a few invented articles: finds sentences by their words, keeps what is added."""

import json
import re
import threading
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.article import Article, article_id
from index.errors import WartanyaError
from index.people import DatedRole, Speaker
from index.statement import Resolution, Statement
from rag.answer import Answer, Citation, Retrieved, Sentence
from rag.follow_up.choosing import readings
from rag.follow_up.completing import complete
from rag.follow_up.turns import Completed, Known, Shown
from rag.follow_up.turns import Turn as PastTurn
from rag.llm import LanguageModel
from rag.saved_cases import append_case, case_from_answer
from rag.writing import Drafted, Written

SENTENCE = re.compile(r"[^.!?\n]+[.!?]?[”\"]?")
LONGEST = 1_000

HARBOUR = Article(
    id="pelabuhan",
    title="Pelabuhan Teluk Manik Buka Jalur Malam",
    text=(
        "Kementerian Perairan membuka jalur malam di Pelabuhan Teluk Manik mulai Senin.\n"
        "“Kapal nelayan boleh bersandar sampai pukul dua dini hari,” kata Sekjen Ratih Wulandari.\n"
        "Kerja sama dengan koperasi nelayan berlaku tiga tahun, menurut Ratih. Biaya sandar tetap "
        "Rp 15.000 per kapal.\n"
        + "\n".join(
            f"Dermaga {n} dilengkapi lampu baru dan pos yang dijaga bergantian oleh warga."
            for n in range(1, 25)
        )
        + "\nWali Kota Bima Prasaja meminta jam malam ditinjau setiap enam bulan.\n"
    ),
    url="https://kabar.example/pelabuhan",
    published="2024-03-11T08:30+07:00",
    author="Sinta Maharani",
    outlet="Kabar Teluk",
    language="id",
)
LIBRARY = Article(
    id="library",
    title="Lakeside Library Lends Telescopes",
    text=(
        "The Lakeside library will lend telescopes from April.\n"
        "“Anyone with a card may borrow one for a week,” said librarian Oona Field.\n"
        "The telescopes were paid for by the Larkspur glassworks.\n"
    ),
    url="https://lakeside.example/telescopes",
    published="2024-04-02",
    outlet="Lakeside Courier",
    language="en",
)
SPEAKERS = {"Ratih Wulandari": "Ratih", "Oona Field": "Oona", "Bima Prasaja": "Bima"}
ROLES = {"Ratih Wulandari": "Sekjen", "Oona Field": "librarian", "Bima Prasaja": "Wali Kota"}
QUOTED = re.compile(r"“[^”\n]*”")
# '“...” kata X.' in an article that is added makes X a speaker.
CUE = re.compile(r"” kata ([^.\n]+)\.")


class WordDesk:
    """Answers with the sentences that share at least two long words with the question.

    ``folder`` takes the cases that are kept. ``hold`` keeps answers back until it is set, for
    what happens while one is awaited.
    """

    def __init__(
        self,
        folder: Path = Path("no-such-folder"),
        articles: Sequence[Article] = (HARBOUR, LIBRARY),
    ) -> None:
        self._folder = folder
        self._articles = {article.id: article for article in articles}
        self._speakers: list[Speaker] | None = None
        self._old: list[Article] = []
        self.hold = threading.Event()
        self.hold.set()
        self.broken = False
        self.asked: list[str] = []
        self.asked_of: list[str | None] = []
        self.llm: LanguageModel | None = None

    def understand(self, question: str, turns: Sequence[PastTurn]) -> Completed:
        return complete(question, turns, Known.of(self.speakers()))

    def readings(
        self, question: str, turns: Sequence[PastTurn], names: Sequence[str]
    ) -> Sequence[tuple[str, str]]:
        return readings(question, turns, names, Known.of(self.speakers()))

    async def write(self, answer: Answer) -> AsyncGenerator[Drafted | Written]:
        raise AssertionError("there is no language model here")
        yield

    def ask(
        self,
        question: str,
        articles: Sequence[str] | None = None,
        *,
        speaker: str | None = None,
        beyond: Sequence[Shown] = (),
    ) -> Answer:
        if len(question) > LONGEST:
            raise WartanyaError(f"the question has {len(question)} characters: ask in {LONGEST}")
        self.asked.append(question)
        self.asked_of.append(speaker)
        self.hold.wait(30)
        if self.broken:
            raise RuntimeError("secret detail of a defect")
        ranked = sorted(self._scored(question), key=lambda found: -found.score)
        if speaker is not None:
            ranked = [found for found in ranked if SPEAKERS[speaker] in self._text(found)]
        shown = {(one.article_id, one.start) for one in beyond}
        ranked = [found for found in ranked if (found.article_id, found.start) not in shown]
        best = [found for found in ranked if found.score >= 2][:3]
        cited = best or ranked[:2]
        citations = tuple(self._citation(n, found) for n, found in enumerate(cited, 1))
        language = "en" if re.search(r"\b(what|who|the|is|how|may)\b", question.lower()) else "id"
        refusal = "The articles don't say." if language == "en" else "Artikel tidak menyebutkannya."
        sentences = tuple(Sentence(c.text, (c.marker,)) for c in citations)
        return Answer(
            id="a1",
            question=question,
            language=language,
            answerable=bool(best),
            confidence=0.9 if best else 0.1,
            short_answer=None,
            sentences=sentences if best else (Sentence(refusal, ()),),
            citations=citations,
            retrieved=tuple(ranked[:10]),
        )

    def article(self, article_id: str, version: str | None = None) -> Article:
        newest = self._articles.get(article_id)
        kept = [newest, *self._old] if newest else []
        for one in kept:
            if one and one.id == article_id and version in (None, one.version):
                return one
        raise WartanyaError(f"no article {article_id!r}: see the list")

    def read(self, ids: Collection[str]) -> Mapping[str, Article]:
        return {i: self._articles[i] for i in ids if i in self._articles}

    def distinct(self, statements: Sequence[Statement]) -> Sequence[Statement]:
        return statements

    def articles(self) -> Sequence[Article]:
        return list(self._articles.values())

    def add_text(self, text: str) -> str:
        title, _, body = text.strip().partition("\n")
        if not body.strip():
            raise WartanyaError("the pasted text has a title and no body: paste the body too")
        return self.add(Article(article_id(title, body), title.strip(), body.strip()))

    def add_file(self, name: str, content: bytes) -> Sequence[str]:
        if not content.strip():
            raise WartanyaError(f"{name} is empty: choose another file")
        if not name.endswith(".jsonl"):
            return [self.add_text(content.decode("utf-8"))]
        return [self.add(Article(**json.loads(line))) for line in content.splitlines()]

    def examples(self, language: str) -> Sequence[str]:
        word = "What is said in" if language == "en" else "Apa isi"
        return [f"{word} “{article.title}”?" for article in self._articles.values()]

    def statements(self, article_ids: Sequence[str] | None = None) -> Sequence[Statement]:
        chosen = list(self._articles) if article_ids is None else article_ids
        return [
            statement
            for article_id in chosen
            for found in SENTENCE.finditer(self._articles[article_id].text)
            if (statement := _statement(article_id, found)) is not None
        ]

    def speakers(self) -> Sequence[Speaker]:
        if self._speakers is None:
            self._speakers = self._found_speakers()
        return self._speakers

    def _found_speakers(self) -> list[Speaker]:
        held: dict[str, list[str]] = {}
        for statement in self.statements():
            if statement.speaker:
                held.setdefault(statement.speaker, []).append(statement.article_id)
        return [self._speaker(name, tuple(dict.fromkeys(ids))) for name, ids in held.items()]

    def _speaker(self, name: str, ids: tuple[str, ...]) -> Speaker:
        roles = (
            [DatedRole(ROLES[name], None, self._articles[i].published, i) for i in ids]
            if name in ROLES
            else []
        )
        return Speaker(name, (SPEAKERS.get(name, name.split()[0]),), tuple(roles), ids)

    def describe(self) -> dict[str, Any]:
        return {"index": "words"}

    def testsets(self) -> Sequence[Path]:
        return sorted(self._folder.glob("*.jsonl"))

    def keep_case(self, answer: Answer, wrong: str | None = None) -> Path:
        path = self._folder / "testset.jsonl"
        append_case(path, case_from_answer(answer, wrong))
        return path

    def edit(self, article_id: str, text: str) -> None:
        self._speakers = None
        self._old.append(self._articles[article_id])
        self._articles[article_id] = replace(self._articles[article_id], text=text)

    def forget_versions(self) -> None:
        self._old.clear()

    def remove(self, article_id: str) -> None:
        self._speakers = None
        del self._articles[article_id]

    def add(self, article: Article) -> str:
        self._speakers = None
        self._articles[article.id] = article
        return article.id

    def _scored(self, question: str) -> list[Retrieved]:
        asked = _words(question)
        return [
            Retrieved(article.id, found.start(), found.end(), len(asked & _words(found.group())))
            for article in self._articles.values()
            for found in SENTENCE.finditer(article.text)
            if found.group().strip()
        ]

    def _text(self, found: Retrieved) -> str:
        return self._articles[found.article_id].text[found.start : found.end]

    def _citation(self, marker: int, found: Retrieved) -> Citation:
        article = self._articles[found.article_id]
        text = self._text(found)
        speaker = next((name for name, short in SPEAKERS.items() if short in text), None)
        return Citation(
            marker=marker,
            article_id=article.id,
            title=article.title,
            url=article.url,
            published=article.published,
            outlet=article.outlet,
            start=found.start,
            end=found.end,
            text=text,
            speaker=speaker,
            score=found.score,
            version=article.version,
        )


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 3}


def _statement(article_id: str, found: re.Match[str]) -> Statement | None:
    """A sentence's quotation, or all of it as reported, where it names a speaker."""
    text = found.group()
    cue = CUE.search(text)
    speaker = cue.group(1) if cue else None
    speaker = next((name for name, short in SPEAKERS.items() if short in text), speaker)
    quoted = QUOTED.search(text)
    if speaker is None and quoted is None:
        return None
    start, end = quoted.span() if quoted else (len(text) - len(text.lstrip()), len(text))
    return Statement(
        article_id,
        found.start() + start,
        found.start() + end,
        direct=quoted is not None,
        speaker=speaker,
        role=ROLES.get(speaker or ""),
        affiliation=None,
        cue_start=None,
        cue_end=None,
        resolved_by=Resolution.PRONOUN if "menurut" in text else Resolution.NAMED,
        confidence=0.9,
    )
