"""The reader in the passage that each valid question is asked over: EM, F1, answerable or not.

    python tests/benchmarks/reader.py --shared DIR [--weights FILE] [--checkpoint FILE] [--english]

EM and F1 as SQuAD 2.0 has them: a question without an answer scores 1 where none is given. The
threshold between the two, and the probability, are fitted on one half of the questions and used
on the other, both ways round. ``--checkpoint`` reads with torch in float32, to compare eight bits.
``--english`` asks the 150 valid questions that were translated for this project.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from rag.intervals import Estimate, bootstrap_interval
from rag.metrics import exact_match, token_f1
from rag.reader import WEIGHTS, Reader, Reading, Text, best_span
from rag.selective import auroc, ece
from rag.training.examples import Example, QuestionSet, read_set
from tests.benchmarks.corpora import NAMES

ENGLISH = Path(__file__).with_name("english_questions_valid.jsonl")
Read = Callable[[str, str], Reading]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, required=True, help="the folder of the data sets")
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--english", action="store_true")
    parser.add_argument("--misses", type=Path, help="write what was wrong there")
    options = parser.parse_args()
    read = torch_reader(options.checkpoint) if options.checkpoint else shipped(options.weights)
    misses = []
    for name in NAMES:
        asked = read_set(options.shared / name, "valid", every=True)
        examples = translated(asked) if options.english else list(asked.examples)
        readings = [read(example.question, example.passage) for example in examples]
        misses += report(name, asked, examples, readings)
    if options.misses:
        lines = [json.dumps(miss, ensure_ascii=False) for miss in misses]
        options.misses.write_text("\n".join(lines) + "\n", "utf-8")


def shipped(weights: Path) -> Read:
    """The reader as it is used."""
    reader = Reader(weights)
    return lambda question, passage: reader.read(question, [Text(passage)])[0]


def torch_reader(checkpoint: Path) -> Read:
    """The same network in float32."""
    import torch
    from tokenizers import Tokenizer

    from index.embedding import sentence_transformers_directory
    from rag.reader_input import windows
    from rag.training.course import Item
    from rag.training.network import SpanNetwork, scores

    backbone = sentence_transformers_directory()
    network = SpanNetwork(backbone).eval()
    network.load_state_dict(torch.load(checkpoint, weights_only=True)["averaged"], strict=False)
    tokenizer = Tokenizer.from_file(str(backbone / "tokenizer.json"))

    def read(question: str, passage: str) -> Reading:
        seen = list(windows(tokenizer, question, passage))
        found = [scores(network, [Item(w, 0, 0)], torch.device("cpu"))[0] for w in seen]
        return max(map(best_span, seen, found), key=lambda reading: reading.score)

    return read


def translated(asked: QuestionSet) -> list[Example]:
    """Those that were translated, in English."""
    with ENGLISH.open(encoding="utf-8") as lines:
        english = {row["id"]: row["question"] for row in map(json.loads, lines)}
    return [
        replace(example, question=english[example.id])
        for example in asked.examples
        if example.id in english
    ]


def report(
    name: str, asked: QuestionSet, examples: Sequence[Example], readings: Sequence[Reading]
) -> list[dict[str, object]]:
    """Print the figures of one set; what was wrong, as rows."""
    gold = [asked.gold[example.id] for example in examples]
    said = [e.passage[r.start : r.end] for e, r in zip(examples, readings, strict=True)]
    held = np.array([bool(answers) for answers in gold])
    raw = np.array([reading.score for reading in readings])
    em = np.array([exact_match(s, g) if g else 0.0 for s, g in zip(said, gold, strict=True)])
    f1 = np.array([token_f1(s, g) if g else 0.0 for s, g in zip(said, gold, strict=True)])
    fold = np.arange(len(raw)) % 2
    answered = np.zeros(len(raw), bool)
    likely = np.zeros(len(raw))
    for side in (0, 1):
        fitted, used = fold != side, fold == side
        answered[used] = raw[used] > best_threshold(raw[fitted], f1[fitted], held[fitted])
        if not held.all():
            slope, middle = logistic(raw[fitted], held[fitted])
            likely[used] = 1 / (1 + np.exp(-slope * (raw[used] - middle)))
    right_em = np.where(answered, em, ~held)
    right_f1 = np.where(answered, f1, ~held)
    show(f"{name} EM", right_em)
    show(f"{name} F1", right_f1)
    show(f"{name} EM, answered ones, no threshold", em[held])
    show(f"{name} F1, answered ones, no threshold", f1[held])
    if not held.all():
        print(f"{name} AUROC {estimate(auroc(raw.tolist(), held.tolist()))}")
        print(f"{name} ECE   {estimate(ece(likely.tolist(), held.tolist()))}")
        print(f"{name} threshold {best_threshold(raw, f1, held):.2f} logistic", logistic(raw, held))
    return [
        {
            "id": e.id,
            "question": e.question,
            "gold": list(g),
            "said": s,
            "answered": bool(a),
            "score": float(r.score),
            "f1": float(f),
            "passage": e.passage,
        }
        for e, g, s, a, r, f in zip(examples, gold, said, answered, readings, right_f1, strict=True)
        if f < 1
    ]


def show(name: str, values: np.ndarray) -> None:
    """A mean with its interval, in points."""
    low, high = bootstrap_interval(values.astype(float))
    mean = 100 * values.mean()
    print(f"{name:44} {mean:.1f} [{100 * low:.1f}, {100 * high:.1f}] n={len(values)}")


def estimate(found: Estimate) -> str:
    """An estimate in words."""
    return f"{found.value:.3f} [{found.low:.3f}, {found.high:.3f}]"


def best_threshold(raw: np.ndarray, f1: np.ndarray, held: np.ndarray) -> float:
    """The score above which to answer for the greatest mean F1."""
    order = np.argsort(-raw)
    gains = np.where(held, f1, -1.0)[order]  # answering what has none loses its point
    total = np.concatenate([[0.0], np.cumsum(gains)])
    best = int(total.argmax())
    if best == len(raw):
        return float(raw.min()) - 1
    return float(raw[order[best]]) if best else float(raw.max()) + 1


def logistic(raw: np.ndarray, held: np.ndarray) -> tuple[float, float]:
    """Slope and middle of the probability that there is an answer."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1e6).fit(raw[:, None], held)
    slope = float(model.coef_[0, 0])
    return slope, -float(model.intercept_[0]) / slope


if __name__ == "__main__":
    main()
