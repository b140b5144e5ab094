"""The loop: the learning rate's course, and a run that was stopped ends where a whole one does."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from transformers import BertConfig, BertModel

from index.errors import WartanyaError
from rag.reader_input import Window
from rag.training import export
from rag.training.__main__ import Settings, average, groups, rate_at, train
from rag.training.course import Item
from rag.training.network import SpanNetwork, begin_from, loss, tensors

SETTINGS = Settings(warm_up=2, rate=1e-2)


class SmallCourse:
    """Two batches, again and again: the answer is where the token 9 stands."""

    def stream(self, tokens: int) -> Iterator[tuple[int, list[Item]]]:
        spans = ((0, 1), (1, 2), (2, 3))
        first = Item(Window((0, 5, 2, 2, 7, 9, 8, 2), 4, spans), 5, 5)
        none = Item(Window((0, 6, 2, 2, 7, 7, 8, 2), 4, spans), 0, 0)
        return itertools.cycle([(0, [first, none]), (1, [none, first])])


@pytest.fixture
def backbone(tmp_path: Path) -> Path:
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=16,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=16,
    )
    place = tmp_path / "backbone"
    BertModel(config, add_pooling_layer=False).save_pretrained(place)
    return place


def started(backbone: Path) -> SpanNetwork:
    torch.manual_seed(1)
    return SpanNetwork(backbone)


def test_the_rate_rises_stands_and_falls() -> None:
    settings = Settings(warm_up=10, falling=0.5)
    rates = [rate_at(step, 100, settings) for step in (0, 4, 9, 30, 50, 75, 99)]
    assert rates == pytest.approx([0.1, 0.5, 1, 1, 1, 0.5, 0.02])


def test_it_learns_and_resumes_to_the_same_end(backbone: Path, tmp_path: Path) -> None:
    whole, halved = tmp_path / "whole", tmp_path / "halved"
    for work in (whole, halved):
        work.mkdir()
    network = started(backbone)
    ids, mask, open_places, places = tensors(next(SmallCourse().stream(0))[1], torch.device("cpu"))
    before = loss(network.eval()(ids, mask), open_places, places).item()
    train(network, SmallCourse(), SETTINGS, 40, whole)
    after = loss(network.eval()(ids, mask), open_places, places).item()
    assert after < before / 2

    stopped = started(backbone)
    with pytest.raises(KeyboardInterrupt):
        train(stopped, _Stopping(20), SETTINGS, 40, halved, every=10)
    again = started(backbone)
    train(again, SmallCourse(), SETTINGS, 40, halved, every=10)
    for name, value in network.trained().items():
        assert torch.allclose(value, again.trained()[name], atol=1e-5), name


class _Stopping(SmallCourse):
    """Breaks off as Ctrl-C would."""

    def __init__(self, after: int) -> None:
        self._after = after

    def stream(self, tokens: int) -> Iterator[tuple[int, list[Item]]]:
        for number, batch in enumerate(super().stream(tokens)):
            if number == self._after:
                raise KeyboardInterrupt
            yield batch


def test_the_table_of_token_embeddings_stays(backbone: Path) -> None:
    network = started(backbone)
    assert not any("word_embeddings" in name for name in network.trained())


def test_a_reader_s_file_is_gone_on_from(
    backbone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trained, other = started(backbone), started(backbone)
    with torch.no_grad():
        for value in trained.trained().values():
            value.add_(0.05 * torch.randn_like(value))
    checkpoint, file = tmp_path / "checkpoint.pt", tmp_path / "reader.safetensors"
    torch.save({"averaged": trained.trained(), "step": 3}, checkpoint)
    monkeypatch.setattr("sys.argv", ["export", str(checkpoint), str(file)])
    export.main()
    begin_from(other, file)
    for name, value in other.trained().items():
        # Matrices are kept in eight bits, the rest as it is.
        assert torch.allclose(value, trained.trained()[name], atol=0.02), name
    assert torch.equal(other.head.weight, trained.head.weight)
    with pytest.raises(WartanyaError, match=r"none\.safetensors: can't be read"):
        begin_from(other, tmp_path / "none.safetensors")


def test_the_mean_of_two_readers_lies_between_them_by_its_share() -> None:
    trained, before = {"w": torch.tensor([[1.0, 3.0]])}, {"w": torch.tensor([[5.0, 3.0]])}
    assert export.mean(trained, [(before, 0.75)])["w"].tolist() == [[4.0, 3.0]]
    assert export.mean(trained, [])["w"].tolist() == [[1.0, 3.0]]


def test_lower_layers_learn_less_and_every_parameter_is_in_one_group(backbone: Path) -> None:
    network = SpanNetwork(backbone)
    top = len(network.backbone.encoder.layer) - 1
    made = groups(network, 0.5)
    parts = {id(value): group["part"] for group in made for value in group["params"]}
    trained = network.trained()
    assert len(parts) == len(trained) == sum(len(group["params"]) for group in made)
    by_name = {name: parts[id(value)] for name, value in trained.items()}
    assert by_name["head.weight"] == 1
    for depth in range(top + 1):
        name = f"backbone.encoder.layer.{top - depth}.output.dense.weight"
        assert by_name[name] == 0.5**depth
    assert by_name["backbone.embeddings.LayerNorm.weight"] == 0.5 ** (top + 1)


def test_the_running_mean_moves_by_what_is_not_kept():
    averaged, trained = {"w": torch.tensor([4.0])}, {"w": torch.tensor([8.0])}
    average(averaged, trained, 0.75)
    assert averaged["w"].tolist() == [5.0]
