"""Damaged files and bombs, read as the indexer reads them.

    python -m tests.benchmarks.fuzz [--files 10000] [--seed 1]

Each file is a sample with random damage. Documents go through the child of index/formats, then
their pages and texts through the child of index/html.py; web pages through the latter alone;
feeds and JSON through ``read_feed`` and the corpus reader, here in the process. An outcome is an
article, or an error with its cause and mend; anything else that is raised is a fault, and so is
'can't be parsed', which a child says of an exception that its readers didn't expect. Prints the
faults, the slowest file and the largest child still alive for each kind, then the same for bombs.
"""

import argparse
import json
import logging
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from index.child import MEMORY_BYTES, SECONDS, JobFailed, Pool
from index.errors import WartanyaError
from index.formats.child import documents
from index.formats.document import FormatError
from index.loading import load_bytes
from index.sources.feeds import read_feed
from tests.index.formats.bombs import LIMITED, REFUSED
from tests.index.formats.mutating import mutated
from tests.index.formats.samples import LEAD, QUOTE, SAMPLES, TITLE, chapter, mail_of_parts

PAGE = chapter(TITLE, "Senin, 4 Maret 2024 | 09:10 WIB", LEAD, QUOTE).encode()
RECORD = json.dumps({"id": "a1", "title": TITLE, "text": f"{LEAD}\n\n{QUOTE}"}).encode()
FEED = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Kabar</title>'
    f"<item><title>{TITLE}</title><link>https://kabar.example/a</link><description>{LEAD}"
    "</description><pubDate>Mon, 04 Mar 2024 09:10:00 +0700</pubDate></item></channel></rss>"
).encode()

_documents = Pool("index.formats.child")
_pages = Pool("index.html")


@dataclass(slots=True)
class Outcomes:
    """What became of the files of one kind. ``slowest`` in seconds, ``peak`` in MB."""

    files: int = 0
    articles: int = 0
    refused: int = 0
    limited: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    peak: float = 0.0


def read_page(content: bytes) -> int:
    """The page's number of articles, 0 or 1, as index/html.py finds it."""
    answer = json.loads(_pages.run(b"h" + content))
    if "error" in answer:
        raise AssertionError(answer["error"])
    return int(bool(answer["cleaned"]["text"]))


def read_document(suffix: str, content: bytes) -> int:
    """The number of articles that come of a document, cleaned as the indexer does."""
    found = 0
    for document in documents(_documents, suffix, content):
        if document.html:
            found += read_page(document.text.encode("utf-8", "replace"))
        elif document.text:
            answer = json.loads(_pages.run(b"t" + document.text.encode("utf-8", "replace")))
            found += int(bool(answer["cleaned"]["text"]))
    return found


def read_json(content: bytes) -> int:
    """The records of a corpus; the error of the first that has one."""
    loaded = list(load_bytes("fuzz.jsonl", content, "fuzz"))
    for outcome in loaded:
        if outcome.error is not None:
            raise outcome.error
    return len(loaded)


def readers() -> dict[str, tuple[bytes, Callable[[bytes], int]]]:
    """A sample and a reader for each kind."""

    def document(suffix: str) -> Callable[[bytes], int]:
        return lambda content: read_document(suffix, content)

    kinds = {suffix: (make(), document(suffix)) for suffix, make in SAMPLES.items()}
    return kinds | {
        "mail of parts": (mail_of_parts(), document(".eml")),
        ".html": (PAGE, read_page),
        ".json": (RECORD, read_json),
        ".rss": (FEED, lambda content: len(read_feed(content, "https://kabar.example/"))),
    }


def read(content: bytes, reader: Callable[[bytes], int], outcomes: Outcomes) -> None:
    """Read one file and note what became of it."""
    before = time.perf_counter()
    outcomes.files += 1
    try:
        outcomes.articles += reader(content)
    except (FormatError, WartanyaError) as error:
        if "can't be parsed" in str(error):
            outcomes.faults[str(error)[:100]] += 1
        outcomes.refused += 1
    except JobFailed as failure:
        outcomes.limited[str(failure)] += 1
    except Exception as error:  # noqa: BLE001  what is looked for here
        outcomes.faults[f"{type(error).__name__}: {error}"[:100]] += 1
    outcomes.slowest = max(outcomes.slowest, time.perf_counter() - before)
    outcomes.peak = max([outcomes.peak, *peaks()])


def peaks() -> Iterator[float]:
    """The largest that each living child has been, in MB; Linux alone tells."""
    for pool in (_documents, _pages):
        for child in list(pool._idle.queue):
            try:
                status = Path(f"/proc/{child._process.pid}/status").read_text()
            except OSError:
                continue
            yield next(int(x.split()[1]) / 1000 for x in status.splitlines() if "VmHWM" in x)


def fuzz(files: int, seed: int) -> dict[str, Outcomes]:
    """So many damaged files, of each kind alike."""
    kinds = readers()
    found = {suffix: Outcomes() for suffix in kinds}
    chance = random.Random(seed)
    for number in range(files):
        suffix = list(kinds)[number % len(kinds)]
        sample, reader = kinds[suffix]
        read(mutated(sample, chance), reader, found[suffix])
    return found


def bombs() -> dict[str, Outcomes]:
    """Each bomb; one that becomes an article within the limits is no fault either."""
    kinds = readers()
    made = [(suffix, make) for suffix, make, _ in REFUSED] + list(LIMITED)
    found: dict[str, Outcomes] = {}
    for suffix, make in made:
        found[make.__name__] = Outcomes()
        read(make(), kinds[suffix][1], found[make.__name__])
        if read_document(".md", b"Kapal itu tiba pada Senin pagi di dermaga utara.") != 1:
            found[make.__name__].faults["the next file isn't read"] += 1
    deep = json.dumps({"id": "a", "title": TITLE, "text": LEAD})[:-1] + ', "a": '
    pages = {
        "deep page": (b"<div>" * 500_000, ".html"),
        "page of 80,000 attributes": (
            b"<p " + b" ".join(b"a%d=1" % n for n in range(80_000)) + b">a",
            ".html",
        ),
        "page of one line": (b"<p>" + b"kata " * 1_800_000, ".html"),
        "deep JSON": ((deep + "[" * 1_000_000).encode(), ".json"),
        "JSON of one number": ((deep + "9" * 1_000_000 + "}").encode(), ".json"),
    }
    for name, (content, suffix) in pages.items():
        found[name] = Outcomes()
        read(content, kinds[suffix][1], found[name])
    return found


def report(title: str, found: dict[str, Outcomes]) -> int:
    """Print a table; the number of faults, files over a limit that went on included."""
    print(f"{title:28}  files  articles  refused  limited  faults  slowest s  child MB")
    faults = 0
    for name, o in found.items():
        late = o.slowest > 2.5 * SECONDS or o.peak > MEMORY_BYTES / 1e6
        faults += o.faults.total() + late
        print(
            f"{name:28} {o.files:6} {o.articles:9} {o.refused:8} {o.limited.total():8} "
            f"{o.faults.total():7} {o.slowest:10.2f} {o.peak:9.0f}"
        )
        for what, count in (o.faults + o.limited).items():
            print(f"    {count} x {what}")
    return faults


def main() -> None:
    """Fuzz, throw bombs, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    logging.disable(logging.WARNING)  # of bytes that are no UTF-8
    faults = report("damaged files", fuzz(options.files, options.seed))
    faults += report("bombs", bombs())
    print(f"{faults} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
