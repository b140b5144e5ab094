"""Answers of the passages read: the sentence that holds the answer, and the answer in it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.article import Article
from index.build import ArticleIndex
from index.sentences import split_sentences
from rag import prompts
from rag.answer import Citation, Sentence, ShortSpan
from rag.draft import Draft
from rag.extraction import NEAREST, refusal, speaker_of
from rag.question import Question
from rag.reader import Reader
from rag.rereading import Reread, reread
from rag.retrieval import Found
from rag.spans import asks_yes_or_no

LONGEST_SHORT = 120  # characters; what is longer is the cited sentence itself
