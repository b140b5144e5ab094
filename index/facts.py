"""What is read from an article's text beside its passages."""

from dataclasses import dataclass

from index.article import Article
from index.mentioned_dates import MentionedDate, mentioned_dates
from index.minhash import Signature, signature
from index.speech import Speech, read_speech


@dataclass(frozen=True, slots=True)
class Facts:
    """Who said what, the dates it mentions, and what tells whether another text is its copy."""

    speech: Speech
    dates: tuple[MentionedDate, ...]
    signature: Signature


def read_facts(article: Article) -> Facts:
    """Some 15 ms for 3,000 characters."""
    return Facts(
        read_speech(article),
        tuple(mentioned_dates(article.text, article.published)),
        signature(article.text),
    )
