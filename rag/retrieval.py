"""The retriever: dense and lexical search, fused by weighted scores."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.article import Passage
    from index.build import ArticleIndex, Filter
    from index.embedding import Embedder

# Tuned with tests/benchmarks/retrieval.py on train, MRR@10 of FacQA (news) and IDK-MRC (Wikipedia):
# BM25 .871, .735; dense .838, .870; ours .885, .865. The two sets want different weights (FacQA is
# best at .60 with .888, .834; IDK-MRC at .91 with .871, .878); news goes first.
DENSE_WEIGHT = 0.8
DAMPING = 40.0  # BM25; without it (0) .885, .852 at best
CANDIDATES = 100  # of each search; 50: .885, .863; 20: .884, .858


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found. ``score`` is fused, below 1; ``dense`` a cosine; ``lexical`` BM25.

    ``lexical`` is None where the passage isn't among the best by words.
    """

    passage: "Passage"
    score: float
    dense: float
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
        with ThreadPoolExecutor(1) as pool:  # words are looked up while the question is embedded
            by_words = pool.submit(self.index.lexical, query, self.candidates, within)
            vector = self.embedder.embed_query(query)
            dense = dict(self.index.dense(vector, self.candidates, within))
            lexical = dict(by_words.result())
        dense |= self.index.similarities(vector, [i for i in lexical if i not in dense])
        best = fuse(dense, lexical, self.dense_weight)[:k]
        scores = dict(best)
        return [
            Found(passage, scores[passage.id], dense[passage.id], lexical.get(passage.id))
            for passage in self.index.passages(list(scores))
        ]


def fuse(
    dense: Mapping[str, float], lexical: Mapping[str, float], dense_weight: float
) -> list[tuple[str, float]]:
    """Fuse two searches' scores into one ranking, best first, scores below 1.

    A convex combination (Bruch et al., TOIS 2023) keeps what reciprocal ranks throw away: by how
    much a passage is the better one. A cosine stands as it is; BM25 is divided by the best one
    plus ``DAMPING``, so that few and common words in common count little even where nothing has
    more. ``dense`` has the cosine of every candidate; one that ``lexical`` lacks counts 0 there.
    Equal scores are ordered by id.
    """
    scale = max(lexical.values(), default=0.0) + DAMPING
    fused = {
        passage_id: dense_weight * cosine
        + (1 - dense_weight) * lexical.get(passage_id, 0.0) / scale
        for passage_id, cosine in dense.items()
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
