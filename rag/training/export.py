"""A checkpoint as the file that the reader opens.

python -m rag.training.export CHECKPOINT OUT
"""

import argparse
from pathlib import Path

import torch

from rag.reader_torch import their_name
from rag.reader_weights import write_reader_weights

_NAMES = [f"emb.{name}" for name in ("pos", "type", "ln.w", "ln.b")] + [
    f"l{layer}.{part}.{kind}"
    for layer in range(24)
    for part in ("q", "k", "v", "ao", "aln", "fi", "fo", "oln")
    for kind in "wb"
]
_OURS = {f"backbone.{their_name(name)}": name for name in _NAMES}
_OURS |= {"head.weight": "head.w", "head.bias": "head.b"}


def main() -> None:
    """Read the options and write the file."""
    parser = argparse.ArgumentParser(prog="python -m rag.training.export")
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    state = torch.load(options.checkpoint, weights_only=True, map_location="cpu")
    tensors = {
        _OURS[name]: value.detach().float().numpy() for name, value in state["averaged"].items()
    }
    settings = {"steps": str(state["step"])}
    write_reader_weights(options.out, tensors, settings)


if __name__ == "__main__":
    main()
