"""Passages' vectors in Chroma: derived from the ledger, searched by cosine.

Chroma holds ids and vectors alone, and in its collection's metadata the number of the ledger's
last change that it has taken in.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from index.errors import WartanyaError
from index.ledger import Row

COLLECTION = "passages"
BATCH = 250  # ids written at once: Chroma advises 50 to 250, and refuses more than 5,461
SYNC_THRESHOLD = 1000  # writes between two savings of the graph: Chroma's default


class VectorStore:
    """The vectors of a ledger's passages. Thread-safe to search; one thread at a time writes.

    Opening a damaged store can end the process: see ``index.health``.
    """

    def __init__(self, path: Path, sync_threshold: int = SYNC_THRESHOLD) -> None:
        """Open, or create where missing."""
        chromadb = load_chroma()
        self._path = path
        with _mendable(path):
            self._client = chromadb.PersistentClient(
                path, settings=chromadb.Settings(anonymized_telemetry=False)
            )
            try:
                self._collection = self._client.get_or_create_collection(
                    COLLECTION,
                    configuration={"hnsw": {"space": "cosine", "sync_threshold": sync_threshold}},
                    embedding_function=None,
                )
            except BaseException:
                self._client.close()  # or the next client of this path would be this one
                raise
        held = self._collection.metadata or {}
        self._change = int(held.get("change", 0))
        self._written = int(held.get("written", 0))

    def close(self) -> None:
        """Close cleanly: what is closed so is found whole again."""
        self._client.close()

    @property
    def change(self) -> int:
        """The number of the ledger's last change that is in here."""
        return self._change

    @property
    def written(self) -> int:
        """How many vectors were ever written here: deleted ones stay in Chroma's file."""
        return self._written

    def count(self) -> int:
        """How many vectors are in here."""
        with _mendable(self._path):
            return int(self._collection.count())

    def upsert(self, rows: Sequence[Row]) -> None:
        """Add vectors, or replace those of the same ids."""
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            with _mendable(self._path):
                self._collection.upsert(
                    ids=[row.id for row in batch],
                    embeddings=np.stack([row.vector for row in batch]),
                )
            self._written += len(batch)

    def delete(self, ids: Sequence[str]) -> None:
        """Delete vectors; an id that isn't here is passed over."""
        for start in range(0, len(ids), BATCH):
            with _mendable(self._path):
                self._collection.delete(ids=list(ids[start : start + BATCH]))

    def mark(self, change: int) -> None:
        """Remember the number of the ledger's change that is now in here."""
        with _mendable(self._path):
            self._collection.modify(metadata={"change": change, "written": self._written})
        self._change = change

    def search(self, vector: NDArray[np.float32], n: int) -> list[tuple[str, float]]:
        """The ``n`` nearest passages' ids with cosine similarities, -1 to 1, best first."""
        found = self._collection.query(
            query_embeddings=vector.reshape(1, -1), n_results=n, include=["distances"]
        )
        distances = found["distances"]
        assert distances is not None  # asked for
        return [(i, 1.0 - d) for i, d in zip(found["ids"][0], distances[0], strict=True)]


def load_chroma() -> ModuleType:
    """Import Chroma with the part that its client imports late: 0.8 s, once."""
    import chromadb
    import chromadb.api.rust

    return chromadb


@contextmanager
def _mendable(path: Path) -> Iterator[None]:
    """Turn what a full or failing disk does to Chroma into a line that says so."""
    from chromadb.errors import ChromaError

    try:
        yield
    except ChromaError as error:
        cause = " ".join(str(error).split())
        raise WartanyaError(
            f"{path}: can't be written ({cause}); free some space and run again: "
            "what was indexed before is kept"
        ) from error
