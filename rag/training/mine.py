"""Hard negatives: what this project's own retrieval finds for the questions of the train splits."""

import json
from pathlib import Path

from index.build import ArticleIndex
from index.embedding import open_embedder
from index.loading import load
from rag.retrieval import Retriever
from rag.training.examples import QuestionSet

FOUND = 20  # passages a question


def found_passages(question_set: QuestionSet, folder: Path, work: Path) -> dict[str, list[str]]:
    """Question id -> ids of the corpus's passages, best first; kept in ``work``.

    Passages that no question of the split is asked over are left out: they may be another
    split's.
    """
    kept = work / f"found-{question_set.name}.json"
    if kept.is_file():
        found: dict[str, list[str]] = json.loads(kept.read_text("utf-8"))
        return found
    embedder = open_embedder()
    with ArticleIndex.open(work / f"index-{question_set.name}", embedder) as index:
        index.add(load([folder / "corpus.jsonl"]))
        retriever = Retriever(index, embedder)
        found = {}
        for example in question_set.examples:
            if example.start is None:
                continue
            hits = [f.passage.article_id for f in retriever.search(example.question, FOUND)]
            found[example.id] = [i for i in dict.fromkeys(hits) if i in question_set.passages]
    kept.write_text(json.dumps(found), "utf-8")
    return found
