"""A checkpoint as the file that the reader opens.

    python -m rag.training.export CHECKPOINT OUT [--slope A --middle B]

``slope`` and ``middle`` turn a score into a probability; tests/benchmarks/reader.py fits them.
"""

import argparse
from pathlib import Path

import torch

from rag.reader_weights import write_reader_weights

_PARTS = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi",
    "output.dense": "fo",
    "output.LayerNorm": "oln",
}
_EMBEDDINGS = {
    "position_embeddings.weight": "emb.pos",
    "token_type_embeddings.weight": "emb.type",
    "LayerNorm.weight": "emb.ln.w",
    "LayerNorm.bias": "emb.ln.b",
}


def our_name(name: str) -> str:
    """'l0.q.w' for 'backbone.encoder.layer.0.attention.self.query.weight'."""
    kind = {"weight": "w", "bias": "b"}[name.rsplit(".", 1)[1]]
    if name.startswith("head."):
        return f"head.{kind}"
    inner = name.removeprefix("backbone.")
    if inner.startswith("embeddings."):
        return _EMBEDDINGS[inner.removeprefix("embeddings.")]
    layer, part = inner.removeprefix("encoder.layer.").split(".", 1)
    return f"l{layer}.{_PARTS[part.rsplit('.', 1)[0]]}.{kind}"


def main() -> None:
    """Read the options and write the file."""
    parser = argparse.ArgumentParser(prog="python -m rag.training.export")
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--slope", type=float, default=1.0)
    parser.add_argument("--middle", type=float, default=0.0)
    options = parser.parse_args()
    state = torch.load(options.checkpoint, weights_only=True, map_location="cpu")
    tensors = {
        our_name(name): value.detach().float().numpy() for name, value in state["network"].items()
    }
    settings = {
        "slope": str(options.slope),
        "middle": str(options.middle),
        "steps": str(state["step"]),
    }
    write_reader_weights(options.out, tensors, settings)


if __name__ == "__main__":
    main()
