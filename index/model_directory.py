"""Directories of prepared model files: checksummed, written once, and anew when damaged."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import WartanyaError
from index.weights import WeightsFile, open_weights

_MANIFEST = "checksums.json"
LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def write_model_directory(weights_file: Path, cache: Path) -> Path:
    """As sentence-transformers opens it, float32, written once under ``cache``."""
    return write_once(
        cache / "multilingual-e5-small-float32", lambda draft: _write(weights_file, draft)
    )


def write_once(directory: Path, write: Callable[[Path], None]) -> Path:
    """A directory that ``write`` fills, whole or not at all; one that is there and whole is kept.

    WartanyaError where there is no writing it.
    """
    if is_whole(directory):
        return directory
    cache = directory.parent
    try:
        cache.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=cache))
    except OSError as error:
        raise WartanyaError(
            f"{cache}: can't be written ({error}); set XDG_CACHE_HOME to a directory that can"
        ) from error
    try:
        write(draft)
        _note_checksums(draft)
        _replace(draft, directory)
    except OSError as error:
        raise WartanyaError(
            f"{cache}: writing the model failed ({error}); make 500 MB of room"
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return directory


def is_whole(directory: Path) -> bool:
    """Whether every file has the checksum that was noted when it was written."""
    try:
        noted = json.loads((directory / _MANIFEST).read_text("utf-8"))
        return bool(noted) and all(
            _checksum(directory / name) == digest for name, digest in noted.items()
        )
    except (OSError, ValueError, AttributeError):
        return False


def _replace(draft: Path, directory: Path) -> None:
    """Put the draft in the directory's place; a whole one that another process put is kept."""
    damaged = Path(f"{draft}.old")
    try:
        if directory.exists():
            directory.rename(damaged)
        draft.rename(directory)
    except OSError:
        if not is_whole(directory):
            raise
    finally:
        shutil.rmtree(damaged, ignore_errors=True)


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(weights_file: Path, directory: Path) -> None:
    from safetensors.numpy import save_file

    from index.e5_tokenizer import build_tokenizer

    weights = open_weights(weights_file)
    save_file(_tensors(weights), directory / "model.safetensors", metadata={"format": "pt"})
    build_tokenizer(weights).save(str(directory / "tokenizer.json"))
    for name, content in _configuration(weights).items():
        path = directory / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2), "utf-8")
    (directory / "2_Normalize").mkdir()


def _note_checksums(directory: Path) -> None:
    names = [path for path in sorted(directory.rglob("*")) if path.is_file()]
    noted = {path.relative_to(directory).as_posix(): _checksum(path) for path in names}
    with (directory / _MANIFEST).open("w", encoding="utf-8") as file:
        json.dump(noted, file, indent=2)
        file.flush()
        os.fsync(file.fileno())


def _tensors(weights: WeightsFile) -> dict[str, NDArray[np.float32]]:
    """The tensors under the names that transformers' BertModel gives them."""
    hidden = weights.shape.hidden
    tensors = {
        "embeddings.word_embeddings.weight": weights.matrix("emb.word"),
        "embeddings.position_embeddings.weight": weights.matrix("emb.pos"),
        "embeddings.token_type_embeddings.weight": weights.matrix("emb.type"),
        "embeddings.LayerNorm.weight": weights.tensor("emb.ln.w"),
        "embeddings.LayerNorm.bias": weights.tensor("emb.ln.b"),
        # The pooler takes no part in the mean; zeros keep transformers from warning of its lack.
        "pooler.dense.weight": np.zeros((hidden, hidden), np.float32),
        "pooler.dense.bias": np.zeros(hidden, np.float32),
    }
    for layer in range(weights.shape.layers):
        for part, name in LAYER_PARTS.items():
            read = weights.tensor if part.endswith("ln") else weights.matrix
            prefix = f"encoder.layer.{layer}.{name}"
            tensors[f"{prefix}.weight"] = read(f"l{layer}.{part}.w")
            tensors[f"{prefix}.bias"] = weights.tensor(f"l{layer}.{part}.b")
    return {name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}


def _configuration(weights: WeightsFile) -> dict[str, Any]:
    shape = weights.shape
    modules = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.feed_forward,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types,
            "layer_norm_eps": shape.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": 1,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "bos_token": "<s>",
            "eos_token": "</s>",
            "unk_token": "<unk>",
            "pad_token": "<pad>",
            "cls_token": "<s>",
            "sep_token": "</s>",
            "mask_token": "<mask>",
        },
        "modules.json": [
            {
                "idx": place,
                "name": str(place),
                "path": path,
                "type": f"sentence_transformers.models.{kind}",
            }
            for place, (path, kind) in enumerate(modules)
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
