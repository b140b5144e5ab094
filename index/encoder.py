"""CTranslate2's encoder in eight bits: token ids in, a hidden state a token out."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

_PAD = 1
# Another padded length adds attention's numbers up in another order; that turns a rounding to
# eight bits now and then, and up to .002 of a short text's cosine. So it hangs on the text alone.
_STEP = 32
_BATCH_TOKENS = 512  # 256 is as fast; 4096 15% slower, as the states outgrow the cores' caches

Made = TypeVar("Made")


class Encoder:
    """Safe from any thread. Open it after a fork: the engine's own threads don't survive one.

    ``directory`` holds what `index.network.write_network` wrote. One thread to each worker:
    batches side by side need no waiting for another.
    """

    def __init__(self, directory: Path) -> None:
        import ctranslate2  # type: ignore[import-untyped]  # it has no stubs

        self._workers = len(os.sched_getaffinity(0))
        self._view = ctranslate2.StorageView.from_array
        self._network = ctranslate2.Encoder(
            str(directory),
            compute_type="int8",
            inter_threads=self._workers,
            intra_threads=1,
        )

    def each(
        self, ids: Sequence[Sequence[int]], make: Callable[[int, NDArray[np.float32]], Made]
    ) -> list[Made]:
        """What ``make`` gives for each text's number and hidden states, (tokens, hidden)."""
        made: dict[int, Made] = {}

        def run(batch: list[int]) -> None:
            states = self._states([ids[i] for i in batch])
            for row, i in enumerate(batch):
                made[i] = make(i, states[row, : len(ids[i])])

        batches = length_batches([len(tokens) for tokens in ids])
        if len(batches) == 1:
            run(batches[0])
        elif batches:
            with ThreadPoolExecutor(self._workers) as pool:
                list(pool.map(run, batches))
        return [made[i] for i in range(len(ids))]

    def _states(self, ids: list[Sequence[int]]) -> NDArray[np.float32]:
        """(texts, padded length, hidden); the engine computes nothing for padding."""
        lengths = np.array([len(tokens) for tokens in ids], np.int32)
        padded = np.full((len(ids), padded_length(max(lengths))), _PAD, np.int32)
        for row, tokens in enumerate(ids):
            padded[row, : len(tokens)] = tokens
        found = self._network.forward_batch(self._view(padded), self._view(lengths))
        return np.asarray(found.last_hidden_state)


def padded_length(length: int) -> int:
    """The length that a text is padded to, alone or in any batch."""
    return -(-length // _STEP) * _STEP


def length_batches(lengths: Sequence[int], tokens: int = _BATCH_TOKENS) -> list[list[int]]:
    """Indices of texts, longest first, in batches of one padded length and about as many tokens."""
    batches: list[list[int]] = []
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    for length, alike in groupby(order, lambda i: padded_length(lengths[i])):
        size = max(1, tokens // max(1, length))
        rest = list(alike)
        batches += [rest[start : start + size] for start in range(0, len(rest), size)]
    return batches
