"""A checkpoint as the file that the reader opens.

    python -m rag.training.export CHECKPOINT OUT [--last] [--with FILE SHARE]

What a checkpoint gives is its weights' running mean; with ``--last`` the weights themselves.
``--with`` names another reader's file, which training went on from, and its share; it may come
again, and the checkpoint has the rest: what is written is their mean. Weights of one basin may be
averaged (Wortsman et al., Model soups, ICML 2022), and the mean was better than any of them here
(docs/reader.md).
"""

import argparse
from collections.abc import Mapping, Sequence
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
    trained: Mapping[str, Tensor], others: Sequence[tuple[Mapping[str, Tensor], float]]
) -> dict[str, Tensor]:
    """Of each of the others its share, 0 to 1, of the trained one the rest, tensor by tensor."""
    rest = 1 - sum(share for _, share in others)
    return {
        name: sum(
            (share * other[name].reshape(value.shape) for other, share in others), rest * value
        )
        for name, value in trained.items()
    }


def main() -> None:
    """Read the options and write the file."""
    parser = argparse.ArgumentParser(prog="python -m rag.training.export")
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--last", action="store_true", help="not their running mean")
    parser.add_argument(
        "--with",
        nargs=2,
        action="append",
        default=[],
        dest="others",
        metavar=("FILE", "SHARE"),
        help="a reader's file; may come again",
    )
    parser.add_argument("--float", type=Path, metavar="FILE", help="keep it in float32 there too")
    options = parser.parse_args()
    state = torch.load(options.checkpoint, weights_only=True, map_location="cpu")
    kept: dict[str, Tensor] = state["network" if options.last else "averaged"]
    trained = {name: value.float() for name, value in kept.items()}
    others = [(read_weights(Path(file)), float(share)) for file, share in options.others]
    trained = mean(trained, others)
    if options.float is not None:
        torch.save({"averaged": trained, "step": state["step"]}, options.float)
    tensors = {_OURS[name]: value.detach().numpy() for name, value in trained.items()}
    write_reader_weights(options.out, tensors, {"steps": str(state["step"])})


if __name__ == "__main__":
    main()
