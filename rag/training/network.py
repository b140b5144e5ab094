"""The reader's network in torch: the embedding model's backbone, and two scores a token."""

from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from rag.reader_torch import their_name
from rag.reader_weights import read_reader_weights
from rag.training.course import Item

_PAD = 1


class SpanNetwork(nn.Module):
    """Token ids to logits of an answer's first and last token, each (batch, length).

    Place 0, ``<s>``, stands for no answer. The table of token embeddings isn't trained: it is the
    embedding model's own, which is at hand wherever the reader runs.
    """

    def __init__(self, backbone: Path) -> None:
        super().__init__()
        config = AutoConfig.from_pretrained(backbone)
        config.attention_probs_dropout_prob = 0.0  # it costs more time than it is worth here
        # Plain attention: torch's fused one is 1.4 times slower in a step of training on a CPU.
        self.backbone = AutoModel.from_pretrained(
            backbone, config=config, add_pooling_layer=False, attn_implementation="eager"
        )
        self.head = nn.Linear(config.hidden_size, 2)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)
        self.backbone.get_input_embeddings().weight.requires_grad = False

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        states = self.backbone(input_ids=ids, attention_mask=mask).last_hidden_state
        return cast(Tensor, self.head(states))

    def trained(self) -> dict[str, Tensor]:
        """Every parameter that training changes, by name."""
        return {name: value for name, value in self.named_parameters() if value.requires_grad}


def begin_from(network: SpanNetwork, path: Path) -> None:
    """Give the network what a reader's file holds; WartanyaError where it can't be read."""
    network.load_state_dict(read_weights(path), strict=False)


def read_weights(path: Path) -> dict[str, Tensor]:
    """What a reader's file holds, by the network's names; WartanyaError where it can't be read."""
    weights = read_reader_weights(path, None)
    found = {
        f"backbone.{their_name(name)}": torch.from_numpy(weights.matrix(name))
        for name in weights.names()
    }
    return found | {
        "head.weight": torch.from_numpy(weights.head),
        "head.bias": torch.from_numpy(weights.bias),
    }


def tensors(batch: list[Item], device: torch.device) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Ids, mask, which places may be an answer's, and the answers' first and last places."""
    length = max(len(item.window.ids) for item in batch)
    ids = np.full((len(batch), length), _PAD, np.int64)
    mask = np.zeros((len(batch), length), np.int64)
    open_places = np.zeros((len(batch), length), bool)
    for row, item in enumerate(batch):
        window = item.window
        ids[row, : len(window.ids)] = window.ids
        mask[row, : len(window.ids)] = 1
        open_places[row, 0] = True
        open_places[row, window.first : window.first + len(window.spans)] = True
    places = np.array([[item.first, item.last] for item in batch], np.int64)
    made = [torch.from_numpy(array).to(device) for array in (ids, mask, open_places, places)]
    return made[0], made[1], made[2], made[3]


def loss(logits: Tensor, open_places: Tensor, places: Tensor) -> Tensor:
    """Mean cross-entropy of first and last place among the open ones."""
    barred = logits.float().masked_fill(~open_places[:, :, None], -1e4)
    return (
        nn.functional.cross_entropy(barred[:, :, 0], places[:, 0])
        + nn.functional.cross_entropy(barred[:, :, 1], places[:, 1])
    ) / 2


def scores(network: SpanNetwork, batch: list[Item], device: torch.device) -> NDArray[np.float32]:
    """Logits (batch, length, 2) without gradients."""
    ids, mask, _, _ = tensors(batch, device)
    with torch.inference_mode():
        values: Any = network(ids, mask).float().cpu().numpy()
    return cast(NDArray[np.float32], values)
