"""Train the reader.

    python -m rag.training --shared DIR --work DIR [--steps N] [--rate R] [--backbone DIR]
                           [--start FILE] [--seed N] [--facqa-times N] [--compile]

``--shared`` holds facqa, idkmrc and squad_id; ``--work`` keeps what is found once and the
checkpoint, from which the same command goes on. Another ``--steps`` there moves the end: the
learning rate stands until 70% of the steps and falls to nothing from there. ``--start`` begins
from a reader's file instead of the bare backbone. ``--compile`` has torch compile the network: a
minute at the start, and a fifth less time a step on a CPU.
"""

import argparse
import json
import os
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import torch
from torch import Tensor

from index.embedding import open_embedder, sentence_transformers_directory
from index.errors import WartanyaError
from rag.training.course import FACQA_TIMES, Course, Item
from rag.training.network import SpanNetwork, begin_from, loss, tensors


@dataclass(frozen=True, slots=True)
class Settings:
    """What the outcome depends on, beside the data."""

    seed: int = 7
    rate: float = 2e-4
    warm_up: int = 300  # steps
    falling: float = 0.3  # of all steps, at their end
    decay: float = 0.01
    tokens: int = 1800  # a batch
    clip: float = 1.0
    layer_rate: float = 0.9  # of the rate of the layer above: what is lower changes less
    averaging: float = 0.999  # of the averaged weights that a step leaves as they are


def rate_at(step: int, steps: int, settings: Settings) -> float:
    """The part of the learning rate that a step has: rising, standing, falling."""
    rising = (step + 1) / settings.warm_up
    falling = (steps - step) / (settings.falling * steps)
    return max(0.0, min(1.0, rising, falling))


def groups(network: SpanNetwork, layer_rate: float) -> list[dict[str, Any]]:
    """The parameters by layer, each with its ``part`` of the learning rate: 1 for the top."""
    layers = len(network.backbone.encoder.layer)
    held: dict[int, list[Tensor]] = defaultdict(list)
    for name, value in network.trained().items():
        numbered = re.search(r"\.layer\.(\d+)\.", name)
        if numbered is not None:
            depth = layers - 1 - int(numbered[1])
        else:
            depth = 0 if name.startswith("head.") else layers
        held[depth].append(value)
    return [{"params": values, "part": layer_rate**depth} for depth, values in sorted(held.items())]


def average(averaged: dict[str, Tensor], trained: dict[str, Tensor], kept: float) -> None:
    """Move the averaged weights towards the trained ones, by 1 - ``kept`` of the way."""
    with torch.no_grad():
        torch._foreach_lerp_(
            list(averaged.values()), [trained[name] for name in averaged], 1 - kept
        )


class Batches(Protocol):
    """What is learned from."""

    def stream(self, tokens: int) -> Iterator[tuple[int, list[Item]]]:
        """Batches without end, each with the number of its epoch."""


def train(
    network: SpanNetwork,
    course: Batches,
    settings: Settings,
    steps: int,
    work: Path,
    every: int = 500,
    compiled: bool = False,
) -> None:
    """Train to ``steps``, from the checkpoint in ``work`` where there is one; one is kept there
    ``every`` so many steps, with the weights and their average."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.set_num_threads(len(os.sched_getaffinity(0)))  # hardware threads: 1.5 times one a core
    # Where a CPU has no bfloat16 of its own, torch takes minutes for a step with it.
    narrow = device.type == "cuda" or "AVX512" in torch.backends.cpu.get_cpu_capability()
    network.to(device).train()
    trained = network.trained()
    averaged = {name: value.detach().clone() for name, value in trained.items()}
    optimizer = torch.optim.AdamW(
        groups(network, settings.layer_rate),
        lr=settings.rate,
        weight_decay=settings.decay,
        betas=(0.9, 0.98),
        fused=True,
    )
    kept = work / "checkpoint.pt"
    step = 0
    if kept.is_file():
        state = torch.load(kept, weights_only=True)
        network.load_state_dict(state["network"], strict=False)
        averaged = {name: value.to(device) for name, value in state["averaged"].items()}
        optimizer.load_state_dict(state["optimizer"])
        step = state["step"]
    forward = torch.compile(network, dynamic=True) if compiled else network
    began, lately = time.monotonic(), 0.0
    with (work / "losses.jsonl").open("a", encoding="utf-8") as log:
        for epoch, batch in islice(course.stream(settings.tokens), step, steps):
            torch.manual_seed(settings.seed * 1_000_003 + step)  # dropout, the same on resuming
            for group in optimizer.param_groups:
                group["lr"] = settings.rate * group["part"] * rate_at(step, steps, settings)
            ids, mask, open_places, places = tensors(batch, device)
            with torch.autocast(device.type, torch.bfloat16, enabled=narrow):
                logits = forward(ids, mask)
            value = loss(logits, open_places, places)
            optimizer.zero_grad()
            value.backward()  # type: ignore[no-untyped-call]  # untyped in torch
            torch.nn.utils.clip_grad_norm_(trained.values(), settings.clip)
            optimizer.step()
            step += 1
            average(averaged, trained, min(settings.averaging, step / (step + 9)))
            lately += value.item()
            if step % 50 == 0:
                row = {
                    "step": step,
                    "epoch": epoch,
                    "loss": round(lately / 50, 4),
                    "rate": round(optimizer.param_groups[0]["lr"], 7),
                    "seconds": round(time.monotonic() - began, 1),
                }
                print(json.dumps(row), file=log, flush=True)
                lately = 0.0
            if step % every == 0 or step == steps:
                keep(
                    kept,
                    {
                        "network": network.trained(),
                        "averaged": averaged,
                        "optimizer": optimizer.state_dict(),
                        "step": step,
                    },
                )


def keep(path: Path, state: dict[str, object]) -> None:
    """Write a checkpoint whole or not at all."""
    draft = path.with_suffix(".new")
    torch.save(state, draft)
    os.replace(draft, path)


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(prog="python -m rag.training")
    parser.add_argument("--shared", type=Path, required=True, help="the folder of the data sets")
    parser.add_argument("--work", type=Path, required=True, help="where checkpoints are kept")
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--backbone", type=Path, help="a model directory; the default model's")
    parser.add_argument("--start", type=Path, help="a reader's file to go on from")
    parser.add_argument("--rate", type=float, help="the learning rate at its height")
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument(
        "--facqa-times", type=int, default=FACQA_TIMES, help="how often an epoch has its questions"
    )
    parser.add_argument("--compile", action="store_true", help="needs a C++ compiler")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    settings = Settings(seed=options.seed)
    if options.rate is not None:
        settings = replace(settings, rate=options.rate)
    backbone = options.backbone or sentence_transformers_directory()
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(backbone / "tokenizer.json"))
    course = Course(
        options.shared,
        options.work,
        open_embedder(),
        tokenizer,
        settings.seed,
        options.facqa_times,
    )
    kept = asdict(settings) | {"steps": options.steps, "facqa_times": options.facqa_times}
    (options.work / "settings.json").write_text(json.dumps(kept), "utf-8")
    network = SpanNetwork(backbone)
    if options.start is not None:
        begin_from(network, options.start)
    train(network, course, settings, options.steps, options.work, compiled=options.compile)


if __name__ == "__main__":
    try:
        main()
    except WartanyaError as error:
        sys.exit(str(error))
