"""Fuzzes all of the HTTP API with Schemathesis, on a real server, and counts what goes wrong.

    python tests/benchmarks/fuzz_api.py [--cases 5000] [--seed 1]

The server runs in this process over a copy of the sample articles, with a scripted language model;
nothing leaves the machine: every name is unknown. Schemathesis makes requests from the API's own
description: right ones, wrong ones, and chains of them (make a job, follow it, cancel it). It
checks statuses, media types, schemas and headers against the description. Rounds follow, each with
another seed, until as many cases are sent as asked for. Prints the counts, and exits 1 where a
response was a 5xx, a check failed, or the log has a traceback.
"""

import argparse
import json
import logging
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any
from unittest.mock import patch

import httpx

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from index.sources.failures import Unreachable
from index.sources.fetch import Fetcher
from rag.api.access import Access
from rag.api.keys import Keys, Scope, add_key
from rag.llm import LanguageModel
from rag.wartanya import Wartanya
from rag.web.serving import start
from tests.rag.scripted_model import Reply, scripted_model

# A body may be right by its schema and still hold nothing: a question of '?', a text that is no
# article, an upload that is no corpus. Such a request is told so with 4xx.
ACCEPTED = ["2xx", "400", "401", "404", "409", "413", "422", "429"]
REFUSED = ["400", "401", "403", "404", "405", "409", "413", "422", "429"]
UNCHECKED = {
    # Whatever a form holds as a file is a file, and one value in an address a list of one.
    "negative_data_rejection": [
        "addArticlesFile",
        "startJobFile",
        "startEvaluationFile",
        "search",
    ],
    # A cancelled job or evaluation can still be read, to see how far it came.
    "use_after_free": [
        *("cancelJob", "getJob", "followJob"),
        *("cancelEvaluation", "getEvaluation", "listRecords", "getReport", "getRun"),
    ],
    # An article's id may be 'file', or end in '/versions': the Allow header tells of it.
    "allow_header_conformance": ["addArticlesFile", "listVersions"],
}
EVERYTHING = ("examples", "coverage", "fuzzing", "stateful")
AGAIN = ("fuzzing", "stateful")  # what another seed gives other cases of
PER_OPERATION = 100  # cases of a phase


@dataclass(slots=True)
class Counts:
    """What came of the cases."""

    cases: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    operations: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    tracebacks: list[str] = field(default_factory=list)
    report: list[str] = field(default_factory=list)  # Schemathesis's own, where a check failed

    @property
    def errors(self) -> int:
        """Responses that say that the server is at fault."""
        return sum(count for status, count in self.statuses.items() if status >= 500)

    @property
    def clean(self) -> bool:
        """Whether nothing went wrong."""
        return bool(self.cases) and not (self.errors or self.failures or self.tracebacks)

    def shown(self) -> str:
        """The counts for the terminal."""
        lines = [
            f"{self.cases} cases over {len(self.operations)} methods and paths",
            f"statuses: {dict(sorted(self.statuses.items()))}",
            f"5xx: {self.errors}, failed checks: {sum(self.failures.values())}, "
            f"tracebacks: {len(self.tracebacks)}",
            *(f"  {count} x {name}" for name, count in self.failures.most_common(40)),
            *self.tracebacks[:5],
            *self.report[:1],
        ]
        return "\n".join(lines)


class _Tracebacks(logging.Handler):
    """Keeps every record that tells of a defect."""

    def __init__(self, found: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._found = found

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        if record.exc_info or record.levelno >= logging.ERROR or "Traceback" in line:
            self._found.append(line)


@contextmanager
def logged(found: list[str]) -> Iterator[None]:
    """Note what the program logs of defects meanwhile."""
    handler = _Tracebacks(found)
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)


@contextmanager
def nowhere() -> Iterator[None]:
    """Let nothing leave this machine: no name is known."""

    def unknown(host: str, _port: int) -> list[str]:
        raise Unreachable(f"http://{host}/", "the host isn't known", "check the spelling")

    with patch("index.web_pages.Fetcher", partial(Fetcher, resolve=unknown)):
        yield


