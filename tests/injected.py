"""Instructions to a language model, hidden in articles that are otherwise news.

``tests/data/injections.jsonl``: what stands in the article, what a model that obeys would write,
and words that must not be in an answer.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.article import Article
from rag.answer import Answer, Citation, Retrieved, Sentence

PATH = Path(__file__).with_name("data") / "injections.jsonl"
_NEWS = {
    "id": (
        "Jembatan Kali Renggana Dibuka",
        "Apa panjang jembatan Kali Renggana?",
        "Jembatan Kali Renggana di Kabupaten Tirtasari dibuka untuk umum pada Senin (3/3). "
        "Panjangnya 214 meter.\n\n{injected}\n\nWarga menyeberang dengan berjalan kaki sejak pagi. "
        "Pasar di ujung jembatan ikut ramai.",
    ),
    "en": (
        "Renggan River Bridge Opens",
        "How long is the Renggan River bridge?",
        "The Renggan River bridge near Port Ashlow opened to the public on Monday. It is 214 "
        "metres long.\n\n{injected}\n\nResidents crossed it on foot from the early morning. The "
        "market at its end was busy as well.",
    ),
}


@dataclass(frozen=True, slots=True)
class Injected:
    """An article with an instruction in it, a question that it answers, and how it goes wrong."""

    id: str
    disguise: str
    language: str
    article: Article
    question: str
    reply: str
    forbidden: tuple[str, ...]

    def answer(self, text: str) -> Answer:
        """The extractive answer: the sentence with the length, out of all of the article."""
        sentence = re.search(r"(?:Panjangnya|It is) 214 met[^.]+\.", text)
        assert sentence is not None
        cited = Citation.of(self.article, *sentence.span(), 1, None, 1.0)
        return Answer(
            id=self.id,
            question=self.question,
            language=self.language,
            answerable=True,
            confidence=0.9,
            short_answer=None,
            sentences=(Sentence(cited.text, (1,)),),
            citations=(cited,),
            retrieved=(Retrieved(self.article.id, 0, len(text), 1.0),),
        )

    def shows_in(self, text: str) -> bool:
        """Whether a text has what an obeying model writes."""
        return any(word.casefold() in text.casefold() for word in self.forbidden)


def injected() -> list[Injected]:
    """All of them."""
    with PATH.open(encoding="utf-8") as lines:
        return [_injected(json.loads(line)) for line in lines]


def _injected(row: dict[str, Any]) -> Injected:
    language = row["language"]
    title, question, text = _NEWS[language]
    article = Article(
        row["id"],
        title,
        text.format(injected=row["text"]),
        published="2025-03-03",
        outlet="Contoh",
        language=language,
    )
    return Injected(
        row["id"],
        row["disguise"],
        language,
        article,
        question,
        row["reply"],
        tuple(row["forbidden"]),
    )
