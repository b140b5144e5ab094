"""The reader: where in a passage the answer to a question stands, or that it isn't there."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.e5_tokenizer import shared_tokenizer
from index.embedding import default_cache
from index.encoder import Encoder
from index.model_directory import write_once
from index.network import write_network
from index.weights import installed_weights, open_weights
from rag.reader_input import Window, windows
from rag.reader_torch import HUB_NAME, TorchEncoder, tokenizer
from rag.reader_weights import ReaderWeights, read_reader_weights

WEIGHTS = Path(__file__).with_name("reader.safetensors")
_ENGINE = "reader-int8-1"  # named in the cache: raise it when network.py would write other numbers
LONGEST = 64  # tokens of an answer; the longest hundredth of train's has more than 30


@dataclass(frozen=True, slots=True)
class Text:
    """What is read: ``text[start:]`` may hold the answer, what stands before is context."""

    text: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """The likeliest answer in one text, ``text[start:end]``; (0, 0) where it has no words.

    ``score`` is how much likelier, as a logit, the span is than that the text holds no answer.
    """

    start: int
    end: int
    score: float


class Reader:
    """Safe from any thread. ``weights`` is a file that `rag.training.export` wrote.

    The token embeddings are the embedding model's: of the package that carries its weights, or,
    where there is none, of ``model``, a directory or a name on the hub, read with torch. Raises
    WartanyaError where either is missing or damaged.
    """

    def __init__(
        self, weights: Path = WEIGHTS, cache: Path | None = None, model: str | None = None
    ) -> None:
        path = None if model else installed_weights()
        base = open_weights(path) if path else None
        read = read_reader_weights(weights, base)
        self._encoder: Encoder | TorchEncoder
        if base is not None:
            self._tokenizer = shared_tokenizer(base.path)
            self._encoder = Encoder(_directory(read, cache or default_cache()))
        else:
            self._encoder = TorchEncoder(read, model or HUB_NAME)
            self._tokenizer = tokenizer(model or HUB_NAME)
        self._head, self._bias = read.head, read.bias
        self.fingerprint = read.digest[:16]

    def read(self, question: str, texts: Sequence[Text]) -> list[Reading]:
        """The likeliest answer in each text, in their order; a long one is read in windows."""
        seen: list[tuple[int, Window]] = [
            (number, window)
            for number, text in enumerate(texts)
            for window in windows(self._tokenizer, question, text.text, text.start)
        ]

        def spans(number: int, states: NDArray[np.float32]) -> Reading:
            return best_span(seen[number][1], states @ self._head.T + self._bias)

        found = self._encoder.each([window.ids for _, window in seen], spans)
        best: dict[int, Reading] = {}
        for (number, _), reading in zip(seen, found, strict=True):
            if number not in best or reading.score > best[number].score:
                best[number] = reading
        return [best[number] for number in range(len(texts))]


def best_span(window: Window, logits: NDArray[np.float32]) -> Reading:
    """The span of at most ``LONGEST`` tokens with the greatest sum; ``logits`` is (tokens, 2)."""
    nothing = float(logits[0].sum())
    count = len(window.spans)
    if not count:
        return Reading(0, 0, -math.inf)
    first = logits[window.first : window.first + count, 0]
    last = logits[window.first : window.first + count, 1]
    sums = np.full((count, min(LONGEST, count)), -np.inf, np.float32)
    for length in range(sums.shape[1]):
        sums[: count - length, length] = first[: count - length] + last[length:]
    at, length = divmod(int(sums.argmax()), sums.shape[1])
    start, end = window.spans[at][0], window.spans[at + length][1]
    return Reading(start, end, float(sums[at, length]) - nothing)


def _directory(weights: ReaderWeights, cache: Path) -> Path:
    """The engine's files, written once."""
    return write_once(
        cache / f"reader-{weights.digest[:16]}-{_ENGINE}",
        lambda draft: write_network(weights, draft),
    )
