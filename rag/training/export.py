"""A checkpoint as the file that the reader opens.

    python -m rag.training.export CHECKPOINT OUT [--with FILE] [--share S]

``--with`` names another reader's file, which training went on from: what is written is the mean of
both, of the checkpoint's weights the share S. Weights of one basin may be averaged (Wortsman et
al., Model soups, ICML 2022), and the mean was better than either here (docs/reader.md).
"""

import argparse
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from rag.reader_torch import their_name
from rag.reader_weights import write_reader_weights
from rag.training.network import read_weights

_NAMES = [f"emb.{name}" for name in ("pos", "type", "ln.w", "ln.b")] + [
    f"l{layer}.{part}.{kind}"
    for layer in range(24)
    for part in ("q", "k", "v", "ao", "aln", "fi", "fo", "oln")
    for kind in "wb"
]
_OURS = {f"backbone.{their_name(name)}": name for name in _NAMES}
_OURS |= {"head.weight": "head.w", "head.bias": "head.b"}


def mean(
    trained: Mapping[str, Tensor], before: Mapping[str, Tensor], share: float
) -> dict[str, Tensor]:
    """``share`` of the one and the rest of the other, tensor by tensor."""
    return {
        name: torch.lerp(before[name].reshape(value.shape), value, share)
        for name, value in trained.items()
    }


def main() -> None:
    """Read the options and write the file."""
    parser = argparse.ArgumentParser(prog="python -m rag.training.export")
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--with", type=Path, dest="before", metavar="FILE", help="a reader's file")
    parser.add_argument("--share", type=float, default=0.5, help="of the checkpoint")
    parser.add_argument("--float", type=Path, metavar="FILE", help="keep it in float32 there too")
    options = parser.parse_args()
    state = torch.load(options.checkpoint, weights_only=True, map_location="cpu")
    trained: dict[str, Tensor] = {name: value.float() for name, value in state["averaged"].items()}
    if options.before is not None:
        trained = mean(trained, read_weights(options.before), options.share)
    if options.float is not None:
        torch.save({"averaged": trained, "step": state["step"]}, options.float)
    tensors = {_OURS[name]: value.detach().numpy() for name, value in trained.items()}
    write_reader_weights(options.out, tensors, {"steps": str(state["step"])})


if __name__ == "__main__":
    main()
