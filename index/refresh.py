"""Articles read again where today's rules aren't those that read them."""

from typing import TYPE_CHECKING

from index import mentioned_dates, speech, story_groups
from index.minhash import signature
from index.speech import read_speech
from index.story_groups import StoryGroups

if TYPE_CHECKING:
    from index.ledger import Ledger


def refresh(ledger: "Ledger") -> None:
    """Bring statements, dates and groups of the same story up to date: some 10 ms an article.

    Cut off anywhere, the next call does it again.
    """
    rules = {
        "speech": speech.RULES,
        "dates": mentioned_dates.VERSION,
        "stories": story_groups.RULES,
    }
    stale = {name for name, value in rules.items() if ledger.setting(name) != value}
    if not stale:
        return
    groups = StoryGroups(ledger)
    if "stories" in stale:
        with ledger.transaction() as transaction:
            transaction.forget_stories()
    for record in ledger.records():
        article = ledger.article(record.id)
        if article is None:
            continue
        with ledger.transaction() as transaction:
            if "speech" in stale:
                transaction.put_speech(article.id, read_speech(article))
            if "dates" in stale:
                found = mentioned_dates.mentioned_dates(article.text, article.published)
                transaction.put_dates(article.id, found)
            if "stories" in stale:
                groups.place(article, signature(article.text), transaction)
    with ledger.transaction() as transaction:
        for name in stale:
            transaction.set(name, rules[name])
