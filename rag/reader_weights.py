"""The reader's weights: one file, eight bits, without the token embeddings, which it shares."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    ``settings`` say how it was made. Other tensors are
    read when they are asked for: once they are in the engine's file, nobody needs them.
    """

    base: WeightsFile | None
    path: Path
    head: NDArray[np.float32]
    bias: NDArray[np.float32]
    settings: Mapping[str, str]
    digest: str

    @property
    def shape(self) -> Shape:
        return self._at_hand.shape

    def tensor(self, name: str) -> NDArray[np.float32]:
        return self.matrix(name).reshape(-1)

    def matrix(self, name: str) -> NDArray[np.float32]:
        with _opened(self.path) as file:
            tensor: NDArray[np.float32] = file.get_tensor(name)
            if tensor.dtype == np.int8:
                scales: NDArray[np.float32] = file.get_tensor(f"{name}.scale")
                tensor = tensor.astype(np.float32) / scales[:, None]
        return tensor

    def blocks(self, name: str) -> NDArray[np.uint8]:
        return self._at_hand.blocks(name)

    def names(self) -> list[str]:
        """Of all tensors but the head's."""
        with _opened(self.path) as file:
            names: list[str] = file.keys()
        return [name for name in names if not name.startswith("head.") and "scale" not in name]

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
    noted = {
        "format": FORMAT,
        "tensors": tensors_digest(sorted(stored), stored.__getitem__),
        **settings,
    }
    save_file(stored, path, metadata=noted)


def read_reader_weights(path: Path, base: WeightsFile | None) -> ReaderWeights:
    """Check a file; WartanyaError, with the mend, where it is missing or damaged."""
    from safetensors import SafetensorError

    try:
        with path.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
        with _opened(path) as file:
            settings = dict(file.metadata() or {})
            found = tensors_digest(sorted(file.keys()), file.get_tensor)
            head, bias = (np.array(file.get_tensor(name)) for name in ("head.w", "head.b"))
    except (OSError, SafetensorError, ValueError) as error:
        raise WartanyaError(f"{path}: can't be read as the reader's ({error}); {_MEND}") from error
    if settings.get("format") != FORMAT:
        raise WartanyaError(f"{path}: not a reader's weights of {FORMAT}; {_MEND}")
    if settings.get("tensors") != found:
        raise WartanyaError(f"{path}: the reader's weights are damaged; {_MEND}")
    return ReaderWeights(base, path, head, bias, settings, digest)


def _opened(path: Path) -> Any:
    from safetensors import safe_open

    return safe_open(path, framework="numpy")


def tensors_digest(names: Sequence[str], tensor_of: Callable[[str], NDArray[Any]]) -> str:
    """SHA-256 of names in order, with shapes and numbers."""
    digest = hashlib.sha256()
    for name in names:
        tensor = np.ascontiguousarray(tensor_of(name))
        digest.update(json.dumps([name, tensor.dtype.str, list(tensor.shape)]).encode())
        digest.update(tensor.tobytes())
    return digest.hexdigest()
