"""The retriever: dense and lexical search, fused by weighted scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.article import Passage
    from index.build import ArticleIndex, Filter
    from index.embedding import Embedder

CANDIDATES = 50  # of each search; more moved MRR@10 by less than 0.001 on FacQA and IDK-MRC train
DENSE_WEIGHT = 0.65  # see tests/benchmarks/retrieval.py


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found. ``score`` is fused, 0 to 1; ``dense`` a cosine; ``lexical`` BM25.

    ``dense`` or ``lexical`` is None where that search did not bring the passage among its
    candidates.
    """

    passage: "Passage"
    score: float
    dense: float | None
    lexical: float | None


@dataclass(frozen=True, slots=True)
class Retriever:
    """Finds the passages of an index that are nearest to a question."""

    index: "ArticleIndex"
    embedder: "Embedder"
    dense_weight: float = DENSE_WEIGHT
    candidates: int = CANDIDATES

    def search(self, query: str, k: int = 10, within: "Filter | None" = None) -> list[Found]:
        """The ``k`` best passages, best first; fewer where the index holds fewer."""
        dense = dict(self.index.dense(self.embedder.embed_query(query), self.candidates, within))
        lexical = dict(self.index.lexical(query, self.candidates, within))
        best = fuse(dense, lexical, self.dense_weight)[:k]
        scores = dict(best)
        return [
            Found(passage, scores[passage.id], dense.get(passage.id), lexical.get(passage.id))
            for passage in self.index.passages(list(scores))
        ]


def fuse(
    dense: Mapping[str, float], lexical: Mapping[str, float], dense_weight: float
) -> list[tuple[str, float]]:
    """Fuse two searches' scores into one ranking, best first, scores from 0 to 1.

    A convex combination of scores that are each scaled to 0..1 (Bruch et al., TOIS 2023), which
    keeps what reciprocal ranks throw away: by how much a passage is the better one. Cosines are
    scaled from the worst candidate to the best; BM25, which has a zero, from there. A passage
    that one search did not bring counts 0 there. Equal scores are ordered by id.
    """
    scaled_dense = _scale(dense, low=min(dense.values(), default=0.0))
    scaled_lexical = _scale(lexical, low=0.0)
    fused = {
        passage_id: dense_weight * scaled_dense.get(passage_id, 0.0)
        + (1 - dense_weight) * scaled_lexical.get(passage_id, 0.0)
        for passage_id in {*dense, *lexical}
    }
    return sorted(fused.items(), key=lambda item: (-item[1], item[0]))


def reciprocal_rank_fusion(
    rankings: Sequence[Sequence[str]], k: int = 60
) -> list[tuple[str, float]]:
    """Fuse rankings of passage ids, best first, by summing ``1 / (k + rank)``.

    Ranks count from 1; ``k = 60`` is the choice of Cormack et al., SIGIR 2009. Kept as the
    rival that ``fuse`` is measured against.
    """
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, passage_id in enumerate(ranking, start=1):
            scores[passage_id] = scores.get(passage_id, 0.0) + 1 / (k + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def _scale(scores: Mapping[str, float], low: float) -> dict[str, float]:
    """Scores from ``low`` to the best one, as 0 to 1; all 1 where they are all the same."""
    width = max(scores.values(), default=low) - low
    if width <= 0:
        return dict.fromkeys(scores, 1.0)
    return {passage_id: (score - low) / width for passage_id, score in scores.items()}