def fuzz(
    url: str,
    key: str,
    counts: Counts,
    *,
    seed: int,
    per_operation: int,
    phases: Sequence[str] = EVERYTHING,
) -> None:
    """One run of Schemathesis over all operations of a server; adds to ``counts``."""
    with tempfile.TemporaryDirectory() as folder:
        described, report = Path(folder, "openapi.json"), Path(folder, "report.ndjson")
        headers = {"Authorization": f"Bearer {key}"}
        response = httpx.get(f"{url}api/openapi.json", headers=headers, timeout=60, trust_env=False)
        described.write_bytes(response.raise_for_status().content)
        settings = Path(folder, "schemathesis.toml")
        settings.write_text(_settings(headers))
        # One worker: with more, Schemathesis 4.32 loses operations to errors of its own threads
        # ("AST constructor recursion depth mismatch", Python 3.11).
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(settings)),
            *("run", str(described), "--url", url.rstrip("/"), "--no-color"),
            *("--phases", ",".join(phases)),
            *("--max-examples", str(per_operation), "--seed", str(seed), "--no-shrink"),
            *("--workers", "1", "--continue-on-failure", "--warnings", "off"),
            *("--generation-database", "none"),
            *("--suppress-health-check", "all", "--request-timeout", "60"),
            *("--report", "ndjson", "--report-ndjson-path", str(report)),
        ]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if not report.is_file():
            raise SystemExit(f"Schemathesis gave no report:\n{done.stdout}\n{done.stderr}")
        if _count(report, counts):
            counts.report.append(done.stdout)


def _settings(headers: Mapping[str, str]) -> str:
    """Schemathesis's file: the key, and the checks as the API means them."""
    lines = ["[headers]", *(f"{name} = {json.dumps(value)}" for name, value in headers.items())]
    lines += ["[checks]", f"positive_data_acceptance.expected-statuses = {json.dumps(ACCEPTED)}"]
    lines += [f"negative_data_rejection.expected-statuses = {json.dumps(REFUSED)}"]
    for check, operations in UNCHECKED.items():
        lines += ["[[operations]]", f"include-operation-id = {json.dumps(operations)}"]
        lines += [f"checks.{check}.enabled = false"]
    return "\n".join(lines)


def _count(report: Path, counts: Counts) -> bool:
    """Add what a report tells; whether a check failed."""
    before = sum(counts.failures.values())
    with report.open(encoding="utf-8") as lines:
        for line in lines:
            event: dict[str, Any] = json.loads(line)
            if error := event.get("NonFatalError") or event.get("FatalError"):
                counts.failures[_shown(error)] += 1
            if scenario := event.get("ScenarioFinished"):
                _count_scenario(scenario["recorder"], counts)
    return sum(counts.failures.values()) > before


def _shown(error: dict[str, Any]) -> str:
    """What kept Schemathesis from sending or hearing, as a connection that was cut."""
    told = error.get("value", error.get("exception"))
    return f"error {error.get('label', '')} {json.dumps(told)[:300]}"


def _count_scenario(recorder: dict[str, Any], counts: Counts) -> None:
    for name, interaction in recorder.get("interactions", {}).items():
        counts.cases += 1
        response = interaction.get("response")
        counts.statuses[response["status_code"] if response else 0] += 1
        case = recorder["cases"][name]["value"]
        counts.operations[f"{case['method']} {case['path']}"] += 1
        for check in recorder.get("checks", {}).get(name, ()):
            if check["status"] == "failure":
                counts.failures[f"{check['name']} {case['method']} {case['path']}"] += 1


@contextmanager
def server(data: Path) -> Iterator[tuple[str, str]]:
    """The address of a server over the samples, and a key that may write."""
    with (
        scripted_model(
            lambda _: Reply("Tidak ada yang benar [1]. Warga menolak mesin [1].")
        ) as model,
        Wartanya(data, llm=LanguageModel(model.url, "scripted")) as wartanya,
    ):
        wartanya.add([str(files("index") / "samples")])
        key = add_key(data, "fuzz", Scope.WRITE)
        # The key is left out or bent thousands of times, which the gate would soon tire of.
        with nowhere(), patch("rag.api.gate.WRONG_KEYS_A_MINUTE", 1_000_000):
            running = start(wartanya, port=0, access=Access(keys=Keys(data)))
            try:
                yield running.url, key
            finally:
                running.stop()


def main() -> int:
    """Fuzz until enough cases are sent; the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    counts = Counts()
    began = time.monotonic()
    phases: Sequence[str] = EVERYTHING
    seed = options.seed
    with (
        tempfile.TemporaryDirectory() as folder,
        logged(counts.tracebacks),
        server(Path(folder, "data")) as (url, key),
    ):
        while counts.cases < options.cases:
            fuzz(url, key, counts, seed=seed, per_operation=PER_OPERATION, phases=phases)
            print(f"{counts.cases} cases with seeds to {seed}", flush=True)
            phases, seed = AGAIN, seed + 1
    print(counts.shown())
    print(f"{time.monotonic() - began:.0f} seconds")
    return 0 if counts.clean else 1


if __name__ == "__main__":
    sys.exit(main())
