"""How well statements and their speakers are found, on articles labelled by hand.

    python tests/benchmarks/statements.py --split sixth
    python tests/benchmarks/statements.py --split development --errors

'sixth' was looked at once, with these rules; the errors of those before it have been mended.

The labels, tests/data/statements.jsonl, hold offsets and names only; the articles are pfsa_id's
(sigit-purnomo/pfsa-id, CC BY-NC-SA), read from ``--data``. docs/who-said-what.md says what was
labelled and what the columns mean.
"""

import argparse
import hashlib
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from index.article import Article
from index.errors import WartanyaError
from index.speakers import Resolution, Statement, statements

LABELS = ROOT / "tests" / "data" / "statements.jsonl"
DATA = ROOT.parent / "shared" / "data" / "pfsa_id"
RESAMPLES = 2000
MARKS = 2  # characters: a quotation may differ by its marks and a comma
BY_REFERENCE = (Resolution.NYA, Resolution.PRONOUN, Resolution.DESCRIPTION)


@dataclass(frozen=True, slots=True)
class Label:
    """A statement as a reader marked it; ``speakers`` are the names that count as right, empty
    where the article names nobody. ``kind``: 'direct', 'reported', or 'optional', which is neither
    asked for nor held against the rules."""

    start: int
    end: int
    kind: str
    speakers: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """One article's counts by name; the errors in words."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)


def read_labels(split: str) -> Iterable[tuple[str, str, list[Label]]]:
    """Article, SHA-256 of its text in UTF-8, labels."""
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if split in ("all", row["split"]):
            labels = [
                Label(one["start"], one["end"], one["kind"], tuple(one["speakers"]))
                for one in row["labels"]
            ]
            yield row["article"], row["sha256"], labels


def read_articles(data: Path) -> dict[str, Article]:
    corpus = data / "corpus.jsonl"
    if not corpus.is_file():
        raise WartanyaError(f"{corpus}: no such file; give pfsa_id's folder with --data")
    rows = map(json.loads, corpus.read_text(encoding="utf-8").splitlines())
    return {row["id"]: Article(row["id"], row["title"], row["text"]) for row in rows}


def matches(label: Label, found: Statement) -> bool:
    """Direct: the same span but for marks. Reported: each covers half of the other or more."""
    if found.direct != (label.kind == "direct"):
        return False
    if found.direct:
        return abs(found.start - label.start) <= MARKS and abs(found.end - label.end) <= MARKS
    shared = min(found.end, label.end) - max(found.start, label.start)
    return shared * 2 >= max(found.end - found.start, label.end - label.start)


def is_right(label: Label, found: Statement) -> bool:
    """The exact person, by full name; nobody where the article names nobody."""
    if found.speaker is None:
        return not label.speakers
    return found.speaker.casefold() in (name.casefold() for name in label.speakers)


def judge(article: Article, labels: Sequence[Label]) -> Tally:
    tally = Tally()
    found = statements(article)
    left = set(range(len(found)))
    for label in labels:
        if label.kind == "optional":
            continue
        hit = next((index for index in sorted(left) if matches(label, found[index])), None)
        tally.counts[f"{label.kind} labelled"] += 1
        if hit is None:
            tally.errors.append(f"missed {label.kind} {label.start}-{label.end} {label.speakers}")
            continue
        left.remove(hit)
        statement = found[hit]
        right = is_right(label, statement)
        keys = [label.kind, statement.resolved_by.value]
        if statement.resolved_by in BY_REFERENCE:
            keys.append("by reference")
        for key in keys:
            tally.counts[f"{key} found"] += 1
            tally.counts[f"{key} right"] += right
        if not right:
            tally.errors.append(
                f"speaker {label.start}-{label.end} {statement.resolved_by.value}: "
                f"{statement.speaker} for {label.speakers}"
            )
    for index in sorted(left):
        statement = found[index]
        if any(
            one.kind == "optional" and one.start < statement.end and one.end > statement.start
            for one in labels
        ):
            continue
        kind = "direct" if statement.direct else "reported"
        tally.counts[f"{kind} false"] += 1
        tally.errors.append(f"false {kind} {statement.start}-{statement.end} {statement.speaker}")
    return tally


def interval(tallies: Sequence[Tally], over: str, under: Sequence[str]) -> tuple[float, float]:
    """95% percentile bootstrap of a ratio of sums, articles drawn with replacement."""
    generator = random.Random(0)
    ratios = []
    for _ in range(RESAMPLES):
        drawn = generator.choices(tallies, k=len(tallies))
        total = sum(tally.counts[key] for tally in drawn for key in under)
        if total:
            ratios.append(sum(tally.counts[over] for tally in drawn) / total)
    ratios.sort()
    return ratios[int(0.025 * len(ratios))], ratios[int(0.975 * len(ratios))]


ROWS = (
    ("direct quotations, precision", "direct found", ("direct found", "direct false")),
    ("direct quotations, recall", "direct found", ("direct labelled",)),
    ("direct quotations, speaker right", "direct right", ("direct found",)),
    ("reported speech, precision", "reported found", ("reported found", "reported false")),
    ("reported speech, recall", "reported found", ("reported labelled",)),
    ("reported speech, speaker right", "reported right", ("reported found",)),
    ("-nya, pronoun or description, speaker right", "by reference right", ("by reference found",)),
)


def report(tallies: Sequence[Tally]) -> None:
    for name, over, under in ROWS:
        total = sum(tally.counts[key] for tally in tallies for key in under)
        if not total:
            continue
        hits = sum(tally.counts[over] for tally in tallies)
        low, high = interval(tallies, over, under)
        print(f"{name:46} {hits / total:.3f}  [{low:.3f}, {high:.3f}]  {hits} of {total}")
    for resolution in Resolution:
        found = sum(tally.counts[f"{resolution.value} found"] for tally in tallies)
        if found:
            right = sum(tally.counts[f"{resolution.value} right"] for tally in tallies)
            print(f"  resolved by {resolution.value:12} {right} of {found} right")


def report_quotations(data: Path, articles: dict[str, Article], without: set[str]) -> None:
    """Recall on the corpus's own direct quotations, which leave out ordinary people's."""
    rows = map(json.loads, (data / "attributions.jsonl").read_text(encoding="utf-8").splitlines())
    found: dict[str, list[Statement]] = {}
    hits = total = 0
    for row in rows:
        name = row["article"]
        if name in without:
            continue
        label = Label(row["start"], row["start"] + len(row["statement"]), "direct", ())
        if name not in found:
            found[name] = statements(articles[name])
        total += 1
        hits += any(matches(label, statement) for statement in found[name])
    print(f"corpus quotations outside the holdout, recall  {hits / total:.4f}  {hits} of {total}")


def report_speed(articles: Sequence[Article]) -> None:
    """Milliseconds of processor time an article, best of three rounds."""
    rounds = []
    for _ in range(3):
        start = time.process_time()
        for article in articles:
            statements(article)
        rounds.append((time.process_time() - start) / len(articles) * 1000)
    mean = sum(len(article.text) for article in articles) / len(articles)
    print(f"{min(rounds):.2f} ms an article of {mean:.0f} characters")


def main() -> None:
    parser = argparse.ArgumentParser(description="Statements against labels made by hand.")
    parser.add_argument(
        "--split",
        choices=("development", "second", "holdout", "third", "fourth", "fifth", "sixth", "all"),
        default="development",
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--errors", action="store_true", help="list what went wrong")
    arguments = parser.parse_args()
    articles = read_articles(arguments.data)
    tallies = []
    for name, digest, labels in read_labels(arguments.split):
        if hashlib.sha256(articles[name].text.encode()).hexdigest() != digest:
            raise WartanyaError(f"{name}: another text than was labelled; get pfsa-id@38b9a396")
        tally = judge(articles[name], labels)
        tallies.append(tally)
        if arguments.errors:
            for error in tally.errors:
                print(name, error)
    report(tallies)
    held = {name for name, _, _ in read_labels("holdout")}
    report_quotations(arguments.data, articles, held)
    report_speed([article for name, article in articles.items() if name not in held])


if __name__ == "__main__":
    try:
        main()
    except WartanyaError as error:
        sys.exit(str(error))
