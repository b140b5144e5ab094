"""A language model's checked answer as JSON values."""

from typing import Any

from rag.writing import Struck, Written


def written_json(written: Written) -> dict[str, Any]:
    """The published form; ``detail`` is there only where there is one, and the operator's alone."""
    told: dict[str, Any] = {
        "sentences": [sentence.to_json() for sentence in written.sentences],
        "citations": [citation.to_json() for citation in written.citations],
        "struck": [_struck_json(one) for one in written.struck],
        "model": written.model,
        "tokens": written.tokens,
        "seconds": round(written.seconds, 3),
        "fallback": written.fallback.value if written.fallback else None,
    }
    return told if written.detail is None else told | {"detail": written.detail}


def _struck_json(struck: Struck) -> dict[str, Any]:
    return {
        "text": struck.text,
        "reason": struck.reason.value,
        "found": struck.found,
        "offered": struck.offered,
    }
