"""How a follow-up was understood, in words."""

from rag import prompts
from rag.follow_up.turns import Completed


def understood_in_words(understood: Completed, language: str) -> str | None:
    """The whole question where one leant on the turns before, or who may be meant where that is
    unclear; None where it stood alone. As untrusted as the turns are."""
    if understood.unclear:
        return prompts.UNCLEAR[language].format(names="; ".join(understood.unclear))
    if understood.leaning:
        return prompts.UNDERSTOOD[language].format(question=understood.text)
    return None
