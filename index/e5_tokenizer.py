"""The tokenizer of multilingual-e5-small, built from its pieces."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from index.weights import WeightsFile, open_weights


@lru_cache(maxsize=1)
def shared_tokenizer(path: Path) -> Any:
    """The tokenizer of a weights' file, one for embedder and reader: it takes 100 MB."""
    return build_tokenizer(open_weights(path))


def build_tokenizer(weights: WeightsFile) -> Any:
    """XLM-R's tokenizer: normalised text, cut at spaces, into the likeliest pieces."""
    from tokenizers import (
        Regex,
        Tokenizer,
        models,
        normalizers,
        pre_tokenizers,
        processors,
    )

    tokenizer = Tokenizer(models.Unigram(weights.vocabulary, weights.unknown, False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer
