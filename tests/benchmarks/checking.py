"""How many doctored sentences the checks catch, and how many good ones they keep.

    python tests/benchmarks/checking.py --shared DIR            # all, the kept-aside third apart
    python tests/benchmarks/checking.py --shared DIR --fit      # weights of rag/checking/support.py
    python tests/benchmarks/checking.py --shared DIR --errors   # of those not kept aside
    python tests/benchmarks/checking.py --speed                 # what five sentences take

The sample articles' sentences are tests/data/good.jsonl and doctored.jsonl, written by hand. Those
of public data are made here, with a fixed seed, from pfsa_id's news articles and FacQA's passages
under DIR: sentences as they stand, cut short, and quotations with their speakers; doctored by rule.
The author of the checks wrote both. Without ``--shared`` only the samples'.
"""

import argparse
import json
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from index.article import Article
from index.embedding import Embedder, open_embedder
from index.speakers import statements
from rag.checking.claims import Claim
from rag.checking.numbers import quantities
from rag.checking.sentences import check_claims
from rag.checking.support import standing
from rag.ground import Ground, ground
from rag.intervals import mean_estimate
from tests.answer_sets import Example, passages, sample_examples

SEED = 8
ARTICLES = 60  # of pfsa_id
PASSAGES = 120  # of FacQA
NEGATED = re.compile(r"\b(tidak|belum|bukan) ")
AFFIRMED = re.compile(r"\b(akan|sudah|telah|dapat|bisa|ingin|harus|mau) ")
SHORT, LONG = 6, 40  # words of a sentence that is taken


def main() -> None:
    """Prints the figures asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--speed", action="store_true")
    asked = parser.parse_args()
    embedder = open_embedder()
    sets = {"samples": sample_examples(embedder)}
    if asked.shared:
        sets["public"] = public_examples(asked.shared, embedder)
    if asked.speed:
        speed(sets["samples"])
    elif asked.fit:
        fit([x for examples in sets.values() for x in examples if not x.aside])
    else:
        for name, examples in sets.items():
            for aside in (False, True):
                part = [x for x in examples if x.aside is aside]
                report(f"{name}, {'kept aside' if aside else 'tuned on'}", part)
                if asked.errors and not aside:
                    errors(part)


def report(title: str, examples: Sequence[Example]) -> None:
    """Doctored ones caught and good ones kept, by kind."""
    right: dict[tuple[str, str], list[float]] = defaultdict(list)
    for one in examples:
        ok = float(_kept(one) is one.good)
        side = "good kept" if one.good else "doctored caught"
        tongues = "two languages" if one.two_languages else "one language"
        for kind in ("all", tongues, one.kind):
            right[side, kind].append(ok)
    print(f"\n## {title}")
    for (side, kind), values in sorted(right.items()):
        figure = mean_estimate(values)
        print(
            f"| {side} | {kind} | {int(sum(values))}/{len(values)} | {figure.value:.3f} "
            f"[{figure.low:.3f}, {figure.high:.3f}] |"
        )


def errors(examples: Sequence[Example]) -> None:
    """Those that were judged wrongly."""
    for one in examples:
        checked = check_claims([one.claim], one.ground, one.language)[0]
        if (checked.reason is None) is not one.good:
            print(one.id, one.kind, checked.reason, repr(checked.found), "|", one.claim.text)


def _kept(one: Example) -> bool:
    return check_claims([one.claim], one.ground, one.language)[0].reason is None


def fit(examples: Sequence[Example]) -> None:
    """Logistic regressions of support: good sentences against those from outside, and against
    themselves beside a passage that another one cites."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]  # no stubs

    for two in (False, True):
        features, labels = [], []
        for one in examples:
            if one.two_languages is not two or not (one.good or one.kind in ("outside", "passage")):
                continue
            features.append(_features(one, one.claim.markers))
            labels.append(one.good)
            others = [n for n in one.ground.shown if n not in one.claim.markers]
            if one.good and others:
                features.append(_features(one, (others[len(one.id) % len(others)],)))
                labels.append(False)
        model = LogisticRegression(C=100.0, class_weight="balanced", max_iter=10_000)
        model.fit(np.array(features), labels)
        weights = (*model.coef_[0].round(3).tolist(), round(float(model.intercept_[0]), 3))
        print("two languages" if two else "one language", len(labels), sum(labels), weights)
        sure = model.predict_proba(np.array(features))[:, 1]
        good = np.array(labels)
        for threshold in (0.1, 0.2, 0.3, 0.4, 0.5):
            kept, caught = (sure >= threshold)[good].mean(), (sure < threshold)[~good].mean()
            print(f"  {threshold}: kept {kept:.3f} caught {caught:.3f}")


def _features(one: Example, markers: tuple[int, ...]) -> list[float]:
    shared = None if one.two_languages else one.language
    vector = one.ground.embedder.embed_passages([one.claim.text])[0]
    stood = standing(one.claim.text, vector, one.ground, markers, shared)
    return [stood.cosine, stood.margin, stood.coverage, float(stood.missing)]


def speed(examples: Sequence[Example]) -> None:
    """Milliseconds for answers of five sentences, the passages having been read before."""
    by_ground: dict[int, list[Example]] = defaultdict(list)
    for one in examples:
        if one.good and not one.two_languages:
            by_ground[id(one.ground)].append(one)
    taken = []
    for _ in range(5):
        for group in by_ground.values():
            five = [one.claim for one in group[:5]]
            if len(five) == 5:
                began = time.perf_counter()
                check_claims(five, group[0].ground, group[0].language)
                taken.append(1000 * (time.perf_counter() - began))
    low, middle, high = np.percentile(taken, [5, 50, 95])
    print(f"five sentences: {middle:.0f} ms [{low:.0f}, {high:.0f}], {len(taken)} answers")


