"""What an index was made with, compared on opening."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import WartanyaError
from index.ledger import Ledger

if TYPE_CHECKING:
    from index.embedding import Embedder


@dataclass(frozen=True, slots=True)
class Identity:
    """The embedding model behind an index's vectors."""

    model: str
    fingerprint: str
    dimensions: int


def adopt_embedder(data: Path, ledger: Ledger, embedder: "Embedder") -> None:
    """Bind an index to its embedder. WartanyaError naming both where it has another one's vectors.

    An index with no passages takes any.
    """
    ours = Identity(embedder.model, embedder.fingerprint, embedder.dimensions)
    stored = ledger.setting("embedder")
    theirs = Identity(**json.loads(stored)) if stored else None
    if theirs == ours:
        return
    if theirs is not None and ledger.count():
        made, now = theirs.model, ours.model
        if made == now:
            made, now = f"{made} ({theirs.fingerprint})", f"{now} ({ours.fingerprint})"
        raise WartanyaError(
            f"{data}: indexed with the model {made}, asked with {now}; "
            f"use {made}, or index again into another data directory"
        )
    with ledger.transaction() as transaction:
        transaction.set("embedder", json.dumps(asdict(ours)))
