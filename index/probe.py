"""Tries the derived indexes in a process of its own, which they may crash.

Run as a script by ``index.health`` with the paths of both and a memory limit in bytes; imports
nothing of the project, so that it starts in a tenth of a second. Writes a line of JSON with what
each holds; reads one with passage ids and the number of dimensions, then their float32 vectors;
writes a line with how many vectors and how many words were not found.
"""

import json
import resource
import sys
from array import array
from collections.abc import Callable, Sequence
from typing import Any

BATCH = 100
NEIGHBOURS = 10
SAME = 1e-4  # cosine distance of a float32 vector to itself, generously

Query = Callable[[Sequence[Sequence[float]]], tuple[list[list[str]], list[list[float]]]]


def main() -> None:
    """Talk to the parent as above; whatever is raised in here is its answer too."""
    vectors_path, words_path, memory = sys.argv[1:]
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    query, held = open_vectors(vectors_path)
    find, words = open_words(words_path)
    answer({"vectors": held, "words": words})
    asked = json.loads(sys.stdin.buffer.readline())
    ids, dimensions = asked["ids"], asked["dimensions"]
    numbers = array("f")
    numbers.frombytes(sys.stdin.buffer.read(4 * dimensions * len(ids)))
    rows = [list(numbers[i * dimensions : (i + 1) * dimensions]) for i in range(len(ids))]
    answer({"vectors": lost_vectors(query, ids, rows), "words": sum(not find(i) for i in ids)})


def lost_vectors(query: Query, ids: Sequence[str], vectors: Sequence[Sequence[float]]) -> int:
    """How many vectors don't find themselves.

    A vector that more than ten passages share may find the others.
    """
    lost = 0
    for start in range(0, len(ids), BATCH):
        found, distances = query(vectors[start : start + BATCH])
        for i, near, far in zip(ids[start : start + BATCH], found, distances, strict=True):
            itself = i in near and abs(far[near.index(i)]) < SAME
            crowd = len(near) == NEIGHBOURS and all(abs(d) < SAME for d in far)
            lost += not (itself or crowd)
    return lost


def open_vectors(path: str) -> tuple[Query, dict[str, int]]:
    """Chroma without its Python client, whose import takes 0.7 s; with it where that fails."""
    try:
        return open_bindings(path)
    except (ImportError, AttributeError, TypeError):
        return open_client(path)


def open_bindings(path: str) -> tuple[Query, dict[str, int]]:
    """A search and what is held, of Chroma 1.5's own binding."""
    import chromadb_rust_bindings as rust  # type: ignore[import-untyped]

    tenant = ("default_tenant", "default_database")
    config = rust.SqliteDBConfig(
        hash_type=rust.MigrationHash.MD5,
        migration_mode=rust.MigrationMode.Apply,
        url=f"{path}/chroma.sqlite3",
    )
    bindings: Any = rust.Bindings(
        allow_reset=False, sqlite_db_config=config, persist_path=path, hnsw_cache_size=16
    )
    collection = bindings.get_collection("passages", *tenant)
    key = str(collection.id)

    def query(vectors: Sequence[Sequence[float]]) -> tuple[list[list[str]], list[list[float]]]:
        found = bindings.query(key, None, vectors, NEIGHBOURS, None, None, ["distances"], *tenant)
        return found.ids, found.distances

    change = int((collection.metadata or {}).get("change", 0))
    return query, {"change": change, "count": bindings.count(key, *tenant)}


def open_client(path: str) -> tuple[Query, dict[str, int]]:
    """The same through Chroma's public client."""
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(path, settings=Settings(anonymized_telemetry=False))
    collection: Any = client.get_collection("passages", embedding_function=None)

    def query(vectors: Sequence[Sequence[float]]) -> tuple[list[list[str]], list[list[float]]]:
        found = collection.query(
            query_embeddings=vectors, n_results=NEIGHBOURS, include=["distances"]
        )
        return found["ids"], found["distances"]

    change = int((collection.metadata or {}).get("change", 0))
    return query, {"change": change, "count": collection.count()}


def open_words(path: str) -> tuple[Callable[[str], bool], dict[str, int]]:
    """Whether Tantivy has a passage, and what is held; format -1 where it says none."""
    import tantivy

    index = tantivy.Index.open(path)
    searcher, schema = index.searcher(), index.schema

    def search(field: str, value: str) -> list[Any]:
        query = tantivy.Query.term_query(schema, field, value, "basic")
        return [searcher.doc(address) for _, address in searcher.search(query, 2).hits]

    def find(passage_id: str) -> bool:
        return [document["id"] for document in search("id", passage_id)] == [[passage_id]]

    markers = search("marker", "change")
    change, form = (markers[0]["change"][0], markers[0]["format"][0]) if markers else (0, -1)
    return find, {"change": change, "count": searcher.num_docs - len(markers), "format": form}


def answer(value: dict[str, Any]) -> None:
    """A line to the parent."""
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