def public_examples(shared: Path, embedder: Embedder) -> list[Example]:
    """About 120 good and 200 doctored ones of public data; a third of the articles kept aside."""
    draw = random.Random(SEED)
    articles = [
        Article(row["id"], row["title"], row["text"], language="id")
        for row in _rows(shared / "pfsa_id" / "corpus.jsonl")
        if 800 < len(row["text"]) < 6000
    ]
    found: list[Example] = []
    for number, article in enumerate(draw.sample(articles, ARTICLES)):
        other = draw.choice(articles)
        around = ground(passages([article, other], embedder), embedder)
        found += _of_article(article, other, around, number % 3 == 2, draw)
    texts = [
        Article(row["id"], row["title"], row["text"], language="id")
        for row in _rows(shared / "facqa" / "corpus.jsonl")
    ]
    chosen = draw.sample(texts, PASSAGES)
    for start in range(0, PASSAGES, 4):
        group = chosen[start : start + 4]
        around = ground(passages(group, embedder), embedder)
        found += _of_passages(around, start % 12 == 8, draw)
    return found


def _of_article(
    article: Article, other: Article, around: Ground, aside: bool, draw: random.Random
) -> Iterator[Example]:
    """A quotation with its speaker, and what becomes of it."""
    spoken = [
        s
        for s in statements(article)
        if s.direct and s.speaker and 30 < s.end - s.start < 250 and s.confidence > 0.9
    ]
    speakers = sorted({s.speaker for s in spoken if s.speaker})
    if not spoken:
        return
    said = draw.choice(spoken)
    home = next(
        (
            n
            for n, p in around.shown.items()
            if p.article is article and p.start <= said.start and said.end <= p.end
        ),
        None,
    )
    if home is None:
        return
    quoted = article.text[said.start : said.end].strip('”“" ,')
    text = f"{said.speaker} mengatakan, “{quoted}.”"
    good = Example(
        f"{article.id}-q", True, "quoted", aside, "id", False, Claim(text, (home,)), around
    )
    yield good
    words = quoted.split()
    swapped = words[len(words) // 2]
    yield _doctored(good, "quotation", text.replace(f" {swapped} ", " demikian ", 1))
    others = [
        name for name in speakers if not set(name.split()) & set((said.speaker or "").split())
    ]
    if others:
        yield _doctored(good, "speaker", text.replace(said.speaker or "", draw.choice(others), 1))
    if len(words) < LONG:
        yield _doctored(good, "opinion", quoted[0].upper() + quoted[1:] + ".")
    yield replace(
        good,
        id=good.id + "m",
        good=False,
        kind="marker",
        claim=Claim(text, (len(around.shown) + 3,)),
    )
    strange = [
        line
        for line in around.lines
        if around.shown[line.number].article is other
        and line.statement is None
        and SHORT < len(line.text.split()) < LONG
    ]
    if strange:
        yield _doctored(good, "outside", draw.choice(strange).text)


def _of_passages(around: Ground, aside: bool, draw: random.Random) -> Iterator[Example]:
    """Sentences as they are and cut short, and what becomes of them."""
    for line in around.lines:
        words = line.text.split()
        if line.spoken or not SHORT < len(words) < LONG or not line.text[0].isupper():
            continue
        name = f"{around.shown[line.number].article.id}-{abs(hash(line.text)) % 1000}"
        good = Example(
            name, True, "copy", aside, "id", False, Claim(line.text, (line.number,)), around
        )
        short = re.split(r", (?:yang|sementara|sedangkan|karena|setelah|untuk|dengan)\b", line.text)
        if len(short) > 1 and len(short[0].split()) > SHORT:
            text = short[0].rstrip(" ,") + "."
            good = replace(good, kind="short", claim=replace(good.claim, text=text))
        yield good
        yield from _changed(good, around, draw)


def _changed(good: Example, around: Ground, draw: random.Random) -> Iterator[Example]:
    text = good.claim.text
    numbers = [q for q in quantities(text) if text[q.start : q.end].isdigit()]
    if numbers:
        one = draw.choice(numbers)
        other = str(int(text[one.start : one.end]) + draw.choice((1, 2, 10)))
        yield _doctored(good, "number", text[: one.start] + other + text[one.end :])
    if NEGATED.search(text):
        yield _doctored(good, "negation", NEGATED.sub("", text, count=1))
    elif AFFIRMED.search(text):
        yield _doctored(good, "negation", AFFIRMED.sub(r"tidak \1 ", text, count=1))
    others = [n for n in around.shown if n not in good.claim.markers]
    if others and draw.random() < 0.3:
        claim = replace(good.claim, markers=(draw.choice(others),))
        yield replace(good, id=good.id + "p", good=False, kind="passage", claim=claim)
    names = re.findall(r"(?<=[a-z] )[A-Z][a-z]{3,}", text)
    strangers = sorted(
        set(
            re.findall(
                r"(?<=[a-z] )[A-Z][a-z]{3,}",
                " ".join(
                    line.text for line in around.lines if line.number not in good.claim.markers
                ),
            )
        )
    )
    if names and strangers and draw.random() < 0.4:
        yield _doctored(good, "name", text.replace(draw.choice(names), draw.choice(strangers), 1))


def _doctored(good: Example, kind: str, text: str) -> Example:
    claim = replace(good.claim, text=text)
    return replace(good, id=f"{good.id}-{kind}", good=False, kind=kind, claim=claim)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


if __name__ == "__main__":
    main()
