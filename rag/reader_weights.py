"""The reader's weights: one file, eight bits, without the token embeddings, which it shares."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import WartanyaError
from index.network import WEIGHT_LIMIT, quantise
from index.weights import Shape, WeightsFile

FORMAT = "wartanya-reader-1"
_MEND = "pip install --force-reinstall --no-deps wartanya"


@dataclass(frozen=True, slots=True)
class ReaderWeights:
    """As `index.network.write_network` takes them; ``head`` and ``bias`` score each token.

    ``head`` is (2, hidden): first and last token of an answer. ``digest`` is the file's SHA-256.
    ``settings`` say how it was made and how its scores turn into a probability.
    """

    base: WeightsFile | None
    tensors: Mapping[str, NDArray[np.float32]]
    head: NDArray[np.float32]
    bias: NDArray[np.float32]
    settings: Mapping[str, str]
    digest: str

    @property
    def shape(self) -> Shape:
        return self._at_hand.shape

    def tensor(self, name: str) -> NDArray[np.float32]:
        return self.tensors[name].reshape(-1)

    def matrix(self, name: str) -> NDArray[np.float32]:
        return self.tensors[name]

    def blocks(self, name: str) -> NDArray[np.uint8]:
        return self._at_hand.blocks(name)

    @property
    def _at_hand(self) -> WeightsFile:
        assert self.base is not None, "the embedding model's weights aren't at hand"
        return self.base


def write_reader_weights(
    path: Path, tensors: Mapping[str, NDArray[np.float32]], settings: Mapping[str, str]
) -> None:
    """Write tensors by name; matrices in eight bits, one scale a row, the rest float32."""
    from safetensors.numpy import save_file

    stored: dict[str, NDArray[np.int8] | NDArray[np.float32]] = {}
    for name, tensor in tensors.items():
        if tensor.ndim == 2 and name.startswith("l"):
            values, scales = quantise(tensor, WEIGHT_LIMIT)
            stored[name], stored[f"{name}.scale"] = values, scales
        else:
            stored[name] = np.ascontiguousarray(tensor)
    noted = {"format": FORMAT, "tensors": tensors_digest(stored), **settings}
    save_file(stored, path, metadata=noted)


def read_reader_weights(path: Path, base: WeightsFile | None) -> ReaderWeights:
    """Read and check a file; WartanyaError, with the mend, where it is missing or damaged."""
    from safetensors import SafetensorError, safe_open

    try:
        content = path.read_bytes()
        with safe_open(path, framework="numpy") as file:
            settings = dict(file.metadata() or {})
            stored = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (OSError, SafetensorError, ValueError) as error:
        raise WartanyaError(
            f"{path}: the reader's weights can't be read ({error}); {_MEND}"
        ) from error
    if settings.get("format") != FORMAT:
        raise WartanyaError(f"{path}: not a reader's weights of {FORMAT}; {_MEND}")
    if settings.get("tensors") != tensors_digest(stored):
        raise WartanyaError(f"{path}: the reader's weights are damaged; {_MEND}")
    tensors = {
        name: tensor.astype(np.float32) / stored[f"{name}.scale"][:, None]
        if tensor.dtype == np.int8
        else tensor
        for name, tensor in stored.items()
        if not name.endswith(".scale")
    }
    head, bias = tensors.pop("head.w"), tensors.pop("head.b")
    digest = hashlib.sha256(content).hexdigest()
    return ReaderWeights(base, tensors, head, bias, settings, digest)


def tensors_digest(stored: Mapping[str, NDArray[np.int8] | NDArray[np.float32]]) -> str:
    """SHA-256 of names, shapes and numbers."""
    digest = hashlib.sha256()
    for name in sorted(stored):
        tensor = np.ascontiguousarray(stored[name])
        digest.update(json.dumps([name, tensor.dtype.str, list(tensor.shape)]).encode())
        digest.update(tensor.tobytes())
    return digest.hexdigest()
