"""A cue: the words of a sentence that say who speaks, and where what was said stands."""

from dataclasses import dataclass
from enum import StrEnum

from .mentions import Mention
from .tokens import Sentence
from .words import word_set

LONGEST_SUBJECT = 45  # tokens between a speaker and the verb, asides included
ENOUGH_CONTENT = 8  # words, more than any rule asks for
AND_VERB = word_set("and dan serta but tetapi namun then")
"""Words between the first verb of a clause and a later one: 'menyambutnya, tetapi meminta'."""
STARTERS = word_set("padahal namun dan sebab karena tapi tetapi but and sedangkan")


class Form(StrEnum):
    """Where the cue stands: before what was said, behind it, inside it, or in a sentence of its
    own after it ('Demikian disampaikan X'); ``AGREES``: 'Hal senada disampaikan X'."""

    AHEAD = "ahead"
    BEHIND = "behind"
    INSIDE = "inside"
    SUMMARY = "summary"
    AGREES = "agrees"


@dataclass(frozen=True, slots=True)
class Cue:
    """Tokens ``[first, last)`` say that ``subject`` said tokens ``[begin, end)``.

    ``begin == end`` where the sentence holds no words said but a quotation beside the cue.
    """

    form: Form
    subject: Mention
    first: int
    last: int
    begin: int
    end: int


class Reading:
    """One sentence with its mentions at hand by where they begin and end."""

    def __init__(self, sentence: Sentence, mentions: list[Mention]) -> None:
        self.sentence = sentence
        self.mentions = mentions
        self.starting = {mention.first: mention for mention in mentions}
        self.ending = {mention.last: mention for mention in mentions}
        self.lasts = [mention.last for mention in mentions]
        self.first_quotation = list(sentence.quotations)[:1]
        self.size = len(sentence.words)

    def lower(self, index: int) -> str:
        return self.sentence.lowers[index] if 0 <= index < self.size else ""

    def around(self, index: int) -> list[str]:
        """The two tokens in front of one."""
        return self.sentence.words[max(0, index - 2) : index]

    def word(self, index: int) -> str:
        return self.sentence.words[index] if 0 <= index < self.size else ""


def content_size(reading: Reading, begin: int, end: int) -> int:
    """How many words the tokens hold, counted no further than matters."""
    size = 0
    for index in range(begin, end):
        size += reading.sentence.words[index][0].isalnum()
        if size >= ENOUGH_CONTENT:
            break
    return size


def trimmed_end(reading: Reading) -> int:
    end = reading.size
    while end and reading.word(end - 1) in (".", ",", ";", ":"):
        end -= 1
    return end


def next_comma(reading: Reading, index: int) -> int | None:
    for position in range(index, min(reading.size, index + LONGEST_SUBJECT)):
        if reading.word(position) == ",":
            return position
    return None
