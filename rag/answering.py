"""How a question is answered: the way that fits it, from the passages that were found."""

import uuid
from dataclasses import dataclass

from index.build import ArticleIndex
from index.embedding import Embedder
from rag import extraction, metadata, prompts
from rag.answer import Answer, Retrieved, Sentence
from rag.bounds import Bounds
from rag.copies import distinct, with_copies
from rag.draft import Draft
from rag.question import Question
from rag.reader import Reader
from rag.rereading import Reread, reread
from rag.retrieval import Found, Retriever
from rag.said import SpeechAnswerer
from rag.speech_question import (
    Asked,
    SpeechQuestion,
    read_dated_words,
    read_speech_question,
)

RETRIEVED = 10  # passages named in an answer
FURTHER = 40  # passages looked at where outlets tell the same, or more is asked for
_TOLD = 0.8  # of a passage's characters shown before: there is no more in it


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers from an index; what it reads is of one moment where the caller sees to that."""

    index: ArticleIndex
    embedder: Embedder
    reader: Reader
    retriever: Retriever

    def answer(self, question: str, read: Question, bounds: Bounds) -> Answer:
        """What the articles say to a question, or that they don't."""
        query = read.topic if read.about and read.topic else read.text
        found = self._found(query, bounds)
        draft, found = self._drafted(read, found, bounds)
        return Answer(
            id=uuid.uuid4().hex,
            question=question,
            language=read.language,
            answerable=draft.answerable,
            confidence=draft.confidence,
            short_answer=draft.short_answer,
            sentences=draft.sentences,
            citations=with_copies(draft.citations, self.index),
            retrieved=tuple(
                Retrieved(f.passage.article_id, f.passage.start, f.passage.end, f.score)
                for f in found
            ),
        )

    def _found(self, query: str, bounds: Bounds) -> list[Found]:
        """The best passages; of a story in several outlets its words once, and none that was
        shown before where more is asked for."""
        if bounds.beyond:
            further = self.retriever.search(query, FURTHER, bounds.within)
            further = [one for one in further if not _told(one, bounds)]
        else:
            found = self.retriever.search(query, RETRIEVED, bounds.within)
            homes = self.index.same_story({f.passage.article_id for f in found})
            if len(distinct(found, homes)) == len(found):
                return found
            further = self.retriever.search(query, FURTHER, bounds.within)
        homes = self.index.same_story({f.passage.article_id for f in further})
        return distinct(further, homes)[:RETRIEVED]

    def _drafted(
        self, question: Question, found: list[Found], bounds: Bounds
    ) -> tuple[Draft, list[Found]]:
        """The way of answering that fits the question; the passages, ranked anew where read."""
        if question.about is not None:
            return metadata.answer(question, self.index, found), found
        asked = read_speech_question(question.text) or read_dated_words(question.text)
        if bounds.speaker is not None and (asked is None or asked.speaker is None):
            topic = asked.topic if asked else f"“{question.text.strip(' ?')}”"
            asked = SpeechQuestion(Asked.SAID, bounds.speaker, topic)
        if asked is not None and (found or bounds.beyond):
            answerer = SpeechAnswerer(
                question, self.index, self.embedder, self.retriever, bounds, self.reader
            )
            draft = answerer.answer(asked)
            if draft is not None:
                return _further(draft, question, bounds), found
        articles = self.index.read({f.passage.article_id for f in found})
        read = reread(self.reader, question.text, found, articles)
        left = [one for one in read if not _answered(one, bounds)]
        draft = extraction.answer(question, self.index, articles, left)
        return _further(draft, question, bounds), [one.found for one in read] + found[len(read) :]


def _answered(one: Reread, bounds: Bounds) -> bool:
    """Whether a passage's answer was shown before."""
    return bounds.shown(one.found.passage.article_id, one.start, max(one.end, one.start + 1)) > 0


def _told(one: Found, bounds: Bounds) -> bool:
    passage = one.passage
    shown = bounds.shown(passage.article_id, passage.start, passage.end)
    return shown >= _TOLD * (passage.end - passage.start)


def _further(draft: Draft, question: Question, bounds: Bounds) -> Draft:
    """The draft; where more was asked for and there is none, that."""
    if not bounds.beyond or draft.answerable:
        return draft
    return Draft(False, draft.confidence, (Sentence(prompts.NO_MORE[question.language], ()),))
